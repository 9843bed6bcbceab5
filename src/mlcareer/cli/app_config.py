"""The command line of settings and of completion: names, options and help."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from mlcareer.cli.options import Json

if TYPE_CHECKING:
    from mlcareer.cli.common import Common

config_app = typer.Typer(rich_markup_mode=None)


class Shell(StrEnum):
    """Shells that can complete what is typed."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"
    POWERSHELL = "powershell"


def add_config_commands(app: typer.Typer) -> None:
    """Add the commands of settings and of completion."""
    app.command()(completion)
    app.add_typer(config_app, name="config", help="See what is set, and where it comes from.")


@config_app.callback(invoke_without_command=True)
def config(context: typer.Context) -> None:
    """See what is set, and where it comes from."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


@config_app.command()
def show(context: typer.Context, json: Json = False) -> int:
    """List each setting with its value, where that comes from, and what it does.

    An option of the command line comes first, then the environment, then mlcareer.toml in
    this folder or above it, then your own file.
    """
    from mlcareer.cli.config import show as run

    common: Common = context.obj
    return run(context, common.configuration, json=json)


@config_app.command()
def path() -> None:
    """Say where the files with settings are looked for, and which are there."""
    from mlcareer.cli.config import path as run

    run()


def completion(
    shell: Annotated[Shell, typer.Argument(metavar="SHELL", help="bash, zsh, fish or powershell.")],
) -> None:
    """Print what lets a shell complete commands, options and names.

    bash: put eval "$(mlcareer completion bash)" in ~/.bashrc.

    zsh: keep what is printed as _mlcareer in a folder of fpath, before compinit runs.

    fish: keep what is printed as ~/.config/fish/completions/mlcareer.fish.

    PowerShell: put mlcareer completion powershell | Out-String | Invoke-Expression in $PROFILE.
    """
    from mlcareer.cli.completion import script
    from mlcareer.cli.output import put

    put(script(shell.value))
