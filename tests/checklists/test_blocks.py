import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlcareer.checklists.blocks import (
    LOOSE,
    SEAL,
    fingerprint,
    fingerprints,
    is_untouched,
    left_there,
    ours,
    prefixes,
    read_plan,
    seal,
    sealed,
    section_key,
    split_task,
    task_key,
    texts,
)
from mlcareer.render.roadmap_markdown import roadmap_markdown
from mlcareer.render.roadmap_obsidian import roadmap_obsidian
from support_plan_page import NOTES, PRINCIPLES, ROADMAPS

GARDEN = roadmap_markdown(ROADMAPS["garden"], PRINCIPLES, NOTES)
WORDS = st.lists(st.sampled_from(("dig", "Dig", "a", "bed", "`x`", "\ud800")), max_size=6)
KEYS = st.sampled_from(("section Done", "task digging.1", "task digging.2"))


def shape(text: str) -> list[tuple[str, int]]:
    """List the blocks of a text: their keys, and of how many lines they are."""
    return [(block.key, len(block.lines)) for block in read_plan(text).blocks]


@pytest.mark.parametrize("name", list(ROADMAPS))
@pytest.mark.parametrize("layout", [roadmap_markdown, roadmap_obsidian])
def test_what_was_just_written_is_untouched(name: str, layout: object) -> None:
    """Whatever stands in names and titles, the program knows its own lines again."""
    assert callable(layout)
    text = layout(ROADMAPS[name], PRINCIPLES, NOTES)
    assert is_untouched(text)
    assert is_untouched(text.replace("[ ]", "[x]"))
    assert is_untouched(text.replace("\n", "\r\n"))
    assert not is_untouched(text.partition("<!-- mlc-lines")[0])


@given(KEYS, WORDS)
def test_a_fingerprint_is_that_of_the_words_in_their_block(key: str, words: list[str]) -> None:
    """White space makes no difference; order, letter case and the block do."""
    print_ = fingerprint(key, " ".join(words))
    assert print_ == fingerprint(key, "  " + " \t\n".join(words) + " ")
    assert len(print_) == 6
    assert print_ != fingerprint(f"{key}1", " ".join(words))
    if words:
        assert print_ != fingerprint(key, " ".join(words[:-1]))
        assert [one for _, one in prefixes(key, " ".join(words))][-1] == print_
    if words != words[::-1]:
        assert print_ != fingerprint(key, " ".join(words[::-1]))


def test_fingerprints_of_files_of_today_are_known_tomorrow() -> None:
    """Seals stand in files of people: what is hashed, and how, can never change."""
    assert fingerprint("task digging.1", "") == "HuS_2a"
    assert fingerprint("section Done", "dig a bed") == "ZDWBPi"


def test_where_words_and_blocks_begin_makes_a_difference() -> None:
    """Two texts with the same letters are two, and a key does not run into its text."""
    assert fingerprint("section Done", "dig abed") != fingerprint("section Done", "diga bed")
    assert fingerprint("section Done", "dig") != fingerprint("section Done dig", "")


@given(KEYS, WORDS, st.integers(0, 6), st.integers(0, 6))
def test_the_longest_beginning_that_is_known_is_ours(
    key: str, words: list[str], one: int, two: int
) -> None:
    """What stands behind it is the person's, and where nothing is known, all is."""
    text = " ".join(words)
    known = {fingerprint(key, " ".join(words[:at])) for at in (one, two) if at}
    end, print_ = ours(key, text, known)
    longest = min(len(words), max(one, two))
    assert text[:end] == " ".join(words[:longest])
    assert print_ == (fingerprint(key, text[:end]) if longest else "")


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ("## Done", "#  Done ", True),
        ("## Stage 1, which ends with the project A pot", "## A pot", True),
        (
            "## Stage 1, which ends with the project A",
            "## Stage 12, which ends with the project A",
            True,
        ),
        (
            "## Stage 1, which ends with the project A",
            "## Stage 1, which ends with the project B",
            False,
        ),
        ("## Left out until 1 May 2027", "## Left out until 2 June 2027", True),
        ("## Left out", "## Left out until 1 May 2027", False),
        ("## Stage one", "## one", False),
        ("## Stage 1, which ends with the project", "##", False),
    ],
)
def test_a_section_is_known_by_what_does_not_change(one: str, two: str, same: bool) -> None:
    """Numbers of stages and days make no other section; names do."""
    assert (section_key(one) == section_key(two)) is same


def test_a_task_is_known_by_its_id_in_any_letter_case() -> None:
    """No section has the key of a task."""
    assert task_key("project.BED-1") == task_key("Project.bed-1")
    assert task_key("digging.1") != task_key("digging.2")
    assert task_key("Done") != section_key("## Done")


@given(st.text(), st.text(), st.booleans())
def test_the_first_line_of_a_task_is_put_together_again(
    before: str, behind: str, there: bool
) -> None:
    """What stands before and behind the hidden id is all that there is beside it."""
    text = f"{before}<!-- mlc:a.1 -->{behind}" if there else before
    assert "".join(split_task(text)) == text
    if there and "`" not in text:
        assert split_task(text) == (before, "<!-- mlc:a.1 -->", behind)


@settings(max_examples=50)
@given(st.frozensets(st.text(st.sampled_from("ABab+_09"), min_size=6, max_size=6), max_size=60))
def test_a_seal_is_read_as_it_was_written(prints: frozenset[str]) -> None:
    """However many fingerprints there are, all come back, and nothing is left over."""
    plan = read_plan(f"text\n\n{seal(prints)}\n")
    assert plan.known == prints
    assert shape(f"text\n\n{seal(prints)}\n") == [("section ", 1), (SEAL, 1)]
    assert read_plan(f"text\n\n{seal(prints)}").known == prints
    assert seal([*prints, *prints]) == seal(prints)


