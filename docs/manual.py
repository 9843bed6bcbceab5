"""The manual page, made of the texts that --help shows."""

import ast
from collections.abc import Iterable, Iterator, Sequence
from inspect import cleandoc
from pathlib import Path
from typing import Final

import typer
from typer.core import TyperArgument, TyperGroup, TyperOption
from typer.main import get_command

from mlcareer import __version__, errors
from mlcareer.cli.app import app
from mlcareer.cli.settings import SETTINGS, commands_with_options, connect
from mlcareer.cli.welcome import _COMMANDS as EXAMPLES

DAY: Final = "2026-11-22"
"""Day of the version that the page tells about."""

PROGRAM: Final = "mlcareer"

VARIABLES: Final = (
    ("MLCAREER_HOME", "The folder of the database and of your own file with settings."),
    (
        "NO_COLOR, FORCE_COLOR, CLICOLOR, CLICOLOR_FORCE",
        "What most programs take for a wish about colour; --color goes before them.",
    ),
)
"""Variables beside those of the settings."""

FILES: Final = (
    (
        "mlcareer.toml",
        "Settings of a project: here, or in the nearest folder above that has such a file.",
    ),
    (
        "~/.config/mlcareer/config.toml",
        "Your own settings; elsewhere on Windows and macOS. mlcareer config path names the file.",
    ),
    (
        "~/.local/share/mlcareer/mlcareer.db",
        "Answers and plan; elsewhere on Windows and macOS. mlcareer doctor names the file.",
    ),
)

_LINE: Final = 78
"""Bytes of a line."""

_ROFF: Final = str.maketrans(
    {
        "\\": "\\e",
        "-": "\\-",
        '"': "\\(dq",
        "'": "\\(aq",
        "`": "\\(ga",
        "^": "\\(ha",
        "~": "\\(ti",
    }
)
"""Characters that roff would take for something else, or print as another one."""


def manual_page() -> str:
    """Make the page, as roff with the macros of man(7)."""
    root = _root()
    name, *description = _paragraphs(root.command.help)
    lines = (
        f'.TH {PROGRAM.upper()} 1 {DAY} "{PROGRAM} {__version__}" "User Commands"',
        ".nh",
        ".SH NAME",
        *_roff_lines(f"{PROGRAM} - {name[0].lower()}{name[1:].rstrip('.')}"),
        ".SH SYNOPSIS",
        f".B {PROGRAM}",
        "[\\fIoptions\\fR] [\\fIcommand\\fR [\\fIarguments\\fR]]",
        ".SH DESCRIPTION",
        *_text(description),
        ".SH OPTIONS",
        *_roff_lines("These stand before the command. --help explains the program, or a command."),
        *_options(root),
        ".SH COMMANDS",
        *_commands(root),
        ".SH ENVIRONMENT",
        *_listed(_variables(root)),
        ".SH FILES",
        *_listed(FILES),
        ".SH EXIT STATUS",
        *_listed(_exit_codes()),
        ".SH EXAMPLES",
        *_listed((command, f"{what[0].upper()}{what[1:]}.") for command, what in EXAMPLES),
    )
    return "".join(f"{line}\n" for line in lines)


def _root() -> typer.Context:
    command = get_command(app)
    connect(command, {})
    return typer.Context(command, info_name=PROGRAM, help_option_names=["-h", "--help"])


def _commands(context: typer.Context) -> Iterator[str]:
    """Tell about each command of a group, and of the groups in it."""
    group = context.command
    assert isinstance(group, TyperGroup)  # noqa: S101 - narrows the type
    for name, command in group.commands.items():
        inner = typer.Context(command, info_name=name, parent=context)
        pieces = " ".join(command.collect_usage_pieces(inner))
        yield f'.SS "{_roff(f"{inner.command_path} {pieces}")}"'.replace("[OPTIONS]", "[options]")
        yield from _text(_paragraphs(command.help))
        yield from _options(inner)
        if isinstance(command, TyperGroup):
            yield from _commands(inner)


def _options(context: typer.Context) -> Iterator[str]:
    """Tell about the arguments of a command, then its options; --help is told once."""
    help_option = context.command.get_help_option(context)
    params = [one for one in context.command.get_params(context) if one is not help_option]
    for kind in (TyperArgument, TyperOption):
        records = (one.get_help_record(context) for one in params if isinstance(one, kind))
        yield from _listed(record for record in records if record)


def _variables(context: typer.Context) -> Iterator[tuple[str, str]]:
    does: dict[str, str] = {}
    for _, setting, option in commands_with_options(context.command):
        does.setdefault(setting.name, option.help or "")
    for setting in SETTINGS:
        yield setting.variable, f"As {setting.flag}: {does[setting.name]}"
    yield from VARIABLES


def _exit_codes() -> Iterator[tuple[str, str]]:
    """Read what the exit codes mean where they are defined."""
    tree = ast.parse(Path(errors.__file__).read_text(encoding="utf-8"))
    (codes,) = (
        each
        for each in tree.body
        if isinstance(each, ast.ClassDef) and each.name == errors.ExitCode.__name__
    )
    docs = [ast.literal_eval(each.value) for each in codes.body if isinstance(each, ast.Expr)]
    for code, doc in zip(errors.ExitCode, docs[1:], strict=True):
        yield str(int(code)), doc


def _paragraphs(text: str | None) -> list[str]:
    return [" ".join(each.split()) for each in cleandoc(text or "").split("\n\n")]


def _text(paragraphs: Sequence[str]) -> Iterator[str]:
    for at, paragraph in enumerate(paragraphs):
        if at:
            yield ".PP"
        yield from _roff_lines(paragraph)


def _listed(entries: Iterable[tuple[str, str]]) -> Iterator[str]:
    for name, what in entries:
        yield ".TP"
        yield f".B {_roff(name)}"
        yield from _roff_lines(what)


def _roff_lines(text: str) -> Iterator[str]:
    """Write a text in lines as short as roff likes them, none of which begins with a dot."""
    length = 0
    line: list[str] = []
    for word in map(_roff, text.split()):
        if line and length + len(word) > _LINE:
            yield " ".join(line)
            line, length = [], 0
        line.append(word)
        length += len(word) + 1
    yield " ".join(line)


def _roff(text: str) -> str:
    """Write a text so that roff prints just that."""
    escaped = text.translate(_ROFF)
    return f"\\&{escaped}" if escaped.startswith(".") else escaped
