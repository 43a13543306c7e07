"""Places against four sets of annotated news: names found, names right, and of those found how many lie within 161 km.

python bench/places.py [-v [SET [names|senses]]]
"""

import json
import math
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from recounted.finders.places import find_places
from recounted.lexicon import lexicon
from recounted.model import Document, Mention
from recounted.prose import split
from recounted.scoring import Score, share

FOLDER = Path(__file__).parents[1] / ".." / "shared" / "gold"
SETS = ("lgl", "trnews", "virus", "webnews")
GOLD = [FOLDER / f"geo_{name}.jsonl" for name in SETS] + [FOLDER / "pitf.jsonl"]

#: A hundred miles, the distance within which the literature counts a place as found.
NEAR = 161.0

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
    lists = lexicon("en").lists
    return lists["place_peoples"] if "place_peoples" in lists else frozenset()


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
    """What was found of a set, and what was wrong."""

    def __init__(self, name: str, own: list[Row] | None = None) -> None:
        """Measure some rows of a set, or all."""
        self.name = name
        self.count: Counter[str] = Counter()
        self.missed: list[str] = []
        self.false: list[str] = []
        self.far: list[str] = []
        for row in rows(name) if own is None else own:
            self.add(row)

    def add(self, row: Row) -> None:
        """Compare one document."""
        mentions = find_places(split(document(row), lexicon("en")))
        for toponym in wanted(row):
            self.count["wanted"] += 1
            met = [m for m in mentions if m.span.start < toponym["end"] and toponym["start"] < m.span.end]
            here = point(met[0]) if met else None
            if not met:
                self.missed.append(f"{toponym['phrase']:24} {around(row, toponym['start'], toponym['end'])}")
                continue
            self.count["found"] += 1
            distance = km(here, (toponym["lat"], toponym["lon"])) if here else 99999.0
            self.count["near"] += distance <= NEAR
            if distance > NEAR:
                place: Any = met[0].value
                self.far.append(
                    f"{toponym['phrase']} = {toponym['lat']:.1f},{toponym['lon']:.1f} but {place.latitude},{place.longitude} {place.country} "
                    f"{place.kind} c={place.confidence:.2f} | {around(row, toponym['start'], toponym['end'])}"
                )
        for mention in mentions:
            right = any(mention.span.start < t["end"] and t["start"] < mention.span.end for t in row["toponyms"])
            self.count["mentions"] += 1
            self.count["right"] += right
            if not right:
                self.false.append(f"{mention.text:24} {around(row, mention.span.start, mention.span.end)}")

    def scores(self) -> list[Score]:
        """Recall, precision, and right within 161 km of those found."""
        count = self.count
        return [
            share(f"{self.name}.recall", count["found"], count["wanted"]),
            share(f"{self.name}.precision", count["right"], count["mentions"]),
            share(f"{self.name}.within161km", count["near"], count["found"]),
        ]


def around(row: Row, start: int, end: int) -> str:
    """The words around a stretch, for reading."""
    text = row["text"]
    return f"{text[max(0, start - 60) : start]}[{text[start:end]}]{text[end : end + 50]}".replace("\n", "/")


def towns() -> list[Score]:
    """Incident summaries: does a place that the sentence names lie within 25 km of the incident's?"""
    near = told = 0
    for row in rows("pitf"):
        if row.get("lat") is None or row.get("lon") is None:
            continue
        told += 1
        here = (float(row["lat"]), float(row["lon"]))
        points = [point(m) for m in find_places(split(document(row), lexicon("en")))]
        near += any(p is not None and km(p, here) <= 25 for p in points)
    return [share("pitf.within25km", near, told)]


def measure() -> list[Score]:
    """The scores of all sets."""
    return [score for name in SETS for score in Tally(name).scores()] + towns()


def errors() -> Iterator[str]:
    """Not written yet."""
    yield ""


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
