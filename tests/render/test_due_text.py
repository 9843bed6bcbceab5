import json
from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcareer.content.skills import load_skill_map
from mlcareer.render.due_text import AT_ONCE, RULE, again_text, due_data, due_text
from mlcareer.render.page import Page
from mlcareer.roadmap.fading import Fading, due_on
from support import DATA
from support_golden import MAP, ROLE, TODAY, check_golden

SHIPPED = load_skill_map(DATA)
PAGE = Page()
DAY = timedelta(days=1)
FOUND = (
    Fading("compost", 1, date(2026, 2, 3), 0.412, date(2026, 4, 6)),
    Fading("digging", 2, date(2026, 6, 30), 0.589, date(2026, 10, 31)),
    Fading("tomatoes", 3, date(2026, 10, 1), 0.7, date(2027, 2, 3), date(2026, 12, 1)),
    Fading("pruning", 1, TODAY, 1.0, TODAY + 180 * DAY),
)
WIDTHS = (20, 40, 80, 200)


def fadings(skills: Sequence[str]) -> st.SearchStrategy[list[Fading]]:
    """Make some skills that fade in different ways, what is due first coming first."""
    days = st.integers(-400, 400).map(lambda days: TODAY + days * DAY)
    one = st.builds(
        Fading,
        st.sampled_from(skills),
        st.integers(1, 4),
        days,
        st.floats(0.01, 1),
        days,
        st.none() | days,
    )
    some = st.lists(one, min_size=1, unique_by=lambda each: each.skill)
    return some.map(lambda found: sorted(found, key=lambda each: max(each.due, TODAY)))


def test_due_text() -> None:
    """What is due, what comes later and what all this rests on stand as they are meant to."""
    check_golden("due.txt", due_text(PAGE, MAP, FOUND, TODAY, "mlcareer due"))


def test_nothing_due_says_so_and_what_comes() -> None:
    """Where nothing is due there is no command, but the days to come."""
    text = due_text(PAGE, MAP, FOUND[2:], TODAY, "mlcareer due")
    assert text.startswith("Of 2 proven skills none is worth a re-check today.\n")
    assert "- Tomatoes: proficient, from 1 Dec 2026, before your deadline\n" in text
    assert "mlcareer due" not in text


@pytest.mark.parametrize(("days", "is_due"), [(-1, True), (0, True), (1, False)])
def test_what_is_due_today_is_due(days: int, *, is_due: bool) -> None:
    """On its day a skill is asked about now and stands in no list of what comes later."""
    one = FOUND[0]._replace(regular=TODAY + days * DAY)
    text = due_text(PAGE, MAP, [one], TODAY)
    assert ("Worth a re-check now" in text) is is_due
    assert ("Later" in text) is not is_due
    said = json.loads(json.dumps(due_data(ROLE, MAP, [one], TODAY, None)))
    assert [skill["is_due"] for skill in said["skills"]] == [is_due]


def test_what_comes_much_later_is_counted_up_to_its_last_day() -> None:
    """The number of the others stands with the day on which the last of them comes."""
    found = [
        FOUND[0]._replace(skill=skill, regular=TODAY + at * DAY)
        for at, skill in enumerate(list(SHIPPED.skills)[:6], 1)
    ]
    text = due_text(PAGE, SHIPPED, found, TODAY)
    assert text.count("from 2") == 3
    assert "and 3 more until 28 Nov 2026\n" in text


def test_nothing_later_says_nothing_of_it() -> None:
    """Where all is due there is no empty heading."""
    text = due_text(PAGE, MAP, FOUND[:2], TODAY, "mlcareer due")
    assert "Worth a re-check now: 2 of 2 proven skills\n" in text
    assert "Later" not in text


def test_without_a_command_none_is_shown() -> None:
    """Whoever is asked right after needs none."""
    assert "On a terminal" not in due_text(PAGE, MAP, FOUND, TODAY)


