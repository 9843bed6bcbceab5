"""Which proven skills are worth a re-check, for people and for programs."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from mlcareer.model.days import day_text
from mlcareer.model.skills import Role, SkillMap
from mlcareer.model.wording import chance_text, counted
from mlcareer.render.page import Page, hint, indent
from mlcareer.roadmap.fading import ASK_BELOW, Fading, due_on

AT_ONCE: Final = 5
"""So many skills are asked about in one go, and shown of those that are due."""

_SHOWN_LATER: Final = 3
"""Of what comes later, so many skills are shown."""

RULE: Final = (
    "Dates and chances that a level is still there come from a rule of thumb for flash cards"
    " (FSRS). Nobody measured it on skills; one that you use fades less."
)


def due_text(
    page: Page, skill_map: SkillMap, found: Sequence[Fading], today: date, command: str = ""
) -> str:
    """List what is worth a re-check now, the most faded first, then what comes next.

    Args:
        page: What it is for.
        skill_map: Where the names are.
        found: At least one proven skill, what is due first coming first.
        today: Day on which it is read.
        command: What asks about it, or "" where that follows anyway.
    """
    due = due_on(found, today)
    later = [one for one in found if one.due > today]
    parts = [
        "\n".join(_now(page, skill_map, due, len(found))),
        "\n".join(_later(page, skill_map, later)),
        indent(RULE, page),
    ]
    if due and command:
        parts.append(hint("On a terminal this asks three questions a skill:", command, page))
    return "\n\n".join(part for part in parts if part) + "\n"


def _now(page: Page, skill_map: SkillMap, due: Sequence[Fading], proven: int) -> Iterator[str]:
    skills = counted(proven, "proven skill")
    if not due:
        yield indent(f"Of {skills} none is worth a re-check today.", page)
        return
    yield indent(f"Worth a re-check now: {len(due)} of {skills}", page)
    for number, one in enumerate(due[:AT_ONCE], 1):
        chance = chance_text(one.chance)
        text = f"{_name(skill_map, one)}, checked {day_text(one.checked)}, chance {chance}"
        yield indent(text, page, f"{number}. ")
    if due[AT_ONCE:]:
        yield indent(f"and {len(due) - AT_ONCE} more", page, "   ")


def _later(page: Page, skill_map: SkillMap, later: Sequence[Fading]) -> Iterator[str]:
    if not later:
        return
    yield "Later"
    for one in later[:_SHOWN_LATER]:
        reason = ", before your deadline" if one.for_deadline else ""
        text = f"{_name(skill_map, one)}, from {day_text(one.due)}{reason}"
        yield indent(text, page, "- ")
    rest = later[_SHOWN_LATER:]
    if rest:
        last = day_text(max(one.due for one in rest))
        yield indent(f"and {len(rest)} more until {last}", page, "  ")


def _name(skill_map: SkillMap, one: Fading) -> str:
    return skill_map.skills[one.skill].title(one.level)


def again_text(page: Page, skill_map: SkillMap, found: Sequence[Fading]) -> str:
    """Say when the skills that were just asked about come up again."""
    texts = (
        f"{skill_map.skills[one.skill].name}: from {day_text(one.due)}"
        for one in sorted(found, key=lambda one: (one.due, one.skill))
    )
    lines = (indent(text, page, "- ") for text in texts)
    return "\n".join((indent("Worth asking about again:", page), *lines))


def due_data(
    role: Role, skill_map: SkillMap, found: Sequence[Fading], today: date, deadline: date | None
) -> dict[str, object]:
    """Lay out the same for programs."""
    return {
        "role": {"id": role.id, "name": role.name},
        "today": today.isoformat(),
        "deadline": deadline.isoformat() if deadline else None,
        "ask_below": ASK_BELOW,
        "skills": [
            {
                "id": one.skill,
                "name": skill_map.skills[one.skill].name,
                "level": one.level,
                "checked": one.checked.isoformat(),
                "chance": one.chance,
                "due": one.due.isoformat(),
                "is_due": one.due <= today,
                "for_deadline": one.for_deadline,
            }
            for one in found
        ],
    }
