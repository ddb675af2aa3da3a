// Small parts that every view is made of.
import type { ComponentChildren, TargetedKeyboardEvent } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { isAbort, Problem, setToken, type Proof, type Said } from "./api";
import { plural, relationWord, t, word } from "./i18n";
import { iconOf, tierLooks } from "./graph/look";
import { Icon } from "./icon";
import { go } from "./state";
import { openThing } from "./result";
import type { ArticleRef, Span } from "./model";

export interface Loaded<T> { value?: T; error?: unknown; loading: boolean; again(): void }

// useLoad fetches whenever key changes; an earlier question is withdrawn.
export function useLoad<T>(key: string, fetchIt: (signal: AbortSignal) => Promise<T>): Loaded<T> {
  const [state, setState] = useState<{ key: string; value?: T; error?: unknown; loading: boolean }>({ key, loading: true });
  const [round, setRound] = useState(0);
  useEffect(() => {
    const stop = new AbortController();
    setState((s) => ({ key, value: s.key === key ? s.value : undefined, loading: true }));
    fetchIt(stop.signal).then(
      (value) => { if (!stop.signal.aborted) setState({ key, value, loading: false }); },
      (error) => { if (!isAbort(error) && !stop.signal.aborted) setState({ key, error, loading: false }); },
    );
    return () => stop.abort();
  }, [key, round]);
  return { ...state, again: () => setRound((n) => n + 1) };
}

export function Loading() {
  return <p class="loading" role="status"><span class="spinner" aria-hidden="true" />{t("loading")}</p>;
}

export function Failure({ error, again }: { error: unknown; again?: () => void }) {
  const p = error instanceof Problem ? error : undefined;
  const text = p ? p.message || t("noAnswer") : error instanceof Error ? error.message : String(error);
  if (p?.status === 401) return <TokenForm again={again} />;
  return (
    <div class="state bad" role="alert">
      <p><strong>{t("failed")}</strong> {text}</p>
      {p?.hint && <p class="quiet">{t("hint")}: {p.hint}</p>}
      {p?.kind === "read-only" ? <TokenForm again={again} /> : again && <button type="button" onClick={again}>{t("retry")}</button>}
    </div>
  );
}

// TokenForm asks for the token that the server wants.
function TokenForm({ again }: { again?: () => void }) {
  const [token, set] = useState("");
  return <form class="state card" onSubmit={(e) => { e.preventDefault(); setToken(token.trim()); if (again) again(); else location.reload(); }} aria-label={t("token")}><p><strong>{t("tokenLead")}</strong></p>
    <p class="row"><label for="token" class="hidden">{t("token")}</label><input id="token" type="password" autocomplete="off" value={token} onInput={(e) => set(e.currentTarget.value)} /><button type="submit" class="main" disabled={!token.trim()}>{t("tokenSave")}</button></p></form>;
}

export function Empty({ title, hint, children }: { title: string; hint?: string; children?: ComponentChildren }) {
  return <div class="state"><p><strong>{title}</strong></p>{hint && <p class="quiet">{hint}</p>}{children}</div>;
}

// Shown is one of loading, failed, or what was loaded.
export function Shown<T>({ from, children }: { from: Loaded<T>; children(value: T): ComponentChildren }) {
  if (from.error !== undefined) return <Failure error={from.error} again={from.again} />;
  if (from.value === undefined) return <Loading />;
  return <>{children(from.value)}</>;
}

export function TypeIcon({ type }: { type: string }) {
  const name = type || "Thing";
  return <span class={`type type-${name}`} title={word(name)}><img src={iconOf(type)} alt="" width="14" height="14" /><span class="hidden">{word(name)}</span></span>;
}

// TierLine is the line that a tier has in the graph.
export function TierLine({ tier }: { tier: string }) {
  const look = tierLooks[tier] ?? tierLooks.rel!;
  return <svg class={`tierline tier-${tier}`} width="34" height="12" viewBox="0 0 34 12" aria-hidden="true">
    <path d="M1 6H26" fill="none" stroke="currentColor" stroke-width={look.width} stroke-dasharray={look.dash.join(" ")} />
    {look.arrow === "tee" ? <path d="M27 1V11" stroke="currentColor" stroke-width="2.5" /> : look.arrow === "diamond" ? <path d="M33 6l-5-4-5 4 5 4z" fill="currentColor" /> :
      <path d="M33 6L26 2V10z" fill={look.arrow === "vee" ? "none" : "currentColor"} stroke="currentColor" />}
  </svg>;
}

export function TierMark({ tier }: { tier: string }) {
  if (!tier) return null;
  return <span class={`tier tier-${tier}`} title={t(`${tier}Long` as "relLong")}><span aria-hidden="true">{tierLooks[tier]?.sign}</span>{word(tier)}</span>;
}

// ThingName is a name that leads to the thing in the graph.
export function ThingName({ name, iri, type }: { name: string; iri?: string; type?: string }) {
  if (!name) return <span class="quiet">–</span>;
  return <button type="button" class="name" onClick={() => void openThing(iri || name)} title={t("openGraph")}>{type !== undefined && <TypeIcon type={type} />}{name}</button>;
}

export function FactLine({ subject, relation, object, tier, goods, from, to }: { subject: string; relation: string; object: string; tier: string; goods?: string[] | string; from?: string; to?: string }) {
  const what = Array.isArray(goods) ? goods.join(", ") : goods;
  return <span class="fact"><ThingName name={subject} iri={from} /> <span class="relation">{relationWord(relation)}</span> {object && <ThingName name={object} iri={to} />}{what && <span class="quiet"> ({what})</span>} <TierMark tier={tier} /></span>;
}

