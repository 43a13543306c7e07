"""Map, timeline and table that move together, in a real browser; a person filters, brushes, opens, and goes back."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from browsing import watched

from recounted.web import map_built

expect = pytest.importorskip("playwright.sync_api", reason="stories in a browser need playwright").expect
pytestmark = pytest.mark.skipif(not map_built(), reason="the map was not built; `python hatch_build.py` builds it")


@pytest.fixture
def overview(browser: Any, address: str) -> Iterator[Any]:
    """The overview with its map drawn; at the end nothing may have been amiss."""
    page, wrong = watched(browser, address, viewport={"width": 1280, "height": 1000}, reduced_motion="reduce")
    page.set_default_timeout(25000)
    page.goto(address)
    page.locator(".map[data-ready] .mark").first.wait_for()
    yield page
    assert wrong == []


def rows(page: Any) -> Any:
    """The incidents that the table holds."""
    return page.locator("#rows .inc tbody tr")


def query(page: Any) -> dict[str, list[str]]:
    """What the address asks for."""
    return parse_qs(urlsplit(page.url).query)


def test_a_stretch_of_days_is_brushed_and_taken_back(overview: Any) -> None:
    """Dragging over days narrows table, address and map together, and going back shows all again."""
    before, marks = rows(overview).count(), overview.locator(".mark").count()
    box = overview.locator("#timeline svg:visible").bounding_box()
    overview.mouse.move(box["x"] + 80, box["y"] + 30)
    overview.mouse.down()
    overview.mouse.move(box["x"] + 140, box["y"] + 30, steps=4)
    overview.mouse.up()
    overview.wait_for_url("**to=**")
    expect(rows(overview)).not_to_have_count(before)
    expect(overview.locator("#timeline svg:visible .brush.set")).to_have_count(1)
    expect(overview.locator(".mark")).not_to_have_count(marks)
    overview.go_back()
    expect(rows(overview)).to_have_count(before)
    expect(overview.locator(".mark")).to_have_count(marks)
    assert query(overview) == {}


def test_an_edge_of_the_brush_moves_by_keys_and_keeps_the_focus(overview: Any) -> None:
    """The arrow keys move the last day, the address takes it, and the edge is still in hand afterwards."""
    edge = overview.locator("#timeline svg:visible [data-edge=to]")
    edge.focus()
    overview.keyboard.press("ArrowLeft")
    overview.keyboard.press("ArrowLeft")
    overview.wait_for_url("**to=**")
    expect(overview.locator("#timeline svg:visible .brush.set [data-edge=to]")).to_be_focused()
    assert edge.get_attribute("aria-valuetext") == query(overview)["to"][0]


def test_a_cluster_opens_and_the_table_shows_what_the_map_shows(overview: Any, address: str) -> None:
    """A mark of several incidents opens into its parts, the table holds those in view, and back closes it again."""
    overview.goto(f"{address}/?box=20,20,70,60")
    together = overview.locator("button.mark[aria-label*='incidents']").first
    together.click()
    overview.wait_for_url("**box=4**")
    expect(overview.locator("button.mark[aria-label*='incidents']")).to_have_count(0)
    west, south, east, north = map(float, query(overview)["box"][0].split(","))
    assert 20 < west < east < 70
    assert 20 < south < north < 60
    overview.go_back()
    overview.wait_for_url("**box=20,20,70,60")
    together.wait_for()
    overview.get_by_role("link", name="fit to selection").click()
    expect(overview.locator("button.mark[aria-label*='incidents']")).to_have_count(0)
    assert query(overview) == {}


def test_a_mark_tells_name_range_and_voices(overview: Any) -> None:
    """A popup names its incident, its figure with its range, and how many independent sources; Escape closes it."""
    mark = overview.locator("button.mark[aria-label^='Ganja']").first
    mark.focus()
    overview.keyboard.press("Enter")
    told = overview.locator(".told").inner_text()
    assert "Ganja" in told
    assert "independent source" in told
    assert "killed: " in told
    overview.keyboard.press("Escape")
    expect(overview.locator(".told")).to_have_count(0)


def test_a_filter_moves_map_and_timeline_without_a_new_page(overview: Any) -> None:
    """Choosing a place leaves its marks alone on the map; the page itself stays, and the focus with the filter."""
    overview.evaluate("window.same = true")
    overview.locator("summary", has_text="Place").first.click()
    overview.get_by_role("checkbox", name="Ganja").check()
    overview.locator("details[open]").get_by_role("button", name="Show").click()
    overview.wait_for_url("**place=Ganja**")
    expect(overview.locator(".mark:not([title*='Ganja'])")).to_have_count(0)
    expect(overview.locator("details[data-facet=place] > summary")).to_be_focused()
    assert overview.evaluate("window.same")
    overview.get_by_role("link", name="Clear all filters").first.click()
    expect(overview.locator(".mark[title*='Stepanakert']")).to_have_count(1)
    assert query(overview) == {}


def test_pointing_at_a_row_lights_its_mark(overview: Any) -> None:
    """The mark of the row that is pointed at, or has the focus, is lit, and no other."""
    overview.locator("#rows .where a", has_text="Stepanakert").first.focus()
    expect(overview.locator(".mark.lit[title*='Stepanakert']")).to_have_count(1)
    expect(overview.locator(".mark.lit")).to_have_count(1)


def test_on_a_phone_filters_are_folded_and_the_map_is_in_the_first_screen(browser: Any, address: str) -> None:
    """At 390 pixels the whole map is seen without scrolling; the fold opens, stays open, and names what is on."""
    page, wrong = watched(browser, address, viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    page.set_default_timeout(25000)
    page.goto(address)
    page.locator(".map[data-ready] .mark").first.wait_for()
    box = page.locator("#map .map").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    assert box["y"] + box["height"] <= 844
    filters = page.locator("#filters details[data-facet], #filters .words")
    assert not any(one.is_visible() for one in filters.all())
    fold = page.locator("#filters .more > summary")
    assert fold.inner_text().split() == ["Filters", "none"]

    fold.click()
    assert all(one.is_visible() for one in filters.all())
    page.locator("summary", has_text="Place").first.click()
    page.get_by_role("checkbox", name="Ganja").check()
    page.locator("details[open]").get_by_role("button", name="Show").click()
    page.wait_for_url("**place=Ganja**")
    expect(fold).to_have_text("FiltersPlace")
    expect(page.locator("details[data-facet=place] > summary")).to_be_focused()
    page.reload()
    assert not any(one.is_visible() for one in filters.all())
    assert wrong == []


def test_without_script_the_server_draws_the_map(browser: Any, address: str) -> None:
    """A browser without script gets map, timeline and table as drawings and links."""
    page, wrong = watched(browser, address, java_script_enabled=False)
    page.goto(address)
    assert page.locator("#map .drawn svg").count() == 1
    assert page.locator("#timeline svg a").count() > 0
    assert wrong == []


#: Takes from a page what a map that moves is drawn with.
NO_WEBGL = """
  const given = HTMLCanvasElement.prototype.getContext;
  HTMLCanvasElement.prototype.getContext = function (kind, ...more) {
    return kind.startsWith("webgl") ? null : given.call(this, kind, ...more);
  };
