"""What the words of a claim show besides its fields: names, countries, and kinds of sites and people."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise

from recounted.countries import countries
from recounted.lexicon import languages, lexicon

#: Marks that stand at a word without being of it, and those after which a capital letter says nothing.
MARKS, SENTENCE_ENDS = ".,;:!?\"'“”‘’()[]…", '.!?:"“”'

#: Shorter capitalised words are rather initials than names.
LETTERS = 4

#: Lists of a language that hold names.
OF_NAMES = frozenset({"given_names", "family_names", "place_words", "place_never"})

#: A claim is compared alone and with the others of its happening; so many texts are remembered in between.
REMEMBERED = 4096

#: Names of countries have at most so many words.
LONGEST = 5


@cache
def common_names() -> frozenset[str]:
    """Capitalised words that tell no happening from another: of countries and peoples, of days, offices and titles.

    Every word that a language has in one of its lists is common, but for the lists of names.
    """
    named = (name for own in countries() for name in (*own.names, *own.adjectives, *own.people))
    nations = {word for name in named for word in proper(name)}
    lists = [own for language in languages() for name, own in lexicon(language).lists.items() if name not in OF_NAMES]
    return frozenset(nations.union(word for own in lists for entry in own for word in entry.split()))


@cache
def topics() -> Mapping[str, frozenset[str]]:
    """Word → what it shows a report to speak of: sites and kinds of people."""
    known = (own for language in languages() for own in lexicon(language).maps.get("topics", {}).items())
    return {word: frozenset(str(named).split()) for word, named in known}


@lru_cache(REMEMBERED)
def topics_in(text: str) -> frozenset[str]:
    """The topics of a text's words."""
    known = topics()
    return frozenset().union(*(known.get(word.strip(MARKS).casefold(), frozenset()) for word in text.split()))


@cache
def nations() -> Mapping[str, Mapping[str, frozenset[str]]]:
    """First word → names of countries, adjectives and peoples that begin with it → the codes that they may stand for.

    A name that ends another's may be short for it: "Congo".
    """
    full = [(name, own.code) for own in countries() for name in own.names]
    named = full + [(name, own.code) for own in countries() for name in (*own.people, *own.adjectives)]
    found: dict[str, dict[str, frozenset[str]]] = {}
    for name, code in named:
        held = found.setdefault(name.split()[0], {})
        longer = (other for longer, other in full if longer.endswith(f" {name}"))
        held[name] = held.get(name, frozenset()).union((code,), longer)
    return found


@lru_cache(REMEMBERED)
def lands_in(text: str) -> frozenset[str]:
    """The countries that a text names, or whose people it names."""
    told, known = text.split(), nations()
    found: set[str] = set()
    behind = 0
    for at, word in enumerate(told):
        if at >= behind and not word.islower() and (names := known.get(word) or known.get(bare(word))):
            name, behind = longest(told, at, names)
            found |= names.get(name, frozenset())
    return frozenset(found)


def longest(told: Sequence[str], at: int, names: Collection[str]) -> tuple[str, int]:
    """The longest of some names that stands at a word, and where it ends; an empty one where none does."""
    for end in range(min(len(told), at + LONGEST), at, -1):
        words = " ".join(told[at:end])
        for name in (words, bare(words)):
            if name in names:
                return name, end
    return "", at + 1


def proper(name: str) -> list[str]:
    """The words of a name that begin with a capital letter, in lower case."""
    return [word.casefold() for word in name.replace("-", " ").split() if word[:1].isupper() and len(word) > 2]


@lru_cache(REMEMBERED)
def names_in(text: str) -> frozenset[str]:
    """Capitalised words within a sentence, and the town of a dateline: names of people, places and things.

    Of a word with a hyphen the parts are names: "al-Baghdadi", "Pul-e-Khumri".
    """
    told = text.split()
    found = {word.strip(MARKS).casefold() for word in told if word.isupper() and len(word.strip(MARKS)) > LETTERS}
    for before, word in pairwise(told):
        if before[-1] not in SENTENCE_ENDS:
            found.update(name_parts(bare(word)))
    return frozenset(found)


def name_parts(word: str) -> Iterator[str]:
    """The parts of a word that look like names."""
    for part in word.split("-"):
        if len(part) >= LETTERS and part[0].isupper() and part[1:].islower():
            yield part.casefold()


def bare(word: str) -> str:
    """A word without marks and without the ending of an owner."""
    return word.strip(MARKS).removesuffix("'s").removesuffix("’s")
