"""Plans that editors, programs and the machine were hard on: no tick and no line is lost."""

import csv
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from confined import CANNOT_CONFINE, run_ordinary
from mlcareer.checklists.markdown import read_markdown
from mlcareer.cli import main, plan
from mlcareer.cli.common import now
from mlcareer.content.skills import load_skill_map
from mlcareer.errors import ExitCode
from mlcareer.measure.steps import answer_event
from mlcareer.model.plan import claims_of
from mlcareer.store.database import Store
from support import DATA, Call, Result, clean_environment, make_question, rating, run_mlcareer
from support_plans import require_program
from terminal import CTRL_C, CTRL_D, Terminal

STEP, OTHER, PROJECT = "ml-concepts.1", "python.1", "project.SQL-1"
TICKED = frozenset({STEP, OTHER, PROJECT})
FORMS = ("md", "obsidian", "html", "json", "csv", "todotxt", "taskwarrior")
ENDINGS = {"obsidian": "md", "todotxt": "txt", "taskwarrior": "json"}
BUG = 70
SEAL = "<!-- mlc-lines"
SECTION = "## Stage 1"

Edit = Callable[[str], str]


class Base(NamedTuple):
    """A person's database, and her plan in each form."""

    database: Path
    plans: dict[str, str]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Base:
    """Make somebody who has nearly everything before her, and export her plan once."""
    home = tmp_path_factory.mktemp("base")
    database = home / "mlcareer" / "mlcareer.db"
    skills = list(load_skill_map(DATA).skills)
    said = [rating(skill, 0) for skill in skills]
    said += [answer_event(make_question(f"{one}-0", skill=one), "six") for one in skills[:20]]
    with Store(database) as store:
        assessment = store.start("ml-engineer", 1, now())
        for position, event in enumerate(said, 1):
            store.append(assessment, position, event, now())
    plans = {}
    with pytest.MonkeyPatch.context() as patch:
        for name, value in clean_environment(home).items():
            patch.setenv(name, value)
        for form in FORMS:
            file = home / form
            arguments = ["roadmap", "--hours", "6", "--export", form, "-o", str(file)]
            if main(arguments):
                pytest.fail(f"no plan could be exported as {form}")
            plans[form] = file.read_bytes().decode()
    return Base(database, plans)


class Person:
    """Somebody with a plan of about a hundred tasks, and a folder for files."""

    def __init__(self, base: Base, home: Path, folder: Path, call: Call) -> None:
        self.home, self.folder = home, folder
        self.plans = base.plans
        self.database = home / "mlcareer" / "mlcareer.db"
        self.database.parent.mkdir(exist_ok=True)
        shutil.copy(base.database, self.database)
        self._call = call

    def run(self, *arguments: str | Path) -> Result:
        """Run a command."""
        return self._call(*map(str, arguments))

    def good(self, *arguments: str | Path) -> Result:
        """Run a command that must go well."""
        result = self.run(*arguments)
        assert result.code == ExitCode.OK, result.err
        return result

    def bad(self, *arguments: str | Path) -> str:
        """Run a command that must be refused in one line, and return the line."""
        result = self.run(*arguments)
        assert result.code == ExitCode.USAGE, result.err
        assert len(result.err.strip().splitlines()) == 1
        return result.err

    def file(self, content: str | bytes, name: str = "plan.md") -> Path:
        """Write a file."""
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def ticked(self) -> dict[str, tuple[str, str]]:
        """List what is ticked, with its day and evidence."""
        with Store(self.database) as store:
            claims = claims_of(store.plan_events())
        return {claim.id: (claim.on, claim.evidence) for claim in claims.values()}

    def refreshed(self, file: Path) -> bytes:
        """Take in a file and bring it up to date; doing both again must change nothing."""
        before = file.read_bytes()
        self.good("sync", file)
        assert file.read_bytes() == before
        self.good("roadmap", "--update", file)
        after, ticks = file.read_bytes(), self.ticked()
        again = json.loads(self.good("sync", file, "--json").out)["data"]
        assert again["new"] == again["evidence_added"] == again["no_longer_ticked"] == []
        self.good("roadmap", "--update", file)
        assert file.read_bytes() == after
        assert self.ticked() == ticks
        return after


@pytest.fixture
def person(base: Base, home: Path, tmp_path: Path, call: Call) -> Person:
    """Give each test a person of its own."""
    return Person(base, home, tmp_path, call)


def fault(reason: str) -> pytest.MarkDecorator:
    """Mark what is known to go wrong; once it is mended, the mark has to go."""
    raises = (AssertionError, subprocess.TimeoutExpired)
    return pytest.mark.xfail(reason=reason, strict=True, raises=raises)


def tick(text: str, *ids: str) -> str:
    """Tick tasks in a Markdown plan."""
    for id_ in ids:
        text, count = re.subn(rf"\[ \](.*<!-- mlc:{re.escape(id_)} -->)", r"[x]\1", text)
        assert count == 1
    return text


def parted(text: str) -> tuple[str, str]:
    """Part a plan from its seal."""
    at = text.index(SEAL)
    return text[:at], text[at:]


def with_notes(text: str) -> str:
    """Write into all places: at the top, over a section, under a task, behind it, at the end."""
    text = text.replace(SECTION, f"own1z \u00fcber alles\n\n{SECTION}", 1)
    text = re.sub(
        rf"(.*mlc:{STEP} .*\n)", r"\1  - own2z under it\n\n    own3z apart\n", text, count=1
    )
    text = re.sub(rf"(<!-- mlc:{OTHER} -->.*)", r"\1 own4z", text, count=1)
    body, seal = parted(text)
    return f"own0z\n\n{body}own5z at the end\n\n{seal}"


