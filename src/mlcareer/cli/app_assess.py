"""The command line of `mlcareer assess` and `mlcareer notes`: names, options and help."""

from pathlib import Path
from typing import Annotated

import typer

from mlcareer.cli.common import Common, now
from mlcareer.cli.options import LARGEST_SEED, Depth, Json, Output, RoleName


def add_assess_commands(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.command()(assess)
    app.command()(notes)


def assess(
    context: typer.Context,
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="[SKILL|AREA]...", help="Ask only about these.", show_default=False),
    ] = None,
    answers: Annotated[
        Path | None,
        typer.Option(
            help="Take the answers from a YAML file, or - for standard input.", metavar="FILE"
        ),
    ] = None,
    questions: Annotated[
        int | None, typer.Option(min=1, max=1000, help="Ask at most so many.", metavar="N")
    ] = None,
    depth: Annotated[
        Depth | None,
        typer.Option(help="How thorough: 20, 45 or 100 questions at most; standard if not set."),
    ] = None,
    minutes: Annotated[
        int | None, typer.Option(min=1, max=1000, help="Stop after so many minutes.", metavar="N")
    ] = None,
    claimed: Annotated[
        bool, typer.Option("--claimed", help="Ask only about what you ticked in your plan.")
    ] = False,
    role: RoleName = None,
    learn: Annotated[bool, typer.Option("--learn", help="Explain after each answer.")] = False,
    plain: Annotated[
        bool, typer.Option("--plain", help="Lines that follow each other, for screen readers.")
    ] = False,
    jsonl: Annotated[
        bool,
        typer.Option("--jsonl", help="Ask and answer in JSON lines, for another front end."),
    ] = False,
    simulate: Annotated[
        str | None,
        typer.Option(
            help="Let a made-up person of this level, 0 to 4, or of the levels in a file answer,"
            " in the profile demo.",
            metavar="LEVEL|FILE",
        ),
    ] = None,
    new: Annotated[
        bool, typer.Option("--new", help="Start afresh; older answers are kept.")
    ] = False,
    seed: Annotated[
        int | None,
        typer.Option(
            min=0, max=LARGEST_SEED, help="Repeat the choices left to chance.", metavar="N"
        ),
    ] = None,
) -> int:
    """Answer questions; stop and go on at any time.

    A few questions about you, your own rating of each skill, then questions
    chosen by what is known so far. Each answer is saved at once.
    """
    from mlcareer.cli.assess import Request
    from mlcareer.cli.assess import assess as run
    from mlcareer.cli.settings import was_typed

    common: Common = context.obj
    request = Request(
        content=common.content,
        names=tuple(names or ()),
        answers=answers,
        questions=questions,
        depth=depth.value if depth else None,
        depth_typed=was_typed(context, "depth"),
        minutes=minutes,
        role=role,
        learn=learn,
        new=new,
        seed=seed,
        claimed=claimed,
        plain=plain,
        jsonl=jsonl,
        simulate=simulate,
        color=common.color,
    )
    return run(request, now)


def notes(context: typer.Context, output: Output = None, json: Json = False) -> None:
    """List what you remarked on questions, for their authors."""
    from mlcareer.cli.notes import notes as run

    common: Common = context.obj
    run(common.content, output, common.color, json=json)
