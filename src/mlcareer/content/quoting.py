"""Lines of content files, to be quoted where something is wrong with them."""

import re
from collections.abc import Collection
from pathlib import Path

from mlcareer.content.raw_file import first_bytes
from mlcareer.content.yamlfile import LINE_END


def quoted_lines(path: Path, numbers: Collection[int]) -> dict[int, str]:
    """Read lines of a file by their numbers, counted from 1; none where it cannot be read."""
    try:
        text = first_bytes(path).decode("utf-8-sig", errors="replace")
    except OSError:
        return {}
    lines = re.split(LINE_END, text)
    return {number: lines[number - 1] for number in numbers if 0 < number <= len(lines)}
