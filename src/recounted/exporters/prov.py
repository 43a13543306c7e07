"""How each value came about, as W3C PROV (PROV-JSON): reports, readings, claims, decisions, incidents, estimates.

Everything is an entity: a report, a claim, a figure, an incident, an estimate. Reading, deciding and reckoning are
activities; the extractor, the policy's program and the people who decided are agents.
"""

import shutil
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from importlib import metadata
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

import msgspec

from recounted.exporters.blame import sayer
from recounted.exporters.rows import toll
from recounted.exporters.stock import Stock
from recounted.model import Claim, Decision, Incident

DROPS = (
    "What is said: words, actors, places and days. It tells from what, by what and by whom each value was made.",
    "Unless names are let out: who decided, and why.",
    "Running totals; when something was read or reckoned, so that the same ledger gives the same bytes.",
)

PREFIX = {"r": "urn:recounted:", "xsd": "http://www.w3.org/2001/XMLSchema#"}

#: One statement of PROV: its kind, its name and its content.
Item = tuple[str, str, dict[str, Any]]

#: The kinds of statements, in the order in which a document has them.
KINDS = ("entity", "activity", "agent", "wasGeneratedBy", "used", "wasAssociatedWith", "wasDerivedFrom")

RECKONING = "r:reckoning"


def write(stock: Stock, folder: Path) -> None:
    """One PROV-JSON document. The ledger is gone through once; statements wait on the disk, kind by kind."""
    encoder = msgspec.json.Encoder()
    with ExitStack() as files:
        waiting = {kind: files.enter_context(TemporaryFile(dir=folder)) for kind in KINDS}
        for kind, name, content in statements(stock):
            parts = (b",\n" if waiting[kind].tell() else b"\n", encoder.encode(name), b":", encoder.encode(content))
            waiting[kind].write(b"".join(parts))
        target = files.enter_context((folder / "provenance.prov.json").open("wb"))
        target.write(b'{"prefix":' + encoder.encode(PREFIX))
        for kind, held in waiting.items():
            target.write(b",\n" + encoder.encode(kind) + b":{")
            held.seek(0)
            shutil.copyfileobj(held, target)
            target.write(b"}")
        target.write(b"}\n")


def statements(stock: Stock) -> Iterator[Item]:
    """Everything that is told, document by document, then of claims, decisions and incidents."""
    extractors = set[str]()
    for document, extractor in stock.readings():
        extractors.add(extractor)
        yield from of_report(document.id, program(extractor))
    for claim in stock.claims():
        yield from of_claim(claim, stock.status(claim.id))
    yield from of_decisions(stock)
    for incident in stock.incidents():
        yield from of_incident(incident)
    yield from of_programs(extractors)


def of_report(document: str, extractor: str) -> Iterator[Item]:
    """A report, and how it was read."""
    yield "entity", report(document), {"prov:type": "report", "r:sha256": document}
    yield "activity", reading(document), {"prov:type": "reading"}
    yield link("used", "read", document, "prov:activity", reading(document), "prov:entity", report(document))
    yield link("wasAssociatedWith", "by", document, "prov:activity", reading(document), "prov:agent", extractor)


def of_claim(claim: Claim, status: str) -> Iterator[Item]:
    """A claim and its figures, made by reading a report."""
    name = said(claim)
    yield "entity", name, spanned("claim", claim) | {"r:source": sayer(claim), "r:status": status}
    by = reading(claim.document)
    yield link("wasGeneratedBy", "made", name, "prov:entity", name, "prov:activity", by)
    yield derived(name, report(claim.document))
    for number, figure in enumerate(claim.toll):
        told = {"prov:type": "figure", "r:start": figure.span.start, "r:end": figure.span.end}
        told |= {"r:harm": figure.harm, "r:confidence": figure.confidence}
        yield "entity", f"{name}.figure.{number}", told
        yield derived(f"{name}.figure.{number}", name)


def spanned(kind: str, claim: Claim) -> dict[str, Any]:
    """What a claim is, and where it stands."""
    return {"prov:type": kind, "r:start": claim.span.start, "r:end": claim.span.end}


