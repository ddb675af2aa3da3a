package mention

import (
	"slices"
	"strings"

	"newsgraph/internal/ontology"
	"newsgraph/loader/doc"
)

// particles stand inside a name: "Ursula von der Leyen", "Abdel-Malek al-Mikhlafi".
var particles = []string{"von", "van", "der", "den", "de", "del", "della", "da", "do", "dos", "di", "du", "la", "le", "el", "al", "bin", "bint", "ibn", "ben", "zu", "af", "ter", "ten", "Abu", "Ben", "Al", "Van", "De"}

// person finds a name by its first name or by the title before it.
func (s *scan) person(i int) (doc.Mention, bool) {
	if !s.nameWord(i) {
		return doc.Mention{}, false
	}
	if _, title := s.names.Title(s.text[i]); title {
		return doc.Mention{}, false // "Bischof Arnaldo Reyes" begins behind the title
	}
	end := s.nameEnd(i)
	titled := s.titleBefore(i)
	_, forename := s.names.Forename(s.text[i])
	m := doc.Mention{First: i, Last: end, Kind: doc.Name, Type: ontology.Person, Score: 0.85}
	if end == i+1 && s.upper(end) && s.tag(end) == "NN" && s.tag(i) == "NE" && (titled || forename && s.names.Surname(s.text[end])) && s.d.Tokens[end].Part == 0 {
		end++ // a surname that is also a common noun: "Anna Fischer"
		m.Last = end
	}
	switch {
	case end-i >= 2 && forename && s.tag(i) != "NN":
	case end-i >= 2 && titled:
	case end-i >= 2 && s.names.Surname(s.text[end-1]) && s.tag(i) == "NE" && s.tag(end-1) == "NE" && s.afterKind(i) == "":
		m.Score = 0.7
	case end-i >= 3 && s.tag(i) == "NE" && s.particled(i, end):
		m.Score = 0.7 // "Pieter van der Holt"
	case end-i == 1 && titled && s.tag(i) == "NE" && s.afterKind(i) == "":
		m.Score = 0.75
	default:
		return m, false
	}
	return s.listed(m), true
}

// listed gives a person the listed name that the words carry, alone or as a surname that only one person has.
func (s *scan) listed(m doc.Mention) doc.Mention {
	for _, h := range s.names.Match(s.text[m.First:m.Last]) {
		if h.Entry.Type == ontology.Person && h.Words == m.Last-m.First {
			m.Key, m.Wikidata = h.Entry.Name, h.Entry.Wikidata
			return m
		}
	}
	if m.Last-m.First == 1 {
		if ps := s.names.Surnames(s.text[m.First]); len(ps) == 1 {
			m.Key, m.Wikidata = ps[0].Name, ps[0].Wikidata
		}
	}
	return m
}

// nameWord reports whether token i can be part of a person's name: a capitalised word that is a name or unknown.
func (s *scan) nameWord(i int) bool {
	if i >= s.last || !s.upper(i) || len(s.text[i]) < 2 && s.tag(i) != "NE" || s.d.Tokens[i].Part > 0 {
		return false
	}
	tag := s.tag(i)
	if tag == "NE" || tag == "FM" {
		return true
	}
	if _, ok := s.names.Forename(s.text[i]); ok && !s.d.Words[i].Known {
		return true
	}
	return (tag == "NN" || tag == "XY") && !s.d.Words[i].Known && !strings.Contains(s.text[i], "-") && s.names.Surname(s.text[i])
}

// unknownNoun reports whether a capitalised word can go on with a name because it is no word of the language.
func (s *scan) unknownNoun(i int) bool {
	t := s.tag(i)
	return i < s.last && s.upper(i) && (t == "NN" || t == "XY") && !s.d.Words[i].Known && !strings.Contains(s.text[i], "-") && s.d.Tokens[i].Part == 0
}

// particled reports whether a particle stands inside the name [i, end).
func (s *scan) particled(i, end int) bool {
	for j := i + 1; j < end-1; j++ {
		if slices.Contains(particles, s.text[j]) && !s.upper(j) {
			return true
		}
	}
	return false
}

// nameEnd is the token behind the longest row of name words, particles and initials between them.
func (s *scan) nameEnd(i int) int {
	end := i + 1
	for j := i + 1; j < s.last && j < i+6; {
		switch {
		case (s.nameWord(j) || s.unknownNoun(j)) && !s.startsOther(j):
			j++
			end = j
		case slices.Contains(particles, s.text[j]) && j+1 < s.last && (s.nameWord(j+1) || slices.Contains(particles, s.text[j+1])):
			j++
		case arabic(s.text[j]):
			j++
			end = j
		case len([]rune(s.text[j])) <= 2 && s.upper(j) && (s.at1(j+1) == "." || strings.HasSuffix(s.text[j], ".")):
			j++
			if s.at1(j) == "." {
				j++
			}
		default:
			return s.regnal(end)
		}
	}
	return s.regnal(end)
}

