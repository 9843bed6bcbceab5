from collections.abc import Iterator

import pytest

from mlcareer.content.shape import Key, ListOf, MapOf, Record, Shape
from mlcareer.content.shape_check import problems_in
from mlcareer.content.shape_example import example_line
from mlcareer.content.shapes import FILES
from mlcareer.content.shapes.records import MOVE
from mlcareer.content.yamlfile import parse_yaml
from spoiling import complaints


def keys_in(shape: Shape) -> Iterator[tuple[str, Key]]:
    """List the keys of a record and of all records below it."""
    if isinstance(shape, Record):
        for name, key in shape.keys.items():
            yield name, key
            yield from keys_in(key.shape)
    elif isinstance(shape, ListOf | MapOf):
        yield from keys_in(shape.of)


KEYS = {
    f"{kind}-{at}-{name}": (name, key)
    for kind, form in FILES.items()
    for at, (name, key) in enumerate(keys_in(form))
}


@pytest.mark.parametrize("which", KEYS)
def test_an_example_is_what_may_stand_there(which: str) -> None:
    """Whoever adds the line has what its form accepts, but for a record that is left open."""
    name, key = KEYS[which]
    line = example_line(name, key)
    problems = list(problems_in(parse_yaml(line.encode(), "f").entries()[name], key.shape))

    assert "\n" not in line
    assert bool(problems) == ("{...}" in line)


def test_an_example_is_short() -> None:
    """It stands in a complaint, which is one line; of what is long, only the outside is shown."""
    assert max(len(example_line(name, key)) for name, key in KEYS.values()) <= 100
    assert example_line("questions", FILES["questions"].keys["questions"]) == "questions: [{...}]"


@pytest.mark.parametrize(
    ("kind", "name", "line"),
    [
        ("skills", "areas", "areas: {my-id: ...}"),
        ("skills", "skills", "skills: {my-id: {...}}"),
        ("proofs", "programs", "programs: {}"),
        ("moves", "format", "format: 1"),
        ("role", "first", "first: []"),
        ("role", "name", 'name: "How people call the role."'),
        ("backgrounds", "shift", "shift: {my-id: {my-id: 0}}"),
        ("backgrounds", "estimate", "estimate: true"),
        ("content", "extends", "extends: shipped"),
    ],
)
def test_an_example_says_what_its_form_knows(kind: str, name: str, line: str) -> None:
    """Words to choose from, ends of ranges, what the key is for: whatever helps to fill it in."""
    assert example_line(name, FILES[kind].keys[name]) == line


def test_each_missing_key_comes_with_its_own_line() -> None:
    """Where several are missing, each complaint has the example of its key."""
    assert complaints(lambda: MOVE.read(parse_yaml(b"{reason: x, from: [a]}", "f"))) == [
        "f:1: missing key 'date'; add a line such as date: 2026-11-22",
        "f:1: missing key 'to'; add a line such as to: [my-id]",
    ]


def test_a_key_that_is_needed_in_this_place_alone_is_asked_for() -> None:
    """What other places may leave out is missed where it is looked for, and only then."""
    whole = parse_yaml(b"{format: 1, areas: {}}", "f")
    FILES["skills"].check_has(whole, "areas", "format")

    assert complaints(lambda: FILES["skills"].check_has(whole, "areas", "skills")) == [
        "f:1: missing key 'skills'; add a line such as skills: {my-id: {...}}"
    ]
