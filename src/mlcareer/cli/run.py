"""Runs a command and turns whatever goes wrong into a line and an exit code."""

import os
import sys
from collections.abc import Sequence

from typer import TyperException

from mlcareer.cli.streams import complain, prepare_streams
from mlcareer.errors import ContentError, ExitCode, MlcareerError

BUG = 70
"""Exit code of an error of the program itself (EX_SOFTWARE of sysexits.h)."""


def run(arguments: Sequence[str]) -> int:
    """Run a command line; nothing but a bug under --debug leaves as an exception."""
    prepare_streams()
    try:
        code = _run(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        return _quiet_end()
    except OSError as error:
        _drop_output()
        complain(f"Standard output cannot be written: {error.strerror}.")
        return ExitCode.USAGE
    return code


def _run(arguments: Sequence[str]) -> int:
    from mlcareer.cli.app import app  # noqa: PLC0415 - prepare_streams comes first

    try:
        result = app(args=list(arguments), prog_name="mlcareer", standalone_mode=False)
    except TyperException as error:
        text = error.format_message().rstrip(".")
        stop = "" if text.endswith("?") else "."
        return _failed(arguments, "usage", f"{text}{stop} See mlcareer --help.", ExitCode.USAGE)
    except MlcareerError as error:
        return _failed(arguments, error.code, str(error), error.exit_code, error)
    except KeyboardInterrupt:
        complain("Interrupted.")
        return ExitCode.INTERRUPTED
    except (BrokenPipeError, OSError):
        raise
    except Exception as error:
        if "--debug" in arguments:
            raise
        text = (
            f"This is a bug in mlcareer: {type(error).__name__}: {error}."
            " Nothing that was saved is lost. Run again with mlcareer --debug and report it."
        )
        return _failed(arguments, "bug", text, BUG)
    return result if isinstance(result, int) else ExitCode.OK


def _failed(
    arguments: Sequence[str], code: str, text: str, exit_code: int, error: Exception | None = None
) -> int:
    complain(text)
    if "--json" in arguments:
        from mlcareer.render.envelope import to_json  # noqa: PLC0415 - only on failure

        command = next((word for word in arguments if not word.startswith("-")), "")
        errors: list[dict[str, object]] = [{"code": code, "message": text}]
        if isinstance(error, ContentError):
            errors = [
                {"code": code, "message": p.message, "file": p.file, "line": p.line}
                for p in error.problems
            ]
        sys.stdout.write(to_json(command, None, errors))
    return int(exit_code)


def _quiet_end() -> int:
    _drop_output()
    return ExitCode.OK


def _drop_output() -> None:
    # What is still buffered would raise again when the interpreter closes the stream.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
