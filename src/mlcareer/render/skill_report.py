"""Where a person stands in one skill: what it rests on, what is missing, what to study."""

from collections.abc import Iterator
from typing import NamedTuple

from mlcareer.gaps import Gap, State
from mlcareer.model.items import Outcome
from mlcareer.model.levels import LEVEL_NAMES, TAUGHT_LEVELS
from mlcareer.model.questions import Question
from mlcareer.model.skills import Skill, SkillMap
from mlcareer.model.study import Resource
from mlcareer.model.wording import chance_text, counted
from mlcareer.render.evidence import cited
from mlcareer.render.page import Page, flat, hint, hours, indent
from mlcareer.render.report_rows import Row
from mlcareer.render.report_ticks import NO_TICKS, Ticks
from mlcareer.self_rating import Comparison, Verdict

_SAID = {Outcome.RIGHT: "right", Outcome.WRONG: "not right", Outcome.DONT_KNOW: "not known"}

_STATUS = {
    State.MET: "reached",
    State.OPEN: "open",
    State.MISSED: "not reached",
    State.UNMEASURED: "not measured",
}
_SIGN = {State.MET: "x", State.OPEN: "?"}
"""What stands in the boxes of a level; nothing where it is not reached or was not asked about."""


class Asked(NamedTuple):
    """One question about the skill that was answered."""

    question: Question
    outcome: Outcome


class SkillReport(NamedTuple):
    """One skill of one person against the role.

    Attributes:
        row: What the report says about it.
        asked: Questions about it, in the order in which they were answered.
        comparison: How the own rating stands to the answers, where there are both.
        resources: What to study, by the level that it leads to.
        gone: Answers to questions that the content no longer has.
        role: Name of the role.
        option: What names it on the command line, or "" for the usual one.
        ticks: What was ticked of it.
    """

    skill: Skill
    row: Row
    asked: tuple[Asked, ...]
    comparison: Comparison | None
    resources: dict[int, tuple[Resource, ...]]
    gone: int = 0
    role: str = ""
    option: str = ""
    ticks: Ticks = NO_TICKS

    @property
    def gap(self) -> Gap:
        """The skill against what the role asks."""
        return self.row.gap

    def status(self, level: int) -> str:
        """Say whether a level is reached, as far as answers show it."""
        return _STATUS[self.gap.state_at(level)]

    def counts(self, sub: str) -> tuple[int, int]:
        """Count the questions about a sub-competence: answered right, and asked."""
        of_sub = [a.outcome for a in self.asked if a.question.sub == sub]
        return of_sub.count(Outcome.RIGHT), len(of_sub)


def skill_report_text(page: Page, report: SkillReport, skill_map: SkillMap) -> str:
    """Lay out one skill in full."""
    skill = report.skill
    blocks = [
        indent(f"{skill.name} ({skill.id}, {skill_map.areas[skill.area]})", page),
        indent(skill.definition, page),
        "\n".join(indent(line, page) for line in standing_lines(report)),
        "\n".join(_ticks(page, report.ticks)),
        *("\n".join(_level(page, report, level)) for level in TAUGHT_LEVELS),
        "\n".join(_parts(page, report)),
        "\n".join(_questions(page, report)),
        "\n".join(_study(page, report)),
        "\n".join(hint(text, command, page) for text, command in _next(report)),
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"


def standing_lines(report: SkillReport) -> Iterator[str]:
    """Say where the person stands: level, target, importance, own rating."""
    row, gap = report.row, report.gap
    yield f"Level: {row.level}, sure: {row.sure}; {row.basis}."
    chances = zip(LEVEL_NAMES, gap.estimate.probabilities, strict=True)
    yield f"Chances: {', '.join(f'{name} {chance_text(p)}' for name, p in chances)}."
    of_role = f" ({report.role})" if report.role else ""
    yield (
        f"Target{of_role}: {row.target}, {gap.state}; chance that you meet it {row.chance},"
        f" levels missing {row.missing} (rank {row.rank} of your gaps, weight {row.weight})."
    )
    sources = "; ".join(map(cited, gap.demand.evidence))
    yield f"Why it counts ({gap.demand.importance}): {gap.demand.reason} ({sources})"
    yield f"Your own rating: {row.said}. {_compared(report.comparison)}".strip()


def _compared(comparison: Comparison | None) -> str:
    if comparison is None:
        return ""
    if comparison.verdict is Verdict.WITHIN:
        return "That agrees with the answers within the error."
    sure = chance_text(comparison.certainty)
    return f"That is {comparison.verdict} than the answers show ({sure} sure)."


def _ticks(page: Page, ticks: Ticks) -> Iterator[str]:
    if not ticks.each:
        return
    yield indent("Ticked by you, which changes none of these numbers:", page)
    for tick in ticks.each:
        yield indent(f"{tick.title}; {tick.standing}", page, "  - ")
        if tick.evidence:
            # An address that is broken can be neither clicked nor copied.
            yield f"    evidence: {tick.evidence}"


def _level(page: Page, report: SkillReport, level: int) -> Iterator[str]:
    sign = _SIGN.get(report.gap.state_at(level), " ")
    chance = chance_text(report.gap.estimate.reaches(level))
    target = ", target" if report.gap.demand.target == level else ""
    yield indent(f"{level} {LEVEL_NAMES[level]}: {report.status(level)} ({chance}){target}", page)
    for statement in report.skill.can_do[level]:
        yield indent(statement, page, f"  [{sign}] ")


def _parts(page: Page, report: SkillReport) -> Iterator[str]:
    yield indent("Parts, with the questions answered right of those asked:", page)
    for sub, name in report.skill.sub_competences.items():
        right, asked = report.counts(sub)
        yield indent(f"{name}: {f'{right} of {asked}' if asked else 'not asked'}", page, "  - ")


def _questions(page: Page, report: SkillReport) -> Iterator[str]:
    if not report.asked and not report.gone:
        return
    yield indent("Questions you answered (explained by mlcareer review):", page)
    for asked in report.asked:
        stem = " ".join(asked.question.stem.split())
        words = f"{_SAID[asked.outcome]}, {LEVEL_NAMES[asked.question.level]}: {stem}"
        yield indent(words, page, "  - ")
    if report.gone:
        gone = counted(report.gone, "question")
        yield indent(f"{gone} that the question bank no longer has", page, "  - ")


def _study(page: Page, report: SkillReport) -> Iterator[str]:
    if not report.resources:
        return
    yield indent("To study, up to the target:", page)
    for level, resources in report.resources.items():
        low, high = report.skill.hours[level]
        yield indent(f"to {LEVEL_NAMES[level]}, {hours(low, high)}:", page, "  ")
        for resource in resources:
            about = f"{resource.title} ({resource.kind}, {resource.cost}, about {resource.hours} h)"
            yield indent(about, page, "  - ")
            # An address that is broken can be neither clicked nor copied.
            yield f"    {flat(resource.url)}"


def _next(report: SkillReport) -> Iterator[tuple[str, str]]:
    """Say what to do next: the words, and the command that does it."""
    skill = report.skill.id
    if report.ticks.to_prove:
        claimed = f"mlcareer assess --claimed {skill} {report.option}"
        yield "Ask about what is only ticked:", claimed.rstrip()
    yield "Ask more about it:", f"mlcareer assess {skill} --questions 8"
    yield "What each level looks like:", f"mlcareer skills {skill} {report.option}".rstrip()
