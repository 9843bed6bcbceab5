"""Makes folders that do harm: changes of a copy of the small map of the tests."""

import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final, NamedTuple

EXAMPLE: Final = Path(__file__).resolve().parent.parent / "tests" / "example"

SKILLS: Final = "skills.yaml"
ROLE: Final = "roles/gardener.yaml"
ASK: Final = "questions/digging.yaml"
MANIFEST: Final = "content.yaml"


class Case(NamedTuple):
    """A folder that does harm, or tries to.

    Attributes:
        name: What it tries, for people.
        make: Changes a copy of the small map.
        file: The file that a complaint has to name.
        says: What the complaint has to say.
        stops: Whether a check fails because of it.
        large: Whether it is made of megabytes, so that it takes seconds.
        slow: Whether it takes so long that the tests leave it out, and it is only measured.
    """

    name: str
    make: Callable[[Path], object]
    file: str
    says: str
    stops: bool = True
    large: bool = False
    slow: bool = False


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


def in_place(name: str, make: Callable[[Path], object]) -> Callable[[Path], None]:
    """Make a change that puts something else in the place of a file."""

    def change(folder: Path) -> None:
        (folder / name).unlink(missing_ok=True)
        make(folder / name)

    return change


def grow(folder: Path) -> None:
    """Make a file of a hundred megabytes that takes no room."""
    with (folder / SKILLS).open("r+b") as stream:
        stream.truncate(100_000_000)


def bomb() -> str:
    """Write a file of a few lines that stands for millions of values."""
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


def roles_on_each_other(number: int) -> Callable[[Path], None]:
    """Make a change that adds roles, each based on the next."""

    def change(folder: Path) -> None:
        for at in range(number):
            base = f"r{at + 1}" if at + 1 < number else "gardener"
            text = f"format: 1\nid: r{at}\nname: R\nsummary: S\nbased_on: {base}\n"
            (folder / f"roles/r{at}.yaml").write_text(text, encoding="utf-8")

    return change


def no_folder(folder: Path) -> None:
    """Put a file in the place of the folder of questions."""
    shutil.rmtree(folder / "questions")
    (folder / "questions").touch()
