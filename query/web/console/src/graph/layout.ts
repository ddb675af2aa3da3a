// Where things stand: a force layout for what is new, around what already has its place and keeps it.
import cytoscape from "cytoscape";
import fcose from "cytoscape-fcose";
import type { Fact, Thing } from "../model";
import type { Place, Places } from "../state";
import { boxOf, manyThings, type Box } from "./size";
import { spread } from "./spread";

cytoscape.use(fcose);

// arrange gives every thing a place. Things that have one keep it, unless all is to be arranged anew; pinned ones keep it always.
// The same things give the same drawing. Of a small graph several drawings are tried, and the one with the fewest crossings is taken.
export function arrange(things: Thing[], facts: Fact[], before: Places, anew = false): Map<string, Place> {
  const fixed = (iri: string) => { const p = before.get(iri); return p && (!anew || p.pinned) ? p : undefined; };
  if (things.every((x) => fixed(x.iri))) return new Map(things.map((x) => [x.iri, fixed(x.iri)!]));
  if (things.length > manyThings) return spread(things.map((x) => x.iri), facts, fixed);
  const held = things.filter((x) => fixed(x.iri));
  const alone = held.length === 1 ? held[0] : undefined; // what stands alone holds nothing else: all is moved so that it stays
  const until = performance.now() + patience;
  let best = new Map<string, Place>(), least = Infinity;
  for (let seed = 1; seed <= (things.length <= 90 ? tries : 1) && (seed === 1 || performance.now() < until); seed++) {
    const out = drawn(things, facts, fixed, seed);
    if (alone) shift(out, alone.iri, fixed(alone.iri)!);
    separate(things, facts, out, (iri) => fixed(iri) !== undefined);
    const cost = tangle(things, facts, out);
    if (cost < least) { least = cost; best = out; }
    if (cost === 0) break;
  }
  return best;
}

const tries = 14, patience = 450; // ms

function drawn(things: Thing[], facts: Fact[], fixed: (iri: string) => Place | undefined, seed: number): Map<string, Place> {
  const out = new Map<string, Place>();
  const stay = things.filter((x) => fixed(x.iri)), held = stay.length > 1 ? stay : [];
  const cy = cytoscape({
    headless: true, styleEnabled: true,
    style: [{ selector: "node", style: { width: "data(w)", height: "data(h)", shape: "rectangle" } }],
    elements: elements(things, facts, held.length ? fixed : () => undefined, held.length === 0, seed),
  });
  seeded(seed, () => cy.layout({
    name: "fcose", animate: false, randomize: held.length === 0, quality: "default", fit: false, packComponents: false,
    nodeSeparation: 110, idealEdgeLength: 165, nodeRepulsion: 12000, gravity: 0.3, numIter: 2500, tile: true, tilingPaddingVertical: 30, tilingPaddingHorizontal: 30,
    fixedNodeConstraint: held.length ? held.map((x) => ({ nodeId: x.iri, position: { x: fixed(x.iri)!.x, y: fixed(x.iri)!.y } })) : undefined,
  } as unknown as cytoscape.LayoutOptions).run());
  cy.nodes().forEach((n) => { out.set(n.id(), { x: n.position("x"), y: n.position("y"), pinned: false }); });
  cy.destroy();
  for (const x of held) out.set(x.iri, fixed(x.iri)!);
  return out;
}

// seeded lets a layout that asks for chance get the same numbers each time.
function seeded(seed: number, work: () => void): void {
  const random = Math.random;
  let state = seed * 2654435761;
  Math.random = () => { state = (state * 1664525 + 1013904223) >>> 0; return state / 4294967296; };
  try { work(); } finally { Math.random = random; }
}

function shift(places: Map<string, Place>, iri: string, to: Place): void {
  const from = places.get(iri)!, dx = to.x - from.x, dy = to.y - from.y;
  for (const [k, p] of places) places.set(k, { ...p, x: p.x + dx, y: p.y + dy });
  places.set(iri, to);
}

// tangle is how many edges cross, those of one pair counted once, and how many lie across the label of a thing.
function tangle(things: Thing[], facts: Fact[], places: Map<string, Place>): number {
  const list = pairsOf(facts).filter(({ f }) => places.has(f.from) && places.has(f.to)).slice(0, 200).map(({ f, n }) => ({ f, n, a: places.get(f.from)!, b: places.get(f.to)! }));
  const side = (a: Place, b: Place, c: Place) => Math.sign((b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x));
  let n = 0;
  for (const x of things) {
    const p = places.get(x.iri)!, box = boxOf(x.name);
    for (const e of list) {
      if (e.f.from === x.iri || e.f.to === x.iri) continue;
      for (let t = 0.1; t < 0.95; t += 0.1) {
        const px = e.a.x + (e.b.x - e.a.x) * t - p.x, py = e.a.y + (e.b.y - e.a.y) * t - p.y;
        const more = (bow * (e.n - 1)) / 2;
        if (Math.abs(px) < box.w / 2 + more && py > -22 - more && py < box.h - 22 + more) { n += 1.5; break; }
      }
    }
  }
  for (let i = 0; i < list.length; i++) {
    for (let k = i + 1; k < list.length; k++) {
      const p = list[i]!, q = list[k]!;
      if (new Set([p.f.from, p.f.to, q.f.from, q.f.to]).size < 4) continue;
      if (side(p.a, p.b, q.a) !== side(p.a, p.b, q.b) && side(q.a, q.b, p.a) !== side(q.a, q.b, p.b)) n++;
    }
  }
  return n;
}

