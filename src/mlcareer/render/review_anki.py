"""The questions that were not answered right, as cards that Anki imports."""

from collections.abc import Sequence
from typing import Final

from mlcareer.model.questions import Form
from mlcareer.render.anki import card, head, link, listed, tags, words
from mlcareer.render.missed import Missed

HEAD: Final = head("Front", "Back", "Tags")
"""Says how the lines are to be read."""


def review_anki(missed: Sequence[Missed]) -> str:
    """Lay out one card a line: question, answer with its reason, tags of skill and level."""
    return HEAD + "".join(
        card(_front(one), _back(one), tags(one.question.skill, one.question.level))
        for one in missed
    )


def _front(one: Missed) -> str:
    parts = [words(one.question.stem)]
    if one.question.code:
        parts.append(f"<pre>{words(one.question.code, keep=True)}</pre>")
    if one.options:
        parts.append(listed(one.options))
    return "<br>".join(parts)


def _back(one: Missed) -> str:
    question = one.question
    key = question.key
    ordered = question.form is Form.SEQUENCE
    parts = [listed(key, ordered=ordered) if len(key) > 1 else f"<b>{words(key[0], keep=True)}</b>"]
    parts.append(words(question.explanation))
    if question.form is not Form.SEQUENCE:
        # A wrong order of steps is known by their numbers, which say nothing on a card.
        parts += (f"<i>{words(d.text)}</i>: {words(d.why)}" for d in question.distractors)
    study = link(one.study, one.resource.url) if one.resource else words(one.study)
    parts.append(f"Study: {study}")
    return "<br><br>".join(parts)
