from collections.abc import Callable

import pytest

from mlcareer.content.study import load_resources
from mlcareer.measure.interview import shown_options
from mlcareer.render.envelope import to_json
from mlcareer.render.missed import Missed
from mlcareer.render.page import Page
from mlcareer.render.question_text import explanation_text, options_text, question_text
from mlcareer.render.report_json import report_data
from mlcareer.render.report_text import report_text
from mlcareer.render.review_anki import review_anki
from mlcareer.render.review_markdown import review_markdown
from mlcareer.render.roadmap_json import roadmap_data
from mlcareer.render.roadmap_markdown import roadmap_markdown
from mlcareer.render.roadmap_text import roadmap_text
from mlcareer.render.skill_json import map_data, skill_data
from mlcareer.render.skill_text import map_text, skill_text
from mlcareer.render.sources import sources_data, sources_text
from support import EXAMPLE
from support_golden import (
    MAP,
    QUESTIONS,
    ROLE,
    TRAITS,
    check_golden,
    garden_report,
    garden_roadmap,
)

PAGE = Page(width=80)
RESOURCES = load_resources(EXAMPLE, MAP)
NOTE = "Gardening is a high-risk use: mind the rake."


def report_on(page: Page) -> str:
    """Lay out the gardener's report."""
    return report_text(page, garden_report(), TRAITS)


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


FORMS: dict[str, Callable[[], str]] = {
    "report.txt": lambda: report_on(Page(width=100)),
    "report-80.txt": lambda: report_on(PAGE),
    "report-40.txt": lambda: report_on(Page(width=40)),
    "report-plain.txt": lambda: report_on(Page(width=80, plain=True)),
    "report-ascii.txt": lambda: report_on(Page(width=80, unicode=False)),
    "report-nothing.txt": lambda: report_text(PAGE, garden_report(())),
    "report.json": lambda: to_json("report", report_data(garden_report())),
    "roadmap.txt": lambda: roadmap_text(PAGE, garden_roadmap(), (NOTE,)),
    "roadmap.md": lambda: roadmap_markdown(garden_roadmap(), "2026-11-22", (NOTE,)),
    "roadmap.json": lambda: to_json("roadmap", roadmap_data(garden_roadmap())),
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
