"""The cells of a row of a table of incidents: what they say, and where in the row's document they stand."""

from datetime import date

from recounted.errors import ReadError
from recounted.model import Document, Span
from recounted.readers.clues import day_of


class Row:
    """The cells of a row's document: their values, and where they stand."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.cells: dict[str, Span] = {}
        at = 0
        for line in document.text.split("\n"):
            name, _, value = line.partition(": ")
            self.cells[name] = Span(at + len(name) + 2, at + len(name) + 2 + max(1, len(value)))
            at += len(line) + 1

    def span(self, *columns: str | None) -> Span | None:
        """Where the first cell stands that says something, of some columns in any case; None where none does."""
        return next((self.cells[name.lower()] for name in columns if name and name.lower() in self.cells), None)

    def text(self, column: str | None) -> str | None:
        """What a cell says; None where it is empty, or there is no such column."""
        span = self.span(column)
        return span.of(self.document.text) if span else None

    def number(self, column: str | None) -> int | None:
        """The whole number in a cell.

        Raises:
            ReadError: it is no whole number, or less than nothing.
        """
        told = self.text(column)
        if told is None:
            return None
        try:
            value = float(told)
        except ValueError:
            value = -1.0
        if value < 0 or value != int(value):
            raise ReadError(f'"{told}" in the column "{column}" is no whole number.')
        return int(value)

    def degrees(self, column: str | None, most: float) -> float | None:
        """The degrees in a cell.

        Raises:
            ReadError: it is no number within the bounds.
        """
        told = self.text(column)
        try:
            value = None if told is None else float(told)
        except ValueError:
            value = most + 1
        if value is not None and not -most <= value <= most:
            raise ReadError(f'"{told}" in the column "{column}" is not between -{most:g} and {most:g} degrees.')
        return value

    def day(self, column: str | None) -> date | None:
        """The day in a cell, whatever the time behind it.

        Raises:
            ReadError: it is no date.
        """
        told = self.text(column)
        if told is None:
            return None
        found = day_of(told, "en")
        if found is None:
            raise ReadError(f'"{told}" in the column "{column}" is no date. Write dates as 2020-10-28.')
        return found
