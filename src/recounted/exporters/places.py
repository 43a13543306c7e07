"""Places as they leave: made coarser where wanted, and with the name of their province where the gazetteer knows it."""

from functools import cache

import msgspec

from recounted.gazetteer import gazetteer
from recounted.gazetteer.format import Known
from recounted.model import Place

#: UCDP where_prec of a province and of a country; what is no sharper stays as it is.
PROVINCE, COUNTRY = 4, 6


@cache
def provinces() -> dict[str, Known]:
    """The code of a province → its place, which has the coordinates of its centre or of its seat."""
    book = gazetteer()
    numbers = [number for number, kind in enumerate(book.columns["kind"]) if kind == ord("A")]
    return {place.division: place for place in map(book.place, numbers) if place.division}


@cache
def by_point() -> dict[tuple[int, int], str]:
    """Coordinates in ten-thousandths of a degree → the province there, of the place most live in."""
    columns, divisions = gazetteer().columns, gazetteer().divisions
    order = sorted(range(gazetteer().size), key=lambda number: columns["population"][number])
    return {
        (columns["latitude"][number], columns["longitude"][number]): divisions[columns["division"][number]]
        for number in order
    }


def province(latitude: float | None, longitude: float | None) -> Known | None:
    """The province that a point of the gazetteer lies in, None where that is not known."""
    if latitude is None or longitude is None:
        return None
    return provinces().get(by_point().get((round(latitude * 1e4), round(longitude * 1e4)), ""))


def coarse(place: Place, level: str) -> Place:
    """A place no sharper than its province, or its country where the province is not known or `country` is wanted."""
    if place.where_prec is not None and place.where_prec >= (PROVINCE if level == "adm1" else COUNTRY):
        return place
    found = province(place.latitude, place.longitude) if level == "adm1" else None
    precision = PROVINCE if found else COUNTRY
    found = found or (gazetteer().country(place.country) if place.country else None)
    if found is None:
        return msgspec.structs.replace(
            place, name="", latitude=None, longitude=None, geonames_id=None, where_prec=None, kind="country"
        )
    return msgspec.structs.replace(
        place, name=found.name, latitude=found.latitude, longitude=found.longitude, geonames_id=found.geonames_id,
        where_prec=precision, kind="province" if precision == PROVINCE else "country",
    )  # fmt: skip
