"""Counts of a content folder, for people and for programs."""

from collections.abc import Iterator

from mlcareer.model.counts import ContentCounts, SkillCounts
from mlcareer.model.levels import LEVEL_NAMES, TAUGHT_LEVELS
from mlcareer.model.questions import Form
from mlcareer.model.wording import counted
from mlcareer.render.envelope import to_json
from mlcareer.render.page import Page, indent
from mlcareer.render.table import draw_table

_LEVELS = tuple(LEVEL_NAMES[level] for level in TAUGHT_LEVELS)


def stats_text(page: Page, counts: ContentCounts) -> str:
    """Lay out the counts: what there is in all, by kind and form, and skill by skill."""
    parts = [
        "\n".join(_head(page, counts)),
        _kinds(page, counts),
        _skills(page, counts),
        "\n".join(_foot(page, counts)),
    ]
    return "\n\n".join(part.rstrip("\n") for part in parts if part) + "\n"


def _head(page: Page, counts: ContentCounts) -> Iterator[str]:
    yield indent(" + ".join(counts.folders), page)
    skills = counted(len(counts.skills), "skill")
    areas = counted(counts.areas, "area")
    roles = counted(counts.roles, "role")
    questions = counted(counts.questions, "question")
    yield indent(f"{skills} in {areas}, {roles}, {questions}.", page)


def _kinds(page: Page, counts: ContentCounts) -> str:
    kinds = dict.fromkeys(kind for kind, _ in counts.kinds)
    forms = [form for form in Form if any(own is form for _, own in counts.kinds)]
    rows = [
        (
            kind,
            *(f"{counts.kinds.get((kind, form), 0)}" for form in forms),
            f"{sum(number for (own, _), number in counts.kinds.items() if own == kind)}",
        )
        for kind in kinds
    ]
    headings = ("Kind", *(str(form) for form in forms), "all")
    return draw_table(page, headings, rows, frozenset(headings[1:])) if rows else ""


def _skills(page: Page, counts: ContentCounts) -> str:
    headings = ("Skill", "all", *_LEVELS, "proved", "read blind")
    rows = [
        (
            one.skill.name,
            f"{one.questions}",
            *(f"{number}" for number in one.levels),
            f"{one.proved} of {one.run}",
            f"{one.confirmed} of {one.read}",
        )
        for one in counts.skills
    ]
    return draw_table(page, headings, rows, frozenset(headings[1:]))


def _foot(page: Page, counts: ContentCounts) -> Iterator[str]:
    if counts.cues:
        cues = counts.cues
        yield indent(
            f"Cues of form alone get {cues.right:.1%} of {cues.questions} questions with options"
            f" right; chance is {cues.chance:.1%}.",
            page,
        )
    for one in counts.skills:
        if one.questions and one.uncovered:
            yield indent(f"{one.skill.name}: no question on {', '.join(one.uncovered)}.", page)


def stats_json(counts: ContentCounts) -> str:
    """Lay out the counts for programs."""
    data = {
        "folders": list(counts.folders),
        "areas": counts.areas,
        "roles": counts.roles,
        "questions": counts.questions,
        "kinds": [
            {"kind": kind, "form": str(form), "questions": number}
            for (kind, form), number in counts.kinds.items()
        ],
        "skills": [_entry(one) for one in counts.skills],
        "cues": None
        if counts.cues is None
        else {
            "questions": counts.cues.questions,
            "right": counts.cues.right,
            "chance": counts.cues.chance,
        },
    }
    return to_json("content stats", data)


def _entry(one: SkillCounts) -> dict[str, object]:
    return {
        "skill": one.skill.id,
        "name": one.skill.name,
        "questions": one.questions,
        "levels": dict(zip(map(str, TAUGHT_LEVELS), one.levels, strict=True)),
        "mean_b": dict(zip(map(str, TAUGHT_LEVELS), one.difficulty, strict=True)),
        "uncovered": list(one.uncovered),
        "run": one.run,
        "proved": one.proved,
        "read": one.read,
        "confirmed": one.confirmed,
    }
