"""What to do about each finding."""

from types import MappingProxyType
from typing import Final

REMEDIES: Final = MappingProxyType(
    {
        "L01": "Give two or three distractors, all different; one to five where it is typed."
        " Where several are right there are four to six options in all.",
        "L02": "Run mlcareer content prove.",
        "L02 answer": "Mend the program or the key, then run mlcareer content prove.",
        "L02 stem": "Where readers disagreed, rewrite it. Have it answered blind: mlcareer content"
        " sheet, then mlcareer content review.",
        "L03": "Shorten the key, or say as much in the distractors.",
        "L04": "Choose other numbers, so that the key is not always in the middle.",
        "L05": "Write all options in the same shape: grammar, capitals, code marks, full stops.",
        "L06": "Take the word out of the stem or the key, or use it in a distractor too.",
        "L07": "Change the end of the stem so that every option fits it.",
        "L08": "Take always, never, all and the like out, or use them in all options.",
        "L09": "Replace the option by a misconception of its own.",
        "L10": "Say how often, or leave the word out.",
        "L11": "Give each option about as many words in common with the others.",
        "L12": "Name the mistake that leads there; drop the option if there is none.",
        "L13": "Ask for what is so; where that cannot be, write NOT in capitals.",
        "L14": "Ask a question, or begin with what to do.",
        "L15": "Say in the stem what it is about, so that it can be answered without the options.",
        "L16": "Shorten it: at most 60 words, no sentence over 30.",
        "L17": "Use shorter sentences and everyday words.",
        "L18": "Name the version or the date, and ask for facts.",
        "L19": "Say in a sentence or two why the answer is right.",
        "L19 reference": "Name a resource of resources.yaml, or add it there.",
        "L20": "Cut the program to 15 lines of 78 characters.",
        "L21": "Shorten some keys, or lengthen some distractors.",
        "L22": "Tell the maintainers: the order of options is drawn by the program.",
        "L23": "Even out length, wording and form between keys and distractors.",
        "L24": "Ask one of the two in another way, or drop it.",
        "L25": "Write the questions that are missing.",
        "L26": "Let other questions rest on other misconceptions.",
        "L27": "Change one of the two, so that it does not answer the other.",
        "L28": "Write what stands there as TODO.",
    }
)
"""By the id of the lint, and where it has several by the part of the question too."""

PART: Final = MappingProxyType(
    {
        **dict.fromkeys(("L01", "L05", "L08", "L09", "L10", "L12"), "distractors"),
        **dict.fromkeys(("L02", "L03", "L06", "L11", "L27"), "answer"),
        **dict.fromkeys(("L07", "L13", "L14", "L15", "L16", "L17", "L18", "L24"), "stem"),
        "L19": "explanation",
        "L20": "code",
    }
)
"""The key of a question that each finding is about."""
