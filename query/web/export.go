package web

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"newsgraph/graph"
	"newsgraph/graph/format"
	"newsgraph/graph/store"
	"newsgraph/query"
	"newsgraph/query/explore"
)

// An ExportRequest says what to write: what lies around things, the chains that join two sides, what a query answers with, what one
// article says, or, with none of these, everything.
type ExportRequest struct {
	Format   string `json:"format,omitempty" enum:"nquads trig jsonld graphml gexf dot cytoscape csv-nodes csv-edges"` // "" for N-Quads
	Around   Names  `json:"around,omitempty" example:"Armenien"`                                                       // names
	From     Names  `json:"from,omitempty"`                                                                            // names, with To
	To       Names  `json:"to,omitempty"`                                                                              // names
	Among    Names  `json:"among,omitempty"`                                                                           // names: these things and the facts between them
	Query    string `json:"query,omitempty"`                                                                           // in Gizmo: the things that its rows name, and the facts between them
	Article  string `json:"article,omitempty"`                                                                         // id, or IRI in angle brackets
	Count    int    `json:"count,omitempty"`                                                                           // chains between From and To
	Hops     int    `json:"hops,omitempty"`                                                                            // how far around, longest chain
	Nodes    int    `json:"nodes,omitempty"`                                                                           // things that a part may have; of more, those that are joined most firmly stay
	Frontier int    `json:"frontier,omitempty"`
	Bare     bool   `json:"bare,omitempty"` // facts without what stands behind them
	Choice
}

// part reports whether only a part of the graph is asked for.
func (r ExportRequest) part() bool {
	return len(r.Around)+len(r.From)+len(r.To)+len(r.Among) > 0 || r.Query != "" || r.Article != ""
}

// An ExportSummary tells what was left out of a part of the graph because the part is bounded, and the bounds that held.
type ExportSummary struct {
	NodesLeft, EdgesLeft int
	Hops, Nodes          int    // what was asked, or the server's limit
	Cut                  string // "hops", "frontier" or ""
}

// ErrWhole says that a format of graph tools is asked for everything.
var ErrWhole = errors.New("this format holds a part of the graph")

// Export writes in a format of RDF or, of a part, of graph tools. Of everything it leaves the derived layer out: who imports the
// rest derives it anew. A part of the graph has its facts with it, since other programs search and draw those.
func (l Local) Export(ctx context.Context, req ExportRequest, w io.Writer) (ExportSummary, error) {
	f, known := format.Named(cmp.Or(req.Format, format.Formats()[0].Name))
	if !known {
		return ExportSummary{}, unknownFormat(req.Format)
	}
	named, err := l.named(ctx, req.Query)
	if err != nil {
		return ExportSummary{}, err
	}
	snap, err := l.store.Snapshot(ctx)
	if err != nil {
		return ExportSummary{}, err
	}
	defer snap.Close()
	o := format.Options{Prefixes: l.prefixes}
	if !req.part() {
		if f.Quads == nil {
			return ExportSummary{}, fmt.Errorf("%s: %w", f.Name, ErrWhole)
		}
		_, err = f.Quads(w, format.Sorted(stated(ctx, snap)), o)
		return ExportSummary{}, err
	}
	part, err := partOf(ctx, snap, req, named)
	if err != nil {
		return ExportSummary{}, err
	}
	if f.Graph != nil {
		err = f.Graph(w, part)
	} else {
		_, err = f.Quads(w, format.Sorted(explore.Behind(ctx, snap, part)), o)
	}
	return ExportSummary{NodesLeft: part.NodesLeft, EdgesLeft: part.EdgesLeft, Hops: req.Hops, Nodes: req.Nodes, Cut: part.Cut}, err
}

// partOf is the part of the graph that is asked for; named is what the rows of the query name.
func partOf(ctx context.Context, snap *store.Snapshot, req ExportRequest, named []quad.IRI) (format.Subgraph, error) {
	walk, err := req.walk()
	if err != nil {
		return format.Subgraph{}, err
	}
	budget := explore.Budget{Walk: walk, Nodes: req.Nodes, Edges: edgesOfNode * req.Nodes, Frontier: req.Frontier, Bare: req.Bare}
	switch {
	case req.Article != "":
		article, _, err := explore.Read(ctx, snap, req.Article)
		if err != nil {
			return format.Subgraph{}, err
		}
		return explore.OfArticle(ctx, snap, article.IRI, budget)
	case req.Query != "":
		_, entities, err := explore.Meant(ctx, snap, named)
		if err != nil {
			return format.Subgraph{}, err
		}
		return explore.Among(ctx, snap, snap, entities, budget)
	case len(req.Among) > 0:
		among, _, err := resolved(ctx, snap, req.Among)
		if err != nil {
			return format.Subgraph{}, err
		}
		return explore.Among(ctx, snap, snap, among, budget)
	case len(req.Around) > 0:
		from, _, err := resolved(ctx, snap, req.Around)
		if err != nil {
			return format.Subgraph{}, err
		}
		return explore.Around(ctx, snap, snap, from, max(1, req.Hops), budget)
	}
	from, _, err := resolved(ctx, snap, req.From)
	if err != nil {
		return format.Subgraph{}, err
	}
	to, _, err := resolved(ctx, snap, req.To)
	if err != nil {
		return format.Subgraph{}, err
	}
	o := explore.Options{Walk: walk, Count: req.Count, MaxHops: req.Hops, Frontier: req.Frontier}
	return explore.Along(ctx, snap, snap, from, to, o, budget)
}

