import json
import re
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from mlcareer.content.questions import load_questions
from mlcareer.content.roles import load_role
from mlcareer.content.skills import load_skill_map
from mlcareer.errors import ExitCode
from mlcareer.render.bars import marks
from mlcareer.render.page import Page
from simulated import seeded
from support import DATA, reply_to, run_mlcareer

if sys.platform != "win32":
    from terminal import Terminal

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="pseudo-terminals are a matter of POSIX"
)

MAP = load_skill_map(DATA)
ENGINEER = load_role(DATA, "ml-engineer", MAP)
WIDTHS = (40, 80, 160)
ROWS = 24
WIDEST = 110
ESCAPE = re.compile(r"\x1b\[[0-9;]*m")
SIGNS = set(marks(Page()).values())
COMMANDS = {
    "report": ("report",),
    "with reasons": ("report", "--why"),
    "one area": ("report", "programming"),
    "one skill": ("report", "python"),
    "another role": ("report", "--role", "ml-researcher"),
    "roles": ("roles",),
    "two roles": ("roles", "compare", "ml-engineer", "ml-researcher"),
}
REPORTS = ("report", "with reasons", "one area", "another role")


def said() -> str:
    """Write what a person says who knows some things and was asked about a third of the map."""
    random = seeded("screen")
    chosen = list(MAP.skills)[::3]
    questions = load_questions(DATA, MAP, chosen).values()
    known = {skill: random.randrange(5) for skill in MAP.skills}
    answers = {q.id: reply_to(q, right=q.level <= known[q.skill]) for q in questions}
    ratings = {skill: min(4, level + random.randrange(2)) for skill, level in known.items()}
    return json.dumps({"ratings": ratings, "answers": answers}, ensure_ascii=False)


