from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlcareer.model.plan import WEEKDAYS, Wishes
from mlcareer.roadmap.what_if import NAMES, difference, parse_what_if
from support_golden import garden_roadmap
from support_plan import TODAY, Case, cases, wishes

CHRISTMAS = (date(2026, 12, 24), date(2027, 1, 2))
EASTER = (date(2027, 3, 26), date(2027, 3, 29))
BASE = Wishes(5, date(2026, 12, 1), date(2027, 6, 1), (0, 2), (CHRISTMAS,), "banking")


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ("hours=10", BASE._replace(hours_a_week=10)),
        ("by=2027-03-01", BASE._replace(deadline=date(2027, 3, 1))),
        ("by=none", BASE._replace(deadline=None)),
        ("start=2027-01-07", BASE._replace(start=date(2027, 1, 7))),
        ("start=none", BASE._replace(start=None)),
        ("off=2027-03-26..2027-03-29", BASE._replace(off=(CHRISTMAS, EASTER))),
        ("off=2026-12-24..2027-01-02", BASE),
        ("off=none", BASE._replace(off=())),
        ("days=mon+wed+sat", BASE._replace(days=(0, 2, 5))),
        ("days=mon,wed,sat", BASE._replace(days=(0, 2, 5))),
        ("days=none", BASE._replace(days=())),
        (
            " Hours = 8 , days = sat , sun , by = none",
            BASE._replace(hours_a_week=8, days=(5, 6), deadline=None),
        ),
        (
            "off=2027-03-26..2027-03-29,2026-12-24..2027-01-02,hours=6",
            BASE._replace(off=(CHRISTMAS, EASTER), hours_a_week=6),
        ),
    ],
)
def test_what_is_tried_is_read(text: str, changed: Wishes) -> None:
    """What is named changes, and all else stays; days without study are added."""
    assert parse_what_if(text, BASE) == changed


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "hours=10, by=2027-03-01, start="),
        ("10", "'10' is nothing to try"),
        ("hours", "'hours' is nothing to try"),
        ("hours=", "'hours=' is nothing to try"),
        ("week=10", "'week=10' is nothing to try"),
        ("hours=10,20", "'20' is nothing to try"),
        ("mon,days=wed", "'mon' is nothing to try"),
        ("hours=10,", "'' is nothing to try"),
        ("hours=10,hours=12", "hours stands twice"),
        ("hours=many", "a whole number from 1 to 80"),
        ("by=soon", "as in 2027-03-01"),
        ("days=mon,foo", "'foo' is no day of the week"),
        ("off=2027-01-02..2026-12-24", "ends before it begins"),
        ("by=2026-11-30", "start on 2026-12-01, after its last day, 2026-11-30"),
        ("start=2027-07-01", "start on 2027-07-01, after its last day, 2027-06-01"),
    ],
)
def test_what_cannot_be_tried_is_refused(text: str, said: str) -> None:
    """What cannot be read is refused in one line that says what is allowed."""
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - the text is looked at below
        parse_what_if(text, BASE)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


@given(wishes(TODAY, hours=True), wishes(TODAY, hours=True))
def test_all_wishes_can_be_tried_at_once(base: Wishes, other: Wishes) -> None:
    """Any wishes but the field can be written in one text, whatever was wanted before."""
    if other.start and other.deadline and other.start > other.deadline:
        other = other._replace(start=None)
    days = ",".join(WEEKDAYS[day] for day in other.days) or "none"
    spans = ",".join(f"{first}..{last}" for first, last in other.off) or "none"
    text = (
        f"hours={other.hours_a_week},by={other.deadline or 'none'},days={days},off={spans},"
        f"start={other.start or 'none'}"
    )
    off = tuple(sorted({*base.off, *other.off})) if other.off else ()
    assert parse_what_if(text, base) == other._replace(off=off, domain=base.domain)


@given(st.lists(st.sampled_from([*NAMES, "=", ",", "..", "mon", "2027-01-01", "5", "none", " "])))
def test_no_text_is_misread(parts: list[str]) -> None:
    """Whatever stands there is read as wishes that can be, or refused in a line."""
    said, read = "", BASE
    try:
        read = parse_what_if("".join(parts), BASE)
    except ValueError as error:
        said = str(error)
    assert "\n" not in said
    assert read.domain == BASE.domain
    assert not read.start or not read.deadline or read.start <= read.deadline


def test_more_hours_end_earlier_with_the_same_tasks() -> None:
    """Twice the hours a week take half the weeks, and nothing comes in or goes out."""
    before, after = (garden_roadmap(wishes=Wishes(hours)) for hours in (6, 12))
    apart = difference(before, after)
    assert (apart.comes_in, apart.goes_out, apart.points) == ((), (), 0)
    assert apart.weeks == -9


def test_a_last_day_puts_tasks_out() -> None:
    """With a last day all after the first step goes out, and comes in again without it."""
    whole, cut = (garden_roadmap(wishes=Wishes(6, deadline=day)) for day in (None, TODAY))
    apart, back = difference(whole, cut), difference(cut, whole)
    first = ["digging.2", "project.BED-1"]
    gone = [task.id for task in apart.goes_out]
    assert first + gone == [task.id for task in whole.tasks]
    assert gone == ["compost.2", "tomatoes.2", "tomatoes.3"]
    assert apart.goes_out == back.comes_in
    assert apart.comes_in == back.goes_out == ()
    assert apart.points == -back.points < 0
    # From the middle of 20 Feb and 11 May to that of 26 and 28 Nov it is 18.1 weeks.
    assert (apart.weeks, back.weeks) == (-18, 18)


@settings(max_examples=40)
@given(st.data(), cases())
def test_a_difference_accounts_for_each_task(data: st.DataObject, case: Case) -> None:
    """What stays and comes in is the other plan; what stays and goes out is this one."""
    before = case.plan()
    after = case.plan(data.draw(wishes(TODAY)))
    apart = difference(before, after)
    out, in_ = ({task.id for task in tasks} for tasks in (apart.goes_out, apart.comes_in))
    ids, others = ([task.id for task in plan.tasks] for plan in (before, after))
    assert {*ids} - out == {*others} - in_
    assert out <= {*ids} - {*others}
    assert in_ <= {*others} - {*ids}
    assert -1 <= apart.points <= 1
