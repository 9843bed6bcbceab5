"""What `mlcareer roadmap --export FORM -o FILE` may write over, and what not."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from mlcareer.checklists.reading import MOST_BYTES
from support import Call
from support_edited import OTHER, PROJECT, STEP, Gardener, tick_by_hand, ticked_in

FORMS = ("md", "obsidian", "html", "json", "csv", "todotxt", "taskwarrior")
NAMES = {"obsidian": "note.md", "todotxt": "todo.txt", "taskwarrior": "tasks.json"}
TICKS = "has ticks that were not taken in; it stays. Take them in with mlcareer sync"
EVIDENCE = "has evidence that was not taken in; it stays. Take it in with mlcareer sync"
NOTES = "is a plan with notes of yours; it stays. Bring it up to date with mlcareer roadmap"
OWN_TASKS = "has tasks of yours beside the plan; it stays. Move them to a file of their own"

Edit = Callable[[str], str]


@pytest.fixture
def gardener(folder: Path, home: Path, tmp_path: Path, call: Call) -> Gardener:
    """Give each test a person of its own."""
    return Gardener(folder, home, tmp_path, call)


def stays(
    gardener: Gardener, text: str, said: str, form: str = "md", name: str = "plan.md"
) -> None:
    """Let a file be written over; it must stay as it is, with a line that says what to do."""
    file = gardener.file(text, name)
    line = gardener.refused("roadmap", "--export", form, "-o", file)
    assert line.startswith(f"{file} {said}")
    assert line.endswith(", or name another file with -o.")
    assert file.read_bytes() == text.encode()


def goes(gardener: Gardener, text: str, form: str = "md", name: str = "plan.md") -> None:
    """Let a file be written over; the plan must stand there then."""
    gardener.good("roadmap", "--export", form, "-o", gardener.file(text, name))
    wanted = gardener.exported(form, f"fresh-{name}").read_bytes()
    assert (gardener.files / name).read_bytes() == wanted


@pytest.mark.parametrize("form", FORMS)
def test_a_tick_that_stands_nowhere_else_is_not_lost(gardener: Gardener, form: str) -> None:
    """In each form a new tick keeps the file; once it was taken in, the file may go."""
    file = gardener.exported(form, NAMES.get(form, f"plan.{form}"))
    text = tick_by_hand(form, file.read_bytes().decode(), STEP)
    stays(gardener, text, f"{TICKS} {file}", form, file.name)
    gardener.good("sync", file)
    goes(gardener, text, form, file.name)


@pytest.mark.parametrize("form", FORMS)
def test_what_was_only_exported_may_be_written_over(gardener: Gardener, form: str) -> None:
    """A plan that nobody touched stands in nobody's way, with ticks and evidence too."""
    gardener.good("done", PROJECT, "--evidence", "photos/_bed one.jpg")
    file = gardener.exported(form, NAMES.get(form, f"plan.{form}"))
    for other in FORMS:
        goes(gardener, file.read_bytes().decode(), other, file.name)
        gardener.exported(form, file.name)


@pytest.mark.parametrize("id_", [STEP.upper(), STEP])
def test_a_tick_that_was_taken_in_is_known_in_any_letter_case(gardener: Gardener, id_: str) -> None:
    """What the remedy takes in is no obstacle afterwards, however the file writes its id."""
    text = f"id,done\n{id_},x\n"
    stays(gardener, text, TICKS, "csv", "plan.csv")
    gardener.good("sync", gardener.files / "plan.csv")
    goes(gardener, text, "csv", "plan.csv")


def test_a_tick_under_an_id_of_earlier_is_known(gardener: Gardener) -> None:
    """A file from before a skill was renamed is held against the names of today."""
    gardener.moved("from: [spadework], to: [digging]")
    text = "id,done\nspadework.1,x\n"
    stays(gardener, text, TICKS, "csv", "plan.csv")
    gardener.good("sync", gardener.files / "plan.csv")
    goes(gardener, text, "csv", "plan.csv")


def test_evidence_of_a_known_tick_is_not_lost(gardener: Gardener) -> None:
    """Evidence beside a tick that has none yet keeps the file until it was taken in."""
    gardener.good("done", PROJECT)
    text = f"id,done,evidence\n{PROJECT},x,bed.jpg\n"
    stays(gardener, text, EVIDENCE, "csv", "plan.csv")
    gardener.good("sync", gardener.files / "plan.csv")
    goes(gardener, text, "csv", "plan.csv")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("id,done\nfishing.2,x\n", TICKS),
        (f"id,done\n{STEP},erledigt\n", TICKS),
        (f"id,done\n{STEP},\n{OTHER},erledigt\n", TICKS),
    ],
    ids=["unknown", "unclear", "unclear beside an open one"],
)
def test_what_cannot_be_taken_in_is_not_lost_either(
    gardener: Gardener, text: str, said: str
) -> None:
    """Ticks under ids that nobody knows, and words that nobody understands, stand there only."""
    stays(gardener, text, said, "csv", "plan.csv")


