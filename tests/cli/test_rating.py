from collections.abc import Callable, Iterable, Sequence
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcareer.api import load_content
from mlcareer.cli.desk import Desk
from mlcareer.cli.rating import ask_ratings
from mlcareer.cli.screen import PROMPT, Leave, Preview, Screen
from mlcareer.measure.interview import Interview
from mlcareer.measure.steps import AskRating
from mlcareer.model.people import Event, EventKind
from mlcareer.render.page import Page
from support import EXAMPLE, rating

MATERIAL = load_content(EXAMPLE)
SOIL = ("digging", "compost")


class Scripted(Screen):
    """A screen on which lines are typed that were written down before."""

    def __init__(self, lines: Iterable[str]) -> None:
        super().__init__(linear=True)
        self._lines = iter(lines)
        self.shown = ""
        self.meant: list[str] = []

    def begin(self) -> None:
        """Begin."""
        self.shown += "\n"

    def show(self, text: Callable[[Page], str]) -> None:
        """Keep what is shown."""
        self.shown += text(Page()) + "\n"

    def read(
        self, prompt: str = PROMPT, choices: Sequence[str] = (), preview: Preview | None = None
    ) -> str:
        """Give the next line, and write down what it would mean; leave where there is none."""
        assert prompt in ("Level > ", "Levels > ")
        assert choices == ()
        line = next(self._lines, None)
        if line is None:
            raise Leave
        self.meant.append(preview(line) if preview else "")
        return line.strip()


def rate(*lines: str, before: Sequence[Event] = ()) -> tuple[list[Event], Scripted]:
    """Type lines at the first area that is not rated; gives the events of the first that rates."""
    screen = Scripted(lines)
    interview = Interview(MATERIAL, 1, before)
    desk = Desk(interview, screen, dict, learn=False)
    step = interview.next_step()
    assert isinstance(step, AskRating)
    try:
        return list(ask_ratings(desk, step)), screen
    except Leave:
        return [], screen


def pairs(events: Sequence[Event]) -> list[tuple[str, str]]:
    """List skills and levels."""
    return [(event.subject, event.value) for event in events]


@pytest.mark.parametrize(
    ("line", "levels"),
    [
        ("2", ["2"]),
        ("21", ["2", "1"]),
        (" 2  1 ", ["2", "1"]),
        ("2,1", ["2", "1"]),
        ("2 , 1", ["2", "1"]),
        ("-", [""]),
        ("-4", ["", "4"]),
        ("0-", ["0", ""]),
        ("--", ["", ""]),
        ("", ["", ""]),
    ],
)
def test_a_line_rates_skills_in_their_order(line: str, levels: list[str]) -> None:
    """Levels stand for the skills of the area in order; fewer leave the others for later."""
    events, _ = rate(line)
    assert pairs(events) == list(zip(SOIL, levels, strict=False))
    assert {event.kind for event in events} == {EventKind.RATING}


@pytest.mark.parametrize(
    "line", ["5", "-1x", "213", "²", "٣", "1.5", "+1", "two", "2;1", "2\u200b"]
)
def test_what_is_no_level_is_refused(line: str) -> None:
    """Nothing else is taken for levels, whatever looks like one, and it is said how to type."""
    events, screen = rate(line)
    assert events == []
    said = " ".join(screen.shown.split())
    assert said.count("for each in this order, such as 2 1.") == 2


def test_s_leaves_out_all_that_is_left_in_every_area() -> None:
    """What was rated before stays; all others are skipped at once."""
    events, _ = rate("s", before=[rating("digging", 3)])
    assert pairs(events) == [("compost", ""), ("tomatoes", ""), ("pruning", "")]


def test_only_what_is_left_of_an_area_is_asked() -> None:
    """Behind a first rating comes the rest of its area, then the next area."""
    events, screen = rate("4", before=[rating("digging", 3)])
    assert pairs(events) == [("compost", "4")]
    assert "Digging:" not in screen.shown
    events, screen = rate("4", before=[rating("digging", 3), rating("compost", 1)])
    assert pairs(events) == [("tomatoes", "4")]


def test_going_back_takes_back_the_last_reply() -> None:
    """B gives the event that takes the last rating back, and complains where there is none."""
    events, _ = rate("B", before=[rating("digging", 3)])
    assert pairs(events) == [("assessment", "digging")]
    assert events[0].kind is EventKind.UNDO
    events, screen = rate("b", "2")
    assert pairs(events) == [("digging", "2")]
    assert "nothing to go back to" in screen.shown


@pytest.mark.parametrize(
    ("typed", "meaning"),
    [
        ("", "next: Digging"),
        ("2", "Digging working; next: Compost"),
        ("-", "Digging left out; next: Compost"),
        ("23", "Compost proficient; that was the last"),
        ("2 3", "Compost proficient; that was the last"),
        ("231", "only 2 skills here"),
        ("x", ""),
    ],
)
def test_what_a_line_means_is_said_while_it_is_typed(typed: str, meaning: str) -> None:
    """The latest level stands there with its skill, and which skill comes next."""
    assert rate(typed)[1].meant == [meaning]


@given(st.lists(st.text("0123459-,? sbpx\t²", max_size=8), max_size=6))
def test_no_line_breaks_it(lines: list[str]) -> None:
    """Whatever is typed: at most the skills of the area are rated, each once, on the scale."""
    lines = [line for line in lines if line.strip().lower() not in {"s", "b"}]
    events, screen = rate(*lines)
    assert pairs(events) == list(zip(SOIL, (e.value for e in events), strict=False))
    assert {event.value for event in events} <= {"", "0", "1", "2", "3", "4"}
    assert len(screen.meant) <= len(lines)


@given(st.lists(st.sampled_from(["-", "0", "1", "2", "3", "4"]), min_size=1, max_size=4))
def test_in_one_line_or_one_by_one_is_the_same(levels: list[str]) -> None:
    """A row of levels says what the same levels say one after the other."""
    areas = [levels[:2], levels[2:]]
    at_once: list[Event] = []
    for row in filter(None, areas):
        at_once += rate("".join(row), before=at_once)[0]
    one_by_one: list[Event] = []
    for level in levels:
        one_by_one += rate(level, before=one_by_one)[0]
    assert at_once == one_by_one


@pytest.mark.parametrize("name", ["", "digging", "Digging", "DIG"])
def test_help_shows_all_statements(name: str) -> None:
    """? and the beginning of a name, or nothing for the next skill, shows every level."""
    _, screen = rate(f"? {name}")
    said = " ".join(screen.shown.split())
    for statements in MATERIAL.skill_map.skills["digging"].can_do.values():
        assert statements[0] in said


def test_the_profile_is_shown_and_the_area_again() -> None:
    """P shows the profile so far, and what was asked is asked again behind it."""
    _, screen = rate("p")
    assert "Your profile so far" in screen.shown
    assert screen.shown.count("Your own rating: Soil") == 2


def test_leaving_is_no_rating() -> None:
    """Q and the end of the input give nothing."""
    ask = partial(rate, before=[rating("digging", 1)])
    assert ask("q")[0] == ask("Q")[0] == ask()[0] == []