def reordered(text: str) -> str:
    """Put the sections in the opposite order."""
    body, seal = parted(text)
    first, *sections = re.split(r"(?m)^(?=## )", body)
    return "".join((first, *(f"{one.rstrip()}\n\n" for one in reversed(sections)), seal))


def rebulleted(text: str) -> str:
    """Take tabs, other bullets and the line ends of Windows."""
    text = text.replace("\n- [", "\n1. [").replace("\n  - ", "\n\t* ").replace("\n    ", "\n\t\t")
    return text.replace("\n", "\r\n")


def wrapped(text: str, width: int = 80, indent: str = "  ", *, years: bool = False) -> str:
    """Break long lines, as formatters do; comments of several lines stay.

    Args:
        text: The plan.
        width: Columns.
        indent: What the lines that follow begin with.
        years: Whether a line may begin with "2027)", which looks like an item of a list.
    """
    body, seal = parted(text)
    if not years:
        body = re.sub(r" (\d{4}\))", "\u00a0\\1", body)
    lines = []
    for line in body.split("\n"):
        lead = re.match(r"\s*", line)
        deep = (lead[0] if lead else "") + indent
        broken = textwrap.wrap(
            line, width, subsequent_indent=deep, break_long_words=False, break_on_hyphens=False
        )
        lines += broken or [""]
    return "\n".join(lines).replace("\u00a0", " ") + seal


def swapped(text: str) -> str:
    """Swap the ids of two tasks that are both ticked."""
    text = text.replace(f"mlc:{STEP} ", "mlc:between ").replace(f"mlc:{OTHER} ", f"mlc:{STEP} ")
    return text.replace("mlc:between ", f"mlc:{OTHER} ")


def copied(text: str) -> str:
    """Copy a task five times, open, below itself."""
    line = next(line for line in text.split("\n") if f"mlc:{STEP} " in line)
    return text.replace(line, "\n".join((line, *[line.replace("[x]", "[ ]")] * 5)), 1)


def indented(text: str, by: str) -> str:
    """Put something before each line but those of the seal."""
    body, seal = parted(text)
    return "".join(f"{by}{line}".rstrip() + "\n" for line in body.splitlines()) + "\n" + seal


def conflicted(text: str) -> str:
    """Leave a merge conflict, in a task and in the seal."""
    line = next(line for line in text.split("\n") if f"mlc:{OTHER} " in line)
    theirs = line.replace("[x]", "[ ]")
    text = text.replace(line, f"<<<<<<< HEAD\n{line}\n=======\n{theirs}\n>>>>>>> own6z", 1)
    body, seal = parted(text)
    rows = seal.split("\n")
    rows[3:4] = ["<<<<<<< HEAD", rows[3], "=======", rows[4], ">>>>>>> own7z"]
    return body + "\n".join(rows)


def with_fields(text: str) -> str:
    """Add what other plugins write: fields, tags, block links, a call-out."""
    more = r"\1 [due:: 2026-12-01] #study/now ^own8z \U0001f501 every week"
    more = more.replace(r"\U0001f501", "\U0001f501")
    text = re.sub(rf"(<!-- mlc:{STEP} -->.*)", more, text, count=1)
    return text.replace(SECTION, f"> [!note]- own9z\n> own10z\n\n{SECTION}", 1)


def capitals(text: str) -> str:
    """Write the ids in capitals."""
    return re.sub(r"(?<=<!-- mlc:)\S+", lambda found: found[0].upper(), text)


def only_ids(text: str) -> str:
    """Leave of each task its box and id, and nothing else."""
    found = re.findall(r"(- \[[ x]\] ).*(<!-- mlc:\S+ -->)", text)
    return "".join(f"{box}{comment}\n" for box, comment in found)


def foreign(text: str) -> str:
    """Add ticks under ids that nobody knows."""
    return text.replace(
        SECTION, f"- [x] own11z <!-- mlc:fishing.3 -->\n- [x] <!-- mlc:a.b.c -->\n\n{SECTION}"
    )


def strange(text: str) -> str:
    """Write in other scripts, with signs of several code points and marks of direction."""
    words = "\u05e9\u05dc\u05d5\u05dd \u202e\u0645\u0631\u062d\u0628\u0627\u202c"
    note = f"own12z {words} \U0001f469\u200d\U0001f4bb e\u0301 \u2028 \x0c end"
    return text.replace(SECTION, f"{note}\n\n{SECTION}", 1)


def seal_edited(text: str) -> str:
    """Change the seal by hand."""
    body, seal = parted(text)
    rows = seal.split("\n")
    return body + "\n".join((rows[0], "own13z, what is this?", *rows[2:5], rows[5][:40], *rows[6:]))


def mangled_by_years(text: str) -> str:
    """Break lines where the year comes first in the next one."""
    return wrapped(text, 80, "", years=True)


EDITS: dict[str, Edit] = {
    "reordered": reordered,
    "tabs, numbers and CRLF": rebulleted,
    "second half deleted": lambda text: text[: text.index("\n", text.index(f"mlc:{PROJECT} "))],
    "cut in a comment": lambda text: text[: text.index("<!-- mlc:", text.index(PROJECT) + 20) + 9],
    "wrapped at 80": wrapped,
    "a year first": mangled_by_years,
    "ids swapped": swapped,
    "copied five times": copied,
    "quoted twice": lambda text: indented(text, ">> "),
    "below a list": lambda text: "- own14z\n" + indented(text, "    "),
    "capitals": capitals,
    "strange scripts": strange,
    "unknown ids": foreign,
    "merge conflict": conflicted,
    "no seal": lambda text: parted(text)[0],
    "two seals": lambda text: f"{text}\n{parted(text)[1]}",
    "seal edited": seal_edited,
    "only ids": only_ids,
    "front matter": lambda text: f"---\ntitle: own15z\ntags: [a, b]\n---\n{text}",
    "plugins": with_fields,
    "old Mac": lambda text: text.replace("\n", "\r"),
    "blank lines between": lambda text: text.replace("\n", "\n\n"),
    "two tasks joined": lambda text: re.sub(rf"(mlc:{STEP} -->)[^\n]*\n", r"\1 ", text, count=1),
    "star boxes": lambda text: text.replace("[x]", "[X]").replace("- [", "+ ["),
}


