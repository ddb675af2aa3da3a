// The result that all views show: the things that were opened and the facts between them.
import { computed, effect, signal } from "@preact/signals";
import * as api from "./api";
import { passes, type Fact, type Subgraph, type Thing } from "./model";
import { filter, places, selection, view, go, type Place, type Places } from "./state";
import { plural, t } from "./i18n";

export const things = signal<ReadonlyMap<string, Thing>>(new Map()); // all that were ever met, by IRI
export const facts = signal<readonly Fact[]>([]); // between the things of places
export const busy = signal(0);
export const note = signal(""); // what the last expansion brought
export const failure = signal<unknown>(null);
// hub is what was to be expanded and is too large for that.
export const hub = signal<{ iri: string; degree: number } | null>(null);

// hubDegree is how many facts make a thing a hub, expandStep how many things an expansion brings at once.
export const hubDegree = 60;
export const expandStep = 40;

export const shownThings = computed(() => [...places.value.keys()].map((iri) => thingOf(iri)).filter((x) => !filter.value.noTypes.includes(x.type || "Thing")));
const typeOf = (iri: string) => thingOf(iri).type || "Thing";
export const shownFacts = computed(() => facts.value.filter((f) => passes(f, filter.value, typeOf)));

export const thingOf = (iri: string): Thing => things.value.get(iri) ?? { iri, name: iri.replace(/^\w+:/, ""), type: "" };
export const factOf = (id: string): Fact | undefined => facts.value.find((f) => f.id === id);

export function meet(list: Iterable<Thing>): void {
  const next = new Map(things.value);
  for (const x of list) next.set(x.iri, { ...next.get(x.iri), ...x });
  things.value = next;
}

// Undo remembers what was shown where.
const past: Places[] = [], future: Places[] = [];
export const canUndo = signal(false), canRedo = signal(false);
const pastLength = 100;

function change(next: Places): void {
  note.value = "";
  past.push(places.value);
  if (past.length > pastLength) past.shift();
  future.length = 0;
  set(next);
}

function set(next: Places): void {
  places.value = next;
  canUndo.value = past.length > 0;
  canRedo.value = future.length > 0;
  if (selection.value && !selection.value.includes("|") && !next.has(selection.value) && view.value === "graph") selection.value = "";
}

export function undo(): void {
  const back = past.pop();
  if (!back) return;
  future.push(places.value);
  note.value = "";
  set(back);
}

export function redo(): void {
  const ahead = future.pop();
  if (!ahead) return;
  past.push(places.value);
  set(ahead);
}

// during counts what is being fetched and keeps how it failed.
export async function during<T>(work: Promise<T>): Promise<T | undefined> {
  busy.value++;
  try {
    const found = await work;
    failure.value = null;
    return found;
  } catch (err) {
    if (!api.isAbort(err)) failure.value = err;
    return undefined;
  } finally {
    busy.value--;
  }
}

// add brings things into the result, beside what they are joined with. known are facts that came with them, whole says that these are
// all between them.
export async function add(found: Thing[], known: Fact[] = [], whole = false): Promise<{ things: number; facts: number }> {
  const before = new Set(facts.value.map((f) => f.id)), had = places.value;
  const fresh = found.filter((x) => !had.has(x.iri));
  meet(found);
  const all = [...had.keys()].map(thingOf).concat(fresh.map((x) => thingOf(x.iri)));
  const between = whole && had.size === 0 ? known : fresh.length ? await factsBetween(all.map((x) => x.iri), known) : facts.value;
  if (fresh.length) {
    const { arrange } = await import("./graph/layout");
    facts.value = between;
    change(arrange(all, [...between], had));
  }
  return { things: fresh.length, facts: between.filter((f) => !before.has(f.id)).length };
}

// amongAtMost bounds the things of which the server is asked for all facts between them; of more, what an expansion brought is shown.
const amongAtMost = 2500;

async function factsBetween(iris: string[], known: readonly Fact[]): Promise<readonly Fact[]> {
  if (iris.length <= amongAtMost) {
    const found = await during(api.among(iris));
    if (found) {
      meet(found.things);
      return found.facts;
    }
  }
  const all = new Map([...facts.value, ...known].map((f) => [f.id, f]));
  return [...all.values()];
}

// reached is how far expansions have gone; left is what the last one has left behind.
const reached = new Map<string, number>();
export const left = signal<{ iri: string; relation: string; n: number } | null>(null);

