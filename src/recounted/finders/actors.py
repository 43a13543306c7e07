"""Who acts and who is acted upon: countries, what stands for them, armed groups, organisations and unnamed people."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

import msgspec
from msgspec.structs import replace

from recounted.finders.actor_names import Atom, atoms, names
from recounted.lexicon import vocabulary
from recounted.model import Actor, Mention
from recounted.prose import Prose
from recounted.words import surface

#: As many words may stand between an owner and its noun ("the Syrian" interim defence "minister").
MODIFIERS = 3

#: Names that a noun may stand right before: "the rebel group" M23, "President" Kenyatta.
BESIDE = frozenset({"person", "group", "igo", "ngo"})

#: What "the group" may be: any armed one.
ANY_GROUP = "armed"

#: A name that follows a title has as many words at most.
NAME_WORDS = 4


class Party(msgspec.Struct, frozen=True):
    """A noun phrase that names an actor: words `start` to `end`, whose part it is and what part."""

    start: int
    end: int
    owner: str
    role: str
    by: str

    @property
    def code(self) -> str | None:
        """The code of the owner, then the role; an owner that has a role of its own keeps it."""
        if not self.owner:
            return self.role or None
        kept = not self.role or own_roles(self.owner) or self.owner.startswith(self.role)
        return self.owner if kept else f"{self.owner} {self.role}"

    @property
    def side(self) -> str:
        """Whom "its" means: the country of a part of a state, else the owner itself."""
        own = own_roles(self.owner)
        return self.owner.split()[0] if own and all(own) else self.owner


def own_roles(code: str) -> list[bool]:
    """For each role that a code names, whether it is a part of a state."""
    known = vocabulary()["role"]
    return [bool(known[part].get("state")) for part in code.split()[1:] if part in known]


def armed_roles(code: str) -> set[str]:
    """The roles by which an armed group may be spoken of again: "al-Shabaab", and then "the fighters"."""
    known = vocabulary()["role"]
    return {part for part in code.split()[1:] if known.get(part, {}).get("counts") and not known[part].get("state")}


@cache
def is_of_state(role: str) -> bool:
    """Whether a role is a part of a state: an army, a government."""
    return bool(role) and all(vocabulary()["role"][part].get("state") for part in role.split())


class Reader(msgspec.Struct, frozen=True):
    """A text's atoms, for reading noun phrases off them. `at` gives the atom that begins at a word."""

    prose: Prose
    found: list[Atom]
    at: dict[int, Atom]

    def is_in(self, name: str, word: int) -> bool:
        """Whether a word is in a list of the language."""
        return 0 <= word < len(self.prose.lower) and self.prose.lower[word] in self.prose.lexicon.lists[name]

    def phrase_in(self, name: str, start: int) -> int:
        """The end of the longest phrase of a list that begins at a word; the word itself where none does."""
        lists = self.prose.lexicon.lists[name]
        if start < len(self.prose.lower) and self.prose.lower[start] not in self.prose.lexicon.openers[name]:
            return start
        for end in range(min(len(self.prose.lower), start + self.prose.lexicon.longest[name]), start, -1):
            if self.prose.phrase(start, end) in lists:
                return end
        return start

    def phrase_before(self, name: str, end: int) -> bool:
        """Whether a phrase of a list ends right before a word."""
        lists, longest = self.prose.lexicon.lists[name], self.prose.lexicon.longest[name]
        return any(self.prose.phrase(start, end) in lists for start in range(max(0, end - longest), end))

    def modifier_end(self, word: int) -> int:
        """The end of the modifier at a word, such as "air defence" or "Rwandan-backed"; else the word."""
        return word + 1 if self.leans(word) else self.phrase_in("actor_modifiers", word)

    def leans(self, word: int) -> bool:
        """Whether a word says on whose side somebody is: "pro-Russian", "Rwandan-backed"."""
        lower = self.prose.lower[word] if 0 <= word < len(self.prose) else ""
        first, hyphen, rest = lower.partition("-")
        return bool(hyphen) and not {first, rest}.isdisjoint(self.prose.lexicon.lists["actor_leanings"])

    def role_after(self, word: int) -> Atom | None:
        """The noun of a role that begins at a word or after a few modifiers."""
        for _ in range(MODIFIERS + 1):
            atom = self.at.get(word)
            if atom is not None and atom.kind == "role":
                return atom
            end = self.modifier_end(word)
            if end == word:
                return None
            word = end
        return None


