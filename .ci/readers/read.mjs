// Reads graph.* in a directory with readers that are not ours and compares with want.json: n3 for N-Quads and TriG, graphology-gexf for
// GEXF, Cytoscape.js for Cytoscape JSON. It ends with 1 and the first differences where anything differs.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Parser } from "n3";
import graphology from "graphology";
import gexf from "graphology-gexf";
import cytoscape from "cytoscape";

const dir = process.argv[2];
const file = (name) => readFileSync(join(dir, name), "utf8");
const want = JSON.parse(file("want.json"));
let wrong = false;

// compare compares two lists, whatever their order.
function compare(what, wanted, got) {
  const [a, b] = [wanted, got].map((list) => list.map((x) => typeof x === "string" ? x : JSON.stringify(x, Object.keys(x).sort())).sort());
  if (a.length === b.length && a.every((x, i) => x === b[i])) return console.log(`ok: ${what}: ${b.length}`);
  wrong = true;
  console.log(`DIFFERENT: ${what}: ${a.length} wanted, ${b.length} read`);
  const [inA, inB] = [new Set(a), new Set(b)];
  for (const x of a.filter((x) => !inB.has(x)).slice(0, 5)) console.log("  -", x.slice(0, 400));
  for (const x of b.filter((x) => !inA.has(x)).slice(0, 5)) console.log("  +", x.slice(0, 400));
}

// term writes a term as want.json has it, blank nodes without their name.
function term(t) {
  if (t.termType === "NamedNode") return `<${t.value}>`;
  if (t.termType === "BlankNode") return "_:";
  return spelled([t.value, t.datatype.value, t.language]);
}

const spelled = ([value, kind, language]) => JSON.stringify([value, kind, language.toLowerCase()]);

// canonical gives a line of want.json the same spelling: of JSON there is more than one.
const canonical = (line) => line.replace(/\["(?:[^"\\]|\\.)*","(?:[^"\\]|\\.)*","(?:[^"\\]|\\.)*"\]/, (literal) => spelled(JSON.parse(literal)));

function rdf(name, format) {
  const quads = new Parser({ format }).parse(file(name));
  const lines = quads.map((q) => [q.subject, q.predicate, q.object, ...(q.graph.termType === "DefaultGraph" ? [] : [q.graph])].map(term).join(" "));
  compare(name, want.quads.map(canonical), [...new Set(lines)]);
}

// kept are attributes as text, without those that only the format wants.
const kept = (attributes, own) => Object.fromEntries(Object.entries(attributes).filter(([name]) => !own.includes(name)).map(([name, v]) => [name, String(v)]));

function network(name) {
  const graph = gexf.parse(graphology.MultiDirectedGraph, file(name), { allowUndeclaredAttributes: false });
  const iri = (node) => graph.getNodeAttribute(node, "iri");
  compare(name + " nodes", want.nodes, graph.mapNodes((_, a) => kept(a, ["label"])));
  compare(name + " edges", want.edges, graph.mapEdges((_, a, from, to) => ({ ...kept(a, ["label", "weight", "kind", "start", "end"]), source: iri(from), target: iri(to) })));
  graph.forEachEdge((_, a) => {
    if (typeof a.sources !== "number" || typeof a.confidence !== "number") throw new Error("the types of attributes are lost: " + JSON.stringify(a).slice(0, 300));
  });
}

function drawing(name) {
  const doc = JSON.parse(file(name));
  const cy = cytoscape({ headless: true, styleEnabled: false, elements: doc.elements });
  compare(name + " nodes", want.nodes, cy.nodes().map((n) => kept(n.data(), ["id"])));
  compare(name + " edges", want.edges, cy.edges().map((e) => kept(e.data(), ["id", "interaction"])));
}

rdf("graph.nq", "N-Quads");
rdf("graph.trig", "TriG");
network("graph.gexf");
drawing("graph.cyjs");
process.exit(wrong ? 1 : 0);