// edgesOfNode bounds the edges of a part by its things: more no drawing shows.
const edgesOfNode = 20

func unknownFormat(name string) *Problem {
	names := formatNames()
	return &Problem{Status: http.StatusBadRequest, Message: "format: " + quoted(name) + " is none of " + strings.Join(names, ", "), Hint: "leave it out for " + names[0]}
}

func formatNames() []string {
	var names []string
	for _, f := range format.Formats() {
		names = append(names, f.Name)
	}
	return names
}

// stated are the quads of all layers but the derived one.
func stated(ctx context.Context, snap *store.Snapshot) iter.Seq2[quad.Quad, error] {
	return func(yield func(quad.Quad, error) bool) {
		err := snap.Quads(ctx, graph.Pattern{}, func(q quad.Quad) error {
			if q.Label != quad.Value(graph.Derived) && !yield(q, nil) {
				return errEnough
			}
			return nil
		})
		if err != nil && !errors.Is(err, errEnough) {
			yield(quad.Quad{}, err)
		}
	}
}

// errEnough ends a walk whose caller wants no more.
var errEnough = errors.New("enough")

// export answers GET and POST /api/v1/export with the fields of an ExportRequest. It streams: an error after the first byte breaks the
// connection off, so that no client takes a part for the whole. What was left out stands in the trailer.
func (d *desk) export(w http.ResponseWriter, r *http.Request) error {
	var req ExportRequest
	read := func() error { return d.asked(r, &req) }
	if r.Method == http.MethodPost {
		read = func() error { return d.decode(w, r, &req) }
	}
	if err := read(); err != nil {
		return err
	}
	f, known := format.Named(cmp.Or(req.Format, format.Formats()[0].Name))
	if !known {
		return unknownFormat(req.Format)
	}
	ctx := r.Context()
	if req.part() { // everything takes as long as it takes
		var cancel context.CancelFunc
		ctx, cancel = d.limited(ctx)
		defer cancel()
	}
	w.Header().Set("Content-Type", f.MediaType+"; charset=utf-8")
	w.Header().Set("Trailer", summaryTrailer)
	out := &begun{w: w}
	sum, err := d.graph.Export(ctx, req, out)
	switch {
	case err != nil && out.yes:
		d.options.Log.Error("export broke off", "error", err)
		panic(http.ErrAbortHandler)
	case err != nil:
		w.Header().Del("Trailer")
		return query.Late(ctx, err)
	}
	told, err := json.Marshal(sum)
	if err != nil {
		return err
	}
	w.Header().Set(summaryTrailer, string(told))
	return nil
}

// summaryTrailer is the field of the trailer that holds the ExportSummary as JSON.
const summaryTrailer = "Newsgraph-Summary"

// begun knows whether anything was written.
type begun struct {
	w   io.Writer
	yes bool
}

func (b *begun) Write(p []byte) (int, error) {
	b.yes = true
	return b.w.Write(p)
}

func (req *ExportRequest) bound(o Options) error {
	said := 0
	for _, yes := range []bool{len(req.Around) > 0, len(req.From)+len(req.To) > 0, len(req.Among) > 0, req.Query != "", req.Article != ""} {
		if yes {
			said++
		}
	}
	switch {
	case said > 1:
		return &Problem{Status: http.StatusBadRequest, Message: "around, from and to, among, query and article exclude each other", Hint: "leave all but one of them out"}
	case (len(req.From) > 0) != (len(req.To) > 0):
		return &Problem{Status: http.StatusBadRequest, Message: "from and to go together", Hint: "name both"}
	}
	if unknown := UnknownTier(req.Tiers); unknown != "" {
		return unknownTier(unknown)
	}
	most := o.Limits
	if len(req.Around) == 0 || req.Hops > 0 {
		req.Hops = lower(most.Hops, req.Hops)
	}
	req.Nodes, req.Frontier = lower(o.Nodes, req.Nodes), lower(most.Frontier, req.Frontier)
	req.Count = lower(most.Rows, max(1, req.Count))
	return nil
}

// mediaTypes are those of all formats.
func mediaTypes() []string {
	var out []string
	for _, f := range format.Formats() {
		out = append(out, f.MediaType)
	}
	slices.Sort(out)
	return slices.Compact(out)
}
