// Package claim reads claims off clauses and noun phrases by frames: who did what to whom, how certain, who says so. For
// example, in "Laut YTN soll Iran Russland Drohnen geliefert haben" the frame supplies.liefern finds supplier, recipient and
// goods; the cluster "soll ... haben" makes it alleged, and "laut" names the speaker.
//
// Which words express which relation is data (data/frames); how a slot is filled is code. It finds no names and resolves none.
package claim

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"newsgraph/internal/ontology"
	"newsgraph/loader/doc"
)

// An Extractor holds the rules and word lists; it is safe for concurrent use.
type Extractor struct {
	ontology *ontology.Ontology
	rules    *Rules
	lists    Lists
	model    *Model
}

// Lists answers what the word lists know.
type Lists interface {
	// GoodClass is the class of the good that the lemma names ("Rakete" is "arms"), or "".
	GoodClass(lemma string) string
	// Parts splits a compound: "Waffenlieferungen" is "Waffen" and "Lieferung".
	Parts(form string) (first, head string)
	// Title reads a noun as an office or role.
	Title(form string) (Title, bool)
	// Suits reports whether a head of the state or its government may go by the title.
	Suits(state, title string) bool
	// StateOf is the state of a listed body, "" where it has none.
	StateOf(body string) string
	// State is the canonical name of the state that a name or the front of a title means ("US", "Kreml"), or "".
	State(front string) string
}

// A Title is an office or role: "US-Vizepräsidentin" has the front "US" and the noun "Vizepräsidentin".
type Title struct {
	Front  string // what stands before the office in the same word, "" for none
	Noun   string // the office, nominative
	Expert bool   // a role that is not held in a state: the front says what about
	Former bool   // "Ex-Präsident"
	State  bool   // an office that a state may stand in front of: "Botschafter"
	// Government: a minister, a head of state or of government, without a front that tells of what: "Präsident" but not "Klubpräsident".
	Government bool
	// Private: of business, not of a state: "US-Investor".
	Private bool
	// Commissioner: an office in a body of states; the state that its holder comes from is not the one that he serves.
	Commissioner bool
	// Of is the listed body that the word names with the office, "Kreml" for "Kremlsprecher", or "".
	Of string
	// Body is the kind of body that the front names, "" for none: "company" of "Konzernchef".
	Body string
}

// New makes an Extractor.
func New(o *ontology.Ontology, r *Rules, l Lists, m *Model) *Extractor {
	return &Extractor{ontology: o, rules: r, lists: l, model: m}
}

// Extract returns the document's claims in the order of the text. It reads all layers below.
func (e *Extractor) Extract(d *doc.Document) []doc.Claim {
	return e.extract(&extraction{Extractor: e, d: d})
}

func (e *Extractor) extract(x *extraction) []doc.Claim {
	d := x.d
	x.prepare()
	x.roles()
	for c := range d.Clauses {
		x.clause(c)
	}
	for p := range d.Phrases {
		x.phrase(p)
	}
	x.locations()
	x.certainty()
	return x.merged()
}

// A found claim with where it was found, so that modality and speaker can be read off the surroundings.
type found struct {
	doc.Claim
	clause int      // clause in which it stands, -1 = none
	phrase int      // noun phrase that states it, -1 for a verb
	fact   bool     // not under the clause's modality, but reported with it
	mute   bool     // embedded where nothing is stated
	aside  bool     // its object is the subject of the clause that its verb embeds
	open   bool     // its object is to be found in what was said before
	static bool     // roles, places: not under the clause's modality
	why    *Account // nil unless traced
}

// extraction is the state over one document.
type extraction struct {
	*Extractor
	d           *doc.Document
	children    [][]int       // phrase -> phrases that hang on it
	participles map[int][]int // phrase -> participial clauses before its head, see participial
	found       []found
	voice       []speech       // per clause, see speaker.go
	bodies      map[string]int // folded name -> state or body
	offices     map[int]int    // person -> index into found of the first office
	guess       bool           // roles: second pass
	about       int            // 2 + the state that the document is about, -1 for none; 0 = not yet asked
	trace       *Trace         // nil unless asked for
}

func (x *extraction) prepare() {
	x.offices = map[int]int{}
	x.index()
	x.children = make([][]int, len(x.d.Phrases))
	for p, ph := range x.d.Phrases {
		if ph.Parent >= 0 {
			x.children[ph.Parent] = append(x.children[ph.Parent], p)
		}
	}
}

