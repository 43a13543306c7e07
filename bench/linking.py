"""How well happenings are linked: groups of reports, ECB+ incidents, pairs of reports, and reports that are no pair.

The groups are the shared ones and four of our own. The pairs `fresh`, `wire` and `desk` were written, one set after the
other, before the program had read them: .63, .68 and .775 were linked at first, and 3 of 60, 5 of 100 and 3 of 80
reports joined wrongly; no weight is learned from them. A pair counts as linked, too, where the days are taken from both
reports, or from one of two (`undated`), since many reports do not say one.

python bench/linking.py [-v]     print the scores; with -v what went wrong, for reading
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import msgspec

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
CASES, ECB, PITF = SHARED / "cases", SHARED / "gold" / "ecbplus.jsonl", SHARED / "gold" / "pitf.jsonl"
PAIRS, FRESH, WIRE, DESK = (Path(__file__).with_name(f"pairs{name}.jsonl") for name in ("", "_fresh", "_wire", "_desk"))
OWN_GROUPS = Path(__file__).with_name("groups.json")
GOLD = [CASES / "groups.json", ECB, PITF]

from recounted.copies import find_copies  # noqa: E402
from recounted.extractors.rules import extract  # noqa: E402
from recounted.incidents import link  # noqa: E402
from recounted.likeness import reasons  # noqa: E402
from recounted.model import Actor, Claim, Document, Figure, Incident, Period, Place, Span, Speaker, content_id  # noqa: E402
from recounted.readers import read  # noqa: E402
from recounted.scoring import Score, share  # noqa: E402

#: Topics of ECB+ about attacks, bombings, shootings and quakes.
VIOLENT = (3, 8, 16, 18, 19, 20, 22, 32, 33)


# The shared groups


@cache
def cases() -> dict[str, tuple[dict[str, Any], Document]]:
    """Name of a case → its gold and its document."""
    found = {}
    for path in sorted(CASES.glob("*/case.json")):
        case = json.loads(path.read_text(encoding="utf-8"))
        about = case["document"]
        own = next(iter(read([str(path.with_name(about["file"]))])))
        assert isinstance(own, Document), own
        own = msgspec.structs.replace(
            own, ref=path.parent.name, publisher=about["publisher"], published=date.fromisoformat(about["published"])
        )
        found[path.parent.name] = case, own
    return found


def gold_claims(case: Mapping[str, Any], document: Document) -> list[Claim]:
    """The claims of a case as records: what linking gets where extraction makes no mistake."""
    return [gold_claim(number, gold, document) for number, gold in enumerate(case["claims"])]


def gold_claim(number: int, gold: Mapping[str, Any], document: Document) -> Claim:
    """One claim of a case as a record."""
    span = found_at(gold["quote"], document.text)
    time = gold.get("time")
    return Claim(
        id=content_id(document.ref, str(number)),
        document=document.id,
        ref=document.ref,
        span=span,
        text=span.of(document.text),
        sources=(
            Speaker(name=document.publisher or "", kind="publisher"),
            *(Speaker(name=name.split("|")[0], kind="person") for name in gold.get("sources", ())),
        ),
        speech_act=gold.get("speech_act", ["state"])[0],
        modality=gold.get("modality", "asserted"),
        event_type=gold.get("event_type", ["ASSAULT"])[0],
        event_kind="attack" if "ASSAULT" in gold.get("event_type", ["ASSAULT"]) else gold["event_type"][0].lower(),
        event_span=span,
        weapon=gold.get("weapon"),
        actors=tuple(Actor(name=code, span=span, code=code) for code in gold.get("actors", ())),
        recipients=tuple(Actor(name=code, span=span, code=code) for code in gold.get("recipients", ())),
        locations=tuple(
            Place(
                name=p["name"],
                span=span,
                latitude=p["latitude"],
                longitude=p["longitude"],
                country=p.get("country"),
                where_prec=1,
            )
            for p in gold.get("locations", ())
        ),
        time=period(time, span) if time else None,
        toll=tuple(figure(own, span) for own in gold.get("toll", ())),
    )


def period(time: Mapping[str, str], span: Span) -> Period:
    """Days of a case as a record."""
    start, end = date.fromisoformat(time["date_start"]), date.fromisoformat(time["date_end"])
    length = (end - start).days + 1
    precision = next(p for most, p in ((1, 1), (6, 2), (7, 3), (31, 4), (10**6, 5)) if length <= most)
    return Period(text="", span=span, date_start=start, date_end=end, date_prec=precision)


def figure(own: Mapping[str, Any], span: Span) -> Figure:
    """A figure of a case as a record."""
    days = {key: date.fromisoformat(own[key]) for key in ("since", "until") if own.get(key)}
    keys = ("harm", "category", "low", "best", "high", "scope", "revised_from", "part_of")
    return Figure(span=span, **{key: own[key] for key in keys if key in own}, **days)


def found_at(quote: str, text: str) -> Span:
    """Where a quote stands, whatever its quotation marks and spaces."""
    loose = "".join(r"\s+" if c.isspace() else r"[\"“”'‘’]" if c in "\"“”'‘’" else re.escape(c) for c in quote)
    match = re.search(re.sub(r"(\\s\+)+", r"\\s+", loose), text)
    return Span(*match.span()) if match else Span(0, min(len(text), len(quote)))


def groups(name: str, told: Mapping[str, Sequence[Claim]]) -> list[Score]:
    """Groups that are one incident with the right toll and publishers, and incidents that join two groups."""
    documents = {own.id: own for _, own in cases().values()}
    copies = find_copies(documents.values())
    incidents = link([claim for own in told.values() for claim in own], documents, copies)
    wanted = json.loads((CASES / "groups.json").read_text(encoding="utf-8"))
    ids = {case: document.id for case, (_, document) in cases().items()}
    right = {key: whole(group, incidents, ids) for key, group in wanted.items()}
    of = {ids[case]: key for key, group in wanted.items() for case in group["cases"]}
    mixed = sum(len({of[own] for own in one.documents if own in of}) > 1 for one in incidents)
    for key, fault in right.items():
        LOG.append(f"{name} {key}: {fault or 'right'}")
    return [
        share(f"groups.{name}.whole", sum(not fault for fault in right.values()), len(right)),
        share(f"groups.{name}.apart", not mixed, 1),
    ]


def whole(group: Mapping[str, Any], incidents: Iterable[Incident], ids: Mapping[str, str]) -> str:
    """What is wrong with the incident that a group should be; nothing where it is right."""
    wanted, gold = {ids[case] for case in group["cases"]}, group["incident"]
    near = [one for one in incidents if wanted & set(one.documents) and is_there(one, gold)]
    best = max(near, key=lambda one: (len(wanted & set(one.documents)), len(one.claims)), default=None)
    if best is None:
        return "no incident at the place"
    faults = []
    if missing := wanted - set(best.documents):
        faults.append(f"{len(missing)} reports missing")
    if str(best.date_start) != gold["date_start"] or str(best.date_end) != gold["date_end"]:
        faults.append(f"days {best.date_start} to {best.date_end}")
    toll = next((e for e in best.estimates if (e.harm, e.category) == ("killed", "people")), None)
    got = (toll.low, toll.high) if toll else None
    if got != (gold["killed"]["low"], gold["killed"]["high"]):
        faults.append(f"killed {got} for {gold['killed']}; {toll.rejected if toll else ''}")
    if best.independent_publishers != gold["independent_publishers"]:
        faults.append(f"{best.independent_publishers} publishers")
    return "; ".join(faults)


def is_there(one: Incident, gold: Mapping[str, Any]) -> bool:
    """Whether an incident is at the place that is wanted, where one is."""
    if "latitude" not in gold:
        return True
    away = (abs((got or 360) - gold[name]) for name, got in (("latitude", one.latitude), ("longitude", one.longitude)))
    return max(away) < 0.3


# Incidents by document


def main_incident(incidents: Iterable[Incident], claims: Mapping[str, Claim]) -> dict[str, str]:
    """Document → the incident of its most important claims: those with figures weigh most, and the first."""
    weight: dict[str, dict[str, float]] = {}
    for one in incidents:
        for claim in (claims[own] for own in one.claims):
            own = weight.setdefault(claim.document, {})
            said = 3.0 * bool(claim.toll) + (1.0 if claim.event_type == "ASSAULT" else 0.3)
            own[one.id] = own.get(one.id, 0.0) + said / (1 + claim.span.start / 1000)
    return {document: min(own, key=lambda key: (-own[key], key)) for document, own in weight.items()}


def b_cubed(name: str, gold: Mapping[str, str], got: Mapping[str, str]) -> Score:
    """F1 of groups of documents; a document without an incident stands alone."""
    own = {document: got.get(document, document) for document in gold}
    precision = recall = 0.0
    for document in gold:
        same = {d for d in gold if own[d] == own[document]}
        true = {d for d in gold if gold[d] == gold[document]}
        precision += len(same & true) / len(same)
        recall += len(same & true) / len(true)
    p, r = precision / len(gold), recall / len(gold)
    LOG.append(f"{name}: precision {p:.4f}, recall {r:.4f}")
    return Score(name=f"{name}.f1", value=2 * p * r / (p + r), total=len(gold))


def rows_of(path: Path) -> list[dict[str, Any]]:
    """The rows of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def documents_of(rows: Iterable[Mapping[str, Any]]) -> dict[str, Document]:
    """The documents of rows with an id and a text."""
    days = {row["id"]: row.get("published") or row.get("dct") for row in rows}
    return {
        row["id"]: Document(
            id=row["id"],
            ref=row["id"],
            text=row["text"],
            publisher=row.get("publisher"),
            published=date.fromisoformat(days[row["id"]]) if days[row["id"]] else None,
        )
        for row in rows
    }


