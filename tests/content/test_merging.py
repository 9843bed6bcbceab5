from copy import deepcopy
from itertools import chain
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcareer.content.merging import Version, merge
from mlcareer.content.yamlfile import Field, parse_yaml
from mlcareer.errors import ContentError
from support_content import plain_value

IDS = st.sampled_from(["ash", "birch", "cedar", "fir", "oak"])
TEXTS = st.text("abc", min_size=1, max_size=3)
PARTS = st.fixed_dictionaries(
    {},
    optional={
        "skills": st.dictionaries(IDS, TEXTS),
        "areas": st.dictionaries(IDS, TEXTS),
        "principles": st.lists(TEXTS, max_size=3),
        "note": TEXTS,
    },
)
WORDS = st.fixed_dictionaries(
    {},
    optional={
        "skills": st.dictionaries(
            IDS, st.dictionaries(st.sampled_from(["terms", "exact"]), st.lists(TEXTS, max_size=3))
        ),
        "asks": st.lists(TEXTS, max_size=3),
    },
)
Parts = dict[str, Any]
MANIFEST = "content.yaml"


def quoted(value: object) -> str:
    """Write a value as YAML on one line, with each text in quotes."""
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {quoted(each)}' for key, each in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(quoted, value))}]"
    return f"'{value}'"


def version(
    parts: Parts, replaces: dict[str, list[str]] | None = None, name: str = "f.yaml"
) -> Version:
    """Make what a folder has of a file, each part and each entry by id on a line of its own."""
    rows = ["format: 1"]
    for part, value in parts.items():
        rows.append(f"{part}: {quoted(value) if not isinstance(value, dict) or not value else ''}")
        if isinstance(value, dict):
            rows += [f"  {id_}: {quoted(entry)}" for id_, entry in value.items()]
    lines = {
        part: {id_: 10 + at for at, id_ in enumerate(ids)} for part, ids in (replaces or {}).items()
    }
    return Version(parse_yaml("\n".join(rows).encode(), name), f"{name}/{MANIFEST}", lines)


def merged(kind: str, *versions: Version) -> Parts:
    """Put versions together and read what comes of it."""
    parts = plain_value(merge(kind, versions))
    assert isinstance(parts, dict)
    del parts["format"]
    return parts


def as_version(top: Field) -> Version:
    """Take what was put together for what one folder has."""
    return Version(top, MANIFEST, {})


def apart(*all_parts: Parts) -> list[Parts]:
    """Give each folder ids of its own."""
    return [
        {
            part: {f"{id_}{number}": entry for id_, entry in value.items()}
            if isinstance(value, dict)
            else value
            for part, value in parts.items()
        }
        for number, parts in enumerate(all_parts)
    ]


def complaints(kind: str, *versions: Version) -> list[str]:
    """List what stands against putting versions together."""
    with pytest.raises(ContentError) as caught:
        merge(kind, versions)
    return [f"{one.file}:{one.line}: {one.message}" for one in caught.value.problems]


@given(parts=PARTS, empty=st.sampled_from([{}, {"skills": {}}, {"areas": {}, "principles": []}]))
def test_an_empty_version_changes_nothing(parts: Parts, empty: Parts) -> None:
    """A folder that has a file without entries leaves all as it is, before or behind."""
    expected = {**{key: value for key, value in empty.items() if key not in parts}, **parts}
    assert merged("skills", version(parts), version(empty)) == expected
    assert merged("skills", version(empty), version(parts)) == expected
    assert merged("skills", version(parts)) == parts


@given(first=PARTS, second=PARTS)
def test_ids_are_put_together_in_the_order_of_the_folders(first: Parts, second: Parts) -> None:
    """Entries of both are there, each with its text, the earlier ones first; lists are joined."""
    one, two = apart(first, second)
    both = merged("skills", version(one), version(two))

    assert both.keys() == one.keys() | two.keys()
    for part, value in both.items():
        if isinstance(value, dict):
            entries = {**one.get(part, {}), **two.get(part, {})}
            assert list(value.items()) == list(entries.items())
        elif isinstance(value, list):
            assert value == one.get(part, []) + two.get(part, [])
        else:
            assert value == two.get(part, one.get(part))


