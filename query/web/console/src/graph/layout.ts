// Where things stand: a force layout for what is new, around what already has its place and keeps it.
import cytoscape from "cytoscape";
import fcose from "cytoscape-fcose";
import type { Fact, Thing } from "../model";
import type { Place, Places } from "../state";
import { boxOf, type Box } from "./size";

cytoscape.use(fcose);

// arrange gives every thing a place. Things that have one keep it, unless all is to be arranged anew; pinned ones keep it always.
export function arrange(things: Thing[], facts: Fact[], before: Places, anew = false): Map<string, Place> {
  const fixed = (iri: string) => { const p = before.get(iri); return p && (!anew || p.pinned) ? p : undefined; };
  const movable = things.filter((t) => !fixed(t.iri));
  const out = new Map<string, Place>();
  if (movable.length > 0) {
    const cy = cytoscape({
      headless: true, styleEnabled: true,
      style: [{ selector: "node", style: { width: "data(w)", height: "data(h)", shape: "rectangle" } }],
      elements: elements(things, facts, fixed, movable.length === things.length),
    });
    const constraints = things.flatMap((t) => { const p = fixed(t.iri); return p ? [{ nodeId: t.iri, position: { x: p.x, y: p.y } }] : []; });
    const many = things.length > 400;
    cy.layout({
      name: "fcose", animate: false, randomize: constraints.length === 0, quality: many ? "draft" : "default", fit: false, packComponents: false,
      nodeSeparation: 110, idealEdgeLength: many ? 90 : 150, nodeRepulsion: 9000, gravity: 0.3, numIter: many ? 600 : 2500, tile: true, tilingPaddingVertical: 30, tilingPaddingHorizontal: 30,
      fixedNodeConstraint: constraints.length ? constraints : undefined,
    } as unknown as cytoscape.LayoutOptions).run();
    cy.nodes().forEach((n) => { out.set(n.id(), { x: n.position("x"), y: n.position("y"), pinned: false }); });
    cy.destroy();
  }
  for (const t of things) { const p = fixed(t.iri); if (p) out.set(t.iri, p); }
  if (things.length <= 400) separate(things, facts, out, (iri) => fixed(iri) !== undefined);
  return out;
}

// elements put what is new beside the mean of its neighbours that have a place, so that the layout begins near the end.
function elements(things: Thing[], facts: Fact[], fixed: (iri: string) => Place | undefined, all: boolean): cytoscape.ElementDefinition[] {
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
    const angle = i * 2.39996; // the golden angle spreads them
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
  const edges = facts.length <= 120 ? facts.flatMap((f) => { const a = bodies.get(f.from), b = bodies.get(f.to); return a && b && a !== b ? [[a, b] as const] : []; }) : [];
  for (let round = 0; round < 90; round++) {
    let moved = false;
    for (let i = 0; i < list.length; i++) for (let k = i + 1; k < list.length; k++) if (push(list[i]!, list[k]!)) moved = true;
    if (round < 70) for (const [a, b] of edges) for (const c of list) if (c !== a && c !== b && offEdge(a, b, c)) moved = true;
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

// clearance is how far the middle of a node keeps from an edge that is not its own.
const clearance = 36;

function offEdge(a: Body, b: Body, c: Body): boolean {
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
