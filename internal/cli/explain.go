package cli

import (
	"encoding/json"
	"io"
	"math"
	"strings"

	"newsgraph/loader"
	"newsgraph/loader/article"
	"newsgraph/loader/claim"
	"newsgraph/loader/doc"
)

// What extract --explain prints: one object for one article. Tokens and clauses have numbers from 1 in their sentence, 0 is none.
type (
	explanation struct {
		ID        string              `json:"id"`
		Title     string              `json:"title"`
		Sentences []explainedSentence `json:"sentences"`
	}
	explainedSentence struct {
		Text     string             `json:"text"`
		Start    int                `json:"start"` // bytes of the article's text
		End      int                `json:"end"`
		Tokens   []explainedToken   `json:"tokens"`
		Clauses  []explainedClause  `json:"clauses"`
		Mentions []explainedMention `json:"mentions"`
		Frames   []explainedFrame   `json:"frames"`
		Claims   []explainedClaim   `json:"claims"`
	}
	explainedToken struct {
		N     int     `json:"n"`
		Text  string  `json:"text"`
		Tag   string  `json:"tag"`
		Lemma string  `json:"lemma"`
		Case  string  `json:"case"`
		Head  int     `json:"head"`
		Label string  `json:"label"`
		Sure  float64 `json:"sure"`
	}
	explainedClause struct {
		N          int           `json:"n"`
		Kind       string        `json:"kind"`
		Conj       string        `json:"conjunction"`
		Parent     int           `json:"parent"`
		Antecedent string        `json:"antecedent"`
		Verb       string        `json:"verb"`
		Lemma      string        `json:"lemma"`
		Modal      string        `json:"modal"`
		Mood       string        `json:"mood"`
		Tense      string        `json:"tense"`
		Features   []string      `json:"features"`
		Adverbs    []string      `json:"adverbs"`
		Sure       float64       `json:"sure"`
		Args       []explainedTo `json:"arguments"`
	}
	explainedTo struct {
		Role   string   `json:"role"`
		Text   string   `json:"text"`
		Prep   string   `json:"preposition"`
		Case   string   `json:"case"`
		Means  []string `json:"means"`
		Clause int      `json:"clause"`
		Sure   float64  `json:"sure"`
	}
	explainedMention struct {
		Text   string  `json:"text"`
		Kind   string  `json:"kind"`
		Type   string  `json:"type"`
		Key    string  `json:"key"`
		Entity string  `json:"entity"`
		Score  float64 `json:"score"`
	}
	explainedFrame struct {
		Frame  string            `json:"frame"`
		Clause int               `json:"clause"`
		Word   string            `json:"word"`
		Noun   bool              `json:"noun"`
		Fired  bool              `json:"fired"`
		Claims int               `json:"claims"`
		Failed []explainedFailed `json:"failed"`
	}
	explainedFailed struct {
		Slot   string   `json:"slot"`
		Places string   `json:"places"`
		Words  []string `json:"words"`
		Held   []string `json:"held"`
	}
	explainedClaim struct {
		Subject    string            `json:"subject"`
		Predicate  string            `json:"predicate"`
		Object     string            `json:"object"`
		Frame      string            `json:"frame"`
		Clause     int               `json:"clause"`
		Static     bool              `json:"static"` // an office, membership or place: not under its clause's modality
		Kept       bool              `json:"kept"`
		Modality   string            `json:"modality"`
		Polarity   string            `json:"polarity"`
		Speaker    string            `json:"speaker"`
		Confidence float64           `json:"confidence"` // of the claim of which it became a part, 0 for none
		Signals    []explainedSignal `json:"signals"`    // from which that is computed, without those that are 0
		Steps      []explainedStep   `json:"steps"`
	}
	explainedSignal struct {
		Name  string  `json:"name"`
		Value float64 `json:"value"`
	}
	explainedStep struct {
		Property string   `json:"property"`
		Value    string   `json:"value"`
		Rule     string   `json:"rule"`
		Words    []string `json:"words"`
	}
)

