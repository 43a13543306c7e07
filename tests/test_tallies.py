"""Running totals by source."""

from datetime import date, timedelta
from typing import Any

import pytest

from recounted.estimates import reckon
from recounted.incidents import link
from recounted.model import Claim, Tally
from recounted.tallies import sums_of, tallies
from tellings import claim, figure, paper, speaker

SINCE = date(2020, 9, 27)
DOCUMENTS = {str(day): paper(str(day), f"2020-10-{day:02}") for day in range(1, 29)}


def total(day: int, number: str, who: str = "The ministry", **more: Any) -> Claim:
    """A running total told on a day of October."""
    since = more.pop("since", SINCE)
    told = figure(number, scope="cumulative", since=since, category=more.pop("category", "people"))
    return claim(str(day), told, says=[speaker(who)], event_type="TALLY", **more)


def kept(*claims: Claim) -> list[Tally]:
    """The tallies of some claims."""
    return tallies(claims, DOCUMENTS)


def test_a_source_keeps_one_series() -> None:
    """Totals of one source, harm, category and first day are points of one series, in the order of days."""
    (tally,) = kept(total(9, "61"), total(3, "20"), total(6, "41+"))

    assert [(3, 20), (6, 41), (9, 61)] == [(point.date.day, point.best) for point in tally.points]
    assert ("The ministry", SINCE, ()) == (tally.source, tally.since, tally.flags)


def test_sources_categories_victims_and_starts_are_kept_apart() -> None:
    """Another source, category, side counted or first day is another series."""
    found = kept(
        total(3, "20"),
        total(3, "21", "The army"),
        total(3, "22", category="combatants", on=["AZE MIL"]),
        total(3, "23", category="combatants", on=["ARM MIL"]),
        total(3, "24", since=date(2020, 1, 1)),
    )

    assert [20, 21, 22, 23, 24] == sorted(point.best or 0 for tally in found for point in tally.points)
    assert 5 == len(found)


def test_a_total_without_a_start_joins_the_only_series() -> None:
    """ "Has risen to 30" belongs to the source's series where there is one, and stands alone with a flag where not."""
    (joined,) = kept(total(3, "20"), total(4, "30", since=None))
    (alone,) = kept(total(4, "30", since=None))

    assert 2 == len(joined.points)
    assert (None, ("does not say since when",)) == (alone.since, alone.flags)


@pytest.mark.parametrize(("later", "flagged"), [("50", True), ("50+", True), ("61", False), ("70", False)])
def test_a_total_must_not_fall_unflagged(later: str, flagged: bool) -> None:
    """A running total that falls is flagged with both numbers."""
    (tally,) = kept(total(3, "61"), total(9, later))

    assert flagged == any(flag.startswith("falls from 61 on 2020-10-03 to 50") for flag in tally.flags)


def test_two_figures_of_one_day_are_both_kept() -> None:
    """What a source says twice and differently on one day is shown, not settled."""
    (tally,) = kept(total(3, "127", at=0), total(3, "98", at=99))

    assert ([98, 127], True) == ([p.best for p in tally.points], any("two figures" in flag for flag in tally.flags))


def test_the_sum_of_incidents_stands_beside_the_total() -> None:
    """The ledger's own incidents of the same area and days are added up, and the gap is told."""
    attacks = [
        claim("1", figure("5"), where="Ganja", when="2020-10-01"),
        claim("5", figure("10-14"), where="Barda", when="2020-10-05"),
        claim("6", figure("100"), where="Kharkiv", when="2020-10-05"),
    ]
    said = total(9, "61", where="Ganja")

    (tally,) = tallies([*attacks, said], DOCUMENTS, link(attacks, DOCUMENTS))

    assert ((date(2020, 10, 9), 15, 19),) == tally.sums
    assert any("42 more than the incidents" in flag for flag in tally.flags)


def test_without_area_or_start_nothing_is_compared() -> None:
    """An unknown area is not everywhere: no sum is given."""
    attack = claim("1", figure("5"), where="Ganja", when="2020-10-01")

    (tally,) = tallies([attack, total(9, "61")], DOCUMENTS, link([attack], DOCUMENTS))

    assert () == tally.sums


def test_totals_enter_no_incident_and_no_estimate() -> None:
    """A cumulative figure, whatever its claim is called, is in no incident's toll."""
    attack = claim("1", figure("5"), where="Ganja", when="2020-10-01")
    disguised = claim("1", figure("61", scope="cumulative"), where="Ganja", when="2020-10-01", at=99)

    (incident,) = link([attack, disguised, total(1, "61", where="Ganja", when="2020-10-01", at=199)], DOCUMENTS)

    assert ((attack.id,), [5]) == (incident.claims, [estimate.high for estimate in incident.estimates])
    assert [None] == [estimate.high for estimate in reckon([disguised])]
    assert [] == kept(attack)


@pytest.mark.parametrize("modality", ["denied", "threatened", "planned"])
def test_what_is_not_asserted_is_no_total(modality: str) -> None:
    """A denied or threatened total is no point of a series."""
    assert [] == kept(total(3, "20", modality=modality))


def test_sums_beside_a_long_series_are_those_of_its_days() -> None:
    """On each day of a series stands what the incidents since its first day come to, a day alone or a year."""
    dated = [(date(2020, 1, 1) + timedelta(at % 50), at % 7, at % 11) for at in range(400)]
    days = sums_of(("AZE", "killed", *one) for one in dated)["AZE", "killed"]

    for first, last in ((0, 60), (3, 3), (10, 25), (49, 10), (60, 70)):
        since, until = (date(2020, 1, 1) + timedelta(at) for at in (first, last))
        meant = [one for one in dated if since <= one[0] <= until]
        assert days.between(since, until) == (sum(one[1] for one in meant), sum(one[2] for one in meant))
