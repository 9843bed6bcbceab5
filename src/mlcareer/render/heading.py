"""What stands above each thing that is asked: what it is about, and how far all is."""

from types import MappingProxyType
from typing import Final

from mlcareer.measure.progress import Progress
from mlcareer.model.wording import chance_text, counted
from mlcareer.render.bars import marks
from mlcareer.render.page import Page, flat, indent
from mlcareer.render.paint import Piece, paint, styled, width_of

BACKGROUND_TEXT: Final = MappingProxyType(
    {
        "degree": "What did you study, or are you studying?",
        "work": "What was your last job, or the one most like the role you aim at?",
        "hours": "How many hours a week do you have for study?",
        "goal": "What do you want from this?",
    }
)
"""What each question about the person asks."""

_BAR: Final = 20
_GAP: Final = "  "


def heading_text(page: Page, title: str, place: str, progress: Progress | None = None) -> str:
    """Lay out the head of a screen; a page without tables gets one line of it.

    How far all is does not stand in that line: whoever has it read aloud asks for it.

    Args:
        page: What the text is for.
        title: What it is about.
        place: Where the person is, such as "question 3 of at most 45".
        progress: How far the interview is.
    """
    if page.plain:
        return indent(f"[{place}] {title}", page)
    title = flat(title)
    room = page.text_width - width_of(title) - width_of(place)
    if room > 0:
        lines = [paint(page, [[Piece(title, "bold"), Piece(" " * room), Piece(place)]])]
    else:
        lines = [indent(title, page), indent(place, page)]
    if progress is not None and progress_text(progress):
        lines.append(_progress_line(page, progress))
    return "\n".join([*lines, ""])


def _progress_line(page: Page, progress: Progress) -> str:
    words = progress_text(progress)
    if not progress.decisions or _BAR + len(_GAP) + len(words) > page.text_width:
        return dim(words, page)
    sign = marks(page)
    done = round(_BAR * progress.settled / progress.decisions)
    bar = [Piece(sign["range"] * done, "cyan"), Piece(sign["empty"] * (_BAR - done), "dim")]
    return paint(page, [[*bar, Piece(f"{_GAP}{words}", "dim")]])


def dim(words: str, page: Page) -> str:
    """Lay out what need not be read each time."""
    return styled(page, words, "dim")


def progress_text(progress: Progress) -> str:
    """Say how sure the profile is and about how long it still takes.

    A target is settled when it is met or missed as sure as in the report.
    """
    minutes = f"about {progress.minutes_left} min left" if progress.minutes_left else ""
    settled = f"{progress.settled} of {counted(progress.decisions, 'target')} settled"
    return ", ".join(filter(None, (settled if progress.decisions else "", minutes)))


def sureness_text(progress: Progress) -> str:
    """Say how sure the profile is as a whole; nothing where there is no target."""
    if not progress.decisions:
        return ""
    return (
        f"Of verdicts on all targets, given now, about {chance_text(progress.sure)} would be"
        " right, each counted by its weight."
    )
