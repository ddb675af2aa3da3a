package store

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"
	"github.com/dop251/goja"

	"newsgraph/graph"
	"newsgraph/internal/ontology"
)

// entity is the script function of that name: entity("Kim Jong Un") is the path of everything with that name, and takes
// Wikidata ids ("Q7747") and IRIs ("<id:kim-jong-un>") as well. Several arguments give several entities.
func (s *script) entity(call goja.FunctionCall) goja.Value {
	if len(call.Arguments) == 0 {
		panic(s.vm.NewTypeError(`entity() wants a name: entity("Kim Jong-un")`))
	}
	var found []goja.Value
	for _, a := range call.Arguments {
		ids, err := s.run.resolve(a.String())
		if err != nil {
			panic(s.vm.NewGoError(err))
		}
		for _, id := range ids {
			found = append(found, s.vm.ToValue(quad.StringOf(id)))
		}
	}
	v, _ := goja.AssertFunction(s.vm.Get("g").ToObject(s.vm).Get("V"))
	p, err := v(goja.Undefined(), found...)
	if err != nil {
		panic(err)
	}
	return p
}

// errFound ends a walk that has what it wanted.
var errFound = errors.New("found")

var (
	wikidata = regexp.MustCompile(`^Q[1-9][0-9]*$`)
	short    = regexp.MustCompile(`^(id|wd):\S+$`) // an IRI that somebody typed without brackets
)

// resolve finds the representatives of what a person calls an entity.
func (r *run) resolve(name string) ([]quad.IRI, error) {
	iri, isIRI := quad.StringToValue(strings.TrimSpace(name)).(quad.IRI)
	switch {
	case wikidata.MatchString(name):
		iri, isIRI = graph.Wikidata(name), true
	case short.MatchString(name):
		iri, isIRI = quad.IRI(name), true
	}
	var found []quad.IRI
	var err error
	if isIRI {
		found, err = r.byIRI(iri)
	} else if key := ontology.Fold(name); key != "" {
		found, err = r.subjects(graph.Pattern{P: graph.NameKey, O: quad.String(key), L: graph.Derived})
		if err == nil && len(found) == 0 && !strings.Contains(key, " ") {
			return r.bySurname(name, key)
		}
	}
	if err == nil && len(found) == 0 {
		err = &QueryError{Message: fmt.Sprintf("the graph knows nobody and nothing called %q", name), Hint: "a name must be whole; upper and lower case, accents and hyphens do not matter"}
	}
	return found, err
}

// bySurname finds the one thing whose name ends in the word: "Peskow". Of several it lists who may be meant.
func (r *run) bySurname(name, key string) ([]quad.IRI, error) {
	var found []quad.IRI
	err := r.quads(graph.Pattern{P: graph.NameKey, L: graph.Derived}, func(q quad.Quad) error {
		if s, ok := q.Subject.(quad.IRI); ok && strings.HasSuffix(quad.ToString(q.Object), " "+key) {
			found = append(found, s)
		}
		return nil
	})
	slices.Sort(found)
	found = slices.Compact(found)
	if err != nil || len(found) == 1 {
		return found, err
	}
	hint := "a name must be whole; upper and lower case, accents and hyphens do not matter"
	if len(found) > 1 {
		c := &claimSearch{run: r, names: map[quad.Value]string{}}
		var names []string
		for _, f := range found[:min(len(found), 8)] {
			n, err := c.name(f)
			if err != nil {
				return nil, err
			}
			names = append(names, n)
		}
		hint = "it may be one of: " + strings.Join(names, ", ")
	}
	return nil, &QueryError{Message: fmt.Sprintf("the graph knows nobody and nothing called %q", name), Hint: hint}
}

// byIRI finds the representative that an entity belongs to, or to which a Wikidata item does.
func (r *run) byIRI(iri quad.IRI) ([]quad.IRI, error) {
	if strings.HasPrefix(string(iri), "wd:") {
		found, err := r.subjects(graph.Pattern{P: graph.SameAs, O: iri, L: graph.Derived})
		if err != nil || len(found) > 0 {
			return found, err
		}
	}
	rep, err := r.representative(iri)
	if err != nil || rep != iri {
		return []quad.IRI{rep}, err
	}
	known := r.qs.ValueOf(iri) != nil
	if !known {
		return nil, nil
	}
	return []quad.IRI{iri}, nil
}

// representative is the entity that stands for the group; an entity without a group stands for itself.
func (r *run) representative(iri quad.IRI) (quad.IRI, error) {
	rep := iri
	err := r.quads(graph.Pattern{S: iri, P: graph.SameAs, L: graph.Derived}, func(q quad.Quad) error {
		if o, ok := q.Object.(quad.IRI); ok && !strings.HasPrefix(string(o), "wd:") {
			rep = o
		}
		return nil
	})
	return rep, err
}

// subjects are the sorted subjects of what matches.
func (r *run) subjects(p graph.Pattern) ([]quad.IRI, error) {
	var out []quad.IRI
	err := r.quads(p, func(q quad.Quad) error {
		if s, ok := q.Subject.(quad.IRI); ok {
			out = append(out, s)
		}
		return nil
	})
	slices.Sort(out)
	return slices.Compact(out), err
}

// quads reads as long as the query may run.
func (r *run) quads(p graph.Pattern, yield func(quad.Quad) error) error {
	return r.view.Quads(p, func(q quad.Quad) error {
		if err := r.ctx.Err(); err != nil {
			return err
		}
		return yield(q)
	})
}

// one is the object of the only quad that matches.
func (r *run) one(s quad.Value, p quad.IRI, label quad.Value) (v quad.Value, err error) {
	err = r.quads(graph.Pattern{S: s, P: p, L: label}, func(q quad.Quad) error {
		v = q.Object
		return errFound
	})
	if errors.Is(err, errFound) {
		err = nil
	}
	return v, err
}
