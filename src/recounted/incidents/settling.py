"""What is derived from a ledger is brought up to its facts: only what is new is worked in, or all is made anew."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from hashlib import sha256
from importlib import metadata

import msgspec

from recounted.copies import Print, alike, copies_among
from recounted.decisions import in_force, related, rule
from recounted.estimates import backdrop
from recounted.estimates.policies import policy_named
from recounted.gazetteer import gazetteer
from recounted.incidents.linking import assemble
from recounted.incidents.relink import keys_of, relink
from recounted.ledger import Ledger
from recounted.ledger.standing import Area, Mark, News, Shelved, Standing
from recounted.lexicon import data, languages
from recounted.model import Claim, Decision, Incident, Tally
from recounted.tallies import Key as Total
from recounted.tallies import Sums, all_series, daily, key_of, running, sums_of, tallies

#: So many acts are worked in at a time, so that others who write need not wait long.
LOT = 100

#: News of more than this part of a ledger's documents is better linked with all the rest.
PART = 0.1

#: What the incidents depend on besides facts, owners, policy, the version of the package and the words of languages.
INGREDIENTS = ("weights/likeness.json", "linking.toml", "vocabulary.toml", "countries.csv")


def settle(ledger: Ledger, policy: str = "envelope") -> None:
    """Bring incidents, copies and tallies up to the facts: the same as if all were linked anew.

    All is linked anew where the version, the weights, the owners or the policy are others than the last time, where a
    document was read anew, and where there is much news.

    Raises:
        UsageError: there is no such policy.
    """
    policy_named(policy)
    if not catch_up(ledger, policy):
        rebuild(ledger, policy)


def recipe(owners: Mapping[str, str]) -> str:
    """The digest of what the incidents depend on besides facts and policy."""
    found = sha256(metadata.version("recounted").encode())
    found.update(ingredients())
    found.update(msgspec.json.encode(sorted(owners.items())))
    return found.hexdigest()


@cache
def ingredients() -> bytes:
    """The digest of the rules, words, places and weights that linking and reckoning use."""
    words = (name for language in languages() for name in sorted(data("lang", language).iterdir(), key=str))
    found = sha256(repr((gazetteer().about, gazetteer().size)).encode())
    for one in (*map(data, INGREDIENTS), *words):
        found.update(one.read_bytes())
    return found.digest()


def rebuild(ledger: Ledger, policy: str) -> None:
    """Link and reckon all claims anew, obeying people's decisions, and keep what comes of it."""
    mark = Mark(seq=ledger.last_seq(), policy=policy, recipe=recipe(owners := ledger.owners()))
    prints = [Print(document) for document in ledger.documents()]
    documents, copies = {own.document.id: own.document for own in prints}, copies_among(prints)
    bands = {own.document.id: own.bands for own in prints}
    ruling = rule(ledger.decisions(undone=True), ledger.claims())
    incidents, keys = [], {}
    for one, told in assemble(ruling, backdrop(documents, copies, owners), policy):
        incidents.append(one)
        keys[one.id] = keys_of(told)
    totals = tallies(ruling.claims, documents, incidents)
    ledger.replace_derived(incidents, copies, totals, Shelved(mark=mark, keys=keys, bands=bands))


def catch_up(ledger: Ledger, policy: str) -> bool:
    """Work in what is new, some at a time; False where all must be linked anew."""
    more = True
    while more:
        with ledger.standing() as standing:
            mark, owners = standing.mark(), standing.owners()
            if mark is None or (mark.policy, mark.recipe) != (policy, recipe(owners)):
                return False
            news = standing.news(mark.seq, LOT)
            if news.many > max(LOT, PART * standing.size()) or any(verb == "reread" for verb, _ in news.acts):
                return False
            if news.acts:
                work_in(standing, news, policy, owners)
            standing.put_mark(msgspec.structs.replace(mark, seq=news.seq))
            more = news.many > len(news.acts)
    return True


def work_in(standing: Standing, news: News, policy: str, owners: Mapping[str, str]) -> None:
    """Amend copies, incidents and tallies by what is new."""
    fresh = {about for verb, about in news.acts if verb == "keep"}
    decisions = standing.decisions()
    stirred = fresh | documents_of(decisions, {about for verb, about in news.acts if verb == "decide"})
    stirred |= amend_copies(standing, fresh)
    change = relink(standing, stirred, decisions, policy, owners)
    areas = other_sums(standing.incidents(change.gone), change.come)
    standing.put_incidents(change.gone, change.come, change.keys)
    decided = any(verb == "decide" for verb, _ in news.acts)
    amend_tallies(standing, standing.told_in(stirred), decisions, areas, decided)


