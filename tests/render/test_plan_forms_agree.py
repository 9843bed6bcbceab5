import csv
import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import timedelta
from functools import cache
from io import StringIO
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from markdown_it import MarkdownIt

from mlcareer.checklists.compare import SyncResult, compare
from mlcareer.checklists.marks import Mark
from mlcareer.checklists.reading import read_checklist
from mlcareer.model.days import day_text
from mlcareer.model.plan import Claim, Wishes
from mlcareer.render.envelope import to_json
from mlcareer.render.markdown import address
from mlcareer.render.page import hours
from mlcareer.render.roadmap_anki import roadmap_anki
from mlcareer.render.roadmap_csv import roadmap_csv
from mlcareer.render.roadmap_html import roadmap_html
from mlcareer.render.roadmap_ics import roadmap_ics
from mlcareer.render.roadmap_json import roadmap_data
from mlcareer.render.roadmap_markdown import roadmap_markdown
from mlcareer.render.roadmap_obsidian import plugin_id, roadmap_obsidian
from mlcareer.render.roadmap_taskwarrior import roadmap_taskwarrior
from mlcareer.render.roadmap_todotxt import plain as todo_title
from mlcareer.render.roadmap_todotxt import roadmap_todotxt
from mlcareer.render.roadmap_words import dates_text, left_out_text, paragraphs
from mlcareer.roadmap.plan import PlanProject, PlanStep, Roadmap, Task
from mlcareer.roadmap.planning import make_roadmap
from simulated import seeded
from support_golden import CLAIMS, TODAY, WISHES, garden_roadmap
from support_page import ReadPage, Tag
from support_page import plain as page_text
from support_plan import MOMENTS, ROLES, SHELF, SHIPPED, Known, person_of
from support_plans import HOSTILE, PLANS, plan_of, short_plan

PRINCIPLES = ("Write down what you expect.",)
FORMS: dict[str, Callable[[Roadmap], str]] = {
    "md": lambda plan: roadmap_markdown(plan, PRINCIPLES),
    "obsidian": lambda plan: roadmap_obsidian(plan, PRINCIPLES),
    "html": lambda plan: roadmap_html(plan, PRINCIPLES, version="1.2.3"),
    "json": lambda plan: to_json("roadmap", roadmap_data(plan)),
    "csv": roadmap_csv,
    "todotxt": roadmap_todotxt,
    "taskwarrior": roadmap_taskwarrior,
    "ics": roadmap_ics,
}
"""What makes each form that has all tasks."""

READABLE = tuple(form for form in FORMS if form != "ics")
NAMES = {"obsidian": "plan.md", "todotxt": "todo.txt", "taskwarrior": "tasks.json"}
"""Under which name a plan is kept; others are plan with a dot and the form."""


class Told(NamedTuple):
    """What a form says of one task.

    Attributes:
        due: The last day, as 2026-11-22; None where the form says it in words.
        hours: Low and high; None where the form says them in words.
        text: All else that it says, with single spaces and without backticks.
    """

    id: str
    done: bool
    title: str
    text: str
    addresses: tuple[str, ...] = ()
    due: str | None = None
    hours: tuple[int, int] | None = None
    evidence: str = ""
    on: str | None = None


def flat(text: str) -> str:
    """Join the lines of a text; what stands in backticks is code in some forms."""
    return " ".join(text.replace("`", "").split())


def from_markdown(text: str) -> Iterator[Told]:
    """Read the items of a task list, as a program for Markdown understands them."""
    depth = 0
    found: list[tuple[int, str, list[str], list[str]]] = []
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        depth += token.nesting if token.type.startswith("list_item") else 0
        if token.type == "heading_open":
            found.append((99, "", [], []))
        if token.type != "inline":
            continue
        children = token.children or []
        ids = re.findall(r"<!-- mlc:(\S+) -->", token.content)
        if ids and children[0].content.startswith("["):
            found.append((depth, ids[0], [], []))
        if found and depth >= found[-1][0]:
            said = "".join(
                child.content or " " for child in children if child.type != "html_inline"
            )
            found[-1][2].append(said)
            found[-1][3].extend(
                str(child.attrs["href"]) for child in children if child.type == "link_open"
            )
    for _, id_, parts, links in found:
        if id_:
            yield _item(id_, parts, tuple(links))


