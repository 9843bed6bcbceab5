import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from mlcareer.cli.common import now
from mlcareer.cli.sync import read_plan
from mlcareer.errors import ExitCode
from mlcareer.measure.steps import answer_event
from mlcareer.model.plan import claims_of
from mlcareer.store.database import Store
from support import Call, Result, make_question, rating
from support_edited import PROJECTS

NOTES = "\n## My diary\n\nIt rained all week. Größe 機.\n\n- [ ] Buy a spade\n"
OTHERS = ("html", "csv", "json", "ics", "todotxt", "taskwarrior", "anki")


class Gardener:
    """A person with a plan in a file."""

    def __init__(self, content: Path, home: Path, file: Path, call: Call) -> None:
        self.file = file
        self._content = content
        self._home = home
        self._call = call

    def run(self, *arguments: str) -> Result:
        """Run a command."""
        return self._call("--content", str(self._content), *arguments)

    def good(self, *arguments: str) -> str:
        """Run a command that must go well, and return what it said beside its result."""
        result = self.run(*arguments)
        assert result.code == ExitCode.OK, result.err
        return result.err

    def refused(self, *arguments: str) -> str:
        """Run a command that must be refused in one line, and return the line."""
        result = self.run(*arguments)
        assert (result.code, result.out) == (ExitCode.USAGE, "")
        (line,) = result.err.splitlines()
        return line

    def export(self, form: str = "md", *more: str) -> None:
        """Export the plan to the file."""
        self.file.unlink(missing_ok=True)
        self.good("roadmap", "--export", form, "-o", str(self.file), *more)

    def update(self) -> str:
        """Bring the file up to date."""
        return self.good("roadmap", "--update", str(self.file))

    def ticked(self) -> dict[str, str]:
        """List what is ticked, with its evidence."""
        with Store(self._home / "mlcareer" / "mlcareer.db") as store:
            return {claim.id: claim.evidence for claim in claims_of(store.plan_events()).values()}

    @property
    def text(self) -> str:
        """The file, with its line ends as they are."""
        return self.file.read_bytes().decode("utf-8")

    def write(self, text: str, encoding: str = "utf-8") -> bytes:
        """Replace the file, with line ends as they stand in the text; return the bytes."""
        raw = text.encode(encoding)
        self.file.write_bytes(raw)
        return raw

    def tick(self, id_: str) -> None:
        """Put an x into the box of a task."""
        new = ticked_in(self.text, id_)
        assert new != self.text
        self.write(new)


@pytest.fixture
def gardener(folder: Path, home: Path, tmp_path: Path, call: Call) -> Gardener:
    """Let somebody know little of gardens, and have a plan."""
    (folder / "projects.yaml").write_text(PROJECTS, encoding="utf-8")
    skills = ("digging", "compost", "tomatoes", "pruning")
    said = [rating(skill, 0) for skill in skills]
    said += [
        answer_event(make_question(f"{skill}-{at}", skill=skill), "six")
        for skill in skills
        for at in range(3)
    ]
    with Store(home / "mlcareer" / "mlcareer.db") as store:
        assessment = store.start("gardener", 1, now())
        for position, event in enumerate(said, 1):
            store.append(assessment, position, event, now())
    made = Gardener(folder, home, tmp_path / "plan.md", call)
    made.export()
    return made


def ticked_in(text: str, id_: str) -> str:
    """Tick a task in a text."""
    return re.sub(rf"\[ \](.*mlc:{re.escape(id_)} )", r"[x]\1", text)


def boxes(text: str) -> dict[str, str]:
    """List what stands in the box of each task."""
    return {id_: mark for mark, id_ in re.findall(r"\[(.)\].*<!-- mlc:(\S+) -->", text)}


def test_an_untouched_plan_stays_byte_for_byte(gardener: Gardener) -> None:
    """On the same day an update of what was just exported changes nothing."""
    before = gardener.file.read_bytes()
    said = gardener.update()
    assert gardener.file.read_bytes() == before
    assert "Taken in: 0 new ticks." in said
    assert f"Written: {gardener.file}" in said


def test_notes_stay_and_ticks_are_taken_in(gardener: Gardener) -> None:
    """Ticks of the file are kept, and each line that the person wrote stays in its place."""
    lines = gardener.text.splitlines(keepends=True)
    at = next(at for at, line in enumerate(lines) if "mlc:digging.2" in line)
    lines.insert(at + 1, "  - my own remark: clay!\n")
    gardener.write("".join(lines) + NOTES)
    gardener.tick("digging.1")
    said = gardener.update()
    assert gardener.ticked() == {"digging.1": ""}
    assert "Taken in: 1 new tick." in said
    text = gardener.text
    assert NOTES.strip("\n") in text
    after = text.splitlines()
    assert "mlc:digging.2" in after[after.index("  - my own remark: clay!") - 1]
    assert boxes(text)["digging.1"] == "x"
    assert "claimed, not proven" in text


