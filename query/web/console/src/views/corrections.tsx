// Corrections: the log, and pairs of things that may be one.
import * as api from "../api";
import { t } from "../i18n";
import { Empty, Shown, useLoad } from "../ui";

export function CorrectionsView() {
  const log = useLoad("log", (signal) => api.corrections(200, signal));
  return <section class="page" aria-label={t("corrections")}><h2>{t("corrections")}</h2><Shown from={log}>{(x) => x.corrections.length === 0 ? <Empty title={t("noCorrections")} /> : <ul>{x.corrections.map((c) => <li key={c.id}>{c.what}</li>)}</ul>}</Shown></section>;
}
