package mention

import (
	"slices"
	"strings"
	"unicode"

	"newsgraph/internal/ontology"
	"newsgraph/loader/doc"
)

// coined finds the name of a body that is made of common words: an adjective has a capital inside a sentence only where it is part of a
// name. "Die Nationale Front von Mindoro" is one, "Nationale Interessen" is none.
func (s *scan) coined(i int) (doc.Mention, bool) {
	m := doc.Mention{First: i, Last: i + 1, Kind: doc.Name, Type: ontology.Organization, Score: 0.75}
	if i == s.first || isQuote(s.text[i-1]) || s.text[i-1] == ":" || s.text[i-1] == "–" {
		return m, false
	}
	for s.tag(m.Last-1) == "ADJA" && s.upper(m.Last-1) && !s.undeclined(m.Last-1) {
		m.Last++
	}
	head := m.Last - 1
	if head == i || s.tag(head) != "NN" || !s.upper(head) || s.d.Words[head].Number == doc.Plur || !s.isBody(head) {
		return m, false
	}
	switch end := s.institute(head); {
	case end > head:
		m.Last = end // "das Norwegische Institut für Seerecht"
	case s.at1(m.Last) == "von" && s.tag(m.Last+1) == "NE" && s.upper(m.Last+1) && !s.somebody(m.Last+1):
		m.Last += 2
	}
	return m, true
}

// somebody reports whether a person's name begins at token i: "die Nationale Front von Tomas Relin" is not named after him.
func (s *scan) somebody(i int) bool {
	_, person := s.person(i)
	_, forename := s.names.Forename(s.at1(i))
	return person || forename && !s.placeAt(i)
}

// fellows returns the end of the name of a body that says who is in it: "der Verband Deutscher Reeder", "der Rat Norwegischer Fischer und
// Lotsen"; i where there is none.
func (s *scan) fellows(i int) int {
	w := s.d.Words[i]
	if s.tag(i) != "NN" || w.Number == doc.Plur || !s.isBody(i) && !slices.Contains(fellowships, w.Lemma) || i == s.first {
		return i
	}
	if !s.upper(i+1) || !strings.HasSuffix(s.at1(i+1), "er") || s.tag(i+1) != "ADJA" && s.tag(i+1) != "NE" && s.tag(i+1) != "NN" || s.undeclined(i+1) && s.placeAt(i+1) {
		return i
	}
	if _, adjective := s.names.Adjective(strings.ToLower(s.at1(i + 1))); !adjective || s.tag(i+2) != "NN" && s.tag(i+2) != "NE" || !s.upper(i+2) {
		return i
	}
	end := i + 3
	if s.at1(end) == "und" && s.upper(end+1) && (s.tag(end+1) == "NN" || s.tag(end+1) == "NE") && !s.startsOther(end+1) {
		end += 2
	}
	return end
}

// undeclined reports whether the adjective is one of a town ("Berliner Polizei") or a number's ("20er").
func (s *scan) undeclined(i int) bool {
	return strings.HasSuffix(s.text[i], "er") && s.d.Words[i].Lemma == s.text[i]
}

// isBody reports whether the noun at i says what kind of body something is.
func (s *scan) isBody(i int) bool {
	w := s.d.Words[i]
	return s.bodies.Kind(w.Lemma, w.Head) != "" || slices.Contains(institutes, w.Head) || s.callings[w.Head] == "body" || slices.Contains(fellowships, w.Head)
}

// fellowships are nouns of bodies that no office is named after.
var fellowships = []string{"Front", "Befreiungsfront", "Bund", "Union", "Liga", "Rat", "Kongress", "Armee", "Bewegung", "Garde", "Brigade", "Fonds", "Dienst", "Gerichtshof", "Akademie", "Gericht"}

