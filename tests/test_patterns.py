"""The phrase language."""

import pytest

from marks import report
from recounted.errors import LexiconError
from recounted.lexicon import compose
from recounted.patterns import FREQUENT, Alphabet, Matcher, parse
from recounted.prose import Prose, split


def found(phrases: list[str], sentence: str, lists: str = "", unless: str = "[]") -> list[str]:
    """The words that a rule with these phrases finds in a sentence."""
    prose = staged(phrases, sentence, lists, unless)
    return [prose.phrase(f.start, f.end) for _, f in prose.search("sample")]


def staged(phrases: list[str], sentence: str, lists: str = "", unless: str = "[]") -> Prose:
    """A sentence and a lexicon with one rule."""
    rule = f'[[sample]]\ncode = "x"\nmatch = {phrases!r}\nunless = {unless}\nyes = ["a"]\nno = ["b"]\n'
    return split(report(sentence), compose("en", {"sample.toml": f"[lists]\n{lists}\n{rule}"}))


@pytest.mark.parametrize(
    ("phrase", "sentence", "expected"),
    [
        ("shelled", "Troops Shelled the port.", ["shelled"]),
        ("shelling of", "The shelling of the town; shelling elsewhere.", ["shelling of"]),
        ("{shelled, fired at}", "They fired at him and shelled her.", ["fired at", "shelled"]),
        ("fired * at", "They fired two dozen heavy shells at it.", ["fired two dozen heavy shells at"]),
        ("fired * at", "They fired one two three four five at it.", []),
        ("fired * at", "They fired, then ran at it.", []),
        ("fired ** at", "They fired, then ran at it.", ["fired , then ran at"]),
        ("fired ** at", "They fired. Then ran at it.", []),
        ("a? b", "b and a b", ["b", "a b"]),
        ("in May", "in May, in may", ["in may"]),
        ("in May", "IN MAY", ["in may"]),
        ("@Digits dead", "12 dead, twelve dead, 1,200 dead", ["12 dead", "1,200 dead"]),
        ("_ dead", "twelve dead, 12 dead", ["twelve dead", "12 dead"]),
        ('killed "," hurt', "killed, hurt", ["killed , hurt"]),
        ("army 's", "the army’s and the army's", ["army 's", "army 's"]),
    ],
)
def test_a_phrase_finds_what_it_says(phrase: str, sentence: str, expected: list[str]) -> None:
    """Words, choices, gaps, options, capitals, marks and built-in lists match as docs/write-a-rule.md tells."""
    assert expected == found([phrase], sentence)


def test_lists_hold_words_and_phrases() -> None:
    """An entry of a list may have several words; the longest wins; a capital is meant."""
    lists = 'hedge = ["at least", "at", "about"]\nmonth = ["May"]'

    assert found(["@hedge @Digits"], "at least 5, about 6, some 7", lists) == ["at least 5", "about 6"]
    assert found(["@month"], "In May we may go.", lists) == ["may"]


def test_unless_forbids_what_it_meets() -> None:
    """A match that shares a word with a forbidding phrase is none."""
    assert found(["shelled"], "She shelled peas. They shelled it.", unless='["shelled peas"]') == ["shelled"]


def test_parts_are_kept_by_name() -> None:
    """A phrase can keep the extent of a part, and several phrases of a rule can use one name."""
    prose = staged(["n:@Digits dead", "killed n:@Digits"], "12 dead; it killed 13.")

    assert [prose.phrase(*f.kept["n"]) for _, f in prose.search("sample")] == ["12", "13"]


def test_mentions_stand_for_their_words() -> None:
    """A kind in a phrase matches a whole mention that is laid over the words, and the words are hidden."""
    prose = staged(["<count> dead", "least"], "At least twelve men dead.")
    shown = prose.overlay("count", [(0, 4)])

    assert [prose.phrase(f.start, f.end) for _, f in prose.search("sample", shown)] == ["at least twelve men dead"]
    assert prose.overlay("count", [(2, 4), (0, 3), (0, 3)]) == prose.overlay("count", [(0, 3)])


@pytest.mark.parametrize("phrase", ["", "{a, b", "a}", "?", "name:"])
def test_a_broken_phrase_is_refused_in_words(phrase: str) -> None:
    """A phrase that is empty, or whose braces do not match, is refused with a message that quotes it."""
    with pytest.raises(LexiconError, match="phrase"):
        parse(phrase)


def test_an_unknown_list_or_kind_is_refused() -> None:
    """A phrase may only use lists and kinds that exist; the message says which there are."""
    with pytest.raises(LexiconError, match="@nowhere"):
        found(["@nowhere"], "a")
    with pytest.raises(LexiconError, match="<thing>"):
        found(["<thing>"], "a")


def test_digits_of_a_calendar_are_told_apart() -> None:
    """Days of a month, years and dates with stops are classes of their own, and digits all the same."""
    assert found(["May @Day"], "May 7, May 700, May 41, May 7,000") == ["may 7"]
    assert found(["@Year"], "2016, 1499, 20160") == ["2016"]
    assert found(["@Date"], "17.10.2020, 1.2.20, 17.10") == ["17.10.2020", "1.2.20"]
    assert found(["@Digits"], "7 and 2016") == ["7", "2016"]


def test_matches_do_not_overlap() -> None:
    """The next match begins where the last one ended, also where a match could begin within it."""
    assert found(["a a"], "a a a a a") == ["a a", "a a"]
    assert found(["b? a"], "b a a") == ["b a", "a"]


def test_a_phrase_is_looked_for_by_its_rarest_word() -> None:
    """The word by which a phrase is looked for is not one that stands in every sentence, unless it has no other."""
    alphabet = Alphabet({FREQUENT: ["the", "of"], "ports": ["Odesa", "Jaffa", "Aden"]}, ["of", "port"])

    assert Matcher(["of {@ports}"], alphabet).anchors == frozenset(alphabet.any_of("@ports"))
    assert Matcher(["of"], alphabet).anchors == frozenset(alphabet.any_of("=of"))


def test_the_phrases_of_a_list_are_looked_for_by_their_rarest_words() -> None:
    """A list's phrase is looked for by its rare word, wherever that stands in it, and found with the common one."""
    alphabet = Alphabet({FREQUENT: ["the", "of"], "days": ["the eve", "eve of", "dusk"]}, [])

    assert Matcher(["@days"], alphabet).anchors == frozenset(alphabet.any_of("=eve", "@days"))
    assert [
        (f.start, f.end) for f in Matcher(["@days"], alphabet).find(alphabet.spell(["on", "the", "eve"]), 0, 3)
    ] == [(1, 3)]
