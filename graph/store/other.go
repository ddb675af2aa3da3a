package store

import (
	"fmt"
	"slices"

	"github.com/cayleygraph/cayley/query"
	"github.com/cayleygraph/cayley/query/graphql"
	"github.com/cayleygraph/cayley/query/mql"
)

// startOther runs a query in one of the languages that are no scripts.
func startOther(r *run, lang string) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = panicked(p)
		}
	}()
	var ses query.Session
	switch lang {
	case GraphQL:
		ses = graphql.NewSession(r.qs)
	case MQL:
		ses = mql.NewSession(r.qs)
	default:
		return fmt.Errorf("query: no language %q", lang)
	}
	r.row = func(v any) (Row, bool, error) {
		row, err := plain(v)
		return row, err == nil && !hollow(row), err
	}
	it, err := ses.Execute(r.ctx, r.text, query.Options{Collation: query.JSON})
	if err != nil {
		return &QueryError{Message: err.Error()}
	}
	r.it = it
	return nil
}

// hollow reports whether a row says that nothing was found: GraphQL answers {"nodes": null}.
func hollow(row Row) bool {
	return !slices.ContainsFunc(row, func(f Field) bool { return f.Value != nil })
}
