package syntax

import "strings"

// retag corrects tags by what a tagger that looks at a few words cannot see: names that mention found, and the verbs that a stretch
// between two marks must have.
func (a *analysis) retag() {
	a.tags = make([]string, a.last-a.first)
	for i := a.first; i < a.last; i++ {
		a.tags[i-a.first] = a.singly(i)
	}
	start, open := a.first, false
	for i := a.first; i <= a.last; i++ {
		if i == a.last || isPunct(a.tag(i)) {
			a.stretch(start, i)
			if open {
				a.closes(start, i)
			}
			open = a.waits(start, i, open)
			start = i + 1
		}
	}
}

// waits reports whether an auxiliary still waits for its participle behind the stretch.
func (a *analysis) waits(from, to int, open bool) bool {
	if t := a.tag(from); t == "KOUS" || t == "PRELS" || t == "KOUI" {
		return open
	}
	for i := from; i < to; i++ {
		switch t := a.tag(i); {
		case t == "VAFIN":
			open = true
		case t == "VVPP" || t == "VVINF" && a.tag(i-1) != "PTKZU" || t == "VVFIN":
			open = false
		}
	}
	return open
}

// closes corrects the end of a clause that an earlier stretch opened with an auxiliary: "haben den Versuch, ..., wiederholt [blockiert]".
func (a *analysis) closes(from, to int) {
	last := to - 1
	if last < from || a.tag(from) == "KOUS" || a.tag(from) == "PRELS" || a.tag(from) == "KON" || a.tag(last) == "VVPP" || a.tag(last) == "VAFIN" {
		return
	}
	if _, ok := a.participle(a.text(last)); !ok || last-from > 3 {
		return
	}
	a.tags[last-a.first] = "VVPP"
	for i := from; i < last; i++ {
		if _, ok := a.participle(a.text(i)); ok && a.tag(i) == "VVFIN" {
			a.tags[i-a.first] = "ADJD"
		}
	}
}

// singly corrects the tag of a token by its form.
func (a *analysis) singly(i int) string {
	t, form := a.d.Words[i].Tag, a.d.Tokens[i].Text
	switch {
	case len(form) > 1 && form[len(form)-1] == '-' && (t == "NN" || t == "NE" || t == "ADJA"):
		return "TRUNC"
	case t == "NE" && governs[form] != 0 && a.nameAt(i) < 0:
		return "APPR"
	case t == "PTKZU" && i+1 < a.last && (a.d.Words[i+1].Tag == "PRF" || a.d.Words[i+1].Tag == "PPER" || a.d.Words[i+1].Tag == "ART"):
		return "APPR"
	case a.fixedTime(i):
		return "ADV"
	case (t == "VVFIN" || t == "VVINF" || t == "ADJD") && i+2 < a.last && a.d.Tokens[i+1].Text == "zu" && (a.d.Tokens[i+2].Text == "haben" || a.d.Tokens[i+2].Text == "sein") && a.isParticiple(form):
		return "VVPP" // "bestritt, Munition [erhalten] zu haben"
	case t == "PDS" && a.attributesAhead(i+1):
		return "ART" // "[das] weitgehend abgeschottete, arme Land"
	case t == "KOKOM" && form != "als" && form != "wie" && form != "denn" && form != "Als" && form != "Wie":
		return "ADV"
	case t == "TRUNC" && form[len(form)-1] != '-':
		return "NN"
	case t == "PDS" && (strings.HasPrefix(form, "da") || strings.HasPrefix(form, "Da")) && len(form) > 4:
		return "PAV" // "davon", "darauf"
	case (t == "NN" || t == "NE") && i+1 < a.last && a.d.Words[i+1].Tag == "NN" && a.nameAt(i) < 0 && declined(form):
		return "ADJA" // "die [US-geführten] Truppen"
	case a.nameAt(i) >= 0 && (isVerb(t) || t == "ADJD" || t == "ADV" || t == "TRUNC" || t == "XY"):
		return "NE"
	}
	return t
}

func (a *analysis) isParticiple(form string) bool {
	_, ok := a.participle(form)
	return ok
}

// declined reports whether a word with a hyphen ends in a declined adjective or participle: "US-geführten", "Kreml-nahe".
func declined(form string) bool {
	_, last, ok := strings.Cut(form, "-")
	if !ok || len(last) < 4 || last[0] < 'a' || last[0] > 'z' {
		return false
	}
	for _, end := range []string{"e", "en", "er", "em", "es"} {
		if strings.HasSuffix(last, end) {
			return true
		}
	}
	return false
}

// fixedTime reports the words of "seit längerem", "vor kurzem".
func (a *analysis) fixedTime(i int) bool {
	adjective := func(i int) bool {
		if i < a.first || i >= a.last {
			return false
		}
		switch strings.ToLower(a.d.Tokens[i].Text) {
		case "längerem", "langem", "kurzem", "neuestem", "jeher", "neuem", "weitem":
			return true
		}
		return false
	}
	preposition := func(i int) bool {
		if i < a.first || i >= a.last {
			return false
		}
		switch strings.ToLower(a.d.Tokens[i].Text) {
		case "seit", "vor", "bis", "von", "binnen":
			return true
		}
		return false
	}
	return preposition(i) && adjective(i+1) || adjective(i) && preposition(i-1)
}

