// The marks of incidents on the map. The server draws each one; here they get a place, open on a click, and light up.
import { type GeoJSONSource, type Map as LiveMap, Marker, Popup } from "maplibre-gl";
import { type Asked, type Box, marksAt, serves } from "./first";
import { json } from "./page";

/** An incident as a popup tells of it. */
interface Told {
  id: string;
  place: string;
  days: string;
  kind: string;
  said: string;
  voices: string;
}

/** One mark: an incident, or several that stand too near to each other. */
interface Mark {
  key: string;
  at: [number, number];
  name: string;
  label: string;
  drawn: string;
  reach: number;
  count: number;
  box: [number, number, number, number];
  rows: Told[];
  lit: string[];
}

interface Answer {
  marks: Mark[];
  discs: GeoJSON.FeatureCollection;
  names: Name[];
}

/** A town or province for the base map: longitude, latitude, name, kind, people. */
type Name = [number, number, string, string, number];

/** Nearer than this nothing opens any more; what still stands together is listed. */
const NEAREST = 13;

/** Pixels round a mark in which the base map names no town. */
const CLEAR = 9;

/** The marks on a map, kept as long as they stay the same. */
export class Marks {
  private known = new Map<string, Marker>();
  private running: AbortController | null = null;
  private popup: Popup | null = null;
  private path = "";

  /** Whether a person asked for the move that is under way. */
  asked = false;

  /** `ready` is when the map can take what is told. */
  constructor(
    private readonly map: LiveMap,
    private readonly ready: Promise<void>,
  ) {}

  /** Ask for the marks of the view, unless that was done before the map was there. */
  async refresh(early: Asked | null = null): Promise<void> {
    const [zoom, box] = [this.map.getZoom(), this.map.getBounds()];
    const shown: Box = [box.getWest(), box.getSouth(), box.getEast(), box.getNorth()];
    const path = marksAt(shown, zoom);
    if (path === this.path) return; // on its way
    this.running?.abort();
    const own = (this.running = new AbortController());
    this.path = path;
    try {
      const soon = early && serves(early, shown, zoom) ? (early.told as Promise<Answer>) : null;
      const told = await (soon ?? json<Answer>(path, own.signal));
      if (this.running !== own) return;
      this.show(told);
      await this.ready;
      if (this.running === own) this.lay(told);
    } catch (error) {
      if (!own.signal.aborted) console.warn("marks of the map:", error);
    } finally {
      if (this.running === own) this.path = "";
    }
  }

  /** Put the marks in their places, which needs nothing of the map but its view. */
  private show(told: Answer): void {
    const fresh = new Map<string, Marker>();
    const drawn = drawings(told.marks.filter((mark) => !this.known.has(mark.key)));
    for (const mark of told.marks) {
      fresh.set(mark.key, this.known.get(mark.key) ?? this.place(mark, drawn.get(mark.key)));
      this.known.delete(mark.key);
    }
    for (const old of this.known.values()) old.remove();
    this.known = fresh;
  }

  /** Lay areas and names on the map. */
  private lay(told: Answer): void {
    const put = (name: string, features: GeoJSON.Feature[]): void =>
      void this.map.getSource<GeoJSONSource>(name)?.setData({ type: "FeatureCollection", features });
    put("discs", told.discs.features);
    put("names", told.marks.filter((mark) => mark.label).map(named));
    const taken = told.marks.map((mark) => ({ point: this.map.project(mark.at), reach: mark.reach + CLEAR }));
    const free = ([longitude, latitude]: Name): boolean => {
      const here = this.map.project([longitude, latitude]);
      return taken.every(({ point, reach }) => Math.hypot(point.x - here.x, point.y - here.y) > reach);
    };
    put("towns", told.names.filter(free).map(titled));
  }

  private place(mark: Mark, drawn: Node | undefined): Marker {
    const element = document.createElement("button");
    element.type = "button";
    element.className = "mark";
    element.setAttribute("aria-label", mark.name);
    element.title = mark.name;
    if (drawn) element.append(drawn);
    element.dataset.rows = mark.lit.join(" ");
    element.addEventListener("click", (event) => {
      event.stopPropagation();
      this.open(mark);
    });
    const made = new Marker({ element, subpixelPositioning: true }).setLngLat(mark.at).addTo(this.map);
    element.setAttribute("role", "button"); // a marker is taken for an image otherwise
    return made;
  }

  /** Several incidents: go so near that they part, or list them; one: tell of it. */
  private open(mark: Mark): void {
    const [west, south, east, north] = mark.box;
    const apart = east - west > 1e-4 || north - south > 1e-4;
    if (mark.count > 1 && apart && this.map.getZoom() < NEAREST) {
      const padding = Math.min(80, this.map.getContainer().clientWidth / 5);
      this.asked = true;
      this.map.fitBounds([west, south, east, north], { padding, maxZoom: NEAREST + 1 });
      return;
    }
    this.popup?.remove();
    this.popup = new Popup({ offset: mark.reach, closeButton: false, maxWidth: "none" })
      .setLngLat(mark.at)
      .setDOMContent(list(mark))
      .addTo(this.map);
  }

  /** Light the mark of a row that is pointed at. */
  light(row: string | null): void {
    for (const marker of this.known.values()) {
      const element = marker.getElement();
      element.classList.toggle("lit", row !== null && (element.dataset.rows ?? "").split(" ").includes(row));
    }
  }

  /** Close what is open; whether anything was. */
  close(): boolean {
    const open = this.popup?.isOpen() ?? false;
    this.popup?.remove();
    return open;
  }
}

/** The drawings of marks as our own server made them, read at once: key of a mark → its drawing. */
function drawings(marks: Mark[]): Map<string, Node> {
  const read = new DOMParser().parseFromString(marks.map((mark) => `<p>${mark.drawn}</p>`).join(""), "text/html");
  const told = [...read.querySelectorAll("body > p > svg")];
  return new Map(marks.flatMap((mark, at) => (told[at] ? [[mark.key, document.importNode(told[at], true)]] : [])));
}

/** The name of a mark's place, beside it. */
function named(mark: Mark, order: number): GeoJSON.Feature {
  return {
    type: "Feature",
    properties: { name: mark.label, offset: (mark.reach + 3) / 12, order },
    geometry: { type: "Point", coordinates: mark.at },
  };
}

/** A name of the base map as GeoJSON. */
function titled([longitude, latitude, name, kind, people]: Name): GeoJSON.Feature {
  const properties = { name, kind, people };
  return { type: "Feature", properties, geometry: { type: "Point", coordinates: [longitude, latitude] } };
}

/** What a popup tells: each incident with its figure, its range, and how many independent voices. */
function list(mark: Mark): HTMLElement {
  const made = document.createElement("div");
  made.className = "told";
  for (const row of mark.rows) {
    const link = Object.assign(document.createElement("a"), { href: `/incident/${row.id}` });
    const place = Object.assign(document.createElement("bdi"), { textContent: row.place });
    link.append(place, `, ${row.days}`);
    const part = document.createElement("p");
    part.append(link, words("span", row.kind), words("b", row.said), words("span", row.voices));
    made.append(part);
  }
  if (mark.count > mark.rows.length) made.append(words("p", `and ${mark.count - mark.rows.length} more in the table`));
  return made;
}

/** An element with words. */
function words(name: string, said: string): HTMLElement {
  return Object.assign(document.createElement(name), { textContent: said });
}
