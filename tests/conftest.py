"""Keeps every test away from this machine's user: own home, no colour wishes."""

import shutil
from pathlib import Path

import pytest
from hypothesis import settings

from mlcareer.cli import main
from mlcareer.content.skills import load_skill_map
from mlcareer.model.skills import SkillMap
from support import DATA, EXAMPLE, Call, Result, clean_environment

# How long an example takes says more about the machine than about the program.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

_WISHES = ("NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "MLCAREER_CONTENT")


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
