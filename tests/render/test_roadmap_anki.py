import csv
import re
from dataclasses import replace
from html.parser import HTMLParser
from io import StringIO

import pytest
from hypothesis import given, settings

from mlcareer.render.anki import card, head, link, listed, words
from mlcareer.render.roadmap_anki import HEAD, roadmap_anki
from mlcareer.roadmap.plan import Roadmap
from support_golden import check_golden, garden_roadmap
from support_plans import HOSTILE, PLANS, TEXTS, plan_of

ALLOWED = {"b", "br", "ul", "li", "a", "code"}


class Markup(HTMLParser):
    """Collects the tags and the words of a field."""

    def __init__(self, field: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.addresses: list[str] = []
        self.text = ""
        self.feed(field)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag; the only attribute is an address."""
        self.tags.append(tag)
        assert [name for name, _ in attrs] in ([], ["href"])
        self.addresses += [value or "" for _, value in attrs]

    def handle_data(self, data: str) -> None:
        """Note words."""
        self.text += data


def notes(text: str) -> list[list[str]]:
    """Read notes by Anki's rules: head lines, then CSV with tabs; # begins a remark."""
    heads = [line for line in text.split("\n") if re.match(r"#[a-z ]+:", line)]
    assert heads[0] == "#separator:tab"
    body = [line for line in text.split("\n") if line and not line.startswith("#")]
    return list(csv.reader(StringIO("\n".join(body), newline=""), delimiter="\t"))


def test_the_cards_are_as_they_were_accepted() -> None:
    """The gardener's cards are byte for byte what was looked at."""
    check_golden("roadmap.anki.txt", roadmap_anki(garden_roadmap()))


def test_the_head_says_how_to_read_the_columns() -> None:
    """The first column identifies the note, the last one holds tags."""
    assert HEAD.splitlines() == [
        "#separator:tab",
        "#html:true",
        "#columns:GUID\tFront\tBack\tTags",
        "#guid column:1",
        "#tags column:4",
    ]
    assert "guid" not in head("Front", "Back", "Tags")


@settings(max_examples=25)
@given(PLANS)
def test_each_step_is_a_note(plan: Roadmap) -> None:
    """One note a step, in order, with an identifier of its own and its tags."""
    found = notes(roadmap_anki(plan))
    assert len(found) == len(plan.steps)
    assert len({note[0] for note in found}) == len(found)
    for (guid, front, back, tags), step in zip(found, plan.steps, strict=True):
        assert guid == f"mlcareer.plan.{step.skill.id}.{step.level}"
        assert tags.split() == [
            f"mlcareer::{step.skill.id}",
            f"mlcareer::level-{step.level}",
            "mlcareer::plan",
        ]
        assert f"<b>{step.skill.name}, " in front
        assert all(words(statement, keep=True) in front for statement in step.can_do)
        assert f"mlcareer done {step.id}" in back


def test_the_back_says_why_and_where() -> None:
    """The reason, the hours as an estimate, and each resource with its address are there."""
    back = notes(roadmap_anki(garden_roadmap()))[0][2]
    found = Markup(back)
    assert "Why: Core, target working;" in found.text
    assert "about 3 to 6 h of study (an estimate)" in found.text
    assert found.addresses == ["https://example.org/spade", "https://example.org/days%281%29"]
    assert "Digging days [with others] <b>" in found.text


def test_the_identifier_stays_when_a_tick_did_not_hold() -> None:
    """What is to be drilled is the same, so Anki keeps what it knows of the card."""
    plan = garden_roadmap()
    again = tuple(replace(step, id=f"{step.id}-2") for step in plan.steps)
    before, after = (notes(roadmap_anki(each)) for each in (plan, replace(plan, tasks=again)))
    assert [note[0] for note in before] == [note[0] for note in after]
    assert "mlcareer done digging.2-2" in after[0][2]


@pytest.mark.parametrize("text", HOSTILE)
def test_foreign_text_is_harmless(text: str) -> None:
    """Markup, tabs and line breaks in any text stay text, in four fields of one line."""
    for _, front, back, _ in notes(roadmap_anki(plan_of(text))):
        for field in (front, back):
            found = Markup(field)
            assert set(found.tags) <= ALLOWED
            assert not any(re.search(r"[\s<>\"]", url) for url in found.addresses)
        assert " ".join(Markup(words(text)).text.split()) in " ".join(Markup(front).text.split())


@settings(max_examples=40)
@given(TEXTS)
def test_any_text_makes_one_note_a_step(text: str) -> None:
    """Whatever stands in names and statements, each line is a note of four fields."""
    plan = plan_of(text)
    found = notes(roadmap_anki(plan))
    assert [len(note) for note in found] == [4] * len(plan.steps)
    assert roadmap_anki(plan).removeprefix(HEAD).count("\n") == len(plan.steps)


def test_a_card_never_begins_as_a_remark() -> None:
    """A front that begins with # is no remark, and shows the sign all the same."""
    line = card(words("#include <vector>"), "back", "tags")
    assert not line.startswith("#")
    assert Markup(line.split("\t")[0]).text == "#include <vector>"


def test_pieces_of_cards() -> None:
    """Code, lists and links are marked up; all else is text."""
    assert words("`a < b` & c") == "<code>a &lt; b</code> &amp; c"
    assert words("one\ntwo") == "one two"
    assert words("one\n\ttwo", keep=True) == "one<br>    two"
    assert listed(["a", "<b>"], ordered=True) == "<ol><li>a</li><li>&lt;b&gt;</li></ol>"
    assert link("x", 'javascript:"><i>') == '<a href="javascript:%22%3E%3Ci%3E">x</a>'


def test_nothing_to_study_is_no_card() -> None:
    """A plan without steps is the head alone."""
    assert roadmap_anki(replace(garden_roadmap(), tasks=())) == HEAD
