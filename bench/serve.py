"""How fast the pages of a large ledger are: python bench/serve.py [incidents] [readers] [pause …].

Makes a ledger of invented incidents (no text is read), serves it, and asks for pages with many readers at once, each
waiting `pause` seconds on average between an answer and the next question (0: none, so that all ask all the time);
for several pauses, once with each. A reader keeps its connection, as a browser does.
Prints the time to the first page, then median and 95th percentile of each page in milliseconds, and the server's own
work for one request, in milliseconds of one core.

`--ledger FILE` takes the ledger of an earlier run with as many incidents, or keeps the one that is made.
`--browser` opens the overview in Chromium before the readers come, and prints how long a person waits.
"""

import argparse
import hashlib
import http.client
import os
import random
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from recounted.ledger import Ledger
from recounted.model import Claim, Document, Estimate, Figure, Incident, Period, Place, Span, Speaker, content_id


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


PORT = free_port()

#: After the first page the server looks up what later pages need: it is done when it works for less than this share of
#: so many seconds; longer than so many nobody waits for it.
IDLE, LOOK, LONGEST = 0.05, 2.0, 180.0

TOWNS = [(f"Town {n}", 30 + n % 37 / 3, 35 + n % 53 / 3) for n in range(2000)]
KINDS = ("shelling", "air_strike", "attack", "bombing", "gunfire", "battle")
SIDES = ("AZE GOV", "ARM GOV", "SYR GOV", "UKR GOV", "RUS MIL", None)


def report(number: int, rng: random.Random) -> tuple[Document, Claim, Incident]:
    """An invented report of one incident with one claim."""
    killed, (town, latitude, longitude) = rng.randint(0, 30), rng.choice(TOWNS)
    text = f"Officials said {killed} people were killed in {town} on Friday, report {number}."
    day = date(2020, 1, 1) + timedelta(days=rng.randrange(1500))
    raw = text.encode()
    document = Document(
        id=hashlib.sha256(raw).hexdigest(), ref=f"{number}.txt", text=text, raw=raw, publisher=f"Desk {number % 300}",
        published=day,
    )  # fmt: skip
    words, place = Span(15, 15 + len(str(killed))), Span(text.index(town), text.index(town) + len(town))
    claim = Claim(
        id=content_id("claim", str(number)), document=document.id, ref=document.ref, span=Span(0, len(text)), text=text,
        sources=(
            Speaker(name=document.publisher or "", kind="publisher"),
            Speaker(name=f"Officials of {town}", kind="unnamed", code=rng.choice(SIDES), span=Span(0, 9), cue="said"),
        ),
        speech_act="state", modality="asserted", event_type="ASSAULT", event_kind=rng.choice(KINDS), event_span=words,
        locations=(Place(name=town, span=place, latitude=latitude, longitude=longitude, country="UKR", where_prec=1),),
        time=Period(text="Friday", span=place, date_start=day, date_end=day, date_prec=1),
        toll=(Figure(harm="killed", category="people", low=killed, best=killed, high=killed, span=words),),
    )  # fmt: skip
    estimate = Estimate(
        harm="killed", category="people", low=killed, best=killed, high=killed, policy="envelope",
        low_claims=(claim.id,), best_claims=(claim.id,), high_claims=(claim.id,),
    )  # fmt: skip
    incident = Incident(
        id=content_id("incident", claim.id), event_type="ASSAULT", event_kind=claim.event_kind, date_start=day,
        date_end=day, date_prec=1, latitude=latitude, longitude=longitude, where_prec=1, place=town, country="UKR",
        estimates=(estimate,),
        claims=(claim.id,), documents=(document.id,), independent_publishers=1, independent_sources=1, grade="weak",
    )  # fmt: skip
    return document, claim, incident


