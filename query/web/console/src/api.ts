// Every call to the server, and nothing else knows its addresses (openapi.json describes them). What comes back is turned into the
// shapes of model.ts: IRIs without brackets, offsets in units of UTF-16.
import { factID, tiers, type Article, type ArticleRef, type Claim, type Fact, type Filter, type Mention, type Subgraph, type Thing, type Tier } from "./model";
import type { Question } from "./query/saved";

const root = "/api/v1";

// A Problem is an error as the server tells it. Status 0 means that there was no answer.
export class Problem extends Error {
  constructor(message: string, readonly status: number, readonly hint = "", readonly line = 0, readonly column = 0, readonly candidates: Thing[] = [], readonly kind = "") { super(message); }
}

export const isAbort = (err: unknown) => err instanceof DOMException && err.name === "AbortError";

// The token, where the server wants one, lives as long as the tab.
const tokenKey = "newsgraph.token";
export function setToken(token: string): void {
  try { sessionStorage.setItem(tokenKey, token); } catch { /* then it is asked for again */ }
}
function authorization(): Record<string, string> {
  try {
    const token = sessionStorage.getItem(tokenKey);
    return token ? { Authorization: "Bearer " + token } : {};
  } catch { return {}; }
}

async function send(path: string, init: RequestInit = {}): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(root + path, { ...init, headers: { ...init.headers, ...authorization() } });
  } catch (err) {
    if (isAbort(err)) throw err;
    throw new Problem("", 0);
  }
  if (response.ok) return response;
  const told = await response.json().catch(() => ({}));
  throw new Problem(told.detail ?? response.statusText, response.status, told.hint, told.line, told.column, (told.candidates ?? []).map(thing), String(told.type ?? "").replace(/^.*:/, ""));
}

type Parameters = Record<string, string | number | boolean | readonly string[] | undefined>;
const get = async (path: string, q: Parameters = {}, signal?: AbortSignal) => (await send(path + "?" + parameters(q), { signal })).json();
const sendJSON = async (path: string, body: unknown, signal?: AbortSignal) =>
  (await send(path, { method: "POST", signal, headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) })).json();

function parameters(q: Parameters): string {
  const out = new URLSearchParams();
  for (const [name, value] of Object.entries(q)) for (const one of Array.isArray(value) ? value : [value]) if (one) out.append(name, one === true ? "1" : String(one));
  return out.toString();
}

const bare = (iri = "") => iri.replace(/^<(.*)>$/s, "$1");
const bracketed = (iri: string) => (/^<.*>$/s.test(iri) ? iri : `<${iri}>`);
// named is how a request names a thing: an IRI in brackets, anything else as it was typed.
const named = (iri: string) => (/^(id|wd|art|st):/.test(iri) ? bracketed(iri) : iri);

// Things and facts

interface RawThing { iri: string; name: string; type?: string; neighbours?: number; statements?: number }
const thing = (x: RawThing): Thing => ({ iri: bare(x.iri), name: x.name, type: x.type ?? "" });

interface RawProof { sentence?: string; article?: string; claim?: string; title?: string; date?: string; publisher?: string; url?: string; role?: string; when?: string; place?: string; quantity?: string; modality?: string; polarity?: string; speakers?: string[]; deniers?: string[]; start?: number; end?: number; frame?: string; confidence?: number; state?: string }
interface RawEdge { from: string; to: string; relation: string; tier: Tier; sources?: number; first?: string; last?: string; symmetric?: boolean; goods?: string[]; more?: number; proof?: RawProof }

// symmetricRelations are those that the server has told to be so: their edges have no direction.
export const symmetric = new Set(["meets", "consults", "cooperates", "alliedWith", "agrees", "borders"]);

