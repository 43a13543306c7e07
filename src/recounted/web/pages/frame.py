"""What every page has: the name of the ledger, who works, how many questions wait, and what is wrong."""

from typing import Any

from jinja2 import Environment
from litestar import Request
from litestar.response import Redirect, Template
from markupsafe import Markup

from recounted.web.catalogue import Catalogue
from recounted.web.desk import Desk

#: Pages in the bar: address, name, the key after `g` that leads there, and the right that it takes.
BAR = (
    ("/", "Overview", "o", "see"),
    ("/tallies", "Tallies", "t", "see"),
    ("/sources", "Sources", "s", "see"),
    ("/review", "Review", "r", "see"),
    ("/add", "Add", "a", "add"),
)

#: What a page has for somebody who is not known yet.
NOBODY = {
    "bar": (), "here": "", "where": "", "who": "", "role": "", "known": False, "settling": False, "trouble": None,
    "sides": {}, "years": False, "extractor": "",
}  # fmt: skip


def years_apart(known: Catalogue) -> bool:
    """Whether days need their year, since the incidents of a ledger are of several."""
    dated = known.rows[: len(known.ordinals)]
    return bool(dated) and dated[0].start.year != dated[-1].start.year  # type: ignore[union-attr]


#: What a page tells of the person who asks, or of the moment: never a part of what is written for several.
PASSING = frozenset(("bar", "here", "who", "role", "known", "may", "settling", "trouble"))


def framed(desk: Desk, here: str = "") -> dict[str, Any]:
    """What all pages tell."""
    return {
        "bar": [own[:3] for own in BAR if desk.may(own[3])],
        "here": here,
        "where": desk.workshop.ledger.where.rsplit("/", 1)[-1],
        "who": desk.who,
        "role": desk.person.role,
        "known": desk.person.known,
        "may": desk.may,
        "settling": desk.settling,
        "trouble": desk.trouble,
        "sides": desk.catalogue().sides,
        "years": years_apart(desk.catalogue()),
        "extractor": desk.ledger.extractor,
    }


def page(desk: Desk, name: str, here: str = "", status: int = 200, **told: Any) -> Template:
    """A page: its template, with what it tells and what all pages tell."""
    return Template(template_name=f"{name}.html", context=framed(desk, here) | told, status_code=status)


def of_ledger(desk: Desk) -> dict[str, Any]:
    """What all pages tell that is the same for whoever may see as much of the ledger."""
    return {name: told for name, told in framed(desk).items() if name not in PASSING}


def content_of(request: Request[Any, Any, Any], name: str, told: dict[str, Any]) -> Markup:
    """The content of a page without its frame, written at once; it is told nothing of the person who asks."""
    templates: Environment = request.app.template_engine.engine  # type: ignore[union-attr]
    template = templates.get_template(f"{name}.html")
    parts = templates.get_template("parts.html").module
    return Markup("".join(template.blocks["main"](template.new_context({"parts": parts} | told))))


def bare(name: str, status: int = 200, **told: Any) -> Template:
    """A page for somebody who is not known yet: it tells nothing of the ledger."""
    return Template(template_name=f"{name}.html", context=NOBODY | {"may": lambda _: False} | told, status_code=status)


def back(to: str) -> Redirect:
    """Lead on after something was done, to a path of our own."""
    safe = to if to.startswith("/") and not to.startswith(("//", "/\\")) else "/"
    return Redirect(path=safe, status_code=303)
