import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from mlcareer.errors import Problem, visible
from mlcareer.model.remarks import Remark, Severity
from mlcareer.render.page import Page
from mlcareer.render.remarks import Listed, remarks_github, remarks_json, remarks_text

FILE = "garden/skills.yaml"
SIGNS = "abc :'\"機械é\t\x1b\u202e\u200b\u0301🌱"
LINES = st.text(SIGNS, max_size=300)
TEXTS = st.text(f"{SIGNS}%,\n\r", min_size=1, max_size=60)
SEVERITIES = st.sampled_from(Severity)


def remark(  # noqa: PLR0913, PLR0917 - a factory names what a test wants to differ
    message: str = "no such skill",
    line: int = 3,
    column: int = 5,
    severity: Severity = Severity.ERROR,
    lint: str = "",
    remedy: str = "",
) -> Remark:
    """Make a remark about the skills of a garden."""
    return Remark(severity, Problem(FILE, line, message, column), lint, remedy)


def text(one: Remark, line: str | None = None, width: int = 80) -> list[str]:
    """List the rows in which a remark is told."""
    lines = {} if line is None else {(FILE, one.problem.line): line}
    return remarks_text(Page(width=width), [one], lines).splitlines()


# For people


@pytest.mark.parametrize(
    ("one", "first"),
    [
        (remark(), "garden/skills.yaml:3:5: error: no such skill"),
        (remark(column=0), "garden/skills.yaml:3: error: no such skill"),
        (remark(line=0, column=0), "garden/skills.yaml: error: no such skill"),
        (
            remark(severity=Severity.WARNING, lint="L08"),
            "garden/skills.yaml:3:5: warning L08: no such skill",
        ),
        (
            remark(severity=Severity.REPORT, lint="L17"),
            "garden/skills.yaml:3:5: report L17: no such skill",
        ),
    ],
)
def test_a_remark_begins_with_its_place(one: Remark, first: str) -> None:
    """File, line and column come first, as editors look for them, as far as they are known."""
    assert text(one) == [first]


def test_the_line_is_quoted_with_a_mark() -> None:
    """The line stands below with its number, and a mark below the column."""
    assert text(remark(), "    requires: [digging]")[1:] == [
        "    3 |     requires: [digging]",
        "      |     ^",
    ]
    assert text(remark(line=12345, column=1), "x")[1:] == ["12345 | x", "      | ^"]


@pytest.mark.parametrize("line", [1, 99_999, 100_000, 12_345_678])
def test_the_mark_keeps_its_place_in_long_files(line: int) -> None:
    """However many digits the number of a line has, the mark stands below its column."""
    _, quoted, mark = text(remark(line=line, column=7), "key: [value]")
    assert quoted.endswith(f"{line} | key: [value]")
    assert mark.index("^") == quoted.index("value")
    assert mark.index("|") == quoted.index("|")


def test_without_a_column_the_line_has_no_mark() -> None:
    """Where the whole line is meant nothing points into it."""
    assert text(remark(column=0), "  - x ")[1:] == ["    3 |   - x"]


def test_what_to_do_stands_below() -> None:
    """The remedy comes last, broken to the width of the page."""
    rows = text(remark(remedy="Shorten the key, or say as much in the others."), "x", width=30)
    assert rows[-1].startswith("        ")
    assert [row.strip(" =") for row in rows[3:]] == [
        "Shorten the key, or",
        "say as much in the",
        "others.",
    ]
    assert rows[3].startswith("      = ")


def test_remarks_follow_each_other() -> None:
    """Each is a block of its own, in the order given, with its own line."""
    lines = {(FILE, 3): "three", (FILE, 4): "four", ("other", 3): "not this one"}
    told = remarks_text(Page(), [remark(), remark("else", line=4, column=1)], lines)
    assert told == (
        "garden/skills.yaml:3:5: error: no such skill\n"
        "    3 | three\n"
        "      |     ^\n"
        "garden/skills.yaml:4:1: error: else\n"
        "    4 | four\n"
        "      | ^\n"
    )
    assert remarks_text(Page(), [], {}) == ""


def test_colour_marks_how_grave_it_is() -> None:
    """With colour the word for the severity is painted, and nothing else differs."""
    for severity in Severity:
        one = remark(severity=severity, lint="L01")
        painted = remarks_text(Page(color=True), [one], {})
        assert f"m{severity} L01\x1b[0m: no such skill" in painted
        assert re.sub(r"\x1b\[[0-9;]*m", "", painted) == remarks_text(Page(), [one], {})


@given(line=LINES, column=st.integers(1, 320), width=st.integers(10, 220))
def test_the_mark_is_below_its_character(line: str, column: int, width: int) -> None:
    """Whatever stands before it and however wide that is, the mark meets the right character."""
    rows = text(remark(column=column), line, width)
    quoted, mark = rows[1][8:], rows[2]
    at = mark.index("^") - 8

    assert mark == f"      | {' ' * at}^"
    below = [i for i in range(len(quoted) + 1) if cell_len(quoted[:i]) == at]
    wanted = visible(line[column - 1 : column]).rstrip()
    if wanted and cell_len(wanted):
        assert any(quoted[i:].startswith(wanted[:4]) for i in below), (quoted, at)


