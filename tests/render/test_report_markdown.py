import re
from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from mlcareer.gaps import Report, State
from mlcareer.model.levels import LEVEL_NAMES
from mlcareer.model.people import Event, Trait
from mlcareer.model.skills import Demand, Evidence, Exclusion, SkillMap, Source
from mlcareer.render.report_markdown import report_markdown
from mlcareer.render.report_rows import (
    Besides,
    biggest,
    biggest_title,
    readiness_text,
    rows_of,
    share_text,
    verdict,
)
from mlcareer.render.self_rating_text import self_rating_words
from mlcareer.render.traits import trait_text
from support_golden import EVENTS, MAP, ROLE, TRAITS, garden_report, report_of

TODAY = "2026-11-23"
HEADINGS = [
    "Skill",
    "Level",
    "Sure",
    "Rests on",
    "You said",
    "Target",
    "Met",
    "Gap",
    "Weight",
    "Rank",
]
HOSTILE = [
    "a | b",
    "|",
    "`a | b`",
    "`|`",
    "``",
    "`",
    "\\|",
    "\\",
    "ends with \\",
    "one\ntwo",
    "one\n\n# two",
    "one\n| a | b |\n|---|---|",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<!-- x",
    "&lt;b&gt;",
    "[x](javascript:1)",
    "![x](https://evil.example/pixel)",
    "**bold**",
    "# heading",
    "- [ ] task",
    "1. item",
    "---",
    "> quote",
    "~~~",
    "Größe 你好",
]
Table = list[list[str]]


def tokens_of(markdown: str) -> list[Token]:
    """Parse Markdown, raw HTML and tables included, into one flat list of tokens."""
    flat = []
    for token in MarkdownIt("commonmark").enable("table").parse(markdown):
        flat += [token, *(token.children or [])]
    return flat


def shown(token: Token) -> str:
    """Put together what a reader sees of a block."""
    return "".join(child.content for child in token.children or ())


def tables_in(markdown: str) -> Iterator[Table]:
    """Give each table as rows of texts, the head first."""
    table: Table = []
    for token in tokens_of(markdown):
        if token.type == "table_open":
            table = []
        elif token.type == "tr_open":
            table.append([])
        elif token.type == "inline" and token.level and table and len(table[-1]) < 99:
            table[-1].append(shown(token))
        elif token.type == "table_close":
            yield table
            table = []


def page_of(report: Report, traits: Sequence[Trait] = TRAITS) -> str:
    """Lay out a report with all that may stand in it."""
    besides = Besides(
        first="Digging",
        said=trait_text(report.profile, traits),
        changed=("It moved.",),
        ad=("More on this.",),
    )
    return report_markdown(report, TODAY, besides)


def written(text: str) -> str:
    """Lay out the gardener's report with one text in every place that content may fill."""
    source = Source("almanac", text, text, text, 12, text)
    evidence = (Evidence(source, text, text, ()),)
    demands = {skill: Demand(skill, 2, "core", 3.0, text, evidence) for skill in MAP.skills}
    skills = {id_: skill._replace(name=text) for id_, skill in MAP.skills.items()}
    role = ROLE._replace(
        name=text,
        demands=demands,
        sources={"almanac": source},
        excluded=(Exclusion("lawns", text, text, evidence),),
    )
    report = report_of(SkillMap(dict.fromkeys(MAP.areas, text), skills), role, EVENTS)
    traits = [trait._replace(name=text) for trait in TRAITS]
    said = trait_text(report.profile, traits)
    in_one_line = f"In the advertisement: {' '.join(text.split())}"
    besides = Besides(first=text, said=said, changed=(text,), ad=(in_one_line,), option=text)
    return report_markdown(report, TODAY, besides)


def kinds(markdown: str) -> list[str]:
    """List what the parser found, texts and code aside, whose pieces depend on the words."""
    pieces = ("text", "code_inline", "text_special", "softbreak")
    return [token.type for token in tokens_of(markdown) if token.type not in pieces]


def test_each_skill_is_a_row_of_the_table_of_its_area() -> None:
    """Each area has a table with a row a skill, each with a cell for each heading."""
    report = garden_report()
    rows = {row.name: row for row in rows_of(report)}
    tables = [table for table in tables_in(page_of(report)) if table[0] == HEADINGS]
    assert [len(table) - 1 for table in tables] == [2, 2]
    for cells in (cells for table in tables for cells in table[1:]):
        row = rows.pop(cells[0])
        assert cells[1:] == [
            row.level,
            row.sure,
            row.basis,
            row.said,
            row.target,
            f"{row.gap.state}, {row.chance}",
            row.missing,
            row.weight,
            str(row.rank),
        ]
    assert rows == {}


