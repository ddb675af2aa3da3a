"use strict";
// The page of the server: one box for queries, one for chains, one place for the answer. It talks to /api/ as any other client.

const $ = (id) => document.getElementById(id);
let running = null; // AbortController of the question being answered

// element makes a DOM node; text is never read as HTML.
function element(name, text, className) {
  const node = document.createElement(name);
  if (text !== undefined) node.textContent = text;
  if (className) node.className = className;
  return node;
}

async function ask(url, options) {
  const response = await fetch(url, options);
  const answer = await response.json();
  if (!response.ok) throw Object.assign(new Error(answer.detail), answer);
  return answer;
}

// during runs one question at a time, shows how it ends, and lets Stop end it.
async function during(question) {
  if (running) running.abort();
  const mine = new AbortController();
  running = mine;
  clear();
  $("stop").hidden = false;
  tell("Running …");
  try {
    await question(mine.signal);
  } catch (err) {
    if (mine === running) fail(err.name === "AbortError" ? new Error("Stopped.") : err);
  } finally {
    if (mine === running) {
      running = null;
      $("stop").hidden = true;
    }
  }
}

function clear() {
  $("result").replaceChildren();
  $("excerpt").hidden = true;
  $("message").hidden = true;
}

function tell(text, bad) {
  $("message").textContent = text;
  $("message").className = bad ? "bad" : "";
  $("message").hidden = false;
}

function fail(err) {
  tell(err.hint ? err.message + "\nHint: " + err.hint : err.message || "The server does not answer.", true);
  const line = err.line && $("query").value.split("\n")[err.line - 1];
  if (line) {
    $("excerpt").textContent = err.line + " | " + line;
    $("excerpt").hidden = false;
  }
}

function runQuery() {
  const query = $("query").value;
  if (!query.trim()) return;
  during(async (signal) => {
    const answer = await ask("/api/v1/query", {
      method: "POST", signal, headers: { "Content-Type": "application/json" }, body: JSON.stringify({ query }),
    });
    clear();
    const n = answer.rows.length;
    const cut = answer.truncated ? ", cut off at the limit of " + answer.truncated : "";
    tell(n + (n === 1 ? " row" : " rows") + cut + " in " + answer.seconds.toFixed(3) + " s");
    const columns = answer.columns.filter((name) => answer.rows.some((row) => plain(row[name]) !== ""));
    $("result").replaceChildren(n ? table(columns, answer.rows) : element("p", "Nothing in the graph answers this.", "nothing"));
  });
}

// table shows rows side by side. Where the columns are many, long text and IRIs stand below their row, over its whole width.
function table(columns, rows) {
  const many = columns.length > 6;
  const below = columns.filter((name) => many && rows.some((row) => isIRI(row[name]) || plain(row[name]).length > 60));
  const beside = columns.filter((name) => !below.includes(name));
  const box = element("div", undefined, "scroll");
  const node = element("table");
  const head = node.createTHead().insertRow();
  for (const name of beside) {
    const cell = element("th", name);
    cell.scope = "col";
    head.append(cell);
  }
  for (const row of rows) {
    const body = node.createTBody();
    const line = body.insertRow();
    for (const name of beside) line.append(cellOf(row[name]));
    if (below.length) body.insertRow().append(detailOf(below, row, beside.length));
  }
  box.append(node);
  return box;
}

function detailOf(names, row, span) {
  const cell = element("td", undefined, "detail");
  cell.colSpan = span;
  for (const name of names) {
    if (plain(row[name]) === "") continue;
    const part = element("div");
    part.append(element("span", name + " ", "quiet"), isIRI(row[name]) ? iri(row[name]) : plain(row[name]));
    cell.append(part);
  }
  return cell;
}

function cellOf(value) {
  const cell = element("td", undefined, typeof value === "number" ? "number" : plain(value).length > 60 ? "long" : plain(value).length < 30 ? "short" : "");
  const values = Array.isArray(value) ? value : [value];
  values.forEach((one, i) => {
    if (i) cell.append("\n");
    cell.append(isIRI(one) ? iri(one) : plain(one));
  });
  return cell;
}

function plain(value) {
  if (value === null || value === undefined) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function isIRI(value) {
  return typeof value === "string" && value.length > 2 && value.startsWith("<") && value.endsWith(">");
}

// iri is a value that leads on: a click asks for everything that leaves it.
function iri(value) {
  const node = element("button", value, "iri");
  node.type = "button";
  node.title = "What leaves this?";
  node.addEventListener("click", () => {
    const start = "g.V(" + JSON.stringify(value) + ")";
    $("query").value = start + ".outPredicates().forEach(function (edge) {\n  " + start +
      ".out(edge.id).forEach(function (to) { g.emit({edge: edge.id, to: to.id}) })\n})";
    runQuery();
    $("query").focus();
  });
  return node;
}

function findPath() {
  const ends = new URLSearchParams({ from: $("from").value, to: $("to").value });
  during(async (signal) => {
    const answer = await ask("/api/v1/path?" + ends, { signal });
    clear();
    const from = answer.from[0].name, to = answer.to[0].name;
    const cut = answer.cut === "frontier" ? " The search was cut off: there may be better chains." : "";
    if (!answer.chains.length) {
      tell(answer.same ? from + " and " + to + " are the same thing." : "No chain of at most " + answer.hops + " facts joins " + from + " and " + to + "." + cut);
      return;
    }
    const hops = answer.chains[0].hops;
    tell(hops.length + (hops.length === 1 ? " hop" : " hops") + cut);
    const chain = element("ol", undefined, "chain");
    for (const hop of hops) chain.append(hopOf(hop));
    $("result").replaceChildren(chain);
  });
}

function hopOf(hop) {
  const item = element("li");
  item.append(element("strong", hop.subject), " " + hop.predicate + " ", element("strong", hop.object), " ", element("span", hop.tier, "tier"));
  for (const proof of hop.evidence || []) {
    const quote = element("blockquote", proof.sentence);
    quote.append(element("div", [proof.title, proof.date, proof.modality === "actual" ? "" : proof.modality, (proof.speakers || []).join(", ")].filter(Boolean).join(" · "), "quiet"));
    item.append(quote);
  }
  return item;
}

async function showStats() {
  try {
    const s = await ask("/api/v1/stats");
    const n = (x) => x.toLocaleString("en");
    $("stats").textContent = n(s.articles) + " articles · " + n(s.entities) + " entities · " + n(s.claims) + " claims · " + n(s.quads) + " quads";
  } catch (err) {
    $("stats").textContent = "";
  }
}

$("query-form").addEventListener("submit", (event) => { event.preventDefault(); runQuery(); });
$("path-form").addEventListener("submit", (event) => { event.preventDefault(); findPath(); });
$("query").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); runQuery(); }
});
$("stop").addEventListener("click", () => { if (running) running.abort(); });
for (const button of document.querySelectorAll("[data-query]")) {
  button.addEventListener("click", () => { $("query").value = button.dataset.query; runQuery(); });
}
showStats();
