"""Writes proofs.yaml and reviews.yaml: one line a question; comments and line ends are kept."""

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from mlcareer.content.proofs import Proofs
from mlcareer.content.reviews import Review
from mlcareer.content.yamlfile import parse_yaml
from mlcareer.errors import ContentError, Problem

PROOFS_HEAD: Final = """\
# What the programs of questions printed when they were run: `mlcareer content prove` writes this.
# A changed program has to be run again. programs: shown in questions; calculations: their proofs.
"""
REVIEWS_HEAD: Final = """\
# Who answered each question without having seen the key, and in which wording; a changed question
# is read anew. shares: of a hundred people at the borders of working, proficient and expert, how
# many would be right, as each reader judged beforehand. `mlcareer content review` writes this.
"""
_ENTRY: Final = re.compile(r"^  (?P<quote>[\"']?)(?P<id>[^\s#:\"'][^:\"']*)(?P=quote):")
_EMPTY: Final = re.compile(r"^reviews:[ \t]*\{[ \t]*\}", re.MULTILINE)


def proofs_text(proofs: Proofs, before: str = "") -> str:
    """Write the record of runs as YAML.

    Args:
        proofs: The record.
        before: What stood in the file; comments at its beginning stay.
    """
    comments = re.match(r"(?:[ \t]*(?:#.*)?\n)*", _plain(before))
    lines = [(comments and comments.group()) or PROOFS_HEAD, "format: 1\n"]
    for part, runs in zip(Proofs._fields, proofs, strict=True):
        lines.append(f"{part}:\n" if runs else f"{part}: {{}}\n")
        for id_, run in runs.items():
            output = run.output.replace("'", "''")
            line = f'fingerprint: "{run.fingerprint}", tool: "{run.tool}", output: \'{output}\''
            lines.append(f"  {id_}: {{{line}}}\n")
    return with_line_ends_of(before, "".join(lines))


def reviews_text(
    before: str, found: Mapping[str, Review], order: Sequence[str], name: str = "reviews.yaml"
) -> str:
    """Set the lines of some questions in the record of blind readings, and leave all else.

    Args:
        before: What stood in the file, or "".
        found: The new readings by question id.
        order: All question ids in their order; a new line comes after those before it.
        name: How complaints name the file.

    Raises:
        ContentError: The file is not written in such lines.
    """
    if not found:
        return before
    text = _plain(before) if before.strip() else f"{REVIEWS_HEAD}format: 1\nreviews:\n"
    text = _EMPTY.sub("reviews:", text, count=1)
    head, *entries = _blocks(text if text.endswith("\n") else f"{text}\n")
    blocks = dict(entries)
    for id_ in found:
        line = f"  {id_}: {{{_review_line(found[id_])}}}\n"
        old = blocks.get(id_, "")
        blocks[id_] = line + _comments_after(old)
    result = head[1] + "".join(blocks[id_] for id_ in _ordered(blocks, dict(entries), order))
    _check(result, found, name)
    return with_line_ends_of(before, result)


def _blocks(text: str) -> list[tuple[str, str]]:
    """Take a file apart: all before the first entry, then each entry with what follows it."""
    blocks: list[tuple[str, list[str]]] = [("", [])]
    for line in text.splitlines(keepends=True):
        entry = _ENTRY.match(line)
        if entry:
            blocks.append((entry["id"], []))
        blocks[-1][1].append(line)
    return [(id_, "".join(lines)) for id_, lines in blocks]


def _comments_after(block: str) -> str:
    """Keep what stands below an entry and is no part of it."""
    return "".join(
        line
        for line in block.splitlines(keepends=True)[1:]
        if not line.startswith("   ") or line.lstrip().startswith("#")
    )


def _ordered(
    blocks: Iterable[str], before: Mapping[str, str], order: Sequence[str]
) -> Iterable[str]:
    """Leave old entries where they are; put each new one behind the question before it."""
    places = list(before)
    at = {id_: place for place, id_ in enumerate(order)}
    for id_ in sorted((id_ for id_ in blocks if id_ not in before), key=lambda id_: at[id_]):
        earlier = [i for i, other in enumerate(places) if at.get(other, len(at)) < at[id_]]
        places.insert(earlier[-1] + 1 if earlier else 0, id_)
    return places


def _review_line(review: Review) -> str:
    parts = [
        f'fingerprint: "{review.fingerprint}"',
        f"readers: {review.readers}",
        f"agreed: {str(review.agreed).lower()}",
        f'date: "{review.date}"',
    ]
    if review.shares:
        parts.append(f"shares: {[list(shares) for shares in review.shares]}")
    return ", ".join(parts)


def _check(text: str, found: Mapping[str, Review], name: str) -> None:
    try:
        entries = parse_yaml(text.encode(), name).entries()["reviews"].entries()
        if all(entries[id_].entries()["date"].text() == found[id_].date for id_ in found):
            return
    except (ContentError, KeyError):
        pass
    message = "new lines find no place here; write one entry a line, indented by two spaces"
    raise ContentError(Problem(name, 0, message))


def with_line_ends_of(before: str, text: str) -> str:
    """End the lines of a text as a file ends its own, so that the others are not all changed."""
    plain = _plain(text)
    return plain.replace("\n", "\r\n") if "\r\n" in before else plain


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n")


def text_or_nothing(path: Path) -> str:
    """Read the text of a file, with the line ends that it has, or "" where there is none.

    Raises:
        ContentError: It cannot be read.
    """
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        what = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise ContentError(Problem(str(path), 0, f"cannot be read: {what}")) from error
