"""`mlcareer progress`: what of the plan is ticked, and what of that is proven."""

import sys
from datetime import datetime

from mlcareer.cli.common import Common
from mlcareer.cli.output import put, put_json
from mlcareer.cli.plan import baseline, current_plan
from mlcareer.cli.session import load_standing, role_option
from mlcareer.cli.streams import page_for
from mlcareer.roadmap.progress import make_progress


def progress(common: Common, role: str | None, now: datetime, *, json: bool, plain: bool) -> None:
    """Print how far the person is."""
    standing = load_standing(common.content, role)
    plan = current_plan(standing, now)
    found = make_progress(plan, standing.skill_map, baseline(standing))
    if json:
        from mlcareer.render.plan_json import progress_data  # noqa: PLC0415 - only for this form

        put_json("progress", progress_data(found))
        return
    from mlcareer.render.progress_text import progress_text  # noqa: PLC0415 - only for this form

    page = page_for(sys.stdout, common.color, plain=plain)
    put(progress_text(page, found, role_option(standing, role)))
