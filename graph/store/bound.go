package store

import (
	"context"

	cayley "github.com/cayleygraph/cayley/graph"
)

// bound makes an iterator end when ctx does, also where Cayley passes another context or none: a join that finds nothing
// walks its whole input inside one call of Next.
func bound(ctx context.Context, it cayley.Iterator) cayley.Iterator {
	if ctx.Done() == nil {
		return it
	}
	return cayley.AsLegacy(boundShape{cayley.AsShape(it), ctx})
}

type boundShape struct {
	cayley.IteratorShape
	ctx context.Context
}

func (s boundShape) Iterate() cayley.Scanner {
	return &boundScanner{Scanner: s.IteratorShape.Iterate(), ctx: s.ctx}
}

func (s boundShape) Lookup() cayley.Index {
	return &boundIndex{Index: s.IteratorShape.Lookup(), ctx: s.ctx}
}

func (s boundShape) Optimize(ctx context.Context) (cayley.IteratorShape, bool) {
	n, ok := s.IteratorShape.Optimize(ctx)
	return boundShape{n, s.ctx}, ok
}

type boundScanner struct {
	cayley.Scanner
	ctx context.Context
}

func (s *boundScanner) Next(ctx context.Context) bool {
	return s.ctx.Err() == nil && s.Scanner.Next(ctx)
}

func (s *boundScanner) Err() error {
	if err := s.ctx.Err(); err != nil {
		return err
	}
	return s.Scanner.Err()
}

type boundIndex struct {
	cayley.Index
	ctx context.Context
}

func (s *boundIndex) Contains(ctx context.Context, v cayley.Ref) bool {
	return s.ctx.Err() == nil && s.Index.Contains(ctx, v)
}

func (s *boundIndex) Err() error {
	if err := s.ctx.Err(); err != nil {
		return err
	}
	return s.Index.Err()
}
