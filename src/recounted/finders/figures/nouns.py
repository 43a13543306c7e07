"""The noun that a number counts: people or things, and of which category."""

from collections.abc import Container, Set
from functools import cache

import msgspec

from recounted.lexicon import lexicon
from recounted.prose import Prose

#: Categories of those who bear arms, what several of them together are, and what people of any kinds are.
ARMED = frozenset({"combatants", "police", "security_forces"})
ARMED_TOGETHER, MIXED = "security_forces", "people"


class Noun(msgspec.Struct, frozen=True):
    """What a counted word stands for: `of` is `people` or `things`."""

    category: str
    of: str
    many: bool
    one: bool


class Counted(msgspec.Struct, frozen=True):
    """The words of a language that counting needs, ready for look-up.

    `starts` can begin a number, `firsts` the phrases of a map, `loose` a number without a value of its own; a phrase of
    bounds before a number ends with one of `bound_ends`.
    """

    nouns: dict[str, Noun]
    people_modifiers: dict[str, str]
    thing_modifiers: dict[str, str]
    modified: frozenset[str]
    ends: frozenset[str]
    starts: frozenset[str]
    firsts: dict[str, frozenset[str]]
    loose: frozenset[str]
    bound_ends: frozenset[str]


@cache
def counted(language: str) -> Counted:
    """The counting words of a language."""
    words = lexicon(language)
    nouns: dict[str, Noun] = {}
    modifiers: dict[str, str] = {}
    things: dict[str, str] = {}
    for category, known in words.vocabulary["category"].items():
        for word in words.lists.get(f"many_{category}", ()):
            nouns[word] = Noun(category, known["of"], many=True, one=False)
        for word in words.lists.get(f"one_{category}", ()):
            nouns[word] = Noun(category, known["of"], many=word in nouns, one=True)
        for word in words.lists.get(f"things_{category}", ()):
            nouns[word] = Noun(category, known["of"], many=True, one=True)
        modifiers |= dict.fromkeys(words.lists.get(f"modifier_{category}", ()), category)
        things |= dict.fromkeys(words.lists.get(f"thing_modifier_{category}", ()), category)
    singles = ("numbers", "multipliers", "vague_literal", "untold")
    openers = {phrase.split()[0] for name in singles for phrase in words.lists[name]}
    openers |= {phrase.split()[0] for phrase in words.lists["count_same"]}
    openers |= (
        words.lists["number_articles"]
        | words.lists["number_halves"]
        | words.lists["count_both"]
        | words.lists["count_singles"]
    )
    named = ("vague_literal", "vague_acled", "untold", "bounds_after")
    firsts = {name: frozenset(phrase.split()[0] for phrase in words.maps[name]) for name in named}
    heads, ends = words.lists["count_modified_heads"], words.lists["count_phrase_ends"]
    loose = firsts["vague_literal"] | firsts["vague_acled"] | firsts["untold"]
    bound_ends = frozenset(phrase.split()[-1] for phrase in words.maps["bounds_before"])
    return Counted(nouns, modifiers, things, heads, ends, frozenset(openers), firsts, loose, bound_ends)


def noun_from(prose: Prose, k: int, stop: int, *, single: bool, harmed: Container[int]) -> tuple[int, str, str]:
    """The noun that a number counts: its index or -1, its category, and whether it is people or things."""
    lower, known = prose.lower, counted(prose.lexicon.language)
    nouns, ends = known.nouns, known.ends
    head, at = -1, k
    adjectives = prose.lexicon.lists["count_adjective_persons"]
    owners = prose.lexicon.lists["victim_possessives"]
    while at < stop:
        word = lower[at]
        noun = nouns.get(word) or (nouns.get(word.rpartition("-")[2]) if "-" in word else None)
        if noun is not None and (noun.one if single else noun.many):
            if not (word in adjectives and is_attribute(prose, at, stop, harmed)):
                head = at
                if single and at + 2 < stop and lower[at + 1] in owners:
                    head, at = -1, at + 2
                    continue
                if not (at + 1 < stop and (lower[at + 1] in nouns or lower[at + 1] in known.people_modifiers)):
                    break
        elif (
            word in ends
            or head >= 0
            or (word[0].isdigit() and word[-1].isdigit())
            or (single and at > k and at in harmed)
        ):
            break
        at += 1
    if head < 0:
        return people_by_name(prose, k, stop, single, harmed)
    before = nouns.get(lower[head - 1]) if head > k and lower[head] in adjectives else None
    if before is not None and before.many and before.of == "people":
        return head, specific(prose, k, head - 1, before, known), before.of
    noun = nouns.get(lower[head]) or nouns[lower[head].rpartition("-")[2]]
    return head, specific(prose, k, head, noun, known), noun.of


