"""Who says what: sources, words of saying, and what is said."""

from recounted.finders.speakers.names import Names
from recounted.finders.speakers.quotations import find_quotations
from recounted.finders.speakers.sayings import find_sayings
from recounted.finders.speakers.shapes import shapes
from recounted.model import Mention, Span, Speaker
from recounted.prose import Prose


def find_speakers(prose: Prose) -> list[Mention]:
    """Every source that words are credited to, in reading order of the words of saying."""
    kinds = shapes(prose.lexicon).of(prose)
    names = Names(prose, kinds)
    found = []
    for saying in find_sayings(prose, kinds, find_quotations(prose)):
        if saying.source is None:
            continue
        name, kind = names.resolve(saying.source)
        cue = prose.span(*saying.cue)
        value = Speaker(
            name=name,
            kind=kind,
            span=prose.span(*saying.source),
            cue=cue.of(prose.document.text),
            cue_span=cue,
            content_span=prose.span(*saying.content) if saying.content else None,
            speech_act=saying.act,
        )
        found.append(prose.mention("speaker", saying.source, value, saying.by))
    return found


def find_caveats(prose: Prose) -> list[Span]:
    """Where the document itself holds back about what it reports."""
    return [prose.span(found.start, found.end) for _, found in prose.search("caveat")]
