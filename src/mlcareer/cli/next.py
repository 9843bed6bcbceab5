"""`mlcareer next`: what to study now."""

import sys
from datetime import datetime

from mlcareer.cli.common import Common
from mlcareer.cli.output import put
from mlcareer.cli.plan import current_plan
from mlcareer.cli.session import load_standing, role_option
from mlcareer.cli.streams import page_for


def next_step(common: Common, role: str | None, now: datetime, *, json: bool, plain: bool) -> None:
    """Print what to study now."""
    standing = load_standing(common.content, role)
    plan = current_plan(standing, now)
    if json:
        from mlcareer.render.envelope import to_json  # noqa: PLC0415 - only for this form
        from mlcareer.render.plan_json import next_data  # noqa: PLC0415

        put(to_json("next", next_data(plan)))
        return
    from mlcareer.render.next_text import next_text  # noqa: PLC0415 - only for this form

    page = page_for(sys.stdout, common.color, plain=plain)
    put(next_text(page, plan, (), role_option(standing, role)))
