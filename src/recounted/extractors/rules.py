"""Claims by rules and small weights."""

from operator import attrgetter

from recounted.claims import make_claims
from recounted.evidence import check, check_claim
from recounted.finders import FINDERS
from recounted.finders.speakers import find_caveats
from recounted.lexicon import LITERAL, counting
from recounted.model import Claim, Document, Mention
from recounted.prose import Prose, split


def extract(document: Document, vague: str = LITERAL) -> list[Claim]:
    """The claims of one document, each of its spans checked against the text.

    Raises:
        LexiconError: the document's language is not supported, or no rule set for vague numbers has that name.
    """
    prose = split(document, counting(document.language, vague))
    return [check_claim(claim, document.text) for claim in make_claims(prose, find_all(prose), find_caveats(prose))]


def find_all(prose: Prose) -> dict[str, list[Mention]]:
    """What every finder finds, by the finder's name, in reading order."""
    return {name: find_one(name, prose) for name in FINDERS}


def find_one(name: str, prose: Prose) -> list[Mention]:
    """What one finder finds, in reading order, each mention checked against the text."""
    return sorted([check(mention, prose.document) for mention in FINDERS[name](prose)], key=attrgetter("span"))
