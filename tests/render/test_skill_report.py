import json
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from mlcareer.content.study import load_resources
from mlcareer.gaps import PROVEN, Report
from mlcareer.model.items import Outcome
from mlcareer.model.levels import LEVEL_NAMES, TAUGHT_LEVELS
from mlcareer.model.people import Event, EventKind
from mlcareer.model.wording import chance_text
from mlcareer.render.envelope import to_json
from mlcareer.render.page import Page
from mlcareer.render.report_json import skill_row
from mlcareer.render.report_rows import rows_of
from mlcareer.render.skill_report import Asked, SkillReport, skill_report_text
from mlcareer.render.skill_report_json import skill_report_data
from mlcareer.roadmap.shelf import choose_resources
from mlcareer.self_rating import Verdict
from support import EXAMPLE, make_question, rating
from support_golden import EVENTS, MAP, QUESTIONS, check_golden, garden_report
from support_ticks import garden_ticks, tick, ticks_on

RESOURCES = load_resources(EXAMPLE, MAP).values()
SKILLS = tuple(MAP.skills)
ASKED = (Outcome.RIGHT, Outcome.WRONG, Outcome.DONT_KNOW)
SIGNS = {"reached": "[x]", "open": "[?]", "not reached": "[ ]", "not measured": "[ ]"}
UNMEASURED = ("tomatoes", "pruning")
HARD = make_question("digging-hard", skill="digging", sub="tools", level=4)


def one_skill(report: Report, skill: str = "digging", *, gone: int = 0) -> SkillReport:
    """Gather one skill of a gardener, with three questions about digging."""
    row = next(row for row in rows_of(report) if row.gap.demand.skill == skill)
    questions = [question for question in QUESTIONS.values() if question.skill == skill]
    known = report.self_knowledge.comparisons
    return SkillReport(
        skill=MAP.skills[skill],
        row=row,
        asked=tuple(Asked(q, outcome) for q, outcome in zip(questions, ASKED, strict=False)),
        comparison=next((one for one in known if one.skill == skill), None),
        resources={
            level: chosen
            for level in TAUGHT_LEVELS
            if (chosen := choose_resources(RESOURCES, MAP.skills[skill], level))
        },
        gone=gone,
    )


def flat(text: str) -> str:
    """Join the lines of a text."""
    return " ".join(text.split())


def shown(one: SkillReport, width: int = 80) -> str:
    """Lay out one skill, as one line."""
    return flat(skill_report_text(Page(width=width), one, MAP))


def answered(outcome: Outcome, times: int) -> list[Event]:
    """Answer so many hard questions about digging in one way."""
    detail: dict[str, str | int | float] = {
        "skill": "digging",
        "a": 2.0,
        "b": 1.5 if outcome is Outcome.RIGHT else -2.5,
        "b_sd": 0.2,
        "c": 0.0,
    }
    return [Event(EventKind.ANSWER, f"d{at}", outcome.value, detail) for at in range(times)]


@pytest.mark.parametrize("skill", SKILLS)
def test_one_skill_in_full(skill: str) -> None:
    """Definition, level, chances, target, rank, importance, statements and parts are all there."""
    report = garden_report()
    one = one_skill(report, skill)
    text, row, gap = shown(one), one.row, one.gap
    assert text.startswith(f"{row.name} ({skill}, {row.area}) {one.skill.definition}")
    assert f"Level: {row.level}, sure: {row.sure}; {row.basis}." in text
    for name, chance in zip(LEVEL_NAMES, gap.estimate.probabilities, strict=True):
        assert f"{name} {chance_text(chance)}" in text
    assert f"Target: {row.target}, {gap.state}; chance that you meet it {row.chance}" in text
    assert (
        f"levels missing {row.missing} (rank {row.rank} of your gaps, weight {row.weight})" in text
    )
    assert f"Why it counts ({gap.demand.importance}): {gap.demand.reason} (almanac: {skill}" in text
    assert f"Your own rating: {row.said}." in text
    for statements in one.skill.can_do.values():
        assert all(statement in text for statement in statements)
    for name in one.skill.sub_competences.values():
        assert f"- {name}: " in text
    assert f"mlcareer assess {skill}" in text
    assert f"mlcareer skills {skill}" in text


