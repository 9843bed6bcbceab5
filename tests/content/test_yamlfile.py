import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from mlcareer.content.raw_file import MAX_BYTES
from mlcareer.content.yamlfile import (
    FORMAT,
    MAX_DEPTH,
    MOST_PROBLEMS,
    Field,
    check_format,
    close_match,
    collect,
    foremost,
    parse_yaml,
    read_yaml,
)
from mlcareer.errors import ContentError, ExitCode, Problem
from spoiling import complaints, field_of

SYNTAX = "not valid YAML: "
ANCHOR = "anchors (&name) are not allowed; write the value out"
ALIAS = "aliases (*name) are not allowed; write the value out"
TAG = "tags (!name) are not allowed; only plain values are read"
DEEP = f"nested deeper than {MAX_DEPTH} levels"
LARGE = "larger than 4 MB; make several files of it"
NOT_UTF8 = "not UTF-8; save the file as UTF-8"


def parse(text: str) -> Field:
    """Parse a text as if it stood in f.yaml."""
    return parse_yaml(text.encode(), "f.yaml")


def value_of(text: str) -> Field:
    """Parse a text as the only value of a mapping."""
    return parse(f"key: {text}").entries()["key"]


def test_every_field_knows_its_line() -> None:
    """Mappings, lists, list items, blocks of text and quoted texts start on the line they say."""
    top = parse(
        "# head\n\na: 1\nb:\n  - x\n  -\n    y\nc: |\n  two\n  lines\nd: 'z'\ne: {f: [g]}\n"
    )
    entries = top.entries()
    of_b = entries["b"].items()
    of_e = entries["e"].entries()

    assert (top.line, entries["a"].line, entries["d"].line) == (3, 3, 11)
    assert [of_b[0].line, of_b[1].line] == [5, 7]
    assert (entries["c"].line, of_e["f"].line, of_e["f"].items()[0].line) == (8, 12, 12)


@pytest.mark.parametrize("text", ["a: 1\r\nb: |\r\n  x\r\n  y\r\n", "\ufeffa: 1\nb: |\n  x\n  y\n"])
def test_files_of_other_systems_read_the_same(text: str) -> None:
    """Windows line ends and a byte order mark change neither texts nor lines."""
    entries = parse(text).entries()

    assert list(entries) == ["a", "b"]
    assert (entries["b"].text(), entries["b"].line) == ("x\ny", 2)


