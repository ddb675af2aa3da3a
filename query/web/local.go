package web

import (
	"context"

	"github.com/cayleygraph/quad"

	"newsgraph/graph/store"
	"newsgraph/query"
)

// Over is the graph of a store that this process has open. Export writes IRIs in full by the table of prefixes.
func Over(s *store.Store, prefixes map[string]string) Local {
	return Local{store: s, prefixes: prefixes}
}

// Local is the Service of an open store, and answers what only the server asks besides.
type Local struct {
	store    *store.Store
	prefixes map[string]string
	options  Options // of the server that it stands behind; zero for a command
}

func (l Local) Query(ctx context.Context, req query.Request, yield func(query.Row) error) (query.Result, error) {
	var engine query.Engine = l.store
	if req.Lang == Ask {
		engine = asking{l, req.Limits}
	}
	return query.Run(ctx, engine, req, yield)
}

// Frames counts the claims of all articles by the frame that found them.
func (l Local) Frames(ctx context.Context) (map[string]store.FrameCount, error) {
	return l.store.Frames(ctx)
}

func (l Local) frames(ctx context.Context, _ Nothing) (map[string]store.FrameCount, error) {
	return l.Frames(ctx)
}

// Stats counts what the graph holds; it has a list of foreign graphs also where there are none.
func (l Local) Stats(ctx context.Context) (store.Stats, error) {
	s, err := l.store.Stats(ctx)
	s.ForeignIRIs = append([]quad.IRI{}, s.ForeignIRIs...)
	return s, err
}

func (l Local) stats(ctx context.Context, _ Nothing) (store.Stats, error) { return l.Stats(ctx) }
