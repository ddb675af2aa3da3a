// Corrections: the log, each taken back by a click, and pairs of things that may be one.
import { useState } from "preact/hooks";
import * as api from "../api";
import { t, word } from "../i18n";
import { amend, round, takeBack, ThingDialog } from "../correct";
import { Empty, Failure, Shown, ThingName, useLoad } from "../ui";

export function CorrectionsView() {
  const log = useLoad("log " + round.value, (signal) => api.corrections(200, signal));
  const pairs = useLoad("pairs " + round.value, (signal) => api.suggestions(30, signal));
  const again = () => { log.again(); pairs.again(); };
  return (
    <section class="page" aria-label={t("corrections")}>
      <h2>{t("corrections")}</h2>
      <h3>{t("suggestions")}</h3>
      <Shown from={pairs}>{(list) => (list.length === 0 ? <p class="quiet">{t("noSuggestions")}</p> : <ul class="pairs">{list.map((p) => <Pair key={p.gives.iri + p.stays.iri} pair={p} again={again} />)}</ul>)}</Shown>
      <h3>{t("log")}</h3>
      <Shown from={log}>{(x) => x.corrections.length === 0 ? <Empty title={t("noCorrections")} /> : <div class="scroll" tabIndex={0} role="region" aria-label={t("log")}><table><tbody>
        {x.corrections.map((c) => <tr key={c.id} class={c.state === "undone" ? "gone" : ""}><td class="short">{c.when.slice(0, 16).replace("T", " ")}</td><td><b>{t(actionWord(c.action))}</b> {c.what}{c.why && <div class="quiet">{c.why}</div>}</td><td>{c.by}</td><td class="short">{c.state === "holds" ? t("holds") : c.state === "stale" ? t("stale") : t("undone")}</td>
          <td class="short">{c.state !== "undone" && c.action !== "undo" && <button type="button" onClick={() => void takeBack(c.id, again)}>{t("undoThis")}</button>}</td></tr>)}</tbody></table></div>}</Shown>
    </section>
  );
}

const words = { merge: "merge", split: "split", rename: "rename", retype: "retype", "never-merge": "neverMerge", retract: "retract", confirm: "confirm", undo: "undo" } as const;
const actionWord = (action: string) => words[action as keyof typeof words] ?? "correct";

function Pair({ pair: p, again }: { pair: api.Pair; again(): void }) {
  const [open, setOpen] = useState(false), [error, setError] = useState<unknown>(undefined);
  return <li class="card"><p><ThingName name={p.gives.name} iri={p.gives.iri} type={p.gives.type} /> ≟ <ThingName name={p.stays.name} iri={p.stays.iri} type={p.stays.type} /> <span class="quiet">{t("score", { p: p.score.toFixed(2) })} · {word(p.gives.type)} · {p.reasons.join(" · ")}</span></p>
    <p class="row tight"><button type="button" onClick={() => setOpen(true)}>{t("merge")} …</button><button type="button" onClick={() => void amend({ action: "never-merge", args: [p.gives.iri, p.stays.iri] }, again).catch(setError)}>{t("neverMerge")}</button></p>
    {error !== undefined && <Failure error={error} />}
    {open && <ThingDialog thing={p.gives} into={p.stays} close={() => setOpen(false)} changed={again} />}</li>;
}
