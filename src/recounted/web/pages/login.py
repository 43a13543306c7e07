"""Logging in and out."""

from typing import Annotated, Any

from litestar import Request, get, post
from litestar.di import NamedDependency
from litestar.enums import RequestEncodingType
from litestar.params import Body
from litestar.response import Redirect, Template

from recounted.web.doors import COOKIE, Doors, TooOften, cookie
from recounted.web.filters import first
from recounted.web.pages.frame import back, bare
from recounted.web.people import OPEN

Form = Annotated[dict[str, str], Body(media_type=RequestEncodingType.URL_ENCODED)]

#: What is said where name or password are wrong; not which of the two.
WRONG = "There is no such user, or the password is another. Names are as they were given, letter by letter."


@get("/login", sync_to_thread=False, opt={"right": OPEN})
def login(request: Request[Any, Any, Any]) -> Template:
    """A form for name and password; `?next=` says where it leads."""
    return bare("login", next=first(request.query_params.dict(), "next") or "/", wrong="", given="")


@post("/login", sync_to_thread=True, opt={"right": OPEN})
def enter(data: Form, request: Request[Any, Any, Any], doors: NamedDependency[Doors]) -> Redirect | Template:
    """Let a person in who knows the password."""
    name, way = data.get("name", "").strip(), data.get("next", "/")
    address = request.client.host if request.client else ""
    try:
        key = doors.enter(name, data.get("password", ""), address)
    except TooOften as error:
        told = bare("login", 429, next=way, wrong=str(error), given=name)
        told.headers["retry-after"] = str(error.seconds)
        return told
    if key is None:
        return bare("login", 401, next=way, wrong=WRONG, given=name)
    doors.leave(request.cookies.get(COOKIE))
    answer = back(way)
    answer.set_cookie(cookie(key))
    return answer


@post("/logout", sync_to_thread=False, opt={"right": OPEN})
def leave(request: Request[Any, Any, Any], doors: NamedDependency[Doors]) -> Redirect:
    """End a session."""
    doors.leave(request.cookies.get(COOKIE))
    answer = back("/login")
    answer.delete_cookie(COOKIE)
    return answer
