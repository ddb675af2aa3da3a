// Disputes: what somebody affirms and somebody else denies, both sides beside each other.
import { useEffect, useState } from "preact/hooks";
import * as api from "../api";
import { t } from "../i18n";
import { answer, detail, details, filter } from "../state";
import { Empty, FactLine, NameField, ProofQuote, rowOf, Shown, sourcesText, useLoad } from "../ui";

export function DisputesView() {
  const name = details.value.of ?? "", timely = details.value.timely === "1";
  const [typed, setTyped] = useState(name);
  useEffect(() => { if (found.value) answer.value = { view: "disputes", rows: rowsOf(found.value.disputes) }; });
  const found = useLoad(JSON.stringify([name, timely]), (signal) => api.disputes({ name, timely, limit: 100 }, signal));
  return (
    <section class="page" aria-label={t("disputes")}>
      <h2>{t("disputes")}</h2><p class="quiet">{t("disputesLead")}</p>
      <form class="row" onSubmit={(e) => { e.preventDefault(); detail({ of: typed.trim() }); }}>
        <NameField id="disputes-of" label={t("disputesOf")} value={typed} placeholder={t("any")} change={(v) => { setTyped(v); if (!v) detail({ of: "" }); }} enter={(v) => detail({ of: v.trim() })} complete={(x, signal) => api.names(x, 8, signal)} />
        <button type="submit">{t("apply")}</button>
        <label class="inline"><input type="checkbox" checked={timely} onChange={() => detail({ timely: timely ? "" : "1" })} />{t("timely")}</label></form>
      <Shown from={found}>{({ disputes, more }) => {
        const f = filter.value, shown = disputes.filter((d) => !f.noTiers.includes(d.tier) && !f.noRelations.includes(d.relation));
        return shown.length === 0 ? <Empty title={t("noDisputes")} /> : <>{shown.map((d) => <Dispute key={d.statement} dispute={d} />)}{more > 0 && <p class="quiet">{t("cutAt", { limit: shown.length })}</p>}</>;
      }}</Shown>
    </section>
  );
}

const rowsOf = (list: api.Dispute[]) => list.flatMap((d) => [["affirms", d.pro] as const, ["denies", d.contra] as const].flatMap(([side, voices]) => voices.map((v) => ({ ...rowOf(d), side, who: v.who, sentence: v.sentence, article: v.article.id }))));

function Dispute({ dispute: d }: { dispute: api.Dispute }) {
  return <article class="dispute card"><h3><FactLine subject={d.subject} relation={d.relation} object={d.object} tier={d.tier} goods={d.goods} from={d.from} to={d.to} /></h3>
    <p class="quiet">{sourcesText(d.sources)} · {t(`overlap_${d.overlap}` as "overlap_yes")}</p>
    <div class="sides"><Side title={t("affirm")} sign="+" voices={d.pro} /><Side title={t("deny")} sign="−" voices={d.contra} /></div></article>;
}

function Side({ title, sign, voices }: { title: string; sign: string; voices: api.Voice[] }) {
  return <section class={sign === "+" ? "pro" : "contra"}><h4><span class="sign" aria-hidden="true">{sign}</span>{title}</h4>{voices.map((v, i) => <div key={i}><p class="who">{v.who.join(", ") || t("articleItself")}</p><ProofQuote proof={v} /></div>)}</section>;
}
