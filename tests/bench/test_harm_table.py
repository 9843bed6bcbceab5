from collections.abc import Callable

import harm
import pytest
from bench_fakes import SerialPool
from harm import SKILL, Start, found_level, share_within_one, starts, tables, weights
from learners import true_level

from mlcareer.content.people import load_backgrounds
from mlcareer.measure.prior import PRIOR_SD, build_prior
from mlcareer.model.levels import LEVEL_NAMES, LEVELS
from mlcareer.model.people import Backgrounds
from mlcareer.model.skills import SkillMap
from simulated import seeded
from support import DATA

OPEN = Start((-1.0, -1.0, -1.0), (PRIOR_SD**2,) * 3)
"""What is believed of someone about whom nothing is known."""

EXPERT = Start((3.0, 3.0, 3.0), (0.01,) * 3)
"""A belief that no eight answers move."""


@pytest.fixture(scope="module")
def backgrounds(skill_map: SkillMap) -> Backgrounds:
    """Read the shipped table of backgrounds."""
    table = load_backgrounds(DATA, skill_map)
    assert table is not None
    return table


def started(skill_map: SkillMap, backgrounds: Backgrounds, chosen: dict[str, str]) -> set[Start]:
    """Find all beliefs that one background gives."""
    belief = build_prior(skill_map, backgrounds, chosen)
    return {
        Start(
            tuple(round(h.mean(skill), 2) for h in belief.hypotheses),
            tuple(round(h.variance(skill), 2) for h in belief.hypotheses),
        )
        for skill in skill_map.skills
    }


def test_every_degree_and_job_is_tried(skill_map: SkillMap, backgrounds: Backgrounds) -> None:
    """Whatever a degree, a job or neither makes of any skill is among the starts."""
    found = set(starts())
    for degree in backgrounds.degrees:
        assert started(skill_map, backgrounds, {"degree": degree}) <= found
    for work in backgrounds.works:
        assert started(skill_map, backgrounds, {"work": work}) <= found
    assert started(skill_map, backgrounds, {}) <= found


def test_a_start_names_a_background_and_a_skill_that_give_it(
    skill_map: SkillMap, backgrounds: Backgrounds
) -> None:
    """The name leads back to the very same belief."""
    for start, name in starts().items():
        who, skill = name.split(": ")
        chosen = {}
        for part in who.split(", ") if who != "none" else ():
            assert part in backgrounds.degrees or part in backgrounds.works
            chosen["degree" if part in backgrounds.degrees else "work"] = part
        belief = build_prior(skill_map, backgrounds, chosen)
        means = [hypothesis.mean(skill) for hypothesis in belief.hypotheses]
        variances = [hypothesis.variance(skill) for hypothesis in belief.hypotheses]
        assert start.means == pytest.approx(means, abs=0.0051)
        assert start.variances == pytest.approx(variances, abs=0.0051)


def test_people_list_every_background_once(backgrounds: Backgrounds) -> None:
    """Nobody is asked about twice, and the ids of the pairs exist."""
    listed = list(harm.people(backgrounds))
    assert len({tuple(chosen.items()) for chosen in listed}) == len(listed)
    assert {chosen["degree"] for chosen in listed if "degree" in chosen} == set(backgrounds.degrees)
    assert {chosen["work"] for chosen in listed if "work" in chosen} == set(backgrounds.works)


def test_weights_are_those_of_the_program(skill_map: SkillMap) -> None:
    """Hypotheses weigh as they do before any answer, and there is a start for each."""
    assert weights() == build_prior(skill_map, None, {}).weights
    assert {len(start.means) for start in starts()} == {len(weights())}


def test_the_bank_has_six_questions_a_level() -> None:
    """All are about the one skill, with ids of their own."""
    questions = harm.bank()[SKILL]
    assert len({question.id for question in questions}) == len(questions) == 24
    assert [sum(q.level == level for q in questions) for level in LEVELS] == [0, 6, 6, 6, 6]
    assert {question.item.skill for question in questions} == {SKILL}


