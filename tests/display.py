"""What a terminal shows: enough of ECMA-48 for an interview, and an error for anything else."""

import re
from typing import Final

from mlcareer.render.paint import width_of

_PIECE: Final = re.compile(r"\x1b\[([0-9;?]*)([@-~])|\r|\n|[^\x00-\x1f\x7f]")
_CONTROL: Final = re.compile(r"\x1b\[[0-9;?]*[@-~]")


def without_control(text: str) -> str:
    """Leave out control sequences."""
    return _CONTROL.sub("", text)


class Display:
    """A screen of some columns and rows, with what was scrolled out of it."""

    def __init__(self, columns: int = 80, rows: int = 24) -> None:
        self.columns, self.rows = columns, rows
        self._lines: list[list[str]] = [[] for _ in range(rows)]
        self._row = self._column = 0
        self._above: list[str] = []
        self._rest = ""

    def resize(self, columns: int, rows: int) -> None:
        """Take another size; like many terminals it cuts or fills, and keeps the last rows."""
        while len(self._lines) > rows:
            self._above.append(_text(self._lines.pop(0)))
            self._row = max(0, self._row - 1)
        self._lines += [[] for _ in range(rows - len(self._lines))]
        self._lines = [line[:columns] for line in self._lines]
        self.columns, self.rows = columns, rows
        self._column = min(self._column, columns - 1)

    @property
    def visible(self) -> list[str]:
        """The rows of the window."""
        return [_text(line) for line in self._lines]

    @property
    def text(self) -> str:
        """All since the screen was cleared, also what was scrolled out of it since."""
        return "\n".join([*self._above, *self.visible]).rstrip()

    @property
    def cursor(self) -> tuple[int, int]:
        """Row and column of the cursor, from 0."""
        return self._row, self._column

    @property
    def line(self) -> str:
        """The row of the cursor, with what stands behind the cursor."""
        return _text(self._lines[self._row], strip=False)

    @property
    def before_cursor(self) -> str:
        """The row of the cursor up to the cursor."""
        return _text(self._lines[self._row][: self._column], strip=False)

    def feed(self, text: str) -> None:
        """Take in what a program writes."""
        text = self._rest + text
        at = 0
        while at < len(text):
            found = _PIECE.match(text, at)
            if found is None:
                unfinished = re.fullmatch(r"\x1b(?:\[[0-9;?]*)?", text[at:])
                assert unfinished, f"no terminal is asked for this here: {text[at : at + 20]!r}"
                break
            self._put(found)
            at = found.end()
        self._rest = text[at:]

    def _put(self, found: re.Match[str]) -> None:
        numbers, final = found.groups()
        if final:
            self._control(numbers, final)
        elif found[0] == "\r":
            self._column = 0
        elif found[0] == "\n":
            self._next_row()
            self._column = 0
        else:
            self._sign(found[0])

    def _control(self, numbers: str, final: str) -> None:
        if (numbers, final) == ("", "H"):
            self._row = self._column = 0
        elif (numbers, final) == ("", "J"):
            del self._lines[self._row][self._column :]
            self._lines[self._row + 1 :] = [[] for _ in self._lines[self._row + 1 :]]
            if (self._row, self._column) == (0, 0):
                self._above = []
        elif (numbers, final) == ("", "K"):
            del self._lines[self._row][self._column :]
        elif final == "D":
            self._column = max(0, self._column - int(numbers or 1))
        else:
            known = final == "m" or numbers + final in ("?2004h", "?2004l")
            assert known, f"unknown control sequence {numbers}{final}"

    def _next_row(self) -> None:
        if self._row + 1 < self.rows:
            self._row += 1
            return
        self._above.append(_text(self._lines.pop(0)))
        self._lines.append([])

    def _sign(self, sign: str) -> None:
        width = width_of(sign)
        line = self._lines[self._row]
        if not width:
            if self._column and self._column <= len(line):
                line[self._column - 1] += sign
            return
        if self._column + width > self.columns:
            self._next_row()
            self._column = 0
            line = self._lines[self._row]
        line += [" "] * (self._column - len(line))
        # The second column of a wide sign has no text of its own.
        line[self._column : self._column + width] = [sign, *[""] * (width - 1)]
        self._column += width


def _text(line: list[str], *, strip: bool = True) -> str:
    text = "".join(line)
    return text.rstrip() if strip else text
