import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlcareer.model.plan import Claim, Wishes
from mlcareer.render.page import Page
from mlcareer.render.roadmap_text import MOST_FULL, MOST_LEFT_OUT, roadmap_text
from mlcareer.render.roadmap_words import MOST_CHECKED, minutes_text
from mlcareer.roadmap.plan import PlanStep, Roadmap, Ticked
from support_golden import check_golden, garden_roadmap
from support_plan import NOTHING, ROLES, SHELF, SHIPPED, TODAY, Case, Known, cases, person_of

NOTE = "Gardening is a high-risk use: mind the rake."
PAGE = Page(width=80)
SIX_HOURS = Wishes(6)
ENGINEER = ROLES["ml-engineer"]


def plan_of(known: Known, wishes: Wishes = SIX_HOURS) -> Roadmap:
    """Plan for a person who knows as much of every skill."""
    person = person_of(dict.fromkeys(SHIPPED.skills, known), ENGINEER)
    return Case(SHIPPED, ENGINEER, person, SHELF, wishes, TODAY).plan()


LONG = plan_of(NOTHING)
PROBABLE = plan_of(Known(0.4, 2))
FORMS: dict[str, Callable[[], str]] = {
    "roadmap.txt": lambda: roadmap_text(PAGE, garden_roadmap(), (NOTE,)),
    "roadmap-40.txt": lambda: roadmap_text(Page(width=40, unicode=False), garden_roadmap()),
    "roadmap-plain.txt": lambda: roadmap_text(
        Page(width=80, plain=True),
        garden_roadmap(wishes=Wishes(6, deadline=date(2026, 12, 20))),
        (NOTE,),
        "--role gardener",
    ),
}


def flat(text: str) -> str:
    """Undo the breaking of lines."""
    return " ".join(text.split())


def places(text: str, *parts: str) -> list[int]:
    """Say where parts of a text begin; all have to be there."""
    return [text.index(part) for part in parts]


@pytest.mark.parametrize("name", list(FORMS))
def test_each_form_prints_what_its_golden_file_holds(name: str) -> None:
    """The plan on each page is byte for byte what was looked at and accepted."""
    check_golden(name, FORMS[name]())


def test_the_parts_come_in_the_order_of_their_use() -> None:
    """How much it is, what to check, what comes soon, then all tasks, then what to do next."""
    known = dict.fromkeys(SHIPPED.skills, NOTHING) | {"python": Known(0.4, 2)}
    wishes = Wishes(6, deadline=date(2028, 3, 1))
    person = person_of(known, ENGINEER, [Claim("sql.1", "2026-11-20", "2026-11-20T18:00:00+00:00")])
    text = roadmap_text(PAGE, Case(SHIPPED, ENGINEER, person, SHELF, wishes, TODAY).plan(), (NOTE,))
    order = places(
        text,
        "Roadmap: ",
        NOTE,
        "Targets met now",
        "Check first\n",
        "The next 4 weeks of study\n",
        "What to study and build, in order\n",
        "  1. ",
        "The other ",
        "Left out until 1 Mar 2028\n",
        "Ticked by you\n",
        "What to do now: mlcareer next",
    )
    assert order == sorted(order)


def test_a_long_plan_is_shown_in_part_with_the_way_to_the_rest() -> None:
    """The first tasks are told in full, the others in a line each, and the export has all."""
    text = roadmap_text(Page(width=110), LONG)
    assert len(LONG.tasks) > 80
    assert text.count(" Why: ") == sum(isinstance(t, PlanStep) for t in LONG.tasks[:MOST_FULL])
    lines = text.splitlines()
    for number, step in enumerate(LONG.steps, 1):
        begin = f"{number:>3}. "
        (line,) = (line for line in lines if line.startswith(begin))
        assert step.title in line
    rest = len(LONG.tasks) - MOST_FULL
    assert f"The other {rest}, in short" in text
    assert "mlcareer roadmap --export md -o plan.md" in lines[-3]


@pytest.mark.parametrize("more", [0, 1, 3, 4])
def test_a_short_rest_is_shown_in_full(more: int) -> None:
    """Nobody is sent to an export for three tasks."""
    text = roadmap_text(PAGE, replace(LONG, tasks=LONG.tasks[: MOST_FULL + more]))
    assert ("in short" in text) is (more == 4)


@settings(max_examples=60)
@given(cases(), st.booleans(), st.sampled_from([40, 80, 110]))
def test_every_task_stands_once_in_order(case: Case, plain: bool, width: int) -> None:
    """Each step has its number and its place, whoever the plan is for."""
    roadmap = case.plan()
    text = roadmap_text(Page(width=width, plain=plain), roadmap)
    starts = [text.index(f"\n{number:>3}. ") for number in range(1, len(roadmap.steps) + 1)]
    assert starts == sorted(starts)
    assert f"\n{len(roadmap.steps) + 1:>3}. " not in text
    words = flat(text)
    assert all(task.title in words for task in roadmap.tasks)


