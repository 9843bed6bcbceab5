"""Flaws of the options that let a guesser find the key, L01 to L12."""

import re
from collections.abc import Callable, Iterator
from types import MappingProxyType
from typing import Final

from mlcareer.content.lints.findings import Finding, error, report, warning
from mlcareer.content.lints.words import (
    ABSOLUTES,
    VAGUE,
    content_words,
    is_number,
    same_but_for_form,
    without_code,
    words,
)
from mlcareer.content.look_alikes import looks
from mlcareer.content.shapes.questions import EXACT_KINDS
from mlcareer.model.questions import Form, Question

WRONG_ANSWERS: Final = MappingProxyType(
    {
        Form.CHOICE: (2, 3),
        Form.SEVERAL: (1, 4),
        Form.SEQUENCE: (1, 3),
        Form.NUMBER: (1, 5),
        Form.TEXT: (1, 5),
    }
)
"""Fewest and most distractors: a fourth or fifth option attracts hardly anyone.

Mistakes in what is typed are not shown, so that more of them may be foreseen.
"""

PARTS: Final = MappingProxyType({Form.SEVERAL: range(4, 7), Form.SEQUENCE: range(3, 7)})
"""How many options there are to choose from or steps to order, where these are several."""

LONGEST_RATIO: Final = 1.4
"""A key longer than the longest distractor by more than this gives itself away."""

MEAN_RATIO: Final = 1.6
"""The same against the mean length of all options."""

UNNOTICED: Final = 3
"""Characters by which an option may be longer without looking longer, as numbers are."""

SHORTEST_OPTION: Final = 3
"""Characters of the shortest option in words that still says something."""

CONVERGENCE_RATIO: Final = 1.5
CONVERGENCE_MARGIN: Final = 2

_SUMMARY = re.compile(
    r"^\W*(?:all|none|both|neither|any)\W*$"
    r"|\b(?:all|none|both|neither|any|either)(?: of)? (?:the )?"
    r"(?:above|these|those|them|others?|other options?|options)\b",
    re.IGNORECASE,
)
_STARTS_WITH_VOWEL_SOUND = re.compile(
    r"(?!uni|use|eu|one\b|once\b)[aeiou]|hour|honest|heir", re.IGNORECASE
)
_ENDS_IN_ARTICLE = re.compile(r"\b(an?)[\s.:_\u2026]*$", re.IGNORECASE)
_ENDS_IN_VERB = re.compile(r"\b(is|was|has|are|were|have)[\s.:_\u2026]*$", re.IGNORECASE)
_PREPOSITION = re.compile(r"\b(?:of|in|on|for|with|from|that|which|to|by|at|as|who)\b.*", re.DOTALL)
_UNIT = re.compile(r"^[^\w`]*\d[\d.,]*\s?([%A-Za-z]+)")


def wrong_shape(question: Question) -> Iterator[Finding]:
    """L01: as many options as the form wants, and no two that say the same."""
    count = len(question.distractors)
    fewest, most = WRONG_ANSWERS[question.form]
    if not fewest <= count <= most:
        wanted = f"{fewest} or {most}" if most == fewest + 1 else f"{fewest} to {most}"
        yield error("L01", question.id, f"{count} distractors; {wanted} are wanted")
    if question.form in PARTS and len(question.options) not in PARTS[question.form]:
        wanted = f"{PARTS[question.form][0]} to {PARTS[question.form][-1]}"
        what = f"{len(question.options)} options; {wanted} are wanted"
        yield error("L01", question.id, what)
    exact = question.kind in EXACT_KINDS
    forms = [
        " ".join(option.split()) if exact else same_but_for_form(option)
        for option in map(looks, question.options)
    ]
    for form in sorted({form for form in forms if forms.count(form) > 1}):
        yield error("L01", question.id, f"two options read alike: {form!r}")


def key_is_longest(question: Question) -> Iterator[Finding]:
    """L03: the key sticks out by its length."""
    key, *others = [len(option.strip()) for option in question.options]
    if not others:
        return
    mean = (key + sum(others)) / (1 + len(others))
    sticks_out = key > LONGEST_RATIO * max(others) or key > MEAN_RATIO * mean
    if sticks_out and key - max(others) > UNNOTICED:
        yield error(
            "L03",
            question.id,
            f"the key has {key} characters, the longest distractor {max(others)}",
        )


def shapes_differ(question: Question) -> Iterator[Finding]:
    """L05: some options look of another kind than the others.

    What a program prints has the shape that the program gives it, so questions
    of kind code are left out.
    """
    if question.kind == "code":
        return
    for name, shape_of in _SHAPES.items():
        shapes = [shape_of(option) for option in question.options]
        if None not in shapes and len(set(shapes)) > 1:
            alone = " (the key alone)" if shapes.count(shapes[0]) == 1 else ""
            yield warning("L05", question.id, f"options differ in {name}{alone}")


def _full_stop(option: str) -> str | None:
    return str(option.rstrip().endswith((".", "!")))


