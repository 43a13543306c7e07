"""A run that may be killed at any moment: keeps made-up reports in a ledger, then derives incidents from them."""

import sys

from samples import book, incident, told

REPORTS = 120


def run(where: str) -> None:
    """Keep all reports that are not there yet, and derive one incident of each town."""
    with book(where) as ledger:
        for number in range(REPORTS):
            place = ("Barda", "Stepanakert", "Ganja")[number % 3]
            ledger.keep(
                *told(
                    str(number), (number + 1, number + 2, number + 3), place, url=f"https://desk.example/{number % 50}"
                )
            )
        for place in ("Barda", "Stepanakert", "Ganja"):
            claims = [claim for claim in ledger.claims() if claim.locations[-1].name == place]
            known = [found for found in ledger.incidents() if found.id != incident(claims, place).id]
            ledger.replace_derived([*known, incident(claims, place)])


if __name__ == "__main__":
    run(sys.argv[1])
