"""The gate."""

import pytest

from marks import report
from recounted.errors import EvidenceError
from recounted.evidence import check, check_claim, spans
from recounted.model import Claim, Figure, Mention, Place, Span, Speaker

TEXT = "At least 12 people were killed in Aden, officials said."


def place(start: int, end: int, text: str) -> Mention:
    """A mention of a place."""
    span = Span(start, end)
    return Mention(kind="places", span=span, text=text, by="test", value=Place(name=text, span=span))


def claim(span: Span, text: str, figure: Span) -> Claim:
    """A claim with one figure."""
    return Claim(
        id="c", document="d", ref="r", span=span, text=text, sources=(Speaker(name="Desk", kind="publisher"),), speech_act="state",
        modality="asserted", event_type="ASSAULT", event_kind="killing", event_span=Span(24, 30),
        toll=(Figure(harm="killed", category="people", low=12, best=12, span=figure),),
    )  # fmt: skip


def test_words_at_their_span_pass() -> None:
    """A mention whose words are where it says is returned as it is."""
    mention = place(34, 38, "Aden")

    assert mention is check(mention, report(TEXT))


def test_words_elsewhere_are_refused_with_what_stands_there() -> None:
    """A mention one character off is refused, and the message shows both readings."""
    with pytest.raises(EvidenceError, match=r'"Aden".*" Ade"'):
        check(place(33, 37, "Aden"), report(TEXT))


def test_a_claim_with_a_span_outside_the_text_is_refused() -> None:
    """Every span inside a claim is checked, also those of its figures."""
    whole = Span(0, len(TEXT))

    assert check_claim(claim(whole, TEXT, Span(0, 18)), TEXT)
    with pytest.raises(EvidenceError, match="ends at 99"):
        check_claim(claim(whole, TEXT, Span(90, 99)), TEXT)
    with pytest.raises(EvidenceError, match="is not"):
        check_claim(claim(Span(0, 5), TEXT, Span(0, 18)), TEXT)


def test_all_spans_of_a_record_are_found() -> None:
    """Spans are found however deep they lie."""
    assert {Span(0, 5), Span(0, 18), Span(24, 30)} == set(spans(claim(Span(0, 5), "At le", Span(0, 18))))


@pytest.mark.parametrize(("start", "end"), [(3, 3), (4, 2), (-1, 2)])
def test_an_empty_or_backward_span_cannot_be(start: int, end: int) -> None:
    """A span holds at least one character."""
    with pytest.raises(ValueError, match="0 <= start < end"):
        Span(start, end)
