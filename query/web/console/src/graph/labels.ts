// Where the labels of edges stand: along their edge, where they cover no node, no other label and as few other edges as possible.
import type { Core, EdgeCollection, EdgeSingular } from "cytoscape";

interface Point { x: number; y: number }
interface Box { x1: number; y1: number; x2: number; y2: number }

const spots = [0.5, 0.46, 0.54, 0.42, 0.58, 0.375, 0.625, 0.33, 0.67, 0.29, 0.71, 0.25, 0.75];
const letter = 6.2, height = 15;

export function placeLabels(cy: Core, named: EdgeCollection): void {
  const nodes: Box[] = cy.nodes().map((n) => n.boundingBox({ includeLabels: true, includeOverlays: false }));
  const curves = new Map<string, Point[]>();
  cy.edges().forEach((e) => { curves.set(e.id(), curve(e)); });
  const rooms = new Map<string, Box>(), moves = new Map<string, Point>();
  for (let round = 0; round < 3; round++) {
    named.forEach((e) => {
      const id = e.id();
      if (e.isLoop()) return;
      const line = curves.get(id)!, text = String(e.data("label")), middle = at(line, 0.5);
      let least = Infinity;
      for (const spot of spots) {
        const p = at(line, spot), box = around(p, text, line, spot);
        let cost = Math.abs(spot - 0.5) * 3;
        for (const n of nodes) if (overlap(n, box)) cost += 12;
        for (const [other, room] of rooms) if (other !== id && overlap(room, box)) cost += 10;
        for (const [other, points] of curves) if (other !== id && points.some((q) => q.x > box.x1 && q.x < box.x2 && q.y > box.y1 && q.y < box.y2)) cost += 4;
        if (cost < least) { least = cost; rooms.set(id, box); moves.set(id, { x: p.x - middle.x, y: p.y - middle.y }); }
      }
    });
  }
  cy.batch(() => { named.forEach((e) => { const d = moves.get(e.id()); if (d) e.data({ tx: d.x, ty: d.y }); }); });
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