def documents_of(decisions: Sequence[Decision], made: Collection[str]) -> set[str]:
    """The documents that some decisions, or those they undo, bear on, with all that bears on these in turn."""
    by_id = {one.id: one for one in decisions}
    open_, meant = list(made), {}
    while open_:
        one = by_id.get(open_.pop())
        if one is not None and one.id not in meant:
            meant[one.id] = one
            open_ += one.about if one.verb == "undo" else ()
    return {document for one in related(decisions, meant.values()) for document, _, _ in one.evidence}


def amend_copies(standing: Standing, fresh: Collection[str]) -> set[str]:
    """Find what new documents repeat, and what repeats them; the documents of which that is news."""
    prints = family(standing, fresh)
    before = {copy for copy in standing.copies_among(prints) if copy.document in prints}
    after = set(copies_among(prints.values()))
    standing.put_copies(prints, sorted(after, key=lambda copy: copy.document))
    standing.put_bands({name: prints[name].bands for name in sorted(fresh) if name in prints})
    return {name for copy in before ^ after for name in (copy.document, copy.copy_of)}


def family(standing: Standing, fresh: Collection[str]) -> dict[str, Print]:
    """New documents, and all that a chain of texts alike ties to them."""
    found = {document.id: Print(document) for document in standing.texts(fresh)}
    others: dict[str, Print] = {}
    open_ = list(found)
    while open_:
        one = found[open_.pop()]
        beside = standing.banded(one.bands) - found.keys()
        others |= {document.id: Print(document) for document in standing.texts(beside - others.keys())}
        for other in sorted(beside):
            if alike(one, others[other]) is not None:
                found[other] = others.pop(other)
                open_.append(other)
    return found


def ruled(standing: Standing, claims: Sequence[Claim], decisions: Sequence[Decision]) -> list[Claim]:
    """Claims as people edited them, without those judged wrong."""
    if not decisions:
        return list(claims)
    heard = related(in_force(decisions), documents={claim.document for claim in claims})
    about = {document for one in heard for document, _, _ in one.evidence}
    own = {claim.id for claim in claims}
    every = {claim.id: claim for claim in (*standing.told_in(about), *claims)}
    return [claim for claim in rule(heard, every.values()).claims if claim.id in own]


def other_sums(gone: Iterable[Incident], come: Iterable[Incident]) -> set[Area]:
    """Country and harm of which the incidents come to something else on some day."""
    before, after = Counter(daily(gone)), Counter(daily(come))
    return {(row[0], row[1]) for row in (before - after) + (after - before)}


def amend_tallies(
    standing: Standing, told: Sequence[Claim], decisions: Sequence[Decision], areas: Collection[Area], decided: bool
) -> None:
    """Reckon the running totals anew of which a claim, or the sum of the incidents beside them, may be other.

    Args:
        told: all claims of the documents of which there is news.
        areas: country and harm of which the incidents come to something else.
        decided: whether the news is of decisions, which may take a claim out of a series.
    """
    keys = {key_of(claim, figure) for claim in ruled(standing, told, decisions) for figure in running(claim)}
    own = {claim.id for claim in told}
    if decided:
        keys |= {total_of(tally) for tally in standing.tallies() if any(point.claim in own for point in tally.points)}
    beside = standing.compared({harm for _, harm in areas}) if areas else []
    keys |= {total_of(tally) for tally in beside}
    if not keys:
        return
    old = [tally for tally in standing.tallies({key[0] for key in keys}) if total_of(tally) in keys]
    others = standing.claims({point.claim for tally in old for point in tally.points} - own)
    claims = ruled(standing, [*others, *told], decisions)
    documents = standing.documents({claim.document for claim in claims})
    new = all_series(claims, documents, sums_beside(standing, claims, keys))
    standing.put_tallies([tally.id for tally in old], (tally for tally in new if total_of(tally) in keys))


def total_of(tally: Tally) -> Total:
    """What tells a source's running totals apart, whatever day they start on."""
    return tally.source, tally.harm, tally.category, tally.victims


def sums_beside(standing: Standing, claims: Iterable[Claim], keys: Iterable[Total]) -> Sums:
    """What the ledger's incidents come to, where it may be compared with some running totals."""
    countries = {place.country for claim in claims for place in claim.locations if place.country}
    harms = {harm for _, harm, category, _ in keys if category == "people"}
    return sums_of(
        (country, harm, date.fromisoformat(day), low, high)
        for country, harm, day, low, high in standing.sums(countries, harms)
    )
