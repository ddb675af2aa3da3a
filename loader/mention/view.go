package mention

import (
	"slices"
	"unicode/utf8"

	"newsgraph/internal/ontology"
	"newsgraph/loader/doc"
	"newsgraph/loader/linear"
)

// A Row is what the trained model sees of a sentence. Steps are its tokens without second parts of contractions; Listed are the features
// that come from lists of names, of which training leaves out a part so that the model reads names that no list has.
type Row struct {
	Tokens []int
	Steps  [][]uint32
	Listed [][]uint32
}

// Rows returns the features of every sentence. It reads Tokens, Sentences and Words. source is 0 for articles and tells training
// corpora apart, which do not annotate alike.
func (f *Finder) Rows(d *doc.Document, source int) []Row {
	v := &viewer{scan: f.scan(d), source: source, seen: map[string]*glance{}, around: map[string]*around{}}
	for i := range d.Tokens {
		v.glances = append(v.glances, v.glance(i))
	}
	out := make([]Row, len(d.Sentences))
	for k, sent := range d.Sentences {
		out[k].Tokens = v.steps(sent)
	}
	for k, sent := range d.Sentences {
		v.first, v.last = sent.First, sent.Last
		v.note(out[k].Tokens)
	}
	for k, sent := range d.Sentences {
		v.first, v.last = sent.First, sent.Last
		v.row(&out[k])
	}
	return out
}

// A viewer makes the features of one document.
type viewer struct {
	*scan
	source  int
	seen    map[string]*glance
	glances []*glance
	around  map[string]*around
	at      []int // tokens of the row
	covers  []cover
}

// steps are the tokens of a sentence without second parts of contractions.
func (v *viewer) steps(sent doc.Sentence) []int {
	var out []int
	for i := sent.First; i < sent.Last; i++ {
		if v.d.Tokens[i].Part != 2 {
			out = append(out, i)
		}
	}
	return out
}

// Templates of features; the number is part of the hash.
const (
	tSource = iota
	tWord
	tLemma
	tHead
	tPrefix
	tSuffix
	tGram
	tShape
	tBrief
	tPart
	tLastPart
	tTag
	tTags
	tTagsThree
	tWordTag
	tKnown
	tPair
	tSuffixAt
	tShapes
	tBefore
	tAfter
	tBetween
	tGovernor
	tQuoted
	tBracket
	tKind
	tElsewhere
	tElsewhereBefore
	tElsewhereAfter
	tElsewhereName
	tInitials
	tCover
	tCoverKind
	tCovers
	tForename
	tSurname
	tNames
	tTitle
	tDemonym
	tAdjective
	tFront
	tSourceTag
	tSourceShape
	tTitleNear
	tVerb
	tRun
	tSourceCover
)

// A cover is the longest listed name over a token.
type cover struct {
	hit   string // type, exactness
	kind  string
	begin bool
}

// row makes the features of a sentence.
func (v *viewer) row(r *Row) {
	v.at = r.Tokens
	v.covers = v.cover()
	r.Steps, r.Listed = make([][]uint32, len(r.Tokens)), make([][]uint32, len(r.Tokens))
	for k := range r.Tokens {
		r.Steps[k] = v.step(k)
		r.Listed[k] = v.listed(k)
	}
}

// cover finds listed names from left to right.
func (v *viewer) cover() []cover {
	out := make([]cover, len(v.at))
	where := map[int]int{}
	for k, i := range v.at {
		where[i] = k
	}
	for k := 0; k < len(v.at); {
		i := v.at[k]
		k++
		if !v.upper(i) {
			continue
		}
		hits := v.names.Match(v.text[i:min(i+8, v.last)])
		if len(hits) == 0 {
			continue
		}
		h := hits[0]
		c := cover{hit: h.Entry.Type, kind: h.Kind, begin: true}
		if !h.Exact {
			c.hit += "+"
		}
		if h.Ambiguous {
			c.hit += "?"
		}
		if len(hits) > 1 && hits[1].Words == h.Words && hits[1].Entry.Type != h.Entry.Type {
			c.kind += "|" + hits[1].Entry.Type
		}
		if h.Entry.Type == ontology.Organization || h.Entry.Type == ontology.Place {
			c.kind += ":" + h.Entry.Kind
		}
		for j := i; j < i+h.Words; j++ {
			if at, ok := where[j]; ok {
				out[at] = c
				c.begin = false
				k = max(k, at+1)
			}
		}
	}
	return out
}

