import os
import sys
from pathlib import Path
from signal import SIGKILL
from tempfile import gettempdir
from threading import Event, Thread
from time import monotonic

import pytest

from mlcareer.proving.process import Limits, ProgramError, Terms, own_folder, run
from support_proving import BRIEF, PATIENT, complaint_of, output_of

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="limits and groups of POSIX")
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")


def is_running(pid: int) -> bool:
    """Tell whether a process still runs; one that nobody has fetched yet does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state not in "ZX"


def terms(stop: Event | None = None, seconds: float = 120.0) -> Terms:
    """Make terms that no well-behaved process feels."""
    return Terms(stop or Event(), "it", seconds, 64_000, 1_000_000)


def test_what_a_program_prints_is_returned() -> None:
    """Output is returned as text, with line ends as on this system's files of text."""
    assert output_of("python", "print('é ≠', 1)\nprint()") == "é ≠ 1\n\n"


def test_joiners_of_words_and_emoji_may_be_printed() -> None:
    """What Persian words and emoji are spelt with is no control character."""
    assert output_of("python", "print('\\u200c\\u200d')") == "\u200c\u200d\n"


def test_a_program_without_end_is_ended() -> None:
    """An endless loop ends at the time limit, and the complaint says so."""
    assert complaint_of("python", "while True: pass", BRIEF) == "it takes longer than 0.3 s"


def test_a_program_that_waits_is_ended() -> None:
    """Waiting without using the processor does not get round the time limit."""
    code = "import threading\nthreading.Event().wait()"

    assert complaint_of("python", code, BRIEF) == "it takes longer than 0.3 s"


@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_a_program_that_prints_without_end_is_ended(stream: str) -> None:
    """Endless output ends long before the time is over, on either stream."""
    code = f"import sys\nwhile True: sys.{stream}.write('more ' * 1000)"

    assert complaint_of("python", code) == "it prints more than 64 kB"


def test_output_up_to_the_limit_is_allowed() -> None:
    """The limit itself may be printed, and not a byte more."""
    code = "import sys\nsys.stdout.write('x' * {})"
    limits = Limits(seconds=120, output=2000)

    assert len(output_of("python", code.format(2000), limits)) == 2000
    assert complaint_of("python", code.format(2001), limits) == "it prints more than 2 kB"


@POSIX
def test_endless_output_fills_no_disk() -> None:
    """What is printed lies in files that the system itself keeps small."""
    code = """
import os, resource
print(resource.getrlimit(resource.RLIMIT_FSIZE)[0], os.fstat(1).st_nlink)
"""
    assert output_of("python", code).split() == ["1000000", "0"]


@POSIX
def test_a_large_file_is_not_written() -> None:
    """A program cannot fill the disk with one file."""
    code = "with open('big', 'wb') as file:\n    file.write(bytes(2_000_000))"

    assert "File too large" in complaint_of("python", code)


@POSIX
def test_memory_is_limited() -> None:
    """A program that asks for more memory than allowed gets none."""
    limits = PATIENT._replace(memory=300_000_000)

    assert "MemoryError" in complaint_of("python", "x = bytes(400_000_000)", limits)
    assert output_of("python", "print(len(bytes(1000)))", limits) == "1000\n"


@POSIX
def test_a_crash_leaves_no_picture_of_its_memory() -> None:
    """A program that crashes writes no core file, which could be large."""
    code = "import resource\nprint(*resource.getrlimit(resource.RLIMIT_CORE))"

    assert output_of("python", code).split() == ["0", "0"]


@POSIX
def test_processor_time_is_limited() -> None:
    """The system ends what uses far more processor time than it was given time."""
    code = "import resource\nprint(*resource.getrlimit(resource.RLIMIT_CPU))"

    assert output_of("python", code, Limits(seconds=7)).split() == ["28", "28"]


