"""The formats of graphs and of event data: FollowTheMoney, PROV and PLOVER, each by its own validator."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from followthemoney import model
from followthemoney.proxy import EntityProxy
from followthemoney.statement import Statement
from jsonschema import Draft202012Validator
from prov.model import ProvDocument
from samples import incident

from recounted.exporters import ftm, plover
from recounted.exporters.blame import blamed
from recounted.exporters.ftm import two_letters
from recounted.exporters.stock import Told
from recounted.ledger import Ledger
from recounted.model import Claim, Document
from tellings import claim, figure, speaker

Write = Callable[..., Path]


def lines(path: Path) -> list[Any]:
    """The records of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def entities(write: Write, **choice: Any) -> list[EntityProxy]:
    """The entities of an export, read by FollowTheMoney."""
    return [model.get_proxy(one, cleaned=False) for one in lines(write("ftm", **choice) / "entities.ftm.json")]


def test_entities_are_valid_and_lose_nothing_when_cleaned(write: Write) -> None:
    """FollowTheMoney finds no fault, and keeps every value and every reference as it was written."""
    raw = lines(write("ftm", names=True) / "entities.ftm.json")
    read = [model.get_proxy(one, cleaned=False) for one in raw]
    known = {one.id for one in read}

    for entity, one in zip(read, raw, strict=True):
        entity.schema.validate(one)
        assert {name: sorted(values) for name, values in entity.to_dict()["properties"].items()} == {
            name: sorted(values) for name, values in one["properties"].items()
        }
        assert {value for prop, value in entity.itervalues() if prop.type.name == "entity"} <= known


def test_nobody_is_involved_as_a_fact(write: Write) -> None:
    """No event has parties; links say by whom somebody is alleged to have done it, and who denies it."""
    read = entities(write)
    roles = [role for one in read if one.schema.name == "UnknownLink" for role in one.get("role")]

    assert all(not one.get("involved") and not one.get("organizer") for one in read if one.schema.name == "Event")
    assert any("denied by Armenia's Defence Ministry" in role for role in roles)
    assert all("by " in role for role in roles) and roles


def test_an_allegation_is_proved_by_the_reports_that_tell_it() -> None:
    """The link to one who is blamed leads to no report that only names somebody else."""
    dead = figure("3")
    claims = (
        claim("a", dead, by=["AZE MIL"]),
        claim("b", by=["ARM MIL"]),
        claim("c", by=["AZE MIL"], modality="denied"),
    )
    documents = {one: Document(id=one, ref=one, text="", published=date(2020, 10, 9)) for one in "abc"}
    told = Told(incident(claims), claims, documents)
    proofs = {
        blame.code: ftm.allegation(told, blame, ftm.suspect(blame)).properties["proof"] for blame in blamed(claims)
    }

    assert proofs == {"AZE MIL": ["doc-a", "doc-c"], "ARM MIL": ["doc-b"]}


def test_statements_are_the_entities_with_their_evidence(write: Write, ledger: Ledger) -> None:
    """Each value is a statement under FollowTheMoney's own id; those of a claim point at its characters."""
    folder = write("ftm", names=True)
    told = [Statement.from_dict(one) for one in lines(folder / "statements.ftm.json")]
    values = {
        (one["id"], prop, value)
        for one in lines(folder / "entities.ftm.json")
        for prop, many in one["properties"].items()
        for value in many
    }

    assert {(one.entity_id, one.prop, one.value) for one in told} == values
    assert all(one.id == one.generate_key() for one in told)
    quotes = [one for one in told if one.schema == "Note" and one.prop == "description"]
    for one in quotes:
        document, _, chars = (one.origin or "").partition("#char=")
        start, end = map(int, chars.split(","))
        assert ledger.document(document.removeprefix("doc-")).text[start:end] == one.value
    assert quotes


@pytest.mark.parametrize(
    ("ours", "theirs"), [("AZE", "az"), ("ARM", "am"), ("XKX", "xk"), ("PSE", "ps"), ("XNK", None)]
)
def test_countries_have_two_letters(ours: str, theirs: str | None) -> None:
    """A country that the model does not know is left out."""
    assert two_letters().get(ours) == theirs


