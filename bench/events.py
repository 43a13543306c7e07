"""Events, actors and recipients against codings by people, and events and weapons against the annotated cases.

    python bench/events.py -v [NAME]     print what is wrong: gsr, actors, recipients, claims, cases, weapons

Conventions for the codings: an earlier PLOVER is read as its README says; what somebody will do for another is AGREE
there; the first actor before the event is the actor, those after it are recipients, and "by" turns a passive round.
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from recounted.extractors.rules import extract
from recounted.finders.actors import find_actors
from recounted.finders.events import find_events
from recounted.lexicon import lexicon
from recounted.model import Actor, Claim, Document, Event, Mention, Span
from recounted.prose import Prose, split
from recounted.readers import read as read_documents
from recounted.scoring import Score, share

SHARED = Path(__file__).parents[1].parent / "shared"
GSR, CASES = SHARED / "gold" / "plover_gsr.jsonl", SHARED / "cases"
GOLD = [GSR, CASES]

#: Types of the earlier PLOVER, and the type of today.
TODAY = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}
#: Codes that the codings have wrong, and what is meant.
MEANT = {"JAP": "JPN", "ITL": "ITA"}
FRIENDLY = {"AID", "CONSULT", "COOPERATE", "SUPPORT", "CONCEDE", "RETREAT"}
AGREED = {"planned"}


def rows() -> list[dict[str, Any]]:
    """The coded sentences."""
    return [json.loads(line) for line in GSR.read_text(encoding="utf-8").splitlines()]


def read(text: str) -> Prose:
    """The words of a text."""
    return split(Document(id="bench", ref="bench", text=text), lexicon("en"))


def wanted_type(row: dict[str, Any]) -> str:
    """The type of a coded sentence, in today's PLOVER."""
    return TODAY.get(row["event"], row["event"])


def main_event(events: list[Mention]) -> Mention | None:
    """The event that a coder would take: the first that is a verb, else the first."""
    verbs = [m for m in events if value(m).frame != "noun" and value(m).kind not in {"killing", "injury"}]
    return next(iter(verbs or events), None)


def value(mention: Mention) -> Event:
    """The event of a mention."""
    assert isinstance(mention.value, Event)
    return mention.value


def type_of(mention: Mention | None) -> str | None:
    """The type that a coder of the earlier PLOVER would give."""
    if mention is None:
        return None
    event = value(mention)
    if event.modality == "threatened":
        return "THREATEN"
    return "AGREE" if event.modality in AGREED and event.event_type in FRIENDLY else event.event_type


def roles(prose: Prose, event: Mention | None, actors: list[Mention]) -> tuple[list[Actor], list[Actor]]:
    """Who did it and to whom, by where they stand."""
    if event is None:
        return [], []
    before = [m for m in actors if m.span.start < event.span.start]
    after = [m for m in actors if m.span.start >= event.span.start]
    agents = [m for m in after if prose.lower[prose.word_at(m.span.start) - 1] == "by"]
    if value(event).frame == "passive":
        return values(agents), values(before)
    doers = joined(prose, before) if before else []
    if value(event).event_type in {"CONSULT", "AGREE"} or not doers:
        return values(doers or agents), values([m for m in after if m not in agents])
    return values(doers), values([m for m in after if m not in agents])


def joined(prose: Prose, before: list[Mention]) -> list[Mention]:
    """The first actor, with those that are joined to it by a comma or "and"."""
    kept = [before[0]]
    for mention in before[1:]:
        gap = prose.document.text[kept[-1].span.end : mention.span.start].strip()
        if gap not in {",", "and", ", and", "and the", "/", "with", "along with"}:
            break
        kept.append(mention)
    return kept


def values(mentions: list[Mention]) -> list[Actor]:
    """The actors of mentions."""
    return [m.value for m in mentions if isinstance(m.value, Actor)]


def code_right(gold: dict[str, Any], found: list[Actor], sector: bool = False) -> bool:
    """Whether one of the actors has the code of a gold one, and its sector where that is asked for and given."""
    country = MEANT.get(gold["code"], gold["code"])
    role = (gold["sector"] or "")[:3].strip("*")
    for actor in found:
        parts = (actor.code or "").split()
        if parts and parts[0] == country and (not sector or not role or role in parts[1:]):
            return True
    return False


def coded() -> Iterator[tuple[dict[str, Any], Mention | None, list[Mention], list[Actor], list[Actor]]]:
    """Every coded sentence with what is found in it."""
    for row in rows():
        prose = read(row["text"])
        events = sorted(find_events(prose), key=lambda m: m.span)
        event = main_event(events)
        doers, done_to = roles(prose, event, sorted(find_actors(prose), key=lambda m: m.span))
        yield row, event, events, doers, done_to


def measure_gsr() -> list[Score]:
    """Scores on the coded sentences."""
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for row, event, events, doers, done_to in coded():
        total["event_type"] += 1
        right["event_type"] += type_of(event) == wanted_type(row)
        right["event_type_any"] += wanted_type(row) in {type_of(m) for m in events}
        for name, golds, found in (("actor", row["source"], doers), ("recipient", row["target"], done_to)):
            for gold in golds:
                total[name] += 1
                right[name] += code_right(gold, found)
                right[f"{name}_role"] += code_right(gold, found, sector=True)
    total["event_type_any"] = total["event_type"]
    total["actor_role"], total["recipient_role"] = total["actor"], total["recipient"]
    return [share(f"gsr.{name}", right[name], total[name]) for name in sorted(total)]


