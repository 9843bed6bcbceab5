import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlcareer.checklists.reading import MOST_BYTES, Form, decode, form_of, read_checklist
from mlcareer.errors import ContentError

NAMES = ("plan.md", "PLAN.MARKDOWN", "-")
FIRST = ("{{< toc >}}", "{% raw %}", "[](#top)", "[[home]]", '{"a": 1', "[ ] mine", "{}", "[1]")
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


def test_bytes_that_no_editor_writes_are_kept() -> None:
    """Where the old encoding has no letter for a byte, each byte is taken for one."""
    raw = b"caf\xe9 \x81\n" + MARKDOWN.encode()
    text = decode(raw, "plan.md")
    assert text.encoding == "latin-1"
    assert len(read_checklist(text.text, "plan.md").marks) == 2


def test_a_page_that_begins_with_a_long_comment() -> None:
    """A page is known as one behind what a browser puts before it."""
    text = f"<!-- saved from {'long/' * 300} -->\n<HTML><p>mlc:a.1"
    with pytest.raises(ContentError, match="this page is no plan"):
        read_checklist(text, "-")


@pytest.mark.parametrize("text", ["- [/] a <!-- mlc:digging.1 -->\n", "id,done\ndigging.1,hm\n"])
def test_a_plan_of_which_nothing_is_clear_is_a_plan(text: str) -> None:
    """Where a task is there, but its mark says nothing, that is remarked, not refused."""
    reading = read_checklist(text, "plan")
    assert (reading.marks, reading.unclear) == ((), ("digging.1",))
    assert len(reading.remarks) == 1


def test_the_largest_plan_is_read() -> None:
    """What is refused is larger than the limit, not as large."""
    assert len(decode(b"x" * MOST_BYTES, "plan.md").text) == MOST_BYTES


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
        ("standard input", f"[ \r\n\t{TASKS[1:]}"),
        ("a.txt", TASKS[1:-1].replace("},", "}")),
        ("plan.md", TICKS),
        *((name, f"{first}\n\n{MARKDOWN}") for name in NAMES for first in FIRST),
        ("plan.md", f"<div>\n<html lang='en'>\n\n{MARKDOWN}"),
        ("a.txt", "x Dig\tMLC:digging.1\nDig <!-- on mlc:digging.2\n"),
        ("a.txt", "mlc:digging.2\nx mlc:digging.1\n"),
        ("a.txt", "x <!-- mlc: a.1 --> mlc:digging.1\nb mlc:digging.2\n"),
        ("-", "- [x] a <!--\n  mlc:digging.1 -->\n- [ ] b <!--\n  mlc:digging.2 -->\n"),
        (
            "-",
            "- [x] a <!--\n  mlc:digging.1 my\n  own -->\n- [ ] b <!--\n  mlc:digging.2 my\n  -->",
        ),
        (
            "-",
            "> - [x] a <!--\n> mlc:digging.1 my\n> -->\n> - [ ] b <!--\n> mlc:digging.2 my\n> -->",
        ),
        ("plan.md", f"id, done\n\n{MARKDOWN}"),
        ("plan.md", "id,done\ndigging.1,x\ndigging.2,\n"),
        ("plan.tsv", "id\tdone\ndigging.1\tx\ndigging.2\t\n"),
        ("-", ' \n;;\n"id";"done"\ndigging.1;x\ndigging.2;\n'),
        ("a.txt", f"mend mlc:digging.1\n\n{MARKDOWN}"),
        ("-", "sep=;\r\nid;done\r\ndigging.1;x\r\ndigging.2;\r\n"),
        ("-", '"sep=;"\n"title";"done";"id"\n;x;digging.1\n;;digging.2\n'),
        ("-", "id,done\rdigging.1,x\rdigging.2,\r"),
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


@settings(max_examples=300)
@given(st.sampled_from((b"", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")), st.binary())
def test_any_bytes_come_back_or_are_refused(mark: bytes, rest: bytes) -> None:
    """What is accepted gives the same bytes when it is written again in its encoding."""
    raw = mark + rest.replace(b"\0", b"" if len(mark) != 2 else b"\0")
    again = raw
    said = "a.md: "
    try:
        text = decode(raw, "a.md")
        again = text.text.encode(text.encoding)
    except ContentError as error:
        said = str(error)
    assert again == raw
    assert said.startswith("a.md: ")


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0")))
def test_any_text_in_utf_16_is_read(text: str) -> None:
    """Both orders of bytes are understood, and kept."""
    for encoding in ("utf-16-le", "utf-16-be"):
        raw = f"\ufeff{text}".encode(encoding)
        assert decode(raw, "a.md") == (f"\ufeff{text}", encoding)


@pytest.mark.parametrize(
    ("name", "text", "form"),
    [
        ("plan.html", "<!doctype html>\n<html>", Form.PAGE),
        ("plan.md", "<!doctype html>\n<html>", Form.MARKDOWN),
        ("-", "\ufeff \n<HTML>", Form.PAGE),
        ("-", "<div>", Form.MARKDOWN),
        ("-", "BEGIN:VCALENDAR\r\n", Form.CALENDAR),
        ("plan.json", "nothing", Form.JSON),
        ("-", '{"tasks": []}', Form.JSON),
        ("-", '{"tasks": [', Form.JSON),
        ("-", "{{< toc >}}", Form.MARKDOWN),
        ("a.md", '[{"id": 1', Form.MARKDOWN),
        ("PLAN.CSV", "nothing", Form.TABLE),
        ("-", "Done\tID\n", Form.TABLE),
        ("-", "id;done,on\n", Form.MARKDOWN),
        ("-", "undone,id\n", Form.MARKDOWN),
        ("-", "a mlc:a.1\n", Form.TODOTXT),
        ("a.markdown", "a mlc:a.1\n", Form.MARKDOWN),
        ("-", "a mlc:a.1\n- [ ] b <!-- mlc:b.1 -->\n", Form.MARKDOWN),
        ("-", "a mlc:a.1\nb mlc:b.1\n- [ ] c <!-- mlc:c.1 -->\n", Form.TODOTXT),
        ("-", "", Form.MARKDOWN),
    ],
)
def test_the_form_is_that_of_the_name_or_of_the_beginning(name: str, text: str, form: Form) -> None:
    """Each form is known by its name or by how it begins; what is left is Markdown."""
    assert form_of(text, name) is form


@pytest.mark.parametrize("name", ["plan.md", "plan.ics", "-"])
def test_a_calendar_is_refused_with_the_remedy(name: str) -> None:
    """What brings no ticks back says so, not that it is broken."""
    with pytest.raises(ContentError, match="take them from a plan in another form"):
        read_checklist("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", name)


def test_the_first_remark_says_why_there_is_no_plan() -> None:
    """Where nothing could be read, the line and the reason are those of what came nearest."""
    with pytest.raises(ContentError) as caught:
        read_checklist("# Plan\n\n- [x] **Python**\n- **two** <!-- mlc:a.1 -->\n", "plan.md")
    assert str(caught.value).startswith(
        "plan.md:3: no task of a plan was found (a task without its hidden id, so it is not read);"
    )
