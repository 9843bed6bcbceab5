"""Writes the difficulties that follow from the readers' ratings into the question files.

    python tests/rate.py

Reads `shares` of data/reviews.yaml and sets `b` and `b_sd` of each question that has them.
"""

import re
import sys
from collections.abc import Mapping
from pathlib import Path

from mlcareer.content.difficulty import difficulty
from mlcareer.content.folder import question_files
from mlcareer.content.questions import load_questions
from mlcareer.content.reviews import Review, load_reviews
from mlcareer.content.skills import load_skill_map
from mlcareer.model.questions import Question

DATA = Path(__file__).resolve().parent.parent / "data"

_BEGIN = re.compile(r"^(?=  - id: )", re.MULTILINE)
_ID = re.compile(r"  - id: (\S+)")
_OLD = re.compile(r"^    b(?:_sd)?: .*\n", re.MULTILINE)
_KIND = re.compile(r"^    kind: .*\n", re.MULTILINE)


def rated(question: Question, reviews: Mapping[str, Review]) -> tuple[float, float] | None:
    """Work out b and b_sd of a question, or None where nobody rated it."""
    review = reviews.get(question.id)
    return difficulty(review.shares, question.item.c) if review and review.shares else None


def with_difficulties(text: str, found: Mapping[str, tuple[float, float]]) -> str:
    """Set b and b_sd of the questions of a file, and leave all else as it is."""
    return "".join(_set(block, found) for block in _BEGIN.split(text))


def _set(block: str, found: Mapping[str, tuple[float, float]]) -> str:
    id_ = _ID.match(block)
    if id_ is None or id_[1] not in found:
        return block
    b, b_sd = found[id_[1]]
    kind = _KIND.search(bare := _OLD.sub("", block))
    assert kind, f"{id_[1]} has no kind"
    return f"{bare[: kind.end()]}    b: {b}\n    b_sd: {b_sd}\n{bare[kind.end() :]}"


def main() -> int:
    """Bring all files up to date."""
    reviews = load_reviews(DATA)
    questions = load_questions(DATA, load_skill_map(DATA))
    found = {q.id: pair for q in questions.values() if (pair := rated(q, reviews)) is not None}
    for path in question_files(DATA).values():
        text = path.read_text(encoding="utf-8")
        path.write_text(with_difficulties(text, found), encoding="utf-8", newline="\n")
    print(f"{len(found)} of {len(questions)} questions were rated")
    return 0


if __name__ == "__main__":
    sys.exit(main())
