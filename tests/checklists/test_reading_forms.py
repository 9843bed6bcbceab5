import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcareer.checklists.reading import MOST_BYTES, decode, read_checklist
from mlcareer.errors import ContentError

MARKDOWN = "- [x] **Digging: novice** <!-- mlc:digging.1 -->\n- [ ] two <!-- mlc:digging.2 -->\n"

TICKS = """{"mlcareer_ticks": 1, "tasks": [
  {"id": "digging.1", "done": true}, {"id": "digging.2", "done": false}]}"""
TASKS = """[{"mlcid": "digging.1", "status": "completed", "description": "Dig"},
{"mlcid": "digging.2", "status": "pending", "description": "Dig on"}]"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings_of_editors_are_read(encoding: str) -> None:
    """UTF-8 with and without a mark, and UTF-16 with one, give the same ticks."""
    marks = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}
    raw = marks.get(encoding, b"") + f"Ünïcode 🌱\n{MARKDOWN}".encode(encoding)
    text = decode(raw, "plan.md")
    assert "Ünïcode 🌱" in text.text
    found = {mark.id: mark.ticked for mark in read_checklist(text.text, "plan.md").marks}
    assert found == {"digging.1": True, "digging.2": False}


def test_old_windows_text_is_read() -> None:
    """Text that is no UTF-8 is read as old Windows editors write it."""
    text = decode(f"Garten für alle\n{MARKDOWN}".encode("cp1252"), "plan.md")
    assert text.encoding == "cp1252"
    assert "für" in text.text


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"\x00\x01\x02", "this is no text"),
        (b"x" * (MOST_BYTES + 1), "too large for a plan"),
    ],
)
def test_what_is_no_text_is_refused(raw: bytes, said: str) -> None:
    """A picture or a huge file is refused in a line that names it."""
    with pytest.raises(ContentError, match=said) as caught:
        decode(raw, "photo.md")
    assert str(caught.value).startswith("photo.md: ")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("plan.md", MARKDOWN),
        ("plan.txt", MARKDOWN),
        ("-", MARKDOWN),
        ("todo.txt", "x 2026-01-02 Digging: novice +digging mlc:digging.1\nDig mlc:digging.2\n"),
        ("plan.csv", "id,done\ndigging.1,x\ndigging.2,\n"),
        ("standard input", "title;id;done\nDigging;digging.1;x\nDigging;digging.2;\n"),
        ("ticks.json", TICKS),
        ("standard input", TASKS),
    ],
)
def test_the_form_is_found_out(name: str, text: str) -> None:
    """Each form is recognised by its name or its content, and read."""
    found = {mark.id: mark.ticked for mark in read_checklist(text, name).marks}
    assert found == {"digging.1": True, "digging.2": False}


@pytest.mark.parametrize("name", ["a.md", "a.json", "a.csv", "a.html", "todo.txt", "a"])
@pytest.mark.parametrize(
    "text", ["", "Just a letter.\n", "- [x] my own task\n", "{", "<html>", "[]"]
)
def test_what_has_no_plan_in_it_is_refused(name: str, text: str) -> None:
    """A file without a task of a plan is refused in a line that names it."""
    with pytest.raises(ContentError) as caught:
        read_checklist(text, name)
    assert str(caught.value).startswith(name)
    assert "\n" not in str(caught.value)


@given(st.text(), st.sampled_from(("a.md", "a.json", "a.csv", "a.html", "a.txt", "-")))
def test_any_text_is_read_or_refused(text: str, name: str) -> None:
    """No text makes the reading fail in another way than by a line for the person."""
    said = ""
    try:
        assert read_checklist(text, name).marks
    except ContentError as error:
        said = str(error)
    assert not said or said.startswith(name)


@given(st.binary())
def test_any_bytes_become_text_or_are_refused(raw: bytes) -> None:
    """No bytes make the decoding fail in another way than by a line for the person."""
    said = "a.md: "
    try:
        decode(raw, "a.md")
    except ContentError as error:
        said = str(error)
    assert said.startswith("a.md: ")
