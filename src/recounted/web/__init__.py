"""The ledger in the browser: pages that work without script, a JSON API, and the guards before them."""

from recounted.web.app import make_app, map_built
from recounted.web.guards import LOOPBACK, Guard, hosts_of
from recounted.web.tiles import Tiles, tiles_of

__all__ = ["LOOPBACK", "Guard", "Tiles", "hosts_of", "make_app", "map_built", "tiles_of"]
