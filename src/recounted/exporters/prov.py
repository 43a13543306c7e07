"""How each value came about, as W3C PROV (PROV-JSON): reports, readings, claims, decisions, incidents, estimates.

Everything is an entity: a report, a claim, a figure, an incident, an estimate. Reading, deciding and reckoning are
activities; the extractor, the policy's program and the people who decided are agents.
"""

from collections.abc import Callable, Iterable, Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

import msgspec

from recounted.exporters.blame import sayer
from recounted.exporters.rows import toll
from recounted.exporters.stock import Stock
from recounted.model import Claim, Decision

DROPS = (
    "What is said: words, actors, places and days. It tells from what, by what and by whom each value was made.",
    "Unless names are let out: who decided, and why.",
    "Running totals; when something was read or reckoned, so that the same ledger gives the same bytes.",
)

PREFIX = {"r": "urn:recounted:", "xsd": "http://www.w3.org/2001/XMLSchema#"}

#: Name and content of one statement of PROV.
Item = tuple[str, dict[str, Any]]

RECKONING = "r:reckoning"


def write(stock: Stock, folder: Path) -> None:
    """One PROV-JSON document. Each kind of statement is one pass over the ledger, so that memory stays small."""
    kinds: dict[str, Callable[[Stock], Iterable[Item]]] = {
        "entity": entities,
        "activity": activities,
        "agent": agents,
        "wasGeneratedBy": generations,
        "used": uses,
        "wasAssociatedWith": associations,
        "wasDerivedFrom": derivations,
    }
    encoder = msgspec.json.Encoder()
    with (folder / "provenance.prov.json").open("wb") as file:
        file.write(b'{"prefix":' + encoder.encode(PREFIX))
        for kind, items in kinds.items():
            file.write(b",\n" + encoder.encode(kind) + b":{")
            for number, (name, content) in enumerate(items(stock)):
                file.write(b"," * bool(number) + b"\n" + encoder.encode(name) + b":" + encoder.encode(content))
            file.write(b"}")
        file.write(b"}\n")


def entities(stock: Stock) -> Iterator[Item]:
    """Reports, claims and their figures, incidents and their estimates."""
    for document in stock.documents():
        yield report(document.id), {"prov:type": "report", "r:sha256": document.id}
    for claim in stock.claims():
        yield said(claim), spanned("claim", claim) | {"r:source": sayer(claim), "r:status": stock.status(claim.id)}
        for number, figure in enumerate(claim.toll):
            told = {"prov:type": "figure", "r:start": figure.span.start, "r:end": figure.span.end}
            yield f"{said(claim)}.figure.{number}", told | {"r:harm": figure.harm, "r:confidence": figure.confidence}
    for incident in stock.incidents():
        yield f"r:incident.{incident.id}", {"prov:type": "incident", "r:grade": incident.grade}
        for estimate in incident.estimates:
            name = estimated(incident.id, estimate.harm, estimate.category)
            yield name, {"prov:type": "estimate", "prov:value": toll(estimate), "r:policy": estimate.policy}


def spanned(kind: str, claim: Claim) -> dict[str, Any]:
    """What a claim is, and where it stands."""
    return {"prov:type": kind, "r:start": claim.span.start, "r:end": claim.span.end}


def activities(stock: Stock) -> Iterator[Item]:
    """Each reading of a report, each decision, and the reckoning of the incidents."""
    for document in stock.documents():
        yield reading(document.id), {"prov:type": "reading"}
    for decision in decided(stock):
        told = {"prov:type": decision.verb, "prov:startTime": decision.when, "prov:endTime": decision.when}
        yield f"r:decision.{decision.id}", told | ({"r:why": decision.why} if stock.choice.whole else {})
    yield RECKONING, {"prov:type": "linking and reckoning"}


def agents(stock: Stock) -> Iterator[Item]:
    """The extractors, this program, and the people who decided."""
    for extractor in sorted({extractor for _, extractor in stock.readings()}):
        yield program(extractor), {"prov:type": "prov:SoftwareAgent", "prov:label": extractor}
    yield (
        program("recounted"),
        {
            "prov:type": "prov:SoftwareAgent",
            "prov:label": f"recounted {metadata.version('recounted')}",
        },
    )
    for who, number in people(stock).items():
        label = who if stock.choice.names else f"person {number}"
        yield person(number), {"prov:type": "prov:Person", "prov:label": label}


def generations(stock: Stock) -> Iterator[Item]:
    """Which activity made what; a claim that a person edited came out of the decision."""
    for claim in stock.claims():
        yield link("made", said(claim), "prov:entity", said(claim), "prov:activity", reading(claim.document))
    for decision in decided(stock):
        if decision.verb == "edit":
            made, by = f"r:claim.{decision.about[0]}", f"r:decision.{decision.id}"
            yield link("edited", f"{made}.{decision.id}", "prov:entity", made, "prov:activity", by)
    for incident in stock.incidents():
        name = f"r:incident.{incident.id}"
        yield link("made", name, "prov:entity", name, "prov:activity", RECKONING)


def uses(stock: Stock) -> Iterator[Item]:
    """What an activity went by: a reading by its report, a decision by its claims."""
    for document in stock.documents():
        yield link("read", document.id, "prov:activity", reading(document.id), "prov:entity", report(document.id))
    for decision in decided(stock):
        for claim in decision.about:
            name = f"r:decision.{decision.id}"
            yield link("judged", f"{name}.{claim}", "prov:activity", name, "prov:entity", f"r:claim.{claim}")


def associations(stock: Stock) -> Iterator[Item]:
    """Who or what did it."""
    for document, extractor in stock.readings():
        by = program(extractor)
        yield link("by", document.id, "prov:activity", reading(document.id), "prov:agent", by)
    numbers = people(stock)
    for decision in decided(stock):
        name = f"r:decision.{decision.id}"
        yield link("by", name, "prov:activity", name, "prov:agent", person(numbers[decision.who]))
    yield link("by", RECKONING, "prov:activity", RECKONING, "prov:agent", program("recounted"))


def derivations(stock: Stock) -> Iterator[Item]:
    """From what a value was made: claims from reports, incidents from claims, bounds from the claims that set them."""
    for claim in stock.claims():
        yield derived(said(claim), report(claim.document))
        for number in range(len(claim.toll)):
            yield derived(f"{said(claim)}.figure.{number}", said(claim))
    for incident in stock.incidents():
        for claim_id in incident.claims:
            yield derived(f"r:incident.{incident.id}", f"r:claim.{claim_id}")
        for estimate in incident.estimates:
            own = estimated(incident.id, estimate.harm, estimate.category)
            for claim_id in sorted({*estimate.low_claims, *estimate.best_claims, *estimate.high_claims}):
                yield derived(own, f"r:claim.{claim_id}")


def derived(what: str, source: str) -> Item:
    """That something was made from something."""
    return link("from", f"{what}.{source}", "prov:generatedEntity", what, "prov:usedEntity", source)


def link(kind: str, key: str, *roles: str) -> Item:
    """A relation: a name of its own that is always the same, and who plays which role."""
    return f"_:{kind}.{key.replace('r:', '')}", dict(zip(roles[::2], roles[1::2], strict=True))


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
