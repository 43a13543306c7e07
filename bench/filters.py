"""How long the filters of a ledger take in a PostgreSQL with millions of claims: python bench/filters.py [CLAIMS] [-v]

Rows are made up by the server itself, with skewed kinds, countries and sources. Each filter is asked with many values
for the first 50 that pass, in their order; -v prints the slowest plan of each. The pages filter incidents in memory;
what they do ask the server is asked too. A million claims take 2 GB.
"""

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from hashlib import md5
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Select, select

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests/ledger"))

from servers import lacking, server  # noqa: E402

from recounted.database import Database, open_database  # noqa: E402
from recounted.ledger import Ledger, queries, tables  # noqa: E402
from recounted.ledger.queries import Wanted  # noqa: E402

PAGE, TRIES, SEED = 50, 40, 9

#: Claims of a document, and of an incident.
OF_DOCUMENT, OF_INCIDENT = 5, 3

KINDS = "(ARRAY['ASSAULT','ASSAULT','ASSAULT','COERCE','PROTEST','RETREAT','AID','ACCUSE'])"
WORDS = "(ARRAY['shelling','bombing','arrest','killing','clash','strike','raid','attack'])"
HARMS = "(ARRAY['killed','killed','injured','displaced','detained','missing'])"

#: A number that is skewed to the low end, of so many.
SKEWED = "floor({} * power(random(), 3))::int"

#: What is made anew after the rows, since that is faster.
INDEXES = "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' AND indexdef NOT LIKE '%% UNIQUE %%'"

FILL = (
    """INSERT INTO document (id, ref, publisher, url, published, language, media_type, read_at, version, reading,
       extractor, told, text_sha256, text, raw)
       SELECT md5('d' || n), 'r' || n, 'Paper ' || {publisher}, 'https://desk.example/' || n,
       (date '2014-01-01' + (n % 3650))::text, 'en', 'text/plain', '2024', 1, 1, 'rules 1.0', '', '',
       repeat('Shells hit the town. ', 20), '' FROM generate_series(0, {documents} - 1) n""",
    """INSERT INTO claim SELECT md5('c' || n), md5('d' || n / {each}), n % {each}, {kinds}[1 + {kind}],
       {words}[1 + {kind}], CASE WHEN random() < .9 THEN 'asserted' ELSE 'denied' END, day,
       CASE WHEN random() < .85 THEN day ELSE
       (day::date + floor(30 * random())::int)::text END, 'C' || {country},
       50 * random() - 10, 100 * random() - 20, 'Voice ' || {source}, repeat(md5(n::text), 20)
       FROM generate_series(0, {claims} - 1) n, LATERAL (SELECT (date '2014-01-01' + (n / {each}) % 3650)::text) t (day)
       """,
    """INSERT INTO figure (claim_id, position, harm, category, low, best, high, scope, modality)
       SELECT md5('c' || n), 0, {harms}[1 + floor(6 * random())::int], 'people', 1, 2, 3,
       CASE WHEN random() < .8 THEN 'incident' ELSE 'cumulative' END, 'asserted'
       FROM generate_series(0, {claims} - 1) n""",
    """INSERT INTO incident SELECT md5('i' || n), {kinds}[1 + {kind}], {words}[1 + {kind}], day, day, 'C' || {country},
       'Town ' || n % 4000, 50 * random() - 10, 100 * random() - 20,
       (ARRAY['weak','fair','strong'])[1 + floor(3 * random())::int], repeat(md5(n::text), 20)
       FROM generate_series(0, {claims} / {of} - 1) n, LATERAL (SELECT (date '2014-01-01' + n % 3650)::text) t (day)""",
    """INSERT INTO estimate (incident_id, position, harm, category, low, best, high, policy)
       SELECT md5('i' || n), 0, {harms}[1 + floor(6 * random())::int], 'people', 1, 2, 3, 'envelope'
       FROM generate_series(0, {claims} / {of} - 1) n""",
    """INSERT INTO membership SELECT md5('i' || n / {of}), md5('c' || n)
       FROM generate_series(0, {claims} / {of} * {of} - 1) n""",
    """INSERT INTO audit SELECT n, '2024-01-01T00:00:00Z', 'Person ' || {person}, 'keep', md5('d' || n), '{{}}', '', ''
       FROM generate_series(1, {documents}) n""",
    "INSERT INTO settled VALUES ('incidents', {documents}, 'envelope', '')",
)


