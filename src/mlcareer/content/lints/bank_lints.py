"""Flaws that show only when all questions are seen together: L04, L06, L19, L21 to L27."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import chain, islice
from typing import Final

from mlcareer.content.lints.chances import evenness, suspiciously_few, suspiciously_many
from mlcareer.content.lints.cues import solve_by_cues
from mlcareer.content.lints.findings import Finding, error, report, warning
from mlcareer.content.lints.likeness import alike
from mlcareer.content.lints.option_lints import clue_words
from mlcareer.content.lints.words import content_words, same_but_for_form
from mlcareer.content.shapes.questions import EXACT_KINDS
from mlcareer.content.yamlfile import close_match
from mlcareer.measure.steps import shown_options
from mlcareer.model.levels import LEVEL_NAMES, TAUGHT_LEVELS
from mlcareer.model.questions import Form, Question
from mlcareer.model.skills import SkillMap

SESSIONS: Final = 200
"""Sessions in which the place of each key is looked at."""

RANK_RISK: Final = 0.01
SHUFFLE_RISK: Final = 0.001
"""Chance of a false alarm: small for the shuffler, because each new id draws again."""

RARE_SHARE: Final = 0.01
"""Share of the questions that a rare word stands in at most, 0 to 1."""

DUPLICATE: Final = 0.5
ALIKE: Final = 0.35
"""Share of common 5-grams from which two questions are one, or are worth a look."""

MOST_FINDINGS: Final = 1000
"""Findings of one rule about the bank; of many questions that are all alike, each pair is one."""

QUESTIONS_A_LEVEL: Final = 2
"""Fewest questions of each level in a skill that has questions."""

MOST_USES_OF_A_MISCONCEPTION: Final = 3
"""Questions of one skill that may rest on the same misconception."""

_Show = Callable[[Question, int], tuple[str, ...]]


def lint_bank(
    questions: Collection[Question], skill_map: SkillMap, resources: Collection[str]
) -> tuple[Finding, ...]:
    """Look for the flaws of the bank as a whole.

    Args:
        questions: All questions.
        skill_map: Says what each skill has to cover; skills without questions need not.
        resources: Ids of the resources that a question may refer to.

    Returns:
        Findings in the order of the rules.
    """
    # Where several are chosen, ordered or typed, no option gives itself away beside the others.
    choices = [question for question in questions if question.form is Form.CHOICE]
    found = (
        lint_numeric_ranks(choices),
        _rare_clue_words(choices),
        _unknown_references(questions, resources),
        lint_longest_key(choices),
        lint_positions(choices, shown_options),
        _cue_solver(choices),
        _near_duplicates(questions),
        _coverage(questions, skill_map),
        _misconception_reuse(questions),
        _answer_in_stem(questions),
    )
    return tuple(chain.from_iterable(islice(one, MOST_FINDINGS) for one in found))


def by_skill(questions: Iterable[Question]) -> dict[str, list[Question]]:
    """Group questions by skill, in the order in which they come."""
    groups: dict[str, list[Question]] = {}
    for question in questions:
        groups.setdefault(question.skill, []).append(question)
    return groups


def lint_numeric_ranks(questions: Iterable[Question]) -> Iterator[Finding]:
    """L04: among numbers in order, the key stands too often at one rank.

    Chi-square at the 1 % line: 9.2 for three ranks, 11.3 for four.
    """
    numeric = [question for question in questions if question.order == "numeric"]
    for ranks, group in sorted(_by_options(numeric).items()):
        found = Counter(shown_options(q, 0).index(q.answer) for q in group)
        counts = [found[rank] for rank in range(ranks)]
        if evenness(counts) < RANK_RISK:
            yield error("L04", "", f"rank of the key among {ranks} numbers: {counts}")


def _by_options(questions: Iterable[Question]) -> dict[int, list[Question]]:
    groups: dict[int, list[Question]] = {}
    for question in questions:
        groups.setdefault(len(question.options), []).append(question)
    return groups


def _rare_clue_words(questions: Collection[Question]) -> Iterator[Finding]:
    """L06: a clue word that hardly another question uses points at the key.

    In a bank of fewer than a hundred questions every word is rare, and none counts.
    """
    uses = Counter(
        word for q in questions for word in content_words(" ".join((q.stem, *q.options)))
    )
    for question in questions:
        for word in clue_words(question):
            if uses[word] <= RARE_SHARE * len(questions):
                message = f"{word!r} is in the stem and in the key alone, and rare in the bank"
                yield error("L06", question.id, message)


def _unknown_references(
    questions: Iterable[Question], resources: Collection[str]
) -> Iterator[Finding]:
    """L19: a question refers to what is no resource."""
    for question in questions:
        if question.reference.resource not in resources:
            wanted = question.reference.resource
            message = f"unknown resource {wanted!r}.{close_match(wanted, resources)}"
            yield error("L19", question.id, message, part="reference")


def lint_longest_key(questions: Collection[Question]) -> Iterator[Finding]:
    """L21: the strictly longest option is the key too often, or too seldom.

    The lines are exact at 1 % for either side. Beyond them the bank is in error;
    a skill gets a warning, as among 45 skills one or the other passes by luck.
    """
    message = _longest_key_message(questions)
    if message:
        yield error("L21", "", f"whole bank: {message}")
    for skill, group in by_skill(questions).items():
        message = _longest_key_message(group)
        if message:
            yield warning("L21", "", f"{skill}: {message}", skill=skill)


def _longest_key_message(questions: Iterable[Question]) -> str:
    chances: list[float] = []
    hits = 0
    for question in questions:
        lengths = [len(option.strip()) for option in question.options]
        longest = max(lengths)
        if lengths.count(longest) == 1:
            chances.append(1 / len(lengths))
            hits += lengths[0] == longest
    few, many = suspiciously_few(chances), suspiciously_many(chances)
    if few < hits < many:
        return ""
    return f"the longest option is the key in {hits} of {len(chances)}, not {few + 1} to {many - 1}"


def lint_positions(questions: Iterable[Question], show: _Show) -> Iterator[Finding]:
    """L22: over many sessions, the key is shown too often at one place.

    Args:
        questions: Those in the order of their values are left out.
        show: Puts the options of a question in order for a seed. This tests the
            shuffler rather than the authors.
    """
    shuffled = [question for question in questions if question.order == "shuffle"]
    for places, group in sorted(_by_options(shuffled).items()):
        found = Counter(
            show(question, seed).index(question.answer)
            for question in group
            for seed in range(SESSIONS)
        )
        counts = [found[place] for place in range(places)]
        if evenness(counts) < SHUFFLE_RISK:
            yield error("L22", "", f"place of the key among {places} options: {counts}")


def _cue_solver(questions: Collection[Question]) -> Iterator[Finding]:
    """L23: who sees only the form of the options is right too often."""
    result = solve_by_cues(questions)
    if not result.within_limit:
        yield error(
            "L23",
            "",
            f"cues alone get {result.accuracy:.1%} of {result.questions} questions right;"
            f" chance is {result.chance:.1%}, the limit {result.limit:.1%}",
        )


def _near_duplicates(questions: Collection[Question]) -> Iterator[Finding]:
    """L24: two questions are nearly the same text.

    "What does this program print?" makes no two questions alike: of stems that
    recur word for word, the programs are compared.
    """
    uses = Counter(question.stem for question in questions)
    texts = {
        q.id: q.code if q.code and uses[q.stem] > 1 else f"{q.stem}\n{q.code}" for q in questions
    }
    for left, right, share in alike(texts, ALIKE):
        make = error if share >= DUPLICATE else warning
        yield make("L24", left, f"{share:.0%} alike with {right}")


def _coverage(questions: Iterable[Question], skill_map: SkillMap) -> Iterator[Finding]:
    """L25: what a skill consists of, or a level of it, is not asked about.

    A warning, as a bank grows from its first ten questions; the program works with them.
    """
    for skill, group in by_skill(questions).items():
        tested = {question.sub for question in group}
        missing = [sub for sub in skill_map.skills[skill].sub_competences if sub not in tested]
        if missing:
            message = f"{skill}: no question on {', '.join(missing)}"
            yield warning("L25", "", message, skill=skill)
        levels = Counter(question.level for question in group)
        few = [level for level in TAUGHT_LEVELS if levels[level] < QUESTIONS_A_LEVEL]
        if few:
            counts = ", ".join(f"{LEVEL_NAMES[level]} {levels[level]}" for level in few)
            message = f"{skill}: questions of level {counts}; {QUESTIONS_A_LEVEL} each are wanted"
            yield warning("L25", "", message, skill=skill)


def _misconception_reuse(questions: Iterable[Question]) -> Iterator[Finding]:
    """L26: many questions of a skill rest on the same misconception."""
    for skill, group in by_skill(questions).items():
        uses = Counter(
            tag for question in group for tag in {d.misconception for d in question.distractors}
        )
        for tag, count in sorted(uses.items()):
            if count > MOST_USES_OF_A_MISCONCEPTION:
                message = f"{skill}: {tag!r} is behind {count} questions"
                yield report("L26", "", message, skill=skill)


def _answer_in_stem(questions: Iterable[Question]) -> Iterator[Finding]:
    """L27: the key of one question stands in the stem of another about the same skill."""
    for group in by_skill(questions).values():
        stems = [(q.id, f" {same_but_for_form(q.stem)} ") for q in group]
        for question in filter(_has_telling_key, group):
            key = f" {same_but_for_form(question.answer)} "
            for other, stem in stems:
                if other != question.id and key in stem:
                    yield warning("L27", question.id, f"its key stands in the stem of {other}")


def _has_telling_key(question: Question) -> bool:
    # What a program prints and what a sum comes to recur by chance.
    in_words = question.kind not in EXACT_KINDS and not question.form.in_parts
    return in_words and bool(content_words(question.answer))
