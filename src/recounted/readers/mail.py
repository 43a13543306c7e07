"""E-mails, and web pages as browsers save them in one file (.mhtml)."""

from collections.abc import Iterator
from email import message_from_bytes, policy
from email.errors import CloseBoundaryNotFoundDefect
from email.message import EmailMessage, MIMEPart
from email.utils import parseaddr, parsedate_to_datetime

import msgspec

from recounted.errors import ReadError
from recounted.readers.documents import Said, one_line
from recounted.readers.html import page, read_html
from recounted.readers.text import decode

#: Kinds of attachments that may hold a report, and how many of them are named.
REPORTING, FEW = frozenset({"text", "message", "application"}), 5

#: Headers that tell where a saved page came from.
ADDRESSES = ("Snapshot-Content-Location", "Content-Location")


def read_mail(raw: bytes) -> Said:
    """What a mail says: its text, else its page; attachments are no part of it, and are told as not read.

    Raises:
        ReadError: it is no mail, or has no text.
    """
    mail = message(raw)
    body = mail.get_body(preferencelist=("plain", "html"))
    if body is None:
        raise ReadError("The mail has no text. Save what is attached to it, and read that.")
    said = page(content(body)) if body.get_content_type() == "text/html" else Said(text=content(body))
    name, address = parseaddr(str(mail["From"] or ""))
    return msgspec.structs.replace(
        said,
        media_type="message/rfc822",
        title=one_line(header(mail, "Subject")) or said.title,
        publisher=one_line(name) or address.rpartition("@")[2] or said.publisher,
        published=said.published or sent(mail),
        lacks=(*attached(mail), *broken_off(mail)),
    )


def read_saved_page(raw: bytes) -> Said:
    """What a page says that a browser saved as .mhtml.

    Raises:
        ReadError: it is no such file, or holds no page.
    """
    mail = message(raw)
    pages = (part for part in mail.walk() if part.get_content_type() in {"text/html", "application/xhtml+xml"})
    part = next(pages, None)
    if part is None:
        raise ReadError("There is no page in it. Save the page again, or as .html.")
    data = part.get_payload(decode=True)
    said = read_html(data if isinstance(data, bytes) else content(part).encode())
    url = next((header(one, name) for one in (mail, part) for name in ADDRESSES if header(one, name)), None)
    return msgspec.structs.replace(
        said,
        media_type="multipart/related",
        url=said.url or one_line(url),
        title=said.title or header(mail, "Subject"),
        lacks=tuple(broken_off(mail)),
    )


def attached(mail: EmailMessage) -> Iterator[str]:
    """That what is attached was not read, where it may hold a report."""
    parts = [part for part in mail.iter_attachments() if part.get_content_maintype() in REPORTING]
    names = [one_line(part.get_filename()) or part.get_content_type() for part in parts]
    if names:
        yield f"What is attached was not read: {', '.join(names[:FEW])}{', …' * (len(names) > FEW)}. Save and read it."


def broken_off(mail: EmailMessage) -> Iterator[str]:
    """That the end of a file is missing."""
    if any(isinstance(fault, CloseBoundaryNotFoundDefect) for part in mail.walk() for fault in part.defects):
        yield "It breaks off: its end is missing, and perhaps some of the text. Save it again."


def message(raw: bytes) -> EmailMessage:
    """The mail that bytes hold.

    Raises:
        ReadError: they hold none.
    """
    mail = message_from_bytes(raw, policy=policy.default)
    if not isinstance(mail, EmailMessage) or not mail.keys():
        raise ReadError("It is no mail: it has no headers. If it is a text, name it .txt.")
    return mail


def header(mail: EmailMessage, name: str) -> str | None:
    """A header, None where there is none or it cannot be understood."""
    try:
        return str(mail[name]) if mail[name] is not None else None
    except (ValueError, IndexError, AttributeError):
        return None


def content(part: MIMEPart) -> str:
    """The text of a part, in the encoding that it names where that fits."""
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        raise ReadError("The mail's text cannot be had. Save it as .txt.")
    try:
        return data.decode(part.get_content_charset() or "utf-8")
    except (LookupError, UnicodeDecodeError):
        return decode(data)


def sent(mail: EmailMessage) -> str | None:
    """The day on which a mail was sent, in its sender's time."""
    told = header(mail, "Date")
    try:
        return parsedate_to_datetime(told).date().isoformat() if told else None
    except (ValueError, TypeError, IndexError):
        return told