def main(arguments: list[str]) -> int:
    """Fill a server, ask, print."""
    if reason := lacking():
        print(reason)
        return 0
    many = next((int(one) for one in arguments if one.isdigit()), 5_000_000)
    with tempfile.TemporaryDirectory(prefix="recounted-") as name, server(Path(name)) as url:
        database = open_database(url)
        began = time.perf_counter()
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT", writes=True) as connection:
            connection.exec_driver_sql("SET session_replication_role = replica")  # rows that fit need no looking up
            indexes = connection.exec_driver_sql(INDEXES).all()
            for statement in (
                *(f"DROP INDEX {name}" for name, _ in indexes),
                *(filled(one, many) for one in FILL),
                *(made for _, made in indexes),
            ):
                connection.exec_driver_sql(statement)
            connection.exec_driver_sql("VACUUM ANALYZE")
            size = connection.exec_driver_sql("SELECT pg_database_size(current_database())").scalar_one()
        print(f"{many:,} claims, {size / 1e9:.1f} GB, made in {time.perf_counter() - began:.0f} s\n", flush=True)
        worst = ask_all(database, url, many, "-v" in arguments)
        database.close()
    print(f"\nslowest at its 95th percentile: {worst:.0f} ms")
    return int(worst >= 300)


def ask_all(database: Database, url: str, many: int, plans: bool) -> float:
    """Ask everything, print how long it took, and give the slowest at its 95th percentile, in milliseconds."""
    worst = 0.0
    with database.engine.connect() as connection:
        for words, ask in questions():
            taken = sorted((timed(partial(answer, connection, one)), n, one) for n, one in enumerate(ask))
            worst = max(worst, told(words, [one for one, _, _ in taken]))
            if plans:
                print(plan(connection, taken[-1][2]))
    with Ledger(url) as ledger, database.engine.connect() as connection:
        for words, question in of_pages(ledger, connection, many):
            worst = max(worst, told(words, [timed(partial(question, number)) for number in range(TRIES)]))
    return worst


def told(words: str, taken: list[float]) -> float:
    """Print how long something took; its 95th percentile."""
    times = sorted(taken)
    late = times[int(len(times) * 0.95)]
    print(f"{words:46} median {statistics.median(times):7.1f} ms, 95th {late:7.1f} ms", flush=True)
    return late


def filled(statement: str, many: int) -> str:
    """A statement with its numbers."""
    skewed = {name: SKEWED.format(of) for name, of in (("publisher", 400), ("kind", 8), ("country", 60), ("person", 9))}
    return statement.format(
        claims=many,
        documents=many // OF_DOCUMENT,
        each=OF_DOCUMENT,
        of=OF_INCIDENT,
        kinds=KINDS,
        words=WORDS,
        harms=HARMS,
        source=SKEWED.format(20_000),
        **skewed,
    ).replace("%", "%%")


