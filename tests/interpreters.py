"""Runs the programs of questions, each in its own language, the same way everywhere."""

import os
import platform
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from pathlib import Path

import pytest

from mlcareer.model.questions import Question

TIME_LIMIT = 120
"""Seconds for one compiler or program; only a program without end gets there."""

PACKAGES = ("numpy", "pandas")
"""What Python programs of questions may import beside the standard library."""

_VERSIONS: Mapping[str, tuple[str, ...]] = {
    "cpp": ("g++", "--version"),
    "java": ("javac", "-version"),
    "r": ("Rscript", "--version"),
    "lisp": ("sbcl", "--version"),
    "prolog": ("swipl", "--version"),
}
_NAMES = {"cpp": "g++", "java": "javac", "r": "R", "lisp": "SBCL", "prolog": "SWI-Prolog"}

_TOOLS: Mapping[str, tuple[str, ...]] = {
    "python": (),
    "sql": (),
    "cpp": ("g++",),
    "java": ("javac", "java"),
    "r": ("Rscript",),
    "lisp": ("sbcl",),
    "prolog": ("swipl",),
}


def require(lang: str) -> None:
    """Skip the test where the language's tools are missing, or fail it where they are required."""
    missing = [tool for tool in _TOOLS[lang] if shutil.which(tool) is None]
    if not missing:
        return
    if os.environ.get("MLCAREER_REQUIRE_TOOLCHAINS"):
        pytest.fail(f"{', '.join(missing)} is required and not installed")
    pytest.skip(f"{', '.join(missing)} is not installed")


def tool_of(lang: str, program: str = "") -> str:
    """Name what runs programs of a language, with its version and that of imported packages."""
    if lang in {"python", "sql"}:
        imported = re.findall(r"^\s*(?:import|from) (\w+)", program, re.MULTILINE)
        used = [name for name in PACKAGES if name in imported]
        parts = [f"SQLite {sqlite3.sqlite_version}"] if lang == "sql" else []
        parts = parts or [f"Python {platform.python_version()}"]
        return ", ".join([*parts, *(f"{name} {version(name)}" for name in used)])
    done = subprocess.run(_VERSIONS[lang], capture_output=True, text=True, check=True, timeout=60)
    found = re.search(r"\d+\.\d+[\w.]*", done.stdout + done.stderr)
    assert found, f"{_VERSIONS[lang]} does not tell its version"
    return f"{_NAMES[lang]} {found.group()}"


def outputs(lang: str, questions: Sequence[Question], folder: Path) -> dict[str, str]:
    """Run the program of each question and return what it printed, by question id.

    Raises:
        AssertionError: A program does not compile, warns, fails or writes to standard error.
    """
    if lang == "java":
        return _java(questions, folder)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        printed = pool.map(lambda question: _one(lang, question, folder), questions)
        return dict(zip((question.id for question in questions), printed, strict=True))


def run_python(program: str, folder: Path) -> str:
    """Run a Python program apart from the project and from the user's own packages."""
    return _run([sys.executable, "-I", "-W", "error", "-c", program], folder)


def _one(lang: str, question: Question, folder: Path) -> str:
    place = folder / question.id
    place.mkdir()
    match lang:
        case "python":
            return run_python(question.code, place)
        case "sql":
            return _sql(question.code)
        case "cpp":
            return _cpp(question.code, place)
        case "r":
            return _script("q.R", question.code, ["Rscript", "--vanilla"], place)
        case "lisp":
            return _script("q.lisp", question.code, ["sbcl", "--script"], place)
        case "prolog":
            return _script("q.pl", question.code, ["swipl", "-q", "-g", "halt"], place)
    raise AssertionError(lang)


def _script(name: str, code: str, command: Sequence[str], place: Path) -> str:
    (place / name).write_text(code + "\n", encoding="utf-8")
    return _run([*command, name], place)


def _cpp(code: str, place: Path) -> str:
    (place / "q.cpp").write_text(code + "\n", encoding="utf-8")
    flags = ["-std=c++17", "-Wall", "-Wextra", "-Werror"]
    checks = ["-fsanitize=address,undefined", "-fno-sanitize-recover=all"]
    _run(["g++", *flags, *checks, "q.cpp", "-o", "q"], place)
    return _run(["./q"], place)


def _java(questions: Sequence[Question], folder: Path) -> dict[str, str]:
    packages = {question.id: question.id.replace("-", "_") for question in questions}
    sources = []
    for question in questions:
        source = folder / packages[question.id] / "Main.java"
        source.parent.mkdir()
        program = f"package {packages[question.id]};\n{question.code}\n"
        source.write_text(program, encoding="utf-8")
        sources.append(str(source))
    _run(["javac", "-Xlint:all", "-Werror", "-d", "classes", *sources], folder)
    return {
        id_: _run(["java", "-cp", "classes", f"{package}.Main"], folder)
        for id_, package in packages.items()
    }


def _sql(code: str) -> str:
    statements: list[str] = []
    rest = ""
    for line in code.splitlines(keepends=True):
        rest += line
        if sqlite3.complete_statement(rest):
            statements.append(rest)
            rest = ""
    if rest.strip():
        statements.append(rest)
    database = sqlite3.connect(":memory:")
    try:
        for statement in statements[:-1]:
            database.execute(statement)
        rows = database.execute(statements[-1]).fetchall()
    finally:
        database.close()
    return "\n".join(_row(row) for row in rows)


def _row(values: Iterable[object]) -> str:
    return "|".join("NULL" if value is None else str(value) for value in values)


def _run(command: Sequence[str], place: Path) -> str:
    done = subprocess.run(
        command,
        cwd=place,
        env=_environment(place),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=TIME_LIMIT,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, ""), f"{command}:\n{done.stdout}\n{done.stderr}"
    return done.stdout


def _environment(home: Path) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "PYTHONHASHSEED": "0",
    }