// Names of the document's values, by their number.
var (
	caseNames   = []string{"nom", "gen", "dat", "acc"}
	clauseNames = []string{"main", "subordinate", "relative", "infinitive", "fragment"}
	roleNames   = []string{"subject", "object", "indirect", "genitive", "predicate", "prep", "complement", "adverbial"}
	kindNames   = []string{"name", "adjective", "party word", "good", "date", "amount"}
	moodNames   = []string{"", "indicative", "Konjunktiv I", "Konjunktiv II", "imperative"}
	tenseNames  = []string{"", "present", "past"}
)

// explained reads articles with their trace.
func explained(l *loader.Loader, format string) reading {
	return func(art article.Article) (func(io.Writer) error, error) {
		d, t, err := l.Explain(art)
		return func(w io.Writer) error {
			e := explainer{d, t}.all()
			if format == "text" {
				return writeExplanation(w, e)
			}
			enc := json.NewEncoder(w)
			enc.SetEscapeHTML(false)
			return enc.Encode(e)
		}, err
	}
}

// An explainer puts a document and its trace in order of sentences.
type explainer struct {
	d *doc.Document
	t *claim.Trace
}

func (x explainer) all() explanation {
	out := explanation{ID: x.d.Article.ID, Title: x.d.Article.Title, Sentences: []explainedSentence{}}
	for i, s := range x.d.Sentences {
		start, end := x.d.Span(s.First, s.Last)
		out.Sentences = append(out.Sentences, explainedSentence{
			Text: x.text(s.First, s.Last), Start: start, End: end,
			Tokens: x.tokens(s), Clauses: x.clauses(i), Mentions: x.mentions(s), Frames: x.frames(i), Claims: x.claims(i),
		})
	}
	return out
}

// text is what the tokens [first, last) cover, on one line.
func (x explainer) text(first, last int) string {
	return strings.Join(strings.Fields(x.d.Text(first, last)), " ")
}

func (x explainer) words(tokens []int) []string {
	out := []string{}
	for _, t := range tokens {
		out = append(out, x.d.Tokens[t].Text)
	}
	return out
}

func (x explainer) tokens(s doc.Sentence) []explainedToken {
	out := []explainedToken{}
	for t := s.First; t < s.Last; t++ {
		w, dep := x.d.Words[t], doc.Dep{Head: -1}
		if len(x.d.Deps) > 0 {
			dep = x.d.Deps[t]
		}
		head := 0
		if dep.Head >= 0 {
			head = dep.Head - s.First + 1
		}
		out = append(out, explainedToken{t - s.First + 1, x.d.Tokens[t].Text, w.Tag, w.Lemma, caseName(w.Cases), head, dep.Label, rounded(dep.Sure)})
	}
	return out
}

// caseName lists the cases of a set: "nom/acc".
func caseName(c doc.Case) string {
	var out []string
	for i, name := range caseNames {
		if c&(1<<i) != 0 {
			out = append(out, name)
		}
	}
	return strings.Join(out, "/")
}

func rounded(f float64) float64 { return math.Round(f*100) / 100 }

// clauseNumber is the number of a clause in its sentence, 0 for none.
func (x explainer) clauseNumber(c int) int {
	n := 0
	for ; c >= 0 && n <= c && x.d.Clauses[c-n].Sentence == x.d.Clauses[c].Sentence; n++ {
	}
	return n
}

func (x explainer) clauses(sentence int) []explainedClause {
	out := []explainedClause{}
	for i, c := range x.d.Clauses {
		if c.Sentence != sentence {
			continue
		}
		v := c.Verb
		e := explainedClause{
			N: x.clauseNumber(i), Kind: clauseNames[c.Kind], Conj: c.Conj, Parent: x.clauseNumber(c.Parent), Antecedent: x.phrase(c.Antecedent),
			Verb: strings.Join(x.words(v.Tokens), " … "), Lemma: v.Lemma, Modal: v.Modal, Mood: moodNames[v.Mood], Tense: tenseNames[v.Tense],
			Features: features(v), Adverbs: x.words(c.Adverbs), Sure: rounded(c.Sure), Args: []explainedTo{},
		}
		for _, a := range c.Args {
			to := explainedTo{Role: roleNames[a.Role], Text: x.phrase(a.Phrase), Means: []string{}, Clause: x.clauseNumber(a.Clause), Sure: rounded(a.Sure)}
			if a.Phrase >= 0 {
				to.Prep, to.Case = x.d.Phrases[a.Phrase].Prep, caseName(x.d.Phrases[a.Phrase].Cases)
				for _, entity := range x.d.Means[a.Phrase] {
					to.Means = append(to.Means, x.entity(entity))
				}
			}
			e.Args = append(e.Args, to)
		}
		out = append(out, e)
	}
	return out
}

