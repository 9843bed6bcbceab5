"""Questions about several skills in one file go where their tags say, and that is told."""

from dataclasses import replace
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcareer.cli.content_exchange import export_questions, import_questions
from mlcareer.content.questions import load_questions
from mlcareer.content.skills import load_skill_map
from mlcareer.errors import OutputError, UsageError
from mlcareer.interchange.exchange import Format, export, take_over
from support import DATA, EXAMPLE, make_question

SKILLS = tuple(load_skill_map(EXAMPLE).skills)
COOKING = "the skill 'cooking' of its tags is not on the map: taken over for digging"
END = (
    "They belong under questions: of questions/SKILL.yaml. Write what TODO stands for, then run"
    " mlcareer content check."
)


def garden(folder: Path, *skills: str) -> Path:
    """Write a file with a question about each of some skills; "" stands for no tag."""
    file = folder / "bank.txt"
    marks = [f"// [tag:skill:{skill}] [tag:sub:own]\n" if skill else "" for skill in skills]
    blocks = [f"{mark}::Q {at}::What{at}?{{=a ~b ~c}}\n" for at, mark in enumerate(marks)]
    file.write_text("\n".join(blocks), encoding="utf-8")
    return file


def last_line(capsys: pytest.CaptureFixture[str]) -> str:
    """Read how an import ended."""
    return capsys.readouterr().err.splitlines()[-1]


