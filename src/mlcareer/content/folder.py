"""Where content lies: one folder, or several that build on each other."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Final, NamedTuple

from mlcareer.content.manifest import MANIFEST, NO_MANIFEST, Manifest, read_manifest
from mlcareer.content.yamlfile import ID_PATTERN, close_match
from mlcareer.errors import ContentError, Problem, UsageError

DEFAULT_ROLE: Final = "ml-engineer"

MOST_FILES: Final = 1000
"""Files of one kind that a folder may have; a thousand skills are more than anybody asks about."""


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
        return _kept_inside(path, self.path)

    def files(self, folder: str) -> dict[str, Path]:
        """List the YAML files of a folder in it, by their names without the ending.

        Raises:
            ContentError: One of them leads out of the folder or is not named by an id, or
                there are too many.
        """
        found: dict[str, Path] = {}
        for path in _yaml_in(self.path / folder):
            if not re.fullmatch(ID_PATTERN, path.stem):
                message = "the name of this file is no id: use letters, digits and hyphens"
                raise ContentError(Problem(str(path), 0, message))
            found[path.stem] = _kept_inside(path, self.path)
        return found


class Folders:
    """Content folders in their order: a later one adds to those before it.

    Args:
        layers: At least one.
    """

    def __init__(self, layers: Iterable[Layer]) -> None:
        self.layers = tuple(layers)

    def __str__(self) -> str:
        return " + ".join(str(layer.path) for layer in self.layers)

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
        """List the folders that have a file."""
        return tuple(layer for layer in self.layers if layer.file(name).exists())

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
                that it replaces the other.
        """
        found: dict[str, Path] = {}
        for layer in self.layers:
            replaced = layer.manifest.replaces.get("roles", {})
            for role, path in layer.files("roles").items():
                if role in found and role not in replaced:
                    raise ContentError(Problem(str(path), 0, standing_twice(role, found[role])))
                found[role] = path
            _check_replaced(replaced, found, layer)
        return found


Place = Path | Folders
"""A content folder, or several that were found to belong together."""

Given = Path | Sequence[Path] | Folders
"""Content folders that somebody named; none for what came with the program."""


def standing_twice(role: str, other: Path) -> str:
    """Say that two folders have a role of one id, and what to do."""
    return (
        f"a role {role!r} is in {other} too; rename one, or write"
        f" replaces: {{roles: [{role}]}} in {MANIFEST}"
    )


def _check_replaced(replaced: Mapping[str, int], known: Iterable[str], layer: Layer) -> None:
    for role, line in replaced.items():
        names = tuple(known)
        if role not in names:
            hint = close_match(role, names)
            message = f"there is no role {role!r} to replace.{hint}"
            raise ContentError(Problem(str(layer.file(MANIFEST)), line, message))


def content_folder(given: Given = ()) -> Folders:
    """Find the content: the folders given, or what came with the program.

    Raises:
        UsageError: There is no skill map in any of the folders given.
        ContentError: What a folder says about itself cannot be read.
    """
    folders = folders_of(given or shipped_folder())
    try:
        there = folders.having("skills.yaml")
    except OSError as error:
        message = f"The content folder cannot be read: {error.strerror}. Name another one."
        raise UsageError(message) from error
    if not there:
        path = folders.last.path / "skills.yaml"
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
    layers = [Layer(path, read_manifest(path)) for path in dict.fromkeys(paths)]
    if any(layer.manifest.extends for layer in layers):
        shipped = shipped_folder()
        layers = [Layer(shipped), *(layer for layer in layers if not _same(layer.path, shipped))]
    return Folders(layers)


def _same(one: Path, other: Path) -> bool:
    try:
        return one.resolve() == other.resolve()
    except OSError:
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
    return found


def _kept_inside(path: Path, folder: Path) -> Path:
    """Let through what lies in a folder.

    What a stranger's link names would otherwise be read, and quoted in complaints.
    """
    if path.is_symlink() or path.parent.is_symlink():
        try:
            inside = path.resolve().is_relative_to(folder.resolve())
        except (OSError, RuntimeError):
            inside = False
        if not inside:
            message = "a link that leads out of the content folder; put the file itself here"
            raise ContentError(Problem(str(path), 0, message))
    return path


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
        if path.is_file():
            return path
        message = f"There is no role file {role}. List the roles with mlcareer roles."
        raise UsageError(message)
    hint = close_match(role, known) or f" Known: {', '.join(known)}."
    message = f"Unknown role {role!r}.{hint}"
    raise UsageError(message)


def default_role(place: Place) -> str:
    """Name the role that is meant when none is named: what the last folder says, or the first.

    Raises:
        UsageError: The content has no role.
    """
    folders = folders_of(place)
    roles = folders.role_files
    if not roles:
        message = f"No role: {folders.last.path / 'roles'} has no YAML file."
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
