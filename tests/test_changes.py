from collections.abc import Mapping, Sequence
from math import hypot
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcareer.api import load_content
from mlcareer.changes import CLEAR, Change, Changes, Movement, Total, chance_higher, compare
from mlcareer.gaps import LIKELY, Z_LIKELY
from mlcareer.measure.belief import Part
from mlcareer.measure.interview import Interview, Material
from mlcareer.measure.numbers import normal_cdf
from mlcareer.measure.profile import Estimate, make_profile
from mlcareer.measure.stretches import stretch_event
from mlcareer.model.people import Event
from mlcareer.model.questions import Question
from simulated import able, answer_with, asked_in, make_role, outcome_of, seeded, sit
from support import DATA, rating
from support_changes import Ability, snapshot, world

WORLD = world("apples", "bees", "chairs")
MIRRORED = {
    Movement.UP: Movement.DOWN,
    Movement.SEEMS_UP: Movement.SEEMS_DOWN,
    Movement.FIRST_MEASURED: Movement.NO_LONGER,
    Movement.SAME: Movement.SAME,
}
MIRRORED |= {there: here for here, there in MIRRORED.items()}

abilities = st.tuples(st.floats(-4, 4), st.floats(0.05, 2), st.integers(0, 4))
people = st.fixed_dictionaries(dict.fromkeys(WORLD[0].skills, abilities))
normals = st.tuples(st.floats(-5, 5), st.floats(0.01, 3))


@st.composite
def mixtures(draw: st.DrawFn) -> list[Part]:
    """Draw a mixture of one to four normal distributions."""
    weights = draw(st.lists(st.floats(0.01, 1), min_size=1, max_size=4))
    return [Part(weight / sum(weights), *draw(normals)) for weight in weights]


def changes(
    before: Mapping[str, Ability], after: Mapping[str, Ability], *, number: int = 2, said: int = 9
) -> Changes:
    """Compare two times; the first one is in assessment 1."""
    return compare(snapshot(WORLD, before), snapshot(WORLD, after, number=number, said=said))


def change(before: Ability, after: Ability) -> Change:
    """Compare two times of one skill."""
    (found,) = [
        each for each in changes({"bees": before}, {"bees": after}).skills if each.skill == "bees"
    ]
    return found


@given(mixtures(), mixtures())
def test_the_chance_of_being_higher_is_a_chance(one: list[Part], two: list[Part]) -> None:
    """It lies between 0 and 1, and one of the two is the higher one."""
    there, back = chance_higher(one, two), chance_higher(two, one)
    assert 0 <= there <= 1 + 1e-12
    assert there + back == pytest.approx(1)


@given(normals, normals)
def test_of_two_normals_the_difference_is_normal(
    one: tuple[float, float], two: tuple[float, float]
) -> None:
    """With one part each, the chance is that of a normal with the sum of the variances."""
    expected = normal_cdf((two[0] - one[0]) / hypot(one[1], two[1]))
    assert chance_higher([Part(1, *one)], [Part(1, *two)]) == pytest.approx(expected)


@given(mixtures(), mixtures(), st.integers(0, 2**32))
def test_the_chance_is_the_share_of_draws(one: list[Part], two: list[Part], seed: int) -> None:
    """Drawing from both mixtures, the second one is higher about as often as it says."""
    random = seeded(seed)
    higher = sum(draw(two, random) > draw(one, random) for _ in range(400))
    assert higher / 400 == pytest.approx(chance_higher(one, two), abs=0.15)


def draw(parts: Sequence[Part], random: Random) -> float:
    """Draw an ability from a mixture."""
    (part,) = random.choices(parts, [part.weight for part in parts])
    return random.gauss(part.mean, part.sd)


