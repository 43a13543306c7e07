"""Claims and documents for tests, in few words."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from hypothesis import strategies as st

from recounted.model import Actor, Claim, Document, Figure, Period, Place, Span, Speaker, content_id

#: Towns of both sides of several conflicts, with rounded coordinates.
TOWNS = {
    "Kyiv": (50.4547, 30.5238, "UKR"),
    "Ganja": (40.68, 46.36, "AZE"),
    "Barda": (40.37, 47.13, "AZE"),
    "Stepanakert": (39.82, 46.75, "AZE"),
    "Martuni": (39.79, 47.11, "AZE"),
    "Kharkiv": (49.98, 36.25, "UKR"),
    "Donetsk": (48.02, 37.80, "UKR"),
    "Geneva": (46.20, 6.15, "CHE"),
}

HERE = Span(0, 4)


def paper(name: str, published: str | None = "2020-10-05", publisher: str | None = None, text: str = "") -> Document:
    """A document whose id is its name."""
    day = date.fromisoformat(published) if published else None
    return Document(id=name, ref=name, text=text, publisher=publisher or f"Paper {name}", published=day)


def figure(numbers: str, harm: str = "killed", category: str = "people", **more: Any) -> Figure:
    """A figure from "12", "12+" (at least), "-12" (at most), "~12" (about) or "10-15"."""
    if "-" in numbers[1:]:
        low, high = map(int, numbers.split("-"))
        bounds: dict[str, int] = {"low": low, "high": high}
    else:
        number = int(numbers.strip("+-~"))
        names = {"+": ("low", "best"), "-": ("best", "high"), "~": ("best",)}
        kind = numbers[-1] if numbers.endswith("+") else numbers[0]
        bounds = dict.fromkeys(names.get(kind, ("low", "best", "high")), number)
    return Figure(harm=harm, category=category, span=HERE, **bounds, **more)


def place(name: str, where_prec: int = 1) -> Place:
    """A town of `TOWNS`."""
    latitude, longitude, country = TOWNS[name]
    return Place(name=name, span=HERE, latitude=latitude, longitude=longitude, country=country, where_prec=where_prec)


def days(start: str, end: str | None = None) -> Period:
    """A day, or the days from one to another."""
    first, last = date.fromisoformat(start), date.fromisoformat(end or start)
    length = (last - first).days + 1
    precision = next(code for most, code in ((1, 1), (6, 2), (7, 3), (31, 4), (10**5, 5)) if length <= most)
    return Period(text=start, span=HERE, date_start=first, date_end=last, date_prec=precision)


def speaker(name: str, code: str | None = None, kind: str = "organisation") -> Speaker:
    """Somebody who says it."""
    return Speaker(name=name, kind=kind, code=code)


def claim(document: str, *toll: Figure, at: int = 0, **more: Any) -> Claim:
    """An attack told by a document; `where`, `when`, `by`, `on` and `says` are short for places, days and parties."""
    where, when = more.pop("where", None), more.pop("when", None)
    says: Sequence[Speaker] = more.pop("says", ())
    text = more.pop("text", f"Told by {document} at {at}.")
    fields: dict[str, Any] = {
        "speech_act": "state",
        "modality": "asserted",
        "event_type": "ASSAULT",
        "event_kind": "attack",
        "locations": (place(where),) if isinstance(where, str) else tuple(where or ()),
        "time": days(when) if isinstance(when, str) else when,
        "actors": actors(more.pop("by", ())),
        "recipients": actors(more.pop("on", ())),
    }
    return Claim(
        id=content_id(document, str(at), text),
        document=document,
        ref=document,
        span=Span(at, at + 50),
        text=text,
        sources=(speaker(f"Paper {document}", kind="publisher"), *says),
        event_span=Span(at, at + 4),
        toll=toll,
        **{**fields, **more},
    )


def actors(codes: Sequence[str]) -> tuple[Actor, ...]:
    """Actors by their codes, or by "name=code"."""
    named = (code.split("=") if "=" in code else (code, code) for code in codes)
    return tuple(Actor(name=name, span=HERE, code=code or None) for name, code in named)


def library(claims: Sequence[Claim], published: str | None = None) -> dict[str, Document]:
    """The documents of some claims; published on one day, or on days that their names tell, some on none."""
    days_told = {f"doc{number}": f"2020-10-{5 + 3 * number:02}" for number in range(5)}
    names = {own.document for own in claims}
    return {
        name: paper(name, published or (days_told.get(name) if name.startswith("doc") else "2020-10-18"))
        for name in names
    }


def ledger(told: Sequence[tuple[int, Any, Any, int, str | None, str]]) -> list[Claim]:
    """Claims of several documents, some without place or day."""
    return [
        claim(
            f"doc{document}",
            *([figure(str(dead))] if dead else []),
            at=100 * number,
            where=[place(*town)] if town else None,
            when=days(*period) if period else None,
            weapon=weapon,
            text=f"{number} {words}",
        )
        for number, (document, town, period, dead, weapon, words) in enumerate(told)
    ]


#: Days from a known one to a whole season, and towns from the spot to a country; None where nothing is said.
PERIODS = [None, None, *[(f"2020-10-{day:02}",) for day in (3, 4, 5, 17)], ("2020-10-03", "2020-10-05")]
PERIODS += [("2020-10-01", "2020-10-31"), ("2020-08-01", "2020-10-31")]
SPOTS = [None, *[(town, 1) for town in ("Ganja", "Barda", "Stepanakert", "Martuni")], ("Barda", 4), ("Ganja", 6)]

LEDGERS = st.lists(
    st.tuples(
        st.integers(0, 5),
        st.sampled_from(SPOTS),
        st.sampled_from(PERIODS),
        st.sampled_from([0, 1, 2, 13, 40]),
        st.sampled_from([None, "missile", "blade"]),
        st.sampled_from(["", "", "near the old Karvansara bazaar", "by Karvansara and Sahlabad, where Orbelian lived"]),
    ),
    max_size=14,
).map(ledger)
