"""The methodology sheet that goes with every export: what it was made from, by which rules, and what it lacks."""

from collections.abc import Iterable, Iterator, Mapping

from recounted.exporters.holding import without
from recounted.exporters.stock import Stock
from recounted.gazetteer import gazetteer
from recounted.ledger.coverage import Coverage
from recounted.lexicon import vocabulary
from recounted.versions import versions as versions_of

#: Publishers that are listed by name; a ledger may have thousands.
MOST = 200

POLICIES = {
    "envelope": "low and high span all credible figures; a best only where all agree; a denial opens low to zero",
    "ucdp": "best is what most voices of no side say; what a side says of its enemy's losses moves low and high only",
    "acled": "the lowest credible figure",
    "ibc": "the span of what two independent voices bear out; one voice alone is provisional",
}

READING = (
    "A claim is what somebody said, never what is true.",
    "Absence of a report is no absence of violence: this sheet says whose reports were read, and of which days.",
    "Unknown is never zero: where nobody gives a number, none is given here.",
    "Low, best and high are what the claims of an incident come to by the named policy, with copies, superseded "
    "figures and outliers set aside; running totals enter no incident.",
    'Whoever is named as an actor is so only by those who say so: "alleged by" is part of every such statement.',
    "A grade says how well an incident is borne out by independent sources, not whether it is true.",
)


def sheet(name: str, stock: Stock, drops: Iterable[str]) -> str:
    """The methodology sheet of an export, Markdown. It depends on nothing but the ledger and the choice."""
    coverage = stock.ledger.coverage()
    parts = {
        "How to read it": list(READING),
        "What was chosen": chosen(stock),
        "What is in it": contents(stock),
        "What this format drops": list(drops),
        "What was left out": counted(stock.left_out) or ["Nothing."],
        "What was read": read(coverage),
        "Publishers": publishers(coverage.publishers, stock.sharp),
        "Review": review(coverage),
        "Rules and versions": versions(stock, coverage),
        "Definitions": list(definitions()),
    }
    body = "\n".join(f"\n## {head}\n\n" + "\n".join(f"- {one}" for one in own) for head, own in parts.items())
    return f"# Methodology of this {name} export\n{body}\n"


def chosen(stock: Stock) -> list[str]:
    """Filters, policy and what is held back."""
    choice = stock.choice
    names = (
        "names of victims and private people: let out"
        if choice.names
        else "names of victims and private people: held back as far as they can be told (private speakers and parties, "
        "and names with an age behind them); quotations may hold others, so read them before you publish"
    )
    places = f"places: no sharper than {choice.coarsen}" if choice.coarsen else "places: as sharp as they are known"
    return [*(choice.words() or ["everything in the ledger"]), names, places]


def contents(stock: Stock) -> list[str]:
    """How much left, and what a reader must know of it."""
    return [*(counted(stock.counts) or ["Nothing."]), *counted(stock.flagged)]


def counted(counts: Mapping[str, int]) -> list[str]:
    """Numbers of things, by name."""
    return [f"{name}: {number}" for name, number in sorted(counts.items()) if number]


def read(coverage: Coverage) -> list[str]:
    """Which reports the ledger was made from."""
    days = f"{coverage.first} to {coverage.last}" if coverage.first else "none known"
    return [
        f"documents: {coverage.documents}, of which {coverage.copies} repeat others",
        f"days of publication: {days}; {coverage.undated} documents without a day",
        f"languages: {listed(coverage.languages)}",
        f"claims: {coverage.claims}; incidents: {coverage.incidents}; running totals: {coverage.tallies}",
        f"documents that could not be read: {coverage.failures}",
    ]


def publishers(counts: Mapping[str, int], sharp: frozenset[str]) -> list[str]:
    """Publishers with their numbers of documents, those with most first, without places that are held back."""
    order = sorted(counts, key=lambda name: (-counts[name], name))
    rest = [f"and {len(order) - MOST} more"] if len(order) > MOST else []
    return [*(f"{without(name, sharp)}: {counts[name]}" for name in order[:MOST]), *rest] or ["none"]


def review(coverage: Coverage) -> list[str]:
    """How much of it people have seen."""
    unseen = max(0, coverage.claims - coverage.reviewed)
    return [
        f"claims that a person has judged: {coverage.reviewed}",
        f"claims that nobody has looked at: {unseen}. They are what the machine read, and it makes mistakes",
        f"decisions in force: {coverage.decisions}",
    ]


def versions(stock: Stock, coverage: Coverage) -> list[str]:
    """By what it was made, and the state of the ledger."""
    made_by = versions_of()
    policies = [f"policy {name}: {POLICIES[name]}" for name in sorted(stock.policies)]
    return [
        *(f"{name} {made_by[name]}" for name in ("recounted", "data", "weights")),
        f"extractors, with documents read: {listed(coverage.extractors)}",
        f"gazetteer: {', '.join(gazetteer_of(gazetteer().about))}",
        *policies,
        f"state of the ledger (hash of the audit's last row): {coverage.seal}",
    ]


def gazetteer_of(about: Mapping[str, object]) -> Iterator[str]:
    """What the gazetteer was made from."""
    for key, value in sorted(about.items()):
        yield f"{key} " + (" ".join(f"{k} {v}" for k, v in value.items()) if isinstance(value, dict) else str(value))


def listed(counts: Mapping[str, int]) -> str:
    """Names with numbers, in one line."""
    return ", ".join(f"{name} ({number})" for name, number in counts.items()) or "none"


def definitions() -> Iterator[str]:
    """What the codes of harms and scopes mean."""
    for section in ("harm", "scope"):
        for code, about in vocabulary()[section].items():
            yield f"{section} `{code}`: {about['definition']}"
