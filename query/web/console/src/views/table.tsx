// The result as a table, and as JSON.
import { useState } from "preact/hooks";
import { asJSON, selection } from "../state";
import { shownFacts, shownThings, thingOf } from "../result";
import { relationWord, t } from "../i18n";
import { Empty, openArticle, ThingName, TierMark } from "../ui";
import type { Fact } from "../model";

const columns = ["subject", "relation", "object", "tier", "sources", "last", "sentence"] as const;
type Column = (typeof columns)[number];

export function valueOf(f: Fact, column: Column): string | number {
  switch (column) {
    case "subject": return thingOf(f.from).name;
    case "relation": return relationWord(f.relation);
    case "object": return thingOf(f.to).name;
    default: return f[column];
  }
}

// rowsPage is how many rows are drawn at once.
const rowsPage = 200;

export function TableView() {
  const [by, setBy] = useState<{ column: Column; down: boolean }>({ column: "last", down: true });
  const [rows, setRows] = useState(rowsPage);
  const facts = [...shownFacts.value].sort((a, b) => {
    const x = valueOf(a, by.column), y = valueOf(b, by.column);
    const order = typeof x === "number" && typeof y === "number" ? x - y : String(x).localeCompare(String(y), "de");
    return by.down ? -order : order;
  });
  return (
    <section class="page" aria-label={t("table")}>
      <div class="row spread"><h2>{asJSON.value ? t("json") : t("table")}</h2>
        <span class="switch" role="group"><button type="button" aria-pressed={!asJSON.value} onClick={() => (asJSON.value = false)}>{t("table")}</button><button type="button" aria-pressed={asJSON.value} onClick={() => (asJSON.value = true)}>{t("json")}</button></span></div>
      {facts.length === 0 ? <Empty title={t("emptyGraph")} hint={t("emptyGraphHint")} /> : asJSON.value ? <JSONText value={{ things: shownThings.value, facts }} /> : <>
        <div class="scroll" tabIndex={0} role="region" aria-label={t("table")}><table>
          <thead><tr>{columns.map((c) => <th key={c} class={c === "sources" ? "number" : ""} aria-sort={by.column === c ? (by.down ? "descending" : "ascending") : "none"}>
            <button type="button" onClick={() => setBy({ column: c, down: by.column === c ? !by.down : false })}>{t(c)}<span aria-hidden="true">{by.column === c ? (by.down ? " ↓" : " ↑") : ""}</span></button></th>)}</tr></thead>
          <tbody>{facts.slice(0, rows).map((f) => <tr key={f.id} class={selection.value === f.id ? "chosen" : ""} onClick={() => (selection.value = f.id)}>
            <td><ThingName name={thingOf(f.from).name} iri={f.from} type={thingOf(f.from).type} /></td>
            <td><button type="button" class="link" onClick={() => (selection.value = f.id)}>{relationWord(f.relation)}</button>{f.goods && <div class="quiet">{f.goods}</div>}</td>
            <td><ThingName name={thingOf(f.to).name} iri={f.to} type={thingOf(f.to).type} /></td>
            <td><TierMark tier={f.tier} /></td><td class="number">{f.sources}</td><td class="short">{f.first !== f.last && f.first && <>{f.first} –<br /></>}{f.last}</td>
            <td class="long">{f.sentence && <button type="button" class="sentence" onClick={(e) => { e.stopPropagation(); openArticle(f.article); }}>{f.sentence}</button>}</td></tr>)}</tbody></table></div>
        {facts.length > rows && <p><button type="button" onClick={() => setRows(rows + rowsPage)}>{t("loadMore", { n: Math.min(rowsPage, facts.length - rows) })}</button></p>}</>}
    </section>
  );
}

export function JSONText({ value }: { value: unknown }) {
  const text = JSON.stringify(value, null, 2);
  return <div class="json"><pre tabIndex={0} role="region" aria-label={t("json")}>{text.length > 400_000 ? text.slice(0, 400_000) + "\n…" : text}</pre></div>;
}
