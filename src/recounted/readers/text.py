"""Plain text: bytes of some encoding become the final text of a document."""

import re
import unicodedata

from recounted.errors import ReadError

BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)

#: First bytes of what is no text, and how people call it.
MAGIC = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"SQLite format 3", "a database"),
    (b"{\\rtf", "RTF"),
)

#: How a file of many mails begins: the line that parts them, then a header.
MAILBOX = re.compile(rb"From \S+[^\n]*\d{4}\r?\n[A-Za-z-]+: ")

#: Control characters that no text has.
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
SURROGATE = re.compile("[\ud800-\udfff]")

#: Below this share of bytes beyond ASCII, text that is no UTF-8 is taken for Windows-1252: English with some names.
FEW = 0.1


def decode(raw: bytes) -> str:
    """Bytes as text: by their byte order mark, as UTF-8, as UTF-16 without a mark, or by what is likeliest.

    Raises:
        ReadError: they are empty, or no text in any encoding that can be told.
    """
    if not raw.strip():
        raise ReadError("It is empty. Check that it was saved or downloaded whole.")
    if MAILBOX.match(raw):
        raise ReadError("It is a mailbox of several mails. Save each of them as .eml, and read those.")
    for magic, name in MAGIC:
        if raw.startswith(magic):
            raise ReadError(f"It is {name}, not text. Save its text as .txt or .html, and read that.")
    for bom, encoding in BOMS:
        if raw.startswith(bom):
            return decoded(raw, encoding)
    if b"\x00" in raw:
        if (order := wide(raw)) is None:
            raise ReadError("It holds zero bytes, as pictures and programs do. If it is a text, save it as UTF-8.")
        return decoded(raw, order)
    try:
        return checked(raw.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    return damaged(raw) or decoded(raw, narrow(raw))


def decoded(raw: bytes, encoding: str | None) -> str:
    """Bytes as text in an encoding.

    Raises:
        ReadError: no encoding is given, or the bytes do not fit it.
    """
    try:
        if encoding is not None:
            return checked(raw.decode(encoding).removeprefix("\ufeff"))
    except UnicodeDecodeError:
        pass
    raise ReadError("It is no text in an encoding that can be told. Save it as UTF-8, and read it again.")


def damaged(raw: bytes) -> str | None:
    """The text where it is UTF-8 but for a few bytes, as when it was cut short; U+FFFD stands for those."""
    text = raw.decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    beyond = sum(char > "\x7f" for char in text) - wrong
    return checked(text) if beyond >= 10 * (wrong - 1) and beyond else None


def checked(text: str) -> str:
    """The text, if it is one.

    Raises:
        ReadError: it holds control characters that no text has.
    """
    if len(CONTROL.findall(text)) > len(text) // 1000:
        raise ReadError("It is no text: it holds control characters. If it is a document, save its text as UTF-8.")
    return text


def wide(raw: bytes) -> str | None:
    """The byte order of UTF-16 without a mark; None when the zero bytes do not stand as in such text."""
    even, odd = raw[0::2].count(0), raw[1::2].count(0)
    if max(even, odd) < len(raw) // 10:
        return None
    if odd > 10 * even:
        return "utf-16-le"
    return "utf-16-be" if even > 10 * odd else None


def narrow(raw: bytes) -> str | None:
    """The likeliest encoding of one byte a character."""
    beyond = sum(byte > 0x7F for byte in raw[:100_000])
    if beyond < FEW * min(len(raw), 100_000) and not re.search(rb"[\x81\x8d\x8f\x90\x9d]", raw):
        return "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(raw[:100_000]).best()
    return best.encoding if best else None


def tidy(text: str) -> str:
    """The text as spans count it: NFC, with "\\n" for every line end, and U+FFFD for what no text can hold."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return SURROGATE.sub("\ufffd", unicodedata.normalize("NFC", text)).replace("\x00", "\ufffd")
