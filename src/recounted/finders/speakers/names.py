"""Who a source is: the name behind a pronoun, a title or a surname."""

from recounted.finders.speakers.quotations import Extent
from recounted.prose import Prose


class Names:
    """The sources met so far in a text, the last first asked."""

    def __init__(self, prose: Prose, kinds: str) -> None:
        self.prose, self.kinds = prose, kinds
        self.met: list[tuple[str, str]] = []
        self.pronouns = prose.lexicon.maps["pronoun_kinds"]
        self.organisations = prose.lexicon.lists["organisation_words"]
        self.titles = prose.lexicon.lists["person_titles"]

    def resolve(self, extent: Extent) -> tuple[str, str]:
        """The name and kind of the source at an extent."""
        start, end = extent
        lower = self.prose.lower
        if end - start == 1 and lower[start] in self.pronouns:
            return self.last(str(self.pronouns[lower[start]])) or (lower[start], "unnamed")
        if self.kinds[start] == "d" and end - start > 1:
            start += 1
        name = self.prose.span(start, end).of(self.prose.document.text)
        found = self.known(start, end) or (self.bare(start, end) or name, self.kind(start, end))
        if found in self.met:
            self.met.remove(found)
        self.met.append(found)
        return found

    def last(self, kind: str) -> tuple[str, str] | None:
        """The last source of a kind; of any kind for a group."""
        return next((one for one in reversed(self.met) if one[1] == kind or kind == "any"), None)

    def known(self, start: int, end: int) -> tuple[str, str] | None:
        """A source met before whose name ends with these words, or who has this title."""
        words = self.prose.lower[start:end]
        for name, kind in reversed(self.met):
            have = name.lower().split()
            if kind != "unnamed" and have[-len(words) :] == words:
                return name, kind
        if all(word in self.titles for word in words):
            return self.last("person")
        return None

    def bare(self, start: int, end: int) -> str | None:
        """A person's name without the title before it."""
        at = end
        while at > start and self.kinds[at - 1] in "C." and self.prose.lower[at - 1] not in self.titles:
            at -= 1
        if at == end or at == start or self.kind(start, end) != "person":
            return None
        return self.prose.span(at + (self.kinds[at] == "."), end).of(self.prose.document.text)

    def kind(self, start: int, end: int) -> str:
        """Person, organisation or unnamed."""
        words = self.prose.lower[start:end]
        if any(word in self.organisations for word in words) and not any(word in self.titles for word in words):
            return "organisation"
        if self.kinds[end - 1] != "C":
            return "unnamed"
        return "person" if end - start > 1 else "organisation"
