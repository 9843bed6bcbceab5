"""Content folders that a stranger made to do harm, each with the line that has to be said of it.

`hostile_content.py` measures them, and the tests run them.
"""

import os
from functools import partial
from pathlib import Path
from typing import Final

from hostile_makers import (
    ASK,
    MANIFEST,
    ROLE,
    SKILLS,
    Case,
    bomb,
    grow,
    in_place,
    link,
    no_folder,
    put,
    put_many,
    questions_file,
    roles_on_each_other,
    skills_file,
    swap,
)

from mlcareer.content.folder import MOST_FILES
from mlcareer.content.questions import MOST_QUESTIONS
from mlcareer.content.raw_file import MAX_BYTES
from mlcareer.content.skills import MOST_SKILLS
from mlcareer.content.yamlfile import MAX_DEPTH, MAX_TEXT, MAX_VALUES

_LEADS_OUT: Final = "a link that leads out of the content folder; put the file itself here"
_NAME: Final = "name: Digging"

_BYTES: Final = (
    Case("anchors that explode", put(SKILLS, bomb), SKILLS, "1: anchors (&name) are not allowed"),
    Case("an alias", swap(SKILLS, "area: soil", "area: *soil"), SKILLS, "9: aliases (*name)"),
    Case(
        "a tag that runs a program",
        swap(SKILLS, _NAME, "name: !!python/object/apply:os.system [id]"),
        SKILLS,
        "8: tags (!name) are not allowed",
    ),
    Case("a merge key", swap(SKILLS, _NAME, f"<<: {{a: 1}}\n    {_NAME}"), SKILLS, "'<<'"),
    Case("a key that stands twice", swap(SKILLS, _NAME, f"{_NAME}\n    {_NAME}"), SKILLS, "twice"),
    Case("a hundred megabytes of nothing", grow, SKILLS, "1: larger than 4 MB"),
    Case(
        "a hundred megabytes",
        put(SKILLS, lambda: b"a: " + b"x" * 100_000_000),
        SKILLS,
        "1: larger than 4 MB",
        large=True,
    ),
    Case(
        "four million brackets",
        put(SKILLS, lambda: "[" * (MAX_BYTES - 1)),
        SKILLS,
        f"1: nested deeper than {MAX_DEPTH} levels",
        large=True,
    ),
    Case(
        "a text of four megabytes",
        swap(SKILLS, "area: soil", f"area: {'x' * 3_900_000}"),
        SKILLS,
        f"9: a text of more than {MAX_TEXT} characters",
        large=True,
    ),
    Case(
        "a key of four megabytes",
        swap(SKILLS, "  pruning:\n", f"  ? {'x' * 3_900_000}\n  :\n"),
        SKILLS,
        f"49: a text of more than {MAX_TEXT} characters",
        large=True,
    ),
    Case("not UTF-8", swap(SKILLS, _NAME, "name: D\ud800"), SKILLS, "8: not UTF-8"),
    Case("UTF-16", put(SKILLS, lambda: "format: 1\n".encode("utf-16")), SKILLS, "1: not UTF-8"),
)

