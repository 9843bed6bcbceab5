"""People, maps, roles and wishes at random, for the tests of the study plan."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from hypothesis import strategies as st

from mlcareer.content.roles import load_role
from mlcareer.content.skills import load_skill_map
from mlcareer.content.study import load_common_criteria, load_projects, load_resources
from mlcareer.gaps import Gap, find_gaps
from mlcareer.measure.profile import Profile, estimate
from mlcareer.model.plan import Claim, Wishes
from mlcareer.model.skills import IMPORTANCES, Demand, Role, SkillMap
from mlcareer.model.study import COSTS, MODES, Project, Resource
from mlcareer.roadmap.ground import Ground, lay_ground
from mlcareer.roadmap.order import Key
from mlcareer.roadmap.plan import PlanStep, Roadmap
from mlcareer.roadmap.planning import Person, make_roadmap
from mlcareer.roadmap.shelf import Shelf
from simulated import belief_about, make_map
from support import DATA

SHIPPED = load_skill_map(DATA)
ROLES = {
    file.stem: load_role(DATA, file.stem, SHIPPED) for file in sorted((DATA / "roles").iterdir())
}
SHELF = Shelf(
    load_resources(DATA, SHIPPED),
    load_projects(DATA, SHIPPED),
    common=load_common_criteria(DATA),
)
BARE = Shelf({}, {})
TODAY = date(2026, 11, 22)
"""A Sunday."""

NO_WISHES = Wishes()
VARIANCE = 0.6
MOMENTS = (
    *(f"2026-11-0{day}T12:00:00+00:00" for day in range(1, 8)),
    "2026-11-04T01:00:00+13:00",
    "2026-11-01T23:00:00-12:00",
    "2026-11-03T12:30:00",
)
"""Seven noons; then the third again, an hour before the second, half an hour after the third."""


class Known(NamedTuple):
    """What is known about somebody in one skill."""

    mean: float
    answers: int = 0
    rating: int | None = None


NOTHING = Known(-9.0, 3)
"""Surely not even a novice."""

KNOWN = st.builds(
    Known,
    mean=st.sampled_from((-3.0, -2.0, -1.4, -0.7, 0.2, 1.0, 3.0)),
    answers=st.sampled_from((0, 1, 5)),
    rating=st.none() | st.integers(0, 4),
)


class Case(NamedTuple):
    """All that a plan is made of."""

    skill_map: SkillMap
    role: Role
    person: Person
    shelf: Shelf
    wishes: Wishes
    today: date

    def plan(self, wishes: Wishes | None = None) -> Roadmap:
        """Make the plan, with other wishes where some are given."""
        wanted = self.wishes if wishes is None else wishes
        return make_roadmap(self.skill_map, self.role, self.person, self.shelf, wanted, self.today)

    @property
    def ground(self) -> dict[str, Ground]:
        """Where planning starts."""
        person = self.person
        return lay_ground(person.gaps, person.claims.values(), person.answered, self.shelf.projects)


def person_of(
    known: Mapping[str, Known],
    role: Role,
    claims: Iterable[Claim] = (),
    answered: Mapping[str, tuple[str, ...]] | None = None,
) -> Person:
    """Make the person of whom this is known."""
    belief = belief_about(**{skill: (one.mean, VARIANCE) for skill, one in known.items()})
    estimates = {
        skill: estimate(belief, skill, one.answers, one.rating) for skill, one in known.items()
    }
    gaps = find_gaps(Profile(estimates, {}, {}), role)
    return Person(gaps, belief, {claim.id: claim for claim in claims}, answered or {})


def gap_of(known: Known, demand: Demand) -> Gap:
    """Make the gap of somebody in one skill."""
    role = role_of({demand.skill: demand})
    return person_of({demand.skill: known}, role).gaps[0]


def role_of(demands: Mapping[str, Demand], first: tuple[str, ...] = ()) -> Role:
    """Make a role."""
    return Role("tester", "Tester", "Tests.", {}, first, dict(demands), ())


def demand_of(
    skill: str, target: int = 2, importance: str = "core", weight: float | None = None
) -> Demand:
    """Make a demand, by default with the weight that goes with its importance."""
    usual = 3.0 - IMPORTANCES.index(importance)
    return Demand(skill, target, importance, usual if weight is None else weight, "Needed.", ())


def with_hours(skill_map: SkillMap, hours: Mapping[str, Mapping[int, tuple[int, int]]]) -> SkillMap:
    """Say how long levels of a map take; what is not named stays as it is."""
    skills = {
        id_: skill._replace(hours={**skill.hours, **hours.get(id_, {})})
        for id_, skill in skill_map.skills.items()
    }
    return skill_map._replace(skills=skills)


def make_project(
    id_: str,
    level: int,
    *skills: str,
    one_of: tuple[str, ...] = (),
    needs: Mapping[str, int] | None = None,
) -> Project:
    """Make a project that shows some skills, and takes levels of others."""
    return Project(
        id=id_,
        name=f"Building {id_}",
        level=level,
        summary="Build it.",
        data="Anything.",
        skills=skills,
        criteria=("It stands.",),
        one_of=one_of,
        needs=needs or {},
    )


def keys_of(roadmap: Roadmap) -> list[Key]:
    """List the levels of a plan in order."""
    return [Key(step.skill.id, step.level) for step in roadmap.steps]


def middle(steps: Iterable[PlanStep]) -> float:
    """Add up the hours of steps, in the middle of the estimates."""
    return sum(sum(step.hours) / 2 for step in steps)


def needs(skill_map: SkillMap, role: Role, skill: str, level: int) -> set[Key]:
    """List all levels of other skills that have to be there for a level, at any distance."""
    found: set[Key] = set()
    for other in skill_map.skills[skill].requires:
        for below in range(1, min(role.demands[other].target, level) + 1):
            found |= {Key(other, below), *needs(skill_map, role, other, below)}
    return found


@st.composite
def maps(draw: st.DrawFn, most: int = 6) -> SkillMap:
    """Draw a map without circles, in any order of its file, with any hours."""
    names = [f"s{at}" for at in range(draw(st.integers(1, most)))]
    requires: dict[str, list[str]] = {}
    helped_by: dict[str, list[str]] = {}
    for at, name in enumerate(names):
        below = st.lists(st.sampled_from(names[:at]), unique=True, max_size=3)
        requires[name] = draw(below) if at else []
        helped_by[name] = draw(below) if at else []
    order = draw(st.permutations(names))
    skill_map = make_map({name: requires[name] for name in order}, helped_by=helped_by)
    spans = st.tuples(st.integers(1, 60), st.integers(0, 90)).map(lambda s: (s[0], s[0] + s[1]))
    return with_hours(
        skill_map, {name: {level: draw(spans) for level in range(1, 5)} for name in names}
    )


@st.composite
def roles(draw: st.DrawFn, skill_map: SkillMap) -> Role:
    """Draw a role that names with each skill what that requires, as role files have to."""
    named = set(draw(st.lists(st.sampled_from(sorted(skill_map.skills)), min_size=1)))
    while missing := {r for s in named for r in skill_map.skills[s].requires} - named:
        named |= missing
    demands = {
        skill: demand_of(
            skill,
            draw(st.integers(1, 4)),
            draw(st.sampled_from(IMPORTANCES)),
            draw(st.sampled_from((0.0, 0.5, 1.0, 3.0))),
        )
        for skill in skill_map.skills
        if skill in named
    }
    first: list[str] = []
    for skill in draw(st.lists(st.sampled_from(sorted(named)), unique=True, max_size=2)):
        if set(skill_map.skills[skill].requires) <= set(first):
            first.append(skill)
    return role_of(demands, tuple(first))


@st.composite
def wishes(draw: st.DrawFn, today: date, *, hours: bool | None = None) -> Wishes:
    """Draw wishes; with hours a week or without, or either."""
    some = st.integers(1, 80)
    spans = st.tuples(st.integers(-20, 300), st.integers(0, 60)).map(
        lambda s: (today + timedelta(s[0]), today + timedelta(s[0] + s[1]))
    )
    days = st.integers(-30, 900).map(lambda after: today + timedelta(after))
    return Wishes(
        hours_a_week=draw({None: st.none() | some, True: some, False: st.none()}[hours]),
        start=draw(st.none() | days),
        deadline=draw(st.none() | days),
        days=tuple(sorted(draw(st.sets(st.integers(0, 6))))),
        off=tuple(sorted(draw(st.lists(spans, max_size=2)))),
    )


@st.composite
def shelves(draw: st.DrawFn, skill_map: SkillMap) -> Shelf:
    """Draw what there is to study with and to build."""
    some = st.lists(st.sampled_from(sorted(skill_map.skills)), min_size=1, max_size=3, unique=True)
    projects = {}
    for at in range(draw(st.integers(0, 4))):
        skills = tuple(draw(some))
        one_of = skills[1:] if len(skills) > 2 and draw(st.booleans()) else ()
        levels = dict.fromkeys(draw(st.just([]) | some), draw(st.integers(1, 4)))
        projects[f"P-{at}"] = make_project(
            f"P-{at}", draw(st.integers(1, 3)), *skills, one_of=one_of, needs=levels
        )
    resources = {
        f"r{at}": Resource(
            id=f"r{at}",
            title=f"Reading {at}",
            kind="book",
            mode=draw(st.sampled_from(MODES)),
            skills=tuple(draw(some)),
            level=draw(st.integers(1, 4)),
            hours=draw(st.integers(1, 40)),
            cost=draw(st.sampled_from(COSTS)),
            url="https://example.org",
        )
        for at in range(draw(st.integers(0, 3)))
    }
    preferred = draw(st.sets(st.sampled_from(sorted(projects)))) if projects else set()
    return Shelf(resources, projects, frozenset(preferred))


@st.composite
def claims(draw: st.DrawFn, skill_map: SkillMap, shelf: Shelf) -> list[Claim]:
    """Draw ticks: of steps, some of them tried again, of projects, and of what is gone."""
    ids = [
        f"{s}.{level}{again}"
        for s in skill_map.skills
        for level in (1, 2, 3, 4)
        for again in ("", "-2", "-3")
    ]
    ids += [f"project.{id_}" for id_ in shelf.projects] + ["gone.2", "project.GONE", "junk"]
    ticked = draw(st.lists(st.sampled_from(ids), unique=True, max_size=4))
    return [
        Claim(
            id_, "2026-11-05", draw(st.sampled_from(MOMENTS)), draw(st.sampled_from(("", "a.txt")))
        )
        for id_ in ticked
    ]


@st.composite
def cases(draw: st.DrawFn, *, hours: bool | None = None, shipped: bool | None = None) -> Case:
    """Draw all that a plan is made of, on the shipped map or on a small one, or on either."""
    real = draw(st.integers(0, 3)) == 0 if shipped is None else shipped
    skill_map = SHIPPED if real else draw(maps())
    role = draw(st.sampled_from(list(ROLES.values()))) if real else draw(roles(skill_map))
    shelf = SHELF if real else draw(shelves(skill_map))
    known = {skill: draw(KNOWN) for skill in skill_map.skills}
    answered = {
        skill: (draw(st.sampled_from(MOMENTS)),) for skill, one in known.items() if one.answers
    }
    person = person_of(known, role, draw(claims(skill_map, shelf)), answered)
    today = TODAY + timedelta(draw(st.integers(0, 6)))
    return Case(skill_map, role, person, shelf, draw(wishes(today, hours=hours)), today)


def example(  # noqa: PLR0913 - names what a test wants to differ
    requires: Mapping[str, Iterable[str]],
    *,
    helped_by: Mapping[str, Iterable[str]] | None = None,
    demands: Iterable[Demand] = (),
    first: tuple[str, ...] = (),
    hours: Mapping[str, Mapping[int, tuple[int, int]]] | None = None,
    known: Mapping[str, Known] | None = None,
    claims: Iterable[Claim] = (),
    answered: Mapping[str, tuple[str, ...]] | None = None,
    projects: Iterable[Project] = (),
    wishes: Wishes = NO_WISHES,
) -> Case:
    """Make a case by hand: all skills core to working, and nothing known, if not said."""
    skill_map = make_map(
        {skill: tuple(below) for skill, below in requires.items()},
        helped_by={skill: tuple(helpers) for skill, helpers in (helped_by or {}).items()},
    )
    asked = {skill: demand_of(skill) for skill in requires}
    asked |= {demand.skill: demand for demand in demands}
    role = role_of(asked, first)
    person = person_of(
        {skill: (known or {}).get(skill, NOTHING) for skill in requires}, role, claims, answered
    )
    shelf = Shelf({}, {project.id: project for project in projects})
    return Case(with_hours(skill_map, hours or {}), role, person, shelf, wishes, TODAY)


def ids_of(case: Case) -> list[str]:
    """List the ids of the tasks of the plan, in order."""
    return [task.id for task in case.plan().tasks]
