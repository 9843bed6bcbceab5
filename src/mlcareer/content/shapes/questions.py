"""The form of questions."""

from typing import Final

from mlcareer.content.shape import (
    FREE,
    TEXTS,
    Choice,
    Key,
    ListOf,
    Number,
    Plain,
    Text,
    TextOrTexts,
    optional,
    record_of,
)
from mlcareer.content.shapes.common import LEVEL, SKILL_ID, file_of
from mlcareer.model.questions import Form

KINDS: Final = ("concept", "code", "calculation", "scenario")
LANGUAGES: Final = ("python", "cpp", "java", "r", "lisp", "prolog", "sql")
ORDERS: Final = ("shuffle", "numeric")
EXACT_KINDS: Final = ("code", "calculation")
"""What a program prints and what a sum comes to: there each character counts."""

TOLERANCE: Final = Number(0, 1e9)
DISCRIMINATION: Final = Number(0.05, 10)
DIFFICULTY: Final = Number(-10, 10)
DIFFICULTY_SD: Final = Number(0, 5)
GUESSING: Final = Number(0, 0.95)
DISTRACTOR: Final = record_of(
    {
        "text": Key(FREE, "The wrong answer."),
        "misconception": Key(FREE, "Short name of the mistake behind it, such as mean-is-median."),
        "why": Key(FREE, "What is wrong with it, in a sentence or two."),
    }
)
REFERENCE: Final = record_of(
    {
        "resource": Key(Text("resource"), "Id of a resource in resources.yaml."),
        "section": optional(FREE, "Chapter or section."),
    }
)
QUESTION: Final = record_of(
    {
        "id": Key(Plain.ID, "<skill>-<two to four words>; never used again for another question."),
        "sub": Key(Text("sub-competence"), "Id of one part of the skill."),
        "level": Key(LEVEL, "Who answers it: 1 novice, 2 working, 3 proficient, 4 expert."),
        "kind": Key(Choice("kind", KINDS), "What the person does."),
        "form": optional(
            Choice("form", tuple(map(str, Form))), "How it is answered: choice if absent."
        ),
        "stem": Key(FREE, "The question itself, at most 60 words."),
        "lang": optional(Choice("language", LANGUAGES), "Language of the program."),
        "code": optional(FREE, "A program that is shown, at most 15 lines."),
        "output": optional(FREE, "What the program prints, where that is not the answer."),
        "proof": optional(FREE, "A Python program that prints the answer; nobody asked sees it."),
        "answer": Key(TextOrTexts(), "The right answer; a list in the forms several and sequence."),
        "accept": optional(TEXTS, "Other spellings of a typed answer."),
        "tolerance": optional(TOLERANCE, "How far a typed number may be off."),
        "distractors": Key(ListOf(DISTRACTOR), "Wrong answers, each a real misconception."),
        "order": optional(Choice("order", ORDERS), "numeric where all options are numbers."),
        "explanation": Key(FREE, "Why the answer is right, for somebody who missed it."),
        "reference": Key(REFERENCE, "Where to read about it."),
        "a": optional(DISCRIMINATION, "Discrimination."),
        "b": optional(DIFFICULTY, "Difficulty."),
        "b_sd": optional(DIFFICULTY_SD, "Standard error of the difficulty."),
        "c": optional(GUESSING, "Chance of a lucky guess."),
    }
)
QUESTIONS_FILE: Final = file_of(
    "Questions about one skill.",
    skill=Key(SKILL_ID, "Id of the skill, which is the name of the file."),
    questions=Key(ListOf(QUESTION), "The questions."),
)
