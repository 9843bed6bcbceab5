"""Any file is either text, or refused in one clear line."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlcareer.ads.decoding import MAX_BYTES, decode_ad
from mlcareer.errors import UsageError

TEXT = "Requirements\n- Python \u2013 daily, \u201cR\u201d at times, café\n"


@pytest.mark.parametrize(
    "raw",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        TEXT.encode("utf-16"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        TEXT.encode("utf-32"),
        TEXT.encode("cp1252"),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode(),
    ],
)
def test_text_is_read_in_all_usual_encodings(raw: bytes) -> None:
    """Whatever editor saved it, the same text comes out, with plain line ends."""
    assert decode_ad(raw, "ad.txt") == TEXT


def test_a_page_may_declare_its_encoding() -> None:
    """What is no UTF-8 is read as the page says."""
    raw = '<meta charset="iso-8859-2"><p>łódź'.encode("iso-8859-2")
    assert "łódź" in decode_ad(raw, "ad.html")


@pytest.mark.parametrize("name", ["no-such-encoding", "utf-8", "iso-8859-1", "base64", "rot13"])
def test_a_wrong_declaration_does_no_harm(name: str) -> None:
    """What a page wrongly says about itself is passed over."""
    raw = f'<meta charset="{name}"><p>café \u2013 Python'.encode("cp1252")
    assert "café \u2013 Python" in decode_ad(raw, "ad.html")


def test_invisible_characters_go() -> None:
    """Soft hyphens, joiners and narrow forms do not stand between a term and its spelling."""
    text = "Py\u00adthon, scikit\u2011learn, \uff2aava, \ufb01ne\u200b-tuning, a\u00a0b\n"
    assert decode_ad(text.encode(), "ad.txt") == "Python, scikit-learn, Java, fine-tuning, a b\n"


def test_the_bullets_of_word_processors_are_bullets() -> None:
    """They come from a font of their own."""
    assert decode_ad("\uf0b7 Python\x0b".encode(), "ad.txt") == "\u2022 Python "


@pytest.mark.parametrize("raw", [b"", b" \n\t\n", codecs.BOM_UTF8, "\u200b\n".encode()])
def test_an_empty_file_is_refused(raw: bytes) -> None:
    """Nothing to read is said, with what to do."""
    with pytest.raises(UsageError, match=r"^ad.txt is empty. Save the text"):
        decode_ad(raw, "ad.txt")


@pytest.mark.parametrize(
    ("raw", "form"),
    [
        (b"%PDF-1.7 ...", "a PDF"),
        (b"PK\x03\x04 ...", "a Word or other zipped file"),
        (b"\xd0\xcf\x11\xe0 ...", "a Word file"),
        (b"{\\rtf1 ...", "an RTF file"),
        (b"\x89PNG ...", "an image"),
    ],
)
def test_a_file_of_another_form_is_named(raw: bytes, form: str) -> None:
    """Somebody with a PDF is told to copy its text."""
    with pytest.raises(UsageError, match=f"^cv is {form}. Copy the text"):
        decode_ad(raw, "cv")


def test_bytes_that_are_no_text_are_refused() -> None:
    """A program or a sound is not searched for words."""
    with pytest.raises(UsageError, match="is no text"):
        decode_ad(bytes(range(256)) * 20, "ad.txt")


@pytest.mark.parametrize(("each", "is_text"), [(25, False), (40, False), (60, True), (1000, True)])
def test_a_stray_control_character_is_forgiven(each: int, is_text: bool) -> None:
    """One in fifty characters or fewer may come of a broken program, more are no text."""
    raw = ("a" * (each - 1) + "\x07").encode() * (3000 // each)
    if is_text:
        assert "\x07" not in decode_ad(raw, "ad.txt")
    else:
        with pytest.raises(UsageError, match="is no text"):
            decode_ad(raw, "ad.txt")


def test_a_huge_file_is_refused() -> None:
    """Reading ends at a limit that no ad reaches."""
    with pytest.raises(UsageError, match="is larger than 8 MB"):
        decode_ad(b"a" * (MAX_BYTES + 1), "ad.txt")


@given(st.text(min_size=1))
def test_what_comes_out_can_be_seen(text: str) -> None:
    """No control character reaches a terminal or a file of roles."""
    try:
        lines = decode_ad(text.encode("utf-8", "replace"), "ad.txt").split("\n")
    except UsageError:
        return
    assert all(line.replace("\t", " ").isprintable() for line in lines)


@given(st.binary(max_size=300))
def test_any_bytes_give_text_or_a_complaint(raw: bytes) -> None:
    """Nothing else is ever raised, and what comes out has something to read."""
    try:
        assert decode_ad(raw, "ad.txt").strip()
    except UsageError as error:
        assert str(error).startswith("ad.txt is ")  # noqa: PT017 - either is right
