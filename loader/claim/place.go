package claim

import (
	"slices"
	"strings"

	"newsgraph/internal/ontology"
	"newsgraph/loader/doc"
)

// locations reads where places and bodies lie off noun phrases: "die Kookmin-Universität in Seoul", "die peruanische Hafenstadt Callao",
// "der Ferne Osten Russlands".
func (x *extraction) locations() {
	for p, ph := range x.d.Phrases {
		e := x.lies(p, ph)
		if e < 0 {
			continue
		}
		switch x.d.Entities[e].Type {
		case ontology.Place:
			x.capital(e, p)
			if x.d.Words[ph.Head].Lemma == "Hauptstadt" {
				continue
			}
			x.within(e, p, x.accept(x.inner(p), []string{ontology.State}, nil))
			x.within(e, p, x.accept(x.meanings(x.hanging(p, doc.Genitive, "")), []string{ontology.State}, nil))
			x.within(e, p, x.inState(p))
		case ontology.Organization:
			if body(x.d.Entities[e].Kind) {
				x.within(e, p, x.meanings(x.hanging(p, doc.PrepAttr, "in")))
				x.within(e, p, x.meanings(x.hanging(p, doc.PrepAttr, "aus")))
				x.within(e, p, x.seat(p))
				x.within(e, p, x.accept(x.inner(p), []string{ontology.Place}, nil)) // "der Linzer Motorenbauer"
			}
		}
	}
}

// lies is what a phrase names, or the place or body of one seat that it describes: "in der sambischen Hauptstadt", "die Akademie in Lima".
func (x *extraction) lies(p int, ph doc.Phrase) int {
	if m, ok := x.mentionAt(ph.Head); ok {
		return x.d.Refs[m]
	}
	if len(x.d.Means[p]) != 1 || x.d.Words[ph.Head].Tag != "NN" {
		return -1
	}
	e := x.d.Means[p][0]
	switch ent := x.d.Entities[e]; {
	case ent.Type == ontology.Place && !ent.Local && !ent.Implied, ent.Local && ent.Type == ontology.Organization && slices.Contains([]string{"university", "institute", "court"}, ent.Kind) && ph.Number == doc.Sing:
		return e
	}
	return -1
}

// capital reads "die sambische Hauptstadt Lusaka" and "die Hauptstadt Lima".
func (x *extraction) capital(e, p int) {
	ph := x.d.Phrases[p]
	end := ph.Last
	if m, ok := x.mentionAt(ph.Head); ok {
		end = x.d.Mentions[m].First
	}
	for t := ph.First; t < end; t++ {
		if x.d.Words[t].Lemma != "Hauptstadt" {
			continue
		}
		states := x.accept(append(x.inner(p), x.meanings(x.hanging(p, doc.Genitive, ""))...), []string{ontology.State}, nil)
		if len(states) == 0 && x.d.Entities[e].ActsFor > 0 {
			states = []int{x.d.Entities[e].ActsFor - 1}
		}
		for _, s := range states[:min(1, len(states))] {
			if slices.ContainsFunc(x.found, func(f found) bool { return f.Predicate == "capitalOf" && f.Subject == e && f.Object == s }) {
				return
			}
			c := found{clause: ph.Clause, phrase: p, static: true}
			c.Subject, c.Predicate, c.Object, c.Place = e, "capitalOf", s, -1
			c.Modality, c.Polarity = ontology.Actual, ontology.Positive
			c.Evidence, c.Frame = x.sentenceAt(t), "capitalOf.phrase"
			x.found = append(x.found, c)
		}
		return
	}
}

// body reports whether a kind of organisation has one seat, so that "in" behind it tells where it lies.
func body(kind string) bool {
	return slices.Contains([]string{"", "university", "institute", "company", "court", "church", "bank", "ministry", "media", "ngo"}, kind)
}

// inState is the state of "Lima in Peru"; of a phrase that stands alone behind the name, not of one that the verb asks for.
func (x *extraction) inState(p int) []int {
	var out []int
	if ph := x.d.Phrases[p]; ph.Prep == "von" && ph.First > 0 && strings.HasSuffix(x.d.Tokens[ph.First-1].Text, "lich") {
		return nil // "südlich von Lima in der Siedlung X"
	}
	for _, q := range x.children[p] {
		if ph := x.d.Phrases[q]; ph.Rel == doc.PrepAttr && ph.Prep == "in" && (ph.Cases == 0 || ph.Cases&doc.Dat != 0) { // "von Lima in den Iran" is a way
			for _, e := range x.accept(x.d.Means[q], []string{ontology.State, ontology.Place}, nil) {
				if x.d.Phrases[p].Prep != "aus" || x.d.Entities[e].Kind != "city" { // "aus London in Vilnius eingetroffen"
					out = append(out, e)
				}
			}
			out = append(out, x.accept(x.meanings(x.hanging(q, doc.Genitive, "")), []string{ontology.State}, nil)...)
		}
	}
	return out
}

// seat is the place of "die Firma X mit Sitz in Lima" and "die in Lima ansässige Firma X".
func (x *extraction) seat(p int) []int {
	for _, q := range x.hanging(p, doc.PrepAttr, "mit") {
		if x.heads(q, []string{"Sitz", "Hauptsitz", "Hauptquartier", "Zentrale", "Firmensitz"}) {
			return x.meanings(x.hanging(q, doc.PrepAttr, "in"))
		}
	}
	ph := x.d.Phrases[p]
	for t := ph.First; t < ph.Head; t++ {
		if x.d.Words[t].Tag != "ADJA" || !slices.Contains([]string{"ansässig", "beheimatet", "stationiert"}, adjectiveStem(x.d, t)) {
			continue
		}
		lo, hi := x.d.PhrasesAround(t)
		for q := lo; q < hi; q++ {
			if in := x.d.Phrases[q]; in.Prep == "in" && in.Last == t {
				return x.d.Means[q]
			}
		}
	}
	return nil
}

func (x *extraction) meanings(phrases []int) []int {
	var out []int
	for _, p := range phrases {
		out = union(out, x.d.Means[p])
	}
	return out
}

func (x *extraction) within(e, p int, where []int) {
	for _, w := range where {
		t := x.d.Entities[w].Type
		if w == e || t != ontology.State && t != ontology.Place || x.d.Entities[e].ActsFor == w+1 && x.d.Entities[w].Implied {
			continue
		}
		c := found{clause: x.d.Phrases[p].Clause, phrase: p, static: true}
		c.Subject, c.Predicate, c.Object, c.Place = e, "locatedIn", w, -1
		c.Modality, c.Polarity = ontology.Actual, ontology.Positive
		c.Evidence, c.Frame = x.sentenceAt(x.d.Phrases[p].Head), "locatedIn.phrase"
		x.found = append(x.found, c)
		return
	}
}