def _item(id_: str, said: list[str], links: tuple[str, ...]) -> Told:
    box, title, facts = re.split(r"\] | \(", said[0], maxsplit=2)
    evidence = next((one[10:] for one in said if one.startswith("Evidence: ")), "")
    due = re.search("\U0001f4c5 (\\S+)", facts)
    return Told(
        id=id_,
        done=box == "[x",
        title=title,
        text=flat(" ".join((facts, *said[1:]))),
        addresses=links,
        due=due[1] if due else None,
        evidence="" if evidence == "(path or address)" else evidence,
    )


def from_page(text: str) -> Iterator[Told]:
    """Read the boxes of the page, each with what stands in its entry of the list."""
    found: list[Told] = []
    for tag in ReadPage(text).tags:
        if tag.name == "section":
            found.append(Told("", done=False, title="", text=""))
        elif tag.has_class("task"):
            id_ = tag.attributes["id"].removeprefix("task-")
            found.append(Told(id_, done=False, title="", text=tag.text))
        elif found and found[-1].id:
            found[-1] = _with(found[-1], tag)
    yield from (one for one in found if one.id)


def _with(told: Told, tag: Tag) -> Told:
    """Take from an element in the entry of a task what it says of that."""
    if tag.has_class("tick"):
        return told._replace(title=tag.text)
    if tag.attributes.get("data-id") == told.id:
        return told._replace(done="checked" in tag.attributes, on=tag.attributes.get("data-on"))
    if tag.attributes.get("data-evidence") == told.id:
        return told._replace(evidence=tag.attributes["value"])
    if tag.name == "a" and tag.has_class("out"):
        return told._replace(addresses=(*told.addresses, tag.attributes["href"]))
    return told


def from_json(text: str) -> Iterator[Told]:
    """Read the three lists of tasks."""
    data = json.loads(text)["data"]
    for one in (*data["checks"], *data["tasks"], *data["ticked"]):
        said = ("reason", "can_do", "summary", "data", "criteria", "common_criteria")
        yield Told(
            id=one["id"],
            done=one["done"],
            title=one["title"],
            text=flat(json.dumps([one.get(key) for key in said], ensure_ascii=False)),
            addresses=tuple(resource["url"] for resource in one.get("resources", ())),
            due=one.get("due") or "",
            hours=(one["hours_low"], one["hours_high"]) if "hours_low" in one else None,
            evidence=one.get("evidence", ""),
            on=one.get("on"),
        )


def from_csv(text: str) -> Iterator[Told]:
    """Read the rows, those of what is left out aside."""
    for row in csv.DictReader(StringIO(text, newline="")):
        if row["kind"] == "left-out":
            continue
        low, high = row["hours_low"], row["hours_high"]
        yield Told(
            id=row["id"],
            done=row["done"] == "x",
            title=row["title"],
            text=flat(" ".join((row["about"], row["done_when"], row["resources"]))),
            addresses=tuple(row["url"].split()),
            due=row["due"],
            hours=(int(low), int(high)) if low else None,
            # An apostrophe keeps spreadsheets from working out a formula.
            evidence=row["evidence"].removeprefix("'"),
            on=row["done_on"],
        )


def from_todotxt(text: str) -> Iterator[Told]:
    """Read the lines."""
    for line in text.splitlines():
        keys = dict(re.findall(r"(?<= )(due|evidence|mlc):(\S+)", line))
        begun = re.match(r"(x (\S+) \S+|(?:\([A-C]\) )?\S+) ", line)
        assert begun, line
        yield Told(
            id=keys["mlc"],
            done=line.startswith("x "),
            title=line[begun.end() :],
            text="",
            due=keys.get("due", ""),
            evidence=keys.get("evidence", ""),
            on=begun[2] or "",
        )