def made(where: Path, size: int) -> Incident:
    """Fill a ledger, unless it was filled before; gives its last incident."""
    rng = random.Random(7)
    reports = [report(number, rng) for number in range(size)]
    incidents = [incident for *_, incident in reports]
    if where.exists():
        with Ledger(str(where), create=False) as book:
            if sorted(one.id for one in book.incidents()) != sorted(one.id for one in incidents):
                raise SystemExit(f"{where} holds other incidents. Name another file.")
        return incidents[-1]
    with Ledger(str(where)) as book:
        for document, claim, _ in reports:
            book.keep(document, [claim])
        book.replace_derived(incidents)
    return incidents[-1]


#: The connection of each reader.
KEPT = threading.local()


def answered(path: str) -> None:
    """Ask for a page as a page whose map moves does, and read all of it.

    Raises:
        OSError: nobody answers.
    """
    if not hasattr(KEPT, "connection"):
        KEPT.connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
    KEPT.connection.request("GET", path, headers={"x-recounted-map": "live"})
    answer = KEPT.connection.getresponse()
    answer.read()
    if answer.status != http.HTTPStatus.OK:
        raise SystemExit(f"{path} was answered with {answer.status}.")


def fetch(path: str, pause: float = 0.0) -> float:
    """Milliseconds for one page, asked for as a page whose map moves does."""
    time.sleep(random.uniform(0, 2 * pause))
    started = time.perf_counter()
    try:
        answered(path)
    except (http.client.HTTPException, OSError):  # the server has let go of a connection that was idle
        del KEPT.connection
        answered(path)
    return (time.perf_counter() - started) * 1000


