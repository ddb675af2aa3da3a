package mention

import (
	"fmt"
	"slices"
	"strings"

	"newsgraph/data"
	"newsgraph/internal/ontology"
	"newsgraph/loader/doc"
	"newsgraph/loader/linear"
)

// OpenModel opens the trained model of names in the binary.
func OpenModel() (*linear.CRF, error) {
	packed, err := data.Models.ReadFile("models/names.bin")
	if err != nil {
		return nil, fmt.Errorf("read data/models/names.bin: %w", err)
	}
	m, err := linear.OpenCRF(string(packed))
	if err != nil {
		return nil, fmt.Errorf("read data/models/names.bin: %w", err)
	}
	return m, nil
}

// articles are read as GermEval is annotated, which is news: see Rows.
const articles = 1

// A guess is a name that the model sees: tokens [first, last), the label without "B-", and how sure the model is.
type guess struct {
	first, last int
	label       string
	sure        float64
}

// An opinion is what the model says of a document.
type opinion struct {
	names   []guess
	at      []int     // token -> 1 + index of the name that it is part of, 0 = none
	outside []float64 // token -> probability that it is part of no name
}

// opinion labels the document with the model.
func (f *Finder) opinion(d *doc.Document) opinion {
	o := opinion{at: make([]int, len(d.Tokens)), outside: make([]float64, len(d.Tokens))}
	if f.model == nil {
		return o
	}
	for _, r := range f.Rows(d, articles) {
		f.label(r, &o)
	}
	o.agree(d)
	return o
}

// agree gives the names of one form the label that most of them have, each counted by how sure the model is: what is a party in one
// sentence is no person in the next.
func (o *opinion) agree(d *doc.Document) {
	votes := map[string]map[string]float64{}
	for _, g := range o.names {
		form := base(d.Text(g.first, g.last))
		if votes[form] == nil {
			votes[form] = map[string]float64{}
		}
		votes[form][g.label] += g.sure
	}
	for i := range o.names {
		g := &o.names[i]
		mine := votes[base(d.Text(g.first, g.last))]
		for _, label := range []string{"PER", "LOC", "ORG", "FAC", "OTH"} {
			if mine[label] > mine[g.label] {
				g.label = label
			}
		}
	}
}

// label adds what the model says of a row.
func (f *Finder) label(r Row, o *opinion) {
	steps := make([][]uint32, len(r.Steps))
	for i := range steps {
		steps[i] = append(r.Steps[i], r.Listed[i]...)
	}
	l := f.model.Label(steps)
	for i, shares := range l.Share {
		for k, label := range f.model.Labels {
			if len(label) < 2 || label[1] != '-' {
				o.outside[r.Tokens[i]] += float64(shares[k])
			}
		}
	}
	for i := 0; i < len(steps); i++ {
		kind, begins := strings.CutPrefix(f.model.Labels[l.Best[i]], "B-")
		if !begins {
			continue
		}
		g := guess{first: r.Tokens[i], last: r.Tokens[i] + 1, label: kind, sure: float64(l.Share[i][l.Best[i]])}
		for i+1 < len(steps) && f.model.Labels[l.Best[i+1]] == "I-"+kind {
			i++
			g.last = r.Tokens[i] + 1
			g.sure = min(g.sure, float64(l.Share[i][l.Best[i]]))
		}
		o.names = append(o.names, g)
		for t := g.first; t < g.last; t++ {
			o.at[t] = len(o.names)
		}
	}
}

// How sure the model must be. The figures are from names that stood in no training: see data/SOURCES.md.
const (
	sureAlone  = 0.55 // of a name that neither lists nor rules see
	sureFirst  = 0.7  // of one word at the start of a sentence, where every word has a capital
	sureNoun   = 0.85 // of one that is a common noun
	sureOther  = 0.6  // to change what a rule says
	sureListed = 0.8  // to take a listed name for a part of a longer one
	sureNone   = 0.7  // that what a rule found is no name
)

// types are the types of the model's labels.
var types = map[string]string{"PER": ontology.Person, "LOC": ontology.Place, "ORG": ontology.Organization, "FAC": ontology.Place, "OTH": ontology.Event}

// weigh drops and mends what the rules found where the model knows better.
func (s *scan) weigh(o opinion) {
	if len(s.out) == 0 || s.model == nil {
		return
	}
	kept := s.out[:0:0]
	for _, m := range s.out {
		if m.Kind != doc.Name || m.Type == ontology.Event || s.keep(&m, o) {
			kept = append(kept, m)
			continue
		}
		for t := m.First; t < m.Last; t++ {
			s.taken[t] = false
		}
	}
	s.out = kept
}

