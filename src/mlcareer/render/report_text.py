"""The gap report for a person to read."""

from collections.abc import Iterator, Sequence

from mlcareer.gaps import PROVEN, Gap, Report
from mlcareer.measure.profile import ENOUGH_ANSWERS, Basis, Estimate, Profile
from mlcareer.model.levels import LEVEL_NAMES, range_name
from mlcareer.model.people import Trait
from mlcareer.model.skills import SkillMap
from mlcareer.model.wording import chance_text, counted
from mlcareer.render.page import Page, indent

_AGREES = 4
_DISAGREES = 2
_WIDEST_WORTH_SAYING = 2
_NARROWEST_COLUMN = 36


def report_text(page: Page, report: Report, traits: Sequence[Trait] = ()) -> str:
    """Lay out the report: what was measured, ranked by what matters, then the rest."""
    skill_map, role = report.skill_map, report.role
    measured = [gap for gap in report.gaps if gap.measured]
    others = [gap for gap in report.gaps if not gap.measured]
    parts = [indent(role.name, page), indent(_summary(measured, others), page)]
    if measured:
        parts.append(indent("Measured, by what matters most", page))
        parts.append(_measured(page, skill_map, measured))
        parts.append(indent(_legend(measured), page))
    if others:
        parts.append(_unmeasured(page, skill_map, others, inferred=bool(measured)))
    parts.extend(indent(line, page) for line in _trait_lines(report.profile, traits))
    if role.excluded:
        lines = [f"Left out on purpose: {e.name}. {e.reason}" for e in role.excluded]
        parts.append("\n".join(indent(line, page) for line in lines))
    parts.append(indent("Next: mlcareer roadmap", page))
    return "\n\n".join(part.strip("\n") for part in parts) + "\n"


def _summary(measured: Sequence[Gap], others: Sequence[Gap]) -> str:
    answers = sum(gap.estimate.answers for gap in measured)
    if not measured:
        return "No question was answered yet, so nothing is measured. Go on with mlcareer assess."
    met = sum(gap.chance_met >= PROVEN for gap in measured)
    missed = sum(gap.chance_met <= 1 - PROVEN for gap in measured)
    return (
        f"{counted(answers, 'question')}"
        f" about {len(measured)} of {len(measured) + len(others)} skills."
        f" Target met: {met}, target missed: {missed}"
        f" (each with a chance of {PROVEN:.0%} or more)."
        f" Still open: {len(measured) - met - missed}."
    )


def _legend(measured: Sequence[Gap]) -> str:
    text = (
        "Level: the range you are in; sure: the chance that this is so."
        " Gap: levels missing to the target, as expected from all chances."
        " Ranked by gap times the weight of the skill in the role."
    )
    if any(gap.estimate.basis is Basis.FEW_ANSWERS for gap in measured):
        text += f" *: fewer than {ENOUGH_ANSWERS} questions, so hardly checked."
    return text


def level_text(estimate: Estimate) -> str:
    """Say a level the way it is known: as a range with its chance."""
    return f"{range_name(estimate.low, estimate.high)}, sure: {chance_text(estimate.certainty)}"


def _asked(estimate: Estimate) -> str:
    return f"{estimate.answers}{'*' if estimate.basis is Basis.FEW_ANSWERS else ''}"


def _said(estimate: Estimate) -> str:
    return "-" if estimate.self_rating is None else LEVEL_NAMES[estimate.self_rating]


def _measured(page: Page, skill_map: SkillMap, gaps: Sequence[Gap]) -> str:
    if page.lines_only:
        return "\n".join(_measured_lines(page, skill_map, gaps))
    from mlcareer.render.table import draw_table  # noqa: PLC0415 - rich, only where it draws

    rows = [
        (
            skill_map.skills[gap.demand.skill].name,
            range_name(gap.estimate.low, gap.estimate.high),
            chance_text(gap.estimate.certainty),
            _said(gap.estimate),
            LEVEL_NAMES[gap.demand.target],
            f"{gap.missing:.1f}",
            _asked(gap.estimate),
        )
        for gap in gaps
    ]
    headings = ("Skill", "Level", "Sure", "You said", "Target", "Gap", "Asked")
    styles = ("bold", "cyan", "cyan", "", "", "yellow", "")
    return draw_table(page, headings, rows, frozenset({"Sure", "Gap", "Asked"}), styles)


def _measured_lines(page: Page, skill_map: SkillMap, gaps: Sequence[Gap]) -> Iterator[str]:
    for gap in gaps:
        yield indent(skill_map.skills[gap.demand.skill].name, page)
        yield indent(f"level: {level_text(gap.estimate)}", page, "  ")
        asked = f"asked: {_asked(gap.estimate)}"
        target = LEVEL_NAMES[gap.demand.target]
        text = f"you said: {_said(gap.estimate)}; target: {target}; gap: {gap.missing:.1f}; {asked}"
        yield indent(text, page, "  ")


def _unmeasured(page: Page, skill_map: SkillMap, gaps: Sequence[Gap], *, inferred: bool) -> str:
    names = [skill_map.skills[gap.demand.skill].name for gap in gaps]
    suggested = [_inferred_words(gap.estimate) if inferred else "" for gap in gaps]
    suffix = ", and what your other answers suggest" if any(suggested) else " only"
    heading = indent(f"Not measured: your own word{suffix}", page)
    words = [_unmeasured_words(gap) + more for gap, more in zip(gaps, suggested, strict=True)]
    width = max(map(len, names))
    if page.lines_only or page.text_width - width < _NARROWEST_COLUMN:
        rows = [
            f"{indent(name, page)}\n{indent(text, page, '  ')}"
            for name, text in zip(names, words, strict=True)
        ]
    else:
        rows = [
            indent(text, page, f"{name:<{width}}  ")
            for name, text in zip(names, words, strict=True)
        ]
    return "\n".join((heading, "", *rows))


def _unmeasured_words(gap: Gap) -> str:
    target = LEVEL_NAMES[gap.demand.target]
    if gap.claimed_missing is None:
        return f"not rated, target {target}"
    rated = f"you said {_said(gap.estimate)}, target {target}"
    return f"{rated}, gap {gap.claimed_missing}" if gap.claimed_missing else rated


def _inferred_words(estimate: Estimate) -> str:
    """Say what other answers suggest, unless that is next to nothing."""
    if estimate.high - estimate.low > _WIDEST_WORTH_SAYING:
        return ""
    chance = chance_text(estimate.certainty)
    return f"; perhaps {range_name(estimate.low, estimate.high)} ({chance})"


def _trait_lines(profile: Profile, traits: Sequence[Trait]) -> Iterator[str]:
    said = {trait: profile.traits[trait.id] for trait in traits if trait.id in profile.traits}
    if not said:
        return
    yes = [trait.name.lower() for trait, value in said.items() if value >= _AGREES]
    no = [trait.name.lower() for trait, value in said.items() if value <= _DISAGREES]
    between = [trait.name.lower() for trait, v in said.items() if _DISAGREES < v < _AGREES]
    words = []
    if yes:
        words.append(f"you said yes to: {', '.join(yes)}")
    if no:
        words.append(f"rather not: {', '.join(no)}")
    if between:
        words.append(f"in between: {', '.join(between)}")
    yield f"How you like to work (not scored): {'; '.join(words)}."
