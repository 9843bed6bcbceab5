"""Reads a page as a browser would, and makes reports that try what a page can bear."""

import re
from collections.abc import Iterator, Mapping, Sequence
from html.parser import HTMLParser
from typing import NamedTuple

from mlcareer.gaps import Report
from mlcareer.measure.steps import answer_event
from mlcareer.model.people import Event
from mlcareer.model.skills import Demand, Evidence, Exclusion, Role, SkillMap, Source
from mlcareer.render.svg import without_controls
from simulated import make_map, make_role, seeded
from support import make_question, rating
from support_golden import report_of

NAMES = (
    "<script>alert('x')</script>",
    '"><img src=x onerror=alert(1)>',
    "</title></style></svg><b>bold</b>",
    "A \"quoted\" & 'single' name",
    "&lt;script&gt; &amp; {{ 7 * 7 }} {% raw %}",
    "مهارات التعلم الآلي والإحصاء",
    "機械学習エンジニアの基礎知識と統計学入門",
    "שלום עולם",
    "Donaudampfschifffahrtsgesellschaftskapitän",
    "x" * 80,
    "\u202eright to left",
)
"""Names that content may give to a skill and that a page may stumble over."""

_EMPTY = {"meta", "br", "link", "img", "input", "hr"}


def plain(text: str) -> str:
    """Set a text with single spaces, and none before a comma or inside of brackets."""
    spaced = " ".join(without_controls(text).split())
    return re.sub(r" (?=[,.;:)])|(?<=\() ", "", spaced)


def drawings(page: str) -> Iterator[str]:
    """List the drawings of a page, each with those inside of it."""
    depth = start = 0
    for found in re.finditer(r"<(/?)svg\b", page):
        if not depth:
            start = found.start()
        depth += -1 if found[1] else 1
        if not depth:
            yield page[start : page.index(">", found.end()) + 1]


class Tag(NamedTuple):
    """An element with what stands in it.

    Attributes:
        path: Names of the elements around it, the outermost first.
    """

    name: str
    attributes: Mapping[str, str]
    path: tuple[str, ...]
    texts: list[str]

    @property
    def text(self) -> str:
        """All text in it, as plain prose."""
        return plain(" ".join(self.texts))

    def has_class(self, name: str) -> bool:
        """Whether it is of a class."""
        return name in self.attributes.get("class", "").split()


class ReadPage(HTMLParser):
    """A page taken apart.

    Attributes:
        tags: All elements, in the order in which they begin.
    """

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[Tag] = []
        self._open: list[Tag] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        """Begin an element."""
        path = tuple(one.name for one in self._open)
        begun = Tag(tag, {key: value or "" for key, value in attrs}, path, [])
        self.tags.append(begun)
        if tag not in _EMPTY:
            self._open.append(begun)

    def handle_startendtag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        """Take an element without content."""
        self.handle_starttag(tag, attrs)
        if tag not in _EMPTY:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """End an element, which must be the one begun last."""
        assert self._open, f"</{tag}> ends nothing"
        last = self._open.pop()
        assert last.name == tag, f"</{tag}> stands where {last.name} {last.attributes} is open"

    def handle_data(self, data: str) -> None:
        """Give a text to all elements that it stands in."""
        for one in self._open:
            one.texts.append(data)

    def all(self, name: str) -> list[Tag]:
        """List the elements of a name."""
        return [tag for tag in self.tags if tag.name == name]

    def of(self, class_: str) -> list[Tag]:
        """List the elements of a class."""
        return [tag for tag in self.tags if tag.has_class(class_)]

    def by_id(self, id_: str) -> Tag:
        """Find the one element with an id."""
        (found,) = (tag for tag in self.tags if tag.attributes.get("id") == id_)
        return found

    @property
    def text(self) -> str:
        """What is there to be read, as plain prose."""
        return self.all("body")[0].text

    @property
    def headings(self) -> list[str]:
        """The headings of the second rank."""
        return [tag.text for tag in self.all("h2")]


def rename(skill_map: SkillMap, names: Mapping[str, str]) -> SkillMap:
    """Give skills other names."""
    return skill_map._replace(
        skills={
            id_: skill._replace(name=names.get(id_, skill.name))
            for id_, skill in skill_map.skills.items()
        }
    )


def big_map(size: int = 150) -> SkillMap:
    """Make a map of many skills, many lines, and names of all kinds."""
    random = seeded(3)
    ids = [f"s{number}" for number in range(size)]
    requires = {
        id_: random.sample(ids[max(0, at - 30) : at], min(at, random.choice([0, 1, 1, 2, 3])))
        for at, id_ in enumerate(ids)
    }
    made = make_map(requires, areas={id_: f"area{at // 15}" for at, id_ in enumerate(ids)})
    return rename(made, {id_: NAMES[at % len(NAMES)] for at, id_ in enumerate(ids) if at % 5 == 0})


def big_report(size: int = 150) -> Report:
    """Make the report of a person on a big map: every state, some skills not asked for."""
    skill_map = big_map(size)
    ids = list(skill_map.skills)
    role = make_role({id_: (1 + at % 4, 1.0 + at % 3) for at, id_ in enumerate(ids) if at % 7})
    return report_of(skill_map, role, list(_events(ids)))


def _events(ids: list[str]) -> Iterator[Event]:
    random = seeded(4)
    for at, id_ in enumerate(ids):
        if at % 3:
            yield rating(id_, at % 5)
    for at, id_ in enumerate(ids * 4):
        if at % 2:
            question = make_question(f"q{at}", skill=id_, sub="one", level=1 + at % 3)
            yield answer_event(question, random.choice(["five", "five", "six", None]))


def sourced_role(place: str) -> Role:
    """Make a role whose only source lies at a place, with every text that it may hold."""
    source = Source("book", "A <book>", place, "2024", 1200, "A note & more.")
    evidence = Evidence(source, "digging", "11 of 12", ("A1",))
    return Role(
        id="tester",
        name="Tester <of> things",
        summary="Tests.",
        sources={"book": source},
        first=(),
        demands={"digging": Demand("digging", 2, "core", 1.5, "It is <needed>.", (evidence,))},
        excluded=(Exclusion("x", "Left <out>", "Not & needed.", (evidence,)),),
    )
