"""Content folders that a stranger made to do harm, each with the line that has to be said of it.

`hostile_content.py` measures them, and the tests run them all.
"""

import os
import shutil
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple

from mlcareer.content.folder import MOST_FILES
from mlcareer.content.questions import MOST_QUESTIONS
from mlcareer.content.skills import MOST_SKILLS
from mlcareer.content.yamlfile import MAX_BYTES, MAX_DEPTH, MAX_TEXT, MAX_VALUES

EXAMPLE: Final = Path(__file__).resolve().parent.parent / "tests" / "example"

SKILLS: Final = "skills.yaml"
ROLE: Final = "roles/gardener.yaml"
ASK: Final = "questions/digging.yaml"
MANIFEST: Final = "content.yaml"

_LEADS_OUT: Final = "a link that leads out of the content folder; put the file itself here"
_NAME: Final = "name: Digging"


class Case(NamedTuple):
    """A folder that does harm, or tries to.

    Attributes:
        name: What it tries, for people.
        make: Changes a copy of the small map.
        file: The file that a complaint has to name.
        says: What the complaint has to say.
        stops: Whether a check fails because of it.
        large: Whether it is made of megabytes, so that it takes seconds.
    """

    name: str
    make: Callable[[Path], object]
    file: str
    says: str
    stops: bool = True
    large: bool = False


def copy(folder: Path) -> Path:
    """Copy the small map."""
    return Path(shutil.copytree(EXAMPLE, folder))


def swap(name: str, old: str, new: str) -> Callable[[Path], None]:
    """Make a change of a file: the first text by another."""

    def change(folder: Path) -> None:
        path = folder / name
        raw = path.read_bytes()
        if old.encode() not in raw:
            message = f"{name} has changed: {old!r} is gone"
            raise ValueError(message)
        path.write_bytes(raw.replace(old.encode(), new.encode("utf-8", "surrogatepass"), 1))

    return change


def put(name: str, make: Callable[[], str | bytes]) -> Callable[[Path], None]:
    """Make a change that writes a file."""

    def change(folder: Path) -> None:
        made = make()
        (folder / name).write_bytes(made if isinstance(made, bytes) else made.encode())

    return change


def put_many(names: Iterable[str], text: str) -> Callable[[Path], None]:
    """Make a change that writes one text into several files."""
    listed = tuple(names)

    def change(folder: Path) -> None:
        for name in listed:
            (folder / name).write_text(text, encoding="utf-8")

    return change


def link(name: str, to: str) -> Callable[[Path], None]:
    """Make a change that puts a link in the place of a file or folder."""

    def change(folder: Path) -> None:
        path = folder / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
        path.symlink_to(to)

    return change


def _in_place(name: str, make: Callable[[Path], object]) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        (folder / name).unlink(missing_ok=True)
        make(folder / name)

    return change


def _sparse(folder: Path) -> None:
    with (folder / SKILLS).open("r+b") as stream:
        stream.truncate(100_000_000)


def _bomb() -> str:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]\n"]
    for one, other in zip("abcdefgh", "bcdefghi", strict=True):
        lines.append(f"{other}: &{other} [{', '.join([f'*{one}'] * 9)}]\n")
    return "".join(lines)


def skills_file(number: int, requires: Callable[[int], Iterable[int]] = lambda _: ()) -> str:
    """Write a map of many skills."""
    lines = ["format: 1\nareas: {soil: Soil}\nskills:\n"]
    for at in range(number):
        needed = ", ".join(f"s{other}" for other in requires(at))
        lines.append(
            f"  s{at}:\n    name: Skill {at}\n    area: soil\n    definition: One of many.\n"
            f"    requires: [{needed}]\n    helped_by: []\n    claims: []\n"
            "    sub_competences: {tools: tools}\n"
            "    can_do: {1: [Does a.], 2: [Does b.], 3: [Does c.], 4: [Does d.]}\n"
            "    hours: {1: [1, 2], 2: [3, 6], 3: [10, 20], 4: [40, 80]}\n"
        )
    return "".join(lines)


