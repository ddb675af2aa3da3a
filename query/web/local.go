package web

import (
	"context"

	"newsgraph/graph/store"
	"newsgraph/query"
)

// Over is the Service of a store that this process has open. Export writes IRIs in full by the table of prefixes.
func Over(s *store.Store, prefixes map[string]string) Service { return local{s, prefixes} }

type local struct {
	store    *store.Store
	prefixes map[string]string
}

func (l local) Query(ctx context.Context, req query.Request, yield func(query.Row) error) (query.Result, error) {
	var engine query.Engine = l.store
	if req.Lang == Ask {
		engine = asking{l, req.Limits}
	}
	return query.Run(ctx, engine, req, yield)
}

func (l local) Stats(ctx context.Context) (store.Stats, error) { return l.store.Stats(ctx) }
