"""Where the content lies, and which files it has."""

from pathlib import Path

from mlcareer.content.yamlfile import close_match
from mlcareer.errors import UsageError

DEFAULT_ROLE = "ml-engineer"


def content_folder(given: Path | None = None) -> Path:
    """Find the content: the folder given, or the one that came with the program.

    An installed program carries `data` inside the package; a checkout reads the
    top-level folder in place.

    Raises:
        UsageError: There is no skill map in the folder given.
    """
    package = Path(__file__).resolve().parent.parent
    installed = package / "data"
    folder = given or (installed if installed.is_dir() else package.parent.parent / "data")
    try:
        there = (folder / "skills.yaml").is_file()
    except OSError as error:
        message = f"The content folder cannot be read: {error.strerror}. Name another one."
        raise UsageError(message) from error
    if not there:
        message = f"No skill map: {folder / 'skills.yaml'} does not exist. Name a content folder."
        raise UsageError(message)
    return folder


def question_files(folder: Path) -> dict[str, Path]:
    """List the question files by the skill they are named after."""
    return {path.stem: path for path in _visible(folder / "questions")}


def _visible(folder: Path) -> list[Path]:
    """List YAML files; some systems leave hidden ones beside the files of a person."""
    return [path for path in sorted(folder.glob("*.yaml")) if not path.name.startswith(".")]


def role_ids(folder: Path) -> tuple[str, ...]:
    """List the roles that have a file in a content folder."""
    return tuple(role_files(folder))


def role_files(folder: Path, own: Path | None = None) -> dict[str, Path]:
    """List the role files by their ids.

    Args:
        folder: The content folder.
        own: Where a person keeps roles of their own; they come last, and none of them
            takes the place of one in the content folder.
    """
    found: dict[str, Path] = {}
    for place in (folder / "roles", own):
        for path in _visible(place) if place else ():
            found.setdefault(path.stem, path)
    return found


def role_file(folder: Path, role: str, own: Path | None = None) -> Path:
    """Find the file of a role, by its id or as the path of a YAML file.

    Raises:
        UsageError: There is no such role or file; offers a close match.
    """
    known = role_files(folder, own)
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


def default_role(folder: Path) -> str:
    """Name the role that is meant when none is named.

    Raises:
        UsageError: The folder has no role.
    """
    roles = role_ids(folder)
    if not roles:
        message = f"No role: {folder / 'roles'} has no YAML file."
        raise UsageError(message)
    return DEFAULT_ROLE if DEFAULT_ROLE in roles else roles[0]
