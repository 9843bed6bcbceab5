import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcareer.content.skills import load_skill_map
from mlcareer.measure.belief import central_range
from mlcareer.measure.profile import (
    INTERVAL_CERTAINTY,
    RANGE_CERTAINTY,
    Basis,
    believe,
    estimate,
    item_of,
    make_profile,
    neighbours,
    profile_of,
    range_of_levels,
)
from mlcareer.measure.steps import answer_event
from mlcareer.model.items import Item
from mlcareer.model.people import Event, EventKind
from mlcareer.model.skills import SkillMap
from simulated import CALIBRATED, FINISH, UNDO, make_map, moments_of
from support import EXAMPLE, make_question, rating

QUESTIONS = [
    make_question(f"digging-{at}", skill="digging", sub="tools", level=1 + at % 4)
    for at in range(6)
]


def answers(count: int) -> list[Event]:
    """Make right answers to so many questions about digging."""
    return [answer_event(question, "five") for question in QUESTIONS[:count]]


@st.composite
def chances(draw: st.DrawFn) -> list[float]:
    """Draw chances of the five levels that sum to 1."""
    parts = draw(st.lists(st.floats(0, 1), min_size=5, max_size=5).filter(lambda x: sum(x) > 0.01))
    return [part / sum(parts) for part in parts]


@given(chances())
def test_the_range_is_the_shortest_that_is_sure_enough(probabilities: list[float]) -> None:
    """No shorter range is at least 0.8 probable, and no other of its length is more so."""
    low, high, certainty = range_of_levels(probabilities)
    spans = {(i, j): sum(probabilities[i : j + 1]) for i in range(5) for j in range(i, 5)}
    enough = [(i, j) for (i, j), chance in spans.items() if chance >= RANGE_CERTAINTY]
    shortest = min((j - i for i, j in enough), default=4)
    assert high - low == shortest
    assert certainty == pytest.approx(max(spans[i, j] for i, j in spans if j - i == shortest))
    assert certainty == pytest.approx(spans[low, high])


@pytest.mark.parametrize(
    ("probabilities", "expected"),
    [
        ((0, 0, 1, 0, 0), (2, 2, 1)),
        ((0.8, 0.2, 0, 0, 0), (0, 0, 0.8)),
        ((0.1, 0.45, 0.4, 0.05, 0), (1, 2, 0.85)),
        ((0, 0.3, 0.3, 0.3, 0.1), (1, 3, 0.9)),
        ((0.21, 0.2, 0.19, 0.19, 0.21), (0, 4, 1)),
    ],
)
def test_known_ranges(probabilities: tuple[float, ...], expected: tuple[float, ...]) -> None:
    """Ranges that can be read off by eye come out as read."""
    assert range_of_levels(probabilities) == pytest.approx(expected)


def test_neighbours_share_an_edge_or_an_area() -> None:
    """An edge of either kind counts from both of its ends, and no skill is next to itself."""
    skill_map = make_map(
        {"a": (), "b": ("a",), "c": (), "d": ("a",), "e": ()},
        helped_by={"c": ("b",)},
        areas={"a": "x", "b": "x", "c": "y", "d": "y", "e": "z"},
    )
    found = {skill: "".join(sorted(neighbours(skill_map, skill))) for skill in skill_map.skills}
    assert found == {"a": "bd", "b": "ac", "c": "bd", "d": "ac", "e": ""}


@pytest.mark.parametrize(
    ("count", "basis"),
    [
        (0, Basis.SELF_RATED),
        (1, Basis.FEW_ANSWERS),
        (2, Basis.FEW_ANSWERS),
        (3, Basis.MEASURED),
        (6, Basis.MEASURED),
    ],
)
def test_the_basis_follows_from_the_number_of_answers(
    garden: SkillMap, count: int, basis: Basis
) -> None:
    """Three answers make a skill measured, fewer hardly, and none not at all."""
    profile = make_profile(garden, None, [rating("digging", 3), *answers(count)])
    assert profile.estimates["digging"].answers == count
    assert profile.estimates["digging"].basis is basis
    assert profile.estimates["compost"].basis is (Basis.INFERRED if count else Basis.UNKNOWN)


def test_an_estimate_agrees_with_itself(garden: SkillMap) -> None:
    """Range, chances, mean, interval and standard error all come from one belief."""
    events = [rating("compost", 1), *answers(4)]
    belief = believe(garden, None, events)
    for skill, one in make_profile(garden, None, events).estimates.items():
        assert one.skill == skill
        assert (one.mean, one.sd**2) == pytest.approx(belief.moments(skill))
        assert one.interval == central_range(belief.parts(skill), INTERVAL_CERTAINTY)
        assert one.interval[0] < one.mean < one.interval[1]
        assert one.probabilities == belief.level_probabilities(skill)
        inside = one.probabilities[one.low : one.high + 1]
        assert one.certainty == pytest.approx(sum(inside))
        assert one.reaches(0) == pytest.approx(1)
        assert one.reaches(3) == pytest.approx(sum(one.probabilities[3:]))


