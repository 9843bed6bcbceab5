import json
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from mlcareer.content.ads import load_vocabulary
from mlcareer.content.check import check_folder
from mlcareer.content.folder import Folders, Layer, folders_of
from mlcareer.content.moves import load_moves
from mlcareer.content.people import (
    load_about,
    load_backgrounds,
    load_evidence_kinds,
    load_responsibilities,
    load_traits,
)
from mlcareer.content.proofs import load_proofs
from mlcareer.content.questions import load_questions
from mlcareer.content.reviews import load_reviews
from mlcareer.content.roles import load_role
from mlcareer.content.shape import (
    FREE,
    Choice,
    Key,
    ListOf,
    MapOf,
    Number,
    Plain,
    Shape,
    Whole,
    record_of,
)
from mlcareer.content.shape_check import problems_in
from mlcareer.content.shapes import FILES
from mlcareer.content.skills import load_skill_map
from mlcareer.content.study import (
    load_claim_sources,
    load_claims,
    load_common_criteria,
    load_principles,
    load_projects,
    load_resources,
)
from mlcareer.content.yamlfile import Field, parse_yaml, read_yaml
from mlcareer.errors import ContentError, Problem
from mlcareer.model.skills import SkillMap
from spoiling import MARK
from support import DATA, EXAMPLE, REPOSITORY
from support_content import WAYS, mutated, places, plain_value

Read = Callable[[Folders, SkillMap], object]


def alone(read: Callable[[Folders], object]) -> Read:
    """Let what reads without the skills be called as the others."""
    return lambda folders, _: read(folders)


def load_roles(folders: Folders, skill_map: SkillMap) -> object:
    """Read the only role."""
    return [load_role(folders, role, skill_map) for role in folders.role_files]


READERS: dict[str, tuple[Read, ...]] = {
    "content": (alone(lambda folders: folders_of([layer.path for layer in folders.layers])),),
    "skills": (alone(load_skill_map),),
    "role": (load_roles,),
    "questions": (load_questions,),
    "resources": (load_resources,),
    "projects": (load_projects, alone(load_common_criteria), alone(load_principles)),
    "backgrounds": (load_backgrounds,),
    "people": (
        load_responsibilities,
        *map(alone, (load_traits, load_about, load_evidence_kinds)),
    ),
    "claims": (alone(load_claims), alone(load_claim_sources)),
    "reviews": (alone(load_reviews),),
    "proofs": (alone(load_proofs),),
    "ads": (load_vocabulary,),
    "moves": (load_moves,),
}
"""What reads each kind of file."""

MAPS = {EXAMPLE: load_skill_map(EXAMPLE), DATA: load_skill_map(DATA)}
STARTER = REPOSITORY / "src" / "mlcareer" / "starter"
MANIFEST = {
    "format": 1,
    "extends": "shipped",
    "role": "ml-engineer",
    "replaces": {"questions": ["a", "b"], "skills": ["c"]},
}

MEANING = re.compile(
    r"unknown (area|skill|role|source|resource|sub-competence|degree or job|criterion"
    r"|skill of the project|skill of the role it is based on) "
    r"|format \d+ is newer|the (id|skill) is the name of the file|a source has a url or a place"
    r"|(hours are a low|a map has one to|the skills stand in a circle|ids of projects in a plan)"
    r"|requires '|the file is named after|there is no question; remove"
    r"|missing key '(areas|skills|sources|first)'"
    r"|the answer of form|a (code question|calculation) has|output belongs|belongs to questions"
    r"|one to five distractors|two options are the same|an option of form|order is numeric"
    r"|a wrong order holds|a meaning of its own|a foreseen mistake|counts as the answer"
    r"|stands twice|stands in column|either one id is split|is still a skill of the map"
    r"|stands in two moves|is neither a skill of the map|go in a circle|stands for more than"
    r"|the roles are based|there is no|is no id of a skill|the role that this is based on"
    r"|unknown key '.*'\. (Known: [a-z]|Did you mean)"
)
"""Complaints about what a value means beside others, which no form of a file can tell."""

