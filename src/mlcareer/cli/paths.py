"""Where this person's data lies."""

import os
from pathlib import Path

DATABASE_NAME = "mlcareer.db"


def data_folder() -> Path:
    """Find the folder: MLCAREER_HOME, or the platform's own place for data."""
    home = os.environ.get("MLCAREER_HOME")
    if home:
        return Path(home).expanduser()
    from platformdirs import user_data_path  # noqa: PLC0415 - costs start-up time

    return user_data_path("mlcareer", appauthor=False)


def database_path() -> Path:
    """Find the database, whether or not it exists."""
    return data_folder() / DATABASE_NAME