def questions() -> Iterator[tuple[str, list[Select[Any]]]]:
    """What is asked, in words and as queries with different values."""
    chance = random.Random(SEED)
    days = [date(2014, 1, 1) + timedelta(chance.randrange(3650)) for _ in range(TRIES)]
    boxes = [(w := chance.uniform(-20, 75), s := chance.uniform(-10, 35), w + 3, s + 3) for _ in range(TRIES)]
    country: Callable[[], str] = lambda: f"C{int(60 * chance.random() ** 3):d}"  # noqa: E731
    kind: Callable[[], str] = lambda: chance.choice(("ASSAULT", "COERCE", "PROTEST", "ACCUSE"))  # noqa: E731
    both: list[tuple[str, list[Wanted]]] = [
        ("event type", [{"event_type": kind()} for _ in days]),
        ("country", [{"country": country()} for _ in days]),
        ("a week", [{"since": day, "until": day + timedelta(7)} for day in days]),
        ("a year", [{"since": day, "until": day + timedelta(365)} for day in days]),
        ("a box", [{"box": box} for box in boxes]),
        ("harm", [{"harm": chance.choice(("killed", "missing"))} for _ in days]),
        ("country, type, month", [
            {"country": country(), "event_type": kind(), "since": day, "until": day + timedelta(30)} for day in days
        ]),
        ("box, harm, year", [
            {"box": box, "harm": "killed", "since": day, "until": day + timedelta(365)}
            for box, day in zip(boxes, days, strict=True)
        ]),
    ]  # fmt: skip
    alone: list[tuple[str, list[Wanted]]] = [
        ("source", [{"source": f"Voice {int(20_000 * chance.random() ** 3)}"} for _ in days]),
        ("modality", [{"modality": "denied"} for _ in days]),
        ("scope and harm", [{"scope": "cumulative", "harm": "detained"} for _ in days]),
        ("source and country", [{"source": f"Voice {chance.randrange(200)}", "country": country()} for _ in days]),
    ]
    c, i = tables.claim, tables.incident
    for words, wanted in (*both, *alone):
        yield f"claims by {words}", [asked(c, tables.figure, one, queries.in_turn(one)) for one in wanted]
    graded: list[Wanted] = [{"grade": chance.choice(("weak", "fair"))} for _ in days]
    for words, wanted in (*both, ("grade", graded)):
        yield f"incidents by {words}", [asked(i, tables.estimate, one, queries.EARLIEST) for one in wanted]


def of_pages(ledger: Ledger, connection: Connection, many: int) -> Iterator[tuple[str, Callable[[int], object]]]:
    """What the pages ask a server, in words and by the number of the try."""
    c, i = tables.claim, tables.incident

    def name(letter: str, of: int, number: int) -> str:
        return md5(f"{letter}{number * 7919 % of}".encode(), usedforsecurity=False).hexdigest()

    def claims_of(what: str, letter: str, of: int) -> Callable[[int], object]:
        return lambda number: answer(
            connection, narrowed(c, tables.figure, {what: name(letter, of, number)}, queries.in_turn({}))
        )

    incidents, documents = many // OF_INCIDENT, many // OF_DOCUMENT
    some = lambda number: [name("i", incidents, 100 * number + one) for one in range(100)]  # noqa: E731
    yield "pages: claims of an incident", claims_of("incident", "i", incidents)
    yield "pages: claims of a document", claims_of("document", "d", documents)
    yield (
        "pages: 100 incidents of a selection",
        lambda n: answer(connection, select(i.c.body).where(i.c.id.in_(some(n)))),
    )
    yield "pages: a claim by 10 letters of its id", lambda n: queries.one_id(connection, c, name("c", many, n)[:10], "")
    yield "pages: the log", lambda _: ledger.newest_audit(100)
    yield "pages: the log of one person", lambda n: ledger.newest_audit(100, f"Person {n % 9}")
    yield "pages: the log of one who is not in it", lambda n: ledger.newest_audit(100, f"Nobody {n}")
    yield "pages: whether anything has changed", lambda _: ledger.state()


def asked(main: Any, part: Any, wanted: Wanted, order: Any) -> Select[Any]:
    """The first page of what passes filters, in its order."""
    return narrowed(main, part, wanted, order).limit(PAGE)


def narrowed(main: Any, part: Any, wanted: Wanted, order: Any) -> Select[Any]:
    """All that passes filters, in its order."""
    return queries.narrowed(select(main.c.body), main, part, wanted).order_by(*order)


def answer(connection: Connection, query: Select[Any]) -> object:
    """What a query gives."""
    return connection.execute(query).all()


def timed(ask: Callable[[], object]) -> float:
    """The milliseconds that something takes."""
    began = time.perf_counter()
    ask()
    return (time.perf_counter() - began) * 1e3


def plan(connection: Connection, query: Select[Any]) -> str:
    """How the server answers a query."""
    written = query.compile(connection, compile_kwargs={"literal_binds": True})
    rows = connection.exec_driver_sql(f"EXPLAIN (ANALYZE, BUFFERS) {str(written).replace('%', '%%')}")
    return "\n".join(f"    {line}" for (line,) in rows)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