def mixed(prose: Prose, head: int, category: str, end: int, harmed: Container[int]) -> tuple[str, int]:
    """The category of a number's noun and those joined to it, and the last of them: "80 women and children"."""
    lower, known, lists = prose.lower, counted(prose.lexicon.language), prose.lexicon.lists
    kinds, last = {category}, head
    while last + 2 < end:
        at = last + 1 + (prose.phrase(last + 1, last + 3) in lists["mixed_joints"])
        noun = known.nouns.get(lower[at + 1]) if lower[at] in lists["mixed_joints"] and at + 1 < end else None
        other = noun is not None and noun.of == "people" and noun.many and at + 1 not in harmed
        if noun is None or not other or lower[at + 1] in lists["more_words"]:
            break
        if lower[at + 1] in lists["count_adjective_persons"] and is_attribute(prose, at + 1, end, harmed):
            break
        kinds.add(noun.category)
        last = at + 1
    behind = last + 1
    ended = behind >= end or behind in harmed or lower[behind] in known.ends or is_adverb(prose, behind)
    if last == head or not ended or (lower[last - 1] in lists["harm_commas"]):
        return category, head
    return together(kinds), last


def together(categories: Set[str]) -> str:
    """What people of several categories are together."""
    if len(categories) == 1:
        return next(iter(categories))
    return ARMED_TOGETHER if categories <= ARMED else MIXED


def is_attribute(prose: Prose, at: int, stop: int, harmed: Container[int]) -> bool:
    """Whether a word that may be a person ("local", "major", "militant") is said of the next word instead."""
    after = at + 1
    if after >= stop or after in harmed:
        return False
    word = prose.lower[after]
    known = counted(prose.lexicon.language)
    return not (word in known.ends or not prose.printed[after][0].islower() or is_adverb(prose, after))


def is_adverb(prose: Prose, k: int) -> bool:
    """Whether a word looks like an adverb of manner."""
    return prose.lower[k].endswith(prose.lexicon.endings["count_adverb_endings"])


def specific(prose: Prose, k: int, head: int, noun: Noun, known: Counted) -> str:
    """The category of a noun together with the words before it."""
    lower = prose.lower
    if noun.of == "things":
        for at in range(k, head):
            if lower[at] in known.thing_modifiers:
                return known.thing_modifiers[lower[at]]
        return noun.category
    lists = prose.lexicon.lists
    if lower[head] in lists["count_belonging"] and head + 3 < len(lower) and lower[head + 1] in lists["count_of"]:
        at = head + 2 + (lower[head + 2] in lists["count_articles"] or lower[head + 2] in lists["count_possessives"])
        _, category, of = noun_from(prose, at, min(at + 4, len(lower)), single=False, harmed=())
        if of == "people":
            return category
    if lower[head] in known.modified or (head > k and lower[head - 1] in lists["count_free_modifiers"]):
        for at in range(head - 1, k - 1, -1):
            for size in (2, 1):
                phrase = " ".join(lower[max(k, at - size + 1) : at + 1])
                if phrase in known.people_modifiers:
                    return known.people_modifiers[phrase]
    return noun.category


def people_by_name(prose: Prose, k: int, stop: int, single: bool, harmed: Container[int]) -> tuple[int, str, str]:
    """A capitalised plural that a number counts: a people, a faith, a party ("nine Brits", "43 Tuareg died")."""
    lists, at = prose.lexicon.lists, k
    while at < stop and prose.lower[at] in lists["people_adjectives"]:
        at += 1
    first = at
    while at < stop and prose.printed[at][0].isupper():
        at += 1
    last = at - 1
    if (
        last < first
        or single
        or prose.lower[last] in lists["count_months"]
        or prose.lower[last] in lists["count_phrase_ends"]
    ):
        return -1, "", ""
    plural = prose.lower[last].endswith(prose.lexicon.endings["count_plural_endings"])
    behind = prose.lower[min(at, len(prose) - 1)]
    people = prose.lower[last] in lists["peoples_unmarked"] and behind in lists["count_phrase_ends"]
    alone = people or (last == first and (at in harmed or behind in lists["harm_be_plural"]))
    return (last, "people", "people") if plural or alone else (-1, "", "")
