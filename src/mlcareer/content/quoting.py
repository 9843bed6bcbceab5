"""Lines of content files, to be quoted where something is wrong with them."""

import re
from collections.abc import Collection
from pathlib import Path
from typing import Final

from mlcareer.content.yamlfile import first_bytes

_LINE_END: Final = "\r\n|[\n\r\x85\u2028\u2029]"
"""Where YAML 1.1 ends a line; splitlines knows more ends."""


def quoted_lines(path: Path, numbers: Collection[int]) -> dict[int, str]:
    """Read lines of a file by their numbers, counted from 1; none where it cannot be read."""
    try:
        text = first_bytes(path).decode("utf-8-sig", errors="replace")
    except OSError:
        return {}
    lines = re.split(_LINE_END, text)
    return {number: lines[number - 1] for number in numbers if 0 < number <= len(lines)}
