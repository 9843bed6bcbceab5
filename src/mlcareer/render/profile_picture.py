"""The profile while it comes about: what the answers so far say, skill by skill."""

from mlcareer.gaps import Report
from mlcareer.measure.progress import Progress
from mlcareer.render.heading import progress_text, sureness_text
from mlcareer.render.page import Page, flat, indent
from mlcareer.render.paint import Piece, paint
from mlcareer.render.report_rows import rows_of
from mlcareer.render.skill_rows import legend, scale, skill_lines


def profile_picture(page: Page, report: Report, progress: Progress) -> str:
    """Lay out the skills about which something was said, by area, each with its range.

    Args:
        page: What the text is for.
        report: Where the person stands so far.
        progress: How far the interview is.
    """
    rows = [
        row
        for row in rows_of(report)
        if row.gap.measured or row.gap.estimate.self_rating is not None
    ]
    title = paint(page, [[Piece("Your profile so far", "bold")]])
    words = f"{progress_text(progress)}. {sureness_text(progress)}".strip(". ")
    head = f"{title}\n{indent(f'{words}.', page)}"
    if not rows:
        nothing = "Nothing was rated or answered yet, so there is nothing to show."
        return f"{head}\n\n{indent(nothing, page)}"
    of_skill = {row.gap.demand.skill: row for row in rows}
    blocks = [head]
    if not page.lines_only:
        blocks.append(scale(page))
    for area in report.areas:
        skills = [s.id for s in report.skill_map.in_area(area) if s.id in of_skill]
        lines = [line for skill in skills for line in skill_lines(page, of_skill[skill])]
        if lines:
            name = paint(page, [[Piece(flat(report.skill_map.areas[area]), "bold")]])
            blocks.append("\n".join([name, *lines]))
    blocks.append(legend(page, rows))
    return "\n\n".join(blocks)
