"""Words that name a harm, and where the number stands that they take."""

from typing import Any

import msgspec

from recounted.prose import Prose


class Trigger(msgspec.Struct, frozen=True):
    """Words that name a harm. `frame` says where the number stands: `past`, `verb`, `state`, `noun`, `toll`,
    `list` (numbers follow behind a colon), `self` (the words are the victim).

    `people` and `things` are the harms that the words mean when said of those, `category` and `scope` what they say
    themselves, `alone` the harm that they mean where the text tells of no other; each may be empty. `many` words take
    told numbers only, no single person. `once` is the harm of one happening; `told` words mean the harm told before,
    `instead` ones bring a number that takes the place of the last. `plain` is the category of those whose noun says no
    more than that they are people or men.
    """

    start: int
    end: int
    harm: str
    frame: str
    by: str
    people: str = ""
    category: str = ""
    scope: str = ""
    alone: str = ""
    many: bool = False
    things: str = ""
    once: str = ""
    told: bool = False
    instead: bool = False
    plain: str = ""
    ground: bool = False


def find_triggers(prose: Prose) -> list[Trigger]:
    """The words of harm of a text, in reading order; of two that overlap the longer one."""
    found = []
    for rule, match in prose.search("figure"):
        start, end = match.kept.get("it", (match.start, match.end))
        said: dict[str, Any] = dict(rule.set)
        found.append(Trigger(start, end, rule.code, by=prose.lexicon.by("figure", rule), **said))
    found.sort(key=lambda trigger: (trigger.start, -trigger.end))
    kept: list[Trigger] = []
    for trigger in found:
        if not kept or trigger.start >= kept[-1].end:
            kept.append(trigger)
        elif trigger.end - trigger.start > kept[-1].end - kept[-1].start:
            kept[-1] = trigger
    return kept
