"""The figures of an incident's claims, each with who says it and when, and those that can take no part."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from recounted.estimates.voices import Backdrop, camp, country_of, speaks_itself, voice
from recounted.lexicon import vocabulary
from recounted.model import Claim, Figure

UNASSERTED = frozenset({"called_for", "threatened", "planned"})

WHOLE = "people"

#: What denies, and the acts of those who tell a number within the words of another's denial.
DENIED, TOLD = "denied", frozenset({"state", "accuse"})


@dataclass(frozen=True, kw_only=True)
class Saying:
    """One number of one harm and category as one voice gives it, from one claim or summed over claims of a document.

    `partial` marks a total of people that was added up from narrower categories. `vague` marks a number that stands
    for a word such as "dozens".
    """

    harm: str
    category: str
    low: int | None
    best: int | None
    high: int | None
    claims: tuple[str, ...]
    voice: str
    name: str | None  # of the innermost speaker; None for the publisher's own words
    at: int  # where it stands in its document
    camp: str | None
    document: str
    day: date | None
    revised_from: int | None = None
    partial: bool = False
    against: bool = False  # a side's count of its enemy's losses
    period: bool = False

    @property
    def least(self) -> int:
        """The lowest number that it states."""
        return next(value for value in (self.low, self.best, self.high) if value is not None)

    @property
    def most(self) -> int:
        """The highest number that it states."""
        return next(value for value in (self.high, self.best, self.low) if value is not None)

    @property
    def vague(self) -> bool:
        """Whether it gives no more than a floor that a word stands for."""
        return self.best is None and self.high is None

    @property
    def key(self) -> tuple[int | None, int | None, int | None]:
        """Its bounds."""
        return self.low, self.best, self.high


@dataclass(kw_only=True)
class Heard:
    """What the claims of an incident say of one harm and category, and what of it takes no part, with the reason."""

    sayings: list[Saying] = field(default_factory=list)
    rejected: list[tuple[str, str]] = field(default_factory=list)
    denied: bool = False

    def reject(self, saying: Saying, reason: str) -> None:
        """Leave a saying out, visibly."""
        self.rejected += [(claim, reason) for claim in saying.claims]


Told = tuple[Claim, Figure, Saying | None]


def hear(claims: Sequence[Claim], known: Backdrop) -> dict[tuple[str, str], Heard]:
    """Harm and category → what is said of them; a harm of people also under the category of all people."""
    heard: dict[tuple[str, str], Heard] = {}
    told = [(claim, figure, saying) for claim in claims for figure, saying in figures(claim, known)]
    for claim, figure, saying in told:
        own = heard.setdefault((figure.harm, figure.category), Heard())
        if reason := barred(claim, figure, known):
            own.rejected.append((claim.id, reason))
            own.denied = own.denied or (reason == "denied" and (saying is None or saying.most > 0))
        elif saying is not None:
            own.sayings.append(saying)
    for harm in {harm for harm, _ in heard if vocabulary()["harm"].get(harm, {}).get("of") == WHOLE}:
        if whole := people(harm, told, known, heard):
            heard[harm, WHOLE] = whole
    return heard


def barred(claim: Claim, figure: Figure, known: Backdrop) -> str | None:
    """Why a figure can take no part in an incident's estimate, whatever the policy."""
    if claim.id in known.parts:
        return "part of what another claim tells"
    if figure.scope == "cumulative":
        return "cumulative"
    if figure.modality == DENIED or (claim.modality == DENIED and claim.speech_act not in TOLD):
        return "denied"
    if UNASSERTED & {figure.modality, claim.modality}:
        return "not said to have happened"
    if figure.low is None and figure.best is None and figure.high is None:
        return "no number"
    return None


