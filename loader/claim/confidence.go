package claim

import (
	"fmt"
	"math"
	"slices"

	"newsgraph/loader/doc"
)

// Signals are what a claim's confidence is computed from, in the order of doc.Claim.Signals: each is 0..1, the record log odds.
// data/frames/confidence.tsv weighs them.
var Signals = [...]string{
	StandingSignal: "standing",   // it is an office, a membership or a place, and no act
	isHeadline:     "headline",   // its sentence is a headline or caption
	isFragment:     "fragment",   // it stands in no clause with a finite verb
	isHedged:       "hedged",     // the article does not state it as a fact
	isObjectless:   "objectless", // it has no object
	unnamed:        "unnamed",    // ends that the article does not name
	unlisted:       "unlisted",   // ends without a Wikidata id
	byPronoun:      "pronoun",    // ends that a pronoun means
	byNoun:         "described",  // ends with a name that a description means
	guessed:        "guessed",    // how unsure the name of an end is
	slotDoubt:      "slot",       // how unsure its weakest slot is: little where word order and parser agree, much where they do not
	parseDoubt:     "parse",      // how unsure the tree of its sentence is
	long:           "long",       // tokens of its sentence, 60 and more being 1
	repeated:       "repeated",   // further sentences that state it, 3 and more being 1
	RecordSignal:   "record",     // how often its frame was right, see Record.Odds
}

const (
	// StandingSignal is the place of what tells an office, a membership or a place from an act.
	StandingSignal = iota
	isHeadline
	isFragment
	isHedged
	isObjectless
	unnamed
	unlisted
	byPronoun
	byNoun
	guessed
	slotDoubt
	parseDoubt
	long
	repeated
	// RecordSignal is the place of the frame's record among the signals.
	RecordSignal
)

// A Model makes a confidence of a claim's signals: a logistic function of their weighted sum.
type Model struct {
	weights [len(Signals)]float64
	bias    float64
	record  *Record
}

// NewModel makes a Model. weights has one for every signal, and for "bias"; anything else is an error.
func NewModel(weights map[string]float64, r *Record) (*Model, error) {
	m := &Model{record: r}
	var ok bool
	if m.bias, ok = weights["bias"]; !ok {
		return nil, fmt.Errorf("there is no bias")
	}
	for i, name := range Signals {
		if m.weights[i], ok = weights[name]; !ok {
			return nil, fmt.Errorf("the signal %q has no weight", name)
		}
	}
	for name := range weights {
		if name != "bias" && !slices.Contains(Signals[:], name) {
			return nil, fmt.Errorf("there is no signal %q", name)
		}
	}
	return m, nil
}

// Confidence is how likely a claim with these signals is right, in hundredths.
func (m *Model) Confidence(signals []float64) float64 {
	z := m.bias
	for i, s := range signals {
		z += m.weights[i] * s
	}
	return min(max(math.Round(100/(1+math.Exp(-z)))/100, 0.01), 0.99)
}

// doubts is how much speaks against a claim, whatever it weighs: of sentences that say the same, the one with least of it counts.
func doubts(c *doc.Claim) (sum float64) {
	for _, s := range c.Signals[:repeated] {
		sum += s
	}
	return sum
}

// settle gives every claim its confidence, now that it is known how many sentences state it.
func (x *extraction) settle(claims []doc.Claim) []doc.Claim {
	for i := range claims {
		c := &claims[i]
		c.Signals[repeated] = min(float64(len(c.More))/3, 1)
		c.Confidence = x.model.Confidence(c.Signals)
	}
	return claims
}
