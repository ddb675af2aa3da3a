package mention

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"newsgraph/internal/ontology"
	"newsgraph/loader/doc"
)

// member finds a word that says to which party somebody belongs, "der [Sozialdemokrat] Leo Winkler", "die [republikanische] Senatorin", by
// the plural under which the lists know the party's members: "Sozialdemokraten". Its key holds all parties of that name.
func (s *scan) member(i int) (doc.Mention, bool) {
	m := doc.Mention{First: i, Last: i + 1, Kind: doc.PartyWord, Type: ontology.Organization, Score: 0.7}
	var plurals []string
	switch s.tag(i) {
	case "NN", "NE":
		if s.upper(i) && s.single(i) && !(s.d.Words[i].Gender == doc.Fem && !strings.HasSuffix(s.text[i], "in")) {
			w := strings.TrimSuffix(s.text[i], "in")
			plurals = []string{w, w + "en", w + "n", strings.TrimSuffix(w, "r")}
		}
	case "ADJA":
		if s.beforeTitle(i + 1) {
			plurals = membersBy(s.text[i])
		}
	}
	for _, p := range plurals {
		var names []string
		for _, h := range s.names.Match([]string{p}) {
			if h.Exact && h.Entry.Kind == "party" && h.Kind != "acronym" && strings.EqualFold(h.Form, p) && h.Form != h.Entry.Name && !slices.Contains(names, h.Entry.Name) {
				names = append(names, h.Entry.Name)
			}
		}
		if len(names) > 0 {
			m.Key = strings.Join(names, "|")
			return m, true
		}
	}
	return m, false
}

// membersBy are the plurals of the nouns that an adjective of a party may come from: "demokratische" of "Demokraten".
func membersBy(adjective string) []string {
	for _, end := range []string{"ische", "ischen", "ischer", "ischem"} {
		if stem, ok := strings.CutSuffix(adjective, end); ok && len(stem) > 3 {
			r, n := utf8.DecodeRuneInString(stem)
			stem = string(unicode.ToUpper(r)) + stem[n:]
			return []string{stem + "en", stem + "er"}
		}
	}
	return nil
}

// single reports whether a noun at i means one person: a name follows, or an article in the singular stands before it that is no genitive.
func (s *scan) single(i int) bool {
	if p, ok := s.person(i + 1); ok && p.First == i+1 {
		return true
	}
	switch strings.ToLower(s.at1(i - 1)) {
	case "ein", "einem", "dem", "der":
		return s.d.Words[i].Known && s.tag(i-2) != "NN" && s.tag(i-2) != "NE" && s.tag(i+1) != "NE" && !strings.HasSuffix(s.text[i], "en")
	}
	return false
}

// beforeTitle reports whether a title of a person stands at i, another adjective between.
func (s *scan) beforeTitle(i int) bool {
	if s.tag(i) == "ADJA" {
		i++
	}
	if i >= s.last || s.tag(i) != "NN" {
		return false
	}
	t, ok := s.names.Title(s.text[i])
	return ok && t.Prefix == "" && !slices.Contains([]string{"head-of-state", "expert", "business", "media"}, t.Class)
}
