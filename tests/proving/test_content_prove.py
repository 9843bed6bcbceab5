import sys
from io import StringIO
from pathlib import Path

import pytest

from mlcareer.cli.content_prove import prove
from mlcareer.content.proofs import load_proofs
from mlcareer.errors import ExitCode, UsageError
from spoiling import spoil, write
from support import DATA, Call, Result
from support_proving import without_tools

ENTRY = """\
  - id: digging-{name}
    sub: tools
    level: 1
    kind: code
    stem: What does this program print?
    lang: {lang}
    code: |
      {code}
    answer: "{answer}"
    distractors:
      - {{text: spade, misconception: one, why: It is no spade.}}
      - {{text: rake, misconception: two, why: It is no rake.}}
    explanation: The program prints what it is told to print, and nothing else than that.
    reference: {{resource: spade-book}}
"""


def add(folder: Path, name: str, code: str, answer: str, lang: str = "python") -> None:
    """Add a question that shows a program to the small map."""
    file = folder / "questions" / "digging.yaml"
    entry = ENTRY.format(name=name, lang=lang, code=code, answer=answer)
    file.write_text(file.read_text(encoding="utf-8") + entry, encoding="utf-8")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Call:
    """Run the command on a folder without asking."""

    def call(*folders: Path, everything: bool = False, seconds: float = 60.0) -> Result:
        capsys.readouterr()
        code = prove(folders, everything=everything, sure=True, seconds=seconds)
        return Result(code, *capsys.readouterr())

    return call


class Terminal(StringIO):
    """Standard input with a person behind it."""

    def isatty(self) -> bool:
        """Say that it is a terminal."""
        return True


def test_what_is_new_is_run_and_put_on_record(folder: Path, run: Call) -> None:
    """The record is written beside the questions, and with nothing new it is left alone."""
    add(folder, "tool", "print('fork')", "fork")
    result = run(folder)

    assert (result.code, result.out) == (ExitCode.OK, "")
    assert "2 programs run. Keys that the record bears out: 2 of 2." in result.err
    proofs = load_proofs(folder)
    assert proofs.programs["digging-tool"].output == "fork"
    assert proofs.calculations["digging-beds"].output == "1500 litres"

    written = (folder / "proofs.yaml").stat()
    result = run(folder)
    assert result.err == "Nothing new was run. Keys that the record bears out: 2 of 2.\n"
    assert (folder / "proofs.yaml").stat() == written


def test_all_can_be_run_again(folder: Path, run: Call) -> None:
    """On request what is on record is run once more, and the same record comes of it."""
    run(folder)
    before = (folder / "proofs.yaml").read_bytes()

    assert "1 program run." in run(folder, everything=True).err
    assert (folder / "proofs.yaml").read_bytes() == before


def test_what_a_run_disproves_is_listed(folder: Path, run: Call) -> None:
    """A key that the program does not print is named with its place, and the exit code is 1."""
    add(folder, "tool", "print('spade')", "fork")
    result = run(folder)

    assert result.code == ExitCode.NEGATIVE
    lines = result.out.splitlines()
    assert [line.split(": ", 1)[1] for line in lines] == [
        "digging-tool: it prints 'spade', the key says 'fork'",
        "digging-tool: the distractor 'spade' is what it prints",
    ]
    file, line = lines[0].split(": ")[0].rsplit(":", 1)
    assert "id: digging-tool" in Path(file).read_text(encoding="utf-8").splitlines()[int(line) - 1]
    assert "Keys that the record bears out: 1 of 2." in result.err


def test_a_key_that_changed_is_held_against_the_record(folder: Path, run: Call) -> None:
    """A key may be spoilt without touching the program; then nothing is run and yet it shows."""
    run(folder)
    spoil(folder / "questions" / "digging.yaml", "answer: 1500 litres", "answer: 1600 litres")
    result = run(folder)

    assert result.code == ExitCode.NEGATIVE
    assert "digging-beds: it prints '1500 litres', the key says '1600 litres'" in result.out
    assert "Nothing new was run." in result.err


def test_programs_that_fail_are_listed_and_the_others_go_on(folder: Path, run: Call) -> None:
    """Each program that does not run is named by its question; the rest is put on record."""
    add(folder, "broken", "print(1 / 0)", "1")
    add(folder, "endless", "while True: print('more')", "1")
    add(folder, "tool", "print('fork')", "fork")
    result = run(folder)

    assert result.code == ExitCode.NEGATIVE
    assert "digging-broken: the program: it ends with exit code 1: ZeroDivisionError" in result.out
    assert "digging-endless: the program: it prints more than 64 kB" in result.out
    assert list(load_proofs(folder).programs) == ["digging-tool"]


def test_the_time_limit_is_that_of_the_command(folder: Path, run: Call) -> None:
    """A program without end is ended after the seconds that were given."""
    add(folder, "endless", "while True: pass", "1")

    assert "it takes longer than 1 s" in run(folder, seconds=1).out


@pytest.mark.parametrize("seconds", [0, -1, 4000, float("nan")])
def test_a_time_limit_that_is_none_is_refused(folder: Path, run: Call, seconds: float) -> None:
    """No time, or more than an hour, is a slip of the fingers."""
    with pytest.raises(UsageError, match=r"--time-limit takes 0\.1 to 3600 seconds"):
        run(folder, seconds=seconds)


@pytest.mark.parametrize("seconds", [0.1, 3600])
def test_the_ends_of_the_time_limit_may_be_given(folder: Path, run: Call, seconds: float) -> None:
    """The least and the most that the complaint names are allowed."""
    run(folder)
    assert run(folder, seconds=seconds).code == ExitCode.OK


