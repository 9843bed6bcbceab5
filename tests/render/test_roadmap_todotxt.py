import re
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings

from mlcareer.checklists.todotxt import read_todotxt
from mlcareer.model.plan import Claim
from mlcareer.render.roadmap_todotxt import plain, roadmap_todotxt
from mlcareer.roadmap.plan import Roadmap
from support import clean_environment
from support_golden import check_golden, garden_roadmap
from support_plans import HOSTILE, PLANS, TEXTS, plan_of, require_program

LINE = re.compile(
    r"(?:\((?P<priority>[A-C])\) |x (?P<done>\d{4}-\d\d-\d\d) )?(?P<created>\d{4}-\d\d-\d\d) "
    r"(?P<text>.*)"
)


def lines(plan: Roadmap) -> list[dict[str, str | None]]:
    """Take each line apart by the rules of todo.txt."""
    text = roadmap_todotxt(plan)
    assert text == "" or text.endswith("\n")
    found = [LINE.fullmatch(line) for line in text.splitlines()]
    assert None not in found
    return [match.groupdict() for match in found if match]


def words(plan: Roadmap, start: str) -> list[list[str]]:
    """List the words of each line that begin in a way."""
    return [
        [word for word in line.split() if word.startswith(start)]
        for line in roadmap_todotxt(plan).splitlines()
    ]


def keys(line: str) -> list[str]:
    """List the keys that stand with a value in a line."""
    return re.findall(r"(?:^|\s)([^\s:]+):\S", line)


