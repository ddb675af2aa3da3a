package store

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"
	"github.com/dop251/goja"
)

// filters are what claims() can be asked by.
var filters = []string{"subject", "predicate", "object", "goods", "article", "speaker", "denier", "modality", "polarity", "tier", "text"}

// claims is the script function of that name: claims({subject: "Kim Jong-un", predicate: "meets"}) emits one row for each
// claim that fits. Subject, object, speaker and denier are names, Wikidata ids or IRIs; goods and text are looked for in the
// names of goods and in the sentence. Where a relation is symmetric subject and object may stand either way. A claim that
// corrections have retracted is part of no statement, so it is not shown; one that is part of several, by its goods, is shown
// once, with the tiers of all. Sources are the
// independent ones of the fact that it is part of. With a function as second argument the rows are
// handed to it instead.
func (s *script) claims(call goja.FunctionCall) goja.Value {
	s.ran = true
	want, err := s.wanted(call.Argument(0))
	if err == nil {
		err = s.run.plausible(want)
	}
	if err != nil {
		panic(s.vm.NewTypeError("claims(): %s", err.Error()))
	}
	each := func(row Row) error { s.send(row); return nil }
	if fn, ok := goja.AssertFunction(call.Argument(1)); ok {
		each = func(row Row) error { return s.hand(fn, row) }
	}
	c := &claimSearch{run: s.run, want: want, names: map[quad.Value]string{}, groups: map[string][]quad.IRI{}, shown: map[quad.Value]bool{}}
	if err := c.search(each); err != nil {
		var thrown *goja.Exception
		if errors.As(err, &thrown) {
			panic(thrown)
		}
		panic(s.vm.NewGoError(err))
	}
	return goja.Undefined()
}

// hand calls the script's function with a row as an object.
func (s *script) hand(fn goja.Callable, row Row) error {
	o := s.vm.NewObject()
	for _, f := range row {
		v := f.Value
		if q, ok := v.(quad.Value); ok {
			if v = q.Native(); v == any(q) {
				v = quad.StringOf(q)
			}
		}
		o.Set(f.Name, v)
	}
	_, err := fn(goja.Undefined(), o)
	return err
}

// wanted reads the object that claims() is given.
func (s *script) wanted(v goja.Value) (map[string]string, error) {
	out := map[string]string{}
	if goja.IsUndefined(v) || goja.IsNull(v) {
		return out, nil
	}
	o, ok := v.(*goja.Object)
	if !ok {
		return nil, errors.New(`wants an object, as in claims({subject: "Kim Jong-un"})`)
	}
	for _, k := range o.Keys() {
		if !slices.Contains(filters, k) {
			return nil, fmt.Errorf("no field %q: have %s", k, strings.Join(filters, ", "))
		}
		if v := o.Get(k); !goja.IsUndefined(v) && !goja.IsNull(v) {
			out[k] = v.String()
		}
	}
	return out, nil
}
