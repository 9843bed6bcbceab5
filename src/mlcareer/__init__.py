"""Find out what you do not know yet on the way to machine-learning engineer."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mlcareer.api import Assessment, load_content

__version__ = "0.1.0"

__all__ = ["Assessment", "__version__", "load_content"]


def __getattr__(name: str) -> object:
    """Import the library when it is first used: the commands start faster without it."""
    if name not in __all__:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    from mlcareer import api  # noqa: PLC0415

    return getattr(api, name)
