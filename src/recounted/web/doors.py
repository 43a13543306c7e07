"""Sessions: who has logged in, for how long, and how often somebody tried in vain."""

import hashlib
import secrets
import threading
from collections import OrderedDict, deque
from collections.abc import Callable
from time import monotonic
from typing import Any

import msgspec
from litestar.connection import ASGIConnection
from litestar.datastructures import Cookie
from litestar.handlers import BaseRouteHandler

from recounted.ledger import Ledger
from recounted.ledger.accounts import Account
from recounted.web.passwords import right
from recounted.web.people import OPEN, Forbidden, Person, Unknown, denied

COOKIE = "recounted-session"

#: A session ends so many seconds after the login, and after so many in which nothing was asked.
LASTS, IDLE = 12 * 3600.0, 2 * 3600.0

#: The most sessions; the one that was used longest ago ends when there are more.
SESSIONS = 2000

#: So many tries in vain, for one name or from one address, in so many seconds; then nobody is heard for a while.
TRIES, WITHIN = 8, 300.0

#: How long the users are taken for right before the ledger is asked again, in seconds.
FRESH = 1.0


class Session(msgspec.Struct, kw_only=True):
    """A login: whose, by which password, when, and when it was last used."""

    name: str
    proof: str
    began: float
    used: float


class TooOften(Exception):
    """Somebody has tried in vain too often; `seconds` says for how long nobody is heard."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"Too many tries. Wait {max(1, seconds // 60)} minutes, and try again.")
        self.seconds = seconds


class Doors:
    """Knows who asks. Without users that is the one person at this machine, unless `strict`: then it is nobody."""

    def __init__(self, ledger: Ledger, who: str, strict: bool = False, clock: Callable[[], float] = monotonic) -> None:
        self._ledger, self._who, self.strict, self._clock = ledger, who, strict, clock
        self._sessions: OrderedDict[str, Session] = OrderedDict()
        self._vain: dict[str, deque[float]] = {}
        self._lock = threading.Lock()
        self._known: dict[str, Account] = {}
        self._asked = -FRESH

    def accounts(self) -> dict[str, Account]:
        """The users of the ledger, by name."""
        if self._clock() - self._asked >= FRESH:
            self._known, self._asked = {one.name: one for one in self._ledger.accounts.all()}, self._clock()
        return self._known

    def person(self, key: str | None) -> Person | None:
        """Who comes with a session's key; None for one who has to log in first."""
        known = self.accounts()
        if not known and not self.strict:
            return Person(name=self._who, role="editor", known=False)
        with self._lock:
            session = self._sessions.get(mark(key or ""))
            account = known.get(session.name) if session else None
            if session is None or not self._holds(session, account):
                self._sessions.pop(mark(key or ""), None)
                return None
            session.used = self._clock()
            self._sessions.move_to_end(mark(key or ""))
        return Person(name=session.name, role=account.role) if account else None

    def who(self, connection: ASGIConnection[Any, Any, Any, Any]) -> Person | None:
        """Who asks; looked up once for each request."""
        state = connection.scope["state"]
        if "person" not in state:
            state["person"] = self.person(connection.cookies.get(COOKIE))
        found: Person | None = state["person"]
        return found

    def admit(self, connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:
        """Let a request in, if who asks has the right that the page needs.

        Raises:
            Unknown: nobody is logged in.
            Forbidden: the role does not have it.
        """
        needed = handler.opt.get("right", "see")
        if needed == OPEN:
            return
        person = self.who(connection)
        if person is None:
            raise Unknown
        if not person.may(needed):
            raise Forbidden(detail=denied(person, needed))

    def _holds(self, session: Session, account: Account | None) -> bool:
        now = self._clock()
        fresh = now - session.began < LASTS and now - session.used < IDLE
        return fresh and account is not None and account.password == session.proof

    def enter(self, name: str, password: str, address: str) -> str | None:
        """The key of a new session; None where name or password are wrong.

        Raises:
            TooOften: there were too many tries in vain.
        """
        tried = (f"name {name.casefold()[:100]}", f"address {address}")
        self._bear(tried)
        self._asked = -FRESH
        account = self.accounts().get(name)
        if not right(password, account.password if account else None) or account is None:
            return None
        key, now = secrets.token_urlsafe(32), self._clock()
        with self._lock:
            for one in tried:
                self._vain.pop(one, None)
            self._sessions[mark(key)] = Session(name=name, proof=account.password, began=now, used=now)
            while len(self._sessions) > SESSIONS:
                self._sessions.popitem(last=False)
        return key

    def _bear(self, tried: tuple[str, ...]) -> None:
        """Count a try, before it is known whether it is in vain, so that many at once get no further."""
        now = self._clock()
        with self._lock:
            for one in [one for one, times in self._vain.items() if now - times[-1] > WITHIN]:
                del self._vain[one]
            for one in tried:
                times = self._vain.get(one)
                if times and len(times) >= TRIES and now - times[0] < WITHIN:
                    raise TooOften(int(WITHIN - (now - times[0])) + 1)
            for one in tried:
                self._vain.setdefault(one, deque(maxlen=TRIES)).append(now)

    def leave(self, key: str | None) -> None:
        """End a session."""
        with self._lock:
            self._sessions.pop(mark(key or ""), None)


def mark(key: str) -> str:
    """What is kept of a session's key."""
    return hashlib.sha256(key.encode()).hexdigest()


def cookie(key: str) -> Cookie:
    """The cookie of a session: for this site alone, out of reach of scripts, never in the clear but to this machine."""
    return Cookie(key=COOKIE, value=key, path="/", httponly=True, secure=True, samesite="lax")