function fact(e: RawEdge): Fact {
  const p = e.proof ?? {}, [from, to] = [bare(e.from), bare(e.to)];
  if (e.symmetric) symmetric.add(e.relation);
  return { id: factID(from, e.relation, to, e.tier), from, to, relation: e.relation, tier: e.tier, sources: e.sources ?? 1, claims: 1 + (e.more ?? 0), first: e.first ?? "", last: e.last ?? "", sentence: p.sentence ?? "", modality: p.modality ?? "",
    confidence: p.confidence ?? 0, speakers: (p.speakers ?? []).join(", "), publisher: p.publisher ?? "", goods: (e.goods ?? []).join(", "), article: bare(p.article) };
}

interface RawGraph { nodes: RawThing[]; edges: RawEdge[]; nodes_left?: number; all?: number; next?: number }

// subgraph reads a part of the graph. Of a symmetric relation one edge of each pair is kept.
function subgraph(found: RawGraph): Subgraph {
  const facts = new Map<string, Fact>();
  for (const e of found.edges) {
    const f = fact(symmetric.has(e.relation) && e.from > e.to ? { ...e, from: e.to, to: e.from } : e);
    facts.set(f.id, f);
  }
  return { things: found.nodes.map(thing), facts: [...facts.values()], left: found.nodes_left ?? 0 };
}

const part = async (q: Parameters, signal?: AbortSignal): Promise<Subgraph> => subgraph(await get("/subgraph", { tier: tiers, ...q }, signal));

// among are the facts between things.
export const among = async (iris: string[], signal?: AbortSignal): Promise<Subgraph> => subgraph(await sendJSON("/subgraph", { among: iris.map(named), nodes: Math.max(1, iris.length), tier: tiers }, signal));

function joined(parts: Subgraph[]): Subgraph {
  const things = new Map(parts.flatMap((p) => p.things.map((x) => [x.iri, x] as const))), facts = new Map(parts.flatMap((p) => p.facts.map((f) => [f.id, f] as const)));
  return { things: [...things.values()], facts: [...facts.values()], left: Math.max(0, ...parts.map((p) => p.left)) };
}

export const ofArticle = (iri: string, signal?: AbortSignal) => part({ article: bracketed(iri), nodes: 300 }, signal);
// answered are the things that the rows of a query in Gizmo mean, and the facts between them; the server bounds how many.
export const answered = async (query: string, signal?: AbortSignal): Promise<Subgraph> => subgraph(await sendJSON("/subgraph", { query, nodes: mostThings, tier: tiers }, signal));
// meantBy does the same for IRIs of things, claims, articles and statements.
export const meantBy = (iris: string[], signal?: AbortSignal) => answered(`g.V(${iris.map((iri) => JSON.stringify(bracketed(iri))).join(", ")}).all()`, signal);
const mostThings = 2500;

export interface Neighbours extends Subgraph { all: number; next: number }

// expand are neighbours by one relation or by all, the best joined first, at most so many; next goes on behind them.
export async function expand(iri: string, relation: string, limit: number, after: number, signal?: AbortSignal): Promise<Neighbours> {
  const found: RawGraph = await get("/neighbours", { name: named(iri), relation, tier: tiers, limit, after }, signal);
  return { ...subgraph(found), all: found.all ?? 0, next: found.next ?? 0 };
}

export interface Link { relation: string; tier: Tier; count: number }
export interface Entity extends Thing { wikidata: string; aliases: string[]; links: Link[]; facts: number }

export async function entity(name: string, signal?: AbortSignal): Promise<Entity> {
  const e = await get("/entity", { name: named(name) }, signal);
  const links: Link[] = (e.links ?? []).map((l: { relation: string; tier: Tier; neighbours: number }) => ({ relation: l.relation, tier: l.tier, count: l.neighbours }));
  return { ...thing(e), wikidata: e.wikidata ?? "", aliases: e.aliases ?? [], links, degree: e.neighbours ?? 0, facts: e.statements ?? 0 };
}

// Claims