def own_words(text: str) -> dict[str, int]:
    """Count the words that stand for what the person wrote."""
    found = re.findall(r"own\d+z", text)
    return {word: found.count(word) for word in found}


BOTH_FORMS = ("wrapped at 80", "a year first", "merge conflict", "plugins")


@pytest.mark.parametrize(
    ("form", "name"),
    [
        *(("md", name) for name in EDITS),
        *(("obsidian", name) for name in BOTH_FORMS),
    ],
)
def test_no_edit_loses_a_tick_or_a_line(person: Person, form: str, name: str) -> None:
    """Whatever was done to the file: each tick with its id is kept, and each own word once."""
    text = EDITS[name](with_notes(tick(person.plans[form], *TICKED)))
    after = person.refreshed(person.file(text)).decode()
    assert set(person.ticked()) == TICKED
    assert own_words(after) == own_words(text)
    before = {mark.id.lower() for mark in read_markdown(text).marks if mark.ticked}
    assert before <= {mark.id.lower() for mark in read_markdown(after).marks if mark.ticked}


@pytest.mark.parametrize("form", ["md", "obsidian"])
def test_an_untouched_file_stays_byte_for_byte(person: Person, form: str) -> None:
    """On the same day, with nothing ticked, the update writes the bytes that it read."""
    text = person.plans[form]
    assert person.refreshed(person.file(text)).decode() == text
    assert person.ticked() == {}


LOSSES: dict[str, tuple[Edit, str]] = {
    "a tail that the new text has too": (
        lambda text: re.sub(rf"\)( <!-- mlc:{OTHER} )", r") 2026\1", text, count=1),
        r"\) 2026 <!-- mlc:python\.1 ",
    ),
    "a note of six letters in the seal": (
        lambda text: text[: text.rindex("-->")] + "- Python\n- [ ] banana\n",
        r"(?s)- Python\n- \[ \] banana",
    ),
}


@pytest.mark.parametrize(
    "name",
    [
        "a tail that the new text has too",
        "a note of six letters in the seal",
    ],
)
def test_own_words_that_look_like_the_programs(person: Person, name: str) -> None:
    """What the person wrote stays where the plan changed, though the program has such words."""
    edit, wanted = LOSSES[name]
    file = person.file(edit(person.plans["md"]))
    person.good("roadmap", "--update", file, "--hours", "9")
    assert re.search(wanted, file.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "first",
    [
        "{{< toc >}}",
        "{% include head %}",
        "[](#top)",
        "# id, done",
        "x 2026-11-20 mlc:python.2",
    ],
)
def test_a_first_line_of_ones_own(person: Person, first: str) -> None:
    """Markdown that begins as another form does is still Markdown."""
    text = f"{first}\n\n{tick(person.plans['md'], STEP)}"
    after = person.refreshed(person.file(text)).decode()
    assert after.startswith(first)
    assert set(person.ticked()) == {STEP}


@pytest.mark.parametrize(
    ("encoding", "note"),
    [
        ("cp1252", "\u00dcbung \u201emacht\u201c Gr\u00f6\u00dfe \u2013 2 \u20ac"),
        ("utf-8-sig", "\u00dcbung \U0001f600"),
        ("utf-16", "\u00dcbung \U0001f600"),
    ],
)
def test_encodings_stay(person: Person, encoding: str, note: str) -> None:
    """A file is written again as it was encoded, with all its letters."""
    text = f"{note}\n\n{tick(person.plans['md'], STEP)}"
    after = person.refreshed(person.file(text.encode(encoding)))
    assert note in after.decode(encoding)
    assert set(person.ticked()) == {STEP}


def test_big_endian_stays(person: Person) -> None:
    """A file in UTF-16 keeps its byte order; with nothing changed, all of its bytes."""
    raw = f"\ufeff{person.plans['md']}".encode("utf-16-be")
    assert person.refreshed(person.file(raw)) == raw


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(lambda text: f"caf\u00e9\n\u0081\n\n{text}".encode("latin-1"), id="latin-1"),
        pytest.param(lambda text: b"caf\xe9 \xe2\x8f\xab\n\n" + text.encode(), id="mixed"),
    ],
)
def test_a_byte_that_is_no_text(person: Person, raw: Callable[[str], bytes]) -> None:
    """A file with a byte of another encoding is brought up to date with its bytes, or refused."""
    file = person.file(raw(tick(person.plans["md"], STEP)))
    begin = file.read_bytes()[:5]
    result = person.run("roadmap", "--update", file)
    assert result.code in {ExitCode.OK, ExitCode.USAGE}, result.err
    assert file.read_bytes().startswith(begin)


def test_a_plan_in_a_block_of_code_is_refused(person: Person) -> None:
    """Where all stands in code there is no task; the file stays, and one line says so."""
    text = f"```\n{tick(person.plans['md'], STEP)}```\n"
    file = person.file(text)
    assert "no task of a plan was found" in person.bad("sync", file)
    assert "is no plan in Markdown" in person.bad("roadmap", "--update", file)
    assert file.read_bytes() == text.encode()


def test_ids_without_boxes_are_refused(person: Person) -> None:
    """Ids alone are no ticks; the line says what is missing."""
    ids = "\n".join(re.findall(r"<!-- mlc:\S+ -->", person.plans["md"]))
    assert "has no box" in person.bad("sync", person.file(ids))


