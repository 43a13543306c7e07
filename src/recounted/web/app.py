"""The app: pages, API and guards put together over one ledger."""

import logging
import secrets
from functools import partial
from importlib import resources
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from litestar import Litestar, MediaType, Request
from litestar.config.csrf import CSRFConfig
from litestar.di import Provide
from litestar.exceptions import HTTPException
from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.plugins.jinja import JinjaTemplateEngine
from litestar.response import Response
from litestar.static_files import create_static_files_router
from litestar.template.config import TemplateConfig

from recounted.errors import DecisionError, EvidenceError, LedgerError, ReadError, RecountedError, UsageError
from recounted.ledger import Ledger
from recounted.web import api, wording
from recounted.web.desk import Desk
from recounted.web.doors import Doors
from recounted.web.drawing import bar
from recounted.web.guards import LARGEST
from recounted.web.pages import add, document, export, incident, livemap, login, overview, review, sources, tallies
from recounted.web.pages.frame import back, bare, page
from recounted.web.pages.overview import BUILT
from recounted.web.parties import name_of, outside, side_code
from recounted.web.people import OPEN, Forbidden, Unknown
from recounted.web.shelf import Tell
from recounted.web.tiles import Tiles
from recounted.web.workshop import Workshop

FOLDER = Path(str(resources.files("recounted").joinpath("web")))

PAGES = [
    overview.overview, incident.incident, incident.dossier, document.document, document.text_of, tallies.tallies,
    sources.sources, review.review, review.decide, review.edit, review.proposed,
    login.login, login.enter, login.leave, add.add, add.look, add.keep, add.drop, export.offer, export.file,
    *livemap.ROUTES,
]  # fmt: skip

NO_TILES = Tiles()

#: What is wrong → the status of the answer.
STATUS = {LedgerError: 404, UsageError: 400, DecisionError: 409, EvidenceError: 409, ReadError: 400}


#: What the page of a status is called, where it has a name of its own; from this status on, the server failed.
TITLES, FAILED = {403: "Not allowed", 404: "Not found"}, 500


def make_app(
    ledger: Ledger, who: str, tiles: Tiles = NO_TILES, *, strict: bool = False, warm: Tell | None = None
) -> Litestar:
    """The app over a ledger.

    Args:
        who: who decides, as long as the ledger has no users.
        tiles: the user's own, to lie under the map.
        strict: whether nobody is let in without a login, even while there are no users: for where others can reach it.
        warm: the ledger is looked through as soon as it is served, and this is told, in words, what takes long.
    """
    workshop, doors = Workshop(ledger), Doors(ledger, who, strict)
    failing = told(workshop, doors)
    static = create_static_files_router(path="/static", directories=[FOLDER / "static"], opt={"right": OPEN})

    def desk_of(request: Request[Any, Any, Any]) -> Desk:
        if (person := doors.who(request)) is None:
            raise Unknown
        return Desk(workshop, person)

    return Litestar(
        route_handlers=[*PAGES, api.router(), static],
        dependencies={
            "desk": Provide(desk_of, sync_to_thread=False),
            "tiles": Provide(lambda: tiles, sync_to_thread=False),
            "doors": Provide(lambda: doors, sync_to_thread=False),
        },
        guards=[doors.admit],
        on_startup=[partial(workshop.warm, warm)] if warm else [],
        plugins=[api.Lists()],
        csrf_config=CSRFConfig(
            secret=secrets.token_hex(32), cookie_name="recounted-form", cookie_httponly=True, cookie_samesite="strict",
            cookie_secure=strict,
        ),
        template_config=TemplateConfig(engine=JinjaTemplateEngine.from_environment(environment())),
        openapi_config=described(),
        exception_handlers={RecountedError: failing, HTTPException: failing, Exception: failing},
        request_max_body_size=LARGEST,
        debug=False, pdb_on_exception=False,
    )  # fmt: skip


def described() -> OpenAPIConfig:
    """How the API describes itself."""
    plugins = [JsonRenderPlugin(path="openapi.json")]
    return OpenAPIConfig(title="Recounted", version=version("recounted"), path="/api", render_plugins=plugins)


def map_built() -> bool:
    """Whether the map that moves was built; without it the server draws one."""
    return BUILT.exists()


def environment() -> Environment:
    """How templates are read: everything is escaped, and what steers a screen is made visible."""
    made = Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=wording.shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    names = (
        "act_of", "day_in_full", "day_short", "days_in_full", "days_short", "deed", "in_table", "in_words", "joined",
        "kind_label", "label", "listed", "many", "point_in_words", "shortened", "toll_of", "where_when",
    )  # fmt: skip
    made.globals |= {name: getattr(wording, name) for name in names}
    made.globals |= {"place_precisions": wording.PLACE_PRECISIONS}
    made.globals |= {"bar_of": bar, "name_of": name_of, "outside": outside, "side_code": side_code}
    return made


def told(workshop: Workshop, doors: Doors) -> Any:
    """What answers when something goes wrong: a page in words, or JSON under /api; never a traceback."""
    ledger_at = workshop.ledger.where

    def answer(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
        status, words = said(error)
        if f"{request.url.path}/".startswith("/api/"):
            return Response({"error": words, "status": status}, status_code=status, media_type=MediaType.JSON)
        person = doors.who(request)
        if person is None and isinstance(error, Unknown):
            way = request.url.path + (f"?{request.url.query}" if request.url.query else "")
            return back(f"/login?{urlencode({'next': way if request.method == 'GET' else '/'})}")
        asked: dict[str, Any] = {
            "title": TITLES.get(status, "That did not work"),
            "words": words.replace(ledger_at, "This ledger"),
            "changing": request.method == "POST" and status < FAILED,
        }
        if person is None:
            return bare("trouble", status=status, **asked)
        return page(Desk(workshop, person), "trouble", status=status, **asked)

    return answer


def said(error: Exception) -> tuple[int, str]:
    """The status of an error, and what to tell of it."""
    if isinstance(error, RecountedError):
        return next((status for kind, status in STATUS.items() if isinstance(error, kind)), 400), str(error)
    if isinstance(error, Forbidden | Unknown):
        return error.status_code, error.detail
    if isinstance(error, HTTPException):
        words = {
            403: "This form is too old, or comes from another page. Load the page again, and send it from there.",
            404: "There is no such page.",
            413: f"At most {LARGEST:,} bytes at once. `recounted read` takes larger files.",
        }
        return error.status_code, words.get(error.status_code, error.detail)
    logging.getLogger("recounted.web").error("A page failed.", exc_info=error)
    return (
        500,
        f"{type(error).__name__}. What was kept stays kept; `recounted check` tells whether the ledger is whole.",
    )
