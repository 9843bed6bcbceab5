from pathlib import Path

import pytest

from mlcareer.content.yamlfile import Field, parse_yaml
from spoiling import complaints, field_of

NBSP = "\u00a0"


def told(text: str) -> str:
    """Read what is no YAML, and return the one complaint."""
    (found,) = complaints(lambda: parse_yaml(text.encode(), "f.yaml"))
    return found


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ('a: 1\nb: "opened\nc: 2\nd: "closed"\n', 2, 4),
        ("a: 1\nb: 'opened\nc: 2\nd: 'closed'\n", 2, 4),
        ('a:\n  - "opened\n  - two\n  - "three" is more\n', 2, 5),
        ('a: "closed"\nb: "opened\nc: d\ne: "f" g\n', 2, 4),
    ],
)
def test_a_quotation_mark_that_was_left_open_is_pointed_at(
    text: str, line: int, column: int
) -> None:
    """The parser stops lines below; the complaint asks about the mark where it all began."""
    end = f"is the quotation mark of line {line}, column {column}, closed?"
    assert told(text).endswith(end)
    assert not told(text).startswith(f"f.yaml:{line}:")


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        (f"a:\n{NBSP}{NBSP}b: 2\n  c: 3\n", 2, 1),
        (f"a:{NBSP}b\nc: 1\n", 1, 3),
    ],
)
def test_blanks_that_are_none_are_pointed_at(text: str, line: int, column: int) -> None:
    """What was pasted from a page looks like a blank, so its place is told."""
    assert f"a no-break space stands in line {line}, column {column}" in told(text)


@pytest.mark.parametrize("mark", ["<<<<<<< HEAD", "=======", ">>>>>>> theirs"])
def test_the_marks_of_a_merge_are_known(mark: str) -> None:
    """What git leaves where two changes met is named, with its line."""
    text = f"a:\n  b: 1\n{mark}\n  c: 2\n"
    assert told(text) == "f.yaml:3: not valid YAML: the mark of a merge; keep one side"


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("a: *blue*\n", "put a text that begins with * or & in quotation marks"),
        ("a: b: c\n", "put a text with a colon in quotation marks"),
        ("a: [b\nc: d\n", "close the bracket, and quote texts with commas or colons"),
        ("a: 'don't'\nb: 1\n", "mind the indentation, and quote texts that hold quotation marks"),
    ],
)
def test_all_else_gets_what_is_mostly_behind_it(text: str, advice: str) -> None:
    """Where nothing unseen is near, the words of the parser come with their usual cause."""
    assert told(text).endswith(f"; {advice}")


def test_quotation_marks_that_are_closed_are_not_suspected() -> None:
    """A text of several lines that ends well is not what the parser stumbled over."""
    text = 'a: "one\n  two"\nb: "three"\nc: [d\ne: f\n'
    assert "quotation mark of line" not in told(text)


@pytest.mark.parametrize(
    ("value", "read", "complaint"),
    [
        ("# blue", Field.text, "a text was expected here; # begins a comment"),
        ("blue", Field.items, "a list was expected here; write [blue]"),
        (f"{'b' * 61}", Field.items, "a list was expected here"),
        ("2,5", lambda f: f.number(0, 9), "a number from 0 to 9 was expected here; write 2.5"),
        ("'2,5'", lambda f: f.number(0, 9), "a number from 0 to 9 was expected here"),
        ("2,5,1", lambda f: f.number(0, 9), "a number from 0 to 9 was expected here"),
        ("", Field.entries, "a mapping (key: value) was expected here; nothing stands here"),
        ("b", Field.entries, "a mapping (key: value) was expected here"),
    ],
)
def test_a_value_of_another_form_is_shown_as_it_should_be(
    tmp_path: Path, value: str, read: object, complaint: str
) -> None:
    """Where one can tell what was meant, the complaint says how to write it."""
    field = field_of(tmp_path / "f.yaml", f"a: {value}\n").entries()["a"]
    assert callable(read)
    assert complaints(lambda: read(field)) == [f"f.yaml:1: {complaint}"]