def test_the_command_stays_on_one_line() -> None:
    """However narrow the page, it can be copied."""
    command = "mlcareer due --role 'somebody else.yaml'"
    assert command in due_text(Page(width=30), MAP, FOUND, TODAY, command)


def test_numbers_are_grammatical() -> None:
    """One skill is one skill."""
    assert "1 of 1 proven skill\n" in due_text(PAGE, MAP, FOUND[:1], TODAY)
    assert "Of 1 proven skill none" in due_text(PAGE, MAP, FOUND[3:], TODAY)


@given(fadings(sorted(SHIPPED.skills)))
def test_the_whole_is_at_most_one_screen(found: list[Fading]) -> None:
    """With the two lines that ask whether to go on, 80 columns and 24 lines are enough."""
    text = due_text(PAGE, SHIPPED, found, TODAY)
    assert len(text.splitlines()) + 3 <= 24


@given(fadings(sorted(SHIPPED.skills)), st.sampled_from(WIDTHS), st.booleans())
def test_no_line_is_too_long(found: list[Fading], width: int, plain: bool) -> None:
    """All widths from 20 columns on hold, and nothing but ASCII is needed."""
    text = due_text(Page(width=width, unicode=False, plain=plain), SHIPPED, found, TODAY)
    assert text.isascii()
    assert max(map(len, text.splitlines())) <= width


@given(fadings(sorted(SHIPPED.skills)))
def test_each_skill_is_named_or_counted(found: list[Fading]) -> None:
    """None is lost: what is not named stands in a number."""
    text = " ".join(due_text(Page(width=200), SHIPPED, found, TODAY).split())
    due = due_on(found, TODAY)
    for each in due[:AT_ONCE]:
        assert f"{SHIPPED.skills[each.skill].name}: " in text
    more = sum(int(words.split()[0]) for words in text.split(" and ")[1:] if " more" in words[:9])
    named = text.count(", checked ") + text.count(", from ")
    assert named + more == len(found)
    assert RULE in text


@pytest.mark.parametrize("chance", [0.0001, 0.9999, 1.0])
def test_no_chance_is_said_to_be_certain(chance: float) -> None:
    """Neither 0 % nor 100 % is ever shown."""
    text = due_text(PAGE, MAP, [FOUND[0]._replace(chance=chance)], TODAY)
    assert "chance <1 %" in text or "chance >99 %" in text


def test_what_was_asked_comes_again_by_date() -> None:
    """After a re-check each skill has the day from which it is worth the next one."""
    text = again_text(PAGE, MAP, FOUND[::-1])
    assert text.splitlines() == [
        "Worth asking about again:",
        "- Compost: from 6 Apr 2026",
        "- Digging: from 31 Oct 2026",
        "- Tomatoes: from 1 Dec 2026",
        "- Pruning: from 21 May 2027",
    ]


def test_what_comes_again_is_a_list_on_a_narrow_page_too() -> None:
    """A line that is too long goes on behind the space of its hyphen."""
    lines = again_text(Page(width=20), SHIPPED, [FOUND[0]._replace(skill="data-wrangling")])
    first, *others = lines.splitlines()[2:]
    assert first.startswith("- Data wrangling")
    assert others
    assert all(line.startswith("  ") for line in others)


def test_programs_get_all_of_it() -> None:
    """Each skill has its days as ISO 8601 texts and its chance unrounded."""
    data = due_data(ROLE, MAP, FOUND, TODAY, date(2026, 12, 15))
    said = json.loads(json.dumps(data))
    assert said["role"] == {"id": "gardener", "name": "Gardener"}
    assert (said["today"], said["deadline"]) == ("2026-11-22", "2026-12-15")
    assert said["skills"][2] == {
        "id": "tomatoes",
        "name": "Tomatoes",
        "level": 3,
        "checked": "2026-10-01",
        "chance": 0.7,
        "due": "2026-12-01",
        "is_due": False,
        "for_deadline": True,
    }
    assert [skill["is_due"] for skill in said["skills"]] == [True, True, False, False]
    assert due_data(ROLE, MAP, FOUND, TODAY, None)["deadline"] is None
