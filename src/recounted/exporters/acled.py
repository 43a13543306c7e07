"""Incidents in a layout like ACLED's: 31 columns, one row a day, conservative fatalities. They are no ACLED data."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from recounted.estimates.policies import HIGHER
from recounted.exporters.blame import blamed, country_name, label, sayer
from recounted.exporters.formats import formats
from recounted.exporters.places import province
from recounted.exporters.rows import estimate_of, is_open
from recounted.exporters.stock import Stock, Told
from recounted.exporters.writing import Table, text_file
from recounted.lexicon import vocabulary
from recounted.model import Actor, Claim, Estimate

POLICY = "acled"

DROPS = (
    "Incidents that have no sub-event type here (words, meetings …), no place below the country, "
    "or no day that is known to the month.",
    "Everything about figures but the lowest credible number of people killed; injuries are told in `notes`.",
    "Where nobody gives a number of people killed, `fatalities` is 0 as the layout wants it; `notes` and `tags` say "
    "that it is not known. Vague words are read by our own rules (dozens: 24 or more), not by ACLED's.",
    "`inter` goes by an actor's role alone; nobody is called external, since whose land a place is may be fought over.",
    "The numeric codes, region, admin2, admin3, associated actors, source_scale and timestamp are left empty.",
)

#: The sub-event type of happenings that harm things alone; where people die it is an attack.
PROPERTY = "Looting/property destruction"

UNKNOWN = "recounted: fatalities unknown"


def write(stock: Stock, folder: Path) -> None:
    """One CSV file, a row for each day of each incident that the layout has room for."""
    with text_file(folder / "incidents.acled-like.csv") as file:
        table = Table(file, formats()["acled"]["columns"])
        for told in stock.told(POLICY):
            kind = sub_event(told)
            if reason := unfit(told, kind):
                stock.left_out[reason] += 1
            else:
                for row in rows(told, kind or "", stock):
                    stock.counts["rows"] += 1
                    table.add(row)


def unfit(told: Told, kind: str | None) -> str | None:
    """Why an incident has no row; None where it has."""
    rules, incident = formats()["acled"], told.incident
    if kind is None:
        return "incidents without a sub-event type"
    if incident.latitude is None or str(incident.where_prec) not in rules["geo_precision"]:
        return "incidents without a place below the country"
    if incident.date_start is None or str(incident.date_prec) not in rules["time_precision"]:
        return "incidents without a day that is known to the month"
    return None


def sub_event(told: Told) -> str | None:
    """The sub-event type: by the weapon where the kind may be any attack, else by the kind."""
    rules, kind = formats()["acled"], told.incident.event_kind
    about = vocabulary()["event"].get(kind, {})
    usual = about.get("acled") or rules["kinds"].get(kind)
    weapons = Counter(claim.weapon for claim in told.claims if claim.weapon in rules["weapons"])
    open_kind = about.get("generic") or about.get("harm")
    if usual and weapons and open_kind and not about.get("mutual") and rules["types"][usual][1] == "Political violence":
        return str(rules["weapons"][min(weapons, key=lambda weapon: (-weapons[weapon], str(weapon)))])
    if usual == PROPERTY and (killed := estimate_of(told.incident, "killed")) and killed.low:
        return str(rules["kinds"]["killing"])
    return str(usual) if usual else None


def rows(told: Told, kind: str, stock: Stock) -> Iterator[dict[str, Any]]:
    """The rows of an incident: one, or for what goes on for days one a day, among which the dead are divided."""
    spread = days(told)
    killed = estimate_of(told.incident, "killed")
    count = killed.low if killed else None
    stock.flagged["rows whose fatalities are not known, and 0"] += len(spread) if count is None else 0
    event = common(told, kind)
    for number, (day, share) in enumerate(zip(spread, divided(count or 0, len(spread)), strict=True), 1):
        yield event | {
            "event_id_cnty": f"{told.incident.country or 'XXX'}-{told.incident.id}-{number}",
            "event_date": day,
            "year": day.year,
            "fatalities": share,
            "notes": notes(told, killed, len(spread)),
            "tags": UNKNOWN if count is None else None,
        }


def days(told: Told) -> list[date]:
    """The days of an incident: all of them for what goes on, else the one in the middle, of two the second."""
    first, last = told.incident.date_start, told.incident.date_end
    assert first is not None and last is not None
    length = (last - first).days + 1
    if told.incident.event_kind in formats()["acled"]["sustained"] and length <= 31:
        return [first + timedelta(days=number) for number in range(length)]
    return [first + timedelta(days=length // 2)]


def divided(count: int, parts: int) -> list[int]:
    """A number in equal parts; what is left over goes to the first."""
    return [count // parts + (number < count % parts) for number in range(parts)]


def common(told: Told, kind: str) -> dict[str, Any]:
    """What all rows of an incident share."""
    rules, incident = formats()["acled"], told.incident
    event_type, disorder = rules["types"][kind]
    blames = blamed(told.claims)
    codes = [blame.code for blame in blames]
    victims = sorted({(label(actor), actor.code or "") for claim in told.claims for actor in claim.recipients})
    one, two = inter(codes[:1]), inter([code for _, code in victims[:1]])
    first = province(incident.latitude, incident.longitude)
    return {
        "time_precision": rules["time_precision"][str(incident.date_prec)],
        "disorder_type": disorder,
        "event_type": event_type,
        "sub_event_type": kind,
        "actor1": " or ".join(blame.words for blame in blames) or None,
        "inter1": one,
        "actor2": "; ".join(name for name, _ in victims) or None,
        "inter2": two,
        "interaction": "-".join(filter(None, (one, two))) or None,
        "civilian_targeting": "Civilians targeted" if targeted(event_type, told.claims) else None,
        "country": country_name(incident.country),
        "admin1": first.name if first else None,
        "location": incident.place,
        "latitude": incident.latitude,
        "longitude": incident.longitude,
        "geo_precision": rules["geo_precision"][str(incident.where_prec)],
        "source": "; ".join(sorted({document.publisher or "unknown" for document in told.documents.values()})),
    }


def inter(codes: Sequence[str | None]) -> str | None:
    """The kind of the first actor, in ACLED's words; None where it is not known."""
    known = formats()["acled"]["inter"]
    parts = (codes[0] or "").split(" ") if codes else []
    return next((known[part] for part in parts if part in known), None)


