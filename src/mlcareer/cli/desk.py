"""What all questions of an interview share: the person's screen, and the keys that always work."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Final

from mlcareer.cli.replies import BACK, HELP, LEAVE, PROFILE
from mlcareer.cli.screen import Leave, Preview, Screen
from mlcareer.measure.interview import Interview
from mlcareer.model.people import Event
from mlcareer.model.skills import SkillMap
from mlcareer.model.study import Resource
from mlcareer.render.heading import heading_text, progress_text

_NEWS_EVERY: Final = 5
"""In lines, how far all is gets said so often: a screen reader should not hear it each time."""


class Desk:
    """A person at a terminal, and the interview that is held there.

    Args:
        interview: What is asked.
        screen: Where.
        resources: Reads what there is to study with.
        learn: Whether to explain after each answer.
    """

    def __init__(
        self,
        interview: Interview,
        screen: Screen,
        resources: Callable[[], Mapping[str, Resource]],
        *,
        learn: bool,
    ) -> None:
        self.interview = interview
        self.screen = screen
        self.resources = cache(resources)
        self.learn = learn
        self._explained: set[str] = set()

    @property
    def skill_map(self) -> SkillMap:
        """The skills that are asked about."""
        return self.interview.material.skill_map

    def first(self, of: str) -> bool:
        """Tell the first time that something comes, which is when it is explained."""
        known = of in self._explained
        self._explained.add(of)
        return not known

    def head(self, title: str, place: str, *, measuring: bool = True) -> None:
        """Begin with what is asked now and, where that measures, how far all is."""
        progress = self.interview.progress() if measuring else None
        self.screen.begin()
        if progress and self.screen.linear and self._is_time_for_news():
            self.screen.say(f"So far: {progress_text(progress)}.")
            self.screen.begin()
        self.screen.show(lambda page: heading_text(page, title, place, progress))

    def _is_time_for_news(self) -> bool:
        answers = self.interview.answers
        return bool(answers) and answers % _NEWS_EVERY == 0 and self.first(f"{answers} answers")

    def back(self) -> Event | None:
        """Make the event that goes back by one reply; says so where there is none."""
        event = self.interview.taken_back_by_undo(explained=self.learn)
        if event is None:
            stands = self.learn and self.interview.answers
            reason = "it was explained" if stands else "there is nothing to go back to"
            self.screen.say(f"No going back: {reason}.")
        return event

    def show_profile(self) -> None:
        """Show where the person stands so far."""
        # What draws it is needed only here.
        from mlcareer.gaps import report_of  # noqa: PLC0415
        from mlcareer.render.profile_picture import profile_picture  # noqa: PLC0415

        report, progress = report_of(self.interview), self.interview.progress()
        self.screen.begin()
        self.screen.show(lambda page: profile_picture(page, report, progress))
        self.screen.pause()

    def read_word(
        self,
        draw: Callable[[], None],
        allowed: Sequence[str],
        help_text: str,
        preview: Preview | None = None,
    ) -> str | Event:
        """Ask until one of the allowed words is typed, or the key that goes back.

        Args:
            draw: Shows what is asked.
            allowed: The words, in small letters; the arrow keys go through those that have any.
            help_text: What to type.
            preview: Says beside the line what it would mean.

        Returns:
            The word, or the event that goes back.

        Raises:
            Leave: The person wants to stop.
        """
        draw()
        choices = [word for word in allowed if word]
        while True:
            prompt = self.screen.prompt("Number")
            word = self.screen.read(prompt, choices, preview).lower()
            if word in allowed:
                return word
            if word == LEAVE:
                raise Leave
            if word == PROFILE:
                self.show_profile()
                draw()
            elif word == BACK:
                event = self.back()
                if event is not None:
                    return event
            else:
                unknown = "" if word in (HELP, "") else f"{word[:40]!r} is no answer here. "
                self.screen.say(unknown + help_text)
