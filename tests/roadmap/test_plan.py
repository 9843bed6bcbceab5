from collections.abc import Mapping
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlcareer.content.roles import load_role
from mlcareer.content.skills import load_skill_map
from mlcareer.content.study import load_projects, load_resources
from mlcareer.gaps import PROVEN, Gap, find_gaps
from mlcareer.measure.profile import Basis, Estimate, Profile, range_of_levels
from mlcareer.model.skills import SkillMap
from mlcareer.model.study import Project, Resource
from mlcareer.roadmap.order import level_to_build_on, study_order
from mlcareer.roadmap.plan import PlanStep, Roadmap, Shelf, choose_resources, make_roadmap
from simulated import belief_about
from support import DATA

SKILL_MAP = load_skill_map(DATA)
ROLE = load_role(DATA, "ml-engineer", SKILL_MAP)
SHELF = Shelf(load_resources(DATA, SKILL_MAP), load_projects(DATA, SKILL_MAP))
IMPORTANCE = {"core": 0, "useful": 1, "optional": 2}
COST = {"free": 0, "free-account": 1, "paid": 2}

Known = Mapping[str, tuple[float, int, int | None]]
"""Ability, number of answers and rating of each skill."""

PEOPLE = st.fixed_dictionaries(
    {
        skill: st.tuples(
            st.sampled_from((-3.0, -1.5, 0.2, 1.0, 3.0)),
            st.sampled_from((0, 1, 5)),
            st.none() | st.integers(0, 4),
        )
        for skill in SKILL_MAP.skills
    }
)
BEGINNER: Known = dict.fromkeys(SKILL_MAP.skills, (-1.0, 0, None))


def gaps_of(known: Known) -> tuple[Gap, ...]:
    """Make the gaps of a person of whom this is known."""
    estimates = {}
    for skill, (mean, answers, rating) in known.items():
        belief = belief_about(known=(mean, 0.6))
        probabilities = belief.level_probabilities("known")
        low, high, certainty = range_of_levels(probabilities)
        basis = Basis.MEASURED if answers > 2 else Basis.FEW_ANSWERS
        estimates[skill] = Estimate(
            skill=skill,
            mean=mean,
            sd=0.6**0.5,
            parts=belief.parts("known"),
            probabilities=probabilities,
            low=low,
            high=high,
            certainty=certainty,
            answers=answers,
            self_rating=rating,
            basis=basis if answers else Basis.SELF_RATED,
        )
    return find_gaps(Profile(estimates, {}, {}), ROLE)


def plan(known: Known, hours: int | None = None) -> Roadmap:
    """Plan for a person of whom this is known."""
    return make_roadmap(SKILL_MAP, ROLE, gaps_of(known), SHELF, hours)


def skills_of(roadmap: Roadmap) -> list[str]:
    """List the skills of a plan in order, each once."""
    return list(dict.fromkeys(step.skill.id for step in roadmap.steps))


def all_required(skill: str) -> set[str]:
    """List what a skill requires, and what that requires, and so on."""
    direct = SKILL_MAP.skills[skill].requires
    return set(direct).union(*(all_required(other) for other in direct))


@settings(max_examples=60, deadline=None)
@given(PEOPLE)
def test_nothing_comes_before_what_it_requires(known: Known) -> None:
    """What a skill requires, directly or through others that need no study, comes first."""
    order = skills_of(plan(known))
    for at, skill in enumerate(order):
        assert not all_required(skill) & set(order[at:])


@settings(max_examples=60, deadline=None)
@given(PEOPLE)
def test_what_helps_comes_first_where_it_is_no_less_important(known: Known) -> None:
    """A helper in the plan precedes what it helps, unless it is less important."""
    order = skills_of(plan(known))
    for at, skill in enumerate(order):
        if skill not in ROLE.first:
            own = IMPORTANCE[ROLE.demands[skill].importance]
            later = set(SKILL_MAP.skills[skill].helped_by) & set(order[at:])
            assert all(IMPORTANCE[ROLE.demands[other].importance] > own for other in later)


