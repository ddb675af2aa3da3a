package claim

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"newsgraph/internal/ontology"
	"newsgraph/loader/doc"
)

// A Trace tells how the claims of a document came about: every frame that was tried, and for every claim that one found the steps by
// which it got modality, polarity and speaker. Indices point into the document.
type Trace struct {
	Tries    []Try
	Accounts []*Account
	failures []Failure // of the frame that is being tried
	reason   cause     // that decided the modality which is being read
	value    string    // the modality that reason gave
	speaker  cause     // by which the last speaker was found
}

// A Try is one frame at a clause (Phrase -1) or a noun phrase.
type Try struct {
	Frame  string
	Clause int
	Phrase int
	Fired  bool
	Claims int       // that it found; 0 also where both ends are the same
	Failed []Failure // of one that did not fire
}

// A Failure is a slot or condition of a frame that was not met.
type Failure struct {
	Slot   string   // "subject", "object", "goods", "pair", "with", "without", "reflexive", ...
	Places string   // where the frame looks, "" for the whole clause
	Words  []string // lemmas that it asks for or excludes
	Held   []string // the phrases there with the types of what they mean: "der Bäcker (means nothing)"
}

// An Account is the history of one found claim.
type Account struct {
	Frame     string
	Clause    int
	Phrase    int // -1 for a verb
	Sentence  int // -1 where the claim hangs on nothing in the text
	Subject   int
	Predicate string
	Object    int
	Static    bool // an office or place: not under its clause's modality
	Claim     int  // index into Document.Claims, those of one claim were joined; -1 for one that was dropped
	Steps     []Step
	last      map[string]string
}

// A Step set one property: "modality", "polarity", "speaker", "denied by" or "stated" ("no": its clause states nothing).
type Step struct {
	Property string
	Value    string
	Rule     string // id of the embedding verb's entry, or what was looked at: "modal verb", "adverb", "source phrase"
	Tokens   []int  // the words that decided
}

// A cause is a rule and the words that met it.
type cause struct {
	rule   string
	tokens []int
}

// Explain is Extract with a trace. The claims are the same.
func (e *Extractor) Explain(d *doc.Document) ([]doc.Claim, *Trace) {
	x := &extraction{Extractor: e, d: d, trace: &Trace{}}
	claims := e.extract(x)
	return claims, x.trace
}

// tried notes what became of a frame.
func (x *extraction) tried(f *Frame, s site, fired bool, claims int) {
	if x.trace == nil {
		return
	}
	t := Try{Frame: f.ID, Clause: s.clause, Phrase: s.phrase, Fired: fired, Claims: claims}
	if !fired {
		t.Failed = x.trace.failures
	}
	x.trace.failures = nil
	x.trace.Tries = append(x.trace.Tries, t)
}

// failed notes what a frame lacks at a site. It is always false.
func (x *extraction) failed(f *Frame, s site, slot string) bool {
	if x.trace == nil {
		return false
	}
	add := func(slot, places string, words ...string) {
		x.trace.failures = append(x.trace.failures, Failure{slot, places, words, x.held(s, places)})
	}
	switch slot {
	case "with":
		for _, where := range slices.Sorted(maps.Keys(f.With)) {
			if !x.has(s, where, f.With[where]) {
				add("with", where, f.With[where]...)
			}
		}
	case "clause":
		switch {
		case f.Reflex && !x.d.Clauses[s.clause].Verb.Reflex:
			add("reflexive", "")
		case len(f.Adverb) > 0 && !x.hasAdverb(s.clause, f.Adverb):
			add("adverb", "", f.Adverb...)
		default:
			add("complement", "", f.Complement...)
		}
	case "without":
		add(slot, "", f.Without...)
	case "pair", "mutual":
		add(slot, cmp.Or(f.Pair, f.Mutual))
	case "no object":
		add(slot, "obj")
	default:
		add(slot, f.Slots[slot])
	}
	return false
}

// held lists what stands in the places of a slot.
func (x *extraction) held(s site, slot string) []string {
	var out []string
	list, _ := places(slot)
	for _, place := range list {
		for _, p := range x.at(s, place) {
			types := []string{}
			for _, e := range x.meaning(p) {
				types = append(types, x.d.Entities[e].Name+", "+x.d.Entities[e].Type)
			}
			text := x.d.Text(x.d.Phrases[p].First, x.d.Phrases[p].Last) + " (" + cmp.Or(strings.Join(types, "; "), "means nothing") + ")"
			if !slices.Contains(out, text) {
				out = append(out, text)
			}
		}
	}
	return out
}

