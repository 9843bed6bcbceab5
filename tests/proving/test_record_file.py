from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcareer.content.proofs import Proof, Proofs, load_proofs
from mlcareer.content.record_file import (
    PROOFS_HEAD,
    REVIEWS_HEAD,
    proofs_text,
    reviews_text,
    text_or_nothing,
)
from mlcareer.content.reviews import Review, load_reviews
from mlcareer.content.yamlfile import parse_yaml
from mlcareer.errors import ContentError
from mlcareer.model.characters import refused
from spoiling import write
from support import DATA

REVIEW = Review("0123456789ab", readers=3, agreed=True, date="2026-11-23", shares=((1, 2, 3),))
LINE = (
    '{fingerprint: "0123456789ab", readers: 3, agreed: true,'
    ' date: "2026-11-23", shares: [[1, 2, 3]]}'
)
OLD = "{fingerprint: x, readers: 2, agreed: true, date: y}"
ORDER = ("a", "b", "c", "d")


@pytest.mark.parametrize("output", ["it's", '"a" \\n', "a: b #c", "[1, 2]", "{}", "\u00e9 \u2260"])
def test_any_output_is_written_and_read_back(tmp_path: Path, output: str) -> None:
    """Whatever a program prints stands in the record as it was printed."""
    proofs = Proofs({"x": Proof("0123456789ab", "R 4.2.2", output)}, {})
    write(tmp_path / "proofs.yaml", proofs_text(proofs))

    assert load_proofs(tmp_path) == proofs


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1).filter(
        lambda text: not refused(text)
    )
)
def test_any_printable_output_is_written_and_read_back(output: str) -> None:
    """No character of an output means anything to YAML."""
    text = proofs_text(Proofs({}, {"x": Proof("0", "R", output)}))

    calculations = parse_yaml(text.encode(), "x").entries()["calculations"]
    assert calculations.entries()["x"].entries()["output"].text() == output


def test_the_shipped_record_is_written_as_it_stands() -> None:
    """Reading and writing the shipped record changes no byte."""
    text = (DATA / "proofs.yaml").read_text(encoding="utf-8")

    assert proofs_text(load_proofs(DATA), text) == text


def test_the_shipped_readings_are_written_as_they_stand() -> None:
    """Setting each line of the shipped record to what it says changes no byte."""
    text = (DATA / "reviews.yaml").read_text(encoding="utf-8")
    reviews = load_reviews(DATA)

    assert reviews_text(text, reviews, tuple(reviews)) == text
    assert reviews_text(text, {}, ()) == text


def test_a_new_record_says_what_it_is() -> None:
    """Without a file before it, the record begins with what it is and what writes it."""
    assert proofs_text(Proofs({}, {})).startswith(PROOFS_HEAD)
    text = reviews_text("", {"a": REVIEW}, ORDER)
    assert text == f"{REVIEWS_HEAD}format: 1\nreviews:\n  a: {LINE}\n"


def test_other_lines_and_comments_stay() -> None:
    """Only the lines of the questions that were read change; comments stay where they were."""
    before = (
        "# ours\nformat: 1\nreviews:  # by id\n"
        f"  a: {OLD}  # kept\n  # about b\n  b: {OLD}\n\n  d: {OLD}\n# end\n"
    )
    text = reviews_text(before, {"b": REVIEW, "c": REVIEW}, ORDER)

    assert text == (
        "# ours\nformat: 1\nreviews:  # by id\n"
        f"  a: {OLD}  # kept\n  # about b\n  b: {LINE}\n\n  c: {LINE}\n  d: {OLD}\n# end\n"
    )


def test_an_entry_of_several_lines_is_replaced_as_a_whole() -> None:
    """An entry may be written in lines of its own; none of them is left over."""
    before = (
        "format: 1\nreviews:\n"
        "  b:\n    fingerprint: x\n    readers: 2\n    agreed: true\n    date: y\n"
        f'  "d": {OLD}\n'
    )
    text = reviews_text(before, {"b": REVIEW, "d": REVIEW}, ORDER)

    assert text == f"format: 1\nreviews:\n  b: {LINE}\n  d: {LINE}\n"


