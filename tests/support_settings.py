"""Files with settings, and what a command makes of them."""

import json
import os
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

import pytest

from mlcareer.cli import main
from mlcareer.cli.assess import Request as AssessRequest
from mlcareer.cli.config_files import PROJECT_FILE
from mlcareer.cli.paths import profile_name
from mlcareer.cli.report import Request as ReportRequest
from mlcareer.cli.settings import SETTINGS, Setting
from mlcareer.content.folder import Given
from mlcareer.measure.interview import DEPTHS

Value = str | bool | None


def toml(values: Mapping[str, str | bool]) -> str:
    """Write settings as a file; JSON's texts and truths are TOML's too."""
    return "".join(f"{name} = {json.dumps(value)}\n" for name, value in values.items())


def own(here: Path, text: str) -> Path:
    """Write the own file of the person who stands somewhere."""
    file = here.parents[1] / "mlcareer" / "config.toml"
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def project(folder: Path, text: str) -> Path:
    """Write a project's file."""
    file = folder / PROJECT_FILE
    file.write_text(text, encoding="utf-8")
    return file


def stand_in(home: Path, patch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder two below the home folder, with nothing set."""
    folder = home / "work" / "here"
    folder.mkdir(parents=True)
    patch.chdir(folder)
    for setting in SETTINGS:
        patch.delenv(setting.variable, raising=False)
    return folder


def run_quietly(*arguments: str) -> tuple[int, str]:
    """Run a command line; return its code and what it printed."""
    with redirect_stdout(StringIO()) as out, redirect_stderr(StringIO()):
        code = main(list(arguments))
    return code, out.getvalue()


def as_option(setting: Setting, value: str | bool) -> list[str]:
    """Write a value as on the command line."""
    if isinstance(value, bool):
        return [setting.flag if value else f"--no-{setting.name}"]
    return [setting.flag, value]


def _together(given: Given) -> str | None:
    """Write the folders that a command was given as config show does."""
    folders = given if isinstance(given, tuple) else ()
    return os.pathsep.join(map(str, folders)) or None


class Seen:
    """Takes the place of two commands and keeps what the last one was given."""

    BEFORE = ("content", "profile", "color")
    """Options that stand before the command."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self._values: dict[str, Value] = {}
        patch.setattr("mlcareer.cli.report.report", self._report)
        patch.setattr("mlcareer.cli.assess.assess", self._assess)

    @staticmethod
    def command(setting: Setting) -> str:
        """Name a command that the setting counts for."""
        return "assess" if setting.name in ("depth", "learn") else "report"

    def line(self, setting: Setting, options: list[str]) -> list[str]:
        """Write a command line with options that stand for the setting."""
        command = [self.command(setting)]
        return options + command if setting.name in self.BEFORE else command + options

    def value(self, setting: Setting) -> Value:
        """Say what the setting was."""
        return self._values[setting.name]

    def _report(self, request: ReportRequest) -> None:
        self._values = {
            "content": _together(request.content),
            "profile": profile_name(),
            "color": request.color,
            "plain": request.plain,
            "role": request.role,
        }

    def _assess(self, request: AssessRequest, _: object) -> int:
        depths = {most: name for name, most in DEPTHS.items()}
        self._values = {
            "depth": depths.get(request.budget, str(request.budget)),
            "learn": request.learn,
        }
        return 0
