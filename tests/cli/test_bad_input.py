import json
import shlex
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from confined import CANNOT_CONFINE, run_limited, run_ordinary
from mlcareer.cli import main
from mlcareer.content.skills import load_skill_map
from mlcareer.errors import ExitCode
from mlcareer.store.database import schema_version
from support import DATA, EXAMPLE, clean_environment, run_mlcareer

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="POSIX shells and permissions")
ANSWERS = "ratings: {python: 2, statistics: 1}\nanswers: {python-count-labels: dont-know}\n"
Done = subprocess.CompletedProcess[str]


@pytest.fixture
def database(home: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """Make a database with a few answers."""
    file = home / "answers.yaml"
    file.write_text(ANSWERS, encoding="utf-8")
    assert main(["assess", "--answers", str(file), "--seed", "1"]) == ExitCode.OK
    capsys.readouterr()
    return home / "mlcareer" / "mlcareer.db"


def expect_one_line(done: Done, *words: str, code: int = ExitCode.USAGE) -> None:
    """Check that a failure is one line with these words, and nothing else."""
    assert "Traceback" not in done.stderr
    assert "bug" not in done.stderr
    assert done.returncode == code, done.stderr
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1, done.stderr
    assert done.stderr.endswith("\n")
    for word in words:
        assert word in done.stderr


def deeply(opening: str, closing: str, depth: int) -> str:
    """Nest a collection."""
    return "ratings: " + opening * depth + closing * depth


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["skills", "pyhton"], ["'pyhton'", "Did you mean 'python'?"]),
        (["skills", "xyzzy"], ["'xyzzy'", "mlcareer skills"]),
        (["skills", ""], ["''", "mlcareer skills"]),
        (["skills", "py\nthon"], ["Did you mean 'python'?"]),
        (["skills", "\x1b[31m\udcff"], ["mlcareer skills"]),
        (["skills", "python", "java"], ["java", "mlcareer skills --help"]),
        (["assess", "pyhton", "--answers", "answers.yaml"], ["Did you mean 'python'?"]),
        (["assess", "pyhton", "--answers", "-"], ["Did you mean 'python'?"]),
        (["report", "--jsn"], ["--jsn", "--json", "mlcareer report --help"]),
        (["--colour", "never"], ["--colour", "--color"]),
        (["reprot"], ["reprot", "report"]),
        (["roadmap", "--hours", "many"], ["--hours", "many"]),
        (["roadmap", "--hours", "81"], ["--hours", "80"]),
        (["roadmap", "--export", "pdf"], ["--export", "md"]),
        (["roadmap", "--domain", "bankin"], ["Did you mean 'banking'?"]),
        (["roadmap", "-o"], ["-o", "mlcareer roadmap --help"]),
        (["--color", "sometimes", "report"], ["--color", "always"]),
        (["assess", "--questions", "0", "--answers", "answers.yaml"], ["--questions"]),
        (["assess", "--seed", "-1", "--answers", "answers.yaml"], ["--seed"]),
        (["assess", "--new", "--seed", "9" * 30, "--answers", "answers.yaml"], ["--seed"]),
        (["--content", "nowhere", "skills"], ["nowhere", "content folder"]),
        (["--content", "answers.yaml", "skills"], ["answers.yaml", "content folder"]),
        (["--content", "x" * 5000, "skills"], ["content folder"]),
        (["--content", "", "skills"], ["content folder"]),
    ],
)
def test_wrong_command_line(
    home: Path, database: Path, arguments: list[str], words: list[str]
) -> None:
    """A command line that cannot be carried out is one line with a remedy, and exit code 2."""
    before = database.read_bytes()
    expect_one_line(run_mlcareer(*arguments, home=home), *words)
    assert database.read_bytes() == before


