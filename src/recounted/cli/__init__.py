"""The command line: each verb is a few lines over the public names."""

import sys

from recounted.cli import deciding, explaining, exporting, keeping, people, places, reading, scoring, serving, showing
from recounted.cli.app import app
from recounted.errors import AddressError, RecountedError, UsageError

__all__ = [
    "app",
    "deciding",
    "explaining",
    "exporting",
    "keeping",
    "main",
    "people",
    "places",
    "reading",
    "scoring",
    "serving",
    "showing",
]


def main() -> None:
    """Run the command line; an error of ours becomes one line on stderr and an exit code."""
    try:
        app()
    except (UsageError, AddressError) as error:
        sys.exit(fail(str(error), 2))
    except RecountedError as error:
        sys.exit(fail(str(error), 1))


def fail(words: str, code: int) -> int:
    """Say what is wrong on stderr, and pass on the exit code."""
    print(f"recounted: {words}", file=sys.stderr)
    return code
