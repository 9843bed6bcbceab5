"""Keeps every test away from this machine's user, and from the network."""

import shutil
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from mlcareer.cli import main
from mlcareer.cli.settings import SETTINGS
from mlcareer.content.skills import load_skill_map
from mlcareer.model.skills import SkillMap
from support import DATA, EXAMPLE, Call, Result, clean_environment

# How long an example takes says more about the machine than about the program.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

_WISHES = (
    "NO_COLOR",
    "FORCE_COLOR",
    "CLICOLOR",
    "CLICOLOR_FORCE",
    *(setting.variable for setting in SETTINGS),
)

_LOCAL = ("localhost", "127.0.0.1", "::1", "", None)
_CALLS = frozenset(
    f"socket.{name}"
    for name in ("connect", "sendto", "sendmsg", "bind", "getaddrinfo", "getnameinfo")
) | {"socket.gethostbyname", "socket.gethostbyaddr"}


def _forbid_network(event: str, arguments: tuple[Any, ...]) -> None:
    """Stop whatever would leave this machine; browsers are reached by its own addresses."""
    if event not in _CALLS:
        return
    # Behind the socket comes an address; a lookup begins with a name.
    place = arguments[1] if hasattr(arguments[0], "fileno") else arguments[0]
    host = place[0] if isinstance(place, tuple) and place else place
    name = host.decode(errors="replace") if isinstance(host, bytes) else host
    is_file = getattr(arguments[0], "family", None) not in (None, 2, 10, 23, 30)
    if name not in _LOCAL and not is_file:
        message = f"The tests may not reach the network: {event} {name!r}"
        raise RuntimeError(message)


# No test can take it off again, nor what it calls in this process.
sys.addaudithook(_forbid_network)


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give each test an empty home folder and a plain environment."""
    folder = tmp_path_factory.mktemp("home")
    for name in _WISHES:
        monkeypatch.delenv(name, raising=False)
    for name, value in clean_environment(folder).items():
        if name != "PATH":
            monkeypatch.setenv(name, value)
    return folder


@pytest.fixture(scope="session")
def skill_map() -> SkillMap:
    """Read the shipped map once."""
    return load_skill_map(DATA)


@pytest.fixture(scope="session")
def garden() -> SkillMap:
    """Read the small map once."""
    return load_skill_map(EXAMPLE)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Copy the small map, for a test to change."""
    return Path(shutil.copytree(EXAMPLE, tmp_path / "garden"))


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Call:
    """Run command lines in this process."""

    def run(*arguments: str) -> Result:
        code = main(list(arguments))
        return Result(code, *capsys.readouterr())

    return run
