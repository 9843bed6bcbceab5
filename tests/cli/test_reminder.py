import os
import shlex
import shutil
import sys
from pathlib import Path

import pytest

from mlcareer.errors import ExitCode
from support import EXAMPLE, Call, run_mlcareer

if sys.platform != "win32":
    from terminal import Terminal

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="pseudo-terminals are a matter of POSIX"
)

REMINDER = "The commands named here need the same --content."
GARDEN = ("--content", str(EXAMPLE))
VARIABLE = f" export MLCAREER_CONTENT={shlex.quote(str(EXAMPLE))}\n"


@pytest.fixture
def answered(home: Path, call: Call) -> Path:
    """Make a home with an assessment on the small map."""
    answers = home / "answers.yaml"
    answers.write_text("ratings: {digging: 2}\n", encoding="utf-8")
    assert call(*GARDEN, "assess", "--answers", str(answers)).code == ExitCode.OK
    return home


def shown(home: Path, *arguments: str, code: int = ExitCode.OK, **environment: str) -> str:
    """Run a command on a terminal that asks nothing, and return all that appeared."""
    with Terminal(*arguments, home=home, environment=environment) as terminal:
        assert terminal.end() == code
        return terminal.shown


@pytest.mark.parametrize("command", ["", "report", "roadmap", "next", "roles", "skills"])
def test_what_names_commands_says_what_they_need(answered: Path, command: str) -> None:
    """The last words are that the commands need the option too, and what saves typing it."""
    lines = shown(answered, *GARDEN, *command.split())
    assert lines.count(REMINDER) == 1
    assert lines.endswith(VARIABLE)


def test_an_interview_that_is_left_says_it_too(home: Path) -> None:
    """Whoever leaves an assessment learns how to come back to it."""
    with Terminal(*GARDEN, "assess", "--plain", home=home) as terminal:
        assert REMINDER not in terminal.ask()
        terminal.send("q")
        assert terminal.end() == ExitCode.OK
        assert "Resume: mlcareer assess" in terminal.shown
        assert terminal.shown.endswith(VARIABLE)


@pytest.mark.parametrize(
    "arguments",
    [
        ("report", "--json"),
        ("report", "--format", "json"),
        ("report", "--format=json"),
        ("roadmap", "--json"),
        ("--version",),
        ("-V",),
        ("--help",),
        ("report", "-h"),
        ("about",),
        ("sources",),
        ("data", "path"),
        ("roles", "compare", "gardener", "gardener"),
    ],
    ids=" ".join,
)
def test_what_names_no_command_does_not_say_it(answered: Path, arguments: tuple[str, ...]) -> None:
    """Output for programs, help, the version and commands that lead nowhere end as always."""
    assert REMINDER not in shown(answered, *GARDEN, *arguments)


def test_a_variable_goes_on_counting(answered: Path) -> None:
    """Where the variable names the content, the commands that are named need nothing more."""
    text = shown(answered, "report", MLCAREER_CONTENT=str(EXAMPLE))
    assert "mlcareer" in text
    assert REMINDER not in text


def test_an_option_is_missed_also_where_the_variable_is_set(answered: Path, tmp_path: Path) -> None:
    """What was typed goes before the variable once, so the next command needs it again."""
    assert REMINDER in shown(answered, *GARDEN, "report", MLCAREER_CONTENT=str(tmp_path))


def test_the_shipped_content_needs_no_word(home: Path) -> None:
    """Who named no content is reminded of none."""
    assert REMINDER not in shown(home)


def test_nothing_is_said_where_nobody_reads_along(answered: Path) -> None:
    """In a pipe or a script the words would be no help."""
    done = run_mlcareer(*GARDEN, "report", home=answered)
    assert done.returncode == ExitCode.OK
    assert REMINDER not in done.stdout + done.stderr


def test_a_failure_leads_nowhere(home: Path) -> None:
    """Where a command could not be carried out, its one line stands alone."""
    text = shown(home, *GARDEN, "report", code=ExitCode.NO_DATA)
    assert REMINDER not in text


def test_several_folders_are_named_as_the_variable_takes_them(
    home: Path, answered: Path, tmp_path: Path
) -> None:
    """Folders come whole and in their order, however they were written, and quoted if need be."""
    more = tmp_path / "more seeds"
    more.mkdir()
    shutil.copytree(EXAMPLE, home / "garden")
    text = shown(answered, "--content=garden", "--content", str(more), "skills")
    named = shlex.quote(os.pathsep.join((str(home / "garden"), str(more))))
    assert text.endswith(f" export MLCAREER_CONTENT={named}\n")
    variable = shlex.split(named)[0]
    # What it says holds: the same is shown without the option, in another folder too.
    assert shown(tmp_path, "skills", MLCAREER_CONTENT=variable) == text.partition(REMINDER)[0]


def test_a_profile_is_needed_again_too(home: Path) -> None:
    """Whoever names a profile learns the variable that saves naming it, beside the content's."""
    text = shown(home, "--profile", "anna", "roles")
    words = "The commands named here need the same --profile. To leave it out, set a variable:"
    assert words in " ".join(text.split())
    assert text.endswith(" export MLCAREER_PROFILE=anna\n")
    text = shown(home, *GARDEN, "--profile=anna", "--profile", "bo", "roles")
    words = "need the same --content and --profile. To leave them out, set variables:"
    assert words in " ".join(text.split())
    assert text.endswith(f"{VARIABLE.rstrip()} MLCAREER_PROFILE=bo\n")


@pytest.mark.parametrize("name", ["report", "roadmap"])
def test_a_folder_of_the_name_of_a_command_is_no_command(home: Path, name: str) -> None:
    """The value of the option is not taken for the command."""
    shutil.copytree(EXAMPLE, home / name)
    assert REMINDER not in shown(home, "--content", name, "about")


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_it_fits_the_window(home: Path, columns: int) -> None:
    """The words are wrapped, and what is to be copied stays on one line."""
    with Terminal(*GARDEN, "skills", home=home, columns=columns) as terminal:
        assert terminal.end() == ExitCode.OK
        words, _, variable = terminal.shown.rpartition(" export ")
    assert f" export {variable}" == VARIABLE
    said = words[words.rindex("The commands named") :]
    assert all(len(line) <= columns for line in said.splitlines())
