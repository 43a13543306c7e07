"""Where the source of a word of saying is named: before it, behind it, or in the clause before.

The letters are those of shapes.py, and V for a word of saying.
"""

import re

from recounted.finders.speakers.quotations import Extent

#: Read from right to left: what may stand between subject and verb, a noun phrase, one joined to it, a bracket.
GAP = re.compile(r"(?:[abxm]|q(?=[nC])|N?t+d?[io]?|[tN]+d?i|s(?=p))*")
SHORT = r"\)[CN]{1,3}\("
CORE = (
    rf"(?:{SHORT})?(?:[nCNe]|g(?=[dnCs]))"
    rf"(?:(?<=s)t|[nCPegsN]|q(?![nC])|\.(?=C)|(?<=[en])a(?=[dq])|{SHORT}(?=[nC]))*(?:d?q?d?)"
)
NOUNS = re.compile(rf"(?:(?:{CORE}|q+)(?:[ioT]|(?<=[dq])g))*(?:{CORE}|q+(?=[|,\"whc;:(pa]|$))")
JOINED = re.compile(rf"c(?:{CORE}[ioT])*{CORE}(?=[|,\"wh;:(]|$)")
#: More names before two that are joined: "Jordan, Egypt and Iraq".
LISTED = re.compile(r"(?:,C{1,3})+(?=[|]|$)")
#: Whose a claim is.
OWNER = re.compile(r"[nCN.]{1,5}d|[CP.]+|n")
BRACKET = re.compile(r",?\)[^()|]{1,8}\(")
RELATIVE = re.compile(r"[^,|\";:]{0,12}?p(?=[nC])")
SPOKE_TO = re.compile(r"[iT][vbxe]{1,3}p(?=[nC])")
DATELINE = re.compile(r'[^|"V]{1,22}?(?:[)/.]-|[)/.]?–)')

#: Read from left to right: a noun phrase with "of", one with any preposition, a subject; what stands around speech.
WORDS = r"(?:[nCPegsNa]|(?<=C)\.(?=[nC])|\([CN]{1,3}\))*[nCN]"
MORE = r"[dq]{0,2}(?:[nCPegsN]|(?<=C)\.(?=[nC]))*[nCN]"
AHEAD = re.compile(rf"p|d(?=[,.;|]|$)|[dq]{{0,2}}{WORDS}(?:o{MORE})*|q")
AHEAD_FAR = re.compile(rf"p|d(?=[,.;|]|$)|[dq]{{0,2}}{WORDS}(?:e?[oi]{MORE})*|q")
SUBJECT = re.compile(rf"p|[dq]{{0,2}}e?{WORDS.replace('e', '', 1)}(?:o{MORE})*|q")
#: Time, place and addressee behind a word of saying.
AROUND = re.compile(r"(?:[at]|[io][dq]*(?:[nCPegstNa]|\.(?=[nCN]))*[nCNt]|T(?:p|[dq]*(?:[nCPegs]|\.(?=[nC]))*[nC]))*")
FRONT = re.compile(r"[-#\"–]*(?:(?:ad?)?t+,?|a,?|[iwhge][^,|\";:V]*,|c)*")
BARE_BEFORE = re.compile(r",(?:C\.?){2,5}(?=[|\";:(]|$)")
#: "In a statement signed by his spokesman": in an aside behind the subject.
SIGNED = re.compile(r",i(?:[^,|\";:V]{1,12}e?i)?$")
#: "The governor of the day, X, said".
OF_A_TIME = re.compile(r"t+d?[oi]")
#: A number that begins what the source says, not divided from it: "according to Kyiv 52 people died".
COUNTED = re.compile(r"(?<=[nC])(?:iq)?N[nCe]+(?=a?[vxb])")
BARE_NAME = re.compile(r"d?[C.P]+")
NAMED = re.compile(r",C(?:\.?P?C){1,3}(?=[,.|;])")
PLACE_FIRST = re.compile(r"d?C+(?=n)")
REACH = 60


def gap_before(kinds: str, cue: int) -> str:
    """The letters of adverbs, auxiliaries and times right before a word, read from right to left."""
    found = GAP.match(kinds[max(0, cue - 12) : cue][::-1])
    return found.group() if found else ""