def test_each_question_goes_to_the_skill_of_its_tag(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file a skill is written into the folder, and the last line counts them."""
    file = garden(tmp_path, "digging", "pruning", "", "pruning", "cooking")
    import_questions(EXAMPLE, file, "digging", output=tmp_path / "new" / "questions")
    assert last_line(capsys) == (
        f"5 questions taken over: 3 for digging, 2 for pruning, as their tags say. {END}"
    )
    written = {path.name: path for path in (tmp_path / "new" / "questions").iterdir()}
    assert sorted(written) == ["digging.yaml", "pruning.yaml"]
    digging, pruning = (
        written[name].read_text(encoding="utf-8") for name in ("digging.yaml", "pruning.yaml")
    )
    assert digging.startswith("format: 1\nskill: digging\n")
    assert pruning.startswith("format: 1\nskill: pruning\n")
    assert [f"What{at}?" in digging for at in range(5)] == [True, False, True, False, True]
    assert [f"What{at}?" in pruning for at in range(5)] == [False, True, False, True, False]


def test_a_tag_of_a_skill_that_is_not_on_the_map_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Such a question goes to the skill of the command line, and its other skill is named."""
    import_questions(EXAMPLE, garden(tmp_path, "cooking"), "digging")
    out, err = capsys.readouterr()
    assert out.startswith("format: 1\nskill: digging\n")
    assert "sub: TODO" in out
    assert err.splitlines() == [
        f"{tmp_path / 'bank.txt'}:2: question 1 'Q 0': {COOKING}",
        f"1 question taken over for digging. {END}",
    ]


def test_all_of_another_skill_are_one_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where all tags name one skill, its file is written as it was asked for, and that is told."""
    output = tmp_path / "new.yaml"
    import_questions(EXAMPLE, garden(tmp_path, "pruning", "pruning"), "digging", output=output)
    assert last_line(capsys) == f"2 questions taken over for pruning, as their tags say. {END}"
    text = output.read_text(encoding="utf-8")
    assert text.startswith("format: 1\nskill: pruning\n")
    assert text.count("sub: own") == 2
    assert text.count("- id: pruning-q-") == 2


@pytest.mark.parametrize("output", [None, Path("-"), Path("new.yaml"), Path("new.yml")])
def test_several_skills_need_a_folder(
    output: Path | None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """One file, or a stream, cannot hold them; nothing is written, and what to do is said."""
    monkeypatch.chdir(tmp_path)
    file = garden(tmp_path, "digging", "pruning")
    with pytest.raises(UsageError) as caught:
        import_questions(EXAMPLE, file, "digging", output=output)
    assert str(caught.value) == (
        "The questions are about 2 skills (digging, pruning), and a questions file is about one:"
        " name a folder with -o, as in -o questions."
    )
    assert capsys.readouterr().out == ""
    assert [path.name for path in tmp_path.iterdir()] == ["bank.txt"]


def test_of_very_many_skills_some_are_named(tmp_path: Path) -> None:
    """The complaint stays a line that can be read."""
    skills = [*load_skill_map(DATA).skills][:7]
    with pytest.raises(UsageError, match=r"about 7 skills \((\S+, ){5}\.\.\.\), and"):
        import_questions((), garden(tmp_path, *skills), "git")
    with pytest.raises(UsageError, match=r"about 5 skills \((\S+, ){4}\S+\), and"):
        import_questions((), garden(tmp_path, *skills[:5]), "git")


def test_a_folder_that_is_there_takes_the_file_of_one_skill(tmp_path: Path) -> None:
    """A folder behind -o is one, also where there is only one skill."""
    import_questions(EXAMPLE, garden(tmp_path, ""), "digging", output=tmp_path)
    assert (tmp_path / "digging.yaml").is_file()


def test_no_file_of_a_folder_is_overwritten(tmp_path: Path) -> None:
    """Where one of the files is there already, none is written."""
    (tmp_path / "pruning.yaml").write_text("mine", encoding="utf-8")
    file = garden(tmp_path, "digging", "pruning")
    with pytest.raises(UsageError, match=r"pruning\.yaml exists; it stays\. Name another folder"):
        import_questions(EXAMPLE, file, "digging", output=tmp_path)
    assert (tmp_path / "pruning.yaml").read_text(encoding="utf-8") == "mine"
    assert not (tmp_path / "digging.yaml").exists()


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    """A file in the way of the folder is named, with what to do."""
    file = garden(tmp_path, "digging", "pruning")
    with pytest.raises(OutputError, match=r"cannot be made: .*Name another folder with -o\."):
        import_questions(EXAMPLE, file, "digging", output=file / "below")


@pytest.mark.parametrize("form", Format)
def test_an_export_of_two_skills_comes_back_as_two_files(
    form: Format, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was exported of several skills is imported as the questions of each of them."""
    bank, output = tmp_path / "bank", tmp_path / "new"
    export_questions((), form.value, ["git", "sql"], bank)
    import_questions((), bank, "python", output=output)
    skill_map = load_skill_map(DATA)
    known = load_questions(DATA, skill_map, ["git", "sql"])
    numbers = {skill: sum(q.skill == skill for q in known.values()) for skill in ("git", "sql")}
    shares = ", ".join(f"{number} for {skill}" for skill, number in numbers.items())
    told = last_line(capsys)
    assert told == f"{len(known)} questions taken over: {shares}, as their tags say. {END}"
    for skill in numbers:
        text = (output / f"{skill}.yaml").read_text(encoding="utf-8")
        assert f"\nskill: {skill}\n" in text
        wanted = [q.id for q in known.values() if q.skill == skill]
        lines = text.splitlines()
        found = [line.removeprefix("  - id: ") for line in lines if line.startswith("  - id: ")]
        assert found == wanted


@given(
    st.lists(st.sampled_from((*SKILLS, "cooking", "")), min_size=1, max_size=8),
    st.sampled_from(SKILLS),
    st.sampled_from(Format),
)
def test_no_question_is_lost_on_its_way_to_a_skill(
    named: list[str], given_skill: str, form: Format
) -> None:
    """Each goes to the skill of its tag where that is known, else to the one that was given."""
    bank = [replace(make_question(f"x-{at}"), skill=skill) for at, skill in enumerate(named)]
    raw = export(bank, form).data
    taken = take_over(raw, "f", given_skill, form, others=SKILLS)
    wanted = [skill if skill in SKILLS else given_skill for skill in named]
    assert [draft.skill for draft in taken.drafts] == wanted
    strangers = [one for one in taken.remarks if "'cooking'" in one.message]
    assert len(strangers) == named.count("cooking")
    subs = {draft.sub for draft, skill in zip(taken.drafts, named, strict=True) if skill in SKILLS}
    assert subs <= {make_question().sub}
    others = [
        draft.sub for draft, skill in zip(taken.drafts, named, strict=True) if skill == "cooking"
    ]
    assert set(others) <= {""}


@pytest.mark.parametrize("form", Format)
def test_without_a_map_all_go_to_the_skill_that_was_given(form: Format) -> None:
    """A program that names no skills gets the questions for the one that it names."""
    bank = [replace(make_question(f"x-{skill}"), skill=skill) for skill in SKILLS]
    taken = take_over(export(bank, form).data, "f", SKILLS[0], form)
    assert {draft.skill for draft in taken.drafts} == {SKILLS[0]}
    said = [*chain(one.message for one in taken.remarks)]
    assert len(said) == len(SKILLS) - 1
