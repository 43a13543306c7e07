"""Who a source is: the full name behind a pronoun, a title, a surname or "the group"."""

import re

import msgspec

from recounted.finders.speakers import sources
from recounted.finders.speakers.quotations import Extent
from recounted.finders.speakers.spellings import Spellings
from recounted.prose import Prose

#: Letters as in shapes.py: a name; the name at the end of a noun phrase; the first noun phrase before "of", "in";
#: single names that are joined.
NAME = re.compile(r"C(?:\.?(?:P+\.?)?C)*")
TAIL = re.compile(r"(?:C\.?)(?:(?:P+\.?)?C\.?)*$")
HEAD = re.compile(r"(?:[^oi,c]++|c(?!d))+")
LISTED = re.compile(r"C(?:[,c]C)+")
BEHIND = re.compile(r"[^,.|oiVw\"]{0,7}")
PERSON, ORGANISATION, UNNAMED = "person", "organisation", "unnamed"

#: Kinds that are told apart only here: several people, one unnamed person, a place that may speak for its people.
SEVERAL, SINGLE, PLACE = "several", "single", "place"

#: Words before the subject of a sentence, at most: "In the village of Lorn on Monday, Mayor".
FRONTED = 12

#: List of given names → their sex, as the map `person_sex` has it.
GIVEN = {"given_names_female": "f", "given_names_male": "m"}

#: A single name of so many letters, all capitals, is no person's.
ACRONYM = 4

#: Sentences back that a person may be who has no title of his own and is then called by one.
NEAR = 3


class Party(msgspec.Struct):
    """Somebody who is named in a text.

    `words` is the name as looked up, without what follows "of" or "in"; `titles` are the words before it. `at` is the
    last word that spoke of the party, `heard` the last that made it a source or the subject of a sentence; -1 where
    none did.
    """

    name: str
    kind: str
    words: list[str]
    titles: set[str] = msgspec.field(default_factory=set)
    sex: str = ""
    at: int = -1
    heard: int = -1


def fits(party: Party, wanted: str) -> bool:
    """Whether a pronoun for that kind can stand for a party."""
    if wanted == PERSON:
        return party.kind in {PERSON, SINGLE}
    return party.kind == wanted or (wanted == SEVERAL and party.kind not in {PERSON, SINGLE})