def before(kinds: str, cue: int, floor: int) -> Extent | None:
    """The noun phrase that is the subject of the word of saying at `cue`, not reaching before `floor`."""
    behind = kinds[max(floor, cue - REACH) : cue][::-1]
    found = GAP.match(behind)
    at = found.end() if found else 0
    if bracket := BRACKET.match(behind, at):
        at = bracket.end()
    if behind[at : at + 1] in {",", "–"}:
        return around_apposition(kinds, cue, behind, at)
    source = phrase(cue, behind, at)
    if source and (name := BARE_BEFORE.match(behind, cue - source[0])) and kinds[source[0]] in "dn":
        return cue - name.end(), cue - name.start() - 1
    if source and behind[cue - source[0] : cue - source[0] + 1] in {"b", "v", "x", "e", "V", "m"}:
        relative = RELATIVE.match(behind, cue - source[0])
        source = (phrase(cue, behind, relative.end()) or source) if relative else source
    elif source and (spoke := SPOKE_TO.match(behind, cue - source[0])):
        source = phrase(cue, behind, spoke.end()) or source
    return source


def phrase(cue: int, behind: str, at: int) -> Extent | None:
    """The noun phrase or pronoun that ends where `at` letters before the cue are."""
    if bracket := BRACKET.match(behind, at):
        at = bracket.end()
    if behind[at : at + 1] == "p":
        return cue - at - 1, cue - at
    found = NOUNS.match(behind, at)
    if not found:
        return None
    joined = JOINED.match(behind, found.end())
    last = (joined or found).end()
    if joined and (listed := LISTED.match(behind, last)):
        last = listed.end()
    start = cue - last
    if behind[last - 1 : last + 1] == "N:" and last - at > 1:
        start += 1
    if behind[last : last + 1] in {"i", "o"}:
        names = PLACE_FIRST.match(behind[at:last][::-1])
        start += names.end() if names else 0
    return start, cue - at


def owner(kinds: str, end: int, floor: int) -> Extent | None:
    """The name or the short noun phrase before an apostrophe: "the defence ministry's claim"."""
    found = OWNER.match(kinds[floor:end][::-1])
    return (end - found.end(), end) if found else None


def around_apposition(kinds: str, cue: int, behind: str, at: int) -> Extent | None:
    """The noun phrase before "X, a surgeon, said"; both parts of "the spokesman, X, said"."""
    mark, end = behind[at], at + 1
    for _ in range(3):
        other = behind.find(mark, end)
        if other < 0 or any(wall in behind[at + 1 : other] for wall in '"|;:'):
            return None
        dated = OF_A_TIME.match(behind, other + 1)
        source = phrase(cue, behind, dated.end() if dated else other + 1)
        middle = behind[at + 1 : other][::-1]
        if source is None:
            return None
        if BARE_NAME.fullmatch(middle) and kinds[source[1] - 1] in "nC":
            front = SIGNED.search(kinds, max(0, source[0] - REACH), source[0])
            signer = phrase(cue, behind, cue - front.start()) if front else None
            return signer or (source[0], cue - at - 1)
        if kinds[source[0]] not in "Nieg" and kinds[source[0] - 1] not in "Tbvxmeio":
            return source
        end = other + 1
    return None


def behind_cue(kinds: str, end: int, far: bool = False) -> Extent | None:
    """The noun phrase right after a word of saying."""
    found = (AHEAD_FAR if far else AHEAD).match(kinds, end, end + REACH)
    counted = COUNTED.search(kinds, end, found.end() + 2) if found else None
    if counted:
        return end, counted.start()
    if found and kinds[end] == "d" and kinds[found.end() - 1] == "n":
        named = NAMED.match(kinds, found.end())
        return end, named.end() if named else found.end()
    return (end, found.end()) if found else None


def subject(kinds: str, bounds: Extent, end: int) -> Extent | None:
    """The noun phrase that a sentence begins with, after its adverbs and fronted places and times."""
    start = bounds[0]
    end = min(end, start + 4 * REACH)
    if dateline := DATELINE.match(kinds, start, min(end, start + 24)):
        start = dateline.end()
    front = FRONT.match(kinds, start, end)
    start = front.end() if front else start
    found = SUBJECT.match(kinds, start, end)
    return found.span() if found else None
