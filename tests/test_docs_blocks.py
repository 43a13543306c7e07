"""Blocks of the pages that are neither Python nor lines of the program: each is used for what its page says it is."""

import json
import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer.main

import recounted
from marks import report
from recounted import cli, flow
from recounted.extractors.coded import read
from recounted.extractors.columns import columns_of
from recounted.lexicon import Lexicon, compose, data, vocabulary
from recounted.patterns import Matcher
from recounted.prose import split
from recounted.watching import read_feeds
from test_docs import DOCS, PAGES, ROOT, WALKS

BLOCK = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)

#: Kinds of blocks that other tests run or compare, on whichever page they stand.
ELSEWHERE = {"python": "test_docs.py"}

#: What is typed beside the program's own lines, and who types it.
TYPED = {
    "make": "tests/test_makefile.py, and this run of the tests",
    "python3 -m venv": "tools/release.py makes an environment with the wheel",
    "pip install": "tools/release.py",
    "curl": "test_addresses_of_the_pages_answer",
    ".venv/bin/python -m pytest tests/test_language_data.py": "this run of the tests",
}

#: Page → beginnings of its other blocks, and what uses them.
USED = {
    "README.md": {"2020-10-17": "test_the_readme_shows_what_the_demo_prints"},
    "exports.md": {"publisher": "test_a_map_of_columns", '{"id"': "test_a_coded_report"},
    "watching.md": {"[[feed]]": "test_a_list_of_feeds"},
    "write-a-rule.md": {
        "[[event]]": "test_rules_prove_themselves",
        "[[cue]]": "test_rules_prove_themselves",
        "[event]": "test_a_kind_of_event",
        "kind,code": "the lines of the page read it",
    },
    "how-it-flows.md": {"  read": "test_the_sentence_is_that_of_the_code"},
    "scale-out.md": {"recounted read": "test_lines_for_a_cluster_name_options_that_there_are"},
}


def blocks(page: str, kind: str = "") -> Iterator[str]:
    """The blocks of a page, of one kind or of all."""
    for found in BLOCK.finditer((DOCS / page).read_text(encoding="utf-8")):
        if not kind or found[1] == kind:
            yield found[2]


def test_every_block_is_used_or_says_by_whom() -> None:
    """No block stands on a page that nothing tries."""
    left = []
    for page in PAGES:
        for found in BLOCK.finditer(page.read_text(encoding="utf-8")):
            kind, body = found.groups()
            if kind in ELSEWHERE or page in WALKS:
                continue
            if kind == "console":
                lines = [line[2:] for line in body.splitlines() if line.startswith("$ ")]
                left += [line for line in lines if not line.startswith("recounted ") and not typed(line)]
            elif not any(body.startswith(head) for head in USED.get(page.name, ())):
                left.append(f"{page.name}: {body[:40]}")

    assert left == []


def typed(line: str) -> bool:
    """Whether somebody types a line."""
    return any(line.startswith(head) for head in TYPED)


def test_a_map_of_columns(tmp_path: Path) -> None:
    """The map of docs/exports.md reads a table with the columns that it names."""
    (told,) = (block for block in blocks("exports.md", "toml"))
    (tmp_path / "my-map.toml").write_text(told, encoding="utf-8")
    head = "nr,first day,last day,town,lat,lon,country,what,perpetrator,victims,dead min,dead max"
    row = "1,2020-10-27,2020-10-27,Barda,40.37,47.12,Azerbaijan,rocket,Armenian forces,civilians,0,7"
    (tmp_path / "table.csv").write_text(f"{head}\n{row}\n", encoding="utf-8")
    (found,) = read(str(tmp_path / "table.csv"), columns_of(str(tmp_path / "my-map.toml")))
    assert not isinstance(found, recounted.Failure)
    (claim,) = found[1]

    assert (claim.event_kind, claim.locations[0].country, claim.sources[0].name) == (
        "missile_strike",
        "AZE",
        "The Desk",
    )
    assert [actor.code for actor in (*claim.actors, *claim.recipients)] == ["ARM MIL", "CVL"]
    assert [(figure.category, figure.low, figure.high) for figure in claim.toll] == [("civilians", 0, 7)]