_CHARACTERS: Final = (
    Case("a terminal escape", swap(SKILLS, _NAME, "name: \x1b[31m"), SKILLS, "8: control char"),
    Case("an escaped one", swap(SKILLS, _NAME, 'name: "\\e[31m"'), SKILLS, "8: control char"),
    Case("one in a key", swap(SKILLS, "  digging:", '  "\\e]0;x":'), SKILLS, "7: control char"),
    Case("one in a comment", swap(SKILLS, "area: s", "# \x1b[2J\n    area: s"), SKILLS, "9: contr"),
    Case(
        "escapes and direction marks in a comment that is quoted",
        swap(SKILLS, "requires: [digging]", "requires: [diging] # \u202e\u2066\U000e0041\u200b"),
        SKILLS,
        "25: unknown skill 'diging'. Did you mean 'digging'?",
    ),
    *(
        Case(what, swap(SKILLS, _NAME, f"name: Dig{sign}ging"), SKILLS, f"8: {says}")
        for what, sign, says in (
            ("a right-to-left override", "\u202e", "invisible character U+202E"),
            ("a right-to-left mark", "\u200f", "invisible character U+200F"),
            ("an isolate", "\u2066", "invisible character U+2066"),
            ("a space of no width", "\u200b", "invisible character U+200B"),
            ("a soft hyphen", "\u00ad", "invisible character U+00AD"),
            ("a tag character", "\U000e0041", "invisible character U+E0041"),
            ("a byte order mark inside", "\ufeff", "invisible character U+FEFF"),
            ("a private character", "\ue000", "invisible character U+E000"),
            ("a blank letter", "\u3164", "invisible character U+3164"),
            ("hidden data in variation selectors", "\U000e0101\U000e0102", "invisible character"),
            ("NUL", "\x00", "control character U+0000"),
            ("marks that fill the screen", "\u0301" * 500, "more than 30 marks on one letter"),
        )
    ),
    Case("half a character", swap(SKILLS, _NAME, 'name: "\\ud800"'), SKILLS, "8: not valid YAML"),
    Case(
        "line ends that no editor counts",
        swap(SKILLS, _NAME, "# a\x85    # b\u2028    nme: D"),
        SKILLS,
        "8: U+0085 ends a line here",
    ),
    Case(
        "two options that look alike",
        swap(ASK, "text: a flat shovel", "text: a digging f\u043erk"),
        ASK,
        "two options read alike",
    ),
    Case(
        "a word of two alphabets",
        swap(ASK, "text: a leaf rake", "text: a leaf r\u0430ke"),
        ASK,
        "mixes alphabets: U+0430 looks like 'a'",
        stops=False,
    ),
    Case(
        "two skills that look alike",
        swap(SKILLS, "name: Compost", "name: D\u0456gging"),
        SKILLS,
        "22: reads like the name in line 8",
        stops=False,
    ),
    Case(
        "an id that looks like another",
        swap(ROLE, "compost:", "c\u043empost:"),
        ROLE,
        "21: unknown skill",
    ),
    Case("ids that differ by case", swap(SKILLS, "  pruning:", "  Digging:"), SKILLS, "49: 'Dig"),
)

_NUMBERS: Final = tuple(
    Case(what, swap(ROLE, "target: 2", f"target: {text}"), ROLE, "15: a number from 1 to 4")
    for what, text in (
        ("1e400", "1e400"),
        ("not a number", ".nan"),
        ("infinity", "inf"),
        ("ten thousand digits", "9" * 10_000),
        ("a hexadecimal number", "0x2"),
        ("an octal number", "0o2"),
        ("a sexagesimal number", "1:30"),
        ("true for 1", "yes"),
    )
)

_FILES: Final = (
    Case("a link to a file outside", link(SKILLS, "/etc/passwd"), SKILLS, _LEADS_OUT),
    Case("a link to a folder outside", link("questions", "/etc"), "questions", _LEADS_OUT),
    Case("a link to a device", link(SKILLS, "/dev/zero"), SKILLS, _LEADS_OUT),
    Case("a manifest that is a link", link(MANIFEST, "/etc/passwd"), MANIFEST, _LEADS_OUT),
    Case("a link to itself", link(SKILLS, SKILLS), SKILLS, ""),
    Case("a link to nothing", link("moves.yaml", "nothing"), "moves.yaml", "cannot be read"),
    Case("a pipe", in_place(SKILLS, os.mkfifo), SKILLS, "cannot be read: it is no ordinary file"),
    Case("a folder as a file", in_place(SKILLS, Path.mkdir), SKILLS, "cannot be read: "),
    Case(
        "a file as a folder",
        no_folder,
        "questions",
        "a file; a folder was expected here",
    ),
    Case(
        "an escape in the name of a file",
        put("questions/a\x1b[31mb.yaml", str),
        "questions/a\x1b[31mb.yaml",
        "the name of this file is no id",
    ),
    Case(
        "extending another place",
        put(MANIFEST, lambda: "format: 1\nextends: ../../etc\n"),
        MANIFEST,
        "2: unknown content '../../etc'",
    ),
    Case(
        "a role elsewhere", swap(ROLE, "id: gardener", "id: ../../x"), ROLE, "2: '../../x' is no id"
    ),
    Case(
        "a role based on a path",
        swap(ROLE, "id: gardener", "id: gardener\nbased_on: ../../x"),
        ROLE,
        "3: '../../x' is no id",
    ),
)