@pytest.mark.parametrize(
    "before",
    [
        "format: 1\nreviews: {}\n",
        "format: 1\nreviews:\n",
        "format: 1\nreviews:",
        "format: 1\nreviews: {} # none\n",
    ],
)
def test_an_empty_record_is_filled(before: str) -> None:
    """A record without entries takes the first ones, however its emptiness is written."""
    text = reviews_text(before, {"c": REVIEW, "a": REVIEW}, ORDER)

    assert text.endswith(f"\n  a: {LINE}\n  c: {LINE}\n")
    assert text.startswith("format: 1\nreviews:")


@pytest.mark.parametrize(
    ("there", "new", "expected"),
    [
        ("bd", "a", "abd"),
        ("bd", "c", "bcd"),
        ("ab", "d", "abd"),
        ("db", "c", "dbc"),
        ("", "cab", "abc"),
        ("az", "b", "abz"),
    ],
)
def test_new_lines_come_in_the_order_of_the_questions(there: str, new: str, expected: str) -> None:
    """A new line stands behind the question before it; old lines do not move."""
    lines = "".join(f"  {id_}: {OLD}\n" for id_ in there)
    text = reviews_text(f"format: 1\nreviews:\n{lines}", dict.fromkeys(new, REVIEW), ORDER)

    assert "".join(parse_yaml(text.encode(), "x").entries()["reviews"].entries()) == expected


@pytest.mark.parametrize(
    "before",
    [
        f"format: 1\nreviews: {{a: {OLD}}}\n",
        f"format: 1\nreviews:\n    b: {OLD}\n",
        f"{{format: 1, reviews: {{a: {OLD}}}}}\n",
        "format: 1\n",
    ],
)
def test_a_record_of_another_layout_is_refused(before: str) -> None:
    """Rather than spoil a file that is laid out differently, the command says what it needs."""
    with pytest.raises(ContentError, match="write one entry a line, indented by two spaces"):
        reviews_text(before, {"a": REVIEW}, ORDER, "reviews.yaml")


@given(
    st.lists(st.sampled_from(ORDER), unique=True),
    st.dictionaries(
        st.sampled_from(ORDER),
        st.builds(
            Review,
            st.from_regex("[0-9a-f]{12}", fullmatch=True),
            st.integers(1, 9),
            st.booleans(),
            st.just("2026-11-23"),
            st.lists(st.tuples(*[st.integers(0, 100)] * 3), max_size=3).map(tuple),
        ),
    ),
)
def test_what_is_set_is_read_back(there: list[str], found: dict[str, Review]) -> None:
    """Whatever stood there, the new readings are read back, and the others are as they were."""
    lines = "".join(f"  {id_}: {OLD}\n" for id_ in there)
    text = reviews_text(f"format: 1\nreviews:\n{lines}", found, ORDER)

    top = parse_yaml(text.encode(), "x").entries()
    entries = top["reviews"].entries() if there or found else {}
    assert set(entries) == set(there) | set(found)
    for id_, entry in entries.items():
        wording = found[id_].fingerprint if id_ in found else "x"
        assert entry.entries()["fingerprint"].text() == wording


def test_a_file_need_not_be_there(tmp_path: Path) -> None:
    """No file is an empty text; one that cannot be read is a complaint."""
    assert text_or_nothing(tmp_path / "none.yaml") == ""
    (tmp_path / "bad.yaml").write_bytes(b"\xff")
    with pytest.raises(ContentError, match="cannot be read: it is not UTF-8"):
        text_or_nothing(tmp_path / "bad.yaml")
    with pytest.raises(ContentError, match="cannot be read"):
        text_or_nothing(tmp_path)
