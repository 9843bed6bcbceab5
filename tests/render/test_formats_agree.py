import csv
import json
import re
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from functools import cache
from io import StringIO
from itertools import product
from typing import Any

import pytest
from markdown_it import MarkdownIt

from mlcareer.content.roles import load_role
from mlcareer.content.skills import load_skill_map
from mlcareer.content.study import load_projects
from mlcareer.gaps import Report
from mlcareer.measure.steps import answer_event
from mlcareer.model.levels import LEVEL_NAMES, range_name
from mlcareer.model.skills import Role, SkillMap
from mlcareer.model.wording import chance_text, counted
from mlcareer.render.bars import BAR_WIDTH, LEVEL_WIDTH, marks
from mlcareer.render.envelope import to_json
from mlcareer.render.page import Page
from mlcareer.render.report_csv import report_csv
from mlcareer.render.report_html import report_html
from mlcareer.render.report_json import report_data
from mlcareer.render.report_markdown import report_markdown
from mlcareer.render.report_rows import NOTHING, Besides
from mlcareer.render.report_text import MOST_LISTED, report_text
from mlcareer.render.report_ticks import Ticks
from simulated import seeded
from support import DATA, make_question, rating
from support_golden import EVENTS, garden_report, report_of
from support_page import ReadPage
from support_ticks import tick, ticks_on

TODAY = "2026-11-23"
SHIPPED = load_skill_map(DATA)
ENGINEER = load_role(DATA, "ml-engineer", SHIPPED)

Row = Mapping[str, Any]
Facts = dict[str, str]
"""What a form says about one skill, each fact in the words of that form."""


def half_measured(skill_map: SkillMap, role: Role) -> Report:
    """Make the report of a person who rated most skills and was asked about every other."""
    random = seeded("half measured")
    skills = list(skill_map.skills)
    events = [rating(skill, random.randrange(5)) for skill in skills[:-4]]
    for skill in skills[::2]:
        able = random.random()
        for at in range(random.choice([1, 2, 3, 5, 8])):
            question = make_question(f"{skill}-{at}", skill=skill, level=1 + at % 4)
            right = random.random() < able
            events.append(answer_event(question, "five" if right else random.choice(["six", None])))
    return report_of(skill_map, role, events)


def many_ticks(report: Report) -> dict[str, Ticks]:
    """Tick every level of two skills of three, half of them before the last answers."""
    claims = [
        tick(f"{skill}.{level}", f"2026-11-{at % 28 + 1:02}", f"proof {at}" if at % 3 else "")
        for at, skill in enumerate(report.profile.estimates)
        for level in range(1, 1 + at % 3 + (at % 3 == 2))
    ]
    projects = load_projects(DATA, SHIPPED)
    claims += [
        tick(f"project.{id_}", evidence=f"https://example.org/{id_}") for id_ in [*projects][::9]
    ]
    answered = dict.fromkeys(report.profile.estimates, ("2026-11-14T12:00:00+00:00",))
    return ticks_on(report, claims, answered, projects)


@cache
def report_on(person: str) -> Report:
    """Make the report of a gardener, of a person half measured, or of nobody."""
    if person in {"half measured", "ticked"}:
        return half_measured(SHIPPED, ENGINEER)
    return garden_report(EVENTS if person == "gardener" else ())


@cache
def besides_of(person: str) -> Besides:
    """Give what was ticked, where anything was."""
    return Besides(ticked=many_ticks(report_on(person))) if person == "ticked" else NOTHING


@cache
def data_of(person: str) -> Mapping[str, Any]:
    """Give the report as data, there and back through JSON."""
    return as_data(report_on(person), besides_of(person))


def as_data(report: Report, besides: Besides = NOTHING) -> Mapping[str, Any]:
    """Give a report as data, there and back through JSON."""
    written = to_json("report", report_data(report, besides.ticked))
    data: Mapping[str, Any] = json.loads(written)["data"]
    return data


def level_of(row: Row) -> Row:
    """Find the level of a skill, measured or not."""
    level: Row = row["level"] or row["inferred_level"]
    return level


def flat(text: str) -> str:
    """Join the lines of a text."""
    return " ".join(text.split())


