"""The streams of the process: there, and written to the end or dropped."""

import os
import sys
from collections.abc import Callable
from typing import TextIO, cast

from mlcareer.errors import ExitCode


def guarded(run: Callable[[], int]) -> int:
    """Run what prints: a reader that went away ends it quietly, a full disk with a line."""
    sys.stdin = _opened(sys.stdin, "r")
    sys.stdout = _opened(sys.stdout, "w")
    sys.stderr = _opened(sys.stderr, "w")
    try:
        code = run()
        sys.stdout.flush()
    except BrokenPipeError:
        drop_output()
        return ExitCode.OK
    except KeyboardInterrupt:
        sys.stderr.write("Interrupted.\n")
        return ExitCode.INTERRUPTED
    except OSError as error:
        drop_output()
        sys.stderr.write(f"Standard output cannot be written: {error.strerror}.\n")
        return ExitCode.USAGE
    return code


def _opened(stream: TextIO | None, mode: str) -> TextIO:
    # Python leaves None where the shell closed the stream, as with >&-.
    if stream is not None:
        return stream
    # Open as long as the process lives.
    return cast("TextIO", open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123


def drop_output() -> None:
    """Forget what is still buffered, which would raise again when the process ends."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        sys.stdout = _opened(None, "w")
