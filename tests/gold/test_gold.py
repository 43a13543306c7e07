"""The program against people's coding, and two coders against each other."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recounted.errors import ReadError, UsageError
from recounted.extractors.rules import extract
from recounted.flow import score
from recounted.gold import Coded, Report, agreement, document_of, measure, read_gold
from recounted.gold.agreement import alpha
from recounted.gold.coded import coded
from recounted.gold.pairing import near, pairs, same_name
from test_cli import recounted

TEXT = "Shells hit Martuni on Friday, wounding two people, officials said."


def code(**fields: Any) -> Coded:
    """A coded claim, as JSON gives it."""
    return msgspec.convert(fields, Coded)


def report(*claims: Coded, name: str = "1", exhaustive: bool = False) -> Report:
    """A coded report."""
    return Report(id=name, claims=list(claims), text=TEXT, published=date(2020, 10, 9), exhaustive=exhaustive)


SHELLING = {
    "event_kind": "shelling", "place": "Martuni", "source": "officials", "date_start": "2020-10-09",
    "toll": [{"harm": "injured", "category": "people", "low": 2, "best": 2, "high": 2}],
}  # fmt: skip


def scores(*told: tuple[Report, list[Coded]]) -> dict[str, tuple[float, int]]:
    """Name of a score → share and number."""
    return {score.name: (score.value, score.total) for score in measure(told).scores}


def test_a_report_is_read_as_any_other_and_scored(tmp_path: Path) -> None:
    """From the file to the scores: the program's own reading of a plain sentence is right in every field."""
    line = {"id": "1", "text": TEXT, "published": "2020-10-09", "exhaustive": True, "claims": [SHELLING]}
    (tmp_path / "gold.jsonl").write_text(json.dumps(line) + "\n\n", encoding="utf-8")
    told = [
        (one, [coded(c) for c in extract(document_of(one, tmp_path))]) for one in read_gold(tmp_path / "gold.jsonl")
    ]
    found = scores(*told)

    assert found["claims found"] == (1.0, 1)
    assert found["claims that people have too"] == (1.0, 1)
    assert {value for value, _ in found.values()} == {1.0}


def test_a_report_may_lie_in_a_file_beside(tmp_path: Path) -> None:
    """`file` names it; one that has neither text nor file is refused."""
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")

    assert document_of(Report(id="1", claims=[], file="a.txt"), tmp_path).text == TEXT
    with pytest.raises(ReadError, match="neither text nor file"):
        document_of(Report(id="1", claims=[]), tmp_path)


@pytest.mark.parametrize(
    ("change", "field"),
    [({"place": "Barda"}, "place"), ({"source": "residents"}, "source"), ({"date_start": "2020-10-08"}, "date_start"),
     ({"date_start": None}, "date_start"), ({"event_kind": "battle"}, "event_kind")],
)  # fmt: skip
def test_what_differs_is_wrong_and_told(change: dict[str, Any], field: str) -> None:
    """One wrong field costs that field alone, and stands among the confusions; null is a value."""
    found = measure([(report(code(**SHELLING)), [code(**(SHELLING | change))])])
    wrong = [score.name for score in found.scores if score.value < 1]

    assert wrong == [field]
    assert [key[0] for key in found.confusions] == [field]


def test_what_is_absent_does_not_matter() -> None:
    """Only the fields that people give are compared."""
    found = scores((report(code(event_kind="shelling")), [code(**SHELLING)]))

    assert set(found) == {"claims found", "event_kind"}


def test_missed_and_extra_claims_count() -> None:
    """A claim that nobody finds lowers recall; one too many counts only where the coding is exhaustive."""
    battle = code(event_kind="battle", place="Barda")
    missed = scores((report(code(**SHELLING), battle), [code(**SHELLING)]))
    extra = scores((report(code(**SHELLING), exhaustive=True), [code(**SHELLING), battle]))

    assert missed["claims found"] == (0.5, 2)
    assert "claims that people have too" not in missed
    assert extra["claims that people have too"] == (0.5, 2)


def test_figures_are_compared_by_harm_category_and_bound() -> None:
    """Another category is a wrong figure; a wrong bound costs that bound; an unknown bound is null."""
    other = SHELLING | {"toll": [{"harm": "injured", "category": "civilians", "low": 2, "best": None, "high": 2}]}
    found = scores((report(code(**SHELLING)), [code(**other)]))

    assert (found["figure"], found["figure.low"], found["figure.best"]) == ((0.0, 1), (1.0, 1), (0.0, 1))


def test_spans_pair_claims() -> None:
    """Where both say where it stands, words that do not meet are never the same claim."""
    here, there = code(span=[0, 10], event_kind="battle"), code(span=[20, 30], event_kind="battle")

    assert pairs([here], [there]) == []
    assert pairs([here, there], [there, here]) == [(here, here), (there, there)]


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [("officials", "Officials", True), ("Defence Ministry", "Armenia's Defence Ministry", True), ("Barda", "Ganja", False),
     (None, None, True), (None, "Barda", False)],
)  # fmt: skip
def test_names_may_be_told_in_fewer_words(a: str | None, b: str | None, same: bool) -> None:
    """A name agrees with a longer form of it."""
    assert same_name(a, b) is same