@pytest.mark.parametrize(("then", "now", "chance"), [(0.0, 1.0, 1), (1.0, 0.0, 0), (1.0, 1.0, 0.5)])
def test_abilities_without_an_error_are_compared_as_they_are(
    then: float, now: float, chance: float
) -> None:
    """Where nothing is uncertain, the higher one is higher for sure."""
    assert chance_higher([Part(1, then, 0)], [Part(1, now, 0)]) == chance


@given(people, people)
def test_a_comparison_looked_at_from_the_other_end_is_its_mirror(
    one: dict[str, Ability], two: dict[str, Ability]
) -> None:
    """What went up from here to there went down from there to here."""
    there, back = changes(one, two), changes(two, one)
    for here, other in zip(there.skills, back.skills, strict=True):
        assert here.movement is MIRRORED[other.movement]
        assert here.difference == -other.difference
        assert here.chance_up == pytest.approx(1 - other.chance_up)
        assert here.certainty == pytest.approx(other.certainty) or here.difference == 0
    assert there.readiness.movement is MIRRORED[back.readiness.movement]
    assert there.readiness.chance_up == pytest.approx(1 - back.readiness.chance_up)
    assert there.compared == back.compared


@given(people)
def test_between_identical_states_nothing_moved(one: dict[str, Ability]) -> None:
    """The same state twice gives no difference, no movement and even chances."""
    found = changes(one, one, number=1)
    assert found.nothing_said
    assert {each.movement for each in found.skills} == {Movement.SAME}
    assert {each.difference for each in found.skills} == {0}
    assert [each.chance_up for each in found.skills] == pytest.approx([0.5] * 3)
    assert found.readiness.movement is Movement.SAME


@given(people, people)
def test_what_moved_did_so_as_surely_as_stated(
    one: dict[str, Ability], two: dict[str, Ability]
) -> None:
    """Up and down are as sure as CLEAR, what only seems to have moved is not."""
    for each in changes(one, two).skills:
        both = each.before.measured and each.after.measured
        clear = both and each.certainty >= CLEAR
        assert clear == (each.movement in (Movement.UP, Movement.DOWN))
        if each.movement in (Movement.UP, Movement.SEEMS_UP):
            assert each.difference > 0
        if each.movement in (Movement.DOWN, Movement.SEEMS_DOWN):
            assert each.difference < 0
        came_or_went = each.movement in (Movement.FIRST_MEASURED, Movement.NO_LONGER)
        assert came_or_went == (each.before.measured != each.after.measured)


@pytest.mark.parametrize(
    ("before", "after", "movement"),
    [
        ((0.5, 0.5, 5), (1.42, 0.5, 5), Movement.UP),
        ((0.5, 0.5, 5), (1.39, 0.5, 5), Movement.SEEMS_UP),
        ((0.5, 0.5, 5), (-0.42, 0.5, 5), Movement.DOWN),
        ((0.5, 0.5, 5), (-0.39, 0.5, 5), Movement.SEEMS_DOWN),
        ((0.5, 0.1, 5), (0.55, 0.1, 5), Movement.SAME),
        ((-1.5, 0.3, 0), (1.5, 0.3, 5), Movement.FIRST_MEASURED),
        ((-1.5, 0.3, 1), (1.5, 0.3, 0), Movement.NO_LONGER),
        ((-1.5, 0.3, 0), (1.5, 0.3, 0), Movement.SAME),
    ],
)
def test_movements_have_their_meaning(before: Ability, after: Ability, movement: Movement) -> None:
    """The error, and whether there were answers at both times, decide what a movement is called."""
    assert change(before, after).movement is movement


@pytest.mark.parametrize(
    ("before", "after"),
    [((-0.45, 0.9, 2), (-0.5, 0.3, 9)), ((-1.9, 0.8, 2), (-1.95, 0.2, 9))],
    ids=["narrower", "shown one way, expected the other"],
)
def test_what_goes_no_one_way_did_not_move(before: Ability, after: Ability) -> None:
    """Where what is shown and the expected ability do not agree on a way, nothing moved."""
    found = change(before, after)
    shown = [
        (e.low, e.high, e.probabilities.index(max(e.probabilities)))
        for e in (found.before, found.after)
    ]
    assert shown[0] != shown[1]
    assert found.movement is Movement.SAME


