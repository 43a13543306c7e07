"""Places against four sets of annotated news: names found, names right, and of those found how many lie within 161 km.

python bench/places.py [-v [SET [names|senses]]]
"""

import json
import math
import sys
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

from recounted.finders.places import find_peoples, find_places
from recounted.finders.places.names import names
from recounted.gazetteer import gazetteer
from recounted.gazetteer.writing import folded_key
from recounted.lexicon import lexicon
from recounted.model import Document, Mention, Span
from recounted.prose import split
from recounted.scoring import Score, share

FOLDER = Path(__file__).parents[1] / ".." / "shared" / "gold"
SETS = ("lgl", "trnews", "virus", "webnews")
GOLD = [FOLDER / f"geo_{name}.jsonl" for name in SETS] + [FOLDER / "pitf.jsonl"]

#: A hundred miles, the distance within which the literature counts a place as found.
NEAR = 161.0

#: The distance within which an incident's town counts as found, in km.
TOWN = 25.0

#: The sets that mark buildings and streets; elsewhere one that is found counts as wrong in `precision`.
WITH_SITES = {"webnews"}

#: What the numbers are, for docs/scores.md.
PREFACE = (
    "Words for peoples (adjectives) have coordinates in some sets; here they count in `recall with peoples` only. "
    "A name is found when a mention shares a letter with it, and right when it is a place of the set. "
    "Buildings and streets are marked in GeoWebNews only; elsewhere they count as wrong in `precision` and not at "
    "all in `precision without sites`. "
    "`pitf.within25km` is the share of incidents within 25 km of which a place of the sentence lies; "
    "of the incidents' villages a third are in no gazetteer of places above 500; `of those listed` counts those whose "
    "town the text names and the gazetteer has within 25 km of the incident.\n\n"
)

Row = dict[str, Any]


def rows(name: str) -> list[Row]:
    """The documents of a set."""
    path = FOLDER / (f"{name}.jsonl" if name == "pitf" else f"geo_{name}.jsonl")
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def document(row: Row) -> Document:
    """A document of a set."""
    return Document(id=row["id"], ref=row["id"], text=row["text"], title=row.get("title"), url=row.get("url"))


@cache
def peoples() -> frozenset[str]:
    """Words for peoples and their adjectives, which are no places here though some sets give them coordinates."""
    return lexicon("en").lists["place_peoples"]


def wanted(row: Row) -> list[Row]:
    """The place names with coordinates, without the words for peoples."""
    return [t for t in row["toponyms"] if t.get("lat") is not None and t["phrase"].lower() not in peoples()]