def from_taskwarrior(text: str) -> Iterator[Told]:
    """Read the tasks with their annotations."""
    for task in json.loads(text):
        notes = [note["description"] for note in task.get("annotations", ())]
        yield Told(
            id=task["mlcid"],
            done=task["status"] == "completed",
            title=task["description"],
            text=flat(" ".join(notes)),
            addresses=tuple(note.rsplit(" ", 1)[1] for note in notes if "://" in note),
            due=_day(task.get("due", "")),
            evidence=next((note[10:] for note in notes if note.startswith("Evidence: ")), ""),
            on=_day(task.get("end", "")),
        )


def _day(stamp: str) -> str:
    return re.sub(r"(\d{4})(\d\d)(\d\d)T.*", r"\1-\2-\3", stamp)


def from_ics(text: str) -> Iterator[Told]:
    """Read the to-dos of the calendar."""
    calendar: Any = Calendar.from_ical(text)
    for todo in calendar.walk("VTODO"):
        said = str(todo["DESCRIPTION"]).splitlines()
        yield Told(
            id=str(todo["UID"]).removeprefix("task-").removesuffix("@mlcareer"),
            done=str(todo["STATUS"]) == "COMPLETED",
            title=str(todo["SUMMARY"]),
            text=flat(" ".join(said)),
            addresses=tuple(line.rsplit(" ", 1)[1] for line in said if "://" in line),
            due=todo["DUE"].dt.isoformat() if "DUE" in todo else "",
            evidence=next((line[10:] for line in said if line.startswith("Evidence: ")), ""),
            on=todo["COMPLETED"].dt.date().isoformat() if "COMPLETED" in todo else "",
        )


READERS: dict[str, Callable[[str], Iterable[Told]]] = {
    "md": from_markdown,
    "obsidian": from_markdown,
    "html": from_page,
    "json": from_json,
    "csv": from_csv,
    "todotxt": from_todotxt,
    "taskwarrior": from_taskwarrior,
    "ics": from_ics,
}
BRIEF = frozenset({"todotxt"})
"""Forms of one line a task: without hours, addresses and what one can do."""


@cache
def shipped_plan(at: int) -> Roadmap:
    """Make a plan on the shipped map, for another person and another role each time."""
    random = seeded(f"plan {at}")
    known = {
        skill: Known(random.choice((-3.0, -1.4, 0.2, 1.0, 3.0)), random.choice((0, 1, 5)))
        for skill in SHIPPED.skills
    }
    role = list(ROLES.values())[at % len(ROLES)]
    ids = [f"{skill}.{level}" for skill in list(SHIPPED.skills)[at::7] for level in (1, 2)]
    ids += [f"project.{id_}" for id_ in list(SHELF.projects)[at::9]]
    claims = [Claim(id_, "2026-11-05", MOMENTS[at % 7], f"work/{id_}.txt") for id_ in ids]
    answered = {skill: (MOMENTS[3],) for skill, one in known.items() if one.answers}
    person = person_of(known, role, claims, answered)
    wishes = Wishes(hours_a_week=6, deadline=TODAY + timedelta(days=100 + 300 * at))
    return make_roadmap(SHIPPED, role, person, SHELF, wishes if at % 3 else Wishes(), TODAY)


ALL_PLANS = PLANS | st.builds(shipped_plan, st.integers(0, 3))
"""Plans of gardeners at random, and of others on the shipped map."""

WELL_KNOWN = (
    garden_roadmap(),
    short_plan(),
    garden_roadmap(wishes=WISHES._replace(hours_a_week=None)),
    garden_roadmap(claims=()),
    replace(garden_roadmap(), tasks=(), checks=(), hours=(0, 0), unmeasured=()),
)


def told(plan: Roadmap, form: str) -> list[Told]:
    """Export a plan and read what the form says."""
    return list(READERS[form](FORMS[form](plan)))