def ecb_rows() -> list[dict[str, Any]]:
    """The documents of ECB+ about violence."""
    return [row for row in rows_of(ECB) if row["topic"] in VIOLENT]


def pair_rows() -> list[dict[str, Any]]:
    """Our own pairs of reports."""
    return rows_of(PAIRS)


def pitf_rows() -> list[dict[str, Any]]:
    """Reports of different incidents, many of one place or week."""
    return rows_of(PITF)


def pitf_key(row: Mapping[str, Any]) -> tuple[Any, ...]:
    """What makes two of them one incident."""
    return row["date"], row["lat"], row["lon"], row["killed"]


def linked(documents: Mapping[str, Document]) -> tuple[dict[str, Claim], list[Incident]]:
    """The claims and incidents of some documents."""
    claims = [claim for document in documents.values() for claim in extract(document)]
    copies = find_copies(documents.values())
    return {claim.id: claim for claim in claims}, link(claims, documents, copies)


def ecb() -> list[Score]:
    """Documents of ECB+ about violence, grouped by incident."""
    rows = ecb_rows()
    claims, incidents = linked(documents_of(rows))
    got = main_incident(incidents, claims)
    LOG.extend(f"ecb {row['incident']} {row['id']} {got.get(row['id'])}" for row in rows)
    return [b_cubed("ecb", {row["id"]: row["incident"] for row in rows}, got)]


