"""What a plan in Markdown consists of, and what in it the program wrote.

At its end, such a file carries a seal: a comment with a fingerprint of each line that the
program wrote, so that the person's own lines can be told from these later, without a record
kept elsewhere. A fingerprint belongs to a task or section: a line that was moved out of it, or
changed, is the person's.
"""

import re
from base64 import b64encode
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache
from hashlib import blake2b
from typing import Final, NamedTuple

from mlcareer.checklists.lines import Line, Paragraph, Sheet, paragraphs, read_lines
from mlcareer.checklists.markdown import SEAL_KNOWN_BY, hidden_ids

STAGE: Final = "Stage {number}, which ends with the project {goal}"
"""Heading over the tasks that end with a project."""

LEFT_OUT: Final = "Left out until {day}"
"""Heading over what there is no time for."""

DONE: Final = "Done"
"""Heading over what was ticked."""

SECTION: Final = "section "
TASK: Final = "task "
SEAL: Final = "seal"
LOOSE: Final = ""
"""What the keys of blocks begin with; a loose block is all the person's own."""

_SEAL_BEGINS: Final = f"{SEAL_KNOWN_BY}: what mlcareer wrote here; all other lines are yours"
_SEAL_ENDS: Final = "-->"
_FINGERPRINT: Final = 6
"""Characters of 64 kinds: of a thousand lines one in 60 million is taken for another."""

_IN_A_ROW: Final = 16


class Block(NamedTuple):
    """A section without its tasks, a task with all under it, or lines of the person's own.

    Attributes:
        key: The same for the same section or task, whatever its text.
        id: Of the task, or "".
    """

    key: str
    lines: tuple[Line, ...]
    id: str = ""


class Plan(NamedTuple):
    """A file as blocks.

    Attributes:
        known: Fingerprints of what the program wrote; None where the file has no seal.
    """

    sheet: Sheet
    blocks: tuple[Block, ...]
    known: frozenset[str] | None


class Task(NamedTuple):
    """The first line of a task: what stands before the hidden id, that, what stands behind."""

    body: str
    comment: str
    fields: str


def section_key(heading: str) -> str:
    """Make the key of a section from its heading, without what changes in it."""
    text = " ".join(heading.lstrip("#").split())
    if text.startswith(LEFT_OUT.partition("{")[0]):
        text = LEFT_OUT
    return SECTION + _pattern("stage").sub("", text)


def task_key(id_: str) -> str:
    """Make the key of a task from its id."""
    return TASK + id_.casefold()


def split_task(text: str) -> Task:
    """Take the first line of a task apart."""
    found = next(iter(hidden_ids(text)), None)
    if found is None:
        return Task(text, "", "")
    return Task(text[: found.start()], found[0], text[found.end() :])


def fingerprint(key: str, text: str) -> str:
    """Make the fingerprint of a line of a block; "" stands for the block itself."""
    return next(reversed([one for _, one in prefixes(key, text)]), _short(_hash(key)))


def prefixes(key: str, text: str) -> Iterator[tuple[int, str]]:
    """Make the fingerprints of the beginnings of a text, each with where it ends."""
    digest = _hash(key)
    for word in re.finditer(r"\S+", text):
        digest.update(b" " + word[0].encode(errors="surrogatepass"))
        yield word.end(), _short(digest)


def _hash(key: str) -> blake2b:
    return blake2b(key.encode(errors="surrogatepass") + b"\n", digest_size=6)


def _short(digest: blake2b) -> str:
    return b64encode(digest.digest(), b"+_")[:_FINGERPRINT].decode()


def ours(key: str, text: str, known: Collection[str]) -> tuple[int, str]:
    """Find the longest beginning of a text that the program wrote: its end and fingerprint."""
    return next(reversed([found for found in prefixes(key, text) if found[1] in known]), (0, ""))


def texts(block: Block) -> Iterator[str]:
    """List what is fingerprinted of a block: a text for each line, more for that of a task."""
    lines = block.lines
    if block.id:
        task = split_task(lines[0].text)
        yield task.body
        yield field_text(task.fields)
        lines = lines[1:]
    yield from (line.text for line in lines if not line.fenced)


def field_text(fields: str) -> str:
    """Mark what stands behind the id of a task, to tell it from its other lines."""
    return f"| {fields}" if fields.strip() else ""


def fingerprints(blocks: Iterable[Block]) -> Iterator[str]:
    """Make the fingerprints of all that is in blocks."""
    for block in blocks:
        if block.key not in {LOOSE, SEAL}:
            yield fingerprint(block.key, "")
            yield from (fingerprint(block.key, text) for text in texts(block) if text.strip())


def left_there(block: Block, known: Collection[str]) -> Iterator[str]:
    """Find the fingerprints that a seal knows of what still stands in a block."""
    if block.key not in {LOOSE, SEAL}:
        found = {fingerprint(block.key, ""), *(ours(block.key, t, known)[1] for t in texts(block))}
        yield from found.intersection(known)