def test_lists_begin_with_the_largest_difference() -> None:
    """Skills that moved are listed by how far, and others not at all."""
    found = changes(
        {"apples": (-1, 0.3, 5), "bees": (1, 0.3, 5), "chairs": (0, 0.3, 5)},
        {"apples": (0, 0.3, 5), "bees": (-1, 0.3, 5), "chairs": (0, 0.3, 5)},
    )
    moved = found.of(Movement.UP, Movement.DOWN)
    assert [each.skill for each in moved] == ["bees", "apples"]
    assert [each.skill for each in found.of(Movement.UP)] == ["apples"]


def test_what_comes_by_luck_grows_with_what_is_compared() -> None:
    """Only skills measured at both times can seem to have moved by luck."""
    found = changes(
        {"apples": (0, 0.5, 5), "bees": (0, 0.5, 5)}, {"bees": (0, 0.5, 5), "chairs": (0, 0.5, 5)}
    )
    assert found.compared == 1
    assert found.by_luck == pytest.approx(1 - CLEAR)


def test_skills_outside_the_role_are_not_compared() -> None:
    """What the role does not ask for does not count."""
    skill_map, _ = WORLD
    place = skill_map, make_role({"bees": (2, 1.0)})
    found = compare(snapshot(place, {}), snapshot(place, {}, number=2))
    assert [each.skill for each in found.skills] == ["bees"]


@pytest.mark.parametrize(
    ("number", "said", "same", "nothing"),
    [(1, 9, True, True), (1, 10, True, False), (2, 9, False, False)],
)
def test_a_later_state_of_the_same_assessment_is_told(
    number: int, said: int, same: bool, nothing: bool
) -> None:
    """States of one assessment are known as such, and told apart by what was said."""
    found = changes({}, {}, number=number, said=said)
    assert (found.same_assessment, found.nothing_said) == (same, nothing)


def test_the_reach_of_a_readiness_fits_its_chance() -> None:
    """The number of standard errors is the one that the range of a readiness was made with."""
    assert normal_cdf(Z_LIKELY) - normal_cdf(-Z_LIKELY) == pytest.approx(LIKELY, abs=1e-3)


@pytest.mark.parametrize(
    ("before", "after", "movement"),
    [
        ((-1, 0.3, 5), (2, 0.3, 5), Movement.UP),
        ((2, 0.3, 5), (-2, 0.3, 5), Movement.DOWN),
        ((-1, 0.8, 5), (-0.7, 0.8, 5), Movement.SEEMS_UP),
        ((-0.7, 0.8, 5), (-1, 0.8, 5), Movement.SEEMS_DOWN),
        ((2, 0.3, 5), (2, 0.3, 6), Movement.SAME),
        ((2, 0.3, 0), (2, 0.3, 6), Movement.FIRST_MEASURED),
        ((2, 0.3, 6), (2, 0.3, 0), Movement.NO_LONGER),
        ((-1, 0.3, 0), (2, 0.3, 0), Movement.SAME),
    ],
)
def test_readiness_moves_by_more_than_its_error_or_seems_to(
    before: Ability, after: Ability, movement: Movement
) -> None:
    """The share of the role is held against its own error, and is nothing without answers."""
    found = changes(dict.fromkeys(WORLD[0].skills, before), dict.fromkeys(WORLD[0].skills, after))
    assert found.readiness.movement is movement
    assert found.readiness.after.share - found.readiness.before.share == pytest.approx(
        found.after.report.readiness.share - found.before.report.readiness.share
    )


