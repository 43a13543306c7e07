"""What speaks for and against a name being a place where it stands: signs that learned weights weigh."""

from collections.abc import Iterable

from recounted.finders.places.names import Name, is_prefixed
from recounted.prose import Prose
from recounted.words import MARKS

QUOTES = frozenset("\"'“”‘’«»(")

#: What stands before a person's name rather than before a country.
CALLING = frozenset({"start", "title", "quote", "mark", "Name", "first Name"})


class Signs:
    """The signs of the names of one text. What is seen of a name at one spot counts at all others too."""

    def __init__(self, prose: Prose, names: Iterable[Name]) -> None:
        self.prose = prose
        self.lists = prose.lexicon.lists
        self.kinds = prose.lexicon.maps["place_kinds"]
        self.names = list(names)
        self.starts = {name.start: name for name in self.names}
        self.ends = {name.end: name for name in self.names}
        self.begins = frozenset(prose.sentence_starts)
        self.local = [self.around(name) for name in self.names]
        self.persons: set[str] = set()
        self.places: set[str] = set()
        for name, (before, after) in zip(self.names, self.local, strict=True):
            self.learn(name, before, after)

    def learn(self, name: Name, before: str, after: str) -> None:
        """Remember names that stand where only persons, or only places, stand."""
        if before in {"given", "title", "letter"} or (
            after == "Name" and name.end - name.start == 1 and name.key in self.lists["given_names"]
        ):
            self.persons.add(name.key)
            if after == "Name":
                self.persons.add(self.prose.lower[name.end])
        if before in {"before", "kind of", "side"} or after in {"kind", "inside"}:
            self.places.add(name.key)

    def around(self, name: Name) -> tuple[str, str]:
        """What stands before and after a name, as classes of words; hyphens tie closer than anything else."""
        before = "hyphen" if name.skip else self.before(name.start)
        if not name.trim:
            return before, self.after(name)
        rest = self.prose.printed[name.end - 1][-name.trim :].lstrip("-")
        return before, "hyphen Name" if rest[:1].isupper() else "based" if rest in self.lists[
            "place_seated"
        ] else "hyphen"

    def before(self, start: int) -> str:
        """The class of what stands before a word."""
        printed, lower, lists = self.prose.printed, self.prose.lower, self.lists
        at = start - 1
        if start in self.begins or at < 0:
            return "start"
        word = printed[at]
        if word in QUOTES and (at in self.begins or printed[at] != "("):
            return "quote"
        if word in MARKS:
            if word == "." and at and (len(printed[at - 1]) == 1 or lower[at - 1] in lists["place_titles"]):
                return "letter" if len(printed[at - 1]) == 1 else "title"
            if word == ",":
                return "comma place" if at in self.ends else "comma"
            return "mark"
        looked_up = lower[at]
        if start in self.ends:
            other = self.ends[start]
            is_given = other.start == at and looked_up in lists["given_names"] and not other.readings.national
            return "given" if is_given else "place"
        if looked_up in lists["place_of"]:
            is_of_place = at > 0 and (lower[at - 1] in self.kinds or lower[at - 1] in lists["place_offices"])
            return "kind of" if is_of_place else "of"
        if looked_up in lists["place_sides"]:
            return "side"
        if looked_up in lists["place_before"]:
            return "before"
        if looked_up in lists["place_titles"]:
            return "title"
        if word[0].isupper():
            return self.capital_before(at)
        if looked_up in lists["place_definite"]:
            return "the"
        if looked_up in lists["place_joints"]:
            return "and place" if at in self.ends else "and"
        return "word"

    def capital_before(self, at: int) -> str:
        """The class of a capitalised word that stands before a name."""
        lower = self.prose.lower[at]
        if lower in self.lists["place_peoples"]:
            return "people"
        if lower in self.lists["given_names"]:
            return "given"
        if at in self.begins or lower in self.lists["place_never"]:
            return "first Name"
        return "Name"

    def after(self, name: Name) -> str:
        """The class of what stands after a name."""
        printed, lower, lists = self.prose.printed, self.prose.lower, self.lists
        at = name.end
        if at >= len(printed) or printed[at][0] == "\n":
            return "end"
        word, looked_up = printed[at], lower[at]
        if word == ",":
            return "inside" if at + 1 in self.starts else "comma"
        if word in MARKS:
            return "inside" if word == "(" and at + 1 in self.starts else "mark"
        if looked_up == "'s":
            return "'s"
        if looked_up in lists["place_of"]:
            return "of"
        if at in self.starts:
            return "place"
        if looked_up in lists["place_not_before"] and word[0].isupper():
            return "not"
        if looked_up in self.kinds:
            return "kind"
        if looked_up in lists["place_seats"]:
            return "seat"
        if looked_up in lists["place_persons_after"]:
            return "person"
        return "Name" if word[0].isupper() or ("-" in word and is_prefixed(word)) else "word"

    def barred(self, index: int) -> bool:
        """Whether a name, by its index, is part of a person's name, or of the title of a newspaper or treaty."""
        name, (before, after) = self.names[index], self.local[index]
        is_personal = not name.readings.strong or name.key in self.lists["given_names"]
        if before == "given" and is_personal and after not in {"inside", "kind"}:
            return True
        if after == "Name" and before in CALLING and self.is_given(name):
            return True
        end = name.end
        printed = self.prose.printed
        if end >= len(printed) or not printed[end][0].isupper():
            return self.is_abbreviation(name)
        if name.key in self.lists["place_stopped"]:
            return True
        word = self.prose.lower[end]
        is_force = word in self.lists["place_forces"] and not name.readings.national
        return is_force or word in self.lists["place_of_titles"]

    def is_abbreviation(self, name: Name) -> bool:
        """Whether a name is that of an agency or the like in capitals among small letters, or lacks its stop."""
        printed, start, end = self.prose.printed, name.start, name.end
        word = printed[start]
        if name.key in self.lists["place_stopped"] and not (end < len(printed) and printed[end] == "."):
            return True
        is_alone = end - start == 1 and word.isupper() and len(word) == 4 and name.key[0] != "^" and not name.trim
        return is_alone and start > 0 and printed[start - 1].islower() and start not in self.begins

    def is_given(self, name: Name) -> bool:
        """Whether a country's name that is also a given name has one more name behind it: "Israel Katz"."""
        printed, lower, at = self.prose.printed, self.prose.lower, name.end
        return (
            name.readings.strong
            and name.key in self.lists["given_names"]
            and lower[at] not in self.lists["place_words"]
            and lower[at] not in self.lists["place_peoples"]
            and not (at + 1 < len(printed) and printed[at + 1][0].isupper())
        )

    def of(self, index: int) -> list[str]:
        """The signs of a name, by its index."""
        name, (before, after) = self.names[index], self.local[index]
        lists = self.lists
        words = name.end - name.start
        sort = "strong" if name.readings.strong else "weak"
        size = f"size {len(str(name.readings.population))}"
        key = name.key.lstrip("^")
        common = words == 1 and (key in lists["place_words"])
        given, family = key in lists["given_names"], key in lists["family_names"]
        signs = [
            sort, size, f"words {min(words, 3)}", f"rank {name.readings.rank}",
            f"before {before}", f"after {after}", f"before {before} {sort}", f"after {after} {sort}",
        ]  # fmt: skip
        if words > 1:
            signs += [f"long before {before}", f"long after {after}"]
        if common:
            signs += ["common", f"common before {before}", f"common after {after}", f"common {sort}"]
        if given:
            signs += ["given", f"given before {before}", f"given after {after}", f"given {sort}"]
        if family:
            signs += ["family", f"family before {before}", f"family after {after}"]
        if name.key in self.persons:
            signs += ["seen person", f"seen person before {before}"]
        if name.key in self.places:
            signs += ["seen place", f"seen place {before}"]
        if self.prose.printed[name.start].isupper():
            signs.append("initials" if name.key[0] == "^" else "capitals")
        if len(key) <= 3:
            signs.append("short")
        if len(name.readings) == 1:
            signs.append("one reading")
        return signs