@given(all_parts=st.tuples(PARTS, PARTS, PARTS))
def test_it_does_not_matter_what_is_put_together_first(all_parts: tuple[Parts, ...]) -> None:
    """Three folders at once are as two and then the third, or the first and then two."""
    one, two, three = map(version, apart(*all_parts))
    at_once = merged("skills", one, two, three)

    assert merged("skills", as_version(merge("skills", [one, two])), three) == at_once
    assert merged("skills", one, as_version(merge("skills", [two, three]))) == at_once


@given(all_words=st.tuples(WORDS, WORDS, WORDS))
def test_words_of_advertisements_add_up(all_words: tuple[Parts, ...]) -> None:
    """Lists of one skill are joined, whatever is put together first, and nothing is a conflict."""
    one, two, three = map(version, all_words)
    at_once = merged("ads", one, two, three)
    assert merged("ads", as_version(merge("ads", [one, two])), three) == at_once
    assert merged("ads", one, as_version(merge("ads", [two, three]))) == at_once
    for id_ in {id_ for words in all_words for id_ in words.get("skills", {})}:
        for how in ("terms", "exact"):
            lists = [words.get("skills", {}).get(id_, {}).get(how, []) for words in all_words]
            assert at_once["skills"][id_].get(how, []) == [*chain(*lists)]


@given(first=PARTS, second=PARTS, replaced=st.sets(IDS))
def test_each_id_that_stands_twice_is_a_conflict_unless_it_is_replaced(
    first: Parts, second: Parts, replaced: set[str]
) -> None:
    """There are as many complaints as ids in both that the later does not replace."""
    one, two = version(first, name="a.yaml"), version(second, name="b.yaml")
    common = {
        (part, id_)
        for part in ("skills", "areas")
        for id_ in first.get(part, {}).keys() & second.get(part, {}).keys()
    }
    known = {(p, id_) for p, id_ in common if id_ in replaced}
    replaces = {p: [id_ for q, id_ in sorted(known) if q == p] for p in ("skills", "areas")}
    later = version(second, replaces, name="b.yaml")
    if common:
        assert len(complaints("skills", one, two)) == len(common)
    if common - known:
        assert len(complaints("skills", one, later)) == len(common - known)
    else:
        both = merged("skills", one, later)
        for part in ("skills", "areas"):
            entries = {**first.get(part, {}), **second.get(part, {})}
            assert list(both.get(part, {}).items()) == list(entries.items())


@given(first=PARTS, second=PARTS)
def test_what_is_put_together_stays_as_it_was(first: Parts, second: Parts) -> None:
    """The versions are the same afterwards, so that they can be looked at again."""
    one, two = map(version, apart(first, second))
    before = deepcopy([plain_value(one.top), plain_value(two.top)])
    merge("skills", [one, two])
    assert [plain_value(one.top), plain_value(two.top)] == before


def test_every_entry_knows_its_own_place() -> None:
    """What is complained of later is complained of in the file where it stands."""
    top = merge(
        "skills",
        [
            version({"skills": {"ash": "x"}}, name="a.yaml"),
            version({"skills": {"oak": "y"}, "note": "z"}, name="b.yaml"),
        ],
    )
    entries = top.entries()["skills"].entries()

    assert (top.file, entries["ash"].file, entries["oak"].file) == ("a.yaml", "a.yaml", "b.yaml")
    assert (entries["oak"].key_line, entries["oak"].key_column) == (3, 3)
    assert top.entries()["note"].file == "b.yaml"


