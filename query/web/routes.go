package web

import (
	"context"
	"net/http"
	"net/url"
	"reflect"

	"newsgraph/graph/store"
)

// root is where the interface of this version begins.
const root = "/api/v1"

// A route is one address of the server: what the handler does and what openapi.json says of it.
type route struct {
	method, path string // path below root, "/" first
	summary      string
	request      reflect.Type // fields are parameters or, with POST, the body; nil = none
	answer       reflect.Type // nil where media is not JSON
	lines        reflect.Type // of an answer in lines of JSON, where that can be asked for
	media        []string     // of the answer; nil = JSON
	places       string       // which questions it takes turns with; "" = all
	write        bool
	handle       func(*desk, http.ResponseWriter, *http.Request) error
}

// A bounded request lowers its limits to the server's, and says what it lacks.
type bounded interface{ bound(Options) error }

// get is the route of a question that is asked by the parameters of its address and answered from the graph.
func get[Q, A any](path, summary string, ask func(Local, context.Context, Q) (A, error)) route {
	return route{method: http.MethodGet, path: path, summary: summary, request: reflect.TypeFor[Q](), answer: reflect.TypeFor[A](),
		handle: func(d *desk, w http.ResponseWriter, r *http.Request) error {
			var req Q
			if err := d.read(r.URL.Query(), &req); err != nil {
				return err
			}
			return reply(d, w, r, req, func(ctx context.Context, q Q) (A, error) { return ask(d.graph, ctx, q) })
		}}
}

// read fills a request from an address and lowers it to what the server allows.
func (d *desk) read(q url.Values, request any) error {
	if err := fill(q, request); err != nil {
		return err
	}
	if b, ok := request.(bounded); ok {
		return b.bound(d.options)
	}
	return nil
}

// Nothing is a request without parameters.
type Nothing struct{}

// routes are all addresses of the interface. openapi.json is made of them.
func routes() []route {
	return []route{
		get("/search", "things by their names, sentences by their words, articles by their headlines, saved queries", Local.find),
		get("/names", "names that go on with what was typed", Local.completions),
		get("/entity", "a thing with its names, its types and how many join it to others", Local.entity),
		get("/neighbours", "a thing with those that lie one hop from it, and the edges between", Local.neighbours),
		get("/subgraph", "a part of the graph to be drawn", Local.subgraph),
		get("/statements", "facts with the claims behind them", Local.statements),
		get("/claims", "claims, each with the fact that it is joined to; limits and cursor count facts", Local.claims),
		get("/claim", "one claim with the quads that the graph holds of it", Local.claim),
		get("/show", "names, type, offices and facts of a thing", Local.Show),
		get("/dossier", "everything about a thing that one would cite", Local.Dossier),
		get("/disputes", "what somebody affirms and somebody denies", Local.Disputes),
		get("/paths", "the best chains of facts between things", Local.Path),
		get("/timeline", "what happened, was planned, may have been or was denied", Local.Timeline),
		{method: http.MethodGet, path: "/export", summary: "the graph or a part of it in a format of RDF or of graph tools; what was left out is told in the trailer Newsgraph-Summary",
			request: reflect.TypeFor[ExportRequest](), media: mediaTypes(), handle: (*desk).export},
		{method: http.MethodPost, path: "/query", summary: "rows of a query in Gizmo, GraphQL, MQL or as one of our own questions; who accepts application/x-ndjson gets them line by line",
			request: reflect.TypeFor[queryRequest](), answer: reflect.TypeFor[queryAnswer](), lines: reflect.TypeFor[answerLine](), handle: (*desk).query},
		get("/articles", "articles, the latest first", Local.list),
		get("/article", "one article with its text and what was found in it", Local.page),
		get("/corrections", "the log of corrections, the newest first", Local.log),
		get("/suggestions", "pairs of things that may be one", Local.pairs),
		get("/saved", "saved queries", Local.saved),
		counting(get("/schema", "types, relations and other words of the graph, with how often they are used", Local.schema)),
		counting(get("/stats", "what the graph holds", func(l Local, ctx context.Context, _ Nothing) (store.Stats, error) { return l.Stats(ctx) })),
	}
}

// counting marks a route that reads the graph from end to end: one at a time, and not behind questions that take long.
func counting(r route) route {
	r.places = "counters"
	return r
}
