package syntax

import (
	"slices"
	"strings"

	"newsgraph/internal/ontology"
	"newsgraph/loader/doc"
)

// chunk reads the sentence's noun phrases from left to right.
func (a *analysis) chunk() {
	for i := a.first; i < a.last; {
		next := a.read(i)
		if next <= i {
			next = i + 1
		}
		i = next
	}
}

// read reads one phrase that starts at token i, with those that stand inside it ("[Russlands] Präsident", "die [vom Iran]
// unterstützten Rebellen"), and returns the token behind it, or i where none starts.
func (a *analysis) read(i int) int {
	start, prep := i, ""
	for a.tag(i) == "APPR" || a.tag(i) == "APPRART" || a.comparison(i) || a.saidSo(i) {
		prep = strings.ToLower(a.text(i))
		i++
	}
	if p, ok := a.alone(start, i, prep); ok {
		return p
	}
	fit, determined := anyAgr, false
	for ; a.isDeterminer(i) || determined && a.roughly(i); i++ {
		if t := a.tag(i); t != "CARD" && t != "PIAT" && t != "ADV" && t != "ADJD" && t != "APPR" {
			fit &= determiner(a.text(i))
			determined = true
		}
	}
	if a.tag(start) == "APPRART" {
		determined = true
	}
	i = a.quoted(start, i)
	inner, participle := -1, -1
	if determined {
		i, inner, participle = a.extended(i)
	}
	var genitive = -1
	genitive, i = a.genitiveBefore(i)
	adjectives := 0
	for a.isAdjective(i) {
		if a.tag(i) == "ADJA" {
			adjectives++
			if !determined {
				fit &= adjective(a.text(i))
			}
		}
		i++
	}
	if genitive < 0 {
		genitive, i = a.genitiveBefore(i)
	}
	i = a.quoted(start, i)
	head, end := a.heads(i)
	if head < 0 {
		if adjectives == 0 && !(i > start && (a.tag(i-1) == "CARD" || a.tag(i-1) == "PIAT" || determined && prep == "")) || isPunct(a.tag(i-1)) {
			return start
		}
		head, end = i-1, i // "die Angehörigen", "die drei"
	}
	prep, end = a.postposition(prep, end)
	fit = a.fit(a.titled(fit, i, head), head, prep)
	p := a.add(doc.Phrase{First: start, Last: end, Head: head, Prep: prep, Cases: fit.cases(), Number: fit.number()})
	if genitive >= 0 {
		a.hang(genitive, p, doc.Genitive, 1)
	}
	if participle >= 0 {
		a.participial(p, inner, participle)
	}
	return end
}

// titled narrows the readings of a name by the noun at i that stands before it: "der Ministerin Eva Trautmann" is no nominative.
func (a *analysis) titled(fit agr, i, head int) agr {
	if !a.isName(head) || i == head || a.tag(i) != "NN" || a.isName(i) {
		return fit
	}
	if g := fit & genders(noun(a.word(i))); g != 0 {
		return g
	}
	return fit
}

// alone reads a phrase that is a pronoun or begins with one: "er", "einer der Verbündeten".
func (a *analysis) alone(start, i int, prep string) (int, bool) {
	if p, ok := a.oneOf(start, i, prep); ok {
		return p, true
	}
	return a.pronoun(start, i, prep)
}

// pronoun reads a year that stands by itself or a pronoun that is a phrase by itself.
func (a *analysis) pronoun(start, i int, prep string) (int, bool) {
	if prep != "" && a.tag(i) == "CARD" && a.yearAlone(i) {
		a.add(doc.Phrase{First: start, Last: i + 1, Head: i, Prep: prep})
		return i + 1, true
	}
	switch a.tag(i) {
	case "PPER", "PDS", "PRELS", "PWS", "PIS", "PPOSS":
	case "PDAT": // "nachdem [dieser] Merkel besucht hatte"
		if m := a.nameAt(i + 1); m < 0 || prep != "" || a.d.Mentions[m].Type != ontology.Person || a.d.Mentions[m].First != i+1 || a.tag(i-1) != "KOUS" {
			return 0, false
		}
	case "PRF": // "zu sich", "unter sich"; a bare one belongs to the verb
		if prep == "" {
			return 0, false
		}
	default:
		return 0, false
	}
	w := a.word(i)
	fit := noun(w)
	switch t := strings.ToLower(a.text(i)); {
	case a.tag(i) != "PPER" && articles[t] != 0:
		fit = articles[t]
	case t == "sie":
		fit = strong["e"]
	case t == "er":
		fit = reading(doc.Nom, masc)
	case t == "ihn":
		fit = reading(doc.Acc, masc)
	case t == "ihm":
		fit = reading(doc.Dat, masc) | reading(doc.Dat, neut)
	case t == "ihr":
		fit = reading(doc.Dat, fem)
	case t == "ihnen" || t == "denen":
		fit = reading(doc.Dat, plur)
	case t == "es" || t == "das" || t == "was":
		fit = reading(doc.Nom|doc.Acc, neut)
	}
	if prep != "" {
		fit = fit.restrict(governed(prep))
	}
	a.add(doc.Phrase{First: start, Last: i + 1, Head: i, Prep: prep, Cases: fit.cases(), Number: fit.number()})
	return i + 1, true
}

