"""The commands: the only place that asks, prints or ends the process."""

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program and return its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given in (["--version"], ["-V"]):
        from mlcareer import __version__  # noqa: PLC0415 - nothing else is needed

        sys.stdout.write(f"mlcareer {__version__}\n")
        return 0
    from mlcareer.cli.run import run  # noqa: PLC0415 - see above

    return run(given)