// keep reports whether a mention stands, perhaps with another type.
func (s *scan) keep(m *doc.Mention, o opinion) bool {
	weak := s.weak(*m)
	outside, overlaps := 1.0, false
	for t := m.First; t < m.Last; t++ {
		outside = min(outside, o.outside[t])
	}
	for t := m.First; t < m.Last; t++ {
		if o.at[t] == 0 || t > m.First && o.at[t] == o.at[t-1] {
			continue
		}
		overlaps = true
		g := o.names[o.at[t]-1]
		same := g.first == m.First && g.last == m.Last
		switch {
		case same && m.Key != "":
			if m.Type == ontology.Place && g.label == "PER" && g.sure >= sureListed {
				return false // a person who is called like a town
			}
		case m.Key != "":
			if g.sure >= sureListed && g.first <= m.First && g.last >= m.Last && s.wider(g, m) {
				return false
			}
		case same && weak && g.sure >= sureOther && g.label == "OTH":
			return false
		case same && weak && g.sure >= sureOther:
			m.Type = types[g.label]
		case !same && g.sure >= sureOther && (weak || m.Type == ontology.Person || s.firm(*m) && g.label == "ORG"):
			return false
		}
	}
	return overlaps || !weak || outside < sureNone
}

// weak reports whether a rule had little to go by: an acronym that nothing explains, a name that only looks like a person's.
func (s *scan) weak(m doc.Mention) bool {
	if m.Key != "" {
		return m.Type == ontology.Place && m.Last-m.First == 1 && s.d.Words[m.First].Known
	}
	_, forename := s.names.Forename(s.text[m.First])
	return m.Type == ontology.Person && (m.Score < 0.8 || !forename) || m.Last-m.First == 1 && isAcronym(s.text[m.First]) && s.kindBefore(m) == ""
}

// firm reports whether a mention ends in the legal form of a company.
func (s *scan) firm(m doc.Mention) bool {
	return m.Last-m.First > 1 && slices.Contains(legalForms, strings.TrimSuffix(s.text[m.Last-1], "."))
}

// wider reports whether a listed name can be a part of the longer name: "Basel" of "Kunsthalle Basel", not "Russlands" of "Russlands
// Putin".
func (s *scan) wider(g guess, m *doc.Mention) bool {
	return g.label == "ORG" && !m.Genitive && (m.Type == ontology.Place || m.Type == ontology.State)
}

// learnt takes up names that the model sees where lists and rules see nothing: those of several words, or those of one, which the
// document may explain.
func (s *scan) learnt(o opinion, several bool) {
	for _, g := range o.names {
		for g.last-g.first > 1 && s.leads(g.first) {
			g.first++
		}
		if several != (g.last-g.first > 1) || slices.Contains(s.taken[g.first:g.last], true) || g.sure < s.needed(g) {
			continue
		}
		m := doc.Mention{First: g.first, Last: g.last, Kind: doc.Name, Type: types[g.label], Score: 0.9 * g.sure}
		if m.Type == ontology.Person && g.last-g.first == 1 && endsLikeBody(s.text[g.first]) {
			m.Type = ontology.Organization
		}
		if m.Type == ontology.Person {
			m = s.listed(m)
		}
		s.take(m)
	}
}

// endsLikeBody reports whether a word ends in a noun of bodies that are named in one word: "Nordpress", "Hansebank".
func endsLikeBody(word string) bool {
	return slices.ContainsFunc([]string{"press", "presse", "zeitung", "media", "bank", "werke", "verlag", "verband", "partei"}, func(end string) bool {
		return len(word) > len(end)+2 && strings.HasSuffix(word, end)
	})
}

// leads reports whether a token is an office or a mark before a name.
func (s *scan) leads(t int) bool {
	_, title := s.names.Title(s.text[t])
	return title && s.d.Words[t].Tag == "NN" || isQuote(s.text[t])
}

// needed is how sure the model must be of a name.
func (s *scan) needed(g guess) float64 {
	w := s.d.Words[g.first]
	_, people := s.names.Demonym(s.text[g.first])
	_, title := s.names.Title(s.text[g.first])
	alone := g.last-g.first == 1
	switch {
	case g.label == "OTH" && !s.happens(g), alone && (people || title):
		return 2
	case alone && w.Tag == "NN" && (w.Known || w.Head != w.Lemma):
		return sureNoun
	case alone && s.opens(g.first):
		return sureFirst
	}
	return sureAlone
}

// opens reports whether a token is the first of its sentence.
func (s *scan) opens(t int) bool { return s.d.Sentences[s.d.SentenceOf(t)].First == t }

// happens reports whether a name is that of an event, by its noun.
func (s *scan) happens(g guess) bool {
	for i := g.first; i < g.last; i++ {
		if w := s.d.Words[i]; slices.Contains(gatherings, w.Head) || slices.Contains(gatherings, w.Lemma) {
			return true
		}
	}
	return false
}