def test_the_second_update_changes_nothing(gardener: Gardener) -> None:
    """What was brought up to date is the same, byte for byte, when that is done again."""
    gardener.tick("digging.1")
    gardener.write(gardener.text + NOTES)
    gardener.good("roadmap", "--hours", "7")
    gardener.update()
    once = gardener.file.read_bytes()
    assert "Taken in: 0 new ticks." in gardener.update()
    assert gardener.file.read_bytes() == once


def test_ticks_made_elsewhere_appear_in_the_file(gardener: Gardener) -> None:
    """What was ticked with done is ticked where it stands, and what is said of it is new."""
    before = boxes(gardener.text)
    gardener.good("done", "digging.1", "compost.1")
    said = gardener.update()
    after = boxes(gardener.text)
    assert after == before | {"digging.1": "x", "compost.1": "x"}
    assert list(after) == list(before)
    assert "Done, so ticked in the file: Digging: novice, Compost: novice." in said


def test_what_is_new_in_the_plan_appears_in_the_file(gardener: Gardener) -> None:
    """With more time before the deadline, the steps that were left out come in, and are named."""
    gardener.good("roadmap", "--hours", "5", "--by", "2099-01-01")
    gardener.export()
    whole = boxes(gardener.text)
    gardener.good("roadmap", "--hours", "1", "--by", soon(20))
    gardener.export()
    short = boxes(gardener.text)
    assert set(short) < set(whole)
    gardener.write(gardener.text + NOTES)
    gardener.good("roadmap", "--hours", "5", "--by", "2099-01-01")
    said = gardener.update()
    assert set(boxes(gardener.text)) == set(whole)
    assert "New in the plan: " in said
    assert NOTES.strip("\n") in gardener.text


def test_an_untouched_plan_can_be_exported_anew(gardener: Gardener) -> None:
    """A file in which the person wrote nothing is replaced by the plan with other wishes."""
    options = ("roadmap", "--export", "md", "-o", str(gardener.file))
    gardener.good(*options, "--hours", "5")
    gardener.good(*options, "--hours", "1", "--by", soon(20))
    gardener.good(*options, "--by", "none")
    assert "At 1 h a week" in gardener.text


def test_wishes_of_the_same_line_count(gardener: Gardener) -> None:
    """Hours that are named with --update are remembered, and stand in the file."""
    said = gardener.good("roadmap", "--update", str(gardener.file), "--hours", "9")
    assert "Remembered for your plan: 9 h a week." in said
    assert "At 9 h a week" in gardener.text


def test_evidence_that_was_written_is_kept(gardener: Gardener) -> None:
    """What stands behind the word Evidence under a ticked project is its evidence."""
    gardener.tick("project.BED-1")
    text = gardener.text
    assert text.count("Evidence: (path or address)") == 1
    gardener.write(text.replace("(path or address)", "[my bed](photos/bed.jpg)"))
    gardener.update()
    assert gardener.ticked() == {"project.BED-1": "photos/bed.jpg"}
    assert "photos/bed.jpg" in gardener.text
    once = gardener.file.read_bytes()
    gardener.update()
    assert gardener.file.read_bytes() == once


def test_other_evidence_is_named_and_not_taken(gardener: Gardener) -> None:
    """Evidence that differs may well be older: what is kept stays, and the file keeps its own."""
    gardener.tick("project.BED-1")
    gardener.write(gardener.text.replace("(path or address)", "photos/bed.jpg"))
    gardener.update()
    gardener.write(gardener.text.replace("photos/bed.jpg", "photos/bed2.jpg"))
    said = gardener.update()
    assert "other evidence here, photos/bed2.jpg; photos/bed.jpg is kept" in said
    assert "mlcareer done project.BED-1 --evidence PLACE" in said
    assert gardener.ticked() == {"project.BED-1": "photos/bed.jpg"}
    assert "photos/bed2.jpg" in gardener.text


def test_evidence_without_a_tick_is_no_tick(gardener: Gardener) -> None:
    """Evidence of a project that is still open stays in the file, and nothing is ticked."""
    gardener.write(gardener.text.replace("(path or address)", "photos/half.jpg"))
    gardener.update()
    assert gardener.ticked() == {}
    assert "Evidence: photos/half.jpg" in gardener.text


def test_a_tick_that_was_emptied_comes_back(gardener: Gardener) -> None:
    """An update takes no tick back: the box that was emptied is ticked again, with a word."""
    gardener.tick("digging.1")
    gardener.update()
    gardener.write(re.sub(r"\[x\](.*mlc:digging\.1 )", r"[ ]\1", gardener.text))
    said = gardener.update()
    assert gardener.ticked() == {"digging.1": ""}
    assert boxes(gardener.text)["digging.1"] == "x"
    assert "ticked in the file: Digging: novice." in said