def questions_file(number: int, stem: str) -> str:
    """Write many questions that are nearly the same."""
    lines = ["format: 1\nskill: digging\nquestions:\n"]
    lines += [
        f"- id: q{at}\n  sub: tools\n  level: 1\n  kind: concept\n  stem: {at} {stem}\n"
        f"  answer: a tool {at}\n  distractors:\n"
        f"  - {{text: b{at}x, misconception: m, why: No.}}\n"
        f"  - {{text: c{at}y, misconception: n, why: No.}}\n"
        "  explanation: So it is.\n  reference: {resource: spade-book}\n"
        for at in range(number)
    ]
    return "".join(lines)


def _roles(number: int) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        for at in range(number):
            base = f"r{at + 1}" if at + 1 < number else "gardener"
            text = f"format: 1\nid: r{at}\nname: R\nsummary: S\nbased_on: {base}\n"
            (folder / f"roles/r{at}.yaml").write_text(text, encoding="utf-8")

    return change


def _no_folder(folder: Path) -> None:
    shutil.rmtree(folder / "questions")
    (folder / "questions").touch()


_BYTES: Final = (
    Case("anchors that explode", put(SKILLS, _bomb), SKILLS, "1: anchors (&name) are not allowed"),
    Case("an alias", swap(SKILLS, "area: soil", "area: *soil"), SKILLS, "9: aliases (*name)"),
    Case(
        "a tag that runs a program",
        swap(SKILLS, _NAME, "name: !!python/object/apply:os.system [id]"),
        SKILLS,
        "8: tags (!name) are not allowed",
    ),
    Case("a merge key", swap(SKILLS, _NAME, f"<<: {{a: 1}}\n    {_NAME}"), SKILLS, "'<<'"),
    Case("a key that stands twice", swap(SKILLS, _NAME, f"{_NAME}\n    {_NAME}"), SKILLS, "twice"),
    Case("a hundred megabytes of nothing", _sparse, SKILLS, "1: larger than 4 MB"),
    Case(
        "a hundred megabytes",
        put(ASK, lambda: b"a: " + b"x" * 100_000_000),
        ASK,
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
        "14: 'r\u0430ke' mixes alphabets: U+0430 looks like 'a'",
        stops=False,
    ),
    Case(
        "two skills that look alike",
        swap(SKILLS, "name: Compost", "name: D\u0456gging"),
        SKILLS,
        "22: reads like the name in line 8",
        stops=False,
    ),
    Case("an id that looks like another", swap(ROLE, "compost:", "c\u043empost:"), ROLE, "22: unk"),
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
    Case("a pipe", _in_place(SKILLS, os.mkfifo), SKILLS, "cannot be read: it is no ordinary file"),
    Case("a folder as a file", _in_place(SKILLS, Path.mkdir), SKILLS, "cannot be read: "),
    Case(
        "a file as a folder",
        _no_folder,
        "questions",
        "a file; a folder was expected here",
    ),
    Case(
        "an escape in the name of a file",
        put("questions/a\x1b[31mb.yaml", str),
        "questions/a<U+001B>[31mb.yaml",
        "the name of this file is no id",
    ),
    Case(
        "extending another place",
        put(MANIFEST, lambda: "format: 1\nextends: ../../etc\n"),
        MANIFEST,
        "2: unknown content '../../etc'",
    ),
    Case("a role elsewhere", swap(ROLE, "id: gardener", "id: ../../x"), ROLE, "2: the id is the"),
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
    Case("990 roles on each other", _roles(990), "roles/r0.yaml", "roles are based on each other"),
    Case(
        "more skills than allowed",
        put(SKILLS, partial(skills_file, MOST_SKILLS + 1)),
        SKILLS,
        f"3: a map has one to {MOST_SKILLS} skills",
    ),
    Case(
        "a million prerequisites",
        put(SKILLS, partial(skills_file, 2, lambda at: [0] * 1_000_000 * at)),
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
        "and more than these is wrong",
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
        large=True,
    ),
    Case(
        "as many questions as allowed, nearly the same",
        put(ASK, partial(questions_file, MOST_QUESTIONS, "Which tool is it that you use?")),
        ASK,
        "L24",
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
        "L16",
        large=True,
    ),
)

CASES: Final = (*_BYTES, *_CHARACTERS, *_NUMBERS, *_FILES, *_STRUCTURE)
"""All of them."""
