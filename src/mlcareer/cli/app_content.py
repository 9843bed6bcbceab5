"""The command line of content: names, options and help."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mlcareer.cli.options import Json, Output

if TYPE_CHECKING:
    from mlcareer.cli.common import Common
    from mlcareer.content.folder import Given

content_app = typer.Typer(rich_markup_mode=None)

GivenFolders = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="[DIR]...",
        help="The content folder, the one in use by default; more than one add to each other.",
        show_default=False,
    ),
]

NamedFolders = Annotated[
    list[Path] | None,
    typer.Option(
        "--content",
        help="The content folder, as before the command; given again, one that adds to it.",
        metavar="DIR",
    ),
]


class CheckForm(StrEnum):
    """Formats of what a check finds."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"


class QuestionForm(StrEnum):
    """Formats of questions that other programs know."""

    MOODLE = "moodle"
    GIFT = "gift"
    QTI = "qti"


def add_content_commands(app: typer.Typer) -> None:
    """Add the commands for those who write content."""
    app.add_typer(content_app, name="content", help="Write and check skill maps and questions.")


def _meant(context: typer.Context, folders: list[Path] | None) -> "Given":
    """Say which content is meant: what stands behind the command, or what stands before it.

    Raises:
        UsageError: It stands in both places.
    """
    common: Common = context.obj
    if not folders:
        return common.content
    source = context.find_root().get_parameter_source("content")
    if source is not None and source.name == "COMMANDLINE":
        from mlcareer.errors import UsageError

        named = " ".join(map(str, (*context.find_root().params["content"], *folders)))
        message = f"Name all content folders in one place, behind the command: {named}"
        raise UsageError(message)
    return tuple(folders)


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
    """Write a small content folder that works.

    Change it into your own: it has skills with questions, a role and resources, and
    schemas by which editors complete what you type.
    """
    from mlcareer.cli.content_new import new as run

    run(folder, extend=extend)


@content_app.command()
def check(
    context: typer.Context,
    folders: GivenFolders = None,
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
    """List what is wrong with a content folder.

    All at once, by file, line and column, with what to do. Errors stop the build and exit with
    1; warnings are for a reviewer to look at.
    """
    from mlcareer.cli.content import Listing
    from mlcareer.cli.content import check as run

    common: Common = context.obj
    listing = Listing(form.value, common.color, with_reports=all_, strict=strict)
    return run(_meant(context, folders), listing)


@content_app.command()
def preview(
    context: typer.Context,
    name: Annotated[
        str, typer.Argument(metavar="QUESTION|SKILL", help="Id of a question or of a skill.")
    ],
    folders: GivenFolders = None,
) -> None:
    """See a question as the interview shows it.

    Then its answer, and what is said to each mistake. Of a skill, all questions are shown.
    """
    from mlcareer.cli.content_preview import preview as run

    common: Common = context.obj
    run(_meant(context, folders), name, common.color)


@content_app.command()
def stats(context: typer.Context, folders: GivenFolders = None, json: Json = False) -> None:
    """Count questions, and what bears out their keys."""
    from mlcareer.cli.content_stats import stats as run

    common: Common = context.obj
    run(_meant(context, folders), common.color, json=json)


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
    """Print the JSON Schema of a content file.

    With -o all of them are written; editors complete and underline by them.
    """
    from mlcareer.cli.content_schema import schema as run

    run(kind, output)


@content_app.command()
def prove(
    context: typer.Context,
    folders: GivenFolders = None,
    all_: Annotated[
        bool, typer.Option("--all", help="Run also what was run before and has not changed.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Run the programs without asking.")] = False,
    time_limit: Annotated[
        float, typer.Option(help="How long each program may run.", metavar="SECONDS")
    ] = 10.0,
) -> int:
    """Run the programs that prove keys.

    What they print is kept in proofs.yaml. This executes code that stands in the content, with
    your rights: do it only with content that you trust. It asks first.
    """
    from mlcareer.cli.content_prove import prove as run

    return run(_meant(context, folders), everything=all_, sure=yes, seconds=time_limit)


@content_app.command()
def sheet(
    context: typer.Context,
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[SKILL|QUESTION]...",
            help="What to read; by default all that is not confirmed yet.",
            show_default=False,
        ),
    ] = None,
    output: Output = None,
    folders: NamedFolders = None,
) -> int:
    """Write questions without keys, to be answered.

    One sheet for each reader who has not seen the keys; review takes them in.
    """
    from mlcareer.cli.content_review import sheet as run

    return run(_meant(context, folders), names or (), output)


@content_app.command()
def review(
    context: typer.Context,
    sheets: Annotated[
        list[Path], typer.Argument(metavar="SHEET SHEET...", help="Sheets that readers filled in.")
    ],
    date: Annotated[
        str | None,
        typer.Option(help="When they were read; today by default.", metavar="YYYY-MM-DD"),
    ] = None,
    rate: Annotated[
        bool,
        typer.Option("--rate", help="Write the difficulties that follow into the question files."),
    ] = False,
    folders: NamedFolders = None,
) -> int:
    """Put what blind readers answered on record.

    Compares two or more filled sheets with the keys and writes reviews.yaml. Exits with 1 where
    a reader disagrees or finds a second answer defensible.
    """
    from mlcareer.cli.common import now
    from mlcareer.cli.content_review import review as run

    day = date or now().date().isoformat()
    return run(_meant(context, folders), sheets, day=day, rate=rate)


@content_app.command(name="export")
def export_(
    context: typer.Context,
    to: Annotated[QuestionForm, typer.Option(help="Moodle XML, GIFT or QTI 3.")],
    skills: Annotated[
        list[str] | None,
        typer.Argument(metavar="[SKILL]...", help="By default all.", show_default=False),
    ] = None,
    output: Output = None,
    folders: NamedFolders = None,
) -> None:
    """Write questions for another program.

    Says what its format does not keep.
    """
    from mlcareer.cli.content_exchange import export_questions as run

    run(_meant(context, folders), to.value, skills or (), output)


@content_app.command(name="import")
def import_(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What another program wrote.")],
    skill: Annotated[
        str,
        typer.Option(help="The skill they are about, where their tags name none.", metavar="SKILL"),
    ],
    form: Annotated[
        QuestionForm | None,
        typer.Option("--from", help="Its format; told from the file by default."),
    ] = None,
    output: Output = None,
    folders: NamedFolders = None,
) -> None:
    """Take over questions of another program.

    Writes a questions file, and says what is left out and what is to be filled in.
    """
    from mlcareer.cli.content_exchange import import_questions as run

    run(_meant(context, folders), file, skill, form.value if form else None, output)
