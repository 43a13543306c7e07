"""Which part of a ledger leaves, by which policy, and what of it is held back."""

from datetime import date
from typing import Any, cast

import msgspec

from recounted.errors import UsageError
from recounted.ledger import Wanted

#: To what places can be made coarse: the centre of their province, or of their country.
LEVELS = ("adm1", "country")

#: The filters that claims have too; a grade belongs to incidents only.
OF_CLAIMS = ("since", "until", "country", "harm", "category", "event_type", "event_kind")


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
        if self.coarsen not in {None, *LEVELS}:
            raise UsageError(f'Places cannot be made as coarse as "{self.coarsen}". There are: {", ".join(LEVELS)}.')

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
