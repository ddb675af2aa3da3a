// The drawing of the graph on a canvas. It shows what it is given, tells what is chosen and dragged, and knows no state of its own
// but zoom and what is under the pointer.
import cytoscape from "cytoscape";
import type { Fact, Thing } from "../model";
import type { Places, Theme } from "../state";
import { relationWord } from "../i18n";
import { placeLabels } from "./labels";
import { manyThings } from "./size";
import { iconOf, labelledEdges, stylesheet, tierLooks, typeColours, typeShapes } from "./look";

export interface Scene { things: Thing[]; facts: Fact[]; places: Places; selection: string; path: ReadonlySet<string>; theme: Theme; symmetric: ReadonlySet<string>; hubs: number }

export interface Told {
  choose(id: string): void; // IRI of a thing, id of a fact, ""
  open(iri: string): void;
  moved(to: Map<string, { x: number; y: number }>): void;
  chosen(iris: string[]): void; // several, by lasso or box
  menu(iri: string, x: number, y: number): void;
}

export class Drawing {
  readonly cy: cytoscape.Core;
  private many = false;
  private theme: Theme | "" = "";
  private placing = 0;
  private moved = false; // by hand: then the view is left alone
  private busy = false; // while the scene is being shown, selections are not told

  constructor(box: HTMLElement, private told: Told) {
    this.cy = cytoscape({
      container: box, style: [], layout: { name: "preset" }, minZoom: 0.05, maxZoom: 3, boxSelectionEnabled: true, selectionType: "single",
      hideEdgesOnViewport: false, textureOnViewport: false,
    });
    const cy = this.cy;
    cy.on("tap", "node, edge", (e) => told.choose(e.target.id()));
    cy.on("tap", (e) => { if (e.target === cy) told.choose(""); });
    cy.on("dbltap", "node", (e) => told.open(e.target.id()));
    cy.on("cxttap taphold", "node", (e) => told.menu(e.target.id(), e.renderedPosition.x, e.renderedPosition.y));
    cy.on("dragfreeon", "node", (e) => {
      const moved = (e.target.selected() ? cy.$("node:selected") : e.target) as cytoscape.NodeCollection;
      told.moved(new Map(moved.map((n) => [n.id(), { ...n.position() }] as const)));
    });
    cy.on("dragpan scrollzoom pinchzoom", () => { this.moved = true; });
    cy.on("boxend", () => requestAnimationFrame(() => this.tellChosen()));
    cy.on("mouseover", "node", (e) => e.target.connectedEdges().addClass("named"));
    cy.on("mouseout", "node", () => this.nameEdges());
  }

  destroy(): void { this.cy.destroy(); }

  private tellChosen(): void {
    if (this.busy) return;
    this.told.chosen(this.cy.$("node:selected").map((n) => n.id()));
  }

  // show makes the canvas agree with the scene; what stays is moved, not drawn anew.
  show(s: Scene): void {
    const { cy } = this;
    this.busy = true;
    const many = s.things.length > manyThings;
    if (many !== this.many || s.theme !== this.theme) {
      this.many = many;
      this.theme = s.theme;
      cy.style(stylesheet(s.theme, many));
      this.renderer(many);
    }
    const first = cy.nodes().length === 0;
    const here = new Set(s.things.map((x) => x.iri));
    const drawn = s.facts.filter((f) => here.has(f.from) && here.has(f.to));
    const edges = new Set(drawn.map((f) => f.id));
    let grown = false;
    cy.batch(() => {
      cy.edges().filter((e) => !edges.has(e.id())).remove();
      cy.nodes().filter((n) => !here.has(n.id())).remove();
      const added: cytoscape.ElementDefinition[] = [];
      for (const x of s.things) {
        const p = s.places.get(x.iri), n = cy.getElementById(x.iri), data = nodeData(x);
        if (n.nonempty()) {
          n.data(data);
          if (p && !n.grabbed()) n.position({ x: p.x, y: p.y });
        } else added.push({ group: "nodes", data, position: p ? { x: p.x, y: p.y } : { x: 0, y: 0 } });
      }
      for (const f of drawn) {
        const e = cy.getElementById(f.id), data = edgeData(f, s.symmetric);
        if (e.nonempty()) e.data(data);
        else added.push({ group: "edges", data, classes: f.tier });
      }
      grown = added.some((d) => d.group === "nodes");
      cy.add(added);
      cy.nodes().forEach((n) => { n.toggleClass("pinned", s.places.get(n.id())?.pinned ?? false); });
      for (const x of s.things) cy.getElementById(x.iri).toggleClass("hub", (x.degree ?? 0) > s.hubs);
      cy.edges().forEach((e) => { e.toggleClass("path", s.path.has(e.id())); });
      this.choose(s.selection);
    });
    this.nameEdges();
    if (grown && (first || !this.inSight())) this.fit(!first);
    this.busy = false;
  }

  private renderer(many: boolean): void {
    // Private switches of the renderer: with many things edges hide while the view moves.
    const r = (this.cy as unknown as { renderer(): Record<string, unknown> }).renderer();
    r.hideEdgesOnViewport = many;
    r.textureOnViewport = many;
  }

