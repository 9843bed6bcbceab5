from itertools import pairwise, product
from math import log, sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from definite import smallest_pivot, smallest_pivot_of, whole
from mlcareer.content.skills import load_skill_map
from mlcareer.measure.prior import ASSUMPTIONS, build_prior
from mlcareer.measure.ties import UNTIED, Structure, Ties, build_structure, foundations
from mlcareer.model.skills import SkillMap
from simulated import Step, make_map, steps, take_in
from support import DATA, EXAMPLE

SD = 1.5
GARDEN = load_skill_map(EXAMPLE)
SHIPPED = load_skill_map(DATA)
LOOSE = make_map(dict.fromkeys("abcde", ()), areas={"a": "first", "b": "first"})
LADDER = make_map({"a": (), "b": ("a",), "c": ("b",), "d": ("c",), "e": ("d",)})
MAPS = {"garden": GARDEN, "shipped": SHIPPED, "loose": LOOSE, "ladder": LADDER}
SMALL = st.sampled_from(("garden", "loose", "ladder"))
SHARES = (0.1, 0.3, 0.5, 0.7, 0.9)


@st.composite
def ties(draw: st.DrawFn, most: float = 0.98) -> Ties:
    """Draw any way of hanging together, in which each skill keeps something of its own."""
    general = draw(st.floats(0, most))
    area = draw(st.floats(0, most - general))
    chain = draw(st.floats(0, 0.98))
    return Ties(general, area, chain, draw(st.floats(0, 2)), draw(st.floats(0, 1)))


@st.composite
def maps(draw: st.DrawFn) -> SkillMap:
    """Draw a map of up to eight skills with any edges and two areas."""
    names = "abcdefgh"[: draw(st.integers(1, 8))]
    edges = {
        name: st.lists(st.sampled_from(names[:at]), unique=True, max_size=4) if at else st.just([])
        for at, name in enumerate(names)
    }
    return make_map(
        {name: draw(edge) for name, edge in edges.items()},
        helped_by={name: draw(edge) for name, edge in edges.items()},
        areas={name: draw(st.sampled_from(("one", "two"))) for name in names},
    )


def chained(share: float) -> Ties:
    """Make ties of nothing but a chain."""
    return UNTIED._replace(chain=share)


def table_for(skill_map: SkillMap, tie: Ties) -> list[list[float]]:
    """Work out the whole covariance of the skills of a map."""
    return whole(build_structure(skill_map, tie, SD).covariance)


def correlation(structure: Structure, skill_map: SkillMap, name: str, other: str) -> float:
    """Correlation of two skills in a structure."""
    at = list(skill_map.skills)
    i, j = at.index(name), at.index(other)
    table = whole(structure.covariance)
    return table[i][j] / sqrt(table[i][i] * table[j][j])


@pytest.mark.parametrize("which", MAPS)
def test_untied_skills_have_a_diagonal_covariance(which: str) -> None:
    """Where nothing hangs together, each skill has its variance and nothing in common."""
    structure = build_structure(MAPS[which], UNTIED, SD)
    size = len(MAPS[which].skills)
    assert whole(structure.covariance) == [
        [SD * SD * (i == j) for j in range(size)] for i in range(size)
    ]
    assert set(structure.shift) == {0.0}


@given(maps(), ties())
def test_the_diagonal_is_the_variance_and_the_part_of_the_drop(
    skill_map: SkillMap, tie: Ties
) -> None:
    """Each skill has the variance asked for, and what differing drops add to it."""
    structure = build_structure(skill_map, tie, SD)
    for at, height in enumerate(foundations(skill_map)):
        expected = SD * SD + tie.drop_sd**2 * height**2
        assert structure.covariance[at][at] == pytest.approx(expected)


@given(maps(), ties())
def test_a_structure_stays_in_bounds(skill_map: SkillMap, tie: Ties) -> None:
    """No correlation exceeds 1 and, where people do not differ in drops, none is below 0."""
    table = table_for(skill_map, tie)
    for i, j in product(range(len(table)), repeat=2):
        assert abs(table[i][j]) <= sqrt(table[i][i] * table[j][j]) + 1e-9
        if not tie.drop_sd:
            assert table[i][j] >= 0


@given(maps(), ties())
def test_any_ties_on_any_map_are_positive_definite(skill_map: SkillMap, tie: Ties) -> None:
    """Each weighted sum of abilities has a variance above 0, whatever the map and the ties."""
    assert smallest_pivot(table_for(skill_map, tie)) > 0


@settings(max_examples=10, deadline=None)
@given(ties())
def test_any_ties_on_the_shipped_map_are_positive_definite(tie: Ties) -> None:
    """On the shipped map too each weighted sum of abilities has a variance above 0."""
    assert smallest_pivot(table_for(SHIPPED, tie)) > 0


@given(maps(), ties(), st.floats(0, 1))
def test_skills_with_nothing_of_their_own_never_have_a_negative_variance(
    skill_map: SkillMap, tie: Ties, general: float
) -> None:
    """Even where general part and area are all there is, no sum has a variance below 0."""
    table = table_for(skill_map, tie._replace(general=general, area=1 - general))
    for i, row in enumerate(table):
        row[i] += 1e-6
    assert smallest_pivot(table) > 0


@settings(max_examples=60)
@given(SMALL, ties(), ties(), st.data())
def test_answers_and_ratings_keep_any_ties_positive_definite(
    which: str, one: Ties, other: Ties, data: st.DataObject
) -> None:
    """Whatever the ties and whatever is said, every hypothesis keeps variances above 0."""
    skill_map = MAPS[which]
    said = data.draw(steps(skill_map.skills, most=8))
    assumptions = ASSUMPTIONS._replace(ties=(UNTIED, one, other), weights=(0.5, 0.25, 0.25))
    belief = take_in(build_prior(skill_map, None, {}, assumptions), said)
    assert smallest_pivot_of(belief) > 0


