"""When two spellings are of one name: "Zelenskyy", "Zelenskiy", "Zelensky"."""

from collections.abc import Sequence

from recounted.lexicon import Lexicon

#: Up to what length a name is compared letter by letter.
SHORT_NAME = 5


class Spellings:
    """How a language spells one ending of names."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.one_for = {ending: str(one) for ending, one in lexicon.maps["name_spellings"].items()}
        self.endings = tuple(sorted(self.one_for, key=len, reverse=True))

    def folded(self, word: str) -> str:
        """A name without what spellings of one sound differ in; the longest ending counts."""
        if len(word) <= SHORT_NAME or not word.endswith(self.endings):
            return word
        ending = next(ending for ending in self.endings if word.endswith(ending))
        return word.removesuffix(ending) + self.one_for[ending]

    def end_alike(self, words: Sequence[str], tail: Sequence[str]) -> bool:
        """Whether words end as others do, but for spelling."""
        own = words[-len(tail) :]
        return own == tail or [*map(self.folded, own)] == [*map(self.folded, tail)]
