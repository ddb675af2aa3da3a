// A force layout for many things: springs along facts, repulsion between what is near. What is held keeps its place.
import type { Fact } from "../model";
import type { Place } from "../state";

interface Body { x: number; y: number; vx: number; vy: number; held: boolean }

const spring = 130, reach = 260, room = 92; // pixels at zoom 1
const rounds = 140;

// spread places the things that are not held. The same things give the same places.
export function spread(iris: string[], facts: Fact[], held: (iri: string) => Place | undefined): Map<string, Place> {
  const index = new Map(iris.map((iri, i) => [iri, i] as const));
  const pairs = [...new Map(facts.flatMap((f) => {
    const a = index.get(f.from), b = index.get(f.to);
    return a === undefined || b === undefined || a === b ? [] : [[`${Math.min(a, b)} ${Math.max(a, b)}`, [a, b] as const] as const];
  })).values()];
  const bodies: Body[] = new Array(iris.length);
  inOrder(iris.length, pairs).forEach((i, n) => { // a sunflower, neighbours one after the other
    const at = held(iris[i]!), r = room * 0.75 * Math.sqrt(n), angle = n * 2.39996;
    bodies[i] = at ? { x: at.x, y: at.y, vx: 0, vy: 0, held: true } : { x: r * Math.cos(angle), y: r * Math.sin(angle), vx: 0, vy: 0, held: false };
  });
  const degree = new Array<number>(iris.length).fill(0);
  for (const [a, b] of pairs) { degree[a]!++; degree[b]!++; }
  for (let round = 0; round < rounds; round++) step(bodies, pairs, degree, 1 - round / rounds);
  return new Map(iris.map((iri, i) => [iri, held(iri) ?? { x: bodies[i]!.x, y: bodies[i]!.y, pinned: false }]));
}

// inOrder lists things so that those that are joined follow each other.
function inOrder(n: number, pairs: (readonly [number, number])[]): number[] {
  const near: number[][] = Array.from({ length: n }, () => []);
  for (const [a, b] of pairs) { near[a]!.push(b); near[b]!.push(a); }
  const seen = new Uint8Array(n), out: number[] = [];
  for (const start of [...near.keys()].sort((a, b) => near[b]!.length - near[a]!.length)) {
    if (seen[start]) continue;
    seen[start] = 1;
    const queue = [start];
    for (let i = 0; i < queue.length; i++) {
      out.push(queue[i]!);
      for (const k of near[queue[i]!]!) if (!seen[k]) { seen[k] = 1; queue.push(k); }
    }
  }
  return out;
}

function step(bodies: Body[], pairs: (readonly [number, number])[], degree: number[], heat: number): void {
  for (const [i, k] of pairs) {
    const a = bodies[i]!, b = bodies[k]!, dx = b.x - a.x, dy = b.y - a.y, d = Math.hypot(dx, dy) || 1;
    const pull = ((d - spring) / d) * 0.35 * heat / Math.min(degree[i]!, degree[k]!);
    a.vx += dx * pull; a.vy += dy * pull; b.vx -= dx * pull; b.vy -= dy * pull;
  }
  const cells = new Map<number, number[]>();
  const cell = (x: number, y: number) => (Math.floor(x / reach) + 5000) * 10007 + Math.floor(y / reach) + 5000;
  bodies.forEach((b, i) => { const c = cell(b.x, b.y), list = cells.get(c); if (list) list.push(i); else cells.set(c, [i]); });
  bodies.forEach((a, i) => {
    for (let cx = -1; cx <= 1; cx++) for (let cy = -1; cy <= 1; cy++) {
      for (const k of cells.get(cell(a.x + cx * reach, a.y + cy * reach)) ?? []) {
        if (k <= i) continue;
        const b = bodies[k]!, dx = b.x - a.x || 0.1, dy = b.y - a.y || 0.1, d = Math.hypot(dx, dy);
        if (d > reach) continue;
        const push = (d < room ? (room - d) * 0.4 : 0) + ((reach - d) / reach) * 7 * heat;
        a.vx -= (dx / d) * push; a.vy -= (dy / d) * push; b.vx += (dx / d) * push; b.vy += (dy / d) * push;
      }
    }
  });
  for (const b of bodies) {
    const most = 60 * heat + 6, v = Math.hypot(b.vx, b.vy), f = v > most ? most / v : 1;
    if (!b.held) { b.x += b.vx * f - b.x * 0.002 * heat; b.y += b.vy * f - b.y * 0.002 * heat; }
    b.vx *= 0.4; b.vy *= 0.4;
  }
}
