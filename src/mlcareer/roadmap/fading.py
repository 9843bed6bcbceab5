"""When to ask again about what was proven, because skills that are not used fade.

That they do is known: over 53 studies of trained skills the loss grew from none right after
training to 1.4 standard deviations after more than a year without use (Arthur, Bennett,
Stanush and McNelly 1998, Human Performance 11, 57-101). Over 457 reports on skills with a
motor part, half of what training had brought in accuracy was gone after about 6.5 months
without use (Tatel and Ackerman 2025, Psychological Bulletin, doi:10.1037/bul0000481). Both
find that it depends much on the task, and neither measured the skills of this program.

When to ask is worked out with FSRS, a model of how flash cards are forgotten. It is a rule
of thumb: nobody measured it on skills. Its parameters are those for cards, but

- it asks when the chance to remember has sunk to ASK_BELOW, not to the 0.9 that is usual
  for cards and would ask two days after a good check. So a first check that went well is
  followed by one after two months. In the reports above 0.08 standard deviations of accuracy
  were lost in a month: sooner, a few questions would hardly find anything;
- it never waits longer than MOST_DAYS, about the time in which half was lost in the reports
  above, where cards would soon wait for years; and never less than LEAST_DAYS, as what is
  doubtful on the very day is no matter of forgetting;
- after a check that went badly it waits no longer than that, where a card would have been
  learned again on the same day.

Use of a skill between checks is not known here, and would keep it.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from mlcareer.model.items import Outcome

if TYPE_CHECKING:
    from fsrs import Card, Rating, Scheduler

ASK_BELOW: Final = 0.6
"""A skill is asked about again when the rule gives it no more than this chance, 0 to 1."""

FRESH: Final = 0.7
"""What has less than this chance on the day of a deadline is asked about once before it."""

LEAST_DAYS: Final = 7
"""Days that pass at least between two checks."""

MOST_DAYS: Final = 180
"""Days that pass at most between two checks."""

BEFORE_DEADLINE: Final = timedelta(days=14)
"""How long before a deadline the last check of all is due."""

_WITHOUT_MISTAKE: Final = 3
"""Fewer right answers on one day may be luck, so that they are no check without a mistake."""


class Answered(NamedTuple):
    """An answer to a question about a skill.

    Attributes:
        on: Day on which it was given.
        level: Of the question, 1 to 4.
    """

    on: date
    level: int
    outcome: Outcome


class Fading(NamedTuple):
    """When to ask again about a skill that was proven.

    Attributes:
        skill: Its id.
        level: That was proven, 1 to 4.
        checked: Day of the last check.
        chance: That it is still there by the rule of thumb, 0 to 1.
        regular: Day from which a check is due.
        final: Day from which one more is due because a deadline comes, or None.
    """

    skill: str
    level: int
    checked: date
    chance: float
    regular: date
    final: date | None = None

    @property
    def due(self) -> date:
        """Day from which the next check is due."""
        return self.regular if self.final is None else min(self.regular, self.final)

    @property
    def for_deadline(self) -> bool:
        """Whether the next check is due only because a deadline comes."""
        return self.due < self.regular


def fading(
    proven: Mapping[str, int],
    answers: Mapping[str, Sequence[Answered]],
    today: date,
    deadline: date | None = None,
) -> tuple[Fading, ...]:
    """Say for each proven skill when to ask about it again: what is due first comes first.

    Of what is due on the same day or is due already, the most faded comes first.

    Args:
        proven: Level that was proven, 1 to 4, by skill.
        answers: All answers about each skill, in any order; a skill without any is left out.
        today: For which chances are given.
        deadline: Day on which the skills have to be there, or None. One that is over does
            not count.
    """
    scheduler = _scheduler()
    end = deadline if deadline is not None and deadline >= today else None
    found = [
        _Rule(scheduler, skill, level, answers[skill]).fading(today, end)
        for skill, level in proven.items()
        if level and answers.get(skill)
    ]
    return tuple(sorted(found, key=lambda one: (max(one.due, today), one.chance, one.skill)))


def due_on(found: Iterable[Fading], today: date) -> tuple[Fading, ...]:
    """List what is worth asking about on a day, the most faded first."""
    due = (one for one in found if one.due <= today)
    return tuple(sorted(due, key=lambda one: (one.chance, one.skill)))


class _Rule:
    """The rule of thumb, followed through the checks of one skill."""

    def __init__(
        self, scheduler: "Scheduler", skill: str, level: int, answers: Sequence[Answered]
    ) -> None:
        self._scheduler = scheduler
        self._skill = skill
        self._level = level
        checks = _checks(level, answers)
        self._card = self._after(checks)
        self._went_badly = _is_bad(checks[-1][1])

    def fading(self, today: date, deadline: date | None) -> Fading:
        """Say when to ask again."""
        checked = (self._card.last_review or self._card.due).date()
        wait = LEAST_DAYS
        if not self._went_badly:
            wait = max(wait, (self._card.due.date() - checked).days)
        return Fading(
            skill=self._skill,
            level=self._level,
            checked=checked,
            chance=self._chance(today),
            regular=checked + timedelta(days=wait),
            final=None if deadline is None else self._final(checked, deadline),
        )

    def _after(self, checks: Sequence[tuple[date, "Rating"]]) -> "Card":
        from fsrs import Card  # noqa: PLC0415 - only where something may fade

        # Without an id and a day of its own, a card takes both from the clock.
        card = Card(card_id=0, due=_moment(checks[0][0]))
        for day, rating in checks:
            card, _ = self._scheduler.review_card(card, rating, _moment(day))
        return card

    def _chance(self, day: date) -> float:
        return float(self._scheduler.get_card_retrievability(self._card, _moment(day)))

    def _final(self, checked: date, deadline: date) -> date | None:
        """Find the day of a check before a deadline, which one in the same days makes up for."""
        first = deadline - BEFORE_DEADLINE
        return first if checked < first and self._chance(deadline) < FRESH else None


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _scheduler() -> "Scheduler":
    from fsrs import Scheduler  # noqa: PLC0415 - only where something may fade

    return Scheduler(
        desired_retention=ASK_BELOW,
        learning_steps=(),
        relearning_steps=(),
        maximum_interval=MOST_DAYS,
        enable_fuzzing=False,
    )


def _checks(level: int, answers: Sequence[Answered]) -> list[tuple[date, "Rating"]]:
    """Take the answers of a day for one check, rated by how they went.

    A right answer counts whatever its level: who can do more can do this. Another one
    counts only at the proven level or below: above it, nothing was said to be there. Where
    no answer counts at all, what was proven came from elsewhere, and the last day counts as
    a check that was neither good nor bad.
    """
    from fsrs import Rating  # noqa: PLC0415 - only where something may fade

    days: dict[date, list[bool]] = {}
    for on, asked, outcome in answers:
        right = outcome is Outcome.RIGHT
        if right or asked <= level:
            days.setdefault(on, []).append(right)
    if not days:
        return [(max(one.on for one in answers), Rating.Hard)]
    return [(day, _rating(days[day])) for day in sorted(days)]


def _rating(answers: Sequence[bool]) -> "Rating":
    """Rate a check: without a mistake, more right than not, half, or less."""
    from fsrs import Rating  # noqa: PLC0415 - only where something may fade

    right, others = sum(answers), len(answers) - sum(answers)
    if right >= _WITHOUT_MISTAKE and not others:
        return Rating.Easy
    if right > others:
        return Rating.Good
    return Rating.Hard if right == others else Rating.Again


def _is_bad(rating: "Rating") -> bool:
    from fsrs import Rating  # noqa: PLC0415 - only where something may fade

    return rating is Rating.Again
