"""The command line: each verb is a few lines over the public names."""

import os
import sys
from signal import SIGINT
from threading import Timer

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


#: Seconds in which Python has cleaned up behind an import.
LATER = 0.05


def main() -> None:
    """Run the command line; an error of ours becomes one line on stderr and an exit code."""
    sys.unraisablehook = interrupted_again
    try:
        app()
    except (UsageError, AddressError) as error:
        sys.exit(fail(str(error), 2))
    except RecountedError as error:
        sys.exit(fail(str(error), 1))


def interrupted_again(lost: "sys.UnraisableHookArgs") -> None:
    """Interrupt once more, a little later, where one was lost on what Python cleaned up behind an import."""
    if lost.exc_type is KeyboardInterrupt:
        Timer(LATER, os.kill, (os.getpid(), SIGINT)).start()
    else:
        sys.__unraisablehook__(lost)


def fail(words: str, code: int) -> int:
    """Say what is wrong on stderr, and pass on the exit code."""
    print(f"recounted: {words}", file=sys.stderr)
    return code