def own_groups() -> list[Score]:
    """Our own groups of reports: one incident with the right toll and publishers, nothing of two groups joined."""
    wanted = json.loads(OWN_GROUPS.read_text(encoding="utf-8"))
    documents = documents_of([row for group in wanted.values() for row in group["documents"]])
    _, incidents = linked(documents)
    of = {row["id"]: key for key, group in wanted.items() for row in group["documents"]}
    right = {
        key: whole({"cases": [row["id"] for row in group["documents"]], **group}, incidents, {own: own for own in of})
        for key, group in wanted.items()
    }
    LOG.extend(f"own group {key}: {fault or 'right'}" for key, fault in right.items())
    wrong = joined_wrongly("own groups", of, incidents)
    return [
        share("groups.own.whole", sum(not fault for fault in right.values()), len(right)),
        share("groups.own.not_joined", len(of) - len(wrong), len(of)),
    ]


def pairs(name: str, path: Path) -> Iterator[Score]:
    """Pairs of reports of one incident among each other: pairs that are linked, reports joined with others."""
    rows = rows_of(path)
    documents = documents_of(rows)
    claims = [claim for document in documents.values() for claim in extract(document)]
    yield from paired(name, rows, claims)
    for way, undated in (("one undated", some_of(documents)), ("undated", documents.keys())):
        yield from paired(f"{name}.{way}", rows, without_days(claims, undated))


