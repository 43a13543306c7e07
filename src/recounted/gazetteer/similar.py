"""Names that sound or are spelt like another, within one country: for transliterations and misprints that no list has."""

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from recounted.gazetteer.folding import fold, skeleton
from recounted.gazetteer.format import Known
from recounted.gazetteer.reading import Gazetteer

#: A name must have so many letters that one, or two of them may differ.
ONE, TWO = 5, 9

#: Names that are too short to be told by their sound alone.
SHORT = 5


class Sounds:
    """The towns and districts of one country by their sound and by their first letter and length."""

    def __init__(self, gazetteer: Gazetteer, country: str) -> None:
        divisions = {number for number, code in enumerate(gazetteer.divisions) if code[:2] == country}
        kinds = gazetteer.columns["kind"]
        self.by_sound: dict[str, list[tuple[str, int]]] = defaultdict(list)
        self.by_shape: dict[tuple[str, int], list[tuple[str, int]]] = defaultdict(list)
        for number, division in enumerate(gazetteer.columns["division"]):
            if division in divisions and chr(kinds[number]) in "PBRA":
                key = fold(gazetteer.read(number).name)
                if key:
                    self.by_sound[skeleton(key)].append((key, number))
                    self.by_shape[key[0], len(key)].append((key, number))

    def like(self, key: str) -> Iterator[tuple[int, float]]:
        """Numbers of places whose names are like a folded one, and how much, 0 to 1; one place may come twice."""
        allowed = 2 if len(key) >= TWO else 1 if len(key) >= ONE else 0
        for length in range(len(key) - allowed, len(key) + allowed + 1):
            for other, number in self.by_shape.get((key[:1], length), ()):
                distance = differing(key, other, allowed)
                if distance <= allowed:
                    yield number, 1 - distance / len(key)
        sound = skeleton(key)
        if sound and len(key) >= SHORT:
            for other, number in self.by_sound.get(sound, ()):
                yield number, max(0.5, 0.9 - abs(len(key) - len(other)) / len(key))


@lru_cache(maxsize=12)
def sounds(gazetteer: Gazetteer, country: str) -> Sounds:
    """The sounds of a country, made when first asked for."""
    return Sounds(gazetteer, country)


def similar(gazetteer: Gazetteer, key: str, country: str) -> list[tuple[Known, float]]:
    """Places of a country whose names are like a folded name, with a score from 0 to 1, best first."""
    best: dict[int, float] = {}
    for number, score in sounds(gazetteer, country).like(key):
        best[number] = max(score, best.get(number, 0.0))
    found = [(gazetteer.place(number), score) for number, score in best.items()]
    return sorted(found, key=lambda pair: (-pair[1], -pair[0].population, pair[0].number))[:5]


def differing(a: str, b: str, most: int) -> int:
    """How many letters must be changed, added, left out or swapped to make one of two names the other; at most `most` + 1.

    Source: optimal string alignment distance, a restricted form of F. J. Damerau's, CACM 7 (1964), 171.
    """
    if abs(len(a) - len(b)) > most:
        return most + 1
    before: list[int] = []
    last = list(range(len(b) + 1))
    for i, letter in enumerate(a, 1):
        row = [i]
        for j, other in enumerate(b, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == b[j - 2] and a[i - 2] == other:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
        before, last = last, row
    return last[-1]
