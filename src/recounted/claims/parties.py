"""The people who meet or talk: the parties of a unit in which nobody does anything to anybody."""

from collections.abc import Iterator

from recounted.claims.roles import Roles
from recounted.claims.units import Extent, Scene, Unit, event_of, meets
from recounted.model import Actor

MOST_WORDS = 9


def parties(scene: Scene, unit: Unit, codes: dict[str, str]) -> Roles | None:
    """Who takes part, where the happening has parties rather than a doer: those before its word, those after."""
    if unit.main is None:
        return None
    if not scene.prose.lexicon.vocabulary["event"].get(event_of(unit.main).kind, {}).get("parties"):
        return None
    word = unit.main.extent[0]
    start, end = scene.prose.sentences[unit.sentence]
    first: dict[str, Actor] = {}
    second: dict[str, Actor] = {}
    for extent in named(scene, start, end):
        actor = party(scene, extent, codes)
        (first if extent[0] < word else second).setdefault(actor.name, actor)
    return tuple(first.values()), tuple(second.values())


def party(scene: Scene, extent: Extent, codes: dict[str, str]) -> Actor:
    """A name as an actor, with the code of what stands there."""
    span = scene.prose.span(*extent)
    name = span.of(scene.prose.document.text)
    for held in scene.held.get("actors", ()):
        if meets(held.extent, extent) and isinstance(held.mention.value, Actor) and held.mention.value.code:
            return Actor(name=name, span=span, code=held.mention.value.code)
    return Actor(name=name, span=span, code=codes.get(name))


def named(scene: Scene, start: int, end: int) -> Iterator[Extent]:
    """Runs of capitalised words that are no place and no time: people, offices, organisations."""
    prose = scene.prose
    taken = [h.extent for kind in ("places", "times") for h in scene.within(kind, start, end)]
    links = prose.lexicon.lists["name_links"]
    at = start
    while at < end:
        stop = at
        while (
            stop < end
            and stop - at < MOST_WORDS
            and (is_name(prose.printed[stop]) or (stop > at and prose.lower[stop] in links))
        ):
            stop += 1
        while stop > at and not is_name(prose.printed[stop - 1]):
            stop -= 1
        if stop > at and not any(meets((at, stop), extent) and extent[1] - extent[0] >= stop - at for extent in taken):
            yield at, stop
        at = max(stop, at + 1)


def is_name(word: str) -> bool:
    """Whether a word is written as a name is."""
    return word[0].isupper()