var nobody = &glance{low: "", shape: "-", brief: "-"}

func (v *viewer) glanceAt(k int) *glance {
	if k < 0 || k >= len(v.at) {
		return nobody
	}
	return v.glances[v.at[k]]
}

func (v *viewer) tagAt(k int) string {
	if k < 0 || k >= len(v.at) {
		return "-"
	}
	return v.d.Words[v.at[k]].Tag
}

func flag(b bool) int {
	if b {
		return 1
	}
	return 0
}

// step makes the features of step k that no list of names gives.
func (v *viewer) step(k int) []uint32 {
	i := v.at[k]
	g, w := v.glances[i], v.d.Words[i]
	b1, b2, a1, a2 := v.glanceAt(k-1), v.glanceAt(k-2), v.glanceAt(k+1), v.glanceAt(k+2)
	out := slices.Clone(g.fixed)
	add := func(f linear.Feature) { out = append(out, f.Sum()) }
	add(linear.NewFeature(tLemma).Text(w.Lemma))
	add(linear.NewFeature(tHead).Text(w.Head))
	for d := -2; d <= 2; d++ {
		o := v.glanceAt(k + d)
		if d != 0 {
			add(linear.NewFeature(tWord).Number(d + 9).Text(o.low))
			add(linear.NewFeature(tShape).Number(d + 9).Text(o.shape))
		}
		add(linear.NewFeature(tTag).Number(d + 9).Text(v.tagAt(k + d)))
		if d == -1 || d == 1 {
			add(linear.NewFeature(tSuffixAt).Number(d + 9).Text(lastRunes(o.low, 3)))
			add(linear.NewFeature(tWordTag).Number(d + 9).Text(o.low).Text(w.Tag).Text(g.brief))
			add(linear.NewFeature(tPair).Number(d + 9).Text(o.low).Text(g.low))
			if o.title != "" {
				add(linear.NewFeature(tTitle).Number(d + 9).Text(o.title).Number(flag(g.upper)))
			}
			if k+d >= 0 && k+d < len(v.at) {
				add(linear.NewFeature(tLemma).Number(d + 9).Text(v.d.Words[v.at[k+d]].Lemma).Text(g.brief))
				add(linear.NewFeature(tHead).Number(d + 9).Text(v.d.Words[v.at[k+d]].Head).Text(g.brief))
			}
		}
	}
	add(linear.NewFeature(tTags).Text(v.tagAt(k - 1)).Text(w.Tag))
	add(linear.NewFeature(tTags).Number(1).Text(w.Tag).Text(v.tagAt(k + 1)))
	add(linear.NewFeature(tTagsThree).Text(v.tagAt(k - 1)).Text(w.Tag).Text(v.tagAt(k + 1)))
	add(linear.NewFeature(tTagsThree).Number(1).Text(v.tagAt(k - 2)).Text(v.tagAt(k - 1)).Text(w.Tag))
	add(linear.NewFeature(tShapes).Text(b1.brief).Text(g.brief).Text(a1.brief))
	add(linear.NewFeature(tShapes).Number(1).Text(b2.brief).Text(b1.brief).Text(g.brief).Text(a1.brief).Text(a2.brief))
	add(linear.NewFeature(tKnown).Text(w.Tag).Number(flag(g.known)).Number(min(k, 1)).Text(g.brief))
	add(linear.NewFeature(tKnown).Number(1).Text(w.Tag).Number(flag(g.known)).Number(flag(b1.known)).Number(flag(a1.known)).Text(b1.brief).Text(a1.brief))
	add(linear.NewFeature(tSource).Number(v.source))
	add(linear.NewFeature(tSourceTag).Number(v.source).Text(w.Tag).Text(g.brief))
	if g.upper || g.brief != "x" {
		out = v.context(k, out)
	}
	return out
}