@pytest.mark.parametrize(
    ("raw", "complaint"),
    [
        (b"a: 1\nb: 2\na: 3\n", "3: key 'a' stands twice; remove one"),
        (b"a:\n  b: 1\n  'b': 2\n", "3: key 'b' stands twice; remove one"),
        (b"a: 1\nb: &x 2\n", f"2: {ANCHOR}"),
        (b"a:\n  - &x [1]\n", f"2: {ANCHOR}"),
        (b"? &x k\n: 1\n", f"1: {ANCHOR}"),
        (b"a: 1\nb: *x\n", f"2: {ALIAS}"),
        (b"a: &x [*x, *x]\n", f"1: {ANCHOR}"),
        (b"a: 1\nb: !!python/object/apply:os.system ['true']\n", f"2: {TAG}"),
        (b"a: 1\n!x b: 2\n", f"2: {TAG}"),
        (b"a: !!str 1\n", f"1: {TAG}"),
        (b"a: 1\n---\nb: 2\n", "2: a second document (---) is not allowed"),
        (b"a: 1\nb: '\xff'\n", f"2: {NOT_UTF8}"),
        ("a: é\n".encode("latin-1"), f"1: {NOT_UTF8}"),
        ("a: 1\n".encode("utf-16"), f"1: {NOT_UTF8}"),
        (b"a: \xed\xa0\x80\n", f"1: {NOT_UTF8}"),
        (b'a: 1\nb: "\\x07"\n', "2: control character U+0007 is not allowed; take it out"),
        (b'a: 1\nb: "\\x1b[31m"\n', "2: control character U+001B is not allowed; take it out"),
        (
            "a: 1\nb: \u202ex\n".encode(),
            "2: invisible character U+202E is not allowed; take it out",
        ),
        (b"a: 1\n? [b]\n: 2\n", "2: a key must be a plain word"),
        (b"a: 1\n? {b: 1}\n: 2\n", "2: a key must be a plain word"),
        (
            b"a: 1\nb: c: d\n",
            (
                f"2: {SYNTAX}mapping values are not allowed in this context at column 5;"
                " put a text with a colon in quotation marks"
            ),
        ),
        (
            b"a:\n\t- 1\n",
            (
                f"2: {SYNTAX}found character that cannot start any token at column 1;"
                " use spaces, and quotation marks around such signs"
            ),
        ),
        (b"a: 1\n...\nb: 2\n", f"3: {SYNTAX}did not find expected <document start> at column 1"),
        (b'a: 1\nb: "\\q"\n', f"2: {SYNTAX}found unknown escape character at column 5"),
        (b"- " * (MAX_DEPTH + 1) + b"a", f"1: {DEEP}"),
    ],
)
def test_what_content_may_not_hold_is_refused(raw: bytes, complaint: str) -> None:
    """Each bad file gives one complaint, with its line and what is wrong."""
    assert complaints(lambda: parse_yaml(raw, "f.yaml")) == [f"f.yaml:{complaint}"]


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\x7f"])
def test_a_raw_control_character_is_complained_about_where_it_stands(character: str) -> None:
    """The complaint about a control character in the bytes of a file names its line."""
    found = complaints(lambda: parse(f"a: 1\nb: 2\nc: x{character}y\n"))

    assert [line.split(":")[:2] for line in found] == [["f.yaml", "3"]]


@pytest.mark.parametrize("text", ["- " * MAX_DEPTH + "a", "[" * MAX_DEPTH + "]" * MAX_DEPTH])
def test_the_deepest_nesting_allowed_is_read(text: str) -> None:
    """The limit itself is still allowed."""
    field, depth = parse(text), 0
    while isinstance(field.value, list) and field.value:
        field, depth = field.items()[0], depth + 1

    assert depth in {MAX_DEPTH - 1, MAX_DEPTH}


@pytest.mark.parametrize("unit", ["[", "{a: ", "- ", "[1,", "a: [", "{", "? ", "&a [", "!t ["])
def test_a_million_brackets_are_refused_at_once(unit: str) -> None:
    """A file made to exhaust the parser is refused from its beginning, not after all of it."""
    raw = (unit * 1_000_000)[:MAX_BYTES].encode()
    found = complaints(lambda: parse_yaml(raw, "f.yaml"))

    # Whoever read all of it would be told of its end, where nothing is closed.
    assert "unexpected end" not in found[0]
    assert len(found) == 1
    assert found[0].startswith("f.yaml:1: ")


def test_wide_files_are_read_to_their_end() -> None:
    """A list of as many entries as nobody writes by hand is read whole."""
    field = parse("- " + "x" * 1_000 + "\n- y\n" * 100_000)

    assert len(field.items()) == 100_001


def test_too_large_a_file_is_refused(tmp_path: Path) -> None:
    """The largest size allowed is read, one byte more is refused."""
    path = tmp_path / "large.yaml"
    with path.open("wb") as stream:
        stream.truncate(MAX_BYTES + 1)

    assert parse("#" * MAX_BYTES).value == ""
    assert complaints(lambda: parse("#" * (MAX_BYTES + 1))) == [f"f.yaml:1: {LARGE}"]
    assert complaints(lambda: read_yaml(path)) == [f"large.yaml:1: {LARGE}"]


