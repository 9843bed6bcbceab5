"""Run as `python -m mlcareer`."""

import sys

from mlcareer.cli import entry

sys.exit(entry())
