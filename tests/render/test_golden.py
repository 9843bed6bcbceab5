from collections.abc import Callable
from pathlib import Path

import pytest

from mlcareer.content.study import load_resources
from mlcareer.measure.steps import shown_options
from mlcareer.model.items import Outcome
from mlcareer.model.people import EventKind
from mlcareer.render.envelope import to_json
from mlcareer.render.missed import Missed
from mlcareer.render.page import Page
from mlcareer.render.question_text import explanation_text, options_text, question_text
from mlcareer.render.report_csv import report_csv
from mlcareer.render.report_json import report_data
from mlcareer.render.report_markdown import report_markdown
from mlcareer.render.report_rows import Besides, rows_of
from mlcareer.render.report_text import report_text
from mlcareer.render.review_anki import review_anki
from mlcareer.render.review_markdown import review_markdown
from mlcareer.render.role_text import (
    ComparedRoles,
    ListedRole,
    comparison_data,
    comparison_text,
    roles_data,
    roles_text,
)
from mlcareer.render.skill_json import map_data, skill_data
from mlcareer.render.skill_report import Asked, SkillReport, skill_report_text
from mlcareer.render.skill_report_json import skill_report_data
from mlcareer.render.skill_text import map_text, skill_text
from mlcareer.render.sources import sources_data, sources_text
from mlcareer.render.traits import trait_text
from mlcareer.roadmap.shelf import choose_resources
from support import EXAMPLE
from support_golden import (
    EVENTS,
    MAP,
    QUESTIONS,
    ROLE,
    TRAITS,
    check_golden,
    garden_report,
    report_of,
)

PAGE = Page(width=80)
RESOURCES = load_resources(EXAMPLE, MAP)
SAID = Besides(said=trait_text(garden_report().profile, TRAITS))


def report_on(page: Page) -> str:
    """Lay out the gardener's report."""
    return report_text(page, garden_report(), SAID)


def whole_question() -> str:
    """Lay out two questions as they are asked, each with what is said after the answer."""
    parts = []
    for number, id_, chosen in ((1, "digging-beds", "150 litres"), (2, "digging-wet", None)):
        question = QUESTIONS[id_]
        parts += [
            question_text(PAGE, question, "Digging", f"{number} of at most 45"),
            options_text(PAGE, shown_options(question, 1)),
            "",
            explanation_text(PAGE, question, chosen, RESOURCES["spade-book"]),
            "",
        ]
    return "\n".join(parts)


def missed() -> list[Missed]:
    """List two questions that were not answered right, one of them not at all."""
    return [
        Missed(
            question=QUESTIONS[id_],
            skill="Digging",
            options=shown_options(QUESTIONS[id_], 1),
            reply=reply,
            resource=RESOURCES["spade-book"],
        )
        for id_, reply in (("digging-beds", "150 litres"), ("digging-wet", None))
    ]


def one_skill() -> SkillReport:
    """Gather what is known of the gardener's digging."""
    skill = MAP.skills["digging"]
    answers = [event for event in EVENTS if event.kind is EventKind.ANSWER]
    row = next(row for row in rows_of(garden_report()) if row.gap.demand.skill == skill.id)
    return SkillReport(
        skill=skill,
        row=row,
        asked=tuple(
            Asked(QUESTIONS[answer.subject], Outcome(answer.value))
            for answer in answers
            if answer.subject in QUESTIONS
        ),
        comparison=garden_report().self_knowledge.comparisons[0],
        resources={
            level: choose_resources(RESOURCES.values(), skill, level)
            for level in range(1, row.gap.demand.target + 1)
        },
        gone=1,
    )


def two_roles() -> ComparedRoles:
    """Put the gardener beside one who grows tomatoes and leaves trees alone."""
    demands = {id_: demand for id_, demand in ROLE.demands.items() if id_ != "pruning"}
    demands["tomatoes"] = demands["tomatoes"]._replace(target=4)
    demands["compost"] = demands["compost"]._replace(importance="core", weight=3)
    other = ROLE._replace(id="grower", name="Tomato grower", demands=demands)
    reports = tuple(report_of(MAP, role, EVENTS) for role in (ROLE, other))
    return ComparedRoles(MAP, ROLE, other, reports)


def role_list() -> list[ListedRole]:
    """List the usual role and one of one's own."""
    return [ListedRole(ROLE, own=False), ListedRole(two_roles().other, own=True)]


FORMS: dict[str, Callable[[], str]] = {
    "report.txt": lambda: report_on(Page(width=100)),
    "report-80.txt": lambda: report_on(PAGE),
    "report-40.txt": lambda: report_on(Page(width=40)),
    "report-plain.txt": lambda: report_on(Page(width=80, plain=True)),
    "report-ascii.txt": lambda: report_on(Page(width=80, unicode=False)),
    "report-colour.txt": lambda: report_on(Page(width=80, color=True)),
    "report-why.txt": lambda: report_text(
        PAGE, garden_report(), SAID._replace(first="Digging"), why=True
    ),
    "report.csv": lambda: report_csv(garden_report()),
    "report.md": lambda: report_markdown(
        garden_report(), "2026-11-22", SAID._replace(first="Digging")
    ),
    "skill-report.txt": lambda: skill_report_text(PAGE, one_skill(), MAP),
    "skill-report.json": lambda: to_json("report", skill_report_data(garden_report(), one_skill())),
    "roles.txt": lambda: roles_text(PAGE, role_list(), "gardener", Path("/home/her/roles")),
    "roles.json": lambda: to_json("roles", roles_data(role_list(), "gardener")),
    "roles-compare.txt": lambda: comparison_text(PAGE, two_roles()),
    "roles-compare.json": lambda: to_json("roles compare", comparison_data(two_roles())),
    "report-nothing.txt": lambda: report_text(PAGE, garden_report(())),
    "report.json": lambda: to_json("report", report_data(garden_report())),
    "skill.txt": lambda: skill_text(PAGE, MAP, MAP.skills["compost"], ROLE, {}),
    "skill.json": lambda: to_json("skills", skill_data(MAP.skills["compost"], ROLE)),
    "map.txt": lambda: map_text(PAGE, MAP, ROLE, {"digging"}),
    "map.json": lambda: to_json("skills", map_data(MAP, ROLE, {"digging"})),
    "sources.txt": lambda: sources_text(PAGE, MAP, ROLE),
    "sources.json": lambda: to_json("sources", sources_data(MAP, ROLE)),
    "question.txt": whole_question,
    "review.md": lambda: review_markdown(missed(), "2026-11-22"),
    "review-anki.txt": lambda: review_anki(missed()),
}


@pytest.mark.parametrize("name", list(FORMS))
def test_each_form_prints_what_its_golden_file_holds(name: str) -> None:
    """A result in each form is byte for byte what was looked at and accepted."""
    check_golden(name, FORMS[name]())