interface RawRef { iri?: string; article?: string; id?: string; title?: string; date?: string; publisher?: string; agency?: string; url?: string }
const articleRef = (a: RawRef): ArticleRef => {
  const iri = bare(a.iri ?? a.article);
  return { iri, id: a.id ?? iri.replace(/^art:/, ""), title: a.title ?? "", date: a.date ?? "", publisher: a.publisher ?? a.agency ?? "", url: a.url ?? "" };
};

interface RawFact { statement?: string; subject?: string; subject_iri?: string; predicate?: string; object?: string; object_iri?: string; goods?: string[]; tier?: Tier; sources?: number; first?: string; last?: string; evidence?: RawProof[]; more?: number }

// claim joins what a statement tells with what one claim of it tells.
function claim(f: RawFact, p: RawProof): Claim {
  return { iri: bare(p.claim), subject: f.subject ?? "", relation: f.predicate ?? "", object: f.object ?? "", from: bare(f.subject_iri), to: bare(f.object_iri), tier: f.tier ?? "", goods: f.goods ?? [], quantity: p.quantity ?? "", role: p.role ?? "",
    when: p.when ?? "", place: p.place ?? "", modality: p.modality ?? "", polarity: p.polarity ?? "", speakers: p.speakers ?? [], deniers: p.deniers ?? [], sentence: p.sentence ?? "", marks: marksOf(p.sentence ?? "", [f.subject ?? "", f.object ?? "", ...(f.goods ?? [])]),
    start: p.start ?? 0, end: p.end ?? 0, confidence: p.confidence ?? 0, frame: p.frame ?? "", state: f.tier ? (p.state === "confirmed" ? "confirmed" : "") : "retracted", article: articleRef(p) };
}

// marksOf are the places of names in a sentence.
function marksOf(sentence: string, names: string[]): { start: number; end: number }[] {
  const out = [];
  for (const name of names) {
    const last = name.split(" ").at(-1) ?? "";
    for (const form of [name, last]) {
      const start = form.length > 2 ? sentence.indexOf(form) : -1;
      if (start >= 0) { out.push({ start, end: start + form.length }); break; }
    }
  }
  return out;
}

// claimsOf are the claims behind a fact.
export async function claimsOf(f: { from: string; relation: string; to: string; tier: string }, signal?: AbortSignal): Promise<Claim[]> {
  const found: { statements: RawFact[] } = await get("/statements", { entity: [...new Set([named(f.from), named(f.to)])], relation: f.relation, tier: f.tier, limit: 50, claims: 50 }, signal);
  return found.statements.filter((s) => sameEnds(s, f)).flatMap((s) => (s.evidence ?? []).map((p) => claim(s, p)));
}

const sameEnds = (s: RawFact, f: { from: string; relation: string; to: string }) =>
  (bare(s.subject_iri) === f.from && bare(s.object_iri) === f.to) || (symmetric.has(f.relation) && bare(s.subject_iri) === f.to && bare(s.object_iri) === f.from);

export interface Told { id: string; subject: string; relation: string; object: string; from: string; to: string; tier: Tier; goods: string[]; sources: number; last: string; proof?: Proof }

// factsOf are the statements in which a thing stands, the latest first; next goes on behind them.
export async function factsOf(iri: string, filter: Filter, after = "", signal?: AbortSignal): Promise<{ facts: Told[]; next: string }> {
  const kept = tiers.filter((x) => !filter.noTiers.includes(x));
  const found: { statements: RawFact[]; next?: string } = await get("/statements", { entity: named(iri), tier: kept, since: filter.since, until: filter.until, source: filter.source, confidence: filter.confidence, order: "latest", limit: 30, claims: 1, after }, signal);
  return { next: found.next ?? "", facts: found.statements.map((s) => {
    let [from, to] = [bare(s.subject_iri), bare(s.object_iri)];
    if (symmetric.has(s.predicate ?? "") && from > to && to) [from, to] = [to, from];
    return { id: to ? factID(from, s.predicate ?? "", to, s.tier ?? "") : bare(s.statement), subject: s.subject ?? "", relation: s.predicate ?? "", object: s.object ?? "", from, to, tier: s.tier ?? "rel", goods: s.goods ?? [], sources: s.sources ?? 0, last: s.last ?? "", proof: s.evidence?.[0] && proof(s.evidence[0]) };
  }) };
}

