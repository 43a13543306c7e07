"""An incident taken apart for its page: who said what, which words set each bound, and why its reports are one."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

from recounted.estimates import Backdrop, camp, reckon, voice
from recounted.exporters.blame import denies, doers
from recounted.incidents.describe import event
from recounted.likeness import reasons
from recounted.model import Claim, Document, Estimate
from recounted.web.parties import Side, outside, side_code
from recounted.web.wording import Toll, joined, toll_of

#: The most columns of days that a matrix has; later days stand together in the last one.
COLUMNS = 4

ORDER = ("low", "best", "high")

NOT_BOUNDED = "not bounded"


class Quote(msgspec.Struct, frozen=True, kw_only=True):
    """The words that a figure was read from, who says them, and where they stand."""

    words: str
    speaker: str
    publisher: str
    document: str
    claim: str
    number: int


class Bound(msgspec.Struct, frozen=True, kw_only=True):
    """A bound of an estimate, or several that are one number: what it is, and the words that set it.

    `unsaid` stands where nobody gives it, `made` how it came about where no words set it.
    """

    names: str
    said: str
    unsaid: str
    quotes: tuple[Quote, ...]
    made: str


class Accusation(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who is named as the doer: who says so, and who denies it, each in the order of publication."""

    code: str
    said_by: tuple[str, ...]
    denied_by: tuple[str, ...]


class Case:
    """An incident's claims with their documents, numbered in the order of publication."""

    def __init__(
        self, claims: Sequence[Claim], documents: Mapping[str, Document], originals: Mapping[str, str]
    ) -> None:
        self.claims = list(claims)
        self.by_id = {claim.id: claim for claim in claims}
        self.documents = sorted(documents.values(), key=lambda one: (one.published or date.max, one.id))
        self.number = {document.id: at for at, document in enumerate(self.documents, 1)}
        self.text = {document.id: document.text for document in self.documents}
        self.known = Backdrop(documents=documents, originals=originals)

    def named(self, document: str) -> str:
        """A document by its number and its publisher."""
        own = self.documents[self.number[document] - 1]
        return f"no. {self.number[document]}, {own.publisher or own.ref}"

    def told_in(self, document: str) -> list[Claim]:
        """The claims of one document, in its order."""
        return sorted((claim for claim in self.claims if claim.document == document), key=lambda claim: claim.span)

    def quote(self, claim_id: str, harm: str, category: str) -> Quote | None:
        """The words of a claim's figure of a harm: those of the category, else of any, else the claim's own."""
        claim = self.by_id.get(claim_id)
        if claim is None:
            return None
        figures = [figure for figure in claim.toll if figure.harm == harm]
        own = [figure for figure in figures if figure.category == category] or figures
        words = own[0].span.of(self.text[claim.document]) if own else claim.text
        return Quote(
            words=words,
            speaker=speaker(claim),
            publisher=publisher(claim),
            document=claim.document,
            claim=claim.id,
            number=self.number[claim.document],
        )

    def bounds(self, estimate: Estimate) -> list[Bound]:
        """Low, best and high of an estimate with the words that set each; what the same words set stands together."""
        toll, found = toll_of(estimate), dict[tuple[str, tuple[str, ...]], list[str]]()
        for name in ORDER:
            value, claims = getattr(estimate, name), getattr(estimate, f"{name}_claims")
            said = NOT_BOUNDED if name == "high" and toll.unbounded else "" if value is None else f"{value:,}"
            found.setdefault((said, claims if said else (name,)), []).append(name)
        return [self.bound(names, said, claims, estimate) for (said, claims), names in found.items()]

    def bound(self, names: Sequence[str], said: str, claims: Sequence[str], estimate: Estimate) -> Bound:
        """A bound, or several of one number, with the words that set it."""
        quotes = [quote for one in claims if said and (quote := self.quote(one, estimate.harm, estimate.category))]
        unsaid = "no single best" if names == ["best"] and toll_of(estimate).known else "not known"
        made = "a denial opens it down to none" if said == "0" else "added up"
        return Bound(
            names=joined(names),
            said=said,
            unsaid="" if said else unsaid,
            quotes=tuple(quotes),
            made="" if quotes or not said or said == NOT_BOUNDED else made,
        )

    def voices(self, estimate: Estimate) -> int:
        """How many independent voices give an estimate's figures, those that set no bound left out."""
        gone = {claim for claim, _ in estimate.rejected}
        return len(
            {
                voice(claim, self.known)
                for claim in self.claims
                if claim.id not in gone and claim.modality != "denied"
                for figure in claim.toll
                if (figure.harm, figure.category) == (estimate.harm, estimate.category)
            }
        )

    def replaced(self, estimate: Estimate) -> tuple[int, ...]:
        """The figures that their own voice, or a later one, has replaced."""
        gone = {claim for claim, reason in estimate.rejected if "superseded" in reason}
        return tuple(
            sorted(
                {
                    toll_of(figure).top
                    for claim in self.claims
                    if claim.id in gone
                    for figure in claim.toll
                    if (figure.harm, figure.category) == (estimate.harm, estimate.category)
                }
            )
        )

    def days(self) -> list[date | None]:
        """The days of publication that the matrix has a column for, in order; None stands for a day not known."""
        found = sorted({document.published for document in self.documents}, key=lambda day: (day is None, day))
        return found[:COLUMNS]