_STRUCTURE: Final = (
    Case(
        "skills in a circle",
        put(SKILLS, partial(skills_file, MOST_SKILLS, lambda at: [(at + 1) % MOST_SKILLS])),
        SKILLS,
        "the skills stand in a circle",
    ),
    Case(
        "a role based on itself",
        swap(ROLE, "id: gardener", "id: gardener\nbased_on: gardener"),
        ROLE,
        "3: the roles are based on each other in a circle",
    ),
    Case(
        "990 roles on each other",
        roles_on_each_other(990),
        "roles/r970.yaml",
        "roles are based on each other",
    ),
    Case(
        "more skills than allowed",
        put(SKILLS, partial(skills_file, MOST_SKILLS + 1)),
        SKILLS,
        f"4: a map has one to {MOST_SKILLS} skills",
    ),
    Case(
        "900,000 prerequisites",
        put(SKILLS, partial(skills_file, 2, lambda at: [0] * 900_000 * at)),
        SKILLS,
        f"more than {MAX_VALUES} values",
        large=True,
    ),
    Case(
        "as many prerequisites as a map can have",
        put(SKILLS, partial(skills_file, MOST_SKILLS, range)),
        SKILLS,
        "more than 20000 prerequisites",
        large=True,
    ),
    Case(
        "20,000 prerequisites that are misspelt",
        put(SKILLS, partial(skills_file, MOST_SKILLS, lambda _: range(1000, 1060))),
        SKILLS,
        "unknown skill 's1000'",
        large=True,
    ),
    Case(
        "a million entries",
        put(ASK, lambda: "format: 1\nskill: digging\nquestions:\n" + "- {}\n" * 700_000),
        ASK,
        f"more than {MAX_VALUES} values",
        large=True,
    ),
    Case(
        "a hundred thousand wrong entries",
        put(ASK, lambda: "format: 1\nskill: digging\nquestions:\n" + "- {ab: 1}\n" * 99_000),
        ASK,
        "4: unknown key 'ab'",
        large=True,
    ),
    Case(
        "too many files",
        put_many((f"questions/q{at}.yaml" for at in range(MOST_FILES)), ""),
        "questions",
        f"more than {MOST_FILES} files",
    ),
    Case(
        "400 megabytes in a hundred files",
        put_many((f"questions/q{at}.yaml" for at in range(100)), "x" * 3_999_999),
        "questions",
        "more than 20 MB together",
        large=True,
    ),
    Case(
        "20 MB of wrong questions in 990 files",
        put_many(
            (f"questions/q{at}.yaml" for at in range(990)), "questions:\n" + "- a: 1\n" * 2800
        ),
        "garden",
        "more than 10000 problems",
        slow=True,
        large=True,
    ),
    Case(
        "as many questions as allowed, nearly the same",
        put(ASK, partial(questions_file, MOST_QUESTIONS, "Which tool is it that you use?")),
        ASK,
        "alike with",
        slow=True,
        large=True,
    ),
    Case(
        "one question more",
        put(ASK, partial(questions_file, MOST_QUESTIONS + 1, "Which?")),
        ASK,
        f"more than {MOST_QUESTIONS} questions",
        large=True,
    ),
    Case(
        "long stems made for slow patterns",
        put(ASK, partial(questions_file, 190, "which these pandas " * 1000)),
        ASK,
        "alike with",
        large=True,
    ),
)

CASES: Final = (*_BYTES, *_CHARACTERS, *_NUMBERS, *_FILES, *_STRUCTURE)
"""All of them."""
