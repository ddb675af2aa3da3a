// Add: paste a text or drop files. What would be extracted is shown before anything is stored.
import { useRef, useState } from "preact/hooks";
import * as api from "../api";
import { plural, t } from "../i18n";
import { openPart } from "../result";
import { round } from "../correct";
import { Empty, Failure, Loading, openArticle } from "../ui";
import { Reader } from "./article";

interface Sheet { name: string; text: string; state: "waiting" | "storing" | "done" | "failed"; told: string; iri: string }

const blank = { text: "", title: "", date: new Date().toISOString().slice(0, 10), publisher: "", url: "" };

export function AddView() {
  const [draft, setDraft] = useState(blank);
  const [shown, setShown] = useState<{ of: string; articles: api.Previewed[]; refused: string[] } | null>(null);
  const [busy, setBusy] = useState<"" | "preview" | "store">(""), [error, setError] = useState<unknown>(undefined);
  const [loaded, setLoaded] = useState<api.Loaded[]>([]), [files, setFiles] = useState<Sheet[]>([]);
  const stop = useRef<AbortController>(undefined);
  const key = JSON.stringify(draft);
  const asked = (): api.Draft => Object.fromEntries(Object.entries(draft).filter(([, v]) => v.trim())) as api.Draft;
  const doing = async (what: "preview" | "store", work: (signal: AbortSignal) => Promise<void>) => {
    stop.current?.abort();
    stop.current = new AbortController();
    setBusy(what);
    setError(undefined);
    try { await work(stop.current.signal); } catch (err) { if (!api.isAbort(err)) setError(err); }
    setBusy("");
  };
  const look = (d = asked(), of = key) => doing("preview", async (signal) => { setLoaded([]); const p = await api.preview(d, signal); setShown({ of, ...p }); requestAnimationFrame(() => document.querySelector(".previewed")?.scrollIntoView({ block: "nearest" })); });
  const keep = () => doing("store", async () => { setLoaded(await api.load(asked())); setShown(null); setDraft(blank); round.value++; });
  const change = (name: keyof typeof blank) => (e: { currentTarget: HTMLInputElement | HTMLTextAreaElement }) => setDraft({ ...draft, [name]: e.currentTarget.value });
  const field = (name: "title" | "date" | "publisher" | "url") => <span class="field"><label for={"add-" + name}>{t(name)}</label>
    {name === "date" ? <input id="add-date" type="date" value={draft.date} onInput={change(name)} /> : <input id={"add-" + name} value={draft[name]} maxLength={1000} onInput={change(name)} />}</span>;
  return (
    <section class="page add" aria-label={t("add")}>
      <h2>{t("add")}</h2><p class="quiet">{t("addLead")}</p>
      <form onSubmit={(e) => { e.preventDefault(); void look(); }}>
        <div class="addgrid">{field("title")}{field("date")}{field("publisher")}{field("url")}</div>
        <label for="add-text" class="quiet">{t("text")}</label><textarea id="add-text" rows={6} value={draft.text} onInput={change("text")} lang="de" />
        <p class="row"><button type="submit" disabled={!draft.text.trim() || busy !== ""}>{t("preview")}</button><button type="button" class="main" disabled={!shown || shown.of !== key || shown.articles.length === 0 || busy !== ""} onClick={() => void keep()}>{t("store")}</button>
          {busy !== "" && <button type="button" onClick={() => stop.current?.abort()}>{t("cancel")}</button>}{shown && shown.of !== key && !shown.of.startsWith("file ") && <span class="quiet">{t("previewStale")}</span>}</p>
      </form>
      <Files files={files} set={setFiles} look={(s) => void look({ file: s.text, date: draft.date }, "file " + s.name)} date={draft.date} />
      {error !== undefined && <Failure error={error} />}
      {busy !== "" && <Loading />}
      {loaded.map((a) => <Stored key={a.iri} article={a} />)}
      {shown && <section aria-label={t("previewOf")}><h3>{t("previewOf")}</h3>{shown.refused.map((r) => <p class="state bad">{r}</p>)}
        {shown.articles.map((a) => <div class="previewed" key={a.iri}>{a.claims.length === 0 ? <Empty title={t("nothingExtracted")} /> : <Reader article={a} again={() => undefined} preview />}</div>)}</section>}
    </section>
  );
}

function Stored({ article: a }: { article: api.Loaded }) {
  return <div class="state card" role="status"><p><strong>{a.outcome === "loaded" || a.outcome === "unchanged" ? t("stored", { n: a.claims }) : a.reason}</strong></p>
    {a.iri && <p class="row"><button type="button" onClick={() => openArticle(a.iri)}>{t("seeArticle")}</button><button type="button" class="main" onClick={() => void api.ofArticle(a.iri).then((part) => openPart(part, false))}>{t("seeGraph")}</button></p>}</div>;
}

function Files({ files, set, look, date }: { files: Sheet[]; set(f: Sheet[]): void; look(s: Sheet): void; date: string }) {
  const [over, setOver] = useState(false), [at, setAt] = useState(-1);
  const take = async (list: FileList | null | undefined) => set([...files, ...(await Promise.all([...(list ?? [])].map(async (f) => ({ name: f.name, text: await f.text(), state: "waiting" as const, told: "", iri: "" }))))]);
  const storeAll = async () => {
    let now = files;
    const put = (i: number, changes: Partial<Sheet>) => { now = now.map((s, k) => (k === i ? { ...s, ...changes } : s)); set(now); };
    for (let i = 0; i < now.length; i++) {
      if (now[i]!.state === "done") continue;
      setAt(i);
      put(i, { state: "storing" });
      try {
        const made = await api.load({ file: now[i]!.text, date });
        put(i, { state: "done", told: plural(made.reduce((n, a) => n + a.claims, 0), "claim1", "claimsN"), iri: made.length === 1 ? made[0]!.iri : "" });
      } catch (err) { put(i, { state: "failed", told: err instanceof Error ? err.message : String(err) }); }
    }
    setAt(-1);
    round.value++;
  };
  const words = { waiting: t("waiting"), storing: t("storing"), done: t("done"), failed: t("failed") };
  return <div class={"drop" + (over ? " over-it" : "")} onDragOver={(e) => { e.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)} onDrop={(e) => { e.preventDefault(); setOver(false); void take(e.dataTransfer?.files); }}>
    <p><label for="add-files">{t("dropHere")} {t("chooseFiles")}</label> <input id="add-files" type="file" multiple accept=".txt,.html,.htm,.json,.jsonl,.xml,text/*" onChange={(e) => void take(e.currentTarget.files)} /></p>
    {files.length > 0 && <><ul class="files">{files.map((s, i) => <li key={i + s.name}><span class="grow">{s.name}</span><span class={s.state === "failed" ? "bad" : "quiet"}>{words[s.state]}{s.told && `: ${s.told}`}</span>
      {s.state === "waiting" && <button type="button" onClick={() => look(s)}>{t("preview")}</button>}{s.iri && <button type="button" onClick={() => openArticle(s.iri)}>{t("seeArticle")}</button>}</li>)}</ul>
      {at >= 0 && <progress max={files.length} value={at} aria-label={t("storing")} />}
      <p class="row"><button type="button" class="main" disabled={at >= 0 || files.every((s) => s.state === "done")} onClick={() => void storeAll()}>{t("storeAll")}</button><button type="button" disabled={at >= 0} onClick={() => set([])}>{t("clear")}</button></p></>}
  </div>;
}
