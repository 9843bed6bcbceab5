"""Runs a command and turns whatever goes wrong into a line and an exit code."""

import os
import shlex
import sys
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

from typer import TyperException
from typer.main import get_command
from typer.models import CommandInfo

from mlcareer.cli.app import app
from mlcareer.cli.config_files import NOTHING, read_configuration
from mlcareer.cli.settings import BY_NAME, Kind, Setting, connect
from mlcareer.cli.streams import page_for, prepare_streams, say
from mlcareer.errors import ContentError, ExitCode, MlcareerError
from mlcareer.render.page import hint

BUG = 70
"""Exit code of an error of the program itself (EX_SOFTWARE of sysexits.h)."""

_WITH_VALUE = frozenset({"--content", "--color", "--profile"})
"""Options before the command that take a value."""

_LEFT_OUT = (BY_NAME["content"], BY_NAME["profile"])
"""What the commands that are named leave out."""

_MOST_COMPLAINTS = 20
"""How many of the things that are wrong with files are told; more would hide the first."""

_HELP = frozenset({"--help", "-h"})
_COMPLETE = "_MLCAREER_COMPLETE"
_LEADING_ON = frozenset({"", "assess", "report", "roadmap", "next", "roles", "skills"})
"""Commands that say which command to go on with."""
_SILENT = frozenset({*_HELP, "--version", "-V", "--jsonl"})
"""Options with which a command names no other to a person."""


def run(arguments: Sequence[str]) -> int:
    """Run a command line and return its exit code.

    Raises:
        BrokenPipeError: Whoever read the output went away.
    """
    prepare_streams()
    try:
        result = _carry_out(list(arguments))
    except TyperException as error:
        text = error.format_message().rstrip(".")
        stop = "" if text.endswith("?") else "."
        command = _command(arguments)
        way = _before_the_command(text, command) or f"See mlcareer {command}".rstrip() + " --help."
        return _failed(arguments, "usage", f"{text}{stop} {way}", ExitCode.USAGE)
    except MlcareerError as error:
        return _failed(arguments, error.code, _foremost(error), error.exit_code, error)
    except SystemExit as error:
        # Typer ends the process so when a pipe breaks, and for nothing else.
        raise BrokenPipeError from error
    except OSError as error:
        text = f"{error.filename or 'A file'} cannot be used: {error.strerror}."
        return _failed(arguments, "file", text, ExitCode.USAGE)
    except Exception as error:
        if "--debug" in arguments:
            raise
        text = (
            f"This is a bug in mlcareer: {type(error).__name__}: {error}."
            " Nothing that was saved is lost. Run again with mlcareer --debug and report it."
        )
        return _failed(arguments, "bug", text, BUG)
    _remind_of_options(arguments)
    return result if isinstance(result, int) else ExitCode.OK


def _foremost(error: MlcareerError) -> str:
    """Say what is wrong; of very much that is wrong with files, what comes first."""
    problems = error.problems if isinstance(error, ContentError) else ()
    more = len(problems) - _MOST_COMPLAINTS
    if more <= 0:
        return str(error)
    first = str(ContentError(*problems[:_MOST_COMPLAINTS]))
    return f"{first}\nAnd {more} more. Of a content folder, mlcareer content check lists them."


def _before_the_command(complaint: str, command: str) -> str:
    """Say where an option belongs that was typed behind the command."""
    option = next((o for o in _WITH_VALUE if complaint == f"No such option: {o}"), "")
    return f"It stands before the command: mlcareer {option} ... {command}." if option else ""


def _carry_out(arguments: list[str]) -> object:
    command = get_command(app)
    # Help is the same for everybody, and comes even where a file is broken.
    configuration = NOTHING if _HELP.intersection(arguments) else read_configuration()
    connect(command, configuration.values)
    asked = os.environ.get(_COMPLETE)
    if asked:
        from mlcareer.cli.completion import complete  # noqa: PLC0415 - only where a shell asks

        return complete(command, configuration, asked)
    return command(args=arguments, prog_name="mlcareer", standalone_mode=False, obj=configuration)


