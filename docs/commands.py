"""The reference of the commands, made of the texts that --help shows."""

import re
from collections.abc import Iterator
from typing import Final

import typer
from manual import _paragraphs, _root
from typer.core import TyperGroup, TyperOption

from mlcareer.cli.welcome import _COMMANDS as EXAMPLES

HEAD: Final = """\
# Commands

This page is generated from the texts of `--help` by `python docs/build.py`; change those
(`src/mlcareer/cli/app*.py`), not the page. The manual page `docs/man/mlcareer.1` says the same,
with variables, files and exit codes; [configuration.md](configuration.md) has the settings.
"""

_EXTRA: Final = re.compile(r"\s*\[((?:default|required|env var|-?[0-9]+<=)[^\[\]]*)\]$")
"""What the help puts behind the text of an option: its variable, its default, its range."""

_SAID: Final = (
    (re.compile(r"env var: (\w+)"), r"variable `\1`"),
    (re.compile(r"default: (.+)"), r"default `\1`"),
    (re.compile(r"(-?\d+)<=x<=(-?\d+)"), r"\1 to \2"),
    (re.compile(r"(-?\d+)<=x$"), r"at least \1"),
)
"""How that is said on the page."""

_MARKUP: Final = re.compile(r"([\\`*<\[\]]|\b_|_\b)")
"""Characters that Markdown would take for something else."""


def commands_page() -> str:
    """Make the page, as Markdown."""
    root = _root()
    every = list(_below(root))
    lines = (
        HEAD,
        "| command | what it does |",
        "|---|---|",
        *(_row(context) for context in every),
        "",
        "## Examples",
        "",
        "```",
        *(_example(command, what) for command, what in EXAMPLES),
        "```",
        "",
        "## Before the command",
        "",
        *_told(root),
        *(line for context in every for line in _section(context)),
    )
    return "\n".join(lines).rstrip("\n") + "\n"


def _below(context: typer.Context) -> Iterator[typer.Context]:
    """List the commands of a group, each with its own right behind it."""
    group = context.command
    if isinstance(group, TyperGroup):
        for name, command in group.commands.items():
            inner = typer.Context(command, info_name=name, parent=context)
            yield inner
            yield from _below(inner)


def _row(context: typer.Context) -> str:
    first = _paragraphs(context.command.help)[0].replace("|", "\\|")
    return f"| [`{context.command_path}`](#{_anchor(context)}) | {_text(first)} |"


def _anchor(context: typer.Context) -> str:
    """Name the section of a command as GitHub does."""
    return context.command_path.replace(" ", "-")


def _example(command: str, what: str) -> str:
    return f"{command:<44} # {what}"


def _section(context: typer.Context) -> Iterator[str]:
    pieces = " ".join(context.command.collect_usage_pieces(context))
    yield f"## {context.command_path}"
    yield ""
    yield f"`{context.command_path} {pieces}`".replace("[OPTIONS]", "[options]")
    yield ""
    yield from _told(context)


def _told(context: typer.Context) -> Iterator[str]:
    """Give the help of a command, then its arguments, then its options; --help is told once."""
    for paragraph in _paragraphs(context.command.help):
        yield _text(paragraph)
        yield ""
    help_option = context.command.get_help_option(context)
    given = [each for each in context.command.get_params(context) if each is not help_option]
    # Arguments first, as they stand in the line of usage.
    given.sort(key=lambda each: isinstance(each, TyperOption))
    entries = [_entry(*record) for each in given if (record := each.get_help_record(context))]
    yield from entries
    if entries:
        yield ""


def _entry(name: str, what: str) -> str:
    extra = _EXTRA.search(what)
    if extra is None:
        return f"- `{name}`: {_text(what)}"
    said = ", ".join(_said(each) for each in extra[1].split("; "))
    return f"- `{name}`: {_text(what[: extra.start()])} ({said})"


def _said(extra: str) -> str:
    for sign, words in _SAID:
        extra = sign.sub(words, extra)
    return extra


def _text(text: str) -> str:
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))
