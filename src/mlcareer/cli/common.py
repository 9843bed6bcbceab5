"""What every command knows: the options before it, and the clock."""

from datetime import datetime
from typing import TYPE_CHECKING

from mlcareer.cli.config_files import NOTHING, Configuration

if TYPE_CHECKING:
    from mlcareer.content.folder import Given


class Common:
    """The options that stand before the command, and what files set.

    Attributes:
        json: Whether --json stands before the name of a command in a group, as in
            `mlcareer roles --json compare`.
    """

    def __init__(
        self, content: "Given", color: str, configuration: Configuration = NOTHING
    ) -> None:
        self.content = content
        self.color = color
        self.configuration = configuration
        self.json = False


def now() -> datetime:
    """Tell the time, with the zone of this machine."""
    return datetime.now().astimezone()
