// The path finder: the best chains between two things, every hop with its sentences, under the filters that one sets.
import { useEffect, useState } from "preact/hooks";
import * as api from "../api";
import { plural, t, word } from "../i18n";
import { answer, detail, details, filter, go } from "../state";
import { add } from "../result";
import { factID, tiers } from "../model";
import { Icon } from "../icon";
import { Empty, Failure, FactLine, Loading, NameField, ProofQuote, rowOf, sourcesText, TierLine, useLoad } from "../ui";

const defaultTiers = ["rel", "disputed"];

function question(): api.PathQuestion {
  const d = details.value, f = filter.value;
  return { from: d.from ?? "", to: d.to ?? "", count: Number(d.count) || 3, order: d.order ?? "short", hops: Number(d.hops) || 0, hubs: Number(d.hubs) || 0, directed: d.directed === "1", without: d.without ?? "",
    tiers: d.tiers ? d.tiers.split(" ") : defaultTiers, relations: d.relations ? d.relations.split(" ") : [], since: f.since, until: f.until, sources: Number(d.sources) || 0 };
}

export function PathsView() {
  const q = question();
  const [from, setFrom] = useState(q.from), [to, setTo] = useState(q.to);
  const asked = q.from !== "" && q.to !== "";
  const found = useLoad(JSON.stringify(q), (signal) => (asked ? api.paths(q, signal) : Promise.resolve(null)));
  useEffect(() => { if (found.value) answer.value = { view: "paths", rows: found.value.chains.flatMap((c, i) => c.hops.map((h, k) => ({ path: i + 1, hop: k + 1, certainty: c.certainty, ...rowOf(h) }))) }; });
  const find = (a = from, b = to) => detail({ from: a.trim(), to: b.trim() });
  const complete = (x: string, signal: AbortSignal) => api.names(x, 8, signal);
  const flip = (tier: string) => { const next = tiers.filter((x) => q.tiers.includes(x) !== (x === tier)); detail({ tiers: next.length ? next.join(" ") : defaultTiers.join(" ") }); };
  const number = (name: string, key: "count" | "hops" | "sourcesAtLeast" | "hubsOver", max: number, placeholder = t("any")) => <span class="field small"><label for={"path-" + name}>{t(key)}</label><input id={"path-" + name} type="number" min="0" max={max} value={details.value[name] ?? ""} placeholder={placeholder} onChange={(e) => detail({ [name]: e.currentTarget.value })} /></span>;
  return (
    <section class="page" aria-label={t("paths")}>
      <h2>{t("paths")}</h2><p class="quiet">{t("pathLead")}</p>
      <form class="pathform" onSubmit={(e) => { e.preventDefault(); find(); }}>
        <div class="row"><NameField id="path-from" label={t("fromName")} value={from} change={setFrom} complete={complete} enter={(v) => find(v)} />
          <button type="button" class="icon" aria-label={t("swap")} title={t("swap")} onClick={() => { setFrom(to); setTo(from); find(to, from); }}><Icon name="swap" /></button>
          <NameField id="path-to" label={t("toName")} value={to} change={setTo} complete={complete} enter={(v) => find(from, v)} />
          <button type="submit" class="main" disabled={!from.trim() || !to.trim()}>{t("findPath")}</button></div>
        <div class="row options">
          <fieldset class="inline"><legend>{t("tiersAllowed")}</legend>{tiers.map((x) => <label class="inline" key={x}><input type="checkbox" checked={q.tiers.includes(x)} onChange={() => flip(x)} /><TierLine tier={x} />{word(x)}</label>)}</fieldset>
          <span class="field small"><label for="path-order">{t("order")}</label><select id="path-order" value={q.order} onChange={(e) => detail({ order: e.currentTarget.value === "short" ? "" : e.currentTarget.value })}><option value="short">{t("short")}</option><option value="sure">{t("sure")}</option></select></span>
          {number("count", "count", 20, "3")}{number("hops", "hops", 12)}{number("sources", "sourcesAtLeast", 20)}{number("hubs", "hubsOver", 100000)}
          <NameField id="path-without" label={t("without")} value={q.without} change={(v) => detail({ without: v })} complete={complete} />
          <label class="inline"><input type="checkbox" checked={q.directed} onChange={() => detail({ directed: q.directed ? "" : "1" })} />{t("directed")}</label></div>
      </form>
      {found.error !== undefined ? <Failure error={found.error} again={found.again} /> : found.value === undefined ? <Loading /> : found.value && <Chains found={found.value} />}
    </section>
  );
}

function Chains({ found }: { found: api.Chains }) {
  const from = found.from.map((x) => x.name).join(", "), to = found.to.map((x) => x.name).join(", ");
  if (found.same) return <Empty title={t("pathSame", { from, to })} />;
  if (found.chains.length === 0) return <Empty title={t("pathNone", { from, to, hops: found.hops })} hint={t("pathNoneHint")} />;
  return <div class="chains">{found.cut && <p class="quiet">{t("cutAt", { limit: found.cut })}</p>}
    {found.chains.map((c, i) => <section class="card chain" key={i} aria-label={t("pathShown", { n: i + 1 })}>
      <header class="row spread"><h3>{t("pathShown", { n: i + 1 })} <span class="quiet">{plural(c.hops.length, "hop1", "hopsN")} · {t("certainty", { p: c.certainty.toFixed(2) })}</span></h3><button type="button" onClick={() => void draw(c)}>{t("openGraph")}</button></header>
      <ol>{c.hops.map((h, k) => <li key={k}><p><FactLine subject={h.subject} relation={h.relation} object={h.object} tier={h.tier} from={h.from} to={h.to} /> <span class="quiet">{sourcesText(h.sources)}</span></p>{h.proofs.slice(0, 2).map((p, n) => <ProofQuote key={n} proof={p} />)}</li>)}</ol></section>)}</div>;
}

// draw shows a chain in the graph, with its facts marked.
async function draw(c: api.Chain): Promise<void> {
  const part = await api.among([...new Set(c.hops.flatMap((h) => [h.from, h.to]))]);
  const on = new Set(c.hops.flatMap((h) => [factID(h.from, h.relation, h.to, h.tier), factID(h.to, h.relation, h.from, h.tier)]));
  go("graph", { path: part.facts.filter((f) => on.has(f.id)).map((f) => f.id).join(" ") });
  await add(part.things, part.facts);
}