def speaker(claim: Claim) -> str:
    """Who says it: the innermost source."""
    return claim.sources[-1].name if claim.sources else "source not known"


def publisher(claim: Claim) -> str:
    """In which paper it stands."""
    return next((source.name for source in claim.sources if source.kind == "publisher"), claim.ref)


def accusations(case: Case) -> list[Accusation]:
    """Who is said to have done it, those whom most name first.

    Who denies it without naming anybody denies it of the own side.
    """
    said: dict[str, dict[str, None]] = defaultdict(dict)
    denied: dict[str, dict[str, None]] = defaultdict(dict)
    deed = event(case.claims)[0]
    for claim in sorted(case.claims, key=lambda one: (case.number[one.document], one.span)):
        codes = {side_code(actor.code) for actor in doers(claim, deed)} - {""}
        told = denied if denies(claim) else said
        if told is denied and not codes:
            codes = {side_code(camp(claim))} - {""}
        for code in codes:
            told[code].setdefault(speaker(claim))
    order = sorted({*said, *denied}, key=lambda code: (-len(said[code]), code))
    return [Accusation(code=code, said_by=tuple(said[code]), denied_by=tuple(denied[code])) for code in order]


class Voice(msgspec.Struct, frozen=True, kw_only=True):
    """One voice in the matrix: its claims by column, and where copies repeat it."""

    name: str
    about: str
    cells: tuple[tuple[Claim, ...], ...]
    folded: tuple[str, ...]
    silent: bool


class Camp(msgspec.Struct, frozen=True, kw_only=True):
    """The voices of one side, with what its own figures span."""

    side: Side
    voices: tuple[Voice, ...]
    spans: tuple[tuple[str, Toll], ...]


def matrix(case: Case, known: Mapping[str, Side]) -> list[Camp]:
    """Who said what, voice by voice, grouped by side; those who belong to none come last."""
    by_side: dict[str, dict[str, list[Claim]]] = defaultdict(lambda: defaultdict(list))
    for claim in case.claims:
        by_side[side_code(camp(claim))][voice(claim, case.known)].append(claim)
    order = sorted(by_side, key=lambda code: (not code, list(known).index(code) if code in known else 99, code))
    return [
        Camp(
            side=outside(known, code),
            voices=tuple(row(case, own) for own in by_side[code].values()),
            spans=tuple(spans(case, [claim for own in by_side[code].values() for claim in own])),
        )
        for code in order
    ]


def row(case: Case, claims: Sequence[Claim]) -> Voice:
    """One voice: what it says by day of publication, with copies of the same report folded."""
    present = {claim.document for claim in claims}
    copied = {one for one in present if case.known.originals.get(one) in present}
    own = [claim for claim in claims if claim.document not in copied]
    days = case.days()
    cells: list[list[Claim]] = [[] for _ in days]
    for claim in own:
        day = case.known.documents[claim.document].published
        cells[days.index(day) if day in days else len(days) - 1].append(claim)
    names = Counter(speaker(claim) for claim in claims)
    others = [name for name in names if name != names.most_common(1)[0][0]]
    kinds = Counter(claim.sources[-1].kind for claim in claims if claim.sources)
    about = kinds.most_common(1)[0][0] if kinds else "not known"
    return Voice(
        name=names.most_common(1)[0][0],
        about=about + (f"; also {', '.join(others[:2])}" if others else ""),
        cells=tuple(tuple(cell) for cell in cells),
        folded=tuple(sorted({case.known.documents[one].publisher or case.known.documents[one].ref for one in copied})),
        silent=not any(claim.toll for claim in claims),
    )


def spans(case: Case, claims: Sequence[Claim]) -> list[tuple[str, Toll]]:
    """What the figures of a side span for killed and injured, those replaced or denied left out by the same rules."""
    reckoned = reckon(claims, known=case.known)
    return [
        (one.harm, toll_of(one)) for one in reckoned if one.category == "people" and one.harm in {"killed", "injured"}
    ]


def links(case: Case) -> list[dict[str, Any]]:
    """Why each further document is taken for the same happening as the first: grounds in words, in bits."""
    published = {document.id: document.published for document in case.documents}
    by_document: dict[str, list[Claim]] = defaultdict(list)
    for claim in case.claims:
        by_document[claim.document].append(claim)
    order = [document.id for document in case.documents if document.id in by_document]
    found = []
    for other in order[1:]:
        grounds = reasons(by_document[order[0]], by_document[other], published)
        found.append(
            {
                "first": case.named(order[0]),
                "other": case.named(other),
                "grounds": [ground for ground in grounds if ground.bits],
                "bits": sum(ground.bits for ground in grounds),
            }
        )
    return found