def of_shares(before: tuple[float, float, float], after: tuple[float, float, float]) -> Total:
    """Compare two times of which only the readiness differs: its share, and its range."""
    skills = {"apples": (0.0, 0.5, 5)}
    one, two = snapshot(WORLD, skills), snapshot(WORLD, skills, number=2)
    made = [
        each._replace(
            report=each.report._replace(
                readiness=each.report.readiness._replace(share=share, low=low, high=high)
            )
        )
        for each, (share, low, high) in ((one, before), (two, after))
    ]
    return compare(*made).readiness


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ((0.98, 0.88, 1.0), (0.83, 0.83, 0.83)),
        ((0.02, 0.0, 0.12), (0.17, 0.17, 0.17)),
    ],
    ids=["ends at 1", "ends at 0"],
)
def test_a_share_at_the_end_of_its_scale_errs_as_far_as_on_the_other_side(
    before: tuple[float, float, float], after: tuple[float, float, float]
) -> None:
    """Where a range is cut off at 0 or 1, its other side says how large the error is."""
    found = of_shares(before, after)
    errors = 0.15 / 0.1 * Z_LIKELY
    up = after[0] > before[0]
    assert found.chance_up == pytest.approx(normal_cdf(errors if up else -errors))


@pytest.mark.parametrize(
    ("share", "movement"),
    [
        (0.503, Movement.SAME),
        (0.497, Movement.SAME),
        (0.507, Movement.SEEMS_UP),
        (0.493, Movement.SEEMS_DOWN),
    ],
)
def test_shares_that_are_shown_alike_did_not_move(share: float, movement: Movement) -> None:
    """What is rounded to the same per cent does not seem to have moved."""
    found = of_shares((0.5, 0.3, 0.7), (share, 0.3, 0.7))
    assert found.movement is movement


def test_shares_without_an_error_are_compared_as_they_are() -> None:
    """Where nothing is uncertain, any difference is there, and none is none."""
    assert of_shares((0.5, 0.5, 0.5), (0.6, 0.6, 0.6)).movement is Movement.UP
    assert of_shares((0.6, 0.6, 0.6), (0.5, 0.5, 0.5)).chance_up == 0
    same = of_shares((0.5, 0.5, 0.5), (0.5, 0.5, 0.5))
    assert (same.chance_up, same.movement) == (0.5, Movement.SAME)


def shown_as(mean: float, low: int, high: int, best: int) -> Estimate:
    """Make an estimate of bees that shows a range of levels, and a level as the best."""
    (gap,) = (
        g for g in snapshot(WORLD, {"bees": (mean, 1.0, 5)}).report.gaps if g.demand.skill == "bees"
    )
    chances = tuple(0.6 if level == best else 0.1 for level in range(5))
    return gap.estimate._replace(low=low, high=high, probabilities=chances)


def of_estimates(before: Estimate, after: Estimate) -> Movement:
    """Compare two times of which only one estimate differs."""
    times = []
    for estimate in (before, after):
        report = snapshot(WORLD, {}).report
        gaps = tuple(
            gap._replace(estimate=estimate) if gap.demand.skill == "bees" else gap
            for gap in report.gaps
        )
        times.append(snapshot(WORLD, {})._replace(report=report._replace(gaps=gaps)))
    return next(each.movement for each in compare(*times).skills if each.skill == "bees")


@pytest.mark.parametrize(
    ("before", "after", "movement"),
    [
        ((0, 1, 1), (1, 2, 1), Movement.SEEMS_UP),
        ((0, 1, 1), (1, 2, 0), Movement.SEEMS_UP),
        ((0, 2, 0), (0, 2, 1), Movement.SEEMS_UP),
        ((0, 2, 1), (1, 1, 1), Movement.SAME),
        ((1, 2, 1), (0, 1, 2), Movement.SAME),
    ],
)
def test_what_is_shown_is_the_range_and_then_the_best_level(
    before: tuple[int, int, int], after: tuple[int, int, int], movement: Movement
) -> None:
    """A skill that is a little more able only seems so where what is shown goes up as well."""
    assert of_estimates(shown_as(-0.1, *before), shown_as(0.1, *after)) is movement
    mirrored = of_estimates(shown_as(0.1, *after), shown_as(-0.1, *before))
    assert mirrored is MIRRORED[movement]