export const quadsOf = async (iri: string, signal?: AbortSignal): Promise<{ s: string; p: string; o: string; l: string }[]> => (await get("/claim", { iri: bracketed(iri) }, signal)).quads;

// Articles

export interface Listed extends ArticleRef { claims: number }
export async function articles(limit: number, signal?: AbortSignal): Promise<{ articles: Listed[]; more: number }> {
  const found = await get("/articles", { limit }, signal);
  return { articles: found.articles.map((a: RawRef & { claims: number }) => ({ ...articleRef(a), claims: a.claims })), more: found.more ?? 0 };
}

export const article = async (iri: string, signal?: AbortSignal): Promise<Article> => reading(await get("/article", { id: bracketed(iri) }, signal));

interface RawArticle extends RawRef { text?: string; mentions?: { start?: number; end?: number; iri: string; name: string; type?: string }[]; facts?: RawFact[] }

export function reading(a: RawArticle): Article {
  const text = a.text ?? "", at = units(text);
  const mentions: Mention[] = (a.mentions ?? []).map((m) => ({ start: at(m.start ?? 0), end: at(m.end ?? 0), iri: bare(m.iri), name: m.name, type: m.type ?? "" }));
  const claims = (a.facts ?? []).flatMap((f) => (f.evidence ?? []).map((p) => { const c = claim(f, p); return { ...c, start: at(c.start), end: at(c.end) }; }));
  const own = articleRef(a);
  return { ...own, text, mentions, claims: claims.map((c) => ({ ...c, article: own })).sort((x, y) => x.start - y.start) };
}

// units turns an offset in bytes of UTF-8 into one in units of UTF-16.
export function units(text: string): (bytes: number) => number {
  const byByte: number[] = [];
  let i = 0;
  for (const char of text) {
    const code = char.codePointAt(0)!;
    for (let n = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4; n > 0; n--) byByte.push(i);
    i += char.length;
  }
  byByte.push(i);
  return (bytes) => byByte[Math.max(0, Math.min(bytes, byByte.length - 1))]!;
}

// Search

export interface Hit { sentence: string; article: ArticleRef; start: number; speakers: string[]; deniers: string[]; claim: string }
export interface Found { things: Thing[]; hits: Hit[]; articles: ArticleRef[]; also: string[]; more: boolean }
interface RawSentence extends RawProof { claims?: string[] }

export async function search(text: string, limits: { hits: number; names: number }, signal?: AbortSignal): Promise<Found> {
  const found: { names: RawThing[]; sentences: RawSentence[]; articles?: RawRef[]; also?: string[]; more_names?: boolean; more_sentences?: boolean } = await get("/search", { q: text, typing: true, ...limits }, signal).catch((err) => {
    if (err instanceof Problem && err.status === 400) return { names: [], sentences: [] }; // nothing but words that are in every text
    throw err;
  });
  const hits = found.sentences.map((s) => ({ sentence: s.sentence ?? "", article: articleRef(s), start: s.start ?? 0, speakers: s.speakers ?? [], deniers: s.deniers ?? [], claim: bare(s.claims?.[0]) }));
  const titled = new Map((found.articles?.map(articleRef) ?? hits.map((h) => h.article)).filter((a) => a.title).map((a) => [a.iri, a]));
  return { things: found.names.map(thing), hits, articles: [...titled.values()], also: found.also ?? [], more: Boolean(found.more_names || found.more_sentences) };
}

export const names = async (typed: string, limit: number, signal?: AbortSignal): Promise<string[]> => (await get("/names", { typed, limit }, signal)) ?? [];