@LINUX
@pytest.mark.parametrize("goes_on", ["", "while True: pass"])
def test_children_are_ended_with_it(goes_on: str, tmp_path: Path) -> None:
    """Children that would outlive a program are ended, whether or not it ends by itself."""
    note = tmp_path / "pids"
    code = f"""
import os, signal
pids = []
for _ in range(3):
    pid = os.fork()
    if not pid:
        signal.pause()
    pids.append(pid)
with open({str(note)!r}, "w") as file:
    file.write(" ".join(map(str, pids)))
{goes_on}
"""
    if goes_on:
        assert "takes longer" in complaint_of("python", code, PATIENT._replace(seconds=3))
    else:
        assert output_of("python", code) == ""
    pids = [int(pid) for pid in note.read_text(encoding="utf-8").split()]
    assert len(pids) == 3
    end = monotonic() + 30
    while any(map(is_running, pids)) and monotonic() < end:
        pass
    assert not any(map(is_running, pids))


@LINUX
def test_a_child_that_escapes_holds_nothing_up(tmp_path: Path) -> None:
    """A child in a session of its own keeps the output open, and yet nobody waits for it."""
    note = tmp_path / "pid"
    code = f"""
import os, signal
pid = os.fork()
if not pid:
    os.setsid()
    signal.pause()
with open({str(note)!r}, "w") as file:
    file.write(str(pid))
print("done")
"""
    try:
        assert output_of("python", code) == "done\n"
    finally:
        os.kill(int(note.read_text(encoding="utf-8")), SIGKILL)


def test_files_of_a_program_are_removed() -> None:
    """What a program writes into its folder, its home or its place for temporary files goes."""
    code = """
import os, tempfile
from pathlib import Path
Path("deep/er").mkdir(parents=True)
Path("deep/er/file").write_text("x")
Path.home().joinpath("settings").write_text("x")
tempfile.mkstemp()
Path("deep").chmod(0)
print(os.getcwd(), Path.home(), tempfile.gettempdir(), sep="|")
"""
    places = {Path(place).resolve() for place in output_of("python", code).strip().split("|")}

    (place,) = places
    assert place.parent == Path(gettempdir()).resolve()
    assert not place.exists()


def test_each_program_has_a_folder_of_its_own() -> None:
    """No two programs share a folder, and each finds nothing but itself there."""
    code = "import os\nprint(os.getcwd(), os.listdir())"
    one, other = output_of("python", code), output_of("python", code)

    assert one != other
    assert one.endswith("['q.py']\n")


def test_the_environment_says_nothing_of_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of this process's environment a program sees where programs are, and nothing else."""
    monkeypatch.setenv("SECRET_TOKEN", "swordfish")
    monkeypatch.setenv("PYTHONPATH", "swordfish")
    monkeypatch.setenv("USER", "swordfish")
    printed = output_of("python", "import os\nfor pair in os.environ.items(): print(*pair)")
    names = {line.split()[0] for line in printed.splitlines()}

    assert "swordfish" not in printed
    assert names <= {
        "PATH",
        "SYSTEMROOT",
        "HOME",
        "USERPROFILE",
        "TMPDIR",
        "TEMP",
        "TMP",
        "LC_ALL",
        "TZ",
        "OPENBLAS_NUM_THREADS",
        "OMP_NUM_THREADS",
        "ASAN_OPTIONS",
        "LC_CTYPE",  # Python sets it for itself
    }


def test_there_is_no_input(tmp_path: Path) -> None:
    """A program that reads finds an end at once, whatever this process was given."""
    words = tmp_path / "words"
    words.write_text("swordfish", encoding="utf-8")
    before = os.dup(0)
    try:
        with words.open("rb") as stream:
            os.dup2(stream.fileno(), 0)
        assert output_of("python", "import sys\nprint(repr(sys.stdin.read()))") == "''\n"
    finally:
        os.dup2(before, 0)
        os.close(before)


def test_a_program_does_not_see_the_project() -> None:
    """What is imported is the standard library and installed packages, not what lies about."""
    code = "import sys\nprint([p for p in sys.path if p == '' or p.endswith(('tests', 'bench'))])"

    assert output_of("python", code) == "[]\n"


@POSIX
def test_a_program_belongs_to_a_group_of_its_own() -> None:
    """What ends a program with its group does not reach this process."""
    printed = output_of("python", "import os\nprint(os.getsid(0), os.getpgrp(), os.getpid())")

    assert len(set(printed.split())) == 1
    assert int(printed.split()[0]) != os.getsid(0)


