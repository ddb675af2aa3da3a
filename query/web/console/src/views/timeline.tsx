// The time line: what claims say happened, was planned, is uncertain or denied, in the order of time.
import { useEffect, useState } from "preact/hooks";
import * as api from "../api";
import { relationWord, t, word } from "../i18n";
import { answer, detail, details, filter, places, selection } from "../state";
import { thingOf } from "../result";
import { Icon } from "../icon";
import { Empty, FactLine, NameField, ProofQuote, rowOf, Shown, sourcesText, useLoad } from "../ui";

const names = () => (details.value.of ? details.value.of.split("|") : startNames());
// startNames are those of what is chosen or, of a small result, of the first thing.
function startNames(): string[] {
  const iri = places.value.has(selection.value) ? selection.value : [...places.value.keys()][0];
  return iri ? [thingOf(iri).name] : [];
}

export function NamesOf({ value, change, label, id }: { value: string[]; change(list: string[]): void; label: string; id: string }) {
  const [typed, setTyped] = useState("");
  const add = (name: string) => { if (name.trim()) { change([...value.filter((x) => x !== name.trim()), name.trim()]); setTyped(""); } };
  return <div class="row names"><NameField id={id} label={label} value={typed} placeholder={t("addName")} change={setTyped} enter={add} complete={(x, signal) => api.names(x, 8, signal)} />
    <button type="button" onClick={() => add(typed)} disabled={!typed.trim()}>{t("addName")}</button>
    {value.map((name) => <span class="chip" key={name}>{name}<button type="button" class="icon" aria-label={`${t("remove")}: ${name}`} onClick={() => change(value.filter((x) => x !== name))}><Icon name="close" /></button></span>)}</div>;
}

export function TimelineView() {
  const of = names(), f = filter.value;
  const found = useLoad(JSON.stringify([of, f.since, f.until]), (signal) => (of.length ? api.timeline({ names: of, filter: f, limit: 300 }, signal) : Promise.resolve(null)));
  return (
    <section class="page" aria-label={t("timeline")}>
      <h2>{t("timeline")}</h2><p class="quiet">{t("timelineLead")}</p>
      <NamesOf id="timeline-name" label={t("timelineOf")} value={of} change={(list) => detail({ of: list.join("|") })} />
      <Shown from={found}>{(x) => x === null ? <Empty title={t("chooseName")} /> : <Moments found={x} />}</Shown>
    </section>
  );
}

function Moments({ found }: { found: { moments: api.Moment[]; more: number } }) {
  const f = filter.value;
  const shown = found.moments.filter((m) => !f.noTiers.includes(m.tier) && !f.noRelations.includes(m.relation) && (!f.source || m.proofs.some((p) => p.article.publisher.toLowerCase().includes(f.source.toLowerCase()))));
  useEffect(() => { answer.value = { view: "timeline", rows: shown.map((m) => ({ date: m.date, of: m.of, kind: m.kind, ...rowOf(m) })) }; }, [shown.length, found]);
  const years = new Map<string, api.Moment[]>();
  for (const m of shown) years.set(m.date.slice(0, 4), [...(years.get(m.date.slice(0, 4)) ?? []), m]);
  if (shown.length === 0) return <Empty title={t("noMoments")} />;
  return <>{found.more > 0 && <p class="quiet">{t("earlierMore", { n: found.more })}</p>}
    <Chart moments={shown} />
    {[...years].map(([year, list]) => <section key={year} class="year"><h3>{year || t("undated")}</h3><ol class="moments">{list.map((m, i) => (
      <li key={i} class={"kind-" + m.kind} id={`moment-${m.date || "none"}`}><div class="when"><time dateTime={m.date.split("/")[0]}>{m.of === "report" && <abbr title={t("reportDate")}>~</abbr>}{m.date || t("undated")}</time><span class="kind">{word(m.kind)}</span></div>
        <div><p><FactLine subject={m.subject} relation={m.relation} object={m.object} tier={m.tier} goods={m.goods} from={m.from} to={m.to} /> <span class="quiet">{sourcesText(m.sources)}</span></p>
          {m.proofs.slice(0, 2).map((p, k) => <ProofQuote key={k} proof={p} />)}</div></li>))}</ol></section>)}</>;
}

// Chart shows how the moments lie in time: a mark each, its row and shape by kind.
function Chart({ moments }: { moments: api.Moment[] }) {
  const dated = moments.filter((m) => /^\d{4}/.test(m.date));
  const time = (d: string) => Date.parse(d.slice(0, 10).padEnd(7, "-01").slice(0, 7) + (d.length >= 10 ? d.slice(7, 10) : "-15"));
  const times = dated.map((m) => time(m.date)).filter(Number.isFinite);
  if (times.length < 2) return null;
  const low = Math.min(...times), high = Math.max(...times), span = Math.max(high - low, 86_400_000);
  const kinds = ["happened", "planned", "uncertain", "denied"].filter((k) => dated.some((m) => m.kind === k));
  const x = (d: string) => 90 + ((time(d) - low) / span) * 690;
  const ticks = [0, 0.25, 0.5, 0.75, 1].map((p) => new Date(low + p * span).toISOString().slice(0, span > 3 * 365 * 86_400_000 ? 4 : span > 120 * 86_400_000 ? 7 : 10));
  return <div class="scroll chartbox" tabIndex={0} role="region" aria-label={t("timeline")}><svg class="chart" viewBox={`0 0 800 ${kinds.length * 26 + 26}`} role="img" aria-label={`${t("timeline")}: ${ticks[0]} – ${ticks.at(-1)}`}>
    {kinds.map((k, i) => <g key={k} class={"kind-" + k}><text x="0" y={i * 26 + 20}>{word(k)}</text><line x1="84" x2="790" y1={i * 26 + 16} y2={i * 26 + 16} />
      {dated.filter((m) => m.kind === k).map((m, n) => <circle key={n} cx={x(m.date)} cy={i * 26 + 16} r="5.5"><title>{`${m.date} ${m.subject} ${relationWord(m.relation)} ${m.object}`}</title></circle>)}</g>)}
    {ticks.map((d, i) => <text key={i} class="tick" x={90 + i * 172.5} y={kinds.length * 26 + 18} text-anchor={i === 0 ? "start" : i === 4 ? "end" : "middle"}>{d}</text>)}
  </svg></div>;
}
