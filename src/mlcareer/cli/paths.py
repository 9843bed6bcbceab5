"""Where this person's data lies."""

import os
from pathlib import Path

from mlcareer.errors import UsageError

DATABASE_NAME = "mlcareer.db"


def data_folder() -> Path:
    """Find the folder: MLCAREER_HOME, or the platform's own place for data."""
    home = os.environ.get("MLCAREER_HOME")
    if home:
        return _expanded(home)
    from platformdirs import user_data_path  # noqa: PLC0415 - costs start-up time

    return user_data_path("mlcareer", appauthor=False)


def _expanded(home: str) -> Path:
    try:
        return Path(home).expanduser()
    except RuntimeError as error:
        message = f"MLCAREER_HOME is {home!r}, and there is no such user. Set it to a folder."
        raise UsageError(message) from error


def database_path() -> Path:
    """Find the database, whether or not it exists."""
    return data_folder() / DATABASE_NAME


def own_roles() -> Path:
    """Find the folder of the person's own roles, whether or not it exists."""
    return data_folder() / "roles"
