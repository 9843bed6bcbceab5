"""`mlcareer next`: what to study now."""

import sys
from datetime import datetime, timedelta
from typing import Final

from mlcareer.cli.common import Common
from mlcareer.cli.output import put, put_json
from mlcareer.cli.plan import current_plan
from mlcareer.cli.session import Standing, load_standing, role_option
from mlcareer.cli.streams import page_for
from mlcareer.model.days import moment

FIRST_RECHECK: Final = timedelta(days=7)
"""Nothing is worth a re-check before so long after its first answer."""


def next_step(common: Common, role: str | None, now: datetime, *, json: bool, plain: bool) -> None:
    """Print what to study now."""
    standing = load_standing(common.content, role)
    plan = current_plan(standing, now)
    due = _due(standing, now)
    if json:
        from mlcareer.render.plan_json import next_data  # noqa: PLC0415 - only for this form

        put_json("next", next_data(plan, due))
        return
    from mlcareer.render.next_text import next_text  # noqa: PLC0415 - only for this form

    page = page_for(sys.stdout, common.color, plain=plain)
    put(next_text(page, plan, due, role_option(standing, role)))


def _due(standing: Standing, now: datetime) -> tuple[str, ...]:
    """Name the skills that are worth a re-check, without working it out where none can be."""
    times = [moment(time) for times in standing.answered.values() for time in times]
    if not times or now - min(times) < FIRST_RECHECK:
        return ()
    from mlcareer.cli.due import fade  # noqa: PLC0415 - loads what works out the days
    from mlcareer.roadmap.fading import due_on  # noqa: PLC0415

    today = now.date()
    found = due_on(fade(standing, today), today)
    return tuple(standing.skill_map.skills[one.skill].name for one in found)
