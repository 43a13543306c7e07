"""Which part of a ledger leaves, by which policy, and what of it is held back."""

import re
from datetime import date
from typing import Any, cast

import msgspec

from recounted.countries import countries
from recounted.decisions import GRADES
from recounted.errors import UsageError
from recounted.given import only_days
from recounted.ledger import Wanted
from recounted.lexicon import perhaps, vocabulary

#: To what places can be made coarse: the centre of their province, or of their country.
LEVELS = ("adm1", "country")

#: The filters that claims have too; a grade belongs to incidents only.
OF_CLAIMS = ("since", "until", "country", "harm", "category", "event_type", "event_kind")

#: The filters whose values are codes, and the part of the vocabulary that has them; of grades there is a list.
CODED = {"harm": "harm", "category": "category", "event_type": "event_type", "event_kind": "event", "grade": "grade"}

#: So many codes are told in a complaint.
FEW = 12


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """Filters, which must all hold; the policy, None for the one that incidents were reckoned by; what is held back.

    `names` lets out the names of victims and private people, `sensitive` the documents that only few may see; `only`
    holds the ids of the incidents that are meant, None for all, and `by` says in words how they were chosen;
    `coarsen` is None, `adm1` or `country`.
    """

    since: date | None = None
    until: date | None = None
    country: str | None = None
    harm: str | None = None
    category: str | None = None
    event_type: str | None = None
    event_kind: str | None = None
    grade: str | None = None
    policy: str | None = None
    names: bool = False
    sensitive: bool = False
    only: frozenset[str] | None = None
    by: tuple[str, ...] = ()
    coarsen: str | None = None

    def __post_init__(self) -> None:
        only_days(since=self.since, until=self.until)
        if self.coarsen not in {None, *LEVELS}:
            raise UsageError(f'Places cannot be made as coarse as "{self.coarsen}". There are: {", ".join(LEVELS)}.')
        for field, section in CODED.items():
            refuse_unknown(field, getattr(self, field), list(GRADES if field == "grade" else vocabulary()[section]))
        if self.country is not None and not re.fullmatch("[A-Z]{3}", self.country):
            codes = [one.code for one in countries() if self.country in one.names]
            meant = f" Perhaps {codes[0]} is meant." if codes else ""
            raise UsageError(f'A country goes by three capital letters (ISO 3166), not "{self.country}".{meant}')

    @property
    def whole(self) -> bool:
        """Whether nothing is held back, so that texts and originals may leave too."""
        return self.names and self.coarsen is None

    @property
    def filtered(self) -> bool:
        """Whether only a part is wanted."""
        return bool(self.of_incidents) or self.only is not None

    @property
    def of_incidents(self) -> Wanted:
        """The filters for incidents."""
        return self.given((*OF_CLAIMS, "grade"))

    @property
    def of_claims(self) -> Wanted | None:
        """The filters for claims that are of no chosen incident; None where no such claim can be meant."""
        return None if self.grade or self.only is not None else self.given(OF_CLAIMS)

    def given(self, names: tuple[str, ...]) -> Wanted:
        """The filters of these names that are set."""
        found: dict[str, Any] = {name: getattr(self, name) for name in names if getattr(self, name) is not None}
        return cast(Wanted, found)

    def words(self) -> list[str]:
        """The filters in words, one a line."""
        return [*(f"{name.replace('_', ' ')}: {value}" for name, value in self.of_incidents.items()), *self.by]


def refuse_unknown(field: str, code: str | None, known: list[str]) -> None:
    """Refuse a code that no claim or incident could have, lest what leaves be empty without a word.

    Raises:
        UsageError: it is none; names the one that is most like it, or all, or where they are listed.
    """
    if code is None or code in known:
        return
    listed = f" There are: {', '.join(known)}." if len(known) <= FEW else " docs/glossary.md lists them."
    raise UsageError(f'There is no {field.replace("_", " ")} "{code}".{perhaps(code, known)}{listed}')
