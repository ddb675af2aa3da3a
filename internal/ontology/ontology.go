// Package ontology reads data/ontology.yaml: which types of entities there are, which relations, and what may stand
// at their ends. For example, Relation("meets") is symmetric and joins two actors.
//
// It also folds names so that "Kim Jong Un" and "Kim Jong-un" are one key. It knows no article and no graph.
package ontology

import (
	"bytes"
	"fmt"
	"io"
	"slices"

	"go.yaml.in/yaml/v3"
)

// Names of the entity types, as data/ontology.yaml lists them.
const (
	Person       = "Person"
	State        = "State"
	Organization = "Organization"
	Place        = "Place"
	Event        = "Event"
	Good         = "Good"
)

// Modalities of a claim.
const (
	Actual   = "actual"
	Planned  = "planned"
	Probable = "probable"
	Possible = "possible"
	Alleged  = "alleged"
)

// Polarities of a claim.
const (
	Positive = "positive"
	Negative = "negative"
)

// A Type is one kind of entity.
type Type struct {
	Name  string `yaml:"name"`
	Is    string `yaml:"is"`
	Actor bool   `yaml:"actor"`
}

// A Relation says what may stand at the ends of a predicate and which claim fields mean something for it.
type Relation struct {
	Name       string   `yaml:"name"`
	Reads      string   `yaml:"reads"`
	Subject    []string `yaml:"subject"` // type names, "actor" expanded by Parse
	Object     []string `yaml:"object"`
	Symmetric  bool     `yaml:"symmetric"`
	Objectless bool     `yaml:"objectless"`
	Goods      bool     `yaml:"goods"`
	Role       bool     `yaml:"role"`
	Plover     string   `yaml:"plover"`
}

// Ontology is the whole table, in the order of the file.
type Ontology struct {
	Types      []Type     `yaml:"types"`
	Relations  []Relation `yaml:"relations"`
	Modalities []string   `yaml:"modalities"`
	Polarities []string   `yaml:"polarities"`
}

// Parse reads the YAML table strictly: an unknown key or type is an error that names the line or the relation.
func Parse(b []byte) (*Ontology, error) {
	var o Ontology
	dec := yaml.NewDecoder(bytes.NewReader(b))
	dec.KnownFields(true)
	if err := dec.Decode(&o); err != nil && err != io.EOF {
		return nil, fmt.Errorf("ontology: %w", err)
	}
	for i := range o.Relations {
		r := &o.Relations[i]
		var err error
		if r.Subject, err = o.expand(r.Subject); err == nil {
			r.Object, err = o.expand(r.Object)
		}
		if err != nil {
			return nil, fmt.Errorf("ontology: relation %q: %w", r.Name, err)
		}
	}
	return &o, nil
}

// expand replaces "actor" by the types that are actors and refuses names that are no type.
func (o *Ontology) expand(names []string) ([]string, error) {
	var out []string
	for _, n := range names {
		known := false
		for _, t := range o.Types {
			if t.Name == n || n == "actor" && t.Actor {
				out = append(out, t.Name)
				known = true
			}
		}
		if !known {
			return nil, fmt.Errorf("unknown type %q", n)
		}
	}
	return out, nil
}

// Relation finds a relation by its name.
func (o *Ontology) Relation(name string) (Relation, bool) {
	i := slices.IndexFunc(o.Relations, func(r Relation) bool { return r.Name == name })
	if i < 0 {
		return Relation{}, false
	}
	return o.Relations[i], true
}

// IsActor reports whether entities of the type can act.
func (o *Ontology) IsActor(typ string) bool {
	return slices.ContainsFunc(o.Types, func(t Type) bool { return t.Name == typ && t.Actor })
}

// Accepts reports whether the relation may hold between entities of these types; an empty object type means none.
func (r Relation) Accepts(subject, object string) bool {
	if !slices.Contains(r.Subject, subject) {
		return false
	}
	if object == "" {
		return r.Objectless
	}
	return slices.Contains(r.Object, object)
}
