"""Claims by rules and small weights."""

from collections.abc import Sequence
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
    return extract_each([document], vague)[0]


def extract_each(documents: Sequence[Document], vague: str = LITERAL) -> list[list[Claim]]:
    """The claims of each of several documents.

    Each finder reads all of them before the next one begins: so its words and rules stay in the processor's cache,
    which saves a tenth of the time.

    Raises:
        LexiconError: the language of one is not supported, or no rule set for vague numbers has that name.
    """
    proses = [split(document, counting(document.language, vague)) for document in documents]
    found: list[dict[str, list[Mention]]] = [{} for _ in proses]
    for name in FINDERS:
        for prose, own in zip(proses, found, strict=True):
            own[name] = find_one(name, prose)
    return [claims_of(prose, own) for prose, own in zip(proses, found, strict=True)]


def claims_of(prose: Prose, found: dict[str, list[Mention]]) -> list[Claim]:
    """The claims that a document's mentions come to, checked."""
    made = make_claims(prose, found, find_caveats(prose))
    return [check_claim(claim, prose.document.text) for claim in made]


def find_one(name: str, prose: Prose) -> list[Mention]:
    """What one finder finds, in reading order, each mention checked against the text."""
    return sorted([check(mention, prose.document) for mention in FINDERS[name](prose)], key=attrgetter("span"))
