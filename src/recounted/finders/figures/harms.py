"""Which number is of which harm: each word of harm of a sentence takes its numbers."""

from collections.abc import Container, Mapping

import msgspec

from recounted.finders.figures.clauses import Clause
from recounted.finders.figures.counts import Count
from recounted.finders.figures.nouns import counted
from recounted.finders.figures.rows import labelled
from recounted.finders.figures.singles import is_titled_name, titled, told_before, unknown_single
from recounted.finders.figures.triggers import Trigger


class Tie(msgspec.Struct):
    """Numbers that a word of harm takes together: one figure each. `side` says where they stand."""

    trigger: Trigger
    counts: list[Count]
    side: str


def find_ties(clause: Clause) -> list[Tie]:
    """What each word of harm of a sentence takes: objects first, then subjects among what is left."""
    owners: dict[Count, Tie] = {}
    ties: list[Tie] = []
    rest: list[Trigger] = []
    for index, trigger in enumerate(clause.triggers):
        tie = ahead(clause, index, trigger, owners)
        if tie is not None:
            ties.append(tie)
            owners.update(dict.fromkeys(tie.counts, tie))
        elif trigger.frame == "state" or (trigger.frame == "past" and may_follow(clause, trigger)):
            rest.append(trigger)
    for trigger in rest:
        taken = {count for count, tie in owners.items() if not shares(clause, tie, trigger)}
        counts = leftward(clause, trigger, taken)
        if counts and not (counts[0] in owners and owners[counts[0]].trigger.harm == trigger.harm):
            if counts[0] in owners and owners[counts[0]].side == "inside":
                ties.remove(owners[counts[0]])
            tie = Tie(trigger, counts + companions(clause, trigger, taken), "subject")
            ties.append(tie)
            if not is_aside(clause, counts[0], trigger):
                owners.update(dict.fromkeys(tie.counts, tie))
    held = {count: tie for tie in ties for count in tie.counts}
    for index, count in enumerate(clause.counts):
        if count not in held and (before := gapped(clause, index, held)) is not None:
            before.counts.append(count)
            held[count] = before
    return sorted(ties, key=lambda tie: tie.trigger.start)


def gapped(clause: Clause, index: int, owners: Mapping[Count, Tie]) -> Tie | None:
    """What takes a number whose word of harm was told before: "five were killed on Monday and 12 on Tuesday"."""
    count, lists = clause.counts[index], clause.lists
    before = owners.get(clause.counts[index - 1]) if index else None
    joint, after = clause.word(count.start - 1), clause.word(count.end)
    joined = joint in lists["count_loose_joints"] or joint in lists["harm_commas"]
    if before is None or not joined or after not in lists["harm_gaps"] or count.sort not in {"number", "vague"}:
        return None
    if index in clause.subset or count.strange or count.partitive or before.side not in {"subject", "object"}:
        return None
    if (count.head >= 0 and before.side != "subject") or not clause.suits(count, before.trigger):
        return None
    told = max(before.trigger.end, before.counts[-1].end)
    ends = lists["clause_openers"]
    stop = next((i for i in range(count.end, clause.extent[1]) if clause.word(i) in ends), None)
    following = range(count.end, clause.extent[1] if stop is None else stop)
    return None if any(clause.stops(i) for i in (*range(told, count.start), *following)) else before


def shares(clause: Clause, tie: Tie, trigger: Trigger) -> bool:
    """Whether a word of harm may take what another has: "20 displaced people were killed", "were seized and killed"."""
    if tie.side == "inside":
        worse = clause.prose.lexicon.vocabulary["harm"][tie.trigger.harm].get("gives_way") == trigger.harm
        after = tie.counts[-1].end > tie.trigger.end or (worse and tie.trigger.harm != trigger.harm)
        return after and (trigger.frame == "state" or bool(clause.auxiliary(trigger)))
    return tie.side == "subject" and tie.trigger.end < trigger.start and clause.chained(tie.trigger, trigger)


def ahead(clause: Clause, index: int, trigger: Trigger, taken: Mapping[Count, Tie]) -> Tie | None:
    """What a word of harm takes from within its own phrase or from behind it."""
    if (inside := holding(clause, trigger, taken)) is not None:
        return Tie(trigger, with_left(clause, inside, taken), "inside")
    if (row := labelled(clause, trigger)) is not None and clause.suits(clause.counts[row], trigger):
        return Tie(trigger, with_right(clause, row), "row")
    if trigger.frame == "self":
        victim = Count(trigger.start, trigger.end, trigger.start, (1, 1, 1), "one", trigger.end - 1, "people", "people")
        return Tie(trigger, [victim], "self")
    if trigger.frame == "toll":
        return toll(clause, trigger)
    if trigger.frame == "noun":
        return noun(clause, trigger, taken)
    if trigger.frame == "verb" or (trigger.frame == "past" and not is_passive(clause, trigger)):
        counts = rightward(clause, index, trigger)
        again = clause.lists["count_pronouns_lone"] | clause.lists["count_pronouns_many"]
        if not counts and clause.word(trigger.end) in again:
            counts = told_before(clause, trigger, {count: tie.trigger.harm for count, tie in taken.items()})
        return Tie(trigger, counts, "object") if counts else None
    return None


