package store

import (
	"context"
	"slices"

	"github.com/cayleygraph/quad"

	"newsgraph/graph"
)

// Stats counts what a graph holds.
type Stats struct {
	Quads       int64                       `json:"quads"`  // of all layers
	Values      int64                       `json:"values"` // different IRIs and literals
	Articles    int64                       `json:"articles"`
	Entities    int64                       `json:"entities"` // representatives
	Claims      int64                       `json:"claims"`
	Statements  int64                       `json:"statements"`
	Layers      map[string]int64            `json:"layers"`    // quads by layer: articles, corrections, derived, foreign
	Relations   map[string]map[string]int64 `json:"relations"` // statements by relation and tier
	ForeignIRIs []quad.IRI                  `json:"foreign"`   // labels of foreign graphs
}

// Names of the layers in Stats.
const (
	LayerArticles    = "articles"
	LayerCorrections = "corrections"
	LayerDerived     = "derived"
	LayerForeign     = "foreign"
)

// Stats reads the whole graph once.
func (s *Store) Stats(ctx context.Context) (Stats, error) {
	v, err := s.view(ctx)
	if err != nil {
		return Stats{}, err
	}
	defer v.close()
	c := counting{Stats: Stats{Layers: map[string]int64{}, Relations: map[string]map[string]int64{}}, foreign: map[quad.IRI]bool{}, relation: map[quad.Value]string{}, tier: map[quad.Value]string{}}
	c.Values, c.Quads = v.size()
	err = v.Quads(graph.Pattern{}, func(q quad.Quad) error {
		c.count(q)
		return ctx.Err()
	})
	if err != nil {
		return Stats{}, err
	}
	return c.finish(), nil
}

type counting struct {
	Stats
	foreign  map[quad.IRI]bool
	relation map[quad.Value]string // of statements
	tier     map[quad.Value]string
}

func (c *counting) count(q quad.Quad) {
	switch {
	case q.Label == quad.Value(graph.Derived):
		c.Layers[LayerDerived]++
		c.derived(q)
	case graph.IsArticle(q.Label):
		c.Layers[LayerArticles]++
		if q.Predicate != quad.Value(graph.Type) {
			return
		}
		switch q.Object {
		case quad.Value(graph.ClassArticle):
			c.Articles++
		case quad.Value(graph.ClassClaim):
			c.Claims++
		}
	case q.Label == quad.Value(graph.Corrections):
		c.Layers[LayerCorrections]++
	default:
		c.Layers[LayerForeign]++
		if iri, ok := q.Label.(quad.IRI); ok {
			c.foreign[iri] = true
		}
	}
}

func (c *counting) derived(q quad.Quad) {
	switch q.Predicate {
	case quad.Value(graph.Name):
		c.Entities++
	case quad.Value(graph.ClaimPredicate):
		if _, relation, ok := graph.ParseShortcut(q.Object); ok {
			c.relation[q.Subject] = relation
		}
	case quad.Value(graph.Tier):
		c.tier[q.Subject] = quad.ToString(q.Object)
	}
}

func (c *counting) finish() Stats {
	c.Statements = int64(len(c.relation))
	for st, relation := range c.relation {
		if c.Relations[relation] == nil {
			c.Relations[relation] = map[string]int64{}
		}
		c.Relations[relation][c.tier[st]]++
	}
	for iri := range c.foreign {
		c.ForeignIRIs = append(c.ForeignIRIs, iri)
	}
	slices.Sort(c.ForeignIRIs)
	return c.Stats
}
