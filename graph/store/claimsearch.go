package store

import (
	"slices"

	"github.com/cayleygraph/quad"

	"newsgraph/graph"
)

// claimSearch looks for claims by way of the statements that join them.
type claimSearch struct {
	*run
	want   map[string]string
	names  map[quad.Value]string
	groups map[string][]quad.IRI // what the names in want stand for
	shown  map[quad.Value]bool   // claims: one with several goods is part of several statements
}

func (c *claimSearch) search(each func(Row) error) error {
	for _, k := range []string{"subject", "object", "speaker", "denier"} {
		name, ok := c.want[k]
		if !ok {
			continue
		}
		rep, err := c.resolve(name)
		if err != nil {
			return err
		}
		c.groups[k] = []quad.IRI{rep}
	}
	statements, err := c.statements()
	if err != nil {
		return err
	}
	for _, st := range statements {
		if err := c.statement(st, each); err != nil {
			return err
		}
	}
	return nil
}

// statements finds those that may hold what is wanted, by the most telling thing that is known.
func (c *claimSearch) statements() ([]quad.IRI, error) {
	ends := append(slices.Clone(c.groups["subject"]), c.groups["object"]...)
	if len(ends) > 0 {
		if len(c.groups["subject"]) > 0 {
			ends = c.groups["subject"]
		}
		return c.union(ends, graph.ClaimSubject, graph.ClaimObject)
	}
	switch {
	case c.want["article"] != "":
		return c.statementsOf(graph.Pattern{P: graph.InArticle, O: c.article()})
	case len(c.groups["speaker"]) > 0:
		return c.statementsBy(c.groups["speaker"], graph.AttributedTo)
	case len(c.groups["denier"]) > 0:
		return c.statementsBy(c.groups["denier"], graph.DeniedBy)
	case c.want["predicate"] != "":
		return c.subjects(graph.Pattern{P: graph.ClaimPredicate, O: graph.Relation(c.want["predicate"]), L: graph.Derived})
	}
	return c.subjects(graph.Pattern{P: graph.Type, O: graph.ClassStatement, L: graph.Derived})
}

func (c *claimSearch) article() quad.IRI {
	if iri, ok := quad.StringToValue(c.want["article"]).(quad.IRI); ok {
		return iri
	}
	return graph.Article(c.want["article"])
}

// union are the statements that have one of the entities at one of the ends.
func (c *claimSearch) union(entities []quad.IRI, ends ...quad.IRI) ([]quad.IRI, error) {
	var out []quad.IRI
	for _, e := range entities {
		for _, p := range ends {
			found, err := c.subjects(graph.Pattern{P: p, O: e, L: graph.Derived})
			if err != nil {
				return nil, err
			}
			out = append(out, found...)
		}
	}
	slices.Sort(out)
	return slices.Compact(out), nil
}

// statementsBy are those with a claim that names one of the entities, or a member of its group, under the predicate.
func (c *claimSearch) statementsBy(entities []quad.IRI, p quad.IRI) ([]quad.IRI, error) {
	var out []quad.IRI
	for _, e := range entities {
		members, err := c.subjects(graph.Pattern{P: graph.SameAs, O: e, L: graph.Derived})
		if err != nil {
			return nil, err
		}
		for _, m := range append(members, e) {
			found, err := c.statementsOf(graph.Pattern{P: p, O: m})
			if err != nil {
				return nil, err
			}
			out = append(out, found...)
		}
	}
	slices.Sort(out)
	return slices.Compact(out), nil
}

// statementsOf are the statements of the claims that match.
func (c *claimSearch) statementsOf(p graph.Pattern) ([]quad.IRI, error) {
	claims, err := c.subjects(p)
	if err != nil {
		return nil, err
	}
	var out []quad.IRI
	for _, claim := range claims {
		found, err := c.subjects(graph.Pattern{P: graph.HasClaim, O: claim, L: graph.Derived})
		if err != nil {
			return nil, err
		}
		out = append(out, found...)
	}
	slices.Sort(out)
	return slices.Compact(out), nil
}