// elements put what is new beside the mean of its neighbours that have a place, so that the layout begins near the end.
function elements(things: Thing[], facts: Fact[], fixed: (iri: string) => Place | undefined, all: boolean, seed: number): cytoscape.ElementDefinition[] {
  const near = new Map<string, Place[]>();
  for (const f of facts) {
    for (const [a, b] of [[f.from, f.to], [f.to, f.from]] as const) {
      const p = fixed(b);
      if (p) near.set(a, [...(near.get(a) ?? []), p]);
    }
  }
  const known = new Set(things.map((t) => t.iri));
  const nodes = things.map((t, i) => {
    const box = boxOf(t.name), at = fixed(t.iri), around = near.get(t.iri) ?? [];
    const angle = i * 2.39996 + seed; // the golden angle spreads them
    const position = at ?? (all ? undefined : {
      x: mean(around.map((p) => p.x)) + Math.cos(angle) * (140 + 6 * i), y: mean(around.map((p) => p.y)) + Math.sin(angle) * (140 + 6 * i),
    });
    return { data: { id: t.iri, w: box.w, h: box.h }, ...(position ? { position: { x: position.x, y: position.y } } : {}) };
  });
  const pairs = new Map<string, cytoscape.ElementDefinition>();
  for (const f of facts) {
    const key = [f.from, f.to].sort().join("|");
    if (f.from !== f.to && known.has(f.from) && known.has(f.to) && !pairs.has(key)) pairs.set(key, { data: { id: "e" + pairs.size, source: f.from, target: f.to } });
  }
  return [...nodes, ...pairs.values()];
}

const mean = (list: number[]) => (list.length ? list.reduce((a, b) => a + b, 0) / list.length : 0);

interface Body { box: Box; p: Place; fixed: boolean }

// separate pushes boxes apart that overlap, along the axis on which that takes less, and nodes off the edges of others. What is fixed stays.
export function separate(things: Thing[], facts: Fact[], places: Map<string, Place>, isFixed: (iri: string) => boolean): void {
  const bodies = new Map(things.map((x) => [x.iri, { box: boxOf(x.name), p: { ...places.get(x.iri)! }, fixed: isFixed(x.iri) } as Body]));
  const list = [...bodies.values()];
  const edges = facts.length <= 120 ? pairsOf(facts).flatMap(({ f, n }) => { const a = bodies.get(f.from), b = bodies.get(f.to); return a && b ? [[a, b, clearance + bow * (n - 1)] as const] : []; }) : [];
  for (let round = 0; round < 90; round++) {
    let moved = false;
    for (let i = 0; i < list.length; i++) for (let k = i + 1; k < list.length; k++) if (push(list[i]!, list[k]!)) moved = true;
    if (round < 70) for (const [a, b, room] of edges) for (const c of list) if (c !== a && c !== b && offEdge(a, b, c, room)) moved = true;
    if (!moved) break;
  }
  for (const [iri, b] of bodies) places.set(iri, b.p);
}

function push(a: Body, b: Body): boolean {
  if (a.fixed && b.fixed) return false;
  const dx = b.p.x - a.p.x, dy = b.p.y - a.p.y;
  const ox = (a.box.w + b.box.w) / 2 - Math.abs(dx), oy = (a.box.h + b.box.h) / 2 - Math.abs(dy);
  if (ox <= 0 || oy <= 0) return false;
  const share = a.fixed || b.fixed ? 1 : 0.5;
  const sx = ox < oy ? ox * (dx < 0 ? -1 : 1) : 0, sy = ox < oy ? 0 : oy * (dy < 0 ? -1 : 1);
  if (!a.fixed) { a.p.x -= sx * share; a.p.y -= sy * share; }
  if (!b.fixed) { b.p.x += sx * share; b.p.y += sy * share; }
  return true;
}

// clearance is how far the middle of a node keeps from an edge that is not its own; bow is how much further out each more of a pair lies.
const clearance = 36, bow = 17;

// pairsOf are the pairs of things that facts join, with how many do.
function pairsOf(facts: Fact[]): { f: Fact; n: number }[] {
  const out = new Map<string, { f: Fact; n: number }>();
  for (const f of facts) {
    if (f.from === f.to) continue;
    const key = [f.from, f.to].sort().join("|"), old = out.get(key);
    if (old) old.n++;
    else out.set(key, { f, n: 1 });
  }
  return [...out.values()];
}

function offEdge(a: Body, b: Body, c: Body, clearance: number): boolean {
  if (c.fixed) return false;
  const ex = b.p.x - a.p.x, ey = b.p.y - a.p.y, long = Math.hypot(ex, ey) || 1;
  const along = ((c.p.x - a.p.x) * ex + (c.p.y - a.p.y) * ey) / long;
  if (along < 20 || along > long - 20) return false;
  const across = ((c.p.x - a.p.x) * ey - (c.p.y - a.p.y) * ex) / long; // signed
  if (Math.abs(across) >= clearance) return false;
  const by = (clearance - Math.abs(across)) * (across < 0 ? -1 : 1) * 0.6;
  c.p.x += (ey / long) * by;
  c.p.y -= (ex / long) * by;
  return true;
}
