"""What this package raises on purpose. Each message says what is wrong, where, and what to do."""


class RecountedError(Exception):
    """Anything this package raises on purpose.

    RecountedError
    ├── ReadError        a source cannot be read
    ├── LexiconError     a language, vocabulary or weight file is wrong
    ├── EvidenceError    a value is not where it is said to be
    ├── LedgerError      a ledger cannot be opened, is of another version, or refuses what it is given
    │   └── AmbiguousError   what was asked for may be several things
    ├── DecisionError    a decision cannot be obeyed
    └── UsageError       an argument makes no sense
    """


class ReadError(RecountedError):
    """A source cannot be read."""


class LexiconError(RecountedError):
    """A language, vocabulary or weight file is wrong."""


class EvidenceError(RecountedError):
    """A value is not where it is said to be."""


class LedgerError(RecountedError):
    """A ledger cannot be opened, is of another version, or refuses what it is given."""


class AmbiguousError(LedgerError):
    """What was asked for may be several things."""


class DecisionError(RecountedError):
    """A decision cannot be obeyed."""


class UsageError(RecountedError):
    """An argument makes no sense."""
