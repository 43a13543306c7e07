"""What docs/reading-the-figures.md says of its examples is what the program makes of them."""

import json
import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

from recounted.copies import find_copies
from recounted.estimates import backdrop, reckon
from recounted.extractors.rules import extract
from recounted.incidents import link
from recounted.lexicon import data
from recounted.model import Document, Estimate, Incident, Tally, content_id
from recounted.tallies import tallies
from tellings import claim, figure, paper, speaker

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "reading-the-figures.md").read_text(encoding="utf-8")


def rows(header: str) -> list[list[str]]:
    """The cells of every row of the tables with such a first line."""
    found = []
    for told in re.findall(rf"^\| {re.escape(header)} \|.*\n\|[-|]+\n((?:\|.*\n)+)", PAGE, re.MULTILINE):
        found += [[cell.strip() for cell in row.strip("|").split(" | ")] for row in told.splitlines()]
    return found


EXAMPLES = rows("the reports say")


def read(cell: str) -> tuple[list[Incident], list[Tally]]:
    """The incidents and running totals of the reports in a cell."""
    documents = []
    for number, told in enumerate(cell.strip("| ").split("<br>")):
        paper_, day, text = told.split(maxsplit=2)
        ident = content_id(str(number), told)
        documents.append(
            Document(id=ident, ref=paper_, text=text, publisher=paper_, published=date.fromisoformat(day.rstrip(":")))
        )
    claims = [one for document in documents for one in extract(document)]
    by_id = {document.id: document for document in documents}
    incidents = link(claims, by_id, find_copies(documents))
    return incidents, list(tallies(claims, by_id, incidents))


def bounds(estimate: Estimate) -> str:
    """Low, best and high as the page writes them."""
    return " / ".join("–" if value is None else str(value) for value in (estimate.low, estimate.best, estimate.high))


def said(incidents: list[Incident], totals: list[Tally]) -> list[str]:
    """All that the page may say of what came of some reports."""
    estimates = [estimate for one in incidents for estimate in one.estimates]
    found = [f"{len(incidents) or 'no'} incident{'s' * (len(incidents) > 1)}"]
    for one in incidents:
        found.append(one.grade)
        found.append(f"{one.independent_publishers} publisher{'s' * (one.independent_publishers > 1)}")
        found.append(f"{one.independent_sources} source{'s' * (one.independent_sources > 1)}")
    for own in estimates:
        category = "" if own.category == "people" else f"{own.category} "
        found.append(f"{own.harm} {category}{bounds(own)}")
        found += [f"flag: {flag}" for flag in own.flags]
        found += [f"rejected: {reason}" for _, reason in own.rejected]
    for total in totals:
        found.append(f"total {len(total.points)} point{'s' * (len(total.points) > 1)}")
        found += [f"total flag: {flag}" for flag in total.flags]
    return found


def test_the_page_has_examples_of_each_kind() -> None:
    """Policies, grades, tolls, tallies and limits each have examples that are read."""
    outcomes = " ".join(outcome for _, outcome in EXAMPLES)

    assert len(EXAMPLES) >= 18
    assert all(word in outcomes for word in ("confirmed", "fair", "weak", "contested", "discounted", "total flag", "–"))


@pytest.mark.parametrize(("reports", "outcome"), EXAMPLES, ids=[outcome for _, outcome in EXAMPLES])
def test_each_example_comes_to_what_the_page_says(reports: str, outcome: str) -> None:
    """Each thing that the page says of some reports is what reading, linking and reckoning them gives."""
    found = said(*read(reports))

    for wanted in outcome.strip(" |").split("; "):
        assert any(one == wanted or (": " in wanted and one.startswith(wanted)) for one in found), (wanted, found)


REPORTS, POLICIES = rows("report"), rows("policy")


@pytest.mark.parametrize(("policy", "wanted"), [(row[0].strip("| `"), row[1:4]) for row in POLICIES])
@pytest.mark.parametrize(("own", "other"), [("AZE", "ARM"), ("ARM", "AZE")])
def test_the_table_of_policies_follows_from_the_table_of_reports(
    policy: str, wanted: list[str], own: str, other: str
) -> None:
    """Each policy's low, best and high are those that it makes of the reports above it, for a strike on either side."""
    voices = {
        "officials in Baku": speaker("officials", f"{own} GOV"),
        "a spokesman in Yerevan": speaker("a spokesman", f"{other} MIL"),
        "the observer group": speaker("the observer group", "NGO"),
    }
    claims, documents = [], []
    for first, who, _, numbers in ([cell.strip("| ") for cell in row] for row in REPORTS):
        if who in voices:
            name, day = first[0], int(re.findall(r"\d+", first)[0])
            low, best, high = numbers.split(" / ")
            told = best if low == high else f"{low}+" if high == "–" else f"-{high}"
            claims.append(claim(name, figure(told), says=[voices[who]], on=[f"{own} CVL"]))
            documents.append(paper(name, f"2020-10-{day}"))

    assert len(claims) == 4
    found = reckon(claims, policy, backdrop({document.id: document for document in documents}))
    (whole,) = (one for one in found if (one.harm, one.category) == ("killed", "people"))
    assert bounds(whole) == " / ".join(wanted)


def test_the_bits_that_the_page_names_are_those_of_the_weights() -> None:
    """Same day, same town and places far apart weigh what stands in the file."""
    weights = json.loads(data("weights", "likeness.json").read_text(encoding="utf-8"))["weights"]
    named = re.search(
        r"([+-][\d.]+) for the same day, ([+-][\d.]+) for the same town, ([+-][\d.]+) for places far", PAGE
    )

    assert named is not None
    assert named.groups() == tuple(f"{weights[name]:+.1f}" for name in ("day.same", "place.town", "place.far"))


def test_how_often_links_are_right_is_what_was_measured() -> None:
    """Nearly all of our own pairs, four in five of new ones, fewer with one day; one in fifty joined wrongly."""
    floors = tomllib.loads((ROOT / "bench" / "floors.toml").read_text(encoding="utf-8"))["linking"]
    new = {"fresh": 30, "wire": 50, "desk": 40}
    linked, undated = (sum(floors[f"{s}.{w}linked"] * n for s, n in new.items()) / 120 for w in ("", "one undated."))
    joined = sum((1 - floors[f"{name}.not_joined"]) * 2 * number for name, number in new.items())

    assert "nearly all are linked" in PAGE and floors["pairs.linked"] > 0.95
    assert "four in five since" in PAGE and 0.78 < linked < 0.82
    assert "two in three where one of the two says no day" in PAGE and 0.62 < undated < 0.7
    assert "Six of their 240 reports are joined" in PAGE and round(joined) == 6
    assert "about one in fifty was" in PAGE and 0.975 < floors["pitf.not_joined"] < 0.985
