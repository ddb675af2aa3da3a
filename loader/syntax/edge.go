package syntax

import (
	"strings"

	"newsgraph/loader/doc"
)

// oneOf reads "einer der engsten Verbündeten" as a phrase in the singular whose head is the noun, with the case of "einer".
func (a *analysis) oneOf(start, i int, prep string) (int, bool) {
	fit, ok := map[string]agr{
		"einer": reading(doc.Nom, masc) | reading(doc.Dat|doc.Gen, fem), "eine": reading(doc.Nom|doc.Acc, fem), "eines": reading(doc.Nom|doc.Acc, neut) | reading(doc.Gen, masc),
		"einen": reading(doc.Acc, masc), "einem": reading(doc.Dat, masc) | reading(doc.Dat, neut),
	}[strings.ToLower(a.text(i))]
	if !ok || a.text(i+1) != "der" || a.tag(i+1) != "ART" {
		return 0, false
	}
	before := len(a.phrases)
	end := a.read(i + 1)
	if end <= i+1 || a.phrases[len(a.phrases)-1].First != i+1 || a.tag(a.phrases[len(a.phrases)-1].Head) != "NN" || a.phrases[len(a.phrases)-1].Number&doc.Plur == 0 {
		a.truncate(before)
		return 0, false
	}
	p := &a.phrases[len(a.phrases)-1]
	if prep != "" {
		fit = fit.restrict(governed(prep))
	}
	p.First, p.Prep, p.Cases, p.Number = start, prep, fit.cases(), doc.Sing
	for t := start; t <= i; t++ {
		a.phrase[t-a.first] = len(a.phrases) - 1
	}
	return end, true
}

// roughly reports whether a word at i weakens the number behind it: "die [rund] 2000 Soldaten".
func (a *analysis) roughly(i int) bool {
	t := a.tag(i)
	return (t == "ADV" || t == "ADJD" || t == "APPR") && a.tag(i+1) == "CARD" && a.nominalSoon(i+2)
}

// quoted steps over the quotation mark at i within the phrase that begins at start: "für seinen «Mut»". What stands in quotation marks
// must be nouns and their attributes.
func (a *analysis) quoted(start, i int) int {
	if i == start || i+2 >= a.last || !a.quotationMark(i) || !a.nominalSoon(i+1) {
		return i
	}
	for j := i + 1; j < a.last && j < i+5; j++ {
		switch t := a.tag(j); {
		case a.quotationMark(j):
			return i + 1
		case t != "ADJA" && t != "CARD" && t != "NN" && t != "NE":
			return i
		}
	}
	return i
}

// postposition takes in the preposition that stands behind the phrase ending at end: "dem Minister zufolge".
func (a *analysis) postposition(prep string, end int) (string, int) {
	if prep == "" && end < a.last && (a.tag(end) == "APPO" || strings.EqualFold(a.text(end), "zufolge")) {
		return strings.ToLower(a.text(end)), end + 1
	}
	return prep, end
}

// comparison reports whether "als" or "wie" at i leads a noun phrase and not a clause.
func (a *analysis) comparison(i int) bool {
	return a.tag(i) == "KOKOM" || a.tag(i) == "APPO" && i+1 < a.last && a.isDeterminer(i+1)
}

// saidSo reports whether "so" at i names a source: "..., so der Minister, ...".
func (a *analysis) saidSo(i int) bool {
	return a.text(i) == "so" && i > a.first && isPunct(a.tag(i-1)) && i+1 < a.last && (a.isDeterminer(i+1) || a.nominal(i+1))
}

// quotationMark reports whether a quotation mark, single or double, stands at i.
func (a *analysis) quotationMark(i int) bool {
	return i < a.last && strings.ContainsAny(a.text(i), "\"„“”«»‚‘")
}

// quotedName is the token behind a name in quotation marks that opens at i, or 0: "die Zeitung [«El Tiempo»]".
func (a *analysis) quotedName(i int) int {
	if !a.quotationMark(i) {
		return 0
	}
	m := a.nameAt(i + 1)
	if m < 0 || a.d.Mentions[m].First != i+1 || !a.quotationMark(a.d.Mentions[m].Last) {
		return 0
	}
	return a.d.Mentions[m].Last + 1
}
