import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from mlcareer.model.levels import LEVEL_NAMES
from mlcareer.model.skills import Demand, Role, Skill
from mlcareer.model.study import Project, Resource
from mlcareer.render.markdown import escape
from mlcareer.render.roadmap_markdown import roadmap_markdown
from mlcareer.roadmap.plan import PlanStep, Roadmap
from support_golden import garden_roadmap

ADDRESS = "https://example.org/study"
HOSTILE = [
    "[x](javascript:1)",
    "[x](https://evil.example)",
    "![x](https://evil.example/pixel)",
    "<https://evil.example>",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "*",
    "**bold**",
    "_",
    "~~struck~~",
    "`",
    "``",
    "``<script>alert(1)</script>`",
    "`[x](https://evil.example)``",
    "\\`[x](https://evil.example)`",
    "one\n- [ ] two",
    "one\n\n# two",
    "a | b",
    "|",
    "]",
    "](https://evil.example)",
    "\\",
    "ends with \\",
    "--> <b>",
    "&lt;script&gt;",
    "# heading",
    "- [ ] task",
    "- item",
    "+ item",
    "1. item",
    "1) item",
    "---",
    "~~~",
    "===",
]


def roadmap_with(title: str) -> Roadmap:
    """Make a roadmap of two steps in which every text that content may choose is the title."""
    skill = Skill(
        id="digging",
        name=title,
        area="soil",
        definition=title,
        requires=(),
        helped_by=(),
        claims=(),
        in_map_because="",
        sub_competences={},
        can_do={},
        hours={},
    )
    resource = Resource("r", title, "book", "read", ("digging",), 1, 5, "free", ADDRESS)
    project = Project("BED-1", title, 1, title, title, ("digging",), (title,))
    steps = tuple(
        PlanStep(skill, level, (1, 2), f"core; opens {title}, {title}", (title,), (resource,), p)
        for level, p in ((1, project), (2, None))
    )
    demand = Demand("digging", 2, "core", 3.0, title, ())
    role = Role("gardener", title, title, {}, (), {"digging": demand}, ())
    return Roadmap(role, steps, (2, 4), None, (), ("digging",))


def tokens_of(markdown: str) -> list[Token]:
    """Parse Markdown, raw HTML and tables included, into one flat list of tokens."""
    parser = MarkdownIt("commonmark").enable("table").enable("strikethrough")
    flat = []
    for token in parser.parse(markdown):
        flat += [token, *(token.children or [])]
    return flat


def harmless(tokens: list[Token]) -> None:
    """Assert that only what the program writes itself is more than text."""
    for token in tokens:
        if token.type in ("html_inline", "html_block"):
            assert re.fullmatch(r"<!-- mlc:[a-z-]+\.[1-4] -->", token.content.strip())
        if token.type == "link_open":
            assert token.attrs == {"href": ADDRESS}
        assert token.type not in ("image", "em_open", "table_open", "s_open", "hr", "fence")


def kinds(tokens: list[Token]) -> list[str]:
    """List what the parser found, texts and code aside, whose pieces depend on the words."""
    return [t.type for t in tokens if t.type not in ("text", "code_inline", "text_special")]


def visible(tokens: list[Token]) -> list[str]:
    """Put together what a reader sees of each block."""
    return [
        "".join(child.content for child in token.children if child.type != "html_inline")
        for token in tokens
        if token.type == "inline" and token.children
    ]


def tasks(tokens: list[Token]) -> list[str]:
    """List the texts of all items that GitHub would show with a box to tick."""
    return [t.content for t in tokens if t.type == "inline" and re.match(r"\[[ xX]\]\s", t.content)]


@pytest.mark.parametrize("title", HOSTILE)
def test_hostile_titles_are_harmless(title: str) -> None:
    """Whatever content writes, no link, picture, markup or task comes of it."""
    tokens = tokens_of(roadmap_markdown(roadmap_with(title), "2026-11-22", (title,)))
    harmless(tokens)
    assert len(tasks(tokens)) == 2


@pytest.mark.parametrize("title", HOSTILE)
def test_hostile_titles_do_not_change_the_structure(title: str) -> None:
    """The document has the same headings, lists and paragraphs as with a title of one word."""
    tokens = tokens_of(roadmap_markdown(roadmap_with(title), "2026-11-22", (title,)))
    calm = tokens_of(roadmap_markdown(roadmap_with("Digging"), "2026-11-22", ("Digging",)))
    assert kinds(tokens) == kinds(calm)


WORDS = st.text(st.sampled_from("ab*_`[]()<>|#\\!&;-+.1 "), min_size=1).filter(
    lambda text: text.strip()
)


@given(WORDS)
@example("``<b>`")
def test_no_text_becomes_markup(title: str) -> None:
    """Escaped inside a line, any text stays text, but for code between backticks."""
    tokens = tokens_of(f"Why: {escape(title)} end.")
    harmless(tokens)
    assert kinds(tokens) == ["paragraph_open", "inline", "paragraph_close"]


@given(WORDS.filter(lambda text: "`" not in text and "&" not in text))
def test_an_escaped_text_reads_as_it_was(title: str) -> None:
    """A reader of the rendered list sees the text itself, with its spaces put in order."""
    assert visible(tokens_of(f"Why: {escape(title)} end.")) == [
        f"Why: {' '.join(title.split())} end."
    ]


def test_code_stays_code() -> None:
    """What stands between backticks is shown as code, special characters and all."""
    tokens = tokens_of(escape("Use `a[0] * b_1` and __init__"))
    assert [t.content for t in tokens if t.type == "code_inline"] == ["a[0] * b_1"]
    assert visible(tokens) == ["Use a[0] * b_1 and __init__"]


def test_each_step_is_one_task_with_its_id() -> None:
    """The list has one unticked task a step, in order, each with its title and hidden id."""
    roadmap = garden_roadmap()
    found = tasks(tokens_of(roadmap_markdown(roadmap, "2026-11-22")))
    assert len(found) == len(roadmap.steps) > 1
    for text, step in zip(found, roadmap.steps, strict=True):
        assert text.startswith(f"[ ] **{step.skill.name}: {LEVEL_NAMES[step.level]}**")
        assert text.endswith(f"<!-- mlc:{step.id} -->")


def test_links_lead_to_the_resources() -> None:
    """Each resource is a link to its address, brackets in address and title included."""
    roadmap = garden_roadmap()
    tokens = tokens_of(roadmap_markdown(roadmap, "2026-11-22"))
    found = [str(t.attrs["href"]) for t in tokens if t.type == "link_open"]
    wanted = [resource.url for step in roadmap.steps for resource in step.resources]
    assert [address.replace("%28", "(").replace("%29", ")") for address in found] == wanted


def test_an_empty_plan_has_no_task() -> None:
    """With nothing to plan the document says so and has no box to tick."""
    empty = Roadmap(garden_roadmap().role, (), (0, 0), 6, (), ())
    markdown = roadmap_markdown(empty, "2026-11-22")
    assert "Nothing to plan" in markdown
    assert tasks(tokens_of(markdown)) == []
