"""Knowing yourself: the person's own ratings beside what was measured, for a terminal."""

from collections.abc import Iterator

from mlcareer.gaps import Report
from mlcareer.model.levels import LEVEL_NAMES, range_name
from mlcareer.model.wording import chance_text, counted
from mlcareer.render.bars import BAR_WIDTH, bar_margin, marks, mean_bar
from mlcareer.render.page import Page, indent
from mlcareer.render.paint import Piece, padded, paint, styled
from mlcareer.self_rating import CLEAR, ENOUGH_SKILLS, Comparison, Point, SelfKnowledge, Verdict

_SAID = 1 + max(map(len, LEVEL_NAMES))
"""Columns of a rating in words."""


def self_rating_text(page: Page, report: Report) -> str:
    """Lay out the calibration picture, and say what can be said of it; "" without ratings."""
    known = report.self_knowledge
    if not known.comparisons:
        return ""
    title = f"Knowing yourself: {counted(len(known.comparisons), 'skill')} rated and measured"
    head = styled(page, title, "bold")
    points = [_point(page, point) for point in reversed(known.points)]
    if not page.lines_only:
        points.insert(0, f"  {padded('You said', _SAID + 1)}{' ' * BAR_WIDTH} Measured on average")
    picture = "\n".join(points)
    words = "\n".join(indent(text, page) for text in self_rating_words(report))
    sign = marks(page)
    legend = f"{sign['mean']} measured, {sign['said']} what you said"
    below = "" if page.plain else f"{indent(legend, page, '  ')}\n"
    return f"{head}\n\n{picture}\n{below}\n{words}"


def _point(page: Page, point: Point) -> str:
    said = LEVEL_NAMES[point.rating]
    words = f"{point_text(point)}, {counted(point.skills, 'skill')}"
    if page.plain:
        return indent(f"You said {said}: measured {words}.", page, "  ", "    ")
    bar = Piece(mean_bar(page, point.level, point.low, point.high, point.rating), "cyan")
    if page.lines_only:
        text = indent(f"you said {said}: measured {words}", page, "    ")
        return f"{paint(page, [[Piece(bar_margin(page)), bar]])}\n{text}"
    return paint(page, [[Piece(f"  {padded(said, _SAID)} "), bar, Piece(f" {words}")]])


def point_text(point: Point) -> str:
    """Say where the skills of one rating lie on average, on the scale of 0 to 4."""
    return f"{point.level:.1f} ({point.low:.1f} to {point.high:.1f})"


def self_rating_words(report: Report) -> Iterator[str]:
    """Say how the ratings agree with the answers, and no more than the error allows."""
    known = report.self_knowledge
    yield (
        "Measured: the mean level on the scale from 0 (not yet) to 4 (expert), and the range"
        f" that holds it with a chance of {chance_text(CLEAR)}."
    )
    yield _habit(known)
    for verdict in (Verdict.HIGHER, Verdict.LOWER):
        found = known.of(verdict)
        if found:
            names = "; ".join(_difference(report, one) for one in found)
            yield (
                f"Rated {verdict} than the answers show"
                f" (each at least {chance_text(CLEAR)} sure): {names}."
            )
    within = len(known.of(Verdict.WITHIN))
    if within:
        yield f"Within the error of measuring: {counted(within, 'skill')}."


def _habit(known: SelfKnowledge) -> str:
    shift, low, high = (round(x, 1) + 0.0 for x in (known.shift, known.shift_low, known.shift_high))
    span = f"{low:+.1f} to {high:+.1f}"
    if len(known.comparisons) < ENOUGH_SKILLS:
        return f"Fewer than {ENOUGH_SKILLS} skills are too few to speak of a habit."
    if known.habit is Verdict.WITHIN:
        return (
            "On the whole your ratings agree with your answers: the mean difference of"
            f" {shift:+.1f} levels ({span}) may well be chance."
        )
    return (
        f"On the whole you rate yourself {known.habit} than your answers show,"
        f" by about {abs(shift):.1f} levels ({span})."
    )


def _difference(report: Report, one: Comparison) -> str:
    estimate = report.profile.estimates[one.skill]
    name = report.skill_map.skills[one.skill].name
    measured = range_name(estimate.low, estimate.high)
    return (
        f"{name} (you said {LEVEL_NAMES[one.rating]}, measured {measured},"
        f" {chance_text(one.certainty)})"
    )
