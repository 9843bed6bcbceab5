"""Spoils content files, and lists what is then complained about.

A text with the mark says where the complaint has to point: the line of the mark,
which itself is taken out before the file is written.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from mlcareer.content.yamlfile import Field, read_yaml
from mlcareer.errors import ContentError

MARK = "«"


def write(path: Path, text: str) -> int:
    """Write a file without the mark; return the line where the mark stood, or 1."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text.replace(MARK, ""), encoding="utf-8")
    return text.partition(MARK)[0].count("\n") + 1 if MARK in text else 1


def spoil(path: Path, old: str, new: str) -> int:
    """Replace the first `old` of a file by `new`; return the line of the mark."""
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{path.name} has changed: {old!r} is gone"
    return write(path, text.replace(old, new, 1))


def complaints(read: Callable[[], object]) -> list[str]:
    """Read something bad; list the complaints, each with the bare name of its file."""
    with pytest.raises(ContentError) as caught:
        read()
    return [f"{Path(p.file).name}:{p.line}: {p.message}" for p in caught.value.problems]


def field_of(path: Path, text: str) -> Field:
    """Write a file and read it into a field."""
    write(path, text)
    return read_yaml(path)
