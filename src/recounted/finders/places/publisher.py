"""Which country a report was published in: a weak hint at the places that it speaks of."""

from urllib.parse import urlsplit

from recounted.finders.places.nations import adjectives
from recounted.gazetteer import Gazetteer
from recounted.gazetteer.folding import fold
from recounted.gazetteer.format import USUAL
from recounted.model import Document

#: How much it counts, where a people that the text names once counts 0.5.
WEAK = 0.3

#: Domains of countries that publishers anywhere take for their sound.
SOUNDING = frozenset(
    ("ag", "ai", "am", "cc", "co", "fm", "gg", "im", "io", "is", "la", "ly", "me", "nu", "pw", "sh", "to", "tv", "ws")
)


def published_in(document: Document, book: Gazetteer) -> set[str]:
    """The two letters of the countries that a publisher's name and address tell."""
    host = urlsplit(document.url or "").hostname or ""
    domain = host.rpartition(".")[2]
    found = {"GB"} if domain == "uk" else set()
    if domain not in SOUNDING and domain.upper() in book.countries:
        found.add(domain.upper())
    for word in (document.publisher or "").split():
        people = book.country(adjectives().get(word.lower(), ""))
        if people is not None:
            found.add(people.country)
        found |= {book.place(number).country for number, rank in book.entry(fold(word)).readings if rank == USUAL}
    return found
