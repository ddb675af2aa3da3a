package web

import (
	"context"
	"errors"
	"io"
	"iter"

	"github.com/cayleygraph/quad"

	"newsgraph/graph"
	"newsgraph/graph/format"
	"newsgraph/graph/store"
	"newsgraph/query"
)

// Over is the Service of a store that this process has open. Export writes IRIs in full by the table of prefixes.
func Over(s *store.Store, prefixes map[string]string) Service { return local{s, prefixes} }

type local struct {
	store    *store.Store
	prefixes map[string]string
}

func (l local) Query(ctx context.Context, req query.Request, yield func(query.Row) error) (query.Summary, error) {
	return query.Run(ctx, l.store, req, yield)
}

func (l local) Stats(ctx context.Context) (store.Stats, error) { return l.store.Stats(ctx) }

// Export leaves the derived layer out: who imports the rest derives it anew.
func (l local) Export(ctx context.Context, w io.Writer) error {
	_, err := format.WriteSorted(w, l.stated(ctx), format.Options{Prefixes: l.prefixes})
	return err
}

// stated are the quads of all layers but the derived one.
func (l local) stated(ctx context.Context) iter.Seq2[quad.Quad, error] {
	return func(yield func(quad.Quad, error) bool) {
		err := l.store.Quads(ctx, graph.Pattern{}, func(q quad.Quad) error {
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