@given(line=LINES, column=st.integers(0, 300), width=st.integers(10, 220))
def test_what_is_quoted_fits_and_is_part_of_the_line(line: str, column: int, width: int) -> None:
    """The quoted part is no wider than the window, or than 28 columns where it is narrower."""
    rows = text(remark(column=column), line, width)
    assert all(cell_len(row) <= max(width, 28) for row in rows[1:])
    assert rows[1][8:] in visible(line)
    if cell_len(visible(line)) <= max(width - 8, 20) - 4 and column <= len(line):
        assert rows[1][8:] == visible(line).rstrip()


def test_a_line_of_millions_is_quoted_at_once() -> None:
    """Of a line that nobody can read only the part around the mistake is looked at."""
    line = "x" * 4_000_000 + "!" + "y" * 10
    rows = text(remark(column=4_000_001), line)
    assert rows[1][rows[2].index("^")] == "!"
    assert len(rows[1]) <= 80


@given(message=TEXTS, line=LINES, severity=SEVERITIES)
def test_nothing_reaches_the_terminal_raw(message: str, line: str, severity: Severity) -> None:
    """No sign of a stranger moves, rings, colours or hides, and none makes a line of its own."""
    one = Remark(severity, Problem(f"{message}.yaml", 3, message, 2))
    rows = remarks_text(Page(), [one], {(one.problem.file, 3): line}).split("\n")
    assert all(row.isprintable() for row in rows)
    assert len(rows) == 4
    assert remarks_github([one])[:-1].isprintable()


# As annotations


@pytest.mark.parametrize(
    ("one", "line"),
    [
        (remark(), "::error file=garden/skills.yaml,line=3,col=5::no such skill"),
        (remark(column=0), "::error file=garden/skills.yaml,line=3::no such skill"),
        (remark(line=0, column=0), "::error file=garden/skills.yaml,line=1::no such skill"),
        (
            remark(severity=Severity.WARNING, lint="L08", remedy="Take it out."),
            "::warning file=garden/skills.yaml,line=3,col=5,title=L08::no such skill. Take it out.",
        ),
        (
            remark("Really?", severity=Severity.REPORT, lint="L17", remedy="Look."),
            "::notice file=garden/skills.yaml,line=3,col=5,title=L17::Really? Look.",
        ),
        (
            remark("100 %, a: b\r\nc\x1b"),
            "::error file=garden/skills.yaml,line=3,col=5::100 %25, a: b%0D%0Ac<U+001B>",
        ),
    ],
)
def test_an_annotation_is_one_line(one: Remark, line: str) -> None:
    """Severity, place and rule are properties, and the message stands behind them."""
    assert remarks_github([one]) == f"{line}\n"


@given(file=TEXTS, message=TEXTS, severity=SEVERITIES)
def test_an_annotation_can_be_taken_apart(file: str, message: str, severity: Severity) -> None:
    """As the runner of workflows reads it, file and message come out as they were."""
    line = remarks_github([Remark(severity, Problem(file, 7, message, 2))])
    assert line.count("\n") == 1
    command, _, said = line[2:-1].partition("::")
    _, _, properties = command.partition(" ")
    told = dict(pair.split("=", 1) for pair in properties.split(","))

    def plain(value: str) -> str:
        for code, sign in (("%2C", ","), ("%3A", ":"), ("%0A", "\n"), ("%0D", "\r")):
            value = value.replace(code, sign)
        return value.replace("%25", "%")

    def seen(value: str) -> str:
        return "".join(sign if sign in "\r\n" else visible(sign) for sign in value)

    assert (plain(told["file"]), told["line"], told["col"]) == (seen(file), "7", "2")
    assert plain(said) == seen(message)


# For programs


def test_json_has_all_that_is_known() -> None:
    """Each remark has all keys; what is not known is null, and what stops is an error as well."""
    whole = remark("missing", line=0, column=0, severity=Severity.WARNING, lint="L25", remedy="Do.")
    listed = Listed(["garden"], 4, [remark(), whole], 7, [remark()])
    said = json.loads(remarks_json(listed, {(FILE, 3): "  a: \x1b"}))

    assert said["command"] == "content check"
    assert said["data"] == {
        "folders": ["garden"],
        "questions": 4,
        "remarks": [
            {
                "severity": "error",
                "lint": "",
                "file": FILE,
                "line": 3,
                "column": 5,
                "message": "no such skill",
                "quoted": "  a: \x1b",
                "remedy": "",
            },
            {
                "severity": "warning",
                "lint": "L25",
                "file": FILE,
                "line": None,
                "column": None,
                "message": "missing",
                "quoted": None,
                "remedy": "Do.",
            },
        ],
        "left_out": 7,
    }
    place = {"file": FILE, "line": 3, "column": 5}
    assert said["errors"] == [{"code": "content", "message": "no such skill", **place}]


@given(message=TEXTS, line=LINES)
def test_json_is_plain_and_keeps_every_sign(message: str, line: str) -> None:
    """Texts come back as they were, and the output is ASCII without control characters."""
    one = remark(message)
    out = remarks_json(Listed([FILE], 1, [one]), {(FILE, 3): line})
    (said,) = json.loads(out)["data"]["remarks"]
    assert (said["message"], said["quoted"]) == (message, line)
    assert out.isascii()
    assert out.replace("\n", "").isprintable()