def test_without_a_seal_nothing_is_known() -> None:
    """A seal in a block of code is none; an empty one knows nothing, which is not the same."""
    assert read_plan("text\n").known is None
    assert read_plan(f"```\n{seal(['abcdef'])}\n```\n").known is None
    assert read_plan(seal([])).known == frozenset()
    assert not is_untouched("")
    assert is_untouched(sealed(""))


@pytest.mark.parametrize(
    ("row", "known", "left"),
    [
        ("AAAAAABBBBBB", {"AAAAAA", "BBBBBB"}, 0),
        ("BBBBBBAAAAAA", set(), 1),
        ("AAAAAA" * 16, {"AAAAAA"}, 0),
        ("BAAAAA" + "AAAAAA" * 15, {"AAAAAA", "BAAAAA"}, 0),
        ("AAAAAA" * 17, set(), 1),
        ("AAAAA", set(), 1),
        ("AAAAA-", set(), 1),
        ("AAA AAA", set(), 1),
        ("- AAAAAA", set(), 1),
        ("> AAAAAA", set(), 1),
        ("- [ ] AAAAAA", set(), 1),
    ],
)
def test_what_is_a_row_of_the_seal(row: str, known: set[str], left: int) -> None:
    """A short row is in order, a whole one need not be; all else in the seal is the person's."""
    plan = read_plan(f"{seal([]).partition(chr(10))[0]}\n{row}\n-->\n")
    assert plan.known == frozenset(known)
    own = [line.text for block in plan.blocks for line in block.lines if "AAA" in line.text]
    assert len(own) == left


def test_rows_are_in_order_with_those_before_them() -> None:
    """A word that comes too early in the alphabet is no row, where the seal has lost its end."""
    opening = seal([]).partition("\n")[0]
    plan = read_plan(f"{opening}\nMMMMMM\nAAAAAA\nNNNNNN\n")
    assert plan.known == frozenset({"MMMMMM"})
    assert [line.text for line in plan.blocks[-1].lines] == ["AAAAAA", "NNNNNN"]


def test_where_blocks_begin_and_end() -> None:
    """Tasks end with what stands no further in; what follows is the person's own."""
    text = (
        "# Plan\n\nwords\n\n## One\n\nwords\n\n"
        "- [ ] a <!-- mlc:a.1 -->\n  - more\n\n    words\n\nloose\n\n- own item\n"
        "- [ ] b <!-- mlc:b.1 -->\n### Three\n\n## Two\n"
    )
    assert shape(text) == [
        ("section ", 2),
        ("section One", 2),
        ("task a.1", 3),
        (LOOSE, 2),
        ("task b.1", 1),
        (LOOSE, 1),
        ("section Two", 1),
    ]


def test_only_expected_headings_begin_sections_of_a_file() -> None:
    """A heading of the person stays with what stands before it."""
    blocks = read_plan("## One\n\nwords\n\n## Mine\n\nwords\n", {"section One"}).blocks
    assert [block.key for block in blocks] == ["section One"]
    known = seal([fingerprint("section Mine", "")])
    text = f"## One\n\n## Mine\n\nwords\n\n{known}\n"
    assert [block.key for block in read_plan(text, {"section One"}).blocks] == [
        "section One",
        "section Mine",
        SEAL,
    ]


def test_what_is_fingerprinted_of_a_task() -> None:
    """Its first line counts in two parts, so that each may change; code does not count."""
    (block,) = read_plan("- [ ] a b <!-- mlc:a.1 --> f\n  - c\n  ```\n  d\n  ```\n").blocks
    assert list(texts(block)) == ["a b ", "|  f", "c"]
    wanted = {fingerprint(block.key, text) for text in ("", "a b", "| f", "c")}
    assert set(fingerprints([block])) == wanted
    bare = read_plan("- [ ] a <!-- mlc:a.1 -->\n").blocks[0]
    assert len(list(fingerprints([bare]))) == 2


def test_what_is_left_of_the_programs_lines() -> None:
    """Of a block the fingerprints are found that were known, by how their lines begin."""
    plan = read_plan(GARDEN)
    assert plan.known
    task = next(block for block in plan.blocks if block.id == "digging.2")
    assert set(left_there(task, plan.known)) == set(fingerprints([task]))
    assert set(left_there(task, frozenset())) == set()
    noted = GARDEN.replace("**Digging: working**", "**Digging**").replace(
        "- Why: Core", "- Why: Core!"
    )
    changed = next(block for block in read_plan(noted).blocks if block.id == "digging.2")
    assert len(set(left_there(changed, plan.known))) == len(set(fingerprints([task]))) - 2
    loose = read_plan(f"{GARDEN}\nloose\n").blocks[-1]
    assert (loose.key, list(left_there(loose, plan.known))) == (LOOSE, [])


def test_the_seal_holds_a_fingerprint_of_each_line() -> None:
    """No line of a plan goes without one, and no two of a block share one."""
    plan = read_plan(GARDEN)
    lines = [line for block in plan.blocks if block.key != SEAL for line in block.lines]
    assert plan.known is not None
    assert plan.known == frozenset(fingerprints(plan.blocks))
    assert len(plan.known) >= len(lines) - len(re.findall(r"(?m)^- \[", GARDEN))
