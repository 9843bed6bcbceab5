import sys
from pathlib import Path

import pytest

from support import EXAMPLE
from support_golden import check_golden

if sys.platform != "win32":
    from terminal import Terminal

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="pseudo-terminals are a matter of POSIX"
)

ASSESS = ("assess", "--seed", "1", "--learn")
CONTENT = {"MLCAREER_CONTENT": str(EXAMPLE)}
"""Typed as an option, its path would stand on the last screen."""
TYPED = (
    ("the start", ""),
    ("a rating", "?"),
    ("help about a rating", "21"),
    ("the next area", "0-"),
    ("a question", "?"),
    ("help about a question", "x"),
    ("a complaint", "p"),
    ("the profile", ""),
    ("the question again", "1"),
    ("an explanation", ""),
    ("the next question", "q"),
)
"""Names of the screens, and what is typed at each to get to the next."""


@pytest.mark.parametrize(
    ("columns", "full"), [(40, True), (80, True), (120, True), (80, False), (40, False)]
)
def test_the_main_screens_look_like_this(home: Path, columns: int, *, full: bool) -> None:
    """Each main screen is as it was looked at, in windows of three widths and in lines."""
    seen: list[str] = []
    typed = TYPED if full else [one for one in TYPED if one[0] not in ONLY_ON_SCREENS]
    window = Terminal(*ASSESS, home=home, environment=CONTENT, columns=columns, rows=50, full=full)
    with window as terminal:
        screen = terminal.ask()
        for name, line in typed:
            seen.append(f"=== {name}\n{screen.rstrip()}\n")
            screen = terminal.send(line)
        seen.append(f"=== the end\n{screen.rstrip()}\n")
        assert terminal.end() == 0
    form = "screens" if full else "lines"
    check_golden(f"interview-{form}-{columns}.txt", "\n".join(seen))


ONLY_ON_SCREENS = frozenset({"the start", "the profile", "an explanation"})
"""Where a screen waits and lines go on."""