def test_a_belief_that_is_sure_and_wrong_is_found_to_harm() -> None:
    """Who is taken for an expert beyond doubt is not found to be a beginner."""
    assert share_within_one((EXPERT, 0, 3)) == 0
    assert share_within_one((EXPERT, 2, 3)) == 0
    assert share_within_one((EXPERT, 4, 3)) == 1


@pytest.mark.parametrize("level", LEVELS)
def test_an_open_belief_finds_most_people(level: int) -> None:
    """Eight answers place most people of any level within one level of it."""
    assert 0.75 < share_within_one((OPEN, level, 8)) <= 1


def test_a_share_comes_out_alike_again() -> None:
    """The same start, level and number of runs give the same share."""
    assert share_within_one((OPEN, 3, 7)) == share_within_one((OPEN, 3, 7))


@pytest.mark.parametrize(
    ("first", "later", "share", "met"),
    [
        (100, 0, 1.0, 100),
        (92, 0, 0.92, 100),
        (90, 900, 0.99, 1000),
        (90, 0, 0.09, 1000),
        (80, 750, 0.83, 1000),
        (0, 900, 0.9, 1000),
    ],
)
def test_a_share_near_the_target_is_that_of_ten_times_the_people(
    monkeypatch: pytest.MonkeyPatch, first: int, later: int, share: float, met: int
) -> None:
    """A share well above the target stands; any other is that of all people, the first included.

    Of a hundred people so many are placed well, and so many of the next nine hundred.
    """
    placed = [2] * first + [0] * (100 - first) + [2] * later + [0] * (900 - later)
    left = iter(placed)
    monkeypatch.setattr(harm, "found_level", lambda *_: next(left))
    assert share_within_one((OPEN, 2, 100)) == pytest.approx(share)
    assert len(placed) - len(list(left)) == met


def test_one_level_off_in_either_direction_is_near_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two levels off are too many, above as below."""
    for found, share in ((0, 0.0), (1, 1.0), (2, 1.0), (3, 1.0), (4, 0.0)):
        monkeypatch.setattr(harm, "found_level", lambda *_, found=found: found)
        assert share_within_one((OPEN, 2, 5)) == share


def test_who_can_do_more_is_found_further_up() -> None:
    """The level found grows with the true ability."""
    random = seeded("levels")
    found = [sum(found_level(OPEN, level - 2.5, random) for _ in range(30)) for level in LEVELS]
    assert found == sorted(set(found))


Cells = Callable[[dict[Start, str]], list[list[str]]]


@pytest.fixture
def cells_of(monkeypatch: pytest.MonkeyPatch) -> Cells:
    """Make the rows of the table; all are placed well but who is taken for an expert."""

    def found(start: Start, theta: float, _: object) -> int:
        return 4 if start == EXPERT else true_level(theta)

    def cells(names: dict[Start, str]) -> list[list[str]]:
        monkeypatch.setattr(harm, "ProcessPoolExecutor", SerialPool)
        monkeypatch.setattr(harm, "starts", lambda: names)
        monkeypatch.setattr(harm, "found_level", found)
        head, _, *lines = tables(5).splitlines()
        assert all(line.count("|") == head.count("|") for line in lines)
        return [line[2:-2].replace("**", "").split(" | ") for line in lines]

    return cells


def test_the_table_names_the_worst_start(cells_of: Cells) -> None:
    """At each level it gives mean and least share, who has the least, and how many miss."""
    found = cells_of({OPEN: "nobody: python", EXPERT: "wizard: java"})
    assert [line[0] for line in found] == list(LEVEL_NAMES)
    assert {tuple(line[1:]) for line in found[:3]} == {("0.500", "0.000", "wizard: java", "1 of 2")}
    assert {(*line[1:3], line[4]) for line in found[3:]} == {("1.000", "1.000", "0 of 2")}


def test_a_share_that_misses_its_target_is_marked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A level at which a start is below the target has something in bold."""
    monkeypatch.setattr(harm, "ProcessPoolExecutor", SerialPool)
    monkeypatch.setattr(harm, "starts", lambda: {EXPERT: "wizard: java"})
    monkeypatch.setattr(harm, "found_level", lambda *_: 4)
    _, _, beginner, *_, expert = tables(1).splitlines()
    assert "**" not in expert
    assert "**" in beginner