// explained takes up the name before an acronym in brackets that its letters come from: "der Europäische Reederbund (ERB)".
func (s *scan) explained() {
	var found []doc.Mention
	owner := make([]int, len(s.text)) // token -> 1 + index of its mention
	for i, m := range s.out {
		for t := m.First; t < m.Last; t++ {
			owner[t] = i + 1
		}
		if m.Kind == doc.Name && m.Type == ontology.Organization && m.Last-m.First == 1 && m.First > 1 && s.text[m.First-1] == "(" &&
			m.Last < len(s.text) && s.text[m.Last] == ")" {
			if first := s.spelledOut(m.First-1, s.text[m.First]); first >= 0 {
				found = append(found, doc.Mention{First: first, Last: m.First - 1, Kind: doc.Name, Type: ontology.Organization, Score: 0.85})
			}
		}
	}
	gone := map[int]bool{}
	for _, m := range found {
		if old := s.within(owner[m.First:m.Last]); s.gives(old, m) {
			for _, i := range old {
				gone[i] = true
			}
			s.take(m)
		}
	}
	kept := s.out[:0:0]
	for i, m := range s.out {
		if !gone[i] {
			kept = append(kept, m)
		}
	}
	s.out = kept
}

// within lists the mentions that own the tokens.
func (s *scan) within(owners []int) []int {
	var out []int
	for _, o := range owners {
		if o > 0 && !slices.Contains(out, o-1) {
			out = append(out, o-1)
		}
	}
	return out
}

// gives reports whether the mentions give way to a longer name: those that reach out of it do not, nor listed bodies and people, nor what
// stands behind its kind, as in "die Partei Neue Mitte (PNM)".
func (s *scan) gives(old []int, m doc.Mention) bool {
	return !slices.ContainsFunc(old, func(i int) bool {
		o := s.out[i]
		listed := o.Key != "" && (o.Type == ontology.Organization || o.Type == ontology.Person)
		return o.First < m.First || o.Last > m.Last || listed || o.Last == m.Last && o.Type == m.Type && s.kindBefore(o) != ""
	})
}

// kindBefore is afterKind of a mention anywhere in the document.
func (s *scan) kindBefore(m doc.Mention) string {
	sent := s.d.Sentences[s.d.SentenceOf(m.First)]
	s.first, s.last = sent.First, sent.Last
	return s.afterKind(m.First)
}

// spelledOut is the first token of the words before token end whose initials, and letters inside, are those of the acronym, or -1.
func (s *scan) spelledOut(end int, acronym string) int {
	letters := []rune(strings.ToLower(acronym))
	sent := s.d.Sentences[s.d.SentenceOf(end)]
	if len(letters) < 2 || len(letters) > 8 {
		return -1
	}
	for first := end - 1; first >= max(sent.First, end-8); first-- {
		tag := s.d.Words[first].Tag
		if tag[0] == 'V' || tag[0] == '$' && s.text[first] != "-" {
			return -1
		}
		if r := []rune(s.text[first])[0]; unicode.IsUpper(r) && tag != "ART" && tag[0] != 'P' && spells(s.text[first:end], letters) {
			return first
		}
	}
	return -1
}

// spells reports whether the letters are the initials of all capitalised words in their order, with letters from inside words and initials
// of small words where the initials are too few: "Verband deutscher Reeder" for "VDR", "Reederbund" for "RB".
func spells(words []string, letters []rune) bool {
	if len(words) == 0 {
		return len(letters) == 0
	}
	word := []rune(words[0])
	if !unicode.IsUpper(word[0]) && spells(words[1:], letters) {
		return true
	}
	if len(letters) == 0 || unicode.ToLower(word[0]) != letters[0] {
		return false
	}
	rest := letters[1:]
	for at := 1; ; at++ {
		if spells(words[1:], rest) {
			return true
		}
		for at < len(word) && (len(rest) == 0 || unicode.ToLower(word[at]) != rest[0]) {
			at++
		}
		if at >= len(word) {
			return false
		}
		rest = rest[1:]
	}
}