def test_skills_that_only_one_of_the_times_has_are_left_out() -> None:
    """Of two reports about other parts of a role, what both are about is compared."""
    skill_map, role = WORLD
    part = skill_map, make_role({"bees": (2, 1.0)})
    for one, two in (((skill_map, role), part), (part, (skill_map, role))):
        found = compare(snapshot(one, {}), snapshot(two, {}, number=2))
        assert [each.skill for each in found.skills] == ["bees"]


@pytest.fixture(scope="module")
def material() -> Material:
    """Read all that the shipped interview draws on."""
    return load_content(DATA, "ml-engineer")


def sitting(
    material: Material, abilities: Mapping[str, float], seed: int, seen: Sequence[str]
) -> tuple[Interview, dict[str, Estimate]]:
    """Assess a simulated person who rates herself about right; gives what is believed then."""
    random = seeded(f"sitting {seed}")
    skills = tuple(material.skill_map.skills)
    interview = Interview(material, seed, [stretch_event(skills, 45)], seen_before=seen)
    for skill in skills:
        interview.apply(rate(skill, abilities[skill], random))
    sit(interview, able(abilities, random))
    return interview, interview.profile().estimates


def rate(skill: str, ability: float, random: Random) -> Event:
    """Rate a skill as somebody does who knows herself to about a level."""
    return rating(skill, max(0, min(4, round(ability + 2.5 + random.gauss(0, 0.8)))))


def test_who_did_not_change_is_seldom_said_to_have_moved(material: Material) -> None:
    """Of a person who did not change, up and down together take the stated share at most."""
    compared = moved = 0
    for person in range(25):
        random = seeded(f"person {person}")
        whole = random.gauss(-0.5, 1.2)
        able_to = {skill: whole + random.gauss(0, 0.8) for skill in material.skill_map.skills}
        first, before = sitting(material, able_to, 2 * person, ())
        _, after = sitting(material, able_to, 2 * person + 1, asked_in(first))
        for skill, one in before.items():
            if one.measured and after[skill].measured:
                compared += 1
                up = chance_higher(one.parts, after[skill].parts)
                moved += max(up, 1 - up) >= CLEAR
    assert compared > 500
    assert 0 < moved <= (1 - CLEAR) * compared


def test_who_gained_two_levels_is_usually_said_to_have_moved_up(material: Material) -> None:
    """Six questions about a skill each time mostly show two levels, and hardly ever the reverse."""
    banks: dict[str, list[Question]] = {}
    for question in material.questions.values():
        banks.setdefault(question.skill, []).append(question)
    chances = []
    for skill, bank in banks.items():
        random = seeded(f"gain in {skill}")
        random.shuffle(bank)
        if len(bank) >= 12:
            one, two = (
                estimate_from(material, skill, ability, questions, random)
                for ability, questions in ((-1.0, bank[:6]), (1.0, bank[6:12]))
            )
            chances.append(chance_higher(one.parts, two.parts))
    assert len(chances) > 30
    assert sum(chance >= CLEAR for chance in chances) > len(chances) / 2
    assert sum(chance > 0.5 for chance in chances) > 0.9 * len(chances)
    assert not any(chance <= 1 - CLEAR for chance in chances)


def estimate_from(
    material: Material, skill: str, ability: float, questions: Sequence[Question], random: Random
) -> Estimate:
    """Estimate a skill from a rating and from answers to some questions."""
    events = [rate(skill, ability, random)]
    events += [answer_with(each, outcome_of(each.item, ability, random)) for each in questions]
    return make_profile(material.skill_map, material.backgrounds, events).estimates[skill]
