"""The profile while it comes about: what the answers so far say, skill by skill."""

from mlcareer.gaps import Report
from mlcareer.measure.progress import Progress
from mlcareer.render.heading import progress_text
from mlcareer.render.page import Page, indent
from mlcareer.render.paint import Piece, paint
from mlcareer.render.report_rows import rows_of
from mlcareer.render.skill_rows import legend, scale, skill_lines


def profile_picture(page: Page, report: Report, progress: Progress) -> str:
    """Lay out the skills about which something was answered, by area, each with its range.

    Args:
        page: What the text is for.
        report: Where the person stands so far.
        progress: How far the interview is.
    """
    rows = [row for row in rows_of(report) if row.gap.measured]
    title = paint(page, [[Piece("Your profile so far", "bold")]])
    head = f"{title}\n{indent(f'{progress_text(progress)}.', page)}"
    if not rows:
        nothing = "No question has been answered yet, so there is nothing to show."
        return f"{head}\n\n{indent(nothing, page)}"
    of_skill = {row.gap.demand.skill: row for row in rows}
    blocks = [head]
    if not page.lines_only:
        blocks.append(scale(page))
    for area in report.areas:
        skills = [s.id for s in report.skill_map.in_area(area) if s.id in of_skill]
        lines = [line for skill in skills for line in skill_lines(page, of_skill[skill])]
        if lines:
            name = paint(page, [[Piece(report.skill_map.areas[area], "bold")]])
            blocks.append("\n".join([name, *lines]))
    blocks.append(legend(page, rows))
    return "\n\n".join(blocks)
