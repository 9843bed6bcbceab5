"""Run as `python -m mlcareer`."""

import sys

from mlcareer.cli import main

sys.exit(main())