  private choose(id: string): void {
    const { cy } = this;
    const want = id ? cy.getElementById(id) : cy.collection();
    if (id && want.nonempty() && !want.selected()) { cy.$(":selected").unselect(); want.select(); }
    if (!id && cy.$(":selected").length <= 1) cy.$(":selected").unselect();
  }

  private nameEdges(): void {
    const edges = this.cy.edges();
    const all = edges.length <= labelledEdges;
    const near = this.cy.$("node:selected").length === 1 ? this.cy.$("node:selected").connectedEdges() : this.cy.collection();
    const named = all ? edges : near.length <= 2 * labelledEdges ? near : this.cy.collection();
    this.cy.batch(() => { edges.not(named).removeClass("named"); named.addClass("named"); });
    cancelAnimationFrame(this.placing);
    // Curves are known once they are drawn.
    if (named.length <= 2 * labelledEdges) this.placing = requestAnimationFrame(() => requestAnimationFrame(() => { if (!this.cy.destroyed()) placeLabels(this.cy, this.cy.edges(".named")); }));
  }

  private inSight(): boolean {
    const view = this.cy.extent(), box = this.cy.elements().boundingBox();
    return box.x1 >= view.x1 && box.x2 <= view.x2 && box.y1 >= view.y1 && box.y2 <= view.y2;
  }

  // resized keeps everything in sight that was, when the window or a panel beside it changes.
  resized(): void {
    this.cy.resize();
    if (!this.moved && !this.inSight()) this.fit(false);
  }

  // fit shows everything, never larger than life.
  fit(smooth = true): void {
    const { cy } = this;
    if (cy.nodes().empty() || cy.width() === 0) return;
    this.moved = false;
    const box = cy.elements().boundingBox(), edge = 36;
    const zoom = Math.min(1.15, (cy.width() - 2 * edge) / box.w, (cy.height() - 2 * edge) / box.h);
    const pan = { x: cy.width() / 2 - (zoom * (box.x1 + box.x2)) / 2, y: cy.height() / 2 - (zoom * (box.y1 + box.y2)) / 2 };
    if (smooth && !matchMedia("(prefers-reduced-motion: reduce)").matches && !this.many) cy.animate({ zoom, pan }, { duration: 250 });
    else cy.viewport({ zoom, pan });
  }

  zoomBy(factor: number): void {
    const { cy } = this;
    cy.zoom({ level: cy.zoom() * factor, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
  }

  // near is the thing that lies next in a direction, for the arrow keys.
  near(iri: string, dx: number, dy: number): string {
    const from = this.cy.getElementById(iri);
    if (from.empty()) return this.cy.nodes()[0]?.id() ?? "";
    const p = (from as cytoscape.NodeSingular).position();
    let best = "", least = Infinity;
    this.cy.nodes().forEach((n) => {
      const x = n.position("x") - p.x, y = n.position("y") - p.y, along = x * dx + y * dy, across = Math.abs(x * dy - y * dx);
      if (along > 1 && along + 2 * across < least) { least = along + 2 * across; best = n.id(); }
    });
    return best || iri;
  }

  // reveal brings a thing into sight.
  reveal(iri: string): void {
    const n = this.cy.getElementById(iri);
    if (n.empty()) return;
    const box = n.renderedBoundingBox();
    if (box.x1 < 0 || box.y1 < 0 || box.x2 > this.cy.width() || box.y2 > this.cy.height()) this.cy.center(n);
  }

  // within chooses what lies in a polygon of the canvas.
  within(polygon: { x: number; y: number }[]): void {
    this.cy.batch(() => {
      this.cy.$(":selected").unselect();
      this.cy.nodes().forEach((n) => { if (inside(n.renderedPosition(), polygon)) n.select(); });
    });
    this.tellChosen();
  }

  png(background: string): Promise<Blob> {
    return this.cy.png({ output: "blob-promise", full: true, scale: 2, bg: background, maxWidth: 6000, maxHeight: 6000 });
  }
}

function nodeData(x: Thing) {
  const type = typeColours[x.type] ? x.type : "Thing";
  return { id: x.iri, label: x.name, colour: typeColours[type], shape: typeShapes[type], icon: iconOf(type) };
}

function edgeData(f: Fact, symmetric: ReadonlySet<string>) {
  const look = tierLooks[f.tier]!;
  return { id: f.id, tx: 0, ty: 0, source: f.from, target: f.to, label: look.sign + relationWord(f.relation), arrow: symmetric.has(f.relation) && look.arrow !== "tee" && look.arrow !== "diamond" ? "none" : look.arrow,
    width: look.width + Math.min(2.5, Math.log2(Math.max(1, f.sources))) };
}

function inside(p: { x: number; y: number }, polygon: { x: number; y: number }[]): boolean {
  let yes = false;
  for (let i = 0, k = polygon.length - 1; i < polygon.length; k = i++) {
    const a = polygon[i]!, b = polygon[k]!;
    if (a.y > p.y !== b.y > p.y && p.x < ((b.x - a.x) * (p.y - a.y)) / (b.y - a.y) + a.x) yes = !yes;
  }
  return yes;
}
