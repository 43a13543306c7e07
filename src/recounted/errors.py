"""What this package raises on purpose. Each message says what is wrong, where, and what to do."""


def why(error: Exception) -> object:
    """What the system says of an error, without its number; else the error itself."""
    return getattr(error, "strerror", None) or error


class RecountedError(Exception):
    """Anything this package raises on purpose.

    RecountedError
    ├── ReadError        a source cannot be read
    │   └── FetchError       an address cannot be fetched
    ├── LexiconError     a language, vocabulary or weight file is wrong
    ├── EvidenceError    a value is not where it is said to be
    ├── LedgerError      a ledger cannot be opened, is of another version, or refuses what it is given
    │   ├── AddressError     the database behind an address cannot be had
    │   └── AmbiguousError   what was asked for may be several things
    ├── DecisionError    a decision cannot be obeyed
    └── UsageError       an argument makes no sense
    """


class ReadError(RecountedError):
    """A source cannot be read."""


class FetchError(ReadError):
    """An address cannot be fetched.

    `status` is what the site answered, None where it did not; `again` whether trying later may help, and `after` how
    many seconds the site wants to be left alone before that.
    """

    def __init__(
        self, message: str, *, status: int | None = None, again: bool = False, after: float | None = None
    ) -> None:
        super().__init__(message)
        self.status, self.again, self.after = status, again, after


class LexiconError(RecountedError):
    """A language, vocabulary or weight file is wrong."""


class EvidenceError(RecountedError):
    """A value is not where it is said to be."""


class LedgerError(RecountedError):
    """A ledger cannot be opened, is of another version, or refuses what it is given."""


class AddressError(LedgerError):
    """The database behind an address cannot be had: wrong use, where a file that cannot be used is a failure."""


class AmbiguousError(LedgerError):
    """What was asked for may be several things."""


class DecisionError(RecountedError):
    """A decision cannot be obeyed."""


class UsageError(RecountedError):
    """An argument makes no sense."""
