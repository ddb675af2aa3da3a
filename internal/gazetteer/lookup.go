package gazetteer

import (
	"strings"

	"newsgraph/internal/ontology"
)

// Adjective finds what an adjective in any form points to: "nordkoreanischen" to Nordkorea, "Berliner" to Berlin,
// "tschetschenisch" to Tschetschenien.
func (g *Gazetteer) Adjective(form string) (*Entry, bool) {
	key := fold(form)
	if isUpper(form) {
		if e, ok := g.cityForms[key]; ok {
			return e, true
		}
	}
	if e, ok := g.declined(key); ok {
		return e, true
	}
	for _, d := range directions {
		if rest, ok := strings.CutPrefix(key, d); ok {
			return g.declined(rest)
		}
	}
	return nil, false
}

// directions narrow an adjective down and leave what it points to: "südfranzösisch". The longer stand first.
var directions = []string{"suedost", "suedwest", "nordost", "nordwest", "sued", "nord", "ost", "west", "zentral", "mittel", "gesamt", "inner"}

// declined looks up a folded adjective with or without an ending.
func (g *Gazetteer) declined(key string) (*Entry, bool) {
	if e, ok := g.adjectives[key]; ok {
		return e, true
	}
	for _, end := range adjectiveEndings {
		if s, ok := strings.CutSuffix(key, end); ok {
			if e, ok := g.adjectives[s]; ok {
				return e, true
			}
		}
	}
	return nil, false
}

// Adjectives is Adjective for a word that may join several: "nordkoreanisch-russischen" points to both. It returns nil
// if any part points nowhere.
func (g *Gazetteer) Adjectives(form string) []*Entry {
	if e, ok := g.Adjective(form); ok {
		return []*Entry{e}
	}
	var out []*Entry
	rest := form
	for rest != "" {
		e, after := g.leading(rest)
		if e == nil {
			return nil
		}
		out = append(out, e)
		rest = after
	}
	return out
}

// leading takes the longest adjective off the front: "US-amerikanisch-chinesisch" begins with one that has a hyphen.
func (g *Gazetteer) leading(form string) (*Entry, string) {
	for end := len(form); end > 0; end = strings.LastIndexByte(form[:end], '-') {
		if e, ok := g.Adjective(form[:end]); ok {
			return e, strings.TrimPrefix(form[end:], "-")
		}
	}
	return nil, ""
}

// Demonym finds the state, region or city whose people a word names, in any case, number and gender: "Amerikanern",
// "Stuttgarterinnen". The bare "Stuttgarter" is left to Adjective: it is one more often.
func (g *Gazetteer) Demonym(form string) (*Entry, bool) {
	if !isUpper(form) {
		return nil, false
	}
	key := fold(form)
	if e, ok := g.demonyms[key]; ok {
		return e, true
	}
	for _, end := range []string{"ern", "erin", "erinnen"} {
		if s, ok := strings.CutSuffix(key, end); ok {
			if e, ok := g.cityForms[s+"er"]; ok {
				return e, true
			}
		}
	}
	return nil, false
}

// Metonym finds who is meant where a name acts: "Pjöngjang" for Nordkorea, "Den Haag" for the Niederlande, "Kreml" for
// Russland, "Brüssel" for the Europäische Union. Ask with a canonical name or an alias in its base form.
func (g *Gazetteer) Metonym(name string) (*Entry, bool) {
	e, ok := g.metonyms[name]
	return e, ok
}

// Forename tells whether a word is a first name, and whose: "m", "f" or "mf". A genitive counts: "Wladimirs".
func (g *Gazetteer) Forename(word string) (gender string, ok bool) {
	if !isUpper(word) {
		return "", false
	}
	for _, key := range bases(word) {
		if gender, ok = g.forenames[key]; ok {
			return gender, true
		}
	}
	return "", false
}

// Surname tells whether a word is a last name, of anybody. A genitive counts: "Müllers".
func (g *Gazetteer) Surname(word string) bool {
	if !isUpper(word) {
		return false
	}
	for _, key := range bases(word) {
		if g.surnames[key] || len(g.families[key]) > 0 {
			return true
		}
	}
	return false
}

// bases lists what a name's form may be the form of: itself, and without a genitive's ending.
func bases(word string) []string {
	key := fold(strings.TrimRight(word, "'’"))
	if s, ok := strings.CutSuffix(key, "s"); ok && len(s) >= 2 {
		return []string{key, strings.TrimSpace(s)}
	}
	return []string{key}
}

// Scene finds the state of the first city or region that a dateline names: "Linz (APA) - " is in Österreich.
func (g *Gazetteer) Scene(dateline string) (*Entry, bool) {
	words := strings.FieldsFunc(dateline, func(r rune) bool { return strings.ContainsRune(" /(),-–\u00a0", r) })
	for i := range words {
		for _, h := range g.Match(words[i:]) {
			if h.Entry.Type != ontology.Place || h.Entry.State == "" {
				continue
			}
			if s := g.ByName(h.Entry.State); s != nil && s.Type == ontology.State {
				return s, true
			}
		}
	}
	return nil, false
}
