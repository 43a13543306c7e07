"""The records that travel through the flow: reports, what is found in them, what is claimed, what it comes to.

Everything here is immutable, compares by value, and knows nothing of files, languages or databases.
All offsets count Unicode code points from the start of `Document.text`; ends are exclusive.
Field names follow the standards of the field: UCDP GED for tolls, dates and precisions, PLOVER for events and actors.
"""

import hashlib
from datetime import date
from typing import Any

import msgspec

from recounted.markup import Mark, bounds, facts, marked, stretch, table


class Span(msgspec.Struct, frozen=True, order=True, array_like=True):
    """A stretch of a document's text, never empty. In JSON: `[start, end]`."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"A span needs 0 <= start < end, got {self.start} and {self.end}.")

    def of(self, text: str) -> str:
        """The words at this span."""
        return text[self.start : self.end]

    def holds(self, other: "Span") -> bool:
        """Whether the other span lies within this one."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: "Span") -> bool:
        """Whether the two spans share a character."""
        return self.start < other.end and other.start < self.end


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """One report as read. The text is final: every span refers to it.

    `id` is the SHA-256 of `raw`, the bytes as they came. What the document does not say stays None.
    """

    id: str
    ref: str
    text: str
    raw: bytes = b""
    media_type: str = "text/plain"
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    url: str | None = None
    published: date | None = None
    language: str = "en"


class Failure(msgspec.Struct, frozen=True, kw_only=True):
    """What could not be read or understood: what, why, and what to do about it."""

    ref: str
    reason: str
    stage: str = "read"


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """A number of people or things as one claim states it.

    Bounds are inclusive whole numbers; None means that the words set no such bound. `part_of` is the index of the
    figure that this one is a subset of, in the list that holds both. `modality` is that of the happening: a figure
    that is denied or threatened never enters a total. `confidence` is the probability that the words give this
    harm this number, between 0 and 1.
    """

    harm: str
    category: str
    low: int | None = None
    best: int | None = None
    high: int | None = None
    scope: str = "incident"
    since: date | None = None
    until: date | None = None
    revised_from: int | None = None
    part_of: int | None = None
    span: Span
    modality: str = "asserted"
    confidence: float = 1.0


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """A place that the text names; coordinates in degrees, WGS 84; `where_prec` 1 to 7 as in UCDP GED.

    `country` is ISO 3166 alpha-3, None where the place is disputed or lies in none. `kind` is the feature kind:
    `town`, `district`, `province`, `region`, `country`, `water`, `site`. One that is not resolved has no coordinates.
    """

    name: str
    span: Span
    latitude: float | None = None
    longitude: float | None = None
    country: str | None = None
    geonames_id: int | None = None
    where_prec: int | None = None
    kind: str = "town"
    confidence: float = 1.0


class Period(msgspec.Struct, frozen=True, kw_only=True):
    """First and last day that words stand for, both included; `date_prec` 1 to 5 as in UCDP GED.

    `relation` says how the words bind what they date: `at`, `since`, `until`, or `dateline`, the day of the report.
    """

    text: str
    span: Span
    date_start: date
    date_end: date
    date_prec: int
    relation: str = "at"


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """Who did something, or to whom it was done. `code` is a country or group code, then a role: `AZE GOV`."""

    name: str
    span: Span
    code: str | None = None


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """A happening that words name. `event_type` is PLOVER's; `kind` a code of the vocabulary, section event.

    `frame` says how: `verb` ("shelled"), `passive` ("was shelled") or `noun` ("the shelling of").
    """

    event_type: str
    kind: str
    weapon: str | None = None
    modality: str = "asserted"
    frame: str = "verb"