@settings(max_examples=60, deadline=None)
@given(PEOPLE)
def test_levels_rise_one_by_one_to_the_target(known: Known) -> None:
    """Each open skill stands in one block, from the level reached exactly to its target."""
    roadmap = plan(known)
    gaps = gaps_of(known)
    expected = {
        gap.demand.skill: list(range(level_to_build_on(gap) + 1, gap.demand.target + 1))
        for gap in gaps
    }
    planned = [(skill, level) for skill in skills_of(roadmap) for level in expected[skill]]
    assert [(step.skill.id, step.level) for step in roadmap.steps] == planned
    assert set(skills_of(roadmap)) == {skill for skill, levels in expected.items() if levels}


@settings(max_examples=60, deadline=None)
@given(PEOPLE)
def test_nothing_proven_is_planned(known: Known) -> None:
    """No level is planned that answers make at least 0.8 probable, or a rating alone claims."""
    gap_of = {gap.demand.skill: gap for gap in gaps_of(known)}
    for step in plan(known).steps:
        gap = gap_of[step.skill.id]
        if gap.measured:
            assert gap.estimate.reaches(step.level) < PROVEN
        else:
            assert step.level > (gap.estimate.self_rating or 0)


@settings(max_examples=40, deadline=None)
@given(PEOPLE, st.none() | st.integers(1, 80))
def test_ids_and_sums_hold(known: Known, hours: int | None) -> None:
    """Ids are unique and made of skill and level; hours add up and become whole weeks."""
    roadmap = plan(known, hours)
    ids = [step.id for step in roadmap.steps]
    assert len(set(ids)) == len(ids)
    assert ids == [f"{step.skill.id}.{step.level}" for step in roadmap.steps]
    for step in roadmap.steps:
        assert step.hours == step.skill.hours[step.level]
        assert step.can_do == step.skill.can_do[step.level]
    assert roadmap.hours == tuple(sum(s.hours[end] for s in roadmap.steps) for end in (0, 1))
    if hours is None:
        assert roadmap.weeks is None
    else:
        assert roadmap.weeks is not None
        for weeks, total in zip(roadmap.weeks, roadmap.hours, strict=True):
            assert (weeks - 1) * hours < total <= weeks * hours or weeks == total == 0


@settings(max_examples=40, deadline=None)
@given(PEOPLE, st.randoms(use_true_random=False))
def test_a_plan_follows_from_what_is_known(known: Known, random: Random) -> None:
    """The same gaps in any order give the same plan."""
    gaps = list(gaps_of(known))
    random.shuffle(gaps)
    assert make_roadmap(SKILL_MAP, ROLE, gaps, SHELF) == plan(known)


@settings(max_examples=40, deadline=None)
@given(PEOPLE)
def test_unmeasured_skills_are_named(known: Known) -> None:
    """The plan names exactly those of its skills that stand there without an answer."""
    roadmap = plan(known)
    assert list(roadmap.unmeasured) == [s for s in skills_of(roadmap) if not known[s][1]]


@settings(max_examples=40, deadline=None)
@given(PEOPLE)
def test_a_step_has_few_and_fitting_resources(known: Known) -> None:
    """A step has at most one resource to read and one to do, about its skill, none dearer."""
    for step in plan(known).steps:
        assert len(set(step.resources)) == len(step.resources) <= 2
        modes = [resource.mode for resource in step.resources]
        assert max(modes.count("read"), modes.count("do")) <= 1
        for resource in step.resources:
            assert step.skill.id in resource.skills
            assert not cheaper(resource, step)
        if step.project:
            assert step.skill.id in step.project.skills
            assert step.project.level == step.level


def cheaper(chosen: Resource, step: PlanStep) -> list[Resource]:
    """List what could stand in place of a resource of a step and costs less."""
    return [
        other
        for other in SHELF.resources.values()
        if step.skill.id in other.skills
        and other.level == chosen.level
        and other.mode == chosen.mode
        and COST[other.cost] < COST[chosen.cost]
        and other not in step.resources
    ]