def test_ten_megabytes_of_notes_stay(person: Person) -> None:
    """A diary of ten megabytes in the middle of a plan is carried through."""
    diary = "".join(f"{number} {'und so weiter ' * 50}\n" for number in range(14_300))
    assert len(diary) > 10_000_000
    text = tick(person.plans["md"], STEP).replace(SECTION, f"{diary}\n{SECTION}", 1)
    file = person.file(text)
    person.good("roadmap", "--update", file)
    assert diary in file.read_text(encoding="utf-8")
    assert set(person.ticked()) == {STEP}


def test_one_sign_of_the_plugin_makes_no_other_form(person: Person) -> None:
    """A note with the sign that Obsidian puts before ids leaves a plain plan plain."""
    text = f"\U0001f194 means id\n\n{person.plans['md']}"
    after = person.refreshed(person.file(text)).decode()
    assert after == text


WORDS = st.sampled_from(("insert", "delete", "double", "swap", "bullet", "indent", "case", "box"))
SCRIPTS = st.lists(st.tuples(WORDS, st.integers(0, 2000)), min_size=1, max_size=8)


def edited(lines: list[str], kind: str, at: int, word: str) -> list[str]:
    """Change one line, or its place."""
    line = lines[at]
    match kind:
        case "insert":
            return [*lines[:at], ("", "  - ", "> ", "- [ ] ", "# ")[at % 5] + word, *lines[at:]]
        case "delete":
            return lines[:at] + lines[at + 1 :]
        case "double":
            return [*lines[: at + 1], *lines[at:]]
        case "swap":
            other = (at * 7 + 3) % len(lines)
            changed = list(lines)
            changed[at], changed[other] = lines[other], line
            return changed
        case "bullet":
            line = re.sub(r"^(\s*)- ", ("\\1* ", "\\1+ ", "\\g<1>7) ", "\\1-\t")[at % 4], line)
        case "indent":
            line = ("  ", "\t", "> ", " ")[at % 4] + line
        case "case":
            line = line.replace("[x]", "[X]")
        case _:
            line = line.replace("[ ]", "[x]", 1)
    return [*lines[:at], line, *lines[at + 1 :]]


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(script=SCRIPTS, form=st.sampled_from(["md", "obsidian"]), crlf=st.booleans())
def test_random_edits_lose_nothing(person: Person, script: Any, form: str, crlf: bool) -> None:  # noqa: ANN401 - pairs
    """After any edits each tick with an id is kept, each own line stays, and it is stable."""
    body, seal = parted(tick(person.plans[form], *TICKED))
    lines = body.split("\n")
    for number, (kind, at) in enumerate(script):
        lines = edited(lines, kind, at % len(lines), f"own{number}z")
    text = "\n".join(lines) + "\n" + seal
    ids = {
        found[1] for line in lines if (found := re.search(r"\[[xX]\].*<!-- mlc:(\S+) -->", line))
    }
    known = person.ticked()
    if not ids and not known:
        return
    after = person.refreshed(person.file(text.replace("\n", "\r\n") if crlf else text)).decode()
    assert set(person.ticked()) >= ids | set(known)
    assert own_words(after) == own_words(text)


def table(person: Person, separator: str = ",", head: str = "", **words: str) -> str:
    """Save the table as a spreadsheet does, with two tasks ticked."""
    rows = list(csv.DictReader(StringIO(person.plans["csv"], newline="")))
    names = [*reversed(rows[0])]
    out = StringIO()
    out.write(head)
    writer = csv.DictWriter(out, names, delimiter=separator, quoting=csv.QUOTE_ALL)
    writer.writeheader()
    for row in rows:
        done = row["id"] in {STEP, PROJECT}
        row["done"] = words.get("yes", "TRUE") if done else words.get("no", "FALSE")
        if row["id"] == PROJECT:
            row["evidence"] = "photos/bed; one, \u00fc.jpg"
        writer.writerow(row)
    return out.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize(
    ("separator", "words"),
    [
        (",", {}),
        (";", {"yes": "WAHR", "no": "FALSCH"}),
        ("\t", {"yes": "1", "no": "0"}),
        (";", {"head": "sep=;\r\n"}),
        (";", {"head": "\r\n;;;;\r\n"}),
    ],
)
def test_what_spreadsheets_save(
    person: Person, encoding: str, separator: str, words: dict[str, str]
) -> None:
    """Columns in another order, other separators, words and encodings: the ticks are read."""
    text = table(person, separator, **words)
    text = text if encoding != "cp1252" else text.encode("cp1252", "replace").decode("cp1252")
    person.good("sync", person.file(text.encode(encoding), "plan.csv"))
    ticks = person.ticked()
    assert set(ticks) == {STEP, PROJECT}
    assert ticks[PROJECT][1] == "photos/bed; one, \u00fc.jpg"


@pytest.mark.parametrize(
    "head",
    [
        "",
        "sep=;\r\n",
    ],
)
def test_a_table_without_its_name(person: Person, head: str) -> None:
    """A table is known by its columns where its name does not say what it is."""
    person.good("sync", person.file(table(person, ";", head), "table.txt"))
    assert set(person.ticked()) == {STEP, PROJECT}


def test_one_id_in_two_spellings_is_not_taken_back(person: Person) -> None:
    """Of one task that stands twice, ticked and not, the tick counts in each form."""
    person.good("done", OTHER)
    rows = f"id,done\n{OTHER.upper()},x\n{OTHER},\n"
    person.good("sync", "--untick", person.file(rows, "plan.csv"))
    assert set(person.ticked()) == {OTHER}