// clause tries the frames of the clause's verb.
func (x *extraction) clause(c int) {
	cl := &x.d.Clauses[c]
	if cl.Verb.Lemma == "" {
		return
	}
	for _, f := range x.rules.verbs[cl.Verb.Lemma] {
		if x.try(f, site{c, -1, f.Relation}) && f.Relation != "accuses" {
			return
		}
	}
}

// phrase tries the frames of the phrase's head noun.
func (x *extraction) phrase(p int) {
	ph := &x.d.Phrases[p]
	w := x.d.Words[ph.Head]
	if w.Tag != "NN" && w.Tag != "NE" || x.nameAt(ph.Head) {
		return
	}
	frames := x.rules.nouns[w.Lemma]
	if frames == nil && w.Head != w.Lemma {
		frames = x.rules.nouns[w.Head]
	}
	if frames == nil && !w.Known {
		frames = x.ending(w.Lemma)
	}
	for _, f := range frames {
		if x.try(f, site{ph.Clause, p, f.Relation}) {
			return
		}
	}
}

// ending finds the frames of the longest noun in which a compound ends that the lexicon cannot split: "Notfalltelefonat".
func (x *extraction) ending(lemma string) []*Frame {
	for i, r := range lemma {
		if i < 3 || len(lemma)-i < 6 {
			continue
		}
		if f := x.rules.nouns[string(unicode.ToUpper(r))+lemma[i+utf8.RuneLen(r):]]; f != nil {
			return f
		}
	}
	return nil
}

// A site is where a frame is tried: a clause, or a noun phrase in it.
type site struct {
	clause, phrase int
	relation       string // that the frame tried there states
}

// try fills the frame's slots and records the claims; it reports whether there was one.
func (x *extraction) try(f *Frame, s site) bool {
	before := len(x.found)
	fired := x.fires(f, s)
	x.tried(f, s, fired, len(x.found)-before)
	return fired
}

func (x *extraction) fires(f *Frame, s site) bool {
	if !x.conditions(f, s) {
		return false
	}
	rel, _ := x.ontology.Relation(f.Relation)
	if x.ends(f, s, rel) {
		return true
	}
	return x.pairs(f, s, rel)
}

// ends handles frames with a subject and an object of their own.
func (x *extraction) ends(f *Frame, s site, rel ontology.Relation) bool {
	if f.Slots["subject"] == "" {
		return false
	}
	subjects, subjectPhrase := x.slot(f, s, "subject", rel.Subject, nil)
	if f.Subject != nil {
		subjects = slices.DeleteFunc(slices.Clone(subjects), func(e int) bool { return !slices.Contains(f.Subject, x.d.Entities[e].Type) })
	}
	if f.Named {
		subjects = slices.DeleteFunc(slices.Clone(subjects), func(e int) bool { return x.d.Entities[e].Local })
	}
	if len(subjects) == 0 {
		return x.failed(f, s, "subject")
	}
	goods, ok := x.goods(f, s, subjectPhrase)
	if !ok {
		return x.failed(f, s, "goods")
	}
	var objects []int
	if f.Slots["object"] == "same" {
		for _, e := range subjects {
			x.record(f, s, e, e, goods)
		}
		return true
	}
	if len(rel.Object) > 0 && f.Slots["object"] != "" {
		types := rel.Object
		if f.Object != nil {
			types = f.Object
		}
		objects, _ = x.slot(f, s, "object", types, subjects)
	}
	if len(objects) == 0 {
		if !(rel.Objectless && (len(goods) > 0 || slices.Contains(f.Open, "object"))) && !(f.Before && s.phrase < 0) {
			return x.failed(f, s, "object")
		}
		objects = []int{-1}
	}
	for _, from := range subjects {
		for _, to := range objects {
			if from != to && !(f.Relation == "controls" && x.same(from, to)) {
				x.record(f, s, from, to, goods)
			}
		}
	}
	return true
}

