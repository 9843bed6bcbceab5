"""Where content lies: one folder, or several that build on each other."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Final, NamedTuple

from mlcareer.content.manifest import MANIFEST, NO_MANIFEST, Manifest, read_manifest
from mlcareer.content.yamlfile import close_match, is_id
from mlcareer.errors import ContentError, Problem, UsageError, visible

DEFAULT_ROLE: Final = "ml-engineer"

MOST_FILES: Final = 1000
"""Files of one kind that a folder may have; a thousand skills are more than anybody asks about."""

MOST_BYTES: Final = 20_000_000
"""Bytes of all files of one kind in a folder; the questions that come with the program have
one million."""

_LEADS_OUT: Final = "a link that leads out of the content folder; put the file itself here"


class Layer(NamedTuple):
    """One content folder, with what it says about itself."""

    path: Path
    manifest: Manifest = NO_MANIFEST

    def file(self, *name: str) -> Path:
        """Name a file of the folder, whether or not it exists.

        Raises:
            ContentError: It is a link that leads out of the folder.
        """
        path = self.path.joinpath(*name)
        if _leads_out(path, self.path):
            raise ContentError(Problem(str(path), 0, _LEADS_OUT))
        return path

    def files(self, folder: str) -> dict[str, Path]:
        """List the YAML files of a folder in it, by their names without the ending.

        Raises:
            ContentError: With each that leads out of the folder or is not named by an id, or
                there are too many, or the folder is none or leads out itself.
        """
        inner = self.path / folder
        if _leads_out(inner, self.path):
            raise ContentError(Problem(str(inner), 0, _LEADS_OUT))
        if inner.exists() and not inner.is_dir():
            raise ContentError(Problem(str(inner), 0, "a file; a folder was expected here"))
        paths = _yaml_in(inner)
        wrong = {path: self._wrong_with(path) for path in paths}
        problems = [Problem(str(path), 0, message) for path, message in wrong.items() if message]
        if problems:
            raise ContentError(*problems)
        return {path.stem: path for path in paths}

    def _wrong_with(self, path: Path) -> str:
        if not is_id(path.stem):
            return "the name of this file is no id: use letters a to z, digits and hyphens"
        return _LEADS_OUT if _leads_out(path, self.path) else ""


class Folders:
    """Content folders in their order: a later one adds to those before it.

    Args:
        layers: At least one.
    """

    def __init__(self, layers: Iterable[Layer]) -> None:
        self.layers = tuple(layers)

    def __str__(self) -> str:
        return " + ".join(visible(str(layer.path)) for layer in self.layers)

    @property
    def last(self) -> Layer:
        """The folder that somebody is working on where there are several."""
        return self.layers[-1]

    @property
    def manifests(self) -> tuple[Path, ...]:
        """The files in which folders say what they build on."""
        return tuple(
            layer.file(MANIFEST) for layer in self.layers if layer.manifest is not NO_MANIFEST
        )

    def having(self, name: str) -> tuple[Layer, ...]:
        """List the folders that have a file, or a link in its place."""
        return tuple(layer for layer in self.layers if _is_there(layer.file(name)))

    @cached_property
    def question_files(self) -> Mapping[str, tuple[tuple[Layer, Path], ...]]:
        """The question files by the skill they are named after, each with its folder."""
        found: dict[str, tuple[tuple[Layer, Path], ...]] = {}
        for layer in self.layers:
            for skill, path in layer.files("questions").items():
                found[skill] = (*found.get(skill, ()), (layer, path))
        return found

    @cached_property
    def role_files(self) -> Mapping[str, Path]:
        """The role files by their ids.

        Raises:
            ContentError: Two folders have a role of one id, and the later one does not say
                that it replaces the other; or it replaces what is not there.
        """
        found: dict[str, Path] = {}
        problems: list[Problem] = []
        for layer in self.layers:
            own = layer.files("roles")
            problems += _roles_twice(layer, own, found)
            problems += _roles_not_replaced(layer, own, found)
            found |= own
        if problems:
            raise ContentError(*problems)
        return found


Place = Path | Folders
"""A content folder, or several that were found to belong together."""

Given = Path | Sequence[Path] | Folders
"""Content folders that somebody named; none for what came with the program."""


def _roles_twice(
    layer: Layer, own: Mapping[str, Path], before: Mapping[str, Path]
) -> Iterator[Problem]:
    spelt = {role.casefold(): role for role in before}
    for role, path in own.items():
        # Some systems do not tell such names of files apart, and people neither.
        other = spelt.setdefault(role.casefold(), role)
        if other != role:
            message = f"the role {role!r} is {other!r} but for capitals; rename one"
            yield Problem(str(path), 0, message)
        if role in before and role not in layer.manifest.replaces.get("roles", {}):
            message = (
                f"a role {role!r} is in {before[role]} too; rename one, or write"
                f" replaces: {{roles: [{role}]}} in {MANIFEST}"
            )
            yield Problem(str(path), 0, message)


def is_content(folder: Path) -> bool:
    """Tell whether a folder has a file by which one knows a content folder."""
    return any((folder / name).is_file() for name in ("skills.yaml", MANIFEST))


def _roles_not_replaced(
    layer: Layer, own: Mapping[str, Path], before: Mapping[str, Path]
) -> Iterator[Problem]:
    for role, line in layer.manifest.replaces.get("roles", {}).items():
        if role not in before:
            message = f"there is no role {role!r} to replace.{close_match(role, before)}"
            yield Problem(str(layer.path / MANIFEST), line, message)
        elif role not in own:
            message = f"there is no role {role!r} here to take the place of the other"
            yield Problem(str(layer.path / MANIFEST), line, message)


def content_folder(given: Given = ()) -> Folders:
    """Find the content: the folders given, or what came with the program.

    Raises:
        UsageError: There is no skill map in any of the folders given.
        ContentError: What a folder says about itself cannot be read.
    """
    try:
        folders = folders_of(given or shipped_folder())
        there = folders.having("skills.yaml")
    except OSError as error:
        message = f"The content folder cannot be read: {error.strerror}. Name another one."
        raise UsageError(message) from error
    if not there:
        path = visible(str(folders.last.path / "skills.yaml"))
        if not folders.last.path.is_dir():
            message = f"{visible(str(folders.last.path))} is no folder. Name a content folder."
            raise UsageError(message)
        message = (
            f"No skill map: {path} does not exist. Name a content folder. One that adds to what"
            f" came with the program says `extends: shipped` in {MANIFEST}."
        )
        raise UsageError(message)
    return folders


def shipped_folder() -> Path:
    """Find the content that came with the program.

    An installed program carries `data` inside the package; a checkout reads the
    top-level folder in place.
    """
    package = Path(__file__).resolve().parent.parent
    installed = package / "data"
    return installed if installed.is_dir() else package.parent.parent / "data"


def folders_of(given: Given) -> Folders:
    """Put folders on each other, those that they build on first.

    Raises:
        ContentError: What a folder says about itself cannot be read.
    """
    if isinstance(given, Folders):
        return given
    paths = (given,) if isinstance(given, Path) else given
    layers: list[Layer] = []
    for path in paths:
        # One folder may be named in two ways, as in a settings file and on the command line.
        if not any(_same(layer.path, path) for layer in layers):
            layers.append(Layer(path, _manifest(path)))
    if any(layer.manifest.extends for layer in layers):
        shipped = shipped_folder()
        layers = [Layer(shipped), *(layer for layer in layers if not _same(layer.path, shipped))]
    return Folders(layers)


def _manifest(folder: Path) -> Manifest:
    path = Layer(folder).file(MANIFEST)
    return read_manifest(path) if _is_there(path) else NO_MANIFEST


def _same(one: Path, other: Path) -> bool:
    try:
        return one.resolve() == other.resolve()
    except (OSError, RuntimeError):
        return False


def _yaml_in(folder: Path) -> list[Path]:
    """List YAML files; some systems leave hidden ones beside the files of a person.

    Raises:
        ContentError: There are too many.
    """
    found = [path for path in sorted(folder.glob("*.yaml")) if not path.name.startswith(".")]
    if len(found) > MOST_FILES:
        message = f"more than {MOST_FILES} files; put some of them elsewhere"
        raise ContentError(Problem(str(folder), 0, message))
    if sum(map(_size_of, found)) > MOST_BYTES:
        message = f"more than {MOST_BYTES // 1_000_000} MB together; put some files elsewhere"
        raise ContentError(Problem(str(folder), 0, message))
    return found


def _size_of(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _is_there(path: Path) -> bool:
    # A link to nothing would read as if nobody had wanted to have the file.
    return path.exists() or path.is_symlink()


def _leads_out(path: Path, folder: Path) -> bool:
    """Tell whether a file only seems to lie in a folder.

    What a stranger's link names would otherwise be read, and quoted in complaints.
    """
    if not path.is_symlink() and not path.parent.is_symlink():
        return False
    try:
        return not path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):
        return True


def question_files(place: Place) -> Mapping[str, tuple[tuple[Layer, Path], ...]]:
    """List the question files by the skill they are named after, each with its folder."""
    return folders_of(place).question_files


def role_ids(place: Place) -> tuple[str, ...]:
    """List the roles that have a file in a content folder."""
    return tuple(folders_of(place).role_files)


def role_files(place: Place, own: Path | None = None) -> dict[str, Path]:
    """List the role files by their ids.

    Args:
        place: The content.
        own: Where a person keeps roles of their own; they come last, and none of them
            takes the place of one in the content folder.
    """
    found = dict(folders_of(place).role_files)
    for path in _yaml_in(own) if own else ():
        found.setdefault(path.stem, path)
    return found


def role_file(place: Place, role: str, own: Path | None = None) -> Path:
    """Find the file of a role, by its id or as the path of a YAML file.

    Raises:
        UsageError: There is no such role or file; offers a close match.
    """
    known = role_files(place, own)
    if role in known:
        return known[role]
    if role.endswith((".yaml", ".yml")):
        path = Path(role)
        # A name that is too long is an error of the system, not a file that is not there.
        with suppress(OSError):
            if path.is_file():
                return path
        message = f"There is no role file {visible(role)}. List the roles with mlcareer roles."
        raise UsageError(message)
    listed = f" Known: {', '.join(known)}." if known else " The content has none."
    message = f"Unknown role {role!r}.{close_match(role, known) or listed}"
    raise UsageError(message)


def default_role(place: Place) -> str:
    """Name the role that is meant when none is named: what the last folder says, or the first.

    Raises:
        UsageError: The content has no role.
        ContentError: The role that a folder names is not there.
    """
    folders = folders_of(place)
    roles = folders.role_files
    if not roles:
        path = visible(str(folders.last.path / "roles"))
        message = f"No role: {path} has no YAML file."
        raise UsageError(message)
    for layer in reversed(folders.layers):
        named = layer.manifest.role
        if named and named not in roles:
            hint = close_match(named, roles)
            message = f"unknown role {named!r}.{hint}"
            raise ContentError(
                Problem(str(layer.file(MANIFEST)), layer.manifest.role_line, message)
            )
        if named:
            return named
    return DEFAULT_ROLE if DEFAULT_ROLE in roles else next(iter(roles))