def run(*arguments: str, home: Path) -> str:
    """Run the program todo.txt on the files of a folder."""
    done = subprocess.run(
        [require_program("todo-txt", "todo.sh"), "-p", "-d", str(home / "config"), *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=clean_environment(home),
        check=True,
        timeout=60,
    )
    return done.stdout


def put(plan: Roadmap, home: Path) -> Path:
    """Write a plan where the program looks for it."""
    files = ("TODO_FILE", "todo.txt"), ("DONE_FILE", "done.txt"), ("REPORT_FILE", "report.txt")
    config = [
        f'export TODO_DIR="{home}"',
        *(f'export {key}="{home}/{name}"' for key, name in files),
    ]
    (home / "config").write_text("\n".join(config) + "\n", encoding="utf-8")
    (home / "done.txt").write_text("", encoding="utf-8")
    (home / "todo.txt").write_text(roadmap_todotxt(plan), encoding="utf-8")
    return home / "done.txt"


def numbers(listing: str) -> Sequence[str]:
    """List the numbers under which the program shows tasks."""
    return re.findall(r"^(\d+) ", listing, re.MULTILINE)


def test_the_list_is_as_it_was_accepted() -> None:
    """The gardener's plan is byte for byte what was looked at."""
    check_golden("roadmap.todotxt", roadmap_todotxt(garden_roadmap()))


@settings(max_examples=25)
@given(PLANS)
def test_each_task_is_a_line_with_its_id(plan: Roadmap) -> None:
    """Checks, tasks and ticks stand in order, each with one id, which is the last word."""
    wanted = [one.id for one in (*plan.checks, *plan.tasks)]
    wanted += [one.claim.id for one in plan.ticked]
    assert [line.split()[-1] for line in roadmap_todotxt(plan).splitlines()] == [
        f"mlc:{id_}" for id_ in wanted
    ]
    assert len(lines(plan)) == len(wanted)


@settings(max_examples=25)
@given(PLANS)
def test_done_is_what_was_ticked(plan: Roadmap) -> None:
    """A tick has the day on which it was done, and was made no later than that."""
    done = [line for line in lines(plan) if line["done"]]
    assert [line["done"] for line in done] == [one.claim.on for one in plan.ticked]
    for line in done:
        assert str(line["created"]) <= str(line["done"])
    for line in lines(plan)[: -len(plan.ticked) or None]:
        assert line["created"] == plan.made_on.isoformat()


def test_priorities_dates_skills_and_contexts() -> None:
    """Core is A, useful is B; a step names its skill, what to do and until when."""
    text = roadmap_todotxt(garden_roadmap()).splitlines()
    assert text[0] == (
        "(A) 2026-11-22 Digging: working +digging @read @do due:2026-11-28 mlc:digging.2"
    )
    assert text[1].startswith("(A) 2026-11-22 BED-1: A bed of one's own +digging @build due:")
    assert text[2].startswith("(B) 2026-11-22 Compost: working +compost @read due:2026-12-05")


def test_evidence_is_there_where_it_is_one_word() -> None:
    """Evidence with spaces has no place in this form, and does not break it."""
    text = roadmap_todotxt(garden_roadmap())
    assert "evidence:photos/pot.jpg mlc:project.POT-1" in text
    claim = Claim("project.POT-1", "2026-11-21", "2026-11-21T18:00:00+00:00", "my +pot mlc:a.1")
    assert "evidence" not in roadmap_todotxt(garden_roadmap(claims=(claim,)))


@given(TEXTS)
def test_names_smuggle_nothing_in(text: str) -> None:
    """No name makes a project, a context, a key with a value, a done task or another line."""
    plan = plan_of(text)
    skills = {f"+{skill}" for skill in ("digging", "compost", "tomatoes", "pruning", "gone")}
    contexts = {"@read", "@do", "@build", "@check"}
    assert set().union(*words(plan, "+")) <= skills
    assert set().union(*words(plan, "@")) <= contexts
    found = lines(plan)
    assert len(found) == len(plan.tasks) + len(plan.ticked)
    assert [bool(line["done"]) for line in found] == [False] * len(plan.tasks) + [True] * len(
        plan.ticked
    )
    for line in found:
        assert set(keys(str(line["text"]))) <= {"due", "mlc", "evidence"}
        assert keys(str(line["text"])).count("mlc") == 1
        assert keys(str(line["text"])).count("due") <= 1


@given(TEXTS)
def test_a_plain_text_keeps_its_words(text: str) -> None:
    """Only signs that mean something are set apart; plain words stay as they are."""
    kept = plain(text)
    assert plain(kept) == kept
    assert "\n" not in kept
    assert (
        plain("Größe 你好, C++ and a@b: fine (really)") == "Größe 你好, C++ and a@b: fine (really)"
    )
    assert plain("\u0645\u06cc\u200c\u0634\u0648\u062f \U0001f469\u200d\U0001f33e") == (
        "\u0645\u06cc\u200c\u0634\u0648\u062f \U0001f469\u200d\U0001f33e"
    )
    assert plain("due:2020-01-01 +a @b") == "due: 2020-01-01 '+a '@b"


def test_the_program_lists_every_task(tmp_path: Path) -> None:
    """The real program finds each line, and the tasks of a skill and of a context."""
    plan = garden_roadmap()
    put(plan, tmp_path)
    assert len(numbers(run("list", home=tmp_path))) == len(plan.tasks) + len(plan.ticked)
    assert len(numbers(run("list", "+compost", home=tmp_path))) == 2
    assert len(numbers(run("list", "@build", home=tmp_path))) == 2
    assert run("listproj", home=tmp_path).split() == [
        *("+compost", "+digging", "+gone", "+pruning", "+tomatoes")
    ]


def test_what_the_program_ticks_is_read_back(tmp_path: Path) -> None:
    """A task done in the real program, and archived by it, is a tick with its day."""
    plan = garden_roadmap(claims=())
    done = put(plan, tmp_path)
    run("do", "3", home=tmp_path)
    (mark,) = read_todotxt(done.read_text(encoding="utf-8"), "done.txt").marks
    ids = [one.id for one in (*plan.checks, *plan.tasks)]
    assert (mark.id, mark.ticked) == (ids[2], True)
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", mark.on)
    rest = read_todotxt((tmp_path / "todo.txt").read_text(encoding="utf-8"), "todo.txt").marks
    assert [one.id for one in rest] == [*ids[:2], *ids[3:]]


@pytest.mark.parametrize("text", HOSTILE)
def test_the_program_sees_no_more_tasks_for_any_name(tmp_path: Path, text: str) -> None:
    """Hostile names are lines like all others in the real program."""
    plan = plan_of(text)
    put(plan, tmp_path)
    listing = run("list", home=tmp_path)
    assert len(numbers(listing)) == len(plan.tasks) + len(plan.ticked)
    assert run("listcon", home=tmp_path).split() == ["@build", "@do", "@read"]