// arabic reports whether a word begins with an Arabic article: "al-Schark".
func arabic(word string) bool {
	return len(word) > 4 && slices.Contains([]string{"al-", "el-", "as-", "ar-", "an-", "at-", "ad-"}, word[:3]) && word[3] >= 'A' && (word[3] <= 'Z' || word[3] >= 0x80)
}

// regnal takes "VI." into a king's name.
func (s *scan) regnal(end int) int {
	if w := s.at1(end); len(w) > 1 && strings.Trim(w, "IVX.") == "" && strings.HasSuffix(w, ".") {
		return end + 1
	}
	return end
}

// startsOther reports whether a listed state or body begins at j, which ends the name before it: "liefert Putin Nordkorea".
func (s *scan) startsOther(j int) bool {
	for _, h := range s.names.Match(s.text[j:min(j+4, s.last)]) {
		if (h.Entry.Type == ontology.State || h.Entry.Type == ontology.Organization) && !h.Ambiguous {
			return true
		}
	}
	return false
}

// titleBefore reports whether an office or role stands directly before token i.
func (s *scan) titleBefore(i int) bool {
	if i-1 < s.first || s.tag(i-1) != "NN" && s.tag(i-1) != "NE" {
		return false
	}
	_, ok := s.names.Title(s.text[i-1])
	return ok
}

// consistent takes up surnames, short names and acronyms that the document has explained elsewhere.
func (s *scan) consistent() {
	s.genitives()
	last := map[string]doc.Mention{}
	whole := map[string]doc.Mention{}
	for _, m := range s.out {
		if m.Kind != doc.Name {
			continue
		}
		text := base(s.text[m.Last-1])
		if m.Type == ontology.Person && m.Last-m.First > 1 {
			last[text] = m
			if family := base(s.text[m.First]); m.Key != "" && strings.HasPrefix(m.Key, family+" ") && s.familyFirst(m) {
				last[family] = m
			}
		} else if m.Key == "" && m.Last-m.First == 1 {
			whole[text] = m
		}
	}
	for _, sent := range s.d.Sentences {
		s.first, s.last = sent.First, sent.Last
		for i := sent.First; i < sent.Last; i++ {
			if s.taken[i] || !s.upper(i) || s.d.Tokens[i].Part > 0 {
				continue
			}
			k, ok := last[base(s.text[i])]
			if !ok {
				k, ok = whole[base(s.text[i])]
			}
			switch {
			case ok && (s.tag(i) == "NE" || !s.d.Words[i].Known || s.d.Words[i].Tag == "NN" && i > sent.First && !s.determined(i)):
				s.take(doc.Mention{First: i, Last: i + 1, Kind: doc.Name, Type: k.Type, Key: k.Key, Wikidata: k.Wikidata, Score: 0.8,
					Genitive: s.inflected(i, k)})
			case !ok && s.tag(i) == "NE":
				s.lone(i)
			}
		}
	}
}

// genitives marks unlisted names of which the document also has the form without -s.
func (s *scan) genitives() {
	forms := map[string]bool{}
	for _, m := range s.out {
		if m.Kind == doc.Name {
			forms[s.d.Text(m.First, m.Last)] = true
		}
	}
	for i := range s.out {
		m := &s.out[i]
		if stem, ok := strings.CutSuffix(s.d.Text(m.First, m.Last), "s"); ok && m.Kind == doc.Name && m.Key == "" {
			m.Genitive = forms[stem]
		}
	}
}

// inflected reports whether the word at i is the short form of a mention with an ending that the mention itself lacks.
func (s *scan) inflected(i int, m doc.Mention) bool {
	return s.text[i] != base(s.text[i]) && s.text[m.Last-1] == base(s.text[i])
}

// familyFirst reports whether the listed name of the mention puts the family name first: its surname is what nobody shortens to
// the last word ("Kim Jong-un" is "Kim").
func (s *scan) familyFirst(m doc.Mention) bool {
	return slices.ContainsFunc(s.names.Surnames(base(s.text[m.First])), func(e *entry) bool { return e.Name == m.Key })
}

// lone reads a name that stands alone and is never explained: a surname that one listed person has.
func (s *scan) lone(i int) {
	ps := s.names.Surnames(s.text[i])
	if _, title := s.names.Title(s.text[i]); title || len(ps) != 1 || s.determined(i) || s.d.Words[i].Known {
		return
	}
	s.take(doc.Mention{First: i, Last: i + 1, Kind: doc.Name, Type: ontology.Person, Key: ps[0].Name, Wikidata: ps[0].Wikidata, Score: 0.6,
		Genitive: base(s.text[i]) != s.text[i] && slices.Contains(s.names.Surnames(base(s.text[i])), ps[0])})
}

// base is a name's form without a genitive ending.
func base(word string) string {
	word = strings.TrimRight(word, "'’")
	if len(word) > 3 {
		if b, ok := strings.CutSuffix(word, "s"); ok {
			return b
		}
	}
	return word
}
