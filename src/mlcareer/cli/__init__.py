"""The commands: the only place that asks, prints or ends the process."""

import gc
import sys
from collections.abc import Sequence

from mlcareer.cli.guard import guarded


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program and return its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    return guarded(lambda: _run(given))


def _run(given: list[str]) -> int:
    if given in (["--version"], ["-V"]):
        from mlcareer import __version__  # noqa: PLC0415 - nothing else is needed

        sys.stdout.write(f"mlcareer {__version__}\n")
        return 0
    from mlcareer.cli.run import run  # noqa: PLC0415 - see above

    return run(given)


def entry() -> int:
    """Run the program as a process of its own.

    The collector would search all objects for cycles several times, and once more
    at the end: a fifth of the time of a command that lives for a tenth of a second.
    """
    gc.set_threshold(100_000)
    code = main()
    gc.freeze()
    return code