@settings(max_examples=8, deadline=None)
@given(steps(SHIPPED.skills, most=30))
def test_answers_and_ratings_keep_the_shipped_belief_positive_definite(said: list[Step]) -> None:
    """On the shipped map, with what is assumed, every hypothesis keeps variances above 0."""
    assert smallest_pivot_of(take_in(build_prior(SHIPPED, None, {}), said)) > 0


def test_chained_neighbours_correlate_by_the_root_of_the_share() -> None:
    """Along a ladder each step multiplies the correlation by the root of the chain's share."""
    for share in SHARES:
        structure = build_structure(LADDER, chained(share), SD)
        for apart, other in enumerate("bcde", 1):
            expected = share ** (apart / 2)
            assert correlation(structure, LADDER, "a", other) == pytest.approx(expected)


@pytest.mark.parametrize("which", ["garden", "shipped", "ladder"])
def test_chain_correlations_grow_with_the_share(which: str) -> None:
    """The larger the share of the chain, the more any two skills have in common by it."""
    tables = [table_for(MAPS[which], chained(share)) for share in SHARES]
    for less, more in pairwise(tables):
        pairs = [(x, y) for a, b in zip(less, more, strict=True) for x, y in zip(a, b, strict=True)]
        assert all(x <= y + 1e-12 for x, y in pairs)
        assert any(x < y for x, y in pairs)


def test_a_skill_has_most_in_common_with_what_it_builds_on() -> None:
    """On a ladder no skill correlates more with a farther one than with a neighbour."""
    structure = build_structure(LADDER, chained(0.6), SD)
    for name in LADDER.skills:
        near = [o for o in LADDER.skills if abs(ord(o) - ord(name)) == 1]
        far = [o for o in LADDER.skills if abs(ord(o) - ord(name)) > 1]
        weakest = min(correlation(structure, LADDER, name, other) for other in near)
        strongest = max(correlation(structure, LADDER, name, other) for other in far)
        assert weakest > strongest


def test_what_only_helps_ties_less_than_what_is_required() -> None:
    """Beside a required skill, one that only helps has less in common with what it helps."""
    skill_map = make_map(
        {"needed": (), "helper": (), "top": ("needed",)}, helped_by={"top": ("helper",)}
    )
    structure = build_structure(skill_map, chained(0.5), SD)
    needed = correlation(structure, skill_map, "top", "needed")
    helper = correlation(structure, skill_map, "top", "helper")
    assert 0 < helper < needed
    assert needed**2 + helper**2 == pytest.approx(0.5)
    assert correlation(structure, skill_map, "needed", "helper") == 0


def test_the_order_of_the_map_does_not_matter() -> None:
    """A map written backwards has the same shifts and correlations for the same skills."""
    backwards = SkillMap(SHIPPED.areas, dict(list(SHIPPED.skills.items())[::-1]))
    for tie in ASSUMPTIONS.ties:
        one, other = (build_structure(m, tie, SD) for m in (SHIPPED, backwards))
        assert one.shift == pytest.approx(other.shift[::-1])
        tables = whole(one.covariance), whole(other.covariance)[::-1]
        for row, same in zip(*tables, strict=True):
            assert row == pytest.approx(same[::-1])


def test_general_part_and_area_are_what_skills_share() -> None:
    """Strangers share the general part, skills of an area that of the area as well."""
    structure = build_structure(LOOSE, Ties(0.3, 0.2, 0.9, 0, 0), SD)
    assert correlation(structure, LOOSE, "a", "b") == pytest.approx(0.5)
    assert correlation(structure, LOOSE, "a", "c") == pytest.approx(0.3)
    assert correlation(structure, LOOSE, "d", "e") == pytest.approx(0.5)


@given(ties())
def test_a_map_without_prerequisites_shifts_nothing(tie: Ties) -> None:
    """Where nothing is required, no skill is expected lower than another."""
    assert set(build_structure(LOOSE, tie, SD).shift) == {0.0}
    assert set(foundations(LOOSE)) == {0.0}


@given(maps(), ties())
def test_shifts_follow_foundations_and_cancel_out(skill_map: SkillMap, tie: Ties) -> None:
    """What rests on more is expected lower, in proportion, and the shifts sum to 0."""
    heights = foundations(skill_map)
    shift = build_structure(skill_map, tie, SD).shift
    assert sum(heights) == pytest.approx(0, abs=1e-9)
    assert sum(shift) == pytest.approx(0, abs=1e-9)
    assert shift == pytest.approx(tuple(-tie.drop * height for height in heights))


def test_foundations_count_what_is_required_at_any_distance() -> None:
    """Each required skill counts once, however many ways lead to it; helpers do not count."""
    skill_map = make_map(
        {"a": (), "b": ("a",), "c": ("a",), "d": ("b", "c"), "e": ()},
        helped_by={"e": ("a", "d")},
    )
    raw = [log(1), log(2), log(2), log(4), log(1)]
    middle = sum(raw) / len(raw)
    assert foundations(skill_map) == pytest.approx(tuple(x - middle for x in raw))


def test_a_map_of_one_skill_has_a_structure() -> None:
    """One skill has its variance and no shift, whatever the ties."""
    only = make_map({"alone": ()})
    for tie in ASSUMPTIONS.ties:
        structure = build_structure(only, tie, SD)
        assert structure.shift == pytest.approx((0,))
        assert structure.covariance == [[pytest.approx(SD * SD)]]
