package explore

import (
	"context"

	"github.com/cayleygraph/quad"

	"newsgraph/graph"
	"newsgraph/graph/naming"
)

// A Candidate is an entity that a name may mean; a NameError suggests some. Package naming decides.
type (
	Candidate = naming.Candidate
	NameError = naming.Error
)

// ErrUnknown and ErrAmbiguous are wrapped by NameError.
var (
	ErrUnknown   = naming.ErrUnknown
	ErrAmbiguous = naming.ErrAmbiguous
)

// Resolve finds the entity that somebody means.
func Resolve(ctx context.Context, r Reader, name string) (Candidate, error) {
	return naming.Resolve(within{ctx, r}, name)
}

// within is a reader for as long as a context holds.
type within struct {
	ctx context.Context
	r   Reader
}

func (w within) Quads(p graph.Pattern, yield func(quad.Quad) error) error {
	return w.r.Quads(w.ctx, p, func(q quad.Quad) error {
		if err := w.ctx.Err(); err != nil {
			return err
		}
		return yield(q)
	})
}