func (a *analysis) isDeterminer(i int) bool {
	switch a.tag(i) {
	case "ART", "PDAT", "PPOSAT", "PIAT", "PIDAT", "PRELAT", "PWAT":
		return true
	case "CARD":
		return a.nominalSoon(i + 1)
	}
	return false
}

// yearAlone reports whether a number behind a preposition is a year that stands by itself: "war bis [2010] Direktorin", "seit [1972] Erdgas".
func (a *analysis) yearAlone(i int) bool {
	t := a.d.Tokens[i].Text
	return len(t) == 4 && (t[0] == '1' && t[1] >= '7' || t[0] == '2' && t[1] == '0') && strings.Trim(t, "0123456789") == "" &&
		slices.Contains([]string{"seit", "bis", "ab", "von", "vor", "nach"}, strings.ToLower(a.d.Tokens[i-1].Text)) && a.word(i+1).Number != doc.Plur
}

// nominalSoon reports whether a noun follows at i, adjectives and numbers between.
func (a *analysis) nominalSoon(i int) bool {
	for a.tag(i) == "ADJA" || a.tag(i) == "CARD" {
		i++
	}
	return a.nominal(i)
}

// isAdjective reports whether the token at i belongs to the attributes before a noun: "stark bewaffnete", "alte und neue".
func (a *analysis) isAdjective(i int) bool {
	if a.isName(i) {
		return false
	}
	switch a.tag(i) {
	case "ADJA", "CARD":
		return a.attributeLeads(i + 1)
	case "ADV", "ADJD", "PTKA":
		return a.tag(i+1) == "ADJA" && a.attributeLeads(i+2)
	case "TRUNC":
		return a.tag(i+1) == "KON" && a.attributeLeads(i+2)
	case "KON", "$,":
		return a.tag(i-1) == "ADJA" && a.tag(i+1) == "ADJA" && a.attributeLeads(i+2) || a.tag(i-1) == "TRUNC"
	}
	return false
}

func (a *analysis) attributeLeads(i int) bool {
	return a.nominal(i) || a.tag(i) == "TRUNC" || a.isAdjective(i) || a.tag(i-1) == "ADJA" && !isVerb(a.tag(i)) && a.tag(i-1) != ""
}

// extended reads the attribute of a participle: "die [vom Iran] unterstützten Rebellen". It returns the token to go on from,
// the first inner phrase and the participle's token, or i, -1, -1.
func (a *analysis) extended(i int) (next, inner, participle int) {
	if t := a.tag(i); t != "APPR" && t != "APPRART" {
		return i, -1, -1
	}
	before := len(a.phrases)
	end := a.read(i)
	for end > i && (a.tag(end) == "ADV" || a.tag(end) == "ADJD") {
		end++
	}
	if end > i && (a.tag(end) == "ADJA" || a.attributive(end)) && a.nominalSoon(end+1) {
		a.tags[end-a.first] = "ADJA"
		return end, before, end
	}
	a.truncate(before)
	return i, -1, -1
}

// attributive reports whether what looks like a finite verb is a declined participle before its noun: "unterstützten".
func (a *analysis) attributive(i int) bool {
	if a.tag(i) != "VVFIN" && a.tag(i) != "VVINF" {
		return false
	}
	form := strings.ToLower(a.text(i))
	for _, end := range []string{"en", "er", "em", "es", "e"} {
		if stem, ok := strings.CutSuffix(form, end); ok {
			if _, ok := a.participle(stem); ok {
				return true
			}
		}
	}
	return false
}

func (a *analysis) truncate(n int) {
	for k := range a.phrase {
		if a.phrase[k] >= n {
			a.phrase[k] = -1
		}
	}
	a.phrases = a.phrases[:n]
}