// wellKnown are things of which the latest articles say most.
export async function wellKnown(limit: number, signal?: AbortSignal): Promise<Thing[]> {
  const latest = await articles(4, signal);
  const parts = await Promise.all(latest.articles.map((a) => part({ article: bracketed(a.iri), nodes: 40, bare: true }, signal)));
  const all = joined(parts), met = new Map<string, number>();
  for (const f of all.facts) for (const iri of [f.from, f.to]) met.set(iri, (met.get(iri) ?? 0) + 1);
  return all.things.filter((x) => x.type && x.type !== "Good" && met.has(x.iri)).sort((a, b) => met.get(b.iri)! - met.get(a.iri)!).slice(0, limit);
}

// Queries

interface RawSaved { name: string; german: string; english: string; params?: string[]; example?: string[]; text: string }
export const saved = async (): Promise<Question[]> => ((await get("/saved")) as RawSaved[]).map((q) => ({ name: q.name, de: q.german, en: q.english, params: q.params ?? [], example: q.example ?? [], text: q.text, own: false }));

export type Row = Record<string, unknown>;
export interface Answer { columns: string[]; rows: Row[]; truncated?: string; next?: string; seconds: number }
let asked = 0;

// run asks a query; withdrawn, it is cancelled on the server too.
export async function run(query: string, o: { lang?: string; after?: string; signal?: AbortSignal } = {}): Promise<Answer> {
  const id = `console-${Date.now().toString(36)}-${(asked++).toString(36)}`;
  const cancel = () => void fetch(root + "/query?" + parameters({ id }), { method: "DELETE", headers: { "Content-Type": "application/json", ...authorization() }, keepalive: true }).catch(() => undefined);
  o.signal?.addEventListener("abort", cancel, { once: true });
  try {
    return await sendJSON("/query", { query, id, lang: o.lang || undefined, after: o.after || undefined }, o.signal);
  } finally {
    o.signal?.removeEventListener("abort", cancel);
  }
}

export interface Relation { name: string; reads: string; counts: Partial<Record<Tier, number>> }
export interface Schema { relations: Relation[]; types: { name: string; count: number }[] }
export async function schema(signal?: AbortSignal): Promise<Schema> {
  const s: { types: { name: string; count: number }[]; relations: { name: string; reads: string; symmetric?: boolean; statements: Partial<Record<Tier, number>> }[] } = await get("/schema", {}, signal);
  for (const r of s.relations) if (r.symmetric) symmetric.add(r.name);
  return { types: s.types, relations: s.relations.map((r) => ({ name: r.name, reads: r.reads, counts: r.statements })) };
}

export interface Stats { articles: number; entities: number; claims: number; quads: number }
export const stats = (signal?: AbortSignal): Promise<Stats> => get("/stats", {}, signal);

// Paths, disputes, time

export interface Proof { sentence: string; claim: string; article: ArticleRef; when: string; modality: string; polarity: string; speakers: string[]; deniers: string[] }
const proof = (p: RawProof): Proof => ({ sentence: p.sentence ?? "", claim: bare(p.claim), article: articleRef(p), when: p.when ?? "", modality: p.modality ?? "", polarity: p.polarity ?? "", speakers: p.speakers ?? [], deniers: p.deniers ?? [] });

export interface Said { subject: string; relation: string; object: string; from: string; to: string; tier: Tier; goods: string[]; sources: number; proofs: Proof[] }
const said = (f: RawFact): Said => ({ subject: f.subject ?? "", relation: f.predicate ?? "", object: f.object ?? "", from: bare(f.subject_iri), to: bare(f.object_iri), tier: f.tier ?? "rel", goods: f.goods ?? [], sources: f.sources ?? 0, proofs: (f.evidence ?? []).map(proof) });

