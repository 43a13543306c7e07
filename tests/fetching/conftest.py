"""A site, and a fetcher that may look at it."""

from collections.abc import Iterator

import pytest
from mock_site import Site, serving

from recounted.fetching import Fetcher


@pytest.fixture
def site() -> Iterator[Site]:
    """A site of the test's own."""
    with serving() as made:
        yield made


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    """A fetcher that may fetch from this machine, and does not wait."""
    with Fetcher(private=True, pause=0, sleep=lambda _: None) as made:
        yield made