// genitiveBefore reads a name in the genitive that stands before its noun: "Russlands Präsident".
func (a *analysis) genitiveBefore(i int) (phrase, next int) {
	m := a.nameAt(i)
	if m < 0 || a.d.Mentions[m].First != i {
		return -1, i
	}
	end := a.d.Mentions[m].Last
	// "Iglesias Forderung": a surname in -s shows no genitive.
	sibilant := a.d.Mentions[m].Type == ontology.Person && end-i == 1 && strings.HasSuffix(a.text(i), "s") && a.tag(end) == "NN"
	if !a.genitiveForm(end-1) && !sibilant || !a.nominalSoon(end) && !(a.tag(end) == "ADJA") {
		return -1, i
	}
	return a.add(doc.Phrase{First: i, Last: end, Head: end - 1, Cases: doc.Gen, Number: doc.Sing}), end
}

// genitiveForm reports whether a name ends like a genitive: "Russlands", "Hans'".
func (a *analysis) genitiveForm(i int) bool {
	t := a.text(i)
	if m := a.nameAt(i); m >= 0 && a.d.Mentions[m].Genitive {
		return true
	}
	if m := a.nameAt(i); m >= 0 && (a.d.Mentions[m].Key != "" || a.d.Mentions[m].Type == ontology.Person && a.d.Mentions[m].Last-a.d.Mentions[m].First > 1) {
		return strings.HasSuffix(t, "'") || strings.HasSuffix(t, "’")
	}
	return strings.HasSuffix(t, "'") || strings.HasSuffix(t, "’") || a.genitiveOnly(i)
}

// genitiveOnly reports whether the -s is an ending, as far as the lemma tells.
func (a *analysis) genitiveOnly(i int) bool {
	t := a.text(i)
	return strings.HasSuffix(t, "s") && a.word(i).Cases == doc.Gen
}

// heads reads the nouns and names of a phrase and returns its head and end: "Präsident Wladimir Putin" has the name's last
// token as head, "Tonnen Getreide" the thing measured. It returns -1 where no noun stands at i.
func (a *analysis) heads(i int) (head, end int) {
	if !a.nominal(i) {
		return -1, i
	}
	head, end = a.unit(i)
	for end < a.last && a.nominal(end) && a.joins(head, end) {
		head, end = a.unit(end)
	}
	if e := a.quotedName(end); e > 0 && !a.isName(head) && a.word(head).Number != doc.Plur {
		return e - 2, e
	}
	return head, end
}

// unit reads one noun, or the whole of a name.
func (a *analysis) unit(i int) (head, end int) {
	if m := a.nameAt(i); m >= 0 {
		end = a.d.Mentions[m].Last
		return end - 1, end
	}
	if a.tag(i) == "NE" || a.tag(i) == "FM" {
		for i+1 < a.last && (a.tag(i+1) == "NE" || a.tag(i+1) == "FM") && !a.isName(i+1) {
			i++
		}
	}
	return i, i + 1
}

// joins reports whether the noun or name at i goes on with the phrase whose head stands before it.
func (a *analysis) joins(head, i int) bool {
	switch {
	case a.isName(head):
		return false
	case a.isName(i):
		return a.joinsName(head, a.d.Mentions[a.nameAt(i)])
	case a.timeNoun(head):
		m := a.mention[i]
		return m >= 0 && a.d.Mentions[m].Kind == doc.DateMention || a.timeNoun(i) || a.tag(head-1) == "CARD" && a.term(i)
	case a.tag(i) == "NE":
		return true
	}
	return a.measure(head)
}

// joinsName reports whether a noun and the name behind it are one phrase: "Präsident Putin", "die Hafenstadt Dalian", but not "Präsident
// Russlands" (a genitive), "in den kommenden Tagen Russland", "schickt Soldaten Peru".
func (a *analysis) joinsName(head int, m doc.Mention) bool {
	w := a.word(head)
	switch {
	case a.genitiveForm(m.Last-1) && (m.Type != ontology.Person || w.Cases&doc.Gen == 0 || w.Gender&doc.Fem != 0):
		return false
	case w.Number == doc.Plur || a.timeNoun(head):
		return false
	case m.Type == ontology.Person && a.tag(head) == "NN" && impersonal(w):
		return false
	case m.Type == ontology.State:
		switch w.Head {
		case "Land", "Nachbar", "Gastgeber", "Republik", "Insel", "Staat", "Inselstaat", "Königreich", "Emirat", "Mitglied", "Partner":
			return true
		}
		return strings.HasSuffix(w.Lemma, "land")
	}
	return true
}

