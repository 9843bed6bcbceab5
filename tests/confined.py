"""Runs the program where it may not write, or not as much as it would like."""

import subprocess
import sys
from pathlib import Path

from support import run_process

_ORDINARY = """
import ctypes, os
if os.geteuid() == 0:
    # Root may write everywhere; without these two capabilities it is refused like anybody.
    libc = ctypes.CDLL(None, use_errno=True)
    for capability in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
        if libc.prctl(24, capability, 0, 0, 0):  # PR_CAPBSET_DROP
            raise SystemExit(99)
"""
_LIMITED = """
import resource
resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}))
"""
_GO = """
import os, sys
os.execv(sys.executable, [sys.executable, *sys.argv[1:]])
"""
CANNOT_CONFINE = 99
"""Exit code where root cannot give up its rights here."""


def run_ordinary(*arguments: str, home: Path) -> subprocess.CompletedProcess[str]:
    """Run Python as somebody whom permissions bind, even where the tests run as root."""
    return _run(_ORDINARY + _GO, arguments, home)


def run_limited(*arguments: str, home: Path, size: int) -> subprocess.CompletedProcess[str]:
    """Run Python where no file can grow beyond a size, as on a full disk."""
    return _run(_LIMITED.format(size=size) + _GO, arguments, home)


def _run(launcher: str, arguments: tuple[str, ...], home: Path) -> subprocess.CompletedProcess[str]:
    return run_process([sys.executable, "-c", launcher, *arguments], home)
