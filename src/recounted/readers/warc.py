"""Web archives (WARC, also compressed record by record, and WACZ): each page that was captured.

A damaged record is a failure, and reading goes on at the next one that can be found. Pictures, scripts, and answers
other than success are passed over: they are no reports.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from itertools import chain
from typing import BinaryIO

import msgspec

from recounted.errors import ReadError
from recounted.model import Failure
from recounted.readers.documents import Said
from recounted.readers.html import read_html
from recounted.readers.sources import LIMIT, Source
from recounted.readers.text import decode

GZIP, WARC = b"\x1f\x8b\x08", b"WARC/1."
CHUNK, HEAD = 1 << 16, 1 << 14

RECORD = re.compile(rb"WARC/1\.\d\r?\n(?:[^\n]+\n)*?\r?\n")
LENGTH = re.compile(rb"^Content-Length:[ \t]*(\d{1,12})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
RESPONSE = re.compile(rb"^WARC-Type:[ \t]*response[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
SUCCESS = re.compile(rb"HTTP/\d(?:\.\d)? 200\b")
PAGE = re.compile(rb"^Content-Type:[ \t]*(?:text/html|text/plain|application/xhtml)", re.IGNORECASE | re.MULTILINE)

DAMAGED = "The record is damaged, and passed over. Get the archive again if the page matters."
WHOLE = "The archive is compressed as one piece, and too large for that. Unpack it, and read the .warc."
TOO_LARGE = f"The record is larger than {LIMIT // 1_000_000} MB, the most that one report may have."


def warc_records(file: BinaryIO, ref: str) -> Iterator[Source | Failure]:
    """The pages of a web archive, each as the record that holds it.

    Raises:
        ReadError: it is no web archive.
    """
    buffer = Buffer(file)
    packed = buffer.starts(GZIP)
    if not packed and not buffer.starts(WARC):
        raise ReadError("It is no web archive: it does not begin as one. Of compressed files only .warc.gz is read.")
    number, lost = 0, False
    for held in chain.from_iterable(map(apart, members(buffer))) if packed else plain(buffer):
        number += 1
        if isinstance(held, str):
            if not lost:
                yield Failure(ref=f"{ref}:{number}", reason=held)
            lost = True
            continue
        lost = False
        if is_page(held):
            yield Source(ref=f"{ref}:{number}", kind="capture", held=held)


def wacz_records(file: BinaryIO, ref: str) -> Iterator[Source | Failure]:
    """The pages of all archives in a WACZ file.

    Raises:
        ReadError: it is no zip.
    """
    try:
        with zipfile.ZipFile(file) as held:
            names = [
                n for n in sorted(held.namelist()) if n.startswith("archive/") and n.endswith((".warc", ".warc.gz"))
            ]
            if not names:
                yield Failure(ref=ref, reason="No web archive is in it: archive/ holds no .warc and no .warc.gz.")
            for name in names:
                with held.open(name) as part:
                    yield from warc_records(part, f"{ref}/{name}")  # type: ignore[arg-type]
    except (zipfile.BadZipFile, NotImplementedError, zlib.error, EOFError) as error:
        raise ReadError(f"The WACZ file is damaged: {error}. Get it again.") from error


class Buffer:
    """Bytes of a file that are looked at before they are let go, at most `LIMIT` and some."""

    def __init__(self, file: BinaryIO) -> None:
        self.file, self.held, self.ended = file, bytearray(), False

    def more(self) -> bool:
        """Read on; whether there was more."""
        part = b"" if self.ended else self.file.read(CHUNK)
        self.held += part
        self.ended = not part
        return not self.ended

    def starts(self, mark: bytes) -> bool:
        """Whether the next bytes are these."""
        while len(self.held) < len(mark) and self.more():
            pass
        return self.held.startswith(mark)

    def drop_to(self, mark: bytes, start: int) -> bool:
        """Let go of all before the next mark from a place on; whether there is one."""
        del self.held[:start]
        while (at := self.held.find(mark)) < 0:
            del self.held[: max(0, len(self.held) - len(mark) + 1)]
            if not self.more():
                return False
        del self.held[:at]
        return True


def members(buffer: Buffer) -> Iterator[bytes | str]:
    """What each member of a gzip file holds, or what is wrong with it."""
    while buffer.drop_to(GZIP, 0):
        unpacker, out, at = zlib.decompressobj(31), bytearray(), 0
        trouble = None
        while not unpacker.eof and trouble is None:
            if at == len(buffer.held) and not buffer.more():
                trouble = DAMAGED
                break
            part = bytes(buffer.held[at : at + CHUNK])
            at += len(part)
            try:
                out += unpacker.decompress(part, LIMIT + 1 - len(out))
            except zlib.error:
                trouble = DAMAGED
            if len(out) > LIMIT or at > LIMIT:
                trouble = TOO_LARGE
        if trouble is None:
            del buffer.held[: at - len(unpacker.unused_data)]
            yield bytes(out)
        else:
            if trouble is TOO_LARGE and is_several(out):
                yield WHOLE
            elif trouble is DAMAGED or is_page(bytes(out[:HEAD])):
                yield trouble
            buffer.drop_to(GZIP, 1)


def apart(held: bytes | str) -> Iterator[bytes | str]:
    """The records of a member, which has one, but has them all where an archive was compressed as one piece."""
    if isinstance(held, bytes) and is_several(held):
        yield from plain(Buffer(io.BytesIO(held)))
    else:
        yield held


def is_several(held: bytes | bytearray) -> bool:
    """Whether another record follows the first."""
    head = RECORD.match(held)
    length = LENGTH.search(head[0]) if head else None
    if head is None or length is None:
        return False
    end = head.end() + int(length[1])
    return held[end : end + len(WARC) + 8].lstrip(b"\r\n").startswith(WARC)


def plain(buffer: Buffer) -> Iterator[bytes | str]:
    """The records of an archive that is not compressed, or what is wrong with them."""
    while buffer.drop_to(WARC, 0):
        while (head := RECORD.match(buffer.held)) is None and len(buffer.held) < HEAD and buffer.more():
            pass
        length = LENGTH.search(head[0]) if head else None
        if head is None or length is None:
            yield DAMAGED
            buffer.drop_to(WARC, 1)
            continue
        end = head.end() + int(length[1])
        while len(buffer.held) < min(end, LIMIT) + len(WARC) + 8 and buffer.more():
            pass
        if end > LIMIT:
            if is_page(bytes(buffer.held[:HEAD])):
                yield TOO_LARGE
            buffer.drop_to(b"\n" + WARC, 1)
            continue
        after = bytes(buffer.held[end : end + len(WARC) + 8]).lstrip(b"\r\n")
        if len(buffer.held) < end or (after and not after.startswith(WARC[: len(after)])):
            yield DAMAGED
            buffer.drop_to(b"\n" + WARC, 1)
            continue
        yield bytes(buffer.held[:end])
        del buffer.held[:end]


def is_page(record: bytes) -> bool:
    """Whether a record is the successful answer to the request for a page."""
    head, _, rest = record.replace(b"\r\n", b"\n", 40).partition(b"\n\n")
    answer = rest[:HEAD].replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    return bool(RESPONSE.search(head) and SUCCESS.match(answer) and PAGE.search(answer))


def read_capture(raw: bytes) -> Said:
    """What a captured page says; its address is that of the capture.

    Raises:
        ReadError: the library is not installed, the record is damaged, or it has no main text.
    """
    try:
        from fastwarc.warc import ArchiveIterator
    except ImportError:
        raise ReadError("Web archives need what `pip install 'recounted[warc]'` brings.") from None
    record = next(iter(ArchiveIterator(io.BytesIO(raw), auto_decode="all")), None)
    if record is None or record.http_headers is None:
        raise ReadError(DAMAGED)
    body = record.reader.read(LIMIT + 1)
    if len(body) > LIMIT:
        raise ReadError(TOO_LARGE)
    is_text = (record.http_content_type or "").startswith("text/plain")
    said = Said(text=decode(body)) if is_text else read_html(body)
    return msgspec.structs.replace(said, url=record.headers.get("WARC-Target-URI") or said.url)
