"""Which documents repeat another."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recounted.copies import Shingles, find_copies, shares
from recounted.model import Document
from tellings import paper

STORY = """\
Rockets hit the market of Ganja on Sunday morning and killed one man, the prosecutor's office said. Thirty-two people
were taken to hospital, six of them in a grave state, according to doctors who spoke to reporters at the gate.
The defence ministry in Yerevan said that nothing had been fired at the town from the territory of Armenia.
Windows were broken as far as the railway station, and the bazaar stayed closed for the rest of the day.
Officials on both sides said that talks about a truce would go on in Geneva through the week.
"""

OTHER = """\
In Stepanakert people spent a third night in cellars. The ombudsman there counted four dead after shells fell on a street
of houses behind the hospital, and said that the power station had been hit again. Baku answered that its army had aimed
at barracks and at a depot, and accused the other side of keeping guns among homes. A bakery gave away bread at noon.
"""


def told(*texts: tuple[str, str, str, str]) -> list[tuple[str, str]]:
    """Copies among documents given as (name, day, publisher, text)."""
    return [(copy.document, copy.copy_of) for copy in find_copies(paper(n, d, p, t) for n, d, p, t in texts)]


def test_the_first_published_is_the_original() -> None:
    """A later paper with the same text is the copy, with the share of text in common and the original's day."""
    (copy,) = find_copies([paper("late", "2020-10-06", text=STORY), paper("early", "2020-10-05", text=STORY)])

    assert ("late", "early", 1.0, date(2020, 10, 5)) == (copy.document, copy.copy_of, copy.share, copy.first_published)


@pytest.mark.parametrize(
    "changed",
    [
        STORY.replace("Windows were broken as far as the railway station, and ", ""),
        "GANJA, Oct 5 (Caspian Wire) - " + STORY,
        "By Caspian Wire\n\n" + STORY + "\nAdditional reporting by our staff",
        STORY
        + "\nIn our own town a vigil was held at the old church, where some forty people lit candles on Monday.\n",
        STORY.replace("Sunday morning", "the morning of Sunday").replace("one man", "a man"),
    ],
    ids=["cut", "dateline", "credits", "a local paragraph", "edited"],
)
def test_what_a_newsroom_changes_leaves_a_copy(changed: str) -> None:
    """A sentence cut, a dateline, a byline, a local paragraph or a light edit leave a copy."""
    assert [("b", "a")] == told(("a", "2020-10-05", "Caspian Wire", STORY), ("b", "2020-10-06", "Town Star", changed))


@pytest.mark.parametrize(
    "text",
    [
        OTHER,
        "The defence ministry in Yerevan said that nothing had been fired at the town from the territory of Armenia. "
        + OTHER,
        STORY + OTHER + OTHER.upper() + "\n".join(f"{n} more was told of town number {n}." for n in range(40)),
    ],
    ids=["another report", "the same quotation", "a digest that holds the story"],
)
def test_what_is_told_anew_is_no_copy(text: str) -> None:
    """Another report, one with the same quotation, and a digest of many stories are no copies."""
    assert [] == told(("a", "2020-10-05", "Caspian Wire", STORY), ("b", "2020-10-06", "Town Star", text))


def test_two_sentences_of_one_kind_are_no_copies() -> None:
    """Short texts share most of their words by chance: only nearly the same ones are copies."""
    one = "Gunmen shot dead a policeman in the Kirovski district of the town on Sunday night, the police said."
    two = "Gunmen shot dead a policeman in the Leninski district of the town on Friday night, the army said."

    assert [] == told(("a", "2020-10-05", "A", one), ("b", "2020-10-05", "B", two))
    assert [("b", "a")] == told(("a", "2020-10-05", "A", one), ("b", "2020-10-06", "B", one))


@pytest.mark.parametrize("credit", ["With material from Caspian Wire", "Source: CW"])
def test_on_one_day_the_credited_paper_is_the_original(credit: str) -> None:
    """Of two papers of one day, the one that the other credits, by name or initials, comes first."""
    crediting = ("a", "2020-10-05", "Town Star", STORY + credit)

    assert [("a", "b")] == told(crediting, ("b", "2020-10-05", "Caspian Wire", STORY))


def test_a_copy_of_a_copy_points_at_the_original() -> None:
    """All copies of one text name the same original."""
    days = (("a", "2020-10-05"), ("b", "2020-10-06"), ("c", "2020-10-07"))

    assert [("b", "a"), ("c", "a")] == told(*((name, day, name, STORY) for name, day in days))


def test_nothing_is_a_copy_of_nothing() -> None:
    """Empty and tiny texts, and texts in a language without word lists, are read without harm."""
    odd = Document(id="z", ref="z", text="Пять слов и ещё два слова вот", language="xx")

    assert [] == find_copies([paper("a", text=""), paper("b", text=""), paper("c", text="Two words"), odd])


@settings(max_examples=20, deadline=None)
@given(
    st.permutations([("a", STORY), ("b", OTHER), ("c", STORY + "Read more"), ("d", OTHER[:-30]), ("e", STORY[:300])])
)
def test_the_order_of_the_documents_plays_no_part(order: list[tuple[str, str]]) -> None:
    """However the documents come, the copies are the same, and no copy is an original."""
    found = find_copies(paper(name, text=text) for name, text in order)

    assert found == find_copies(paper(name, text=text) for name, text in sorted(order))
    assert not {copy.document for copy in found} & {copy.copy_of for copy in found}


@given(st.lists(st.sampled_from("abcdef"), min_size=12, max_size=40), st.permutations(range(8)))
def test_likeness_of_two_texts_is_the_same_both_ways(words: list[str], order: list[int]) -> None:
    """Which of two texts is asked about first plays no part, least of all where they are of one length."""
    moved = [words[at] for at in order] + words[8:]
    a, b = (Shingles(told) for told in (words, moved))

    assert shares(a, b) == shares(b, a)
