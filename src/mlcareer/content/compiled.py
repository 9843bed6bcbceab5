"""Content read once and kept compiled, as reading YAML takes most of the time of a start.

A compiled file is named after a hash over all bytes that it was made of and over the
program that made it, so it is never out of date. It holds a hash of itself, and is
believed only where that fits and where nobody else may have written it. It may be
deleted at any time: whatever is wrong with it, the content is read from its YAML.
"""

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import partial
from hashlib import blake2b
from pathlib import Path
from stat import S_ISREG, S_IWGRP, S_IWOTH
from typing import Final, NamedTuple

from mlcareer.content.compiled_form import GARBLED, Content, pack_content, unpack_content
from mlcareer.content.compiled_questions import CompiledQuestions, SkillQuestions, pack_questions
from mlcareer.content.folder import (
    Place,
    default_role,
    folders_of,
    question_files,
    role_file,
    role_files,
)
from mlcareer.content.moves import load_moves
from mlcareer.content.people import load_backgrounds, load_traits
from mlcareer.content.questions import load_questions
from mlcareer.content.raw_file import MAX_BYTES, first_bytes
from mlcareer.content.roles import load_role
from mlcareer.content.skills import load_skill_map
from mlcareer.errors import MlcareerError
from mlcareer.model.questions import Question

_PROGRAM: Final = Path(__file__).parent.parent
_READERS: Final = ("__init__.py", "content/*.py", "content/shapes/*.py", "model/*.py")
"""Its version, and the parts on which depends what content is read as."""

_MOST_BYTES: Final = 64_000_000
_HASH_BYTES: Final = 16
_NAME: Final = "content-{key}.jsonl"
_PATTERN: Final = r"content-[0-9a-f]{32}\.jsonl(?:\.[a-z0-9_]{8})?"
"""Names of compiled files, and of those that are being written."""


class Loaded(NamedTuple):
    """All that an assessment draws on."""

    content: Content
    questions: Mapping[str, Question]


def load_assessed(place: Place, role: str | None = None, cache: Path | None = None) -> Loaded:
    """Read what an assessment draws on, compiled where that is at hand.

    Args:
        place: The content.
        role: Id or file of a role; the folder's own choice where none is given.
        cache: Where compiled content is kept, whether or not the folder exists; None for
            nowhere. That it cannot be used is no error.

    Raises:
        UsageError: There is no such role.
        ContentError: Something in the folder is not what it should be; names file and line.
    """
    key = content_key(place, role) if cache else ""
    path = cache / _NAME.format(key=key) if cache and key else None
    found = _read(path, key, place) if path else None
    if found is not None:
        return found
    loaded = _load(place, role)
    # What was read is compiled under its hash only if nobody wrote in the meantime.
    if path and content_key(place, role) == key:
        with suppress(OSError, ValueError):
            _write(path, _compiled(loaded, key))
    return loaded


def _load(place: Place, role: str | None) -> Loaded:
    skill_map = load_skill_map(place)
    content = Content(
        skill_map=skill_map,
        role=load_role(place, role or default_role(place), skill_map),
        backgrounds=load_backgrounds(place, skill_map),
        traits=load_traits(place),
        moves=load_moves(place, skill_map),
    )
    return Loaded(content, load_questions(place, skill_map))


def content_key(place: Place, role: str | None = None) -> str:
    """Hash all that the content of an assessment comes from: names and bytes, and the readers.

    Args:
        place: The content.
        role: Id or file of a role; the folder's own choice where none is given.

    Returns:
        32 hexadecimal digits, or "" where something cannot be read or is too large.
    """
    hashed = blake2b(digest_size=_HASH_BYTES)
    try:
        for name, path in _sources(place, role):
            raw = first_bytes(path)
            if len(raw) > MAX_BYTES:
                return ""
            hashed.update(f"\n{name}\n{len(raw)}\n".encode())
            hashed.update(raw)
    except (MlcareerError, OSError, ValueError):
        return ""
    return hashed.hexdigest()


