// The evidence of what is chosen: of a thing its names and facts, of a fact the sentences behind it, with who says them.
import { useState } from "preact/hooks";
import * as api from "./api";
import { relationWord, t, word } from "./i18n";
import { factOf, expand, openThing, thingOf } from "./result";
import { details, filter, places, selection } from "./state";
import type { Claim } from "./model";
import { Failure, FactLine, Loading, openArticle, Quote, SourceLine, sourcesText, Shown, ThingName, TierLine, TierMark, TypeIcon, useLoad } from "./ui";
import { ClaimTools, ThingTools } from "./correct";

export function Evidence() {
  const id = selection.value;
  const path = details.value.path?.split(" ") ?? [];
  if (!id && path.length > 0) return <>{path.map((fact) => <OfFact key={fact} id={fact} />)}</>;
  if (!id) return <p class="quiet">{t("noSelection")}</p>;
  return id.includes("|") ? <OfFact key={id} id={id} /> : <OfThing key={id} iri={id} />;
}

function OfFact({ id }: { id: string }) {
  const [from = "", relation = "", to = "", tier = ""] = id.split("|");
  const fact = factOf(id);
  const claims = useLoad(id, (signal) => api.claimsOf({ from, relation, to, tier }, signal));
  return (
    <article class="evidence">
      <h3><ThingName name={thingOf(from).name} iri={from} type={thingOf(from).type} /> <span class="relation">{relationWord(relation)}</span> <ThingName name={thingOf(to).name} iri={to} type={thingOf(to).type} /></h3>
      <p class="row tight"><TierLine tier={tier} /><TierMark tier={tier} /><span class="quiet">{t(`${tier}Long` as "relLong")}{fact && <> · {sourcesText(fact.sources)}{fact.first && <> · <time>{fact.first}</time>{fact.last !== fact.first && <> – <time>{fact.last}</time></>}</>}</>}</span></p>
      <Shown from={claims}>{(list) => list.length === 0 ? <p class="quiet">{t("noEvidence")}</p> : <>{list.map((c) => <ClaimCard key={c.iri} claim={c} changed={claims.again} />)}</>}</Shown>
    </article>
  );
}

// ClaimCard is one claim with its sentence and everything that is known of it.
export function ClaimCard({ claim: c, changed, bare, preview }: { claim: Claim; changed(): void; bare?: boolean; preview?: boolean }) {
  const [quads, setQuads] = useState(false);
  const facts: [string, string][] = [
    [t("speaker"), c.speakers.join(", ") || t("articleItself")], [t("deniedBy"), c.deniers.join(", ")], [t("modality"), c.modality === "actual" && c.polarity === "positive" ? "" : word(c.modality)], [t("polarity"), c.polarity === "negative" ? t("negative") : ""],
    [t("goods"), c.goods.join(", ")], [t("quantity"), c.quantity], [t("role"), c.role], [t("when"), c.when], [t("place"), c.place], [t("frame"), c.frame], [t("confidence").replace(/ .*/, ""), c.confidence ? c.confidence.toFixed(2) : ""],
  ];
  return (
    <section class={"claim" + (c.state === "retracted" ? " gone" : "")}>
      {bare && <p><FactLine subject={c.subject} relation={c.relation} object={c.object} tier={c.tier} goods={c.goods} from={c.from} to={c.to} /></p>}
      <Quote text={c.sentence} marks={c.marks}>{!preview && <SourceLine article={c.article} claim={c.iri} />}</Quote>
      <dl>{facts.filter(([, value]) => value).map(([name, value]) => <><dt>{name}</dt><dd>{value}</dd></>)}</dl>
      {!preview && <ClaimTools claim={c} changed={changed}><button type="button" class="link" aria-expanded={quads} onClick={() => setQuads(!quads)}>{t("quads")}</button></ClaimTools>}
      {quads && <Quads claim={c.iri} />}
    </section>
  );
}