// pairs handles "Peru und Chile trafen sich", where both ends stand in one list.
func (x *extraction) pairs(f *Frame, s site, rel ontology.Relation) bool {
	list := f.Pair
	if list == "" {
		list = f.Mutual
	}
	if list == "" {
		return false
	}
	if f.Mutual != "" && !x.reciprocal(s) {
		return x.failed(f, s, "mutual")
	}
	if s.phrase < 0 && f.With == nil && len(x.args(s.clause, doc.Object)) > 0 {
		return x.failed(f, s, "no object") // "Peru und Chile trafen eine Auswahl"
	}
	if s.phrase >= 0 && (s.clause < 0 || x.d.Phrases[s.phrase].Prep != "" || len(x.prepositional(s.clause, "mit")) > 0) {
		list = strings.TrimSuffix(list, " subj") // "Peru und Chile vereinbarten mit Bolivien ein Treffen"
	}
	both, _ := x.fill(s, list, rel.Subject, nil)
	done := false
	for i, from := range both {
		for j, to := range both {
			if from != to && (j > i || !rel.Symmetric) && !x.gendered(from, to) {
				x.record(f, s, from, to, nil)
				done = true
			}
		}
	}
	return done || x.failed(f, s, "pair")
}

// gendered reports whether two unnamed groups are one in both genders: "Politikerinnen und Politiker".
func (x *extraction) gendered(a, b int) bool {
	form := func(e int) string {
		words := strings.Fields(x.d.Entities[e].Name)
		for i := len(words) - 1; i >= 0; i-- {
			if w, ok := strings.CutSuffix(words[i], "innen"); ok {
				return w
			}
		}
		return ""
	}
	return x.d.Entities[a].Local && x.d.Entities[b].Local &&
		(form(a) != "" && strings.Contains(x.d.Entities[b].Name, form(a)) || form(b) != "" && strings.Contains(x.d.Entities[a].Name, form(b)))
}

// reciprocal reports whether a clause speaks of two who do something to each other.
func (x *extraction) reciprocal(s site) bool {
	return s.phrase < 0 && (x.d.Clauses[s.clause].Verb.Reflex || x.hasAdverb(s.clause, []string{"gegenseitig", "einander"}))
}

func (x *extraction) slot(f *Frame, s site, name string, types []string, not []int) ([]int, int) {
	list, _ := places(f.Slots[name])
	return x.fillList(s, list, types, not)
}

func (x *extraction) fill(s site, slot string, types []string, not []int) ([]int, int) {
	list, _ := places(slot)
	return x.fillList(s, list, types, not)
}

// record notes a claim; evidence is the sentence.
func (x *extraction) record(f *Frame, s site, subject, object int, goods []doc.Good) {
	c := found{clause: s.clause, phrase: s.phrase, fact: f.Fact, open: f.Before && object < 0, aside: f.Slots["object"] == "complement-subject"}
	c.Subject, c.Predicate, c.Object, c.Goods, c.Frame = subject, f.Relation, object, goods, f.ID
	c.Place = -1
	c.Modality, c.Polarity = cmp.Or(f.Modality, ontology.Actual), cmp.Or(f.Polarity, ontology.Positive)
	c.Evidence = x.sentence(s)
	if f.Slots["role"] != "" {
		c.Role = x.role(f, s)
	}
	x.found = append(x.found, c)
}

// sentence is the evidence of a site.
func (x *extraction) sentence(s site) doc.Evidence {
	token := 0
	if s.phrase >= 0 {
		token = x.d.Phrases[s.phrase].Head
	} else {
		token = x.d.Clauses[s.clause].First
	}
	return x.sentenceAt(token)
}

func (x *extraction) sentenceAt(token int) doc.Evidence {
	s := x.sentenceOf(token)
	start, end := x.d.Span(s.First, s.Last)
	return doc.Evidence{Start: start, End: end}
}

func (x *extraction) sentenceOf(token int) doc.Sentence { return x.d.Sentences[x.d.SentenceOf(token)] }

func (x *extraction) nameAt(token int) bool {
	_, ok := x.mentionAt(token)
	return ok
}

// mentionAt finds the name that covers a token.
func (x *extraction) mentionAt(token int) (int, bool) {
	i, _ := slices.BinarySearchFunc(x.d.Mentions, token, func(m doc.Mention, t int) int { return m.Last - 1 - t })
	for ; i < len(x.d.Mentions) && x.d.Mentions[i].First <= token; i++ {
		if m := x.d.Mentions[i]; token < m.Last && m.Kind == doc.Name {
			return i, true
		}
	}
	return -1, false
}