def test_files_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    """A missing file and a folder in place of a file are complaints; the name shown may differ."""
    no_file = tmp_path / "none.yaml"

    assert complaints(lambda: read_yaml(no_file))[0].startswith("none.yaml:0: cannot be read: No ")
    assert complaints(lambda: read_yaml(no_file, "yours"))[0].startswith("yours:0: cannot be read")
    assert ": cannot be read: " in complaints(lambda: read_yaml(tmp_path))[0]


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "---\n", "~", "null"])
def test_an_empty_file_is_an_empty_text(text: str) -> None:
    """A file without content is read, and is no mapping."""
    assert parse(text).value == ""
    assert complaints(parse(text).entries)[0].endswith(
        "(key: value) was expected here; nothing stands here"
    )


def test_the_norwegian_list_survives() -> None:
    """Words that other readers of YAML take for true, false, numbers or dates stay texts."""
    words = (
        "no, No, NO, yes, Yes, on, off, y, n, true, 1:30, 012, 0x1F, 2022-03-23, .5e3, =, <<, 3.10"
    )

    assert ", ".join(parse(f"[{words}]").texts()) == words
    assert ", ".join(parse(f"- {words.replace(', ', chr(10) + '- ')}").texts()) == words


def test_a_merge_key_merges_nothing() -> None:
    """The key << is a key like another."""
    assert list(parse("<<: {a: 1}\nb: 2").entries()) == ["<<", "b"]


@pytest.mark.parametrize("quoted", ["'3'", '"3"', ">-\n  3", "|-\n  3"])
def test_a_quoted_number_is_a_text(quoted: str) -> None:
    """Only a plain 3 is a number; in quotes or as a block it is the text 3."""
    field = value_of(quoted)

    assert field.text() == "3"
    assert complaints(lambda: field.integer(1, 4))[0].endswith(
        "a number from 1 to 4 was expected here"
    )
    assert value_of("3").integer(1, 4) == 3
    assert value_of("3").text() == "3"


@pytest.mark.parametrize("empty", ["", "~", "null", "''", "'  '", '"\\n"'])
def test_an_empty_value_is_no_text(empty: str) -> None:
    """Nothing, null and white space are not taken for a text."""
    assert complaints(value_of(empty).text) == [
        "f.yaml:1: a text was expected here; # begins a comment"
    ]


def test_words_for_nothing_are_texts_in_quotes() -> None:
    """An option of a question may read null or ~ when it is quoted."""
    assert [value_of(text).text() for text in ("'null'", '"~"')] == ["null", "~"]


@pytest.mark.parametrize(
    ("text", "read", "message"),
    [
        ("[a]", Field.text, "a text was expected here"),
        ("a", Field.items, "a list was expected here; write [a]"),
        ("a", Field.texts, "a list was expected here; write [a]"),
        ("[a, [b]]", Field.texts, "a text was expected here"),
        ("[a]", Field.entries, "a mapping (key: value) was expected here"),
        ("yes", Field.boolean, "true or false was expected here"),
        ("'true'", Field.boolean, "true or false was expected here"),
        ("five", lambda f: f.number(0, 1), "a number from 0 to 1 was expected here"),
        ("1.01", lambda f: f.number(0, 1), "a number from 0 to 1 was expected here"),
        ("nan", lambda f: f.number(0, 1), "a number from 0 to 1 was expected here"),
        ("inf", lambda f: f.number(0, 1), "a number from 0 to 1 was expected here"),
        ("2.5", lambda f: f.integer(1, 4), "a whole number from 1 to 4 was expected here"),
        ("1e400", lambda f: f.integer(1, 4), "a number from 1 to 4 was expected here"),
        ("rad", lambda f: f.one_of(["red"], "tint"), "unknown tint 'rad'. Did you mean 'red'?"),
        ("x", lambda f: f.one_of(["red", "blue"], "tint"), "unknown tint 'x'. Known: red, blue."),
        (
            "x",
            lambda f: f.one_of("abcdefgh", "tint"),
            f"unknown tint 'x'. Known: {', '.join('abcdefgh')}.",
        ),
        ("x", lambda f: f.one_of("abcdefghi", "tint"), "unknown tint 'x'."),
        ("{bux: 2}", lambda f: f.record((), ("box",)), "unknown key 'bux'. Did you mean 'box'?"),
        ("{a: 1, b: 2}", lambda f: f.record(("a",), ("box",)), "unknown key 'b'. Known: a, box."),
        ("{a: 1}", lambda f: f.record(("a", "box")), "missing key 'box'"),
    ],
)
def test_a_value_of_another_form_is_refused(
    text: str, read: Callable[[Field], object], message: str
) -> None:
    """Each way of reading complains about a value that it cannot take, and says what it wants."""
    assert complaints(lambda: read(value_of(text))) == [f"f.yaml:1: {message}"]