def _remind_of_options(arguments: Sequence[str]) -> None:
    """Say once which options the commands that were just named need too.

    Only those that stand on the command line: a variable or a file goes on counting.
    """
    named = [setting for setting in _LEFT_OUT if _values(arguments, setting.flag)]
    if not named or not sys.stderr.isatty() or _SILENT.intersection(arguments):
        return
    if _command(arguments) in _LEADING_ON and not _wants_json(arguments):
        options = " and ".join(setting.flag for setting in named)
        it, variables = ("it", "a variable") if len(named) == 1 else ("them", "variables")
        words = f"The commands named here need the same {options}."
        words = f"{words} To leave {it} out, set {variables}:"
        values = {s.variable: _lasting(s, _values(arguments, s.flag)) for s in named}
        say(hint(words, _setting_of(values), page_for(sys.stderr)))


def _setting_of(values: Mapping[str, str]) -> str:
    """Write what sets variables in the shell that people use on this platform."""
    if sys.platform == "win32":
        quoted = {name: value.replace("'", "''") for name, value in values.items()}
        return "; ".join(f"$env:{name} = '{value}'" for name, value in quoted.items())
    return "export " + " ".join(f"{name}={shlex.quote(value)}" for name, value in values.items())


def _lasting(setting: Setting, values: Sequence[str]) -> str:
    """Write what was given as a variable takes it."""
    if setting.kind is not Kind.FOLDERS:
        return values[-1]
    # Whoever sets the variable may be in another folder when it counts.
    return os.pathsep.join(str(Path(name).absolute()) for name in values)


def _values(arguments: Sequence[str], flag: str) -> list[str]:
    """List what was given for an option, as it stands there."""
    return [
        word.partition("=")[2] or following
        for word, following in pairwise((*arguments, ""))
        if word.partition("=")[0] == flag
    ]


def _failed(
    arguments: Sequence[str], code: str, text: str, exit_code: int, error: Exception | None = None
) -> int:
    say(text)
    in_lines = "--jsonl" in arguments
    if in_lines or _wants_json(arguments):
        from mlcareer.render.envelope import error_entries, to_json  # noqa: PLC0415 - on failure

        errors: list[dict[str, object]] = [{"code": code, "message": text}]
        if isinstance(error, MlcareerError):
            errors = error_entries(error)
        if in_lines:
            from mlcareer.render.driver_json import fatal, line_of  # noqa: PLC0415 - on failure

            sys.stdout.write(line_of(fatal(errors)))
        else:
            sys.stdout.write(to_json(_command(arguments), None, errors))
    return int(exit_code)


def _command(arguments: Sequence[str]) -> str:
    """Find the command in a command line, a group with its own command behind it."""
    names = {_name(command) for command in app.registered_commands}
    groups = {
        group.name: {_name(command) for command in group.typer_instance.registered_commands}
        for group in app.registered_groups
        if group.typer_instance
    }
    words = iter(_without_values(arguments))
    first = next((word for word in words if word in names or word in groups), "")
    second = next((word for word in words if word in groups.get(first, ())), "")
    return f"{first} {second}".strip()


def _name(command: CommandInfo) -> str:
    return command.name or str(getattr(command.callback, "__name__", ""))


def _wants_json(arguments: Sequence[str]) -> bool:
    pairs = pairwise((*arguments, ""))
    return any(
        word in {"--json", "--format=json"} or (word, following) == ("--format", "json")
        for word, following in pairs
    )


def _without_values(arguments: Sequence[str]) -> Iterator[str]:
    """Leave out the values of the options that stand before the command."""
    words = iter(arguments)
    for word in words:
        if word in _WITH_VALUE:
            next(words, None)
        else:
            yield word