export interface Chain { certainty: number; hops: Said[] }
export interface Chains { from: Thing[]; to: Thing[]; same: boolean; hops: number; cut: string; chains: Chain[] }
export interface PathQuestion { from: string; to: string; count: number; order: string; hops: number; hubs: number; directed: boolean; without: string; tiers: string[]; relations: string[]; since: string; until: string; sources: number }
const pathParameters = (q: PathQuestion): Parameters => ({ from: named(q.from), to: named(q.to), count: q.count, hops: q.hops, directed: q.directed, tier: q.tiers, relation: q.relations, since: q.since, until: q.until, sources: q.sources });

export async function paths(q: PathQuestion, signal?: AbortSignal): Promise<Chains> {
  const found: { from: RawThing[]; to: RawThing[]; same?: boolean; hops: number; cut?: string; chains: { certainty: number; hops: RawFact[] }[] } = await get("/paths", { ...pathParameters(q), order: q.order, hubs: q.hubs, without: q.without }, signal);
  return { from: found.from.map(thing), to: found.to.map(thing), same: found.same ?? false, hops: found.hops, cut: found.cut ?? "", chains: found.chains.map((c) => ({ certainty: c.certainty, hops: c.hops.map(said) })) };
}

export interface Voice extends Proof { who: string[] }
export interface Dispute extends Said { statement: string; overlap: string; pro: Voice[]; contra: Voice[] }

export async function disputes(q: { name: string; timely: boolean; limit: number }, signal?: AbortSignal): Promise<{ disputes: Dispute[]; more: number }> {
  type RawVoice = RawProof & { who?: string[] };
  const found: { disputes: (RawFact & { overlap: string; for: RawVoice[]; against: RawVoice[] })[]; more?: number } = await get("/disputes", { name: named(q.name), timely: q.timely, limit: q.limit }, signal);
  const voice = (v: RawVoice): Voice => ({ ...proof(v), who: v.who ?? [] });
  return { more: found.more ?? 0, disputes: found.disputes.map((d) => ({ ...said(d), statement: bare(d.statement), overlap: d.overlap, pro: d.for.map(voice), contra: d.against.map(voice) })) };
}

export interface Moment extends Said { date: string; granularity: string; of: string; kind: string }

export async function timeline(q: { names: string[]; filter: Filter; limit: number }, signal?: AbortSignal): Promise<{ of: Thing[]; moments: Moment[]; more: number }> {
  const found: { of?: RawThing[]; moments: (RawFact & { date?: string; granularity?: string; of?: string; kind: string })[]; more?: number } = await get("/timeline", { name: q.names.map(named), since: q.filter.since, until: q.filter.until, limit: q.limit, claims: 3 }, signal);
  return { of: (found.of ?? []).map(thing), moments: found.moments.map((m) => ({ ...said(m), date: m.date ?? "", granularity: m.granularity ?? "", of: m.of ?? "", kind: m.kind })), more: found.more ?? 0 };
}

// Export

// graphFormats are the formats of a part of the graph, with what their files end on.
export const graphFormats = [
  { name: "graphml", label: "GraphML", ending: "graphml", doc: "Gephi, yEd, NetworkX" }, { name: "gexf", label: "GEXF", ending: "gexf", doc: "Gephi" }, { name: "dot", label: "DOT", ending: "dot", doc: "Graphviz" },
  { name: "cytoscape", label: "Cytoscape", ending: "cyjs", doc: "Cytoscape, Cytoscape.js" }, { name: "csv-nodes", label: "CSV (nodes)", ending: "nodes.csv", doc: "CSV" }, { name: "csv-edges", label: "CSV (edges)", ending: "edges.csv", doc: "CSV" },
  { name: "nquads", label: "N-Quads", ending: "nq", doc: "RDF" }, { name: "trig", label: "TriG", ending: "trig", doc: "RDF" }, { name: "jsonld", label: "JSON-LD", ending: "jsonld", doc: "RDF" },
];

