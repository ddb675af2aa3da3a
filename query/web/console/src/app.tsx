// The shell: head, views, legend beside the views of the result, evidence of what is chosen.
import type { ComponentType } from "preact";
import { lazy, Suspense } from "preact/compat";
import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Evidence } from "./evidence";
import { GraphView } from "./graph/view";
import { GraphList } from "./graph/list";
import { isFiltered, Legend } from "./graph/legend";
import { Export } from "./export";
import { lang, store, t, type Key } from "./i18n";
import { detail, details, go, linkedThings, notice, places, selection, setTheme, tell, theme, view, type View } from "./state";
import { ArticlesView, ArticleView } from "./views/article";
import { DisputesView } from "./views/disputes";
import { PathsView } from "./views/paths";
import { focusSearch, SearchView } from "./views/search";
import { TableView } from "./views/table";
import { TimelineView } from "./views/timeline";
import { AddView } from "./views/add";
import { CorrectionsView } from "./views/corrections";
import { Icon, type Sign } from "./icon";
import { Dialog, Loading } from "./ui";
import { undo } from "./result";

const QueryView = lazy(() => import("./query/view").then((m) => ({ default: m.QueryView })));

// A Room is a view with its place in the navigation. Views of the result have legend and evidence beside them.
interface Room { name: View; label: Key; sign: Sign; key: string; show: ComponentType; result?: boolean; filters?: boolean }
const rooms: Room[] = [
  { name: "search", label: "search", sign: "search", key: "1", show: SearchView },
  { name: "graph", label: "graph", sign: "graph", key: "2", show: GraphView, result: true, filters: true },
  { name: "table", label: "table", sign: "table", key: "3", show: TableView, result: true, filters: true },
  { name: "timeline", label: "timeline", sign: "timeline", key: "4", show: TimelineView, filters: true },
  { name: "disputes", label: "disputes", sign: "disputes", key: "5", show: DisputesView, filters: true },
  { name: "paths", label: "paths", sign: "paths", key: "6", show: PathsView },
  { name: "query", label: "query", sign: "query", key: "7", show: QueryView },
  { name: "articles", label: "articles", sign: "articles", key: "8", show: ArticlesView },
  { name: "add", label: "add", sign: "add", key: "9", show: AddView },
  { name: "corrections", label: "corrections", sign: "corrections", key: "0", show: CorrectionsView },
];
const hidden: Room = { name: "article", label: "article", sign: "articles", key: "", show: ArticleView };

export const overlay = signal<"" | "help" | "export">("");
const drawer = signal(false); // the legend, where the window is narrow

export function App() {
  const room = rooms.find((r) => r.name === view.value) ?? hidden;
  document.documentElement.dataset.theme = theme();
  document.documentElement.lang = lang.value;
  document.title = `${t(room.label)} · newsgraph`;
  useEffect(() => {
    addEventListener("keydown", keys);
    return () => removeEventListener("keydown", keys);
  }, []);
  const Show = room.show;
  const withEvidence = room.result && (selection.value !== "" || Boolean(details.value.path));
  return (
    <div class={`shell view-${room.name}${withEvidence ? " proved" : ""}`}>
      <a class="skip" href="#main" onClick={(e) => { e.preventDefault(); document.getElementById("main")?.focus(); }}>{t("skip")}</a>
      <Head />
      <Navigation />
      {room.filters && <aside class={"side" + (drawer.value ? " open" : "")} aria-label={t("legend")}><Side list={room.name === "graph"} counted={room.result ?? false} /></aside>}
      <main id="main" tabIndex={-1}>
        {room.filters && <button type="button" class="drawer" aria-label={t("legend")} aria-expanded={drawer.value} onClick={() => (drawer.value = !drawer.value)}><Icon name="menu" /><span class="words">{t("legend")}</span>{isFiltered() && " •"}</button>}
        <Suspense fallback={<Loading />}><Show /></Suspense>
      </main>
      {withEvidence && <aside class="proof" id="proof" tabIndex={-1} aria-label={t("evidence")}><header><h2>{t("evidence")}</h2><button type="button" class="icon" aria-label={t("close")} onClick={closeEvidence}><Icon name="close" /></button></header><Evidence /></aside>}
      <Notice />
      {overlay.value === "help" && <Help />}
      {overlay.value === "export" && <Export close={() => (overlay.value = "")} />}
    </div>
  );
}

// closeEvidence takes back what is chosen and, where nothing is, the path that is shown.
function closeEvidence(): void {
  if (selection.value) selection.value = "";
  else detail({ path: "" });
}

function Side({ list, counted }: { list: boolean; counted: boolean }) {
  return <><details open><summary>{t("legend")}</summary><Legend counted={counted} /></details>{list && places.value.size > 0 && <details open><summary>{t("list")}</summary><GraphList /></details>}</>;
}