def holding(clause: Clause, trigger: Trigger, taken: Container[Count]) -> int | None:
    """The number whose phrase holds the word of harm: "98 wounded people", "40 dead"."""
    if trigger.frame == "verb":
        return None
    for index, count in enumerate(clause.counts):
        within = count.number < trigger.start < count.end
        if within and count not in taken and count.sort != "one" and clause.suits(count, trigger):
            return index
    return None


def is_passive(clause: Clause, trigger: Trigger) -> bool:
    """Whether a past form is passive: a form of "be" stands before it."""
    return any(word in clause.lists["harm_be_passive"] for word in clause.auxiliary(trigger).split())


def may_follow(clause: Clause, trigger: Trigger) -> bool:
    """Whether what a past form harms may stand before it: it is passive, or no object follows."""
    i = trigger.end
    word = clause.word(i)
    return (
        not word
        or is_passive(clause, trigger)
        or i in clause.at_trigger
        or clause.slips(i)
        or word in clause.lists["harm_reduced"]
        or any(count.start == i and clause.resumes(count) for count in clause.counts)
    )


def companions(clause: Clause, trigger: Trigger, taken: Container[Count]) -> list[Count]:
    """Those who were harmed with the subject: "was killed along with his wife and ten others"."""
    for number, count in enumerate(clause.counts):
        with_them = clause.word(trigger.end) in clause.lists["harm_with_right"] and count.start == trigger.end + 1
        if with_them and count.of == "people" and count not in taken and clause.suits(count, trigger):
            return with_right(clause, number)
        if trigger.end <= count.start <= trigger.end + 12 and count not in taken and clause.suits(count, trigger):
            start = next(
                (i for i in range(trigger.end, count.start) if clause.word(i) in clause.lists["harm_with"]), None
            )
            if (
                start is not None
                and count.start - start <= 4
                and not any(clause.stops(i) for i in range(trigger.end, start))
            ):
                return with_right(clause, number)
    return []


def rightward(clause: Clause, index: int, trigger: Trigger) -> list[Count]:
    """The object of a word of harm, with what is joined to it."""
    lists, counts, at = clause.lists, clause.counts, trigger.end
    if clause.word(at) in lists["harm_joints"] and index + 1 < len(clause.triggers):
        following = clause.triggers[index + 1]
        if following.start == at + 1 and following.frame == trigger.frame:
            at = following.end
    if clause.word(at) in lists["count_reflexives"] and clause.word(at + 1) in lists["count_loose_joints"]:
        at += 2
    if clause.prose.phrase(at, at + 3) in lists["group_openers"]:
        at += 3
    endings = clause.prose.lexicon.endings["count_adverb_endings"]
    held = {i for count in counts for i in range(count.start, count.end)}
    while (clause.word(at) in lists["harm_object_fillers"] and at not in held) or clause.word(at).endswith(endings):
        at += 1
    for number, count in enumerate(counts):
        if count.start <= at < count.end and count.number >= trigger.end:
            if count.strange and clause.kind_of(trigger) == "things":
                return []
            if number and counts[number - 1].end == trigger.start and clause.resumes(count):
                return []
            return [own for own in with_right(clause, number) if clause.suits(own, trigger)]
        if count.sort == "name" and at <= count.start <= at + 4 and titled(clause, at, count.start):
            return [] if is_told_of(clause, count) else with_right(clause, number)
        if count.start > at + 4:
            break
    return unknown_object(clause, trigger.end, trigger)


