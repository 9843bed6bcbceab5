from dataclasses import replace
from datetime import date

import pytest
from markdown_it import MarkdownIt

from mlcareer.checklists.markdown import read_markdown
from mlcareer.model.levels import LEVEL_NAMES
from mlcareer.model.people import EvidenceKind
from mlcareer.model.plan import Claim, Wishes
from mlcareer.model.study import Resource
from mlcareer.render.markdown import escape
from mlcareer.render.roadmap_blocks import safe
from mlcareer.render.roadmap_markdown import roadmap_markdown
from mlcareer.roadmap.plan import PlanProject, PlanStep, Roadmap, Task
from support_golden import CLAIMS, EVENTS, PROJECTS, check_golden, garden_roadmap
from support_markdown import HOSTILE, harmless, kinds, tasks, tokens_of, visible

ADDRESS = "https://example.org/study"
NOTE = "Your goal: a first garden."
PRINCIPLES = ("Small and finished is better than large and begun.",)
EVIDENCE = (EvidenceKind("photo", "A photograph", "that it stands"),)
TIGHT = Wishes(hours_a_week=6, deadline=date(2027, 1, 20))
TIGHT_ROADMAP = garden_roadmap(wishes=TIGHT)
CHECKS = garden_roadmap(claims=()).checks


def hostile_roadmap(title: str) -> Roadmap:
    """Make a roadmap in which every text that content may choose is the title."""
    roadmap = TIGHT_ROADMAP
    ticked = [
        replace(one, title=title, claim=one.claim._replace(evidence=title))
        for one in roadmap.ticked
    ]
    return replace(
        roadmap,
        role=roadmap.role._replace(name=title),
        tasks=tuple(hostile_task(task, title) for task in roadmap.tasks),
        ticked=tuple(ticked),
        checks=tuple(
            replace(check, skill=check.skill._replace(name=title)) for check in CHECKS[:1]
        ),
    )


def hostile_task(task: Task, title: str) -> Task:
    """Replace all texts of a task."""
    if isinstance(task, PlanProject):
        project = task.project._replace(
            name=title, summary=title, data=title, criteria=(title, title)
        )
        return replace(task, project=project, common=(title,))
    resource = Resource("r", title, "book", "read", ("digging",), 1, 5, "free", ADDRESS)
    return replace(
        task,
        skill=task.skill._replace(name=title),
        reason=f"core; opens {title}",
        can_do=(title,),
        resources=(resource,),
    )


def hostile_markdown(title: str) -> str:
    """Write it, with the title in all that is added to it too."""
    kind = EvidenceKind("x", title, title)
    return roadmap_markdown(hostile_roadmap(title), (title,), (title,), (kind,))


def section(markdown: str, heading: str) -> list[str]:
    """List the lines that are not blank under a heading of the second level."""
    _, _, rest = markdown.partition(f"\n## {heading}\n")
    return [line for line in rest.partition("\n## ")[0].splitlines() if line]


def test_golden_file() -> None:
    """The sample plan comes out byte for byte as in its golden file."""
    check_golden("roadmap.md", roadmap_markdown(garden_roadmap(), PRINCIPLES, (NOTE,), EVIDENCE))


@pytest.mark.parametrize("title", HOSTILE)
def test_hostile_titles_are_harmless(title: str) -> None:
    """Whatever content or evidence says, no link, picture, markup or task comes of it."""
    tokens = tokens_of(hostile_markdown(title))
    harmless(tokens, {ADDRESS})
    assert len(tasks(tokens)) == len(tasks(tokens_of(hostile_markdown("Digging"))))


@pytest.mark.parametrize("title", HOSTILE)
def test_hostile_titles_do_not_change_the_structure(title: str) -> None:
    """The document has the same headings, lists and paragraphs as with a title of one word."""
    found = kinds(tokens_of(hostile_markdown(title)))
    assert found == kinds(tokens_of(hostile_markdown("Digging")))


