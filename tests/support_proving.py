"""What tests need that run the programs of questions."""

import os
import shutil
from threading import Event

import pytest

from mlcareer.model.questions import Question
from mlcareer.proving.languages import missing_tools, printed
from mlcareer.proving.process import Limits, ProgramError
from support import make_question

PATIENT = Limits(seconds=120.0, compiling=120.0)
"""For programs that are to end by themselves, however busy the machine is."""

BRIEF = Limits(seconds=0.3, compiling=120.0, output=2000)
"""For programs that have no end."""


def require(lang: str) -> None:
    """Skip the test where the language's tools are missing, or fail it where they are required."""
    missing = missing_tools(lang)
    if not missing:
        return
    if os.environ.get("MLCAREER_REQUIRE_TOOLCHAINS"):
        pytest.fail(f"{', '.join(missing)} is required and not installed")
    pytest.skip(f"{', '.join(missing)} is not installed")


def output_of(lang: str, code: str, limits: Limits = PATIENT) -> str:
    """Run a program and return what it printed."""
    return printed(lang, code, limits, Event())


def complaint_of(lang: str, code: str, limits: Limits = PATIENT) -> str:
    """Run a program that proves nothing, and return why."""
    with pytest.raises(ProgramError) as caught:
        printed(lang, code, limits, Event())
    return str(caught.value)


def code_question(
    id_: str, code: str, answer: str = "1", *, lang: str = "python", wrong: tuple[str, ...] = ("x",)
) -> Question:
    """Make a question that shows a program."""
    return make_question(id_, kind="code", lang=lang, code=code, answer=answer, wrong=wrong)


def without_tools(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    """Let tools look as if they were not installed."""
    there = shutil.which

    def which(name: str) -> str | None:
        return None if name in names else there(name)

    monkeypatch.setattr(shutil, "which", which)
