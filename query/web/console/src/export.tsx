// Export of what is shown: things and facts under the filters, as data for other programs, as a table or as an image.
import { useState } from "preact/hooks";
import * as api from "./api";
import { answer, filter, places, theme, view } from "./state";
import { shownFacts, shownThings } from "./result";
import { drawing } from "./graph/view";
import { palettes } from "./graph/look";
import { t } from "./i18n";
import { cellText, Dialog, download, Empty, Failure } from "./ui";

// csvOf writes rows as CSV. What a spreadsheet would take for a formula gets an apostrophe.
export function csvOf(rows: Record<string, unknown>[]): string {
  const columns = [...new Set(rows.flatMap((r) => Object.keys(r)))];
  const cell = (v: unknown) => { const s = Array.isArray(v) ? v.map(cellText).join("; ") : cellText(v); return `"${(/^[=+\-@\t\r]/.test(s) && typeof v !== "number" ? "'" + s : s).replaceAll('"', '""')}"`; };
  return [columns, ...rows.map((r) => columns.map((c) => r[c]))].map((line) => line.map(cell).join(",")).join("\r\n") + "\r\n";
}

export function Export({ close }: { close(): void }) {
  const [error, setError] = useState<unknown>(undefined), [busy, setBusy] = useState(false);
  const things = shownThings.value, facts = [...shownFacts.value];
  const rows = answer.value?.view === view.value ? answer.value.rows : [];
  const act = (work: () => Promise<void>) => async () => {
    setBusy(true);
    try { await work(); setError(undefined); } catch (err) { setError(err); }
    setBusy(false);
  };
  const data = (format: string, ending: string) => act(async () => {
    download(`newsgraph.${ending}`, await api.exportThings(format, things.map((x) => x.iri), filter.value, [...new Set(facts.map((f) => f.relation))]));
  });
  const json = act(async () => download("newsgraph.json", new Blob([JSON.stringify({ things, facts }, null, 2)], { type: "application/json" })));
  const svg = act(async () => {
    const { svgOf } = await import("./graph/svg");
    download("newsgraph.svg", new Blob([await svgOf(things, facts, places.value, theme(), api.symmetric)], { type: "image/svg+xml" }));
  });
  const png = act(async () => { const d = drawing.value; if (d) download("newsgraph.png", await d.png(palettes[theme()].ground)); });
  return (
    <Dialog title={t("exportTitle")} close={close}>
      {rows.length > 0 && <><h3>{t(view.value as "paths")} · {t("rowsN", { n: rows.length })}</h3><p class="chips"><button type="button" onClick={() => download("newsgraph.csv", new Blob([csvOf(rows)], { type: "text/csv" }))}>CSV</button><button type="button" onClick={() => download("newsgraph.json", new Blob([JSON.stringify(rows, null, 2)], { type: "application/json" }))}>JSON</button></p></>}
      {things.length === 0 ? rows.length === 0 && <Empty title={t("exportNothing")} hint={t("emptyGraphHint")} /> : <>
        <p>{t("exportLead", { n: things.length })}</p>
        <h3>{t("exportData")}</h3>
        <p class="chips">{api.graphFormats.map((f) => <button type="button" key={f.name} disabled={busy} title={f.doc} onClick={data(f.name, f.ending)}>{f.label}</button>)}<button type="button" disabled={busy} onClick={json}>JSON</button></p>
        <h3>{t("exportImage")}</h3>
        <p class="chips"><button type="button" disabled={busy} onClick={svg}>SVG</button><button type="button" disabled={busy || view.value !== "graph"} onClick={png}>PNG</button></p></>}
      {error !== undefined && <Failure error={error} />}
    </Dialog>
  );
}
