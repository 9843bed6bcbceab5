"""Texts made harmless where a line or a cell is all the room there is."""

from mlcareer.checklists.values import as_text


def harmless(text: str) -> str:
    """Put an apostrophe before all that a spreadsheet would work out as a formula."""
    return as_text(text)


def one_line(text: str) -> str:
    """Put a text on one line, with single spaces and without control characters.

    All else stays: there are scripts that cannot be spelt without invisible characters.
    """
    return " ".join("".join(filter(_is_kept, text)).split())


def _is_kept(character: str) -> bool:
    return character >= "\xa0" or character.isprintable() or character.isspace()