def seal(known: Iterable[str]) -> str:
    """Write the seal."""
    prints = sorted(set(known))
    rows = ["".join(prints[at : at + _IN_A_ROW]) for at in range(0, len(prints), _IN_A_ROW)]
    return "\n".join((_SEAL_BEGINS, *rows, _SEAL_ENDS))


def sealed(text: str) -> str:
    """Put the seal under a plan that was just written."""
    return f"{text}\n{seal(fingerprints(read_plan(text).blocks))}\n"


def read_plan(text: str, sections: Collection[str] | None = None) -> Plan:
    """Take a plan apart.

    Args:
        text: The file.
        sections: Keys of sections to expect beside those that the seal knows; None to take
            each heading of the second level for one.
    """
    sheet = read_lines(text)
    lines, known = _unsealed(sheet.lines)
    found = tuple(_blocks(lines, known or frozenset(), sections))
    return Plan(sheet, found, known)


def is_untouched(text: str) -> bool:
    """Whether a plan holds nothing beside what the program wrote, apart from boxes."""
    plan = read_plan(text)
    loose = any(block.key == LOOSE for block in plan.blocks)
    if plan.known is None or loose or any(line.fenced for line in plan.sheet.lines):
        return False
    return plan.known.issuperset(fingerprints(plan.blocks))


def _unsealed(lines: Sequence[Line]) -> tuple[list[Line], frozenset[str] | None]:
    """Take the seal out of the lines; one line is left in its place."""
    if not any(_opens_seal(line) for line in lines):
        return list(lines), None
    kept: list[Line] = []
    known: set[str] = set()
    opening: Line | None = None
    last = ""
    for line in lines:
        opening = None if line.gap else opening
        prints = _row(line, opening, last) if opening else []
        if _opens_seal(line):
            opening, last = line, ""
            if not any(one.seal for one in kept):
                kept.append(line._replace(text="", seal=True))
        elif prints:
            known.update(prints)
            last = prints[-1]
        elif opening and line.text.strip() == _SEAL_ENDS:
            opening = None
            kept[-1] = kept[-1]._replace(end=line.end)
        else:
            opening = None
            kept.append(line)
    return kept, frozenset(known)


def _opens_seal(line: Line) -> bool:
    return line.text.startswith(SEAL_KNOWN_BY) and not line.fenced


def _row(line: Line, opening: Line, last: str) -> list[str]:
    """Read the fingerprints of a row of the seal; none where the line is the person's.

    Words of hers can look like fingerprints where the end of the seal is gone. Rows have
    nothing before them but what the whole seal has, and a short one is in order with the rest.
    """
    lead = line.bullet or line.box or line.quote.count(">") != opening.quote.count(">")
    if lead or not _pattern("row").fullmatch(line.text.strip()):
        return []
    prints = _pattern("print").findall(line.text.strip())
    in_order = [last, *prints] == sorted([last, *prints])
    return prints if in_order or len(prints) == _IN_A_ROW else []


def _blocks(
    lines: Sequence[Line], known: Collection[str], sections: Collection[str] | None
) -> Iterator[Block]:
    block = Block(section_key(""), ())
    for group in paragraphs(lines):
        new = _begun(group, known, sections) or _outside(group, block)
        if new is not None:
            if block.lines:
                yield block
            block = new
        block = block._replace(lines=block.lines + group.lines)
    if block.lines:
        yield block


def _begun(
    group: Paragraph, known: Collection[str], sections: Collection[str] | None
) -> Block | None:
    """Find the block that begins here."""
    if group.first.seal:
        return Block(SEAL, ())
    if group.first.fenced:
        return None
    found = next(iter(hidden_ids(group.text, task=bool(group.first.box))), None)
    if found:
        return Block(task_key(found["id"]), (), found["id"])
    if not group.first.heading or not _pattern("second").match(group.first.text):
        return None
    key = section_key(group.first.text)
    if sections is None or key in sections or fingerprint(key, "") in known:
        return Block(key, ())
    return None


def _outside(group: Paragraph, block: Block) -> Block | None:
    """Begin a block of the person's own behind a task that has ended."""
    if block.key == SEAL or (block.id and group.first.width <= block.lines[0].width):
        return Block(LOOSE, ())
    return None


@cache
def _pattern(name: str) -> re.Pattern[str]:
    """Compile a pattern when it is first used."""
    patterns = {
        "stage": rf"^{STAGE.format(number='[0-9]+', goal='')}(?=.)",
        "print": rf"\S{{{_FINGERPRINT}}}",
        "second": r"##(?!#)",
        "row": rf"(?:[A-Za-z0-9_+]{{{_FINGERPRINT}}}){{1,{_IN_A_ROW}}}",
    }
    return re.compile(patterns[name])