@pytest.mark.parametrize("title", HOSTILE)
def test_hostile_titles_do_not_change_what_is_read_back(title: str) -> None:
    """The same ids and ticks are read, whatever the titles say."""
    calm = read_markdown(hostile_markdown("Digging")).marks
    found = read_markdown(hostile_markdown(title)).marks
    assert [(m.id, m.ticked) for m in found] == [(m.id, m.ticked) for m in calm]


@pytest.mark.parametrize("text", ["50 %% off", "a == b == c", "$5 and $6", "x ^block", "`$a$`"])
def test_signs_of_obsidian_and_github_are_escaped(text: str) -> None:
    """Comments, highlights, formulas and anchors do not come of texts; code stays code."""
    escaped = safe(text)
    for sign in ("%%", "==", " $", "^b"):
        assert sign not in escaped.replace(f"\\{sign}", "")
    assert visible(tokens_of(f"Why: {escaped}")) == [f"Why: {text.replace('`', '')}"]


def test_code_is_left_as_it_is() -> None:
    """Between backticks nothing is escaped, where escape leaves the code."""
    assert safe("`a == $b` and \\`c`") == escape("`a == $b` and \\`c`")


def test_each_task_has_a_box_and_its_id() -> None:
    """The list has a box for each task of the plan, in order, each with title and hidden id."""
    roadmap = garden_roadmap()
    found = [t for t in tasks(tokens_of(roadmap_markdown(roadmap))) if t.startswith("[ ]")]
    assert len(found) == len(roadmap.tasks) > 3
    for text, task in zip(found, roadmap.tasks, strict=True):
        assert text.startswith(f"[ ] **{task.title}** (")
        assert text.endswith(f"<!-- mlc:{task.id} -->")


def test_what_is_read_back_is_the_plan() -> None:
    """Reading an export gives exactly the ids of the plan and its ticks, each once."""
    for roadmap in (garden_roadmap(), garden_roadmap(claims=()), garden_roadmap(wishes=TIGHT)):
        reading = read_markdown(roadmap_markdown(roadmap))
        open_ = [*(c.id for c in roadmap.checks), *(task.id for task in roadmap.tasks)]
        ticked = [one.claim.id for one in roadmap.ticked]
        assert [mark.id for mark in reading.marks] == open_ + ticked
        assert [mark.ticked for mark in reading.marks] == [False] * len(open_) + [True] * len(
            ticked
        )
        assert not reading.remarks


@pytest.mark.parametrize(
    "evidence", ["photos/pot.jpg", "https://example.org/a_b_(c)", "C:\\new\\_x", "a `b` c", "*"]
)
def test_evidence_is_read_back_as_it_was(evidence: str) -> None:
    """What was named as evidence survives writing and reading."""
    claim = Claim("project.POT-1", "2026-11-21", "2026-11-21T18:00:00+00:00", evidence)
    marks = read_markdown(roadmap_markdown(garden_roadmap(claims=(claim,)))).marks
    assert [m.evidence for m in marks if m.ticked] == [evidence]


def test_links_lead_to_the_resources() -> None:
    """Each resource is a link to its address, brackets in address and title included."""
    roadmap = garden_roadmap()
    tokens = tokens_of(roadmap_markdown(roadmap))
    found = [str(t.attrs["href"]) for t in tokens if t.type == "link_open"]
    wanted = [resource.url for step in roadmap.steps for resource in step.resources]
    assert [address.replace("%28", "(").replace("%29", ")") for address in found] == wanted