export async function exportThings(format: string, iris: string[], filter: Filter, relations: string[]): Promise<Blob> {
  const q = parameters({ format, among: iris.map(named), nodes: iris.length, tier: tiers.filter((x) => !filter.noTiers.includes(x)), relation: filter.noRelations.length ? relations : [], since: filter.since, until: filter.until });
  return (await send("/export?" + q)).blob();
}

// Adding

export interface Draft { text?: string; file?: string; title?: string; date?: string; publisher?: string; url?: string }
export interface Previewed extends Article { stored: string }

// preview tells what articles say, without storing it.
export async function preview(d: Draft, signal?: AbortSignal): Promise<{ articles: Previewed[]; refused: string[]; more: boolean }> {
  const found: { articles?: (RawArticle & { stored: string; claims: (RawFact & RawProof)[] })[]; refused?: { reason?: string; source?: string }[]; more?: boolean } = await sendJSON("/preview", d, signal);
  return { more: found.more ?? false, refused: (found.refused ?? []).map((r) => [r.source, r.reason].filter(Boolean).join(": ")), articles: (found.articles ?? []).map((a) => ({ ...reading({ ...a, facts: a.claims.map((c) => ({ ...c, tier: "rel", evidence: [c] })) }), stored: a.stored })) };
}

export interface Loaded { outcome: string; id: string; iri: string; reason: string; claims: number }
export async function load(d: Draft, signal?: AbortSignal): Promise<Loaded[]> {
  const found: { articles: Partial<Loaded>[] } = await sendJSON("/articles", d, signal);
  return found.articles.map((a) => ({ outcome: a.outcome ?? "", id: a.id ?? "", iri: bare(a.iri), reason: a.reason ?? "", claims: a.claims ?? 0 }));
}

// Corrections and suggestions

export interface Correction { id: string; action: string; what: string; by: string; when: string; why: string; state: string }
export const corrections = async (limit: number, signal?: AbortSignal): Promise<{ corrections: Correction[]; more: number }> => get("/corrections", { limit }, signal);

export interface Change { subject: string; predicate: string; object: string; tier: string }
export interface Changes { gone: Change[]; added: Change[] }
export interface Wish { action: string; args: string[]; why?: string }
const argument = (x: string) => (/^(id|wd|art|cor):/.test(x) ? bracketed(x) : x);

// rehearse tells what a correction would change; amend makes it.
export async function rehearse(w: Wish, signal?: AbortSignal): Promise<Changes> {
  const found: { changes?: { gone?: Change[]; new?: Change[] } } = await sendJSON("/corrections", { ...w, args: w.args.map(argument), preview: true }, signal);
  return { gone: found.changes?.gone ?? [], added: found.changes?.new ?? [] };
}
export const amend = (w: Wish): Promise<Correction> => sendJSON("/corrections", { ...w, args: w.args.map(argument) });

// membersOf are the names under which articles have what stands together as one thing.
export async function membersOf(iri: string, signal?: AbortSignal): Promise<Thing[]> {
  const v = JSON.stringify(bracketed(iri));
  const { rows } = await run(`g.V(${v}).both("<owl:sameAs>").unique().forEach(function (m) { g.emit({iri: m.id, name: g.V(m.id).out("<ng:nameRead>").toValue()}) })`, { signal });
  return rows.filter((r) => typeof r.iri === "string" && bare(r.iri) !== iri).map((r) => ({ iri: bare(String(r.iri)), name: String(r.name ?? r.iri), type: "" }));
}

export interface Pair { gives: Thing; stays: Thing; score: number; reasons: string[] }
export async function suggestions(limit: number, signal?: AbortSignal): Promise<Pair[]> {
  const found: { merges: { gives: RawThing; stays: RawThing; score: number; reasons: string[] }[] } = await get("/suggestions", { limit, score: 0.4 }, signal);
  return found.merges.map((m) => ({ ...m, gives: thing(m.gives), stays: thing(m.stays) }));
}