def test_the_interval_holds_nine_of_ten(garden: SkillMap) -> None:
    """The chance that the ability lies in its interval is 90 %, half of the rest on each side."""
    events = [rating("compost", 1), *answers(4)]
    belief = believe(garden, None, events)
    for skill, one in make_profile(garden, None, events).estimates.items():
        low, high = one.interval
        assert belief.chance_below(skill, low) == pytest.approx(0.05, abs=1e-6)
        assert belief.chance_below(skill, high) == pytest.approx(0.95, abs=1e-6)


def test_the_latest_rating_wins(garden: SkillMap) -> None:
    """A rating given again replaces the earlier one, in the profile and in the belief."""
    twice = make_profile(garden, None, [rating("digging", 4), rating("digging", 1)])
    once = make_profile(garden, None, [rating("digging", 1)])
    assert twice == once
    assert twice.estimates["digging"].self_rating == 1


def test_a_skipped_rating_says_nothing(garden: SkillMap) -> None:
    """A rating that was skipped leaves the profile as it was, and takes back an earlier one."""
    nothing = make_profile(garden, None, [])
    assert make_profile(garden, None, [rating("digging", "")]) == nothing
    assert make_profile(garden, None, [rating("digging", 4), rating("digging", "")]) == nothing


def test_what_the_map_no_longer_has_is_left_out(garden: SkillMap) -> None:
    """Answers and ratings about a skill that is gone change nothing and do no harm."""
    gone = make_question("topiary-1", skill="topiary", sub="hedges")
    events = [rating("digging", 2), *answers(3)]
    with_gone = [rating("topiary", 4), *events, answer_event(gone, "five")]
    assert make_profile(garden, None, with_gone) == make_profile(garden, None, events)


def test_an_answer_keeps_the_item_it_was_given_to(garden: SkillMap) -> None:
    """An answer counts by the item in its event: one that cannot be guessed tells more."""
    event = answers(1)[0]
    changed = Event(event.kind, event.subject, event.value, {**event.detail, "c": 0.0})
    before = make_profile(garden, None, [event]).estimates["digging"].mean
    assert make_profile(garden, None, [changed]).estimates["digging"].mean > before


@pytest.mark.parametrize("count", range(1, 7))
def test_a_standard_error_shrinks_with_answers(garden: SkillMap, count: int) -> None:
    """Each further right answer about a skill leaves less doubt about it."""
    fewer, more = (make_profile(garden, None, answers(n)).estimates for n in (count - 1, count))
    assert more["digging"].sd < fewer["digging"].sd
    assert more["digging"].mean > fewer["digging"].mean


def test_what_was_taken_back_is_as_if_never_said(garden: SkillMap) -> None:
    """A log with answers and ratings taken back gives the profile of what stands."""
    said = [rating("digging", 3), *answers(3)]
    taken_back = [rating("pruning", 4), UNDO, *said, answers(4)[3], UNDO, FINISH]
    assert make_profile(garden, None, taken_back) == make_profile(garden, None, said)
    one, other = believe(garden, None, taken_back), believe(garden, None, said)
    assert moments_of(one, garden.skills) == moments_of(other, garden.skills)


def test_a_profile_of_a_belief_is_the_profile_of_its_events(garden: SkillMap) -> None:
    """The profile of a belief that was kept up is that worked out from the events."""
    events = [rating("compost", 1), *answers(4)]
    belief = believe(garden, None, events)
    assert profile_of(garden, belief, events) == make_profile(garden, None, events)


def test_an_estimate_of_one_skill_stands_alone(garden: SkillMap) -> None:
    """One skill can be estimated without the others, with a rating that is none left out."""
    belief = believe(garden, None, answers(2))
    whole = make_profile(garden, None, answers(2)).estimates["digging"]
    assert estimate(belief, "digging", 2, None) == whole
    assert estimate(belief, "digging", 2, 9).self_rating is None
    assert whole.measured


def test_an_item_comes_back_from_its_event() -> None:
    """The event of an answer holds the item that was asked, whatever its numbers."""
    for a, b, b_sd, c in CALIBRATED:
        item = Item("digging", a, b, b_sd, c)
        question = make_question("digging-x", skill="digging", item=item)
        assert item_of(answer_event(question, None)) == item


@given(st.lists(st.sampled_from([*answers(6), rating("digging", 3), rating("pruning", 0)])))
def test_the_same_events_give_the_same_profile(events: list[Event]) -> None:
    """A profile follows from its events alone, and its order is that of the map."""
    profile = make_profile(load_skill_map(EXAMPLE), None, events)
    assert profile == make_profile(load_skill_map(EXAMPLE), None, tuple(events))
    assert list(profile.estimates) == ["digging", "compost", "tomatoes", "pruning"]


def test_background_and_traits_are_kept(garden: SkillMap) -> None:
    """The profile keeps the latest background answers and ratings of traits, none skipped."""
    events = [
        Event(EventKind.BACKGROUND, "degree", "physics"),
        Event(EventKind.BACKGROUND, "degree", "statistics"),
        Event(EventKind.BACKGROUND, "work", ""),
        Event(EventKind.TRAIT, "curious", "5"),
        Event(EventKind.TRAIT, "patient", ""),
    ]
    profile = make_profile(garden, None, events)
    assert profile.background == {"degree": "statistics"}
    assert profile.traits == {"curious": 5}