def figures(claim: Claim, known: Backdrop) -> Iterator[tuple[Figure, Saying | None]]:
    """Every figure of a claim, as a saying where it has a number."""
    if not claim.toll:
        return
    document = known.documents.get(claim.document)
    own_side = camp(claim)
    enemies = {country_of(actor.code) for actor in claim.recipients if actor.code} - {None}
    speaker = voice(claim, known)
    for figure in claim.toll:
        if figure.low is None and figure.best is None and figure.high is None:
            yield figure, None
            continue
        yield (
            figure,
            Saying(
                harm=figure.harm,
                category=figure.category,
                low=figure.low,
                best=figure.best,
                high=figure.high,
                claims=(claim.id,),
                voice=speaker,
                name=None if speaks_itself(claim) else claim.sources[-1].name.casefold(),
                at=claim.span.start,
                camp=own_side,
                document=claim.document,
                day=document.published if document else None,
                revised_from=figure.revised_from,
                against=own_side is not None and bool(enemies) and own_side not in enemies,
                period=figure.scope == "period",
            ),
        )


def people(harm: str, told: Sequence[Told], known: Backdrop, heard: dict[tuple[str, str], Heard]) -> Heard | None:
    """What is said of all people: whole figures, and where a document has none, its parts added up."""
    whole = Heard(rejected=list(heard[harm, WHOLE].rejected) if (harm, WHOLE) in heard else [])
    whole.denied = any(own.denied for (of, _), own in heard.items() if of == harm)
    by_document: dict[str, list[tuple[Figure, Saying]]] = {}
    for claim, figure, saying in told:
        if figure.harm == harm and saying is not None and barred(claim, figure, known) is None:
            by_document.setdefault(claim.document, []).append((figure, saying))
    for said in by_document.values():
        top, parts = wholes(said), [saying for figure, saying in said if figure.category != WHOLE]
        whole.sayings += top
        if top:
            inside = {claim for saying in top for claim in saying.claims}
            for saying in parts:
                if not set(saying.claims) <= inside:
                    whole.reject(saying, f"counts only {saying.category}")
        else:
            whole.sayings += [total for own in by_source(said) for total in added_up(own)]
    return whole if whole.sayings or whole.rejected or whole.denied else None


def wholes(said: Iterable[tuple[Figure, Saying]]) -> list[Saying]:
    """The figures of all people in one document; what a claim counts beside them is added to them."""
    by_claim: dict[str, list[tuple[Figure, Saying]]] = {}
    for figure, saying in said:
        by_claim.setdefault(saying.claims[0], []).append((figure, saying))
    found = []
    for own in by_claim.values():
        told = distinct([saying for figure, saying in own if figure.category == WHOLE])
        beside = distinct([s for figure, s in own if figure.category != WHOLE and figure.part_of is None])
        top = [saying for saying in told if saying.most > 0] or told
        found += [total([saying, *beside]) if beside and len(told) == 1 else saying for saying in top]
    return [replace(saying, category=WHOLE) for saying in found]


def by_source(said: Sequence[tuple[Figure, Saying]]) -> Iterator[list[tuple[Figure, Saying]]]:
    """A document's figures, those of each source apart where it quotes several: they count the same dead otherwise."""
    names = list(dict.fromkeys(saying.name for _, saying in said))
    if len([name for name in names if name is not None]) < 2:
        yield list(said)
        return
    yield from ([(figure, saying) for figure, saying in said if saying.name == name] for name in names)


def added_up(said: Sequence[tuple[Figure, Saying]]) -> list[Saying]:
    """The sum of a document's categories, each with its highest figure; subsets are in their whole already."""
    highest: dict[str, Saying] = {}
    for figure, saying in said:
        if figure.part_of is None:
            held = highest.get(saying.category)
            if held is None or (saying.most, saying.claims) > (held.most, held.claims):
                highest[saying.category] = saying
    return [replace(total(list(highest.values())), category=WHOLE, partial=True)] if highest else []


def distinct(sayings: Sequence[Saying]) -> list[Saying]:
    """The sayings without those that say the same of the same category again."""
    return list({(saying.category, saying.key): saying for saying in sayings}.values())


def total(sayings: Sequence[Saying]) -> Saying:
    """Several counts of different people as one; a bound that one of them lacks, the sum lacks."""
    first = sayings[0]
    low, best, high = (
        None if any(value is None for value in values) else sum(value for value in values if value is not None)
        for values in zip(*(saying.key for saying in sayings), strict=True)
    )
    if low is None and best is None and high is None:
        low = sum(saying.least for saying in sayings)
    claims = tuple(sorted({claim for saying in sayings for claim in saying.claims}))
    return replace(first, low=low, best=best, high=high, claims=claims)
