package gazetteer

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"newsgraph/internal/ontology"
)

// addPerson reads one office of a person; lines of one name are one person.
func addPerson(g *Gazetteer, r row) error {
	name, office := r.get("name"), Office{State: r.get("state"), Role: r.get("role"), From: r.get("from"), To: r.get("to")}
	if err := g.known(office.State, ontology.State, ontology.Organization, ontology.Place); err != nil {
		return err
	}
	if office.Role != "" {
		t, ok := g.Title(lastWord(office.Role))
		if !ok {
			return fmt.Errorf("role %q ends in no title of titles.tsv", office.Role)
		}
		office.Class = t.Class
	}
	if err := oneOf("gender", r.get("gender"), []string{"", "f", "m"}); err != nil {
		return err
	}
	e, err := g.person(name, r.get("gender"), r.get("wikidata"))
	if err != nil {
		return err
	}
	g.addAliases(e, r.list("aliases"))
	if office != (Office{}) {
		e.Offices = append(e.Offices, office)
	}
	return nil
}

// lastWord is the part of a role that says the office: "Präsident" of "designierter Präsident".
func lastWord(role string) string {
	return role[strings.LastIndexByte(role, ' ')+1:]
}

// person finds the person of this name or enters a new one.
func (g *Gazetteer) person(name, gender, wikidata string) (*Entry, error) {
	i := slices.IndexFunc(g.byName[name], func(e *Entry) bool { return e.Type == ontology.Person })
	if i < 0 {
		e := &Entry{Name: name, Type: ontology.Person, Kind: "person", Gender: gender, Wikidata: wikidata}
		g.enter(e, nil)
		return e, nil
	}
	e := g.byName[name][i]
	if e.Gender != gender || e.Wikidata != wikidata {
		return nil, fmt.Errorf("%s has another gender or Wikidata id in an earlier line", name)
	}
	return e, nil
}

// addPeople files everybody under surname and state, in the order of names.
func (g *Gazetteer) addPeople() {
	for _, e := range g.persons() {
		for _, n := range append([]string{e.Name}, e.Aliases...) {
			for _, s := range surnames(n, e.familyFirst()) {
				if !slices.Contains(g.families[s], e) {
					g.families[s] = append(g.families[s], e)
				}
			}
		}
		for _, o := range e.Offices {
			if !slices.Contains(g.holders[o.State], e) {
				g.holders[o.State] = append(g.holders[o.State], e)
			}
		}
	}
}

func (g *Gazetteer) persons() []*Entry {
	var out []*Entry
	for _, es := range g.byName {
		for _, e := range es {
			if e.Type == ontology.Person {
				out = append(out, e)
			}
		}
	}
	slices.SortFunc(out, func(a, b *Entry) int { return cmp.Compare(a.Name, b.Name) })
	return out
}

// familyFirst says whether the family name leads: "Kim Jong-un". German news keeps that order for Chinese and Koreans
// and turns it round for Japanese and Hungarians; a Vietnamese is called by the last part.
func (e *Entry) familyFirst() bool {
	return slices.ContainsFunc(e.Offices, func(o Office) bool {
		return slices.Contains([]string{"China", "Kambodscha", "Nordkorea", "Südkorea", "Taiwan"}, o.State)
	})
}

// particles are parts of a surname that may be left out: "von der Leyen", "as-Sisi".
var particles = strings.Fields("von van der den de del della di da dos do la le bin ibn al el as asch at ar ad an ash abu zu ten")

// surnames lists the folded last names that somebody goes by: "von der leyen" and "leyen".
func surnames(name string, familyFirst bool) []string {
	words := strings.Fields(name)
	last := len(words) - 1
	if last > 0 && isRegnal(words[last]) { // "Charles III." has no surname and goes by the name before the number
		return []string{fold(strings.Join(words[:last], " "))}
	}
	if familyFirst && last > 0 && !strings.Contains(words[0], "-") {
		return []string{fold(words[0])}
	}
	first := last
	for first > 1 && slices.Contains(particles, fold(words[first-1])) {
		first--
	}
	out := []string{fold(words[last])}
	if first < last {
		out = append(out, fold(strings.Join(words[first:], " ")))
	}
	if head, bare, ok := strings.Cut(words[last], "-"); ok && slices.Contains(particles, fold(head)) {
		out = append(out, fold(bare))
	}
	return out
}

