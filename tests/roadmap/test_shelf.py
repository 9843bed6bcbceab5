import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlcareer.model.study import COSTS, MODES, Resource
from mlcareer.roadmap.shelf import choose_resources
from support_plan import SHELF, SHIPPED, Case, cases

SOME = settings(max_examples=30)
PYTHON = SHIPPED.skills["python"]
RESOURCES = st.builds(
    Resource,
    id=st.uuids().map(str),
    title=st.just("A book"),
    kind=st.just("book"),
    mode=st.sampled_from(MODES),
    skills=st.sampled_from((("python",), ("sql", "python"), ("sql",))),
    level=st.integers(1, 4),
    hours=st.integers(1, 200),
    cost=st.sampled_from(COSTS),
    url=st.just("https://example.org"),
)


def resource(  # noqa: PLR0913, PLR0917 - names what a test wants to differ
    id_: str,
    level: int = 2,
    mode: str = "read",
    cost: str = "free",
    hours: int = 5,
    skills: tuple[str, ...] = ("python",),
) -> Resource:
    """Make a resource."""
    return Resource(id_, id_, "book", mode, skills, level, hours, cost, "https://example.org")


def chosen(*resources: Resource, level: int = 2, used: tuple[str, ...] = ()) -> list[str]:
    """Choose for a level of Python."""
    return [one.id for one in choose_resources(resources, PYTHON, level, used)]


@given(st.lists(RESOURCES, max_size=8), st.integers(1, 4))
def test_a_step_has_at_most_one_to_read_and_one_to_do(shelf: list[Resource], level: int) -> None:
    """What is chosen is about the skill, not too far above it, and no two are for the same."""
    found = choose_resources(shelf, PYTHON, level)
    assert len(found) == len(set(found)) <= 2
    modes = [one.mode for one in found]
    assert modes.count("read") <= 1
    assert modes.count("do") <= 1
    for one in found:
        assert "python" in one.skills
        assert one.level <= level + 1
    fitting = {r.mode for r in shelf if "python" in r.skills and r.level <= level + 1}
    assert bool(found) == bool(fitting)


def test_what_fits_into_the_hours_comes_before_what_is_about_the_skill_alone() -> None:
    """A book that takes longer than the step comes after a short one about other skills too."""
    most = PYTHON.hours[2][1]
    long, short = resource("long", hours=most + 1), resource("short", hours=most)
    aside = resource("aside", hours=most, skills=("sql", "python"))
    assert chosen(long, short) == ["short"]
    assert chosen(long, aside) == ["aside"]
    assert chosen(aside, short) == ["short"]


@given(st.lists(RESOURCES, max_size=8, unique_by=lambda r: r.id), st.integers(1, 4))
def test_nothing_chosen_costs_more_than_it_must(shelf: list[Resource], level: int) -> None:
    """Nothing that was left aside is like what was chosen and cheaper."""
    found = choose_resources(shelf, PYTHON, level)
    for one in found:
        for other in set(shelf) - set(found):
            alike = (other.level, other.mode) == (one.level, one.mode) and "python" in other.skills
            assert not alike or COSTS.index(other.cost) >= COSTS.index(one.cost)


@SOME
@given(cases(shipped=True, hours=False))
def test_shipped_steps_have_something_to_study_with(case: Case) -> None:
    """Each step of a plan on the shipped map names a resource about its skill."""
    for step in case.plan().steps:
        assert step.resources
        assert all(step.skill.id in one.skills for one in step.resources)


@pytest.mark.parametrize(
    ("shelf", "expected"),
    [
        ([resource("a", cost="paid"), resource("b")], ["b"]),
        ([resource("a", cost="paid"), resource("b", 1)], ["a"]),
        ([resource("a", 3), resource("b", 1)], ["b"]),
        ([resource("a", 4)], []),
        ([resource("a", 3)], ["a"]),
        ([resource("a", mode="do"), resource("b")], ["b", "a"]),
        ([resource("a", mode="both")], ["a"]),
        ([resource("a", mode="both"), resource("b", mode="both", cost="paid")], ["a", "b"]),
        ([resource("a", cost="free-account"), resource("b", cost="paid")], ["a"]),
        ([resource("a", hours=999), resource("b", hours=80)], ["b"]),
        ([resource("a", skills=("sql", "python")), resource("b", hours=9)], ["b"]),
        ([resource("a", hours=9), resource("b", hours=8)], ["b"]),
        ([resource("a", skills=("sql",))], []),
        ([], []),
    ],
)
def test_resources_are_chosen_by_level_then_cost(
    shelf: list[Resource], expected: list[str]
) -> None:
    """The nearest level, from below rather than above; then free, short enough, to the point."""
    assert chosen(*shelf) == expected


def test_what_an_earlier_step_used_comes_later() -> None:
    """Of what is as near to the level, something new is taken, even if it costs."""
    shelf = (resource("a"), resource("b", cost="paid"), resource("c", 1))
    assert chosen(*shelf, used=("a",)) == ["b"]
    assert chosen(*shelf, used=("a", "b")) == ["a"]


def test_steps_of_a_skill_do_not_share_what_they_need_not() -> None:
    """The shipped shelf gives a beginner in Python other resources for each level."""
    used: set[str] = set()
    for level in (1, 2, 3):
        found = choose_resources(SHELF.resources.values(), PYTHON, level, used)
        assert {one.id for one in found} - used
        used |= {one.id for one in found}
