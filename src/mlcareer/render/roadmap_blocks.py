"""What a roadmap in Markdown consists of, for readers with and without the Tasks plugin."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Final, NamedTuple

from mlcareer.checklists.blocks import DONE, LEFT_OUT, STAGE, sealed
from mlcareer.checklists.markdown import EVIDENCE, NO_EVIDENCE, id_comment, names_evidence
from mlcareer.model.days import day_text
from mlcareer.model.people import EvidenceKind
from mlcareer.render.markdown import address, escape
from mlcareer.render.page import hours
from mlcareer.render.roadmap_entries import Entry, entries
from mlcareer.render.roadmap_stages import coming_weeks, staged
from mlcareer.render.roadmap_words import (
    as_day,
    can_be_asked,
    check_command,
    check_state,
    check_title,
    dates_text,
    left_out_text,
    minutes_text,
    paragraphs,
    resource_label,
    resource_note,
    ticked_state,
    title,
    why_text,
)
from mlcareer.roadmap.plan import PlanProject, PlanStep, Roadmap, Task, Ticked, Week

_FOR_ALL: Final = "For every project"

_EVALUATED: Final = ("`=", "`$=")
"""What code begins with that a plugin of Obsidian (Dataview) carries out."""

_OPENING: Final = ("<!--", "<%")
"""What is looked for in code as well: our own ids, and templates of a plugin (Templater)."""

Fields = Callable[[Entry], str]
"""Writes what stands behind the hidden id of a task, or ""."""


class Words(NamedTuple):
    """What stands in a plan beside its tasks.

    Attributes:
        principles: What goes for every project.
        notes: Further paragraphs for the head.
        evidence: What may stand as evidence.
    """

    principles: Sequence[str] = ()
    notes: Sequence[str] = ()
    evidence: Sequence[EvidenceKind] = ()


def layout(roadmap: Roadmap, words: Words, fields: Fields) -> str:
    """Lay out a plan as a task list, with a hidden id for each task and a seal at the end."""
    page = _Page(roadmap, words, fields)
    return sealed("\n".join(page.lines()) + "\n")


def safe(text: str) -> str:
    """Make a text harmless on GitHub and in Obsidian, which knows more signs."""
    escaped = _signs().sub(_escape_sign, escape(text))
    # What begins so would be read back as what the person put there.
    return escaped.replace(":", "\\:", 1) if names_evidence(escaped) else escaped


@cache
def _signs() -> re.Pattern[str]:
    return re.compile(r"\\.|`[^`]+`|%%|==|::|\u005e(?=\w)")


def _escape_sign(found: re.Match[str]) -> str:
    sign = found[0]
    if sign[0] == "`" and (sign.startswith(_EVALUATED) or any(one in sign for one in _OPENING)):
        return _signs().sub(_escape_sign, escape(sign, code=False))
    return sign if sign[0] in "\\`" else "".join(f"\\{one}" for one in sign)


class _Page:
    """Writes one plan."""

    def __init__(self, roadmap: Roadmap, words: Words, fields: Fields) -> None:
        self._roadmap = roadmap
        self._words = words
        self._titles = {task.id: task.title for task in roadmap.tasks}
        all_ = list(entries(roadmap))
        self._open = {one.id: fields(one) for one in all_ if not one.done}
        self._closed = {one.id: fields(one) for one in all_ if one.done}

    def lines(self) -> Iterator[str]:
        """Write all of it."""
        yield from self._head()
        yield from self._checks()
        yield from self._weeks()
        yield from self._for_all()
        yield from self._stages()
        yield from self._done()
        yield from self._left_out()

    def _head(self) -> Iterator[str]:
        roadmap = self._roadmap
        yield f"# {safe(title(roadmap))}"
        yield ""
        yield f"Made on {day_text(roadmap.made_on)}."
        for text in (*paragraphs(roadmap), *self._words.notes):
            yield ""
            yield safe(text)
        if self._titles or roadmap.checks or roadmap.ticked:
            yield ""
            yield "Tick with `[x]` what you can do, then: `mlcareer sync FILE`"
            yield ""
            yield (
                "To bring this file up to date, with all that you wrote into it kept:"
                " `mlcareer roadmap --update FILE`"
            )

    def _checks(self) -> Iterator[str]:
        roadmap = self._roadmap
        if not roadmap.checks:
            return
        yield from _section("Check first")
        said = "This is probably there already. Tick it unasked only where you are sure"
        ask = f"; a few questions decide: `{check_command(roadmap)}`"
        yield said + (ask if can_be_asked(roadmap) else ".")
        yield ""
        for check in roadmap.checks:
            fields = self._open[check.id]
            yield self._task(check.id, check_title(check), check_state(check), fields)

    def _weeks(self) -> Iterator[str]:
        weeks = coming_weeks(self._roadmap)
        if not weeks:
            return
        yield from _section("The next weeks" if len(weeks) > 1 else "The next week")
        for week in weeks:
            yield f"- {_week(week)}"

    def _for_all(self) -> Iterator[str]:
        """Say once what goes for all projects, and what may show a task."""
        rules = [*map(safe, self._words.principles), *self._common()]
        if not self._roadmap.projects or not (rules or self._words.evidence):
            return
        yield from _section(_FOR_ALL)
        yield from (f"- {rule}" for rule in rules)
        if self._words.evidence:
            yield from ([""] if rules else [])
            yield "What may stand as evidence:"
            yield ""
            for kind in self._words.evidence:
                yield f"- {safe(f'{kind.name}: {kind.shows}')}"

    def _common(self) -> Iterator[str]:
        texts = {
            id_: text
            for task in self._roadmap.projects
            for id_, text in zip(task.project.common, task.common, strict=False)
        }
        yield from (f"{safe(id_)}: {safe(text)}" for id_, text in sorted(texts.items()))

    def _stages(self) -> Iterator[str]:
        for number, stage in enumerate(staged(self._roadmap.tasks), 1):
            last = stage[-1]
            if isinstance(last, PlanProject):
                heading = STAGE.format(number=number, goal=safe(last.project.name))
            else:
                heading = "And then" if number > 1 else "To study"
            yield from self._stage(heading, stage)

    def _stage(self, heading: str, tasks: Sequence[Task]) -> Iterator[str]:
        yield from _section(heading)
        for task in tasks:
            if isinstance(task, PlanStep):
                yield from self._step(task)
            else:
                yield from self._project(task)

    def _step(self, step: PlanStep) -> Iterator[str]:
        facts = [hours(*step.hours)]
        facts += [dates_text(step.dates)] if step.dates else []
        yield self._task(step.id, step.title, ", ".join(facts), self._open[step.id])
        yield f"  - Why: {safe(why_text(step))}"
        yield from self._after(step)
        yield from _listed("Done when this is true of you:", step.can_do)
        for resource in step.resources:
            link = f"[{safe(resource.title)}]({address(resource.url)})"
            yield f"  - {resource_label(resource)}: {link} ({resource_note(resource)})"

    def _project(self, task: PlanProject) -> Iterator[str]:
        project = task.project
        due = f", until {day_text(task.due)}" if task.due else ""
        yield self._task(task.id, task.title, f"project{due}", self._open[task.id])
        yield f"  - {safe(project.summary)}"
        yield f"  - Data: {safe(project.data)}"
        shows = [self._titles.get(id_, id_) for id_ in task.shows]
        yield from [f"  - Shows: {safe('; '.join(shows))}"] if shows else []
        yield from self._after(task)
        count = len(task.common)
        common = [f"{', '.join(project.common)} ({_FOR_ALL.lower()}, above)"] if count else []
        yield from _listed("Done when:", (*project.criteria, *common))
        yield f"  - {EVIDENCE} {NO_EVIDENCE}"

    def _after(self, task: Task) -> Iterator[str]:
        titles = [self._titles[id_] for id_ in task.after if id_ in self._titles]
        if titles:
            yield f"  - After: {safe('; '.join(titles))}"

    def _task(self, id_: str, name: str, facts: str, fields: str, mark: str = " ") -> str:
        line = f"- [{mark}] **{safe(name)}** ({safe(facts)}) {id_comment(id_)}"
        return f"{line} {fields}" if fields else line

    def _done(self) -> Iterator[str]:
        if not self._roadmap.ticked:
            return
        yield from _section(DONE)
        for one in self._roadmap.ticked:
            id_ = one.claim.id
            yield self._task(id_, one.title, _state(one), self._closed[id_], "x")
            yield from _evidence(one)

    def _left_out(self) -> Iterator[str]:
        fit = self._roadmap.fit
        if fit and fit.left_out:
            yield from _section(LEFT_OUT.format(day=day_text(fit.deadline)))
            yield from (f"- {safe(left_out_text(one))}" for one in fit.left_out)


def _section(heading: str) -> Iterator[str]:
    yield from ("", f"## {heading}", "")


def _listed(heading: str, items: Sequence[str]) -> Iterator[str]:
    if items:
        yield f"  - {heading}"
        yield from (f"    - {safe(item)}" for item in items)


def _week(week: Week) -> str:
    parts = [f"{step.title} ({minutes_text(minutes)})" for step, minutes in week.parts]
    return (
        f"Week of {day_text(week.monday)}, {minutes_text(week.minutes)}: {safe('; '.join(parts))}"
    )


def _state(one: Ticked) -> str:
    """Say when something was ticked, and what answers make of it."""
    day = as_day(one.claim.on)
    parts = [day_text(day)] if day else []
    if one.chance is not None:
        parts.append(ticked_state(one))
    return "; ".join(parts) or "done"


def _evidence(one: Ticked) -> Iterator[str]:
    """Show the evidence as code, so that it is read back as it was."""
    evidence = " ".join(one.claim.evidence.split())
    if evidence:
        longest = max((len(run) for run in re.findall("`+", evidence)), default=0)
        fence = "`" * (longest + 1)
        space = " " if longest else ""
        yield f"  - {EVIDENCE} {fence}{space}{evidence}{space}{fence}"
    elif one.chance is None:
        yield f"  - {EVIDENCE} {NO_EVIDENCE}"