def test_prov_makes_the_round_trip(write: Write) -> None:
    """The library of PROV reads it and writes the same graph; every claim hangs on its report, every bound on a claim."""
    path = write("prov") / "provenance.prov.json"
    read = ProvDocument.deserialize(str(path), format="json")

    assert ProvDocument.deserialize(content=read.serialize(format="json"), format="json") == read
    told = json.loads(path.read_text(encoding="utf-8"))
    made_from: dict[str, set[str]] = {}
    for one in told["wasDerivedFrom"].values():
        made_from.setdefault(one["prov:generatedEntity"], set()).add(one["prov:usedEntity"])
    for name, about in told["entity"].items():
        if about["prov:type"] != "report":
            assert made_from[name] <= told["entity"].keys()
            assert about["prov:type"] != "claim" or next(iter(made_from[name])).startswith("r:report.")


def test_prov_names_who_decided_only_when_asked(write: Write) -> None:
    """Those who reviewed are numbered; their names and reasons leave with the other names."""
    held, open_ = ((write("prov", names=names) / "provenance.prov.json").read_text() for names in (False, True))

    assert '"person 1"' in held and '"mk"' not in held and "the pages agree" not in held
    assert '"mk"' in open_ and "the pages agree" in open_


def test_plover_lines_fit_their_schema(write: Write, ledger: Ledger) -> None:
    """Each line is valid, dated, and tells where the reports say it; without a day an incident is left out, and counted."""
    folder = write("plover", names=True)
    schema = Draft202012Validator(json.loads((folder / "events.plover.schema.json").read_text()))
    told = lines(folder / "events.plover.jsonl")
    undated = sum(one.date_start is None for one in ledger.incidents())

    assert [error.message for one in told for error in schema.iter_errors(one)] == []
    assert len(told) == len(list(ledger.incidents())) - undated
    said = f"incidents without a day: {undated}" in (folder / "METHODOLOGY.md").read_text()
    assert said is (undated > 0)
    texts = {one.id: one.text for one in ledger.documents(whole=True)}
    for one in told:
        for quote in one["text_info"]:
            document = one["cite_info"][quote["sequence"]]["citation"].rpartition("sha256 ")[2].removesuffix(")")
            assert texts[document][quote["start"] : quote["end"]] == quote["text_story"]


def test_who_speaks_is_the_actor_of_words() -> None:
    """A demand is made by the one who demands, by whose word; nobody is alleged to have done what is demanded."""
    demand = claim("a", by=["AZE GOV"], says=[speaker("the ministry")], event_type="REQUEST", event_kind="demand")
    strike = claim("b", by=["ARM MIL"], says=[speaker("the ministry")])
    (alone,), (beside,) = plover.actors([demand]), plover.actors([demand, strike])

    assert (alone.code, alone.entity_text) == ("AZE", "Azerbaijan, government (told by the ministry)")
    assert (beside.code, beside.entity_text) == ("ARM", "Armenia, armed forces (alleged by the ministry)")


def test_plover_never_turns_unknown_into_zero(write: Write) -> None:
    """An event has numbers of those harms only that somebody gives a number of."""
    told = lines(write("plover") / "events.plover.jsonl")

    assert any("size" not in one for one in told)
    assert {"injured": 3} in [one.get("size") for one in told]
    assert all(0 not in one.get("size", {}).values() for one in told)


def test_a_claim_is_what_a_note_says(write: Write, ledger: Ledger) -> None:
    """Every claim of an incident is a note, and says who says it and in which manner."""
    notes = {one.id: one for one in entities(write, names=True) if one.schema.name == "Note"}
    members: list[Claim] = [claim for one in ledger.incidents() for claim in ledger.claims_of(one.claims)]

    assert {f"claim-{claim.id}" for claim in members} == notes.keys()
    assert all(claim.sources[-1].name in notes[f"claim-{claim.id}"].first("name") for claim in members)
