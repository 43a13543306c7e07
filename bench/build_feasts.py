"""Build data/feasts.csv, the days of feasts, from packages that reckon calendars.

    python -m venv /tmp/feasts && /tmp/feasts/bin/pip install python-dateutil hijridate convertdate holidays pycountry
    /tmp/feasts/bin/python bench/build_feasts.py [OUT]

Easter is dateutil's, by the Gregorian and by the Julian rule; Islamic feasts are hijridate's, by the calendar of Umm
al-Qura; Jewish and Persian ones convertdate's; independence days, Diwali and the Lunar New Year are those that holidays
lists. Islamic feasts of one day have two days here: many countries, where the moon is watched for, are a day later.
"""

import csv
import re
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from importlib import metadata
from pathlib import Path

import holidays
import pycountry
from convertdate import hebrew, persian
from dateutil.easter import EASTER_ORTHODOX, EASTER_WESTERN, easter
from hijridate import Hijri

OUT = Path(__file__).parents[1] / "src" / "recounted" / "data" / "feasts.csv"
YEARS = range(1990, 2031)
Row = tuple[str, str, str, str, str]

#: Days of the year, whatever the year.
FIXED = {
    "new_year": "01-01", "new_years_eve": "12-31", "epiphany": "01-06", "christmas_eve": "12-24", "christmas": "12-25",
    "boxing_day": "12-26", "orthodox_christmas_eve": "01-06", "orthodox_christmas": "01-07",
    "orthodox_epiphany": "01-19", "womens_day": "03-08", "may_day": "05-01", "assumption": "08-15",
    "all_saints": "11-01", "halloween": "10-31", "valentine": "02-14",
}  # fmt: skip

#: Independence days that holidays lists under other names.
INDEPENDENCE = {
    "NGA": "10-01", "MLI": "09-22", "NER": "08-03", "YEM": "11-30", "MDA": "08-27", "BWA": "09-30", "MYS": "08-31",
    "TZA": "12-09", "BEN": "08-01", "COG": "08-15",
}  # fmt: skip

#: Days from Easter.
FROM_EASTER = {
    "ash_wednesday": (-46, -46), "palm_sunday": (-7, -7), "maundy_thursday": (-3, -3), "good_friday": (-2, -2),
    "easter": (-2, 1), "easter_sunday": (0, 0), "easter_monday": (1, 1), "ascension": (39, 39), "pentecost": (49, 49),
}  # fmt: skip
ORTHODOX = {"palm_sunday", "good_friday", "easter", "easter_sunday", "easter_monday"}

#: Month and day of the Islamic year, and the days that the feast is given.
ISLAMIC = {"eid_al_fitr": (10, 1, 2), "eid_al_adha": (12, 10, 2), "ashura": (1, 10, 2), "arbaeen": (2, 20, 2)}
ISLAMIC |= {"mawlid": (3, 12, 2)}

#: Month and day of the Jewish year, and the days that the feast lasts.
JEWISH = {
    "passover": (1, 15, 7), "rosh_hashanah": (7, 1, 2), "yom_kippur": (7, 10, 1), "sukkot": (7, 15, 7),
    "simchat_torah": (7, 22, 1), "hanukkah": (9, 25, 8), "shavuot": (3, 6, 1), "tisha_bav": (5, 9, 1),
}  # fmt: skip


def row(feast: str, first: date, days: int, source: str, country: str = "") -> Row:
    """A feast of one year."""
    return feast, country, first.isoformat(), (first + timedelta(days - 1)).isoformat(), source


def christian() -> Iterator[Row]:
    """What follows from Easter."""
    for year in YEARS:
        for feast, (first, last) in FROM_EASTER.items():
            day = easter(year, EASTER_WESTERN) + timedelta(first)
            yield row(feast, day, last - first + 1, "dateutil")
            if feast in ORTHODOX:
                day = easter(year, EASTER_ORTHODOX) + timedelta(first)
                yield row(f"orthodox_{feast}", day, last - first + 1, "dateutil")


def islamic() -> Iterator[Row]:
    """The feasts and the month of fasting."""
    for year in range(1410, 1454):
        for feast, (month, day, days) in ISLAMIC.items():
            yield row(feast, Hijri(year, month, day).to_gregorian(), days, "hijridate")
            if feast.startswith("eid"):
                yield row("eid", Hijri(year, month, day).to_gregorian(), days, "hijridate")
        first, after = Hijri(year, 9, 1).to_gregorian(), Hijri(year, 10, 1).to_gregorian()
        yield row("ramadan", first, (after - first).days, "hijridate")


def other() -> Iterator[Row]:
    """Jewish and Persian feasts, Diwali and the Lunar New Year."""
    for year in YEARS:
        for feast, (month, day, days) in JEWISH.items():
            jewish = year + (3761 if month >= 7 else 3760)
            yield row(feast, date(*hebrew.to_gregorian(jewish, month, day)), days, "convertdate")
        adar = 13 if hebrew.leap(year + 3760) else 12
        yield row("purim", date(*hebrew.to_gregorian(year + 3760, adar, 14)), 1, "convertdate")
        yield row("nowruz", date(*persian.to_gregorian(year - 621, 1, 1)), 1, "convertdate")
        listed = sorted(holidays.country_holidays("SG", years=year, language="en_US").items(), reverse=True)
        named = {name: day for day, name in listed}
        for feast, name in (("lunar_new_year", "Chinese New Year"), ("diwali", "Diwali")):
            if name in named:
                yield row(feast, named[name], 1, "holidays")


def independence() -> Iterator[Row]:
    """Each country's independence day: of every year where it moves."""
    yield from (("independence_day", code, day, day, "law") for code, day in INDEPENDENCE.items())
    for code in holidays.list_supported_countries(include_aliases=False):
        about = pycountry.countries.get(alpha_2=code)
        found = sorted(set(independence_days(code)))
        recent = {f"{day:%m-%d}" for day in found if day.year >= 2010}
        if about is None or not recent:
            continue
        if len(recent) > 3:
            yield from (row("independence_day", day, 1, "holidays", about.alpha_3) for day in found)
        else:
            day = f"{max(found):%m-%d}"
            yield "independence_day", about.alpha_3, day, day, "holidays"


def independence_days(code: str) -> Iterator[date]:
    """The days that holidays calls so, as they were kept."""
    country = getattr(holidays, code)
    language = "en_US" if "en_US" in country.supported_languages else None
    for day, name in country(years=YEARS, language=language, observed=code == "IL").items():
        if re.search(r"(?:^|; )(?:\w+ )?Independence Day(?:;|$| of | \(observed)", name):
            yield day


def main(arguments: list[str]) -> None:
    """Write the file."""
    rows = [(feast, "", day, day, "calendar") for feast, day in FIXED.items()]
    rows += sorted({*christian(), *islamic(), *other(), *independence()})
    out = Path(arguments[0]) if arguments else OUT
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("feast", "country", "first", "last", "source"))
        writer.writerows(rows)
    versions = {name: metadata.version(name) for name in ("python-dateutil", "hijridate", "convertdate", "holidays")}
    print(f"{len(rows)} rows, {out.stat().st_size} bytes, {versions}")


if __name__ == "__main__":
    main(sys.argv[1:])
