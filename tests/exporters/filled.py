"""A small ledger of both sides' reports, for the tests of what leaves it."""

import hashlib
from datetime import date
from pathlib import Path

from recounted.extractors.rules import extract
from recounted.flow import settle
from recounted.incidents import decide
from recounted.ledger import Ledger
from recounted.model import Claim, Document, Failure

#: Name → publisher, day, headline, text. The people in them are made up.
REPORTS = {
    "courier": (
        "Caspian Courier", "2020-10-17", '=HYPERLINK("x";"Missiles hit Ganja, prosecutors say")',
        "Thirteen civilians, among them Leyla Mammadova, 34, were killed and 45 people wounded when missiles struck "
        "Ganja overnight, Azerbaijan's Prosecutor General's Office said on Saturday. "
        "Azerbaijan's Defence Ministry accused Armenian forces of firing the missiles. "
        "Since September 27, 60 civilians have been killed, the Prosecutor General's Office said.",
    ),
    "dispatch": (
        "Sevan Dispatch", "2020-10-17", "Yerevan denies strike",
        "Armenia's Defence Ministry denied firing at Ganja. "
        "Shells hit Stepanakert on Friday, wounding three civilians, the emergency service in the city said. "
        "Aram Petrosyan, a resident of Stepanakert, said that Azerbaijani forces had shelled his street.",
    ),
    "wire": (
        "Meridian Wire", "2020-10-18", "Toll in Ganja",
        "At least 12 people were killed in the missile strike on Ganja on Saturday, Azerbaijani officials said. "
        "Armenia's Defence Ministry said 30 Azerbaijani soldiers were killed near Martuni on Friday. "
        "The two foreign ministers met in Geneva on Sunday.",
    ),
    "radio": (
        "Highland Radio", "2020-10-18", None,
        "Fighting went on near Fuzuli from October 4 to October 6, the Artsakh Defence Army said. "
        "Dozens of houses were damaged in Stepanakert, the emergency service said.",
    ),
}  # fmt: skip


def reports() -> list[Document]:
    """The reports as documents."""
    made = []
    for name, (publisher, day, title, text) in REPORTS.items():
        raw = f"{name}\n{text}".encode()
        made.append(
            Document(
                id=hashlib.sha256(raw).hexdigest(), ref=f"{name}.txt", text=text, raw=raw, title=title,
                publisher=publisher, published=date.fromisoformat(day), url=f"https://example.org/{name}",
            )
        )  # fmt: skip
    return made


def filled(path: Path) -> Ledger:
    """A ledger with the reports, one failure, and two decisions: a claim is right, and one wrong."""
    ledger = Ledger(str(path), clock=lambda: "2020-11-01T12:00:00Z", extractor="rules 0.1.0")
    for document in reports():
        ledger.keep(document, extract(document))
    ledger.keep_failure(Failure(ref="scan.pdf", reason="It is a PDF, not text."))
    struck, met = (next(filter(which, ledger.claims())) for which in (is_strike, is_meeting))
    for verb, claim in (("right", struck), ("wrong", met)):
        ledger.decide(decide(verb, [claim], "mk", "2020-10-20T09:00:00Z", "the pages agree"))
    settle(ledger)
    return ledger


def is_strike(claim: Claim) -> bool:
    """Whether a claim gives the thirteen killed."""
    return any(figure.best == 13 for figure in claim.toll)


def is_meeting(claim: Claim) -> bool:
    """Whether a claim tells of the meeting."""
    return claim.event_kind == "meeting"
