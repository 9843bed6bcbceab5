from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlcareer.model.plan import Wishes
from mlcareer.render.page import Page
from mlcareer.render.what_if_text import fits_text, what_if_text
from mlcareer.roadmap.plan import Roadmap
from mlcareer.roadmap.what_if import parse_what_if
from support_golden import WISHES, check_golden, garden_roadmap
from support_plan import TODAY, Case, cases, demand_of, example, wishes

PAGE = Page(width=80)
CHRISTMAS = Wishes(6, deadline=date(2026, 12, 20))
TRIED = ("hours=10", "by=2026-12-20", "hours=3,days=sat+sun,off=2026-12-24..2027-01-02")


def tried(text: str, base: Wishes = WISHES) -> tuple[str, Roadmap]:
    """Plan the garden with other wishes."""
    return text, garden_roadmap(wishes=parse_what_if(text, base))


def flat(text: str) -> str:
    """Undo the breaking of lines."""
    return " ".join(text.split())


def compared(*texts: str, base: Wishes = WISHES, page: Page = PAGE) -> str:
    """Compare the plan of the garden with others."""
    plans = [tried(text, base) for text in texts]
    return what_if_text(page, garden_roadmap(wishes=base), plans)


def test_it_prints_what_its_golden_file_holds() -> None:
    """The comparison is byte for byte what was looked at and accepted."""
    check_golden("what-if.txt", compared(*TRIED))


def test_each_plan_has_its_row() -> None:
    """The plan as it is stands first, then each that is tried, with its hours and its end."""
    rows = compared("hours=10", "hours=3").split("\n\n")[1].splitlines()[2:]
    assert [row.split()[:2] for row in rows] == [["as", "it"], ["hours=10", "10"], ["hours=3", "3"]]
    assert "20 Feb 2027  11 May 2027" in rows[0]
    assert "100 %  100 to 100 %" in rows[0]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (0.0, 0.005, "the same share of the targets is met then"),
        (0.005, 0.0, "the same share of the targets is met then"),
        (0.0, 0.01, "is about 1 point higher"),
        (0.5, 0.3, "is about 20 points lower"),
    ],
)
def test_what_rounds_to_no_point_is_no_difference(before: float, after: float, said: str) -> None:
    """Nobody is told of 0 points more or less."""
    plan = garden_roadmap()
    planned = plan.prospects.planned
    one, other = (
        replace(plan, prospects=replace(plan.prospects, planned=planned._replace(share=share)))
        for share in (before, after)
    )
    text = flat(what_if_text(PAGE, one, [("hours=6", other)]))
    assert said in text
    assert " 0 points" not in text


def test_long_wishes_are_numbered() -> None:
    """Where a name would be folded in the table, numbers stand there and lead to the names."""
    text = compared(*TRIED)
    rows = text.split("\n\n")[1].splitlines()[2:]
    assert [row.split()[0] for row in rows] == ["as", "1", "2", "3"]
    assert all(f"\n{number}. {said}\n" in text for number, said in enumerate(TRIED, 1))


@pytest.mark.parametrize(("length", "numbered"), [(42, False), (43, True)])
def test_a_name_has_the_room_that_the_table_leaves(length: int, *, numbered: bool) -> None:
    """On a wide page a longer name stands in the table, which is never wider than the page."""
    plan = garden_roadmap(wishes=CHRISTMAS)
    said = "x" * length
    text = what_if_text(Page(width=110), plan, [(said, plan)])
    table = text.split("\n\n")[1].splitlines()
    assert len(table) == 4
    assert table[-1].startswith("1 " if numbered else said)
    assert max(map(len, table)) <= 110
    assert (f"\n1. {said}\n" in text) is numbered


def test_an_end_without_a_day_is_much_later() -> None:
    """Where only the first day on which a plan may end has a date, the other is much later."""
    plan = replace(garden_roadmap(), finish=(date(2086, 1, 1), None))
    row = what_if_text(PAGE, plan, []).split("\n\n")[1].splitlines()[2]
    assert "1 Jan 2086  much later" in row


def test_whether_it_fits_is_told_only_with_a_deadline() -> None:
    """The column is there where any plan has a last day; a plan without one has a dash."""
    assert "Fits" not in compared("hours=10")
    table = compared("hours=40", "by=none", base=CHRISTMAS).split("\n\n")[1]
    assert [line.split()[-7] for line in table.splitlines()[2:]] == ["no", "yes", "-"]


@pytest.mark.parametrize("page", [Page(width=40), Page(width=80, plain=True)])
def test_narrow_and_plain_pages_have_lines(page: Page) -> None:
    """There each plan has its facts below its name, and no table."""
    text = compared("hours=10", "by=none", base=CHRISTMAS, page=page)
    assert "Ends from" not in text
    words = flat(text)
    assert "As it is 6 h a week done between 1 Dec 2026 and 10 Dec 2026 2 steps" in words
    assert "not all of it fits until 20 Dec 2026: 2 levels left out targets met at" in words
    assert "hours=10 10 h a week done between" in words


