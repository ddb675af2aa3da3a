package gazetteer

import (
	"fmt"
	"slices"
	"strings"

	"newsgraph/internal/ontology"
)

// enter files an entry under its name and every alias.
func (g *Gazetteer) enter(e *Entry, aliases []string) {
	g.byName[e.Name] = append(g.byName[e.Name], e)
	if !slices.Contains(aliases, e.Name+"?") {
		g.alias(e, e.Name, "name")
	}
	g.addAliases(e, aliases)
}

func (g *Gazetteer) addAliases(e *Entry, aliases []string) {
	for _, a := range aliases {
		kind := "alias"
		base := strings.TrimSuffix(a, "?")
		if base == e.Name {
			kind = "name"
		} else if slices.Contains(e.Aliases, base) {
			continue
		} else {
			e.Aliases = append(e.Aliases, base)
		}
		g.alias(e, a, kind)
	}
}

// known refuses a reference to something that no file has named so far.
func (g *Gazetteer) known(name string, types ...string) error {
	if name == "" || slices.ContainsFunc(g.byName[name], func(e *Entry) bool { return slices.Contains(types, e.Type) }) {
		return nil
	}
	return fmt.Errorf("no %s is called %q", strings.Join(types, " or "), name)
}

// words files the adjectives and demonyms of a line. A capitalised adjective is not declined: "Schweizer".
func (g *Gazetteer) words(e *Entry, r row) {
	for _, a := range r.list("adjectives") {
		if isUpper(a) && strings.HasSuffix(a, "er") {
			setFirst(g.cityForms, fold(a), e)
			continue
		}
		setFirst(g.adjectives, fold(a), e)
	}
	for _, d := range r.list("demonyms") {
		for _, f := range demonymForms(d) {
			setFirst(g.demonyms, fold(f), e)
		}
	}
}

// cityWords files what is made from a city's names: "Berliner". An ambiguous name makes none: "Hammer" is not from Hamm.
func (g *Gazetteer) cityWords(e *Entry, aliases []string) {
	names := aliases
	if !slices.Contains(aliases, e.Name+"?") {
		names = append([]string{e.Name}, aliases...)
	}
	for _, n := range names {
		for _, f := range cityForms(n) {
			setFirst(g.cityForms, fold(f), e)
		}
	}
}

// setFirst keeps the earlier line where two claim a word.
func setFirst(m map[string]*Entry, key string, e *Entry) {
	if _, ok := m[key]; !ok {
		m[key] = e
	}
}

// finish sorts what has been collected in the order of the files and adds what follows from all of them.
func (g *Gazetteer) finish() {
	for _, es := range g.byName {
		slices.SortStableFunc(es, compareEntries)
	}
	for _, es := range g.byName {
		for _, e := range es {
			slices.Sort(e.Aliases)
			g.standFor(e)
		}
	}
	g.addPeople()
}

// standFor files the capital and the seat of a living state, and a government body's state.
func (g *Gazetteer) standFor(e *Entry) {
	switch {
	case e.Type == ontology.State && e.Kind != "historical":
		for _, city := range []string{e.Capital, e.Seat} {
			// Donezk is claimed as a capital by a de facto state, but the files list it as a city of the Ukraine.
			if c := g.city(city); c != nil && (c.State == e.Name) {
				setFirst(g.metonyms, city, e)
				for _, a := range c.Aliases {
					setFirst(g.metonyms, a, e)
				}
			}
		}
	case e.Type == ontology.Organization && e.Kind == "government" && e.State != "":
		for _, n := range append([]string{e.Name}, e.Aliases...) {
			setFirst(g.metonyms, n, g.ByName(e.State))
		}
	}
}

// city finds the place of this name that is a capital or, failing that, any.
func (g *Gazetteer) city(name string) *Entry {
	for _, e := range g.byName[name] {
		if e.Kind == "city" {
			return e
		}
	}
	return nil
}

// rank orders types where one name means several things.
func rank(typ string) int {
	switch typ {
	case ontology.State:
		return 0
	case ontology.Organization:
		return 1
	case ontology.Person:
		return 2
	case ontology.Place:
		return 3
	}
	return 4
}
