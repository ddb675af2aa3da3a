// The state of the console and its permalink: everything that the address tells stands in one signal each, is written to the
// address whenever it changes, and is read back from it.
import { batch, effect, signal } from "@preact/signals";
import { openFilter, type Filter } from "./model";
import { readStored, store } from "./i18n";

export const viewNames = ["search", "graph", "table", "timeline", "disputes", "paths", "query", "articles", "article", "add", "corrections"] as const;
export type View = (typeof viewNames)[number];

// A Place is where a thing stands in the drawing.
export interface Place {
  x: number;
  y: number;
  pinned: boolean;
}

export type Places = ReadonlyMap<string, Place>;

export const view = signal<View>("search");
export const places = signal<Places>(new Map()); // the things of the result, by IRI
export const filter = signal<Filter>(openFilter);
export const selection = signal(""); // IRI of a thing, id of a fact, or ""
export const details = signal<Record<string, string>>({}); // what only one view knows: its own parameters
export const asJSON = signal(false); // the result as JSON instead of a table

// linkedThings bounds the things that an address holds, so that servers and mail programs take it.
export const linkedThings = 250;

const short = (iri: string) => iri.replace(/^id:/, "");
const long = (name: string) => (/^(id|art|wd|ng|rel|st|schema):/.test(name) ? name : "id:" + name);

export function addressOf(): string {
  const q = new URLSearchParams();
  const f = filter.value;
  const things = [...places.value].slice(0, linkedThings).map(([iri, p]) => [encodeURIComponent(short(iri)), Math.round(p.x), Math.round(p.y), p.pinned ? "p" : ""].join("~").replace(/~$/, ""));
  const fields: Record<string, string> = {
    n: things.join(" "), sel: selection.value, notier: f.noTiers.join(" "), notype: f.noTypes.join(" "), norel: f.noRelations.join(" "),
    since: f.since, until: f.until, source: f.source, conf: f.confidence ? String(f.confidence) : "", as: asJSON.value ? "json" : "",
  };
  for (const [name, value] of [...Object.entries(fields), ...Object.entries(details.value)]) if (value) q.set(name, value);
  const text = q.toString().replaceAll("%3A", ":").replaceAll("%7E", "~").replaceAll("%7C", "|").replaceAll("%2C", ",");
  return "#/" + view.value + (text ? "?" + text : "");
}

const ours = new Set(["n", "sel", "notier", "notype", "norel", "since", "until", "source", "conf", "as"]);

export function readAddress(hash: string): void {
  const [path = "", text = ""] = hash.replace(/^#\/?/, "").split(/\?(.*)/s);
  const q = new URLSearchParams(text);
  const list = (name: string) => (q.get(name) ?? "").split(" ").filter(Boolean);
  const found = new Map<string, Place>();
  for (const item of list("n")) {
    const [name = "", x, y, pinned] = item.split("~");
    found.set(long(decoded(name)), { x: Number(x) || 0, y: Number(y) || 0, pinned: pinned === "p" });
  }
  const own: Record<string, string> = {};
  for (const [name, value] of q) if (!ours.has(name)) own[name] = value;
  batch(() => {
    view.value = (viewNames as readonly string[]).includes(path) ? (path as View) : "search";
    places.value = found;
    selection.value = q.get("sel") ?? "";
    filter.value = {
      noTiers: list("notier"), noTypes: list("notype"), noRelations: list("norel"), since: q.get("since") ?? "", until: q.get("until") ?? "",
      source: q.get("source") ?? "", confidence: Math.min(1, Math.max(0, Number(q.get("conf")) || 0)),
    };
    asJSON.value = q.get("as") === "json";
    details.value = own;
  });
}

function decoded(text: string): string {
  try { return decodeURIComponent(text); } catch { return text; }
}

// go opens a view. What other views remember of themselves is left behind; things, filters and the choice stay.
export function go(to: View, own: Record<string, string> = {}): void {
  batch(() => {
    view.value = to;
    details.value = own;
  });
}

// detail sets parameters of the view that is open; "" removes one.
export function detail(changes: Record<string, string>): void {
  const next = { ...details.value, ...changes };
  for (const name of Object.keys(next)) if (!next[name]) delete next[name];
  details.value = next;
}

// keepAddress ties the state to the address. Another view, article or question is a step for the Back button; a moved node is not.
export function keepAddress(): void {
  readAddress(location.hash);
  let reading = false;
  let step = stepOf();
  addEventListener("popstate", () => {
    reading = true;
    readAddress(location.hash);
    step = stepOf();
    reading = false;
  });
  effect(() => {
    const address = addressOf();
    if (reading || address === location.hash || (address === "#/search" && location.hash === "")) return;
    const next = stepOf();
    history[next === step ? "replaceState" : "pushState"](null, "", address);
    step = next;
  });
}

const stepOf = () => JSON.stringify([view.value, details.value, selection.value]);

// answer is what the open view shows beside the graph, as rows: export offers it.
export const answer = signal<{ view: View; rows: Record<string, unknown>[] } | null>(null);

export type Theme = "light" | "dark";
const chosen = readStored("newsgraph.theme");
const dark = matchMedia("(prefers-color-scheme: dark)");
const system = signal<Theme>(dark.matches ? "dark" : "light");
dark.addEventListener("change", () => (system.value = dark.matches ? "dark" : "light"));
const own = signal<Theme | null>(chosen === "dark" || chosen === "light" ? chosen : null);
export const theme = () => own.value ?? system.value;
export function setTheme(next: Theme): void {
  own.value = next;
  store("newsgraph.theme", next);
}

// notice is what the console last told; screen readers hear it.
export const notice = signal<{ text: string; bad: boolean; undo?: () => void } | null>(null);
let clearing = 0;
export function tell(text: string, options: { bad?: boolean; undo?: () => void } = {}): void {
  clearTimeout(clearing);
  notice.value = { text, bad: options.bad ?? false, undo: options.undo };
  clearing = window.setTimeout(() => (notice.value = null), options.undo ? 12_000 : 6_000);
}
