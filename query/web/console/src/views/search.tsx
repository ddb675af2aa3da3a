// Search first: one box that finds things, sentences, articles and saved questions while one types.
import { signal } from "@preact/signals";
import { useEffect, useRef, useState } from "preact/hooks";
import * as api from "../api";
import { lang, readStored, store, t } from "../i18n";
import { detail, details, go, view } from "../state";
import { openThing } from "../result";
import { Failure, openArticle, Quote, SourceLine, TypeIcon } from "../ui";
import { questions, type Question } from "../query/saved";
import type { Thing } from "../model";

interface Recent { iri: string; name: string; type: string }
const recent = signal<Recent[]>(readRecent());
function readRecent(): Recent[] {
  try { return JSON.parse(readStored("newsgraph.recent") ?? "[]").slice(0, 8); } catch { return []; }
}

export function open(x: Thing): void {
  recent.value = [{ iri: x.iri, name: x.name, type: x.type }, ...recent.value.filter((r) => r.iri !== x.iri)].slice(0, 8);
  store("newsgraph.recent", JSON.stringify(recent.value));
  void openThing(x.iri);
}

interface Results { text: string; found?: api.Found; saved: Question[]; error?: unknown }

// useSearch asks while one types; an answer to what was typed before is dropped.
export function useSearch(text: string): Results {
  const [results, setResults] = useState<Results>({ text: "", saved: [] });
  useEffect(() => {
    const typed = text.trim();
    if (!typed) { setResults({ text: "", saved: [] }); return; }
    const stop = new AbortController();
    const timer = setTimeout(() => {
      Promise.all([api.search(typed, { hits: 12, names: 12 }, stop.signal), questions()]).then(
        ([found, saved]) => setResults({ text: typed, found, saved: saved.filter((q) => fits(q, typed)).slice(0, 5) }),
        (error) => { if (!api.isAbort(error)) setResults({ text: typed, saved: [], error }); });
    }, 120);
    return () => { clearTimeout(timer); stop.abort(); };
  }, [text]);
  return results;
}

const fits = (q: Question, typed: string) => [q.name, q.de, q.en].some((x) => x.toLowerCase().includes(typed.toLowerCase()));
export const ask = (q: Question) => go("query", { saved: q.name });

export function SearchView() {
  const text = details.value.s ?? "";
  const r = useSearch(text);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => { if (matchMedia("(pointer: fine)").matches) input.current?.focus(); }, []);
  return (
    <section class={"page start" + (r.text ? " asked" : "")} aria-label={t("search")}>
      {!r.text && <h2>{t("searchLead")}</h2>}
      <SearchBox id="search-main" value={text} change={(s) => detail({ s })} box={input} results={r} />
      {r.text ? <Groups results={r} /> : <Beginning />}
    </section>
  );
}

function SearchBox({ id, value, change, box, results }: { id: string; value: string; change(s: string): void; box: preact.RefObject<HTMLInputElement | null>; results: Results }) {
  const first = results.found?.things[0];
  return <form role="search" class="searchbox" onSubmit={(e) => { e.preventDefault(); if (first && results.text === value.trim()) open(first); }}>
    <label for={id} class="hidden">{t("search")}</label>
    <input ref={box} id={id} type="search" value={value} placeholder={t("searchHint")} autocomplete="off" spellcheck={false} onInput={(e) => change(e.currentTarget.value)}
      onKeyDown={(e) => { if (e.key === "ArrowDown") { e.preventDefault(); document.querySelector<HTMLElement>(".groups button")?.focus(); } }} /></form>;
}

