"""Every word of saying in a text, with its source and what is said, as extents of words."""

import re

import msgspec

from recounted.finders.speakers import sources
from recounted.finders.speakers.quotations import Extent, Quotations
from recounted.prose import Prose

#: Frames whose source stands behind the word of saying.
BEHIND = frozenset({"according", "by", "citing", "noted"})


#: The apostrophe of "the doctors' network".
POSSESSIVE = re.compile(r"'(?<=[Cn]')(?=[CnNe])")


#: A heading with who speaks in what follows, and the day: behind the hour of a post, or "From the communiqué of"; and
#: how many words it has at most.
HEADING = re.compile(
    r"(?:^|(?<=\|)|(?<=\|N:N[–#-])|(?<=\|#N:N[–#-])|(?<=^N:N[–#-]))(?:i?d?nod?)?"
    r"(C(?:[nCPosN]|i(?=[dC])|d(?=[nC]))*|d?[nC]{1,3})(?:Td?[nC]+)?(?:od?n?t+)?(?:,[tCN,]{1,6})?:$"
)
HEADED = 20


class Saying(msgspec.Struct):
    """One word of saying: where it is, what sort of saying it is, how it is built, whose, and what is said.

    `frame` is how the words around it are ordered: see docs/write-a-rule.md. `clause` says that it needs a clause or
    a quotation, `told` that somebody is told, `plain` that it only states, so that what is said decides the act.
    `elided` says that the source is named elsewhere in the sentence.
    """

    cue: Extent
    act: str
    frame: str
    clause: bool
    told: bool
    plain: bool
    by: str
    source: Extent | None = None
    elided: bool = False
    content: Extent | None = None


def find_cues(prose: Prose) -> list[Saying]:
    """The words of saying in reading order; where two meet, the longer is taken, of equal ones the later rule's."""
    found: list[Saying] = []
    for rule, match in prose.search("cue"):
        cue = match.kept.get("it", (match.start, match.end))
        said = rule.set.get
        flags = bool(said("clause")), bool(said("told")), bool(said("plain"))
        saying = Saying(cue, rule.code, str(said("frame", "say")), *flags, prose.lexicon.by("cue", rule))
        saying.source = match.kept.get("source")
        found.append(saying)
    kept: list[Saying] = []
    for saying in sorted(found, key=lambda one: one.cue[0]):
        if kept and saying.cue[0] < kept[-1].cue[1]:
            if length(saying) < length(kept[-1]):
                continue
            kept.pop()
        kept.append(saying)
    return kept


def is_placed(saying: Saying, kinds: str) -> bool:
    """Whether a word of saying stands where it may: the colon of a heading at its end, which then names the source."""
    if saying.frame != "heading":
        return True
    head = HEADING.search(kinds, max(0, saying.cue[0] - HEADED), saying.cue[1])
    if head:
        saying.source = head.span(1)
    return head is not None


def length(saying: Saying) -> int:
    """The number of words of the words of saying."""
    return saying.cue[1] - saying.cue[0]


def marked(kinds: str, sayings: list[Saying], quotations: Quotations) -> str:
    """The letters of words with V for each word of saying, and every mark of quotation with the same letter."""
    letters = list(kinds)
    for start, end in quotations.extents:
        letters[start] = '"'
        for at in {start + 1, end - 2, end - 1} & set(range(start, end)):
            letters[at] = '"' if letters[at] in "'#" else letters[at]
    for saying in sayings:
        start, end = saying.cue
        letters[start:end] = "V" * (end - start)
    return POSSESSIVE.sub("s", "".join(letters))


def find_source(prose: Prose, saying: Saying, last: Saying | None, kinds: str, bounds: Extent) -> None:
    """Set the source of a word of saying; `last` is the word of saying before it in the sentence."""
    start, end = saying.cue
    if saying.source is not None:
        return
    if saying.frame in BEHIND:
        saying.source = sources.behind_cue(kinds, end, far=saying.frame != "by")
        return
    if saying.frame == "owned":
        saying.source = sources.owner(kinds, start - 1, bounds[0])
        return
    if saying.frame == "quoted" and last and last.frame == "by":
        saying.source = sources.before(kinds, last.cue[0], bounds[0])
        return
    saying.source = named(saying, kinds, bounds)
    if saying.frame == "joined" and saying.source and kinds[saying.source[0] - 1] in "ve":
        saying.source = sources.before(kinds, saying.source[0] - 1, bounds[0]) or saying.source
        saying.elided = True
    if saying.source is None and may_elide(saying, kinds, bounds[0]):
        same = (
            last
            if last
            and last.frame not in BEHIND
            and not is_relative(prose, last, kinds, joined=saying.frame == "joined")
            else None
        )
        saying.source, saying.elided = (same.source if same else sources.subject(kinds, bounds, start)), True


def may_elide(saying: Saying, kinds: str, floor: int) -> bool:
    """Whether the words before a word of saying leave room for a source named elsewhere: "and", a comma, a mark."""
    start = saying.cue[0]
    at = start - len(sources.gap_before(kinds, start)) - 1
    return at < floor or kinds[at] in ('c,"|–;:(-#wih' if saying.frame == "joined" else 'c,"|–;:(-#')


def is_relative(prose: Prose, saying: Saying, kinds: str, *, joined: bool) -> bool:
    """Whether the source is a pronoun such as "who" that a noun explains; "he said, adding" goes on with "he"."""
    if saying.source is None or kinds[saying.source[0]] != "p":
        return False
    told = joined and prose.lower[saying.source[0]] not in prose.lexicon.lists["relative_words"]
    return not told and kinds[saying.source[0] - 1] in "nC,"


def named(saying: Saying, kinds: str, bounds: Extent) -> Extent | None:
    """The source where it stands next to its word of saying; None where it is elided."""
    start, end = saying.cue
    previous = kinds[start - 1] if start > bounds[0] else "|"
    if saying.frame == "joined" and previous in ',"–ciwh(':
        return None
    if saying.frame == "say" and previous in '",|' and not saying.told:
        behind = sources.behind_cue(kinds, end)
        quoted = previous in '"|' or kinds[start - 2] == '"'
        if behind and (quoted or (saying.clause and inverted(kinds, behind, bounds))):
            return behind
        if previous == '"':
            return None
    return sources.before(kinds, start, bounds[0])


def inverted(kinds: str, behind: Extent, bounds: Extent) -> bool:
    """Whether a clause, a comma, and a word of saying with its source behind it make up a sentence."""
    rest = sources.AROUND.match(kinds, behind[1], bounds[1])
    at = rest.end() if rest else behind[1]
    if kinds[behind[0]] == "p" or not any(letter in "bvxme" for letter in kinds[bounds[0] : behind[0]]):
        return False
    return at >= bounds[1] or kinds[at] in ".;|,"


def edges(saying: Saying) -> Extent:
    """The first word and the end of source and word of saying together."""
    if saying.source is None or saying.elided:
        return saying.cue
    return min(saying.source[0], saying.cue[0]), max(saying.source[1], saying.cue[1])
