"""What the page of an incident says: who is named as the doer by whom, which words set which bound, by what rule."""

import re
from datetime import date

import pytest
from forms import incident_in
from litestar.testing import TestClient

from recounted.ledger import Ledger
from recounted.model import Actor, Claim, Document, Estimate, Figure, Span, Speaker
from recounted.web.drawing import bar
from recounted.web.evidence import Case, accusations
from recounted.web.wording import POLICY_WORDS, Toll, deed, joined, point_in_words

TEXT = "Four people were killed in Brod, the mayor said."
PUBLISHED = date(2020, 10, 1)


def report(name: str) -> Document:
    """A report of one sentence."""
    return Document(
        id=name,
        ref=f"{name}.txt",
        media_type="text/plain",
        text=TEXT,
        language="en",
        publisher=f"{name} Desk",
        published=PUBLISHED,
    )


def said(name: str, by: str, actor: str | None = None, modality: str = "asserted", code: str | None = None) -> Claim:
    """A claim of four killed, or its denial, by a speaker of a side, about an actor of a side."""
    span = Span(0, len(TEXT))
    return Claim(
        id=f"{name}-{by}",
        document=name,
        ref=f"{name}.txt",
        span=span,
        text=TEXT,
        sources=(
            Speaker(name=f"{name} Desk", kind="publisher"),
            Speaker(name=by, kind="organisation", code=code, span=Span(33, 42)),
        ),
        speech_act="deny" if modality == "denied" else "state",
        modality=modality,
        event_type="ASSAULT",
        event_kind="killing",
        event_span=Span(17, 23),
        actors=(Actor(name=actor, span=Span(0, 4), code=actor),) if actor else (),
        toll=(Figure(harm="killed", category="people", low=4, best=4, high=4, span=Span(0, 11)),),
    )


def case_of(*claims: Claim) -> Case:
    """An incident's claims."""
    names = {claim.document for claim in claims}
    return Case(claims, {name: report(name) for name in names}, {})


def test_each_side_that_is_named_stands_with_those_who_name_it_and_those_who_deny_it() -> None:
    """Whom most name comes first; a denial that names nobody is of the speaker's own side; nobody is named by one."""
    case = case_of(
        said("a", "the mayor", "ARM"),
        said("b", "the fire service", "ARM"),
        said("b", "a resident", "AZE"),
        said("b", "the ministry", None, "denied", "ARM"),
        said("c", "an office", "TUR", "denied"),
    )

    assert [(one.code, one.said_by, one.denied_by) for one in accusations(case)] == [
        ("ARM", ("the mayor", "the fire service"), ("the ministry",)),
        ("AZE", ("a resident",), ()),
        ("TUR", (), ("an office",)),
    ]


def test_swapped_sides_swap_what_is_said_of_them() -> None:
    """The same claims with the sides exchanged give the same accusations with the sides exchanged."""
    other = {"ARM": "AZE", "AZE": "ARM"}
    told = [("a", "the mayor", "ARM"), ("b", "the fire service", "ARM"), ("b", "a resident", "AZE")]

    here = accusations(case_of(*(said(*one) for one in told)))
    there = accusations(case_of(*(said(name, by, other[code]) for name, by, code in told)))

    assert [(other[one.code], one.said_by) for one in here] == [(one.code, one.said_by) for one in there]


def test_bounds_that_the_same_words_set_stand_together() -> None:
    """One number is one bound with its words once; an open end and an unknown best stand for themselves."""
    case = case_of(said("a", "the mayor"))
    own = ("a-the mayor",)

    def named(estimate: Estimate) -> list[tuple[str, str, int]]:
        return [(one.names, one.said or one.unsaid, len(one.quotes)) for one in case.bounds(estimate)]

    def estimated(low: int | None, best: int | None, high: int | None) -> Estimate:
        return Estimate(
            harm="killed", category="people", low=low, best=best, high=high, policy="envelope",
            low_claims=own if low is not None else (), best_claims=own if best is not None else (),
            high_claims=own if high is not None else (),
        )  # fmt: skip

    assert named(estimated(4, 4, 4)) == [("low, best and high", "4", 1)]
    assert named(estimated(4, 4, None)) == [("low and best", "4", 1), ("high", "not bounded", 0)]
    assert named(estimated(4, None, 9)) == [("low", "4", 1), ("best", "no single best", 0), ("high", "9", 1)]


def test_a_number_stands_with_how_many_independent_voices_give_it() -> None:
    """Voices are counted once, those who deny and those whose figure set nothing are left out."""
    case = case_of(
        said("a", "the mayor"), said("b", "the mayor"), said("b", "a clinic"), said("c", "an army", None, "denied")
    )
    own = Estimate(harm="killed", category="people", low=4, best=4, high=4, policy="envelope")

    assert case.voices(own) == 2


@pytest.mark.parametrize("size", [(676, 62), (340, 62), (104, 16)])
def test_the_arrow_of_a_toll_without_an_upper_bound_stays_in_its_drawing(size: tuple[int, int]) -> None:
    """Even where the number is the end of the scale, its arrow is drawn whole."""
    drawn = bar(Toll(8, 8, None), 8, "killed", size)
    ends = [float(x) for x in re.findall(r'x2="([\d.]+)"', drawn)]

    assert max(ends) <= size[0]


@pytest.mark.parametrize(
    ("act", "kind", "words"),
    [("state", "shelling", "shelling"), ("deny", "shelling", "denies: shelling"), ("deny", "denial", "denies"),
     ("accuse", "accusation", "accuses")],
)  # fmt: skip
def test_an_act_that_is_all_that_is_told_is_told_once(act: str, kind: str, words: str) -> None:
    """What is denied or stated stands after the act, unless it is the act itself."""
    claim = said("a", "the mayor")
    told = {name: getattr(claim, name) for name in claim.__struct_fields__} | {"speech_act": act, "event_kind": kind}

    assert deed(Claim(**told)) == words


def test_words_of_lists_and_points() -> None:
    """Lists end with their word; a point names its hemispheres."""
    assert [joined(one) for one in (["low"], ["low", "best"], ["low", "best", "high"])] == [
        "low", "low and best", "low, best and high"
    ]  # fmt: skip
    assert point_in_words(-1.5, -77.25) == "1.500 S, 77.250 W"


def test_the_page_explains_its_marks_and_its_rules(pages: TestClient) -> None:
    """Every way of reckoning is named with what it does, precisions are words, and bits are explained."""
    one = incident_in(pages, "Ganja")
    text = pages.get(f"/incident/{one['id']}").text
    plain = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", text))

    assert all(words in plain for words in POLICY_WORDS.values())
    assert "after the Uppsala Conflict Data Program" in plain
    assert "according to 2 independent voices" in plain
    assert "with each bit more the odds are twice as good" in plain
    assert re.search(r"\(1 of 7\)", plain)
    assert " N, " in plain
    assert "deny that it was Armenia; no claim of this incident says it was" in plain.replace("  ", " ")


def test_the_dossier_tells_all_that_the_page_tells(pages: TestClient, kept: Ledger) -> None:
    """Who said what, how the figure moved and why the reports are one stand in the file, and lead to its own text."""
    one = incident_in(pages, "Ganja")
    text = pages.get(f"/incident/{one['id']}/dossier").text

    for heading in ("The toll, as claimed", "Who said what", "How the figure moved", "Why these reports are one"):
        assert heading in text
    for led in set(re.findall(r'href="#([\w-]+)"', text)) - {f"m-{name}" for name in ("denied", "copy")}:
        assert f'id="{led}"' in text, led
    assert kept.document(one["documents"][0]).id in text
