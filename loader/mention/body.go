package mention

import (
	"slices"
	"strings"

	"newsgraph/internal/gazetteer"
	"newsgraph/internal/ontology"
	"newsgraph/loader/doc"
)

type entry = gazetteer.Entry

// seats are nouns of bodies whose name is the noun with the place behind it: "Universität Basel", "Erzdiözese Hue".
var seats = []string{"Universität", "Uni", "Hochschule", "Fachhochschule", "Erzdiözese", "Diözese", "Bistum", "Erzbistum", "Obergericht", "Handelskammer", "Arbeiterkammer", "Ärztekammer", "Staatsanwaltschaft", "Oberstaatsanwaltschaft", "Technische"}

// seat reports whether a noun is such a body: a court or university with the place where it sits behind it, or one of the list.
func (s *scan) seat(i int) bool {
	w := s.d.Words[i]
	if w.Number == doc.Plur && !slices.Contains(seats, w.Lemma) || s.tag(i) != "NN" && s.tag(i) != "NE" {
		return false
	}
	kind := s.bodies.Kind(w.Lemma, w.Head)
	return slices.Contains(seats, w.Lemma) || kind == "court" && w.Lemma != "Gericht" || kind == "university" && w.Lemma != "Akademie"
}

// afterKind is the kind of the noun before token i, quotation marks skipped.
func (s *scan) afterKind(i int) string {
	j := i - 1
	if j >= s.first && isQuote(s.text[j]) {
		j--
	}
	if j < s.first || s.tag(j) != "NN" && s.tag(j) != "NE" {
		return ""
	}
	w := s.d.Words[j]
	if k := s.callings[w.Lemma]; k != "" {
		return k
	}
	if strings.HasSuffix(w.Lemma, "bauer") && len(w.Lemma) > len("Bauer") {
		return "body" // "der Motorenbauer Norlind"
	}
	return s.callings[w.Head]
}

func isQuote(t string) bool { return strings.ContainsAny(t, "„“”\"«»‚‘") && len(t) <= 3 }

// quoted finds a name in quotation marks behind a word such as "Zeitung", or one that speaks: "Wie «Bloomberg» schreibt".
func (s *scan) quoted(i int) (doc.Mention, bool) {
	if i == s.first || !isQuote(s.text[i-1]) || !s.upper(i) {
		return doc.Mention{}, false
	}
	end := i
	for end < s.last && end < i+5 && !isQuote(s.text[end]) {
		end++
	}
	if end == i || end >= s.last || !isQuote(s.text[end]) {
		return doc.Mention{}, false
	}
	m := doc.Mention{First: i, Last: end, Kind: doc.Name, Type: ontology.Organization, Score: 0.8}
	for _, h := range s.names.Match(s.text[i:end]) {
		if h.Words == end-i {
			m.Type, m.Key, m.Wikidata = h.Entry.Type, h.Entry.Name, h.Entry.Wikidata
			return m, true
		}
	}
	return m, s.afterKind(i) == "medium"
}

// legalForms end the names of companies.
var legalForms = []string{"AG", "GmbH", "SE", "Inc", "Corp", "Ltd", "KG", "SA", "Holding", "Group"}

// body finds organisations by their form: an acronym, a compound with the noun of a body, a name behind "Partei" or "Sender".
func (s *scan) body(i int) (doc.Mention, bool) {
	m := doc.Mention{First: i, Last: i + 1, Kind: doc.Name, Type: ontology.Organization, Score: 0.75}
	word := s.text[i]
	if !s.upper(i) {
		return m, s.afterKind(i) == "body" && s.tag(i) == "NE"
	}
	if s.seat(i) && i+1 < s.last && (s.tag(i+1) == "NE" || s.placeAt(i+1)) && s.upper(i+1) {
		m.Last = i + 2
		return m, true
	}
	if s.calledSo(i) {
		return m, true
	}
	if s.afterKind(i) == "body" && s.upper(i+1) && s.tag(i+1) == "NN" && s.declined(i) {
		m.Last = i + 2 // "die Partei Neue Mitte"
		return m, true
	}
	if k := s.afterKind(i); (k == "body" || k == "medium") && (s.tag(i) == "NE" || s.tag(i) == "FM" || isAcronym(word) || !s.d.Words[i].Known && s.tag(i) == "NN") && !s.genitiveName(i) {
		for m.Last < s.last && (arabic(s.text[m.Last]) || s.upper(m.Last) && (!s.startsOther(m.Last) || k == "body" && isAcronym(s.text[m.Last]) && !isAcronym(word)) && (s.tag(m.Last) == "NE" || s.tag(m.Last) == "FM" || !s.d.Words[m.Last].Known)) {
			m.Last++
		}
		return m, true
	}
	if isAcronym(word) && (s.tag(i) == "NE" || !s.d.Words[i].Known) {
		return m, true
	}
	front, head, ok := cutLast(word)
	if ok && !s.d.Words[i].Known && institution(head) && s.d.Words[i].Number != doc.Plur {
		if _, state := s.front(front); !state {
			return m, true
		}
	}
	if end := max(s.institute(i), s.fellows(i)); end > i {
		m.Last = end
		return m, true
	}
	for j := i; j < s.last && j < i+5 && s.upper(j) && s.tag(i) != "ART"; j++ {
		if slices.Contains(legalForms, strings.TrimSuffix(s.text[j], ".")) && j > i {
			m.Last = j + 1
			return m, true
		}
	}
	return m, false
}