def test_values_are_read_as_asked() -> None:
    """Numbers at both ends of a range, truth values, lists and mappings come out as written."""
    assert [value_of(text).number(-1, 1) for text in ("-1", "0.25", "1", "1e-3")] == [
        -1,
        0.25,
        1,
        0.001,
    ]
    assert [value_of(text).boolean() for text in ("true", "false")] == [True, False]
    assert value_of("[]").texts() == ()
    assert list(value_of("{b: 1, a: 2}").record(("a",), ("b", "c"))) == ["b", "a"]
    assert value_of("|\n  a\n  b\n\n").text() == "a\nb"


def test_what_is_no_utf8_is_found_behind_a_mark_at_the_beginning() -> None:
    """The mark that some editors write first counts for no line and no column."""
    for mark in (b"", b"\xef\xbb\xbf"):
        with pytest.raises(ContentError) as caught:
            parse_yaml(mark + b"a: 1\nab\xff: 2\n", "f")
        (problem,) = caught.value.problems
        assert (problem.line, problem.column) == (2, 3)
        assert problem.message == "not UTF-8; save the file as UTF-8"


def test_a_key_of_any_length_is_complained_about_in_a_short_line() -> None:
    """What a stranger wrote is quoted as far as anybody would read it."""
    key = "a" * 15_000
    (found,) = complaints(lambda: parse_yaml(f"? {key}\n: 1\n? {key}\n: 2\n".encode(), "f"))

    assert found.startswith("f:3: key 'aaa")
    assert len(found) < 700


def test_collect_names_all_problems_at_once() -> None:
    """One bad entry does not hide the next; complaints stand in the order of the file."""
    top = parse("d: 9\na: 1\nc: x\nb: 2\n").entries()
    found = complaints(lambda: collect(top.items(), lambda _, field: field.integer(1, 4)))

    assert [line.split(":")[1] for line in found] == ["1", "3"]
    assert collect([("a", top["a"])], lambda _, field: field.integer(1, 4)) == {"a": 1}


def test_the_error_carries_its_problems(tmp_path: Path) -> None:
    """The text of the error is one line a problem, its exit code that of wrong usage."""
    path = tmp_path / "f.yaml"
    with pytest.raises(ContentError) as caught:
        field_of(path, "a: 1\na: 2\n")

    assert str(caught.value) == f"{path}:2: key 'a' stands twice; remove one"
    assert caught.value.exit_code == ExitCode.USAGE


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("pyhton", " Did you mean 'python'?"),
        ("zzz", ""),
        ("", ""),
        ("jav", " Did you mean 'java'?"),
    ],
)
def test_close_match_is_the_end_of_a_sentence(word: str, hint: str) -> None:
    """A near miss is named with a question mark, anything else is not guessed at."""
    assert close_match(word, iter(("python", "java", "r"))) == hint


