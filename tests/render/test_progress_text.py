from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlcareer.model.plan import Claim, Wishes
from mlcareer.render.bars import marks
from mlcareer.render.page import Page
from mlcareer.render.progress_text import progress_text
from mlcareer.roadmap.plan import Ticked
from mlcareer.roadmap.progress import Baseline, Month, Progress, baseline_of, make_progress
from support_golden import MAP, TODAY, check_golden, garden_roadmap
from support_plan import Case, cases

PAGE = Page(width=80)
THEN = Baseline(date(2026, 11, 1), (date(2027, 1, 30), date(2027, 4, 20)), 8, (85, 160))
SIGNS = marks(PAGE)


def progress_of(**wanted: object) -> Progress:
    """Make the progress of the gardener, with some of it as wanted."""
    return replace(make_progress(garden_roadmap(), MAP), **wanted)  # type: ignore[arg-type]


def ticks(count: int, *, chance: float = 0.6) -> tuple[Ticked, ...]:
    """Make ticks of so many steps."""
    return tuple(
        Ticked(Claim(f"skill{at}.1", "2026-11-20", ""), f"Skill {at}: novice", chance)
        for at in range(count)
    )


def flat(text: str) -> str:
    """Undo the breaking of lines."""
    return " ".join(text.split())


def bar_of(text: str) -> str:
    """Find the bar of the steps."""
    signs = {SIGNS["mean"], SIGNS["range"], SIGNS["empty"]}
    return next(line for line in map(str.strip, text.splitlines()) if line and set(line) <= signs)


def test_it_prints_what_its_golden_file_holds() -> None:
    """Progress is byte for byte what was looked at and accepted."""
    check_golden("progress.txt", progress_text(PAGE, progress_of(baseline=THEN)))


def test_claimed_and_proven_stand_apart() -> None:
    """They are counted apart, in words and in the bar, and nothing claimed is called proven."""
    text = progress_text(PAGE, progress_of())
    assert "3 of 7 steps ticked: 1 proven by answers, 2 claimed." in text
    assert "● proven 1; ━ claimed 2; · open 4" in text
    bar = bar_of(text)
    assert bar.count(SIGNS["mean"]) == 60 // 7
    assert bar.count(SIGNS["range"]) == 120 // 7
    assert len(bar) == 60
    assert "1 project ticked, 1 with evidence." in flat(text)
    assert "1 tick more for what this role does not ask." in flat(text)


@given(st.integers(0, 200), st.integers(0, 200), st.integers(20, 120))
def test_what_is_there_is_seen_in_the_bar(proven: int, claimed: int, width: int) -> None:
    """However few of many steps, at least one sign shows them, and the bar keeps its length."""
    progress = progress_of(proven=ticks(proven), claimed=ticks(claimed))
    text = progress_text(Page(width=width), progress)
    bar = bar_of(text)
    assert len(bar) == min(60, width - 2)
    assert (SIGNS["mean"] in bar) is (proven > 0)
    assert (SIGNS["range"] in bar) is (claimed > 0)
    assert SIGNS["empty"] in bar
    assert bar == "".join(sorted(bar, key="●━·".index))


def test_a_plain_page_has_no_bar() -> None:
    """For a screen reader there are sentences only, with the same numbers."""
    text = progress_text(Page(width=80, plain=True), progress_of())
    assert not {*text} & {SIGNS["mean"], SIGNS["range"], SIGNS["empty"]}
    assert "1 proven by answers, 2 claimed" in text


def test_months_are_told_with_what_was_ticked() -> None:
    """Each month says its steps, projects and hours, as far as there are any."""
    text = progress_text(PAGE, progress_of())
    assert "Ticked, by month\n  Nov 2026: 4 steps, 1 project, about 3 to 5 h\n" in text
    months = (Month(date(2026, 10, 1), 0, 2, (0, 0)), Month(date(2026, 11, 1), 1, 0, (2, 2)))
    text = progress_text(PAGE, progress_of(months=months))
    assert "  Oct 2026: 2 projects\n  Nov 2026: 1 step, about 2 h\n" in text
    assert "by month" not in progress_text(PAGE, progress_of(months=()))


