"""What every command knows: the options before it, and the clock."""

from datetime import datetime
from pathlib import Path


class Common:
    """The options that stand before the command."""

    def __init__(self, content: Path | None, color: str) -> None:
        self.content = content
        self.color = color
        self.json = False


def now() -> datetime:
    """Tell the time, with the zone of this machine."""
    return datetime.now().astimezone()
