package claim

import (
	"slices"
	"strings"

	"newsgraph/internal/ontology"
	"newsgraph/loader/doc"
)

// Points are the nouns that take up what was said or done before, lemmas: see data/frames/discourse.yaml.
type Points struct {
	Sayings []string `yaml:"sayings"`
	Offers  []string `yaml:"offers"`
	Deeds   []string `yaml:"deeds"`
	Words   []string `yaml:"words"`
}

// discourse gives an act of saying the object that its sentence leaves to what was said before: "X wies die Vorwürfe zurück" whoever
// accused X, "X verurteilte die Tat" whoever did it. What is still open then and may not be is dropped.
func (x *extraction) discourse() {
	for i := range x.found {
		f := &x.found[i]
		if f.Object >= 0 || f.clause < 0 {
			continue
		}
		switch {
		case f.Predicate == "rejects" && x.answers(f, x.rules.points.Sayings):
			f.Object = x.accuser(f, "accuses", "criticizes", "demands", "threatens", "rejects", "warns")
		case f.Predicate == "rejects" && x.answers(f, x.rules.points.Offers):
			f.Object = x.accuser(f, "demands", "requests", "invites", "aids", "supports", "supplies", "agrees")
		case !f.open: // nobody is meant but the public
		case f.Predicate == "supplies":
			f.Object = x.sameRecipient(f)
		case x.answers(f, x.rules.points.Words):
			f.Object = x.sayerBefore(f)
		default:
			f.Object = x.doerBefore(f)
		}
	}
	x.found = slices.DeleteFunc(x.found, func(f found) bool {
		rel, _ := x.ontology.Relation(f.Predicate)
		return f.open && f.Object < 0 && !rel.Objectless || x.own(&f)
	})
}

// own reports whether a threat or demand is read off what somebody says of his own state: "X drohte, Peru werde das Bündnis verlassen".
func (x *extraction) own(f *found) bool {
	return f.aside && (f.Object == f.Subject || x.concerns(f.Subject, f.Object) || x.d.Entities[f.Subject].Home == f.Object+1)
}

// before calls see with the claims in the sentence of claim f and the three before it, the nearest first, until it returns true.
func (x *extraction) before(f *found, see func(*found) bool) {
	here := x.d.Clauses[f.clause].Sentence
	for back := range 4 {
		for j := len(x.found) - 1; j >= 0; j-- {
			g := &x.found[j]
			if g != f && g.clause >= 0 && g.clause != f.clause && !g.static && x.d.Clauses[g.clause].Sentence == here-back && (back > 0 || g.clause < f.clause) && see(g) {
				return
			}
		}
	}
}

// accuser is who turned to the subject of claim f before by one of the relations, or who said something of it.
func (x *extraction) accuser(f *found, relations ...string) int {
	who := -1
	x.before(f, func(g *found) bool {
		switch {
		case slices.Contains(relations, g.Predicate) && g.Subject != f.Subject && (g.Object < 0 || x.concerns(f.Subject, g.Object) || x.next(g, f)):
			who = g.Subject
		case len(g.AttributedTo) > 0 && !slices.Contains(g.AttributedTo, f.Subject) && (x.concerns(f.Subject, g.Subject) || g.Object >= 0 && x.concerns(f.Subject, g.Object)):
			who = g.AttributedTo[0]
		}
		return who >= 0
	})
	return who
}

// next reports whether a claim stands in the sentence of another or the one before it.
func (x *extraction) next(a, b *found) bool {
	return x.d.Clauses[b.clause].Sentence-x.d.Clauses[a.clause].Sentence <= 1
}

// doerBefore is who did what the object phrase of claim f names: the subject of the last claim of the relation that the noun expresses, or
// of the last act for "die Tat".
func (x *extraction) doerBefore(f *found) int {
	var relations []string
	objects := x.inClause(f.clause, "obj")
	for _, p := range objects {
		w := x.d.Words[x.d.Phrases[p].Head]
		for _, n := range append(x.rules.nouns[w.Lemma], x.rules.nouns[w.Head]...) {
			relations = append(relations, n.Relation)
		}
	}
	who := -1
	x.before(f, func(g *found) bool {
		act := !speechAct(g.Predicate) && g.Polarity == ontology.Positive && (f.Predicate != "accuses" || slices.Contains([]string{"attacks", "kills", "arrests", "mobilizes", "tests"}, g.Predicate))
		if g.Subject != f.Subject && act && (slices.Contains(relations, g.Predicate) || len(relations) == 0 && (len(objects) == 0 || x.answers(f, x.rules.points.Deeds))) {
			who = g.Subject
		}
		return who >= 0
	})
	return who
}

// sameRecipient is who is supplied in the clause before of the same sentence: "Peru liefert Chile Panzer, Kenia schickt Munition".
func (x *extraction) sameRecipient(f *found) int {
	who := -1
	x.before(f, func(g *found) bool {
		if x.d.Clauses[g.clause].Sentence == x.d.Clauses[f.clause].Sentence && g.Predicate == f.Predicate && g.Subject != f.Subject {
			who = g.Object
		}
		return who >= 0
	})
	return who
}

// sayerBefore is who was last reported to speak in the sentences before claim f.
func (x *extraction) sayerBefore(f *found) int {
	here := x.d.Clauses[f.clause].Sentence
	for c := f.clause - 1; c >= 0 && x.d.Clauses[c].Sentence >= here-3; c-- {
		if by := x.voice[c].by; x.d.Clauses[c].Sentence < here && len(by) == 1 && by[0] != f.Subject {
			return by[0]
		}
	}
	return -1
}

// answers reports whether one of the nouns, or "das", stands in a slot of the claim's clause.
func (x *extraction) answers(f *found, nouns []string) bool {
	for _, a := range x.d.Clauses[f.clause].Args {
		if a.Phrase >= 0 && (a.Role == doc.Object || a.Role == doc.Indirect || a.Role == doc.Subject && x.d.Clauses[f.clause].Verb.Passive || a.Role == doc.Prep) && (x.heads(a.Phrase, nouns) || slices.Contains(nouns, strings.ToLower(x.d.Tokens[x.d.Phrases[a.Phrase].Head].Text))) {
			return true
		}
	}
	return false
}