def find_actors(prose: Prose) -> list[Mention]:
    """Every actor, in reading order; those whose country or group the text does not tell have a role alone, or None."""
    found = atoms(prose, names(prose.lexicon.language))
    reader = Reader(prose, found, {atom.start: atom for atom in found})
    return [mention(prose, party) for party in resolved(reader, list(parties(reader)))]


def mention(prose: Prose, party: Party) -> Mention:
    """The record of a noun phrase."""
    span = prose.span(party.start, party.end)
    actor = Actor(name=span.of(prose.document.text), span=span, code=party.code)
    return prose.mention("actor", (party.start, party.end), actor, f"rules/{prose.lexicon.language}.actor.{party.by}")


def parties(reader: Reader) -> Iterator[Party]:
    """The noun phrases that name actors, in reading order and without overlap."""
    free = 0
    for atom in reader.found:
        if atom.start < free:
            continue
        party = of_role(reader, atom) if atom.kind == "role" else of_owner(reader, atom)
        if party is not None:
            yield replace(party, start=described(reader, party.start, free))
            free = party.end


def described(reader: Reader, start: int, free: int) -> int:
    """The first of the words before a phrase that belong to it: "19th missile" brigade, "masked" gunmen."""
    for _ in range(MODIFIERS):
        word = start - 1
        belongs = reader.is_in("actor_modifiers", word) or reader.leans(word)
        if word < free or not (belongs or surface(reader.prose.printed[word]) == "mixed"):
            break
        start = word
    return start - is_of_a_people(reader, start - 1, free)


def is_of_a_people(reader: Reader, word: int, free: int) -> bool:
    """Whether a name of no country stands before a noun and behind a word such as "by": "by Fulani" gunmen."""
    if word < free or word in reader.at or not reader.is_in("actor_before_people", word - 1):
        return False
    return reader.prose.printed[word][0].isupper() and reader.prose.printed[word][1:].islower()


def of_owner(reader: Reader, owner: Atom) -> Party | None:
    """A phrase that begins with a country, a group or what stands for one: "Syria's interim president", "Hamas"."""
    after = owner.end + (owner.end < len(reader.prose.lower) and reader.prose.lower[owner.end] in {"'s", "'"})
    role = reader.role_after(after)
    if role is not None:
        role_code, end = roles(reader, role)
        return Party(owner.start, named(reader, end), owner.code, role_code, owner.kind)
    if owner.kind == "adjective" and (joint := joint_role(reader, owner.end)):
        return Party(owner.start, owner.end, owner.code, joint, owner.kind)
    if owner.kind == "country" and after == owner.end and not does(reader, after) and is_place(reader, owner):
        return None
    if owner.kind == "country" and after > owner.end and reader.is_in("actor_parts", owner.start - 1):
        return None  # "eastern Congo's North Kivu"
    if owner.kind == "region" or (owner.kind == "capital" and not is_government(reader, owner, after)):
        return None
    return Party(owner.start, owner.end, owner.code, "GOV" if owner.kind == "capital" else "", owner.kind)


def does(reader: Reader, word: int) -> bool:
    """Whether a word behind a country names what it does there: "in US strikes", "in US air strikes"."""
    return reader.is_in("deed", word) or (reader.is_in("actor_modifiers", word) and reader.is_in("deed", word + 1))


def joint_role(reader: Reader, word: int) -> str:
    """The role of "officials" for the first of "Hungarian and Romanian officials"; empty where there is none."""
    end = reader.phrase_in("actor_and", word)
    other = reader.at.get(end)
    if end == word or other is None or other.kind != "adjective":
        return ""
    role = reader.role_after(other.end)
    return roles(reader, role)[0] if role else joint_role(reader, other.end)