def worked(server: subprocess.Popen[bytes]) -> float:
    """Milliseconds that the server has worked so far, over all its threads."""
    told = Path(f"/proc/{server.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def wait_for(server: subprocess.Popen[bytes]) -> None:
    """Wait until the server has looked up what later pages need."""
    began, before = time.perf_counter(), worked(server)
    while time.perf_counter() - began < LONGEST:
        time.sleep(LOOK)
        now = worked(server)
        if now - before < IDLE * LOOK * 1000:
            break
        before = now
    print(f"{time.perf_counter() - began:.0f} s later all is looked up", flush=True)


def first_page(server: subprocess.Popen[bytes]) -> float:
    """Seconds from the start of the server to its first page."""
    started = time.perf_counter()
    while server.poll() is None:
        try:
            fetch("/")
            return time.perf_counter() - started
        except OSError:
            time.sleep(0.05)
    raise SystemExit("The server ended.")


def paths(incident: Incident, rng: random.Random) -> dict[str, list[str]]:
    """Pages, each in several forms so that no answer is the one before."""
    days = [date(2020, 1, 1) + timedelta(days=rng.randrange(1400)) for _ in range(20)]
    return {
        "overview": ["/"] * 20,
        "by days": [f"/?from={day}&to={day + timedelta(days=60)}" for day in days],
        "by facets": [f"/?kind={rng.choice(KINDS)}&side={rng.choice(SIDES[:5]).split()[0]}" for _ in range(20)],
        "by words": [f"/?q=town+{rng.randrange(2000)}" for _ in range(20)],
        "incident": [f"/incident/{incident.id}"] * 20,
        "marks of map": [
            f"/map/marks?zoom=3&kind={kind}&from={day}" for kind, day in zip(KINDS * 4, days, strict=False)
        ],
        "document": [f"/document/{incident.documents[0]}"] * 20,
        "api": [f"/api/incidents?page={page}" for page in range(1, 21)],
    }


def measure(server: subprocess.Popen[bytes], pages: dict[str, list[str]], readers: int, pause: int) -> None:
    """Ask for each kind of page, and print its times."""
    print(f"each waits {pause} s on average between two pages")
    for name, own in pages.items():
        before = worked(server)
        with ThreadPoolExecutor(readers) as pool:
            times = sorted(pool.map(fetch, own * 3, [float(pause)] * len(own) * 3))
        middle, high = statistics.median(times), times[len(times) * 95 // 100]
        each = (worked(server) - before) / len(times)
        print(f"{name:12} median {middle:7.0f} ms   95th {high:7.0f} ms   work {each:6.1f} ms", flush=True)


#: How often the overview is opened in a browser.
VISITS = 5

#: The longest time between two pictures while the map is dragged, in milliseconds, noted by the page itself.
PICTURES = """() => {
  window.longest = 0;
  let last = performance.now();
  const next = (now) => {
    window.longest = Math.max(window.longest, now - last);
    last = now;
    requestAnimationFrame(next);
  };
  requestAnimationFrame(next);
}"""


def looked_at() -> None:
    """Open the overview as a person does, filter, and drag the map; print medians."""
    from playwright.sync_api import sync_playwright

    found: dict[str, list[float]] = {}
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for _ in range(VISITS):
            for name, value in visit(browser).items():
                found.setdefault(name, []).append(value)
        browser.close()
    print("in a browser: " + ", ".join(f"{name} {statistics.median(own):.2f} s" for name, own in found.items()))


def visit(browser: Any) -> dict[str, float]:
    """Seconds until the marks are drawn, until a filter is open, until it has filtered, and what a drag takes."""
    page = browser.new_page(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page.set_default_timeout(120_000)
    began = time.perf_counter()
    page.goto(f"http://127.0.0.1:{PORT}/", wait_until="commit")
    page.locator("details[data-facet=kind] > summary").click()
    box = page.locator("details[data-facet=kind] input").first
    box.wait_for()
    told = {"filter open": time.perf_counter() - began}
    page.locator(".map[data-ready] .mark").first.wait_for()
    told["marks drawn"] = time.perf_counter() - began
    box.check()
    before, began = page.locator("#rows h2").inner_text(), time.perf_counter()
    page.locator("details[open]").get_by_role("button", name="Show").click()
    page.wait_for_function("before => document.querySelector('#rows h2').innerText !== before", arg=before)
    told["filtered"] = time.perf_counter() - began
    page.wait_for_load_state("networkidle")
    return told | dragged(page)


def dragged(page: Any) -> dict[str, float]:
    """Drag the map; seconds from letting go to the marks of the new view, and the longest wait for a picture."""
    area = page.locator("#map canvas").bounding_box()
    x, y = area["x"] + area["width"] * 0.8, area["y"] + area["height"] * 0.8
    page.evaluate(PICTURES)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 200, y - 120, steps=20)
    longest = page.evaluate("window.longest") / 1000
    with page.expect_response("**/map/marks?*") as asked:
        began = time.perf_counter()
        page.mouse.up()
    asked.value.finished()
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    took = time.perf_counter() - began
    page.close()
    return {"marks after a drag": took, "longest picture of a drag": longest}


def main(size: int, readers: int, pauses: list[int], ledger: Path | None, browser: bool) -> None:
    """Make a ledger, serve it, and measure."""
    with tempfile.TemporaryDirectory() as folder:
        where = ledger or Path(folder) / "book.db"
        incident = made(where, size)
        command = [sys.executable, "-c", "from recounted.cli import main; main()"]
        server = subprocess.Popen([*command, "serve", "--ledger", str(where), "--port", str(PORT)])
        try:
            print(f"{size:,} incidents, {readers} readers; first page after {first_page(server):.1f} s")
            wait_for(server)
            if browser:
                looked_at()
            for number, pause in enumerate(pauses):
                measure(server, paths(incident, random.Random(8 + number)), readers, pause)
        finally:
            server.terminate()
            server.wait()


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    asked.add_argument("incidents", type=int, nargs="?", default=10_000)
    asked.add_argument("readers", type=int, nargs="?", default=1)
    asked.add_argument("pauses", type=int, nargs="*", default=[0])
    asked.add_argument("--ledger", type=Path)
    asked.add_argument("--browser", action="store_true")
    given = asked.parse_args()
    main(given.incidents, given.readers, given.pauses, given.ledger, given.browser)