UNREAD = {
    *("claims", "licence", "note", "orientation", "responsibilities", "shows_in", "estimate"),
    *("kind", "title", "date", "sources", "without"),
}
"""Keys that some reader passes over; a check still holds them against the form."""


FEW = 8
"""Entries that are as good as many."""


class ContentFile(NamedTuple):
    """A whole file as JSON.

    Attributes:
        kind: What the file is called.
        name: Its path in a content folder.
        of: The folder it was taken from, which has the skills that it names.
        value: What stands in it.
    """

    kind: str
    name: str
    of: Path
    value: Any

    def __repr__(self) -> str:
        return f"{self.of.name}/{self.name}"


def shortened(kind: str, value: Any) -> Any:  # noqa: ANN401 - any JSON
    """Keep a few entries of each part, where entries do not name each other."""
    if kind not in {"questions", "resources", "claims", "reviews", "proofs", "ads"}:
        return value
    return {
        part: dict([*each.items()][:FEW])
        if isinstance(each, dict)
        else each[:FEW]
        if isinstance(each, list)
        else each
        for part, each in value.items()
    }


@cache
def wholes() -> tuple[ContentFile, ...]:
    """Read the files of the garden and some of each kind of those shipped."""
    names = [
        *((EXAMPLE, kind, f"{kind}.yaml") for kind in ("skills", "resources")),
        (EXAMPLE, "role", "roles/gardener.yaml"),
        (EXAMPLE, "questions", "questions/digging.yaml"),
        *((DATA, kind, f"{kind}.yaml") for kind in FILES if (DATA / f"{kind}.yaml").exists()),
        (DATA, "role", "roles/ml-engineer.yaml"),
        *((DATA, "questions", f"questions/{skill}.yaml") for skill in ("python", "collaboration")),
    ]
    read = [
        ContentFile(kind, name, of, shortened(kind, plain_value(read_yaml(of / name))))
        for of, kind, name in names
    ]
    return (*read, ContentFile("content", "content.yaml", EXAMPLE, MANIFEST))


def formal(problem: Problem) -> bool:
    """Tell whether a complaint is about the form of a file alone."""
    return not MEANING.search(problem.message)


def places_of(problems: Iterable[Problem]) -> set[tuple[int, int]]:
    """List lines and columns of what is complained of."""
    return {(problem.line, problem.column) for problem in problems}


def read_all(whole: ContentFile, folder: Path) -> tuple[Problem, ...]:
    """Let all readers of a kind read a file that lies in a folder by itself."""
    problems: list[Problem] = []
    for read in READERS[whole.kind]:
        try:
            read(Folders([Layer(folder)]), MAPS[whole.of])
        except ContentError as error:
            problems += error.problems
    return tuple(problems)


def answer_places(top: Field) -> Iterator[tuple[int, int]]:
    """List where answers stand: the form of a question decides whether they are lists."""
    entries = top.value if isinstance(top.value, dict) else {}
    questions = entries["questions"].value if "questions" in entries else []
    for question in questions if isinstance(questions, list) else ():
        if isinstance(question.value, dict) and "answer" in question.value:
            answer = question.value["answer"]
            yield answer.line, answer.column


class Found(NamedTuple):
    """What is wrong with a file.

    Attributes:
        by_form: What its form has against it.
        by_readers: What its readers have.
        answers: Places about which readers know more than the form.
    """

    by_form: tuple[Problem, ...]
    by_readers: tuple[Problem, ...]
    answers: frozenset[tuple[int, int]]

    @property
    def unknown_to_the_form(self) -> set[tuple[int, int]]:
        """Places that readers complain of formally, and the form does not."""
        return places_of(filter(formal, self.by_readers)) - places_of(self.by_form) - self.answers


