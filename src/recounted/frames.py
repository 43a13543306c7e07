"""Records as they stream, and as a data frame of polars."""

import types
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar, Union, get_args, get_origin

import msgspec

from recounted.errors import UsageError

if TYPE_CHECKING:
    import polars

Record = TypeVar("Record", bound=msgspec.Struct)


class Records(Iterator[Record], Generic[Record]):
    """Records one after the other, each given once; `to_polars()` gives those that are left as a data frame."""

    def __init__(self, kind: type[Record], held: Iterable[Record]) -> None:
        self.kind, self.held = kind, iter(held)

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> Record:
        return next(self.held)

    def to_polars(self) -> "polars.DataFrame":
        """The records that are left as a data frame: a row each, a column for each field, with its own type.

        What a record holds within is a struct, several such a list; spans are structs of `start` and `end`, days are
        dates, and what is unknown is null. Types do not depend on what the rows hold.

        Raises:
            UsageError: polars is not installed.
        """
        try:
            import polars
        except ImportError:
            raise UsageError("Data frames need what `pip install 'recounted[polars]'` brings.") from None
        schema = {field.name: column(field.type) for field in msgspec.structs.fields(self.kind)}
        return polars.DataFrame([row(record) for record in self], schema=schema, orient="row")


def row(record: msgspec.Struct) -> list[Any]:
    """The fields of a record, in their order, in plain values."""
    return [plain(getattr(record, name)) for name in record.__struct_fields__]


def plain(value: Any) -> Any:
    """A value as a cell holds it: records as dictionaries, tuples as lists."""
    if isinstance(value, msgspec.Struct):
        return {name: plain(getattr(value, name)) for name in value.__struct_fields__}
    return [plain(one) for one in value] if isinstance(value, tuple) else value


#: Types of single values → how polars calls them.
SINGLE = {str: "String", int: "Int64", float: "Float64", bool: "Boolean", bytes: "Binary", date: "Date"}


def column(kind: Any) -> Any:
    """The type of a column that holds values of a type, as polars has it."""
    import polars

    given = get_args(kind)
    if get_origin(kind) in {Union, types.UnionType}:
        return column(next(one for one in given if one is not types.NoneType))
    if get_origin(kind) is tuple:  # in what is streamed, all that a tuple holds is of one type
        return polars.List(column(given[0]))
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return polars.Struct({field.name: column(field.type) for field in msgspec.structs.fields(kind)})
    return getattr(polars, SINGLE[kind])