// calledSo reports whether a word of the language is the name of the body before it, as the end of the phrase shows: "der Chef des Vereins
// Neustart, Tomas Relin". "Weil die Bank Geld verliert" is another thing.
func (s *scan) calledSo(i int) bool {
	if s.afterKind(i) != "body" || s.tag(i) != "NN" || !s.upper(i) || s.d.Words[i].Number == doc.Plur || s.d.Words[i-1].Number == doc.Plur {
		return false
	}
	switch strings.ToLower(s.at1(i - 2)) {
	case "des", "der", "vom", "beim", "dem":
	default:
		return false
	}
	next := s.at1(i + 1)
	return next == "," || next == ")" || next == "(" || next == "." && i+2 >= s.last
}

// declined reports whether a capitalised word at i is an adjective: "Neue", "Roter".
func (s *scan) declined(i int) bool {
	t := s.text[i]
	return (s.tag(i) == "ADJA" || s.tag(i) == "NN" || s.tag(i) == "NE") && (strings.HasSuffix(t, "e") || strings.HasSuffix(t, "er") || strings.HasSuffix(t, "es"))
}

// institutes are nouns of bodies whose name goes on with what they are for: "das Institut für Seerecht".
var institutes = []string{"Institut", "Zentrum", "Bundesamt", "Bundesanstalt", "Agentur", "Bundesagentur", "Ministerium", "Bundesministerium", "Stiftung", "Gesellschaft",
	"Kommission", "Komitee", "Rat", "Verband", "Zentralinstitut", "Forschungsinstitut", "Hochkommissariat", "Allianz", "Verein", "Bund", "Vereinigung", "Akademie", "Behörde", "Anstalt", "Amt"}

// institute returns the end of "Institut für Seerecht" at i, or i.
func (s *scan) institute(i int) int {
	if w := s.d.Words[i]; !slices.Contains(institutes, w.Lemma) && !(w.Known && slices.Contains(institutes, w.Head)) || s.d.Words[i].Number == doc.Plur || s.at1(i+1) != "für" {
		return i
	}
	j := i + 2
	for s.tag(j) == "ADJA" || s.tag(j) == "TRUNC" || s.tag(j) == "KON" && s.tag(j-1) == "TRUNC" {
		j++
	}
	if s.tag(j) != "NN" || !s.upper(i+2) {
		return i // "ein Rat für bessere Zeiten"
	}
	if s.at1(j+1) == "und" && s.tag(j+2) == "NN" && !strings.HasPrefix(s.tag(j+3), "V") {
		j += 2
	}
	return j + 1
}

// genitiveName reports whether the word at i is a listed state or place in the genitive ("die Hauptstadt Perus").
func (s *scan) genitiveName(i int) bool {
	for _, h := range s.names.Match(s.text[i : i+1]) {
		if !h.Exact && strings.HasSuffix(s.text[i], "s") {
			return true
		}
	}
	return false
}

func cutLast(word string) (front, head string, ok bool) {
	i := strings.LastIndexByte(word, '-')
	if i <= 0 || i+1 == len(word) {
		return "", "", false
	}
	return word[:i], word[i+1:], true
}

// institution reports whether the last part of a compound is the noun of a body that bears a name: "Kookmin-Universität".
func institution(head string) bool {
	return slices.Contains([]string{"Universität", "Partei", "Stiftung", "Institut", "Bank", "Gruppe", "Konzern", "Bewegung", "Miliz", "Rebellen", "Zeitung", "Agentur",
		"Kommission", "Akademie", "Hochschule", "Brigade", "Brigaden", "Verband", "Fonds"}, head)
}

// place finds a name behind "Stadt", "Provinz", "Insel".
func (s *scan) place(i int) (doc.Mention, bool) {
	m := doc.Mention{First: i, Last: i + 1, Kind: doc.Name, Type: ontology.Place, Score: 0.75}
	if s.afterKind(i) != "place" || !s.upper(i) || s.genitiveName(i) {
		return m, false
	}
	if s.tag(i) != "NE" && (s.d.Words[i].Known || s.tag(i) != "NN") {
		return m, false
	}
	for m.Last < s.last && (arabic(s.text[m.Last]) || s.upper(m.Last) && s.tag(m.Last) == "NE" && !s.startsOther(m.Last)) {
		m.Last++
	}
	return m, true
}

// gatherings are nouns of events that bear a name: "G20-Gipfel", "Ostsee-Regatta".
var gatherings = []string{"Gipfel", "Konferenz", "Forum", "Messe", "Regatta", "Festival", "Gipfeltreffen", "Kongress", "Olympiade"}

func (s *scan) placeAt(i int) bool {
	if i >= s.last {
		return false
	}
	for _, h := range s.names.Match(s.text[i : i+1]) {
		if h.Entry.Type == ontology.Place {
			return true
		}
	}
	return false
}

// event finds "Gaza-Krieg": an event's noun behind a place or state.
func (s *scan) event(i int) (doc.Mention, bool) {
	m := doc.Mention{First: i, Last: i + 1, Kind: doc.Name, Type: ontology.Event, Score: 0.8}
	if slices.Contains(gatherings, s.d.Words[i].Head) && s.at1(i+1) == "von" && s.placeAt(i+2) {
		m.Last = i + 3 // "die Klimakonferenz von Nairobi"
		return m, true
	}
	front, head, ok := cutLast(s.text[i])
	if !ok || !s.upper(i) {
		return m, false
	}
	if slices.Contains(gatherings, s.d.Words[i].Head) || slices.Contains(gatherings, head) {
		return m, isAcronym(front) || len(s.names.Match([]string{front})) > 0
	}
	if !slices.Contains([]string{"Krieg", "Kriegs", "Krieges", "Konflikt", "Konflikts", "Krise"}, head) {
		return m, false
	}
	for _, h := range s.names.Match([]string{front}) {
		if h.Exact && (h.Entry.Type == ontology.State || h.Entry.Type == ontology.Place) {
			return m, true
		}
	}
	return m, false
}
