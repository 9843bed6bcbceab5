"""Reads what became of skills that were renamed, split or merged."""

from collections.abc import Iterator, Sequence
from graphlib import CycleError, TopologicalSorter

from mlcareer.content.folder import Place
from mlcareer.content.parts import has_file, read_parts
from mlcareer.content.shapes.records import MOVE
from mlcareer.content.yamlfile import Field, close_match, collect
from mlcareer.errors import ContentError, Problem
from mlcareer.model.moves import Move, move_events, move_steps
from mlcareer.model.people import Event
from mlcareer.model.plan import PlanEvent
from mlcareer.model.skills import SkillMap


def load_moves(place: Place, skill_map: SkillMap) -> tuple[Move, ...]:
    """Read `moves.yaml` of a content folder, which need not have one.

    Raises:
        ContentError: With all problems found, each with its line.
    """
    if not has_file(place, "moves"):
        return ()
    fields = read_parts(place, "moves")["moves"].items()
    moves = collect(((str(at), field) for at, field in enumerate(fields)), lambda _, f: _move(f))
    problems = [*_wrong_beginnings(fields, skill_map), *_wrong_ends(fields, skill_map)]
    problems = problems or [*_circles(fields)]
    if problems:
        raise ContentError(*problems)
    return tuple(moves.values())


def up_to_date(place: Place, skill_map: SkillMap, events: Sequence[Event]) -> tuple[Event, ...]:
    """Read a log as if it had been kept with the skills that the map has now.

    Raises:
        ContentError: The moves, or questions that have to be looked up, cannot be read.
    """
    moves = load_moves(place, skill_map)
    return move_events(events, moves, lambda: question_homes(place, skill_map))


def steps_up_to_date(
    place: Place, skill_map: SkillMap, events: Sequence[PlanEvent]
) -> tuple[PlanEvent, ...]:
    """Read what became of a plan as if it had been kept with the skills of the map.

    Raises:
        ContentError: The moves cannot be read.
    """
    return move_steps(events, load_moves(place, skill_map)) if events else ()


def question_homes(place: Place, skill_map: SkillMap) -> dict[str, str]:
    """Look up under which skill each question of a content folder stands, by question id.

    Raises:
        ContentError: With all problems found, each with its line.
    """
    from mlcareer.content.questions import load_questions  # noqa: PLC0415 - seldom needed, slow

    return {question.id: question.skill for question in load_questions(place, skill_map).values()}


def _move(field: Field) -> Move:
    entry = MOVE.read(field)
    before, after = _ids(entry["from"]), _ids(entry["to"])
    if len(before) > 1 and len(after) > 1:
        field.fail("either one id is split or several are merged; make two moves of this one")
    return Move(before, after, entry["date"].day(), entry["reason"].text())


def _ids(field: Field) -> tuple[str, ...]:
    ids = tuple(item.identifier() for item in field.items())
    if not ids:
        field.fail("at least one id was expected here")
    if len(set(ids)) < len(ids):
        field.fail("an id stands twice here")
    return ids


def _wrong_beginnings(fields: Sequence[Field], skill_map: SkillMap) -> Iterator[Problem]:
    """Complain of ids that are still there, or that stand in two entries."""
    seen: set[str] = set()
    for item in _items(fields, "from"):
        if item.value in skill_map.skills:
            message = f"{item.value!r} is still a skill of the map; only ids that went are moved"
            yield item.problem(message)
        if item.value in seen:
            message = f"{item.value!r} stands in two moves; make one of them"
            yield item.problem(message)
        seen.add(item.value)


def _wrong_ends(fields: Sequence[Field], skill_map: SkillMap) -> Iterator[Problem]:
    """Complain of new ids that neither the map knows nor another entry moves on."""
    known = {*skill_map.skills, *(item.value for item in _items(fields, "from"))}
    for item in _items(fields, "to"):
        if item.value not in known:
            hint = close_match(item.value, skill_map.skills)
            message = f"{item.value!r} is neither a skill of the map nor moved on itself.{hint}"
            yield item.problem(message)


def _circles(fields: Sequence[Field]) -> Iterator[Problem]:
    after = {
        item.value: [end.value for end in field.entries()["to"].items()]
        for field in fields
        for item in field.entries()["from"].items()
    }
    places = {item.value: item for item in _items(fields, "from")}
    try:
        TopologicalSorter(after).prepare()
    except CycleError as error:
        circle: list[str] = error.args[1]
        place = min((places[id_] for id_ in circle), key=lambda item: item.line)
        # The sorter names what comes before first; a move leads the other way.
        chain = " to ".join(reversed(circle))
        yield place.problem(f"the moves go in a circle: {chain}")


def _items(fields: Sequence[Field], key: str) -> list[Field]:
    return [item for field in fields for item in field.entries()[key].items()]
