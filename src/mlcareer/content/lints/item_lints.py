"""The lints of a single question, L01 to L20 without L02 and L04."""

from collections.abc import Callable, Iterator
from typing import Final

from mlcareer.content.lints import option_lints, stem_lints
from mlcareer.content.lints.findings import Finding
from mlcareer.model.questions import Question

_LINTS: Final[tuple[Callable[[Question], Iterator[Finding]], ...]] = (
    option_lints.wrong_shape,
    option_lints.key_is_longest,
    option_lints.shapes_differ,
    option_lints.clue_word,
    option_lints.grammar_clue,
    option_lints.absolutes_in_some,
    option_lints.summary_option,
    option_lints.vague_frequency,
    option_lints.convergence,
    option_lints.implausible_option,
    stem_lints.negative_stem,
    stem_lints.no_question,
    stem_lints.unfocused_stem,
    stem_lints.long_stem,
    stem_lints.hard_words,
    stem_lints.opinion_or_dated,
    stem_lints.no_learning_value,
    stem_lints.code_too_long,
)


def lint_question(question: Question) -> tuple[Finding, ...]:
    """Look for the flaws that one question shows by itself.

    Returns:
        Findings in the order of the rules; the order of the distractors does
        not matter.
    """
    return tuple(finding for lint in _LINTS for finding in lint(question))