@pytest.mark.parametrize(
    "arguments",
    [[], ["python"], ["--new"], ["--learn"], ["--questions", "3"], ["--minutes", "3"]],
)
def test_no_terminal(home: Path, database: Path, arguments: list[str]) -> None:
    """Without a terminal nobody is asked: exit code 2, and --answers is named."""
    before = database.read_bytes()
    done = run_mlcareer("assess", *arguments, home=home, stdin="1\n1\n1\n")
    expect_one_line(done, "no terminal", "--answers FILE")
    assert database.read_bytes() == before


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        ("ratings:\n  pyhton: 2\n", 2, ["Did you mean 'python'?"]),
        ("ratings:\n  python: 2\nanswer: {}\n", 3, ["'answer'", "Did you mean 'answers'?"]),
        ("rating:\n  python: 2\n", 1, ["'rating'", "Did you mean 'ratings'?"]),
        ("ratings:\n  pyhton:\n    2\n", 2, ["Did you mean 'python'?"]),
        ("ratings:\n  python: 5\n", 2, ["from 0 to 4"]),
        ("ratings:\n  python: high\n", 2, ["from 0 to 4"]),
        ("ratings:\n  python: 1.5\n", 2, ["whole number"]),
        ("ratings:\n  python: .nan\n", 2, ["from 0 to 4"]),
        ("ratings: [python]\n", 1, ["mapping"]),
        ("answers:\n  python-count-label: x\n", 2, ["Did you mean 'python-count-labels'?"]),
        ("answers:\n  python-count-labels: 7 7\n", 2, ["Options: ", "3 4", "dont-know"]),
        ("answers:\n  python-count-labels: [3]\n", 2, ["text"]),
        ("background:\n  degree: statistic\n", 2, ["Did you mean 'statistics'?"]),
        ("background:\n  hours: 0\n", 2, ["from 1 to 80"]),
        ("background: {age: 30}\n", 1, ["'age'", "degree"]),
        ("traits:\n  teamwork: 6\n", 2, ["from 1 to 5"]),
        ("\n\n- ratings\n", 3, ["mapping"]),
        ("ratings: {python: 2\n", 2, ["not valid YAML"]),
        ("ratings:\n\tpython: 2\n", 2, ["not valid YAML"]),
        ("ratings: {}\nratings: {}\n", 2, ["stands twice", "remove one"]),
        ("ratings: &a {}\nanswers: *a\n", 1, ["anchors", "write the value out"]),
        ("ratings: {<<: *a}\n", 1, ["aliases", "write the value out"]),
        ("!!python/object/apply:os.system [exit 3]\n", 1, ["tags", "plain values"]),
        ("ratings: !!int 3\n", 1, ["tags"]),
        ("ratings: {}\n---\nratings: {}\n", 2, ["second document"]),
        (deeply("[", "]", 100_000), 1, ["nested deeper"]),
        (deeply("{a: ", "}", 100_000), 1, ["nested deeper"]),
        ("- " * 5000, 1, ["nested deeper"]),
        ("? [python]\n: 2\n", 1, ["plain word"]),
        ('ratings: {"\\e[2J": 2}\n', 1, ["control character"]),
        ("ratings: {python: 2}\0\n", 1, ["control character"]),
        ("# " + "x" * 4_000_000, 1, ["larger than 4 MB"]),
        ("? " + "x" * 900_000 + "\n: 2\n", 1, ["more than 20000 characters"]),
    ],
)
def test_wrong_answers_file(
    home: Path, database: Path, content: str, line: int, words: list[str]
) -> None:
    """A broken or hostile file of answers is one line: file, line and remedy; nothing is taken."""
    before = database.read_bytes()
    (home / "mine.yaml").write_bytes(content.encode())
    done = run_mlcareer("assess", "--new", "--answers", "mine.yaml", home=home)
    expect_one_line(done, f"mine.yaml:{line}: ", *words)
    assert len(done.stderr) < 2000
    done = run_mlcareer("assess", "--answers", "-", home=home, stdin=content)
    expect_one_line(done, f"standard input:{line}: ", *words)
    assert database.read_bytes() == before


@pytest.mark.parametrize(
    ("prepare", "words"),
    [
        (lambda _: None, ["cannot be read", "No such file"]),
        (lambda file: file.mkdir(), ["cannot be read"]),
        (lambda file: file.write_bytes("ratings: é".encode("latin-1")), ["save the file as UTF-8"]),
        (lambda file: file.write_bytes("ratings: {}".encode("utf-16")), ["save the file as UTF-8"]),
    ],
    ids=["missing", "folder", "latin-1", "utf-16"],
)
def test_unreadable_answers_file(
    home: Path, database: Path, prepare: Callable[[Path], object], words: list[str]
) -> None:
    """A file of answers that cannot be read at all is one line that says why."""
    before = database.read_bytes()
    prepare(home / "mine.yaml")
    done = run_mlcareer("assess", "--answers", "mine.yaml", home=home)
    expect_one_line(done, "mine.yaml", *words)
    assert database.read_bytes() == before


def test_answers_file_with_a_byte_order_mark_is_read(home: Path) -> None:
    """What some editors put before the text, and their line ends, do no harm."""
    (home / "mine.yaml").write_bytes(b"\xef\xbb\xbfratings:\r\n  python: 2\r\n")
    done = run_mlcareer("assess", "--answers", "mine.yaml", home=home)
    assert done.returncode == ExitCode.OK, done.stderr


