import shlex
import shutil
import socket
import sys
from pathlib import Path
from socketserver import BaseRequestHandler, TCPServer
from subprocess import CompletedProcess

import pytest

from support import run_process
from support_commands import command_names

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="sockets that are files")
OUTSIDE = "192.0.2.1"
"""An address for examples (RFC 5737), which leads nowhere."""

STOPPED = 99
_WATCHED = """
import os, sys

def watch(event, arguments):
    if event.startswith("socket.") or event in FORBIDDEN:
        os.write(2, f"{event} {arguments}\\n".encode(errors="replace"))
        os._exit(99)

FORBIDDEN = {"subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork"}
sys.addaudithook(watch)
"""
_PROGRAM = """
from mlcareer.cli import main
sys.exit(main(sys.argv[1:]))
"""
ANSWERS = "ratings: {python: 2}\nanswers: {python-count-labels: dont-know}\n"
LINES = {
    "": ["", "--version", "--help"],
    "assess": ["assess --answers answers.yaml", "assess --new --simulate 2", "assess --jsonl"],
    "content check": ["content check garden"],
    "diff": ["diff 1 now"],
    "data export": ["data export", "data export -o data.json"],
    "data import": ["data import -"],
    "data delete": ["data delete --yes"],
    "done": ["done python.1"],
    "due": ["due", "due --json"],
    "next": ["next", "next --json"],
    "report": [
        "report",
        "report python",
        "report --json",
        "report --format html -o report.html",
        "report --ad ad.txt",
        "report --since 1",
    ],
    "review": ["review", "review --format anki"],
    "roadmap": [
        "roadmap --hours 5 --by 2099-01-01",
        *(f"roadmap --export {form} -o plan" for form in ("md", "html", "ics", "csv", "anki")),
        "roadmap --what-if hours=3",
    ],
    "roles compare": ["roles compare ml-engineer data-scientist"],
    "skills": ["skills", "skills python"],
    "completion": ["completion bash"],
    "sync": ["sync done.md"],
}
"""How each command is run; one that is not named here is run as it is."""

ENDINGS = {"due": 3, "due --json": 3, "content check garden": 1, "data import -": 2}
"""How those of these end that do not end well."""


COMMANDS = command_names()
WHOLE = [line for name in COMMANDS for line in LINES.get(name, [name])]


def watched(home: Path, script: str, *arguments: str) -> CompletedProcess[str]:
    """Run a script that is stopped when it reaches for a socket or another program."""
    return run_process([sys.executable, "-c", _WATCHED + script, *arguments], home)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a home with answers, ticks, a plan and an advertisement."""
    home = tmp_path_factory.mktemp("prepared")
    (home / "answers.yaml").write_text(ANSWERS, encoding="utf-8")
    (home / "done.md").write_text("- [x] <!-- mlc:python.2 -->\n", encoding="utf-8")
    (home / "ad.txt").write_text("We ask for:\n- Python\n- Statistics\n", encoding="utf-8")
    shutil.copytree(Path(__file__).parent / "example", home / "garden")
    sit = "assess --answers answers.yaml --seed 1"
    for line in (sit, f"{sit} --new", "done python.1"):
        assert watched(home, _PROGRAM, *line.split()).returncode == 0
    return home


@pytest.mark.parametrize("line", WHOLE)
def test_no_command_opens_a_socket_or_runs_a_program(
    prepared: Path, tmp_path: Path, line: str
) -> None:
    """Whatever the program does, it does on its own and on this machine."""
    home = Path(shutil.copytree(prepared, tmp_path / "home"))
    done = watched(home, _PROGRAM, *shlex.split(line))
    assert done.returncode != STOPPED, done.stderr
    known = any(line in lines for lines in LINES.values())
    expected = (ENDINGS.get(line, 0),) if known else (0, 1, 2, 3)
    assert done.returncode in expected, done.stderr


def test_all_commands_are_run() -> None:
    """The commands that are run by name are commands, and there are many."""
    assert len(COMMANDS) > 20
    assert set(LINES) <= set(COMMANDS)


@pytest.mark.parametrize(
    "script",
    [
        f"import socket; socket.create_connection(({OUTSIDE!r}, 80), 1)",
        "import socket; socket.getaddrinfo('example.org', 80)",
        "import urllib.request; urllib.request.urlopen('http://example.org')",
        "import socket; socket.socket()",
        "import os; os.system('true')",
        "import subprocess; subprocess.run(['true'])",
    ],
)
def test_the_watch_stops_what_it_watches_for(home: Path, script: str) -> None:
    """A program that reaches for the network, or for another program, is stopped at once."""
    assert watched(home, script).returncode == STOPPED


@pytest.mark.parametrize("kind", [socket.SOCK_STREAM, socket.SOCK_DGRAM])
def test_no_test_reaches_another_machine(kind: socket.SocketKind) -> None:
    """Connecting and sending to an address outside is stopped in the tests themselves."""
    with socket.socket(socket.AF_INET, kind) as one:
        with pytest.raises(RuntimeError, match="may not reach the network"):
            one.connect((OUTSIDE, 80))
        with pytest.raises(RuntimeError, match="may not reach the network"):
            one.sendto(b"x", (OUTSIDE, 80))


@pytest.mark.parametrize(
    "look_up", [socket.gethostbyname, lambda name: socket.getaddrinfo(name, 80)]
)
@pytest.mark.parametrize("name", ["example.org", "192.0.2.1", "localhost.example.org"])
def test_no_test_looks_a_name_up(look_up: object, name: str) -> None:
    """A name is not even looked up, which would tell another machine of it."""
    assert callable(look_up)
    with pytest.raises(RuntimeError, match="may not reach the network"):
        look_up(name)


def test_this_machine_can_be_reached() -> None:
    """A server on this machine can be made and reached, as the tests with a browser do."""
    with (
        TCPServer(("127.0.0.1", 0), BaseRequestHandler) as server,
        socket.create_connection(("127.0.0.1", server.server_address[1]), 5) as one,
    ):
        assert one.getpeername()[0] == "127.0.0.1"
    assert socket.getaddrinfo("localhost", 80)


@POSIX
def test_sockets_that_are_files_can_be_used(tmp_path: Path) -> None:
    """What goes to a file on this machine is not the network."""
    place = str(tmp_path / "s")
    with (
        socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as server,
        socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as one,
    ):
        server.bind(place)
        one.sendto(b"here", place)
        assert server.recv(10) == b"here"