@pytest.mark.parametrize("skill", SKILLS)
def test_each_level_has_its_status_and_its_chance(skill: str) -> None:
    """A level is reached or not only as sure as PROVEN and by answers; the target is marked."""
    one = one_skill(garden_report(), skill)
    text = shown(one)
    for level in TAUGHT_LEVELS:
        status, chance = one.status(level), one.gap.estimate.reaches(level)
        target = ", target" if level == one.gap.demand.target else ""
        statement = one.skill.can_do[level][0]
        start = f"{level} {LEVEL_NAMES[level]}: {status} ({chance_text(chance)}){target}"
        assert f"{start} {SIGNS[status]} {statement}" in text
        if skill in UNMEASURED:
            assert status == "not measured"
        else:
            assert (status == "reached") is (chance >= PROVEN)
            assert (status == "not reached") is (1 - chance >= PROVEN)


@pytest.mark.parametrize(
    ("outcome", "expected"), [(Outcome.RIGHT, "reached"), (Outcome.WRONG, "not reached")]
)
def test_clear_answers_settle_every_level(outcome: Outcome, expected: str) -> None:
    """After many hard questions answered right, or easy ones wrong, no level is left open."""
    one = one_skill(garden_report(tuple(answered(outcome, 25))))
    assert [one.status(level) for level in TAUGHT_LEVELS[:3]] == [expected] * 3


def test_levels_that_build_on_each_other_never_contradict() -> None:
    """No level is reached above one that is not reached."""
    order = ("reached", "open", "not reached")
    for count in range(0, 12, 2):
        for outcome in (Outcome.RIGHT, Outcome.WRONG, Outcome.DONT_KNOW):
            one = one_skill(garden_report((*EVENTS, *answered(outcome, count))))
            places = [order.index(one.status(level)) for level in TAUGHT_LEVELS]
            assert places == sorted(places)


def test_parts_count_what_was_asked_and_what_was_right() -> None:
    """Each part says how many of its questions were right of those asked, or that none were."""
    one = one_skill(garden_report())
    assert [one.counts(sub) for sub in ("tools", "depth")] == [(1, 1), (0, 2)]
    text = shown(one)
    assert "tools: 1 of 1" in text
    assert "depth: 0 of 2" in text
    assert "mixing: not asked" in shown(one_skill(garden_report(), "compost"))


def test_answered_questions_are_listed_with_what_came_of_them() -> None:
    """Each question answered is there with its level and whether it was right, in order."""
    one = one_skill(garden_report())
    text = shown(one)
    lines = [
        f"- {said}, {LEVEL_NAMES[asked.question.level]}: {flat(asked.question.stem)}"
        for asked, said in zip(one.asked, ("right", "not right", "not known"), strict=True)
    ]
    places = [text.index(line) for line in lines]
    assert places == sorted(places)
    assert "that the question bank no longer has" not in text


def test_questions_that_are_gone_are_counted() -> None:
    """Answers to questions that the bank no longer has are not passed over in silence."""
    assert "- 2 questions that the question bank no longer has" in shown(
        one_skill(garden_report(), gone=2)
    )


def test_questions_that_are_all_gone_are_counted_too() -> None:
    """Where no question is left in the bank, the answers that the level rests on are named."""
    one = one_skill(garden_report(), gone=3)._replace(asked=())
    assert "- 3 questions that the question bank no longer has" in shown(one)


@pytest.mark.parametrize(
    ("said", "outcome", "words"),
    [
        (0, Outcome.RIGHT, "That is lower than the answers show ("),
        (4, Outcome.WRONG, "That is higher than the answers show ("),
        (4, Outcome.RIGHT, "That agrees with the answers within the error."),
    ],
)
def test_the_rating_is_held_against_the_answers(said: int, outcome: Outcome, words: str) -> None:
    """A rating is called higher or lower only where that is sure, and then says how sure."""
    one = one_skill(garden_report((rating("digging", said), *answered(outcome, 12))))
    assert f"Your own rating: {LEVEL_NAMES[said]}. {words}" in shown(one)
    assert one.comparison is not None
    if one.comparison.verdict is not Verdict.WITHIN:
        assert f"({chance_text(one.comparison.certainty)} sure)" in shown(one)


