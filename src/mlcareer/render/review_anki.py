"""The questions that were not answered right, as cards that Anki imports."""

import re
from collections.abc import Iterator, Sequence
from html import escape

from mlcareer.model.questions import Distractor, Form
from mlcareer.render.missed import Missed

_CODE = re.compile(r"`([^`]+)`")

HEAD = "#separator:tab\n#html:true\n#columns:Front\tBack\tTags\n#tags column:3\n"
"""Says how the lines are to be read (Anki manual, "Importing: text files")."""


def review_anki(missed: Sequence[Missed]) -> str:
    """Lay out one card a line: question, answer with its reason, tags of skill and level."""
    return HEAD + "".join(f"{_front(one)}\t{_back(one)}\t{_tags(one)}\n" for one in missed)


def _front(one: Missed) -> str:
    parts = [_text(one.question.stem)]
    if one.question.code:
        parts.append(f"<pre>{_text(one.question.code, keep=True)}</pre>")
    if one.options:
        parts.append(_list(one.options, ordered=False))
    return "<br>".join(parts)


def _back(one: Missed) -> str:
    question = one.question
    key = question.key
    ordered = question.form is Form.SEQUENCE
    parts = [_list(key, ordered=ordered) if len(key) > 1 else f"<b>{_text(key[0], keep=True)}</b>"]
    parts.append(_text(question.explanation))
    parts += (f"<i>{_text(d.text)}</i>: {_text(d.why)}" for d in _shown(one))
    link = f' <a href="{escape(one.resource.url)}">{_text(one.study)}</a>' if one.resource else ""
    parts.append(f"Study:{link or f' {_text(one.study)}'}")
    return "<br><br>".join(parts)


def _shown(one: Missed) -> Iterator[Distractor]:
    """Wrong answers that can be named: an order of steps means nothing by its numbers."""
    return (d for d in one.question.distractors if one.question.form is not Form.SEQUENCE)


def _list(items: Sequence[str], *, ordered: bool) -> str:
    tag = "ol" if ordered else "ul"
    return f"<{tag}>{''.join(f'<li>{_text(item, keep=True)}</li>' for item in items)}</{tag}>"


def _text(text: str, *, keep: bool = False) -> str:
    """Make a text harmless in a card, on one line; line breaks are kept where they matter."""
    lines = [escape(line).replace("\t", "    ") for line in text.splitlines()]
    whole = "<br>".join(lines) if keep else " ".join(lines)
    return _CODE.sub(r"<code>\1</code>", whole)


def _tags(one: Missed) -> str:
    return f"mlcareer::{one.question.skill} mlcareer::level-{one.question.level}"
