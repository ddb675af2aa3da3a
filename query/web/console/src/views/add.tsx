// Add: paste a text or drop files; what would be extracted is shown before anything is stored.
import { Empty } from "../ui";
import { t } from "../i18n";
export function AddView() { return <section class="page" aria-label={t("add")}><h2>{t("add")}</h2><Empty title={t("readOnly")} /></section>; }