def of_decisions(stock: Stock) -> Iterator[Item]:
    """Each decision, who took it, and the claims that it was about; a claim that was edited came out of it."""
    numbers = people(stock)
    for decision in decided(stock):
        name = f"r:decision.{decision.id}"
        told = {"prov:type": decision.verb, "prov:startTime": decision.when, "prov:endTime": decision.when}
        yield "activity", name, told | ({"r:why": decision.why} if stock.choice.whole else {})
        by = person(numbers[decision.who])
        yield link("wasAssociatedWith", "by", name, "prov:activity", name, "prov:agent", by)
        for claim in decision.about:
            made = f"r:claim.{claim}"
            yield link("used", "judged", f"{name}.{claim}", "prov:activity", name, "prov:entity", made)
        if decision.verb == "edit":
            made = f"r:claim.{decision.about[0]}"
            key = f"{made}.{decision.id}"
            yield link("wasGeneratedBy", "edited", key, "prov:entity", made, "prov:activity", name)
    for who, number in numbers.items():
        label = who if stock.choice.names else f"person {number}"
        yield "agent", person(number), {"prov:type": "prov:Person", "prov:label": label}


def of_incident(incident: Incident) -> Iterator[Item]:
    """An incident made from its claims, and its estimates from those that set a bound."""
    name = f"r:incident.{incident.id}"
    yield "entity", name, {"prov:type": "incident", "r:grade": incident.grade}
    yield link("wasGeneratedBy", "made", name, "prov:entity", name, "prov:activity", RECKONING)
    for claim in incident.claims:
        yield derived(name, f"r:claim.{claim}")
    for estimate in incident.estimates:
        own = estimated(incident.id, estimate.harm, estimate.category)
        told = {"prov:type": "estimate", "prov:value": toll(estimate), "r:policy": estimate.policy}
        yield "entity", own, told
        for claim in sorted({*estimate.low_claims, *estimate.best_claims, *estimate.high_claims}):
            yield derived(own, f"r:claim.{claim}")


def of_programs(extractors: Iterable[str]) -> Iterator[Item]:
    """The extractors and this program, which links and reckons."""
    own, agent = f"recounted {metadata.version('recounted')}", "prov:SoftwareAgent"
    for extractor in sorted(extractors):
        yield "agent", program(extractor), {"prov:type": agent, "prov:label": extractor}
    yield "agent", program("recounted"), {"prov:type": agent, "prov:label": own}
    yield "activity", RECKONING, {"prov:type": "linking and reckoning"}
    by = program("recounted")
    yield link("wasAssociatedWith", "by", RECKONING, "prov:activity", RECKONING, "prov:agent", by)


def derived(what: str, source: str) -> Item:
    """That something was made from something."""
    return link("wasDerivedFrom", "from", f"{what}.{source}", "prov:generatedEntity", what, "prov:usedEntity", source)


def link(kind: str, how: str, key: str, *roles: str) -> Item:
    """A relation: a name of its own that is always the same, and who plays which role."""
    return kind, f"_:{how}.{key.replace('r:', '')}", dict(zip(roles[::2], roles[1::2], strict=True))


def decided(stock: Stock) -> Iterator[Decision]:
    """The decisions in force about claims that leave."""
    for decision in stock.ledger.decisions():
        if stock.chosen is None or stock.chosen.issuperset(decision.about):
            yield decision


def report(document: str) -> str:
    """The name of a report."""
    return f"r:report.{document}"


def reading(document: str) -> str:
    """The name of the reading of a report."""
    return f"r:reading.{document}"


def said(claim: Claim) -> str:
    """The name of a claim."""
    return f"r:claim.{claim.id}"


def estimated(incident: str, harm: str, category: str) -> str:
    """The name of an estimate."""
    return f"r:estimate.{incident}.{harm}.{category}"


def program(name: str) -> str:
    """The name of a program as an agent."""
    return "r:program." + "-".join(name.split())


def people(stock: Stock) -> dict[str, int]:
    """Those who decided, each with a number."""
    return {who: number for number, who in enumerate(sorted({one.who for one in decided(stock)}), 1)}


def person(number: int) -> str:
    """The name of a person as an agent."""
    return f"r:person.{number}"