def test_only_the_last_year_is_told_month_by_month() -> None:
    """Of many months the last twelve are told, and the others counted."""
    months = tuple(Month(date(2025 + at // 12, at % 12 + 1, 1), 1, 0, (1, 2)) for at in range(15))
    text = progress_text(PAGE, progress_of(months=months))
    assert "  and 3 months before these\n  Apr 2025: 1 step" in text
    assert text.count(": 1 step, about 1 to 2 h") == 12


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (
            21,
            "The plan now ends about 3 weeks later than on 22 Nov 2026. Nothing is lost; it was",
        ),
        (7, "The plan now ends about 1 week later than on 22 Nov 2026. Nothing is lost;"),
        (0, "The plan ends about when it did on 22 Nov 2026."),
        (-14, "The plan now ends about 2 weeks earlier than on 22 Nov 2026."),
    ],
)
def test_the_end_is_held_against_the_first_plan(days: int, said: str) -> None:
    """Later, earlier or the same, it is said in weeks and without blame."""
    plan = garden_roadmap()
    first = baseline_of(plan)
    low, high = plan.finish
    assert low
    assert high
    moved = (date.fromordinal(low.toordinal() - days), date.fromordinal(high.toordinal() - days))
    words = flat(progress_text(PAGE, progress_of(baseline=first._replace(finish=moved))))
    assert said in words
    assert "On 22 Nov 2026 the plan had 4 steps, about 78 to 146 h; now 4 steps are left." in words
    for blame in ("behind", "late ", "failed", "missed", "should", "only"):
        assert blame not in words


@pytest.mark.parametrize("finish", [(None, None), (date(2086, 1, 1), None)])
def test_an_end_that_nobody_knows_is_not_compared(finish: tuple[date | None, date | None]) -> None:
    """Without hours a week there is no end to compare; the way to get one is shown."""
    plan = make_progress(garden_roadmap(wishes=Wishes()), MAP, THEN._replace(finish=finish))
    text = progress_text(PAGE, plan, "--role gardener")
    assert "ends" not in text
    assert "On 1 Nov 2026 the plan had 8 steps" in text
    assert "mlcareer roadmap --hours 6 --role gardener" in text


def test_one_step_is_left() -> None:
    """One step is told in the singular."""
    plan = garden_roadmap()
    one = replace(plan, tasks=plan.tasks[:1])
    text = progress_text(PAGE, make_progress(one, MAP, THEN))
    assert "now 1 step is left." in flat(text)


def test_what_answers_spoke_against_is_named_kindly() -> None:
    """It is said which ticks count as open again, and where to read why."""
    words = flat(progress_text(PAGE, progress_of(refuted=ticks(7, chance=0.1))))
    assert (
        "Later answers speak against 7 ticks, which count as open again: Skill 0: novice,"
        " Skill 1: novice, Skill 2: novice, Skill 3: novice, Skill 4: novice and 2 more."
    ) in words
    assert "mlcareer report skill0" in words


def test_a_skill_with_a_dot_in_its_id_is_named_whole() -> None:
    """The command that tells what answers say names the skill, whatever its id looks like."""
    (tick,) = ticks(1, chance=0.1)
    refuted = (replace(tick, claim=tick.claim._replace(id="web.api.2-3")),)
    assert "mlcareer report web.api\n" in progress_text(PAGE, progress_of(refuted=refuted))


def test_who_ticked_nothing_is_told_how() -> None:
    """Before the first tick there is no count of zeros, but the command."""
    text = progress_text(PAGE, make_progress(garden_roadmap(claims=()), MAP))
    assert "None of 6 steps is ticked yet." in text
    assert "Tick a step when it is done: mlcareer done " in text
    assert "was estimated" not in text
    assert "--claimed" not in text


def test_who_ticked_anything_is_not_told_how() -> None:
    """A project that was ticked is enough to know how that is done."""
    built = progress_of(proven=(), claimed=())
    assert built.projects
    assert "Tick a step" not in progress_text(PAGE, built)
    assert "Tick a step" in progress_text(PAGE, replace(built, projects=()))


def test_an_end_that_is_far_ahead_is_told_as_far_as_it_is_known() -> None:
    """Where only the first day on which it may end has a date, that is said."""
    plan = replace(garden_roadmap(), finish=(date(2086, 1, 1), None))
    words = flat(progress_text(PAGE, make_progress(plan, MAP)))
    assert "From today, at 6 h a week: done in Jan 2086 at the earliest, at the latest" in words


def test_who_has_nothing_left_is_told_so() -> None:
    """With nothing ticked and nothing open it is said that nothing is to study."""
    plan = replace(garden_roadmap(claims=()), tasks=(), hours=(0, 0), finish=(None, None))
    text = progress_text(PAGE, make_progress(plan, MAP))
    assert "Nothing to study" in text
    assert "0 of 0" not in text


def test_what_a_deadline_leaves_out_is_counted() -> None:
    """Steps that are not planned are no open steps, but are not kept quiet about."""
    plan = garden_roadmap(wishes=Wishes(6, deadline=TODAY))
    text = progress_text(PAGE, make_progress(plan, MAP))
    assert "Left out until 22 Nov 2026: 3 levels." in text


@settings(max_examples=40)
@given(cases(), st.booleans())
def test_the_counts_add_up_for_anybody(case: Case, plain: bool) -> None:
    """Whatever was ticked, what is proven and claimed is what is ticked."""
    progress = make_progress(case.plan(), case.skill_map)
    text = flat(progress_text(Page(width=110, plain=plain), progress))
    if progress.done:
        whole = progress.done + progress.left
        assert f"{progress.done} of {whole} step" in text
        proven, claimed = len(progress.proven), len(progress.claimed)
        assert f"ticked: {proven} proven by answers, {claimed} claimed." in text
        assert proven + claimed == progress.done
    assert ("mlcareer assess --claimed" in text) is bool(progress.claimed)
    assert text.endswith("What to do now: mlcareer next")
