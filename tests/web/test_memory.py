"""What is remembered of a catalogue: made once for many who ask at once, forgotten with the catalogue."""

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from recounted.ledger import Ledger
from recounted.web import clusters, shelf
from recounted.web.catalogue import Sum
from recounted.web.listing import Listing
from recounted.web.memory import Memory
from recounted.web.shelf import Shelf, usual_scales
from recounted.web.wording import Toll


def test_twenty_who_ask_for_one_layout_wait_for_the_one_that_makes_it(
    kept: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A layout is made once, and everybody gets it."""
    made, everybody = [], threading.Barrier(20)

    class Slow(clusters.Layout):
        def __init__(self, *asked: Any) -> None:
            made.append(threading.current_thread())
            super().__init__(*asked)

    monkeypatch.setattr(shelf, "Layout", Slow)
    own = Shelf(kept)
    known = own.catalogue()

    def ask(_: int) -> clusters.Layout:
        everybody.wait()
        return own.layout(known, 3.0, "killed")

    with ThreadPoolExecutor(20) as pool:
        found = set(pool.map(ask, range(20)))
    assert len(made) == len(found) == 1


def test_what_could_not_be_made_is_tried_again() -> None:
    """A failure is told to the one who asks, and remembered by nobody."""
    memory, known = Memory(2), object()
    with pytest.raises(ZeroDivisionError):
        memory.of(known, "key", lambda: 1 // 0)
    assert memory.of(known, "key", lambda: 1) == 1
    assert memory.of(known, "key", lambda: 2) == 1


def test_another_catalogue_and_many_other_things_are_forgotten() -> None:
    """What was made of one catalogue is not given for another, and only the last things are kept."""
    memory, one, other = Memory(2), object(), object()
    assert [memory.of(one, key, lambda key=key: key) for key in "aab"] == ["a", "a", "b"]
    assert memory.of(other, "a", lambda: "new") == "new"
    for key in "bc":
        memory.of(other, key, lambda: "x")
    assert memory.of(other, "a", lambda: "newer") == "newer"


def test_values_of_two_kinds_are_not_taken_for_each_other(kept: Ledger) -> None:
    """From 3 to 5 killed is not at least 3, best 5, though both are written with the same numbers."""
    listing = Listing(kept)
    toll, summed = Toll(3, 5, None, False), Sum(3, 5, None, False)
    assert toll == summed
    assert isinstance(listing.same(toll), Toll)
    assert isinstance(listing.same(summed), Sum)


def test_what_takes_long_is_told_and_layouts_of_the_first_view_are_there(
    kept: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever serves learns that the ledger is looked through, how long that took, and finds the map ready."""
    told: list[str] = []
    monkeypatch.setattr(shelf, "LONG", -1.0)
    own = Shelf(kept)
    own.warm(told.append)
    assert "looked through 2 incidents" in told[-1]
    scales = usual_scales(own.catalogue())
    assert len(scales) == 9
    monkeypatch.setattr(shelf, "Layout", None)
    assert all(own.layout(own.catalogue(), zoom, "killed").known is own.catalogue() for zoom in scales)