def unknown_object(clause: Clause, at: int, trigger: Trigger) -> list[Count]:
    """A single person behind a word of harm, told by a pronoun, an unknown noun, or a noun without an article."""
    lists = clause.lists
    if clause.kind_of(trigger) != "people" or trigger.many or clause.word(at) in lists["harm_commas"]:
        return []
    pronoun, end = clause.word(at) in lists["count_pronouns"], at + 1
    while not pronoun and clause.word(end) and clause.word(end) not in lists["count_phrase_ends"] and end <= at + 5:
        end += 1
    last = clause.word(end - 1)
    article = clause.word(at) in lists["count_articles"] and end > at + 1 and not last.endswith("s")
    noun = counted(clause.prose.lexicon.language).nouns.get(last)
    bare = end > at + 1 and noun is not None and noun.one and not noun.many and noun.of == "people"
    known = article and not trigger.ground and last not in lists["no_victims"]
    if not (pronoun or bare or known or is_titled_name(clause, at, end)):
        return []
    group = [Count(at, end, at, (1, 1, 1), "one", end - 1, "people", "people")]
    following = next((number for number, count in enumerate(clause.counts) if count.start >= end), None)
    if (
        following is not None
        and clause.joins(end, clause.counts[following].start)
        and not claimed_later(clause, following)
    ):
        group += with_right(clause, following)
    return group if group[1:] or not pronoun else []


def with_right(clause: Clause, number: int) -> list[Count]:
    """A count and those joined to its right, up to one that another word of harm takes."""
    counts, group = clause.counts, [clause.counts[number]]
    for index in range(number + 1, len(counts)):
        before, count = counts[index - 1], counts[index]
        if index in clause.subset or is_told_of(clause, count) or claimed_later(clause, index):
            break
        if clause.joins(before.end, count.start) or clause.joins_loosely(before.end, count.start):
            if apposed(clause, before, count):
                continue
            group.append(count)
        else:
            break
    return group


def is_told_of(clause: Clause, count: Count) -> bool:
    """Whether a count says more of those before it or names a speaker: "two of them", "a witness said"."""
    speaks = count.sort in {"one", "name"} and clause.word(count.end) in clause.lists["harm_predicates"]
    return speaks or clause.is_pronominal(count) or count.sort == "both"


def apposed(clause: Clause, before: Count, count: Count) -> bool:
    """Whether two counts beside each other are one person: a name and what it is said to be."""
    comma = clause.word(before.end) in clause.lists["harm_commas"] and count.start == before.end + 1
    return (
        comma
        and "name" in {before.sort, count.sort}
        and {before.sort, count.sort} <= {"name", "one"}
        and before.sort != count.sort
    )


def claimed_later(clause: Clause, index: int) -> bool:
    """Whether another word of harm has a count as its subject: "killed 12 and 14 others in the yard were wounded"."""
    count = clause.counts[index]
    limit = clause.counts[index + 1].start if index + 1 < len(clause.counts) else clause.extent[1]
    for i in range(count.end, min(limit, count.end + 9)):
        trigger = clause.at_trigger.get(i)
        if trigger is not None:
            near = clause.resumes(count) or (trigger.frame in {"past", "state"} and is_passive(clause, trigger))
            return near and clause.suits(count, trigger)
        if clause.word(i) in clause.lists["harm_walls"] or clause.word(i) in clause.lists["harm_commas"]:
            break
    return False


def leftward(clause: Clause, trigger: Trigger, taken: Container[Count]) -> list[Count]:
    """The subject of a word of harm, with what is joined to it."""
    singular = is_singular(clause, trigger)
    best: int | None = None
    for number in range(len(clause.counts) - 1, -1, -1):
        count = clause.counts[number]
        if count.end > trigger.start:
            continue
        if not clause.reaches(count.end, trigger):
            break
        if clause.encloses(count.end, trigger.start) or (count.strange and not is_near(clause, count, trigger)):
            continue
        if not clause.suits(count, trigger) or number in clause.subset or count in taken or is_inserted(clause, number):
            continue
        if singular and (count.value or 0) > 1 and count.of == "people" and not is_company(clause, count):
            continue
        if (
            count.sort == "name"
            and not singular
            and trigger.frame == "past"
            and not with_left(clause, number, taken)[1:]
        ):
            continue
        best = number
        before = clause.word(count.start - 1)
        beside = count.end == trigger.start and count.sort == "number" and before not in clause.lists["count_of"]
        if beside or before not in clause.lists["count_prepositions"]:
            break
    if best is not None:
        group = with_left(clause, best, taken)
        apposed_ones = singular and [count.sort for count in group] == ["one", "one"]
        marks = {clause.word(group[1].start - 1), clause.word(group[1].end)} if apposed_ones else set()
        return group[:1] if marks and marks <= clause.lists["harm_commas"] else group
    return unknown_single(clause, trigger, taken) if singular else []


def is_company(clause: Clause, count: Count) -> bool:
    """Whether many are told as one: "a couple was killed", "a patrol of five soldiers was wounded"."""
    made_of = clause.word(count.start - 1) in clause.lists["count_of"]
    return count.sort == "group" or (made_of and clause.word(count.start - 3) in clause.lists["count_articles"])


