"""Single victims told by no number and no known noun: pronouns, titles before names, nouns that no list has."""

from collections.abc import Container, Mapping

from recounted.finders.figures.clauses import Clause
from recounted.finders.figures.counts import Count
from recounted.finders.figures.nouns import counted
from recounted.finders.figures.triggers import Trigger


def told_before(clause: Clause, trigger: Trigger, taken: Mapping[Count, str]) -> list[Count]:
    """Victims told before, whom a pronoun names again: "took a teacher and beheaded him", "took two and shot them"."""
    at, lists = trigger.end, clause.lists
    after = clause.word(at + 1)
    if after and after not in lists["count_phrase_ends"] and after not in lists["told_ends"]:
        return []
    before = [count for count in clause.counts if count.end <= trigger.start and count.of == "people"]
    harms = [taken[count] for count in before if count in taken]
    if trigger.many or clause.kind_of(trigger) != "people" or trigger.harm in harms:
        return []
    many = clause.word(at) in lists["count_pronouns_many"]
    last = next((count for count in reversed(before) if count in taken or many), None)
    if last is None or many == (last.value == 1):
        return []
    return [last] if many else [Count(at, at + 1, at, (1, 1, 1), "one", at, last.category, "people")]


def is_titled_name(clause: Clause, start: int, end: int) -> bool:
    """Whether words are a noun for one person and then a name: "prominent writer Ahmed Hasan"."""
    nouns = counted(clause.prose.lexicon.language).nouns
    at = next(
        (i for i in range(start, end) if (noun := nouns.get(clause.word(i))) and noun.one and noun.of == "people"), None
    )
    return at is not None and at + 1 < end and all(clause.prose.printed[i][0].isupper() for i in range(at + 1, end))


def titled(clause: Clause, start: int, end: int) -> bool:
    """Whether the words before a name are its title: none ends a phrase, and the last is no name."""
    ends, printed = clause.lists["count_phrase_ends"], clause.prose.printed
    plain = all(clause.word(i) not in ends and printed[i][0].isalnum() for i in range(start, end))
    return plain and (start == end or printed[end - 1].islower() or printed[end - 1][0].isdigit())


def unknown_single(clause: Clause, trigger: Trigger, taken: Container[Count]) -> list[Count]:
    """A single person told by a noun that no list has: "a commentator who had founded a party was gunned down"."""
    if clause.kind_of(trigger) != "people" or trigger.many or trigger.frame != "past":
        return []
    lists, used = clause.lists, {i for count in clause.counts if count in taken for i in range(count.start, count.end)}
    for i in range(trigger.start - 1, clause.extent[0] - 1, -1):
        opens = i == clause.extent[0] or clause.word(i - 1) in lists["clause_openers"]
        if opens and clause.word(i) in lists["count_singles"] and i not in used and clause.reaches(i, trigger):
            end = i + 1
            while (
                clause.word(end) not in lists["count_phrase_ends"]
                and end < trigger.start
                and end not in clause.at_trigger
            ):
                end += 1
            if (
                end > i + 1
                and not is_thing(clause, end - 1)
                and clause.word(end - 1) not in lists["no_victims"]
                and clause.word(end) not in lists["count_of"]
            ):
                return [Count(i, end, i, (1, 1, 1), "one", end - 1, "people", "people")]
    return []


def is_thing(clause: Clause, i: int) -> bool:
    """Whether a word is a noun for things."""
    noun = counted(clause.prose.lexicon.language).nouns.get(clause.word(i))
    return noun is not None and noun.of == "things"
