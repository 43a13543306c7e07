"""Words, sentences and paragraphs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marks import prose
from recounted.prose import LONGEST


def sentences(text: str) -> list[str]:
    """The sentences of a text, as they stand in it."""
    cut = prose(text)
    return [cut.span(start, end).of(text) for start, end in cut.sentences]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One fell. Two fell.", ["One fell.", "Two fell."]),
        ("Gen. Smith met Mr. J. Doe. They spoke.", ["Gen. Smith met Mr. J. Doe.", "They spoke."]),
        ("“No.” He left. He said “no”.", ["“No.”", "He left.", "He said “no”."]),
        ("It fell at 10 a.m. The army left.", ["It fell at 10 a.m.", "The army left."]),
        ("A heading\n\nA text", ["A heading", "A text"]),
        ("- One\n- Two", ["- One", "- Two"]),
        ("A line that\nis wrapped. Next", ["A line that\nis wrapped.", "Next"]),
        (
            "Rockets hit Barda\nThe town was hit at noon on Wednesday",
            ["Rockets hit Barda", "The town was hit at noon on Wednesday"],
        ),
        ("Fire! Who? They said so… Yes.", ["Fire!", "Who?", "They said so…", "Yes."]),
        ("It cost 1.5 million. The end", ["It cost 1.5 million.", "The end"]),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, expected: list[str]) -> None:
    """Abbreviations and initials do not end a sentence; marks, blank lines and bullets do."""
    assert expected == sentences(text)


@given(st.text(alphabet=st.sampled_from("Aa1.,\n “”-😀é ش")))
def test_every_word_lies_where_it_says(text: str) -> None:
    """Words are found again at their offsets; sentences lie in order and hold every word that is no break."""
    cut = prose(text)

    for word, start, end in zip(cut.printed, cut.starts, cut.ends, strict=True):
        assert text[start:end] == word or start == end
    held = [at for start, end in cut.sentences for at in range(start, end)]
    assert held == [at for at, word in enumerate(cut.printed) if word.strip()]
    assert len(cut.symbols) == len(cut)


@given(st.text(min_size=1), st.data())
def test_extent_and_span_are_each_others_inverse(text: str, data: st.DataObject) -> None:
    """The words that a span of whole words covers give that span back."""
    cut = prose(text)
    if not cut.sentences:
        return
    start, end = data.draw(st.sampled_from(cut.sentences))

    assert (start, end) == cut.extent(cut.span(start, end))


@pytest.mark.parametrize("section", ["event", "time", "cue"])
def test_sentence_by_sentence_the_same_is_found(section: str) -> None:
    """Looking only where a rule's own words stand finds what looking everywhere finds."""
    words = prose(
        "Rebels attacked the port on Friday. The army said it had shelled their camp, killing two; the mayor denied it.\n\n"
        "A truce took effect at noon, and the envoys met in Doha. Police arrested nine students after a protest."
    )
    everywhere = {(rule.code, found.start, found.end) for rule, found in words.search(section)}

    assert everywhere
    assert everywhere == {(rule.code, found.start, found.end) for rule, found in words.search_sentences(section)}


def test_what_has_no_end_is_cut_all_the_same() -> None:
    """Words without a full stop are cut into sentences of a bounded length, and none is lost."""
    cut = prose("shells " * 1000)

    assert [end - start for start, end in cut.sentences] == [LONGEST, LONGEST, LONGEST, 1000 - 3 * LONGEST]