def test_what_was_changed_meanwhile_is_not_overwritten(
    gardener: Gardener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where an editor saves the file while it is brought up to date, that stays, with a word."""
    gardener.tick("digging.1")
    saved = gardener.text + "a line that an editor saved just now\n"

    def meanwhile(read: Callable[[Path], bytes]) -> Callable[[Path], bytes]:
        def then(file: Path) -> bytes:
            raw = read(file)
            gardener.write(saved)
            return raw

        return then

    monkeypatch.setattr("mlcareer.cli.update.read_plan", meanwhile(read_plan))
    line = gardener.refused("roadmap", "--update", str(gardener.file))
    assert "was changed while" in line
    assert gardener.text == saved
    assert [one.name for one in gardener.file.parent.glob("*plan.md*")] == ["plan.md"]
    monkeypatch.undo()


@pytest.mark.parametrize("form", OTHERS)
def test_other_forms_are_refused_and_stay(gardener: Gardener, form: str) -> None:
    """Only Markdown is brought up to date in place; all else is one line and stays as it is."""
    gardener.export(form)
    before = gardener.file.read_bytes()
    line = gardener.refused("roadmap", "--update", str(gardener.file))
    assert "is no plan in Markdown" in line
    assert "mlcareer sync" in line
    assert gardener.file.read_bytes() == before
    assert gardener.ticked() == {}


@pytest.mark.parametrize("raw", [b"", b"# Shopping\n\n- [x] Milk\n", b"\0\1\2", b"\xff\xfe"])
def test_what_is_no_plan_is_refused_and_stays(gardener: Gardener, raw: bytes) -> None:
    """An empty file, another list or no text at all is one line and stays as it is."""
    gardener.file.write_bytes(raw)
    line = gardener.refused("roadmap", "--update", str(gardener.file))
    assert "plan.md" in line
    assert gardener.file.read_bytes() == raw


def test_a_missing_file_is_named(gardener: Gardener, tmp_path: Path) -> None:
    """A file that is not there, or is a folder, is one line with what to do, and none appears."""
    line = gardener.refused("roadmap", "--update", str(tmp_path / "other.md"))
    assert "other.md cannot be read: No such file" in line
    assert "mlcareer roadmap --export md" in line
    assert not (tmp_path / "other.md").exists()
    assert "Name a file." in gardener.refused("roadmap", "--update", str(tmp_path))


def test_standard_input_is_no_file(gardener: Gardener, monkeypatch: pytest.MonkeyPatch) -> None:
    """There is no place to write an update of standard input to."""
    with gardener.file.open(encoding="utf-8") as stream:
        monkeypatch.setattr("sys.stdin", stream)
        assert "Name a file." in gardener.refused("roadmap", "--update", "-")


def test_obsidian_stays_obsidian(gardener: Gardener) -> None:
    """A file for the Tasks plugin keeps its fields, and takes in the day that the plugin wrote."""
    gardener.export("obsidian", "--hours", "5")
    before = gardener.file.read_bytes()
    gardener.update()
    assert gardener.file.read_bytes() == before
    done = re.sub(
        r"- \[ \](.*mlc:digging\.1 .*)",
        "- [x]\\1 \N{WHITE HEAVY CHECK MARK} 2026-11-01",
        gardener.text,
    )
    gardener.write(done + NOTES)
    gardener.update()
    assert gardener.ticked() == {"digging.1": ""}
    text = gardener.text
    assert "\N{WHITE HEAVY CHECK MARK} 2026-11-01" in text
    assert "\N{SQUARED ID} digging__2" in text
    assert NOTES.strip("\n") in text


def test_a_sign_of_the_plugin_in_a_note_changes_no_form(gardener: Gardener) -> None:
    """A plan for GitHub stays one, whatever signs stand in the notes of the person."""
    gardener.write(gardener.text + "\nMy badge says \N{SQUARED ID}.\n")
    gardener.good("done", "digging.1")
    gardener.update()
    assert gardener.text.count("\N{SQUARED ID}") == 1
    assert boxes(gardener.text)["digging.1"] == "x"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_encoding_and_line_ends_stay(gardener: Gardener, encoding: str, end: str) -> None:
    """What Windows editors save is taken in and written as they saved it."""
    text = (gardener.text + NOTES).replace("\n", end)
    before = gardener.write(text, encoding)
    gardener.update()
    assert gardener.file.read_bytes() == before
    gardener.write(ticked_in(text, "digging.1"), encoding)
    gardener.update()
    assert gardener.ticked() == {"digging.1": ""}
    raw = gardener.file.read_bytes()
    after = raw.decode(encoding)
    assert raw.startswith(before[:2])
    assert NOTES.strip("\n").replace("\n", end) in after
    assert boxes(after)["digging.1"] == "x"
    assert re.findall(r"\r?\n", after) == [end] * after.count("\n")


def test_utf_16_of_either_order_can_be_read_again(gardener: Gardener) -> None:
    """Big-endian UTF-16 keeps all its text and a mark that says what it is."""
    gardener.file.write_bytes(b"\xfe\xff" + (gardener.text + NOTES).encode("utf-16-be"))
    gardener.update()
    assert NOTES.strip("\n") in gardener.file.read_bytes().decode("utf-16")
    assert "Taken in: 0" in gardener.update()


@pytest.mark.parametrize("form", ["md", "obsidian"])
def test_an_old_windows_encoding_loses_nothing(gardener: Gardener, form: str) -> None:
    """A file in Windows-1252 is brought up to date, or refused in one line and kept whole."""
    gardener.export(form)
    note = "Größe: 5 €"
    text = re.sub(r"[^\x00-\x7f]+ ?", "", gardener.text) + f"\n{note}\n"
    before = gardener.write(ticked_in(text, "digging.1"), "cp1252")
    result = gardener.update()
    raw = gardener.file.read_bytes()
    assert "Taken in: 1 new tick." in result
    assert gardener.ticked() == {"digging.1": ""}
    encoding = "utf-8" if raw.startswith(b"\xef\xbb\xbf") or _is_utf8(raw) else "cp1252"
    assert note in raw.decode(encoding)
    assert len(raw) > len(before) // 2


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def test_bytes_of_no_encoding_are_not_lost(gardener: Gardener) -> None:
    """A byte that no encoding knows neither ends in a bug nor costs a tick or a line."""
    note = b"\nodd: \x81 and \xe9\n"
    before = ticked_in(gardener.text, "digging.1").encode() + note
    gardener.file.write_bytes(before)
    result = gardener.run("roadmap", "--update", str(gardener.file))
    assert result.code in {ExitCode.OK, ExitCode.USAGE}
    if result.code == ExitCode.USAGE:
        assert gardener.file.read_bytes() == before
    else:
        assert note in gardener.file.read_bytes()


def test_unknown_and_double_tasks_are_named(gardener: Gardener) -> None:
    """Tasks of another plan and copies stay as they are, with a word and their line."""
    line = next(one for one in gardener.text.splitlines() if "mlc:digging.1 " in one)
    gardener.write(f"{gardener.text}\n- [x] Fish <!-- mlc:fishing.2 -->\n\n{line}\n")
    said = gardener.update()
    assert "- [x] Fish <!-- mlc:fishing.2 -->" in gardener.text
    assert re.search(r"Line \d+: fishing\.2 is no task of the plan", said)
    assert re.search(r"Line \d+: digging\.1 stands twice", said)
    assert gardener.ticked() == {}


def test_a_task_that_was_deleted_stays_deleted(gardener: Gardener) -> None:
    """What the person took out of the file does not come back, and is named."""
    text = gardener.text
    start = text.index("- [ ] **Tomatoes: novice**")
    end = text.index("- [ ]", start + 1)
    gardener.write(text[:start] + text[end:])
    said = gardener.update()
    assert "tomatoes.1" not in boxes(gardener.text)
    assert "deleted from the file by you: Tomatoes: novice." in said


def test_a_file_that_cannot_be_written_stays(
    gardener: Gardener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where writing fails, one line says so, the file stays and the tick is kept."""

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    gardener.tick("digging.1")
    before = gardener.file.read_bytes()
    monkeypatch.setattr("mlcareer.cli.output._replace", full)
    line = gardener.refused("roadmap", "--update", str(gardener.file))
    assert "plan.md cannot be brought up to date: " in line
    assert "No space left on device" in line
    assert "Its ticks were taken in." in line
    monkeypatch.undo()
    assert gardener.file.read_bytes() == before


@pytest.mark.parametrize(
    "more", [["--json"], ["--export", "md"], ["-o", "x.md"], ["--what-if", "hours=3"]]
)
def test_what_does_not_go_with_an_update_is_refused(gardener: Gardener, more: list[str]) -> None:
    """An update writes the file that it reads and nothing else."""
    before = gardener.file.read_bytes()
    result = gardener.run("roadmap", "--update", str(gardener.file), *more)
    assert result.code == ExitCode.USAGE
    assert "--update writes the file that it reads" in result.err
    assert gardener.file.read_bytes() == before


def soon(days: int) -> str:
    """Name a day so many days from today."""
    return (now().date() + timedelta(days=days)).isoformat()
