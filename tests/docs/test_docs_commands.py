import re
import shutil
import subprocess
import sys
from pathlib import Path

from commands import commands_page
from typer.core import TyperArgument, TyperOption

from support import REPOSITORY, Call
from support_commands import every_command
from support_markdown import tokens_of, visible

FILE = REPOSITORY / "docs" / "commands.md"
PAGE = FILE.read_text(encoding="utf-8")
SECTIONS = dict(
    part.split("\n", 1) for part in re.split(r"^## ", PAGE, flags=re.MULTILINE)[1:] if "\n" in part
)
"""What stands below each heading."""

BUILD = [sys.executable, str(REPOSITORY / "docs" / "build.py")]


def squeezed(text: str) -> str:
    """Leave out all space: where lines are broken depends on the width."""
    return "".join(text.split())


def test_the_page_is_up_to_date() -> None:
    """The file is what docs/build.py makes; run it when this fails."""
    assert commands_page() == PAGE


def test_every_generated_page_is_up_to_date() -> None:
    """The script that builds all pages finds none that it would write otherwise."""
    done = subprocess.run([*BUILD, "--check"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_page_that_is_out_of_date_is_named(tmp_path: Path) -> None:
    """In a copy, a page that was edited or is missing is named, and one run mends both."""
    for name in ("docs", "data"):
        shutil.copytree(REPOSITORY / name, tmp_path / name)
    script = [sys.executable, str(tmp_path / "docs" / "build.py")]
    subprocess.run(script, capture_output=True, check=True)
    edited, gone = (tmp_path / "docs" / name for name in ("commands.md", "claims.md"))
    text = edited.read_bytes()
    edited.write_bytes(text + b"More.\n")
    gone.unlink()
    done = subprocess.run([*script, "--check"], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert [line.split(" is ")[0] for line in done.stdout.splitlines()] == [str(edited), str(gone)]
    subprocess.run(script, capture_output=True, check=True)
    assert subprocess.run([*script, "--check"], capture_output=True, check=False).returncode == 0
    assert edited.read_bytes() == text


def test_there_is_a_section_for_each_command_and_no_other() -> None:
    """Commands, those of groups included, have one section each, in the order of the program."""
    paths = [context.command_path for context in every_command()[1:]]
    assert len(paths) > 20
    assert list(SECTIONS) == ["Examples", "Before the command", *paths]


def test_each_section_names_what_can_be_given() -> None:
    """Each option stands under its command by all its names, each argument by its place."""
    for context in every_command()[1:]:
        section = SECTIONS[context.command_path]
        for param in context.command.params:
            if isinstance(param, TyperOption):
                names = {*param.opts, *param.secondary_opts}
                assert names <= set(re.findall(r"--?[\w-]+", section)), context.command_path
            elif isinstance(param, TyperArgument):
                record = param.get_help_record(context)
                assert record
                assert f"- `{record[0]}`: " in section


def test_help_and_the_page_say_the_same(call: Call) -> None:
    """What --help says of a command stands in its section, word for word, as a reader sees it."""
    for context in every_command()[1:]:
        shown = squeezed(" ".join(visible(tokens_of(SECTIONS[context.command_path]))))
        asked = call(*context.command_path.split()[1:], "--help").out
        said = asked.split("\n\n")[1:]
        for paragraph in said:
            if not paragraph.startswith(("Options:", "Arguments:", "Commands:", "Start with")):
                assert squeezed(paragraph) in shown, context.command_path


def test_nothing_of_the_help_is_taken_for_markup() -> None:
    """Stars, brackets and underlines of a help text arrive as they are."""
    kinds = {token.type for token in tokens_of(PAGE)}
    assert not kinds & {"em_open", "strong_open", "html_inline", "html_block", "image"}
    assert "_mlcareer in a folder of fpath" in " ".join(visible(tokens_of(PAGE)))
    assert not re.search(r"\[(default|required|env var)", PAGE)


def test_the_examples_work(call: Call) -> None:
    """Each example names a command and options that there are."""
    examples = re.findall(r"^mlcareer (.*?)\s+# \S", SECTIONS["Examples"], re.MULTILINE)
    assert len(examples) > 5
    for example in examples:
        assert call(*example.split(), "--help").code == 0
