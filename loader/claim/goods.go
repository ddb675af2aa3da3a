package claim

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"newsgraph/internal/inflect"
	"newsgraph/internal/ontology"
	"newsgraph/loader/doc"
)

// goods fills the goods slot. It reports false where the frame asks for goods and none fit. not is the subject's phrase, which
// a genitive that names the supplier must not be taken for.
func (x *extraction) goods(f *Frame, s site, not int) ([]doc.Good, bool) {
	if f.GoodsIs && s.phrase >= 0 {
		return []doc.Good{x.good(s.phrase)}, true
	}
	list, must := places(f.Slots["goods"])
	for _, place := range list {
		if place == "compound" {
			if g, ok := x.compoundGood(s, f); ok {
				return []doc.Good{g}, true
			}
			continue
		}
		for _, p := range x.at(s, place) {
			if got := x.goodsAt(f, p); p != not && len(got) > 0 {
				return got, true
			}
		}
	}
	return nil, !must || s.phrase < 0 && !f.Goods && x.pronounIn(s, list)
}

// pronounIn reports whether a pronoun stands for the good: "kaufte Panzer und lieferte sie an Chile".
func (x *extraction) pronounIn(s site, list []string) bool {
	for _, place := range list {
		for _, p := range x.at(s, place) {
			if x.d.Words[x.d.Phrases[p].Head].Tag == "PPER" && len(x.d.Means[p]) == 0 {
				return true
			}
		}
	}
	return false
}

// goodsAt reads the goods of a phrase and of the members of its list.
func (x *extraction) goodsAt(f *Frame, p int) []doc.Good {
	if c := x.d.Phrases[p].Clause; x.d.Words[x.d.Phrases[p].Head].Tag == "PRELS" && c >= 0 && x.d.Clauses[c].Antecedent >= 0 {
		p = x.d.Clauses[c].Antecedent // "die Panzer, die Peru gekauft hat"
	}
	var out []doc.Good
	if x.isGood(f, p) {
		out = append(out, x.good(p))
	}
	for _, q := range x.children[p] {
		if x.d.Phrases[q].Rel == doc.Conjunct {
			out = append(out, x.goodsAt(f, q)...)
		}
	}
	return out
}

// isGood reports whether a phrase can be what is supplied: a thing and no actor, for careful frames one that the list of goods
// knows, of the classes that fit.
func (x *extraction) isGood(f *Frame, p int) bool {
	h := x.d.Phrases[p].Head
	w := x.d.Words[h]
	if strings.HasPrefix(w.Tag, "P") || w.Tag == "ADJA" || x.means(p, ontology.Person, ontology.State, ontology.Organization, ontology.Place) {
		return false
	}
	class := x.class(w)
	if x.lists.GoodClass(w.Lemma) == noGood {
		return false
	}
	if f.Classes != nil {
		return slices.Contains(f.Classes, class)
	}
	return class != "" || !f.Goods && w.Tag != "NE" && !x.abstract(w)
}

// class is the class of goods of a word or of its compound head.
func (x *extraction) class(w doc.Word) string {
	_, c := x.listed(w)
	if c == noGood {
		return ""
	}
	return c
}

// listed finds the good that a word is, or its compound head, or, where the tagger took the noun for a name, what it is the plural of.
func (x *extraction) listed(w doc.Word) (lemma, class string) {
	for _, l := range []string{w.Lemma, w.Head} {
		if c := x.lists.GoodClass(l); c != "" {
			return l, c
		}
	}
	if i := strings.LastIndex(w.Lemma, "-"); i > 0 && i+1 < len(w.Lemma) { // "F-16-Kampfjets"
		w.Lemma, w.Tag = w.Lemma[i+1:], "NE"
		if c := x.lists.GoodClass(w.Lemma); c != "" {
			return w.Lemma, c
		}
	}
	if w.Tag != "NE" {
		return "", ""
	}
	for _, end := range []string{"n", "en", "e", "s"} {
		if l, ok := strings.CutSuffix(w.Lemma, end); ok {
			if c := x.lists.GoodClass(l); c != "" {
				return l, c
			}
		}
	}
	return "", ""
}

// noGood is the class of compounds whose head misleads: a "Luftwaffe" is no weapon.
const noGood = "none"

// abstract reports whether a noun cannot be handed over ("Leistung", "Zusammenarbeit", "Zeit").
func (x *extraction) abstract(w doc.Word) bool {
	for _, end := range []string{"ung", "heit", "keit", "schaft", "ion", "tät", "tum", "nis", "ismus", "ie"} {
		if strings.HasSuffix(w.Head, end) {
			return true
		}
	}
	return x.rules.nouns[w.Head] != nil || slices.Contains([]string{"Zeit", "Spiel", "Beweis", "Grund", "Beitrag", "Beispiel", "Kampf", "Bild", "Zahl",
		"Wort", "Antwort", "Amt", "Ziel", "Weg", "Gruss", "Gruß", "Macht", "Recht", "Vertrauen", "Kampf", "Duell", "Argument", "Ergebnis"}, w.Head)
}