@pytest.mark.parametrize("skill", UNMEASURED)
def test_without_answers_no_rating_is_judged(skill: str) -> None:
    """A skill without answers is shown as not measured, and its rating without a verdict."""
    one = one_skill(garden_report(), skill)
    assert one.comparison is None
    text = shown(one)
    assert "not measured; chance that you meet it" in text
    assert "than the answers show" not in text
    assert "agrees with the answers" not in text
    assert "Questions you answered" not in text


def test_what_to_study_stands_under_the_level_it_leads_to() -> None:
    """Each resource has its kind, cost, hours and an address that is whole on one line."""
    one = one_skill(garden_report())
    lines = skill_report_text(Page(width=40), one, MAP).splitlines()
    assert one.resources
    for resources in one.resources.values():
        for resource in resources:
            assert f"    {resource.url}" in lines
            about = f"({resource.kind}, {resource.cost}, about {resource.hours} h)"
            assert f"{resource.title} {about}" in shown(one)
    assert "to working, about 3 to 6 h:" in shown(one)
    assert "To study" not in shown(one._replace(resources={}))


@pytest.mark.parametrize("page", [Page(), Page(plain=True), Page(width=40), Page(color=True)])
def test_a_skill_is_text_without_tables_or_colour(page: Page) -> None:
    """One skill is the same running text everywhere, which a screen reader can read."""
    text = skill_report_text(page, one_skill(garden_report()), MAP)
    assert flat(text) == shown(one_skill(garden_report()))
    assert "\x1b" not in text
    assert text.isascii()
    assert text.endswith("\n")


def data_of(report: Report, one: SkillReport) -> Mapping[str, Any]:
    """Lay out one skill as data, there and back through JSON."""
    data: Mapping[str, Any] = json.loads(to_json("report", skill_report_data(report, one)))["data"]
    return data


@pytest.mark.parametrize("skill", SKILLS)
def test_data_says_what_the_text_says(skill: str) -> None:
    """Data has the row of the whole report, and each statement, part and answer of the text."""
    report = garden_report()
    one = one_skill(report, skill, gone=2)
    data, text = data_of(report, one), shown(one)
    assert data["skill"] == json.loads(json.dumps(skill_row(report, one.row)))
    assert (data["role"]["id"], data["levels"]) == (report.role.id, list(LEVEL_NAMES))
    assert data["assessment_started"] == report.started
    assert data["definition"] in text
    for level in data["can_do"]:
        words = (
            f"{level['level']} {LEVEL_NAMES[level['level']]}: {level['status'].replace('-', ' ')}"
        )
        assert f"{words} ({chance_text(level['chance'])})" in text
        assert all(statement in text for statement in level["statements"])
    for part in data["parts"]:
        asked = f"{part['right']} of {part['asked']}" if part["asked"] else "not asked"
        assert f"{part['name']}: {asked}" in text
    assert [flat(answer["stem"]) in text for answer in data["answers"]] == [True] * len(one.asked)
    assert data["answers_to_questions_gone"] == 2
    assert (data["self_rating"] is None) is (one.comparison is None)


def test_data_of_answers_and_study() -> None:
    """Answers carry the ids that programs need, resources all that is known of them."""
    one = one_skill(garden_report())
    data = data_of(garden_report(), one)
    assert [(a["question"], a["outcome"]) for a in data["answers"]] == [
        (asked.question.id, asked.outcome.value) for asked in one.asked
    ]
    assert [(a["part"], a["level"]) for a in data["answers"]] == [
        (asked.question.sub, asked.question.level) for asked in one.asked
    ]
    study: Sequence[Mapping[str, Any]] = data["study"]
    assert [entry["level"] for entry in study] == list(one.resources)
    assert [entry["hours"] for entry in study] == [list(one.skill.hours[n]) for n in one.resources]
    found = [{**resource} for entry in study for resource in entry["resources"]]
    expected = [resource for chosen in one.resources.values() for resource in chosen]
    assert [r["url"] for r in found] == [r.url for r in expected]
    assert set(found[0]) == {"id", "title", "kind", "cost", "hours", "url"}


