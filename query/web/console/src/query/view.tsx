// Queries: editor, answer, history, saved questions, and the schema that inserts what is clicked.
import { useEffect, useRef, useState } from "preact/hooks";
import * as api from "../api";
import { lang as tongue, number, readStored, relationWord, store, t } from "../i18n";
import { tiers, types } from "../model";
import { answer as shown, detail, details, tell } from "../state";
import { openPart, openThing } from "../result";
import { Icon } from "../icon";
import { cellText, Dialog, Empty, Failure, Loading, openArticle } from "../ui";
import { JSONText } from "../views/table";
import { filled } from "../views/search";
import { claimKeys, edit, functions, pathMethods, type Editor, type Vocabulary } from "./editor";
import { forget, keep, own, past, questions, remember, type Question } from "./saved";

const languages = [{ name: "", label: "Gizmo" }, { name: "graphql", label: "GraphQL" }, { name: "mql", label: "MQL" }];
const first = 'claims({predicate: "supplies"})';

type State = { kind: "none" } | { kind: "running" } | { kind: "answer"; answer: api.Answer } | { kind: "failed"; error: unknown } | { kind: "stopped" };

export function QueryView() {
  const host = useRef<HTMLDivElement>(null), editor = useRef<Editor>(undefined), stop = useRef<AbortController>(undefined);
  const [state, setState] = useState<State>({ kind: "none" });
  const [schema, setSchema] = useState<api.Schema | null>(null);
  const [saved, setSaved] = useState<Question[]>([]);
  const [naming, setNaming] = useState(false);
  const vocabulary = useRef<Vocabulary>({ relations: [], types: [...types] });
  const language = details.value.lang ?? "";
  const label = languages.find((l) => l.name === language)?.label ?? "Gizmo";
  const started = useRef(false);

  const run = async (after = "") => {
    const e = editor.current, text = e?.text() ?? "";
    if (!e || !text.trim()) return;
    stop.current?.abort();
    const mine = (stop.current = new AbortController());
    e.clear();
    setState({ kind: "running" });
    detail({ q: text, saved: "" });
    try {
      const answer = await api.run(text, { lang: details.value.lang, after, signal: mine.signal });
      if (mine !== stop.current) return;
      remember({ text, lang: details.value.lang ?? "", when: new Date().toISOString(), rows: answer.rows.length });
      setState({ kind: "answer", answer });
      shown.value = { view: "query", rows: answer.rows };
    } catch (error) {
      if (mine !== stop.current) return;
      setState(api.isAbort(error) ? { kind: "stopped" } : { kind: "failed", error });
      if (error instanceof api.Problem && error.line) e.fail(error.line, error.column, error.message);
    }
  };
  const load = (text: string, start: boolean) => { editor.current?.set(text); if (start) void run(); };

  useEffect(() => {
    const e = (editor.current = edit(host.current!, { text: details.value.q ?? readStored("newsgraph.draft") ?? first, label: t("queryLabel", { lang: label }), run: () => void run(), changed: (text) => store("newsgraph.draft", text), vocabulary: () => vocabulary.current }));
    void api.schema().then((s) => { setSchema(s); vocabulary.current = { relations: s.relations.map((r) => r.name), types: s.types.map((x) => x.name) }; }, () => undefined);
    return () => { stop.current?.abort(); e.destroy(); };
  }, []);
  useEffect(() => { void questions().then(setSaved); }, [own.value]);
  useEffect(() => { editor.current?.label(t("queryLabel", { lang: label })); }, [label, tongue.value]);
  useEffect(() => { // what the address asks for is run
    const { q, saved: name } = details.value;
    if (name) void questions().then((all) => { const found = all.find((x) => x.name === name); if (found) load(bound(found), true); });
    else if (q && (!started.current || q !== editor.current?.text())) load(q, true);
    started.current = true;
  }, [details.value.saved, details.value.q]);

  return (
    <section class="query" aria-label={t("query")}>
      <div class="work">
        <div class="row bar">
          <span class="field small"><label for="query-lang">{t("queryLang")}</label><select id="query-lang" value={language} onChange={(e) => detail({ lang: e.currentTarget.value, q: "" })}>{languages.map((l) => <option value={l.name}>{l.label}</option>)}</select></span>
          <button type="button" class="main" onClick={() => void run()}>{t("run")} <kbd>Ctrl ↵</kbd></button>
          {state.kind === "running" && <button type="button" onClick={() => stop.current?.abort()}>{t("stop")}</button>}
          <span class="gap" /><button type="button" onClick={() => setNaming(true)}>{t("saveAs")} …</button>
        </div>
        <div ref={host} class="editor" />
        <div class="answer" aria-live="polite">{state.kind === "running" ? <p class="loading" role="status"><span class="spinner" aria-hidden="true" />{t("running")}</p> : state.kind === "stopped" ? <p class="quiet">{t("stopped")}</p> : state.kind === "failed" ? <Mistake error={state.error} /> : state.kind === "answer" ? <Answer answer={state.answer} gizmo={language === "" ? (details.value.q ?? "") : ""} more={(after) => void run(after)} /> : null}</div>
      </div>
      <aside class="querybar" aria-label={t("schema")}>
        <Section title={t("examples")} open><ul>{saved.filter((q) => !q.own).map((q) => <li key={q.name}><button type="button" class="link" onClick={() => load(bound(q), true)}>{filled(q)}</button></li>)}</ul></Section>
        <Section title={t("saved")}>{own.value.length === 0 ? <p class="quiet">{t("noSaved")}</p> : <ul>{own.value.map((q) => <li key={q.name} class="row tight spread"><button type="button" class="link" onClick={() => load(q.text, true)}>{q.name}</button><button type="button" class="icon" aria-label={`${t("remove")}: ${q.name}`} onClick={() => forget(q.name)}><Icon name="close" /></button></li>)}</ul>}</Section>
        <Section title={t("history")}>{past.value.length === 0 ? <p class="quiet">{t("noHistory")}</p> : <ul>{past.value.slice(0, 30).map((r) => <li key={r.when}><button type="button" class="link past" onClick={() => { detail({ lang: r.lang }); load(r.text, true); }}><code>{r.text.split("\n").find((l) => l.trim() && !l.startsWith("//"))?.slice(0, 60)}</code><span class="quiet">{number(r.rows)}</span></button></li>)}</ul>}</Section>
        {schema ? <SchemaList schema={schema} insert={(text) => editor.current?.insert(text)} /> : <Loading />}
      </aside>
      {naming && <SaveAs text={editor.current?.text() ?? ""} close={() => setNaming(false)} />}
    </section>
  );
}