func (x *extraction) means(p int, types ...string) bool {
	return slices.ContainsFunc(x.d.Means[p], func(e int) bool { return slices.Contains(types, x.d.Entities[e].Type) })
}

// good names a good: adjectives and head in the nominative, and what narrows it ("Technik für Satelliten", "Drohnen des Typs ...").
func (x *extraction) good(p int) doc.Good {
	ph := x.d.Phrases[p]
	var words []string
	for t := ph.First; t < ph.Last; t++ {
		switch tag := x.d.Words[t].Tag; {
		case t == ph.Head:
			words = append(words, x.nominative(ph))
		case tag == "ADJA" && !slices.Contains([]string{"ander", "weiter", "zahlreich", "mehrere", "solch", "viel", "einig", "wenig", "verschieden", "neu", "zusätzlich", "bestimmt", "einzig"}, adjectiveStem(x.d, t)):
			words = append(words, adjective(x.d.Tokens[t].Text, ph, x.d.Words[ph.Head]))
		case (tag == "NN" || tag == "NE" || tag == "TRUNC" || tag == "KON") && !x.counted(t):
			words = append(words, x.d.Tokens[t].Text)
		}
	}
	for _, q := range x.children[p] {
		c := x.d.Phrases[q]
		if c.Rel == doc.PrepAttr && c.Prep == "für" && !x.speaksOfSomebody(q) || c.Rel == doc.Genitive && c.First >= ph.Last && slices.Contains([]string{"Typ", "Klasse", "Modell", "Art"}, x.d.Words[c.Head].Lemma) {
			words = append(words, x.d.Text(c.First, x.endOfList(q)))
		}
	}
	w := x.d.Words[ph.Head]
	head := w.Head
	if l, _ := x.listed(w); l != "" && w.Tag == "NE" {
		head = l
	}
	if head == "" {
		head = x.d.Tokens[ph.Head].Text
	}
	return doc.Good{Name: strings.Join(words, " "), Head: head}
}

// counted reports whether a token is part of an amount: "Millionen" in "4,8 Millionen Geschosse".
func (x *extraction) counted(t int) bool {
	lo, hi := x.d.MentionsIn(max(0, t-4), t+1)
	return slices.ContainsFunc(x.d.Mentions[lo:hi], func(m doc.Mention) bool { return m.Kind == doc.AmountMention && t < m.Last })
}

// speaksOfSomebody reports whether a phrase or what hangs on it names an entity; then it narrows no good: "Raketen [für Russlands Krieg]".
func (x *extraction) speaksOfSomebody(p int) bool {
	return len(x.d.Means[p]) > 0 || len(x.inner(p)) > 0 || slices.ContainsFunc(x.children[p], x.speaksOfSomebody)
}

// endOfList is the token behind the last member of a phrase's list.
func (x *extraction) endOfList(p int) int {
	end := x.d.Phrases[p].Last
	for _, q := range x.children[p] {
		if x.d.Phrases[q].Rel == doc.Conjunct {
			end = max(end, x.endOfList(q))
		}
	}
	return end
}

// nominative is the head of a good: its lemma in the singular, the form without the dative -n in the plural.
func (x *extraction) nominative(ph doc.Phrase) string {
	form, w := x.d.Tokens[ph.Head].Text, x.d.Words[ph.Head]
	if w.Number == doc.Sing && w.Tag == "NN" {
		return w.Lemma
	}
	return inflect.Plural(form, w.Lemma)
}

// adjective is the nominative of an attribute of a good.
func adjective(form string, ph doc.Phrase, head doc.Word) string {
	gender := map[doc.Gender]inflect.Gender{doc.Masc: inflect.Masculine, doc.Fem: inflect.Feminine, doc.Neut: inflect.Neuter}[head.Gender]
	return inflect.Adjective(form, ph.Number != doc.Sing, gender)
}

// compoundGood reads the good off the first part of a compound: "Waffenlieferungen" -> "Waffen".
func (x *extraction) compoundGood(s site, f *Frame) (doc.Good, bool) {
	if s.phrase < 0 {
		return doc.Good{}, false
	}
	w := x.d.Words[x.d.Phrases[s.phrase].Head]
	first, _ := x.lists.Parts(w.Lemma)
	if first == "" {
		return doc.Good{}, false
	}
	r, n := utf8.DecodeRuneInString(first)
	first = string(unicode.ToUpper(r)) + first[n:]
	for _, lemma := range []string{first, strings.TrimSuffix(first, "n"), strings.TrimSuffix(first, "en"), strings.TrimSuffix(first, "s")} {
		if c := x.lists.GoodClass(lemma); c != "" && (f.Classes == nil || slices.Contains(f.Classes, c)) {
			return doc.Good{Name: first, Head: lemma}, true
		}
	}
	return doc.Good{}, false
}
