"""Tests of mails and saved pages."""

from datetime import date
from email.message import EmailMessage
from pathlib import Path

import pytest

from recounted.model import Document, Failure
from recounted.readers import read

BODY = "Shells hit Martuni on Friday, wounding two people, officials said."
PAGE = f"<html><head><title>Two hurt</title></head><body><article><p>{BODY}</p><p>The road stayed open.</p></article></body></html>"


def mail(**headers: str) -> EmailMessage:
    """A mail with these headers."""
    made = EmailMessage()
    given = {
        "Subject": "Two hurt — Martuni",
        "From": "Highland Radio <news@example.org>",
        "Date": "Fri, 09 Oct 2020 20:00:00 +0400",
    }
    for name, value in (given | headers).items():
        made[name] = value
    return made


def only(tmp_path: Path, raw: bytes, name: str = "a.eml") -> Document | Failure:
    """What a file with these bytes gives."""
    (tmp_path / name).write_bytes(raw)
    (found,) = read([str(tmp_path / name)])
    return found


def test_a_mail_is_a_report(tmp_path: Path) -> None:
    """Text, subject, sender and day; what is attached is no part of it."""
    made = mail()
    made.set_content(BODY, charset="utf-8")
    made.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="x.png")
    found = only(tmp_path, made.as_bytes())

    assert isinstance(found, Document)
    assert (found.text.strip(), found.title, found.publisher) == (BODY, "Two hurt — Martuni", "Highland Radio")
    assert (found.published, found.media_type, found.raw) == (date(2020, 10, 9), "message/rfc822", made.as_bytes())


def test_what_is_attached_and_may_be_a_report_is_told(tmp_path: Path) -> None:
    """A text, a forwarded mail and an archive are named as not read; a picture is no report, and a page beside no loss."""
    made, forwarded = mail(), mail()
    forwarded.set_content(BODY)
    made.set_content(BODY)
    made.add_alternative(PAGE, subtype="html")
    made.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="x.png")
    made.add_attachment("Five were killed.", filename="five.txt")
    made.add_attachment(forwarded)
    (tmp_path / "a.eml").write_bytes(made.as_bytes())
    told, found = read([str(tmp_path / "a.eml")])

    assert isinstance(found, Document) and isinstance(told, Failure)
    assert "was not read: five.txt, message/rfc822" in told.reason


@pytest.mark.parametrize("name", ["a.eml", "a.mhtml"])
def test_a_file_whose_end_is_missing_says_so(tmp_path: Path, name: str) -> None:
    """What there is is read, and that it breaks off is a failure."""
    made = mail()
    made.set_content(BODY)
    made.add_alternative(PAGE, subtype="html")
    (tmp_path / name).write_bytes(made.as_bytes().rstrip()[:-30])
    told, found = read([str(tmp_path / name)])

    assert isinstance(found, Document) and BODY in found.text
    assert isinstance(told, Failure) and "breaks off" in told.reason


def test_a_mail_without_plain_text_gives_its_page(tmp_path: Path) -> None:
    """The main text of its HTML is read."""
    made = mail(From="news@example.org")
    made.set_content(PAGE, subtype="html")
    found = only(tmp_path, made.as_bytes())

    assert isinstance(found, Document)
    assert BODY in found.text
    assert found.publisher == "example.org"


@pytest.mark.parametrize("name", ["a.mhtml", "a.mht"])
def test_a_saved_page_is_a_report(tmp_path: Path, name: str) -> None:
    """The page within is read, with the address it came from."""
    made = mail(**{"Snapshot-Content-Location": "https://example.org/1"})
    made.set_content(PAGE, subtype="html", cte="quoted-printable")
    made.make_related()
    made.add_related(b"GIF8", maintype="image", subtype="gif")
    found = only(tmp_path, made.as_bytes(), name)

    assert isinstance(found, Document)
    assert BODY in found.text
    assert (found.url, found.title) == ("https://example.org/1", "Two hurt")


@pytest.mark.parametrize(
    ("raw", "name"),
    [(b"", "a.eml"), (b"no mail at all", "a.eml"), (b"Subject: x\n\n", "a.eml"), (b"Subject: x\n\ntext", "a.mhtml"),
     (b"Content-Type: text/plain; charset=nonsense\n\n\xff\xfe\x00", "a.eml"), (b"Date: never\nContent-Type: image/png\n\nx", "a.eml")],
)  # fmt: skip
def test_what_cannot_be_understood_is_a_failure(tmp_path: Path, raw: bytes, name: str) -> None:
    """One clear reason, never an exception."""
    assert isinstance(only(tmp_path, raw, name), Failure)


def test_a_mail_within_mails_without_end_ends(tmp_path: Path) -> None:
    """Parts within parts, thousands deep, end in a failure or a report."""
    head = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3_000))

    assert only(tmp_path, b"Subject: x\n" + head + b"\n" + BODY.encode())
