// Package mention finds the stretches of text that name something: people, states, bodies, places, events, and dates and
// amounts. For example, in "Außenminister Jonas Veltin reist am 3. Mai nach Lima" it finds the person, the date and the place.
//
// It tells what a mention is and which listed name it carries; which mentions mean the same thing is package entity's matter.
package mention

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"newsgraph/internal/gazetteer"
	"newsgraph/internal/ontology"
	"newsgraph/internal/wordlist"
	"newsgraph/loader/doc"
	"newsgraph/loader/linear"
)

// A Finder holds the lists; it is safe for concurrent use.
type Finder struct {
	names    *gazetteer.Gazetteer
	units    *wordlist.Units
	isWord   func(string) bool
	bodies   wordlist.Bodies
	callings wordlist.Callings
	model    *linear.CRF
}

// New makes a Finder; isWord tells whether a form is a word of the language. Without a model, nil, it finds what lists and rules find.
func New(g *gazetteer.Gazetteer, u *wordlist.Units, b wordlist.Bodies, c wordlist.Callings, isWord func(string) bool, model *linear.CRF) *Finder {
	return &Finder{g, u, isWord, b, c, model}
}

// Find returns the document's mentions, sorted and not overlapping. It reads Article.Date, Tokens, Sentences and Words. A first pass
// finds what a sentence tells by itself; a second one takes up names that another sentence explained ("Jonas Veltin ... Veltin").
func (f *Finder) Find(d *doc.Document) []doc.Mention {
	s := f.scan(d)
	s.home = s.dateline()
	for _, sent := range d.Sentences {
		s.first, s.last = sent.First, sent.Last
		s.sentence()
	}
	o := f.opinion(d)
	s.weigh(o)
	s.learnt(o, true)
	s.consistent()
	s.learnt(o, false)
	s.explained()
	s.consistent()
	slices.SortFunc(s.out, func(a, b doc.Mention) int { return a.First - b.First })
	return s.out
}

func (f *Finder) scan(d *doc.Document) *scan {
	s := &scan{Finder: f, d: d, taken: make([]bool, len(d.Tokens)), text: make([]string, len(d.Tokens))}
	for i, t := range d.Tokens {
		s.text[i] = t.Text
	}
	return s
}

// scan is the state over one document.
type scan struct {
	*Finder
	d           *doc.Document
	text        []string
	taken       []bool
	out         []doc.Mention
	first, last int    // sentence at hand
	home        string // state of the dateline
}

func (s *scan) sentence() {
	for i := s.first; i < s.last; {
		n := s.at(i)
		i += max(n, 1)
	}
}

// at tries every kind of mention at token i and returns how many tokens it took.
func (s *scan) at(i int) int {
	if s.d.Tokens[i].Part == 2 {
		return 0
	}
	for _, find := range []func(int) (doc.Mention, bool){s.date, s.quoted, s.member, s.known, s.nation, s.person, s.coined, s.body, s.place, s.event, s.adjective, s.amount} {
		if m, ok := find(i); ok {
			return s.take(m)
		}
	}
	return 0
}

func (s *scan) take(m doc.Mention) int {
	for t := m.First; t < m.Last; t++ {
		s.taken[t] = true
	}
	s.out = append(s.out, m)
	return m.Last - m.First
}

func (s *scan) tag(i int) string {
	if i < s.first || i >= s.last {
		return ""
	}
	return s.d.Words[i].Tag
}

func (s *scan) upper(i int) bool {
	if i < s.first || i >= s.last {
		return false
	}
	r, _ := utf8.DecodeRuneInString(s.text[i])
	return unicode.IsUpper(r)
}

// known looks the words at i up in the gazetteer.
func (s *scan) known(i int) (doc.Mention, bool) {
	if !s.upper(i) && s.tag(i) != "NE" {
		return doc.Mention{}, false
	}
	hits := s.names.Match(s.text[i:min(i+8, s.last)])
	if len(hits) == 0 {
		hits = s.spoken(i)
	}
	hits = s.athome(hits)
	for _, h := range hits {
		if !s.plausible(i, h) {
			continue
		}
		m := doc.Mention{First: i, Last: i + h.Words, Kind: doc.Name, Type: h.Entry.Type, Key: h.Entry.Name, Wikidata: h.Entry.Wikidata, Score: 0.95,
			Genitive: !h.Exact && strings.HasSuffix(s.text[i+h.Words-1], "s") && !strings.HasSuffix(h.Form, "s")}
		if h.Ambiguous {
			m.Score = 0.7
		}
		if h.Kind == "people" && h.Words == 1 && !s.people(i) {
			continue
		}
		if p, ok := s.person(i); ok && p.Last > m.Last && m.Type != ontology.Person && (h.Exact || h.Ambiguous) && !s.whereThenWho(m) && !s.twoCapitals(h, m.Last) {
			continue // "Jordan Veltin", "Paris Holm", "Nils Holm": a first name that is also a place or its genitive
		}
		if h.Words == 1 && h.Kind == "acronym" && h.Entry.Kind != "party" && s.tag(m.Last) == "NE" && s.unheard(m.Last) && s.unheard(m.Last+1) {
			continue // "IHS Global Insight" is not the listed IHS
		}
		if m.Type == ontology.Person && (arabic(s.at1(m.Last)) && h.Words == 1 || s.nameWord(m.Last)) && !s.startsOther(m.Last) {
			continue // "König Felipe Holm" is not the listed "König Felipe"
		}
		return m, true
	}
	return doc.Mention{}, false
}

