// Drives the console of the real binary in a real browser: Chromium by playwright-core, with axe-core in every view. Screenshots go to
// SHOTS (dist/console), figures to the output. WITHOUT_NET=1 leaves out the graph of 2,000 things.
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { createRequire } from "node:module";
import { network } from "./network.mjs";

const home = "query/web/console";
const require = createRequire(join(process.cwd(), home, "package.json"));
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const browserPath = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);
const shots = process.env.SHOTS ?? "dist/console";
const dir = mkdtempSync(join(tmpdir(), "newsgraph-console-"));
const patience = 20_000;
mkdirSync(shots, { recursive: true });

const servers = [];
let failed = 0;

function expect(what, ok, told = "") {
  if (!ok) throw new Error(`not as expected: ${what} ${told}`);
}

const run = (args, env) => new Promise((resolve, reject) => {
  const p = spawn("./newsgraph", args, { env: { ...process.env, ...env }, stdio: ["ignore", "ignore", "inherit"] });
  p.on("exit", (code) => (code === 0 ? resolve() : reject(new Error(`newsgraph ${args.join(" ")}: ${code}`))));
});

function serve(env) {
  return new Promise((resolve, reject) => {
    const p = spawn("./newsgraph", ["serve", "--addr", "127.0.0.1:0"], { env: { ...process.env, ...env }, stdio: ["ignore", "ignore", "pipe"] });
    servers.push(p);
    let said = "";
    p.on("exit", () => reject(new Error("serve ended:\n" + said)));
    p.stderr.on("data", (piece) => { said += piece; const found = /on (http:\/\/\S+)/.exec(said); if (found) resolve(found[1]); });
  });
}