def warrior(**more: str) -> list[dict[str, str]]:
    """Make an export of Taskwarrior with one task that is done."""
    return [{"uuid": "u", "mlcid": STEP, "status": "completed"} | more]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("plan.json", json.dumps(warrior(), indent=4)),
        ("plan.json", f"\ufeff{json.dumps(warrior())}"),
        ("plan.txt", json.dumps(warrior())),
        ("plan.txt", json.dumps(warrior(), indent=2)),
        ("plan.txt", f"[ {json.dumps(warrior()[0])} ]"),
        ("plan.txt", f"[\r\n{json.dumps(warrior()[0])}]"),
    ],
)
def test_json_however_it_is_written(person: Person, name: str, text: str) -> None:
    """JSON is known by its brackets, whatever white space a program puts between them."""
    person.good("sync", person.file(text, name))
    assert set(person.ticked()) == {STEP}


def test_a_json_plan_that_a_program_ticked(person: Person) -> None:
    """A program that sets done and evidence, and writes all anew, is understood."""
    result = json.loads(person.plans["json"])
    for task in result["data"]["tasks"]:
        if task["id"] in {STEP, PROJECT}:
            task["done"] = True
        if task["id"] == PROJECT:
            task["evidence"] = "https://example.org/a?b=c#d"
    person.good("sync", person.file(json.dumps(result, indent=1, sort_keys=True), "p.json"))
    assert person.ticked()[PROJECT][1] == "https://example.org/a?b=c#d"
    assert set(person.ticked()) == {STEP, PROJECT}


@pytest.mark.parametrize("text", ["{", "[1]", "{}", "null", "[" * 50_000, '{"tasks": 1}', "[]"])
def test_broken_json_is_refused(person: Person, text: str) -> None:
    """What is no plan gets one line that names the file."""
    assert "p.json" in person.bad("sync", person.file(text, "p.json"))


def ticked_page(person: Person) -> str:
    """Tick a box as the page does."""
    mark = f'data-id="{STEP}"'
    assert mark in person.plans["html"]
    return person.plans["html"].replace(mark, f'{mark} data-on="2026-11-20" checked=""', 1)


@pytest.mark.parametrize(
    "edit",
    [
        str,
        lambda page: f"<!-- saved from url=(0014)about:internet -->\n{page}",
        lambda page: f'<?xml version="1.0"?>\r\n{page}'.replace("\n", "\r\n"),
        lambda page: page.replace("<input", "<INPUT").replace("data-id", "DATA-ID"),
        lambda page: page.replace("</main>", ""),
        pytest.param(
            lambda page: f"<!-- saved from url=file:///{'long/' * 60} -->\n{page}",
        ),
    ],
)
def test_pages_that_browsers_saved(person: Person, edit: Edit) -> None:
    """A page is read back whatever a browser puts around its plan."""
    person.good("sync", person.file(edit(ticked_page(person)), "plan.html"))
    assert person.ticked() == {STEP: ("2026-11-20", "")}


def test_half_a_page_says_so(person: Person) -> None:
    """A page that ends in the middle gives what it has, with a remark."""
    page = ticked_page(person)
    page = page[: page.index(f'data-id="{STEP}"') + 2000]
    assert "the page holds only" in person.good("sync", person.file(page, "plan.html")).out
    assert set(person.ticked()) == {STEP}


@pytest.mark.parametrize("name", ["ticks.json", "ticks"])
def test_ticks_that_the_page_saved(person: Person, name: str) -> None:
    """The page's own file is read, whatever its name."""
    tasks = [{"id": STEP, "done": True, "on": "2026-11-20"}, {"id": OTHER, "done": False}, 7]
    text = json.dumps({"mlcareer_ticks": 1, "tasks": tasks}, indent=2)
    person.good("sync", person.file(text, name))
    assert person.ticked() == {STEP: ("2026-11-20", "")}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (f"x 2026-11-20 2026-11-01 Learn +a @b mlc:{STEP} pri:A\n", "2026-11-20"),
        (f"x (A) 2026-11-20 mlc:{STEP}\r\nown task\r\n", "2026-11-20"),
        (f"X Learn mlc:{STEP.upper()}\n", ""),
        pytest.param(
            f"x 2026-11-20 mlc:{STEP}\nmend <!-- in the page\n",
            "2026-11-20",
        ),
        (f"x 2026-11-20 Learn\tmlc:{STEP}\n", "2026-11-20"),
        (f"x 2026-11-20 Learn MLC:{STEP}\n", "2026-11-20"),
    ],
)
def test_todo_txt_by_hand(person: Person, text: str, day: str) -> None:
    """Tasks of todo.txt are known by their ids, whatever stands around them."""
    person.good("sync", person.file(text, "done.txt"))
    assert person.ticked() == {STEP: (day or now().date().isoformat(), "")}


def run_program(home: Path, *command: str, **places: str) -> str:
    """Run another program in the person's home."""
    return subprocess.run(
        command,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=clean_environment(home) | places,
        stdin=subprocess.DEVNULL,
        check=True,
        timeout=60,
    ).stdout


def test_the_real_todo_txt(person: Person) -> None:
    """Tasks that the program did, ranked and archived come back from both of its files."""
    program, home = require_program("todo-txt", "todo.sh"), person.folder
    person.file(person.plans["todotxt"], "todo.txt")
    person.file("", "done.txt")
    names = (("TODO", "todo"), ("DONE", "done"), ("REPORT", "report"))
    config = [f'export {key}_FILE="{home}/{name}.txt"' for key, name in names]
    person.file("\n".join((f'export TODO_DIR="{home}"', *config)) + "\n", "config")

    def number(id_: str) -> str:
        lines = (home / "todo.txt").read_text(encoding="utf-8").splitlines()
        return str(next(at for at, line in enumerate(lines, 1) if line.endswith(f"mlc:{id_}")))

    def todo(*arguments: str) -> None:
        run_program(home, program, "-p", "-a", "-d", f"{home}/config", *arguments)

    todo("pri", number(OTHER), "C")
    todo("append", number(PROJECT), "evidence:photos/bed.jpg")
    project = next(
        str(at)
        for at, line in enumerate((home / "todo.txt").read_text("utf-8").splitlines(), 1)
        if PROJECT in line
    )
    todo("do", number(STEP), number(OTHER), project)
    person.good("sync", home / "todo.txt")
    assert set(person.ticked()) == TICKED
    assert person.ticked()[PROJECT][1] == "photos/bed.jpg"
    before = person.ticked()
    todo("archive")
    assert STEP not in (home / "todo.txt").read_text(encoding="utf-8")
    for name in ("todo.txt", "done.txt"):
        person.good("sync", home / name)
    assert person.ticked() == before


