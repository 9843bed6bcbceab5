"""Golden files: what a form must print, byte for byte, for one sitting in the garden."""

import os
from collections.abc import Sequence

from mlcareer.content.questions import load_questions
from mlcareer.content.roles import load_role
from mlcareer.content.skills import load_skill_map
from mlcareer.content.study import load_resources
from mlcareer.gaps import Report, make_report
from mlcareer.measure.interview import answer_event
from mlcareer.measure.profile import believe, profile_of
from mlcareer.model.people import Event, EventKind, Trait
from mlcareer.model.skills import Role, SkillMap
from mlcareer.model.study import Project
from mlcareer.roadmap.plan import Roadmap, Shelf, make_roadmap
from support import EXAMPLE, GOLDEN, make_question, rating

UPDATE = "MLCAREER_UPDATE_GOLDEN"
"""Environment variable: set, golden files are rewritten instead of compared."""

MAP = load_skill_map(EXAMPLE)
ROLE = load_role(EXAMPLE, "gardener", MAP)
QUESTIONS = load_questions(EXAMPLE, MAP)
TRAITS = tuple(
    Trait(name.lower(), name, f"{name} suits me.") for name in ("Patience", "Rain", "Company")
)
PROJECT = Project(
    id="BED-1",
    name="A bed of one's own",
    level=2,
    summary="Dig and plant a bed.",
    data="The soil behind the house.",
    skills=("digging",),
    criteria=("A photograph shows the bed.", "Nothing was trodden on."),
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


def garden_roadmap(events: tuple[Event, ...] = EVENTS) -> Roadmap:
    """Make the roadmap of a gardener who gives six hours a week."""
    shelf = Shelf(load_resources(EXAMPLE, MAP), {PROJECT.id: PROJECT})
    return make_roadmap(MAP, ROLE, garden_report(events).gaps, shelf, 6)


def check_golden(name: str, text: str) -> None:
    """Hold a text against its golden file, or write the file where that is asked for."""
    file = GOLDEN / name
    if os.environ.get(UPDATE):
        file.write_text(text, encoding="utf-8", newline="\n")
    assert file.is_file(), f"{file} is missing; write it with {UPDATE}=1"
    with file.open(encoding="utf-8", newline="") as stream:
        assert text == stream.read(), f"{file} differs; look at it, or write it with {UPDATE}=1"