// context adds what the sentence and the document say of a capitalised word.
func (v *viewer) context(k int, out []uint32) []uint32 {
	i := v.at[k]
	g := v.glances[i]
	add := func(f linear.Feature) { out = append(out, f.Sum()) }
	before, after := v.neighbour(k, -1), v.neighbour(k, 1)
	add(linear.NewFeature(tBefore).Text(before))
	add(linear.NewFeature(tAfter).Text(after))
	add(linear.NewFeature(tBetween).Text(before).Text(after))
	add(linear.NewFeature(tGovernor).Text(v.governor(k)))
	add(linear.NewFeature(tVerb).Text(v.verb(k)))
	start, end := k, k
	for start > 0 && v.glanceAt(start-1).upper {
		start--
	}
	for end+1 < len(v.at) && v.glanceAt(end+1).upper {
		end++
	}
	add(linear.NewFeature(tRun).Number(min(k-start, 3)).Number(min(end-k, 3)))
	if q := v.quote(k); q >= 0 {
		add(linear.NewFeature(tQuoted).Number(q))
		add(linear.NewFeature(tQuoted).Number(q).Text(g.brief).Number(min(end-start, 3)))
	}
	if v.glanceAt(k-1).low == "(" && v.glanceAt(k+1).low == ")" {
		add(linear.NewFeature(tBracket).Text(g.shape))
	}
	if kind := v.afterKind(i); kind != "" {
		add(linear.NewFeature(tKind).Text(kind))
		add(linear.NewFeature(tKind).Text(kind).Text(v.tagAt(k)).Number(flag(g.known)))
	}
	for d := 2; d <= 3; d++ {
		if o := v.glanceAt(k - d); o.title != "" {
			add(linear.NewFeature(tTitleNear).Number(d).Text(o.title))
		}
	}
	return v.elsewhere(g, before, after, out)
}

// neighbour is the next word before or after step k that has no capital.
func (v *viewer) neighbour(k, d int) string {
	for n := 0; n < 6; n++ {
		k += d
		if o := v.glanceAt(k); !o.upper {
			return o.low
		}
	}
	return "-"
}

// governor is the word before the noun phrase of step k, articles, adjectives and other capitals left out: "in", "der Sprecher".
func (v *viewer) governor(k int) string {
	for n := 0; n < 6; n++ {
		k--
		switch v.tagAt(k) {
		case "ART", "ADJA", "PPOSAT", "CARD", "NE":
			continue
		}
		if k < 0 {
			return "-"
		}
		return v.d.Words[v.at[k]].Lemma
	}
	return "-"
}

// verb is the lemma of the next verb, or of the one before.
func (v *viewer) verb(k int) string {
	for d := 1; d <= 5; d++ {
		if tag := v.tagAt(k + d); tag[0] == 'V' {
			return ">" + v.d.Words[v.at[k+d]].Lemma
		}
		if tag := v.tagAt(k - d); tag[0] == 'V' {
			return "<" + v.d.Words[v.at[k-d]].Lemma
		}
	}
	return "-"
}

// quote is the place of step k in a short quotation: 0 at its start, 1 inside, -1 outside.
func (v *viewer) quote(k int) int {
	for n := 1; n <= 4; n++ {
		if o := v.glanceAt(k - n); isQuote(o.low) && o.low != "" {
			for e := 1; e <= 5; e++ {
				if c := v.glanceAt(k + e); isQuote(c.low) && c.low != "" {
					return min(n-1, 1)
				}
			}
			return -1
		}
	}
	return -1
}

// listed makes the features of step k that lists of names give.
func (v *viewer) listed(k int) []uint32 {
	g := v.glances[v.at[k]]
	out := slices.Clone(g.listed)
	add := func(f linear.Feature) { out = append(out, f.Sum()) }
	for d := -2; d <= 2; d++ {
		if k+d < 0 || k+d >= len(v.at) {
			continue
		}
		if o := v.glanceAt(k + d); d != 0 && g.upper && o.upper && (o.forename || o.surname) {
			add(linear.NewFeature(tNames).Number(d + 9).Number(flag(o.forename)).Number(flag(o.surname)).Number(flag(g.forename)).Number(flag(g.surname)))
		}
		c := v.covers[k+d]
		if c.hit == "" || d < -1 || d > 1 {
			continue
		}
		add(linear.NewFeature(tCover).Number(d + 9).Text(c.hit).Number(flag(c.begin)))
		if d == 0 {
			add(linear.NewFeature(tCoverKind).Text(c.hit).Text(c.kind).Number(flag(c.begin)))
			add(linear.NewFeature(tCovers).Text(c.hit).Number(flag(c.begin)).Text(v.tagAt(k)).Number(flag(g.known)))
			add(linear.NewFeature(tSourceCover).Number(v.source).Text(c.hit).Number(flag(c.begin)))
		}
	}
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
