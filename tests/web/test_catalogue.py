"""The catalogue: filters met and sums counted by sets agree with looking at every row, and a change is taken in."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from recounted import flow
from recounted.decisions import decide
from recounted.ledger import Ledger
from recounted.model import Document
from recounted.web.bits import Numbers, Order, flags_of, numbers_of, set_of, within
from recounted.web.catalogue import Catalogue, Row, Sum
from recounted.web.filters import Filters, choices, narrowing, selected, sums
from recounted.web.listing import Listing, Told
from recounted.web.timeline import Days, columns_of
from recounted.web.worded import Worded
from recounted.web.wording import Toll
from tellings import claim

WORDS = st.sampled_from(["shells hit mirab", "mirab market", "a market was hit", "rockets", "shellfire near tal-mirab"])


@st.composite
def rows(draw: Callable) -> Row:
    """An incident of any kind."""
    start = draw(st.none() | st.dates(date(2020, 1, 1), date(2021, 6, 1)))
    low, more = draw(st.integers(0, 300)), draw(st.integers(0, 9))
    toll = draw(st.sampled_from([Toll(), Toll(low, low, low), Toll(low, low, low + more), Toll(low, None, low + more)]))
    sums = {"killed": Sum(toll.low or 0, toll.top, toll.best, toll.unbounded)} if toll.known else {}
    return Row(
        id=f"i{draw(st.integers(0, 10**9))}", start=start, end=start and start + timedelta(draw(st.integers(0, 40))),
        place=draw(st.sampled_from(["Mirab", "Tal", None])), country=None,
        point=draw(st.none() | st.tuples(st.floats(-60, 60), st.floats(-170, 170))), precision=draw(st.integers(1, 7)),
        kind="battle", grade="weak", voices=1, documents=tuple(draw(st.sets(st.sampled_from("abcdef"), max_size=3))),
        tolls={"killed": toll}, sums=sums, disputed=draw(st.booleans()), denied=False, copies=False,
        reviewed=draw(st.booleans()), facets={"place": frozenset(draw(st.sets(st.sampled_from(["Mirab", "Tal"]))))},
        words=draw(WORDS),
    )  # fmt: skip


SOME = st.lists(rows(), max_size=25, unique_by=lambda row: row.id)
WANTED = st.builds(
    Filters,
    since=st.none() | st.dates(date(2020, 1, 1), date(2021, 6, 1)),
    until=st.none() | st.dates(date(2020, 1, 1), date(2021, 6, 1)),
    box=st.none() | st.just((-20.0, -10.0, 100.5, 40.25)),
    facets=st.sampled_from([(), (("place", ("Mirab",)),)]),
    words=st.sampled_from(["", "mirab", "a market", "hit m", "shell", "-"]),
)


def passes(row: Row, wanted: Filters) -> bool:
    """Whether a row passes, looked at by itself."""
    if wanted.facets and "Mirab" not in row.facets["place"]:
        return False
    if (wanted.since or wanted.until) and (
        row.start is None
        or (wanted.until and row.start > wanted.until)
        or (wanted.since and (row.end or row.start) < wanted.since)
    ):
        return False
    if wanted.box:
        west, south, east, north = wanted.box
        if not row.point or not (south <= row.point[0] <= north and west <= row.point[1] <= east):
            return False
    return wanted.words in row.words


@settings(max_examples=200, deadline=None)
@given(SOME, WANTED)
def test_sets_agree_with_looking_at_every_row(some: list[Row], wanted: Filters) -> None:
    """Filters, sums, counts of values and the columns of the timeline come to what a loop over rows would say."""
    known = Catalogue(some, headings=[paper(name) for name in "abcdef"])
    chosen = selected(known, wanted)
    own = [row for row in known.rows if passes(row, wanted)]
    assert known.members(chosen) == own == known.in_order(chosen, "latest")

    told, figures = sums(known, chosen, "killed"), [row.sums["killed"] for row in own if "killed" in row.sums]
    assert told.incidents == len(own)
    assert told.reports == len({name for row in own for name in row.documents})
    assert (told.toll.low or 0, told.toll.high or 0) == (sum(f.low for f in figures), sum(f.top for f in figures))
    assert (told.unknown, told.disputed) == (len(own) - len(figures), sum(row.disputed for row in own))

    others = narrowing(known, wanted)
    for choice in choices(known, wanted, "place", others):
        alone = [row for row in known.rows if passes(row, Filters(since=wanted.since, until=wanted.until,
                 box=wanted.box, words=wanted.words)) and choice.value in row.facets["place"]]  # fmt: skip
        assert choice.count == len(alone)

    days = Days(date(2020, 1, 1), date(2021, 6, 1), 1000)
    columns = columns_of(known, chosen & known.dated, "killed", days)
    dated = [row for row in own if row.start]
    assert sum(column.known + column.unknown for column in columns.values()) == len(dated)
    assert sum(column.high for column in columns.values()) == sum(
        row.sums["killed"].top for row in dated if "killed" in row.sums
    )
    published = known.papers.published(chosen)
    assert published.count(date(2020, 1, 1), date(2020, 12, 31)) == told.reports


def paper(name: str) -> Document:
    """A report, published in 2020."""
    return Document(id=name, ref=name, text="", published=date(2020, 3, 1 + ord(name) % 20))


@given(st.lists(st.integers(0, 5000), min_size=1, max_size=80), st.data())
def test_numbers_are_summed_and_ranked_by_sets(values: list[int], data: st.DataObject) -> None:
    """Totals, ranks and ranges come to what the numbers themselves say."""
    size = len(values)
    chosen = set_of(data.draw(st.sets(st.integers(0, size - 1), min_size=1)), size)
    numbers, own = Numbers(enumerate(values), size), [values[at] for at in numbers_of(chosen)]
    assert numbers.total(chosen) == sum(own)
    rank = data.draw(st.integers(0, len(own) - 1))
    assert numbers.ranked(chosen, rank) == sorted(own, reverse=True)[rank]
    cut = data.draw(st.integers(0, size))
    assert sum(numbers.totals(chosen, size, [(0, cut), (cut, size)])) == sum(own)
    assert [part.bit_count() for part in within(chosen, size, [(0, size)])] == [sum(flags_of(chosen, size))]


@given(st.lists(st.integers(0, 59), max_size=80), st.sets(st.integers(0, 59)))
def test_a_set_is_brought_into_another_order(order: list[int], chosen: set[int]) -> None:
    """Whether few rows are chosen or many or all, each place of the order says whether its row is."""
    expected = bytes(at in chosen for at in order)
    assert Order(order, 60).flags(set_of(chosen, 60)) == expected
    assert Order(order, 2000).flags(set_of(chosen, 2000)) == expected
    assert Order(order, 60).flags(set_of(range(60), 60)) == b"\1" * len(order)


@given(st.lists(WORDS, max_size=30), st.sampled_from(["mirab", "shell", "hit mirab", "l-m", "rke", "x", "", "a "]))
def test_the_index_of_words_finds_what_looking_through_finds(texts: list[str], words: str) -> None:
    """With the index or without it, the rows that hold some words are the same, also within words and over several."""
    worded = Worded(texts)
    without = worded.find(words)
    worded.make()
    assert worded.find(words) == without == set_of((n for n, text in enumerate(texts) if words in text), len(texts))


def test_a_change_is_taken_in_without_reading_all_again(book: Ledger, tmp_path: Path) -> None:
    """After a decision and after a new report the catalogue is the one that is made from nothing."""
    listing = Listing(book)
    same = [listing.make()]
    claim = next(one for one in book.claims() if one.toll)
    book.decide(decide("wrong", [claim], "mk", "2024-01-01T00:00:00Z", "misread", {}))
    flow.refresh(book)
    same.append(listing.make())
    (tmp_path / "reports" / "more.txt").write_text("Four people were killed in Barda on October 28, 2020.")
    flow.read_into(book, [str(tmp_path / "reports" / "more.txt")], cores=1)
    flow.refresh(book)
    made, fresh = listing.make(), Listing(book).make()
    assert made.rows == fresh.rows != same[0].rows
    assert same[1].rows != same[0].rows
    assert (made.documents, made.homes, made.originals) == (fresh.documents, fresh.homes, fresh.originals)
    assert made.sides == fresh.sides
    assert listing.make().reading == made.reading


def test_days_that_end_before_they_begin_hold_nothing() -> None:
    """An incident of several days around both ends is in no such stretch."""
    long = Row(
        id="i0", start=date(2020, 3, 8), end=date(2020, 4, 1), place="Mirab", country=None, point=None, precision=None,
        kind="battle", grade="weak", voices=1, documents=(), tolls={}, sums={}, disputed=False, denied=False,
        copies=False, reviewed=False, facets={}, words="",
    )  # fmt: skip
    known = Catalogue([long])

    assert known.on_days(date(2020, 3, 20), date(2020, 3, 5)) == 0
    assert known.members(known.on_days(date(2020, 3, 20), None)) == [long]


def test_a_side_that_is_only_named_in_denials_is_not_alleged_to_have_done_it() -> None:
    """Who says "it was not Armenia" names no doer; who says that it was does, whatever was denied before."""
    told = Told()
    told.add(claim("a", by=["ARM MIL"], modality="denied", speech_act="deny"))
    told.add(claim("b", by=["ARM GOV"], speech_act="deny_responsibility"))
    assert told.denied
    assert told.facets["by"] == set()
    assert len(told.facets["actor"]) > 0
    told.add(claim("c", by=["AZE MIL"]))
    told.add(claim("d", by=["TUR"], modality="uncertain"))
    assert told.facets["by"] == {"AZE", "TUR"}


def test_an_accuser_is_not_alleged_to_have_done_it() -> None:
    """The accused is, and who demands or promises has done nothing."""
    told, words = Told(), {"event_type": "ACCUSE", "event_kind": "accusation", "speech_act": "accuse"}
    told.add(claim("a", by=["ARM GOV"], on=["AZE"], **words))
    told.add(claim("b", by=["TUR GOV"], event_type="REQUEST", event_kind="demand", speech_act="demand"))

    assert told.facets["by"] == {"AZE"}


def test_a_ledger_counts_no_denied_side_among_the_doers(kept: Ledger) -> None:
    """In Ganja nobody names a doer, and Armenia denies; the filter offers Armenia as a speaker's side alone."""
    known = Listing(kept).make()
    ganja = next(row for row in known.rows if row.place == "Ganja")
    assert ganja.denied
    assert ganja.facets["by"] == frozenset()
    assert "ARM" not in {one.value for one in choices(known, Filters(), "by", narrowing(known, Filters()))}
    assert "ARM" in ganja.facets["side"]
