"""Content folders that add to others, files of them as JSON, and what a check says of them."""

import json
from collections.abc import Iterator, Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any, Final

from mlcareer.content.check import check_folder
from mlcareer.content.folder import Given
from mlcareer.content.yamlfile import Field
from mlcareer.model.remarks import Severity
from spoiling import write

Place = tuple[str | int, ...]

WRONG: Final[tuple[Any, ...]] = ("text?", "", " ", -7.5, 2, 10_000_000_000, True, None, [], {}, [7])
"""What may stand in the place of a value."""


def lay(folder: Path, files: Mapping[str, object]) -> Path:
    """Write files of a content folder: texts as they are, all else as JSON, which is YAML."""
    folder.mkdir(exist_ok=True)
    for name, what in files.items():
        write(folder / name, what if isinstance(what, str) else json.dumps(what))
    return folder


def a_skill(name: str = "Watering", area: str = "plants", **others: object) -> dict[str, object]:
    """Make a skill of the garden."""
    return {
        "name": name,
        "area": area,
        "definition": "Give plants as much water as they need.",
        "requires": [],
        "helped_by": [],
        "claims": [],
        "sub_competences": {"cans": "cans"},
        "can_do": {str(level): ["Waters a bed."] for level in (1, 2, 3, 4)},
        "hours": {str(level): [level, 2 * level] for level in (1, 2, 3, 4)},
        **others,
    }


def skills_file(**skills: object) -> dict[str, object]:
    """Make a file of skills; a double underscore stands for a hyphen."""
    return {"format": 1, "skills": {id_.replace("__", "-"): one for id_, one in skills.items()}}


def a_question(id_: str, stem: str = "Which tool lifts a stone?", **others: object) -> Any:  # noqa: ANN401
    """Make a question about digging, as JSON."""
    wrong = [
        {"text": text, "misconception": f"any-{at}", "why": "It bends before the stone moves."}
        for at, text in enumerate(("a leaf rake", "a thin hoe"))
    ]
    return {
        "id": id_,
        "sub": "tools",
        "level": 1,
        "kind": "concept",
        "stem": stem,
        "answer": "a crowbar",
        "distractors": wrong,
        "explanation": "A bar is long and does not bend, so a small force lifts a heavy stone.",
        "reference": {"resource": "spade-book"},
        **others,
    }


def questions_file(*ids: str, skill: str = "digging", **others: object) -> dict[str, object]:
    """Make a file of questions about a skill."""
    return {
        "format": 1,
        "skill": skill,
        "questions": [a_question(id_, **others) for id_ in ids],  # type: ignore[arg-type]
    }


def a_resource(title: str = "The Can Book", **others: object) -> dict[str, object]:
    """Make a resource about digging."""
    return {
        "title": title,
        "kind": "book",
        "mode": "read",
        "skills": ["digging"],
        "level": 1,
        "hours": 2,
        "cost": "free",
        "url": "https://example.org/can",
        **others,
    }


def a_role(id_: str, **others: object) -> dict[str, object]:
    """Make a role that is based on that of the garden."""
    return {
        "format": 1,
        "id": id_,
        "name": id_.capitalize(),
        "summary": "Keeps a garden of another kind.",
        "based_on": "gardener",
        **others,
    }


def errors(given: Given) -> list[str]:
    """List what stops the build: folder and name of the file, line, and what is wrong."""
    return [
        f"{Path(one.file).parent.name}/{Path(one.file).name}:{one.line}: {one.message}"
        for one in (
            remark.problem
            for remark in check_folder(given).remarks
            if remark.severity is Severity.ERROR and remark.lint != "L13"
        )
    ]


def plain_value(field: Field) -> Any:  # noqa: ANN401 - what JSON knows
    """Read a field as editors read YAML: numbers, truths and nothing where they are not quoted."""
    if isinstance(field.value, dict):
        return {key: plain_value(entry) for key, entry in field.value.items()}
    if isinstance(field.value, list):
        return [plain_value(item) for item in field.value]
    if not field.plain:
        return field.value
    known: dict[str, object] = {"true": True, "false": False, "": None}
    if field.value in known:
        return known[field.value]
    try:
        return json.loads(field.value)
    except ValueError:
        return field.value


def places(value: Any, place: Place = ()) -> Iterator[Place]:  # noqa: ANN401 - any JSON
    """List the places of all values inside a value."""
    listed = enumerate(value) if isinstance(value, list) else ()
    for key, each in value.items() if isinstance(value, dict) else listed:
        yield (*place, key)
        yield from places(each, (*place, key))


def mutated(value: Any, place: Place, how: int) -> Any:  # noqa: ANN401 - any JSON
    """Change a value at a place: put something else there, take it away, or add a key to it."""
    changed = deepcopy(value)
    parent = changed
    for key in place[:-1]:
        parent = parent[key]
    last: Any = place[-1]
    if how < len(WRONG):
        parent[last] = deepcopy(WRONG[how])
    elif how == len(WRONG) or not isinstance(parent[last], dict):
        del parent[last]
    else:
        parent[last]["no such key"] = 1
    return changed


WAYS: Final = len(WRONG) + 2
"""In how many ways a value is changed."""
