"""Flaws of the stem, the program and the explanation, L13 to L20, and what is unfinished, L28."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from mlcareer.content.lints.findings import Finding, error, report, warning
from mlcareer.content.lints.words import (
    content_words,
    reading_grade,
    sentences,
    without_code,
    words,
)
from mlcareer.model.drafts import placeholders_in
from mlcareer.model.questions import Question

LONGEST_STEM: Final = 60
"""Words of the longest stem, its program not counted."""

LONGEST_SENTENCE: Final = 30
"""Words of the longest sentence of a stem."""

HARDEST_GRADE: Final = 12
"""Reading grade, in school years, above which a stem is counted as hard."""

FEWEST_CONTENT_WORDS: Final = 4
"""Content words that a stem needs beside "which of these is true"."""

SHORTEST_EXPLANATION: Final = 40
"""Characters below which an explanation explains nothing."""

MOST_LINES: Final = 15
WIDEST_LINE: Final = 78
"""Lines and characters a line of a program that still fits a small terminal."""

_NEGATIVE = re.compile(r"\b(not|except|least|false|cannot)\b|n['\u2019]t\b", re.IGNORECASE)
_HARMLESS = re.compile(
    r"\bat least\b|\bleast[- ](?:squares|recently|mean)\b|\bwhether or not\b|\bor not\b"
    r"|\bfalse[- ](?:positive|negative|alarm|discover|accept|reject)\w*",
    re.IGNORECASE,
)
_TASK = re.compile(
    r"(?:choose|pick|name|give|find|compute|calculate|work out|complete|select|say|tell|decide"
    r"|estimate|predict|determine|identify|rank|order|put|sort|arrange|type|match|fill|point)\b",
    re.IGNORECASE,
)
_WHICH_IS_TRUE = re.compile(r"\b(?:which|what) is (?:true|correct)\b", re.IGNORECASE)
_UNFOCUSED = (
    re.compile(r"\bwhich\b", re.IGNORECASE),
    re.compile(r"\b(?:following|these|those|statements?|claims?|sentences?|one)\b", re.IGNORECASE),
    re.compile(r"\b(?:true|correct|right|valid|accurate|holds?)\b", re.IGNORECASE),
)
"""What stands one behind the other in a stem that asks what is true."""

_FORMULA = content_words(
    "which following these those statement statements sentence claim claims option options "
    "answer true correct right valid accurate holds"
)
_OPINION = re.compile(
    r"\b(?:do|would) you (?:think|feel|prefer|like)\b|\byou think\b", re.IGNORECASE
)
_BEST_TOOL = re.compile(
    r"\b(?:best|most popular|leading) (?:tool|library|framework|language|product|editor)\b",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"\b(?:currently|nowadays|these days|state of the art|as of now"
    r"|(?:latest|newest|new) (?:version|release|feature|standard|edition|tool|library))\b",
    re.IGNORECASE,
)
_PRODUCT = re.compile(
    r"\b(?:pandas|numpy|scikit-learn|sklearn|pytorch|tensorflow|keras|spark|airflow|mlflow"
    r"|docker|kubernetes|git|maven|sqlite|postgres\w*|hugging ?face|langchain)\b",
    re.IGNORECASE,
)
_CLAIM = re.compile(
    r"\b(?:by default|the default|introduced|deprecated|recommends?|no longer|supports)\b",
    re.IGNORECASE,
)
_PART_END = re.compile("[.?]")
_VERSION = re.compile(r"\d\.\d|\bversion \d|[a-z] \d+\b", re.IGNORECASE)


def negative_stem(question: Question) -> Iterator[Finding]:
    """L13: the question is put in the negative.

    Only the sentence that asks counts: "the loss does not fall" may well be
    part of the case. A negative in capitals is a warning, any other an error.
    """
    asked = [part for part in sentences(without_code(question.stem)) if part.endswith("?")]
    for sentence in asked or sentences(without_code(question.stem))[-1:]:
        for found in _NEGATIVE.finditer(_HARMLESS.sub(" ", sentence)):
            word = found.group()
            make = warning if word.isupper() else error
            yield make("L13", question.id, f"the question is negative: {word!r}")


def no_question(question: Question) -> Iterator[Finding]:
    """L14: the stem asks nothing."""
    asks = "?" in question.stem
    if not asks and not any(_TASK.match(part) for part in sentences(question.stem)):
        yield warning("L14", question.id, "the stem has no question mark and no task")


def unfocused_stem(question: Question) -> Iterator[Finding]:
    """L15: the stem says so little that the idea stands in the options alone."""
    others = content_words(question.stem) - _FORMULA
    asks = _WHICH_IS_TRUE.search(question.stem) or _in_turn(_UNFOCUSED, question.stem)
    if len(others) < FEWEST_CONTENT_WORDS and asks:
        yield error("L15", question.id, "the stem asks what is true and hardly says about what")


def _in_turn(patterns: Sequence[re.Pattern[str]], text: str) -> str:
    """Find a part of a text in which patterns match one behind the other; give the first match.

    One pattern for all would try each beginning with each end, which in a long text takes long.
    """
    for part in _PART_END.split(text):
        found = [patterns[0].search(part)]
        for pattern in patterns[1:]:
            before = found[-1]
            found.append(pattern.search(part, before.end()) if before else None)
        if found[0] and found[-1]:
            return found[0].group()
    return ""


def long_stem(question: Question) -> Iterator[Finding]:
    """L16: more text than the question needs."""
    count = len(question.stem.split())
    if count > LONGEST_STEM:
        yield warning("L16", question.id, f"the stem has {count} words")
    longest = max((len(part.split()) for part in sentences(question.stem)), default=0)
    if longest > LONGEST_SENTENCE:
        yield warning("L16", question.id, f"a sentence of the stem has {longest} words")


def hard_words(question: Question) -> Iterator[Finding]:
    """L17: long words and long sentences; counted only, technical words are long."""
    grade = reading_grade(without_code(question.stem))
    if grade > HARDEST_GRADE:
        yield report("L17", question.id, f"reading grade {grade:.1f}")


def opinion_or_dated(question: Question) -> Iterator[Finding]:
    """L18: the answer is a matter of taste, or will change with the next release.

    "New" and "latest" count beside a word like "release" alone: new data and the
    latest weeks are what questions about models are made of.
    """
    stem = question.stem
    for pattern in (_OPINION, _BEST_TOOL, _DATED):
        for found in pattern.finditer(stem):
            yield warning("L18", question.id, f"opinion or dated: {found.group()!r}")
    product = _in_turn((_PRODUCT, _CLAIM), stem)
    if product and not _VERSION.search(stem):
        name = words(product)[0]
        yield warning("L18", question.id, f"a claim about {name!r} names no version")


def no_learning_value(question: Question) -> Iterator[Finding]:
    """L19: the explanation teaches nothing. Whether the reference exists, the bank knows."""
    length = len(" ".join(question.explanation.split()))
    if length < SHORTEST_EXPLANATION:
        yield error("L19", question.id, f"the explanation has {length} characters")


def code_too_long(question: Question) -> Iterator[Finding]:
    """L20: the program does not fit a small terminal."""
    lines = question.code.rstrip().splitlines()
    if len(lines) > MOST_LINES:
        yield error("L20", question.id, f"the program has {len(lines)} lines")
    widest = max(map(len, lines), default=0)
    if widest > WIDEST_LINE:
        yield error("L20", question.id, f"a line of the program has {widest} characters")


def unfinished(question: Question) -> Iterator[Finding]:
    """L28: a text that somebody still has to write, as after taking over other questions."""
    for what in placeholders_in(question):
        yield error("L28", question.id, f"{what} is still to be written")
