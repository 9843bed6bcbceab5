"""Writes content whose questions say as much, or as little, as a test wants."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

RIGHT: Final = "the true one"
WRONG: Final = "the false one"

TELLING: Final = {"a": 5.0, "b": 2.0, "c": 0.0, "b_sd": 0.0}
"""Who answers this right is an expert."""
OPEN: Final = {"a": 1.0, "b": -1.0, "c": 0.3, "b_sd": 0.0}
"""One answer leaves open whether the target is met."""
EMPTY: Final = {"a": 0.05, "b": 0.0, "c": 0.9, "b_sd": 5.0}
"""An answer says next to nothing."""


def write_bank(folder: Path, items: Sequence[Mapping[str, float]]) -> None:
    """Replace the questions about digging by as many as there are items."""
    questions = [
        {
            "id": f"digging-{number}",
            "sub": ("tools", "depth")[number % 2],
            "level": 2,
            "kind": "concept",
            "stem": f"Which one is true of case number {number}?",
            "answer": RIGHT,
            "distractors": [{"text": WRONG, "misconception": "any", "why": "It is false."}],
            "explanation": "The true one is true and the false one is not, in each case.",
            "reference": {"resource": "spade-book"},
            **item,
        }
        for number, item in enumerate(items, 1)
    ]
    text = json.dumps({"format": 1, "skill": "digging", "questions": questions})
    (folder / "questions" / "digging.yaml").write_text(text, encoding="utf-8")