def test_a_coded_report(tmp_path: Path) -> None:
    """The report of docs/exports.md is scored, and right in every field."""
    (told,) = blocks("exports.md", "json")
    (tmp_path / "gold.jsonl").write_text(json.dumps(json.loads(told)), encoding="utf-8")
    scores = {one.name: one.value for one in recounted.score(tmp_path / "gold.jsonl").scores}

    assert {"claims found", "event_kind", "place", "source", "figure.low"} <= scores.keys()
    assert set(scores.values()) == {1.0}


def test_a_list_of_feeds(tmp_path: Path) -> None:
    """The feeds of docs/watching.md are feeds."""
    (told,) = blocks("watching.md", "toml")
    (tmp_path / "feeds.toml").write_text(told, encoding="utf-8")
    feeds = read_feeds(str(tmp_path / "feeds.toml"))

    assert [(feed.every, feed.publisher) for feed in feeds] == [("15m", "Example Desk"), ("6h", None)]


def test_rules_prove_themselves() -> None:
    """The rules of docs/write-a-rule.md find what their own examples say, among all other words of English."""
    rules = [block for block in blocks("write-a-rule.md", "toml") if block.startswith("[[")]
    files = {entry.name: entry.read_text(encoding="utf-8") for entry in data("lang", "en").iterdir()}
    words = compose("en", files | {f"page{number}.toml": block for number, block in enumerate(rules)})

    assert len(rules) == 2
    for section in ("event", "cue"):
        rule = words.rules[section][-1]
        matcher = words.matcher(rule)
        assert all(finds(words, matcher, sentence) for sentence in rule.yes)
        assert not any(finds(words, matcher, sentence) for sentence in rule.no)


def finds(words: Lexicon, matcher: Matcher, sentence: str) -> bool:
    """Whether a rule finds something in a sentence; the brackets of an example are no part of it."""
    symbols = split(report(re.sub(r"[\[\]]", "", sentence)), words).symbols
    return bool(list(matcher.find(symbols, 0, len(symbols))))


def test_a_kind_of_event() -> None:
    """The line of docs/write-a-rule.md says what other kinds say, in codes that there are."""
    (told,) = (block for block in blocks("write-a-rule.md", "toml") if block.startswith("[event]"))
    ((_, kind),) = tomllib.loads(told)["event"].items()
    known = vocabulary()

    assert kind.keys() <= {key for other in known["event"].values() for key in other}
    assert kind["plover"] in known["event_type"] and kind["weapon"] in known["weapon"]


def test_the_sentence_is_that_of_the_code() -> None:
    """The sentence of docs/how-it-flows.md has every word of the one at the head of flow.py."""
    told = next(blocks("how-it-flows.md")).split()

    assert set(told) >= set((flow.__doc__ or "").split("page.")[1].split())


def test_lines_for_a_cluster_name_options_that_there_are() -> None:
    """What docs/scale-out.md has one type on a cluster is understood; a cluster is not at hand here."""
    program = typer.main.get_command(cli.app)
    lines = [shlex.split(line) for block in blocks("scale-out.md") for line in block.splitlines() if line]
    for _, verb, *words in lines:
        known = {option for one in program.commands[verb].params for option in one.opts}  # type: ignore[attr-defined]
        assert {word for word in words if word.startswith("--")} <= known

    assert len(lines) == 2


def test_addresses_of_the_pages_answer(tmp_path: Path) -> None:
    """The addresses that docs/web.md asks with curl give what it says, of the example reports."""
    litestar = pytest.importorskip("litestar.testing", reason="pages need recounted[web]")
    from recounted.web import make_app

    asked = [
        shlex.split(line)[-1] for block in blocks("web.md", "console") for line in block.splitlines() if "curl" in line
    ]
    with recounted.Ledger(str(tmp_path / "ledger.db")) as ledger:
        recounted.read_into(ledger, [str(path) for path in (ROOT / "examples").glob("*ganja*")], cores=1)
        recounted.settle(ledger)
        with litestar.TestClient(make_app(ledger, "mk"), raise_server_exceptions=False) as client:
            answers = [client.get(url.partition(":8350")[2]) for url in asked]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].json()["items"][0]["place"] == "Ganja"
    assert "harm" in answers[1].text.splitlines()[0]
