package morph

import (
	"strings"
	"unicode/utf8"

	"newsgraph/loader/doc"
)

// name describes a proper name: "Russlands" is the genitive of "Russland", "Hans" is "Hans".
func (d *document) name(w *doc.Word, v *look) {
	w.Number = doc.Sing
	w.Cases = doc.Nom | doc.Dat | doc.Acc
	base, marked := strings.CutSuffix(strings.ReplaceAll(v.form, "’", "'"), "'")
	switch {
	case marked && strings.HasSuffix(base, "s") && d.genitive(base) != "": // "Putins'"
		base = d.genitive(base)
	case marked:
	default:
		base = d.genitive(v.form)
		marked = base != ""
	}
	if marked {
		w.Lemma, w.Cases = base, doc.Gen
	}
	if rs := pick(v.readings, func(r Reading) bool { return r.Class == Noun }); len(rs) > 0 && !marked {
		for _, r := range rs {
			w.Gender |= r.Gender
			w.Cases |= r.Cases & doc.Gen
		}
		return
	}
	if low := strings.ToLower(v.form); strings.ToUpper(v.form) == v.form && d.lexicon.names[capitalise(low)] != 0 {
		w.Lemma = capitalise(low) // "PEKING"
	}
	if strings.HasSuffix(w.Lemma, "s") || strings.HasSuffix(w.Lemma, "x") || strings.HasSuffix(w.Lemma, "z") {
		w.Cases |= doc.Gen
	}
}

// genitive returns the name that the form is the genitive of, "" where it is none. A document that has the name without -s
// decides; else names that end in -s by themselves are known by a list and by their endings ("Paris", "Markus").
func (d *document) genitive(form string) string {
	base, ok := strings.CutSuffix(form, "s")
	if !ok || utf8.RuneCountInString(base) < 3 {
		return ""
	}
	if d.names[base] {
		return base
	}
	if d.Analyser.names[form] || strings.ToUpper(form) == form || strings.HasSuffix(base, "s") {
		return ""
	}
	for _, ending := range []string{"us", "is", "ass", "oss", "ess", "aus", "eos", "ios"} {
		if strings.HasSuffix(form, ending) {
			return ""
		}
	}
	for _, r := range d.lexicon.spelt(nil, form) { // "Kreml", "Kremls"
		if r.Class == Noun && r.Cases&doc.Nom != 0 && r.Number&doc.Sing != 0 {
			return ""
		}
	}
	return base
}