function Groups({ results: r }: { results: Results }) {
  if (r.error !== undefined) return <Failure error={r.error} />;
  if (!r.found) return null;
  const { things, hits, articles } = r.found;
  const n = things.length + hits.length + articles.length + r.saved.length;
  const keys = (e: KeyboardEvent) => {
    const step = e.key === "ArrowDown" ? 1 : e.key === "ArrowUp" ? -1 : 0;
    if (!step) return;
    const items = [...document.querySelectorAll<HTMLElement>(".groups .go")], at = items.indexOf(document.activeElement as HTMLElement);
    e.preventDefault();
    (items[at + step] ?? (step < 0 ? document.getElementById("search-main") : null))?.focus();
  };
  return (
    <div class="groups" onKeyDown={keys}>
      <p class="hidden" role="status">{t("resultsCount", { n })}</p>
      {n === 0 && <div class="state"><p><strong>{t("nothingFound")}</strong></p><p class="quiet">{t("nothingFoundHint")}</p></div>}
      {things.length > 0 && <section class="g-things"><h3>{t("things")}</h3><ul>{things.map((x) => <li key={x.iri}><button type="button" class="go" onClick={() => open(x)}><TypeIcon type={x.type} /><span class="grow">{x.name}</span></button></li>)}</ul></section>}
      {r.saved.length > 0 && <section class="g-saved"><h3>{t("savedQueries")}</h3><ul>{r.saved.map((q) => <li key={q.name}><button type="button" class="go" onClick={() => ask(q)}><span class="sign" aria-hidden="true">?</span><span class="grow">{lang.value === "de" ? q.de : q.en}</span></button></li>)}</ul></section>}
      {articles.length > 0 && <section class="g-articles"><h3>{t("articles")}</h3><ul>{articles.slice(0, 6).map((a) => <li key={a.iri}><button type="button" class="go" onClick={() => openArticle(a.iri)}><span class="grow">{a.title || a.id}</span><span class="quiet">{a.date.slice(0, 10)}</span></button></li>)}</ul></section>}
      {hits.length > 0 && <section class="g-hits"><h3>{t("sentences")}</h3>{hits.map((h, i) => <Quote key={i} text={h.sentence}>{h.speakers.length > 0 && <span class="said">{t("saysWho", { who: h.speakers.join(", ") })} · </span>}<SourceLine article={h.article} /></Quote>)}</section>}
    </div>
  );
}

function Beginning() {
  const [stats, setStats] = useState<api.Stats | null>(null), [saved, setSaved] = useState<Question[]>([]), [known, setKnown] = useState<Thing[]>([]), [error, setError] = useState<unknown>(undefined);
  useEffect(() => {
    const stop = new AbortController();
    api.stats(stop.signal).then(setStats, (err) => { if (!api.isAbort(err)) setError(err); });
    questions().then(setSaved, () => undefined);
    api.wellKnown(10, stop.signal).then(setKnown, () => undefined);
    return () => stop.abort();
  }, []);
  const things = recent.value.length ? recent.value : known;
  if (error !== undefined) return <Failure error={error} again={() => location.reload()} />;
  return <div class="beginning">
    {stats && stats.articles === 0 && <div class="state"><p><strong>{t("emptyStore")}</strong></p><p class="quiet">{t("emptyStoreHint")}</p><button type="button" class="main" onClick={() => go("add")}>{t("add")}</button></div>}
    {things.length > 0 && <section><h3>{recent.value.length ? t("recent") : t("things")}</h3><p class="chips">{things.map((x) => <button type="button" class="chip" key={x.iri} onClick={() => open(x)}><TypeIcon type={x.type} />{x.name}</button>)}</p></section>}
    {saved.length > 0 && <section><h3>{t("tryThese")}</h3><ul class="tries">{saved.filter((q) => q.params.length === 0 || q.example.length > 0).slice(0, 12).map((q) => <li key={q.name}><button type="button" class="link" onClick={() => ask(q)}>{filled(q)}</button></li>)}</ul></section>}
    {stats && <p class="quiet" id="stats">{t("stats", { articles: stats.articles, entities: stats.entities, claims: stats.claims })}</p>}
  </div>;
}

// filled is a question with the names of its example in the place of NAME, A and B.
export function filled(q: Question): string {
  let text = lang.value === "de" ? q.de : q.en;
  q.params.forEach((p, i) => { if (q.example[i]) text = text.replace(new RegExp(`\\b${p}\\b`), q.example[i]!); });
  return text;
}

// focusSearch goes to the search box from anywhere.
export function focusSearch(): void {
  if (view.value !== "search") go("search");
  requestAnimationFrame(() => document.getElementById("search-main")?.focus());
}
