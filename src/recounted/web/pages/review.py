"""Review: one question at a time, unsure first; every decision with a reason, in the log, and never final."""

from typing import Annotated, Any

import msgspec
from litestar import Request, get, post
from litestar.di import NamedDependency
from litestar.enums import RequestEncodingType
from litestar.params import Body
from litestar.response import Redirect, Template

from recounted.errors import DecisionError, UsageError
from recounted.ledger.accounts import Proposal
from recounted.likeness import reasons
from recounted.model import Claim, Figure
from recounted.web.corrections import PRECISIONS, Marking, change_of
from recounted.web.desk import Desk
from recounted.web.filters import day_of, first
from recounted.web.marking import excerpt
from recounted.web.pages.frame import back, page
from recounted.web.questions import MOST, Question
from recounted.web.wording import day_short

Form = Annotated[dict[str, str], Body(media_type=RequestEncodingType.URL_ENCODED)]

#: Rows of the log on a page.
LOG = 40

#: What the log calls the kinds of its rows.
DEEDS = {
    "decide": "decided", "keep": "kept a report", "reread": "read a report anew", "appear": "came under another name",
    "fail": "could not be read", "propose": "proposed", "taken proposal": "took a proposal",
    "refused proposal": "refused a proposal", "own": "named owners of publishers", "set level": "said who may see it",
    "add user": "added a user", "change user": "changed a user", "remove user": "removed a user",
    "give rights": "gave rights in the database",
}  # fmt: skip

#: What it calls decisions.
VERDICTS = {
    "right": "accepted", "wrong": "rejected", "edit": "corrected", "same": "said to be the same",
    "different": "said to be different", "part_of": "said to be part of", "undo": "took back",
}  # fmt: skip

#: Reasons that may be chosen instead of being written.
PHRASES = (
    "read against the text",
    "same place, day and toll",
    "another place",
    "another day",
    "the words say otherwise",
)


@get("/review", sync_to_thread=True)
def review(request: Request[Any, Any, Any], desk: NamedDependency[Desk]) -> Template:
    """The queue and its open question, `?kind=`, `?item=`; the log of who changed what, `?who=`, `?did=`, `?on=`."""
    asked = request.query_params.dict()
    kind, item, who, did = (first(asked, name) for name in ("kind", "item", "who", "did"))
    on = day_of(first(asked, "on"), "on")
    queue = desk.questions()
    waiting = [one for one in queue if not kind or one.kind == kind]
    at = next((at for at, one in enumerate(waiting) if one.id == item), -1)
    opened = waiting[at] if at >= 0 else named(item) or next(iter(waiting), None)
    at = max(0, at)
    log = desk.ledger.newest_audit(LOG, who or None, did or None, on)
    undone = {one.id for one in desk.ledger.decisions(undone=True) if one.undone_by}
    return page(
        desk,
        "review",
        here="/review",
        waiting=waiting,
        at=at,
        first=max(0, at - 3),
        question=opened,
        sides_of=[told(desk, claim) for claim in opened.about] if opened else [],
        grounds=grounds(desk, opened) if opened else [],
        phrases=PHRASES,
        precisions=PRECISIONS,
        kind=kind,
        log=log,
        people=sorted({entry.who for entry in log} | {who} - {""}),
        person=who,
        did=did,
        on=on,
        deeds=DEEDS,
        verdicts=VERDICTS,
        undone=undone,
        papers={entry.about: called(desk, entry.about) for entry in log},
        proposals=[proposal(desk, one) for one in desk.proposals()],
        problems=desk.check() if first(asked, "check") else None,
        opened_by=item,
        full=len(queue) >= MOST,
        read=len(desk.catalogue().documents),
    )


def called(desk: Desk, document: str) -> str:
    """What people call a document: its publisher and day; nothing where it is none."""
    card = desk.catalogue().documents.get(document)
    return f"{card.publisher or card.ref}, {day_short(card.published, year=True) or 'day not known'}" if card else ""


