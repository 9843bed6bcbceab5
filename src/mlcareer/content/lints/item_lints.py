"""The lints of a single question, L01 to L20 without L02 and L04, and L28."""

from collections.abc import Callable, Iterator
from typing import Final

from mlcareer.content.lints import option_lints, stem_lints
from mlcareer.content.lints.findings import Finding
from mlcareer.model.questions import Form, Question

_Lint = Callable[[Question], Iterator[Finding]]

_OF_ANY_FORM: Final[tuple[_Lint, ...]] = (
    option_lints.wrong_shape,
    option_lints.no_misconception,
    stem_lints.negative_stem,
    stem_lints.no_question,
    stem_lints.unfocused_stem,
    stem_lints.long_stem,
    stem_lints.hard_words,
    stem_lints.opinion_or_dated,
    stem_lints.no_learning_value,
    stem_lints.code_too_long,
    stem_lints.unfinished,
)

_OF_OPTIONS: Final[tuple[_Lint, ...]] = (
    option_lints.shapes_differ,
    option_lints.absolutes_in_some,
    option_lints.summary_option,
    option_lints.vague_frequency,
    option_lints.implausible_option,
)
"""Where one option or several are chosen."""

_OF_ONE_KEY: Final[tuple[_Lint, ...]] = (
    option_lints.key_is_longest,
    option_lints.clue_word,
    option_lints.grammar_clue,
    option_lints.convergence,
)
"""Where one option is chosen, so that it can give itself away beside the others."""


def lint_question(question: Question) -> tuple[Finding, ...]:
    """Look for the flaws that one question shows by itself.

    Returns:
        Findings in the order of the rules; the order of the distractors does
        not matter.
    """
    lints = list(_OF_ANY_FORM)
    if question.form in {Form.CHOICE, Form.SEVERAL}:
        lints += _OF_OPTIONS
    if question.form is Form.CHOICE:
        lints += _OF_ONE_KEY
    found = [finding for lint in lints for finding in lint(question)]
    return tuple(sorted(found, key=lambda finding: finding.lint))