def test_a_conflict_names_both_places_and_what_to_do() -> None:
    """It stands at the later key, all conflicts at once."""
    one = version({"skills": {"ash": "x", "oak": "x"}}, name="a.yaml")
    two = version({"skills": {"oak": "y", "fir": "y", "ash": "z"}}, name="b.yaml")
    todo = "take another id, or write replaces: {skills: [%s]} in content.yaml"

    assert complaints("skills", one, two) == [
        f"b.yaml:3: 'oak' is in a.yaml:4 too; {todo % 'oak'}",
        f"b.yaml:5: 'ash' is in a.yaml:3 too; {todo % 'ash'}",
    ]


def test_what_is_not_there_cannot_be_replaced() -> None:
    """The line of content.yaml is named, with what may have been meant."""
    one = version({"skills": {"birch": "x"}}, name="a.yaml")
    two = version({"skills": {}}, {"skills": ["oak", "brich"]}, name="b.yaml")

    assert complaints("skills", one, two) == [
        "b.yaml/content.yaml:10: skills has no 'oak' to replace.",
        "b.yaml/content.yaml:11: skills has no 'brich' to replace. Did you mean 'birch'?",
    ]


def test_what_replaces_takes_the_place() -> None:
    """The entry of the later folder stands where the other stood."""
    one = version({"skills": {"ash": "x", "fir": "x", "oak": "x"}})
    two = version({"skills": {"elm": "y", "fir": "y"}}, {"skills": ["fir"]})
    both = merged("skills", one, two)["skills"]

    assert list(both.items()) == [("ash", "x"), ("fir", "y"), ("oak", "x"), ("elm", "y")]


@pytest.mark.parametrize(
    ("kind", "part"), [("reviews", "reviews"), ("proofs", "programs"), ("proofs", "calculations")]
)
def test_records_go_with_replaced_questions(kind: str, part: str) -> None:
    """What was on record of a replaced question goes; what is new of it comes, without a word."""
    one = version({part: {"ash": "x", "fir": "x"}})
    for later, expected in (
        ({part: {}}, {"fir": "x"}),
        ({part: {"ash": "y"}}, {"fir": "x", "ash": "y"}),
        ({part: {"oak": "y"}}, {"fir": "x", "oak": "y"}),
    ):
        assert merged(kind, one, version(later, {"questions": ["ash"]}))[part] == expected


def test_nothing_on_record_takes_nothing_away() -> None:
    """A part of records that stands there without entries leaves the earlier ones."""
    one = version({"programs": {"ash": "x"}})
    empty = Version(parse_yaml(b"format: 1\nprograms:\n", "b.yaml"), MANIFEST, {})

    assert merged("proofs", one, empty) == {"programs": {"ash": "x"}}
    assert merged("proofs", empty, one) == {"programs": {"ash": "x"}}


def test_records_stand_twice_too() -> None:
    """A record of a question that is not replaced is a conflict."""
    one, two = version({"reviews": {"ash": "x"}}), version({"reviews": {"ash": "y"}})
    (found,) = complaints("reviews", one, two)
    assert "'ash' is in f.yaml:3 too" in found


@pytest.mark.parametrize("other", ["[x]", "'x'"])
def test_what_does_not_fit_together_is_left_to_the_readers(other: str) -> None:
    """Where one has a mapping and the other has not, the later stands and is complained of."""
    one = version({"skills": {"ash": "x"}}, name="a.yaml")
    two = Version(parse_yaml(f"format: 1\nskills: {other}\n".encode(), "b.yaml"), MANIFEST, {})
    field = merge("skills", [one, two]).entries()["skills"]
    assert (field.file, field.line) == ("b.yaml", 2)


def test_a_file_that_is_no_mapping_is_complained_of() -> None:
    """A later file that holds a list is named."""
    two = Version(parse_yaml(b"- a\n", "b.yaml"), MANIFEST, {})
    assert complaints("skills", version({}), two) == [
        "b.yaml:1: a mapping (key: value) was expected here"
    ]
