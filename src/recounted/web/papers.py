"""How many reports tell of some rows, and how many were published in some days; a report of several rows is one."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import chain, compress

from recounted.model import Document
from recounted.web.bits import Numbers, Order, Rows, flags_of, set_of


class Published:
    """The days on which the reports of a selection were published."""

    def __init__(self, days: Sequence[int], picked: bytes, shared: Counter[int]) -> None:
        """`days` are those of all reports of one row, in order, and `picked` is 1 for the ones of the selection."""
        self.days, self.picked, self.shared = days, picked, shared
        ends = [days[picked.find(1)], days[picked.rfind(1)]] if 1 in picked else []
        ends += [min(shared), max(shared)] if shared else []
        self.first = date.fromordinal(min(ends)) if ends else None
        self.last = date.fromordinal(max(ends)) if ends else None

    def count(self, first: date, last: date) -> int:
        """How many were published from one day to another, both included."""
        begin, end = first.toordinal(), last.toordinal()
        own = self.picked.count(1, bisect_left(self.days, begin), bisect_left(self.days, end + 1))
        return own + sum(number for day, number in self.shared.items() if begin <= day <= end)


class Papers:
    """The reports of all rows: those that tell of one row alone, in the order of their days, and the others."""

    def __init__(self, documents: Sequence[tuple[str, ...]], headings: Mapping[str, Document]) -> None:
        self.size = len(documents)
        homes: dict[str, list[int]] = defaultdict(list)
        for at, own in enumerate(documents):
            for name in own:
                homes[name].append(at)
        days = {name: day_of(headings, name) for name in homes}
        single = sorted((days[name] or 0, rows[0]) for name, rows in homes.items() if len(rows) == 1)
        self.alone = Numbers(Counter(at for _, at in single).items(), self.size)
        dated = [(day, at) for day, at in single if day]
        self.days, self.order = [day for day, _ in dated], Order([at for _, at in dated], self.size)
        self.shared = {at: tuple(n for n in own if len(homes[n]) > 1) for at, own in enumerate(documents)}
        self.shared = {at: own for at, own in self.shared.items() if own}
        self.sharing = set_of(self.shared, self.size)
        self.shared_days = {name: days[name] for own in self.shared.values() for name in own}

    def of_several(self, chosen: Rows) -> set[str]:
        """The reports of a selection that tell of more than one row of the ledger."""
        flags = flags_of(chosen & self.sharing, self.size)
        picked = map(flags.__getitem__, self.shared)
        return set(chain.from_iterable(compress(self.shared.values(), picked)))

    def count(self, chosen: Rows) -> int:
        """How many reports tell of a selection."""
        return self.alone.total(chosen) + len(self.of_several(chosen))

    def published(self, chosen: Rows) -> Published:
        """When the reports of a selection were published."""
        picked = self.order.flags(chosen)
        days: Iterable[int | None] = map(self.shared_days.__getitem__, self.of_several(chosen))
        return Published(self.days, picked, Counter(day for day in days if day))


def day_of(headings: Mapping[str, Document], name: str) -> int | None:
    """The day a report was published, as a number."""
    found = headings.get(name)
    return found.published.toordinal() if found and found.published else None
