import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

import pytest

from support import REPOSITORY
from support_markdown import tokens_of

OURS = ("docs", "data", "examples", "bench", "tests", ".github")
"""Folders with pages of the project; whatever else lies in a checkout is somebody's own."""

_ATTRIBUTES = {("a", "href"), ("img", "src"), ("source", "srcset")}


def markdown_files(root: Path) -> list[Path]:
    """List the Markdown files of a repository; golden files and hostile texts are no pages."""
    found = [*root.glob("*.md")]
    for folder in OURS:
        found += (root / folder).rglob("*.md")
    apart = root / "tests"
    return sorted(p for p in found if not p.is_relative_to(apart) or p.name == "README.md")


class Links(HTMLParser):
    """Collects what HTML in a page points to, and the places it names."""

    def __init__(self) -> None:
        super().__init__()
        self.targets: list[str] = []
        self.names: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take in one tag."""
        for name, value in attrs:
            if (tag, name) in _ATTRIBUTES and value:
                self.targets.append(value)
            if name in {"id", "name"} and value:
                self.names.add(value)


class Page(NamedTuple):
    """What a page points to, and the places in it that can be pointed to."""

    targets: list[str]
    places: set[str]


def read_page(text: str) -> Page:
    """Read a page as Markdown with HTML in it."""
    html = Links()
    targets, headings = [], []
    tokens = tokens_of(text)
    for at, token in enumerate(tokens):
        if token.type in {"html_inline", "html_block"}:
            html.feed(token.content)
        targets += [str(token.attrs[name]) for name in ("href", "src") if token.attrs.get(name)]
        if token.type == "heading_open":
            headings.append(tokens[at + 1])
    said = ("".join(c.content for c in heading.children or []) for heading in headings)
    return Page(targets + html.targets, {*places_of(said), *html.names})


def places_of(headings: Iterator[str]) -> Iterator[str]:
    """Name headings as GitHub does: lower case, no punctuation, numbers where one comes again."""
    seen: Counter[str] = Counter()
    for heading in headings:
        name = re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")
        yield f"{name}-{seen[name]}" if seen[name] else name
        seen[name] += 1


def complaints(root: Path, page: Path) -> Iterator[str]:
    """Say which targets of a page do not exist."""
    for target in read_page(page.read_text(encoding="utf-8")).targets:
        parts = urlsplit(target)
        if parts.scheme or parts.netloc:
            if parts.scheme not in {"http", "https", "mailto"}:
                yield f"{target}: no page is reached so"
            continue
        file = (page.parent / unquote(parts.path)).resolve() if parts.path else page
        if parts.path.startswith("/") or not file.is_relative_to(root):
            yield f"{target}: leaves the repository"
        elif not _exists(root, file):
            yield f"{target}: no such file"
        elif parts.fragment and not _has(file, unquote(parts.fragment)):
            yield f"{target}: no such place in it"


def _exists(root: Path, file: Path) -> bool:
    """Whether there is such a file, by the letters of its name as they are written."""
    if file == root:
        return True
    return file.name in {each.name for each in file.parent.glob("*")} and _exists(root, file.parent)


def _has(file: Path, fragment: str) -> bool:
    if file.suffix != ".md":
        # Lines of a source file: #L10 or #L10-L20.
        return file.is_file() and bool(re.fullmatch(r"L\d+(-L\d+)?", fragment))
    return fragment in read_page(file.read_text(encoding="utf-8")).places


PAGES = markdown_files(REPOSITORY)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(REPOSITORY).as_posix())
def test_what_a_page_points_to_exists(page: Path) -> None:
    """Each relative link of a page leads to a file here, and to a place that is in it."""
    assert list(complaints(REPOSITORY, page)) == []


def test_every_page_can_be_found() -> None:
    """From the README, links lead to every page of docs, in however many steps."""
    reached, todo = set(), [REPOSITORY / "README.md"]
    while todo:
        page = todo.pop()
        if page in reached or page.suffix != ".md" or not page.is_file():
            continue
        reached.add(page)
        for target in read_page(page.read_text(encoding="utf-8")).targets:
            parts = urlsplit(target)
            if parts.path and not parts.scheme:
                file = (page.parent / unquote(parts.path)).resolve()
                todo.append(file / "README.md" if file.is_dir() else file)
    pages = {page for page in PAGES if page.is_relative_to(REPOSITORY / "docs")}
    assert {page.name for page in pages - reached} == set()


def test_there_are_pages_with_links() -> None:
    """The pages that matter are among those that are checked, and have links."""
    names = {page.relative_to(REPOSITORY).as_posix() for page in PAGES}
    assert {"README.md", "CONTRIBUTING.md", "docs/content.md", "docs/house.md"} <= names
    links = sum(len(read_page(page.read_text(encoding="utf-8")).targets) for page in PAGES)
    assert links > 50


BROKEN = [
    ("[a](missing.md)", "no such file"),
    ("![a](missing.svg)", "no such file"),
    ('<img src="missing.svg">', "no such file"),
    ('<picture><source srcset="missing.svg"></picture>', "no such file"),
    ("[a]\n\n[a]: missing.md", "no such file"),
    ("[a](Other.md)", "no such file"),
    ("[a](#nowhere)", "no such place"),
    ("[a](other.md#nowhere)", "no such place"),
    ("[a](other.md#twice-2)", "no such place"),
    ("[a](code.py#nowhere)", "no such place"),
    ("[a](../outside.md)", "leaves the repository"),
    ("[a](/other.md)", "leaves the repository"),
    ("[a](ftp://example.org/a)", "no page is reached so"),
]
SOUND = [
    "[a](other.md)",
    "[a](other.md#a-place-c-its-code)",
    "[a](other.md#twice-1)",
    "[a](other.md#by-name)",
    "[a](code.py#L1)",
    "[a](#here)\n\n# Here",
    "[a](deep/)",
    "[a](deep/in%20here.md)",
    "`[a](missing.md)`",
    "```\n[a](missing.md)\n```",
    "[a](https://example.org/missing.md)",
]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Make a repository of a few pages, and a file outside of it."""
    made = tmp_path / "repository"
    (made / "deep").mkdir(parents=True)
    (made / "deep" / "in here.md").write_text("# In\n", encoding="utf-8")
    (made / "code.py").write_text("pass\n", encoding="utf-8")
    (tmp_path / "outside.md").write_text("# Out\n", encoding="utf-8")
    (made / "other.md").write_text(
        '# A place: (C) its `code`\n\n## Twice\n\n## Twice\n\n<a id="by-name"></a>\n',
        encoding="utf-8",
    )
    return made


@pytest.mark.parametrize(("text", "complaint"), BROKEN)
def test_a_broken_link_is_found(root: Path, text: str, complaint: str) -> None:
    """A link that leads nowhere, out of the repository or by other letters is named."""
    (root / "page.md").write_text(text, encoding="utf-8")
    (found,) = complaints(root, root / "page.md")
    assert complaint in found


@pytest.mark.parametrize("text", SOUND)
def test_a_sound_link_is_let_be(root: Path, text: str) -> None:
    """A link that leads somewhere, to the web, or that is only shown as code is no complaint."""
    (root / "page.md").write_text(text, encoding="utf-8")
    assert list(complaints(root, root / "page.md")) == []
