"""The command line of a person's own data: names, options and help."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mlcareer.cli.common import now
from mlcareer.cli.options import Json, Output

if TYPE_CHECKING:
    from mlcareer.cli.common import Common

data_app = typer.Typer(rich_markup_mode=None)


def add_data_commands(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.add_typer(data_app, name="data", help="See, take along, put together or delete your data.")


@data_app.callback(invoke_without_command=True)
def data(context: typer.Context) -> None:
    """See, take along, put together or delete your data."""
    if context.invoked_subcommand is None:
        from mlcareer.cli.data import show_path

        show_path(json=False)
        typer.echo(f"\n{context.get_help()}")


@data_app.command()
def path(json: Json = False) -> None:
    """Say where your data lies, and which profiles there are.

    All of it lies on this machine, and nothing is ever sent. Each profile has its own;
    name one before the command: mlcareer --profile anna data path
    """
    from mlcareer.cli.data import show_path

    show_path(json=json)


@data_app.command()
def export(output: Output = None) -> None:
    """Write all data of the profile as one JSON file: answers, notes, ticks, own roles.

    Settings are not part of it.
    """
    from mlcareer.cli.data import export as run

    run(output)


@data_app.command(name="import")
def import_(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="What data export wrote, or - for stdin.")
    ],
) -> None:
    """Put exported data together with what is here.

    Nothing is lost and nothing is there twice, however often and in whichever order.
    """
    from mlcareer.cli.data import take_in

    take_in(file)


@data_app.command()
def delete(
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> int:
    """Delete all data of the profile for good, after asking."""
    from mlcareer.cli.deleting import delete as run

    return run(sure=yes)


@data_app.command()
def recover(context: typer.Context) -> int:
    """Recover what can be read of a damaged database.

    The damaged file is kept aside as it is.
    """
    from mlcareer.cli.recovery import recover as run

    common: Common = context.obj
    return run(common.content, now().date())
