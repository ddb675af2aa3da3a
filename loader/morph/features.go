package morph

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"newsgraph/loader/linear"
)

// A look is what the tagger sees of a form, whatever its neighbours: it is the same for all occurrences and cached.
type look struct {
	form, low string
	signature string // the tags that the lexicon allows: "ART|PDS|PRELS"
	shape     string
	readings  []Reading
	finite    bool // the lexicon allows a finite verb
	closed    bool // a list of closed classes has it
	onlyVerb  bool // and nothing that is no verb
	fixed     []uint32
}

// Templates of features; the number is part of the hash.
const (
	tBias = iota
	tWord
	tSuffix
	tPrefix
	tShape
	tSignature
	tWordBefore
	tWordAfter
	tTag
	tTags
	tTagSignature
	tTagWord
	tSignatureAfter
	tSignaturesAfter
	tSignatureBefore
	tWordTwoBefore
	tWordTwoAfter
	tShapeStart
	tClause
	tClauseSignature
	tEnd
	tTagsSignature
	tShapeBefore
	tShapeAfter
	tHyphen
	tPair
	tAhead
	tSuffixTag
	tSignatureRound
	tBoundary
)

// see makes the look of a form.
func (l *Lexicon) see(form string) *look {
	v := &look{form: form, low: strings.ToLower(form), shape: linear.Shape(form, 2, 1, 12), readings: l.Read(form)}
	v.signature = l.signature(form, v.readings)
	for _, r := range v.readings {
		v.closed = v.closed || r.Class == Closed
	}
	v.finite = strings.Contains(v.signature, "FIN")
	v.onlyVerb = v.finite && strings.Count(v.signature, "|")+1 == strings.Count(v.signature, "V?")+strings.Count(v.signature, "VV")+strings.Count(v.signature, "VA")+strings.Count(v.signature, "VM")
	add := func(f linear.Feature) { v.fixed = append(v.fixed, f.Sum()) }
	add(linear.NewFeature(tBias))
	add(linear.NewFeature(tWord).Text(v.low))
	add(linear.NewFeature(tShape).Text(v.shape))
	add(linear.NewFeature(tSignature).Text(v.signature))
	for n, cut := 1, len(v.low); n <= 5 && cut > 0; n++ {
		_, size := utf8.DecodeLastRuneInString(v.low[:cut])
		cut -= size
		add(linear.NewFeature(tSuffix).Text(v.low[cut:]))
	}
	for n, cut := 1, 0; n <= 4 && cut < len(form); n++ {
		_, size := utf8.DecodeRuneInString(form[cut:])
		cut += size
		add(linear.NewFeature(tPrefix).Text(form[:cut]))
	}
	if at := strings.LastIndexByte(v.low, '-'); at > 0 {
		add(linear.NewFeature(tHyphen).Text(v.low[at:]))
	}
	return v
}

// signature is the sorted set of tags that the lexicon allows. Words that it lacks get what their form says: a compound, a number.
func (l *Lexicon) signature(form string, readings []Reading) string {
	tags := map[string]bool{}
	upper := startsUpper(form)
	for _, r := range readings {
		tag := tagOf(r)
		if upper && r.Class == Adjective {
			tags["NNa"] = true // "der Verletzte"
		}
		if tag == "VVPP" || tag == "ADJD" && !upper || tag != "ADJD" {
			tags[tag] = true
		}
	}
	kind := ""
	if upper {
		kind = l.nameKind(form)
	}
	switch {
	case kind != "":
		tags["~"+kind] = true
	case len(tags) == 0:
		tags[l.guessTag(form, upper)] = true
	}
	list := make([]string, 0, len(tags))
	for tag := range tags {
		list = append(list, tag)
	}
	sort.Strings(list)
	return strings.Join(list, "|")
}

// guessTag describes a word that the lexicon lacks.
func (l *Lexicon) guessTag(form string, upper bool) string {
	at := l.seam(form)
	switch {
	case at > 0 && (form[at-1] == '-' || l.links(form[:at])):
		return "?compound"
	case at > 0:
		return "?head"
	case upper && strings.HasSuffix(form, "s") && len(l.Read(strings.TrimSuffix(form, "s"))) == 0:
		return "?names"
	case upper:
		return "?upper"
	case strings.Trim(form, "0123456789.,'’:") == "":
		return "?number"
	}
	low := l.guess(form)
	if len(low) > 0 {
		return "?" + tagOf(low[0])
	}
	return "?"
}

// tagOf returns the STTS tag of a reading.
func tagOf(r Reading) string {
	switch r.Class {
	case Noun:
		return "NN"
	case Adjective:
		return "ADJA"
	case Predicate:
		return "ADJD"
	case Finite:
		return r.Tag + "FIN"
	case Infinitive:
		return r.Tag + "INF"
	case ZuForm:
		return r.Tag + "IZU"
	case Participle:
		return r.Tag + "PP"
	case Command:
		return r.Tag + "IMP"
	}
	return r.Tag
}

func startsUpper(form string) bool {
	r, _ := utf8.DecodeRuneInString(form)
	return unicode.IsUpper(r)
}

var outside = &look{form: "", low: "", signature: "-", shape: "-"}

// A Scene is a sentence under tagging, from left to right: features of a token, its tag, Advance, the next token.
type Scene struct {
	looks  []*look
	end    []int   // tokens up to the next mark, at most 3
	last   []*look // the last word before the next mark
	ahead  []bool  // a finite verb that can be nothing else stands before the next mark
	inside clause
}

// A clause is what the tags so far say of the clause under way.
type clause struct {
	opener string // tag of the word that opened a subordinate clause, "" in others
	finite string // tag of its finite verb, "" as long as there is none
}