def test_self_ratings_stand_beside_what_was_measured() -> None:
    """The picture of the terminal is a table here, with the same words below."""
    report = garden_report()
    points = report.self_knowledge.points
    (table,) = [table for table in tables_in(page_of(report)) if table[0][0] == "You said"]
    assert [cells[0] for cells in table[1:]] == [LEVEL_NAMES[p.rating] for p in reversed(points)]
    assert [cells[2] for cells in table[1:]] == [str(p.skills) for p in reversed(points)]
    for cells, point in zip(table[1:], reversed(points), strict=True):
        assert re.findall(r"\d\.\d", cells[1]) == [
            f"{value:.1f}" for value in (point.level, point.low, point.high)
        ]
    text = "\n".join(shown(token) for token in tokens_of(page_of(report)))
    for words in self_rating_words(report):
        assert words in text


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_changes_the_structure(text: str) -> None:
    """Whatever content writes, headings, lists and tables are those of harmless words."""
    assert kinds(written(text)) == kinds(written("Digging"))


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_breaks_a_table(text: str) -> None:
    """Pipes, backticks and line breaks leave what stands behind a name where it belongs."""
    tables = list(tables_in(written(text)))
    calm = list(tables_in(written("Digging")))
    assert len(tables) == len(calm) == 3
    for table, expected in zip(tables, calm, strict=True):
        assert [cells[1:] for cells in table] == [cells[1:] for cells in expected]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_markup(text: str) -> None:
    """Nothing that content writes is a link, a picture, a rule or HTML."""
    for token in tokens_of(written(text)):
        assert token.type not in ("html_inline", "html_block", "link_open", "image", "hr", "fence")
        assert token.type not in ("em_open", "blockquote_open", "code_block")


WORDS = st.text(st.sampled_from("ab*_`[]()<>|#\\!&;-+.1~ \n"), min_size=1).filter(str.strip)


@given(WORDS)
def test_any_name_stays_in_its_cell(text: str) -> None:
    """Whatever a skill is called, the last cells of its row are its weight and its rank."""
    for table in tables_in(written(text)):
        if len(table[0]) == len(HEADINGS):
            assert all(re.fullmatch(r"3 \d", " ".join(cells[-2:])) for cells in table[1:])


@given(st.text(st.sampled_from("ab|*_[]()<>#\\ .1-"), min_size=1).filter(str.strip))
def test_a_name_reads_as_it_was_written(text: str) -> None:
    """In a cell a reader sees the name itself, without anything that made it harmless."""
    names = {cells[0] for table in tables_in(written(text)) for cells in table[1:]}
    assert " ".join(text.split()) in names


@pytest.mark.parametrize("events", [EVENTS, EVENTS[:4], ()])
def test_the_answer_comes_first(events: tuple[Event, ...]) -> None:
    """Below the heading stand the verdict, then the share, then how many targets are met."""
    report = garden_report(events)
    text = page_of(report)
    begin, _, _ = text.partition("\n## ")
    flat = " ".join(begin.split())
    assert flat.startswith(f"# {ROLE.name}: where I stand Assessment of 2026-11-22. Page made on")
    places = [flat.index(words) for words in (verdict(report), readiness_text(report))]
    assert places == sorted(places)
    for state, number in report.readiness.counts.items():
        assert (f"{state} {number}" in flat) is bool(number)
    assert TODAY in begin


def test_the_biggest_gaps_are_numbered_with_their_reasons() -> None:
    """Each of the gaps to speak of first has its place, its standing and its reason."""
    report = garden_report()
    part = page_of(report).split("\n## ")[1]
    assert part.startswith(biggest_title(biggest(rows_of(report))))
    unmet = [gap for gap in report.gaps if gap.state is not State.MET]
    names = re.findall(r"^(\d)\. \*\*(.*)\*\*", part, re.MULTILINE)
    expected = [MAP.skills[gap.demand.skill].name for gap in unmet[:3]]
    assert names == [(str(at), name) for at, name in enumerate(expected, 1)]
    assert all(gap.demand.reason in part for gap in unmet[:3])
    assert "To begin with: Digging." in part


def test_areas_carry_their_share() -> None:
    """The heading of an area says how much of its targets is met, and how sure that is."""
    report = garden_report()
    lines = page_of(report).splitlines()
    for area, ready in report.areas.items():
        heading = f"### {MAP.areas[area]}: "
        (line,) = [line for line in lines if line.startswith(heading)]
        assert line == heading + share_text(ready).replace("<", "\\<")


def test_weights_come_with_their_sources() -> None:
    """Each skill has its importance, weight, reason and source, and each source its place."""
    text = page_of(garden_report()).partition("## Where the weights come from")[2]
    for id_, demand in ROLE.demands.items():
        assert (
            f"**{MAP.skills[id_].name}** ({demand.importance}, weight {demand.weight:g}):" in text
        )
        assert demand.reason in text
    for source in ROLE.sources.values():
        assert f"n = {source.n}" in text
        assert all(
            words in text for words in (source.title, source.date, source.note, source.place)
        )


def test_what_was_not_said_is_left_out() -> None:
    """Without ratings, traits and further words there is no empty heading or paragraph."""
    text = report_markdown(garden_report(()), TODAY)
    assert "Knowing yourself" not in text
    assert "How you like to work" not in text
    assert "To begin with" not in text
    assert re.search(r"\n\n\n", text) is None
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


def test_further_words_and_ways_of_working_are_in_the_page() -> None:
    """What only some reports have stands in the page as text."""
    text = page_of(garden_report())
    assert "\n\nIt moved.\n\nMore on this.\n" in text
    assert "suits you: patience; neither: company; does not: rain" in text


def test_what_was_left_out_on_purpose_is_named() -> None:
    """An exclusion of the role is named with its reason."""
    lawns = Exclusion("lawns", "Lawns", "They are a trade of their own.", ())
    report = report_of(MAP, ROLE._replace(excluded=(lawns,)), EVENTS)
    assert "Left out on purpose: Lawns. They are a trade of their own." in page_of(report)


def test_a_report_without_a_beginning_says_no_date() -> None:
    """Where it is not known when the assessment began, the page does not leave a hole."""
    report = garden_report()._replace(started="")
    text = page_of(report)
    assert "Assessment of" not in text
    assert f"\n\nPage made on {TODAY}.\n" in text
