"""What must hold of the readers of content, whatever bytes a stranger sends.

Each target takes bytes and raises BrokenPromiseError, or whatever the program raises, where
something does not hold. `fuzz_content.py` feeds them; the tests feed them what once broke one.
"""

import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import Final, NoReturn, Protocol

from mlcareer.content.check import check_folder
from mlcareer.content.compiled import load_assessed
from mlcareer.content.question_file import question_file
from mlcareer.content.questions import load_questions
from mlcareer.content.shape_check import problems_in
from mlcareer.content.shapes import FILES
from mlcareer.content.skills import load_skill_map
from mlcareer.content.yamlfile import LINE_END, parse_yaml
from mlcareer.errors import ContentError, MlcareerError, Problem
from mlcareer.interchange.exchange import Format, export, take_over
from mlcareer.interchange.qti_writing import qti_item
from mlcareer.model.drafts import draft_of
from mlcareer.model.remarks import Severity

REPOSITORY: Final = Path(__file__).resolve().parent.parent
EXAMPLE: Final = REPOSITORY / "tests" / "example"
CRASHES: Final = REPOSITORY / "tests" / "content" / "crashes"
RICH: Final = REPOSITORY / "examples" / "bread-baker"
STARTER: Final = REPOSITORY / "src" / "mlcareer" / "starter"

NAMES: Final = (
    "skills.yaml",
    "roles/gardener.yaml",
    "questions/digging.yaml",
    "content.yaml",
    *(f"{kind}.yaml" for kind in FILES if kind not in {"skills", "role", "questions", "content"}),
)
"""Files of a folder, by the first byte of what the target `folder` is given."""

_MOST_LOOKED_AT: Final = 200


class BrokenPromiseError(Exception):
    """Something that must hold of all bytes does not hold of these."""


def _fail(message: str) -> NoReturn:
    raise BrokenPromiseError(message)


class Target(Protocol):
    """Takes bytes, and raises where something does not hold."""

    def __call__(self, raw: bytes, /) -> None:
        """Look at some bytes."""


def read_bytes(raw: bytes) -> None:
    """A file is read or refused, and held against the form of every kind of file."""
    try:
        top = parse_yaml(raw, "f.yaml")
    except ContentError as error:
        _judge(error.problems, {"f.yaml": raw})
        return
    for form in FILES.values():
        _judge(tuple(islice(problems_in(top, form), _MOST_LOOKED_AT)), {"f.yaml": raw})


class FolderTarget:
    """One file of a small map is replaced: its first byte says which.

    Args:
        folder: Where the map is copied to.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "garden"
        shutil.copytree(EXAMPLE, self._folder)

    def __call__(self, raw: bytes, /) -> None:
        """Put bytes in the place of a file, look at the whole folder, and put the file back."""
        path = self._folder / NAMES[raw[0] % len(NAMES) if raw else 0]
        before = path.read_bytes() if path.exists() else None
        path.write_bytes(raw[1:])
        try:
            judge_folder(self._folder)
        finally:
            path.unlink() if before is None else path.write_bytes(before)


def judge_folder(folder: Path) -> None:
    """Check and load a folder: each problem has its place, and the check finds what stops it."""
    try:
        check = check_folder(folder)
    except MlcareerError as error:
        _judge_text(str(error))
        return
    problems = tuple(remark.problem for remark in check.remarks)
    _judge(problems, _files_in(folder))
    stops = any(remark.severity is Severity.ERROR for remark in check.remarks)
    try:
        load_assessed(folder)
    except MlcareerError as error:
        _judge_text(str(error))
        if not stops:
            _fail(f"the check passes, and: {error}")


def _files_in(folder: Path) -> dict[str, bytes]:
    shipped = REPOSITORY / "data"
    return {
        str(path): path.read_bytes()
        for one in (folder, shipped)
        for path in one.rglob("*.yaml")
        if path.is_file()
    }


def take(form: Format, raw: bytes) -> None:
    """Questions of another program are taken over or refused; what is written can be read."""
    try:
        taken = take_over(raw, "f", "digging", form)
    except ContentError as error:
        _judge_texts(error.problems)
        return
    _judge_texts(taken.remarks)
    parse_yaml(question_file("digging", taken.drafts).encode(), "written.yaml")


def _judge_texts(problems: tuple[Problem, ...]) -> None:
    for problem in problems:
        _judge_text(str(problem))
        if not problem.message:
            _fail("a problem without a word")


def _judge_text(text: str) -> None:
    for line in text.split("\n"):
        if not line.isprintable():
            _fail(f"cannot be printed: {line!r}")


def _judge(problems: tuple[Problem, ...], files: Mapping[str, bytes]) -> None:
    """Look whether each problem is in a line of a file and at a column of the line."""
    _judge_texts(problems)
    for problem in problems:
        if problem.line:
            _judge_place(problem, files)


def _judge_place(problem: Problem, files: Mapping[str, bytes]) -> None:
    if problem.file not in files:
        _fail(f"no such file: {problem}")
    lines = re.split(LINE_END, files[problem.file].decode("utf-8-sig", errors="replace"))
    if not 1 <= problem.line <= len(lines):
        _fail(f"the file has {len(lines)} lines: {problem}")
    if not 0 <= problem.column <= len(lines[problem.line - 1]) + 1:
        _fail(f"column {problem.column} of {lines[problem.line - 1]!r}")


def maker(target: Target) -> Callable[[Path], Target]:
    """Make what gives a target that needs no folder."""
    return lambda _: target


MAKERS: Final[Mapping[str, Callable[[Path], Target]]] = MappingProxyType(
    {
        "yaml": maker(read_bytes),
        "folder": FolderTarget,
        **{str(form): maker(partial(take, form)) for form in Format},
    }
)
"""Makes each target by its name, given an empty folder to work in."""


def seeds(target: str) -> Iterator[bytes]:
    """List what to begin with: small files that are as they should be, and old crashes."""
    if target == "folder":
        yield from _files_by_name()
    elif target == "yaml":
        for folder in (EXAMPLE, STARTER, RICH):
            yield from (path.read_bytes()[:8000] for path in sorted(folder.rglob("*.yaml")))
    else:
        yield from _questions(Format(target))
    yield from (path.read_bytes() for path in sorted(CRASHES.glob(f"{target}-*")))


def _files_by_name() -> Iterator[bytes]:
    for number, name in enumerate(NAMES):
        for folder in (EXAMPLE, RICH):
            path = folder / name
            if path.is_file():
                yield bytes([number]) + path.read_bytes()[:8000]


def _questions(form: Format) -> Iterator[bytes]:
    for folder in (EXAMPLE, RICH):
        for question in load_questions(folder, load_skill_map(folder)).values():
            if form is Format.QTI:
                yield qti_item(draft_of(question)).encode()
            else:
                yield export((question,), form).data


def words() -> Iterator[str]:
    """List what a generator may put in: keys of all files, and signs that mean something."""
    yield from ("? ", "- ", ": ", "&a ", "*a", "!!str ", "---\n", "<<: ", "|\n", ">-\n", "# ")
    yield from ("\\u202e", "\\ud800", "\\0", "\u00a0", "\u3164", "\ufe0f", "1e400", ".nan", "0x1")
    for form in FILES.values():
        yield from form.keys
    yield from ("<quiz>", "<question type=", "<![CDATA[", "&#0;", "::t::", "{=a ~b}", "{#1:2}")
    yield from ("<qti-assessment-item ", "<qti-choice-interaction ", "<!DOCTYPE a [<!ENTITY b ")