def entries(part: str, start: str) -> list[str]:
    """Divide a list into its entries, each on one line."""
    return [flat(entry) for entry in f"\n{part}".split(f"\n{start}")[1:]]


def between(text: str, start: str, end: str) -> str:
    """Cut out what stands between two texts."""
    return text.partition(start)[2].partition(end)[0]


WHY = re.compile(
    r"(?P<name>.+?): (?P<importance>core|useful|optional), weight (?P<weight>[\d.]+)\."
    r" (?P<reason>.*) \((?P<sources>.*)\)\. Level (?P<level>[a-z ]+) \((?P<certainty>.*?)\):"
    r" (?P<questions>.*?)\. Target (?P<target>[a-z ]+): (?P<state>[a-z ]+),"
    r" chance (?P<chance><1 %|>99 %|\d+ %); gap (?P<gap>[\d.]+), rank (?P<rank>\d+)\."
)
PLAIN = re.compile(
    r"(?P<name>.+?): level (?P<level>[a-z ]+) \((?P<certainty>.*?)\), (?P<questions>.*);"
    r" target (?P<target>[a-z ]+), (?P<state>[a-z ]+), chance (?P<chance><1 %|>99 %|\d+ %);"
    r" gap (?P<gap>[\d.]+), rank (?P<rank>\d+); own rating: (?P<self_rating>[a-z ]+)"
    r"(?:; ticked: (?P<ticked>.+))?\."
)
RANKED = re.compile(
    r" ?(?P<rank>\d+)\. (?P<name>.+?):? +(?P<gap>\d\.\d) x (?P<weight>[\d.]+)(?:,|  )"
    r" *(?P<state>met|open|missed|not measured)"
)
BAR = re.compile(
    rf"(?P<sign>.) (?P<name>.{{20,}}) (?P<bar>[{''.join(marks(Page()).values())}]{{{BAR_WIDTH}}})"
    r" (?P<level>[a-z ]+?) +(?P<certainty><1 %|>99 %|\d+ %) (?P<questions>.*)"
)
BELOW_BAR = re.compile(r" {30,}(\S.*)")


def in_why(text: str) -> Iterator[Facts]:
    """Read the reasons of a text."""
    part = between(text, "Why: where each importance and each level comes from\n", "\nKnowing")
    part = part.partition("\n\nOptional")[0].partition("\n\nWhere each")[0]
    for entry in entries(part, "- "):
        found = WHY.fullmatch(entry)
        assert found, entry
        yield found.groupdict()


def in_ranked(text: str) -> Iterator[Facts]:
    """Read the ranked list of a text."""
    part = between(text, "times weight in the role\n\n", "\n\nAll skills")
    for line in part.splitlines():
        if found := RANKED.match(line):
            yield found.groupdict()


def in_lines(text: str) -> Iterator[Facts]:
    """Read the skills of a text without tables."""
    part = between(text, "All skills, by area\n", "\nIn brackets")
    for entry in re.findall(r"^  \S.*\n(?:    .*\n)*", f"{part}\n", re.MULTILINE):
        found = PLAIN.fullmatch(flat(entry))
        assert found, entry
        yield found.groupdict()


