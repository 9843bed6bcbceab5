import re
import shutil
import subprocess
from pathlib import Path

import pytest
from manual import manual_page
from settings_table import BEGIN, END, settings_table, with_table
from typer.core import TyperOption

from mlcareer.cli.config_files import PROJECT_FILE
from mlcareer.cli.settings import SETTINGS
from mlcareer.errors import ExitCode
from support import REPOSITORY, Call
from support_commands import every_command

FILE = REPOSITORY / "docs" / "man" / "mlcareer.1"
PAGE = FILE.read_text(encoding="utf-8")
SECTIONS = [
    *("NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "COMMANDS", "ENVIRONMENT", "FILES"),
    *("EXIT STATUS", "EXAMPLES"),
]
UNREAD = {"\\-": "-", "\\(dq": '"', "\\(aq": "'", "\\(ga": "`", "\\(ha": "^", "\\(ti": "~"}
"""What stands for a character in roff."""


def words(text: str) -> str:
    """Read roff, or what was printed, as one line of text."""
    for written, read in UNREAD.items():
        text = text.replace(written, read)
    return " ".join(re.sub(r"^\.(PP|TP|nh|B|SS|SH)", "", text, flags=re.MULTILINE).split())


TOLD = words(PAGE.replace("\\&", "").replace("\\e", "\\"))


def test_the_page_is_up_to_date() -> None:
    """The file is what docs/build.py makes; run it when this fails."""
    assert manual_page() == PAGE


def test_the_page_has_the_usual_sections() -> None:
    """Sections come in the order in which manual pages have them, and no other one."""
    assert re.findall(r"^\.SH (.*)$", PAGE, re.MULTILINE) == SECTIONS


def test_every_command_and_option_is_told() -> None:
    """Each command stands there with its help, and with each option, argument and default."""
    commands = every_command()
    assert len(commands) > 20
    for context in commands:
        command = context.command
        for paragraph in (command.help or "").split("\n\n"):
            said = " ".join(paragraph.split()).rstrip(".")
            assert said.lower() in TOLD.lower(), context.command_path
        for param in command.params:
            record = param.get_help_record(context)
            assert record
            assert words(" ".join(record)) in TOLD, context.command_path


def test_help_and_the_page_say_the_same(call: Call) -> None:
    """What --help lists under options is on the page, word for word."""
    for context in every_command()[1:]:
        path = context.command_path.split()[1:]
        text = call(*path, "--help").out
        for param in context.command.params:
            if isinstance(param, TyperOption):
                assert max(param.opts) in text
                assert " ".join((param.help or "").split()) in " ".join(text.split())


def test_variables_files_and_exit_codes_are_told() -> None:
    """Each variable of a setting is there, each exit code, and each file."""
    environment, files, codes = (
        PAGE.split(f".SH {name}\n")[1].split(".SH")[0]
        for name in ("ENVIRONMENT", "FILES", "EXIT STATUS")
    )
    for setting in SETTINGS:
        assert f".B {setting.variable}\n" in environment
    assert "MLCAREER_HOME" in environment
    for name in ("mlcareer.toml", "config.toml", "mlcareer.db"):
        assert name in files
    assert re.findall(r"^\.B (\d+)$", codes, re.MULTILINE) == [str(int(code)) for code in ExitCode]


def test_examples_work(call: Call) -> None:
    """Each example names a command and options that there are."""
    examples = re.findall(r"^\.B (mlcareer .*)$", PAGE.split(".SH EXAMPLES\n")[1], re.MULTILINE)
    assert len(examples) > 5
    for example in examples:
        arguments = words(example).split()[1:]
        assert call(*arguments, "--help").code == ExitCode.OK


@pytest.mark.parametrize(
    "checker", [["groff", "-man", "-Tutf8", "-ww"], ["mandoc", "-T", "lint", "-W", "style"]]
)
def test_no_checker_complains(checker: list[str]) -> None:
    """The page is clean roff, and prints as the texts that it was made of."""
    if shutil.which(checker[0]) is None:
        pytest.skip(f"needs {checker[0]}")
    done = subprocess.run([*checker, FILE], capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    if checker[0] == "mandoc":
        assert done.stdout == ""
    else:
        printed = " ".join(re.sub(r".\x08|\x1b\[[0-9;]*m", "", done.stdout).split())
        assert "-o, --output FILE Write to FILE instead." in printed
        assert 'put eval "$(mlcareer completion bash)" in ~/.bashrc.' in printed


def test_the_table_of_settings_is_up_to_date() -> None:
    """The table on the page is the program's own; run docs/build.py when this fails."""
    page = (REPOSITORY / "docs" / "configuration.md").read_text(encoding="utf-8")
    assert with_table(page) == page
    rows = settings_table().splitlines()[2:]
    assert [row.split("`")[1] for row in rows] == [setting.name for setting in SETTINGS]
    assert {row.replace("\\|", "").count("|") for row in rows} == {7}


def test_a_page_without_a_place_for_the_table_is_refused() -> None:
    """Where the marks are gone, nothing is overwritten without a word."""
    with pytest.raises(ValueError, match="has no"):
        with_table("# Settings\n")
    assert with_table(f"a{BEGIN}x{END}b").startswith(f"a{BEGIN}\n\n| key |")
    assert with_table(f"a{BEGIN}x{END}b").endswith(f"{END}b")


def test_the_example_on_the_page_is_read(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file with settings that the page shows has no mistake in it."""
    page = (REPOSITORY / "docs" / "configuration.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"^```toml\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    (tmp_path / PROJECT_FILE).write_text(example, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert call("config", "show").code == ExitCode.OK
    assert example.count(" = ") == call("config", "show").out.count(PROJECT_FILE)