def both(whole: ContentFile, folder: Path) -> Found:
    """Find what the form has against a file, and what its readers have."""
    shutil.rmtree(folder, ignore_errors=True)
    path = folder / whole.name
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(whole.value), encoding="utf-8")
    top = read_yaml(path)
    answers = {*answer_places(top)} if whole.kind == "questions" else set()
    return Found(
        tuple(problems_in(top, FILES[whole.kind])), read_all(whole, folder), frozenset(answers)
    )


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Name a folder in which one file lies at a time."""
    return tmp_path_factory.mktemp("shapes") / "content"


@pytest.mark.parametrize("whole", wholes(), ids=repr)
def test_sound_files_pass(whole: ContentFile, scratch: Path) -> None:
    """What readers accept, the form accepts: each file of the garden, and each shipped kind."""
    found = both(whole, scratch)
    assert found.by_form == ()
    assert [problem for problem in found.by_readers if formal(problem)] == []


@pytest.mark.parametrize(
    "path",
    sorted(
        path
        for place in (DATA, EXAMPLE, REPOSITORY / "examples", STARTER)
        for path in place.rglob("*.yaml")
    ),
    ids=lambda path: str(path.relative_to(REPOSITORY)),
)
def test_every_file_that_there_is_has_its_form(path: Path) -> None:
    """Nothing is wrong with the form of any content file of this repository."""
    kind = {"roles": "role", "questions": "questions"}.get(path.parent.name, path.stem)
    assert [*problems_in(read_yaml(path), FILES[kind])] == []


@settings(max_examples=300)
@given(data=st.data())
def test_form_and_readers_agree_on_spoilt_files(data: st.DataObject, scratch: Path) -> None:
    """Readers complain of nothing formal that the form passes, and pass nothing it refuses."""
    whole = data.draw(st.sampled_from(wholes()))
    every = [*places(whole.value)]
    place = every[data.draw(st.integers(0, len(every) - 1))]
    spoilt = whole._replace(value=mutated(whole.value, place, data.draw(st.integers(0, WAYS - 1))))
    found = both(spoilt, scratch)

    assert found.unknown_to_the_form == set(), (whole, place)
    if not found.by_readers and not UNREAD.intersection(map(str, place)):
        assert found.by_form == (), (whole, place)


@settings(max_examples=100)
@given(data=st.data())
def test_the_form_finds_all_that_the_readers_find_one_by_one(
    data: st.DataObject, scratch: Path
) -> None:
    """With several mistakes the form lists at least what the readers do, and each mistake."""
    whole = data.draw(st.sampled_from(wholes()))
    value = whole.value
    for _ in range(data.draw(st.integers(2, 5))):
        every = [*places(value)]
        assume(every)
        place = every[data.draw(st.integers(0, len(every) - 1))]
        value = mutated(value, place, data.draw(st.integers(0, WAYS - 1)))
    found = both(whole._replace(value=value), scratch)
    assert found.unknown_to_the_form == set()
    assert all(problem.line and problem.column for problem in found.by_form)


# One entry with all that can be wrong


def marked(text: str) -> tuple[str, list[tuple[int, int]]]:
    """Take the marks out of a text; list line and column of what stands behind each."""
    found = []
    clean = ""
    for part in text.split(MARK)[:-1]:
        clean += part
        found.append((clean.count("\n") + 1, len(clean) - clean.rfind("\n")))
    return text.replace(MARK, ""), found


QUESTION = """\
format: «1.5
skill: digging
questions:
  - «id: digging clay
    sub: «[tools]
    level: «5
    kind: «essay
    «levl: 2
    form: «"chioce"
    stem: «""
    answer: «{a: b}
    distractors:
      - «text: a
        why:«
        «wyh: because
      - «no mapping
    tolerance: «-1
    order: «sorted
    explanation: x
    b: «high
    c: «0.99
  - «question