"""


def test_where_no_map_can_move_the_server_draws_it_and_it_follows(browser: Any, address: str) -> None:
    """A browser with script and without WebGL shows the server's map, and the one of each selection after it."""
    page, wrong = watched(browser, address)
    page.add_init_script(NO_WEBGL)
    page.goto(address)
    drawn = page.locator("#map .drawn svg")
    drawn.wait_for()
    assert page.locator("#map .live").count() == 0
    before = drawn.inner_html()
    page.locator("summary", has_text="Place").first.click()
    page.get_by_role("checkbox", name="Ganja").check()
    page.locator("details[open]").get_by_role("button", name="Show").click()
    page.wait_for_url("**place=Ganja**")
    expect(rows(page)).to_have_count(1)
    expect(drawn).to_have_count(1)
    assert drawn.inner_html() != before
    assert "Stepanakert" not in drawn.text_content()
    page.go_back()
    expect(rows(page)).not_to_have_count(1)
    assert drawn.inner_html() == before
    assert [line for line in wrong if "WebGL" not in line] == []


@pytest.mark.parametrize(
    ("size", "query"),
    [
        ((1280, 1000), ""),
        ((1000, 800), "?box=-170,-60,170,75"),
        ((390, 844), "?place=Ganja"),
        ((390, 844), "?box=-170,-60,170,75"),
    ],
)
def test_a_page_asks_for_its_marks_once_and_keeps_room_for_its_map(
    browser: Any, kept_at: str, size: tuple[int, int], query: str
) -> None:
    """Marks are asked for before the map is there, and it begins where they were asked for; nothing leaps."""
    page, wrong = watched(browser, kept_at, viewport=dict(zip(("width", "height"), size, strict=True)))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/map/marks" in request.url else None)
    page.add_init_script("""
      window.leaps = 0;
      new PerformanceObserver((list) => { for (const one of list.getEntries()) window.leaps += one.value; })
        .observe({ type: "layout-shift", buffered: true });
    """)
    page.goto(f"{kept_at}/{query}")
    page.locator(".map[data-ready] .mark").first.wait_for()
    page.wait_for_load_state("networkidle")
    assert len(asked) == 1
    assert page.evaluate("window.leaps") < 0.05
    assert wrong == []
