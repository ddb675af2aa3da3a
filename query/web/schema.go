package web

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"newsgraph/graph"
	"newsgraph/query"
)

// A Type is a kind of thing.
type Type struct {
	Name string `json:"name"`
	Is   string `json:"is"`
}

// A Relation is what may join two things.
type Relation struct {
	Name      string   `json:"name"`
	Reads     string   `json:"reads"`   // what it means
	Subject   []string `json:"subject"` // types that may stand there
	Object    []string `json:"object"`
	Symmetric bool     `json:"symmetric,omitempty"`
}

// A Vocabulary is what the graph is made of.
type Vocabulary struct {
	Types      []Type
	Relations  []Relation
	Modalities []string
	Polarities []string
}

// A Schema is the vocabulary with how often each word of it is used.
type Schema struct {
	Types      []TypeCount     `json:"types"`
	Relations  []RelationCount `json:"relations"`
	Tiers      []string        `json:"tiers"` // the firmest first
	Modalities []string        `json:"modalities"`
	Polarities []string        `json:"polarities"`
	Formats    []string        `json:"formats"`   // of exports
	Languages  []string        `json:"languages"` // of queries
	Orders     []string        `json:"orders"`    // of chains
}

// A TypeCount counts the things of a type.
type TypeCount struct {
	Type
	Count int `json:"count"`
}

// A RelationCount counts the statements of a relation, by tier.
type RelationCount struct {
	Relation
	Statements map[string]int `json:"statements"`
}

// knows refuses the first of the relations that is none. A server without a vocabulary knows nothing and refuses nothing.
func (v Vocabulary) knows(relations []string) error {
	known := make([]string, len(v.Relations))
	for i, r := range v.Relations {
		known[i] = r.Name
	}
	for _, name := range relations {
		if len(known) > 0 && !slices.Contains(known, name) {
			return &Problem{Status: http.StatusBadRequest, Message: "relation: " + quoted(name) + " is none", Hint: "/api/v1/schema lists them"}
		}
	}
	return nil
}

// Languages are the names of the query languages; the first is that where none is said.
func Languages() []string { return []string{"gizmo", "graphql", "mql", Ask} }

func (l Local) schema(ctx context.Context, _ Nothing) (Schema, error) {
	snap, err := l.store.Snapshot(ctx)
	if err != nil {
		return Schema{}, err
	}
	defer snap.Close()
	types, statements := map[quad.Value]int{}, map[quad.Value]map[string]int{}
	if err := snap.Quads(ctx, graph.Pattern{P: graph.Type, L: graph.Derived}, func(q quad.Quad) error { types[q.Object]++; return nil }); err != nil {
		return Schema{}, err
	}
	tiers := map[quad.Value]string{}
	if err := snap.Quads(ctx, graph.Pattern{P: graph.Tier, L: graph.Derived}, func(q quad.Quad) error { tiers[q.Subject] = quad.ToString(q.Object); return nil }); err != nil {
		return Schema{}, err
	}
	err = snap.Quads(ctx, graph.Pattern{P: graph.ClaimPredicate, L: graph.Derived}, func(q quad.Quad) error {
		if statements[q.Object] == nil {
			statements[q.Object] = map[string]int{}
		}
		statements[q.Object][tiers[q.Subject]]++
		return nil
	})
	if err != nil {
		return Schema{}, err
	}
	return l.counted(types, statements), nil
}

func (l Local) counted(types map[quad.Value]int, statements map[quad.Value]map[string]int) Schema {
	v := l.options.Vocabulary
	s := Schema{Types: []TypeCount{}, Relations: []RelationCount{}, Tiers: Tiers(), Modalities: append([]string{}, v.Modalities...),
		Polarities: append([]string{}, v.Polarities...), Formats: formatNames(), Languages: Languages(), Orders: Orders()}
	for _, t := range v.Types {
		s.Types = append(s.Types, TypeCount{t, types[quad.Value(graph.Class(t.Name))]})
	}
	for _, r := range v.Relations {
		counts := statements[quad.Value(graph.Relation(r.Name))]
		if counts == nil {
			counts = map[string]int{}
		}
		s.Relations = append(s.Relations, RelationCount{r, counts})
	}
	return s
}

// A SavedQuery is a question with a name: POST /api/v1/query runs it as saved.
type SavedQuery struct {
	Name    string   `json:"name"`
	German  string   `json:"german"`
	English string   `json:"english"`
	Params  []string `json:"params"`
	Example []string `json:"example"` // one for each
	Text    string   `json:"text"`
}

func (l Local) saved(context.Context, Nothing) ([]SavedQuery, error) {
	all, err := query.SavedQueries()
	out := []SavedQuery{}
	for _, s := range all {
		out = append(out, savedOf(s))
	}
	return out, err
}

func savedOf(s query.Saved) SavedQuery {
	return SavedQuery{s.Name, s.German, s.English, append([]string{}, s.Params...), append([]string{}, s.Example...), s.Text}
}

// savedFor are the saved queries whose questions hold every word.
func savedFor(text string) ([]SavedQuery, error) {
	all, err := query.SavedQueries()
	out := []SavedQuery{}
	for _, s := range all {
		if strings.TrimSpace(text) != "" && holds(s.Name+" "+s.German+" "+s.English, text) {
			out = append(out, savedOf(s))
		}
	}
	return out, err
}