export const openArticle = (iri: string, claim = "") => go("article", claim ? { id: iri, claim } : { id: iri });

export function SourceLine({ article, claim }: { article: ArticleRef; claim?: string }) {
  const address = "#/article?" + new URLSearchParams(claim ? { id: article.iri, claim } : { id: article.iri });
  return <span class="source"><a class="link" href={address} onClick={(e) => { if (e.ctrlKey || e.metaKey) return; e.preventDefault(); openArticle(article.iri, claim); }}>{article.title || article.id}</a>
    {article.publisher && <> · {article.publisher}</>}{article.date && <> · <time dateTime={article.date}>{article.date.slice(0, 10)}</time></>}
    {/^https?:\/\//.test(article.url) && <> · <a href={article.url} target="_blank" rel="noreferrer noopener">{t("original")}</a></>}</span>;
}

// Quote is a sentence with who says it; what is marked stands out.
export function Quote({ text, marks = [], children }: { text: string; marks?: Span[]; children?: ComponentChildren }) {
  return <blockquote><p>{marked(text, marks)}</p>{children && <footer>{children}</footer>}</blockquote>;
}

export function ProofQuote({ proof }: { proof: Proof }) {
  return <Quote text={proof.sentence}><Said proof={proof} /><SourceLine article={proof.article} claim={proof.claim} /></Quote>;
}

function Said({ proof: p }: { proof: Proof }) {
  const parts = [p.modality && p.modality !== "actual" ? word(p.modality) : "", p.polarity === "negative" ? t("negative") : "", p.speakers.length ? t("saysWho", { who: p.speakers.join(", ") }) : "", p.deniers.length ? t("deniesWho", { who: p.deniers.join(", ") }) : ""].filter(Boolean);
  return parts.length ? <span class="said">{parts.join(" · ")}<br /></span> : null;
}

export function marked(text: string, marks: Span[]): ComponentChildren[] {
  const out: ComponentChildren[] = [];
  let at = 0;
  for (const m of [...marks].sort((a, b) => a.start - b.start)) {
    if (m.start < at) continue;
    out.push(text.slice(at, m.start), <mark>{text.slice(m.start, m.end)}</mark>);
    at = m.end;
  }
  return [...out, text.slice(at)];
}

export const sourcesText = (n: number) => plural(n, "source1", "sourcesN");

// Dialog is a modal that Escape closes and that gives the focus back.
export function Dialog({ title, close, children, wide }: { title: string; close(): void; children: ComponentChildren; wide?: boolean }) {
  const box = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const before = document.activeElement as HTMLElement | null;
    box.current?.showModal();
    return () => before?.focus?.();
  }, []);
  return <dialog ref={box} class={wide ? "wide" : ""} aria-label={title} onCancel={(e) => { e.preventDefault(); close(); }} onClick={(e) => { if (e.target === box.current) close(); }}>
    <header><h2>{title}</h2><button type="button" class="icon" onClick={close} aria-label={t("close")}><Icon name="close" /></button></header>
    <div class="content">{children}</div>
  </dialog>;
}

// NameField completes names while one types.
export function NameField({ value, change, label, id, complete, enter, placeholder }: { value: string; change(v: string): void; label: string; id: string; complete(typed: string, signal: AbortSignal): Promise<string[]>; enter?: (v: string) => void; placeholder?: string }) {
  const [list, setList] = useState<string[]>([]);
  const stop = useRef<AbortController>(undefined);
  const typed = (v: string) => {
    change(v);
    stop.current?.abort();
    stop.current = new AbortController();
    if (v.trim().length > 0) complete(v, stop.current.signal).then(setList, () => undefined);
    else setList([]);
  };
  return <span class="field"><label for={id}>{label}</label>
    <input id={id} list={id + "-list"} value={value} autocomplete="off" placeholder={placeholder} onInput={(e) => typed(e.currentTarget.value)} onKeyDown={(e) => { if (e.key === "Enter" && enter) { e.preventDefault(); enter(e.currentTarget.value); } }} />
    <datalist id={id + "-list"}>{list.map((name) => <option value={name} />)}</datalist></span>;
}

// moveFocus lets the arrow keys go through the buttons of a list.
export function moveFocus(e: TargetedKeyboardEvent<HTMLElement>, selector: string): void {
  const step = e.key === "ArrowDown" ? 1 : e.key === "ArrowUp" ? -1 : 0;
  if (!step) return;
  const items = [...e.currentTarget.querySelectorAll<HTMLElement>(selector)];
  const at = items.indexOf(document.activeElement as HTMLElement);
  const next = items[at < 0 ? (step > 0 ? 0 : items.length - 1) : at + step];
  if (next) { e.preventDefault(); next.focus(); }
}

// download hands a file to the browser.
export function download(name: string, content: Blob): void {
  const url = URL.createObjectURL(content), a = document.createElement("a");
  a.href = url;
  a.download = name;
  document.body.append(a);
  a.click();
  a.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

// rowOf is something said as a row of a table, with its first sentence.
export const rowOf = (s: Said) => ({ subject: s.subject, relation: s.relation, object: s.object, goods: s.goods, tier: s.tier, sources: s.sources, sentence: s.proofs[0]?.sentence ?? "", says: s.proofs[0]?.speakers ?? [], article: s.proofs[0]?.article.id ?? "" });

// cellText is a value of a row as text.
export function cellText(value: unknown): string {
  if (value === null || value === undefined) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