// expand brings the neighbours of a thing, of one relation or all, so many at a time. A hub is told before anything is drawn.
export async function expand(iri: string, relation = "", sure = false): Promise<void> {
  const degree = thingOf(iri).degree ?? 0;
  if (!relation && !sure && degree > hubDegree) {
    hub.value = { iri, degree };
    return;
  }
  hub.value = null;
  const key = iri + " " + relation;
  const found = await during(api.expand(iri, relation, expandStep, reached.get(key) ?? 0));
  if (!found) return;
  if (found.next) reached.set(key, found.next);
  else reached.delete(key);
  const n = await add(found.things, found.facts);
  left.value = found.next ? { iri, relation, n: found.all - found.next } : null;
  note.value = n.things + n.facts ? `+ ${plural(n.things, "thing1", "things_n")}, + ${plural(n.facts, "fact1", "edgeCount")}` : t("expandNone");
}

// openThing shows a thing in the graph, with its neighbours where they are not too many.
export async function openThing(iri: string): Promise<void> {
  const alone = places.value.size === 0;
  const own = await during(api.entity(iri));
  if (!own) return;
  meet([own]);
  go("graph");
  if (!places.value.has(own.iri)) await add([own]);
  selection.value = own.iri;
  if (alone || (own.degree ?? 0) <= 12) await expand(own.iri);
}

// openPart shows a part of the graph in place of what was shown, or beside it.
export async function openPart(part: Subgraph, beside: boolean): Promise<void> {
  if (!beside) {
    change(new Map());
    facts.value = [];
  }
  go("graph");
  await add(part.things, part.facts, true);
}

export function remove(iris: Iterable<string>): void {
  const gone = new Set(iris);
  if (gone.size) change(new Map([...places.value].filter(([iri]) => !gone.has(iri))));
}

// collapse takes away the neighbours of a thing that are joined with nothing else and not pinned.
export function collapse(iri: string): void {
  const others = new Map<string, Set<string>>();
  for (const f of facts.value) for (const [a, b] of [[f.from, f.to], [f.to, f.from]] as const) if (a !== b) others.set(a, (others.get(a) ?? new Set()).add(b));
  const leaves = [...(others.get(iri) ?? [])].filter((x) => others.get(x)?.size === 1 && !places.value.get(x)?.pinned);
  remove(leaves);
}

export function pin(iris: string[], pinned: boolean): void {
  const next = new Map(places.value);
  for (const iri of iris) { const p = next.get(iri); if (p) next.set(iri, { ...p, pinned }); }
  change(next);
}

// move notes where things were dragged to: what a hand has placed is pinned.
export function move(to: Map<string, { x: number; y: number }>): void {
  const next = new Map<string, Place>(places.value);
  for (const [iri, p] of to) if (next.has(iri)) next.set(iri, { ...p, pinned: true });
  change(next);
}

export async function arrangeAnew(): Promise<void> {
  const { arrange } = await import("./graph/layout");
  change(arrange([...places.value.keys()].map(thingOf), [...facts.value], places.value, true));
}

export function clear(): void {
  change(new Map());
  selection.value = "";
}

// replace puts what a thing was merged into in its place.
export function replace(gone: string, into: string): void {
  const old = places.value.get(gone);
  if (!old) return;
  const next = new Map([...places.value].filter(([iri]) => iri !== gone));
  if (!next.has(into)) next.set(into, old);
  change(next);
  if (selection.value === gone) selection.value = into;
}

// keepFacts fetches what an address names, or what an undo has brought back, and drops the facts of things that are gone.
export function keepFacts(): void {
  let asked = "";
  effect(() => {
    const iris = [...places.value.keys()], key = iris.join(" ");
    const here = new Set(iris);
    const unknown = iris.some((iri) => !things.peek().has(iri));
    const kept = facts.peek().filter((f) => here.has(f.from) && here.has(f.to));
    if (kept.length !== facts.peek().length) facts.value = kept;
    if (iris.length === 0) asked = "";
    if (key === asked) return;
    const before = new Set(asked.split(" "));
    asked = key;
    if (unknown || iris.some((iri) => !before.has(iri) && !facts.peek().some((f) => f.from === iri || f.to === iri))) void refresh();
  });
}

// refresh reads the facts between the things again, as after a correction.
export async function refresh(): Promise<void> {
  const iris = [...places.value.keys()];
  if (iris.length === 0) return;
  const found = await during(api.among(iris.slice(0, amongAtMost)));
  if (!found) return;
  meet(found.things);
  const now = new Set(places.value.keys());
  facts.value = found.facts.filter((f) => now.has(f.from) && now.has(f.to));
}