// bound is a question as a program, its arguments those of its example.
export function bound(q: Question): string {
  if (q.own) return q.text;
  const body = q.text.split("\n").filter((line) => !/^\/\/ (usage|example):/.test(line)).join("\n");
  return q.params.length === 0 ? body : `var args = ${JSON.stringify(q.example)}; // ${q.params.join(", ")}\n${body}`;
}

function Section({ title, open, children }: { title: string; open?: boolean; children: preact.ComponentChildren }) {
  return <details open={open}><summary>{title}</summary>{children}</details>;
}

function Mistake({ error }: { error: unknown }) {
  const line = error instanceof api.Problem ? error.line : 0;
  return <>{line > 0 && <p class="quiet">{t("lineN", { n: line })}</p>}<Failure error={error} /></>;
}

function SchemaList({ schema, insert }: { schema: api.Schema; insert(text: string): void }) {
  const item = (name: string, text: string, count: number | string, shown = name) => <li key={name}><button type="button" title={t("insert", { name: text })} onClick={() => insert(text)}><span class="grow">{shown}</span><span class="count">{typeof count === "number" ? number(count) : count}</span></button></li>;
  return <>
    <Section title={t("relations")} open><ul class="schema">{schema.relations.map((r) => item(r.name, `"<rel:${r.name}>"`, tiers.reduce((n, x) => n + (r.counts[x] ?? 0), 0), tongue.value === "de" ? `${r.name} · ${relationWord(r.name)}` : r.name))}</ul></Section>
    <Section title={t("types")}><ul class="schema">{schema.types.map((x) => item(x.name, `"<ng:${x.name}>"`, x.count))}</ul></Section>
    <Section title="claims()"><ul class="schema">{functions.map((f) => item(f.label, f.label, f.detail))}{claimKeys.map((k) => item(k, k + ": ", ""))}</ul></Section>
    <Section title={t("methods")}><ul class="schema">{pathMethods.map((m) => item(m, `.${m}()`, ""))}</ul></Section></>;
}

