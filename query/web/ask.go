package web

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"newsgraph/graph/format"
	"newsgraph/graph/store"
	"newsgraph/query"
)

// Ask is the name of our own query language: a JSON object with one question and its fields, for example
//
//	{"path": {"from": "Balkarm", "to": "Kasachstan", "count": 3, "order": "sure"}}
//	{"disputes": {"name": "Bulgarien"}}
//	{"timeline": {"name": ["Armenien", "Aserbaidschan"], "since": "2024"}}
//	{"around": {"around": "Armenien", "hops": 2, "nodes": 50}}
//
// The fields are those of PathRequest, DisputesRequest, TimelineRequest and ExportRequest. Answers are rows, as in any other
// language.
const Ask = "ask"

// asking is the engine of that language; limits are those of the request.
type asking struct {
	Local
	limits query.Limits
}

// A question holds one of its fields.
type question struct {
	Path     *PathRequest     `json:"path"`
	Disputes *DisputesRequest `json:"disputes"`
	Timeline *TimelineRequest `json:"timeline"`
	Around   *ExportRequest   `json:"around"`
}

// Query implements query.Engine.
func (a asking) Query(ctx context.Context, _, text string, yield func(query.Row) error) error {
	var q question
	dec := json.NewDecoder(strings.NewReader(text))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&q); err != nil {
		return badQuestion(strings.TrimPrefix(err.Error(), "json: "))
	}
	if _, err := dec.Token(); err != io.EOF {
		return badQuestion("something stands after the question")
	}
	asked := 0
	for _, yes := range []bool{q.Path != nil, q.Disputes != nil, q.Timeline != nil, q.Around != nil} {
		if yes {
			asked++
		}
	}
	if asked != 1 {
		return badQuestion("one question is wanted: path, disputes, timeline or around")
	}
	switch {
	case q.Path != nil:
		req := *q.Path
		req.Hops, req.Frontier = lower(a.limits.Hops, req.Hops), lower(a.limits.Frontier, req.Frontier)
		req.Count = lower(a.limits.Rows, max(1, req.Count))
		return a.pathRows(ctx, req, yield)
	case q.Disputes != nil:
		return a.disputeRows(ctx, *q.Disputes, yield)
	case q.Timeline != nil:
		return a.momentRows(ctx, *q.Timeline, yield)
	}
	return a.edgeRows(ctx, *q.Around, yield)
}

func badQuestion(message string) error {
	return &store.QueryError{Message: message, Hint: `a question is for example {"path": {"from": "Balkarm", "to": "Kasachstan"}}`}
}

// edgeRows are the edges of a part of the graph as rows.
func (a asking) edgeRows(ctx context.Context, req ExportRequest, yield func(query.Row) error) error {
	if req.Format != "" || !req.part() {
		return badQuestion("around: wants one of around, from and to, query, article, and no format")
	}
	if len(req.Around) == 0 || req.Hops > 0 {
		req.Hops = lower(a.limits.Hops, req.Hops)
	}
	if req.Frontier = lower(a.limits.Frontier, req.Frontier); req.Nodes == 0 {
		req.Nodes = defaultNodes
	}
	named, err := a.named(ctx, req.Query)
	if err != nil {
		return err
	}
	snap, err := a.store.Snapshot(ctx)
	if err != nil {
		return err
	}
	defer snap.Close()
	part, err := partOf(ctx, snap, req, named)
	if err != nil {
		return err
	}
	names := map[string]string{}
	for _, n := range part.Nodes {
		names[string(n.IRI)] = n.Name
	}
	for _, e := range part.Edges {
		if err := yield(edgeRow(e, names)); err != nil {
			return err
		}
	}
	switch {
	case part.Cut != "":
		return &query.CutError{Limit: part.Cut}
	case part.NodesLeft+part.EdgesLeft > 0:
		return &query.CutError{Limit: "nodes"}
	}
	return nil
}

// defaultNodes is how many things a part has where the question does not say.
const defaultNodes = 200

func edgeRow(e format.Edge, names map[string]string) query.Row {
	return query.Row{
		{Name: "subject", Value: names[string(e.From)]}, {Name: "predicate", Value: e.Relation}, {Name: "object", Value: names[string(e.To)]},
		{Name: "tier", Value: e.Tier}, {Name: "sources", Value: int64(e.Sources)}, {Name: "first", Value: e.First}, {Name: "last", Value: e.Last},
		{Name: "modality", Value: e.Modality}, {Name: "speakers", Value: strings.Join(e.Speakers, ", ")}, {Name: "sentence", Value: e.Sentence},
		{Name: "article", Value: fmt.Sprint(e.Article)}, {Name: "from", Value: e.From}, {Name: "to", Value: e.To},
	}
}
