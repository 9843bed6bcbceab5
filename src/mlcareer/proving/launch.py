"""Starts a program within limits of the system; run as a script, it becomes that program.

    python -I -S launch.py CPU_SECONDS FILE_BYTES MEMORY_BYTES COMMAND ...

Setting the limits in a process of its own is safe beside threads, which doing it between
fork and exec is not. 0 leaves a limit as it is.
"""

import os
import resource
import sys
from collections.abc import Sequence
from contextlib import suppress


def set_limits(cpu: int, file: int, memory: int) -> None:
    """Lower what this process and its children may use; what cannot be lowered stays.

    Args:
        cpu: Seconds of processor time.
        file: Bytes of any file that is written.
        memory: Bytes of address space, or 0 for as much as there is.
    """
    for kind, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_CPU, cpu),
        (resource.RLIMIT_FSIZE, file),
        *([(resource.RLIMIT_AS, memory)] if memory else []),
    ):
        hard = resource.getrlimit(kind)[1]
        lowered = most if hard == resource.RLIM_INFINITY else min(most, hard)
        with suppress(ValueError, OSError):
            resource.setrlimit(kind, (lowered, lowered))


def main(arguments: Sequence[str]) -> None:
    """Set the limits and become the program."""
    cpu, file, memory, *command = arguments
    set_limits(int(cpu), int(file), int(memory))
    try:
        os.execvp(command[0], command)  # noqa: S606 - a list of words, and no shell
    except OSError as error:
        sys.exit(f"error: {command[0]} cannot be started: {error.strerror}")


if __name__ == "__main__":
    main(sys.argv[1:])