def test_missing_tools_are_named_with_what_is_left(
    folder: Path, run: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What cannot be run here is counted; what is on record of it stays, and that is no error."""
    line = '  digging-lisp: {fingerprint: "0123456789ab", tool: "SBCL 9", output: \'fork\'}'
    write(folder / "proofs.yaml", f"format: 1\nprograms:\n{line}\ncalculations: {{}}\n")
    add(folder, "lisp", "(princ 'fork)", "fork", lang="lisp")
    without_tools(monkeypatch, "sbcl")
    result = run(folder)

    assert result.code == ExitCode.OK
    assert result.err.startswith(
        "sbcl is not installed: 1 program in lisp cannot be run, and what is on record of them"
        " stays; it is not proved as of now.\n"
    )
    assert "bears out: 1 of 2." in result.err
    assert load_proofs(folder).programs["digging-lisp"].tool == "SBCL 9"

    add(folder, "lisp-too", "(princ 'hose)", "hose", lang="lisp")
    err = run(folder).err
    assert "2 programs in lisp cannot be run" in err
    assert "they are not proved as of now" in err


def test_comments_at_the_head_of_the_record_stay(folder: Path, run: Call) -> None:
    """What an author or an editor wrote above the record is not lost."""
    head = "# yaml-language-server: $schema=x.json\n# ours\n\n"
    write(folder / "proofs.yaml", f"{head}format: 1\nprograms: {{}}\ncalculations: {{}}\n")
    run(folder)

    text = (folder / "proofs.yaml").read_text(encoding="utf-8")
    assert text.startswith(f"{head}format: 1\nprograms: {{}}\ncalculations:\n  digging-beds: ")


def test_without_a_terminal_nothing_runs_unasked(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where nobody can be asked the command refuses, and names the option that means yes."""
    marker = folder / "was-run"
    add(folder, "tool", f"open({str(marker)!r}, 'x')", "1")
    monkeypatch.setattr(sys, "stdin", StringIO("run\n"))

    with pytest.raises(UsageError, match="give --yes") as caught:
        prove([folder], everything=False, sure=False, seconds=60)
    assert caught.value.exit_code == 2
    assert not marker.exists()
    assert not (folder / "proofs.yaml").exists()


@pytest.mark.parametrize(
    ("said", "runs"), [("run\n", True), ("Run\n", True), ("y\n", False), ("", False)]
)
def test_it_asks_before_it_runs_anything(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    said: str,
    *,
    runs: bool,
) -> None:
    """The warning says what would run and as whom; only the word itself goes on."""
    add(folder, "tool", "SELECT 'fork';", "fork", lang="sql")
    monkeypatch.setattr(sys, "stdin", Terminal(said))

    assert prove([folder], everything=False, sure=False, seconds=60) == ExitCode.OK
    err = capsys.readouterr().err
    before = err.partition("Type the word run to go on")[0]
    assert f"This executes 2 programs of {folder}: 1 in " in before
    assert "1 in python" in before
    assert "1 in sql" in before
    assert "with your rights" in before
    assert "no sandbox" in before
    assert (folder / "proofs.yaml").exists() == runs
    assert ("Nothing was run." in err) != runs


def test_nobody_is_asked_where_there_is_nothing_to_run(
    folder: Path, run: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With an up-to-date record the command only reports, as it does in a pipeline."""
    run(folder)
    monkeypatch.setattr(sys, "stdin", StringIO())

    assert prove([folder], everything=False, sure=False, seconds=60) == ExitCode.OK


def test_only_the_programs_of_the_last_folder_are_run(tmp_path: Path, run: Call) -> None:
    """A folder that builds on another has a record of its own questions alone."""
    text = (DATA / "questions" / "python.yaml").read_text(encoding="utf-8")
    head, first, *_ = text.split("  - id: ")
    own = first.replace(first.split("\n")[0], "python-own-one", 1)
    write(tmp_path / "content.yaml", "format: 1\nextends: shipped\n")
    write(tmp_path / "questions" / "python.yaml", f"{head}  - id: {own}")
    result = run(tmp_path)

    written = (tmp_path / "proofs.yaml").read_text(encoding="utf-8")
    assert result.code == ExitCode.OK
    assert written.count("fingerprint") == 1
    assert "  python-own-one: {" in written
    assert load_proofs(tmp_path).programs.keys() == {
        "python-own-one",
        *load_proofs(DATA).programs,
    }


def test_a_run_left_over_from_another_folder_is_dropped(tmp_path: Path, run: Call) -> None:
    """A record that holds what another folder proves is mended, not complained of."""
    line = '  python-count-labels: {fingerprint: "0", tool: "R", output: \'1\'}'
    write(tmp_path / "content.yaml", "format: 1\nextends: shipped\n")
    write(tmp_path / "proofs.yaml", f"format: 1\nprograms:\n{line}\ncalculations: {{}}\n")

    assert run(tmp_path).code == ExitCode.OK
    written = (tmp_path / "proofs.yaml").read_text(encoding="utf-8")
    assert written.endswith("format: 1\nprograms: {}\ncalculations: {}\n")


def test_without_programs_there_is_no_record(tmp_path: Path, run: Call) -> None:
    """A folder whose questions show no program is left without a file that says so."""
    write(tmp_path / "content.yaml", "format: 1\nextends: shipped\n")
    result = run(tmp_path)

    assert result.code == ExitCode.OK
    assert "Nothing new was run. Keys that the record bears out: 0 of 0." in result.err
    assert not (tmp_path / "proofs.yaml").exists()


def test_a_record_that_cannot_be_written_stays_whole(folder: Path, run: Call) -> None:
    """A folder in place of the record is a complaint, not half a file."""
    (folder / "proofs.yaml").mkdir()

    with pytest.raises(Exception, match=r"proofs\.yaml"):
        run(folder)
    assert list((folder / "proofs.yaml").iterdir()) == []
