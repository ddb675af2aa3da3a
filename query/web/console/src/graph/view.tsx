// The graph view: the drawing, its tools, keys, lasso, hub warning.
import { computed, effect, signal } from "@preact/signals";
import { useEffect, useRef, useState } from "preact/hooks";
import { symmetric } from "../api";
import { details, places, selection, theme } from "../state";
import { arrangeAnew, busy, canRedo, canUndo, clear, collapse, expand, expandStep, facts, failure, hub, hubDegree, left, note, move, pin, redo, remove, shownFacts, shownThings, thingOf, undo } from "../result";
import { plural, t } from "../i18n";
import { Icon, type Sign } from "../icon";
import { Empty, Failure } from "../ui";
import { manyThings } from "./size";
import type { Drawing, Scene } from "./drawing";

// highlighted are the facts of the path that is shown: the address tells them.
const highlighted = computed<ReadonlySet<string>>(() => new Set((details.value.path ?? "").split(" ").filter(Boolean)));
export const chosen = signal<string[]>([]); // several things, by lasso
export const drawing = signal<Drawing | null>(null);

const scene = (): Scene => ({ things: shownThings.value, facts: [...shownFacts.value], places: places.value, selection: selection.value, path: highlighted.value, theme: theme(), symmetric, hubs: hubDegree });

