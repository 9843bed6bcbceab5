"""The commands of the program, as the library that reads the command line knows them."""

from collections.abc import Iterator

import typer
from typer.core import TyperGroup
from typer.main import get_command

from mlcareer.cli.app import app
from mlcareer.cli.settings import connect


def every_command() -> list[typer.Context]:
    """List all commands of the program, itself first, with all that settings connect."""
    command = get_command(app)
    connect(command, {})
    root = typer.Context(command, info_name="mlcareer", help_option_names=["-h", "--help"])
    return list(_below(root))


def command_names() -> list[str]:
    """List what stands behind the name of the program for each command, for itself nothing."""
    return [context.command_path.partition(" ")[2] for context in every_command()]


def _below(context: typer.Context) -> Iterator[typer.Context]:
    yield context
    if isinstance(context.command, TyperGroup):
        for name, inner in context.command.commands.items():
            yield from _below(typer.Context(inner, info_name=name, parent=context))