def check_task(one: Told, task: Task, form: str) -> None:
    """Hold what a form says of an open task against the plan."""
    assert not one.done
    assert one.evidence == ""
    check_title(one, task.title, form)
    check_due(one, task)
    if form in BRIEF:
        return
    if isinstance(task, PlanStep):
        said = (*task.can_do, *(resource.title for resource in task.resources))
        said = task.can_do if form == "json" else said
        written = address if form in {"md", "obsidian"} else str
        assert one.addresses == tuple(written(resource.url) for resource in task.resources)
        if one.hours is None:
            assert flat(hours(*task.hours)) in one.text
        else:
            assert one.hours == task.hours
    else:
        project = task.project
        said = (project.summary, project.data, *project.criteria)
        said = said if form in {"md", "obsidian"} else (*said, *task.common)
    for text in said:
        assert as_said(text, form) in one.text, (form, text)


def as_said(text: str, form: str) -> str:
    """Write a text as the reader of a form gives it back."""
    if form == "json":
        return flat(json.dumps(text, ensure_ascii=False)[1:-1])
    return page_text(flat(text)) if form == "html" else flat(text)


def check_title(one: Told, title: str, form: str) -> None:
    """A form begins its task with the title, and says no other."""
    if form == "todotxt":
        assert one.title.startswith(f"{todo_title(title)} ")
    else:
        assert flat(one.title) == as_said(title, form).replace('\\"', '"')


def check_due(one: Told, task: Task) -> None:
    """Hold the last day against the plan, in numbers or in words."""
    if isinstance(task, PlanStep):
        due = task.dates.ends if task.dates else None
        words = dates_text(task.dates) if task.dates else ""
    else:
        due, words = task.due, f"until {day_text(task.due)}" if task.due else ""
    if one.due is None:
        assert words in one.text
    else:
        assert one.due == (due.isoformat() if due else "")


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=8)
@given(plan=ALL_PLANS)
def test_no_form_loses_a_task(form: str, plan: Roadmap) -> None:
    """Each check, task and tick stands once in each form, in the order of the plan."""
    wanted = [one.id for one in (*plan.checks, *plan.tasks)]
    wanted += [one.claim.id for one in plan.ticked]
    assert [one.id for one in told(plan, form)] == wanted


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=8)
@given(plan=ALL_PLANS)
def test_all_forms_say_the_same_of_a_task(form: str, plan: Roadmap) -> None:
    """Title, hours, last day, addresses, what one can do and criteria are those of the plan."""
    found = {one.id: one for one in told(plan, form)}
    for task in plan.tasks:
        check_task(found[task.id], task, form)
    for check in plan.checks:
        assert not found[check.id].done
        assert check.skill.name.split(maxsplit=1)[0] in found[check.id].title


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=8)
@given(plan=ALL_PLANS)
def test_all_forms_say_the_same_of_a_tick(form: str, plan: Roadmap) -> None:
    """What was ticked is done in each form, with its title, its evidence and its day."""
    found = {one.id: one for one in told(plan, form)}
    for one in plan.ticked:
        said = found[one.claim.id]
        assert said.done
        assert said.evidence == one.claim.evidence
        check_title(said, one.title, form)
        if said.on is not None:
            assert said.on == one.claim.on


@pytest.mark.parametrize("form", READABLE)
@settings(max_examples=12)
@given(plan=ALL_PLANS)
def test_what_was_not_touched_changes_nothing(form: str, plan: Roadmap) -> None:
    """A plan that is read back as it was written has no news, and no tick is gone from it."""
    check_nothing_new(form, plan)