// twoCapitals reports whether another capital follows a listed one: "machte Riad Teheran verantwortlich".
func (s *scan) twoCapitals(h gazetteer.Hit, next int) bool {
	capital := func(h gazetteer.Hit) bool { return h.Entry.IsCapital && h.Exact }
	return capital(h) && next < s.last && slices.ContainsFunc(s.names.Match(s.text[next:next+1]), capital)
}

// unheard reports whether the word at i is capitalised and neither a word of the language nor a known name.
func (s *scan) unheard(i int) bool {
	return i < s.last && s.upper(i) && !s.d.Words[i].Known && !s.startsOther(i) && !s.placeAt(i) && !s.names.Surname(s.text[i])
}

// whereThenWho reports whether a place behind a preposition is followed by a whole name: "traf in Paris Anna Holm".
func (s *scan) whereThenWho(m doc.Mention) bool {
	if m.Type != ontology.Place && m.Type != ontology.State || !slices.Contains([]string{"in", "nach", "aus", "bei"}, s.at1(m.First-1)) {
		return false
	}
	_, forename := s.names.Forename(s.at1(m.Last))
	p, ok := s.person(m.Last)
	return ok && (forename || p.Key != "") && p.Last-p.First >= 2
}

// athome puts first, of those that share the best name, the one of the state in which the article is datelined: "die Grünen" are Austria's
// in a report from Vienna.
func (s *scan) athome(hits []gazetteer.Hit) []gazetteer.Hit {
	if s.home == "" || len(hits) < 2 || hits[0].Entry.State == s.home {
		return hits
	}
	for i, h := range hits {
		if h.Words == hits[0].Words && h.Exact == hits[0].Exact && h.Entry.Type == hits[0].Entry.Type && h.Entry.State == s.home {
			return append([]gazetteer.Hit{h}, slices.Delete(slices.Clone(hits), i, i+1)...)
		}
	}
	return hits
}

// dateline is the name of the state in which the article is datelined, or "".
func (s *scan) dateline() string {
	if e, ok := s.names.Scene(s.d.Article.Dateline()); ok {
		return e.Name
	}
	return ""
}

// spoken finds an acronym that is written the way it is spoken: "Uno", "Unesco".
func (s *scan) spoken(i int) []gazetteer.Hit {
	w := s.text[i]
	if s.d.Words[i].Known || len(w) < 3 || len(w) > 7 || strings.ToUpper(w) == w {
		return nil
	}
	return slices.DeleteFunc(s.names.Match([]string{strings.ToUpper(w)}), func(h gazetteer.Hit) bool { return h.Kind != "acronym" || !h.Exact })
}

// plausible asks for evidence where a listed name is also a common word.
func (s *scan) plausible(i int, h gazetteer.Hit) bool {
	if h.Words > 1 && !h.Ambiguous {
		return true
	}
	w := s.d.Words[i]
	acronym := isAcronym(s.text[i])
	switch {
	case h.Ambiguous && h.Entry.Article == "pl":
		return s.people(i) && w.Number != doc.Sing && s.tag(i+1) != "NE" // "die Emirate"
	case h.Ambiguous && h.Entry.Type == ontology.Organization && h.Entry.Kind == "bloc":
		return s.bloc(i)
	case h.Ambiguous && h.Entry.Type == ontology.Organization:
		return acronym && h.Exact || s.afterKind(i) != ""
	case h.Ambiguous:
		return w.Tag == "NE" && !s.determined(i)
	case w.Tag == "NE" || acronym:
		return true
	case w.Known && i == s.first && w.Tag != "NN":
		return false // "Essen" as a verb at the start of a sentence
	case strings.HasPrefix(w.Tag, "V") || strings.HasPrefix(w.Tag, "AD"):
		return !w.Known
	}
	return true
}

