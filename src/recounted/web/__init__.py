"""The ledger in the browser: pages that work without script, a JSON API, and the guards before them."""

from recounted.web.app import make_app
from recounted.web.guards import LOOPBACK, Guard, hosts_of

__all__ = ["LOOPBACK", "Guard", "hosts_of", "make_app"]
