"""SVG as text: elements, numbers and whatever text content brings, made harmless."""

from html import escape
from unicodedata import category

_NOT_IN_XML = ("\ufffe", "\uffff")


def without_controls(text: str) -> str:
    """Leave out what neither HTML nor XML can hold: control characters, halves of letters."""
    return "".join(
        " " if letter in "\t\n\r" else letter
        for letter in text
        if letter in "\t\n\r"
        or (category(letter) not in {"Cc", "Cs"} and letter not in _NOT_IN_XML)
    )


def number(value: float) -> str:
    """Write a length with at most two decimals."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def element(name: str, *content: str, **attributes: str | float) -> str:
    """Write an element.

    Args:
        name: Its name.
        content: What stands in it: elements, or text made harmless by `text`.
        attributes: Names with `_` for `-`; a last `_` is left out, as in `class_`.
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_value(value)}"'
        for key, value in attributes.items()
    )
    return f"<{name}{written}>{''.join(content)}</{name}>" if content else f"<{name}{written}/>"


def text(content: str) -> str:
    """Make a text harmless as the content of an element."""
    return escape(without_controls(content), quote=True)


def drawing(width: float, height: float, *content: str, **attributes: str | float) -> str:
    """Write a drawing of a natural size that grows and shrinks as a whole."""
    return element(
        "svg",
        *content,
        viewBox=f"0 0 {number(width)} {number(height)}",
        width=width,
        height=height,
        **attributes,
    )


def _value(value: str | float) -> str:
    return text(value) if isinstance(value, str) else number(value)