@pytest.fixture(scope="module")
def assessed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the home of a person who was asked 45 questions; nothing here changes it."""
    home = tmp_path_factory.mktemp("assessed")
    (home / "answers.yaml").write_text(said(), encoding="utf-8")
    done = run_mlcareer("assess", "--answers", "answers.yaml", "--seed", "1", home=home)
    assert done.returncode == ExitCode.OK, done.stderr
    return home


def screen(
    home: Path,
    *arguments: str,
    columns: int = 80,
    environment: Mapping[str, str] | None = None,
) -> str:
    """Run a command in a terminal; gives all that appeared."""
    with Terminal(
        *arguments, home=home, environment=environment, columns=columns, full=True
    ) as terminal:
        code = terminal.end()
    assert code == ExitCode.OK, terminal.shown
    return terminal.shown


def bare(text: str) -> str:
    """Take out the colours."""
    return ESCAPE.sub("", text)


def too_wide(text: str, columns: int) -> list[str]:
    """List lines that could have been broken: wider than the window, or than one can read.

    Rows with bars are no running text, and commands and addresses stay whole.
    """
    return [
        line
        for line in bare(text).splitlines()
        if len(line) > (columns if SIGNS & set(line) else min(columns, WIDEST))
        and " " in line.strip()
        and not line.strip().startswith("mlcareer ")
    ]


@pytest.mark.parametrize("columns", WIDTHS)
@pytest.mark.parametrize("name", list(COMMANDS))
def test_no_line_is_wider_than_the_window(assessed: Path, name: str, columns: int) -> None:
    """In a window of any width nothing is cut off."""
    shown = screen(assessed, *COMMANDS[name], columns=columns)
    assert too_wide(shown, columns) == []


@pytest.mark.parametrize("columns", WIDTHS)
@pytest.mark.parametrize("name", REPORTS)
def test_a_terminal_gets_colour_that_says_nothing_of_its_own(
    assessed: Path, name: str, columns: int
) -> None:
    """A terminal is painted; without its colours the text is that of --color never."""
    painted = screen(assessed, *COMMANDS[name], columns=columns)
    plain = screen(assessed, "--color", "never", *COMMANDS[name], columns=columns)
    assert "\x1b[" in painted
    assert "\x1b[" not in plain
    assert bare(painted) == plain


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"CLICOLOR": "0"}, {"TERM": "dumb"}])
def test_a_wish_for_no_colour_is_heard(
    assessed: Path, name: str, environment: dict[str, str]
) -> None:
    """NO_COLOR, CLICOLOR=0 and a dumb terminal get no escape codes."""
    assert "\x1b" not in screen(assessed, *COMMANDS[name], environment=environment)


@pytest.mark.parametrize("name", list(COMMANDS))
def test_a_dumb_terminal_gets_plain_lines(assessed: Path, name: str) -> None:
    """TERM=dumb is like --plain: no bars, no tables."""
    shown = screen(assessed, *COMMANDS[name], environment={"TERM": "dumb"})
    assert not SIGNS & set(shown)
    assert all("  " not in line.strip() for line in shown.splitlines())
    if name in REPORTS:
        assert shown == screen(assessed, "--color", "never", *COMMANDS[name], "--plain")


@pytest.mark.parametrize("columns", WIDTHS)
@pytest.mark.parametrize("name", REPORTS)
def test_a_plain_report_has_no_bars(assessed: Path, name: str, columns: int) -> None:
    """--plain leaves out every sign that a screen reader would spell, and keeps every skill."""
    shown = screen(assessed, "--color", "never", *COMMANDS[name], "--plain", columns=columns)
    assert not SIGNS & set(shown)
    flat = " ".join(shown.split())
    skills = MAP.in_area("programming") if name == "one area" else MAP.skills.values()
    role = load_role(DATA, "ml-researcher", MAP) if name == "another role" else ENGINEER
    for skill in skills:
        assert (f"{skill.name}: level " in flat) is (skill.id in role.demands)


def first_screen(shown: str) -> str:
    """Give the lines that stand on the screen before anybody scrolls, as one line."""
    return " ".join(" ".join(bare(shown).splitlines()[: ROWS - 1]).split())


def test_the_first_screen_answers_the_question(assessed: Path) -> None:
    """In a window of 80 by 24 the top holds the verdict, the share and the three biggest gaps."""
    top = first_screen(screen(assessed, "report"))
    assert "Machine-learning engineer" in top
    assert "Ready? " in top
    assert re.search(r"You meet about \d+ %, likely \d+ to \d+ %, of what the role asks\.", top)
    places = [top.find(f" {number}. ") for number in (1, 2, 3)]
    assert all(place > 0 for place in places), top
    assert places == sorted(places)
    assert len(re.findall(r" asked is \w+; ", top)) == 3


@pytest.mark.parametrize("role", ["ai-engineer", "data-scientist", "mlops-engineer"])
def test_the_first_screen_holds_the_gaps_for_other_roles_too(assessed: Path, role: str) -> None:
    """The names of the three biggest gaps stand on the first screen whatever the role is called."""
    top = first_screen(screen(assessed, "report", "--role", role))
    assert "Ready? " in top
    assert "You meet about" in top
    assert all(f" {number}. " in top for number in (1, 2, 3))


@pytest.mark.parametrize("name", list(COMMANDS))
def test_a_pipe_gets_the_text_of_80_columns(assessed: Path, name: str) -> None:
    """Into a pipe the text goes without colour, as wide as a usual window, and nothing else."""
    done = run_mlcareer(*COMMANDS[name], home=assessed)
    assert (done.returncode, done.stderr) == (ExitCode.OK, "")
    assert "\x1b" not in done.stdout
    assert done.stdout == bare(screen(assessed, *COMMANDS[name]))


@pytest.mark.parametrize("name", list(COMMANDS))
@pytest.mark.parametrize("columns", ["40", "80", "160"])
def test_an_ascii_stream_gets_ascii(assessed: Path, name: str, columns: str) -> None:
    """Where only ASCII arrives, signs are ASCII, and nothing of the program becomes a "?"."""
    environment = {"PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii", "COLUMNS": columns}
    done = run_mlcareer(*COMMANDS[name], home=assessed, environment=environment)
    assert (done.returncode, done.stderr) == (ExitCode.OK, "")
    assert done.stdout.isascii()
    whole = run_mlcareer(*COMMANDS[name], home=assessed, environment={"COLUMNS": columns})
    assert len(done.stdout.splitlines()) == len(whole.stdout.splitlines())
    # What content writes may need more than ASCII; what the program writes may not.
    foreign = [char for char in whole.stdout if not char.isascii() and char not in SIGNS]
    assert done.stdout.count("?") - whole.stdout.count("?") <= len(foreign)


def test_the_width_of_the_window_is_used(assessed: Path) -> None:
    """A wide window says in full what each level rests on; a narrow one sets bars on their own."""
    wide = screen(assessed, "--color", "never", "report", columns=160)
    narrow = screen(assessed, "--color", "never", "report", columns=40)
    assert "inferred from neighbours\n" in wide
    bars = [line for line in narrow.splitlines() if line.strip() and set(line.strip()) <= SIGNS]
    assert len(bars) >= len(MAP.skills)
    assert all(len(line) <= 40 for line in bars)