def claimed() -> Iterator[tuple[dict[str, Any], list[Claim], dict[str, list[bool]]]]:
    """Every coded sentence with its claims, and what is right: in a claim of the type, else in the first."""
    for row in rows():
        made = extract(Document(id="bench", ref="bench", text=row["text"]))
        fitting = [claim for claim in made if coded_type(claim) == wanted_type(row)]
        claim = next(iter(fitting or made), None)
        actors, recipients = (list(claim.actors), list(claim.recipients)) if claim else ([], [])
        yield (
            row,
            made,
            {
                "event_type": [bool(fitting)],
                "actor": [code_right(gold, actors) for gold in row["source"]],
                "recipient": [code_right(gold, recipients) for gold in row["target"]],
            },
        )


def measure_claims() -> list[Score]:
    """The same scores on the claims that are made of the coded sentences."""
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for _, _, told in claimed():
        for name, answers in told.items():
            total[name] += len(answers)
            right[name] += sum(answers)
    return [share(f"gsr.claims.{name}", right[name], total[name]) for name in sorted(total)]


def coded_type(claim: Claim) -> str:
    """The type that a coder of the earlier PLOVER would give a claim."""
    if claim.modality == "threatened":
        return "THREATEN"
    return "AGREE" if claim.modality in AGREED and claim.event_type in FRIENDLY else claim.event_type


def claims() -> Iterator[tuple[str, dict[str, Any], list[Mention]]]:
    """Every gold claim of the cases with the events found at its quote."""
    for folder in sorted(path.parent for path in CASES.glob("*/case.json")):
        case = json.loads((folder / "case.json").read_text(encoding="utf-8"))
        text = next(d.text for d in read_documents([str(folder / case["document"]["file"])]) if isinstance(d, Document))
        events = find_events(read(text))
        for gold in case["claims"]:
            span = where(gold["quote"], text)
            yield folder.name, gold, [m for m in events if span and span.meets(m.span)]


def where(quote: str, text: str) -> Span | None:
    """Where a quote stands, whatever its white space and quotation marks."""
    words = (re.sub("[\"'“”’]", "[\"'“”’]", re.escape(word)) for word in quote.split())
    found = re.search(r"\s+".join(words), text)
    return Span(*found.span()) if found else None


def measure_cases() -> list[Score]:
    """Scores on the annotated cases."""
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for _, gold, found in claims():
        for field in ("event_type", "weapon"):
            if field in gold:
                total[field] += 1
                right[field] += case_right(gold, found, field)
    return [share(f"cases.{name}", right[name], total[name]) for name in sorted(total)]


def case_right(gold: dict[str, Any], found: list[Mention], field: str) -> bool:
    """Whether an event at the quote has what the claim wants."""
    if field == "weapon":
        return gold["weapon"] in {value(m).weapon for m in found}
    return bool(set(gold["event_type"]) & ({value(m).event_type for m in found} | {type_of(m) for m in found}))


def measure() -> list[Score]:
    """All scores."""
    return [*measure_gsr(), *measure_claims(), *measure_cases()]


def show_claims() -> None:
    """Print the coded sentences of which a claim has something wrong."""
    for row, made, told in claimed():
        if not all(all(answers) for answers in told.values()):
            wanted = [(gold["code"], gold["sector"]) for gold in (*row["source"], *row["target"])]
            print(f"\n{row['id'][14:]} want {wanted_type(row)} {wanted}: {row['text']}\n    {told}")
            for claim in made:
                sides = [[(a.name, a.code) for a in side] for side in (claim.actors, claim.recipients)]
                print(f"    {claim.event_type} {claim.event_kind} {claim.modality} {sides}")


def main(arguments: list[str]) -> None:
    """Print scores, and with -v what is wrong."""
    for score in measure():
        print(f"{score.name:24} {score.value:.4f} of {score.total}")
    if "-v" not in arguments:
        return
    names = set(arguments) - {"-v"} or {"gsr", "actors", "recipients", "cases", "weapons"}
    for row, event, events, doers, done_to in coded():
        seen = [(m.text, value(m).event_type, value(m).modality) for m in events]
        if "gsr" in names and type_of(event) != wanted_type(row):
            print(
                f"\n{row['id'][14:]} want {wanted_type(row)} got {type_of(event)}: {row['text']}",
                f"    {row['event_text']}\n    {seen}",
                sep="\n",
            )
        for name, golds, found in (("actors", row["source"], doers), ("recipients", row["target"], done_to)):
            for gold in golds:
                if name in names and not code_right(gold, found, "-s" in arguments):
                    codes = [(a.name, a.code) for a in found]
                    print(f"\n{name} want {gold}: {row['text']}\n    {event and event.text} {codes}")
    if "claims" in names:
        show_claims()
    for folder, gold, found in claims():
        seen = [(m.text, value(m).event_type, value(m).weapon) for m in found]
        for name, field in (("cases", "event_type"), ("weapons", "weapon")):
            if name in names and field in gold and not case_right(gold, found, field):
                print(f"\n{folder} want {gold[field]}: {gold['quote']}\n    {seen}")


if __name__ == "__main__":
    main(sys.argv[1:])