const post = async (url, path, body) => {
  const response = await fetch(url + "/api/v1" + path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
  expect(`POST ${path}`, response.ok, await response.clone().text());
  return response.json();
};

// open is a page that fails for errors of scripts, dialogs and what the policy refuses.
async function open(browser, url, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, locale: "en-GB", reducedMotion: "reduce", acceptDownloads: true, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(patience);
  page.faults = [];
  page.on("pageerror", (err) => page.faults.push(err.stack ?? String(err)));
  page.on("dialog", (d) => { page.faults.push("dialog: " + d.message()); void d.dismiss(); });
  // Typing over a selection, the browser itself tries to keep its style: that is refused, and meant to be.
  await page.addInitScript(() => addEventListener("securitypolicyviolation", (e) => { if (!e.target?.classList?.contains("editor")) window.refused = [...(window.refused ?? []), `${e.violatedDirective} ${e.blockedURI}`]; }));
  await page.goto(url);
  return page;
}

async function clean(page) {
  const refused = await page.evaluate(() => window.refused ?? []);
  expect("no fault of a script", page.faults.length === 0, page.faults.join("\n"));
  expect("nothing is refused by the policy", refused.length === 0, refused.join("\n"));
}

async function accessible(page, what) {
  await page.evaluate((source) => { if (!window.axe) window.eval.call(window, source); }, axe).catch(() => undefined);
  if (!(await page.evaluate(() => "axe" in window))) { // the policy forbids eval: the debugger may
    const cdp = await page.context().newCDPSession(page);
    await cdp.send("Runtime.evaluate", { expression: axe });
  }
  const found = await page.evaluate(() => window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
  const bad = found.violations.filter((v) => v.impact === "serious" || v.impact === "critical");
  expect(`axe finds nothing serious in ${what}`, bad.length === 0, bad.map((v) => `${v.id}: ${v.help}\n${v.nodes.slice(0, 4).map((n) => "  " + n.html.slice(0, 160) + " " + (n.any[0]?.message ?? "")).join("\n")}`).join("\n"));
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(`${what} is not wider than its window`, wide <= 0, `${wide} px`);
}

const shot = (page, name) => page.screenshot({ path: join(shots, name + ".png") });
const search = async (page, text) => { await page.getByRole("searchbox").fill(text); await page.locator(".g-things .go").first().waitFor(); };
const settled = async (page) => { await page.waitForFunction(() => !document.querySelector(".spinner")); await page.waitForTimeout(250); };
const drawn = async (page) => { // how many things and facts the status line counts
  const line = page.locator(".statusline", { hasText: /\d+ things/ }); await line.first().waitFor(); await settled(page);
  const [, things, facts] = (await line.first().innerText()).match(/(\d+) things\D+(\d+) facts/); return { things: +things, facts: +facts };
};
const names = (page) => page.locator(".graphlist > li > button .grow").allInnerTexts();

const tests = {
  async "search, entity, expand, evidence, article"(browser, url) {
    const page = await open(browser, url);
    await page.getByText("16 articles").waitFor();
    await accessible(page, "the start"); await shot(page, "start");
    await search(page, "Balk");
    await accessible(page, "search"); await shot(page, "search");
    await page.keyboard.press("ArrowDown"); await page.keyboard.press("Enter");
    const { things } = await drawn(page);
    await accessible(page, "the graph"); await shot(page, "graph");
    const before = await positions(page);
    await page.locator(".graphlist button", { hasText: "Aserbaidschan" }).first().click();
    await page.locator(".proof h3", { hasText: "Aserbaidschan" }).waitFor();
    await page.locator(".proof .chip", { hasText: "has office in" }).click();
    await page.waitForFunction((n) => document.querySelectorAll(".graphlist > li").length > n, things);
    await page.waitForFunction((n) => (location.hash.match(/~/g) ?? []).length >= 2 * (n + 1), things); await settled(page);
    const after = await positions(page);
    expect("what was there keeps its place", Object.entries(before).every(([iri, p]) => after[iri] === p), JSON.stringify([before, after]));
    expect("things have come", Object.keys(after).length > Object.keys(before).length);
    await page.getByRole("button", { name: "Undo" }).first().click();
    await page.locator(".statusline", { hasText: `${things} things` }).waitFor();
    expect("undo brings back what was", JSON.stringify(await positions(page)) === JSON.stringify(before));
    await page.locator(".graphlist button", { hasText: "Balkarm" }).first().click();
    await page.locator(".graphlist ul button", { hasText: "denied" }).first().click();
    await page.locator(".claim blockquote", { hasText: "Aserbaidschan beschuldigt Balkarm" }).waitFor();
    expect("the speaker is told", (await page.locator(".claim dl").innerText()).includes("Aserbaidschan"));
    expect("the one who denies is told", /Denied by\s+Balkarm/.test(await page.locator(".claim dl").innerText()));
    await accessible(page, "the evidence"); await shot(page, "evidence");
    await page.locator(".claim .source .link").first().click();
    await page.locator(".stated.now").first().waitFor(); await settled(page);
    expect("the sentence is marked in its article", (await page.locator(".stated.now").allInnerTexts()).join("").includes("beschuldigt Balkarm, Granaten an Armenien"));
    await page.getByRole("button", { name: "Quads" }).first().click();
    await page.locator(".quads", { hasText: "ng:predicate" }).waitFor();
    await accessible(page, "the article"); await shot(page, "article");
    await clean(page);
  },

  async "legend, collapse, pin, lasso, table, JSON"(browser, url) {
    const page = await open(browser, url);
    await search(page, "Balkarm"); await page.locator(".g-things .go").first().click();
    const { things, facts } = await drawn(page);
    await page.getByRole("checkbox", { name: /denied/ }).uncheck();
    const [, few, all] = (await page.getByText(/\d+ of \d+ facts shown/).innerText()).match(/(\d+) of (\d+)/);
    expect("the legend leaves some out", +few < +all && +all === facts, [few, all, facts]);
    expect("the address tells the filter", page.url().includes("notier=denied"));
    await page.getByRole("checkbox", { name: /denied/ }).check();
    await page.getByRole("button", { name: "Pin" }).click();
    expect("the address tells what is pinned", /balkarm~-?\d+~-?\d+~p/.test(page.url()), page.url());
    await page.getByRole("button", { name: "Lasso" }).click();
    const paper = await page.locator(".paper").boundingBox();
    await page.mouse.move(paper.x + 5, paper.y + 5); await page.mouse.down();
    for (const [x, y] of [[paper.width - 5, 5], [paper.width - 5, paper.height - 5], [5, paper.height - 5], [5, 8]]) await page.mouse.move(paper.x + x, paper.y + y, { steps: 4 });
    await page.mouse.up();
    await page.locator(".statusline", { hasText: `${things} selected` }).waitFor();
    await page.locator(".graphlist button", { hasText: "Balkarm" }).first().click();
    await page.getByRole("button", { name: "Collapse" }).click();
    await page.waitForFunction((n) => document.querySelectorAll(".graphlist > li").length < n, things);
    expect("Balkarm stays", (await names(page)).includes("Balkarm"));
    await page.getByRole("button", { name: "Undo" }).first().click();
    await page.locator(".statusline", { hasText: `${things} things` }).waitFor();
    await page.getByRole("link", { name: "Table" }).click();
    await page.getByRole("columnheader", { name: "Subject" }).getByRole("button").click();
    expect("a row for every fact", (await page.locator("main tbody tr").count()) === facts);
    await accessible(page, "the table"); await shot(page, "table");
    await page.getByRole("button", { name: "JSON" }).click();
    expect("JSON is JSON", JSON.parse(await page.locator(".json pre").innerText()).facts.length === facts);
    await accessible(page, "JSON");
    await clean(page);
  },

  async "a path whose filter changes the answer"(browser, url) {
    const page = await open(browser, url + "/#/paths");
    await page.getByLabel("From").fill("Balkarm"); await page.getByLabel("To", { exact: true }).fill("Kasachstan");
    await page.getByRole("button", { name: "Find paths" }).click();
    await page.getByRole("heading", { name: /Path 1/ }).waitFor();
    const first = await page.locator(".chain ol").first().innerText();
    await accessible(page, "paths"); await shot(page, "paths");
    await page.getByRole("checkbox", { name: "uncertain" }).check();
    await page.waitForFunction((was) => { const now = document.querySelector(".chain ol")?.innerText; return now && now !== was; }, first);
    await page.locator(".chain").first().getByRole("button", { name: "Show in the graph" }).click();
    await page.locator(".statusline", { hasText: /\d things/ }).waitFor(); await settled(page);
    expect("both ends are shown", ["Balkarm", "Kasachstan"].every((x) => page.url().includes(x.toLowerCase())));
    expect("the address tells the path", /path=/.test(page.url()));
    await page.locator(".proof blockquote").nth(1).waitFor();
    await accessible(page, "the evidence of a path");
    await shot(page, "path-in-graph");
    await clean(page);
  },

  async "time line and disputes"(browser, url) {
    const page = await open(browser, url + "/#/timeline?of=Armenien|Aserbaidschan");
    await page.locator(".moments li").first().waitFor();
    const n = await page.locator(".moments > li").count();
    await accessible(page, "the time line"); await shot(page, "timeline");
    await page.getByRole("checkbox", { name: "uncertain" }).uncheck();
    await page.waitForFunction((was) => document.querySelectorAll(".moments > li").length < was, n);
    await page.goto(url + "/#/disputes"); await page.reload();
    await page.locator(".dispute").first().waitFor();
    expect("both sides speak", (await page.locator(".dispute .pro blockquote").count()) > 0 && (await page.locator(".dispute .contra blockquote").count()) > 0);
    await accessible(page, "disputes"); await shot(page, "disputes");
    await clean(page);
  },

  async "a mistake in Gizmo, corrected by its message"(browser, url) {
    const page = await open(browser, url + "/#/query");
    const editor = page.locator(".editor .cm-content");
    await editor.click(); await page.keyboard.press("Control+A");
    await page.keyboard.insertText('// whom does Balkarm supply?\ng.V("<id:balkarm>").oout("<rel:supplies>").all()');
    await page.keyboard.press("Control+Enter");
    await page.locator(".answer .bad").waitFor();
    const told = await page.locator(".answer").innerText();
    expect("the message names line and mistake", /line 2/.test(told) && /oout/.test(told), told);
    await page.locator(".editor .cm-lintRange-error, .editor .cm-lint-marker-error").first().waitFor();
    await shot(page, "query-mistake");
    await editor.click(); await page.keyboard.press("Control+A");
    await page.keyboard.insertText('g.V("<id:balkarm>").out("<rel:supplies>").all()');
    await page.keyboard.press("Control+Enter");
    await page.locator(".answer", { hasText: /2 rows in/ }).waitFor();
    await accessible(page, "query");
    await editor.click(); await page.keyboard.press("Control+A");
    await page.keyboard.type('claims({predicate: "supp', { delay: 15 });
    await page.locator(".cm-tooltip-autocomplete", { hasText: "supplies" }).waitFor();
    await page.keyboard.press("Escape"); await page.keyboard.press("Control+A"); await page.keyboard.type('entity("Balk', { delay: 15 });
    await page.locator(".cm-tooltip-autocomplete", { hasText: "Balkarm" }).waitFor();
    await page.keyboard.press("Escape"); await page.keyboard.press("Control+A"); await page.keyboard.insertText("while (true) {}"); await page.keyboard.press("Control+Enter");
    await page.getByRole("button", { name: "Stop" }).click();
    await page.getByText("Stopped.").waitFor();
    const examples = page.locator(".querybar details").first().locator("button");
    expect("12 examples", (await examples.count()) === 12);
    for (let i = 0; i < 12; i++) {
      await examples.nth(i).click();
      await page.locator(".answer strong", { hasText: /row/ }).waitFor();
      expect(`example ${i + 1} answers`, !/^0 /.test(await page.locator(".answer strong").innerText()), await examples.nth(i).innerText());
    }
    await page.locator(".schema button", { hasText: "supplies" }).first().click();
    expect("a click in the schema inserts", (await editor.innerText()).includes('"<rel:supplies>"'));
    await page.getByRole("button", { name: /Save as/ }).click(); await page.getByLabel("Name").fill("mine"); await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.locator(".querybar summary", { hasText: "Saved" }).click(); await page.locator(".querybar", { hasText: "mine" }).waitFor();
    await shot(page, "query");
    await clean(page);
  },

  async "paste, preview, store, see; files"(browser, url) {
    const page = await open(browser, url + "/#/add");
    await page.getByLabel("Text").fill("Der usbekische Konzern Zarafolt liefert Kirgistan Lastwagen. Kirgistans Präsident Almas Dschunusow traf am Montag in Taschkent den Zarafolt-Chef Rustam Qodirow.");
    await page.getByLabel("Title").fill("Lastwagen für Kirgistan");
    const stored = async () => (await (await fetch(url + "/api/v1/stats")).json()).articles;
    const n = await stored();
    await page.getByRole("button", { name: "Preview" }).click();
    await page.locator(".previewed .item").first().waitFor();
    expect("a preview stores nothing", (await stored()) === n);
    await accessible(page, "add"); await shot(page, "add");
    await page.getByRole("button", { name: "Store", exact: true }).click();
    await page.getByText(/Stored: \d+ claims/).waitFor();
    expect("one article more", (await stored()) === n + 1);
    await page.getByRole("button", { name: "See it in the graph" }).click();
    await page.locator(".statusline", { hasText: /[3-9] things/ }).waitFor(); await settled(page);
    expect("Zarafolt is shown", (await names(page)).includes("Zarafolt"), (await names(page)).join());
    await page.getByRole("link", { name: "Add" }).click();
    await page.locator("#add-files").setInputFiles([{ name: "a.txt", mimeType: "text/plain", buffer: Buffer.from("Der Minister Juri Welk besuchte am Freitag Peru.") }, { name: "b.txt", mimeType: "text/plain", buffer: Buffer.from("Peru verurteilte am Samstag Ecuador scharf.") }]);
    await page.getByRole("button", { name: "Store all" }).click();
    await page.locator(".files li", { hasText: "stored" }).nth(1).waitFor();
    expect("two articles more", (await stored()) === n + 3);
    await page.getByRole("link", { name: "Articles" }).click();
    await page.getByRole("button", { name: "Lastwagen für Kirgistan" }).waitFor();
    await accessible(page, "articles"); await shot(page, "articles");
    await clean(page);
  },

  async "merge with preview, undo; a claim is retracted and taken back"(browser, url) {
    const page = await open(browser, url + "/#/corrections");
    await page.locator(".pairs button", { hasText: "Merge" }).first().click();
    await page.getByRole("dialog").getByRole("button", { name: "Preview" }).click();
    await page.getByRole("dialog").getByText(/facts more/).waitFor();
    await accessible(page, "a correction"); await shot(page, "merge");
    await page.getByRole("dialog").getByRole("button", { name: "Apply" }).click();
    await page.locator(".notice", { hasText: "Quiroga Salas" }).waitFor();
    const about = async () => (await (await fetch(url + "/api/v1/entity?name=" + encodeURIComponent("<id:quiroga-salas>"))).json()).name;
    expect("both are one", (await about()) === "Inés Quiroga Salas", await about());
    await accessible(page, "corrections"); await shot(page, "corrections");
    await page.locator(".notice").getByRole("button", { name: "Undo" }).click();
    await page.locator(".notice", { hasText: "Taken back" }).waitFor();
    expect("both are two again", (await about()) === "Quiroga Salas", await about());
    await page.goto(url + "/#/graph?n=balkarm+armenien~200~80&sel=" + encodeURIComponent("id:balkarm|supplies|id:armenien|denied")); await page.reload();
    await page.locator(".claim").getByRole("button", { name: "Retract" }).click();
    await page.locator(".notice", { hasText: /Done/ }).waitFor();
    await page.locator(".statusline", { hasText: "2 things · 0 facts" }).waitFor();
    await page.locator(".notice").getByRole("button", { name: "Undo" }).click();
    await page.locator(".statusline", { hasText: "2 things · 1 fact" }).waitFor();
    await clean(page);
  },

  async "export as GraphML, SVG and PNG"(browser, url) {
    const page = await open(browser, url);
    await search(page, "Armenien"); await page.locator(".g-things .go", { hasText: /^Armenien|Armenien$/ }).first().click();
    await page.locator(".statusline", { hasText: /\d things/ }).waitFor(); await settled(page);
    await page.getByRole("checkbox", { name: /denied/ }).uncheck();
    await page.getByRole("button", { name: "Export what is shown" }).click();
    await accessible(page, "export"); await shot(page, "export");
    const get = async (name) => { const [d] = await Promise.all([page.waitForEvent("download"), page.getByRole("dialog").getByRole("button", { name, exact: true }).click()]); return readFileSync(await d.path()); };
    const graphml = String(await get("GraphML"));
    expect("GraphML holds things and facts", /<graphml/.test(graphml) && /Aserbaidschan/.test(graphml) && /<edge/.test(graphml));
    expect("and what the filter leaves", !/>denied</.test(graphml));
    const svg = String(await get("SVG"));
    expect("SVG is an image with its labels", svg.startsWith("<svg") && svg.includes("Armenien") && await page.evaluate((text) => new DOMParser().parseFromString(text, "image/svg+xml").querySelector("parsererror") === null, svg));
    const png = await get("PNG");
    expect("PNG is an image", png.subarray(1, 4).toString() === "PNG" && png.length > 10_000);
    await clean(page);
  },

  async "a permalink restores what was seen"(browser, url) {
    const page = await open(browser, url);
    await search(page, "Balkarm"); await page.locator(".g-things .go").first().click();
    await drawn(page);
    await page.getByLabel("From", { exact: true }).fill("2024-05"); await page.getByRole("checkbox", { name: /Place/ }).uncheck();
    await page.locator(".graphlist button", { hasText: "Helvarga" }).first().click(); await settled(page);
    const address = page.url(), seen = [await names(page), await page.locator(".statusline").innerText(), await positions(page)];
    const other = await open(browser, address);
    await other.locator(".proof h3", { hasText: "Helvarga" }).waitFor(); await settled(other);
    const again = [await names(other), await other.locator(".statusline").innerText(), await positions(other)];
    expect("names, counts and places", JSON.stringify([seen[0], seen[2]]) === JSON.stringify([again[0], again[2]]) && seen[1].startsWith(again[1]), JSON.stringify([seen, again]));
    expect("the filter", (await other.getByLabel("From", { exact: true }).inputValue()) === "2024-05");
    await other.goBack().catch(() => undefined);
    await clean(page); await clean(other);
  },

  async "dark, German, on a phone"(browser, url) {
    const page = await open(browser, url, { locale: "de-CH", colorScheme: "dark" });
    await page.getByText("16 Artikel").or(page.getByText(/Artikel ·/)).first().waitFor();
    expect("dark by the system", (await page.evaluate(() => document.documentElement.dataset.theme)) === "dark");
    expect("German by the browser", (await page.evaluate(() => document.documentElement.lang)) === "de");
    for (const [name, at] of Object.entries({ start: "#/search", graph: "#/graph?n=balkarm+armenien~210~40+aserbaidschan~60~200&sel=id:armenien", article: "#/article?id=art:2024-05-22-balkarm-uebernimmt-norica", disputes: "#/disputes", paths: "#/paths?from=Balkarm&to=Armenien", timeline: "#/timeline?of=Balkarm", query: "#/query?saved=supplies", add: "#/add", corrections: "#/corrections", table: "#/table?n=balkarm+armenien~210~40+aserbaidschan~60~200" })) {
      await page.goto(url + "/" + at); await settled(page); await page.waitForTimeout(300);
      if (name === "table") expect("a table whose things were shown before", (await page.locator("main tbody tr").count()) > 3);
      await accessible(page, `${name}, dark and German`); await shot(page, `dark-${name}`);
    }
    await page.getByRole("button", { name: "Farben: Hell" }).click();
    expect("light when asked for", (await page.evaluate(() => document.documentElement.dataset.theme)) === "light");
    await clean(page);
    const phone = await open(browser, url, { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });
    for (const [name, at] of Object.entries({ start: "#/search", search: "#/search?s=Balkarm", graph: "#/graph?n=balkarm+armenien~210~40+aserbaidschan~60~200", evidence: "#/graph?n=balkarm+armenien~210~40+aserbaidschan~60~200&sel=id:armenien", article: "#/article?id=art:2024-05-22-balkarm-uebernimmt-norica", disputes: "#/disputes", paths: "#/paths?from=Balkarm&to=Armenien", timeline: "#/timeline?of=Balkarm", query: "#/query?saved=supplies", table: "#/table?n=balkarm+armenien~210~40+aserbaidschan~60~200", add: "#/add" })) {
      await phone.goto(url + "/" + at); await settled(phone); await phone.waitForTimeout(300);
      await accessible(phone, `${name} on a phone`); await shot(phone, `phone-${name}`);
    }
    await clean(phone);
  },

  async "keyboard only"(browser, url) {
    const page = await open(browser, url);
    const key = (k) => page.keyboard.press(k);
    await page.waitForFunction(() => document.activeElement?.id === "search-main"); await page.keyboard.type("Balkarm"); await page.locator(".g-things .go").first().waitFor();
    await key("Enter");
    await drawn(page);
    await key("g"); await key("ArrowRight"); // which of the things on the right is its neighbour depends on the layout
    await page.waitForFunction(() => /sel=/.test(location.hash) && !/sel=id:balkarm$/.test(location.hash));
    await key("Enter"); await settled(page);
    await key("p"); expect("pinned", /~p/.test(page.url()));
    await key("Delete"); await key("Control+z");
    await key("l"); await key("ArrowDown"); await key("ArrowDown"); await key("Enter");
    await page.locator(".proof h3").waitFor();
    await key("e"); await key("Tab"); await key("Tab");
    expect("the focus is in the evidence", await page.evaluate(() => document.activeElement?.closest(".proof") !== null));
    await key("Escape"); await page.locator(".proof").waitFor({ state: "detached" });
    await key("?"); await page.getByRole("dialog").waitFor(); await accessible(page, "the keys"); await shot(page, "keys"); await key("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    for (const [k, view] of [["3", "table"], ["4", "timeline"], ["5", "disputes"], ["6", "paths"], ["8", "articles"], ["9", "add"], ["0", "corrections"], ["7", "query"]]) {
      await key(k); await page.waitForFunction((v) => location.hash.startsWith("#/" + v), view);
    }
    await page.locator(".editor .cm-content").waitFor();
    for (let i = 0; i < 40 && !(await page.evaluate(() => document.activeElement?.classList.contains("editor"))); i++) await key("Tab");
    await key("Control+a"); await page.keyboard.insertText('entity("Balkarm").out("<rel:supplies>").all()'); await key("Control+Enter");
    await page.locator(".answer strong", { hasText: "2 rows" }).waitFor();
    await key("Escape"); await key("Escape"); await key("/"); // the first closes what completion offers
    await page.waitForFunction(() => document.activeElement?.id === "search-main");
    await clean(page);
  },

  async "hostile content is text"(browser, url) {
    const bad = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>';
    await post(url, "/articles", { title: bad, publisher: bad, url: "javascript:window.hacked=1", date: "2025-02-03", id: "hostile", text: `Der Händler Bogdan Wlasik liefert Peru Drohnen. ${bad} Peru kritisierte Bogdan Wlasik ${bad}.` });
    await post(url, "/corrections", { action: "rename", args: ["Bogdan Wlasik", bad] });
    const page = await open(browser, url + "/#/search?s=Wlasik"); await settled(page);
    const iri = "bogdan-wlasik", n = `n=${iri}+peru~200~50`;
    for (const at of ["#/search?s=Wlasik", `#/graph?${n}&sel=id:${iri}`, `#/graph?${n}&sel=${encodeURIComponent(`id:${iri}|supplies|id:peru|rel`)}`, `#/table?${n}`, `#/table?${n}&as=json`, "#/article?id=art:hostile", "#/timeline?of=Peru", "#/paths?from=" + encodeURIComponent("<id:bogdan-wlasik>") + "&to=Peru", "#/articles", "#/corrections", "#/query?q=" + encodeURIComponent('claims({subject: "<id:bogdan-wlasik>"})'), "#/query?q=" + encodeURIComponent(bad), "#/timeline?of=" + encodeURIComponent(bad), "#/graph?n=" + encodeURIComponent(bad) + "&sel=" + encodeURIComponent(bad)]) {
      await page.goto(url + "/" + at); await settled(page); await page.waitForTimeout(200);
      expect(`nothing runs at ${at}`, !(await page.evaluate(() => "hacked" in window)));
      expect(`nothing of it becomes an element at ${at}`, (await page.locator('img[src="x"], a[href^="javascript"]').count()) === 0);
    }
    await page.goto(url + `/#/graph?${n}&sel=id:${iri}`); await settled(page);
    expect("the name is shown as it is", (await page.locator(".proof h3").innerText()).includes("<script>"));
    await page.getByRole("button", { name: "Export what is shown" }).click();
    const [d] = await Promise.all([page.waitForEvent("download"), page.getByRole("dialog").getByRole("button", { name: "SVG" }).click()]);
    const svg = readFileSync(await d.path(), "utf8");
    expect("the SVG holds no script", !/<script|<img/.test(svg));
    await clean(page);
  },

  async "an empty store, an unknown name, a server that is gone"(browser) {
    const url = await serve({ NEWSGRAPH_STORE_DIR: join(dir, "empty") });
    const page = await open(browser, url);
    await page.getByText("The graph is empty.").waitFor(); await accessible(page, "an empty store"); await shot(page, "empty");
    for (const at of ["#/graph", "#/table", "#/timeline", "#/disputes", "#/paths", "#/articles", "#/corrections"]) { await page.goto(url + "/" + at); await settled(page); await accessible(page, "empty " + at); }
    await page.goto(url + "/#/timeline?of=Niemand"); await page.reload(); await page.locator(".bad").waitFor(); await shot(page, "unknown");
    servers.at(-1).kill("SIGINT"); await new Promise((r) => setTimeout(r, 500));
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByText("The server does not answer.").waitFor();
    await clean(page);
  },

  async "README"(browser, url) {
    if (process.argv[2] !== "README") return;
    const page = await open(browser, url);
    await search(page, "Balkarm"); await page.locator(".g-things .go").first().click();
    await drawn(page);
    await page.locator(".graphlist ul button", { hasText: "denied" }).first().click();
    await page.locator(".claim blockquote").first().waitFor(); await page.locator(".side").evaluate((x) => x.scrollTo(0, 0)); await settled(page);
    await shot(page, "graph");
    await page.goto(url + "/#/article?" + new URLSearchParams({ id: "art:2024-05-14-granaten-fuer-armenien" })); await settled(page);
    await page.locator(".item button").nth(2).click(); await settled(page);
    await shot(page, "article");
  },

  async "a server that wants a token"(browser) {
    const url = await serve({ NEWSGRAPH_STORE_DIR: join(dir, "guarded"), NEWSGRAPH_SERVE_READTOKEN: "look-0123456789abcdef", NEWSGRAPH_SERVE_WRITETOKEN: "write-0123456789abcdef" });
    const page = await open(browser, url);
    await page.getByLabel("Token", { exact: true }).last().waitFor(); await accessible(page, "the question for a token");
    await page.locator("#token").fill("wrong"); await page.getByRole("button", { name: "Use it" }).click();
    await page.locator("#token").waitFor(); await page.waitForTimeout(500);
    await page.locator("#token").fill("look-0123456789abcdef"); await page.getByRole("button", { name: "Use it" }).click();
    await page.getByText("The graph is empty.").waitFor();
    await page.goto(url + "/#/add"); await page.getByLabel("Text").fill("Peru verurteilte am Samstag Ecuador scharf.");
    await page.getByRole("button", { name: "Preview" }).click(); await page.locator(".previewed").waitFor();
    await page.getByRole("button", { name: "Store", exact: true }).click();
    await page.locator(".bad", { hasText: /does not allow writing/ }).waitFor();
    await page.locator("#token").fill("write-0123456789abcdef"); await page.getByRole("button", { name: "Use it" }).click();
    await page.getByText("The graph is empty.").or(page.getByLabel("Text")).first().waitFor();
    await page.getByLabel("Text").fill("Peru verurteilte am Samstag Ecuador scharf.");
    await page.getByRole("button", { name: "Preview" }).click(); await page.locator(".previewed").waitFor();
    await page.getByRole("button", { name: "Store", exact: true }).click();
    await page.getByText(/Stored: \d+ claim/).waitFor();
    expect("the token is not in the address", !page.url().includes("look-"));
    await clean(page);
  },

  async "size and first paint"(browser, url) {
    const files = readdirSync(join(home, "dist/assets")).filter((f) => f.endsWith(".js"));
    const bytes = files.reduce((n, f) => n + gzipSync(readFileSync(join(home, "dist/assets", f))).length, 0);
    expect("JavaScript of at most 500 kB", bytes <= 500_000, `${bytes}`);
    const paints = [];
    for (let i = 0; i < 5; i++) {
      const page = await open(browser, url); await settled(page);
      paints.push(await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0));
      await page.context().close();
    }
    console.log(`  JavaScript ${Math.round(bytes / 1000)} kB gzipped, first paint ${Math.round(paints.sort((a, b) => a - b)[2])} ms (median of 5)`);
  },

  async "2,000 things and 6,000 facts"(browser) {
    if (process.env.WITHOUT_NET) return;
    const env = { NEWSGRAPH_STORE_DIR: join(dir, "net"), NEWSGRAPH_EXPORT_NODES: "2500" }, file = join(dir, "net.jsonl");
    network(file);
    await run(["load", "--quiet", file], env);
    const page = await open(browser, (await serve(env)) + "/#/query?" + new URLSearchParams({ q: 'g.V().has("<rdf:type>", "<ng:Person>").all()' }));
    await page.getByText(/\d rows in/).waitFor();
    const began = Date.now();
    await page.getByRole("button", { name: "Show in the graph" }).click();
    await page.waitForFunction(() => /2,\d{3} things · [67],\d{3} facts/.test(document.querySelector(".statusline")?.textContent ?? ""), null, { timeout: 120_000 });
    const drawn = Date.now() - began;
    await page.waitForTimeout(1500);
    const box = await page.locator(".paper").boundingBox();
    const view = await frames(page, box.x + 6, box.y + 70);
    for (let i = 0; i < 5; i++) await page.keyboard.press("+").catch(() => undefined);
    await page.locator(".paper").focus(); await page.keyboard.press("ArrowRight");
    const node = await frames(page, box.x + box.width / 2, box.y + box.height / 2);
    await shot(page, "network");
    console.log(`  drawn after ${drawn} ms; a frame while dragging: the view ${view}, in the middle ${node} (median / 95 %)`);
    expect("a frame takes less than 50 ms", parseFloat(view) < 50, view);
    await page.goto(new URL(page.url()).origin + "/#/search"); await page.reload();
    await page.getByText("Whom did").waitFor();
    expect("the examples are about the user's own data", !(await page.locator(".tries").innerText()).includes("Melkonjan"));
    await search(page, "Zeno Nabholz"); await page.locator(".g-things .go").first().click();
    await page.locator(".proof .chip", { hasText: "Everything" }).click();
    await page.getByRole("alertdialog").waitFor(); await accessible(page, "the warning of a hub"); await shot(page, "hub");
    expect("nothing is drawn before one agrees", /^1 thing /.test(await page.locator(".statusline").innerText()));
    await page.getByRole("button", { name: "Load 40 more" }).click();
    await page.locator(".statusline", { hasText: "41 things" }).waitFor(); await settled(page); await shot(page, "hub-open");
    await page.locator(".more-left").click();
    await page.locator(".statusline", { hasText: "81 things" }).waitFor();
    await clean(page);
  },
};

// frames drags for a while and tells how long frames took.
async function frames(page, x, y) {
  await page.evaluate(() => { let last = performance.now(); window.frames_ = []; const tick = (now) => { window.frames_.push(now - last); last = now; window.tick_ = requestAnimationFrame(tick); }; window.tick_ = requestAnimationFrame(tick); });
  await page.mouse.move(x, y); await page.mouse.down();
  for (let i = 0; i < 60; i++) { await page.mouse.move(x + Math.sin(i / 6) * 120, y + Math.cos(i / 6) * 80); await page.waitForTimeout(8); }
  await page.mouse.up();
  const took = (await page.evaluate(() => { cancelAnimationFrame(window.tick_); return window.frames_; })).sort((a, b) => a - b);
  return `${took[took.length >> 1].toFixed(1)} ms / ${took[Math.floor(took.length * 0.95)].toFixed(1)} ms`;
}

// positions are the places of things as the address tells them.
async function positions(page) {
  await page.waitForTimeout(50);
  const q = new URLSearchParams(new URL(page.url()).hash.split("?")[1]);
  return Object.fromEntries((q.get("n") ?? "").split(" ").filter(Boolean).map((x) => [x.split("~")[0], x.split("~").slice(1, 3).join("~")]));
}

if (!browserPath) {
  console.log("no chromium here: the console is not opened");
  process.exit(0);
}
let browser;
try {
  const env = { NEWSGRAPH_STORE_DIR: join(dir, "store") };
  await run(["load", "--quiet", "data/articles"], env);
  const url = await serve(env);
  browser = await chromium.launch({ executablePath: browserPath, args: ["--no-sandbox"] });
  for (const [name, test] of Object.entries(tests)) {
    if (process.argv[2] && !name.includes(process.argv[2])) continue;
    const began = Date.now();
    try {
      await test(browser, url);
      console.log(`ok: ${name} (${((Date.now() - began) / 1000).toFixed(1)} s)`);
    } catch (err) {
      failed++;
      console.error(`FAILED: ${name}\n${err.stack}`);
      const page = browser.contexts().at(-1)?.pages().at(-1);
      await page?.screenshot({ path: join(shots, "failed.png") }).catch(() => undefined);
      if (page) console.error("  at " + page.url());
    }
    for (const context of browser.contexts()) await context.close();
  }
} catch (err) {
  failed++;
  console.error(err.stack);
} finally {
  await browser?.close();
  for (const p of servers) { p.removeAllListeners("exit"); if (p.exitCode === null) { const ended = new Promise((r) => p.on("exit", r)); p.kill("SIGINT"); await ended; } }
  rmSync(dir, { recursive: true, force: true });
}
process.exitCode = failed ? 1 : 0;
