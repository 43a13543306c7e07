"""What sort of word each word is, as one letter, so that the bounds of a noun phrase are a regular expression."""

import re

from recounted.lexicon import Lexicon
from recounted.prose import Prose
from recounted.words import Remembered, plain, surface

#: Letter → the list whose words have it. Later lists win.
LISTS = {
    "n": "np_nouns",
    "q": "np_quantities",
    "d": "np_determiners",
    "i": "np_prepositions",
    "o": "np_of",
    "v": "np_verbs",
    "x": "np_auxiliaries",
    "b": "np_be",
    "m": "np_modals",
    "a": "np_adverbs",
    "t": "np_times",
    "w": "np_subordinators",
    "h": "np_that",
    "T": "np_to",
    "p": "np_pronouns",
    "c": "np_and",
    "P": "np_particles",
}

#: Letter → the list of endings that give it to words that no list has.
ENDINGS = {"a": "np_adverb_endings", "e": "np_participle_endings", "g": "np_gerund_endings"}

#: Look of a word → letter. C is a name, N a number, n any other word; marks keep themselves.
LOOKS = {"name": "C", "caps": "C", "digits": "N", "mixed": "N", "word": "n"}

#: Every mark of quotation has the letter of the first.
QUOTES = frozenset('"“”„«»')
DASHES = frozenset("–—")


class Shapes:
    """The letters of words, remembered as they are met."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.known = Remembered(self.letter)
        self.listed = {word: letter for letter, name in LISTS.items() for word in lexicon.lists[name]}
        self.acronyms = lexicon.lists["np_acronyms"]
        self.prefixes = tuple(prefix.replace(" ", "") for prefix in lexicon.lists["np_name_prefixes"])
        self.endings = {ending: letter for letter, name in ENDINGS.items() for ending in lexicon.lists[name]}

    def of(self, prose: Prose) -> str:
        """One letter a word."""
        return joined("".join(map(self.known.__getitem__, prose.printed)))

    def letter(self, printed: str) -> str:
        """The letter of one word."""
        if printed[0] == "\n":
            return "|"
        if printed in QUOTES:
            return '"'
        if printed in DASHES:
            return "–"
        lower = plain(printed)
        if lower in {"'", "'s"}:
            return lower[-1]
        look = surface(printed)
        if lower in self.listed and (look != "caps" or lower not in self.acronyms):
            letter = self.listed[lower]
            if look == "name" and letter in "Pi":
                return "C" if letter == "P" else "I"
            return letter
        if look == "mark":
            return printed if printed in ",;:.!?()'-" else "#"
        if look == "word" and lower.startswith(self.prefixes):
            return "C"
        if look in {"word", "name"} and len(lower) > 4:
            letter = next((letter for ending, letter in self.endings.items() if lower.endswith(ending)), LOOKS[look])
            return letter if look == "word" else letter.upper()
        return LOOKS[look]


#: A word with the ending of a verb or an adverb is none, with a capital, but where a sentence begins.
FIRST = re.compile(r'[AEG](?<![^|"].)')
CAPITALS = str.maketrans({"A": "C", "E": "C", "G": "C", "I": "i"})


def joined(letters: str) -> str:
    """Letters in a row; between two names a preposition with a capital is a part of them: "Doctors At Sea"."""
    letters = FIRST.sub(lambda first: first[0].lower(), letters)
    return letters.translate(CAPITALS) if "I" not in letters else letters.replace("CIC", "CCC").translate(CAPITALS)


#: The letters of each lexicon in use, which keeps the lexicon alive and so its id its own.
IN_USE: dict[int, tuple[Lexicon, Shapes]] = {}


def shapes(lexicon: Lexicon) -> Shapes:
    """The letters of a language."""
    if id(lexicon) not in IN_USE:
        IN_USE[id(lexicon)] = lexicon, Shapes(lexicon)
    return IN_USE[id(lexicon)][1]