@pytest.mark.parametrize("array", ["on", "off"])
def test_the_real_taskwarrior(person: Person, array: str) -> None:
    """Tasks that the program did come back; what it changed or deleted ticks nothing."""
    require_program("task")
    home = person.folder
    (home / "data").mkdir()
    uda = "uda.mlcid.type=string\nuda.mlcid.label=mlc\n"
    person.file(f"confirmation=off\nverbose=nothing\n{uda}", "taskrc")
    plan = person.file(person.plans["taskwarrior"], "plan.json")

    def task(*arguments: str) -> str:
        places = {"TASKRC": f"{home}/taskrc", "TASKDATA": f"{home}/data"}
        return run_program(home, "task", *arguments, **places)

    task("import", str(plan))
    task(f"mlcid:{PROJECT}", "annotate", "Evidence: photos/bed.jpg")
    task(f"mlcid:{STEP}", "modify", "another name", "due:2026-12-24", "+own")
    task(f"mlcid:{OTHER}", "delete")
    task("add", "own", "task")
    for id_ in (STEP, PROJECT):
        task(f"mlcid:{id_}", "done")
    person.good("sync", person.file(task(f"rc.json.array={array}", "export"), "export.json"))
    assert set(person.ticked()) == {STEP, PROJECT}
    assert person.ticked()[PROJECT][1] == "photos/bed.jpg"


@pytest.mark.parametrize("form", ["md"])
def test_evidence_that_comes_later_keeps_the_day(person: Person, form: str) -> None:
    """Evidence that is added in a file leaves the day on which the project was done."""
    person.good("done", PROJECT, "--on", "2026-01-02")
    file = person.folder / "plan.md"
    person.good("roadmap", "--export", form, "-o", file)
    text = file.read_text(encoding="utf-8")
    at = text.index(f"mlc:{PROJECT} ")
    person.file(text[:at] + text[at:].replace("(path or address)", "bed.jpg", 1))
    person.good("sync", file)
    assert person.ticked() == {PROJECT: ("2026-01-02", "bed.jpg")}


@pytest.mark.parametrize("day", ["none", " 2026-01-02 "])
def test_a_day_is_kept_as_a_day(person: Person, day: str) -> None:
    """Whatever --on takes for a day can be read again."""
    person.good("done", PROJECT)
    person.good("done", PROJECT, "--evidence", "bed.jpg", "--on", day)
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", person.ticked()[PROJECT][0])
    person.good("done", PROJECT)


@pytest.mark.parametrize("day", ["2099-01-01", "0001-01-01", "9999-12-31"])
def test_days_that_cannot_be_stop_nothing(person: Person, day: str) -> None:
    """A tick from a clock that was wrong is kept, and no command falls over it."""
    file = person.file(
        tick(person.plans["md"], PROJECT).replace(
            f"mlc:{PROJECT} -->", f"mlc:{PROJECT} --> \u2705 {day}"
        )
    )
    person.good("sync", file)
    assert set(person.ticked()) == {PROJECT}
    for command in (("progress",), ("next",), ("roadmap",), ("done", PROJECT), ("report",)):
        person.good(*command)


def test_a_day_that_lies_ahead_is_named(person: Person) -> None:
    """As done refuses a day that lies ahead, so sync says that a file has one."""
    line = f"- [x] Dig <!-- mlc:{STEP} --> \u2705 2099-01-01\n"
    assert "ahead" in person.good("sync", person.file(line)).out


EVIDENCE = {
    "half a character": "bed\ud800.jpg",
    "undecoded": "pl\udcf6t.png",
    "nothing": "a\0b",
    "escape": "\x1b[2Jbed",
    "comment": "--> <!-- mlc:python.2 -->",
    "box": "- [x] **a** <!-- mlc:python.2 -->",
    "pipe": "a | b",
    "link": "[a](b) <c> `d`",
    "formula": "=1+1",
}


@pytest.mark.parametrize(
    "name",
    [
        "half a character",
        "undecoded",
        "nothing",
        "escape",
        "comment",
        "box",
        "pipe",
        "link",
        "formula",
    ],
)
def test_evidence_of_any_kind(person: Person, name: str) -> None:
    """Evidence with strange characters stops no export, and brings no other tick back."""
    ticks = {
        "mlcareer_ticks": 1,
        "tasks": [{"id": PROJECT, "done": True, "evidence": EVIDENCE[name]}],
    }
    person.good("sync", person.file(json.dumps(ticks), "ticks.json"))
    for form in ("md", "csv", "todotxt"):
        file = person.folder / f"plan.{ENDINGS.get(form, form)}"
        person.good("roadmap", "--export", form, "-o", file)
        person.good("sync", file)
        assert set(person.ticked()) == {PROJECT}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("plan.csv", f"id,done\n{OTHER},erledigt\n"),
        ("plan.md", f"- [\u2713] **Python** <!-- mlc:{OTHER} -->\n"),
        ("plan.md", f"- [/] **Python** <!-- mlc:{OTHER} -->\n"),
    ],
    ids=["csv", "check mark", "half"],
)
def test_what_is_not_understood_takes_nothing_back(person: Person, name: str, text: str) -> None:
    """A word or mark that says neither done nor open leaves the tick, with --untick too."""
    person.good("done", OTHER)
    person.good("sync", "--untick", person.file(text, name))
    assert set(person.ticked()) == {OTHER}


