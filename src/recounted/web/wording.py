"""How numbers, days and names read on a page: never a number without its range, and unknown is a word."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from markupsafe import Markup

from recounted.lexicon import vocabulary
from recounted.model import FLOOR, Claim, Estimate, Figure, Point

#: What a machine may not be shown to steer: marks that turn the direction of a text, by code point.
TURNING = {*range(0x202A, 0x202F), *range(0x2066, 0x206A)}

#: The most characters of one value that a page shows; the text of a report is shown elsewhere, and whole.
MOST = 2000

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
MONTHS_IN_FULL = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip

GRADE_RULES = {
    "confirmed": "a side that is named as the doer owns up to it.",
    "fair": "two independent voices, from two publishers, tell of it.",
    "weak": "fewer than two independent voices from two publishers tell of it.",
    "contested": "who did it is disputed: it is denied, or voices name different sides.",
    "discounted": "all that is left are denials.",
}

POLICY_WORDS = {
    "envelope": "the span of all figures not replaced by the same voice; a best only where all agree",
    "ucdp": "best is what most independent voices say, the lower where they tie",
    "acled": "the most conservative of the credible figures",
    "ibc": "the span of what two independent voices bear out",
}

#: After whose manner a policy weighs.
POLICY_MANNERS = {
    "envelope": "everything that is said",
    "ucdp": "after the Uppsala Conflict Data Program",
    "acled": "after Armed Conflict Location & Event Data",
    "ibc": "after Iraq Body Count",
}

#: How near a place and a day are known, by UCDP's numbers.
PLACE_PRECISIONS = {
    1: "the place itself", 2: "within 25 km of it", 3: "its district", 4: "its province", 5: "a region or a river",
    6: "the country", 7: "at sea",
}  # fmt: skip
DAY_PRECISIONS = {1: "the very day", 2: "two to six days", 3: "a week", 4: "a month", 5: "a year"}


class Toll(NamedTuple):
    """Low, best and high; None where the words set no such bound. `open` where the high is only a floor."""

    low: int | None = None
    best: int | None = None
    high: int | None = None
    open: bool = False

    @property
    def known(self) -> bool:
        """Whether anything is said."""
        return self.low is not None or self.best is not None or self.high is not None

    @property
    def none(self) -> bool:
        """Whether it is said that there were none."""
        return self.known and not self.open and not any((self.low, self.best, self.high)) and self.high == 0

    @property
    def top(self) -> int:
        """The highest number that is said, 0 where none is."""
        return max((value for value in self[:3] if value is not None), default=0)

    @property
    def unbounded(self) -> bool:
        """Whether no upper bound is stated."""
        return self.open or (self.high is None and self.known)


NOT_KNOWN = Toll()


def of_people(one: Estimate) -> bool:
    """Whether an estimate counts people."""
    return bool(vocabulary()["harm"].get(one.harm, {}).get("of") == "people")


def toll_of(counts: Estimate | Figure | Point | None) -> Toll:
    """The toll that an estimate, a figure or a point of a running total states."""
    if counts is None:
        return NOT_KNOWN
    return Toll(counts.low, counts.best, counts.high, FLOOR in getattr(counts, "flags", ()))


@lru_cache(maxsize=4000)  # many rows of a table have the same
def in_table(toll: Toll) -> Markup:
    """A toll as a table shows it: `7–<b>10</b>`, `<b>21</b>+`, `not known`; the best in bold."""
    if not toll.known:
        return Markup('<span class="nk">not known</span>')
    if toll.none:
        return Markup("none")
    low, best, high, _ = toll
    if low is None and high is None:
        return Markup("about ") + bold(best)
    if low is None:
        return Markup("up to ") + (bold(best) if best == high else plain(high))
    parts = dict.fromkeys(value for value in (low, best, high) if value is not None)
    told = Markup("–").join(bold(value) if value == best else plain(value) for value in parts)
    return told + ("+" if toll.unbounded else "")


def bold(value: int | None) -> Markup:
    """A best figure."""
    return Markup('<b class="best">{}</b>').format(plain(value))


def plain(value: int | None) -> str:
    """A number in numerals."""
    return "not known" if value is None else f"{value:,}"


def in_words(toll: Toll) -> str:
    """A toll in a sentence: `at least 7, best 10, at most 10`."""
    if not toll.known:
        return "not known"
    if toll.none:
        return "none, it is said"
    low, best, high, _ = toll
    if low is None and high is None:
        return f"about {plain(best)}, no bounds stated"
    if low is not None and low == best == high and not toll.open:
        return plain(low)
    said = [f"at least {plain(low)}" if low is not None else "no lower bound"]
    said.append(f"best {plain(best)}" if best is not None else "no single best")
    if high is None:
        said.append("no upper bound stated")
    elif toll.open:
        said.append("no upper bound stated" if best == high else f"highest {plain(high)}, no upper bound stated")
    else:
        said.append(f"at most {plain(high)}")
    return ", ".join(said)


def day_in_full(value: date | None) -> str:
    """A day as a sentence has it: 28 October 2020."""
    return "day not known" if value is None else f"{value.day} {MONTHS_IN_FULL[value.month - 1]} {value.year}"


def day_short(value: date | None, year: bool = False) -> str:
    """A day as a table has it: 28 Oct."""
    return "" if value is None else f"{value.day} {MONTHS[value.month - 1]}" + (f" {value.year}" if year else "")


def days_in_full(start: date | None, end: date | None) -> str:
    """First and last day in a sentence."""
    if start is None or end is None or start == end:
        return day_in_full(start)
    return f"{day_in_full(start)} to {day_in_full(end)}"


def days_short(start: date | None, end: date | None, year: bool = False) -> str:
    """First and last day in a table."""
    if start is None:
        return "not known"
    if end is None or start == end:
        return day_short(start, year)
    if (start.month, start.year) == (end.month, end.year):
        return f"{start.day}–{day_short(end, year)}"
    return f"{day_short(start, year and start.year != end.year)}–{day_short(end, year)}"


def where_when(place: str | None, start: date | None, end: date | None, year: bool = False) -> str:
    """Place and days of an incident: `Barda, 28 Oct`; `place and day not known`."""
    if not place and start is None:
        return "place and day not known"
    return f"{place or 'place not known'}, {days_short(start, end, year) if start else 'day not known'}"


def shortened(words: str, most: int) -> str:
    """The first words of a text, with an ellipsis where it goes on."""
    if len(words) <= most:
        return words
    head = words[:most].rpartition(" ")[0] or words[:most]
    return f"{head.rstrip(' ,;:')} …"


def label(section: str, code: str) -> str:
    """What people call a code of the vocabulary."""
    known = vocabulary().get(section, {}).get(code, {})
    return str(known.get("label") or code.replace("_", " "))


def kind_label(code: str) -> str:
    """What people call a kind of event."""
    return label("event", code)


def act_of(claim: Claim) -> str:
    """What a claim does besides stating, before a colon: `denies: `; nothing where it states."""
    return "" if claim.speech_act == "state" else f"{label('speech_act', claim.speech_act)}: "


def deed(claim: Claim) -> str:
    """What a claim does and tells of: `denies: attack`; `denies` alone where it tells of nothing more."""
    act = act_of(claim)
    alone = vocabulary()["speech_act"].get(claim.speech_act, {}).get("event") == claim.event_kind
    return act.removesuffix(": ") if act and alone else act + kind_label(claim.event_kind)


def point_in_words(latitude: float, longitude: float) -> str:
    """A point with its hemispheres: 40.376 N, 47.126 E."""
    return f"{abs(latitude):.3f} {'NS'[latitude < 0]}, {abs(longitude):.3f} {'EW'[longitude < 0]}"


def joined(words: Sequence[str], last: str = "and") -> str:
    """Words in a sentence: `low, best and high`."""
    return f" {last} ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def shown(value: object) -> object:
    """What a template may print: no text that turns the direction of what follows, hides, or fills the page."""
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    if len(value) > MOST:
        value = f"{value[:MOST]} … ({len(value):,} characters)"
    return visible(value)


def visible(words: str) -> str:
    """Words with the characters that steer a screen made visible, such as ⟨U+202E⟩."""
    if words.isascii() and words.isprintable():
        return words
    return "".join(f"⟨U+{ord(c):04X}⟩" if steers(c) else c for c in words)


def steers(character: str) -> bool:
    """Whether a character turns the direction of a text or controls a screen."""
    code = ord(character)
    return code in TURNING or (code < 32 and character not in "\n\t") or 0x7F <= code < 0xA0 or code == 0xFEFF


def many(count: int, thing: str) -> str:
    """A number of things: `1 report`, `3 reports`."""
    return f"{count:,} {thing}" if count == 1 else f"{count:,} {thing}s"


def listed(words: Iterable[str], most: int = 3) -> str:
    """Words in a row, with how many more there are."""
    own = list(words)
    more = f" and {len(own) - most} more" if len(own) > most else ""
    return ", ".join(own[:most]) + more
