import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcareer.model.skills import Demand, Evidence, Source
from mlcareer.render.evidence import cited, importance_text
from mlcareer.render.page import Page, indent
from mlcareer.render.report_html import report_html
from mlcareer.render.report_markdown import report_markdown
from mlcareer.render.report_rows import NOTHING, Besides, paragraph
from mlcareer.render.report_text import report_text
from support_golden import ROLE, garden_report

FULL = Besides(
    first="Digging",
    said="How you like to work: outside.",
    changed=("What moved: nothing.",),
    ad=("The advertisement asks for a spade.",),
    option="--role herbalist",
)
NO_AD = FULL._replace(ad=())
BOOK = Source("book", "A book", "the shelf", "2024", 12, "A note.")


def flat(text: str) -> str:
    """Join the lines of a text."""
    return " ".join(text.split())


def shown(besides: Besides, *, why: bool = False) -> str:
    """Lay out the gardener's report, as one line."""
    return flat(report_text(Page(width=110), garden_report(), besides, why=why))


@pytest.mark.parametrize(
    ("option", "written"),
    [
        ("", "mlcareer roadmap"),
        ("--role herbalist", "mlcareer roadmap --role herbalist"),
        ("--role 'my role.yaml'", "mlcareer roadmap --role 'my role.yaml'"),
    ],
)
def test_a_command_names_the_role(option: str, written: str) -> None:
    """What names the role stands behind the command, and nothing where it is the usual one."""
    assert Besides(option=option).command("roadmap") == written


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1))
def test_a_command_is_read_back_as_it_was_meant(name: str) -> None:
    """A shell takes a command apart into the words that it was made of, whatever the name."""
    command = Besides(option=f"--role {shlex.quote(name)}").command("report --why")
    assert shlex.split(command) == ["mlcareer", "report", "--why", "--role", name]


def test_without_anything_besides_nothing_is_said() -> None:
    """A report that has no more to say is the same with and without the empty value."""
    assert Besides() == NOTHING
    assert report_text(Page(), garden_report()) == report_text(Page(), garden_report(), NOTHING)
    text = shown(NOTHING)
    assert "Begin with" not in text
    assert "--role" not in text
    assert "mlcareer sources" in text


def test_each_part_stands_in_its_place() -> None:
    """What moved and the advertisement follow the gaps, ways of working stand near the end."""
    text = shown(FULL)
    parts = ["Begin with Digging: ", *FULL.changed, *FULL.ad, "All skills, by area", FULL.said]
    places = [text.index(part) for part in parts]
    assert places == sorted(places)
    assert all(text.count(part) == 1 for part in parts)


@pytest.mark.parametrize("why", [False, True])
def test_every_hint_carries_the_role(why: bool) -> None:
    """No command about the role is written without what names it."""
    text = shown(NO_AD, why=why)
    skill = garden_report().gaps[0].demand.skill
    for command in ("sources", "roadmap", f"report {skill}"):
        assert text.count(f"mlcareer {command}") == text.count(f"mlcareer {command} --role")
        assert f"mlcareer {command} --role herbalist" in text
    assert "mlcareer report --role herbalist --format html -o report.html" in text
    assert ("mlcareer report --role herbalist --why" in text) is not why


def test_an_advertisement_has_no_roadmap() -> None:
    """Commands that know no advertisement are not offered for one."""
    text = shown(FULL._replace(option="--ad job.html"))
    assert "mlcareer roadmap" not in text
    assert "mlcareer sources" not in text
    assert "mlcareer report --ad job.html --why" in text


def test_the_page_has_the_same_parts() -> None:
    """A Markdown page says all that the text says besides, each in a paragraph of its own."""
    page = report_markdown(garden_report(), "2026-11-22", FULL)
    for part in (*FULL.changed, *FULL.ad, FULL.said):
        assert f"\n\n{part}\n" in page
    assert "To begin with: Digging." in page


def test_an_area_is_named_in_the_title() -> None:
    """A report on an area says of which role and which area it is, in text and on the page."""
    report = garden_report()._replace(area="soil")
    assert report.title == f"{ROLE.name}: Soil"
    assert report_text(Page(), report).startswith(f"{ROLE.name}: Soil. ")
    assert report_markdown(report, "2026-11-22").startswith(f"# {ROLE.name}: Soil: ")
    assert garden_report().title == ROLE.name


@pytest.mark.parametrize(
    ("evidence", "named"),
    [
        ((), ""),
        ((Evidence(BOOK, "", "", ()),), " (book, n = 12, 2024)"),
        ((Evidence(BOOK, "", "", ("A1", "B2")),), " (book: A1, B2, n = 12, 2024)"),
        (
            (Evidence(BOOK, "", "", ("A1",)), Evidence(BOOK, "spades", "9 of 12", ())),
            " (book: spades 9 of 12, n = 12, 2024)",
        ),
    ],
)
def test_an_importance_names_its_best_source(evidence: tuple[Evidence, ...], named: str) -> None:
    """The source with a count is named, else the first; without any there are no brackets."""
    demand = Demand("digging", 2, "core", 1.5, "It is needed.", evidence)
    assert importance_text(demand) == f"Core, weight 1.5: It is needed.{named}"
    assert all(cited(one).startswith("book") for one in evidence)


def test_a_list_in_a_paragraph_stays_a_list() -> None:
    """Items behind hyphens become items in Markdown and on the page, whatever they hold."""
    text = "Asked for: 2 skills\n- Digging <deep> (line 3)\n- *Compost* (line 4)"
    assert paragraph(text).sentences == ("Asked for: 2 skills",)
    assert paragraph(text).items == ("Digging <deep> (line 3)", "*Compost* (line 4)")

    page = report_markdown(garden_report(), "2026-11-22", Besides(ad=(text,)))
    items = "- Digging \\<deep\\> (line 3)\n- \\*Compost\\* (line 4)"
    assert f"\n\nAsked for: 2 skills\n\n{items}\n" in page
    html = report_html(garden_report(), "2026-11-22", Besides(ad=(text,)))
    assert "<p>Asked for: 2 skills</p>" in html
    assert "<li>Digging &lt;deep&gt; (line 3)</li>" in html


def test_an_advertisement_keeps_its_lines_for_a_page() -> None:
    """Where a page breaks its own lines, no sentence and no item is broken before."""
    long = "word " * 60
    assert indent(long, Page(wraps=False)) == long.strip()
    assert "\n" in indent(long, Page())
