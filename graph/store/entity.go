package store

import (
	"errors"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"
	"github.com/dop251/goja"

	"newsgraph/graph"
	"newsgraph/graph/naming"
)

// entity is the script function of that name: entity("Kim Jong Un") is the path of the thing that the name means, as package
// naming has it; Wikidata ids ("Q7747") and IRIs ("<id:kim-jong-un>") do as well. Several arguments give several entities.
func (s *script) entity(call goja.FunctionCall) goja.Value {
	if len(call.Arguments) == 0 {
		panic(s.vm.NewTypeError(`entity() wants a name: entity("Kim Jong-un")`))
	}
	var found []goja.Value
	for _, a := range call.Arguments {
		id, err := s.run.resolve(a.String())
		if err != nil {
			panic(s.vm.NewGoError(err))
		}
		found = append(found, s.vm.ToValue(quad.StringOf(id)))
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

// resolve finds the representative of what a person calls an entity.
func (r *run) resolve(name string) (quad.IRI, error) {
	found, err := naming.Resolve(runView{r}, name)
	var unclear *naming.Error
	if errors.As(err, &unclear) {
		return "", &QueryError{Message: unclear.Error(), Hint: unclear.Hint()}
	}
	return found.Entity, err
}

// runView is what a query sees.
type runView struct{ *run }

func (v runView) Quads(p graph.Pattern, yield func(quad.Quad) error) error { return v.quads(p, yield) }

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