func features(v doc.Verb) []string {
	out := []string{}
	for _, f := range []struct {
		has  bool
		name string
	}{{v.Passive, "passive"}, {v.Perfect, "perfect"}, {v.Future, "future"}, {v.Negated, "negated"}, {v.Reflex, "reflexive"}} {
		if f.has {
			out = append(out, f.name)
		}
	}
	return out
}

// phrase is the text of a phrase, "" for none.
func (x explainer) phrase(p int) string {
	if p < 0 {
		return ""
	}
	return x.text(x.d.Phrases[p].First, x.d.Phrases[p].Last)
}

// entity is the name of an entity, "" for none.
func (x explainer) entity(e int) string {
	if e < 0 {
		return ""
	}
	return x.d.Entities[e].Name
}

func (x explainer) mentions(s doc.Sentence) []explainedMention {
	out := []explainedMention{}
	lo, hi := x.d.MentionsIn(s.First, s.Last)
	for m := lo; m < hi; m++ {
		men := x.d.Mentions[m]
		key := men.Key
		if men.Kind == doc.DateMention {
			key = men.Date
		} else if men.Amount != nil {
			key = amount(men.Amount)
		}
		out = append(out, explainedMention{x.text(men.First, men.Last), kindNames[men.Kind], men.Type, key, x.entity(x.d.Refs[m]), rounded(men.Score)})
	}
	return out
}

func (x explainer) frames(sentence int) []explainedFrame {
	out := []explainedFrame{}
	for _, t := range x.t.Tries {
		f := explainedFrame{Frame: t.Frame, Clause: x.clauseNumber(t.Clause), Noun: t.Phrase >= 0, Fired: t.Fired, Claims: t.Claims, Failed: []explainedFailed{}}
		at := 0
		if t.Phrase >= 0 {
			at = x.d.Phrases[t.Phrase].Head
			f.Word = x.d.Tokens[at].Text
		} else {
			at, f.Word = x.d.Clauses[t.Clause].First, x.d.Clauses[t.Clause].Verb.Lemma
		}
		if x.d.SentenceOf(at) != sentence {
			continue
		}
		for _, fail := range t.Failed {
			f.Failed = append(f.Failed, explainedFailed{fail.Slot, fail.Places, append([]string{}, fail.Words...), append([]string{}, fail.Held...)})
		}
		out = append(out, f)
	}
	return out
}

func (x explainer) claims(sentence int) []explainedClaim {
	out := []explainedClaim{}
	for _, a := range x.t.Accounts {
		if a.Sentence != sentence {
			continue
		}
		c := explainedClaim{
			Subject: x.entity(a.Subject), Predicate: a.Predicate, Object: x.entity(a.Object), Frame: a.Frame, Clause: x.clauseNumber(a.Clause),
			Static: a.Static, Kept: a.Claim >= 0, Modality: "actual", Polarity: "positive", Signals: []explainedSignal{}, Steps: []explainedStep{},
		}
		if c.Kept {
			c.Confidence, c.Signals = x.d.Claims[a.Claim].Confidence, signals(x.d.Claims[a.Claim])
		}
		for _, s := range a.Steps {
			switch s.Property {
			case "modality":
				c.Modality = s.Value
			case "polarity":
				c.Polarity = s.Value
			case "speaker":
				c.Speaker = s.Value
			}
			c.Steps = append(c.Steps, explainedStep{s.Property, s.Value, s.Rule, x.words(s.Tokens)})
		}
		out = append(out, c)
	}
	return out
}

// signals are those of a claim that are not 0.
func signals(c doc.Claim) []explainedSignal {
	out := []explainedSignal{}
	for i, s := range c.Signals {
		if rounded(s) != 0 {
			out = append(out, explainedSignal{claim.Signals[i], rounded(s)})
		}
	}
	return out
}
