// Where the labels of edges stand: along their edge, where they cover no node, no other label and as few other edges as possible.
import type { Core, EdgeCollection, EdgeSingular } from "cytoscape";

interface Point { x: number; y: number }
interface Box { x1: number; y1: number; x2: number; y2: number }

const spots = [0.5, 0.42, 0.58, 0.34, 0.66, 0.27, 0.73];
const letter = 5.8, height = 15;

export function placeLabels(cy: Core, named: EdgeCollection): void {
  const taken: Box[] = [];
  cy.nodes().forEach((n) => { taken.push(n.boundingBox({ includeLabels: true, includeOverlays: false })); });
  const curves = new Map<string, Point[]>();
  cy.edges().forEach((e) => { curves.set(e.id(), curve(e)); });
  const places: [EdgeSingular, Point][] = [];
  named.forEach((e) => {
    if (e.isLoop()) return;
    const line = curves.get(e.id())!, middle = at(line, 0.5), text = String(e.data("label"));
    let best = middle, least = Infinity, room: Box = around(middle, text, line, 0.5);
    for (const spot of spots) {
      const p = at(line, spot), box = around(p, text, line, spot);
      let cost = Math.abs(spot - 0.5) * 3;
      for (const t of taken) if (overlap(t, box)) cost += 10;
      for (const [id, other] of curves) if (id !== e.id() && other.some((q) => q.x > box.x1 && q.x < box.x2 && q.y > box.y1 && q.y < box.y2)) cost += 3;
      if (cost < least) { least = cost; best = p; room = box; }
    }
    taken.push(room);
    places.push([e, { x: best.x - middle.x, y: best.y - middle.y }]);
  });
  cy.batch(() => { for (const [e, d] of places) e.data({ tx: d.x, ty: d.y }); });
}

const steps = 24;

// curve is an edge as points in even steps.
function curve(e: EdgeSingular): Point[] {
  const a = e.sourceEndpoint(), b = e.targetEndpoint(), control = e.controlPoints()?.[0];
  return Array.from({ length: steps + 1 }, (_, i) => {
    const t = i / steps, u = 1 - t;
    return control ? { x: u * u * a.x + 2 * u * t * control.x + t * t * b.x, y: u * u * a.y + 2 * u * t * control.y + t * t * b.y } : { x: u * a.x + t * b.x, y: u * a.y + t * b.y };
  });
}

const at = (line: Point[], t: number): Point => line[Math.round(t * steps)]!;

// around is the room of a label at a point: a box about the text as it lies along the edge.
function around(p: Point, text: string, line: Point[], spot: number): Box {
  const i = Math.round(spot * steps), a = line[Math.max(0, i - 2)]!, b = line[Math.min(steps, i + 2)]!;
  const angle = Math.atan2(b.y - a.y, b.x - a.x), w = text.length * letter + 6;
  const dx = (Math.abs(Math.cos(angle)) * w + Math.abs(Math.sin(angle)) * height) / 2, dy = (Math.abs(Math.sin(angle)) * w + Math.abs(Math.cos(angle)) * height) / 2;
  return { x1: p.x - dx, x2: p.x + dx, y1: p.y - dy, y2: p.y + dy };
}

const overlap = (a: Box, b: Box) => a.x1 < b.x2 && b.x1 < a.x2 && a.y1 < b.y2 && b.y1 < a.y2;
