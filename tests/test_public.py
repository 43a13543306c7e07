"""The public names, as programs of others use them: typed, copied, pickled, from threads."""

import copy
import pickle
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from samples import book, decision, incident, told

import recounted
from marks import report
from recounted.errors import UsageError
from recounted.readers import Defaults

TEXT = "Shells hit Martuni on Friday, wounding two people, officials said. Armenia's army shelled Ganja, killing three."

#: What the design promises of names: docs/design.md says which came later.
PROMISED = (
    "read split find extract link reckon export score read_into settle Ledger Document Span Mention Figure Claim "
    "Incident Estimate RecountedError"
).split()


def test_the_promised_names_are_there() -> None:
    """What the design lists can be imported from the package itself, and is listed by `dir`."""
    assert set(PROMISED) <= set(recounted.__all__) <= set(dir(recounted))
    assert all(hasattr(recounted, name) for name in recounted.__all__)


def test_every_name_has_its_home() -> None:
    """The names for type checkers and the names that are imported when asked for are the same."""
    homes = [name for names in recounted.HOMES.values() for name in names]

    assert sorted(homes) == sorted(recounted.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = recounted.nonsense


def test_extracting_loads_no_database() -> None:
    """A program that only extracts pays for no SQL, web or data frame library."""
    heavy = "sqlalchemy", "alembic", "litestar", "polars", "pyarrow", "nltk"
    code = (
        f"import sys; from recounted import extract, Document, Claim; print([n for n in {heavy} if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


def records() -> list[Any]:
    """One record of each public kind."""
    document, claims = told()
    one = incident(claims)
    given = Defaults(publisher="Desk", published=date(2020, 10, 9))
    mention = recounted.find("figures", report(TEXT))[0]
    fault = recounted.Failure(ref="a", reason="it is empty")
    ruled = decision("right", claims[0].id, change={"weapon": None})
    return [document, claims[0], claims[0].toll[0], one, one.estimates[0], claims[0].span, given, mention, fault, ruled]


@pytest.mark.parametrize("record", records(), ids=lambda record: type(record).__name__)
def test_records_can_be_copied_and_pickled(record: Any) -> None:
    """A copy, a deep copy and one that went through bytes equal the record."""
    assert copy.copy(record) == copy.deepcopy(record) == pickle.loads(pickle.dumps(record)) == record


def test_a_ledger_can_be_pickled(tmp_path: Path) -> None:
    """What comes back is the same ledger opened anew; where it is gone, that is said and none is made."""
    path = tmp_path / "ledger.db"
    with book(path) as ledger:
        ledger.keep(*told())
        held = pickle.dumps(ledger)
        with pickle.loads(held) as again, copy.copy(ledger) as third:
            assert list(again.claims()) == list(third.claims()) == list(ledger.claims())
            assert again.extractor == ledger.extractor
    path.unlink()
    with pytest.raises(recounted.RecountedError, match="there is no ledger"):
        pickle.loads(held)


def test_what_was_split_can_be_copied() -> None:
    """A cut text that went through bytes gives the same words."""
    prose = recounted.split(report(TEXT))

    assert pickle.loads(pickle.dumps(prose)).printed == copy.copy(prose).printed == prose.printed


THREADS = """
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from recounted import Document, extract, find, total
texts = [{text!r} + f" Shelling wounded {{n}} people in Barda on Monday, doctors said." for n in range(2, 10)]
documents = [Document(id=str(n), ref=str(n), text=text, published=date(2020, 10, 9)) for n, text in enumerate(texts)]
with ThreadPoolExecutor(8) as pool:
    told = list(pool.map(extract, documents * 4))
    totals = list(pool.map(total, documents * 4))
assert told == [extract(document) for document in documents] * 4
assert totals == [total(document) for document in documents] * 4
assert all(told)
"""


def test_threads_extract_what_one_does() -> None:
    """Eight threads that all begin at once, with nothing loaded yet, give what one gives after the other."""
    subprocess.run([sys.executable, "-c", THREADS.format(text=TEXT)], check=True)


def test_threads_share_a_ledger(tmp_path: Path) -> None:
    """Threads keep and ask through one ledger at once; nothing is lost or told twice."""
    with book(tmp_path / "ledger.db") as ledger:
        made = [told(f"r{number}", (number + 2,)) for number in range(24)]

        def keep(number: int) -> int:
            ledger.keep(*made[number])
            return len(list(ledger.claims()))

        with ThreadPoolExecutor(6) as pool:
            seen = list(pool.map(keep, range(24)))

        assert sorted(claim.id for claim in ledger.claims()) == sorted(claims[0].id for _, claims in made)
        assert max(seen) <= 24
        assert ledger.check() == []


def test_a_day_is_a_day() -> None:
    """A string, or a time of day, where a day is wanted is refused at once, and not when a report is read."""
    for wrong in ("2020-10-09", datetime(2020, 10, 9)):
        with pytest.raises(UsageError, match="published is a day, such as"):
            Defaults(published=wrong)  # type: ignore[arg-type]
        with pytest.raises(UsageError, match="since is a day, such as"):
            recounted.Choice(since=wrong)  # type: ignore[arg-type]


def test_one_name_may_come_alone(tmp_path: Path) -> None:
    """A name that is no list is not read letter by letter."""
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")

    assert [one.text for one in recounted.read(str(tmp_path / "a.txt"), Defaults())] == [TEXT]


def test_documents_may_come_by_id_or_one_by_one() -> None:
    """Linking takes what `read` gives as well as a mapping."""
    document, claims = told()

    assert recounted.link(claims, [document]) == recounted.link(claims, {document.id: document}) != []
