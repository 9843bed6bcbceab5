"""Reads the files that keep settings: the person's own, and that of a project."""

import re
from collections.abc import Mapping
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Final, NamedTuple

from mlcareer.cli.paths import config_file
from mlcareer.cli.settings import BY_NAME, checked
from mlcareer.errors import Problem, UsageError

PROJECT_FILE: Final = "mlcareer.toml"

LARGEST: Final = 65_536
"""Bytes of a file that is read; a stranger's could be of any size."""

_MOST: Final = 50
"""Keys that are looked at, and places where one may stand: more are no person's settings."""

_TOML_PLACE: Final = r" \(at (?:line (\d+), column \d+|end of document)\)$"


class Kept(NamedTuple):
    """A value that a file sets, and where."""

    value: str | bool
    file: str
    line: int

    @property
    def place(self) -> str:
        """The file and the line."""
        return f"{self.file}:{self.line}" if self.line else self.file


class Configuration(NamedTuple):
    """What the files say.

    Attributes:
        kept: The values that can be used, by setting.
        problems: What cannot be used.
    """

    kept: Mapping[str, Kept] = {}
    problems: tuple[Problem, ...] = ()

    @property
    def values(self) -> dict[str, str | bool]:
        """The values alone, by setting."""
        return {name: kept.value for name, kept in self.kept.items()}


NOTHING: Final = Configuration()


def own_file() -> Path | None:
    """Find the person's own file, whether or not it exists; None where there is no home."""
    # Commands that need the home say what is wrong with it.
    with suppress(UsageError, RuntimeError):
        return config_file()
    return None


def project_places() -> tuple[Path, ...]:
    """List where a project's file may lie, the nearest first: here and above, up to the home."""
    try:
        here = Path.cwd()
    except OSError:
        return ()
    home: Path | None = None
    with suppress(RuntimeError):
        home = Path.home()
    places = []
    for folder in (here, *here.parents):
        places.append(folder / PROJECT_FILE)
        if folder == home:
            break
    return tuple(places)


def project_file() -> Path | None:
    """Find the project's file."""
    return next((path for path in project_places() if is_there(path)), None)


def is_there(path: Path) -> bool:
    """Tell whether a file exists; what cannot be looked at counts as absent."""
    try:
        return path.is_file()
    except OSError:
        return False


def read_configuration() -> Configuration:
    """Read the files; the project's settings go before the person's own."""
    own, project = own_file(), project_file()
    found = NOTHING
    if own and is_there(own):
        found = _read(own, of_project=False)
    if project and project != own:
        more = _read(project, of_project=True)
        found = Configuration({**found.kept, **more.kept}, (*found.problems, *more.problems))
    return found


def _read(path: Path, *, of_project: bool) -> Configuration:
    file = str(path)
    try:
        text = _text(path)
    except OSError as error:
        return _only(Problem(file, 0, f"this cannot be read: {error.strerror}."))
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        return _only(Problem(file, line, "this is not UTF-8. Save the file in that encoding."))
    if text is None:
        return _only(Problem(file, 0, f"settings take no more than {LARGEST} bytes. Shorten it."))
    import tomllib  # noqa: PLC0415 - most people have no such file

    try:
        table = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        return _only(_not_toml(file, str(error), last=text.count("\n", 0, -1) + 1))
    return _sorted_out(path, table, text.splitlines(), of_project=of_project)


def _text(path: Path) -> str | None:
    with path.open("rb") as stream:
        raw = stream.read(LARGEST + 1)
    return None if len(raw) > LARGEST else raw.decode("utf-8-sig")


def _only(problem: Problem) -> Configuration:
    return Configuration(problems=(problem,))


def _not_toml(file: str, reason: str, last: int) -> Problem:
    found = re.search(_TOML_PLACE, reason)
    what = reason[: found.start()] if found else reason
    message = f'this is no TOML: {what}. Write a line as in role = "ml-engineer", or delete it.'
    return Problem(file, int(found[1]) if found and found[1] else last, message)


def _sorted_out(
    path: Path, table: Mapping[str, object], lines: list[str], *, of_project: bool
) -> Configuration:
    kept: dict[str, Kept] = {}
    problems = []
    for key, value in islice(table.items(), _MOST):
        line = _line_of(key, lines)
        try:
            known = _usable(key, of_project=of_project)
            kept[key] = Kept(checked(BY_NAME[known], value, path.parent), str(path), line)
        except UsageError as error:
            problems.append(Problem(str(path), line, str(error)))
    return Configuration(kept, tuple(problems))


def _usable(key: str, *, of_project: bool) -> str:
    if key not in BY_NAME:
        from mlcareer.content.yamlfile import close_match  # noqa: PLC0415 - only for a complaint

        hint = close_match(key, BY_NAME) or f" Known: {', '.join(BY_NAME)}."
        message = f"unknown setting {key!r}.{hint}"
        raise UsageError(message)
    if of_project and not BY_NAME[key].for_projects:
        message = (
            f"{key} says whose data is meant, which the file of a project cannot."
            f" Set it in your own file (mlcareer config path names it), or give --{key}."
        )
        raise UsageError(message)
    return key


def _line_of(key: str, lines: list[str]) -> int:
    """Find the line on which a key is set first, counted from 1; 0 where it is written oddly."""
    written = rf"""\s*(?:\[\[?\s*)?(["']?){re.escape(key)}\1\s*[=.\]]"""
    candidates = (at for at, line in enumerate(lines) if re.match(written, line))
    first = islice(candidates, _MOST)
    return next((at + 1 for at in first if _is_outside("\n".join(lines[:at]), key)), 0)


def _is_outside(before: str, key: str) -> bool:
    """Tell whether what comes before a line is whole: the line is not within a long text."""
    import tomllib  # noqa: PLC0415 - see above

    try:
        return key not in tomllib.loads(before)
    except (ValueError, RecursionError):
        return False
