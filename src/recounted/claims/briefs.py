"""The one place that a short report names, which is where all of it was."""

from collections.abc import Iterable, Sequence

from recounted.claims.happenings import COUNTRY
from recounted.claims.scene import Extent, Held, Scene, meets
from recounted.countries import capitals
from recounted.model import Place

#: A report's dateline stands in one of its first sentences, behind a heading or a line about the publication.
DATELINE_SENTENCES = 4

#: A dateline of two towns has the second at most so many words behind its beginning.
HEAD_REACH = 3

#: A report of at most so many sentences, that names one place, is about that place; the where_prec of a province.
BRIEF, PROVINCE = 8, 4


def only_place(scene: Scene, others: Iterable[tuple[Place, ...]], speaker: Extent | None) -> Place | None:
    """The one town or area that a short report names, besides what holds it; else the one of who speaks.

    Args:
        others: the places of what the report tells besides violence: a visit, a meeting.
        speaker: the words that name who speaks.
    """
    away = {place.span for places in others for place in places}
    told = [
        held
        for held in scene.held.get("places", ())
        if is_area(held.mention.value) and held.mention.span not in away and may_be_scene(scene, held)
    ]
    named = [held for held in told if not scene.around("speakers", held.extent)]
    own = [held for held in told if speaker is not None and meets(held.extent, speaker)]
    areas = [held.mention.value for held in named or own]
    fine = finest([place for place in areas if isinstance(place, Place)])
    return fine[0] if len({(place.latitude, place.longitude) for place in fine}) == 1 else None


def finest(places: Sequence[Place]) -> list[Place]:
    """The most precise of some places."""
    best = min((place.where_prec or COUNTRY for place in places), default=COUNTRY)
    return [place for place in places if place.where_prec == best]


def is_brief(scene: Scene) -> bool:
    """Whether a report is short."""
    return len(scene.prose.sentences) <= BRIEF


def may_be_scene(scene: Scene, held: Held) -> bool:
    """Whether a place may be where all was: no dateline, no nation's capital, not where somebody went."""
    start = held.extent[0]
    goes = start and scene.prose.lower[start - 1] in scene.prose.lexicon.lists["destination_words"]
    return not (goes or is_head(scene, held) or held.mention.text.lower() in capitals())


def is_area(value: object) -> bool:
    """Whether a mention is of a place with a point, no wider than a province."""
    return isinstance(value, Place) and value.latitude is not None and (value.where_prec or COUNTRY) <= PROVINCE


def is_head(scene: Scene, held: Held) -> bool:
    """Whether a place in capitals stands at the beginning of one of a report's first sentences, as a dateline does."""
    at = scene.prose.sentence_at(held.extent[0])
    opens = held.extent[0] <= scene.prose.sentences[at][0] + HEAD_REACH
    return at < DATELINE_SENTENCES and opens and held.mention.text.isupper()
