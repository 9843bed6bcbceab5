"""How the programs of each language are run, and with what."""

import platform
import re
import shutil
import sys
from collections.abc import Callable, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from site import getusersitepackages
from threading import Event
from typing import Final, NamedTuple

from mlcareer.proving.process import Limits, ProgramError, Terms, own_folder, run

PACKAGES: Final = ("numpy", "pandas")
"""What Python programs of questions may import beside the standard library."""

_WINDOWS: Final = sys.platform == "win32"
_SQL: Final = Path(__file__).with_name("sql_program.py")
_IMPORT: Final = re.compile(
    r"^\s*(?:from\s+(?P<one>[\w.]+)|import\s+(?P<some>[^#;\n]+))", re.MULTILINE
)
_COMPILER_FILE: Final = 200_000_000
_VERSION_SECONDS: Final = 60


class Job(NamedTuple):
    """A program that is about to run.

    Attributes:
        code: The program.
        place: A folder of its own.
        limits: What it may use.
        stop: Set to end it early.
    """

    code: str
    place: Path
    limits: Limits
    stop: Event

    def write(self, name: str) -> None:
        """Put the program into a file of its folder."""
        (self.place / name).write_text(f"{self.code}\n", encoding="utf-8", newline="\n")

    def run(self, *command: str, memory: bool = False) -> str:
        """Run the program itself; raises ProgramError."""
        limits = self.limits
        most = limits.memory if memory else 0
        terms = Terms(self.stop, "it", limits.seconds, limits.output, limits.file, most)
        return run(command, self.place, terms)

    def compile(self, *command: str) -> None:
        """Run its compiler; raises ProgramError."""
        limits = self.limits
        what = "the compiler"
        terms = Terms(self.stop, what, limits.compiling, limits.output, _COMPILER_FILE)
        run(command, self.place, terms)


class Language(NamedTuple):
    """A language in which questions show programs.

    Attributes:
        tools: What has to be installed.
        name: What its version is put after.
        asks: The command that tells the version, or nothing where Python knows it.
        run: Runs a program and returns what it printed.
    """

    tools: tuple[str, ...]
    name: str
    asks: tuple[str, ...]
    run: Callable[[Job], str]


def printed(lang: str, code: str, limits: Limits, stop: Event) -> str:
    """Run a program in a folder of its own and return what it printed.

    Raises:
        ProgramError: It does not run as one that proves something does.
    """
    with own_folder() as place:
        return _LANGUAGES[lang].run(Job(code, place, limits, stop))


def missing_tools(lang: str, code: str = "") -> tuple[str, ...]:
    """Name what a program needs and this machine does not have."""
    tools = tuple(tool for tool in _LANGUAGES[lang].tools if shutil.which(tool) is None)
    return tools + tuple(name for name in _imported(lang, code) if not _is_installed(name))


def tool_of(lang: str, code: str = "") -> str:
    """Name what runs a program, with its version and that of the packages it imports.

    Raises:
        ProgramError: The tool does not tell its version.
    """
    return ", ".join([_tool(lang), *(f"{n} {_version(n)}" for n in _imported(lang, code))])


def _version(package: str) -> str:
    from importlib.metadata import version  # noqa: PLC0415 - brings half the network along

    return version(package)


def _imported(lang: str, code: str) -> tuple[str, ...]:
    if lang != "python":
        return ()
    named = {
        part.split(".")[0].split()[0]
        for line in _IMPORT.finditer(code)
        for part in (line["one"] or line["some"]).split(",")
        if part.split()
    }
    return tuple(name for name in PACKAGES if name in named)


def _is_installed(package: str) -> bool:
    """Tell whether a program would find a package; it does not see those of one user alone."""
    spec = find_spec(package)
    origin = spec.origin if spec is not None else None
    return origin is not None and not Path(origin).is_relative_to(getusersitepackages())


@cache
def _tool(lang: str) -> str:
    if lang == "sql":
        import sqlite3  # noqa: PLC0415 - only where it runs

        return f"SQLite {sqlite3.sqlite_version}"
    if lang == "python":
        return f"Python {platform.python_version()}"
    language = _LANGUAGES[lang]
    # Some tell it on standard error.
    most = Limits().output
    terms = Terms(Event(), language.name, _VERSION_SECONDS, most, _COMPILER_FILE, may_complain=True)
    with own_folder() as place:
        told = run(language.asks, place, terms)
    found = re.search(r"\d+\.\d+[\w.]*", told)
    if found is None:
        message = f"{language.asks[0]} does not tell its version"
        raise ProgramError(message)
    return f"{language.name} {found.group()}"


def _python(job: Job) -> str:
    """Run it apart from the project and from the user's own packages."""
    job.write("q.py")
    flags = ("-I", "-B", "-X", "utf8", "-W", "error")
    return job.run(sys.executable, *flags, "q.py", memory=True)


def _sql(job: Job) -> str:
    job.write("q.sql")
    seconds = str(job.limits.seconds)
    return job.run(sys.executable, "-I", "-X", "utf8", str(_SQL), "q.sql", seconds, memory=True)


def _cpp(job: Job) -> str:
    job.write("q.cpp")
    flags = ["-std=c++17", "-Wall", "-Wextra", "-Werror", "-fmax-errors=1"]
    if not _WINDOWS:
        flags += ["-fsanitize=address,undefined", "-fno-sanitize-recover=all"]
    program = "q.exe" if _WINDOWS else "q"
    job.compile("g++", *flags, "q.cpp", "-o", program)
    return job.run(str(job.place / program))


def _java(job: Job) -> str:
    job.write("Main.java")
    job.compile("javac", "-J-Xmx512m", "-Xlint:all", "-Werror", "-proc:none", "Main.java")
    # Without these flags a virtual machine takes what the machine has.
    flags = ("-Xmx512m", "-XX:+UseSerialGC", "-XX:-UsePerfData")
    return job.run("java", *flags, "-Dfile.encoding=UTF-8", "-cp", ".", "Main")


def _r(job: Job) -> str:
    job.write("q.R")
    return job.run("Rscript", "--vanilla", "q.R", memory=True)


def _lisp(job: Job) -> str:
    job.write("q.lisp")
    return job.run("sbcl", "--dynamic-space-size", "1024", "--script", "q.lisp")


def _prolog(job: Job) -> str:
    job.write("q.pl")
    return job.run("swipl", "-q", "-g", "halt", "q.pl", memory=True)


_LANGUAGES: Final[Mapping[str, Language]] = {
    "python": Language((), "Python", (), _python),
    "sql": Language((), "SQLite", (), _sql),
    "cpp": Language(("g++",), "g++", ("g++", "--version"), _cpp),
    "java": Language(("javac", "java"), "javac", ("javac", "-version"), _java),
    "r": Language(("Rscript",), "R", ("Rscript", "--version"), _r),
    "lisp": Language(("sbcl",), "SBCL", ("sbcl", "--version"), _lisp),
    "prolog": Language(("swipl",), "SWI-Prolog", ("swipl", "--version"), _prolog),
}
