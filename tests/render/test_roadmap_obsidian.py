import re
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from mlcareer.checklists.markdown import read_markdown
from mlcareer.model.plan import ID_PATTERN, Wishes
from mlcareer.render.roadmap_markdown import roadmap_markdown
from mlcareer.render.roadmap_obsidian import plugin_id, roadmap_obsidian
from mlcareer.roadmap.plan import PlanStep
from support_golden import check_golden, garden_roadmap

# What the plugin takes off the end of a line, one after the other.
FIELDS = {
    "priority": r"([\u23eb\U0001f53c\U0001f53d])$",
    "start": r"\U0001f6eb *(\d{4}-\d{2}-\d{2})$",
    "due": r"\U0001f4c5 *(\d{4}-\d{2}-\d{2})$",
    "done": r"\u2705 *(\d{4}-\d{2}-\d{2})$",
    "after": r"\u26d4 *([a-zA-Z0-9-_]+(?: *, *[a-zA-Z0-9-_]+)*)$",
    "id": r"\U0001f194 *([a-zA-Z0-9-_]+)$",
}


def fields_of(line: str) -> dict[str, str]:
    """Read a line as the plugin does: from its end backwards, until nothing fits."""
    found: dict[str, str] = {}
    line = line.strip()
    while True:
        hits = ((name, re.search(pattern, line)) for name, pattern in FIELDS.items())
        hit = next(((name, match) for name, match in hits if match), None)
        if hit is None:
            return {**found, "description": line}
        name, match = hit
        assert name not in found
        found[name] = match[1]
        line = line[: match.start()].strip()


def tasks_of(text: str) -> list[dict[str, str]]:
    """Read all tasks as the plugin does."""
    return [fields_of(line) for line in text.splitlines() if re.match(r"- \[[ x]\] ", line)]


def test_golden_file() -> None:
    """The sample plan comes out byte for byte as in its golden file."""
    check_golden("roadmap-obsidian.md", roadmap_obsidian(garden_roadmap()))


def test_the_plugin_reads_every_field() -> None:
    """Ids, what they wait for, priority, first and last day arrive as the plan has them."""
    roadmap = garden_roadmap()
    found = {task["id"]: task for task in tasks_of(roadmap_obsidian(roadmap))}
    signs = {"core": "\u23eb", "useful": "\U0001f53c", "optional": "\U0001f53d"}
    for task in roadmap.tasks:
        read = found[plugin_id(task.id)]
        assert read.get("after", "") == ",".join(map(plugin_id, task.after))
        assert read["description"].endswith(f"<!-- mlc:{task.id} -->")
        if isinstance(task, PlanStep):
            assert task.dates
            assert read["priority"] == signs[task.importance]
            assert read["start"] == task.dates.starts.isoformat()
            assert read["due"] == task.dates.ends.isoformat()
        else:
            assert read["due"] == str(task.due)


def test_what_a_task_waits_for_is_in_the_file() -> None:
    """Each id behind the sign for waiting belongs to a task of the file."""
    tasks = tasks_of(roadmap_obsidian(garden_roadmap()))
    ids = {task["id"] for task in tasks}
    after = {id_ for task in tasks for id_ in task.get("after", "").split(",") if id_}
    assert after
    assert after <= ids


def test_done_tasks_have_their_day() -> None:
    """A ticked task carries the day on which it was done, and no days of the plan."""
    done = [task for task in tasks_of(roadmap_obsidian(garden_roadmap())) if "done" in task]
    assert [task["done"] for task in done[:2]] == ["2026-11-19", "2026-11-20"]
    assert all("due" not in task and "start" not in task for task in done)


def test_days_are_read_back() -> None:
    """Reading gives the same marks as of the plain form, and the days of the ticks too."""
    roadmap = garden_roadmap()
    marks = read_markdown(roadmap_obsidian(roadmap)).marks
    plain = read_markdown(roadmap_markdown(roadmap)).marks
    assert [mark._replace(on="") for mark in marks] == list(plain)
    on = {one.claim.id: one.claim.on for one in roadmap.ticked}
    assert {mark.id: mark.on for mark in marks if mark.ticked} == on


def test_no_dates_without_hours() -> None:
    """Where there are no dates there are no signs for them."""
    text = roadmap_obsidian(garden_roadmap(wishes=Wishes()))
    assert all("due" not in task and "start" not in task for task in tasks_of(text))


def test_a_title_cannot_bring_fields_of_its_own() -> None:
    """Signs of the plugin in a title stay in the description, before the hidden id."""
    roadmap = garden_roadmap()
    name = "Dig \U0001f4c5 2020-01-01 \U0001f194 evil"
    step = roadmap.steps[0]
    tasks = (replace(step, skill=step.skill._replace(name=name)), *roadmap.tasks[1:])
    read = tasks_of(roadmap_obsidian(replace(roadmap, tasks=tasks)))[0]
    assert read["id"] == plugin_id(step.id)
    assert date.fromisoformat(read["due"]) == (step.dates and step.dates.ends)


def test_an_id_for_the_plugin() -> None:
    """An id stays readable."""
    assert plugin_id("python.2") == "python__2"
    assert plugin_id("project.DIG-1") == "project__DIG-1"


IDS = st.from_regex(re.compile(ID_PATTERN, re.ASCII), fullmatch=True)
LIKE = st.text(st.sampled_from("a._-2"), min_size=1, max_size=8)


@given(IDS | LIKE)
def test_ids_have_only_signs_that_the_plugin_allows(id_: str) -> None:
    """Nothing but letters, digits, dashes and underscores."""
    assert re.fullmatch(r"[A-Za-z0-9_-]+", plugin_id(id_))


@given(LIKE, LIKE)
def test_no_two_ids_become_the_same(one: str, other: str) -> None:
    """Different ids stay different."""
    assert (plugin_id(one) == plugin_id(other)) == (one == other)