export function GraphView() {
  const box = useRef<HTMLDivElement>(null);
  const [lasso, setLasso] = useState(false);
  useEffect(() => {
    let stop = () => {}, gone = false;
    void import("./drawing").then(({ Drawing }) => {
      if (gone || !box.current) return;
      const d = new Drawing(box.current, {
        choose: (id) => { chosen.value = []; selection.value = id; },
        open: (iri) => void expand(iri),
        moved: move,
        chosen: (iris) => { chosen.value = iris; if (iris.length === 1) selection.value = iris[0]!; },
        menu: (iri) => { selection.value = iri; },
      });
      drawing.value = d;
      const stopShow = effect(() => d.show(scene()));
      const sized = new ResizeObserver(() => d.resized());
      sized.observe(box.current);
      stop = () => { stopShow(); sized.disconnect(); d.destroy(); drawing.value = null; };
    });
    return () => { gone = true; stop(); };
  }, []);

  const one = selection.value && places.value.has(selection.value) ? selection.value : "";
  const several = chosen.value.length > 1 ? chosen.value : one ? [one] : [];
  const keys = (e: KeyboardEvent) => {
    const d = drawing.value, arrows: Record<string, [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    if (e.ctrlKey || e.metaKey || e.altKey) {
      if ((e.ctrlKey || e.metaKey) && e.key.toLowerCase() === "z") { e.preventDefault(); if (e.shiftKey) redo(); else undo(); }
      return;
    }
    const way = arrows[e.key];
    if (way && d) { selection.value = d.near(selection.value, ...way); d.reveal(selection.value); } else if (e.key === "Enter" && one) void expand(one);
    else if (e.key === "Delete" || e.key === "Backspace") { remove(several); chosen.value = []; } else if (e.key === "p") pin(several, several.some((x) => !places.value.get(x)?.pinned));
    else if (e.key === "c" && one) collapse(one);
    else if (e.key === "f") d?.fit(); else if (e.key === "+") d?.zoomBy(1.25); else if (e.key === "-") d?.zoomBy(0.8); else if (e.key === "o") setLasso(!lasso);
    else if (e.key === "Escape" && lasso) setLasso(false);
    else return;
    e.preventDefault();
    e.stopPropagation();
  };
  const n = shownThings.value.length, m = shownFacts.value.length;
  const allPinned = several.length > 0 && several.every((x) => places.value.get(x)?.pinned);
  return (
    <section class="graph" aria-label={t("graph")}>
      <div class="toolbar" role="toolbar" aria-label={t("tools")}>
        <Tool label={t("undo")} sign="undo" off={!canUndo.value} act={undo} /><Tool label={t("redo")} sign="redo" off={!canRedo.value} act={redo} />
        <Tool label={t("expand")} sign="expand" off={!one} act={() => void expand(one)} text /><Tool label={t("collapse")} sign="collapse" off={!one} act={() => collapse(one)} text />
        <Tool label={allPinned ? t("unpin") : t("pin")} sign="pin" off={!several.length} act={() => pin(several, !allPinned)} text />
        <Tool label={t("removeSelected")} sign="remove" off={!several.length} act={() => { remove(several); chosen.value = []; }} />
        <Tool label={t("lasso")} sign="lasso" pressed={lasso} act={() => setLasso(!lasso)} text />
        <span class="gap" />
        <Tool label={t("zoomOut")} sign="minus" act={() => drawing.value?.zoomBy(0.8)} /><Tool label={t("zoomIn")} sign="plus" act={() => drawing.value?.zoomBy(1.25)} /><Tool label={t("fit")} sign="fit" act={() => drawing.value?.fit()} />
        <Tool label={t("layout")} sign="layout" off={n < 2} act={() => void arrangeAnew()} /><Tool label={t("clear")} sign="clear" off={!n} act={clear} />
      </div>
      <div class="canvas">
        <div ref={box} class="paper" tabIndex={0} role="application" aria-label={`${t("graph")}: ${plural(n, "thing1", "things_n")}, ${plural(m, "fact1", "edgeCount")}. ${one ? thingOf(one).name : ""}`} onKeyDown={keys} />
        {lasso && <Lasso done={(polygon) => { drawing.value?.within(polygon); setLasso(false); }} />}
        {places.value.size === 0 && busy.value === 0 && <div class="over"><Empty title={t("emptyGraph")} hint={t("emptyGraphHint")} /></div>}
        {places.value.size > 0 && n === 0 && <div class="over"><Empty title={t("emptyFilter")} /></div>}
        {failure.value !== null && <div class="over"><Failure error={failure.value} again={() => { failure.value = null; }} /></div>}
        <HubWarning />
        {left.value && left.value.n > 0 && <button type="button" class="more-left" onClick={() => void expand(left.value!.iri, left.value!.relation, true)}>{thingOf(left.value.iri).name}: {t("loadMore", { n: Math.min(expandStep, left.value.n) })}</button>}
        <p class="statusline" role="status">{busy.value > 0 && <span class="spinner" aria-hidden="true" />}{plural(n, "thing1", "things_n")} · {plural(m, "fact1", "edgeCount")}{m < facts.value.length && ` / ${facts.value.length}`}{chosen.value.length > 1 && ` · ${t("selected", { n: chosen.value.length })}`}{note.value && ` · ${note.value}`}{n > manyThings && ` · ${t("manyThings", { n })}`}</p>
      </div>
    </section>
  );
}

function Tool({ label, sign, act, off, pressed, text }: { label: string; sign: Sign; act(): void; off?: boolean; pressed?: boolean; text?: boolean }) {
  return <button type="button" class="tool" title={label} aria-label={label} aria-pressed={pressed} disabled={off} onClick={act}><Icon name={sign} />{text && <span class="words" aria-hidden="true">{label}</span>}</button>;
}

function HubWarning() {
  const h = hub.value;
  if (!h) return null;
  return <div class="over"><div class="state card" role="alertdialog" aria-label={t("hub", { name: thingOf(h.iri).name, n: h.degree })}>
    <p><strong>{t("hub", { name: thingOf(h.iri).name, n: h.degree })}</strong></p><p class="quiet">{t("hubHint")}</p>
    <p class="row"><button type="button" class="main" onClick={() => void expand(h.iri, "", true)}>{t("loadMore", { n: expandStep })}</button><button type="button" onClick={() => { hub.value = null; selection.value = h.iri; }}>{t("cancel")}</button></p>
  </div></div>;
}

// Lasso draws a line by hand and tells it when the pointer is lifted.
function Lasso({ done }: { done(polygon: { x: number; y: number }[]): void }) {
  const points = useRef<{ x: number; y: number }[]>([]);
  const line = useRef<SVGPolygonElement>(null);
  const at = (e: PointerEvent) => { const r = (e.currentTarget as Element).getBoundingClientRect(); return { x: e.clientX - r.left, y: e.clientY - r.top }; };
  const draw = () => line.current?.setAttribute("points", points.current.map((p) => `${p.x},${p.y}`).join(" "));
  return <svg class="lasso" aria-hidden="true"
    onPointerDown={(e) => { (e.currentTarget as Element).setPointerCapture(e.pointerId); points.current = [at(e)]; }}
    onPointerMove={(e) => { if (points.current.length) { points.current.push(at(e)); draw(); } }}
    onPointerUp={() => { if (points.current.length > 2) done(points.current); points.current = []; draw(); }}><polygon ref={line} points="" /></svg>;
}