def named(item: str) -> Question | None:
    """The question that an address names though it is not in the queue; nothing where it names none."""
    kind, _, about = item.partition("-")
    ids = tuple(filter(None, about.split("-")))
    return Question(kind=kind, sure=1.0, title="Read rightly?", words="", about=ids) if ids else None


def told(desk: Desk, name: str) -> dict[str, Any]:
    """A claim as a question shows it: as corrected, with the words around it."""
    stated = desk.ledger.claim(name)
    claim = next(one for one in desk.claims_of(stated.document) if one.id == stated.id)
    document = desk.ledger.document(claim.document)
    return {
        "claim": claim,
        "document": document,
        "excerpt": excerpt(claim, document.text),
        "incident": desk.catalogue().home(claim.id),
        "figures": [(figure, figure.span.of(document.text)) for figure in claim.toll],
        "decisions": desk.decisions([claim]),
        "other": other_claim(desk, claim),
    }


def other_claim(desk: Desk, claim: Claim) -> Claim | None:
    """A claim of another report of the same incident, from which this one can be split off."""
    home = desk.catalogue().homes.get(claim.id)
    beside = desk.ledger.claims(incident=home) if home else ()
    return next((one for one in beside if one.document != claim.document), None)


def grounds(desk: Desk, question: Question) -> list[Any]:
    """Why two incidents are, or are not, taken for one."""
    if len(question.about) != 2:
        return []
    homes = [desk.catalogue().homes.get(claim) for claim in question.about]
    if None in homes:
        return []
    sides = [list(desk.ledger.claims(incident=home)) for home in homes if home]
    published = {one.document: desk.catalogue().documents[one.document].published for own in sides for one in own}
    return [ground for ground in reasons(sides[0], sides[1], published) if ground.bits]


@post("/review/decide", sync_to_thread=True, opt={"right": "propose"})
def decide(data: Form, desk: NamedDependency[Desk]) -> Redirect:
    """Keep a decision about claims, and lead back to where it was made."""
    verb, about = data.get("verb", ""), [one for one in data.get("about", "").split() if one]
    if verb not in {"right", "wrong", "same", "different", "part_of", "undo"}:
        raise UsageError(f'"{verb}" is nothing that can be decided here.')
    desk.judge(verb, about, reason(data))
    return back(data.get("next", "/review"))


@post("/review/proposal", sync_to_thread=True, opt={"right": "decide"})
def proposed(data: Form, desk: NamedDependency[Desk]) -> Redirect:
    """Take what somebody proposed, or refuse it."""
    if data.get("verb") not in {"take", "refuse"}:
        raise UsageError("A proposal is taken or refused.")
    desk.close(data.get("about", ""), data["verb"] == "take", reason(data))
    return back(data.get("next", "/review"))


def proposal(desk: Desk, one: Proposal) -> tuple[Proposal, list[dict[str, Any]], list[Figure]]:
    """What somebody proposes, with the claims that it is about, and the figures that it would give them."""
    about = () if one.decision.verb == "undo" else one.decision.about
    figures = msgspec.convert(one.decision.change.get("toll", []), list[Figure])
    return one, [told(desk, claim) for claim in about], figures


def reason(data: dict[str, str]) -> str:
    """Why something is decided: what was written, else what was chosen.

    Raises:
        DecisionError: neither was.
    """
    why = data.get("why", "").strip() or data.get("phrase", "").strip()
    if not why:
        raise DecisionError("A decision needs a reason. Write one, or choose one.")
    return why


@post("/review/edit", sync_to_thread=True, opt={"right": "propose"})
def edit(data: Form, desk: NamedDependency[Desk]) -> Redirect:
    """Correct a figure, a place, the days, the speaker or the grade of a claim, by words that stand in the document."""
    seen = desk.ledger.claim(data.get("about", ""))
    claim, text = desk.as_kept(seen.id), desk.ledger.document(seen.document).text
    desk.judge("edit", [claim.id], reason(data), change_of(claim, Marking(text, desk.document_as_kept(seen), data)))
    return back(data.get("next", "/review"))