LETTERS = st.characters(exclude_categories=("C", "Z")) | st.sampled_from(" \n\t\u00a0")
TEXTS = st.text(LETTERS, max_size=30) | st.sampled_from(["no", "3", "null", "~", "<<", "=", "a: b"])
NUMBERS = st.integers(-(2**50), 2**50) | st.floats(allow_nan=False, allow_infinity=False)
LEAVES = st.none() | st.booleans() | NUMBERS | TEXTS
WEIRD = st.text(st.sampled_from("ab1:-?[]{},#&*!|>'\"%@`~= \t\r\n\\\x00\u2028é"), max_size=60)


def trees(depth: int) -> st.SearchStrategy[Any]:
    """Make structures as JSON has them, of no more than a depth."""
    if depth == 0:
        return LEAVES
    inner = trees(depth - 1)
    lists = st.lists(inner, max_size=4)
    return LEAVES | lists | st.dictionaries(TEXTS, inner, max_size=4)


def assert_same(field: Field, value: object) -> None:
    """Compare what was read with what was written."""
    match value:
        case None:
            assert field.value == ""
        case bool():
            assert field.boolean() is value
        case int() | float():
            assert field.number(float("-inf"), float("inf")) == value
        case str():
            assert field.value == value
            assert not (field.plain and value.isdecimal())
        case list():
            for item, one in zip(field.items(), value, strict=True):
                assert_same(item, one)
        case Mapping():
            assert list(field.entries()) == list(value)
            for entry, one in zip(field.entries().values(), value.values(), strict=True):
                assert_same(entry, one)
        case _:
            pytest.fail(f"not JSON: {value!r}")


@settings(deadline=None)
@given(trees(4), st.booleans(), st.sampled_from([None, True, False]))
def test_what_was_dumped_is_read_back(value: object, raw: bool, flow: bool | None) -> None:
    """Any structure of JSON, written by PyYAML in any of its styles, comes back unchanged."""
    text = yaml.safe_dump(value, allow_unicode=raw, default_flow_style=flow, sort_keys=False)

    assert_same(parse(text), value)


@settings(deadline=None, max_examples=400)
@given(st.binary() | WEIRD.map(str.encode))
def test_no_bytes_break_the_reader(raw: bytes) -> None:
    """Whatever the bytes, they are read or refused with a file and a line; nothing else happens."""
    try:
        value = parse_yaml(raw, "f.yaml").value
    except ContentError as error:
        problems = error.problems
    else:
        problems = ()
        assert isinstance(value, str | list | dict)

    assert all(p.file == "f.yaml" and p.line >= 1 and p.message for p in problems)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_json_may_write_a_character_in_two_halves(text: str) -> None:
    """What a JSON library writes by default, escapes and all, reads as the same text."""
    printable = "".join(sign for sign in text if sign.isprintable() or ord(sign) > 0xFFFF)
    raw = json.dumps({"a": f"x{printable}x\\ud83d\\ude00"}).encode()
    try:
        found = parse_yaml(raw, "a.json").entries()["a"].text()
    except ContentError:
        assume(False)
    assert found.split() == f"x{printable}x\\ud83d\\ude00".split()


@pytest.mark.parametrize("number", [0, 1, MOST_PROBLEMS - 1, MOST_PROBLEMS])
def test_as_many_complaints_as_are_listed_are_listed(number: int) -> None:
    """Only where there are more does another line say so, at the place of the first left out."""
    problems = [Problem("f", line, "wrong") for line in range(1, number + 3)]
    more = [Problem("f", MOST_PROBLEMS + 1, "and more than these is wrong; mend these first")]

    assert list(foremost(problems[:number])) == problems[:number]
    if number == MOST_PROBLEMS:
        assert list(foremost(problems)) == problems[:number] + more


def test_the_format_that_is_known_is_read() -> None:
    """The newest form of files is no newer than the program knows."""
    check_format(parse(f"format: {FORMAT}").entries())
    found = complaints(lambda: check_format(parse(f"format: {FORMAT + 1}").entries()))

    assert found[0].startswith(f"f.yaml:1: format {FORMAT + 1} is newer than this program knows")