function Quads({ claim }: { claim: string }) {
  const quads = useLoad(claim, (signal) => api.quadsOf(claim, signal));
  if (quads.error !== undefined) return <Failure error={quads.error} again={quads.again} />;
  if (!quads.value) return <Loading />;
  return <div class="scroll" tabIndex={0} role="region" aria-label={t("quads")}><table class="quads"><tbody>{quads.value.map((q) => <tr><td>{q.s}</td><td>{q.p}</td><td>{q.o}</td></tr>)}</tbody></table></div>;
}

function OfThing({ iri }: { iri: string }) {
  const found = useLoad(iri, (signal) => api.entity(iri, signal));
  return <article class="evidence"><Shown from={found}>{(e) => (
    <>
      <h3><TypeIcon type={e.type} />{e.name}</h3>
      <p class="quiet">{word(e.type || "Thing")}{e.wikidata && <> · <a href={`https://www.wikidata.org/wiki/${encodeURIComponent(e.wikidata)}`} target="_blank" rel="noreferrer noopener">{e.wikidata}</a></>} · <code>{e.iri}</code></p>
      {e.aliases.length > 0 && <p class="quiet">{t("alsoCalled", { names: e.aliases.join(", ") })}</p>}
      {!places.value.has(e.iri) && <p><button type="button" onClick={() => void openThing(e.iri)}>{t("openGraph")}</button></p>}
      <Counts entity={e} />
      <ThingTools thing={e} changed={found.again} />
      <ThingClaims iri={e.iri} />
    </>)}</Shown></article>;
}

// Counts are the neighbours by relation: how many there are stands there before they are drawn.
function Counts({ entity: e }: { entity: api.Entity }) {
  const by = new Map<string, { n: number; tiers: Set<string> }>();
  for (const x of e.links) {
    const old = by.get(x.relation) ?? { n: 0, tiers: new Set() };
    by.set(x.relation, { n: old.n + x.count, tiers: old.tiers.add(x.tier) });
  }
  if (by.size === 0) return null;
  const list = [...by].sort((a, b) => b[1].n - a[1].n);
  return <section><h4>{t("expandBy")}</h4><p class="chips">
    <button type="button" class="chip" onClick={() => void expand(e.iri)}>{t("expandAll")} <b>{e.degree}</b></button>
    {list.map(([relation, { n }]) => <button type="button" class="chip" key={relation} onClick={() => void expand(e.iri, relation)}>{relationWord(relation)} <b>{n}</b></button>)}</p></section>;
}

// ThingClaims are the facts of a thing under the filters, the latest first; more come when asked for.
function ThingClaims({ iri }: { iri: string }) {
  const f = filter.value;
  const [more, setMore] = useState<{ of: string; facts: api.Told[]; next: string } | null>(null);
  const key = JSON.stringify([iri, f]);
  const found = useLoad(key, (signal) => api.factsOf(iri, f, "", signal));
  return <section><h4>{t("facts")}</h4><Shown from={found}>{(first) => {
    const here = more?.of === key ? more : { of: key, facts: [] as api.Told[], next: first.next };
    const go = () => void api.factsOf(iri, f, here.next).then((x) => setMore({ of: key, facts: [...here.facts, ...x.facts], next: x.next }));
    const list = [...first.facts, ...here.facts].filter((x) => !f.noRelations.includes(x.relation));
    return <><ul class="facts">{list.map((x) => <li key={x.id}><FactButton fact={x} /></li>)}</ul>{here.next && <button type="button" onClick={go}>{t("goOn")}</button>}</>;
  }}</Shown></section>;
}

function FactButton({ fact: x }: { fact: api.Told }) {
  const open = () => { if (x.to) selection.value = x.id; else if (x.proof) openArticle(x.proof.article.iri, x.proof.claim); };
  return <button type="button" class="factline" onClick={open}>
    <span><b>{x.subject}</b> {relationWord(x.relation)} {x.object && <b>{x.object}</b>}{x.goods.length > 0 && ` (${x.goods.join(", ")})`} <TierMark tier={x.tier} /></span>{x.proof && <q>{x.proof.sentence}</q>}</button>;
}