def ticked_skill(skill: str = "digging") -> tuple[Report, SkillReport]:
    """Gather one skill of a gardener who ticked a few things."""
    report, ticked = garden_ticks()
    return report, one_skill(report, skill)._replace(ticks=ticked[skill])


def test_ticks_stand_beside_what_answers_show() -> None:
    """One skill with its ticks is byte for byte what was looked at and accepted."""
    report, one = ticked_skill()
    check_golden("skill-report-ticked.txt", skill_report_text(Page(), one, MAP))
    check_golden("skill-report-ticked.json", to_json("report", skill_report_data(report, one)))


@pytest.mark.parametrize("skill", SKILLS)
def test_each_tick_is_told_with_its_evidence(skill: str) -> None:
    """Each tick has its level, its day, what answers make of it, and what was named to show it."""
    report, one = ticked_skill(skill)
    text, data = shown(one), data_of(report, one)
    assert "Ticked by you, which changes none of these numbers: - " in text
    for each, written in zip(one.ticks.each, data["skill"]["ticked"], strict=True):
        assert f"- {each.title}; {each.standing}" in text
        assert not each.evidence or f"evidence: {each.evidence}" in text
        assert (written["id"], written["on"]) == (each.claim.id, each.claim.on)
        assert (written["level"], written["evidence"]) == (each.level, each.claim.evidence)
        assert each.chance == pytest.approx(written["chance"], abs=1e-4)
    asks = f"mlcareer assess --claimed {skill}" in text
    assert asks is bool(one.ticks.to_prove)


@pytest.mark.parametrize("skill", SKILLS)
def test_ticks_change_nothing_else_of_a_skill(skill: str) -> None:
    """Level, chances and the status of each level are the same with and without ticks."""
    report, one = ticked_skill(skill)
    bare = one_skill(report, skill)
    with_ticks, without = data_of(report, one), data_of(report, bare)
    row = {key: value for key, value in with_ticks["skill"].items() if key != "ticked"}
    assert {**with_ticks, "skill": row} == without
    assert "icked" not in shown(bare)
    kept = [line for line in skill_report_text(Page(), bare, MAP).splitlines() if line]
    lines = skill_report_text(Page(), one, MAP).splitlines()
    assert [line for line in lines if line in kept] == kept


@pytest.mark.parametrize("option", ["", "--role herbalist"])
def test_every_command_about_the_role_names_it(option: str) -> None:
    """What is only ticked is asked about for the role of the report, as in the whole report."""
    _, one = ticked_skill()
    ticks = one.ticks._replace(to_prove=1)
    told = skill_report_text(Page(width=110), one._replace(option=option, ticks=ticks), MAP)
    behind = f" {option}" if option else ""
    assert told.splitlines()[-3:] == [
        f"Ask about what is only ticked: mlcareer assess --claimed digging{behind}",
        "Ask more about it: mlcareer assess digging --questions 8",
        f"What each level looks like: mlcareer skills digging{behind}",
    ]


def test_a_command_stays_on_one_line() -> None:
    """However narrow the page is, a command can be copied."""
    _, one = ticked_skill()
    ticks = one.ticks._replace(to_prove=1)
    narrow = one._replace(option="--role herbalist", ticks=ticks)
    lines = skill_report_text(Page(width=20), narrow, MAP).splitlines()
    assert "  mlcareer assess --claimed digging --role herbalist" in lines
    assert "  mlcareer skills digging --role herbalist" in lines


def test_evidence_stays_on_one_line_and_whole() -> None:
    """A long address is not broken, and control characters do not reach the terminal."""
    address = f"https://example.org/{'a' * 90}"
    report = garden_report()
    claims = [tick("digging.1", evidence=address), tick("digging.2", evidence="a\x1b[2Jb\nc")]
    one = one_skill(report)._replace(ticks=ticks_on(report, claims)["digging"])
    lines = skill_report_text(Page(width=40), one, MAP).splitlines()
    assert f"    evidence: {address}" in lines
    assert "    evidence: a [2Jb c" in lines
    assert "\x1b" not in "".join(lines)