@pytest.mark.parametrize("plan", WELL_KNOWN)
@pytest.mark.parametrize("form", READABLE)
def test_well_known_plans_change_nothing_either(form: str, plan: Roadmap) -> None:
    """That goes for plans with and without dates, ticks and tasks, as far as there are any."""
    if plan.tasks or plan.ticked:
        check_nothing_new(form, plan)


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("form", READABLE)
def test_hostile_texts_change_nothing(form: str, text: str) -> None:
    """Names of strangers, wherever they stand, neither tick nor untick nor hide a task."""
    plan = plan_of(text)
    ticked = tuple(replace(one, claim=one.claim._replace(evidence="")) for one in plan.ticked)
    check_nothing_new(form, replace(plan, ticked=ticked), remarks=False)


def check_nothing_new(form: str, plan: Roadmap, *, remarks: bool = True) -> None:
    """Read an export of a plan back, and hold it against the ticks of that plan."""
    claims = {one.claim.id: one.claim for one in plan.ticked}
    known = {one.id for one in (*plan.checks, *plan.tasks)} | claims.keys()
    left_out = {id_ for one in (plan.fit.left_out if plan.fit else ()) for id_ in one.ids}
    reading = read_checklist(FORMS[form](plan), NAMES.get(form, f"plan.{form}"))
    result = compare(reading, claims, known | left_out)
    assert {mark.id for mark in reading.marks} - (left_out if form == "csv" else set()) == known
    assert {mark.id for mark in result.again} == claims.keys()
    kept = result._replace(again=(), remarks=result.remarks if remarks else ())
    assert kept == SyncResult()


@pytest.mark.parametrize("form", READABLE)
@settings(max_examples=8)
@given(plan=PLANS, which=st.integers(0, 50))
def test_a_tick_in_any_form_is_the_same_news(form: str, plan: Roadmap, which: int) -> None:
    """A later plan in which one task more is ticked brings back just that tick, with its day."""
    if not plan.tasks:
        return
    task = plan.tasks[which % len(plan.tasks)]
    claim = Claim(task.id, "2026-11-21", f"{TODAY}T10:00:00+00:00", "photos/new.jpg")
    before = {one.claim.id: one.claim for one in plan.ticked}
    events = replace(
        plan,
        tasks=tuple(one for one in plan.tasks if one.id != task.id),
        unmeasured=(),
        ticked=(*plan.ticked, replace(_any_tick(), claim=claim, title=task.title)),
    )
    reading = read_checklist(FORMS[form](events), NAMES.get(form, f"plan.{form}"))
    (new,) = compare(reading, before, {*before, task.id}).new
    # Markdown says the day in words alone.
    on = "" if form == "md" else "2026-11-21"
    assert new._replace(line=0) == Mark(task.id, ticked=True, on=on, evidence="photos/new.jpg")


def _any_tick() -> Any:  # noqa: ANN401 - a tick
    return garden_roadmap(claims=CLAIMS).ticked[0]


@settings(max_examples=8)
@given(plan=ALL_PLANS)
def test_the_calendar_has_the_deadline(plan: Roadmap) -> None:
    """Where there is a last day, it is an event with an alarm, and what is left out is named."""
    calendar: Any = Calendar.from_ical(roadmap_ics(plan))
    found = [e for e in calendar.walk("VEVENT") if str(e["UID"]) == "deadline@mlcareer"]
    assert [event["DTSTART"].dt for event in found] == (
        [plan.wishes.deadline] if plan.wishes.deadline else []
    )
    for one in plan.fit.left_out if plan.fit else ():
        assert flat(left_out_text(one)) in flat(str(found[0]["DESCRIPTION"]))
        assert found[0].walk("VALARM")


@settings(max_examples=8)
@given(plan=ALL_PLANS)
def test_the_cards_have_every_step(plan: Roadmap) -> None:
    """Each step has one card with all that one can do then; the command to tick it has its id."""
    lines = [line for line in roadmap_anki(plan).splitlines() if not line.startswith("#")]
    rows = list(csv.reader(lines, delimiter="\t"))
    assert len({row[0] for row in rows}) == len(rows) == len(plan.steps)
    for row, step in zip(rows, plan.steps, strict=True):
        said = flat(ReadPage(f"<body>{row[1]} {row[2]}</body>").text)
        for text in (*step.can_do, hours(*step.hours), f"mlcareer done {step.id}"):
            assert page_text(flat(text)) in said
        for resource in step.resources:
            assert page_text(flat(resource.title)) in said


