"""Texts made harmless in Markdown."""

import re

_SPECIAL = re.compile(r"([\\*_\[\]<>|#~`&$])")
_CODE = re.compile(r"((?<!`)`[^`]+`(?!`))")
_UNSAFE = re.compile(r"[^A-Za-z0-9:/?#@!$&'*+,;=%~._-]")
_BLOCK_START = re.compile(r"^(?:([-+=])|(\d+)([.)]))")


def escape(text: str, *, code: bool = True) -> str:
    """Make a text harmless in Markdown, at the start of a line too; code stays code.

    Args:
        text: The text.
        code: Whether there may be code in it.
    """
    parts = _CODE.split(" ".join(text.split()))
    if not code or any("`" in part for part in parts[::2]):
        # An odd backtick would join with the next one, wherever that stands.
        parts = ["".join(parts)]
    whole = "".join(
        part if at % 2 else _SPECIAL.sub(r"\\\1", part) for at, part in enumerate(parts)
    )
    return _BLOCK_START.sub(_escape_start, whole)


def _escape_start(start: re.Match[str]) -> str:
    sign, number, dot = start.groups()
    return f"\\{sign}" if sign else f"{number}\\{dot}"


def address(url: str) -> str:
    """Make an address that nothing can end or leave early."""
    return _UNSAFE.sub(lambda found: "".join(f"%{b:02X}" for b in found[0].encode()), url)


def code_block(code: str, lang: str) -> list[str]:
    """Fence a program with more backticks than it holds in a row."""
    longest = max((len(run) for run in re.findall("`+", code)), default=0)
    fence = "`" * max(3, longest + 1)
    return [f"{fence}{lang}", *code.splitlines(), fence]
