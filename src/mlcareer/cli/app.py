"""The command line: names, options and help. What a command does lies in its own module."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from mlcareer.cli.app_assess import add_assess_commands
from mlcareer.cli.app_config import add_config_commands
from mlcareer.cli.app_content import add_content_commands
from mlcareer.cli.app_data import add_data_commands
from mlcareer.cli.app_plan import add_plan_commands
from mlcareer.cli.common import Common, now
from mlcareer.cli.config_files import NOTHING, Configuration
from mlcareer.cli.options import (
    Color,
    Json,
    Output,
    Plain,
    ProfileName,
    ReportForm,
    ReviewForm,
    RoleName,
)
from mlcareer.cli.paths import USUAL_PROFILE, use_profile
from mlcareer.errors import ContentError

app = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

roles_app = typer.Typer(rich_markup_mode=None)
app.add_typer(roles_app, name="roles", help="List the roles to compare with; compare two of them.")

_DESPITE_PROBLEMS = frozenset({"config", "doctor", "completion"})
"""Commands that work whatever stands in the files with settings."""


@app.callback(invoke_without_command=True, epilog="Start with: mlcareer assess")
def start(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", "-V", help="Print the version.")] = False,
    content: Annotated[
        list[Path] | None,
        typer.Option(
            help="Use the skill map and questions of another folder; given again, a folder that"
            " adds to those before it.",
            metavar="DIR",
        ),
    ] = None,
    profile: ProfileName = USUAL_PROFILE,
    color: Annotated[Color, typer.Option(help="Use colour.")] = Color.AUTO,
    debug: Annotated[bool, typer.Option("--debug", help="Show where a bug happened.")] = False,
) -> None:
    """Find out what you do not know yet on the way to machine-learning engineer.

    Answer questions for about twenty minutes, see where you stand against the
    role, and get a study checklist in the right order. Works offline, needs no
    account, sends nothing anywhere.
    """
    del debug
    configuration: Configuration = context.obj or NOTHING
    context.obj = Common(_apart(content or ()), color.value, configuration)
    use_profile(profile)
    if version:
        from mlcareer import __version__

        typer.echo(f"mlcareer {__version__}")
    elif configuration.problems and context.invoked_subcommand not in _DESPITE_PROBLEMS:
        raise ContentError(*configuration.problems)
    elif context.invoked_subcommand is None:
        from mlcareer.cli.welcome import welcome

        welcome(context.obj.content)


def _is_there(folder: Path) -> bool:
    try:
        return folder.exists()
    except OSError:
        return True


def _apart(given: Sequence[Path]) -> tuple[Path, ...]:
    """Take folders apart that were written as in a variable, with a separator between them."""
    return tuple(
        Path(part)
        for folder in given
        for part in ([str(folder)] if _is_there(folder) else str(folder).split(os.pathsep))
    )


add_assess_commands(app)


@app.command()
def report(
    context: typer.Context,
    name: Annotated[
        str | None,
        typer.Argument(metavar="[SKILL|AREA]", help="One skill or area.", show_default=False),
    ] = None,
    role: RoleName = None,
    ad: Annotated[
        Path | None,
        typer.Option(
            help="Compare with a job advertisement: a text, Markdown or HTML file, or - for"
            " standard input.",
            metavar="FILE",
        ),
    ] = None,
    save_role: Annotated[
        str | None,
        typer.Option(help="Keep what the advertisement asks for as a role.", metavar="NAME"),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(
            help="Show also what changed since an assessment of mlcareer history, or a date.",
            metavar="N|DATE",
        ),
    ] = None,
    why: Annotated[
        bool, typer.Option("--why", help="Show where each importance and level comes from.")
    ] = False,
    form: Annotated[
        ReportForm, typer.Option("--format", help="html: one page to show or print.")
    ] = ReportForm.TEXT,
    output: Output = None,
    json: Json = False,
    plain: Plain = False,
) -> None:
    """See where you stand against the role, and how sure that is.

    First whether you are ready and your biggest gaps, then each skill: the range
    of levels you are in with its chance, your own rating and the target.
    """
    from mlcareer.cli.report import Request
    from mlcareer.cli.report import report as run

    common: Common = context.obj
    request = Request(
        content=common.content,
        name=name,
        form="json" if json else form.value,
        output=output,
        role=role,
        ad=ad,
        save_role=save_role,
        since=since,
        why=why,
        color=common.color,
        plain=plain,
        today=now().date().isoformat(),
    )
    run(request)


@app.command()
def history(
    context: typer.Context, role: RoleName = None, json: Json = False, plain: Plain = False
) -> None:
    """List your assessments, the oldest first, each with where you stood."""
    from mlcareer.cli.history import history as run

    common: Common = context.obj
    run(common.content, role, color=common.color, json=json, plain=plain)


@app.command()
def diff(
    context: typer.Context,
    before: Annotated[
        str, typer.Argument(metavar="A", help="A number of mlcareer history, a date, or now.")
    ],
    after: Annotated[
        str, typer.Argument(metavar="[B]", help="The same.", show_default=False)
    ] = "now",
    role: RoleName = None,
    json: Json = False,
    plain: Plain = False,
) -> None:
    """See what moved by more than its error between two times."""
    from mlcareer.cli.diff import Times
    from mlcareer.cli.diff import diff as run

    common: Common = context.obj
    times = Times(before, after, role)
    run(common.content, times, color=common.color, json=json, plain=plain)


@app.command()
def review(
    context: typer.Context,
    form: Annotated[
        ReviewForm,
        typer.Option("--format", help="md: a Markdown page; anki: cards that Anki imports."),
    ] = ReviewForm.TEXT,
    output: Output = None,
) -> None:
    """Explain the questions that were not answered right."""
    from mlcareer.cli.review import review as run

    common: Common = context.obj
    run(common.content, form.value, output, now().date().isoformat())


add_plan_commands(app)
add_data_commands(app)


@app.command()
def skills(
    context: typer.Context,
    skill: Annotated[
        str | None,
        typer.Argument(metavar="[SKILL|AREA]", help="One skill or area.", show_default=False),
    ] = None,
    role: RoleName = None,
    json: Json = False,
    plain: Plain = False,
) -> None:
    """See the skill map, or what each level of a skill looks like."""
    from mlcareer.cli.skills import skills as run

    common: Common = context.obj
    run(common.content, skill, role, color=common.color, json=json, plain=plain)


@app.command()
def sources(context: typer.Context, role: RoleName = None, json: Json = False) -> None:
    """See where the weights of the skills come from, with dates and counts."""
    from mlcareer.cli.sources import sources as run

    common: Common = context.obj
    run(common.content, role, json=json)


@app.command()
def about(context: typer.Context, json: Json = False) -> None:
    """Read what the role is and what all this rests on."""
    from mlcareer.cli.about import about as run

    common: Common = context.obj
    run(common.content, json=json)


@app.command()
def doctor(context: typer.Context, json: Json = False) -> int:
    """Check the installation, the content and your database."""
    from mlcareer.cli.doctor import doctor as run

    common: Common = context.obj
    return run(common.content, json=json, in_settings=common.configuration.problems)


@roles_app.callback(invoke_without_command=True)
def roles(context: typer.Context, json: Json = False) -> None:
    """List the roles to compare with, and compare two of them."""
    common: Common = context.obj
    common.json = json
    if context.invoked_subcommand is None:
        from mlcareer.cli.roles import roles as run

        run(common.content, json=json)


@roles_app.command()
def compare(
    context: typer.Context,
    one: Annotated[str, typer.Argument(metavar="A", help="A role: a name or a file.")],
    other: Annotated[str, typer.Argument(metavar="B", help="Another one.")],
    json: Json = False,
) -> None:
    """See what two roles ask differently, skill by skill, and where you stand in both."""
    from mlcareer.cli.roles import compare as run

    common: Common = context.obj
    run(common.content, one, other, json=json or common.json)


add_content_commands(app)
add_config_commands(app)
