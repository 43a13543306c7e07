"""A table of happenings of every PLOVER type, each sentence of which must give an event of its type."""

from pathlib import Path

import pytest

from marks import prose
from recounted.finders.events import find_events
from recounted.lexicon import vocabulary
from recounted.model import Event

TABLE = [
    line.split("\t") for line in (Path(__file__).parent / "happenings.tsv").read_text(encoding="utf-8").splitlines()[1:]
]


@pytest.mark.parametrize(("event_type", "sentence"), TABLE)
def test_a_happening_of_each_type_is_found(event_type: str, sentence: str) -> None:
    """Plain sentences of the news give an event of the type that a coder would give."""
    found = {m.value.event_type for m in find_events(prose(sentence)) if isinstance(m.value, Event)}

    assert event_type in found


def test_the_table_has_every_type() -> None:
    """No type of the vocabulary is left out, but that of running totals, which are figures."""
    assert set(vocabulary()["event_type"]) - {"TALLY"} == {event_type for event_type, _ in TABLE}
