"""The command line of the study plan: names, options and help."""

from pathlib import Path
from typing import Annotated

import typer

from mlcareer.cli.common import Common, now
from mlcareer.cli.options import Export, Json, Output, Plain, RoleName

Update = Annotated[
    Path | None,
    typer.Option(
        help="Take ticks from a Markdown plan, then bring it up to date in place; every note"
        " of yours stays.",
        metavar="FILE",
    ),
]
Hours = Annotated[
    str | None,
    typer.Option(help="Hours a week for study; remembered, as are the next four.", metavar="N"),
]
LastDay = Annotated[
    str | None,
    typer.Option(help="Last day, such as 2027-03-01: what fits is planned.", metavar="DATE"),
]
FirstDay = Annotated[str | None, typer.Option(help="First day; today if not set.", metavar="DATE")]
Weekdays = Annotated[
    str | None, typer.Option(help="Days of the week, such as mon,wed,sat.", metavar="DAYS")
]
DaysOff = Annotated[
    list[str] | None,
    typer.Option(
        help="A day or days without study: 2026-12-24..2027-01-02. May be given again.",
        metavar="DAY[..DAY]",
    ),
]
WhatIf = Annotated[
    list[str] | None,
    typer.Option(
        help="Compare with other wishes, such as hours=10 or by=2027-06-01; nothing is"
        " remembered. May be given again.",
        metavar="WISH",
    ),
]
DomainName = Annotated[
    str | None,
    typer.Option(help="Prefer projects of a field, such as banking.", metavar="FIELD"),
]


def add_plan_commands(app: typer.Typer) -> None:
    """Add the commands of the study plan."""
    for name, command in (
        ("roadmap", roadmap),
        ("next", next_),
        ("done", done),
        ("sync", sync),
        ("progress", progress),
        ("due", due),
        ("projects", projects),
    ):
        app.command(name)(command)


def roadmap(
    context: typer.Context,
    export: Annotated[
        Export | None,
        typer.Option(help="Write the plan as a file for elsewhere.", show_choices=True),
    ] = None,
    output: Output = None,
    update: Update = None,
    hours: Hours = None,
    by: LastDay = None,
    start: FirstDay = None,
    days: Weekdays = None,
    off: DaysOff = None,
    what_if: WhatIf = None,
    domain: DomainName = None,
    role: RoleName = None,
    json: Json = False,
    plain: Plain = False,
) -> None:
    """See what to study, in which order, with hours, dates and reasons.

    Nothing comes before what it requires, and nothing that was proven is in it. Wishes are
    remembered; none takes one away, as in --by none.
    """
    from mlcareer.cli.roadmap import Request, Wanted
    from mlcareer.cli.roadmap import roadmap as run

    common: Common = context.obj
    request = Request(
        content=common.content,
        export=export.value if export else "",
        output=output,
        update=update,
        wanted=Wanted(hours, by, start, days, tuple(off or ()), domain),
        what_if=tuple(what_if or ()),
        role=role,
        json=json,
        color=common.color,
        plain=plain,
    )
    run(request, now())


def next_(
    context: typer.Context, role: RoleName = None, json: Json = False, plain: Plain = False
) -> None:
    """See what to study now, on one screen."""
    from mlcareer.cli.next import next_step as run

    common: Common = context.obj
    run(common, role, now(), json=json, plain=plain)


def done(
    context: typer.Context,
    ids: Annotated[
        list[str],
        typer.Argument(
            metavar="ID...", help="Steps and projects of the plan: python.2, project.DIG-1."
        ),
    ],
    evidence: Annotated[
        str | None,
        typer.Option(help="Path or address of what shows it.", metavar="PATH|ADDRESS"),
    ] = None,
    on: Annotated[
        str | None, typer.Option(help="Day on which it was done; today if not set.", metavar="DATE")
    ] = None,
    undo: Annotated[bool, typer.Option("--undo", help="Take the tick back.")] = False,
    json: Json = False,
) -> None:
    """Tick steps and projects of the plan. A tick is your word; answers prove it."""
    from mlcareer.cli.done import Ticking
    from mlcareer.cli.done import done as run

    common: Common = context.obj
    run(common.content, Ticking(tuple(ids), evidence, on, undo), now(), json=json)


def sync(
    context: typer.Context,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="A plan that was exported and ticked: Markdown, Obsidian, HTML, the ticks saved"
            " from the page, JSON, CSV, todo.txt, Taskwarrior; - for standard input.",
        ),
    ],
    untick: Annotated[
        bool, typer.Option("--untick", help="Take back what is no longer ticked in the file.")
    ] = False,
    json: Json = False,
) -> None:
    """Take in what was ticked in an exported plan."""
    from mlcareer.cli.sync import sync as run

    common: Common = context.obj
    run(common, file, now(), untick=untick, json=json)


def progress(
    context: typer.Context, role: RoleName = None, json: Json = False, plain: Plain = False
) -> None:
    """See what of the plan is ticked, what is proven, and when it ends now."""
    from mlcareer.cli.progress import progress as run

    common: Common = context.obj
    run(common, role, now(), json=json, plain=plain)


def due(
    context: typer.Context, role: RoleName = None, json: Json = False, plain: Plain = False
) -> int:
    """See which proven skills are worth a re-check, and be asked a few fresh questions."""
    from mlcareer.cli.due import due as run

    common: Common = context.obj
    return run(common, role, now, json=json, plain=plain)


def projects(
    context: typer.Context,
    name: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="One project.", show_default=False)
    ] = None,
    json: Json = False,
    plain: Plain = False,
) -> None:
    """See what one can build to show skills, on which data, and when it is done."""
    from mlcareer.cli.projects import projects as run

    common: Common = context.obj
    run(common, name, json=json, plain=plain)
