"""How the command line writes figures."""

from recounted.cli.printing import toll
from recounted.model import Figure, Span


def test_only_a_figure_that_is_not_sure_says_so() -> None:
    """What is as sure as most is printed plainly; what is less sure tells how much."""
    plain = Figure(harm="killed", category="people", low=12, best=12, high=12, span=Span(0, 2), confidence=0.97)
    weak = Figure(harm="injured", category="children", low=3, best=3, span=Span(5, 7), confidence=0.614)

    assert toll([plain, weak]) == "people killed 12, children injured 3 or more (61 % sure)"