function SaveAs({ text, close }: { text: string; close(): void }) {
  const [name, setName] = useState("");
  return <Dialog title={t("saveAs")} close={close}><form class="row" onSubmit={(e) => { e.preventDefault(); if (!name.trim()) return; keep(name.trim(), text); tell(`${t("save")}: ${name.trim()}`); close(); }}>
    <span class="field"><label for="save-name">{t("nameOf")}</label><input id="save-name" value={name} required maxLength={80} onInput={(e) => setName(e.currentTarget.value)} /></span><button type="submit" class="main">{t("save")}</button></form></Dialog>;
}

const isIRI = (v: unknown): v is string => typeof v === "string" && /^<[^<>]+>$/.test(v);
const rowsPage = 200;

function Answer({ answer: a, gizmo, more }: { answer: api.Answer; gizmo: string; more(after: string): void }) {
  const [json, setJSON] = useState(false), [rows, setRows] = useState(rowsPage);
  const columns = a.columns.filter((c) => a.rows.some((r) => cellText(r[c]) !== ""));
  const iris = [...new Set(a.rows.flatMap((r) => Object.values(r).filter(isIRI)))];
  const things = iris.filter((x) => x.startsWith("<id:") || x.startsWith("<wd:")), meant = iris.filter((x) => /^<(id|wd|art|st):/.test(x));
  const seconds = a.seconds.toFixed(3);
  return <>
    <div class="row spread"><p role="status"><strong>{a.rows.length === 1 ? t("row1In", { s: seconds }) : t("rowsIn", { n: a.rows.length, s: seconds })}</strong>{a.truncated && <span class="cut"> {t("cutAt", { limit: a.truncated })}</span>}</p>
      <span class="row tight">{meant.length > 0 && <button type="button" onClick={() => void (gizmo ? api.answered(gizmo) : api.meantBy(meant)).then((part) => openPart(part, false), (err) => tell(String(err.message), { bad: true }))}>{t("showInGraph")}</button>}
        {a.next && <button type="button" onClick={() => more(a.next!)}>{t("goOn")}</button>}
        <span class="switch" role="group"><button type="button" aria-pressed={!json} onClick={() => setJSON(false)}>{t("table")}</button><button type="button" aria-pressed={json} onClick={() => setJSON(true)}>{t("json")}</button></span></span></div>
    {a.rows.length === 0 ? <Empty title={t("noRows")} /> : json ? <JSONText value={a.rows} /> : <div class="scroll" tabIndex={0} role="region" aria-label={t("rowsN", { n: a.rows.length })}><table>
      <thead><tr>{columns.map((c) => <th key={c}>{c}</th>)}</tr></thead>
      <tbody>{a.rows.slice(0, rows).map((r, i) => <tr key={i}>{columns.map((c) => <Cell key={c} value={r[c]} />)}</tr>)}</tbody></table></div>}
    {a.rows.length > rows && !json && <p><button type="button" onClick={() => setRows(rows + rowsPage)}>{t("loadMore", { n: Math.min(rowsPage, a.rows.length - rows) })}</button></p>}
    {things.length > 200 && <p class="quiet">{t("things_n", { n: things.length })}</p>}</>;
}

function Cell({ value }: { value: unknown }) {
  const text = cellText(value);
  const kind = typeof value === "number" ? "number" : text.length > 60 ? "long" : text.length < 26 ? "short" : "";
  if (!isIRI(value)) return <td class={kind}>{text}</td>;
  const iri = value.slice(1, -1);
  const open = iri.startsWith("art:") ? () => openArticle(iri.replace(/#.*/, ""), iri.includes("#c-") ? iri : "") : iri.startsWith("id:") || iri.startsWith("wd:") ? () => void openThing(iri) : undefined;
  return <td class="iri">{open ? <button type="button" class="link" onClick={open}>{iri}</button> : <code>{iri}</code>}</td>;
}