def is_inserted(clause: Clause, number: int) -> bool:
    """Whether a count between commas tells more of the one before it: "17 civilians, six of them children, died"."""
    count, before = clause.counts[number], clause.counts[number - 1] if number else None
    commas = clause.lists["harm_commas"]
    inserted = before is not None and clause.is_pronominal(count) and clause.word(count.start - 1) in commas
    return inserted and not clause.resumes(count)


def is_aside(clause: Clause, count: Count, trigger: Trigger) -> bool:
    """Whether a word of harm only describes its number: "six boys who were kidnapped were later shot"."""
    between = range(count.end, trigger.start)
    return not clause.auxiliary(trigger) or any(clause.word(i) in clause.lists["harm_relatives"] for i in between)


def is_near(clause: Clause, count: Count, trigger: Trigger) -> bool:
    """Whether only auxiliaries and adverbs stand between a number and a word of harm."""
    return all(clause.word(i) in clause.lists["harm_be"] or clause.slips(i) for i in range(count.end, trigger.start))


def is_singular(clause: Clause, trigger: Trigger) -> bool:
    """Whether the auxiliary of a word of harm says that one is meant: "was killed", "has been killed"."""
    words = clause.auxiliary(trigger).split()
    return bool(words) and words[0] in clause.lists["harm_be_singular"]


def with_left(clause: Clause, number: int, taken: Container[Count]) -> list[Count]:
    """A count and those joined to its left."""
    counts, group, aside = clause.counts, [clause.counts[number]], False
    for index in range(number - 1, -1, -1):
        count, after = counts[index], group[0] if aside else counts[index + 1]
        if index in clause.subset and clause.ends_aside(index + 1) and index + 1 not in clause.subset:
            aside = True
            continue
        if is_inserted(clause, index) and clause.prose.phrase(count.end, after.start) in clause.lists["aside_joints"]:
            aside = True
            continue
        if count in taken or index in clause.subset or clause.is_pronominal(after) or after.sort == "both":
            break
        if apposed(clause, count, after):
            continue
        before = clause.word(count.start - 1)
        loose = clause.joins_loosely(count.end, after.start) and before not in clause.lists["count_prepositions"]
        joined = aside or clause.joins(count.end, after.start) or loose
        if not joined or (count.of and after.of and count.of != after.of):
            break
        aside = False
        group.insert(0, count)
    return group


def noun(clause: Clause, trigger: Trigger, taken: Container[Count]) -> Tie | None:
    """The number of a noun of harm: "12 deaths", "the deaths of 12"."""
    of = clause.lists["count_of"]
    if clause.word(trigger.end) in of or clause.word(trigger.end - 1) in of:
        at = trigger.end + (clause.word(trigger.end) in of)
        while clause.word(at) in clause.lists["harm_commas"] or clause.word(at) in clause.lists["count_joint_tails"]:
            at += 1
        for number, count in enumerate(clause.counts):
            if count.start <= at <= count.number or (
                count.sort == "name" and at <= count.start <= at + 4 and titled(clause, at, count.start)
            ):
                return Tie(trigger, with_right(clause, number), "of")
    for index, count in enumerate(clause.counts):
        if (
            count not in taken
            and (count.number < trigger.start < count.end or count.end == trigger.start)
            and count.sort != "one"
        ):
            return Tie(trigger, [clause.counts[index]], "noun")
    return None


def is_brought_to(clause: Clause, count: Count, trigger: Trigger) -> bool:
    """Whether a number stands before the tally that it brings up to date: "bringing to 12 the number of dead"."""
    lists, between = clause.lists, range(count.end, trigger.start)
    near = len(between) <= 1 and all(clause.word(i) in lists["count_definite"] for i in between)
    brought = clause.word(count.start - 1) in lists["harm_toll_to"]
    return near and brought and clause.word(count.start - 2) in lists["total_openers"]


def toll(clause: Clause, trigger: Trigger) -> Tie | None:
    """The number of a tally: the one that it is raised to, else the first behind it; then the one that is replaced."""
    own = [count for count in clause.counts if count.sort != "one" and count.of != "things"]
    ahead = [count for count in own if count.end <= trigger.start and is_brought_to(clause, count, trigger)]
    if ahead:
        return Tie(trigger, ahead[-1:], "toll")
    behind = [count for count in own if count.start >= trigger.end]
    raised = [count for count in behind if clause.word(count.start - 1) in clause.lists["harm_toll_to"]]
    near = raised or [count for count in behind if count.start - trigger.end <= 12]
    replaced = [count for count in behind if clause.word(count.start - 1) in clause.lists["harm_toll_from"]]
    return Tie(trigger, [near[0], *(count for count in replaced[:1] if count is not near[0])], "toll") if near else None
