"""Small learned weights, kept as JSON with their provenance. Choosing with them is a dot product."""

import json
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from typing import Any

import msgspec

from recounted.errors import LexiconError


class Weights(msgspec.Struct, frozen=True, kw_only=True):
    """A linear model: the weight of each named feature, and where the numbers come from.

    `provenance` names the training script, the digest and size of its data, and its scores.
    """

    name: str
    weights: dict[str, float]
    bias: float = 0.0
    provenance: dict[str, Any]

    def score(self, features: Mapping[str, float] | Iterable[str]) -> float:
        """The sum of the weights of what is present; features without a weight count nothing."""
        get = self.weights.get
        if not isinstance(features, list) and isinstance(features, Mapping):  # asking a list is much the faster
            return self.bias + sum(get(name, 0.0) * value for name, value in features.items())
        return self.bias + sum([get(name, 0.0) for name in features])


@cache
def weights(name: str) -> Weights:
    """The shipped weights of that name.

    Raises:
        LexiconError: there is no such file, or it is not what it should be.
    """
    path = resources.files("recounted").joinpath("data", "weights", f"{name}.json")
    try:
        return msgspec.convert(json.loads(path.read_text(encoding="utf-8")), Weights)
    except (OSError, ValueError) as error:
        raise LexiconError(f"data/weights/{name}.json cannot be used: {error}. Train it again with bench/.") from error