// bloc reports whether the name of a direction means those who live there: "warf dem Westen vor", not "im Westen", "den Westen der Stadt".
func (s *scan) bloc(i int) bool {
	if s.tag(i-1) != "ART" || s.tag(i+1) == "NE" || s.tag(i+1) == "ADJA" {
		return false
	}
	switch strings.ToLower(s.at1(i + 1)) {
	case "der", "des", "von", "eines", "einer", "dieser", "dieses", "seines", "ihres":
		return false
	}
	switch strings.ToLower(s.at1(i - 2)) {
	case "in", "nach", "aus", "über", "richtung", "auf", "durch":
		return false
	}
	return true
}

// determined reports whether an article or adjective stands before token i.
func (s *scan) determined(i int) bool {
	switch s.tag(i - 1) {
	case "ART", "ADJA", "PPOSAT", "PIAT", "PDAT", "CARD":
		return true
	}
	return false
}

// people reports whether a people's name acts as a state: in the plural, and not counted or described ("zwei Amerikaner").
func (s *scan) people(i int) bool {
	return s.tag(i-1) == "ART" && strings.EqualFold(s.text[i-1], "die") || strings.EqualFold(s.at1(i-1), "den") || strings.EqualFold(s.at1(i-1), "der")
}

func (s *scan) at1(i int) string {
	if i < s.first || i >= s.last {
		return ""
	}
	return s.text[i]
}

// nation finds a people's name that acts as its state: "die Amerikaner", "den Russen", not "ein Amerikaner" or "zwei Russen".
func (s *scan) nation(i int) (doc.Mention, bool) {
	m := doc.Mention{First: i, Last: i + 1, Kind: doc.Name, Type: ontology.State, Score: 0.7}
	if s.tag(i) != "NN" && s.tag(i) != "NE" || s.d.Words[i].Number == doc.Sing || !s.people(i) {
		return m, false
	}
	if strings.EqualFold(s.at1(i-1), "der") && s.d.Words[i].Cases&doc.Gen == 0 || s.tag(i+1) == "NE" || s.tag(i+1) == "NN" {
		return m, false
	}
	e, ok := s.names.Demonym(s.text[i])
	if !ok || e.Type != ontology.State {
		return m, false
	}
	m.Key, m.Wikidata = e.Name, e.Wikidata
	return m, true
}

// isAcronym reports two to six capitals, perhaps with a digit: "PSOE", "YTN", "G20".
func isAcronym(word string) bool {
	n, caps := 0, 0
	for _, r := range word {
		n++
		if unicode.IsUpper(r) {
			caps++
		} else if !unicode.IsDigit(r) {
			return false
		}
	}
	return n >= 2 && n <= 6 && caps >= 2 && strings.Trim(word, "IVXLCM") != ""
}

// adjective finds "russisch", "nordkoreanisch-russisch", and the front of "US-Regierung".
func (s *scan) adjective(i int) (doc.Mention, bool) {
	m := doc.Mention{First: i, Last: i + 1, Kind: doc.Adjective, Type: ontology.State, Score: 0.9}
	if s.tag(i) == "ADJA" || s.tag(i) == "ADJD" || s.tag(i) == "TRUNC" || s.tag(i) == "NN" && !s.d.Words[i].Known || s.tag(i) == "NE" {
		if es := s.names.Adjectives(strings.TrimSuffix(s.text[i], "-")); len(es) > 0 {
			m.Key = keys(es)
			return m, true
		}
	}
	front, rest, ok := strings.Cut(s.text[i], "-")
	if !ok || rest == "" || !s.upper(i) || rest[0] >= 'a' && rest[0] <= 'z' {
		return m, false // "SPÖ-nah", "Kiew-freundlich": not of it
	}
	if e, ok := s.front(front); ok {
		m.Key, m.Type, m.Wikidata = e.Name, e.Type, e.Wikidata
		return m, true
	}
	// "Norlind-Chef": what a chief or speaker stands in front of is a body, if no word.
	if t, ok := s.names.Title(s.text[i]); ok && t.Prefix == front && !s.isWord(front) && slices.Contains([]string{"business", "party", "spokesperson", "official", "commissioner"}, t.Class) {
		m.Key, m.Type, m.Score = front, ontology.Organization, 0.6
		return m, true
	}
	return m, false
}

// front finds the state or body that the first part of a hyphenated compound names.
func (s *scan) front(word string) (*gazetteer.Entry, bool) {
	for _, h := range s.names.Match([]string{word}) {
		if h.Exact && (h.Entry.Type == ontology.State || h.Entry.Type == ontology.Organization) && (!h.Ambiguous || isAcronym(word)) {
			return h.Entry, true
		}
	}
	return nil, false
}

func keys(es []*gazetteer.Entry) string {
	var names []string
	for _, e := range es {
		names = append(names, e.Name)
	}
	return strings.Join(names, "|")
}
