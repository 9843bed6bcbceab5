"""The command line of content: names, options and help."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mlcareer.cli.options import Json

if TYPE_CHECKING:
    from mlcareer.cli.common import Common
    from mlcareer.content.folder import Given

content_app = typer.Typer(rich_markup_mode=None)

Folder = Annotated[
    Path | None,
    typer.Argument(
        metavar="[DIR]", help="The content folder; the one in use by default.", show_default=False
    ),
]


class CheckForm(StrEnum):
    """Formats of what a check finds."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"


def add_content_commands(app: typer.Typer) -> None:
    """Add the commands for those who write content."""
    app.add_typer(content_app, name="content", help="Write and check skill maps and questions.")


def _meant(context: typer.Context, folder: Path | None) -> "Given":
    common: Common = context.obj
    return (folder,) if folder else common.content


@content_app.callback(invoke_without_command=True)
def content(context: typer.Context) -> None:
    """Write and check skill maps and questions."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


@content_app.command()
def new(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where to write it.")],
    extend: Annotated[
        bool,
        typer.Option("--extend", help="Add to the content that came with the program instead."),
    ] = False,
) -> None:
    """Write a small content folder that works, to change into your own.

    It has two skills with questions, a role and resources, and schemas by which
    editors complete what you type.
    """
    from mlcareer.cli.content_new import new as run

    run(folder, extend=extend)


@content_app.command()
def check(
    context: typer.Context,
    folder: Folder = None,
    all_: Annotated[
        bool, typer.Option("--all", help="List also what is only worth counting.")
    ] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Let warnings stop the build as well.")
    ] = False,
    form: Annotated[
        CheckForm,
        typer.Option("--format", help="github: annotations of a workflow; json: for programs."),
    ] = CheckForm.TEXT,
) -> int:
    """List what is wrong with a content folder, by file, line and column.

    Errors stop the build and exit with 1; warnings are for a reviewer to look at.
    """
    from mlcareer.cli.content import Listing
    from mlcareer.cli.content import check as run

    common: Common = context.obj
    listing = Listing(form.value, common.color, with_reports=all_, strict=strict)
    return run(_meant(context, folder), listing)


@content_app.command()
def preview(
    context: typer.Context,
    name: Annotated[
        str, typer.Argument(metavar="QUESTION|SKILL", help="Id of a question or of a skill.")
    ],
    folder: Folder = None,
) -> None:
    """See a question as the interview shows it, then its answer and what is said to each mistake.

    Of a skill, all questions are shown.
    """
    from mlcareer.cli.content_preview import preview as run

    common: Common = context.obj
    run(_meant(context, folder), name, common.color)


@content_app.command()
def stats(context: typer.Context, folder: Folder = None, json: Json = False) -> None:
    """Count questions by skill, level, kind and form, and how many keys are borne out."""
    from mlcareer.cli.content_stats import stats as run

    common: Common = context.obj
    run(_meant(context, folder), common.color, json=json)


@content_app.command()
def schema(
    kind: Annotated[
        str | None,
        typer.Argument(metavar="[KIND]", help="skills, questions, role ...", show_default=False),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", help="Write all of them into a folder.", metavar="DIR"),
    ] = None,
) -> None:
    """Print the JSON Schema of a content file, or write them all, for an editor."""
    from mlcareer.cli.content_schema import schema as run

    run(kind, output)
