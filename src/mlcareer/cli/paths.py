"""Where this person's data lies."""

import os
import re
from contextvars import ContextVar
from pathlib import Path
from typing import Final

from mlcareer.errors import UsageError

DATABASE_NAME = "mlcareer.db"
USUAL_PROFILE: Final = "default"
PROFILES: Final = "profiles"
"""The folder of the profiles besides the usual one."""

_PROFILE_NAME: Final = r"[a-z0-9](?:[a-z0-9_-]{0,38}[a-z0-9])?"
_RESERVED: Final = frozenset(
    ("con", "prn", "aux", "nul", *(f"{name}{at}" for name in ("com", "lpt") for at in range(10)))
)
"""Names that Windows keeps for devices."""

_profile: ContextVar[str] = ContextVar("profile", default=USUAL_PROFILE)


def use_profile(name: str) -> None:
    """Choose whose data is meant from here on.

    Raises:
        UsageError: The name cannot be that of a profile.
    """
    wanted = name.strip().lower()
    if not re.fullmatch(_PROFILE_NAME, wanted) or wanted in _RESERVED:
        message = (
            f"{name!r} cannot be the name of a profile. Take up to 40 letters from a to z,"
            " digits, - and _, such as anna or class-2."
        )
        raise UsageError(message)
    _profile.set(wanted)


def profile_name() -> str:
    """Say whose data is meant."""
    return _profile.get()


def profile_option() -> str:
    """Write what names the profile on the command line, with a space behind; "" for the usual."""
    name = _profile.get()
    return "" if name == USUAL_PROFILE else f"--profile {name} "


def data_folder() -> Path:
    """Find the folder of the profile: in MLCAREER_HOME, or the platform's own place for data."""
    profile = _profile.get()
    root = data_root()
    return root if profile == USUAL_PROFILE else root / PROFILES / profile


def data_root() -> Path:
    """Find the folder of all profiles, which is that of the usual one."""
    home = _home()
    if home:
        return home
    from platformdirs import user_data_path  # noqa: PLC0415 - costs start-up time

    return user_data_path("mlcareer", appauthor=False)


def cache_folder() -> Path:
    """Find the folder of what can be made again at any time, whether or not it exists."""
    home = _home()
    if home:
        return home / "cache"
    from platformdirs import user_cache_path  # noqa: PLC0415 - costs start-up time

    return user_cache_path("mlcareer", appauthor=False)


def config_file() -> Path:
    """Find the person's own settings, whether or not they exist."""
    home = _home()
    if home:
        return home / "config.toml"
    from platformdirs import user_config_path  # noqa: PLC0415 - costs start-up time

    return user_config_path("mlcareer", appauthor=False) / "config.toml"


def database_path() -> Path:
    """Find the database, whether or not it exists."""
    return data_folder() / DATABASE_NAME


def own_roles() -> Path:
    """Find the folder of the person's own roles, whether or not it exists."""
    return data_folder() / "roles"


def _home() -> Path | None:
    home = os.environ.get("MLCAREER_HOME")
    if not home:
        return None
    try:
        return Path(home).expanduser()
    except RuntimeError as error:
        message = f"MLCAREER_HOME is {home!r}, and there is no such user. Set it to a folder."
        raise UsageError(message) from error