def test_a_beginner_begins_with_concepts_and_python() -> None:
    """Whoever knows nothing studies what machine learning is and Python before all else."""
    roadmap = plan(BEGINNER)
    assert skills_of(roadmap)[:2] == ["ml-concepts", "python"]
    assert set(skills_of(roadmap)) == set(ROLE.demands)
    assert len(roadmap.steps) == sum(demand.target for demand in ROLE.demands.values())


def test_nothing_is_left_for_an_expert() -> None:
    """Whoever has proven every target gets an empty plan of no hours and no weeks."""
    roadmap = plan(dict.fromkeys(SKILL_MAP.skills, (3.0, 5, 0)), 10)
    assert roadmap.steps == ()
    assert (roadmap.hours, roadmap.weeks, roadmap.unmeasured) == ((0, 0), (0, 0), ())


@given(st.sets(st.sampled_from(list(SKILL_MAP.skills))))
def test_every_skill_asked_for_is_ordered_once(needed: set[str]) -> None:
    """The order has exactly the skills asked for, and does not hang on how they were given."""
    order = study_order(SKILL_MAP, ROLE, sorted(needed))
    assert len(order) == len(needed)
    assert set(order) == needed
    assert order == study_order(SKILL_MAP, ROLE, sorted(needed, reverse=True))


@given(st.sets(st.sampled_from(list(SKILL_MAP.skills))))
def test_requirements_count_whatever_the_order_of_the_map(needed: set[str]) -> None:
    """Even on a map written backwards nothing precedes what it requires, at any distance."""
    backwards = SkillMap(SKILL_MAP.areas, dict(list(SKILL_MAP.skills.items())[::-1]))
    order = study_order(backwards, ROLE, needed)
    assert set(order) == needed
    for at, skill in enumerate(order):
        assert not all_required(skill) & set(order[at:])


def test_requirements_count_through_skills_that_need_no_study() -> None:
    """With supervised learning done, its requirements still come before what requires it."""
    backwards = SkillMap(SKILL_MAP.areas, dict(list(SKILL_MAP.skills.items())[::-1]))
    order = study_order(backwards, ROLE, ["regression", "data-wrangling", "probability"])
    assert order[-1] == "regression"


@pytest.mark.parametrize(
    ("probabilities", "answers", "rating", "level"),
    [
        ((0, 0.1, 0.05, 0.75, 0.1), 3, 0, 3),  # 0.85 for proficient is enough
        ((0, 0.1, 0.15, 0.65, 0.1), 3, 4, 2),  # 0.75 is not
        ((0.3, 0.7, 0, 0, 0), 1, 4, 0),  # one answer outweighs the rating
        ((0, 0, 0, 0, 1), 0, 2, 2),
        ((0, 0, 0, 0, 1), 0, None, 0),
    ],
)
def test_a_level_is_built_on_when_it_is_proven(
    probabilities: tuple[float, ...], answers: int, rating: int | None, level: int
) -> None:
    """With answers a level counts from a chance of 0.8 on, without them the rating counts."""
    basis = Basis.FEW_ANSWERS if answers else Basis.SELF_RATED
    estimate = Estimate("python", 0, 1, (), probabilities, 0, 4, 1, answers, rating, basis)
    gap = Gap(estimate, ROLE.demands["python"], 0.5, 1.0, None, 1.0)
    assert level_to_build_on(gap) == level


@pytest.mark.parametrize(
    ("mean", "answers", "rating", "words"),
    [
        (-1.0, 1, 3, "from 1 question;"),
        (-1.0, 5, 3, "from 5 questions;"),
        (-1.0, 0, 1, "you rated yourself novice; not measured;"),
        (-1.0, 0, None, "neither measured nor rated;"),
    ],
)
def test_a_step_says_why(mean: float, answers: int, rating: int | None, words: str) -> None:
    """The reason names importance, target, what it rests on, and what the skill opens."""
    steps = plan({**BEGINNER, "python": (mean, answers, rating)}).steps
    reason = next(step.reason for step in steps if step.skill.id == "python")
    assert reason.startswith("core, target proficient: ")
    assert words in reason
    assert "; opens " in reason
    assert reason.endswith("more")


