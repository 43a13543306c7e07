"""What every page has: the name of the ledger, who works, how many questions wait, and what is wrong."""

from typing import Any

from litestar.response import Redirect, Template

from recounted.web.desk import Desk

#: Pages in the bar: address, name, and the key after `g` that leads there.
BAR = (
    ("/", "Overview", "o"),
    ("/tallies", "Tallies", "t"),
    ("/sources", "Sources", "s"),
    ("/review", "Review", "r"),
    ("/add", "Add", "a"),
)


def page(desk: Desk, name: str, here: str = "", status: int = 200, **told: Any) -> Template:
    """A page: its template, with what it tells and what all pages tell."""
    frame = {
        "bar": BAR,
        "here": here,
        "where": desk.ledger.where.rsplit("/", 1)[-1],
        "who": desk.who,
        "settling": desk.settling,
        "trouble": desk.trouble,
        "sides": desk.catalogue().sides,
        "extractor": desk.ledger.extractor,
    }
    return Template(template_name=f"{name}.html", context=frame | told, status_code=status)


def back(to: str) -> Redirect:
    """Lead on after something was done, to a path of our own."""
    safe = to if to.startswith("/") and not to.startswith(("//", "/\\")) else "/"
    return Redirect(path=safe, status_code=303)
