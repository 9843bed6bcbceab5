"""`mlcareer data recover`, and the offer of it where answers are to be kept."""

import sys
from collections.abc import Iterator
from datetime import date

from mlcareer.cli.paths import database_path
from mlcareer.cli.session import NOTHING_SAID
from mlcareer.cli.streams import say
from mlcareer.content.folder import Given, content_folder, default_role
from mlcareer.errors import ExitCode, NoDataError, StoreError
from mlcareer.model.wording import counted
from mlcareer.store.contents import Contents
from mlcareer.store.database import DamagedError
from mlcareer.store.opening import has_broken_log
from mlcareer.store.salvage import Recovery, is_damaged
from mlcareer.store.salvage import recover as recover_database


def recover(content: Given, today: date) -> int:
    """Recover what can be read of the database; returns the exit code.

    Raises:
        NoDataError: There is no database.
        StoreError: It cannot be done; nothing was lost.
    """
    path = database_path()
    if not path.exists() and not has_broken_log(path):
        raise NoDataError(NOTHING_SAID)
    if not is_damaged(path):
        say(f"{path} is sound; there is nothing to recover.")
        return ExitCode.OK
    recovery = recover_database(path, today, default_role(content_folder(content)))
    for line in _what_came_of(recovery):
        say(line)
    return ExitCode.OK if recovery.contents != Contents() else ExitCode.NEGATIVE


def offer_recovery(error: StoreError, content: Given, today: date) -> bool:
    """Offer to recover a damaged database to the person at the terminal, and do it on a yes.

    Args:
        error: What opening or reading the database raised; it must be closed again.
        content: The content folders that were named; none for what came with the program.
        today: For the name under which the damaged file is kept.

    Returns:
        Whether it was done, so that the database can be opened again.

    Raises:
        StoreError: It cannot be done; nothing was lost.
    """
    if not isinstance(error, DamagedError) or not sys.stdin.isatty():
        return False
    from mlcareer.cli.screen import is_agreed  # noqa: PLC0415 - only where it asks

    say(str(error))
    say("Recover what can be read, and go on? The damaged file is kept aside as it is.")
    if not is_agreed():
        return False
    recover(content, today)
    return True


def _what_came_of(recovery: Recovery) -> Iterator[str]:
    contents = recovery.contents
    yield f"The damaged database is kept as it was: {recovery.aside}"
    if contents == Contents():
        yield "Nothing could be read from it. mlcareer assess begins afresh."
        return
    others = contents.entries - contents.answers - len(contents.plan)
    assessments = counted(len(contents.logs), "assessment")
    yield (
        f"Recovered: {counted(contents.answers, 'answer')} to questions and {others} other"
        f" entries in {assessments}, {counted(len(contents.plan), 'change')} of the plan."
    )
    if recovery.lost:
        yield f"Lost: at least {recovery.lost} of the entries in between."
    else:
        yield "In between none is missing; whether one came after the last cannot be known."
    yield "Do you have an export? mlcareer data import FILE puts back what is missing."