def test_all_that_is_said_of_a_step_and_a_project() -> None:
    """Hours, dates, reason, statements, what it waits for, data, criteria, evidence stand there."""
    roadmap = garden_roadmap()
    text = roadmap_markdown(roadmap)
    for step in roadmap.steps:
        assert step.dates
        assert f"about {step.hours[0]} to {step.hours[1]} h" in text
        assert all(f"    - {statement}" in text for statement in step.can_do)
    (project,) = roadmap.projects
    for part in (project.project.summary, project.project.data, *project.project.criteria):
        assert part in text
    assert text.count("A diary says what did not work.") == 1
    titles = {task.id: task.title for task in roadmap.tasks}
    waiting = [task for task in roadmap.tasks if task.after]
    assert waiting
    for task in waiting:
        assert f"  - After: {'; '.join(titles[id_] for id_ in task.after)}" in text
    assert "  - Evidence: (path or address)" in text


def test_a_stage_ends_with_its_project() -> None:
    """The tasks up to a project stand under its name, the others under a heading of their own."""
    roadmap = garden_roadmap()
    text = roadmap_markdown(roadmap)
    ids = [mark.id for mark in read_markdown("\n".join(section(text, "And then"))).marks]
    at = next(i for i, task in enumerate(roadmap.tasks) if isinstance(task, PlanProject))
    stage = section(text, "Stage 1, which ends with the project A bed of one's own")
    assert [m.id for m in read_markdown("\n".join(stage)).marks] == [
        task.id for task in roadmap.tasks[: at + 1]
    ]
    assert ids == [task.id for task in roadmap.tasks[at + 1 :]]


def test_a_plan_without_projects_has_one_list() -> None:
    """Without projects there are no stages, and nothing that goes for all projects."""
    text = roadmap_markdown(garden_roadmap(projects=()), PRINCIPLES)
    assert "Stage" not in text
    assert "For every project" not in text
    assert section(text, "To study")


def test_checks_stand_before_the_tasks() -> None:
    """What is probably there comes first, as tasks, with the command that asks about it."""
    roadmap = garden_roadmap(claims=())
    text = roadmap_markdown(roadmap)
    lines = section(text, "Check first")
    assert f"`mlcareer assess {' '.join(c.skill.id for c in roadmap.checks)}`" in lines[0]
    assert len(lines) - 1 == len(roadmap.checks) > 0
    for line, check in zip(lines[1:], roadmap.checks, strict=True):
        name = f"{check.skill.name}: {LEVEL_NAMES[check.level]}"
        assert line.startswith(f"- [ ] **I can already: {name}** (there with a chance of ")
    assert text.index("## Check first") < text.index("## Stage 1")


@pytest.mark.parametrize("name", ["SQL (queries)", "A (b) (c", "Digging: (deep); there"])
def test_a_check_keeps_the_whole_name_of_its_skill(name: str) -> None:
    """Brackets in a name are not taken for those around how probable it is."""
    (check,) = CHECKS
    named = replace(check, skill=check.skill._replace(name=name))
    text = roadmap_markdown(replace(garden_roadmap(claims=()), checks=(named,)))
    (line,) = section(text, "Check first")[1:]
    assert line.startswith(f"- [ ] **I can already: {name}: novice** (there with a chance of ")


def test_the_next_weeks_are_named_where_there_are_dates() -> None:
    """Eight weeks at most, each with its steps; none where no hours are known."""
    lines = section(roadmap_markdown(garden_roadmap()), "The next weeks")
    assert len(lines) == 8
    assert lines[0] == (
        "- Week of 23 Nov 2026, 6 h: Digging: working (4 h 30 min); Compost: working (1 h 30 min)"
    )
    assert "The next week" not in roadmap_markdown(garden_roadmap(wishes=Wishes()))


def test_what_is_left_out_is_named_with_the_deadline() -> None:
    """What there is no time for is listed, without a box."""
    lines = section(roadmap_markdown(garden_roadmap(wishes=TIGHT)), "Left out until 20 Jan 2027")
    assert lines[0].startswith("- Tomatoes: proficient (")


def test_ticks_are_claims() -> None:
    """What was ticked is shown as done, with the day and what answers make of it."""
    lines = section(roadmap_markdown(garden_roadmap()), "Done")
    assert lines[0].startswith("- [x] **Digging: novice** (19 Nov 2026; proven: ")
    assert lines[1].startswith("- [x] **Compost: novice** (20 Nov 2026; claimed, not proven: ")