@pytest.mark.parametrize("broken", ["skills.yaml", "roles/gardener.yaml", "questions/digging.yaml"])
def test_broken_content(home: Path, broken: str) -> None:
    """A content folder with faults is refused with one line for each, naming file and line."""
    folder = home / "content"
    for source in EXAMPLE.rglob("*.yaml"):
        target = folder / source.relative_to(EXAMPLE)
        target.parent.mkdir(parents=True, exist_ok=True)
        text = source.read_text(encoding="utf-8")
        if source.relative_to(EXAMPLE).as_posix() == broken:
            text = text.replace("area: ", "aera: ").replace("target: ", "traget: ")
            text = text.replace("sub: ", "sbu: ")
        target.write_text(text, encoding="utf-8")
    (home / "mine.yaml").write_text("ratings: {digging: 1}\n", encoding="utf-8")
    done = run_mlcareer("--content", "content", "assess", "--answers", "mine.yaml", home=home)
    assert done.returncode == ExitCode.USAGE
    lines = done.stderr.splitlines()
    assert len(lines) == 4
    assert all(line.startswith(f"{Path('content') / broken}:") for line in lines)
    assert all("Did you mean " in line for line in lines)
    assert not (home / "mlcareer").exists()


@pytest.mark.parametrize(
    "arguments", [["report"], ["roadmap"], [], ["assess", "--answers", "answers.yaml"]]
)
def test_database_of_a_newer_version(home: Path, database: Path, arguments: list[str]) -> None:
    """A database of a newer program is left untouched by every command, which says so."""
    db = sqlite3.connect(database)
    db.execute(f"PRAGMA user_version = {schema_version() + 1:d}")
    db.close()
    before = database.read_bytes()
    done = run_mlcareer(*arguments, home=home)
    expect_one_line(done, "newer", "untouched", "upgrade mlcareer", str(database))
    assert database.read_bytes() == before


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: b"My diary\n" * 20,
        lambda whole: whole[:-1],
        lambda whole: whole[: len(whole) // 2],
        lambda whole: whole[:20],
    ],
    ids=["text", "a-byte-short", "half", "header"],
)
@pytest.mark.parametrize("arguments", [["report"], ["assess", "--answers", "answers.yaml"]])
def test_damaged_database(
    home: Path, database: Path, damage: Callable[[bytes], bytes], arguments: list[str]
) -> None:
    """A damaged database is refused in one line that says to move it away, and left alone."""
    _append_many(database)
    broken = damage(database.read_bytes())
    database.write_bytes(broken)
    expect_one_line(run_mlcareer(*arguments, home=home), str(database), "move it away")
    assert database.read_bytes() == broken


def _append_many(database: Path) -> None:
    db = sqlite3.connect(database)
    last = db.execute("SELECT max(position) FROM event").fetchone()[0]
    db.executemany(
        "INSERT INTO event VALUES (1, ?, '2026-01-01', 'trait', ?, '', '{}')",
        [(last + at, f"trait-{at}" + "x" * 50) for at in range(1, 300)],
    )
    db.commit()
    db.close()


@POSIX
@pytest.mark.parametrize(
    ("command", "works"),
    [
        (["report"], True),
        (["roadmap"], True),
        ([], True),
        (["assess", "--answers", "answers.yaml", "--questions", "1"], False),
        (["assess", "--answers", "answers.yaml", "--new"], False),
    ],
)
@pytest.mark.parametrize("locked", ["file", "folder", "both"])
def test_read_only_disk(
    home: Path, database: Path, command: list[str], works: bool, locked: str
) -> None:
    """Where nothing can be written, results are shown all the same, and answers refused."""
    places = {"file": [database], "folder": [database.parent], "both": [database, database.parent]}
    before = database.read_bytes()
    shown = run_mlcareer(*command, home=home).stdout if works else ""
    modes = {place: place.stat().st_mode for place in places[locked]}
    for place in modes:
        place.chmod(0o555 if place.is_dir() else 0o444)
    try:
        done = run_ordinary("-m", "mlcareer", *command, home=home)
    finally:
        for place, mode in modes.items():
            place.chmod(mode)
    if done.returncode == CANNOT_CONFINE:
        pytest.skip("root cannot be refused here")
    if works:
        assert (done.returncode, done.stderr, done.stdout) == (ExitCode.OK, "", shown)
    else:
        expect_one_line(done, "mlcareer.db", "MLCAREER_HOME")
    assert database.read_bytes() == before


