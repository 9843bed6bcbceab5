"""Texts made harmless in the cells of a spreadsheet."""

from mlcareer.checklists.values import FORMULA


def harmless(text: str) -> str:
    """Put an apostrophe before what a spreadsheet would work out as a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text
