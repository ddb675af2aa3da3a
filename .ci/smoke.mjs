// Calls `make run` with a store of its own, asks it over HTTP and, where there is Chromium, opens the page: the policy has to let
// the page's own script run, and the script has to show what the server answers.
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

const patience = 300_000;
const dir = mkdtempSync(join(tmpdir(), "newsgraph-smoke-"));
const env = { ...process.env, NEWSGRAPH_STORE_DIR: join(dir, "store"), NEWSGRAPH_SERVE_ADDR: "127.0.0.1:0" };
const server = spawn("make", ["run"], { env, detached: true, stdio: ["ignore", "inherit", "pipe"] });

function expect(what, ok) {
  if (!ok) throw new Error("not as expected: " + what);
  console.log("ok: " + what);
}

// address reads where the server listens from what it says.
function address() {
  return new Promise((resolve, reject) => {
    let said = "";
    setTimeout(() => reject(new Error("make run says no address:\n" + said)), patience).unref();
    server.on("exit", (code) => reject(new Error("make run ended with " + code + ":\n" + said)));
    server.stderr.on("data", (piece) => {
      said += piece;
      const found = said.match(/serving .* on (http:\/\/\S+)/);
      if (found) resolve(found[1]);
    });
  });
}

async function ask(url, query) {
  const response = await fetch(url + "/api/v1/query", {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ query }),
  });
  return response.json();
}

// cayley asks by way of the client that npm has for Cayley.
async function cayley(url) {
  let client;
  try {
    client = createRequire(new URL("readers/", import.meta.url))("cayley");
  } catch {
    return console.log("no npm client of Cayley here: make formats installs it");
  }
  const graph = client(url + "/cayley").graph;
  const rows = await new Promise((resolve, reject) => graph.V("<id:armenien>").Out("<rel:borders>").All((err, found) => (err ? reject(err) : resolve(found))));
  expect("Cayley's npm client reads unchanged", rows.length > 0 && rows.every((row) => row.id.startsWith("<id:")));
}

function browse(url) {
  const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--user-data-dir=" + join(dir, "browser"),
    "--virtual-time-budget=8000", "--lang=en", "--dump-dom", url];
  const browser = spawnSync("chromium", flags, { encoding: "utf8", timeout: 60_000 });
  if (browser.error?.code === "ENOENT") return console.log("no chromium here: the page is not opened");
  expect("the page's script runs and asks the server", /id="stats"[^>]*>\d+ (articles|Artikel) · /.test(browser.stdout));
}

try {
  const url = await address();
  const page = await fetch(url);
  expect("the page is there", page.ok && (await page.text()).includes("<title>newsgraph</title>"));
  expect("it is healthy", (await (await fetch(url + "/healthz")).json()).status === "ok");
  expect("the samples are loaded", (await (await fetch(url + "/api/v1/stats")).json()).articles === 16);
  expect("a query has rows", (await ask(url, 'claims({predicate: "supplies"})')).rows.length > 0);
  expect("a broken query has its line", (await ask(url, "1\ng.V(")).line === 2);
  await cayley(url);
  browse(url);
} catch (err) {
  console.error(err.message);
  process.exitCode = 1;
} finally {
  server.removeAllListeners("exit");
  const ended = new Promise((resolve) => server.on("exit", resolve));
  if (server.exitCode === null) {
    process.kill(-server.pid, "SIGINT");
    await ended;
  }
  rmSync(dir, { recursive: true, force: true });
}