def test_the_id_to_tick_stands_with_each_task() -> None:
    """What is shown in full has its hours, its days and its id in a line."""
    text = roadmap_text(PAGE, garden_roadmap())
    assert "\n     about 3 to 6 h; 24 Nov to 28 Nov 2026; digging.2\n" in text
    assert "\n     shows step 1; about 28 Nov 2026; project.BED-1\n" in text


def test_a_project_names_the_steps_that_it_shows_by_number() -> None:
    """The numbers behind a project are those of the steps, in rising order."""
    roadmap = plan_of(Known(-1.4, 5))
    numbers = {step.id: at for at, step in enumerate(roadmap.steps, 1)}
    text = roadmap_text(Page(width=110), replace(roadmap, tasks=roadmap.tasks[: MOST_FULL + 3]))
    shown = [task for task in roadmap.projects if task.id in text]
    assert shown
    for task in shown:
        steps = sorted(numbers[id_] for id_ in task.shows)
        assert f" {', '.join(map(str, steps))}; about " in text
        assert all(low < high for low, high in pairwise(steps))


@pytest.mark.parametrize("roadmap", [LONG, PROBABLE, garden_roadmap()])
def test_the_first_step_stands_on_the_first_screen(roadmap: Roadmap) -> None:
    """Whatever is said before it, the second line names it with the command that tells of it."""
    lines = roadmap_text(PAGE, roadmap).splitlines()
    steps = roadmap.steps
    assert any(line.startswith("First step: ") for line in lines[:2]) is bool(steps)
    assert not steps or steps[0].title in " ".join(lines[1:3])
    assert not steps or "mlcareer next" in " ".join(lines[1:4])


def test_without_hours_there_are_no_dates() -> None:
    """Nothing is dated, and the plan says how to get dates, in a line that can be copied."""
    roadmap = plan_of(NOTHING, Wishes())
    text = roadmap_text(PAGE, roadmap, (), "--role ml-engineer")
    assert "weeks of study" not in text
    assert "202" not in text.replace("(2020)", "")
    assert "\n  mlcareer roadmap --hours 6 --role ml-engineer\n" in text


def test_the_first_weeks_are_told() -> None:
    """The weeks are those of the plan, each with its time; one step alone needs no minutes."""
    roadmap = garden_roadmap()
    text = flat(roadmap_text(PAGE, roadmap))
    weeks = list(roadmap.weeks())[:4]
    assert f"The next {len(weeks)} weeks of study" in text
    for week in weeks:
        assert f"Week of {week.monday.day} " in text
        for step, minutes in week.parts:
            alone = len(week.parts) == 1
            said = step.title if alone else f"{step.title} ({minutes_text(minutes)})"
            assert said in text


def test_one_week_is_no_weeks() -> None:
    """A plan that is done in a week says so in the singular."""
    roadmap = garden_roadmap()
    text = roadmap_text(PAGE, replace(roadmap, tasks=roadmap.tasks[:1], unmeasured=()))
    assert "The next week of study\n" in text


def test_only_as_many_checks_are_listed_as_a_sitting_takes() -> None:
    """Of many probable levels a few are named, with a command for just these."""
    assert len(PROBABLE.checks) > MOST_CHECKED
    lines = roadmap_text(PAGE, PROBABLE).splitlines()
    more = len(PROBABLE.checks) - MOST_CHECKED
    assert any(line.startswith(f"  and {more} more;") for line in lines)
    (command,) = (line.split() for line in lines if line.startswith("  mlcareer assess "))
    assert command[2:] == [check.skill.id for check in PROBABLE.checks[:MOST_CHECKED]]


def test_what_is_left_out_is_named_up_to_a_number() -> None:
    """Before a deadline what does not fit is listed with its hours, and the rest is counted."""
    roadmap = plan_of(NOTHING, Wishes(6, deadline=date(2027, 2, 1)))
    assert roadmap.fit
    text = flat(roadmap_text(PAGE, roadmap))
    more = len(roadmap.fit.left_out) - MOST_LEFT_OUT
    assert f"and {more} more skills" in text
    first = roadmap.fit.left_out[0]
    assert f"- {first.skill.name}: " in text


def test_a_tick_is_told_as_what_it_is() -> None:
    """Behind each tick stand its day and whether answers bear it out; nothing claims more."""
    text = flat(roadmap_text(PAGE, garden_roadmap()))
    assert "- Digging: novice, 19 Nov 2026: proven: there with a chance of 80 %" in text
    assert "- Compost: novice, 20 Nov 2026: claimed, not proven: there with a chance" in text
    assert "- POT-1: A pot on the sill, 21 Nov 2026: evidence: photos/pot.jpg" in text


