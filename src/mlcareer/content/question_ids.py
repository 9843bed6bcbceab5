"""Finds out whether questions are left without reading them, which takes long."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from mlcareer.content.folder import Place, folders_of
from mlcareer.content.raw_file import first_bytes

_ID: Final = rb"(?m)^ *(?:- +)?id: *[\"']?([^\s\"'#]+)"
"""An id on a line of its own, as in every file that is written by hand."""

_MOST_BYTES: Final = 4000
"""A file with more of them for each answer is not read: questions are left in it."""


def exhausted(
    place: Place, skills: Iterable[str], asked: Mapping[str, Collection[str]]
) -> frozenset[str]:
    """List the skills about which no question is left.

    A skill whose file cannot be read so is left out: whoever asks about it finds out.

    Args:
        place: The content.
        skills: Skills of the map.
        asked: Ids of the questions that were answered, by skill.

    Raises:
        ContentError: The files of questions cannot be found.
    """
    files = folders_of(place).question_files
    return frozenset(
        skill
        for skill in skills
        if skill not in files
        or (skill in asked and _all_in([path for _, path in files[skill]], asked[skill]))
    )


def _all_in(paths: Sequence[Path], asked: Collection[str]) -> bool:
    """Tell whether files have questions, and each of them was asked."""
    try:
        if sum(path.stat().st_size for path in paths) > _MOST_BYTES * len(asked):
            return False
        text = b"\n".join(map(first_bytes, paths))
    except OSError:
        return False
    ids = {found.decode(errors="replace") for found in re.findall(_ID, text)}
    return bool(ids) and ids <= set(asked)