def make_resource(id_: str, level: int, mode: str, cost: str = "free", hours: int = 5) -> Resource:
    """Make a resource about Python."""
    address = f"https://example.org/{id_}"
    return Resource(id_, id_.title(), "book", mode, ("python",), level, hours, cost, address)


@pytest.mark.parametrize(
    ("shelf", "expected"),
    [
        ([("a", 2, "read", "paid"), ("b", 2, "read", "free")], ["b"]),
        ([("a", 2, "read", "paid"), ("b", 1, "read", "free")], ["a"]),
        ([("a", 3, "read", "free"), ("b", 1, "read", "free")], ["b"]),
        ([("a", 2, "do", "free"), ("b", 2, "read", "free")], ["b", "a"]),
        ([("a", 2, "both", "free")], ["a"]),
        ([("a", 2, "both", "free"), ("b", 2, "both", "paid")], ["a", "b"]),
        ([("a", 2, "read", "free-account"), ("b", 2, "read", "paid")], ["a"]),
        ([], []),
    ],
)
def test_resources_are_chosen_by_level_then_cost(
    shelf: list[tuple[str, int, str, str]], expected: list[str]
) -> None:
    """The nearest level wins, from below rather than above; at equal level the cheaper."""
    resources = [make_resource(*row) for row in shelf]
    chosen = choose_resources(resources, SKILL_MAP.skills["python"], 2)
    assert [resource.id for resource in chosen] == expected


def test_resources_about_other_skills_are_not_chosen() -> None:
    """A resource that does not name the skill never stands under it."""
    assert choose_resources([make_resource("a", 2, "read")], SKILL_MAP.skills["sql"], 2) == ()


def make_project(id_: str, level: int, *skills: str) -> Project:
    """Make a project that proves some skills."""
    return Project(id_, id_.title(), level, "Build it.", "Anything.", skills, ("It stands.",))


def test_a_project_comes_after_the_last_skill_that_it_asks_for() -> None:
    """What is proposed can be built with what was studied so far."""
    needs = ("python", "classification", "model-evaluation")
    shelf = Shelf({}, {"DIG": make_project("DIG", 1, *needs)})
    roadmap = make_roadmap(SKILL_MAP, ROLE, gaps_of(BEGINNER), shelf)
    assert [step.id for step in roadmap.steps if step.project] == ["model-evaluation.1"]


def test_a_shipped_project_asks_for_nothing_that_comes_later() -> None:
    """For a beginner too, each project stands where its skills have been begun."""
    shelf = Shelf({}, load_projects(DATA, SKILL_MAP))
    roadmap = make_roadmap(SKILL_MAP, ROLE, gaps_of(BEGINNER), shelf)
    begun: set[str] = set()
    for step in roadmap.steps:
        begun.add(step.skill.id)
        assert step.project is None or begun.issuperset(step.project.skills)
    assert sum(step.project is not None for step in roadmap.steps) > 10


def test_what_is_taken_on_trust_is_named() -> None:
    """A skill that only the person's own word keeps out of the plan is listed."""
    gaps = gaps_of({**BEGINNER, "git": (0.0, 0, 4), "sql": (9.0, 3, 4)})
    roadmap = make_roadmap(SKILL_MAP, ROLE, gaps, Shelf({}, {}))
    assert roadmap.taken_on_trust == ("git",)


def test_a_project_of_the_field_is_preferred() -> None:
    """Of two projects of the level, the one that fits the person's field is proposed."""
    projects = {id_: make_project(id_, 1, "python") for id_ in ("one", "two")}
    for preferred, expected in projects.items():
        shelf = Shelf({}, projects, frozenset({preferred}))
        roadmap = make_roadmap(SKILL_MAP, ROLE, gaps_of(BEGINNER), shelf)
        project = next(step.project for step in roadmap.steps if step.id == "python.1")
        assert project is expected
        assert next(step.project for step in roadmap.steps if step.id == "python.2") is None
