// The brush on the timeline: drag over days, or move an edge by mouse or keys; on release the address takes the days.
import { asked, go } from "./page";

const DAY = 86_400_000;

/** Milliseconds that a row of key presses may take before the days are asked for. */
const REST = 450;

type Edge = "from" | "to";

/** The columns of one drawn timeline: how many, how wide, and which days they are. */
interface Days {
  first: number;
  step: number;
  count: number;
  left: number;
  room: number;
}

let later = 0;

/** The columns as the server drew them. */
function daysOf(brush: SVGGElement): Days {
  const told = brush.dataset;
  return {
    first: Date.parse(`${told.first}T00:00:00Z`),
    step: Number(told.step),
    count: Number(told.count),
    left: Number(told.left),
    room: Number(told.room),
  };
}

/** The columns that are chosen, as [first, after the last]. */
function chosen(brush: SVGGElement): [number, number] {
  return [Number(brush.dataset.from), Number(brush.dataset.to)];
}

/** The day with which a column begins, as an address has it. */
function dayAt(days: Days, column: number): string {
  return new Date(days.first + column * days.step * DAY).toISOString().slice(0, 10);
}

/** The column under a pointer. */
function columnAt(svg: SVGSVGElement, days: Days, event: PointerEvent): number {
  const box = svg.getBoundingClientRect();
  const x = ((event.clientX - box.left) / box.width) * svg.viewBox.baseVal.width;
  return Math.max(0, Math.min(days.count, (x - days.left) / days.room));
}

/** Draw the brush round some columns. */
function show(brush: SVGGElement, from: number, to: number): void {
  const days = daysOf(brush);
  brush.dataset.from = String(from);
  brush.dataset.to = String(to);
  const at = (column: number): number => days.left + column * days.room;
  const set = (name: string, x: number, width: number): void => {
    const part = brush.ownerSVGElement?.querySelector(name);
    part?.setAttribute("x", x.toFixed(1));
    part?.setAttribute("width", Math.max(0, width).toFixed(1));
  };
  set(".before", days.left, at(from) - days.left);
  set(".after", at(to), at(days.count) - at(to));
  for (const [name, column] of [["from", from], ["to", to]] as const) {
    const edge = brush.querySelector(`[data-edge="${name}"]`);
    edge?.setAttribute("transform", `translate(${at(column).toFixed(1)} 0)`);
    edge?.setAttribute("aria-valuenow", String(column));
    edge?.setAttribute("aria-valuetext", dayAt(days, name === "from" ? column : column - 1 / days.step));
  }
  brush.classList.toggle("set", from > 0 || to < days.count);
}

/** Ask for the days of the brush; all of them is no filter. */
function ask(brush: SVGGElement): void {
  const days = daysOf(brush);
  const [from, to] = chosen(brush);
  const address = asked();
  for (const name of ["from", "to", "page"]) address.delete(name);
  if (from > 0) address.set("from", dayAt(days, from));
  if (to < days.count) address.set("to", dayAt(days, to - 1 / days.step));
  go(address);
}

/** Drag: over free ground a new stretch, at an edge that edge. */
function drag(svg: SVGSVGElement, brush: SVGGElement, event: PointerEvent): void {
  if (event.button !== 0) return;
  const days = daysOf(brush);
  const held = event.target instanceof Element ? event.target.closest("[data-edge]")?.getAttribute("data-edge") : null;
  const before = chosen(brush);
  const anchor = held === "from" ? before[1] : held === "to" ? before[0] : columnAt(svg, days, event);
  let moved = false;
  const move = (next: PointerEvent): void => {
    if (!moved && Math.abs(next.clientX - event.clientX) < 5) return;
    if (!moved) svg.setPointerCapture(event.pointerId);
    moved = true;
    const here = columnAt(svg, days, next);
    const from = Math.min(days.count - 1, Math.floor(Math.min(anchor, here) + 0.01));
    show(brush, from, Math.max(from + 1, Math.ceil(Math.max(anchor, here) - 0.01)));
  };
  const end = (next: Event): void => {
    svg.removeEventListener("pointermove", move);
    svg.removeEventListener("pointerup", end);
    svg.removeEventListener("pointercancel", end);
    if (!moved) return;
    svg.addEventListener("click", stop, { capture: true, once: true });
    setTimeout(() => svg.removeEventListener("click", stop, { capture: true }), 50);
    if (next.type === "pointerup") ask(brush);
    else show(brush, ...before);
  };
  svg.addEventListener("pointermove", move);
  svg.addEventListener("pointerup", end);
  svg.addEventListener("pointercancel", end);
}

/** The click that ends a drag is no click on a column. */
function stop(event: Event): void {
  event.preventDefault();
  event.stopPropagation();
}

/** Keys on an edge: an arrow is a column, with shift seven; Home and End go all the way. */
function key(brush: SVGGElement, edge: Edge, event: KeyboardEvent): void {
  const days = daysOf(brush);
  let [from, to] = chosen(brush);
  const far = event.shiftKey ? 7 : 1;
  const by = { ArrowLeft: -far, ArrowDown: -far, ArrowRight: far, ArrowUp: far, Home: -days.count, End: days.count }[
    event.key
  ];
  if (by === undefined) return;
  event.preventDefault();
  if (edge === "from") from = Math.max(0, Math.min(to - 1, from + by));
  else to = Math.min(days.count, Math.max(from + 1, to + by));
  show(brush, from, to);
  clearTimeout(later);
  later = window.setTimeout(() => ask(brush), REST);
}

/** Make every drawn timeline a brush; called again after each swap. */
export function brushes(): void {
  for (const brush of document.querySelectorAll<SVGGElement>("#timeline .brush")) {
    const svg = brush.ownerSVGElement;
    if (!svg) continue;
    brush.classList.add("live");
    for (const edge of brush.querySelectorAll<SVGGElement>("[data-edge]")) {
      edge.setAttribute("tabindex", "0");
      edge.addEventListener("keydown", (event) => key(brush, edge.dataset.edge as Edge, event));
    }
    show(brush, ...chosen(brush));
    svg.addEventListener("pointerdown", (event) => drag(svg, brush, event));
    svg.addEventListener("dragstart", (event) => event.preventDefault());
  }
}