def _sources(place: Place, role: str | None) -> Iterator[tuple[str, Path]]:
    """List the files that matter, each with what it is."""
    for pattern in _READERS:
        readers = sorted(_PROGRAM.glob(pattern))
        if not readers:
            # Without its source nothing would tell one version of the program from another.
            raise FileNotFoundError(pattern)
        yield from ((f"program {path.name}", path) for path in readers)
    folders = folders_of(place)
    yield from (("content", path) for path in folders.manifests)
    of_role = role_file(folders, role or default_role(folders))
    yield f"the role {of_role.stem}", of_role
    # A role may be based on others.
    yield from ((f"role {id_}", path) for id_, path in role_files(folders).items())
    for name in ("skills", "backgrounds", "people", "moves"):
        for layer in folders.having(f"{name}.yaml"):
            yield name, layer.file(f"{name}.yaml")
    for skill, files in question_files(folders).items():
        yield from ((f"questions {skill}", path) for _, path in files)


def _compiled(loaded: Loaded, key: str) -> bytes:
    """Make a line of the hash, one of the content, and what is read when it is needed."""
    by_skill: dict[str, list[Question]] = {}
    for question in loaded.questions.values():
        by_skill.setdefault(question.skill, []).append(question)
    packed = [pack_questions(questions) for questions in by_skill.values()]
    places = [
        [skill, len(each), [question.id for question in by_skill[skill]]]
        for skill, each in zip(by_skill, packed, strict=True)
    ]
    first = json.dumps([places, pack_content(loaded.content)], ensure_ascii=False).encode()
    body = b"".join([first, b"\n", *packed])
    return b"\n".join([_seal(key, body), body])


def _seal(key: str, body: bytes | memoryview) -> bytes:
    """Hash a compiled file; the hash is its first line."""
    return blake2b(body, key=key.encode(), digest_size=_HASH_BYTES).hexdigest().encode()


def _read(path: Path, key: str, place: Place) -> Loaded | None:
    """Read a compiled file, or None where there is none to believe."""
    try:
        raw = _own_bytes(path)
        begin = raw.index(b"\n") + 1
        if raw[: begin - 1] != _seal(key, memoryview(raw)[begin:]):
            return None
        end = raw.index(b"\n", begin)
        places, packed = json.loads(raw[begin:end])
        content = unpack_content(packed)
        reread = partial(_reread, place, content)
        by_skill = {}
        at = end + 1
        for skill, size, ids in places:
            by_skill[skill] = SkillQuestions(skill, ids, raw, slice(at, at + size), reread)
            at += size
        return Loaded(content, CompiledQuestions(by_skill))
    except (OSError, *GARBLED):
        return None


def _reread(place: Place, content: Content, skill: str) -> Mapping[str, Question]:
    return load_questions(place, content.skill_map, (skill,))


def _own_bytes(path: Path) -> bytes:
    """Read a file that only this user can have written; others read as nothing.

    Where a system does not tell whose a file is, the folder is trusted.
    """
    # Opening a pipe would wait for somebody to write into it.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags), "rb") as stream:
        status = os.fstat(stream.fileno())
        own = not hasattr(os, "getuid") or (
            status.st_uid == os.getuid() and not status.st_mode & (S_IWGRP | S_IWOTH)
        )
        fits = S_ISREG(status.st_mode) and status.st_size <= _MOST_BYTES
        return stream.read() if own and fits else b""


def _write(path: Path, compiled: bytes) -> None:
    """Put a compiled file in its place at once, and remove those of other content."""
    from tempfile import mkstemp  # noqa: PLC0415 - once for each change of the content

    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = mkstemp(prefix=f"{path.name}.", dir=path.parent)
    written = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(compiled)
        written.replace(path)
    finally:
        written.unlink(missing_ok=True)
    _remove_others(path)


def _remove_others(path: Path) -> None:
    import re  # noqa: PLC0415 - see above

    for other in path.parent.iterdir():
        if other != path and re.fullmatch(_PATTERN, other.name):
            with suppress(OSError):
                other.unlink()
