"""What all forms of a roadmap say in the same words."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from mlcareer.gaps import Readiness
from mlcareer.model.days import day_text, month_text, span_text
from mlcareer.model.levels import LEVEL_NAMES
from mlcareer.model.plan import PROJECT_PREFIX, parse_step_id
from mlcareer.model.study import Resource
from mlcareer.model.wording import chance_text, counted, range_text
from mlcareer.render.page import hours
from mlcareer.roadmap.calendar import MINUTES_AN_HOUR, MOST_YEARS
from mlcareer.roadmap.plan import (
    Check,
    Dates,
    Fit,
    LeftOut,
    PlanProject,
    PlanStep,
    Roadmap,
    Task,
    Ticked,
)

NOTHING_TO_STUDY: Final = "Nothing to study: no target of this role is known to be open."

ESTIMATES: Final = (
    "All hours are estimates; nobody measured them. Where a resource takes longer than its"
    " step, take the part that the step needs."
)

HOW_TO_GET_DATES: Final = "With your hours a week it gets dates: mlcareer roadmap --hours 6"

MOST_CHECKED: Final = 6
"""How many levels to check one command asks about; more would be as long as an assessment."""

_MODE_LABEL: Final = {"read": "Read", "do": "Do", "both": "Study"}
_COST: Final = {"free": "free", "free-account": "free with an account", "paid": "paid"}
_YEAR: Final = timedelta(days=365)
_MUCH_LATER: Final = f"in more than {MOST_YEARS} years"

_MOST_HOURS_A_WEEK: Final = 60
"""What nobody has beside all else, though it may be wished for."""

_MOST_UNMEASURED: Final = 5
"""How many skills without any answer one command asks about."""


def title(roadmap: Roadmap) -> str:
    """Name a plan."""
    return f"Roadmap: {roadmap.role.name}"


def paragraphs(roadmap: Roadmap) -> Iterator[str]:
    """Say how much it is, until when, what it brings, and what it rests on."""
    if roadmap.steps:
        yield " ".join((_amount(roadmap), _time(roadmap), _first_year(roadmap))).strip()
    elif not roadmap.open_levels:
        yield NOTHING_TO_STUDY
    yield readiness_text(roadmap)
    if roadmap.fit and roadmap.open_levels:
        yield _fit(roadmap.fit, roadmap)
    if roadmap.unmeasured:
        yield _unmeasured(roadmap)
    if roadmap.ticked:
        yield ticked_sentence(roadmap)
    if roadmap.steps:
        yield ESTIMATES


def _amount(roadmap: Roadmap) -> str:
    projects = f" and {counted(len(roadmap.projects), 'project')}" if roadmap.projects else ""
    return f"{counted(len(roadmap.steps), 'step')}{projects}, {hours(*roadmap.hours)} in all."


def _time(roadmap: Roadmap) -> str:
    wishes = roadmap.wishes
    if not wishes.hours_a_week:
        return HOW_TO_GET_DATES
    return f"At {wishes.hours_a_week} h a week: {finish_text(roadmap.finish)}."


def finish_text(finish: tuple[date | None, date | None]) -> str:
    """Say between which days a plan ends."""
    low, high = finish
    if low is None:
        return f"done {_MUCH_LATER}"
    if high is None:
        return f"done in {month_text(low)} at the earliest, at the latest {_MUCH_LATER}"
    if low == high:
        return f"done by {day_text(low)}"
    return f"done between {day_text(low)} and {day_text(high)}"


def _first_year(roadmap: Roadmap) -> str:
    """Say how far a long plan gets in a year."""
    low = roadmap.finish[0]
    if low is None or low - roadmap.made_on <= _YEAR:
        return ""
    reached = [
        at
        for at, step in enumerate(roadmap.steps, 1)
        if step.dates and step.dates.ends - roadmap.made_on <= _YEAR
    ]
    if not reached:
        return ""
    last = roadmap.steps[reached[-1] - 1]
    return f"A year from now you are at about step {reached[-1]}: {last.title}."


def _unmeasured(roadmap: Roadmap) -> str:
    """Name the skills that nothing was asked about, with the command that asks."""
    count = len(roadmap.unmeasured)
    verb = "stands" if count == 1 else "stand"
    name_of = {step.skill.id: step.skill.name for step in roadmap.steps}
    names = ", ".join(name_of.get(id_, id_) for id_ in roadmap.unmeasured)
    return (
        f"{counted(count, 'skill')} {verb} here without a single answer: {names}. A few questions"
        f" may save the study: mlcareer assess {' '.join(roadmap.unmeasured[:_MOST_UNMEASURED])}"
    )


def readiness_text(roadmap: Roadmap) -> str:
    """Say what share of the targets is met now, and would be at the end."""
    prospects = roadmap.prospects
    text = f"Targets met now, by weight: {share_text(prospects.now)}."
    if roadmap.steps or roadmap.ticked:
        text += (
            f" If each step brings its level, and what is ticked holds: "
            f"{share_text(prospects.planned)}."
        )
    return f"{text} {_first_target(roadmap)}".rstrip()


def _first_target(roadmap: Roadmap) -> str:
    """Say when the first target is reached, or that the steps only lay a base."""
    if not roadmap.steps:
        return ""
    ends = [(at, s) for at, s in enumerate(roadmap.steps, 1) if s.level == s.target]
    if not ends:
        return "No step reaches a target yet: these lay the base for later ones."
    at, step = ends[0]
    if at == 1 or step.dates is None:
        return ""
    return f"The first target is reached about {day_text(step.dates.ends)}: {step.title}."


def share_text(share: Readiness) -> str:
    """Say a share with its range: "about 68 % (55 to 81 %)"."""
    return f"about {100 * share.share:.0f} % ({range_text(share.low, share.high)})"


def _fit(fit: Fit, roadmap: Roadmap) -> str:
    """Say how the work and the deadline go together, and what is left out."""
    day = day_text(fit.deadline)
    needed = hours(*fit.needed)
    if fit.available is None:
        return f"All that is to study takes {needed}. {_weekly(fit, day)}"
    there = f"Until {day} there are about {fit.available:,.0f} h"
    if fit.all_fits:
        sure = fit.needed[1] <= fit.available
        how = (
            "even if everything takes long"
            if sure
            else f"unless much takes long (it takes {needed})"
        )
        return f"{there}, which is enough for all of it {how}."
    sentences = (
        f"{there}; all that is to study takes {needed}.",
        _left_out(fit, roadmap),
        _late(fit, roadmap),
        spare_sentence(fit),
        _weekly(fit, day),
    )
    return " ".join(filter(None, sentences))


def levels_left_out(fit: Fit) -> str:
    """Count the levels for which there is no time: "3 levels"."""
    return counted(sum(len(one.levels) for one in fit.left_out), "level")


def _left_out(fit: Fit, roadmap: Roadmap) -> str:
    """Say how much is left out, and what that costs at the end; "" where nothing is."""
    if not fit.left_out:
        return ""
    prospects = roadmap.prospects
    points = round(100 * (prospects.everything.share - prospects.planned.share))
    return (
        f"Left out: {levels_left_out(fit)} of {counted(len(fit.left_out), 'skill')},"
        f" which costs about {counted(points, 'point')} of the targets"
        f" ({100 * prospects.planned.share:.0f} % met"
        f" instead of {100 * prospects.everything.share:.0f} %)."
    )


def _late(fit: Fit, roadmap: Roadmap) -> str:
    """Say that what is planned may end after the deadline; "" where it cannot."""
    latest = roadmap.finish[1]
    late = bool(roadmap.steps) and (latest is None or latest > fit.deadline)
    if not late or not fit.available:
        return ""
    if roadmap.steps[0].minutes > MINUTES_AN_HOUR * fit.available:
        return "Not even the first step fits in; it is begun and ends later."
    return "If much takes long, the last of what is planned comes later than that."


def spare_sentence(fit: Fit) -> str:
    """Say what to do with hours that no whole step fits into, where there are any."""
    left = round(fit.spare)
    if not left or not fit.left_out:
        return ""
    first = fit.left_out[0]
    name = first.skill.title(first.levels[0])
    verb, it = ("is", "it makes") if left == 1 else ("are", "they make")
    return f"About {left:,} h {verb} left over; {it} a start at what comes next, {name}."


def _weekly(fit: Fit, day: str) -> str:
    if fit.hours_a_week is None:
        return f"No study day is left until {day}."
    low, high = fit.hours_a_week
    text = f"All of it until {day} would take {hours(low, high)} a week"
    if low > _MOST_HOURS_A_WEEK:
        return f"{text}, which nobody has. Name a later day, or take a part of it."
    return f"{text}."


def left_out_text(one: LeftOut) -> str:
    """Name what is left out of one skill."""
    levels = LEVEL_NAMES[one.levels[0]]
    if len(one.levels) > 1:
        levels += f" to {LEVEL_NAMES[one.levels[-1]]}"
    return f"{one.skill.name}: {levels} ({one.importance}, {hours(*one.hours)})"


def check_title(check: Check) -> str:
    """Say what ticking a level that is probably there claims."""
    return f"I can already: {check.skill.title(check.level)}"


def check_state(check: Check) -> str:
    """Say how probable a level is, and what that rests on."""
    basis = counted(check.answers, "answer") if check.answers else "no answer yet"
    left = "" if check.askable else "; no question about it is left"
    return f"there with a chance of {chance_text(check.chance)}; {basis}{left}"


def check_text(check: Check) -> str:
    """Name what is probably there, and what that rests on."""
    return f"{check.skill.title(check.level)} ({check_state(check)})"


def check_words(roadmap: Roadmap, most: int = MOST_CHECKED) -> str:
    """Write the words of the command that asks about the first of what is probably there.

    Where no question is left, those of the command that ticks it.
    """
    first = roadmap.checks[:most]
    skills = dict.fromkeys(check.skill.id for check in first if check.askable)
    return f"assess {' '.join(skills)}" if skills else f"done {first[0].id}"


def can_be_asked(roadmap: Roadmap, most: int = MOST_CHECKED) -> bool:
    """Tell whether a question is left about the first of what is probably there."""
    return any(check.askable for check in roadmap.checks[:most])


def check_command(roadmap: Roadmap) -> str:
    """Write the command that asks about the first of what is probably there."""
    return f"mlcareer {check_words(roadmap)}"


def ticked_sentence(roadmap: Roadmap) -> str:
    """Count the ticks, and how many of them answers bear out."""
    proven = sum(one.proven for one in roadmap.ticked)
    text = f"Ticked by you: {len(roadmap.ticked)}; answers show {proven} of them."
    refuted = [one for one in roadmap.ticked if one.refuted]
    if refuted:
        text += f" Later answers speak against {len(refuted)}{_planned_again(roadmap, refuted)}."
    open_ = [one for one in roadmap.ticked if not one.proven and not one.refuted]
    if any(one.chance is not None for one in open_):
        text += " Questions about what is only ticked: mlcareer assess --claimed"
    return text


def _planned_again(roadmap: Roadmap, refuted: Sequence[Ticked]) -> str:
    """Say how many of the ticks that did not hold stand in the plan again."""
    planned = {(step.skill.id, step.level) for step in roadmap.steps}
    steps = (parse_step_id(one.claim.id) for one in refuted)
    again = sum((step.skill, step.level) in planned for step in steps if step)
    if not again:
        return ""
    if again < len(refuted):
        return f", of which {again} {'stands' if again == 1 else 'stand'} in the plan again"
    return f": {'this stands' if again == 1 else 'these stand'} in the plan again"


def ticked_state(one: Ticked) -> str:
    """Say what answers make of a tick: a claim, or proven."""
    if one.chance is None and not one.claim.id.startswith(PROJECT_PREFIX):
        return "this role asks nothing of it"
    if one.chance is None:
        evidence = one.claim.evidence
        return f"evidence: {evidence}" if evidence else "no evidence named"
    chance = chance_text(one.chance)
    if one.proven:
        return f"proven: there with a chance of {chance}, {counted(one.answers, 'question')}"
    if one.refuted:
        return f"later answers speak against it: there with a chance of {chance}"
    return f"claimed, not proven: there with a chance of {chance}"


def dates_text(dates: Dates) -> str:
    """Say when a step is worked on: "24 Nov to 3 Dec 2026"."""
    return span_text(dates.starts, dates.ends)


def ends_text(dates: Dates) -> str:
    """Say between which days a step ends, by the low and the high estimates."""
    if dates.latest is None:
        return f"done {month_text(dates.earliest)} or much later"
    if dates.earliest == dates.latest:
        return f"done {day_text(dates.latest)}"
    return f"done between {day_text(dates.earliest)} and {day_text(dates.latest)}"


def minutes_text(minutes: int) -> str:
    """Say a time of study: "2 h", "1 h 30 min"."""
    whole, rest = divmod(minutes, MINUTES_AN_HOUR)
    if not whole:
        return f"{rest} min"
    return f"{whole:,} h {rest} min" if rest else f"{whole:,} h"


def as_day(text: str) -> date | None:
    """Read a day as it was kept with a tick; None where it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def task_text(task: Task) -> str:
    """Name a task among others: a step by its title, a project as something to build."""
    return f"build {task.title}" if isinstance(task, PlanProject) else task.title


def resource_words(resource: Resource) -> str:
    """Say what to do with a resource and what it costs."""
    return f"{resource_label(resource)}: {resource.title} ({resource_note(resource)})"


def resource_note(resource: Resource) -> str:
    """Say what a resource costs in money and hours."""
    return f"{_COST[resource.cost]}, about {resource.hours} h"


def resource_label(resource: Resource) -> str:
    """Say what one does with a resource."""
    return _MODE_LABEL[resource.mode]


def why_text(step: PlanStep) -> str:
    """Say why a step stands in the plan, and whether to ask before studying it."""
    text = f"{step.reason[0].upper()}{step.reason[1:]}."
    if step.ask_first:
        text += f" A few questions first may save the study: mlcareer assess {step.skill.id}"
    return text
