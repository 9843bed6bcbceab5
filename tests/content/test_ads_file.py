"""The words by which ads are read come from a file, and every mistake in it has its line."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from mlcareer.ads.lexicon import GAP
from mlcareer.content.ads import load_vocabulary
from mlcareer.errors import ContentError
from mlcareer.model.ads import SENIORITIES, Kind, Seniority, Spelling, Term, Vocabulary
from mlcareer.model.skills import SkillMap
from support import DATA
from support_ads import shipped_map, shipped_vocabulary

WHOLE = """\
format: 1
skills:
  digging:
    terms: [dig|digging deep|, spade]
    exact: [Spade]
    beside: [hoe]
  compost:
    terms: [spade]
outside:
  Beekeeping: {terms: [bees], beside: [hive]}
ignore: [dig in]
announce: [skilled with]
headings:
  required: [you bring|have]
  aside: [pay]
cues:
  nice: ["... welcome", ideally ...]
passed_over: [you are welcome]
turns: [but]
closing: [we offer]
asks: [experience]
tells: [you]
jobs: [gardener]
seniority:
  senior: {title: [head], text: [head gardener]}
strength: {weak: [some], strong: [deep]}
experience: [at least]
often_misspelt: [spade]
"""


def loaded(folder: Path, garden: SkillMap, text: str) -> Vocabulary:
    """Read words from a folder of content that has these."""
    (folder / "ads.yaml").write_text(text, encoding="utf-8")
    return load_vocabulary(folder, garden)


def test_the_file_is_read_as_written(folder: Path, garden: SkillMap) -> None:
    """Each part becomes what the rules of reading are made of, and choices are spelt out."""
    vocabulary = loaded(folder, garden, WHOLE)
    assert vocabulary == Vocabulary(
        terms=(
            Term("dig deep", ("digging",), "", Spelling.ANY),
            Term("dig", ("digging",), "", Spelling.ANY),
            Term("digging deep", ("digging",), "", Spelling.ANY),
            Term("digging", ("digging",), "", Spelling.ANY),
            Term("spade", ("digging", "compost"), "", Spelling.ANY),
            Term("Spade", ("digging",), "", Spelling.EXACT),
            Term("hoe", ("digging",), "", Spelling.BESIDE),
            Term("bees", (), "Beekeeping", Spelling.ANY),
            Term("hive", (), "Beekeeping", Spelling.BESIDE),
            Term("dig in", (), "", Spelling.ANY),
        ),
        announcing=("skilled with",),
        headings={Kind.REQUIRED: ("you bring", "you have"), Kind.ASIDE: ("pay",)},
        cues={Kind.NICE: ("... welcome", "ideally ...")},
        passed_over=("you are welcome",),
        turns=("but",),
        closing=("we offer",),
        asks=("experience",),
        tells=("you",),
        jobs=("gardener",),
        seniority={"senior": Seniority(("head",), ("head gardener",))},
        weak=("some",),
        strong=("deep",),
        experience=("at least",),
        often_misspelt=("spade",),
    )


def test_terms_alone_are_enough(folder: Path, garden: SkillMap) -> None:
    """All other parts may be left out."""
    vocabulary = loaded(folder, garden, "format: 1\nskills: {digging: {terms: [spade]}}\n")
    assert vocabulary == Vocabulary((Term("spade", ("digging",), "", Spelling.ANY),))


def test_without_a_file_the_map_names_its_skills(folder: Path, garden: SkillMap) -> None:
    """Ids and names are the terms."""
    assert {(one.text, one.skills) for one in load_vocabulary(folder, garden).terms} == {
        (text, (skill.id,)) for skill in garden.skills.values() for text in (skill.id, skill.name)
    }


def test_without_a_file_short_names_need_company(folder: Path, skill_map: SkillMap) -> None:
    """R would be found in every second line."""
    spelling = {one.text: one.spelling for one in load_vocabulary(folder, skill_map).terms}
    assert spelling["R"] is Spelling.BESIDE
    assert spelling["C++"] is Spelling.ANY
    assert "linear algebra" in spelling


@pytest.mark.parametrize(
    ("right", "wrong", "complaint"),
    [
        ("format: 1", "format: 2", r":1: format 2 is newer"),
        ("  compost:", "  compots:", r":7: unknown skill 'compots'. Did you mean 'compost'"),
        ("exact:", "exactly:", r":5: unknown key 'exactly'"),
        ("ignore:", "ignored:", r":11: unknown key 'ignored'"),
        ("  aside: [pay]", "  beside: [pay]", r":15: unknown key 'beside'"),
        ("senior: {title", "boss: {title", r":25: unknown key 'boss'"),
        ("beside: [hoe]", "beside: hoe", r":6: a list was expected"),
        ("[bees]", '[""]', r":10: a text was expected"),
        ("turns: [but]", f"turns: [{' '.join(['a|b'] * 10)}]", r":19: stands for more than 1000"),
    ],
)
def test_mistakes_have_their_line(
    folder: Path, garden: SkillMap, right: str, wrong: str, complaint: str
) -> None:
    """A complaint says where the mistake is, and offers what was probably meant."""
    assert right in WHOLE
    with pytest.raises(ContentError, match=complaint):
        loaded(folder, garden, WHOLE.replace(right, wrong, 1))


def test_an_entry_may_stand_for_a_thousand_phrases(folder: Path, garden: SkillMap) -> None:
    """The limit itself is allowed."""
    choices = "a|b|c|d|e|f|g|h|i|j"
    text = WHOLE.replace("turns: [but]", f"turns: [{' '.join([choices] * 3)}]")

    assert len(loaded(folder, garden, text).turns) == 1000


def test_all_wrong_skills_are_told_at_once(folder: Path, garden: SkillMap) -> None:
    """An author mends a file in one go."""
    text = "format: 1\nskills:\n  a: {terms: [x]}\n  b: {terms: [y]}\n"
    with pytest.raises(ContentError) as raised:
        loaded(folder, garden, text)
    assert [problem.line for problem in raised.value.problems] == [3, 4]


def test_each_skill_of_the_map_has_terms() -> None:
    """A skill without words could never be asked for."""
    named = {skill for one in shipped_vocabulary().terms for skill in one.skills}
    assert named == set(shipped_map().skills)


def test_the_shipped_words_cover_the_trade() -> None:
    """Hundreds of terms, and all kinds of rules."""
    vocabulary = shipped_vocabulary()
    assert len(vocabulary.terms) > 1000
    assert set(vocabulary.headings) == set(Kind)
    assert set(vocabulary.cues) >= {Kind.REQUIRED, Kind.NICE, Kind.ASIDE}
    assert tuple(vocabulary.seniority) == SENIORITIES
    assert all((vocabulary.weak, vocabulary.strong, vocabulary.experience, vocabulary.closing))


def test_no_term_is_both_in_the_map_and_outside_it() -> None:
    """A word that names a skill is not told as unknown."""
    inside = {
        (one.text.casefold(), one.spelling) for one in shipped_vocabulary().terms if one.skills
    }
    strange = {(t.text.casefold(), t.spelling) for t in shipped_vocabulary().terms if t.outside}
    assert not inside & strange


def test_terms_are_not_what_is_to_be_passed_over() -> None:
    """One entry would hide the other."""
    terms = shipped_vocabulary().terms
    passed = {one.text.casefold() for one in terms if not one.skills and not one.outside}
    assert not passed & {one.text.casefold() for one in terms if one.skills or one.outside}


@pytest.mark.parametrize(
    "phrases",
    [
        [one.text for one in shipped_vocabulary().terms if not one.skills and not one.outside],
        [one for group in shipped_vocabulary().headings.values() for one in group],
        shipped_vocabulary().announcing,
        shipped_vocabulary().passed_over,
        shipped_vocabulary().closing,
        shipped_vocabulary().experience,
    ],
)
def test_gaps_stand_only_in_terms_and_cues(phrases: Sequence[str]) -> None:
    """Other phrases are looked for whole, so that a gap there would never match."""
    assert not [phrase for phrase in phrases if GAP in phrase.split()]


def test_the_file_is_part_of_the_content() -> None:
    """The shipped folder has it."""
    assert (DATA / "ads.yaml").is_file()