def last_line(text: str) -> str:
    """Write behind the seal, where the file ends."""
    return f"{text}\nIt rained all week.\n"


NOTED: dict[str, Edit] = {
    "at the end": last_line,
    "at the top": lambda text: f"My plan\n\n{text}",
    "between tasks": lambda text: re.sub(r"(?m)^(?=- \[ \] \*\*Comp)", "\nDry soil.\n\n", text),
    "own task": lambda text: re.sub(r"(?m)^(?=- \[ \] \*\*Comp)", "- [ ] Buy a spade\n", text),
    "behind the last task": lambda text: text.replace(
        "\n<!-- mlc-lines", "\nSo much.\n\n<!-- mlc-lines"
    ),
    "in a task": lambda text: text.replace("  - Why:", "  - my note\n  - Why:", 1),
    "behind words": lambda text: re.sub(r"(?m)^(  - Why:.*)$", r"\1 Really?", text, count=1),
    "code": lambda text: text.replace("  - Why:", "  ```\n  dig()\n  ```\n  - Why:", 1),
    "evidence": lambda text: text.replace("(path or address)", "bed.jpg", 1),
    "own section": lambda text: text.replace("\n## ", "\n## Mine\n\n## ", 1),
    "other text": lambda text: text.replace("Dig a bed.", "Dig two beds."),
    "other box": lambda text: ticked_in(text, STEP, "[/]"),
    "no seal": lambda text: text.partition("<!-- mlc-lines")[0],
}


@pytest.mark.parametrize("name", NOTED)
@pytest.mark.parametrize("form", ["md", "csv", "html"])
def test_notes_in_a_markdown_plan_are_not_lost(gardener: Gardener, form: str, name: str) -> None:
    """Whatever the person wrote, and wherever, the file stays, whatever form would come there."""
    text = gardener.exported("md", "plan.md").read_bytes().decode()
    edited = NOTED[name](text)
    assert edited != text
    stays(gardener, edited, f"{NOTES} --update {gardener.files / 'plan.md'}", form)


@pytest.mark.parametrize("line", ["call mum", "x 2026-01-02 call mum", "(A) call mum @phone"])
def test_own_tasks_in_todo_txt_are_not_lost(gardener: Gardener, line: str) -> None:
    """A todo.txt that holds other things than the plan stays; blank lines are nothing."""
    text = gardener.exported("todotxt", "todo.txt").read_bytes().decode()
    stays(gardener, f"{text}{line}\n", OWN_TASKS, "todotxt", "todo.txt")
    goes(gardener, f"\ufeff{text}\n  \n", "todotxt", "todo.txt")


@pytest.mark.parametrize(
    "text", ["", "Just a letter.\n", "- [x] milk\n", "{", "a;b\n", "BEGIN:VCALENDAR\n", "\0"]
)
def test_what_is_no_plan_is_written_over(gardener: Gardener, text: str) -> None:
    """As any other command, the export replaces the file that it was told to write."""
    goes(gardener, text, "md", "letter")


def test_a_file_that_is_too_large_for_a_plan_is_none(gardener: Gardener) -> None:
    """It is read no further than a plan can go, and written over like any other file."""
    line = f"- [x] dig <!-- mlc:{STEP} -->\n"
    goes(gardener, line + "#" * (MOST_BYTES - len(line) + 1))


@pytest.mark.parametrize(
    ("error", "stays_there"),
    [(PermissionError(13, "Permission denied"), True), (FileNotFoundError(2, "gone"), False)],
)
def test_what_cannot_be_looked_into_is_not_written_over(
    gardener: Gardener, monkeypatch: pytest.MonkeyPatch, error: OSError, stays_there: bool
) -> None:
    """Nobody knows what is in a file that cannot be read; one that went meanwhile holds nothing."""

    def fails(*_: object) -> bytes:
        raise error

    monkeypatch.setattr("mlcareer.cli.overwriting.read_bytes", fails)
    file = gardener.file("?", "plan.md")
    command = ("roadmap", "--export", "md", "-o", file)
    if stays_there:
        assert "plan.md cannot be read: Permission denied; it stays" in gardener.refused(*command)
    else:
        gardener.good(*command)
    assert (file.read_bytes() == b"?") is stays_there


def test_a_name_with_blanks_is_quoted_in_the_remedy(gardener: Gardener) -> None:
    """The command that is named can be typed as it stands there."""
    file = gardener.file(f"id,done\n{STEP},x\n", "my {file} plan.csv")
    line = gardener.refused("roadmap", "--export", "csv", "-o", file)
    assert f"mlcareer sync '{file}', or name" in line


def test_a_file_named_as_standard_output_is_no_file(
    gardener: Gardener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With -o - the plan goes to the screen, though a file of that name lies there."""
    monkeypatch.chdir(gardener.files)
    file = gardener.file(f"id,done\n{STEP},x\n", "-")
    with file.open(encoding="utf-8") as stream:
        monkeypatch.setattr("sys.stdin", stream)
        assert STEP in gardener.good("roadmap", "--export", "csv", "-o", "-")