def roles(reader: Reader, first: Atom) -> tuple[str, int]:
    """The role that a run of nouns stands for, and its end: the first that says something; a junta's troops fight."""
    code, end, role = "", first.end, reader.at.get(first.start)
    while role is not None and role.kind == "role":
        fights = is_counted(role.code) and not is_counted(code)
        code, end = role.code if fights or not code else code, role.end
        role = reader.role_after(end)
    return code, end


@cache
def is_counted(code: str) -> bool:
    """Whether a role is one of those who fight or keep order."""
    known = vocabulary()["role"]
    return any(known.get(part, {}).get("forces") and known[part].get("counts") for part in code.split())


def named(reader: Reader, end: int) -> int:
    """The end of a phrase with the person's name that follows the title that it ends with."""
    if reader.is_in("actor_titles", end - 1):
        for word in range(end, min(end + NAME_WORDS, len(reader.prose.lower))):
            name, atom = reader.prose.printed[word], reader.at.get(word)
            if atom is not None and atom.kind == "person":
                return atom.end
            if name == "." and reader.is_in("abbreviations", word - 1):
                continue
            if (atom is not None and atom.kind != "role") or not (name[0].isupper() and name[-1].isalpha()):
                break
            end = word + 1
    return end


def of_role(reader: Reader, first: Atom) -> Party | None:
    """A phrase that begins with the noun of a role: "fighters of the Rapid Support Forces", "the army", "gunmen"."""
    code, end = roles(reader, first)
    if reader.is_in("actor_things", end):
        return None
    beside = reader.at.get(end)
    if beside is not None and beside.kind in BESIDE:
        return Party(first.start, beside.end, beside.code, code, beside.kind)
    end = named(reader, end)
    who = person_within(reader, first.end, end)
    if who is not None:
        return Party(first.start, end, who.code, code, "person")
    link = reader.phrase_in("actor_links", end)
    owner = reader.at.get(link) if link > end else None
    if owner is not None and owner.kind != "group" and not code and reader.is_in("actor_sites", end):
        return Party(first.start, end, "", code, "role")
    if owner is not None and owner.kind == "capital" and reader.is_in("actor_away", link - 1):
        owner = None
    if owner is not None and owner.kind == "capital" and is_where(reader, link - 1, code):
        return Party(first.start, end, owner.code, code, "role")
    if owner is not None and does(reader, owner.end):
        owner = None  # "civilians in US strikes"
    if owner is None:
        return Party(first.start, end, "", code, "role")
    whole = of_role(reader, owner) if owner.kind == "role" else of_owner(reader, owner)
    if owner.kind == "role" and not (whole and whole.owner):
        return Party(first.start, end, "", code, "role")
    if whole is not None and not code:
        return replace(whole, start=first.start)
    return Party(first.start, whole.end if whole else owner.end, whole.side if whole else owner.code, code, "role")


def is_where(reader: Reader, word: int, code: str) -> bool:
    """Whether a capital says where people or a building are, not whose: "farmers in Kyiv", but "officials in Kyiv"."""
    role = vocabulary()["role"].get(code, {})
    built = reader.is_in("actor_buildings", word - 1)
    return reader.is_in("actor_sites", word) and (built or not role.get("state"))


def person_within(reader: Reader, start: int, end: int) -> Atom | None:
    """The known person whose name ends a stretch of words."""
    found = (reader.at.get(word) for word in range(start, end))
    return next((atom for atom in found if atom is not None and atom.kind == "person" and atom.end == end), None)


def is_place(reader: Reader, country: Atom) -> bool:
    """Whether a country's name says where, and not who: after a word of place, or behind a town ("Sumy, Ukraine,")."""
    if reader.is_in("actor_where", country.start - 1):
        return True
    if reader.is_in("actor_and", country.start - 1):
        ends = (reader.at.get(country.start - 1 - words) for words in range(1, MODIFIERS + 1))
        joined = next((atom for atom in ends if atom is not None and atom.end == country.start - 1), None)
        if joined is not None and joined.kind == "country":
            return is_place(reader, joined)
    printed, town, after = reader.prose.printed, country.start - 2, country.end
    return (
        town >= 0
        and printed[town + 1] == ","
        and printed[town][0].isupper()
        and town not in reader.at
        and (after >= len(printed) or not printed[after][0].isalnum() or printed[after][0].isupper())
    )