class Speaker(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody to whom words are credited: one link of a chain of sources.

    `kind` is `publisher`, `person`, `organisation` or `unnamed`. `name` is resolved: a pronoun or a title stands for
    the name given before. `span` is where the source is named, `cue_span` the word of saying, `content_span` what is
    said; the publisher has none of them.
    """

    name: str
    kind: str
    code: str | None = None
    span: Span | None = None
    cue: str | None = None
    cue_span: Span | None = None
    content_span: Span | None = None
    speech_act: str = "state"


Value = Figure | Place | Period | Actor | Event | Speaker


class Mention(msgspec.Struct, frozen=True, kw_only=True):
    """A value and the exact words it was read from. `by` names the rule that found it."""

    kind: str
    span: Span
    text: str
    by: str
    value: Value


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """One statement, by one chain of sources, in one document, about one happening or one running tally.

    The fields are those of the claim record (docs/data-model.md). It says what was said, never what is true.
    """

    id: str
    document: str
    ref: str
    span: Span
    text: str
    sources: tuple[Speaker, ...]
    speech_act: str
    modality: str
    caveats: tuple[Span, ...] = ()
    event_type: str
    event_kind: str
    event_span: Span
    weapon: str | None = None
    actors: tuple[Actor, ...] = ()
    recipients: tuple[Actor, ...] = ()
    locations: tuple[Place, ...] = ()
    time: Period | None = None
    toll: tuple[Figure, ...] = ()

    def marks(self) -> list[Mark]:
        """What of its words stands for what: start and end within `text`, and a word on it."""
        found = [(source.span, "source") for source in self.sources]
        found += [(source.cue_span, source.speech_act) for source in self.sources]
        found += [(self.event_span, self.event_kind), *((span, "caveat") for span in self.caveats)]
        found += [(actor.span, "alleged actor") for actor in self.actors]
        found += [(actor.span, "recipient") for actor in self.recipients]
        found += [(place.span, "place") for place in self.locations]
        found += [(one.span, f"{one.category} {one.harm}: {bounds(one.low, one.best, one.high)}") for one in self.toll]
        found += [(self.time.span, stretch(self.time.date_start, self.time.date_end))] if self.time else []
        start = self.span.start
        return [(span.start - start, span.end - start, word) for span, word in found if span and self.span.holds(span)]

    def _repr_html_(self) -> str:
        """How a notebook shows it: its words, with the evidence marked, and what was read from them."""
        said = "; ".join(f"{one.category} {one.harm} {bounds(one.low, one.best, one.high)}" for one in self.toll)
        rows = (
            ("who says it", " > ".join(source.name for source in self.sources)),
            ("how", f"{self.speech_act}, {self.modality}"),
            ("what", self.event_kind),
            ("alleged actors", ", ".join(actor.name for actor in self.actors)),
            ("to whom", ", ".join(actor.name for actor in self.recipients)),
            ("where", ", ".join(place.name for place in self.locations) or "not said"),
            ("when", stretch(self.time.date_start, self.time.date_end) if self.time else "not said"),
            ("toll", said or "not said"),
            ("from", f"{self.ref}, characters {self.span.start}–{self.span.end}"),
        )
        return f"<blockquote>{marked(self.text, self.marks())}</blockquote>{facts(rows)}"


#: The flag of an estimate whose high is no more than a floor.
FLOOR = "the highest figure is a lower bound"


class Estimate(msgspec.Struct, frozen=True, kw_only=True):
    """What an incident's figures of one harm and category come to under a named policy.

    Each bound names the claims that set it; `rejected` holds `[claim id, reason]` of every figure that took no part;
    `flags` say in words what a reader must know, such as that the deaths are denied or the figure is provisional.
    """

    harm: str
    category: str
    low: int | None
    best: int | None
    high: int | None
    policy: str
    low_claims: tuple[str, ...] = ()
    best_claims: tuple[str, ...] = ()
    high_claims: tuple[str, ...] = ()
    rejected: tuple[tuple[str, str], ...] = ()
    disputed: bool = False
    flags: tuple[str, ...] = ()


class Incident(msgspec.Struct, frozen=True, kw_only=True):
    """Claims that speak of one happening. Derived: dropped and rebuilt at will, with the same id.

    `independent_publishers` counts publishers with copies folded; `independent_sources` counts voices.
    """

    id: str
    event_type: str
    event_kind: str
    date_start: date | None
    date_end: date | None
    date_prec: int | None
    latitude: float | None
    longitude: float | None
    where_prec: int | None
    place: str | None
    country: str | None
    estimates: tuple[Estimate, ...]
    claims: tuple[str, ...]
    documents: tuple[str, ...]
    independent_publishers: int
    independent_sources: int
    grade: str

    def _repr_html_(self) -> str:
        """How a notebook shows it: what, where and when, and each harm's range with what must be known of it."""
        days = stretch(self.date_start, self.date_end) if self.date_start else "day unknown"
        borne = f"sources {self.independent_sources}, publishers {self.independent_publishers}, {self.grade}"
        rows = (
            (
                one.harm,
                one.category,
                bounds(one.low, one.best, one.high) + " or more" * (FLOOR in one.flags),
                one.policy,
                "; ".join([*one.flags, *["disputed"] * one.disputed]),
            )
            for one in self.estimates
        )
        head = f"{self.event_kind.replace('_', ' ')}, {self.place or 'place unknown'}, {days}: {borne}"
        return facts([(self.id, head)]) + table(("harm", "who or what", "low–high", "policy", "mind"), rows)


class Copy(msgspec.Struct, frozen=True, kw_only=True):
    """A document that repeats another, wholly or nearly. Derived.

    `document` and `copy_of` are document ids; `copy_of` is the one published first. `share` is the part of the
    document's text that both have, 0 to 1; `first_published` the day of the original, None where it is not known.
    """

    document: str
    copy_of: str
    share: float
    first_published: date | None = None


class Point(msgspec.Struct, frozen=True, array_like=True):
    """One value of a running total, as of a day, and the claim that gives it. In JSON an array in this order."""

    date: date
    low: int | None
    best: int | None
    high: int | None
    claim: str


class Tally(msgspec.Struct, frozen=True, kw_only=True):
    """A source's running total of one harm and category since one day, over time. Derived; no part of any incident.

    `since` is None where the words do not say from when on; `points` are in order of their days; `flags` say in words
    what is odd about the series, such as a total that falls. `victims` is the code of those it counts, None where that
    is not said. `sums` holds (day, low, high) of the ledger's incidents of the same area from `since` to that day.
    """

    id: str
    source: str
    harm: str
    category: str
    since: date | None
    points: tuple[Point, ...]
    victims: str | None = None
    sums: tuple[tuple[date, int, int], ...] = ()
    flags: tuple[str, ...] = ()


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """What a person decided, with who, when (ISO 8601, UTC) and why. A fact: only ever added, undone by another.

    `verb` is `same`, `different`, `part_of`, `right`, `wrong`, `edit` or `undo`; `about` holds the ids it speaks of:
    two claims, one claim, or one decision; `change` the new values of an edit. `undone_by` is the id of the decision
    that takes this one back, as far as the ledger knows; nobody states it. `evidence` holds the document and the start
    and end of each claim's span, so that the decision finds its claims again after another version has read the text.
    """

    id: str
    verb: str
    about: tuple[str, ...]
    who: str
    when: str
    why: str
    change: dict[str, Any] = {}
    undone_by: str | None = None
    evidence: tuple[tuple[str, int, int], ...] = ()


def content_id(*parts: str) -> str:
    """Sixteen hexadecimal digits that depend on nothing but the parts, in their order."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]