@pytest.mark.parametrize(("point", "same"), [((40.7, 46.4), True), ((41.7, 46.4), False), ((None, None), False)])
def test_points_agree_within_25_km(point: tuple[float | None, float | None], same: bool) -> None:
    """Two gazetteers give a town slightly different coordinates."""
    ganja, other = code(latitude=40.68, longitude=46.36), code(latitude=point[0], longitude=point[1])

    assert near(ganja, other) is same


@given(
    st.lists(
        st.builds(lambda kind, place: code(event_kind=kind, place=place), st.sampled_from("ab"), st.sampled_from("cd")),
        max_size=5,
    )
)
def test_a_coding_against_itself_is_right(claims: list[Coded]) -> None:
    """Whatever is coded, the same coding scores 1 everywhere."""
    assert {value for value, _ in scores((report(*claims, exhaustive=True), claims)).values()} <= {1.0}


def test_alpha_is_krippendorff_s() -> None:
    """The example of his "Computing Krippendorff's alpha-reliability" (2011): two observers, ten binary values: 0.095."""
    a, b = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]

    assert alpha(list(zip(a, b, strict=True)), metric=False) == pytest.approx(0.095, abs=0.001)
    assert alpha([("x", "x"), ("x", "x")], metric=False) is None
    assert alpha([(1, 1), (9, 9), (None, 4)], metric=True) == pytest.approx(1.0)


def test_two_coders_agree_as_far_as_they_do() -> None:
    """Fields in which they agree have alpha 1; those that do not vary have none; missing reports are refused."""
    first = [
        report(code(event_kind="shelling", place="Martuni")),
        report(code(event_kind="battle", place="Barda"), name="2"),
    ]
    second = [
        report(code(event_kind="shelling", place="Martuni")),
        report(code(event_kind="battle", place="Ganja"), name="2"),
    ]
    rows = {row.field: row for row in agreement(first, second)}

    assert rows["event_kind"].alpha == pytest.approx(1.0)
    assert rows["place"].alpha is not None and rows["place"].alpha < 1
    assert rows["claims that both have (share)"].alpha == 1.0
    with pytest.raises(UsageError, match="same reports"):
        agreement(first, [report(name="9")])


@pytest.mark.parametrize("line", ['{"id": "1"}', '{"id": "1", "claims": [{"colour": "red"}]}', "[]", "no json"])
def test_what_is_no_gold_is_told_with_its_line(tmp_path: Path, line: str) -> None:
    """A line that does not follow the format is named with its number and what is wrong."""
    (tmp_path / "gold.jsonl").write_text(line, encoding="utf-8")

    with pytest.raises(ReadError, match="line 1"):
        list(read_gold(tmp_path / "gold.jsonl"))


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("", "holds no coded report"),
        (
            '{"id": "1", "text": "x", "claims": [{"event_kind": "shellin"}]}',
            "no event_kind .* Perhaps shelling is meant",
        ),
        ('{"id": "1", "text": "x", "claims": [{"toll": [{"harm": "dead"}]}]}', '"dead" is no harm'),
        (
            '{"id": "1", "text": "x", "claims": [{}, {"span": [0, 2]}]}',
            "claim 2: its span .0, 2. is not within the text",
        ),
        ('{"id": "1", "text": "x", "claims": [{"country": "South Sudan"}]}', "three capital letters"),
        (
            '{"id": "1", "text": "x", "claims": [{"date_start": "2020-10-09", "date_end": "2020-10-08"}]}',
            "before it begins",
        ),
        (
            '{"id": "1", "text": "x", "claims": [{"toll": [{"harm": "killed", "low": 9, "high": 1}]}]}',
            "not in this order",
        ),
        (
            '{"id": "1", "text": "x", "claims": []}\n\n{"id": "1", "text": "y", "claims": []}',
            "lines 1 and 3 have one id",
        ),
    ],
)
def test_a_coding_that_could_never_be_right_is_refused(line: str, message: str, tmp_path: Path) -> None:
    """An empty file, a code that the program has not, what is not in the text or in order, are told, not counted."""
    (tmp_path / "gold.jsonl").write_text(line, encoding="utf-8")
    with pytest.raises(ReadError, match=message):
        score(tmp_path / "gold.jsonl")


def test_reports_that_one_coder_has_alone_are_told(tmp_path: Path) -> None:
    """They are left out of the agreement, and the program says which."""
    for name, ids in (("a", "12"), ("b", "23")):
        lines = [json.dumps({"id": one, "text": TEXT, "claims": [SHELLING]}) for one in ids]
        (tmp_path / f"{name}.jsonl").write_text("\n".join(lines), encoding="utf-8")
    done = recounted("score", "--agreement", "a.jsonl", "b.jsonl", cwd=tmp_path)

    assert done.returncode == 0
    assert "1 report not in b.jsonl, and left out: 1" in done.stderr
    assert "1 report not in a.jsonl, and left out: 3" in done.stderr
