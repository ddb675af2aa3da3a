package web

import (
	"context"
	"net/http"
	"net/url"
	"reflect"
)

// jsonType is the media type of JSON.
const jsonType = "application/json"

// root is where the interface of this version begins.
const root = "/api/v1"

// A route is one address of the server: what the handler does and what openapi.json says of it.
type route struct {
	method, path string // path below root, "/" first
	summary      string
	request      reflect.Type // fields are parameters or, where body says so, the body; nil = none
	body         string       // media type of the body, "" = none
	answer       reflect.Type // nil where media is not JSON
	lines        reflect.Type // of an answer in lines of JSON, where that can be asked for
	media        []string     // of the answer; nil = JSON
	turns        turns
	write        bool // wants the token for writing
	upload       bool // the body may be as large as articles are
	handle       func(*desk, http.ResponseWriter, *http.Request) error
}

// turns say which questions one takes turns with.
type turns int

const (
	usual    turns = iota // all
	counting              // those that read the graph from end to end: one at a time, and not behind questions that take long
	changing              // those that change the graph: one at a time
	reading               // those that read articles, which takes a processor for seconds: two at a time
	none                  // is answered at once
)

// A bounded request lowers its limits to the server's, and says what it lacks.
type bounded interface{ bound(Options) error }

// get is the route of a question that is asked by the parameters of its address and answered from the graph.
func get[Q, A any](path, summary string, ask func(Local, context.Context, Q) (A, error)) route {
	return route{method: http.MethodGet, path: path, summary: summary, request: reflect.TypeFor[Q](), answer: reflect.TypeFor[A](),
		handle: func(d *desk, w http.ResponseWriter, r *http.Request) error {
			var req Q
			if err := d.asked(r, &req); err != nil {
				return err
			}
			return reply(d, w, r, req, func(ctx context.Context, q Q) (A, error) { return ask(d.graph, ctx, q) })
		}}
}

// asked fills a request from the address that was asked for.
func (d *desk) asked(r *http.Request, request any) error {
	q, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return &Problem{Status: http.StatusBadRequest, Message: "the query string cannot be read", Hint: "separate parameters with & and write %XX for what is no letter, digit or -._~"}
	}
	return d.read(q, request)
}

// read fills a request from an address and lowers it to what the server allows.
func (d *desk) read(q url.Values, request any) error {
	if err := fill(q, request); err != nil {
		return err
	}
	return d.bound(request)
}

// bound lowers a request to what the server allows and refuses a relation that there is not: an empty answer would be read as another.
func (d *desk) bound(request any) error {
	if f, ok := parameters(reflect.ValueOf(request).Elem())["relation"]; ok {
		if names, ok := f.Interface().(Names); ok {
			if err := d.options.Vocabulary.knows(names); err != nil {
				return err
			}
		}
	}
	if b, ok := request.(bounded); ok {
		return b.bound(d.options)
	}
	return nil
}

// post is the route of a question that is asked by a body of JSON.
func post[Q, A any](path, summary string, ask func(Local, context.Context, Q) (A, error)) route {
	return route{method: http.MethodPost, path: path, summary: summary, request: reflect.TypeFor[Q](), answer: reflect.TypeFor[A](), body: jsonType,
		handle: func(d *desk, w http.ResponseWriter, r *http.Request) error {
			var req Q
			if err := d.decode(w, r, &req); err != nil {
				return err
			}
			return reply(d, w, r, req, func(ctx context.Context, q Q) (A, error) { return ask(d.graph, ctx, q) })
		}}
}

// changes makes a route one that writes. What it has accepted it finishes, also where who asked has gone.
func changes(r route) route {
	handle := r.handle
	r.write, r.turns = true, changing
	r.handle = func(d *desk, w http.ResponseWriter, q *http.Request) error {
		return handle(d, w, q.WithContext(context.WithoutCancel(q.Context())))
	}
	return r
}

// at makes a route a question of another method or of other turns.
func (r route) at(method string) route { r.method = method; return r }

func (r route) of(t turns) route { r.turns = t; return r }

func (r route) uploads() route { r.upload = true; return r }

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
		post("/subgraph", "the same, for many names", Local.subgraph),
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
		{method: http.MethodPost, path: "/export", summary: "the same, for many names", request: reflect.TypeFor[ExportRequest](), body: jsonType, media: mediaTypes(), handle: (*desk).export},
		{method: http.MethodPost, path: "/query", summary: "rows of a query in Gizmo, GraphQL, MQL or as one of our own questions; who accepts application/x-ndjson gets them line by line",
			request: reflect.TypeFor[queryRequest](), body: jsonType, answer: reflect.TypeFor[queryAnswer](), lines: reflect.TypeFor[answerLine](), handle: (*desk).query},
		{method: http.MethodDelete, path: "/query", summary: "cancel a query by the id that its request gave it", request: reflect.TypeFor[CancelRequest](), answer: reflect.TypeFor[Cancelled](), turns: none, handle: (*desk).cancel},
		get("/articles", "articles, the latest first", Local.list),
		get("/article", "one article with its text and what was found in it", Local.page),
		get("/state", "whether an article is stored, and what it was read from", Local.state),
		get("/corrections", "the log of corrections, the newest first", Local.log),
		get("/suggestions", "pairs of things that may be one", Local.pairs),
		get("/saved", "saved queries", Local.saved),
		get("/schema", "types, relations and other words of the graph, with how often they are used", Local.schema).of(counting),
		get("/frames", "how many claims each frame found, and how many of them users confirmed and retracted", Local.frames).of(counting),
		get("/stats", "what the graph holds", Local.stats).of(counting),

		post("/preview", "what articles would say, without storing it", Local.preview).uploads().of(reading),
		changes(post("/articles", "load articles", Local.load)).uploads(),
		changes(route{method: http.MethodPut, path: "/article", summary: "store the graph of an article as newsgraph extract --format nquads prints it, in place of what it said before",
			request: reflect.TypeFor[ArticleRequest](), body: quadsType, answer: reflect.TypeFor[LoadEvent](), handle: (*desk).put}).uploads(),
		changes(get("/article", "remove an article and everything that only it says", Local.remove).at(http.MethodDelete)),
		changes(post("/corrections", "correct what articles do not tell, or preview what that would change", Local.correct)),
	}
}
