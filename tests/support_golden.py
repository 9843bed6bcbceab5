"""Golden files: what a form must print, byte for byte, for one sitting in the garden."""

import os
from collections.abc import Iterable, Sequence
from datetime import date

from mlcareer.content.questions import load_questions
from mlcareer.content.roles import load_role
from mlcareer.content.skills import load_skill_map
from mlcareer.content.study import load_resources
from mlcareer.gaps import Report, make_report
from mlcareer.measure.profile import believe, profile_of
from mlcareer.measure.steps import answer_event
from mlcareer.model.people import Event, EventKind, Trait
from mlcareer.model.plan import Claim, Wishes
from mlcareer.model.skills import Role, SkillMap
from mlcareer.model.study import Project
from mlcareer.roadmap.plan import Roadmap
from mlcareer.roadmap.planning import Person, make_roadmap
from mlcareer.roadmap.shelf import Shelf
from support import EXAMPLE, GOLDEN, make_question, rating

UPDATE = "MLCAREER_UPDATE_GOLDEN"
"""Environment variable: set, golden files are rewritten instead of compared."""

MAP = load_skill_map(EXAMPLE)
ROLE = load_role(EXAMPLE, "gardener", MAP)
QUESTIONS = load_questions(EXAMPLE, MAP)
TRAITS = tuple(
    Trait(name.lower(), name, f"{name} suits me.") for name in ("Patience", "Rain", "Company")
)
TODAY = date(2026, 11, 22)
PROJECTS = (
    Project(
        id="BED-1",
        name="A bed of one's own",
        level=2,
        summary="Dig and plant a bed.",
        data="The soil behind the house.",
        skills=("digging",),
        criteria=("A photograph shows the bed.", "Nothing was trodden on."),
        common=("C1",),
    ),
    Project(
        id="HEAP-1",
        name="A heap that heats up",
        level=3,
        summary="Build a heap of what the kitchen leaves.",
        data="A week of peelings.",
        skills=("compost", "digging"),
        criteria=("A thermometer shows 50 degrees.",),
    ),
    Project(
        id="POT-1",
        name="A pot on the sill",
        level=1,
        summary="Sow in a pot.",
        data="A pot and a seed.",
        skills=("tomatoes",),
        criteria=("A seedling stands.",),
    ),
)
COMMON = {"C1": "A diary says what did not work."}
PLAN_EVENTS = (
    rating("digging", 2),
    rating("compost", 0),
    rating("tomatoes", 0),
    rating("pruning", 1),
    answer_event(QUESTIONS["digging-clay"], "a digging fork"),
    answer_event(QUESTIONS["digging-beds"], "150 litres"),
    answer_event(make_question("compost-heat", skill="compost", sub="mixing"), "five"),
    answer_event(make_question("compost-cold", skill="compost", sub="mixing"), None),
)
"""A gardener with more to study than the other one."""

ANSWERED = {"compost": ("2026-11-21T18:00:00+00:00",)}
"""After the tick at compost, before the one at pruning."""

WISHES = Wishes(hours_a_week=6)
CLAIMS = (
    Claim("digging.1", "2026-11-19", "2026-11-19T18:00:00+00:00"),
    Claim("compost.1", "2026-11-20", "2026-11-20T18:00:00+00:00"),
    Claim("pruning.1", "2026-11-22", "2026-11-22T08:00:00+00:00"),
    Claim("project.POT-1", "2026-11-21", "2026-11-21T18:00:00+00:00", "photos/pot.jpg"),
    Claim("gone.2", "2026-11-21", "2026-11-21T18:00:00+00:00"),
)
EVENTS = (
    Event(EventKind.BACKGROUND, "hours", "6"),
    rating("digging", 3),
    rating("compost", 1),
    rating("tomatoes", 2),
    rating("pruning", ""),
    answer_event(QUESTIONS["digging-clay"], "a digging fork"),
    answer_event(QUESTIONS["digging-beds"], "150 litres"),
    answer_event(QUESTIONS["digging-wet"], None),
    answer_event(make_question("compost-heat", skill="compost", sub="mixing"), "five"),
    Event(EventKind.TRAIT, "patience", "5"),
    Event(EventKind.TRAIT, "rain", "1"),
    Event(EventKind.TRAIT, "company", "3"),
)


def garden_report(events: tuple[Event, ...] = EVENTS) -> Report:
    """Make the report of a gardener."""
    return report_of(MAP, ROLE, events)


def report_of(skill_map: SkillMap, role: Role, events: Sequence[Event]) -> Report:
    """Make the report of a person without a background, from what was said and answered."""
    belief = believe(skill_map, None, events)
    profile = profile_of(skill_map, belief, events)
    return make_report(skill_map, role, profile, belief, "2026-11-22T08:00:00+00:00")


def garden_roadmap(
    events: Sequence[Event] = PLAN_EVENTS,
    wishes: Wishes = WISHES,
    claims: Iterable[Claim] = CLAIMS,
    role: Role = ROLE,
    projects: Iterable[Project] = PROJECTS,
) -> Roadmap:
    """Make the roadmap of a gardener who gives six hours a week and ticked a few things."""
    report = report_of(MAP, role, events)
    person = Person(
        report.gaps, believe(MAP, None, events), {claim.id: claim for claim in claims}, ANSWERED
    )
    built = {project.id: project for project in projects}
    shelf = Shelf(load_resources(EXAMPLE, MAP), built, common=COMMON)
    return make_roadmap(MAP, role, person, shelf, wishes, TODAY)


def check_golden(name: str, text: str) -> None:
    """Hold a text against its golden file, or write the file where that is asked for."""
    file = GOLDEN / name
    if os.environ.get(UPDATE):
        file.write_text(text, encoding="utf-8", newline="\n")
    assert file.is_file(), f"{file} is missing; write it with {UPDATE}=1"
    with file.open(encoding="utf-8", newline="") as stream:
        assert text == stream.read(), f"{file} differs; look at it, or write it with {UPDATE}=1"
