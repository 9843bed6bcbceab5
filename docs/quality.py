"""What is known about the quality of the questions, as a page."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from mlcareer.content.lints.bank_lints import lint_bank, lint_numeric_ranks
from mlcareer.content.lints.cues import solve_by_cues
from mlcareer.content.lints.findings import Finding, Severity
from mlcareer.content.lints.item_lints import lint_question
from mlcareer.content.proofs import Proofs, disproved, load_proofs, missing_proofs
from mlcareer.content.questions import load_questions
from mlcareer.content.reviews import Review, load_reviews, unconfirmed
from mlcareer.content.shapes.questions import KINDS
from mlcareer.content.skills import load_skill_map
from mlcareer.content.study import load_resources
from mlcareer.model.levels import LEVEL_NAMES, TAUGHT_LEVELS
from mlcareer.model.questions import Form, Question
from mlcareer.model.skills import SkillMap

HEAD = """\
# How good the questions are

This page is generated from `data/` by `python docs/build.py` and checked by the tests; change the
data, not the page. It counts what can be counted. What it cannot tell is how the questions behave
with people: nobody's answers stand behind them yet, and difficulties are judgements.
"""

PEERS = """\
The public bank beside ours is the largest open one that touches the field: quizzes copied from a
networking site's skill tests, 9,428 questions in English as counted in April 2026, of which 9,239
are multiple choice. Its figures were counted on a copy; nothing was taken from it.
"""

DIFFICULTY = """\
Difficulty is judged, not measured: before they saw the key, readers said how many of a hundred
people at the borders of working, proficient and expert would answer right (Angoff's way), and `b`
follows from that, brought to the scale of the levels (`src/mlcareer/content/difficulty.py`).
`b_sd` holds their spread and half a logit more.
"""


class Bank(NamedTuple):
    """All that the page counts."""

    skill_map: SkillMap
    questions: Sequence[Question]
    resources: Collection[str]
    reviews: dict[str, Review]
    proofs: Proofs
    findings: Sequence[Finding]

    def with_flaw(self, lint: str) -> list[Question]:
        """List the questions in which a lint finds something by themselves."""
        flawed = {finding.question for finding in self.findings if finding.lint == lint}
        return [question for question in self.questions if question.id in flawed]


def quality_page(folder: Path) -> str:
    """Make the page about the questions of a content folder."""
    skill_map = load_skill_map(folder)
    questions = tuple(load_questions(folder, skill_map).values())
    bank = Bank(
        skill_map,
        questions,
        load_resources(folder, skill_map),
        load_reviews(folder),
        load_proofs(folder),
        [finding for question in questions for finding in lint_question(question)],
    )
    parts = (
        HEAD,
        "## Beside a public bank\n",
        PEERS,
        _table(("what", "ours", "public bank"), _beside_a_public_bank(bank)),
        "## Kinds and forms\n",
        _table(("kind", *map(str, Form), "all"), _kinds(bank.questions)),
        "## Skills\n",
        DIFFICULTY,
        _table(_SKILL_HEADINGS, _skills(bank)),
    )
    return "\n".join(parts)


def _beside_a_public_bank(bank: Bank) -> list[tuple[str, ...]]:
    questions = bank.questions
    choices = [question for question in questions if question.form is Form.CHOICE]
    cues = solve_by_cues(choices)
    programs = [question for question in questions if question.lang]
    run = [q for q in questions if q.lang or q.proof]
    borne_out = [q for q in run if not _complaints(q, bank.proofs)]
    others = [question for question in questions if question.kind != "code"]
    read = [bank.reviews[q.id] for q in others if q.id in bank.reviews]
    of_bank = lint_bank(questions, bank.skill_map, bank.resources)
    errors = [f for f in (*bank.findings, *of_bank) if f.severity is Severity.ERROR]
    ranks = "yes" if any(lint_numeric_ranks(choices)) else "no"
    unexplained = bank.with_flaw("L19")
    explained = [question for question in questions if question not in unexplained]
    longest, of = _longest(choices)
    chance = sum(1 / len(question.options) for question in choices) / len(choices)
    return [
        ("questions", f"{len(questions)}", "9,428"),
        ("with an explanation of the answer", _share(explained, questions), "35.6 %"),
        ("wrong answers with a reason of their own", _reasons(questions), "none"),
        ("with a reference to study", _share(_referred(bank), questions), "not counted"),
        ("programs that were run", f"{len(programs)}", "none; 12 % of 136 did not parse"),
        ("keys that a run bears out", f"{len(borne_out)} of {len(run)}", "none"),
        (
            "other keys that readers chose blind",
            _share([q for q in others if not unconfirmed(q, bank.reviews)], others),
            "none",
        ),
        ("readers of these, in all", f"{sum(review.readers for review in read)}", "none"),
        (
            "questions without a key",
            _share([q for q in questions if not q.answer], questions),
            "0.5 %",
        ),
        (
            "the longest option is the key, where one is longest",
            f"{longest / of:.1%} of {of}".replace("%", " %"),
            "41 % of those with four options (chance 25 %)",
        ),
        (
            "right by cues of form alone",
            f"{cues.accuracy:.1%} (chance {chance:.1%})".replace("%", " %"),
            "39.9 % (chance 25 %)",
        ),
        ("order of numbers gives the key away", ranks, "-"),
        (
            "options that speak of other options",
            _share(bank.with_flaw("L09"), questions),
            "3.1 %",
        ),
        (
            "pairs of questions nearly the same",
            f"{sum(f.lint == 'L24' for f in of_bank)}",
            "834 repeated stems",
        ),
        ("flaws that stop the build", f"{len(errors)}", "not counted"),
    ]


def _complaints(question: Question, proofs: Proofs) -> list[str]:
    return [*missing_proofs(question, proofs), *disproved(question, proofs)]


def _referred(bank: Bank) -> list[Question]:
    return [q for q in bank.questions if q.reference.resource in bank.resources]


def _reasons(questions: Iterable[Question]) -> str:
    wrong = [distractor for question in questions for distractor in question.distractors]
    return _share([d for d in wrong if d.why and d.misconception], wrong)


def _longest(choices: Iterable[Question]) -> tuple[int, int]:
    lengths = [[len(option.strip()) for option in question.options] for question in choices]
    told = [own for own in lengths if own.count(max(own)) == 1]
    return sum(own[0] == max(own) for own in told), len(told)


def _share(some: Collection[object], of: Collection[object]) -> str:
    return f"{len(some)} of {len(of)}, {len(some) / len(of):.1%}".replace("%", " %")


def _kinds(questions: Collection[Question]) -> list[tuple[str, ...]]:
    counts = Counter((question.kind, question.form) for question in questions)
    rows = [
        (kind, *(f"{counts[kind, form]}" for form in Form), f"{_sum(counts, kind)}")
        for kind in KINDS
    ]
    forms = Counter(question.form for question in questions)
    return [*rows, ("all", *(f"{forms[form]}" for form in Form), f"{len(questions)}")]


def _sum(counts: Counter[tuple[str, Form]], kind: str) -> int:
    return sum(counts[kind, form] for form in Form)


_SKILL_HEADINGS = (
    "skill",
    "questions",
    *(LEVEL_NAMES[level] for level in TAUGHT_LEVELS),
    "run",
    *(f"mean b, {LEVEL_NAMES[level]}" for level in TAUGHT_LEVELS),
)


def _skills(bank: Bank) -> list[tuple[str, ...]]:
    rows = []
    for skill in bank.skill_map.skills.values():
        group = [question for question in bank.questions if question.skill == skill.id]
        if not group:
            continue
        levels = [[q for q in group if q.level == level] for level in TAUGHT_LEVELS]
        run = sum(bool(question.lang or question.proof) for question in group)
        rows.append(
            (
                skill.name,
                f"{len(group)}",
                *(f"{len(own)}" for own in levels),
                f"{run / len(group):.0%}".replace("%", " %"),
                *(f"{sum(q.item.b for q in own) / len(own):.2f}" for own in levels),
            )
        )
    return rows


def _table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    line = "|".join(["", " --- ", *[" ---: "] * (len(headings) - 1), ""])
    cells = [f"| {' | '.join(row)} |" for row in (headings, *rows)]
    return "\n".join([cells[0], line, *cells[1:], ""])