@POSIX
def test_doctor_says_that_nothing_can_be_kept(home: Path, database: Path) -> None:
    """What will fail when answers come is a problem now."""
    database.chmod(0o444)
    done = run_ordinary("-m", "mlcareer", "doctor", home=home)
    database.chmod(0o644)
    if done.returncode == CANNOT_CONFINE:
        pytest.skip("root cannot be refused here")

    assert done.returncode == ExitCode.NEGATIVE
    assert "mlcareer.db cannot be written, so no answer can be kept." in done.stdout


@POSIX
@pytest.mark.parametrize("command", [["report"], [], ["assess", "--answers", "answers.yaml"]])
@pytest.mark.parametrize("locked", ["file", "folder"])
def test_forbidden_database(home: Path, database: Path, command: list[str], locked: str) -> None:
    """A database that may not even be read is one line that names it and MLCAREER_HOME."""
    place = database if locked == "file" else database.parent
    mode = place.stat().st_mode
    place.chmod(0)
    try:
        done = run_ordinary("-m", "mlcareer", *command, home=home)
    finally:
        place.chmod(mode)
    if done.returncode == CANNOT_CONFINE:
        pytest.skip("root cannot be refused here")
    expect_one_line(done, "mlcareer.db", "MLCAREER_HOME")


@POSIX
@pytest.mark.usefixtures("database")
def test_forbidden_content_and_target(home: Path) -> None:
    """Content that may not be read, and a folder that may not be written to, are named."""
    content, target = home / "content", home / "target"
    content.mkdir()
    target.mkdir()
    (target / "plan.md").write_text("old", encoding="utf-8")
    content.chmod(0)
    target.chmod(0o555)
    try:
        unread = run_ordinary("-m", "mlcareer", "--content", "content", "skills", home=home)
        unwritten = run_ordinary("-m", "mlcareer", "roadmap", "-o", "target/plan.md", home=home)
    finally:
        content.chmod(0o755)
        target.chmod(0o755)
    if unread.returncode == CANNOT_CONFINE:
        pytest.skip("root cannot be refused here")
    expect_one_line(unread, "content")
    assert "Standard output" not in unread.stderr
    expect_one_line(unwritten, "target/plan.md", "-o")
    assert (target / "plan.md").read_text(encoding="utf-8") == "old"


@pytest.mark.parametrize("place", ["answers.yaml", "answers.yaml/below", "x" * 5000])
@pytest.mark.parametrize("command", [["assess", "--answers", "answers.yaml"], ["report"]])
def test_impossible_home(home: Path, database: Path, place: str, command: list[str]) -> None:
    """Where MLCAREER_HOME can be no folder, the message names it; nothing is shown as lost."""
    before = database.read_bytes()
    done = run_mlcareer(*command, home=home, environment={"MLCAREER_HOME": place})
    expect_one_line(done, "MLCAREER_HOME")
    assert database.read_bytes() == before


def test_home_of_nobody(home: Path) -> None:
    """A MLCAREER_HOME that begins with the home of an unknown user is one line."""
    environment = {"MLCAREER_HOME": "~nobody-of-that-name/mlcareer"}
    done = run_mlcareer("report", home=home, environment=environment)
    assert "bug" not in done.stderr
    assert done.returncode in (ExitCode.USAGE, ExitCode.NO_DATA)
    assert done.stderr.count("\n") == 1


@POSIX
@pytest.mark.parametrize("size", [0, 4096, 40_000, 70_000])
def test_full_disk(home: Path, database: Path, size: int) -> None:
    """Where the disk is full, taking more answers fails in one line, and none is lost."""
    db = sqlite3.connect(database)
    before = db.execute("SELECT * FROM event").fetchall()
    db.close()
    ratings = ", ".join(f"{name}: 2" for name in load_skill_map(DATA).skills)
    (home / "more.yaml").write_text(f"ratings: {{{ratings}}}\n", encoding="utf-8")
    done = run_limited(
        "-m", "mlcareer", "assess", "--new", "--answers", "more.yaml", home=home, size=size
    )
    expect_one_line(done, str(database), "cannot be")
    db = sqlite3.connect(database)
    assert db.execute("SELECT * FROM event WHERE assessment = 1").fetchall() == before
    assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    db.close()


@POSIX
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize(
    "command", ["report", "report --json", "skills --json", "--version", "--help", "doctor", ""]
)
def test_full_standard_output(home: Path, database: Path, command: str) -> None:
    """Where standard output takes nothing more, one line says so, with exit code 2."""
    before = database.read_bytes()
    done = _shell(f"{command} > /dev/full", home)
    expect_one_line(done, "Standard output cannot be written", "No space left on device")
    assert database.read_bytes() == before


