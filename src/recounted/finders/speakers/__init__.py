"""Who says what: sources, words of saying, and what is said."""

from recounted.finders.speakers.contents import Contents, continued
from recounted.finders.speakers.names import Names
from recounted.finders.speakers.quotations import Quotations, find_quotations
from recounted.finders.speakers.sayings import Saying, find_cues, find_source, is_placed, marked
from recounted.finders.speakers.shapes import shapes
from recounted.finders.speakers.sources import gap_before
from recounted.model import Mention, Span, Speaker
from recounted.prose import Prose

#: How many words of what is said may tell the speech act; the rest of a long speech does not.
HEARD = 150

STATE = "state"

#: Frames of nouns of saying, and the acts of who turns down what others say.
NOUNS = frozenset({"owned", "noted"})
DENIALS = frozenset({"deny", "deny_responsibility"})

#: Frames of statements that are given word for word.
WORD_FOR_WORD = frozenset({"heading", "below"})


def find_speakers(prose: Prose) -> list[Mention]:
    """Every source that words are credited to, in reading order of the words of saying."""
    kinds = shapes(prose.lexicon).of(prose)
    names = Names(prose, kinds)
    return [mention(prose, saying, names) for saying in find_sayings(prose, kinds) if saying.source]


def find_caveats(prose: Prose) -> list[Span]:
    """Where the document itself holds back about what it reports."""
    return [prose.span(found.start, found.end) for _, found in prose.search("caveat")]


def find_sayings(prose: Prose, kinds: str) -> list[Saying]:
    """Every word of saying with its source and content, in reading order."""
    quotations = find_quotations(prose)
    cues = [saying for saying in find_cues(prose) if is_placed(saying, kinds)]
    letters = marked(kinds, cues, quotations)
    sentences: dict[int, list[Saying]] = {}
    for saying in cues:
        if is_said(prose, saying, kinds):
            sentences.setdefault(prose.sentence_at(saying.cue[0]), []).append(saying)
    for number, own in sentences.items():
        bounds = prose.sentences[number]
        last = None
        for saying in own:
            find_source(prose, saying, last, letters, bounds)
            last = saying if saying.source else last
        own[:] = [one for one in own if one.source and not inner(one, letters, quotations)]
        own[:] = [one for one in own if not is_turned_down(one, own)]
        own[:] = [one for one in own if prose.lower[(one.source or one.cue)[0]] not in prose.lexicon.lists["nobody"]]
        Contents(prose, letters, quotations, bounds, own).find()
        kept = [one for one in own if not one.clause or has_clause(one, letters)]
        if len(kept) < len(own):
            own[:] = kept
            Contents(prose, letters, quotations, bounds, own).find()
    found = without_own([saying for own in sentences.values() for saying in own], prose)
    continued(prose, found, quotations)
    for saying in found:
        saying.act = act(prose, saying)
    return found


def without_own(sayings: list[Saying], prose: Prose) -> list[Saying]:
    """Sayings without those of "we" in a statement that is given word for word: they are its speaker's own."""
    given = [saying.content for saying in sayings if saying.frame in WORD_FOR_WORD and saying.content]
    own = prose.lexicon.lists["own_first"]
    return [
        saying
        for saying in sayings
        if not any(start <= saying.cue[0] < end for start, end in given)
        or prose.lower[(saying.source or saying.cue)[0]] not in own
    ]


def act(prose: Prose, saying: Saying) -> str:
    """The speech act: that of the word of saying, or for a mere statement that of what is said."""
    if saying.content is None or not saying.plain:
        return saying.act
    start, end = saying.content
    within = start, min(end, start + HEARD)
    return next((rule.code for rule, _ in prose.search("said", within=within)), saying.act)


def is_said(prose: Prose, saying: Saying, kinds: str) -> bool:
    """Whether the word is of something said: not could, should or is to be said, no passive, no adjective."""
    if saying.source is not None or saying.frame in NOUNS:
        return True
    start, end = saying.cue
    gap = gap_before(kinds, start)
    if saying.act != STATE and not prose.lexicon.lists["unsaid_gap"].isdisjoint(prose.lower[start - len(gap) : start]):
        return False
    ahead = start - len(gap) - 1
    if "m" in gap or kinds[start - 1 : start] == "d" or (ahead >= 0 and kinds[ahead] == "T"):
        return False
    passive = gap.lstrip("a")[:1] == "b" or by_whom(prose, end)
    return saying.frame == "by" or kinds[start] in "gb" or not passive


def by_whom(prose: Prose, word: int) -> bool:
    """Whether a word begins the agent of a passive, as in "accused by the rebels", and not "said by telephone"."""
    lists = prose.lexicon.lists
    return prose.lower[word : word + 1] != [] and (
        prose.lower[word] in lists["passive_by"] and prose.phrase(word + 1, word + 2) not in lists["by_means"]
    )


def is_turned_down(saying: Saying, own: list[Saying]) -> bool:
    """Whether a noun of saying is but what another denies: "dismissed the ministry's claim that"."""
    if saying.frame not in NOUNS or saying.source is None:
        return False
    start = min(saying.source[0], saying.cue[0])
    return any(one.act in DENIALS and 0 <= start - one.cue[1] <= 1 for one in own)


def inner(saying: Saying, kinds: str, quotations: Quotations) -> bool:
    """Whether a quoted person speaks of saying, as in "I said", which is no source of the report."""
    if not saying.source or not quotations.around(saying.cue[0]):
        return False
    return saying.elided or kinds[(saying.source or saying.cue)[0]] in "pq"


def has_clause(saying: Saying, kinds: str) -> bool:
    """Whether what is said looks like a clause or a quotation."""
    if saying.content is None:
        return False
    start = saying.content[0]
    first = kinds[start]
    if (
        saying.content[1] - start < 4
        and start > saying.cue[0]
        and not set(kinds[start : saying.content[1]]) & set('bvxmeVhwp"')
    ):
        return False
    number = first == "i" and not {"N", "q", "T"}.isdisjoint(kinds[start + 1 : start + 4])
    return start < saying.cue[0] or first not in "iocT." or number


def mention(prose: Prose, saying: Saying, names: Names) -> Mention:
    """A saying as a mention of its source."""
    source = saying.source or saying.cue
    name, kind = names.resolve(source)
    cue = prose.span(*saying.cue)
    value = Speaker(
        name=name,
        kind=kind,
        span=prose.span(*source),
        cue=cue.of(prose.document.text),
        cue_span=cue,
        content_span=prose.span(*saying.content) if saying.content else None,
        speech_act=saying.act,
    )
    return prose.mention("speaker", source, value, saying.by)