@pytest.mark.parametrize(
    ("code", "complaint"),
    [
        ("print(1 / 0)", "it ends with exit code 1: ZeroDivisionError: division by zero"),
        ("raise SystemExit(7)", "it ends with exit code 7"),
        ("import sys\nprint('hm', file=sys.stderr)", "it writes to standard error: hm"),
        (
            "import warnings\nwarnings.warn('old')",
            "it ends with exit code 1: UserWarning: old",
        ),
        (
            "import sys\nsys.stdout.buffer.write(b'\\xff')",
            "it prints what is not UTF-8",
        ),
        ("print('\\x1b[31m')", "it prints the control character U+001B"),
        ("print('\\u202e')", "it prints the control character U+202E"),
        ("print('\\0')", "it prints the control character U+0000"),
        (
            "import sys\nprint('\\x1b[2J', file=sys.stderr)",
            "it prints the control character U+001B",
        ),
    ],
)
def test_what_proves_nothing_is_named(code: str, complaint: str) -> None:
    """A program that fails, warns, complains or prints no plain text is refused with one line."""
    assert complaint_of("python", code) == complaint


@pytest.mark.parametrize(
    ("lines", "excerpt"),
    [
        (("Error: no spade", "  at line 3"), "Error: no spade"),
        (("error: one", "hm", "Warning: two", "hm"), "Warning: two"),
        (("hm", "", "so it is", " "), "so it is"),
        (("   three    blanks",), "three blanks"),
    ],
)
def test_the_line_that_says_what_is_wrong_is_quoted(lines: tuple[str, ...], excerpt: str) -> None:
    """Of what a program writes the last line with bad news stands in the complaint."""
    code = f"import sys\nsys.stderr.write({chr(10).join(lines)!r})\nraise SystemExit(3)"
    assert complaint_of("python", code) == f"it ends with exit code 3: {excerpt}"


@POSIX
def test_a_program_that_crashes_is_named_with_its_signal() -> None:
    """A process that the system ended is told by the name of the signal."""
    code = "import os, signal\nos.kill(os.getpid(), signal.SIGSEGV)"

    assert complaint_of("python", code) == "it is ended by the system with SIGSEGV"


def test_a_long_complaint_is_shortened() -> None:
    """However much a program writes, its complaint stays one line of bounded length."""
    complaint = complaint_of("python", "raise ValueError('word\\n' + 'x' * 5000)")

    assert len(complaint) < 300
    assert "\n" not in complaint


def test_what_is_not_there_cannot_be_started(tmp_path: Path) -> None:
    """A command that does not exist is a complaint, and no error of this program."""
    with pytest.raises(ProgramError, match=r"no-such-tool(:| cannot be started:) "):
        run(["no-such-tool"], tmp_path, terms())


def test_no_shell_reads_the_words(tmp_path: Path) -> None:
    """Words of a command reach the program as they are."""
    words = ["$HOME", "a b", "; touch x", "`id`", "*"]
    code = "import sys; print(*sys.argv[1:], sep='|')"

    printed = run([sys.executable, "-c", code, *words], tmp_path, terms())
    assert printed == "$HOME|a b|; touch x|`id`|*\n"
    assert list(tmp_path.iterdir()) == []


def test_a_run_can_be_stopped(tmp_path: Path) -> None:
    """Setting the stop ends a program that runs, long before its time is over."""
    stop = Event()
    caught: list[str] = []

    def go() -> None:
        command = [
            sys.executable,
            "-c",
            "open('begun', 'w'); import threading as t; t.Event().wait()",
        ]
        try:
            run(command, tmp_path, terms(stop))
        except ProgramError as error:
            caught.append(str(error))

    thread = Thread(target=go)
    thread.start()
    while not (tmp_path / "begun").exists() and thread.is_alive():
        pass
    stop.set()
    thread.join(60)
    assert caught == ["it was stopped"]


def test_standard_error_may_count_as_output(tmp_path: Path) -> None:
    """Where a tool tells its version on standard error, that is read as well."""
    command = [sys.executable, "-c", "import sys; print('v1', file=sys.stderr)"]

    assert run(command, tmp_path, terms()._replace(may_complain=True)) == "v1\n"


def test_an_own_folder_is_removed_after_an_error() -> None:
    """The folder of a program goes whatever happens meanwhile."""
    places: list[Path] = []

    def fail() -> None:
        with own_folder() as place:
            places.append(place)
            (place / "file").write_text("x", encoding="utf-8")
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert [place.exists() for place in places] == [False]
