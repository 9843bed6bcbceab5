"""Counts of a content folder, for people and for programs."""

from collections.abc import Iterator

from mlcareer.errors import visible
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
    yield indent(visible(" + ".join(counts.folders)), page)
    skills = counted(len(counts.skills), "skill")
    areas = counted(counts.areas, "area")
    roles = counted(counts.roles, "role")
    questions = counted(counts.questions, "question")
    yield indent(f"{skills} in {areas}, {roles}, {questions}.", page)


def _kinds(page: Page, counts: ContentCounts) -> str:
    kinds = dict.fromkeys(kind for kind, _ in counts.kinds)
    if page.lines_only:
        return "\n".join(indent(_kind_line(kind, counts), page, rest="  ") for kind in kinds)
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


def _kind_line(kind: str, counts: ContentCounts) -> str:
    forms = [(form, number) for (own, form), number in counts.kinds.items() if own == kind]
    total = sum(number for _, number in forms)
    return f"{kind}: {total}; {', '.join(f'{number} {form}' for form, number in forms)}"


def _skills(page: Page, counts: ContentCounts) -> str:
    if page.lines_only:
        return "\n".join(indent(_skill_line(one), page, rest="  ") for one in counts.skills)
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


def _skill_line(one: SkillCounts) -> str:
    levels = zip(one.levels, _LEVELS, strict=True)
    return (
        f"{one.skill.name}: {one.questions};"
        f" {', '.join(f'{number} {level}' for number, level in levels)};"
        f" {one.proved} of {one.run} proved, {one.confirmed} of {one.read} read blind"
    )


def _foot(page: Page, counts: ContentCounts) -> Iterator[str]:
    if counts.cues:
        cues = counts.cues
        yield indent(
            f"Cues of form alone get {100 * cues.right:.1f} % of {cues.questions} questions with"
            f" options right; chance is {100 * cues.chance:.1f} %.",
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
        "id": one.skill.id,
        "name": one.skill.name,
        "questions": one.questions,
        "levels": [
            {"level": level, "questions": questions, "mean_b": mean_b}
            for level, questions, mean_b in zip(
                TAUGHT_LEVELS, one.levels, one.difficulty, strict=True
            )
        ],
        "uncovered": list(one.uncovered),
        "run": one.run,
        "proved": one.proved,
        "read": one.read,
        "confirmed": one.confirmed,
    }
