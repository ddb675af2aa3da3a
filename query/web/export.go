package web

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/cayleygraph/quad"

	"newsgraph/graph"
	"newsgraph/graph/format"
	"newsgraph/graph/store"
	"newsgraph/query/explore"
)

// An ExportRequest says what to write: what lies around a thing, what rests on an article, or, with neither, everything.
type ExportRequest struct {
	Format  string // name of one of format.Formats, "" for N-Quads
	Around  string // a name
	Hops    int    // how far around
	Nodes   int    // things that a part may have; of more, those that are joined most firmly stay
	Tiers   []string
	Article string // id, or IRI in angle brackets
	Time    time.Duration
}

// An ExportSummary tells what was left out of a part of the graph because the part is bounded.
type ExportSummary struct{ NodesLeft, EdgesLeft int }

// ErrWhole says that a format of graph tools is asked for everything.
var ErrWhole = errors.New("this format holds a part of the graph")

// Export writes in a format of RDF or, of a part, of graph tools. Of everything it leaves the derived layer out: who imports the
// rest derives it anew. A part of the graph has its facts with it, since other programs search and draw those.
func (l local) Export(ctx context.Context, req ExportRequest, w io.Writer) (ExportSummary, error) {
	f, known := format.Named(cmp.Or(req.Format, format.Formats()[0].Name))
	if !known {
		return ExportSummary{}, unknownFormat(req.Format)
	}
	snap, err := l.store.Snapshot(ctx)
	if err != nil {
		return ExportSummary{}, err
	}
	defer snap.Close()
	o := format.Options{Prefixes: l.prefixes}
	if req.Around == "" && req.Article == "" {
		if f.Quads == nil {
			return ExportSummary{}, fmt.Errorf("%s: %w", f.Name, ErrWhole)
		}
		_, err = f.Quads(w, format.Sorted(stated(ctx, snap)), o)
		return ExportSummary{}, err
	}
	part, err := partOf(ctx, snap, req)
	if err != nil {
		return ExportSummary{}, err
	}
	if f.Graph != nil {
		err = f.Graph(w, part)
	} else {
		_, err = f.Quads(w, format.Sorted(explore.Behind(ctx, snap, part)), o)
	}
	return ExportSummary{part.NodesLeft, part.EdgesLeft}, err
}

// partOf is what lies around a thing, or what rests on an article.
func partOf(ctx context.Context, snap *store.Snapshot, req ExportRequest) (format.Subgraph, error) {
	budget := explore.Budget{Tiers: req.Tiers, Nodes: req.Nodes, Edges: edgesOfNode * req.Nodes, Timeout: req.Time}
	if req.Article != "" {
		article, _, err := explore.Read(ctx, snap, req.Article)
		if err != nil {
			return format.Subgraph{}, err
		}
		return explore.OfArticle(ctx, snap, article.IRI, budget)
	}
	from, err := explore.Resolve(ctx, snap, req.Around)
	if err != nil {
		return format.Subgraph{}, err
	}
	return explore.Around(ctx, snap, snap, from.Entity, req.Hops, budget)
}

// edgesOfNode bounds the edges of a part by its things: more no drawing shows.
const edgesOfNode = 20

func unknownFormat(name string) *Problem {
	var names []string
	for _, f := range format.Formats() {
		names = append(names, f.Name)
	}
	return &Problem{Status: http.StatusBadRequest, Message: "format: " + quoted(name) + " is none of " + strings.Join(names, ", "), Hint: "leave it out for " + names[0]}
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

// export answers GET /api/export?format=F&around=NAME&hops=N&tier=T&article=ID. It streams: an error after the first byte breaks
// the connection off, so that no client takes a part for the whole. What was left out stands in the trailer.
func (d *desk) export(w http.ResponseWriter, r *http.Request) error {
	req, err := d.exportRequest(r.URL.Query())
	if err != nil {
		return err
	}
	f, known := format.Named(cmp.Or(req.Format, format.Formats()[0].Name))
	if !known {
		return unknownFormat(req.Format)
	}
	w.Header().Set("Content-Type", f.MediaType+"; charset=utf-8")
	w.Header().Set("Trailer", nodesLeft+", "+edgesLeft)
	out := &begun{w: w}
	sum, err := d.service.Export(r.Context(), req, out)
	switch {
	case err != nil && out.yes:
		d.options.Log.Error("export broke off", "error", err)
		panic(http.ErrAbortHandler)
	case err != nil:
		w.Header().Del("Trailer")
		return err
	}
	w.Header().Set(nodesLeft, strconv.Itoa(sum.NodesLeft))
	w.Header().Set(edgesLeft, strconv.Itoa(sum.EdgesLeft))
	return nil
}

// Names of the trailer's fields.
const (
	nodesLeft = "Newsgraph-Nodes-Left"
	edgesLeft = "Newsgraph-Edges-Left"
)

// begun knows whether anything was written.
type begun struct {
	w   io.Writer
	yes bool
}

func (b *begun) Write(p []byte) (int, error) {
	b.yes = true
	return b.w.Write(p)
}

func (d *desk) exportRequest(q url.Values) (ExportRequest, error) {
	req := ExportRequest{Format: q.Get("format"), Around: q.Get("around"), Article: q.Get("article"), Tiers: q["tier"], Time: d.options.Limits.Time}
	if req.Around != "" && req.Article != "" {
		return req, &Problem{Status: http.StatusBadRequest, Message: "around and article are wanted, and only one can be", Hint: "leave one of them out"}
	}
	if unknown := UnknownTier(req.Tiers); unknown != "" {
		return req, unknownTier(unknown)
	}
	hops, err := count(q.Get("hops"))
	if err != nil {
		return req, err
	}
	nodes, err := count(q.Get("nodes"))
	req.Hops, req.Nodes = min(max(hops, 1), d.options.Hops), lower(d.options.Nodes, nodes)
	return req, err
}

func unknownTier(name string) *Problem {
	return &Problem{Status: http.StatusBadRequest, Message: "tier: " + quoted(name) + " is none of " + strings.Join(Tiers(), ", "), Hint: "leave it out for rel and disputed"}
}

// Export asks GET /api/export.
func (c *Client) Export(ctx context.Context, req ExportRequest, w io.Writer) (sum ExportSummary, err error) {
	asked := url.Values{"tier": req.Tiers}
	for key, value := range map[string]string{
		"format": req.Format, "around": req.Around, "article": req.Article, "hops": number(req.Hops), "nodes": number(req.Nodes),
	} {
		if value != "" {
			asked.Set(key, value)
		}
	}
	response, err := c.send(ctx, http.MethodGet, "/api/export?"+asked.Encode(), nil)
	if err != nil {
		return sum, err
	}
	defer response.Body.Close()
	if _, err := io.Copy(w, response.Body); err != nil {
		return sum, fmt.Errorf("export from %s: %w", c.base, err)
	}
	if sum.NodesLeft, err = count(response.Trailer.Get(nodesLeft)); err == nil {
		sum.EdgesLeft, err = count(response.Trailer.Get(edgesLeft))
	}
	return sum, err
}

// number is a limit as a client sends it: none is left out.
func number(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}