// account opens the history of a claim, nil without a trace.
func (x *extraction) account(f *found) *Account {
	if x.trace == nil {
		return nil
	}
	a := &Account{Frame: f.Frame, Clause: f.clause, Phrase: f.phrase, Subject: f.Subject, Predicate: f.Predicate, Object: f.Object,
		Static: f.static, Claim: -1, Sentence: -1, last: map[string]string{"modality": ontology.Actual, "polarity": ontology.Positive}}
	for i, s := range x.d.Sentences {
		if start, _ := x.d.Span(s.First, s.Last); start <= f.Evidence.Start {
			a.Sentence = i
		}
	}
	x.trace.Accounts = append(x.trace.Accounts, a)
	f.why = a
	x.note(f, "frame")
	return a
}

// because notes what decided a modality, if it changed by it; the next note takes it.
func (x *extraction) because(modality, rule string, tokens ...int) {
	if x.trace != nil && modality != cmp.Or(x.trace.value, ontology.Actual) {
		x.trace.value, x.trace.reason = modality, cause{rule, append([]int(nil), tokens...)}
	}
}

// hears notes how a speaker was found, heard takes it.
func (x *extraction) hears(rule string, tokens ...int) {
	if x.trace != nil {
		x.trace.speaker = cause{rule, slices.Compact(append([]int(nil), tokens...))}
	}
}

func (x *extraction) heard() cause {
	if x.trace == nil {
		return cause{}
	}
	return x.trace.speaker
}

// note writes a step for every property of a claim that is another than at the last note.
func (x *extraction) note(f *found, rule string, tokens ...int) {
	if f.why == nil {
		return
	}
	own := cause{rule, append([]int(nil), tokens...)} // a copy, so that the caller's list is not kept and costs nothing without a trace
	why := own
	if x.trace.reason.rule != "" {
		why = x.trace.reason
	}
	x.trace.reason, x.trace.value = cause{}, ""
	stated := ""
	if f.mute {
		stated = "no"
	}
	for _, now := range [][2]string{{"modality", f.Modality}, {"polarity", f.Polarity}, {"speaker", x.names(f.AttributedTo)}, {"denied by", x.names(f.DeniedBy)}, {"stated", stated}} {
		if f.why.last[now[0]] == now[1] {
			continue
		}
		f.why.last[now[0]] = now[1]
		by := why
		if now[0] != "modality" {
			by = own
		}
		f.why.Steps = append(f.why.Steps, Step{Property: now[0], Value: now[1], Rule: by.rule, Tokens: by.tokens})
	}
}

// noteEmbed notes what an embedding verb, nil for none, did.
func (x *extraction) noteEmbed(f *found, e *Embed, c int) {
	switch {
	case f.why == nil || e == nil:
	case e.Polarity == "" && f.Polarity != f.why.last["polarity"]: // "plant nicht, ..."
		x.note(f, e.ID+", negated", slices.Concat(x.d.Clauses[c].Verb.Tokens, x.negation(c))...)
	default:
		x.note(f, e.ID, x.d.Clauses[c].Verb.Tokens...)
	}
}

// noteAll notes what changed in any claim.
func (x *extraction) noteAll(rule string) {
	for i := range x.found {
		x.note(&x.found[i], rule)
	}
}

func (x *extraction) names(entities []int) string {
	out := make([]string, len(entities))
	for i, e := range entities {
		out[i] = x.d.Entities[e].Name
	}
	return strings.Join(out, ", ")
}

// negation lists the words that negate a clause, for a trace.
func (x *extraction) negation(c int) []int {
	if x.trace == nil {
		return nil
	}
	var out []int
	cl := &x.d.Clauses[c]
	for t := cl.First; t < cl.Last; t++ {
		low := strings.ToLower(x.d.Tokens[t].Text)
		if x.d.Words[t].Tag == "PTKNEG" || strings.HasPrefix(low, "kein") || slices.Contains([]string{"nie", "niemals", "nirgends"}, low) {
			out = append(out, t)
		}
	}
	return out
}

// nounNegation lists the words that negate an event noun whose article is the token, for a trace.
func (x *extraction) nounNegation(f *found, article int) []int {
	switch {
	case x.trace == nil:
		return nil
	case strings.HasPrefix(strings.ToLower(x.d.Tokens[article].Text), "kein"):
		return []int{article}
	case x.d.Phrases[f.phrase].Prep == "ohne":
		return []int{x.d.Phrases[f.phrase].First}
	}
	return x.negation(f.clause)
}

// became notes as which claim a found one goes on; sorted, as which after claims are put into the order of the text.
func (x *extraction) became(found, claim int) {
	if a := x.found[found].why; a != nil {
		a.Claim = claim
		a.Object = x.found[found].Object
	}
}

func (t *Trace) sorted(claims []doc.Claim) {
	if t == nil {
		return
	}
	order := make([]int, len(claims))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(claims[a].Evidence.Start, claims[b].Evidence.Start) })
	for _, a := range t.Accounts {
		if a.Claim >= 0 {
			a.Claim = slices.Index(order, a.Claim)
		}
	}
}