def paired(name: str, rows: Sequence[Mapping[str, Any]], claims: Sequence[Claim]) -> list[Score]:
    """How many pairs are linked, and how many reports stand with no report of another incident, but for those that they
    speak of `also`."""
    of, also = {row["id"]: row["pair"] for row in rows}, {row["id"]: row.get("also", ()) for row in rows}
    documents = documents_of(rows)
    incidents = link(claims, documents, find_copies(documents.values()))
    found = {of[own] for one in incidents for own in one.documents if sum(of[o] == of[own] for o in one.documents) > 1}
    wrong: set[str] = set()
    for one in incidents:
        at_home = [own for own in one.documents if not any(of[other] in also[own] for other in one.documents)]
        if len({of[own] for own in at_home}) > 1:
            LOG.append(f"{name} joined: {' '.join(one.documents)}")
            wrong.update(at_home)
    LOG.extend(f"{name} missed: {number}" for number in sorted(set(of.values()) - found))
    return [
        share(f"{name}.linked", len(found), len(set(of.values()))),
        share(f"{name}.not_joined", len(rows) - len(wrong), len(rows)),
    ]


def some_of(documents: Iterable[str]) -> list[str]:
    """One of each two documents, now the first and now the second."""
    told = sorted(documents)
    return told[::4] + told[3::4]


def without_days(claims: Iterable[Claim], undated: Collection[str]) -> list[Claim]:
    """Claims as they would be if some documents said no day."""
    return [msgspec.structs.replace(own, time=None) if own.document in undated else own for own in claims]


def pitf() -> list[Score]:
    """Reports of PITF that are not joined with a report of another incident."""
    rows = pitf_rows()
    _, incidents = linked(documents_of(rows))
    wrong = joined_wrongly("pitf", {row["id"]: pitf_key(row) for row in rows}, incidents)
    return [share("pitf.not_joined", len(rows) - len(wrong), len(rows))]


def joined_wrongly(name: str, truth: Mapping[str, object], incidents: Iterable[Incident]) -> set[str]:
    """The documents that share an incident with a document of another."""
    wrong: set[str] = set()
    for one in incidents:
        if len({truth[own] for own in one.documents}) > 1:
            LOG.append(f"{name} joined: {' '.join(one.documents)}")
            wrong.update(one.documents)
    return wrong


def errors() -> str:
    """What stands between our own pairs that are missed, and what joined reports of PITF have in common: by ground."""
    missed, joined = Counter[str](), Counter[str]()
    for row, other, same in confusions():
        for reason in reasons(row, other)[:3]:
            if (reason.bits < 0) == same and reason.name != "any":
                (missed if same else joined)[reason.words] += 1
    lines = ["What weighed most against pairs of ours that were missed, and for reports of PITF that were joined:", ""]
    lines += [f"- missed: {words}: {n}" for words, n in missed.most_common(6)]
    lines += [f"- joined: {words}: {n}" for words, n in joined.most_common(6)]
    return "\n".join(lines) + "\n"


def confusions() -> Iterator[tuple[list[Claim], list[Claim], bool]]:
    """The claims of two reports that linking got wrong, and whether they are of one incident."""
    for rows, truth in ((pair_rows(), lambda row: row["pair"]), (pitf_rows(), pitf_key)):
        key = {row["id"]: truth(row) for row in rows}
        claims, incidents = linked(documents_of(rows))
        told: dict[str, list[Claim]] = {}
        for claim in claims.values():
            told.setdefault(claim.document, []).append(claim)
        met = {frozenset(pair) for one in incidents for pair in combinations(one.documents, 2)}
        twins = {frozenset(p) for own in groups_of(key).values() if len(own) == 2 for p in [own]}
        for pair in sorted((twins - met) | {p for p in met if len({key[d] for d in p}) > 1}, key=sorted):
            a, b = sorted(pair)
            if a in told and b in told:
                yield told[a], told[b], key[a] == key[b]


def groups_of(key: Mapping[str, object]) -> dict[object, list[str]]:
    """Value → what has it."""
    found: dict[object, list[str]] = {}
    for own, value in key.items():
        found.setdefault(value, []).append(own)
    return found


LOG: list[str] = []


def measure() -> list[Score]:
    """All scores of this bench."""
    LOG.clear()
    gold = {name: gold_claims(case, own) for name, (case, own) in cases().items()}
    read_ = {name: extract(own) for name, (_, own) in cases().items()}
    ours = [*own_groups(), *pairs("pairs", PAIRS), *pairs("fresh", FRESH), *pairs("wire", WIRE), *pairs("desk", DESK)]
    return [*groups("gold", gold), *groups("read", read_), *ours, *ecb(), *pitf()]


if __name__ == "__main__":
    for score in measure():
        print(f"{score.name:28} {score.value:.4f} of {score.total}")
    if "-v" in sys.argv:
        print(*LOG, sep="\n")