@pytest.mark.parametrize("on", ["", "yesterday", "2026-02-30"])
def test_a_tick_without_a_day(on: str) -> None:
    """A day that is missing or none is left out."""
    roadmap = garden_roadmap(claims=(Claim("gone.2", on, "2026-11-21T18:00:00+00:00"),))
    assert "- [x] **gone.2** (done) <!-- mlc:gone.2 -->" in roadmap_markdown(roadmap)


def test_head_says_how_to_go_on() -> None:
    """How to tick and how to refresh stands above all tasks, notes and kinds of evidence too."""
    text = roadmap_markdown(garden_roadmap(), PRINCIPLES, (NOTE,), EVIDENCE)
    head = text.partition("\n## ")[0]
    for part in (
        "22 Nov 2026",
        "`[x]`",
        "`mlcareer sync FILE`",
        "`mlcareer roadmap --update FILE`",
    ):
        assert part in head
    assert NOTE in head
    assert f"- {PRINCIPLES[0]}" in text
    assert "- A photograph: that it stands" in text


def test_the_document_keeps_its_structure_in_html() -> None:
    """Details stand inside their task, and the seal is hidden."""
    html = MarkdownIt("commonmark").render(roadmap_markdown(garden_roadmap()))
    assert html.count("<h1>") == 1
    assert "<p>mlc" not in html
    assert html.rstrip().endswith("-->")


@pytest.mark.parametrize("text", ["Evidence: photos/none.jpg", "**evidence**: none", "Evidence:"])
def test_what_begins_like_evidence_is_not_read_as_such(text: str) -> None:
    """The summary of a project that begins with that word does not show that it is done."""
    roadmap = garden_roadmap()
    (task,) = roadmap.projects
    named = replace(task, project=task.project._replace(summary=text, data=text))
    tasks = tuple(named if one is task else one for one in roadmap.tasks)
    marks = read_markdown(roadmap_markdown(replace(roadmap, tasks=tasks))).marks
    assert [mark.evidence for mark in marks if mark.id == task.id] == [""]


@pytest.mark.parametrize(("checks", "ticked", "said"), [(1, 0, True), (0, 1, True), (0, 0, False)])
def test_how_to_tick_is_said_where_there_is_a_box(checks: int, ticked: int, *, said: bool) -> None:
    """A plan of checks or of ticks alone can be ticked and brought up to date, too."""
    roadmap = replace(
        garden_roadmap(),
        tasks=(),
        unmeasured=(),
        checks=CHECKS[:checks],
        ticked=garden_roadmap().ticked[:ticked],
    )
    assert ("mlcareer roadmap --update FILE" in roadmap_markdown(roadmap)) is said


def test_an_empty_plan_has_no_open_task() -> None:
    """With nothing to study the document says so and has no box to tick."""
    roadmap = replace(
        garden_roadmap(claims=(), projects=()), tasks=(), checks=(), hours=(0, 0), unmeasured=()
    )
    text = roadmap_markdown(roadmap)
    assert "Nothing to study" in text
    assert tasks(tokens_of(text)) == []


def test_same_plan_same_bytes() -> None:
    """Nothing but the plan decides about the text."""
    for events in (EVENTS, ()):
        one, other = (
            roadmap_markdown(garden_roadmap(events, claims=CLAIMS, projects=PROJECTS))
            for _ in range(2)
        )
        assert one == other


def test_steps_have_dates_only_where_hours_are_known() -> None:
    """Without hours a week a task names its hours alone."""
    roadmap = garden_roadmap(wishes=Wishes())
    step = next(task for task in roadmap.tasks if isinstance(task, PlanStep))
    assert f"**{step.title}** (about 3 to 6 h) <!--" in roadmap_markdown(roadmap)
