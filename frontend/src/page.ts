// The page's state is its address. A change of it fetches the page anew and puts its regions in place of the old ones.

/** Regions that are swapped together; what a region holds that is live (the map's canvas) lies outside them. */
const REGIONS = ["sums", "filters", "chosen", "timeline", "map-notes", "map-tools", "rows"];

/** Milliseconds before the page says that it waits. */
const PATIENCE = 300;

export type Address = URLSearchParams;
type Listener = (page: Document, address: Address, cause: Cause) => void;

/** What changed the address: the map's own move needs no new view, all else does. */
export type Cause = "map" | "other";

const listeners: Listener[] = [];
let running: AbortController | null = null;

/** Call `listener` after every change, with the page that was fetched. */
export function afterChange(listener: Listener): void {
  listeners.push(listener);
}

/** What the address asks for now. */
export function asked(): Address {
  return new URLSearchParams(location.search);
}

/** Change the address and all that hangs on it; going back undoes it. */
export function go(address: Address, cause: Cause = "other"): void {
  const query = address.toString();
  if (query === location.search.slice(1)) return;
  history.pushState(null, "", query ? `/?${query}` : "/");
  void load(cause);
}

/** A file of our own server. */
export async function json<T>(path: string, signal?: AbortSignal): Promise<T> {
  const answer = await fetch(path, signal ? { signal } : {});
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return (await answer.json()) as T;
}

/** Fetch the page of the address and swap its regions; the old view stays until the new one is whole. */
async function load(cause: Cause): Promise<void> {
  running?.abort();
  const own = (running = new AbortController());
  const late = setTimeout(() => document.body.classList.add("waits"), PATIENCE);
  try {
    const headers: HeadersInit = document.querySelector("#map .live") ? { "x-recounted-map": "live" } : {};
    const answer = await fetch(location.pathname + location.search, { headers, signal: own.signal, cache: "no-store" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!page.getElementById("rows")) throw new Error("no overview");
    const held = inHand();
    swap(page);
    for (const listener of listeners) listener(page, asked(), cause);
    takeUp(held);
  } catch (error) {
    if (!own.signal.aborted) location.reload(); // let the server's own page say what is wrong
  } finally {
    clearTimeout(late);
    if (running === own) document.body.classList.remove("waits");
  }
}

/** How to find again what has the focus, once all that a person can work with stands again. */
function inHand(): string | null {
  const focused = document.activeElement;
  return focused instanceof Element ? pathOf(focused) : null;
}

/** Put the focus where it was: of what stands there in two widths, on the one that is seen. */
function takeUp(path: string | null): void {
  const found = path ? [...document.querySelectorAll<HTMLElement>(path)] : [];
  found.find((one) => one.getClientRects().length > 0)?.focus({ preventScroll: true });
}

/** Put the new regions in place. */
function swap(page: Document): void {
  const unfolded = document.querySelector<HTMLDetailsElement>("#filters .more")?.open ?? false;
  for (const name of REGIONS) {
    const old = document.getElementById(name);
    const fresh = page.getElementById(name);
    if (old && fresh) old.replaceChildren(...fresh.childNodes);
  }
  const fold = document.querySelector<HTMLDetailsElement>("#filters .more");
  if (fold) fold.open = unfolded; // on phones filters lie in a fold, which stays as a person left it
  document.title = page.title;
}

/** How to find again what has the focus within a region, after it was swapped. */
function pathOf(element: Element): string | null {
  const region = REGIONS.map((name) => document.getElementById(name)).find((one) => one?.contains(element));
  if (!region || region === element) return null;
  const edge = element.getAttribute("data-edge");
  if (edge) return `#timeline .brush [data-edge="${edge}"]`;
  const details = element.closest("details[data-facet]");
  if (details) return `details[data-facet="${details.getAttribute("data-facet")}"] > summary`;
  const link = element.getAttribute("aria-label") ?? "";
  return element.id ? `#${CSS.escape(element.id)}` : link ? `#${region.id} [aria-label="${CSS.escape(link)}"]` : null;
}

/** The address that a link of the overview leads to; null for a link to elsewhere. */
function leads(link: Element): Address | null {
  const href = link.getAttribute("href") ?? "";
  return href === "/" || href.startsWith("/?") ? new URLSearchParams(href.slice(2)) : null;
}

/** Let links, filters, and going back and forth work without loading the page. */
export function start(): void {
  const main = document.getElementById("main");
  main?.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
    const address = link && leads(link);
    if (!address) return;
    event.preventDefault();
    go(address);
  });
  main?.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.id !== "filters") return;
    event.preventDefault();
    const address = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (value) address.append(name, String(value));
    go(address);
  });
  document.addEventListener("click", (event) => {
    for (const open of document.querySelectorAll<HTMLDetailsElement>("#filters details[open]:not(.more)")) {
      if (event.target instanceof Node && !open.contains(event.target)) open.open = false;
    }
  });
  document.addEventListener("keydown", (event) => {
    const open = event.key === "Escape" && document.querySelector<HTMLDetailsElement>("#filters details[open]:not(.more)");
    if (!open) return;
    open.open = false;
    open.querySelector("summary")?.focus();
  });
  addEventListener("popstate", () => {
    if (location.pathname === "/") void load("other");
  });
}