def km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance."""
    (p, u), (q, v) = (tuple(map(math.radians, point)) for point in (a, b))
    h = math.sin((p - q) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin((u - v) / 2) ** 2
    return 2 * 6371.0088 * math.asin(math.sqrt(min(1.0, h)))


def point(mention: Mention) -> tuple[float, float] | None:
    """Where a mention is said to be."""
    place = mention.value
    return None if place.latitude is None else (place.latitude, place.longitude)  # type: ignore[union-attr, return-value]


class Tally:
    """What was found of a set, and what was wrong: wrong cases in words, and how many of each class."""

    def __init__(self, name: str, own: list[Row] | None = None) -> None:
        """Measure some rows of a set, or all."""
        self.name = name
        self.count: Counter[str] = Counter()
        self.classes: Counter[str] = Counter()
        self.missed: list[str] = []
        self.false: list[str] = []
        self.far: list[str] = []
        for row in rows(name) if own is None else own:
            self.add(row)

    def add(self, row: Row) -> None:
        """Compare one document."""
        prose = split(document(row), lexicon("en"))
        mentions = find_places(prose)
        spotted = [prose.span(one.start, one.end) for one in names(prose, gazetteer())]
        self.count["all"] += sum(t.get("lat") is not None for t in row["toponyms"])
        shown = [mention.span for mention in (*mentions, *find_peoples(prose))]
        self.count["all found"] += sum(
            t.get("lat") is not None and any(meets(span, t) for span in shown) for t in row["toponyms"]
        )
        for toponym in wanted(row):
            self.count["wanted"] += 1
            met = [m for m in mentions if meets(m.span, toponym)]
            if met:
                self.compare(row, toponym, met[0])
                continue
            known = any(meets(span, toponym) for span in spotted)
            self.classes["missed: taken for no place" if known else "missed: not in the gazetteer"] += 1
            self.missed.append(f"{toponym['phrase']:24} {around(row, toponym['start'], toponym['end'])}")
        for mention in mentions:
            right = any(meets(mention.span, toponym) for toponym in row["toponyms"])
            wrong_site = not right and mention.value.kind == "site"  # type: ignore[union-attr]
            self.count["wrong sites"] += wrong_site and self.name not in WITH_SITES
            self.count["mentions"] += 1
            self.count["right"] += right
            if not right:
                self.classes[f"false: {after(row, mention.span.end)}"] += 1
                self.false.append(f"{mention.text:24} {around(row, mention.span.start, mention.span.end)}")

    def compare(self, row: Row, toponym: Row, mention: Mention) -> None:
        """Compare where a place is with where it should be."""
        self.count["found"] += 1
        here, there = point(mention), (toponym["lat"], toponym["lon"])
        if here is not None and km(here, there) <= NEAR:
            self.count["near"] += 1
            return
        place: Any = mention.value
        readings = gazetteer().entry(folded_key(mention.text)).readings
        known = any(km((p.latitude, p.longitude), there) <= NEAR for p in (gazetteer().place(n) for n, _ in readings))
        wide = place.kind in ("country", "region", "water")
        self.classes[
            f"far: {'another reading' if known else 'middle of an area' if wide else 'not in the gazetteer'}"
        ] += 1
        self.far.append(
            f"{toponym['phrase']} = {there[0]:.1f},{there[1]:.1f} but {place.latitude},{place.longitude} "
            f"{place.country} "
            f"{place.kind} {place.confidence:.2f} | {around(row, toponym['start'], toponym['end'])}"
        )

    def scores(self) -> list[Score]:
        """Recall, precision, and right within 161 km of those found."""
        count = self.count
        return [
            share(f"{self.name}.recall", count["found"], count["wanted"]),
            share(f"{self.name}.precision", count["right"], count["mentions"]),
            share(f"{self.name}.precision without sites", count["right"], count["mentions"] - count["wrong sites"]),
            share(f"{self.name}.within161km", count["near"], count["found"]),
            share(f"{self.name}.recall with peoples", count["all found"], count["all"]),
        ]


def meets(span: Span, toponym: Row) -> bool:
    """Whether a span shares a letter with a place name of the gold."""
    return bool(span.start < toponym["end"] and toponym["start"] < span.end)


def after(row: Row, end: int) -> str:
    """What follows a stretch: the sign of a longer name, or not."""
    rest = row["text"][end : end + 2]
    return "part of a longer name" if rest[:1] in " -" and rest[1:].isupper() else "a person, a word, an organisation"


def around(row: Row, start: int, end: int) -> str:
    """The words around a stretch, for reading."""
    text = row["text"]
    return f"{text[max(0, start - 60) : start]}[{text[start:end]}]{text[end : end + 50]}".replace("\n", "/")


def towns() -> list[Score]:
    """Incident summaries: does a place that the sentence names lie within 25 km of the incident's?

    Once over all, and once over those whose town the text names and the gazetteer has at that spot.
    """
    near = told = near_listed = listed = 0
    for row in rows("pitf"):
        if row.get("lat") is None or row.get("lon") is None:
            continue
        here = (float(row["lat"]), float(row["lon"]))
        points = [point(m) for m in find_places(split(document(row), lexicon("en")))]
        hit = any(p is not None and km(p, here) <= TOWN for p in points)
        told, near = told + 1, near + hit
        if is_listed(row, here):
            listed, near_listed = listed + 1, near_listed + hit
    return [share("pitf.within25km", near, told), share("pitf.within25km of those listed", near_listed, listed)]


def is_listed(row: Row, here: tuple[float, float]) -> bool:
    """Whether the text names an incident's town as the gold spells it, and the gazetteer has one of that name there."""
    town = row.get("locality")
    if not town or town not in row["text"]:
        return False
    known = (gazetteer().place(number) for number, _ in gazetteer().entry(folded_key(town)).readings)
    return any(km((place.latitude, place.longitude), here) <= TOWN for place in known)


def measure() -> list[Score]:
    """The scores of all sets."""
    return [score for name in SETS for score in Tally(name).scores()] + towns()


def errors() -> str:
    """The classes of errors with their counts, as a table."""
    tallies = [Tally(name) for name in SETS]
    classes = sorted({kind for tally in tallies for kind in tally.classes})
    lines = ["| class of error | " + " | ".join(SETS) + " |", "|---" * (len(SETS) + 1) + "|"]
    lines += [f"| {kind} | " + " | ".join(str(tally.classes[kind]) for tally in tallies) + " |" for kind in classes]
    return PREFACE + "\n".join(lines) + "\n"


def main(arguments: list[str]) -> None:
    """Print the scores, or wrong cases for reading."""
    if "-v" not in arguments:
        for score in measure():
            print(f"{score.name:24} {score.value:.3f} of {score.total}")
        return
    for name in arguments[1:2] or SETS:
        tally = Tally(name)
        print(*(f"{score.name} {score.value:.3f}" for score in tally.scores()))
        for kind in arguments[2:3] or ("missed", "false", "far"):
            print(f"== {name}: {kind}", *getattr(tally, kind), sep="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