def in_bars(text: str) -> Iterator[Facts]:
    """Read the skills of a text with bars: target and rating from where their marks stand."""
    sign = marks(Page())
    last: Facts = {}
    for line in between(text, "All skills, by area\n", "\n━━━━ the range").splitlines():
        if found := BAR.fullmatch(line):
            if last:
                yield last
            last = found.groupdict()
            bar = last.pop("bar")
            said = bar.find(sign["said"])
            last["target"] = LEVEL_NAMES[bar.index(sign["target"]) // LEVEL_WIDTH]
            last["self_rating"] = "not rated" if said < 0 else LEVEL_NAMES[said // LEVEL_WIDTH]
            last["name"] = last["name"].strip()
        elif (found := BELOW_BAR.fullmatch(line)) and last:
            last["ticked"] = f"{last.get('ticked', '')} {found[1]}".replace("ticked: ", "").strip()
        elif line.startswith("  ") and last:
            last["name"] = f"{last['name']} {line.strip()}"
        elif last:
            yield last
            last = {}
    if last:
        yield last


def gathered(*parts: Iterator[Facts]) -> dict[str, Facts]:
    """Put together what several parts of a text say about each skill."""
    found: dict[str, Facts] = {}
    for part in parts:
        for facts in part:
            found.setdefault(facts["name"], {}).update(facts)
    return found


def from_text(report: Report, besides: Besides) -> dict[str, Facts]:
    """Read a wide text with bars."""
    text = report_text(Page(width=300), report, besides, why=True)
    return gathered(in_bars(text), in_why(text))


def from_plain(report: Report, besides: Besides) -> dict[str, Facts]:
    """Read a text for a screen reader."""
    text = report_text(Page(width=300, plain=True), report, besides, why=True)
    return gathered(in_lines(text), in_why(text))


def from_markdown(report: Report, besides: Besides) -> dict[str, Facts]:
    """Read the tables of a Markdown page, and its reasons."""
    page = report_markdown(report, TODAY, besides)
    said = ("self_rating", "ticked") if besides.ticked else ("self_rating",)
    names = ("name", "level", "certainty", "questions", *said, "target", "met")
    found: dict[str, Facts] = {}
    row: list[str] = []
    for token in MarkdownIt("commonmark").enable("table").parse(page):
        if token.type == "tr_open":
            row = []
        elif token.type == "inline":
            row.append("".join(child.content for child in token.children or ()))
            why = re.fullmatch(r"(.*) \((\w+), weight [\d.]+\): (.*) \((.*)\)", flat(row[-1]))
            if why and why[1] in found:
                found[why[1]] |= {"importance": why[2], "reason": why[3], "sources": why[4]}
        elif token.type == "tr_close" and len(row) == len(names) + 3 and row[0] != "Skill":
            facts = dict(zip((*names, "gap", "weight", "rank"), row, strict=True))
            facts["state"], facts["chance"] = facts.pop("met").split(", ")
            found[facts["name"]] = facts
    return found


def from_csv(report: Report, besides: Besides) -> dict[str, Facts]:
    """Read the rows of the table for spreadsheets."""
    return {
        row["skill"]: {
            "name": row["skill"],
            "level": range_name(int(row["level_low"]), int(row["level_high"])),
            "questions": f"{row['basis']}: {row['questions']}",
            "self_rating": row["rated"] or "not rated",
            "target": row["target_name"],
            "chance": row["chance_target_met"],
            **{key: row[key] for key in ("certainty", "gap", "weight", "rank", "state")},
            **{key: row[key] for key in ("importance", "reason", "sources")},
            "ticked": row.get("ticked", ""),
        }
        for row in csv.DictReader(StringIO(report_csv(report, besides.ticked), newline=""))
    }


def table_rows(page: ReadPage) -> list[list[str]]:
    """Read the rows of all tables of a page."""
    rows: list[list[str]] = []
    for tag in page.tags:
        if tag.name == "tr":
            rows.append([])
        elif tag.name in ("td", "th"):
            rows[-1].append(tag.text)
    return rows


def from_html(report: Report, besides: Besides) -> dict[str, Facts]:
    """Read the tables, the skills by area and the reasons of the page."""
    page = ReadPage(report_html(report, TODAY, besides))
    heads = ("rank", "name", "gap", "chance", "state", "target", "weight", "importance")
    rows = table_rows(page)
    wide = (*heads, "questions")
    found = {row[1]: dict(zip(wide, row, strict=True)) for row in rows if len(row) == len(wide)}
    found.pop("Skill")
    for row in rows:
        if len(row) == 12 and row[0] in found:
            found[row[0]]["self_rating"] = row[9]
    for id_, skill in report.skill_map.skills.items():
        text = page.by_id(f"skill-{id_}").text
        level = re.search(r"([a-z]+(?: yet)?(?: to [a-z]+)?), (<1 %|>99 %|\d+ %) sure", text)
        assert level, text
        found[skill.name] |= {"level": level[1], "certainty": level[2]}
        if ticked := re.search(rf"ticked: (.*?) {level[0]}", text):
            found[skill.name]["ticked"] = ticked[1]
    for item in page.all("li"):
        if why := re.fullmatch(r"(.*), \w+, weight [\d.]+\. (.*) \((.*)\)", item.text):
            found[why[1]] |= {"reason": why[2], "sources": why[3]}
    return found


FORMS: dict[str, Callable[[Report, Besides], dict[str, Facts]]] = {
    "text": from_text,
    "plain text": from_plain,
    "Markdown": from_markdown,
    "CSV": from_csv,
    "HTML": from_html,
}
PEOPLE = ("gardener", "half measured", "nobody", "ticked")


@cache
def said_in(form: str, person: str) -> dict[str, Facts]:
    """Read all that a form says about the skills of a person."""
    return FORMS[form](report_on(person), besides_of(person))


def basis(form: str, row: Row) -> set[str]:
    """Say what a level rests on and how many questions that is, as a form does."""
    number = row["questions"]
    if form == "CSV":
        return {f"{row['basis']}: {number}"}
    return {
        {
            "measured": f"measured with {counted(number, 'question')}",
            "few-answers": f"only {counted(number, 'question')} asked",
            "inferred": "inferred from neighbours",
            "self-rated": "self-rated only",
            "unknown": "nothing known",
        }[row["basis"]]
    }


def state_in(form: str, row: Row) -> str:
    """Name a state as a form does; data and the table for spreadsheets have no space in it."""
    state: str = row["state"]
    return state if form == "CSV" else state.replace("-", " ")


def percent(form: str, value: float) -> set[str]:
    """Say a chance as a form does; data has four digits, so a form may round up or down."""
    if form == "CSV":
        return {str(value)}
    return {chance_text(value + less) for less in (-0.00005, 0.0, 0.00005)}


def levels(form: str, value: float) -> set[str]:
    """Say a number of levels as a form does."""
    if form == "CSV":
        return {str(value)}
    return {f"{value + less:.1f}" for less in (-0.0005, 0.0, 0.0005)}


def cited(form: str, row: Row) -> set[str]:
    """Name the sources of an importance in short."""
    del form
    words = []
    for one in row["sources"]:
        size = f", n = {one['n']:,}" if one["n"] > 1 else ""
        said = f"{one['term'] or ''} {one['value'] or ''}".strip() or ", ".join(one["claims"])
        words.append(f"{one['id']}{f': {said}' if said else ''}{size}, {one['date']}")
    return {"; ".join(words)}


def state_of(one: Row) -> str:
    """Say what answers make of a tick."""
    return "proven" if one["proven"] else "refuted" if one["refuted"] else "claimed"


def day_of(iso: str) -> str:
    """Say a day of November."""
    return f"{int(iso[-2:])} Nov 2026"


def ticks_in_words(row: Row) -> set[str]:
    """Say what was ticked, by what answers make of it."""
    parts = []
    for state, ending in ENDINGS.items():
        ticks = [one for one in row.get("ticked", ()) if state_of(one) == state]
        named = ", ".join(
            f"{LEVEL_NAMES[one['level']]} ({day_of(one['on'])}"
            f"{one['id'].replace('project.', ', project ') if 'project.' in one['id'] else ''})"
            for one in ticks
        )
        if ticks:
            parts.append(f"{named}, {ending if len(ticks) > 1 else ending.replace('them', 'it')}")
    return {"; ".join(parts)}


ENDINGS = {
    "proven": "proven",
    "claimed": "not proven",
    "refuted": "but later answers speak against them",
}

FACTS: dict[str, Callable[[str, Row], set[str]]] = {
    "name": lambda _, row: {row["name"]},
    "rank": lambda _, row: {str(row["rank"])},
    "level": lambda _, row: {range_name(level_of(row)["low"], level_of(row)["high"])},
    "certainty": lambda form, row: percent(form, level_of(row)["certainty"]),
    "questions": basis,
    "self_rating": lambda _, row: {
        "not rated" if row["self_rating"] is None else LEVEL_NAMES[row["self_rating"]]
    },
    "target": lambda _, row: {LEVEL_NAMES[row["target"]]},
    "state": lambda form, row: {state_in(form, row)},
    "chance": lambda form, row: percent(form, row["chance_target_met"]),
    "gap": lambda form, row: levels(form, row["gap"]),
    "weight": lambda form, row: {str(row["weight"]) if form == "CSV" else f"{row['weight']:g}"},
    "importance": lambda _, row: {row["importance"]},
    "reason": lambda _, row: {flat(row["reason"])},
    "sources": cited,
    "ticked": lambda _, row: ticks_in_words(row),
}


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("form", list(FORMS))
def test_no_form_loses_a_skill(form: str, person: str) -> None:
    """Each form names every skill of the role, and no other."""
    assert set(said_in(form, person)) == {row["name"] for row in data_of(person)["skills"]}


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("fact", list(FACTS))
@pytest.mark.parametrize("form", list(FORMS))
def test_every_form_says_the_same_of_each_skill(form: str, fact: str, person: str) -> None:
    """What data says of a skill stands in each form, rounded as that form rounds."""
    facts = said_in(form, person)
    wrong = {
        row["id"]: (flat(facts[row["name"]].get(fact) or ""), FACTS[fact](form, row))
        for row in data_of(person)["skills"]
    }
    assert {id_: pair for id_, pair in wrong.items() if pair[0] not in pair[1]} == {}


def test_the_people_show_what_there_is_to_show() -> None:
    """The reports that are compared hold every basis, every state, and skills without a rating."""
    rows = [row for person in PEOPLE for row in data_of(person)["skills"]]
    assert {row["basis"] for row in rows} >= {"measured", "few-answers", "inferred", "unknown"}
    assert {row["state"] for row in rows} == {"met", "open", "missed", "not-measured"}
    assert {row["self_rating"] for row in rows} == {None, 0, 1, 2, 3, 4}
    assert any(certainty_is_extreme(row) for row in rows)


def test_the_people_ticked_what_there_is_to_tick() -> None:
    """The ticks that are compared hold every state, projects, and skills without any."""
    rows = data_of("ticked")["skills"]
    ticks = [one for row in rows for one in row.get("ticked", ())]
    assert {state_of(one) for one in ticks} == {*ENDINGS}
    assert any(one["id"].startswith("project.") for one in ticks)
    assert {len(row.get("ticked", ())) for row in rows} >= {0, 1, 3}
    assert all("ticked" not in row for row in data_of("half measured")["skills"])


def test_ticks_change_no_number() -> None:
    """But for the ticks themselves a report holds the same with and without them."""
    with_ticks = deepcopy(data_of("ticked"))
    del with_ticks["ticked"]  # type: ignore[attr-defined]
    for row in with_ticks["skills"]:
        row.pop("ticked", None)
    assert with_ticks == data_of("half measured")
    for form in FORMS:
        ticked = said_in(form, "ticked")
        for name, facts in said_in(form, "half measured").items():
            assert {key: ticked[name][key] for key in facts if key != "ticked"} == {
                key: value for key, value in facts.items() if key != "ticked"
            }


@pytest.mark.parametrize("form", ["text", "plain text", "Markdown", "HTML"])
def test_every_form_counts_the_ticks_at_its_head(form: str) -> None:
    """How much was ticked, and what answers make of it, is said in each form, and how to ask."""
    counts, text = data_of("ticked")["ticked"], text_of(form, "ticked")
    ticks = {one["id"] for row in data_of("ticked")["skills"] for one in row.get("ticked", ())}
    assert counts["steps"] + counts["projects"] == len(ticks)
    assert counts["steps"] == sum(counts[state] for state in ENDINGS)
    assert (
        f"You ticked {counts['steps']} steps and {counts['projects']} projects towards this role;"
        f" answers show {counts['proven']} of the steps."
        f" Later answers speak against {counts['refuted']}."
    ) in text
    assert text.index("You ticked") < text.index("All skills" if form != "HTML" else "Skills by")
    assert "mlcareer assess --claimed" in text
    assert "You ticked" not in text_of(form, "half measured")


@pytest.mark.parametrize("form", ["Markdown", "HTML"])
def test_pages_to_show_name_the_evidence(form: str) -> None:
    """A page lists each tick with its skill and what was named to show it."""
    text = text_of(form, "ticked").replace(" :", ":")
    for row in data_of("ticked")["skills"]:
        for one in row.get("ticked", ()):
            start = f"{row['name']}: {LEVEL_NAMES[one['level']]} ({day_of(one['on'])}"
            told = re.search(rf"{re.escape(start)}[^)]*\); {re.escape(one['state'])}", text)
            assert told, start
            assert not one["evidence"] or f"Evidence: {one['evidence']}" in text


def test_a_table_for_spreadsheets_has_the_level_and_the_evidence() -> None:
    """Each row has the highest ticked level that stands, its name, and all evidence."""
    written = report_csv(report_on("ticked"), besides_of("ticked").ticked)
    rows = {row["id"]: row for row in csv.DictReader(StringIO(written, newline=""))}
    for skill in data_of("ticked")["skills"]:
        row, ticks = rows[skill["id"]], skill.get("ticked", ())
        level = max((one["level"] for one in ticks if not one["refuted"]), default=0)
        assert row["ticked_level"] == (str(level) if level else "")
        assert row["ticked_name"] == (LEVEL_NAMES[level] if level else "")
        evidence = dict.fromkeys(one["evidence"] for one in ticks if one["evidence"])
        assert row["evidence"] == "; ".join(evidence)


def certainty_is_extreme(row: Row) -> bool:
    """Tell whether a chance is so near to 0 or 1 that it is not said in full."""
    return not 0.01 <= row["chance_target_met"] <= 0.99


@pytest.mark.parametrize("plain", [False, True])
@pytest.mark.parametrize("person", PEOPLE)
def test_the_ranked_list_holds_the_largest_gaps(person: str, plain: bool) -> None:
    """The list of a text has the gaps that matter most, in the order of the data."""
    found = list(
        in_ranked(report_text(Page(width=300, plain=plain), report_on(person), besides_of(person)))
    )
    rows = [row for row in data_of(person)["skills"] if row["state"] != "met"][:MOST_LISTED]
    assert [facts["name"] for facts in found] == [row["name"] for row in rows]
    for facts, row in zip(found, rows, strict=True):
        assert facts["gap"] in levels("text", row["gap"])
        assert (facts["weight"], facts["state"]) == (f"{row['weight']:g}", state_in("text", row))


def test_a_rank_is_the_same_number_everywhere() -> None:
    """A skill has one rank, also where a target that is met still weighs more than an open one."""
    met = make_question("met", skill="python", level=4)
    easy = make_question("easy", skill="cpp", level=1)
    events = [answer_event(met, "five"), *[answer_event(easy, "five")] * 2]
    demands = {
        skill: ENGINEER.demands[skill]._replace(target=target, weight=weight)
        for skill, target, weight in (("python", 1, 100.0), ("cpp", 4, 0.1))
    }
    role = ENGINEER._replace(demands=demands)
    report = report_of(SHIPPED, role, events)
    (row,) = [row for row in as_data(report)["skills"] if row["state"] != "met"]
    (facts,) = in_ranked(report_text(Page(width=300), report))
    assert facts["rank"] == str(row["rank"])


def text_of(form: str, person: str) -> str:
    """Give the words of a form, as one line."""
    report, besides = report_on(person), besides_of(person)
    match form:
        case "Markdown":
            written = report_markdown(report, TODAY, besides)
            page = MarkdownIt("commonmark").enable("table").parse(written)
            inline = [token.children or [] for token in page if token.type == "inline"]
            pieces = [[child.content or " " for child in children] for children in inline]
            return flat("\n".join("".join(piece) for piece in pieces))
        case "HTML":
            return ReadPage(report_html(report, TODAY, besides)).text
        case _:
            wide = Page(width=300, plain=form == "plain text")
            return flat(report_text(wide, report, besides, why=True))


IN_WORDS = ("text", "plain text", "Markdown", "HTML")
"""The forms for people; the table for spreadsheets is one row a skill and nothing else."""


def share_words(form: str, ready: Row) -> set[str]:
    """Say the range of a share, as a form does."""
    if form == "HTML":
        ends = [percent(form, ready[end]) for end in ("low", "high")]
        return {f"{low} to {high}" for low, high in product(*ends)}
    low, high = (
        {f"{100 * ready[end] + less:.0f}" for less in (-0.005, 0, 0.005)} for end in ("low", "high")
    )
    return {f"{one} to {other} %" for one, other in product(low, high)}


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("form", IN_WORDS)
def test_every_form_answers_the_question(form: str, person: str) -> None:
    """Verdict, range of the share, counts and number of questions are the same in each form."""
    text, data = text_of(form, person), data_of(person)
    ready = data["readiness"]
    assert data["verdict"] in text
    likely = "{} to {}"
    if form == "HTML":
        likely = "likely between {} and {}" if data["questions"] else "between {} and {} of what"
    ranges = (likely.format(*words.split(" to ")) for words in share_words(form, ready))
    assert any(words in text for words in ranges)
    for state in ("met", "open", "missed", "not measured"):
        number = ready[state.replace(" ", "_")]
        words = f"{number} {state}" if form == "HTML" else f"{state} {number}"
        assert words in text or not number
    if data["questions"]:
        assert any(f"{share}" in text for share in percent(form, ready["share"]))
        asked = ready["met"] + ready["open"] + ready["missed"]
        total = counted(len(data["skills"]), "skill")
        assert f"{counted(data['questions'], 'question')} about {asked} of {total}" in text


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("form", IN_WORDS)
def test_every_form_has_the_share_of_each_area(form: str, person: str) -> None:
    """Each area that the role asks something of has its range, and its share where measured."""
    text = text_of(form, person)
    measured = r"{} ([<>]?\d+ %) met, likely {}" if form == "HTML" else "{}: ([^:]*?), likely {}"
    bare = "{} (nothing measured), likely {}"
    if form != "HTML":
        bare = "{}: (nothing measured), somewhere from {}"
    for area in data_of(person)["areas"]:
        ranges = "|".join(map(re.escape, share_words(form, area)))
        pattern = bare if area["share"] is None else measured
        told = re.search(pattern.format(re.escape(area["name"]), f"({ranges})"), text)
        assert told, area
        assert area["share"] is None or told[1] in percent(form, area["share"])


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("form", IN_WORDS)
def test_every_form_has_the_picture_of_the_self_ratings(form: str, person: str) -> None:
    """Each point of the picture is there: rating, mean level, its range and how many skills."""
    text, data = text_of(form, person), data_of(person)
    points = data["self_rating"]["by_rating"]
    assert bool(points) is (person != "nobody")
    for point in points:
        said, number = LEVEL_NAMES[point["rating"]], point["skills"]
        mean, low, high = (levels(form, point[key]) for key in ("measured", "low", "high"))
        ways = [(m, a, z) for m in mean for a in low for z in high]
        patterns = {
            "HTML": (f"{said} {number} {m} {a} {z}" for m, a, z in ways),
            "Markdown": (f"{said} {m} ({a} to {z}) {number}" for m, a, z in ways),
            "plain text": (
                f"You said {said}: measured {m} ({a} to {z}), {counted(number, 'skill')}"
                for m, a, z in ways
            ),
            "text": (f" {m} ({a} to {z}), {counted(number, 'skill')}" for m, a, z in ways),
        }
        assert any(words in text for words in patterns[form]), point


@pytest.mark.parametrize("form", IN_WORDS)
def test_every_form_names_the_skills_that_were_rated_otherwise(form: str) -> None:
    """A rating that is too high or too low stands in each form with its skill and its chance."""
    text, data = text_of(form, "half measured"), data_of("half measured")
    found = [one for one in data["self_rating"]["skills"] if one["verdict"] != "within-the-error"]
    assert found
    for one in found:
        name, said = SHIPPED.skills[one["id"]].name, LEVEL_NAMES[one["rating"]]
        assert f"Rated {one['verdict']} than the answers show" in text
        pattern = rf"{re.escape(name)} \(you said {said}, measured [a-z ]+, ([^)]+)\)"
        told = re.search(pattern, text)
        assert told
        assert told[1] in percent(form, one["certainty"])


@pytest.mark.parametrize("form", IN_WORDS)
def test_every_form_names_what_was_left_out(form: str) -> None:
    """Each skill that the role leaves out on purpose stands in each form with the reason."""
    text, data = text_of(form, "half measured"), data_of("half measured")
    assert data["excluded"]
    for one in data["excluded"]:
        assert one["name"] in text
        assert flat(one["reason"]) in text
