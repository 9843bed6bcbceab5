import json
import os
import re
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from mlcareer.cli.content import MOST
from mlcareer.errors import ExitCode
from spoiling import spoil, write
from support import DATA, EXAMPLE, Call
from support_content import a_question, a_role, lay, questions_file
from support_golden import check_golden
from support_settings import run_quietly

PLACES = "Questions stand in questions/SKILL.yaml, roles in roles/ROLE.yaml."
CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
"""What a terminal obeys, or nobody sees; line ends are those of the program."""


@pytest.fixture(autouse=True)
def garden_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand beside a copy of the garden."""
    monkeypatch.chdir(tmp_path)
    return Path(shutil.copytree(EXAMPLE, tmp_path / "garden"))


@pytest.fixture
def sound(garden_here: Path) -> Path:
    """Take out what is wrong with the garden: it has a question that is negative."""
    spoil(garden_here / "questions" / "digging.yaml", "with the least effort", "most easily")
    return garden_here


def spoil_all(folder: Path) -> None:
    """Make a mistake of each kind: form, reference, lint, name of a file, syntax."""
    skills = folder / "skills.yaml"
    spoil(skills, "requires: [compost]", "requires: [compst]")
    spoil(skills, "name: Pruning", "nam: Pruning")
    spoil(folder / "roles" / "gardener.yaml", "target: 3", 'target: "3"')
    spoil(folder / "resources.yaml", "cost: paid", "cost: dear")
    questions = folder / "questions" / "digging.yaml"
    spoil(questions, "resource: spade-book, section: chapter 9", "resource: spad-book")
    write(folder / "backgruonds.yaml", "format: 1\n")
    write(folder / "ads.yaml", "format: 1\nskills: {digging: {terms: [x}}\n")
    write(folder / "moves.yaml", "format: 1\nmoves: []\nextra: \x1b[31m\n")


def check(call: Call, *words: str) -> dict[str, list[str]]:
    """Check the garden; list what is said of each file, without the quoted lines."""
    found: dict[str, list[str]] = {}
    for line in call("content", "check", "garden", *words).out.splitlines():
        row = re.match(r"garden/(\S+?)((?::\d+)*): (.*)", line.replace(os.sep, "/"))
        if row:
            found.setdefault(row[1], []).append(f"{row[2]} {row[3]}")
    return found


# The whole output


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("content-check.txt", "text"),
        ("content-check-json.txt", "json"),
        ("content-check-github.txt", "github"),
    ],
)
def test_all_mistakes_are_listed_so(garden_here: Path, call: Call, name: str, form: str) -> None:
    """Mistakes of each kind come in this form, each at its place."""
    spoil_all(garden_here)
    result = call("content", "check", "garden", "--format", form)
    assert result.code == ExitCode.NEGATIVE
    assert re.fullmatch(
        r"4 questions in garden: \d+ errors, \d+ warnings, 0 remarks\.\n", result.err
    )
    check_golden(name, result.out.replace(f"garden{os.sep}", "garden/"))


@pytest.mark.parametrize("width", [40, 80, 200])
def test_the_mark_stands_below_what_is_wrong(
    garden_here: Path, call: Call, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    """However narrow the window and far the mistake, the mark is below it, and the line fits."""
    monkeypatch.setenv("COLUMNS", str(width))
    for before in ("x", "x" * 17, "y" * 60, "z" * 150, "機械" * 40, "a\\tb", "é" * 45):
        write(
            garden_here / "resources.yaml",
            f'format: 1\nresources: {{a: {{title: "{before}", wrong: 1, kind: b, mode: read}}}}\n',
        )
        lines = call("content", "check", "garden").out.splitlines()
        at = next(at for at, line in enumerate(lines) if "unknown key 'wrong'" in line)
        quoted, mark = lines[at + 1 : at + 3]
        assert quoted.startswith("    2 | ")
        assert mark.startswith("      | ")
        assert mark.strip("| ") == "^"
        below = [at for at in range(len(quoted)) if cell_len(quoted[:at]) == mark.index("^")]
        shown = quoted[below[0] :]
        assert len(shown) >= 4
        assert "wrong: 1, kind: b, mode: read}}".startswith(shown)
        assert cell_len(quoted) <= max(width, 28)


def test_each_column_is_where_the_mistake_is(garden_here: Path, call: Call) -> None:
    """Each place that is told has, in the file, what the message says."""
    spoil_all(garden_here)
    said = json.loads(call("content", "check", "garden", "--format", "json").out)["data"]
    placed = [one for one in said["remarks"] if one["column"]]

    assert len(placed) > 6
    for one in placed:
        lines = Path(one["file"]).read_text(encoding="utf-8").split("\n")
        assert one["quoted"] == lines[one["line"] - 1]
        word = re.search(r"'([^']+)'", one["message"])
        rest = one["quoted"][one["column"] - 1 :]
        if word and "unknown" in one["message"] and "resource" not in one["message"]:
            assert rest.startswith(word[1]), one


# What comes of it


def test_a_sound_folder_passes(sound: Path, call: Call) -> None:
    """Warnings do not stop the build, unless that is asked for."""
    assert sound.is_dir()
    assert call("content", "check", "garden").code == ExitCode.OK
    strict = call("content", "check", "garden", "--strict")
    assert strict.code == ExitCode.NEGATIVE
    assert " 0 errors, 3 warnings" in strict.err


def test_strict_is_content_with_remarks_worth_counting(sound: Path, call: Call) -> None:
    """What is only worth counting stops no build, however strict, and is listed on demand."""
    for name in ("bread-baker", "data-engineer"):
        shutil.rmtree(sound)
        shutil.copytree(DATA.parent / "examples" / name, sound)
        result = call("content", "check", "garden", "--strict", "--all")
        assert (result.code, result.out) == (ExitCode.OK, "")


def test_without_a_folder_the_one_in_use_is_checked(
    garden_here: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    """--content and its variable name the folder as for every command; the argument goes before."""
    shutil.copytree(garden_here, "other")
    for words in (("--content", "garden", "content", "check"), ("content", "check", "garden")):
        assert " in garden: 1 error" in call(*words).err
    monkeypatch.setenv("MLCAREER_CONTENT", "garden")
    assert " in garden: 1 error" in call("content", "check").err
    assert " in other: 1 error" in call("content", "check", "other").err


def test_several_folders_are_checked_together(garden_here: Path, call: Call) -> None:
    """Weak points of all folders are listed; each file is named with its own folder."""
    lay(Path("more"), {"roles/weeder.yaml": a_role("weeder", based_on="gardner")})
    result = call("--content", "garden", "--content", "more", "content", "check")
    assert result.code == ExitCode.NEGATIVE
    assert " in garden + more: 2 errors, 3 warnings" in result.err
    assert f"more{os.sep}roles{os.sep}weeder.yaml:1:" in result.out
    assert garden_here.is_dir()


def test_of_what_is_extended_only_errors_are_listed(call: Call) -> None:
    """Whoever adds to the shipped content is not told of its weak points, but of the own ones."""
    lay(
        Path("more"),
        {
            "content.yaml": "format: 1\nextends: shipped\n",
            "questions/git.yaml": questions_file(
                "git-ours", skill="git", sub="branch-and-merge", stem="Which one always wins?"
            ),
        },
    )
    result = call("content", "check", "more", "--all")
    named = {line.partition(":")[0] for line in result.out.splitlines() if line[0] != " "}
    assert named == {f"more{os.sep}questions{os.sep}git.yaml"}


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("skils.yaml", "nothing reads this file. Did you mean 'skills.yaml'?"),
        ("resource.yaml", "nothing reads this file. Did you mean 'resources.yaml'?"),
        ("people.yml", "nothing reads this file. Did you mean 'people.yaml'?"),
        ("zzzzzzz.yaml", f"nothing reads this file. {PLACES}"),
        ("questions/more/compost.yaml", "nothing reads this file; move it up into questions"),
        ("roles/more/weeder.yml", "nothing reads this file; move it up into roles"),
        ("question/compost.yaml", "nothing reads this file. Did you mean 'questions'?"),
        ("fragen/compost.yaml", f"nothing reads this file. {PLACES}"),
        ("questions/compost.yml", "nothing reads this file; call it compost.yaml"),
        ("roles/weeder.yml", "nothing reads this file; call it weeder.yaml"),
    ],
)
def test_a_slip_in_the_name_of_a_file_is_told(
    garden_here: Path, call: Call, name: str, meant: str
) -> None:
    """A file that nothing would ever read is warned of, with the name that was meant."""
    (garden_here / name).parent.mkdir(exist_ok=True)
    write(garden_here / name, "format: 1\n")
    assert check(call)[name] == [f" warning: {meant}"]


def test_notes_beside_the_content_are_nobodys_business(garden_here: Path, call: Call) -> None:
    """Files that are no YAML, hidden ones and other folders are passed over."""
    before = check(call)
    for name in ("README.md", ".travis.yaml", "drafts/skills.yaml", ".schema/role.schema.json"):
        write(garden_here / name, "x")
    assert check(call) == before


def test_mistakes_in_one_file_do_not_hide_those_in_another(garden_here: Path, call: Call) -> None:
    """With broken resources and a broken file of questions the rest is looked at all the same."""
    spoil(garden_here / "resources.yaml", "mode: read", "mode: look")
    write(garden_here / "questions" / "compost.yaml", "format: 1\nskill: compost\nquestions: [\n")
    found = check(call)

    assert len(found["resources.yaml"]) == 1
    assert len(found["questions/compost.yaml"]) == 1
    assert any("L13" in each for each in found["questions/digging.yaml"])
    assert not any("unknown resource" in each for each in found["questions/digging.yaml"])


def test_one_mistake_is_told_once(garden_here: Path, call: Call) -> None:
    """What its form and its reader both refuse has one line."""
    skills = garden_here / "skills.yaml"
    spoil(skills, "1: [Digs a hole of a spade's depth after being shown.]", "1: []")
    assert len(check(call)["skills.yaml"]) == 1


def test_the_number_of_remarks_has_an_end(garden_here: Path, call: Call) -> None:
    """Beyond a thousand remarks the others are counted; errors are not among those left out."""
    for skill in ("digging", "compost", "tomatoes", "pruning"):
        many = [a_question(f"{skill}-{at}", kind=at, level=9) for at in range(MOST // 2)]
        questions = {"format": 1, "skill": skill, "questions": many}
        write(garden_here / "questions" / f"{skill}.yaml", json.dumps(questions))
    text = call("content", "check", "garden")
    said = json.loads(call("content", "check", "garden", "--format", "json").out)
    rows = [line for line in text.out.splitlines() if line.startswith("garden")]
    counts = re.search(r": (\d+) errors, (\d+) warnings?, 0 remarks\.$", text.err)

    assert text.code == ExitCode.NEGATIVE
    assert counts
    assert len(rows) == len(said["data"]["remarks"]) == len(said["errors"]) == MOST
    assert {one["severity"] for one in said["data"]["remarks"]} == {"error"}
    assert said["data"]["left_out"] == int(counts[1]) + int(counts[2]) - MOST
    assert said["data"]["left_out"] > MOST // 2
    assert text.err.startswith(f"And {said['data']['left_out']} more.\n")


def test_errors_come_before_warnings_where_not_all_are_listed(sound: Path, call: Call) -> None:
    """An error in the last file is listed though a thousand warnings stand in files before it."""
    for at in range(MOST):
        write(sound / f"a{at}.yaml", "")
    spoil(sound / "skills.yaml", "name: Pruning", "nam: Pruning")
    result = call("content", "check", "garden")
    assert sum(line.startswith("garden") for line in result.out.splitlines()) == MOST
    assert "unknown key 'nam'. Did you mean 'name'?" in result.out
    assert result.out.index("a0.yaml") < result.out.index("skills.yaml")


# What strangers wrote


HOSTILE = st.text(
    st.sampled_from("a :,%'\"[]{}#&*!|>\\\n\r\t\x00\x1b\x07\x85\u2028\u202e\u200b\u200d\ufeff機é"),
    min_size=1,
    max_size=12,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(text=HOSTILE, where=st.sampled_from(["raw", "quoted", "key"]))
def test_nothing_of_a_stranger_reaches_the_terminal_raw(
    garden_here: Path, text: str, where: str
) -> None:
    """Whatever stands in a file, the output has no control character, and lines are whole."""
    quoted = json.dumps(text, ensure_ascii=False)
    lines = {"raw": text, "quoted": f"kind: {quoted}", "key": f"{quoted}: 1"}
    write(garden_here / "resources.yaml", f"format: 1\n{lines[where]}\n")
    for form in ("text", "github", "json"):
        code, out = run_quietly("content", "check", "garden", "--format", form)
        assert code == ExitCode.NEGATIVE
        assert CONTROL.search(out) is None, out
        if form == "github":
            assert all(re.match(r"::(error|warning) file=", line) for line in out.splitlines())
        if form == "json":
            json.loads(out)


def test_a_folder_of_a_strange_name_is_told_visibly(garden_here: Path, call: Call) -> None:
    """Escapes in the name of a file are told by their codes."""
    name = "\x1b[31mred.yaml"
    try:
        write(garden_here / name, "x")
    except OSError:
        pytest.skip("such names are not possible here")
    for form in ("text", "github"):
        result = call("content", "check", "garden", "--format", form)
        assert "<U+001B>" in result.out
        assert "\x1b" not in result.out


def test_github_takes_each_annotation_apart(garden_here: Path, call: Call) -> None:
    """Signs that separate the parts of an annotation are escaped in names and messages."""
    garden_here.rename("a,b:c%d")
    path = Path("a,b:c%d", "resources.yaml")
    write(path, "format: 1\nresources: {a: {mode: 'x%0A::error::y'}}\n")
    result = call("content", "check", "a,b:c%d", "--format", "github")
    (line,) = [line for line in result.out.splitlines() if "unknown mode" in line]

    properties, message = line.removeprefix("::error ").split("::", 1)
    told = dict(pair.split("=") for pair in properties.split(","))
    place = f"a%2Cb%3Ac%25d{os.sep}resources.yaml"
    assert (told["file"], told["line"], told["col"]) == (place, "2", "23")
    assert "x%250A::error::y" in message


@pytest.mark.parametrize(
    ("sentences", "cut"),
    [
        ("[Says why two beds differ, and by how much.]", "'and by how much.' begins with a small"),
        ("['Says why two beds differ, and by how much.']", ""),
        ("[Digs, Rakes]", ""),
        ("[digs]", ""),
    ],
)
def test_a_sentence_that_a_comma_cut_apart_is_told(
    sound: Path, call: Call, sentences: str, cut: str
) -> None:
    """In brackets a comma begins a new sentence; what begins with a small letter was not meant."""
    old = "[Digs a hole of a spade's depth after being shown.]"
    spoil(sound / "skills.yaml", old, sentences)
    found = call("content", "check", "garden")
    assert found.code == ExitCode.OK
    assert bool(cut) == ("begins with a small letter" in found.out)
    assert cut in found.out


@pytest.mark.usefixtures("sound")
def test_programs_that_were_never_run_are_told(call: Call) -> None:
    """Where no record of runs is kept, each key that one could bear out is warned of."""
    told = "digging-beds: whether its program or proof bears out the key was never tried"
    assert call("content", "check", "garden").out.count("was never tried") == 1
    assert told in call("content", "check", "garden").out
    assert call("content", "prove", "garden", "--yes").code == ExitCode.OK
    assert "was never tried" not in call("content", "check", "garden", "--all").out


def test_a_map_without_a_role_is_checked_all_the_same(sound: Path, call: Call) -> None:
    """That no role is there is one complaint among others, and hides none of them."""
    before = call("content", "check", "garden").out
    for role in (sound / "roles").glob("*.yaml"):
        role.rename(sound / role.name)
    found = call("content", "check", "garden")
    assert found.code == ExitCode.NEGATIVE
    assert "has no YAML file" in found.out
    assert "gardener.yaml: warning: nothing reads this file" in found.out
    assert "L25" in before
    assert "L25" in found.out


def test_a_change_of_a_program_is_not_called_a_wrong_key(sound: Path, call: Call) -> None:
    """What a program printed before it was changed is not held against the key of today."""
    assert call("content", "prove", "garden", "--yes").code == ExitCode.OK
    spoil(sound / "questions" / "digging.yaml", "200 * 300 * 25 / 1000", "2 * 3 * 2500 / 10")
    spoil(sound / "questions" / "digging.yaml", "answer: 1500 litres", "answer: 1501 litres")
    found = call("content", "check", "garden").out
    assert "the proof has changed since it was run" in found
    assert "the key says" not in found