// A Viewer looks at forms and remembers what it saw. It is for one goroutine.
type Viewer struct {
	lexicon *Lexicon
	seen    map[string]*look
}

// Viewer returns a new viewer.
func (l *Lexicon) Viewer() *Viewer { return &Viewer{lexicon: l, seen: map[string]*look{}} }

func (v *Viewer) look(form string) *look {
	w := v.seen[form]
	if w == nil {
		w = v.lexicon.see(form)
		v.seen[form] = w
	}
	return w
}

// Scene prepares a sentence for tagging.
func (v *Viewer) Scene(forms []string) *Scene {
	looks := make([]*look, len(forms))
	for i, form := range forms {
		looks[i] = v.look(form)
	}
	return newScene(looks)
}

// newScene looks at the marks and verbs ahead.
func newScene(looks []*look) *Scene {
	s := &Scene{looks: looks, end: make([]int, len(looks)), last: make([]*look, len(looks)), ahead: make([]bool, len(looks))}
	distance, finite, last := 0, false, outside
	for i := len(looks) - 1; i >= 0; i-- {
		s.end[i], s.ahead[i], s.last[i] = min(distance, 3), finite, last
		if isMark(looks[i].form) {
			distance, finite, last = 0, false, outside
			continue
		}
		if distance == 0 {
			last = looks[i]
		}
		distance++
		finite = finite || looks[i].onlyVerb
	}
	return s
}

func isMark(form string) bool {
	r, _ := utf8.DecodeRuneInString(form)
	return !unicode.IsLetter(r) && !unicode.IsDigit(r)
}

// Advance tells the scene which tag the next word got.
func (s *Scene) Advance(tag string) {
	switch {
	case strings.HasPrefix(tag, "$"), tag == "KON":
		if tag == "$(" || tag == "KON" && s.inside.finite == "" {
			return
		}
		if tag == "KON" {
			s.inside.finite = "" // "... und": a second verb may follow
			return
		}
		s.inside = clause{}
	case strings.HasPrefix(tag, "KOU"), strings.HasPrefix(tag, "PREL"), strings.HasPrefix(tag, "PW"):
		if s.inside.opener == "" && s.inside.finite == "" {
			s.inside.opener = tag
		}
	case strings.HasSuffix(tag, "FIN"):
		s.inside.finite = tag
	}
}

func (s *Scene) at(i int) *look {
	if i < 0 || i >= len(s.looks) {
		return outside
	}
	return s.looks[i]
}

// Features appends the features of token i, given the tags of the two tokens before it.
func (s *Scene) Features(i int, tag1, tag2 string, out []uint32) []uint32 {
	w, b1, b2, a1, a2 := s.looks[i], s.at(i-1), s.at(i-2), s.at(i+1), s.at(i+2)
	out = append(out, w.fixed...)
	add := func(f linear.Feature) { out = append(out, f.Sum()) }
	tags := linear.NewFeature(tTags).Text(tag1).Text(tag2)
	end, ahead := s.end[i], 0
	if s.ahead[i] {
		ahead = 1
	}
	add(linear.NewFeature(tTag).Text(tag1))
	add(tags)
	add(linear.NewFeature(tTagsSignature).Text(tag1).Text(tag2).Text(w.signature))
	add(linear.NewFeature(tTagSignature).Text(tag1).Text(w.signature))
	add(linear.NewFeature(tTagWord).Text(tag1).Text(w.low))
	add(linear.NewFeature(tWordBefore).Text(b1.low))
	add(linear.NewFeature(tWordTwoBefore).Text(b2.low))
	add(linear.NewFeature(tWordAfter).Text(a1.low))
	add(linear.NewFeature(tWordTwoAfter).Text(a2.low))
	add(linear.NewFeature(tPair).Text(w.low).Text(a1.low))
	add(linear.NewFeature(tSignatureBefore).Text(b1.signature).Text(w.signature))
	add(linear.NewFeature(tSignatureAfter).Text(a1.signature).Text(w.signature))
	add(linear.NewFeature(tSignaturesAfter).Text(a1.signature).Text(a2.signature).Text(w.signature))
	add(linear.NewFeature(tSignatureRound).Text(tag1).Text(a1.signature).Text(w.signature))
	add(linear.NewFeature(tShapeBefore).Text(b1.shape).Text(w.shape))
	add(linear.NewFeature(tShapeAfter).Text(a1.shape).Text(w.shape))
	add(linear.NewFeature(tShapeStart).Text(w.shape).Text(w.signature).Number(min(i, 1)))
	add(linear.NewFeature(tSuffixTag).Text(lastRunes(w.low, 3)).Text(tag1))
	state := linear.NewFeature(tClause).Text(s.inside.opener).Text(s.inside.finite)
	add(state.Number(end))
	add(linear.NewFeature(tClauseSignature).Text(s.inside.opener).Text(s.inside.finite).Text(w.signature).Number(end))
	add(linear.NewFeature(tEnd).Text(w.signature).Number(end).Text(a1.low))
	add(linear.NewFeature(tAhead).Text(s.inside.opener).Text(s.inside.finite).Number(ahead).Text(w.signature))
	comma := 0
	if b1.form == "," {
		comma = 1
	}
	add(linear.NewFeature(tBoundary).Text(w.signature).Text(s.last[i].signature).Number(comma))
	return out
}

func lastRunes(s string, n int) string {
	cut := len(s)
	for ; n > 0 && cut > 0; n-- {
		_, size := utf8.DecodeLastRuneInString(s[:cut])
		cut -= size
	}
	return s[cut:]
}
