"""`mlcareer report`."""

import sys
from pathlib import Path

from mlcareer.cli.output import put
from mlcareer.cli.session import load_standing
from mlcareer.cli.streams import page_for


def report(content: Path | None, *, color: str, json: bool, plain: bool) -> None:
    """Print where the person stands."""
    standing = load_standing(content)
    if json:
        from mlcareer.render.envelope import to_json  # noqa: PLC0415 - only for this form
        from mlcareer.render.report_json import report_data  # noqa: PLC0415

        put(to_json("report", report_data(standing.report)))
        return
    from mlcareer.content.people import load_traits  # noqa: PLC0415 - only for this form
    from mlcareer.render.report_text import report_text  # noqa: PLC0415

    traits = load_traits(standing.folder) if standing.report.profile.traits else {}
    page = page_for(sys.stdout, color, plain=plain)
    put(report_text(page, standing.report, tuple(traits.values())))