def test_what_comes_in_and_goes_out_is_named() -> None:
    """A last day puts tasks out, and none lets them in again; else it is said that all stays."""
    out = flat(compared("by=2026-12-20"))
    assert "Goes out: Tomatoes: working; Tomatoes: proficient." in out
    assert "Comes in" not in out
    back = flat(compared("by=none", base=CHRISTMAS))
    assert "Comes in: Tomatoes: working; Tomatoes: proficient." in back
    assert "The same steps and projects." in compared("hours=10")


def test_many_tasks_are_counted() -> None:
    """Of many tasks a few are named, projects as something to build."""
    cut = WISHES._replace(deadline=TODAY)
    whole, rest = garden_roadmap(claims=()), garden_roadmap(claims=(), wishes=cut)
    words = flat(what_if_text(PAGE, whole, [("by=2026-11-22", rest)]))
    assert (
        "Goes out: Compost: novice; Tomatoes: novice; build POT-1: A pot on the sill; Compost:"
        " working; Tomatoes: working; and 1 more."
    ) in words
    assert words.count("Goes out") == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("hours=12", "Ends about 9 weeks earlier; the same share of the targets is met then."),
        ("start=2026-12-20", "Ends about 4 weeks later; the same share"),
        ("start=2026-11-22", "Ends about when it does now; the same share"),
        ("by=2026-12-20", "is about 30 points lower; not all of it fits until"),
        ("by=2026-11-22", "Ends about 18 weeks earlier; the share of the targets met then is"),
        ("by=2026-11-22", "is about 46 points lower; not all of it fits until 22 Nov 2026: 3"),
    ],
)
def test_the_difference_is_said_in_a_sentence(text: str, said: str) -> None:
    """The end in weeks, and the share of the targets."""
    assert said in flat(compared(text))


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (Wishes(6), "no last day"),
        (CHRISTMAS, "not all of it fits until 20 Dec 2026: 2 levels left out"),
        (Wishes(6, deadline=date(2028, 1, 1)), "all of it fits until 1 Jan 2028"),
        (
            Wishes(6, deadline=date(2027, 4, 20)),
            "all of it fits until 20 Apr 2027, unless much takes long",
        ),
        (
            Wishes(None, deadline=date(2027, 4, 20)),
            "no hours a week, so nobody knows what fits until 20 Apr 2027",
        ),
    ],
)
def test_whether_all_fits_is_said_as_far_as_it_is_known(wanted: Wishes, said: str) -> None:
    """By the middle of the estimates, and with a word where that is not sure."""
    assert fits_text(garden_roadmap(wishes=wanted)) == said


def test_an_only_step_that_does_not_fit_is_not_said_to() -> None:
    """Where the plan is of one step that ends after the last day, not all of it fits."""
    only = example({"a": ()}, demands=[demand_of("a", 1)], hours={"a": {1: (50, 50)}})
    plan = only.plan(Wishes(6, deadline=TODAY))
    assert len(plan.steps) == 1
    assert not fits_text(plan).startswith("all of it fits")


def test_the_way_to_keep_to_other_wishes_is_shown() -> None:
    """Below the comparison stands the command for each, and that nothing was changed."""
    text = what_if_text(PAGE, garden_roadmap(), [tried(TRIED[2])], "--role gardener")
    assert "Nothing was changed.\n" in text
    command = "mlcareer roadmap --role gardener --hours 3 --days sat,sun"
    assert f"{command} --off 2026-12-24..2027-01-02\n" in text
    assert "To plan with" not in compared("hours=6")


def test_a_plan_without_hours_has_dashes_for_days() -> None:
    """Where no hours a week are known no day is made up, neither in a table nor in lines."""
    plain = what_if_text(PAGE, garden_roadmap(wishes=Wishes()), [tried("hours=6", Wishes())])
    row = plain.split("\n\n")[1].splitlines()[2].split()
    assert row[:6] == ["as", "it", "is", "-", "-", "-"]
    assert "When it ends cannot be compared" in plain
    lines = what_if_text(Page(width=40), garden_roadmap(wishes=Wishes()), [])
    assert "  no hours a week\n  4 steps\n" in lines
    assert "done" not in lines


def test_the_plan_as_it_is_says_whether_it_fits() -> None:
    """Below the table stands how the plan goes with its own last day, where it has one."""
    assert "As it is, not all of it fits until 20 Dec 2026: 2 levels left out." in flat(
        compared("hours=10", base=CHRISTMAS)
    )
    assert "As it is," not in compared("by=2026-12-20")


def test_what_was_written_cannot_steer_the_terminal() -> None:
    """A wish is shown without codes that move or colour."""
    text = what_if_text(PAGE, garden_roadmap(), [("hours=10\x1b[2J", garden_roadmap())])
    assert {character for character in text if not character.isprintable()} == {"\n"}


@settings(max_examples=40)
@given(st.data(), cases(), st.sampled_from([40, 80, 110]))
def test_any_two_plans_can_be_compared(data: st.DataObject, case: Case, width: int) -> None:
    """Whatever is wanted, each plan is told with its steps, and no line is empty of sense."""
    before, after = case.plan(), case.plan(data.draw(wishes(TODAY)))
    text = what_if_text(Page(width=width), before, [("this", after)])
    assert "None" not in text
    assert text.count("\n\n\n") == 0
    words = flat(text)
    for plan in (before, after):
        assert f"{len(plan.steps)} step" in words if width < 80 else f" {len(plan.steps)} " in words