@POSIX
@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize("command", ["report", "skills", "--version", "skills nosuch", "assess"])
@pytest.mark.usefixtures("database")
def test_closed_streams(home: Path, closed: str, command: str) -> None:
    """A stream that is closed from the start is no bug, whatever the command."""
    done = _shell(f"{command} {closed}", home)
    assert "Traceback" not in done.stderr
    assert "bug" not in done.stderr
    fails = command in ("skills nosuch", "assess")
    allowed = (ExitCode.USAGE,) if fails else (ExitCode.OK, ExitCode.USAGE)
    assert done.returncode in allowed


def _shell(command: str, home: Path) -> Done:
    return subprocess.run(
        ["/bin/sh", "-c", f"{shlex.quote(sys.executable)} -m mlcareer {command}"],
        cwd=home,
        env=clean_environment(home),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
@pytest.mark.parametrize(
    "command",
    [
        ["report"],
        ["report", "--json"],
        ["roadmap"],
        ["roadmap", "--export", "md"],
        ["skills"],
        ["skills", "--json"],
        ["skills", "Überblick"],
        ["doctor"],
        [],
    ],
)
@pytest.mark.usefixtures("database")
def test_output_that_is_not_utf8(home: Path, encoding: str, command: list[str]) -> None:
    """No command fails because a stream cannot show a character."""
    environment = {
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
        "PYTHONIOENCODING": encoding,
        "PYTHONLEGACYWINDOWSSTDIO": "1",
    }
    done = subprocess.run(
        [sys.executable, "-m", "mlcareer", *command],
        env=clean_environment(home) | environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == (ExitCode.USAGE if "Überblick" in command else ExitCode.OK)
    assert b"Traceback" not in done.stderr
    done.stdout.decode(encoding)
    done.stderr.decode(encoding)


@pytest.mark.usefixtures("database")
def test_file_is_utf8_whatever_the_terminal(home: Path) -> None:
    """A file is written in UTF-8 and read as UTF-8 in any locale."""
    environment = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    export = ("roadmap", "--export", "md", "-o", "plan.md")
    texts = set()
    for chosen in (environment, {}):
        done = run_mlcareer(*export, home=home, environment=chosen)
        assert done.returncode == ExitCode.OK
        texts.add((home / "plan.md").read_text(encoding="utf-8"))
    assert len(texts) == 1


def test_a_bug_is_told_as_one(home: Path, database: Path) -> None:
    """What nobody foresaw is one line with a way on, and a traceback only under --debug."""
    script = (
        "import sys, mlcareer.cli.report\n"
        "def broken(*_, **__): raise ZeroDivisionError('of all things')\n"
        "mlcareer.cli.report.load_standing = broken\n"
        "from mlcareer.cli import main\n"
        "sys.exit(main(sys.argv[1:]))\n"
    )
    before = database.read_bytes()
    for debug in ([], ["--debug"]):
        done = subprocess.run(
            [sys.executable, "-c", script, *debug, "report"],
            env=clean_environment(home),
            capture_output=True,
            text=True,
            check=False,
        )
        assert ("Traceback" in done.stderr) is bool(debug)
        assert "ZeroDivisionError: of all things" in done.stderr
        if not debug:
            assert done.returncode == 70
            assert "--debug" in done.stderr
            assert done.stderr.count("\n") == 1
    assert database.read_bytes() == before


@pytest.mark.parametrize("wrong", [20, 21, 250])
def test_much_that_is_wrong_is_told_in_part(home: Path, wrong: int) -> None:
    """Twenty complaints are told at most, then how many more there are; JSON has all of them."""
    folder = shutil.copytree(EXAMPLE, home / "garden")
    skills = "".join(f"  s{number}: {{area: soil}}\n" for number in range(wrong))
    (folder / "skills.yaml").write_text(
        f"format: 1\nareas: {{soil: Soil}}\nskills:\n{skills}", encoding="utf-8"
    )
    done = run_mlcareer("--content", str(folder), "skills", "--json", home=home)
    assert done.returncode == ExitCode.USAGE
    errors = json.loads(done.stdout)["errors"]
    told = done.stderr.splitlines()
    assert len(errors) >= wrong
    assert told[:20] == [f"{e['file']}:{e['line']}: {e['message']}" for e in errors[:20]]
    more = f"And {len(errors) - 20} more. Of a content folder, mlcareer content check lists them."
    assert told[20:] == ([more] if len(errors) > 20 else [])