@pytest.mark.parametrize("form", ["md", "obsidian", "html", "json", "ics"])
@settings(max_examples=8)
@given(plan=ALL_PLANS)
def test_the_head_says_how_much_it_is(form: str, plan: Roadmap) -> None:
    """What goes for the whole plan stands in each form that has a place for it."""
    text = FORMS[form](plan)
    if form == "ics":
        calendar: Any = Calendar.from_ical(text)
        said = flat(str(calendar["DESCRIPTION"]))
    elif form == "html":
        said = ReadPage(text).text
    elif form == "json":
        said = flat(" ".join(json.loads(text)["data"]["paragraphs"]))
    else:
        tokens = MarkdownIt("commonmark").parse(text)
        parts = ["".join(c.content for c in t.children or []) for t in tokens if t.children]
        said = flat(" ".join(parts))
    for paragraph in paragraphs(plan):
        assert (page_text(flat(paragraph)) if form == "html" else flat(paragraph)) in said


@pytest.mark.parametrize("form", ["md", "obsidian", "html", "json", "csv", "ics"])
@settings(max_examples=8)
@given(plan=ALL_PLANS)
def test_what_is_left_out_is_named(form: str, plan: Roadmap) -> None:
    """No form with a place for it passes over the skills for which there is no time."""
    text = flat(FORMS[form](plan).replace("\r\n ", ""))
    for one in plan.fit.left_out if plan.fit else ():
        assert one.skill.name.split(maxsplit=1)[0] in text
        if form in {"csv", "json"}:
            assert all(id_ in text for id_ in one.ids) or one.skill.id in text


def test_what_a_task_waits_for_is_the_same_where_programs_read_it() -> None:
    """JSON, the table, Obsidian and Taskwarrior name the same tasks to come before another."""
    plan = garden_roadmap(wishes=Wishes(hours_a_week=6))
    wanted = {task.id: list(task.after) for task in plan.tasks if task.after}
    assert wanted
    data = json.loads(FORMS["json"](plan))["data"]["tasks"]
    assert {one["id"]: one["after"] for one in data if one["after"]} == wanted
    rows = csv.DictReader(StringIO(FORMS["csv"](plan), newline=""))
    assert {row["id"]: row["after"].split() for row in rows if row["after"]} == wanted
    lines = re.findall(r"mlc:(\S+) -->.*\u26d4 (\S+)", FORMS["obsidian"](plan))
    assert dict(lines) == {id_: ",".join(map(plugin_id, ids)) for id_, ids in wanted.items()}
    tasks = json.loads(FORMS["taskwarrior"](plan))
    ids = {task["uuid"]: task["mlcid"] for task in tasks}
    depends = {t["mlcid"]: [ids[u] for u in t["depends"]] for t in tasks if "depends" in t}
    planned = {one.id for one in plan.tasks} | {one.claim.id for one in plan.ticked}
    known = {id_: [one for one in after if one in planned] for id_, after in wanted.items()}
    assert depends == {id_: after for id_, after in known.items() if after}


def test_projects_stand_in_every_form_with_a_place_for_evidence() -> None:
    """What is built has a place for what shows it wherever a person writes."""
    plan = garden_roadmap()
    projects = [task for task in plan.tasks if isinstance(task, PlanProject)]
    assert projects
    text = FORMS["md"](plan)
    assert text.count("- Evidence: (path or address)") >= len(projects)
    page = ReadPage(FORMS["html"](plan))
    fields = {tag.attributes.get("data-evidence") for tag in page.all("input")}
    assert fields >= {task.id for task in projects}
    data = json.loads(FORMS["json"](plan))["data"]["tasks"]
    assert all("evidence" in one for one in data if one["kind"] == "project")
