"""Any record at all, for properties."""

from datetime import date
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import msgspec
from hypothesis import strategies as st

from recounted.model import Span


def anything(kind: Any) -> st.SearchStrategy[Any]:
    """Any value of a type that records are made of."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin in {UnionType, Union}:
        return st.one_of(*(anything(part) for part in inner))
    if origin is tuple and inner[-1] is Ellipsis:
        return st.lists(anything(inner[0]), max_size=2).map(tuple)
    if origin is tuple:
        return st.tuples(*(anything(part) for part in inner))
    if origin is dict:
        return st.dictionaries(WORDS, WORDS, max_size=2)
    if kind is Span:
        return st.tuples(st.integers(0, 10**6), st.integers(1, 10**6)).map(lambda pair: Span(pair[0], sum(pair)))
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        hints = get_type_hints(kind)
        return st.builds(kind, **{name: anything(hints[name]) for name in kind.__struct_fields__})
    return PLAIN[kind]


WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    str: WORDS,
    bytes: st.binary(max_size=12),
    int: st.integers(-(2**63), 2**63 - 1),
    float: st.floats(allow_nan=False, allow_infinity=False),
    bool: st.booleans(),
    date: st.dates(),
    NoneType: st.none(),
    Any: WORDS,
}
