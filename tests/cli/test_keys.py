import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcareer.cli.keys import (
    BEGINNING,
    CTRL_D,
    END_OF_PASTE,
    ENTER,
    PASTE,
    REDRAW,
    take_key,
    without_keys,
)
from mlcareer.cli.line import LONGEST, Line, edited

SEQUENCES = {
    "\x1b[A": "up",
    "\x1b[B": "down",
    "\x1b[C": "right",
    "\x1b[D": "left",
    "\x1bOA": "up",
    "\x1bOD": "left",
    "\x1b[H": "home",
    "\x1b[F": "end",
    "\x1bOH": "home",
    "\x1b[1~": "home",
    "\x1b[4~": "end",
    "\x1b[7~": "home",
    "\x1b[8~": "end",
    "\x1b[3~": "delete",
    "\x1b[2~": "",
    "\x1b[5~": "",
    "\x1b[15~": "",
    "\x1bOP": "",
    "\x1b[[A": "",
    "\x1b[200~": PASTE,
    "\x1b[201~": END_OF_PASTE,
    "\x1b[<0;10;20M": "",
    "\x1b[<0;10;20m": "",
    "\x1b[M !!": "",
    "\x1b[?62;22c": "",
    "\x1b[24;80R": "",
    "\x1b[I": "",
    "\x1b]11;rgb:ffff/ffff/ffff\x07": "",
    "\x1b]11;rgb:ffff/ffff/ffff\x1b\\": "",
    "\x1bP1$r0m\x1b\\": "",
    "\x1bx": "",
    "\x1b1": "",
}
"""What terminals send for keys, clicks and reports, and what it means here."""

SINGLE = {
    "\r": ENTER,
    "\n": ENTER,
    "\x04": CTRL_D,
    "\x0c": REDRAW,
    "\x01": "home",
    "\x05": "end",
    "\x08": "backspace",
    "\x7f": "backspace",
    "\x15": "clear",
    "\x17": "word",
    "\x1b": "clear",
    "\t": " ",
    "\x00": "",
    "\x07": "",
    "\x0b": "",
    "\u202e": "",
    "\ud800": "",
    "\ufeff": "",
    "a": "a",
    "ä": "ä",
    "日": "日",
    "🐍": "🐍",
}


@pytest.mark.parametrize(("typed", "name"), [*SEQUENCES.items(), *SINGLE.items()])
@pytest.mark.parametrize("rest", ["", "\n", "\x1b[A", "日"])
def test_one_key_is_taken(typed: str, name: str, rest: str) -> None:
    """A key is known by its name, whatever comes behind it, and nothing of that is touched."""
    if typed != "\x1b" or rest in {"", "\n", "日"}:
        assert take_key(typed + rest) == (name, rest)


def test_a_modified_arrow_is_an_arrow() -> None:
    """Ctrl and Shift change nothing about an arrow."""
    assert take_key("\x1b[1;5A") == ("up", "")
    assert take_key("\x1b[1;2D") == ("left", "")


@given(st.text(min_size=1))
def test_taking_keys_comes_to_an_end(typed: str) -> None:
    """Whatever was typed is taken key by key; none is longer than what is left."""
    while typed:
        name, rest = take_key(typed)
        assert len(rest) < len(typed)
        assert typed.endswith(rest)
        assert len(name) != 1 or name.isprintable()
        typed = rest


@given(st.text())
def test_text_without_control_characters_is_typed_as_it_is(typed: str) -> None:
    """What can be printed arrives character by character."""
    printable = "".join(sign for sign in typed if sign.isprintable())
    taken, rest = "", printable
    while rest:
        name, rest = take_key(rest)
        taken += name
    assert taken == printable
    assert without_keys(printable) == printable


@given(st.lists(st.sampled_from([*SEQUENCES, "\x00", "\x07", "1", "b ", "ä"])))
def test_a_line_is_rid_of_keys(pieces: list[str]) -> None:
    """Of a line that a simple terminal gave, only what was meant as text is left."""
    expected = "".join(piece for piece in pieces if piece in {"1", "b ", "ä"})
    assert without_keys("".join(pieces)) == expected


