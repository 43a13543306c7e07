"""Tests of plain text: encodings, what is no text, and what the final text is."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recounted.errors import ReadError
from recounted.readers.text import decode, tidy

SENTENCE = "Two people were hurt in Besançon, the préfet said – “no one” died."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_the_usual_encodings_are_recognised(encoding: str) -> None:
    """The same sentence comes out of every encoding, without a byte order mark."""
    assert decode(SENTENCE.encode(encoding)) == SENTENCE


def test_latin_1_is_recognised() -> None:
    """Western letters of one byte each are read as such."""
    text = "Un préfet a été blessé à Besançon, said the agency in English."

    assert decode(text.encode("latin-1")) == text


def test_other_scripts_in_one_byte_encodings_are_told_by_their_letters() -> None:
    """Text that is mostly beyond ASCII is looked at more closely."""
    text = "Трое жителей ранены при обстреле рынка, сообщил мэр города в субботу утром. " * 5

    assert decode(text.encode("cp1251")) == text


def test_text_cut_within_a_letter_is_read() -> None:
    """A UTF-8 text that was cut short keeps everything but its broken last letter."""
    whole = "Two were hurt in Besançon, near the château"

    assert decode(whole.encode()[: whole.encode().index(b"\xa2")]) == "Two were hurt in Besançon, near the ch\ufffd"


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"", "empty"),
        (b" \n\t \r\n", "empty"),
        (b"%PDF-1.7 and so on", "PDF"),
        (b"{\\rtf1\\ansi Shells hit Martuni.}", "RTF"),
        (b"From a@b.org Fri Oct  9 10:00:00 2020\nFrom: a@b.org\nSubject: one\n\nShells hit Martuni.", "a mailbox"),
        (b"PK\x03\x04 and so on", "ZIP"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"\x1f\x8b\x08\x00", "gzip"),
        (b"Two were hurt.\x00 One died later.", "zero bytes"),
        (bytes(range(1, 9)) * 50, "control characters"),
        (bytes(range(1, 256)) * 20, "no text"),
        ("Two were hurt.".encode("utf-16")[:-1], "encoding"),
    ],
)
def test_what_is_no_text_is_refused_with_its_reason(raw: bytes, told: str) -> None:
    """Junk is refused, and the message says what it seems to be."""
    with pytest.raises(ReadError, match=told):
        decode(raw)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("Besanc\u0327on", "Besançon"),
        ("\ud83d alone", "\ufffd alone"),
        ("a\x00b", "a\ufffdb"),
        (" indented \n\n\nspaced\tout ", " indented \n\n\nspaced\tout "),
    ],
)
def test_only_line_ends_and_composition_are_changed(text: str, expected: str) -> None:
    """The final text is NFC with one kind of line end; what no text can hold is replaced; all else stays."""
    assert tidy(text) == expected


@given(st.text(st.characters(codec="utf-8")))
def test_a_tidy_text_is_final(text: str) -> None:
    """Making a text tidy twice changes nothing more, and what comes out can be stored."""
    once = tidy(text)

    assert tidy(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert "\r" not in once
    assert once.encode().decode() == once


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_are_refused(raw: bytes) -> None:
    """Whatever the bytes, there is a text that can be stored, or a reason."""
    try:
        text = tidy(decode(raw))
    except ReadError as error:
        assert str(error).endswith(".")
    else:
        assert text.encode().decode() == text
        assert "\x00" not in text
