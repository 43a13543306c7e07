"""Linking part by part gives what linking on one machine gives; here without Spark, by the functions that it calls."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from recounted import flow
from recounted.copies import Print, copies_among
from recounted.copies import find_copies as all_copies
from recounted.estimates import backdrop
from recounted.incidents import assemble, link, rule
from recounted.incidents.blocks import pairs
from recounted.incidents.linking import repeats, tell
from recounted.ledger.rows import to_json
from recounted.likeness import Facet
from recounted.model import Claim, Document, Incident
from recounted.spark import copying, linking
from recounted.spark.ties import families

ROOT = Path(__file__).parents[2]
Pair = tuple[int, int]


@cache
def read() -> tuple[dict[str, Document], list[Claim]]:
    """The reports that are shipped, and those of the tests, with one that repeats another; and their claims."""
    told = [one for one in flow.extract_all([str(ROOT / "examples"), str(ROOT / "tests" / "cases")], cores=1) if one[0]]
    documents = {document.id: document for document, _, _ in told if document}
    longest = max(documents.values(), key=lambda own: len(own.text))
    again = msgspec.structs.replace(longest, id="0" * 64, ref="again.txt", text=f"{longest.text}\n\nPrinted again.")
    claims = [claim for _, own, _ in told for claim in own]
    return documents | {again.id: again}, [*claims, *flow.extract(again)]


def met(keys: Mapping[int, Iterable[Pair]], meet: Callable[[Iterable[Pair]], Iterator[Pair]]) -> list[Pair]:
    """The pairs that meet under any key."""
    return sorted({pair for own in keys.values() for pair in meet(sorted(own))})


def keys_of(facets: Sequence[Facet]) -> dict[int, list[Pair]]:
    """Key → what is under it."""
    found: dict[int, list[Pair]] = defaultdict(list)
    for at, own in enumerate(facets):
        for key, how in linking.keyed(own).items():
            found[key].append((at, how))
    return found


def test_happenings_meet_by_keys_as_they_do_on_one_machine() -> None:
    """The pairs under all keys together are those of `incidents.blocks`, none more and none fewer."""
    documents, claims = read()
    facets = [one.facet for one in tell(rule((), claims), backdrop(documents))]
    expected = sorted(pairs(facets))

    assert met(keys_of(facets), linking.meet) == expected
    assert len(expected) > 100


def test_incidents_of_families_are_all_incidents() -> None:
    """Assembled family by family they are equal to those of one machine, with their ids, figures and keys."""
    documents, claims = read()
    copies = all_copies(documents.values())
    by_document: dict[str, list[str]] = defaultdict(list)
    for claim in claims:
        by_document[claim.document].append(to_json(claim))
    order = sorted(by_document, key=lambda own: (str(documents[own].published or ""), own))
    lot = [(own, to_json(msgspec.structs.replace(documents[own], text="")), by_document[own]) for own in order]
    told = list(linking.told_rows(lot, 0))
    bodies = [row["facet"] for row in told]
    keys = keys_of([msgspec.msgpack.decode(body, type=Facet) for body in bodies])
    known = backdrop(documents, copies)
    ties = [*linking.judge(bodies, met(keys, linking.meet)), *repeats(tell(rule((), claims), known), known)]
    home = families(ties)
    groups: dict[int, list[Claim]] = defaultdict(list)
    for row in told:
        groups[home.get(row["at"], row["at"])] += linking.claims_of(row["body"])
    found = [one for own in groups.values() for one, _ in assemble(rule((), own), known, linking.POLICY)]

    assert copies
    assert len(groups) > 20
    assert by_id(found) == by_id(link(claims, documents, copies))


def by_id(incidents: Iterable[Incident]) -> dict[str, Incident]:
    """Incidents by their ids."""
    return {one.id: one for one in incidents}


def test_copies_of_families_are_all_copies() -> None:
    """Documents that chains of texts alike tie together have the copies that all documents have."""
    documents, _ = read()
    told = sorted(documents.values(), key=lambda own: (str(own.published or copying.LAST), own.id))
    keys: dict[int, list[Pair]] = defaultdict(list)
    for at, own in enumerate(told):
        for key in set(Print(own).bands):
            keys[key].append((at, 0))
    bodies = [to_json(msgspec.structs.replace(own, raw=b"")).encode() for own in told]
    groups: dict[int, list[Print]] = defaultdict(list)
    for at, home in families(copying.judge(bodies, met(keys, copying.meet))).items():
        groups[home].append(Print(told[at]))
    found = [copy for own in groups.values() for copy in copies_among(own)]

    assert sorted(found, key=lambda copy: copy.document) == all_copies(documents.values()) != []


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=12))
def test_a_family_is_all_that_chains_tie_together(ties: list[Pair]) -> None:
    """Two things have the same family where a chain leads from one to the other, and it is named by its first."""
    found = families(ties)
    reach = {at: {at} for pair in ties for at in pair}
    for _ in reach:
        for a, b in ties:
            whole = reach[a] | reach[b]
            for at in whole:
                reach[at] = whole

    assert found == {at: min(own) for at, own in reach.items()}
