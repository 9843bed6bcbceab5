"""Reads XML that a stranger wrote, and escapes what is written as XML."""

from collections.abc import Callable, Iterator
from html import escape
from typing import Final, NoReturn
from xml.parsers import expat

from mlcareer.errors import ContentError, Problem
from mlcareer.interchange.plain import clean

__all__ = ["MAX_DEPTH", "MAX_NODES", "Node", "attribute", "content", "parse_xml"]

_KEPT: Final = "\n\r\t"

MAX_DEPTH: Final = 60
MAX_NODES: Final = 200_000


class Node:
    """An element: its name and attributes without namespaces, its line, and what it holds."""

    __slots__ = ("attributes", "children", "line", "tag")

    def __init__(self, tag: str, attributes: dict[str, str], line: int) -> None:
        self.tag = tag
        self.attributes = attributes
        self.line = line
        self.children: list[Node | str] = []

    def get(self, name: str, default: str = "") -> str:
        """Read an attribute."""
        return self.attributes.get(name, default)

    def all(self, *tags: str) -> "list[Node]":
        """List the elements of these names directly in this one."""
        return [child for child in self.children if isinstance(child, Node) and child.tag in tags]

    def first(self, tag: str) -> "Node | None":
        """Find the first element of a name directly in this one."""
        return next(iter(self.all(tag)), None)

    def within(self, *tags: str) -> Iterator["Node"]:
        """Find the elements of these names, or all, anywhere in this one, in their order."""
        for child in self.children:
            if isinstance(child, Node):
                if not tags or child.tag in tags:
                    yield child
                yield from child.within(*tags)

    def text(self) -> str:
        """Join all the text in this element."""
        return "".join(child if isinstance(child, str) else child.text() for child in self.children)

    def markup(self, rewrite: Callable[["Node"], str | None] | None = None) -> str:
        """Write what this element holds as HTML.

        Args:
            rewrite: Gives what stands for an element, or None where it stands for itself.
        """
        return "".join(
            escape(child, quote=False) if isinstance(child, str) else child.marked(rewrite)
            for child in self.children
        )

    def marked(self, rewrite: Callable[["Node"], str | None] | None = None) -> str:
        """Write this element as HTML, with no attribute but what stands for a picture."""
        instead = rewrite(self) if rewrite else None
        if instead is not None:
            return instead
        alt = f" alt={_quoted(self.get('alt'))}" if "alt" in self.attributes else ""
        return f"<{self.tag}{alt}>{self.markup(rewrite)}</{self.tag}>"


def parse_xml(raw: bytes, file: str) -> Node:
    """Read XML into a tree.

    Raises:
        ContentError: It is no XML, too deep or too much, or declares a document type,
            through which entities could grow without end or name other files.
    """
    builder = _Builder(file)
    try:
        builder.parser.Parse(raw, True)  # noqa: FBT003 - expat takes no keywords
    except expat.ExpatError as error:
        message = f"not valid XML: {expat.ErrorString(error.code)} at column {error.offset + 1}"
        raise ContentError(Problem(file, error.lineno, message)) from error
    except (LookupError, ValueError) as error:
        message = "its encoding is not known; save the file as UTF-8"
        raise ContentError(Problem(file, 1, message)) from error
    return builder.root


class _Builder:
    """Builds nodes from the events of the parser."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._count = 0
        self.root = Node("", {}, 0)
        self._open = [self.root]
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters

    def _fail(self, message: str) -> NoReturn:
        raise ContentError(Problem(self._file, self.parser.CurrentLineNumber, message))

    def _doctype(self, *_: object) -> None:
        self._fail("a document type (<!DOCTYPE ...>) is not allowed; remove it")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if self._count > MAX_NODES:
            self._fail(f"more than {MAX_NODES:,} elements; split the file")
        if len(self._open) > MAX_DEPTH:
            self._fail(f"elements nested deeper than {MAX_DEPTH}")
        bare = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        node = Node(name.rpartition(" ")[2], bare, self.parser.CurrentLineNumber)
        self._open[-1].children.append(node)
        self._open.append(node)

    def _end(self, _: str) -> None:
        self._open.pop()

    def _characters(self, text: str) -> None:
        self._open[-1].children.append(text)


def content(text: str) -> str:
    """Write a text between tags; nothing in it ends or begins a mark."""
    return escape(clean(text), quote=False)


def attribute(text: str) -> str:
    """Write a text as the value of an attribute, with its quotation marks."""
    return _quoted(clean(text))


def _quoted(text: str) -> str:
    """Write the value of an attribute, in which line ends would else be read as spaces."""
    value = escape(text)
    for sign in _KEPT:
        value = value.replace(sign, f"&#{ord(sign)};")
    return f'"{value}"'
