// The graph as SVG, drawn from the same places, shapes and lines as the canvas, so that it opens in any program.
import type { Fact, Thing } from "../model";
import type { Places, Theme } from "../state";
import { relationWord } from "../i18n";
import { boxOf, labelWidth, nodeSize } from "./size";
import { iconOf, labelledEdges, palettes, tierLooks, typeColours } from "./look";

const escape = (s: string) => s.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, "\ufffd");

export async function svgOf(things: Thing[], facts: Fact[], places: Places, theme: Theme, symmetric: ReadonlySet<string>): Promise<string> {
  const c = palettes[theme], at = (iri: string) => places.get(iri) ?? { x: 0, y: 0 };
  const icons = await iconsOf(things);
  const boxes = things.map((x) => ({ x: at(x.iri).x, y: at(x.iri).y, ...boxOf(x.name) }));
  const x1 = Math.min(...boxes.map((b) => b.x - b.w / 2)) - 20, x2 = Math.max(...boxes.map((b) => b.x + b.w / 2)) + 20;
  const y1 = Math.min(...boxes.map((b) => b.y - nodeSize)) - 20, y2 = Math.max(...boxes.map((b) => b.y + b.h)) + 20;
  const beside = new Map<string, number>(); // how many facts of a pair are drawn
  const lines = facts.map((f) => {
    const key = [f.from, f.to].sort().join("|"), k = beside.get(key) ?? 0;
    beside.set(key, k + 1);
    return line(f, at(f.from), at(f.to), (k % 2 ? -1 : 1) * Math.ceil(k / 2) * (f.from < f.to ? 1 : -1), c, symmetric, facts.length <= labelledEdges);
  });
  const nodes = things.map((x) => node(x, at(x.iri), c.ink, c.ground, icons));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${r(x1)} ${r(y1)} ${r(x2 - x1)} ${r(y2 - y1)}" width="${r(x2 - x1)}" height="${r(y2 - y1)}" font-family="system-ui, sans-serif">` +
    `<rect x="${r(x1)}" y="${r(y1)}" width="${r(x2 - x1)}" height="${r(y2 - y1)}" fill="${c.ground}"/>\n${lines.join("\n")}\n${nodes.join("\n")}\n</svg>\n`;
}

const r = (n: number) => Math.round(n * 10) / 10;

async function iconsOf(things: Thing[]): Promise<Map<string, string>> {
  const out = new Map<string, string>();
  for (const type of new Set(things.map((x) => x.type))) {
    const text = await (await fetch(iconOf(type))).text();
    out.set(type, text.replace(/^.*?<svg[^>]*>/s, "").replace(/<\/svg>\s*$/, ""));
  }
  return out;
}

type Point = { x: number; y: number };

function line(f: Fact, a: Point, b: Point, bend: number, c: (typeof palettes)["light"], symmetric: ReadonlySet<string>, named: boolean): string {
  const look = tierLooks[f.tier]!, colour = c[f.tier], dx = b.x - a.x, dy = b.y - a.y, d = Math.hypot(dx, dy) || 1;
  const mid = { x: (a.x + b.x) / 2 + (dy / d) * bend * 46, y: (a.y + b.y) / 2 - (dx / d) * bend * 46 };
  const ends = [cut(a, mid), cut(b, mid)] as const;
  const style = `fill="none" stroke="${colour}" stroke-width="${look.width}"${look.dash.length ? ` stroke-dasharray="${look.dash.join(" ")}"` : ""}`;
  const arrow = symmetric.has(f.relation) && f.tier !== "denied" && f.tier !== "disputed" ? "" : head(ends[1], mid, look.arrow, colour);
  const middle = { x: (ends[0].x + 2 * mid.x + ends[1].x) / 4, y: (ends[0].y + 2 * mid.y + ends[1].y) / 4 };
  const text = named ? `<text x="${r(middle.x)}" y="${r(middle.y)}" font-size="11" fill="${c.ink}" text-anchor="middle" paint-order="stroke" stroke="${c.ground}" stroke-width="4">${escape(look.sign + relationWord(f.relation))}</text>` : "";
  return `<g><title>${escape(f.sentence)}</title><path d="M${r(ends[0].x)} ${r(ends[0].y)}Q${r(mid.x)} ${r(mid.y)} ${r(ends[1].x)} ${r(ends[1].y)}" ${style}/>${arrow}${text}</g>`;
}

function cut(end: Point, towards: Point): Point {
  const dx = towards.x - end.x, dy = towards.y - end.y, d = Math.hypot(dx, dy) || 1;
  return { x: end.x + (dx / d) * (nodeSize / 2 + 4), y: end.y + (dy / d) * (nodeSize / 2 + 4) };
}

function head(tip: Point, from: Point, kind: string, colour: string): string {
  const angle = r((Math.atan2(tip.y - from.y, tip.x - from.x) * 180) / Math.PI);
  const shape = kind === "tee" ? `<path d="M0-6V6" stroke-width="3"/>` : kind === "diamond" ? `<path d="M0 0l-6-5-6 5 6 5z" fill="${colour}"/>` : kind === "vee" ? `<path d="M-9-5L0 0-9 5" fill="none" stroke-width="2"/>` : `<path d="M0 0l-9-5v10z" fill="${colour}"/>`;
  return `<g transform="translate(${r(tip.x)} ${r(tip.y)}) rotate(${angle})" stroke="${colour}">${shape}</g>`;
}

function node(x: Thing, p: Point, ink: string, ground: string, icons: Map<string, string>): string {
  const type = typeColours[x.type] ? x.type : "Thing", s = nodeSize, h = s / 2, fill = typeColours[type]!;
  const shape = type === "State" ? `<rect x="${-h}" y="${-h}" width="${s}" height="${s}" rx="6"` : type === "Organization" ? `<path d="M${-h} 0l${h / 2}${-h}h${h}l${h / 2} ${h}l${-h / 2} ${h}h${-h}z"`
    : type === "Place" ? `<path d="M0${-h}l${h} ${h}l${-h} ${h}l${-h}${-h}z"` : type === "Event" ? `<path d="M${-h}${-h}h${1.4 * h}l${0.6 * h} ${h}l${-0.6 * h} ${h}h${-1.4 * h}z"` : type === "Good" ? `<path d="M${-h}${-h / 2}l${h / 2}${-h / 2}h${h}l${h / 2} ${h / 2}v${h}l${-h / 2} ${h / 2}h${-h}l${-h / 2}${-h / 2}z"` : `<circle r="${h}"`;
  const words = wrapped(x.name).map((text, i) => `<text y="${h + 15 + 15 * i}" font-size="12.5" fill="${ink}" text-anchor="middle" paint-order="stroke" stroke="${ground}" stroke-width="3">${escape(text)}</text>`);
  return `<g transform="translate(${r(p.x)} ${r(p.y)})"><title>${escape(x.name)}</title>${shape} fill="${fill}"/>` +
    `<g transform="translate(${-h * 0.58} ${-h * 0.58}) scale(${(s * 0.58) / 24})" fill="none" stroke="#fff" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">${icons.get(x.type) ?? ""}</g>${words.join("")}</g>`;
}

function wrapped(name: string): string[] {
  const out = [""];
  for (const word of name.split(" ")) {
    if (out.at(-1) && (out.at(-1)!.length + word.length + 1) * 6.6 > labelWidth) out.push(word);
    else out[out.length - 1] = (out.at(-1) + " " + word).trim();
  }
  return out;
}
