"""Where the content lies, and which files it has."""

from pathlib import Path

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
    return {path.stem: path for path in sorted((folder / "questions").glob("*.yaml"))}


def role_ids(folder: Path) -> tuple[str, ...]:
    """List the roles that have a file."""
    return tuple(sorted(path.stem for path in (folder / "roles").glob("*.yaml")))


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