@pytest.mark.parametrize("on", ["", "yesterday", "2026-02-30"])
def test_a_tick_without_a_day_is_told_without_one(on: str) -> None:
    """A day that is none is left out."""
    claim = Claim("digging.1", on, "2026-11-20T18:00:00+00:00")
    ticked = (Ticked(claim, "Digging: novice", 0.6),)
    text = flat(roadmap_text(PAGE, replace(garden_roadmap(), ticked=ticked)))
    assert "- Digging: novice: claimed, not proven" in text


def test_evidence_cannot_steer_the_terminal() -> None:
    """What a person wrote beside a tick is shown without codes that move or colour."""
    claim = Claim(
        "project.POT-1", "2026-11-21", "2026-11-21T18:00:00+00:00", "a\x1b[2J\x07b\u202ec"
    )
    ticked = (Ticked(claim, "POT-1: A pot\x1b[31m"),)
    text = roadmap_text(PAGE, replace(garden_roadmap(), ticked=ticked))
    assert "evidence: a [2J b c" in text
    assert {character for character in text if not character.isprintable()} == {"\n"}


def test_where_nothing_is_to_study_other_ways_are_shown() -> None:
    """Who has all that the role asks is not sent to an empty checklist."""
    plan = replace(garden_roadmap(claims=()), tasks=(), hours=(0, 0), unmeasured=())
    text = roadmap_text(PAGE, plan)
    assert "Nothing to study" in text
    assert "--export" not in text
    assert "What is worth a re-check: mlcareer due\nOther roles: mlcareer roles\n" in text


@pytest.mark.parametrize(("hours", "other"), [(None, 10), (1, 2), (6, 12), (40, 80), (80, 80)])
def test_other_hours_to_try_are_ones_that_may_be(hours: int | None, other: int) -> None:
    """The example to try doubles the hours, within what a person may plan for."""
    text = roadmap_text(PAGE, garden_roadmap(wishes=Wishes(hours)))
    assert text.endswith(f"--what-if hours={other}\n")


@settings(max_examples=30)
@given(cases(), st.integers(40, 110))
def test_no_command_is_broken(case: Case, width: int) -> None:
    """Wherever a command stands it is on one line, and says the role that the plan is for."""
    text = roadmap_text(Page(width=width), case.plan(), (), "--role r")
    for line in text.splitlines():
        found = re.search(r"mlcareer (?:next|assess|roadmap|due)\b.*", line)
        assert not found or "--role r" in found[0], line
    assert not re.search(r"mlcareer(?:\n|$)", text)


def test_titles_of_the_short_list_stand_below_each_other() -> None:
    """Behind hours of any usual length, and behind what is to build, they begin in one column."""
    text = roadmap_text(PAGE, LONG)
    rest = {task.id: task.title for task in LONG.tasks[MOST_FULL:]}
    lines = text.partition(", in short")[2].partition("\n\n")[0].splitlines()
    starts = {
        line.index(title)
        for line in lines
        for title in rest.values()
        if f" {title}, " in line and ",0" not in line
    }
    assert starts == {25}


@pytest.mark.parametrize(
    ("count", "said"), [(0, "     project."), (1, "shows step 1;"), (2, "shows steps 1, 2;")]
)
def test_steps_that_a_project_shows_are_counted(count: int, said: str) -> None:
    """One step is one, and where none of the plan is shown none is named."""
    roadmap = garden_roadmap()
    (project,) = roadmap.projects
    shows = tuple(step.id for step in roadmap.steps[:count][::-1])
    shown = replace(project, shows=shows, due=None)
    text = roadmap_text(PAGE, replace(roadmap, tasks=(*roadmap.steps, shown)))
    assert said in text.partition("Build BED-1")[2]


@pytest.mark.parametrize(("dated", "said"), [(True, True), (False, False)])
def test_months_are_spoken_of_where_there_are_any(*, dated: bool, said: bool) -> None:
    """The short list says what its months are, and without dates nothing of months."""
    roadmap = LONG if dated else plan_of(NOTHING, Wishes())
    assert ("with the month" in roadmap_text(PAGE, roadmap)) is said


@pytest.mark.parametrize("high", [9, 90, 900, 1000, 5000, 99_000])
def test_many_hours_leave_a_space_before_the_title(high: int) -> None:
    """In the short list the hours stand apart from the title, however many they are."""
    step = replace(LONG.steps[-1], hours=(high - 1, high))
    text = roadmap_text(PAGE, replace(LONG, tasks=(*LONG.tasks[:-1], step)))
    (line,) = (line for line in text.splitlines() if f"to {high:,} h" in line)
    assert f" h {step.title}" in " ".join(line.split())