def targeted(event_type: str, claims: Sequence[Claim]) -> bool:
    """Whether civilians are the only ones to whom it is said to have been done."""
    harmed: list[Actor] = [actor for claim in claims for actor in claim.recipients]
    return event_type != "Battles" and bool(harmed) and all(inter([actor.code]) == "Civilians" for actor in harmed)


def lowest(estimate: Estimate) -> str:
    """The low of an estimate in words: `people killed 12`, `people injured 40 or more`, `3 (also told: more)`."""
    open_end = " or more" if is_open(estimate) else ""
    higher = " (also told: more)" if any(reason == HIGHER for _, reason in estimate.rejected) else ""
    return f"{estimate.category} {estimate.harm} {estimate.low}{open_end}{higher}".replace("_", " ")


def notes(told: Told, killed: Estimate | None, parts: int) -> str:
    """What the columns have no room for: who says so, the whole toll, and how it was put into this row."""
    said = [f"Said by {', '.join(sorted({sayer(claim) for claim in told.claims}))}."]
    if counts := [lowest(estimate) for estimate in told.incident.estimates if estimate.low is not None]:
        said.append(f"Lowest credible figures: {'; '.join(counts)}.")
    if killed is None or killed.low is None:
        said.append(
            "Nobody gives a number of people killed: fatalities are not known, and 0 is the layout's convention."
        )
    elif parts > 1:
        said.append(f"The {killed.low} killed over {parts} days are divided equally among them.")
    if any(estimate.disputed for estimate in told.incident.estimates):
        said.append("Figures are disputed.")
    return " ".join(said)