def is_government(reader: Reader, capital: Atom, after: int) -> bool:
    """Whether a capital stands for its government."""
    if reader.phrase_before("government_before", capital.start):
        return True
    if after > capital.end:
        return reader.is_in("government_owns", after)
    return not is_place(reader, capital) and reader.phrase_in("government_after", after) > after


@dataclass
class Told:
    """What a text has told of owners up to a word: by the last word of a phrase, by role, by a person's name."""

    last: str = ""
    sentence: int = -1
    subject: str = ""
    before: str = ""
    sides: set[str] = field(default_factory=set)
    by_noun: dict[str, str] = field(default_factory=dict)
    by_role: dict[str, set[str]] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)

    def owner(self, reader: Reader, party: Party) -> str:
        """Whom a phrase without an owner belongs to; empty where the words before it leave that open.

        "Its army" belongs to the last one spoken of, "the army" to the last army, else to the only one whose army
        was spoken of: between two sides nobody is chosen.
        """
        noun = reader.prose.lower[party.end - 1]
        if noun in self.people:
            return self.people[noun]
        if reader.is_in("actor_own", party.start - 1):
            if self.before and party.start - 1 == reader.prose.sentences[self.sentence][0]:
                return self.before
            apart = len(self.sides) > 1 and self.sentence == reader.prose.sentence_at(party.start)
            return "" if apart or noun in reader.prose.lexicon.lists["actor_of_things"] else self.last
        if not reader.is_in("actor_back", party.start - 1):
            return ""
        kind = ANY_GROUP if noun in reader.prose.lexicon.lists["actor_groups"] else party.role
        sides = self.by_role.get(kind, set())
        return self.by_noun.get(noun) or (next(iter(sides)) if len(sides) == 1 else "")

    def read_to(self, sentence: int) -> None:
        """Begin a sentence: no side has been named in it yet."""
        if sentence != self.sentence:
            self.before = self.subject if sentence == self.sentence + 1 else ""
            self.sentence, self.sides, self.subject = sentence, set(), ""

    def hear(self, reader: Reader, party: Party) -> None:
        """Remember the owner of a phrase."""
        noun, side = reader.prose.lower[party.end - 1], party.side
        self.last, self.subject = side, self.subject or side
        if not is_of_state(party.role) or " " not in side:
            self.by_noun[noun] = side
            armed = armed_roles(party.owner)
            for role in {party.role, *armed, *([ANY_GROUP] if armed else [])}:
                self.by_role.setdefault(role, set()).add(side)
        is_noun = noun in reader.prose.lexicon.maps["actor_roles"]
        if reader.prose.printed[party.end - 1][0].isupper() and party.end - 1 not in reader.at and not is_noun:
            self.people[noun] = party.owner


def says_enough(reader: Reader, party: Party) -> bool:
    """Whether a noun that says little alone is part of a longer one: "armed men", "police force"."""
    if any(
        (atom := reader.at.get(word)) and atom.kind == "role" and atom.code
        for word in range(party.start, party.end - 1)
    ):
        return True
    return (
        party.end - party.start > 1
        and reader.prose.phrase(party.end - 2, party.end) in reader.prose.lexicon.maps["actor_roles"]
    )


def resolved(reader: Reader, found: list[Party]) -> Iterator[Party]:
    """The phrases, those without an owner with the one that the words before them point back to."""
    told = Told()
    for party in found:
        told.read_to(reader.prose.sentence_at(party.start))
        whole = party if party.owner else replace(party, owner=told.owner(reader, party))
        if whole.owner:
            told.hear(reader, whole)
            told.sides.add(whole.side)
        elif reader.is_in("actor_alone", party.end - 1) and not says_enough(reader, party):
            continue
        elif is_of_state(party.role) and reader.prose.printed[party.end - 1].islower():
            told.last = ""
            told.sides.add(party.role)
        yield whole