def test_newer_evidence_is_not_replaced_by_that_of_an_old_file(person: Person) -> None:
    """Evidence that a file had all along does not displace what was named since."""
    file = person.folder / "plan.md"
    person.good("done", PROJECT, "--evidence", "old.txt")
    person.good("roadmap", "--export", "md", "-o", file)
    person.good("done", PROJECT, "--evidence", "new.txt")
    person.good("roadmap", "--update", file)
    assert person.ticked()[PROJECT][1] == "new.txt"


def test_ticks_in_code_are_named(person: Person) -> None:
    """Where a fence that was left open meets another, the ticks between are at least named."""
    line = f"- [x] **Python** <!-- mlc:{OTHER} -->\n"
    text = f"- [ ] **ML** <!-- mlc:{STEP} -->\n\n```\nnote\n\n{line}\n```py\nx = 1\n```\n"
    assert OTHER in person.good("sync", person.file(text)).out


def test_an_export_of_ones_own_can_be_written_again(person: Person) -> None:
    """A file that nobody touched is no obstacle to the export of a day later."""
    file = person.folder / "plan.md"
    person.good("roadmap", "--export", "md", "-o", file)
    person.good("done", PROJECT, "--evidence", "bed.jpg")
    person.good("roadmap", "--export", "md", "-o", file)


@contextmanager
def locked(database: Path) -> Iterator[None]:
    """Hold the database as another program may."""
    db = sqlite3.connect(database, isolation_level=None)
    db.execute("BEGIN EXCLUSIVE")
    try:
        yield
    finally:
        db.close()


