"""Whose voice a claim is. What one spokesman, side or service told to many papers is one voice, and copies are one."""

import tomllib
from collections.abc import Collection, Iterable, Mapping
from functools import cache

import msgspec

from recounted.lexicon import data
from recounted.model import Claim, Copy, Document, Speaker


@cache
def codes(kind: str) -> frozenset[str]:
    """Codes of actors in `data/linking.toml`: `roles` say what somebody is, `sides` are roles that speak for a side."""
    return frozenset(tomllib.loads(data("linking.toml").read_text(encoding="utf-8"))[kind])


class Backdrop(msgspec.Struct, frozen=True, kw_only=True):
    """What reckoning knows of the documents that claims stand in: ids map to documents, copies to their originals.

    `owners` maps a publisher to the house it belongs to, where a user has said so: papers of one house are one voice.
    `parts` maps a claim to the one that, as a person decided, it tells only a part of.
    """

    documents: Mapping[str, Document] = {}
    originals: Mapping[str, str] = {}
    owners: Mapping[str, str] = {}
    parts: Mapping[str, str] = {}

    def original(self, document: str) -> str:
        """The document itself, or the one it repeats."""
        return self.originals.get(document, document)

    def publisher(self, document: str) -> str:
        """Who published the text first: the house, else the paper, else the document, of which no more is known."""
        first = self.documents.get(self.original(document))
        name = first.publisher if first else None
        return self.house(name) if name else f"document {self.original(document)}"

    def house(self, name: str) -> str:
        """The house that a name belongs to, else the name itself, however it is written."""
        return " ".join(self.owners.get(name, name).casefold().split())


def backdrop(
    documents: Mapping[str, Document], copies: Iterable[Copy] = (), owners: Mapping[str, str] | None = None
) -> Backdrop:
    """The documents of a ledger as reckoning needs them."""
    originals = {copy.document: copy.copy_of for copy in copies}
    return Backdrop(documents=documents, originals=originals, owners=owners or {})


def voice(claim: Claim, known: Backdrop) -> str:
    """The name of the voice that a claim is: a side, a named speaker, or the publisher of the original text.

    Who publishes under a name and who is quoted by that name, here or elsewhere, is one voice.
    """
    innermost = claim.sources[-1] if claim.sources else None
    if innermost is None or speaks_itself(claim):
        return f"named {known.publisher(claim.document)}"
    if side := side_of(innermost):
        return f"side {side}"
    name = known.house(innermost.name)
    if innermost.kind == "unnamed":
        return f"unnamed {innermost.code or name} in {known.publisher(claim.document)}"
    return f"named {name}"


def speaks_itself(claim: Claim) -> bool:
    """Whether a claim is the publisher's own word, nobody else's."""
    return not claim.sources or claim.sources[-1].kind == "publisher"


def side_of(speaker: Speaker) -> str | None:
    """The side that somebody speaks for, such as `AZE GOV` for all who speak for that government; None for others."""
    if not speaker.code or (country := country_of(speaker.code)) is None:
        return None
    role = speaker.code.split(" ")[1:2]
    return f"{country} GOV" if not role or role[0] in codes("sides") else None


def country_of(code: str) -> str | None:
    """The country or group of an actor's code; None where the code only says what somebody is, not on whose side."""
    first = code.split(" ", maxsplit=1)[0]
    return None if first in codes("roles") else first


def camp(claim: Claim) -> str | None:
    """The country or group that the innermost source with a code belongs to; None for those who belong to no side."""
    for speaker in reversed(claim.sources):
        if speaker.code and (country := country_of(speaker.code)):
            return country
    return None


def independent_voices(claims: Iterable[Claim], known: Backdrop) -> frozenset[str]:
    """Every voice among the claims, once."""
    return frozenset(voice(claim, known) for claim in claims)


def independent_publishers(documents: Collection[str], known: Backdrop) -> frozenset[str]:
    """Every publisher among the documents, with copies and houses folded."""
    return frozenset(known.publisher(document) for document in documents)