// impersonal reports whether a noun is of a body that bears no name of its own, so that a person's name behind it begins a phrase of its
// own: "wählte das Parlament [Ada Lind]", "hat die Polizei [Ada Lind] verhaftet".
func impersonal(w doc.Word) bool {
	lemma := strings.ToLower(w.Lemma)
	for _, end := range []string{"parlament", "gericht", "ministerium", "kabinett", "gremium", "präsidium", "volk", "regierung", "polizei", "justiz", "armee", "opposition",
		"koalition", "mehrheit", "presse", "führung", "behörde", "staatsanwaltschaft", "öffentlichkeit", "bevölkerung", "bundestag", "landtag", "senat", "kongress",
		"gerichtshof", "kreml"} {
		if strings.HasSuffix(lemma, end) {
			return true
		}
	}
	return false
}

// term reports whether a noun is what a time is served in: "zu zwei Jahren [Haft]", "nach drei Jahren [Krieg]".
func (a *analysis) term(i int) bool {
	switch a.word(i).Head {
	case "Haft", "Gefängnis", "Freiheitsstrafe", "Freiheitsentzug", "Gefängnisstrafe", "Haftstrafe", "Lager", "Zuchthaus", "Bewährung", "Hausarrest", "Arrest", "Zwangsarbeit",
		"Exil", "Krieg", "Verhandlung":
		return true
	}
	return false
}

// timeNoun reports whether a noun measures time.
func (a *analysis) timeNoun(i int) bool {
	if m := a.mention[i]; m >= 0 && a.d.Mentions[m].Kind == doc.DateMention {
		return true
	}
	switch a.word(i).Head {
	case "Tag", "Tagen", "Woche", "Monat", "Jahr", "Jahrzehnt", "Mal", "Stunde", "Minute", "Zeit", "Abend", "Nacht", "Morgen":
		return true
	}
	switch a.word(i).Lemma {
	case "Ende", "Anfang", "Mitte":
		return true
	}
	return false
}

// measure reports whether the noun counts or measures what follows: "Tonnen Getreide", "Ende Januar".
func (a *analysis) measure(i int) bool {
	if m := a.mention[i]; m >= 0 && a.d.Mentions[m].Kind == doc.AmountMention {
		return true
	}
	switch a.word(i).Lemma {
	case "Million", "Milliarde", "Tausend", "Dutzend", "Prozent", "Tonne":
		return true
	}
	return false
}

// fit narrows the readings that determiner and adjectives leave by those of the head and the preposition.
func (a *analysis) fit(fit agr, head int, prep string) agr {
	own := anyAgr
	if m := a.nameAt(head); m >= 0 && fit == anyAgr {
		own = reading(doc.Nom|doc.Dat|doc.Acc, masc) | reading(doc.Nom|doc.Dat|doc.Acc, fem) | reading(doc.Nom|doc.Dat|doc.Acc, neut)
		if a.genitiveForm(head) {
			own = own.restrict(0) | reading(doc.Gen, masc) | reading(doc.Gen, fem) | reading(doc.Gen, neut)
		}
		if a.word(head).Number == doc.Plur {
			own |= reading(doc.Nom|doc.Dat|doc.Acc, plur)
		}
	} else if m >= 0 && a.d.Mentions[m].Type == ontology.Person {
		own = anyAgr &^ reading(0xf, plur)
	} else if m < 0 && a.tag(head) == "NN" {
		own = noun(a.word(head))
	}
	if f := fit & own; f != 0 {
		fit = f
	} else if fit == anyAgr {
		fit = own
	}
	if prep != "" {
		if f := fit.restrict(governed(prep)); f != 0 {
			return f
		}
		return anyAgr.restrict(governed(prep))
	}
	return fit
}

// add appends a phrase and marks the tokens that no inner phrase has taken.
func (a *analysis) add(p doc.Phrase) int {
	p.Parent, p.Clause, p.Sure = -1, -1, 1
	n := len(a.phrases)
	a.phrases = append(a.phrases, p)
	for t := p.First; t < p.Last; t++ {
		if a.phrase[t-a.first] < 0 {
			a.phrase[t-a.first] = n
		}
	}
	return n
}

func (a *analysis) hang(child, parent int, rel doc.PhraseRel, sure float64) {
	a.phrases[child].Parent, a.phrases[child].Rel, a.phrases[child].Sure = parent, rel, sure
}