def test_a_locked_database(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    """While another program holds the database, nothing is kept, and the file stays."""
    monkeypatch.setattr("mlcareer.store.database._BUSY_SECONDS", 0.01)
    text = tick(person.plans["md"], STEP)
    file = person.file(text)
    with locked(person.database):
        for command in (("sync", file), ("done", STEP), ("roadmap", "--update", file)):
            assert "locked" in person.bad(*command)
    assert person.ticked() == {}
    assert file.read_text(encoding="utf-8") == text


def test_a_database_of_the_first_form(person: Person) -> None:
    """A database from before there were plans takes ticks in."""
    db = sqlite3.connect(person.database)
    db.executescript("DROP TABLE plan_event; PRAGMA user_version = 1;")
    db.close()
    person.good("sync", person.file(tick(person.plans["md"], STEP)))
    assert set(person.ticked()) == {STEP}


def confined(person: Person, *arguments: str | Path) -> Result:
    """Run a command as somebody whom permissions bind."""
    done = run_ordinary("-m", "mlcareer", *map(str, arguments), home=person.home)
    if done.returncode == CANNOT_CONFINE:
        pytest.skip("root cannot give up its rights here")
    return Result(done.returncode, done.stdout, done.stderr)


def test_a_database_that_cannot_be_written(person: Person) -> None:
    """A tick that cannot be kept is refused in one line that names the database."""
    file = person.file(tick(person.plans["md"], STEP))
    person.database.chmod(0o444)
    person.database.parent.chmod(0o555)
    try:
        result = confined(person, "sync", file)
    finally:
        person.database.parent.chmod(0o755)
        person.database.chmod(0o644)
    assert result.code == ExitCode.USAGE
    assert len(result.err.splitlines()) == 1
    assert "mlcareer.db" in result.err


def test_a_folder_that_cannot_be_written(person: Person) -> None:
    """Ticks are taken in though the file cannot be renewed; the line names a way that exists."""
    folder = person.folder / "fixed"
    folder.mkdir()
    file = person.file(tick(person.plans["md"], STEP), "fixed/plan.md")
    before = file.read_bytes()
    folder.chmod(0o555)
    try:
        result = confined(person, "roadmap", "--update", file)
    finally:
        folder.chmod(0o755)
    assert result.code == ExitCode.USAGE
    assert str(file) in result.err
    assert file.read_bytes() == before
    assert set(person.ticked()) == {STEP}
    assert "Make it writable" in result.err
    assert "with -o" not in str(result.err).partition("Its ticks")[2]


def test_a_file_that_cannot_be_read(person: Person) -> None:
    """A file without the right to read it is named, and nothing is kept."""
    file = person.file(tick(person.plans["md"], STEP))
    file.chmod(0)
    for command in (("sync", file), ("roadmap", "--update", file)):
        result = confined(person, *command)
        assert result.code == ExitCode.USAGE
        assert "plan.md" in result.err
    assert person.ticked() == {}


def test_links_stay_links(person: Person) -> None:
    """The file behind a link is renewed, and the link stays."""
    file = person.file(tick(person.plans["md"], STEP), "real.md")
    link = person.folder / "link.md"
    link.symlink_to(file)
    person.refreshed(link)
    assert link.is_symlink()
    loop = person.folder / "loop.md"
    loop.symlink_to(loop)
    assert "loop.md" in person.bad("roadmap", "--update", loop)


def test_a_loop_is_no_place_to_write(person: Person) -> None:
    """A link that leads to itself is named."""
    loop = person.folder / "loop.md"
    loop.symlink_to(loop)
    assert "loop.md" in person.bad("roadmap", "--export", "md", "-o", loop)


@fault("the other name keeps the old text")
def test_both_names_of_a_file_are_renewed(person: Person) -> None:
    """A file with two names is renewed under both."""
    file = person.file(tick(person.plans["md"], STEP))
    other = person.folder / "other.md"
    os.link(file, other)
    person.good("roadmap", "--update", file, "--hours", "9")
    assert other.read_bytes() == file.read_bytes()


def test_places_that_are_no_files(person: Person) -> None:
    """A folder, a full device and an endless one are named in one line."""
    assert "is no file" in person.bad("roadmap", "--update", person.folder)
    assert "/dev/full" in person.bad("roadmap", "--export", "md", "-o", "/dev/full")
    assert "too large" in person.bad("sync", "/dev/zero")


def test_a_pipe_is_read(person: Person) -> None:
    """Ticks can come through a named pipe."""
    file, pipe = person.file(tick(person.plans["md"], STEP)), person.folder / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen(["/bin/sh", "-c", f"cat {file} > {pipe}"]):
        person.good("sync", pipe)
    assert set(person.ticked()) == {STEP}


def test_a_pipe_is_not_brought_up_to_date(person: Person) -> None:
    """What is no file cannot be renewed in its place, and that is said at once."""
    file, pipe = person.file(tick(person.plans["md"], STEP)), person.folder / "pipe"
    os.mkfifo(pipe)
    command = [sys.executable, "-m", "mlcareer", "roadmap", "--update", str(pipe)]
    with (
        subprocess.Popen(["/bin/sh", "-c", f"exec cat {file} > {pipe}"]) as writer,
        subprocess.Popen(
            command, env=clean_environment(person.home), stderr=subprocess.DEVNULL
        ) as run,
    ):
        try:
            assert run.wait(20) == ExitCode.USAGE
        finally:
            run.kill()
            writer.kill()


def test_a_file_that_changes_meanwhile_stays(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What another program saved during the update is not written over; the ticks are kept."""
    file = person.file(tick(person.plans["md"], STEP))
    plan_for = plan.plan_for

    def slow(*arguments: Any) -> Any:  # noqa: ANN401 - passed on
        file.write_text("saved by another", encoding="utf-8")
        return plan_for(*arguments)

    monkeypatch.setattr("mlcareer.cli.update.plan_for", slow)
    assert "was changed while" in person.bad("roadmap", "--update", file)
    assert file.read_text(encoding="utf-8") == "saved by another"
    assert set(person.ticked()) == {STEP}


def test_several_programs_take_ticks_in_at_once(person: Person) -> None:
    """Two that read files and one that ticks, all at once: all ticks are kept."""
    first = person.file(tick(person.plans["md"], STEP), "one.md")
    second = person.file(tick(person.plans["obsidian"], OTHER), "two.md")
    commands = (("sync", first), ("roadmap", "--update", second), ("done", PROJECT))
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "mlcareer", *map(str, command)],
            env=clean_environment(person.home),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for command in commands
    ]
    assert [process.wait(60) for process in running] == [ExitCode.OK] * len(commands)
    assert set(person.ticked()) == TICKED


@pytest.mark.parametrize("command", [("sync",), ("roadmap", "--update")])
@pytest.mark.parametrize(
    ("key", "code"), [(CTRL_D, ExitCode.OK), (CTRL_C, ExitCode.INTERRUPTED), ("\n", ExitCode.OK)]
)
def test_leaving_at_the_question_keeps_the_tick(
    person: Person, command: tuple[str, ...], key: str, code: ExitCode
) -> None:
    """Whoever leaves where the evidence is asked for has the tick and the file."""
    file = person.file(with_notes(tick(person.plans["md"], PROJECT)))
    with Terminal(*command, str(file), home=person.home) as terminal:
        assert "What shows SQL-1" in terminal.ask()
        terminal.press(key)
        assert terminal.end() == code
    assert set(person.ticked()) == {PROJECT}
    assert own_words(file.read_text(encoding="utf-8"))["own5z"] == 1


def test_no_input_is_no_obstacle(person: Person) -> None:
    """With standard input closed nothing is asked, and - is refused in one line."""
    file = person.file(tick(person.plans["md"], PROJECT))
    for name, code in ((str(file), ExitCode.OK), ("-", ExitCode.USAGE)):
        done = subprocess.run(
            ["/bin/sh", "-c", 'exec "$0" -m mlcareer sync "$1" <&-', sys.executable, name],
            env=clean_environment(person.home),
            capture_output=True,
            check=False,
            timeout=60,
        )
        assert done.returncode == code
    assert set(person.ticked()) == {PROJECT}


@pytest.mark.parametrize(
    "environment",
    [
        {"COLUMNS": "1", "NO_COLOR": "1"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    ],
    ids=" ".join,
)
def test_any_screen_and_locale(person: Person, environment: dict[str, str]) -> None:
    """A narrow screen or one of ASCII loses no tick and no letter of the file."""
    text = with_notes(tick(person.plans["obsidian"], STEP))
    file = person.file(text, "pl\u00e4n.md")
    for command in (("roadmap", "--update", str(file)), ("sync", str(file)), ("progress",)):
        done = run_mlcareer(*command, home=person.home, environment=environment)
        assert done.returncode == ExitCode.OK, done.stderr
    assert "own1z \u00fcber alles" in file.read_text(encoding="utf-8")
    assert set(person.ticked()) == {STEP}


def test_no_home(person: Person) -> None:
    """Without HOME the place that was named is used."""
    file = person.file(tick(person.plans["md"], STEP))
    environment = clean_environment(person.home)
    del environment["HOME"], environment["USERPROFILE"]
    command = [sys.executable, "-m", "mlcareer", "sync", str(file)]
    done = subprocess.run(command, env=environment, capture_output=True, check=False, timeout=60)
    assert done.returncode == ExitCode.OK
    assert set(person.ticked()) == {STEP}


@pytest.mark.parametrize("detail", ["null", "[]", "{}", '{"on": 5}', '{"on": "soon"}'])
def test_a_damaged_tick_is_named(person: Person, detail: str) -> None:
    """A tick in the database that is damaged is named, not taken for a bug."""
    person.good("done", STEP)
    db = sqlite3.connect(person.database)
    db.execute("UPDATE plan_event SET detail = ? WHERE kind = 'tick'", (detail,))
    db.commit()
    db.close()
    assert person.run("done", STEP).code != BUG