«extra: 1
"""


def test_all_mistakes_of_an_entry_are_told_at_once() -> None:
    """A question with a mistake in nearly every key has each of them listed with its place."""
    text, expected = marked(QUESTION.replace("«id: digging clay", "«id: «digging clay"))
    problems = [*problems_in(parse_yaml(text.encode(), "f.yaml"), FILES["questions"])]
    found = {(problem.line, problem.column) for problem in problems}

    assert found == {*expected}
    said = {(problem.line, problem.column): problem.message for problem in sorted(problems)[::-1]}
    messages = [said[place] for place in expected]
    assert messages[0] == "a whole number from 1 to 1000000 was expected here"
    message = "missing key 'reference'; add a line such as reference: {resource: my-resource}"
    assert message in {problem.message for problem in problems}
    assert any(
        message.startswith("unknown key 'levl'. Did you mean 'level'?") for message in messages
    )
    assert any(message.startswith("unknown kind 'essay'. Known: concept") for message in messages)
    assert any(message == "unknown form 'chioce'. Did you mean 'choice'?" for message in messages)
    assert any(message.startswith("'digging clay' is no id") for message in messages)


def test_a_check_tells_them_too(folder: Path) -> None:
    """The command's check has all of them, though a reader stops at the first of an entry."""
    path = folder / "questions" / "digging.yaml"
    text, expected = marked(QUESTION)
    path.write_text(text, encoding="utf-8")
    places_ = {
        (remark.problem.line, remark.problem.column)
        for remark in check_folder(folder).remarks
        if remark.problem.file == str(path)
    }
    assert {*expected} <= places_


# Each shape by itself


@pytest.mark.parametrize(
    ("shape", "good", "bad"),
    [
        (FREE, ["a", "1", "'1'", "true"], ["", "''", "' '", "[]", "{}"]),
        (Choice("word", ("a", "b")), ["a", "'b'"], ["c", "''", "[a]"]),
        (Number(0, 1), ["0", "1", "0.5", "1e-3"], ["-0.1", "1.1", "'0.5'", "x", ".nan", "[1]"]),
        (Whole(1, 4), ["1", "4", "2.0"], ["0", "5", "1.5", "'1'", "one"]),
        (Plain.ID, ["a", "a-b", "A.1_b", "1"], ["a b", "-a", "a--b", "ä", "''", "[a]"]),
        (Plain.DAY, ["2026-11-22"], ["2026-13-01", "20261122", "today", "2026"]),
        (Plain.ADDRESS, ["https://example.org/a"], ["example.org", "'https://a b'", "ftp://a"]),
        (Plain.SWITCH, ["true", "false"], ["'true'", "True", "yes", "1", ""]),
        (ListOf(FREE), ["[]", "[a, b]"], ["", "a", "{}", "[[]]", "['']"]),
        (ListOf(FREE, least=1, most=2), ["[a]", "[a, b]"], ["[]", "[a, b, c]"]),
        (MapOf(FREE), ["{}", "{a: b}"], ["", "[]", "{a b: c}", "{a: ''}", "{a: x, A: y}"]),
        (MapOf(FREE, ids=False), ["{a b: c}"], ["[]", "{a: {}}"]),
        (MapOf(FREE, may_be_empty=True), ["", "{}", "{a: b}"], ["[]", "x"]),
        (record_of({"a": Key(FREE, "")}), ["{a: b}"], ["{}", "{b: a}", "{a: b, c: d}", "[]"]),
    ],
)
def test_each_shape_tells_good_from_bad(shape: Shape, good: list[str], bad: list[str]) -> None:
    """Values of a shape pass, and others are complained of at their place."""

    def found(text: str) -> list[Problem]:
        field = parse_yaml(f"key: {text}\n".encode(), "f.yaml").entries()["key"]
        return [*problems_in(field, shape)]

    assert {text: found(text) for text in good if found(text)} == {}
    assert [text for text in bad if not found(text)] == []
    assert all(problem.line == 1 for text in bad for problem in found(text))


def test_no_complaint_is_made_twice() -> None:
    """A value that is no list is one mistake, and nothing is looked for inside it."""
    shape = ListOf(MapOf(Whole(1, 2)))
    field = parse_yaml(b"- {a: 3, b: [1]}\n- x\n", "f.yaml")
    assert [(p.line, p.column) for p in problems_in(field, shape)] == [(1, 7), (1, 13), (2, 3)]
    assert len([*problems_in(parse_yaml(b"x\n", "f.yaml"), shape)]) == 1