// isRegnal recognises "VI." and "II".
func isRegnal(w string) bool {
	return strings.Trim(w, "IVX") == "." || len(w) > 1 && strings.Trim(w, "IVX") == ""
}

// Surnames lists the people who go by a surname, in the order of their names. A genitive counts: "Putins".
func (g *Gazetteer) Surnames(surname string) []*Entry {
	for _, key := range bases(surname) {
		if es := g.families[key]; len(es) > 0 {
			return slices.Clone(es)
		}
	}
	return nil
}

// Holder lists who held an office of the class (see Title) in a state or body on a date (ISO 8601, cut or whole; empty
// for those still in office), the latest first.
func (g *Gazetteer) Holder(state, class, date string) []*Entry {
	return g.holding(state, date, func(o Office) bool { return o.Class == class })
}

// Officer lists who is meant by a title that says the office: "Außenministerin" or "US-Außenminister" of a state on a date,
// as Holder. A head of state or government is found by any word for one: "Machthaber", "Premier".
func (g *Gazetteer) Officer(state, title, date string) []*Entry {
	t, ok := g.Title(title)
	if !ok {
		return nil
	}
	want := t.office()
	found := g.holding(state, date, func(o Office) bool {
		have, _ := g.Title(lastWord(o.Role))
		return have.office() == want && have.Class == t.Class
	})
	if len(found) == 0 && slices.Contains([]string{"head-of-government", "head-of-state", "royal"}, t.Class) {
		return g.Holder(state, t.Class, date)
	}
	return found
}

// Suits reports whether a head of the state or its government may go by a title, as far as the list tells: Austria has a
// "Bundespräsident" and no "Präsident", a kingdom has neither, and only some governments are led by a "Kanzler".
func (g *Gazetteer) Suits(state, title string) bool {
	t, ok := g.Title(title)
	want := t.office()
	if !ok || t.field != "" || t.Class != "head-of-state" && t.Class != "royal" && want != "kanzler" {
		return true
	}
	known, royal := false, false
	for _, e := range g.holders[state] {
		for _, o := range e.Offices {
			if o.State != state {
				continue
			}
			royal = royal || o.Class == "royal"
			if o.Class != t.Class {
				continue
			}
			known = true
			if have, _ := g.Title(lastWord(o.Role)); suits(have.office(), want) {
				return true
			}
		}
	}
	return !known && t.Class != "royal" && (t.Class != "head-of-state" || !royal)
}

func suits(have, want string) bool {
	if want == "kanzler" {
		return strings.HasSuffix(have, want)
	}
	return strings.HasPrefix(want, "bundes") || !strings.HasPrefix(have, "bundes")
}

// office is the office without gender and without who it belongs to: "aussenminister" for "US-Außenministerin".
func (t Title) office() string {
	noun := t.field + fold(t.Masculine)
	if t.Vice {
		return "vize" + noun
	}
	return noun
}

// holding lists who holds an office that fits, the latest to come first.
func (g *Gazetteer) holding(state, date string, fits func(Office) bool) []*Entry {
	type term struct {
		e    *Entry
		from string
	}
	var found []term
	for _, e := range g.holders[state] {
		for _, o := range e.Offices {
			if o.State == state && o.Covers(date) && fits(o) {
				found = append(found, term{e, o.From})
			}
		}
	}
	slices.SortStableFunc(found, func(a, b term) int { return cmp.Compare(b.from, a.from) })
	var out []*Entry
	for _, t := range found {
		if !slices.Contains(out, t.e) {
			out = append(out, t.e)
		}
	}
	return out
}

// Covers reports whether the office was held on a date, as far as both go: one from 2012 covers 2012-03. The empty date is
// the day on which the lists were written.
func (o Office) Covers(date string) bool {
	if date == "" {
		return o.To == ""
	}
	n, m := min(len(date), len(o.From)), min(len(date), len(o.To))
	return o.From[:n] <= date[:n] && o.To[:m] >= date[:m]
}