class Names:
    """The parties of a text, met in reading order."""

    def __init__(self, prose: Prose, kinds: str) -> None:
        self.prose, self.kinds, self.lower = prose, kinds, prose.lower
        self.lists, self.maps = prose.lexicon.lists, prose.lexicon.maps
        self.spellings = Spellings(prose.lexicon)
        self.titled = self.lists["person_titles"]
        self.parties: list[Party] = []
        self.by_last: dict[str, list[Party]] = {}
        self.by_text: dict[str, Party] = {}
        self.by_phrase: dict[str, Party] = {}
        self.short: dict[str, Party] = {}
        self.bare_of: dict[Extent, int] = {}
        self.ahead = [match.span() for match in NAME.finditer(kinds)]
        self.next = self.sentence = 0

    def resolve(self, extent: Extent) -> tuple[str, str]:
        """The name and kind of the source at an extent; sources are asked for in reading order."""
        self.read_to(extent[0])
        party = self.party(extent)
        party.at = party.heard = extent[1]
        party.kind = ORGANISATION if party.kind == PLACE else party.kind
        self.learn(party, extent)
        return party.name, UNNAMED if party.kind in {SEVERAL, SINGLE} else party.kind

    def party(self, extent: Extent) -> Party:
        """The party a source stands for, made when it is new."""
        start, end = self.author(extent)
        if end - start == 1 and (self.kinds[start] == "p" or self.lower[start] in self.maps["pronoun_kinds"]):
            return self.by_pronoun(start) or self.new(start, end, UNNAMED)
        if self.kinds[start] in "dq" and end - start > 1:
            return self.by_noun(start, end)
        if self.are_many(start, end):
            return self.new(start, end, SEVERAL)
        return self.by_name(start, end) or self.new(start, end, self.kind(start, end))

    def are_many(self, start: int, end: int) -> bool:
        """Whether several unnamed people are told by whose they are: "militants loyal to" somebody."""
        behind = start + 1
        return (
            behind < end
            and self.lower[start] in self.lists["unnamed_words"]
            and self.lower[behind] in self.lists["belonging_words"]
        )

    def author(self, extent: Extent) -> Extent:
        """Who is behind "a statement by the ministry"; a person without "of Lorn"; else the source itself."""
        start, end = extent
        last = self.head(start, end)[1]
        if last + 1 >= end:
            return extent
        if self.lower[last] in self.lists["from_whom"] and self.lower[last - 1] in self.lists["document"]:
            return last + 1, end
        first = self.bare(start, last)
        return (start, last) if start < first < last and self.is_person(first, last) else extent

    def by_pronoun(self, word: int) -> Party | None:
        """Who a pronoun stands for: who is spoken of before "who", else the last heard of its kind; for "we" none."""
        pronoun = self.lower[word]
        if pronoun in self.lists["own_first"]:
            return None
        wanted = self.maps["pronoun_kinds"].get(pronoun)
        if wanted is None:
            end = word - (self.kinds[word - 1 : word] == ",")
            before = sources.phrase(end, self.kinds[max(0, end - sources.REACH) : end][::-1], 0)
            return self.party(self.named_ahead(before)) if before else None
        self.hear_subjects(word)
        sex = self.maps["person_sex"].get(pronoun, "")
        fitting = [one for one in self.parties if fits(one, str(wanted)) and (not sex or one.sex in {"", sex})]
        last = max(fitting, key=lambda one: one.heard, default=None)
        return last if last and last.heard >= 0 else None

    def named_ahead(self, extent: Extent) -> Extent:
        """The name before words about it: "Ana Ruiz, a surgeon", who."""
        start = extent[0]
        if self.kinds[start - 2 : start + 1] != "C,d":
            return extent
        return sources.phrase(start - 1, self.kinds[max(0, start - 1 - sources.REACH) : start - 1][::-1], 0) or extent

    def hear_subjects(self, word: int) -> None:
        """Hear the organisations that a pronoun's sentence and the one before begin with."""
        number = self.prose.sentence_at(word)
        for start, end in self.prose.sentences[max(0, number - 1) : number + 1]:
            subject = sources.subject(self.kinds, (start, end), min(end, word))
            if subject and self.kinds[subject[0]] != "p" and self.kind(*self.unarticled(subject)) == ORGANISATION:
                party = self.party(subject)
                party.at = party.heard = max(party.heard, subject[1])

    def unarticled(self, extent: Extent) -> Extent:
        """A noun phrase without its article."""
        start, end = extent
        return start + (self.kinds[start] == "d" and end - start > 1), end

    def by_noun(self, start: int, end: int) -> Party:
        """The party behind "the ministry", "the minister", "the group", "its list", or with a name of its own."""
        if known := self.by_name(start + 1, end):
            return known
        first = self.lower[start]
        if first in self.maps["possessive_of"] and set(self.lower[start + 1 : start + 3]) & self.lists["document"]:
            return self.owner(start) or self.new(start, end, UNNAMED)
        if self.kinds[start] == "d" and first not in self.lists["indefinite"]:
            known = (
                (None if self.maps["possessive_of"].get(first) == PERSON else self.by_title(start + 1, end))
                or self.by_head(start + 1, end)
                or self.by_own(start + 1, end)
            )
        kind = self.kind(start + 1, end)
        single = kind == UNNAMED and (first in self.lists["indefinite"] or self.lower[end - 1] in self.titled)
        return known or self.new(start + (self.kinds[start] == "d"), end, SINGLE if single else kind)

    def by_own(self, start: int, end: int) -> Party | None:
        """Whose statement "the statement" is: that of the organisation last heard."""
        if end - start > 1 or self.lower[start] not in self.lists["words_of_its_own"]:
            return None
        fitting = [one for one in self.parties if one.kind == ORGANISATION and one.heard >= 0]
        return max(fitting, key=lambda one: one.heard, default=None)

    def owner(self, word: int) -> Party | None:
        """The party behind "its"."""
        wanted = self.maps["possessive_of"][self.lower[word]]
        fitting = [one for one in self.parties if one.kind == wanted and one.heard >= 0]
        return max(fitting, key=lambda one: one.heard, default=None)

    def by_name(self, start: int, end: int) -> Party | None:
        """A party whose name ends as the noun phrase does, or a person by the name behind the title."""
        first = self.bare(start, end)
        if first == end:
            return None
        words = self.lower[first:end]
        if len(words) == 1 and words[0] in self.short:
            return self.short[words[0]]
        if len(words) == 1 and (
            words[0] in self.lists["unnamed_words"] or words[0] in self.lists["organisation_words"]
        ):
            return None
        folded, alike = self.spellings.folded(words[-1]), self.spellings.end_alike
        fitting = [one for one in self.by_last.get(folded, ()) if alike(one.words, words)]
        if fitting:
            return max(fitting, key=lambda one: (len(one.words) > len(words), one.heard, one.at))
        return self.new(first, end, PERSON) if first > start and self.is_person(first, end) else None

    def bare(self, start: int, end: int) -> int:
        """Where the name at the end of a noun phrase begins, behind its titles; `end` where there is none."""
        if (start, end) not in self.bare_of:
            self.bare_of[start, end] = self.untitled(start, end)
        return self.bare_of[start, end]

    def untitled(self, start: int, end: int) -> int:
        """What `bare` remembers."""
        tail = TAIL.search(self.kinds, start, end)
        if not tail:
            return end
        begin, first = tail.start(), end
        if self.kinds[begin - 1] != "," and self.head(start, end)[1] < begin:
            first = self.behind_office(begin, end)
            return first if first > begin else end
        while first > begin and self.lower[first - 1] not in self.titled:
            first -= 1
        return first if first == end else first + (self.kinds[first] == ".")

    def is_person(self, first: int, end: int) -> bool:
        """Whether what stands before a name makes it a person's: a title, or a noun phrase and a comma."""
        if self.kinds[first - 1] == ",":
            return True
        if not self.lists["organisation_words"].isdisjoint(self.lower[first:end]):
            return False
        before = first - 1 - (self.kinds[first - 1] == ".")
        word = self.lower[before]
        if end - first == 1 and len(self.lower[first]) >= ACRONYM and self.prose.printed[first].isupper():
            return False  # "the UN mission MINUSCA"
        if word in self.titled or word in self.lists["office_words"]:
            return True
        return self.kinds[before] == "n" and word not in self.lists["organisation_words"]

    def by_title(self, start: int, end: int) -> Party | None:
        """A person with this title; else, for a rank or where nobody has the title, the person last heard."""
        head, more = self.lower[end - 1], set(self.lower[start : end - 1])
        if head not in self.titled:
            return None
        people = sorted((one for one in self.parties if one.kind == PERSON), key=lambda one: (one.heard, one.at))
        having = [one for one in people if head in one.titles]
        if not more <= self.titled:
            fitting = [one for one in having if not more.isdisjoint(one.titles)]
            return fitting[-1] if fitting else having[0] if len(having) == 1 else None
        if having:
            return having[-1]
        free = [
            one
            for one in people
            if one.heard >= 0 and (not one.titles & self.titled or head in self.lists["person_ranks"])
        ]
        sentence = self.prose.sentence_at
        return free[-1] if free and sentence(start) - sentence(max(0, free[-1].at - 1)) <= NEAR else None

    def by_head(self, start: int, end: int) -> Party | None:
        """An organisation whose name has this noun; the one last named for "the group"."""
        noun = self.lower[self.head(start, end)[1] - 1]
        if end - start > 2 or noun not in self.lists["organisation_words"]:
            return None
        organisations = [one for one in self.parties if one.kind == ORGANISATION]
        having = [one for one in organisations if noun in one.words and len(one.words) > end - start]
        if noun in self.lists["standing_words"]:
            having = [one for one in having if len(one.words) == 2 and one.name[-len(noun) :] == noun]
        if end - start == 2:
            having = [one for one in having if self.lower[start] in one.words]
        elif not having and noun in self.lists["organisation_kinds"]:
            having = [one for one in organisations if one.heard >= 0 or len(one.words) > 1]
        return max(having, key=lambda one: max(one.heard, one.at), default=None)

    def head(self, start: int, end: int) -> Extent:
        """The part of a noun phrase before "of" or a preposition."""
        found = HEAD.match(self.kinds, start, end)
        return (start, found.end()) if found else (start, end)

    def kind(self, start: int, end: int) -> str:
        """Person, organisation, several people, or unnamed."""
        first = self.bare(start, end)
        if start < first < end and self.is_person(first, end):
            return PERSON
        start, last = self.head(start, end)
        words, noun = set(self.lower[start:last]), self.lower[last - 1]
        if noun in self.lists["unnamed_words"]:
            return SEVERAL
        if noun in self.titled or (last - start == 1 and noun in self.maps["weapon_words"]):
            return UNNAMED
        named = self.kinds[last - 1] in "CN"
        if self.is_place(start, last):
            return ORGANISATION
        if noun in self.lists["organisation_words"] or (named and words & self.lists["organisation_words"]):
            return ORGANISATION
        if named:
            if (start and self.kinds[start - 1] == "d") or words & self.lists["unnamed_words"]:
                return ORGANISATION
            aged = self.kinds[last : last + 3] == ",N,"
            several = LISTED.fullmatch(self.kinds, start, last)
            return PERSON if aged or (self.kinds.count("C", start, last) > 1 and not several) else ORGANISATION
        return UNNAMED

    def is_place(self, start: int, end: int) -> bool:
        """Whether a name of several words looks like a place's, which speaks for its people: "New Delhi"."""
        opening = end - start == 2 and self.lower[start] in self.lists["place_openings"]
        return opening or self.prose.phrase(start, end) in self.lists["places_of_words"]

    def new(self, start: int, end: int, kind: str) -> Party:
        """A party met for the first time."""
        name = " ".join(self.prose.span(start, end).of(self.prose.document.text).split())
        party = self.by_text.get(name)
        if party is None:
            party = self.by_text[name] = Party(name, kind, self.lower[start : self.head(start, end)[1]])
            self.parties.append(party)
            self.by_last.setdefault(self.spellings.folded(party.words[-1]), []).append(party)
        return party

    def read_to(self, word: int) -> None:
        """Meet everybody who is named before a word."""
        known = self.by_phrase
        while self.next < len(self.ahead) and self.ahead[self.next][0] < word:
            start, end = self.ahead[self.next]
            self.next += 1
            phrase = self.prose.phrase(start, end)
            party = known.get(phrase) or self.meet(start, end)
            if party is None:
                continue
            known[phrase] = party
            if self.kinds[end : end + 3] == "(C)":
                self.short[self.lower[end + 1]] = party
            party.at = max(party.at, end)
            if self.is_subject(start, end):
                party.heard = end
            if party.kind == PERSON:
                self.learn(party, (start, end))

    def meet(self, start: int, end: int) -> Party | None:
        """The party of a name that is only mentioned; None for a single word that nothing is known of."""
        first = max(self.bare(start, end), self.behind_office(start, end))
        if first == end or (
            end - first == 1
            and (first == 0 or self.kinds[first - 1] == "|")
            and self.spellings.folded(self.lower[first]) not in self.by_last
        ):
            return None
        if end - first == 1 and self.lower[first] in self.lists["organisation_words"]:
            return self.by_head(first, end)
        titled = first > start or (start > 0 and self.lower[start - 1] in self.titled)
        return self.by_name(first, end) or self.new(first, end, PERSON if titled else self.named_kind(first, end))

    def is_subject(self, start: int, end: int) -> bool:
        """Whether a sentence begins with a name, behind its title or a fronted time or place."""
        sentences = self.prose.sentences
        while self.sentence + 1 < len(sentences) and sentences[self.sentence + 1][0] <= start:
            self.sentence += 1
        bounds = sentences[self.sentence]
        if start - bounds[0] > FRONTED:
            return False
        subject = sources.subject(self.kinds, bounds, min(end, bounds[1]))
        return subject is not None and subject[1] == end

    def named_kind(self, start: int, end: int) -> str:
        """The kind of somebody who is only named: a place behind "in" or "near"."""
        before = self.lower[start - 1 - (start > 1 and self.kinds[start - 1] == "d")] if start else ""
        organisations = self.lists["organisation_words"]
        placed = before in self.lists["before_places"] and organisations.isdisjoint(self.lower[start:end])
        return PLACE if placed else self.kind(start, end)

    def behind_office(self, start: int, end: int) -> int:
        """Where a person's name begins in "president of the Port Authority Ann Lee"."""
        office = self.kinds.rfind("o", max(1, start - 2), start) - 1
        if office < 0 or self.lower[office] not in self.titled:
            return start
        organisations, offices = self.lists["organisation_words"], self.lists["office_words"]
        words = enumerate(self.lower[start:end], start)
        last = max((i for i, word in words if word in organisations or word in offices), default=end)
        return last + 1 if last + 2 < end else start

    def learn(self, party: Party, extent: Extent) -> None:
        """Remember the titles that stand before a person's name, or behind it after a comma, and the sex they tell."""
        if party.kind != PERSON:
            return
        start, end = extent
        while start > extent[0] - 5 and self.kinds[start - 1 : start] in {"n", "C", "."}:
            start -= 1
        words = self.lower[start:end]
        if self.kinds[end : end + 1] == ",":
            stop = BEHIND.match(self.kinds, end + 1)
            words += self.lower[end + 1 : stop.end() if stop else end]
        forms = self.maps["title_forms"]
        party.titles |= {*words, *(str(forms[word]) for word in words if word in forms)}
        sexes = self.maps["person_sex"]
        party.sex = party.sex or next((str(sexes[word]) for word in words if word in sexes), "") or self.sex_of(party)

    def sex_of(self, party: Party) -> str:
        """The sex that a given name tells, as a code of the map of pronouns; empty where it tells none."""
        return next((sex for name, sex in GIVEN.items() if party.words[0] in self.lists[name]), "")