def _capital(option: str) -> str | None:
    first = option.split(maxsplit=1)[0] if option.split() else ""
    plain = first.isalpha() and (first.islower() or first.istitle())
    return str(first.istitle()) if plain else None


def _code_marks(option: str) -> str | None:
    return str("`" in option)


def _digits(option: str) -> str | None:
    return str(any(char.isdigit() for char in without_code(option)))


def _unit(option: str) -> str | None:
    if is_number(option):
        return "%" if option.rstrip("` ").endswith("%") else "none"
    found = _UNIT.match(option)
    return found.group(1) if found else None


_SHAPES: Final[dict[str, Callable[[str], str | None]]] = {
    "full stops": _full_stop,
    "first capitals": _capital,
    "code marks": _code_marks,
    "digits": _digits,
    "units": _unit,
}
"""The shape of an option by name of the rule; None where it cannot be compared."""


def clue_words(question: Question) -> tuple[str, ...]:
    """List the roots of content words that the stem shares with the key alone."""
    in_distractors = content_words(" ".join(d.text for d in question.distractors))
    shared = content_words(question.stem) & content_words(question.answer)
    return tuple(sorted(shared - in_distractors))


def clue_word(question: Question) -> Iterator[Finding]:
    """L06: a word of the stem comes back in the key alone."""
    for word in clue_words(question):
        yield warning("L06", question.id, f"{word!r} is in the stem and in the key alone")


def grammar_clue(question: Question) -> Iterator[Finding]:
    """L07: the end of the stem fits the grammar of the key alone."""
    article = _ENDS_IN_ARTICLE.search(question.stem)
    verb = _ENDS_IN_VERB.search(question.stem)
    if article:
        wanted = article.group(1).lower() == "an"
        fits = [bool(_STARTS_WITH_VOWEL_SOUND.match(o.lstrip("`"))) for o in question.options]
    elif verb:
        wanted = verb.group(1).lower() in ("are", "were", "have")
        fits = [_is_plural(option) for option in question.options]
    else:
        return
    key, *others = fits
    if key == wanted and wanted not in others:
        end = question.stem.rstrip(" .:_\u2026\n").split()[-1]
        yield error("L07", question.id, f"the stem ends in {end!r}, which fits the key alone")


def _is_plural(option: str) -> bool:
    if " and " in option:
        return True
    head = words(_PREPOSITION.sub("", option)) or words(option)
    return bool(head) and head[-1].endswith("s") and not head[-1].endswith(("ss", "us", "is"))


def absolutes_in_some(question: Question) -> Iterator[Finding]:
    """L08: absolute words in some options and not in others."""
    found = _words_by_option(question, ABSOLUTES)
    if any(found) and not all(found):
        listed = ", ".join(sorted(set().union(*found)))
        yield warning("L08", question.id, f"absolute words in some options: {listed}")


def summary_option(question: Question) -> Iterator[Finding]:
    """L09: an option that speaks of the other options."""
    # What a program prints speaks of nothing, even where it prints none.
    for option in () if question.kind == "code" else sorted(question.options):
        if _SUMMARY.search(without_code(option)):
            yield error("L09", question.id, f"an option about other options: {option!r}")


def vague_frequency(question: Question) -> Iterator[Finding]:
    """L10: a word of frequency that each reader takes in another way."""
    listed = ", ".join(sorted(frozenset().union(*_words_by_option(question, VAGUE))))
    if listed:
        yield warning("L10", question.id, f"vague words in the options: {listed}")


def _words_by_option(question: Question, wanted: frozenset[str]) -> list[frozenset[str]]:
    # What a program prints claims nothing: None is a value there.
    options = () if question.kind == "code" else question.options
    return [wanted.intersection(words(without_code(option))) for option in options]


def convergence(question: Question) -> Iterator[Finding]:
    """L11: the key shares clearly more words with the other options than any of them does."""
    contents = [content_words(option) for option in question.options]
    shared = [
        sum(len(own & other) for i, other in enumerate(contents) if i != at)
        for at, own in enumerate(contents)
    ]
    key, *others = shared
    next_best = max(others, default=0)
    if key >= next_best + CONVERGENCE_MARGIN and key >= CONVERGENCE_RATIO * next_best:
        yield report("L11", question.id, f"the key shares {key} words, the next option {next_best}")


def no_misconception(question: Question) -> Iterator[Finding]:
    """L12: a wrong answer that stands for no misconception."""
    for distractor in sorted(question.distractors, key=lambda d: d.text):
        if not distractor.misconception.strip():
            yield error("L12", question.id, f"no misconception behind {distractor.text!r}")


def implausible_option(question: Question) -> Iterator[Finding]:
    """L12: an option that nobody would choose."""
    if question.kind == "code":
        return
    numbers = [is_number(option) for option in question.options]
    if any(numbers) and not all(numbers):
        yield warning("L12", question.id, "some options are numbers and others are not")
    in_words = [o for o, number in zip(question.options, numbers, strict=True) if not number]
    for option in sorted(in_words):
        if len(option.strip()) < SHORTEST_OPTION:
            yield warning("L12", question.id, f"an option of hardly any text: {option!r}")
