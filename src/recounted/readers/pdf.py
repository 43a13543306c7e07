"""PDF files that hold text. Scans hold pictures, and are failures."""

import io
import logging
import re
from collections.abc import Iterable

from recounted.errors import ReadError
from recounted.readers.documents import Said, one_line
from recounted.readers.sources import LIMIT

#: The most pages that one report may have.
PAGES = 2_000

#: A word that is parted at the end of a line; a line that goes on in the next.
PARTED = re.compile(r"(?<=[^\W\d_])-\n(?=[^\W\d_A-Z])")
GOES_ON = re.compile(r"(?<![.!?:\n])\n(?!\n)")


def read_pdf(raw: bytes) -> Said:
    """What a PDF says, its lines put together to paragraphs.

    Raises:
        ReadError: the library is not installed, or it is damaged, locked, too long, or holds no text.
    """
    try:
        from pypdf import PdfReader
        from pypdf.errors import PyPdfError
    except ImportError:
        raise ReadError("PDF needs what `pip install 'recounted[pdf]'` brings. Or save its text as .txt.") from None
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it finds odd is told in the failure, or mended
    try:
        reader = PdfReader(io.BytesIO(raw))
        if reader.is_encrypted and not reader.decrypt(""):
            raise ReadError("It is locked with a password. Save a copy without one.")
        if len(reader.pages) > PAGES:
            raise ReadError(f"It has more than {PAGES} pages, the most that one report may have. Split it.")
        text = joined(page.extract_text() for page in reader.pages)
        about = reader.metadata
    except (PyPdfError, RecursionError, KeyError, TypeError, ValueError) as error:
        raise ReadError(f"The PDF is damaged: {error}. Download it again, or save its text as .txt.") from error
    if not text.strip():
        raise ReadError("It has no text, as when pages are scanned. Have its text recognised, and save that as .txt.")
    return Said(
        text=text,
        media_type="application/pdf",
        title=one_line(about.title) if about else None,
        author=one_line(about.author) if about else None,
    )


def joined(pages: Iterable[str]) -> str:
    """The text of all pages, at most so much as one report may have.

    Raises:
        ReadError: there is more.
    """
    held: list[str] = []
    size = 0
    for text in pages:
        held.append(GOES_ON.sub(" ", PARTED.sub("", text.strip())))
        size += len(text)
        if size > LIMIT:
            raise ReadError(f"Its text is longer than {LIMIT // 1_000_000} MB, the most that one report may have.")
    return "\n\n".join(held)
