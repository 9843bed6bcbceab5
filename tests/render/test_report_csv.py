import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcareer.checklists.values import from_text
from mlcareer.gaps import Report
from mlcareer.model.levels import LEVEL_NAMES
from mlcareer.model.people import Event
from mlcareer.model.plan import Claim
from mlcareer.model.skills import Demand, Evidence, SkillMap, Source
from mlcareer.render.report_csv import COLUMNS, report_csv
from mlcareer.render.report_rows import rows_of
from mlcareer.render.report_ticks import Tick, Ticks, TickState
from support_golden import EVENTS, MAP, ROLE, garden_report, report_of

HOSTILE = [
    "a, b",
    'say "x"',
    "two\nlines",
    "two\r\nlines",
    "semi;colon",
    "Größe 你好 \U0001f600",
    "'quoted'",
    "tab\there",
    " leading",
    "NULL",
    "1,5",
]
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "=cmd|' /C calc'!A0", '=HYPERLINK("x")']


def table(report: Report) -> list[dict[str, str]]:
    """Parse the report as a spreadsheet would; each row has a cell for each column."""
    rows = list(csv.reader(StringIO(report_csv(report), newline="")))
    assert all(len(row) == len(COLUMNS) for row in rows)
    assert tuple(rows[0]) == COLUMNS
    return [dict(zip(COLUMNS, row, strict=True)) for row in rows[1:]]


def written(text: str) -> Report:
    """Make the gardener's report with one text in every place that content may fill."""
    source = Source("almanac", text, text, text, 12, text)
    demands = {
        skill: Demand(skill, 2, "core", 1.5, text, (Evidence(source, text, text, (text,)),))
        for skill in MAP.skills
    }
    skills = {id_: skill._replace(name=text) for id_, skill in MAP.skills.items()}
    role = ROLE._replace(name=text, demands=demands, sources={"almanac": source})
    return report_of(SkillMap(dict.fromkeys(MAP.areas, text), skills), role, EVENTS)


@pytest.mark.parametrize("events", [EVENTS, EVENTS[:4], ()])
def test_each_skill_is_a_row_with_its_numbers(events: tuple[Event, ...]) -> None:
    """The table has each skill of the role once, ranked, with what the report knows of it."""
    report = garden_report(events)
    rows = table(report)
    assert [row["id"] for row in rows] == [gap.demand.skill for gap in report.gaps]
    assert [row["rank"] for row in rows] == [str(at) for at in range(1, len(rows) + 1)]
    for row, gap in zip(rows, report.gaps, strict=True):
        estimate = gap.estimate
        assert (row["level_low"], row["level_high"]) == (str(estimate.low), str(estimate.high))
        assert float(row["certainty"]) == pytest.approx(estimate.certainty, abs=1e-4)
        assert float(row["ability_logits"]) == pytest.approx(estimate.mean, abs=1e-4)
        assert float(row["standard_error"]) == pytest.approx(estimate.sd, abs=1e-4)
        assert float(row["chance_target_met"]) == pytest.approx(gap.chance_met, abs=1e-4)
        assert float(row["gap"]) == pytest.approx(gap.missing, abs=1e-3)
        assert float(row["score"]) == pytest.approx(gap.score, abs=1e-3)
        assert float(row["weight"]) == gap.demand.weight
        words = (gap.state.replace(" ", "-"), estimate.basis.replace(" ", "-"))
        assert (row["state"], row["basis"]) == words
        assert int(row["questions"]) == estimate.answers
        assert int(row["target"]) == gap.demand.target
        assert row["target_name"] == LEVEL_NAMES[gap.demand.target]


def test_the_chances_of_the_levels_sum_to_one() -> None:
    """The five chances of a row are those of its levels."""
    names = [column for column in COLUMNS if column.startswith("chance_")][:-1]
    assert names == [f"chance_{name.replace(' ', '_')}" for name in LEVEL_NAMES]
    for row in table(garden_report()):
        assert sum(float(row[name]) for name in names) == pytest.approx(1, abs=5e-4)


def test_what_was_not_said_is_an_empty_cell() -> None:
    """A skill without a rating has nothing in its cells, and a rating of 0 is a 0."""
    rows = {row["id"]: row for row in table(garden_report())}
    assert [rows["pruning"][c] for c in ("self_rating", "rated", "claimed_gap")] == ["", "", ""]
    assert [rows["digging"][c] for c in ("self_rating", "rated", "claimed_gap")] == [
        "3",
        "proficient",
        "0",
    ]


def test_names_of_columns_are_easy_to_use() -> None:
    """A column has a name of its own that needs no quotes in any program."""
    assert len(set(COLUMNS)) == len(COLUMNS)
    assert all(column.isidentifier() and column == column.lower() for column in COLUMNS)


def test_lines_end_as_the_standard_says() -> None:
    """Each line ends in CR and LF, the last one too (RFC 4180)."""
    text = report_csv(garden_report())
    assert text.endswith("\r\n")
    assert text.count("\r\n") == text.count("\n") == text.count("\r") == len(MAP.skills) + 1


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_comes_back_as_it_was(text: str) -> None:
    """Commas, quotes, line breaks and other scripts neither break a row nor change."""
    for row in table(written(text)):
        assert row["skill"] == text
        assert row["reason"] == text
        assert text in row["sources"]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_is_made_a_text(text: str) -> None:
    """What a spreadsheet would work out gets an apostrophe before it and is otherwise the same."""
    for row in table(written(text)):
        assert row["skill"] == f"'{text}"
        assert row["reason"] == f"'{text}"


@given(st.text(st.sampled_from("=+-@\t\r\n ,;\"'|a1\u00e9"), min_size=1, max_size=8))
def test_no_cell_of_words_begins_a_formula(text: str) -> None:
    """Whatever content writes, no cell but a number begins with the sign of a formula."""
    for row in table(written(text)):
        assert from_text(row["skill"]) == text
        assert from_text(row["reason"]) == text
        for cell in row.values():
            if cell.startswith(("=", "+", "-", "@", "\t", "\r")):
                float(cell)


def test_ticks_of_other_roles_make_no_columns() -> None:
    """Where nothing was ticked of what the role asks for, the table is as without ticks."""
    claim = Claim("elsewhere.1", "2026-11-20", "2026-11-20T18:00:00+00:00")
    tick = Tick(claim, 1, TickState.CLAIMED, 0.5)
    report = garden_report()
    plain = report_csv(report)
    assert report_csv(report, {"elsewhere": Ticks((tick,)), "digging": Ticks()}) == plain
    assert report_csv(report, {"digging": Ticks((tick,))}) != plain


def test_the_words_are_those_of_the_other_forms() -> None:
    """Level and name are said as everywhere else in the report."""
    report = garden_report()
    for row, words in zip(table(report), rows_of(report), strict=True):
        assert (row["skill"], row["level"]) == (words.name, words.level)
        assert row["area"] == MAP.skills[row["id"]].area
        assert row["importance"] == words.gap.demand.importance


def test_an_empty_report_is_its_heading() -> None:
    """A role that asks for nothing gives the names of the columns and no row."""
    report = report_of(MAP, ROLE._replace(demands={}), ())
    assert table(report) == []
    assert report_csv(report).count("\n") == 1