function Head() {
  const dark = theme() === "dark", other = lang.value === "de" ? "en" : "de";
  return (
    <header class="head">
      <h1><a href="#/search" onClick={(e) => { e.preventDefault(); go("search"); }}><Logo />newsgraph</a></h1>
      {view.value !== "search" ? <button type="button" class="opener" onClick={focusSearch}><Icon name="search" /> <span class="words">{t("searchHint")}</span><kbd>/</kbd></button> : <span class="gap" />}
      <span class="tools">
        <button type="button" class="icon" title={t("exportTitle")} aria-label={t("exportTitle")} onClick={() => (overlay.value = "export")}><Icon name="download" /></button>
        <button type="button" class="icon" title={t("copyLink")} aria-label={t("copyLink")} onClick={() => void copyLink()}><Icon name="link" /></button>
        <button type="button" class="icon" title={t("theme", { name: dark ? t("light") : t("dark") })} aria-label={t("theme", { name: dark ? t("light") : t("dark") })} onClick={() => setTheme(dark ? "light" : "dark")}><Icon name={dark ? "sun" : "moon"} /></button>
        <button type="button" class="icon" lang={other} title={t("language")} aria-label={t("language")} onClick={() => { lang.value = other; store("newsgraph.lang", other); }}>{other.toUpperCase()}</button>
        <button type="button" class="icon" title={t("keys")} aria-label={t("keys")} onClick={() => (overlay.value = "help")}><Icon name="help" /></button>
      </span>
    </header>
  );
}

function Logo() {
  return <svg width="24" height="24" viewBox="0 0 32 32" aria-hidden="true"><path d="M8 8 24 12 12 25Z" fill="none" stroke="var(--accent)" stroke-width="2.5" /><g fill="var(--accent)"><circle cx="8" cy="8" r="4.5" /><circle cx="24" cy="12" r="4.5" /><circle cx="12" cy="25" r="4.5" /></g></svg>;
}

async function copyLink(): Promise<void> {
  try { await navigator.clipboard.writeText(location.href); } catch { return tell(location.href); }
  tell(places.value.size > linkedThings ? t("linkTooLong", { n: linkedThings }) : t("copied"));
}

function Navigation() {
  return <nav aria-label={t("views")}><ul>{rooms.map((r) => <li key={r.name}>
    <a href={"#/" + r.name} aria-current={view.value === r.name || (r.name === "articles" && view.value === "article") ? "page" : undefined} onClick={(e) => { if (e.ctrlKey || e.metaKey) return; e.preventDefault(); drawer.value = false; go(r.name); }}><Icon name={r.sign} /><span>{t(r.label)}</span></a></li>)}</ul></nav>;
}

function Notice() {
  const n = notice.value;
  return <div class="notices" aria-live="polite" role="status">{n && <p class={"notice" + (n.bad ? " bad" : "")}>{n.text}{n.undo && <button type="button" onClick={() => { n.undo?.(); notice.value = null; }}>{t("undo")}</button>}<button type="button" class="icon" aria-label={t("close")} onClick={() => (notice.value = null)}><Icon name="close" /></button></p>}</div>;
}

const typing = (x: EventTarget | null) => x instanceof HTMLElement && (x.isContentEditable || x.shadowRoot !== null || /^(INPUT|TEXTAREA|SELECT)$/.test(x.tagName));

function keys(e: KeyboardEvent): void {
  if (e.defaultPrevented || document.querySelector("dialog[open]")) return;
  if (e.key === "Escape" && !typing(e.target)) { if (drawer.value) drawer.value = false; else closeEvidence(); return; }
  if ((e.ctrlKey || e.metaKey) && e.key.toLowerCase() === "k") { e.preventDefault(); focusSearch(); return; }
  if ((e.ctrlKey || e.metaKey) && e.key === "z" && view.value === "graph" && !typing(e.target)) { e.preventDefault(); undo(); return; }
  if (e.ctrlKey || e.metaKey || e.altKey || typing(e.target)) return;
  const room = rooms.find((r) => r.key === e.key);
  if (room) go(room.name);
  else if (e.key === "/") focusSearch();
  else if (e.key === "?") overlay.value = "help";
  else if (e.key === "l" && view.value === "graph") { drawer.value = matchMedia("(max-width: 760px)").matches; requestAnimationFrame(() => document.querySelector<HTMLElement>(".graphlist button")?.focus()); }
  else if (e.key === "g" && view.value === "graph") document.querySelector<HTMLElement>(".paper")?.focus();
  else if (e.key === "e") document.getElementById("proof")?.focus();
  else if (e.key === "x") overlay.value = "export";
  else return;
  e.preventDefault();
}

function Help() {
  const lines: [string, string][] = [
    ["/  Ctrl K", t("keySearch")], ["1 … 0", t("keyViews")], ["?", t("keyHelp")], ["Ctrl Enter", t("keyRun")], ["↑ ↓", t("keyMove")], ["Esc", t("keyClose")], ["x", t("exportTitle")],
    ["g", t("graph")], ["l", t("keyList")], ["e", t("keyEvidence")], ["← ↑ → ↓", `${t("graph")}: ${t("keyMove")}`], ["Enter", t("keyExpand")], ["c", t("collapse")], ["p", t("keyPin")], ["Del", t("keyRemove")], ["o", t("keyLasso")], ["f  +  −", t("keyFit")], ["Ctrl Z", t("keyUndo")],
  ];
  return <Dialog title={t("keys")} close={() => (overlay.value = "")}><dl class="keys">{lines.map(([key, what]) => <><dt><kbd>{key}</kbd></dt><dd>{what}</dd></>)}</dl></Dialog>;
}
