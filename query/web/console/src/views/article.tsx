// The article: its text with things and claims highlighted, its claims beside it.
import { useEffect, useMemo, useState } from "preact/hooks";
import * as api from "../api";
import type { Article, Claim } from "../model";
import { relationWord, t, word } from "../i18n";
import { detail, details, go } from "../state";
import { openPart, openThing } from "../result";
import { ClaimCard } from "../evidence";
import { Empty, Shown, useLoad } from "../ui";

export function ArticleView() {
  const id = details.value.id ?? "";
  const found = useLoad(id, (signal) => (id ? api.article(id, signal) : Promise.resolve(null)));
  return <section class="article" aria-label={t("article")}><Shown from={found}>{(a) => (a ? <Reader article={a} again={found.again} /> : <Empty title={t("articleEmpty")} />)}</Shown></section>;
}

export function Reader({ article: a, again, preview }: { article: Article; again(): void; preview?: boolean }) {
  const [things, setThings] = useState(true), [claims, setClaims] = useState(true);
  const [open, setOpen] = useState(preview ? "" : (details.value.claim ?? ""));
  const now = preview ? open : (details.value.claim ?? "");
  const choose = (iri: string) => { if (preview) setOpen(iri); else detail({ claim: iri }); };
  const parts = useMemo(() => cut(a, claims, things), [a, claims, things]);
  useEffect(() => { document.querySelector(`[data-claims~="${CSS.escape(now)}"]`)?.scrollIntoView({ block: "center" }); }, [now, a]);
  return (
    <div class="reader">
      <div class="text">
        <header><h2>{a.title || a.id}</h2>
          <p class="quiet">{[a.publisher, a.date.slice(0, 10)].filter(Boolean).join(" · ")}{/^https?:\/\//.test(a.url) && <> · <a href={a.url} target="_blank" rel="noreferrer noopener">{t("original")}</a></>}</p>
          <p class="row tight"><span class="quiet">{t("highlight")}:</span>
            <label class="inline"><input type="checkbox" checked={things} onChange={() => setThings(!things)} />{t("things_hl")}</label>
            <label class="inline"><input type="checkbox" checked={claims} onChange={() => setClaims(!claims)} />{t("claims_hl")}</label>
            {!preview && <button type="button" class="link" onClick={() => void api.ofArticle(a.iri).then((part) => openPart(part, false))}>{t("openGraph")}</button>}</p></header>
        <div class="body" lang="de">{parts.map((p, i) => <Piece key={i} part={p} now={now} choose={choose} />)}</div>
      </div>
      <aside aria-label={t("articleClaims")}><h3>{t("articleClaims")} <span class="count">{a.claims.length}</span></h3>
        {a.claims.length === 0 && <p class="quiet">{t("noClaims")}</p>}
        {a.claims.map((c) => <ClaimItem key={c.iri} claim={c} open={now === c.iri} choose={() => choose(now === c.iri ? "" : c.iri)} again={again} preview={preview} />)}</aside>
    </div>
  );
}

function ClaimItem({ claim: c, open, choose, again, preview }: { claim: Claim; open: boolean; choose(): void; again(): void; preview?: boolean }) {
  return <div class={"item" + (open ? " open" : "")}>
    <button type="button" class="factline" aria-expanded={open} onClick={choose}><span><b>{c.subject}</b> <em>{word(c.modality) !== c.modality && c.modality !== "actual" ? word(c.modality) + " · " : ""}</em>{relationWord(c.relation)} <b>{c.object}</b>{c.goods.length > 0 && ` (${c.goods.join(", ")})`}</span></button>
    {open && <ClaimCard claim={c} changed={again} preview={preview} />}</div>;
}

// A Part of the text belongs to the sentences of claims and, at most, to one thing.
interface Part { text: string; claims: string[]; thing?: { iri: string; name: string; type: string } }

function cut(a: Article, claims: boolean, things: boolean): Part[] {
  const edges = new Set([0, a.text.length]);
  const mentions = things ? [...a.mentions].sort((x, y) => x.start - y.start || y.end - x.end) : [];
  for (const m of mentions) { edges.add(m.start); edges.add(m.end); }
  if (claims) for (const c of a.claims) { edges.add(c.start); edges.add(c.end); }
  const at = [...edges].filter((x) => x >= 0 && x <= a.text.length).sort((x, y) => x - y);
  return at.slice(0, -1).map((start, i) => {
    const end = at[i + 1]!;
    const m = mentions.find((x) => x.start <= start && end <= x.end);
    return { text: a.text.slice(start, end), claims: claims ? a.claims.filter((c) => c.start <= start && end <= c.end && c.end > c.start).map((c) => c.iri) : [], thing: m };
  });
}

function Piece({ part: p, now, choose }: { part: Part; now: string; choose(iri: string): void }) {
  const inner = p.thing ? <button type="button" class={`mention type-${p.thing.type || "Thing"}`} title={`${p.thing.name} · ${word(p.thing.type || "Thing")}`} onClick={() => void openThing(p.thing!.iri)}>{p.text}</button> : p.text;
  if (p.claims.length === 0) return <>{inner}</>;
  const is = p.claims.includes(now);
  const next = p.claims[(p.claims.indexOf(now) + 1) % p.claims.length]!;
  return <span class={"stated" + (is ? " now" : "")} data-claims={p.claims.join(" ")} onClick={(e) => { if (e.target === e.currentTarget) choose(next); }}>{inner}</span>;
}

export function ArticlesView() {
  const found = useLoad("articles", (signal) => api.articles(500, signal));
  return <section class="page" aria-label={t("articles")}><h2>{t("articles")}</h2><Shown from={found}>{({ articles, more }) => articles.length === 0 ? <Empty title={t("emptyStore")} hint={t("emptyStoreHint")}><button type="button" class="main" onClick={() => go("add")}>{t("add")}</button></Empty> : <>
    <div class="scroll" tabIndex={0} role="region" aria-label={t("articles")}><table><thead><tr><th>{t("date")}</th><th>{t("title")}</th><th>{t("publisher")}</th><th class="number">{t("claims")}</th></tr></thead>
      <tbody>{articles.map((a) => <tr key={a.iri}><td class="short">{a.date.slice(0, 10)}</td><td><button type="button" class="link" onClick={() => go("article", { id: a.iri })}>{a.title || a.id}</button></td><td>{a.publisher}</td><td class="number">{a.claims}</td></tr>)}</tbody></table></div>
    {more > 0 && <p class="quiet">{t("moreArticles", { n: more })}</p>}</>}</Shown></section>;
}