// attributesAhead reports whether adverbs and at least one declined adjective, then a noun, follow at i.
func (a *analysis) attributesAhead(i int) bool {
	adjective := false
	for ; i < a.last; i++ {
		switch t := a.d.Words[i].Tag; {
		case t == "ADJA":
			adjective = true
		case t == "ADV" || t == "ADJD" || (t == "KON" || t == "$," && i+1 < a.last && a.d.Words[i+1].Tag == "ADJA") && adjective:
		default:
			return adjective && t == "NN"
		}
	}
	return false
}

// stretch corrects the tokens [from, to) between two marks.
func (a *analysis) stretch(from, to int) {
	fin, aux, zu, end := false, false, false, -1
	for i := from; i < to; i++ {
		switch t := a.tag(i); {
		case finite(t):
			fin = true
			aux = aux || t == "VAFIN"
		case t == "PTKZU" || t == "VVIZU":
			zu = true
		}
		if t := a.tag(i); participle(t) || infinite(t) {
			end = i
		}
	}
	if last := to - 1; fin && last > from && (a.tag(last) == "APPR" || a.tag(last) == "APPO") && !strings.EqualFold(a.text(last), "zufolge") && !a.quotedNoun(to) {
		a.tags[last-a.first] = "PTKVZ" // "sassen sich [gegenüber]"
	}
	if t := a.tag(from); !fin && zu && (t == "PRELS" || t == "PDS") && a.nominalSoon(from+1) {
		a.tags[from-a.first] = "ART" // "warf Peru vor, [die] Grenze zu verletzen"
	}
	if t := a.tag(from); !fin && end < 0 && t == "PRELS" && articles[strings.ToLower(a.text(from))] != 0 && a.nominalSoon(from+1) && a.endsHere(to) {
		a.tags[from-a.first] = "ART" // "sagt Ada Lind, [die] Chefin der Bank."
	}
	if last := to - 1; !fin && last > from+1 && end == last && (a.tag(from) == "KOUS" || a.tag(from) == "PRELS") && a.tag(last) == "VVPP" && a.bothForms(last) {
		a.tags[last-a.first] = "VVFIN" // "dass China Stahl [verkauft], ..."
	}
	a.participles(from, to)
	if last := to - 1; aux && end < 0 && last >= from && (a.tag(last) == "ADJD" || a.tag(last) == "VVFIN" || a.tag(last) == "ADV" || a.tag(last) == "ADJA") {
		if _, ok := a.participle(a.text(last)); ok && !(a.tag(last) == "VVFIN" && a.finites(from, to) < 2) {
			a.tags[last-a.first] = "VVPP" // "haben die Stadt [angegriffen]"
		}
	}
}

// quotedNoun reports whether the mark at i opens a noun in quotation marks: "drohte mit «Vergeltung»".
func (a *analysis) quotedNoun(i int) bool {
	return i+1 < a.last && a.quotationMark(i) && a.nominalSoon(i+1)
}

// endsHere reports whether the mark at i ends the sentence or a finite verb follows it.
func (a *analysis) endsHere(i int) bool {
	return i >= a.last-1 || finite(a.tag(i+1))
}

// bothForms reports whether a participle is also the finite form: "verkauft" of "verkaufen", but not "getroffen".
func (a *analysis) bothForms(i int) bool {
	stem := strings.TrimSuffix(strings.TrimSuffix(a.lemma(i), "n"), "e")
	form := strings.ToLower(a.text(i))
	return form == stem+"t" || form == stem+"et"
}

// participles corrects a form that is both, "erobert", where an auxiliary stands before it and the verb bracket closes behind it.
func (a *analysis) participles(from, to int) {
	aux := false
	for i := from; i < to; i++ {
		switch {
		case a.tag(i) == "VAFIN":
			aux = true
		case a.tag(i) == "KOUS" || a.tag(i) == "PRELS":
			return
		case aux && a.tag(i) == "VVFIN" && (i+1 == to || a.tag(i+1) == "KON"):
			if _, ok := a.participle(a.text(i)); ok {
				a.tags[i-a.first] = "VVPP"
			}
		}
	}
}

func (a *analysis) finites(from, to int) int {
	n := 0
	for i := from; i < to; i++ {
		if finite(a.tag(i)) {
			n++
		}
	}
	return n
}

// lemma is the verb at token i; of a participle the verb that it is formed from, with or without an adjective's ending.
func (a *analysis) lemma(i int) string {
	w := a.word(i)
	if w.Tag == "VVPP" || !participle(a.tag(i)) && a.tag(i) != "ADJA" {
		return w.Lemma
	}
	form := strings.ToLower(a.text(i))
	for _, end := range []string{"", "en", "er", "em", "es", "e"} {
		if stem, ok := strings.CutSuffix(form, end); ok {
			if l, ok := a.participle(stem); ok {
				return l
			}
		}
	}
	if stem, _, ok := strings.Cut(form, "end"); ok {
		return stem + "en" // "führende": of "führen"
	}
	return w.Lemma
}
