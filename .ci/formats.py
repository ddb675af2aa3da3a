"""Reads graph.* in a directory with readers that are not ours and compares with want.json: rdflib for formats of RDF, networkx for
GraphML and GEXF, the csv module, Graphviz for DOT. It ends with 1 and the first differences where anything differs."""
import csv
import json
import logging
import subprocess
import sys
from pathlib import Path

import networkx
import networkx.readwrite.gexf
import rdflib

logging.getLogger("rdflib").setLevel(logging.ERROR)  # it warns of IRIs that it does not like and keeps them
rdflib.NORMALIZE_LITERALS = False  # "007" stays "007"
csv.field_size_limit(1 << 24)
# networkx 2.8 knows GEXF up to 1.2; what 1.3 changes for it is the namespace.
networkx.readwrite.gexf.GEXF.versions.setdefault("1.3", {
    "NS_GEXF": "http://gexf.net/1.3", "NS_VIZ": "http://gexf.net/1.3/viz", "NS_XSI": "http://www.w3.org/2001/XMLSchema-instance",
    "SCHEMALOCATION": "http://gexf.net/1.3 http://gexf.net/1.3/gexf.xsd", "VERSION": "1.3"})
XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"
LANG_STRING = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"

here = Path(sys.argv[1])
want = json.loads((here / "want.json").read_text("utf-8"))
wrong = 0


def compare(what, wanted, got):
    """Compares two lists, whatever their order."""
    global wrong
    wanted, got = (sorted(json.dumps(x, sort_keys=True, ensure_ascii=False) for x in xs) for xs in (wanted, got))
    if wanted == got:
        print(f"ok: {what}: {len(got)}")
        return
    wrong += 1
    print(f"DIFFERENT: {what}: {len(wanted)} wanted, {len(got)} read")
    for sign, ones, others in (("-", wanted, got), ("+", got, wanted)):
        for one in [x for x in ones if x not in set(others)][:5]:
            print(" ", sign, one[:400])


def term(t):
    """A term in the form of want.json, blank nodes without their name."""
    if isinstance(t, rdflib.URIRef):
        return f"<{t}>"
    if isinstance(t, rdflib.BNode):
        return "_:"
    kind = LANG_STRING if t.language else str(t.datatype or XSD_STRING)
    return [str(t), kind, (t.language or "").lower()]


def parsed(line):
    """A quad of want.json: terms between blanks, literals as JSON."""
    out, rest = [], line
    while rest:
        if rest[0] == "[":
            value, n = json.JSONDecoder().raw_decode(rest)
        else:
            value, n = rest.split(" ")[0], len(rest.split(" ")[0])
        out.append(value)
        rest = rest[n + 1:]
    return out


def rdf(extension, name, faults=()):
    """Reads and compares; faults are literals that this reader is known to read wrongly, and how."""
    graph = rdflib.ConjunctiveGraph()
    # From memory: rdflib opens files as text with universal newlines.
    graph.parse(data=(here / ("graph" + extension)).read_bytes(), format=name)
    default = graph.default_context.identifier
    read = []
    for s, p, o, g in graph.quads():
        label = getattr(g, "identifier", g)
        read.append([term(s), term(p), term(o)] + ([] if label in (None, default) else [term(label)]))
    # rdflib gives the default graph and graphs that are blank nodes both a blank name: the label of neither is compared.
    strip = lambda quads: [q[:3] if q[3:] == ["_:"] else q for q in quads]
    known = lambda q: [[dict(faults).get(t[0], t[0]), *t[1:]] if isinstance(t, list) else t for t in q]
    compare(extension, strip(known(parsed(line)) for line in want["quads"]), strip(read))


def text(v):
    """An attribute as want.json has it, whatever its type."""
    if isinstance(v, float) and v.is_integer():
        return str(int(v))
    return str(v)


def network(extension, read, own):
    graph = read(here / ("graph" + extension))
    iris = {n: d["iri"] for n, d in graph.nodes(data=True)}
    kept = lambda d: {k: text(v) for k, v in d.items() if k not in own}
    compare(extension + " nodes", want["nodes"], [kept(d) for _, d in graph.nodes(data=True)])
    compare(extension + " edges", want["edges"], [{**kept(d), "source": iris[a], "target": iris[b]} for a, b, d in graph.edges(data=True)])
    for _, _, d in graph.edges(data=True):
        if not isinstance(d["sources"], int) or not isinstance(d["confidence"], float):
            raise SystemExit(f"{extension}: the types of attributes are lost: {d!r:.300}")


def table(extension, wanted, numbers):
    # Text that could run as a formula has an apostrophe before it, and the line breaks of the file are read as one.
    def guarded(k, v):
        return "'" + v if k not in numbers and v[0] in "=+-@\t\r" else v

    with open(here / ("graph" + extension), encoding="utf-8", newline="") as f:
        read = [{k: v for k, v in row.items() if v} for row in csv.DictReader(f)]
    compare(extension, [{k: guarded(k, v) for k, v in row.items()} for row in wanted], read)


def dot():
    # gvpr reads as dot does and draws nothing: a label of 1 MB would be drawn for minutes.
    sep, end = "\x1c", "\x1d"
    program = 'N { printf("N\\034%s\\034%s\\034%s\\035", $.name, $.label, $.comment); } ' \
        'E { printf("E\\034%s\\034%s\\034%s\\034%s\\034%s\\035", $.tail.name, $.head.name, $.label, $.tier, $.tooltip); }'
    out = subprocess.run(["gvpr", program, str(here / "graph.dot")], check=True, capture_output=True).stdout.decode("utf-8")
    nodes, edges = [], []
    for record in out.split(end)[:-1]:
        kind, *fields = record.split(sep)
        (nodes if kind == "N" else edges).append(fields)
    svg = subprocess.run(["dot", "-Tsvg", str(here / "small.dot")], check=True, capture_output=True).stdout.decode("utf-8")
    if "Nordkorea" not in svg or "supplies" not in svg:
        raise SystemExit(f"dot draws something else: {svg:.500}")
    compare(".dot nodes", [[drawn(n["iri"], False), drawn(n.get("name", "")), n["type"]] for n in want["nodes"]], nodes)
    compare(".dot edges", [[drawn(e["source"], False), drawn(e["target"], False), e["relation"], e["tier"], drawn(e.get("sentence", ""))] for e in want["edges"]], edges)


def drawn(s, label=True):
    """Text as DOT holds it: backslashes doubled, in labels line breaks written out and & as an entity."""
    if label:
        s = s.replace("&", "&amp;")
    s = s.replace("\\", "\\\\")
    return s.replace("\n", "\\n") if label else s


rdf(".nq", "nquads", faults=[("\\u0041", "A")])  # rdflib 6.1 takes an escaped backslash before u for an escape
rdf(".trig", "trig")
rdf(".jsonld", "json-ld")
network(".graphml", networkx.read_graphml, {"id"})
network(".gexf", lambda path: networkx.read_gexf(path, version="1.3"), {"id", "label", "weight", "kind", "start", "end"})
table(".nodes.csv", want["nodes"], set())
table(".edges.csv", want["edges"], {"sources", "claims", "quantity", "confidence"})
dot()
sys.exit(1 if wrong else 0)