@given(st.text())
def test_no_control_character_is_ever_left(typed: str) -> None:
    """Nothing in a line can move a cursor or ring a bell."""
    kept = without_keys(typed)
    assert kept.isprintable()
    assert without_keys(kept) == kept


@pytest.mark.parametrize("typed", [sequence for sequence in SEQUENCES if len(sequence) > 2])
def test_every_beginning_of_a_sequence_may_go_on(typed: str) -> None:
    """Until its last character came, a sequence may be unfinished, and is waited for."""
    for length in range(1, len(typed)):
        assert re.fullmatch(BEGINNING, typed[:length]), typed[:length]
    for finished in ("a", "\r", "\x1b[A1", "1\x1b"):
        assert not re.fullmatch(BEGINNING, finished)


# Lines

KEYS = st.sampled_from(
    [
        "left",
        "right",
        "home",
        "end",
        "backspace",
        "delete",
        "clear",
        "word",
        "up",
        "down",
        ENTER,
        "",
        " ",
        "a",
        "日",
    ]
)
CHOICES = ("1", "2", "d")


def typed(keys: list[str], choices: tuple[str, ...] = ()) -> Line:
    """Type keys into an empty line."""
    line = Line()
    for key in keys:
        line = edited(line, key, choices)
    return line


@given(st.lists(KEYS), st.sampled_from([(), CHOICES]))
def test_the_cursor_stays_in_the_line(keys: list[str], choices: tuple[str, ...]) -> None:
    """Whatever is pressed, the cursor stands before, in or behind the text."""
    line = Line()
    for key in keys:
        line = edited(line, key, choices)
        assert 0 <= line.at <= len(line.text)


@given(st.text(st.characters(exclude_categories=["C"])))
def test_what_is_typed_is_what_is_read(text: str) -> None:
    """Characters alone make the line that they spell, with the cursor at its end."""
    assert typed(list(text)) == Line(text[:LONGEST], len(text[:LONGEST]))


@given(st.lists(KEYS), KEYS)
def test_keys_that_are_no_keys_change_nothing(keys: list[str], key: str) -> None:
    """Moving there and back, or typing and deleting, leaves the text as it was."""
    line = typed(keys)
    for there, back in (("home", "end"), ("left", "right"), (" ", "backspace")):
        assert edited(edited(line, there), back).text == line.text
    assert edited(line, "") == edited(line, ENTER) == line
    if key in {"left", "right", "home", "end"}:
        assert edited(line, key).text == line.text


@given(st.lists(KEYS))
def test_deleting_never_adds(keys: list[str]) -> None:
    """Each key that deletes leaves a shorter line or the same, made of what stood there."""
    line = typed(keys)
    for key in ("backspace", "delete", "clear", "word"):
        shorter = edited(line, key)
        left = iter(line.text)
        assert all(sign in left for sign in shorter.text)
        assert len(shorter.text) <= len(line.text)


@pytest.mark.parametrize(
    ("text", "at", "after"),
    [
        ("one two", 7, Line("one ", 4)),
        ("one two ", 8, Line("one ", 4)),
        ("one two", 5, Line("one wo", 4)),
        ("one", 3, Line("", 0)),
        ("", 0, Line("", 0)),
        ("  one", 2, Line("one", 0)),
    ],
)
def test_a_word_is_deleted_with_the_space_behind_it(text: str, at: int, after: Line) -> None:
    """Ctrl-W deletes back to the beginning of a word."""
    assert edited(Line(text, at), "word") == after


@pytest.mark.parametrize(
    ("text", "key", "after"),
    [
        ("", "down", "1"),
        ("", "up", "d"),
        ("1", "down", "2"),
        ("d", "down", "1"),
        ("1", "up", "d"),
        ("other", "down", "1"),
        ("other", "up", "d"),
    ],
)
def test_arrows_go_round(text: str, key: str, after: str) -> None:
    """Up and down go to the next choice, and from anything else to the first or the last."""
    assert edited(Line(text, len(text)), key, CHOICES) == Line(after, len(after))
    assert edited(Line(text, 0), key) == Line(text, 0)


def test_a_line_has_an_end() -> None:
    """More than a line holds is not taken; deleting makes room."""
    full = Line("x" * LONGEST, LONGEST)
    assert edited(full, "y") == full
    assert edited(edited(full, "backspace"), "y").text.endswith("xy")
