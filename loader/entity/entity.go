// Package entity tells which mentions and noun phrases mean the same thing, and what that thing is called. For example, "Jonas
// Veltin", "Veltin", "der Minister" and "er" become one Person; "Seoul" is a place that acts for Südkorea; "syrische Rebellen" is an
// unnamed group of this article.
//
// Names come from the gazetteer where it knows them, else from the fullest form in the text. It reads no relation.
package entity

import (
	"slices"
	"strings"

	"newsgraph/internal/gazetteer"
	"newsgraph/internal/ontology"
	"newsgraph/internal/wordlist"
	"newsgraph/loader/doc"
)

// A Resolver holds the lists; it is safe for concurrent use.
type Resolver struct {
	names  *gazetteer.Gazetteer
	actors wordlist.Actors
	bodies wordlist.Bodies
}

// New makes a Resolver.
func New(g *gazetteer.Gazetteer, a wordlist.Actors, b wordlist.Bodies) *Resolver {
	return &Resolver{g, a, b}
}

// A Result is the layers that Resolve makes: see the fields of doc.Document with the same names.
type Result struct {
	Entities []doc.Entity
	Refs     []int
	Means    [][]int
	Owners   [][]int
	Scene    int
}

// Resolve reads Mentions, Phrases, Clauses and what lies below.
func (r *Resolver) Resolve(d *doc.Document) Result {
	x := &resolution{Resolver: r, d: d, byKey: map[string]int{}, gender: map[int]string{}, roles: map[int][]office{}}
	x.Refs = make([]int, len(d.Mentions))
	x.named()
	x.Means = make([][]int, len(d.Phrases))
	x.Owners = make([][]int, len(d.Phrases))
	x.describe()
	x.later()
	x.scene()
	for i := range x.Entities {
		slices.Sort(x.Entities[i].Aliases)
		x.Entities[i].Aliases = slices.Compact(x.Entities[i].Aliases)
	}
	return x.Result
}

// An office is what a phrase says that a person is.
type office struct {
	title gazetteer.Title
	of    int // entity, -1 = not said
}

// resolution is the state over one document.
type resolution struct {
	*Resolver
	Result
	d       *doc.Document
	byKey   map[string]int // type and folded name -> entity
	gender  map[int]string // entity -> "m", "f"
	roles   map[int][]office
	about   map[string]int // state -> mentions that speak for it, see evidence
	history []seen
}

// seen is one place where an entity was meant.
type seen struct {
	entity, sentence, token, clause int
	subject                         bool
}

// named resolves the mentions that are names or adjectives.
func (x *resolution) named() {
	for m, men := range x.d.Mentions {
		x.Refs[m] = -1
		if men.Kind == doc.Name && men.Type == ontology.Person && men.Last-men.First > 1 {
			x.Refs[m] = x.person(m)
		}
	}
	for m, men := range x.d.Mentions {
		switch {
		case x.Refs[m] >= 0:
		case men.Kind == doc.Name && men.Type == ontology.Person:
			x.Refs[m] = x.surname(m)
		case men.Kind == doc.Name:
			x.Refs[m] = x.thing(m)
		case men.Kind == doc.PartyWord:
			x.Refs[m] = x.implied(x.nearestParty(strings.Split(men.Key, "|")), men.Type)
		case men.Kind == doc.Adjective:
			first, _, _ := strings.Cut(men.Key, "|")
			x.Refs[m] = x.implied(x.sharedName(men, first), men.Type)
		}
		if x.Refs[m] >= 0 && men.Kind == doc.Name {
			e := &x.Entities[x.Refs[m]]
			e.Implied = false
			e.Aliases = append(e.Aliases, x.d.Text(men.First, men.Last))
		}
	}
	x.acronyms()
}

// listed finds or makes the entity of a gazetteer entry.
func (x *resolution) listed(g *gazetteer.Entry) int {
	key := g.Type + "\x00" + g.Name
	if e, ok := x.byKey[key]; ok {
		return e
	}
	e := x.add(key, doc.Entity{Name: g.Name, Type: g.Type, Wikidata: g.Wikidata, Kind: g.Kind})
	if g.Gender != "" {
		x.gender[e] = g.Gender
	}
	if g.Type == ontology.Place || g.Type == ontology.Organization {
		if s, ok := x.names.Metonym(g.Name); ok && s.Name != g.Name {
			x.Entities[e].ActsFor = x.implied(s.Name, s.Type) + 1
		}
	}
	if g.Type == ontology.Person {
		if home := x.home(g); home != "" {
			x.Entities[e].Home = x.implied(home, ontology.State) + 1
		}
	}
	return e
}

// home is the state or body in which a listed person holds or held office: a state before a party, and the office held at the
// article's date before others.
func (x *resolution) home(g *gazetteer.Entry) string {
	best, score := "", -1
	for _, o := range g.Offices {
		s := 0
		if e := x.names.ByName(o.State); e != nil && e.Type == ontology.State {
			s = 2
		}
		if x.d.Article.Date != "" && o.Covers(x.d.Article.Date) {
			s++
		}
		if s > score {
			best, score = o.State, s
		}
	}
	return best
}

// implied finds or makes the entity of a listed name that the text need not name itself.
func (x *resolution) implied(name, typ string) int {
	g := x.names.ByName(name)
	if g == nil {
		key := typ + "\x00" + ontology.Fold(name)
		if e, ok := x.byKey[key]; ok {
			return e
		}
		return x.add(key, doc.Entity{Name: name, Type: typ, Implied: true})
	}
	if e, ok := x.byKey[g.Type+"\x00"+g.Name]; ok {
		return e
	}
	e := x.listed(g)
	x.Entities[e].Implied = true
	return e
}

func (x *resolution) add(key string, e doc.Entity) int {
	x.Entities = append(x.Entities, e)
	if key != "" {
		x.byKey[key] = len(x.Entities) - 1
	}
	return len(x.Entities) - 1
}

// person resolves a name of more than one word.
func (x *resolution) person(m int) int {
	men := x.d.Mentions[m]
	if g := x.entry(men); g != nil {
		return x.listed(g)
	}
	name := x.baseForm(men)
	key := ontology.Person + "\x00" + ontology.Fold(name)
	if e, ok := x.byKey[key]; ok {
		return e
	}
	e := x.add(key, doc.Entity{Name: name, Type: ontology.Person})
	if g, ok := x.names.Forename(strings.Fields(name)[0]); ok && g != "mf" {
		x.gender[e] = g
	}
	return e
}

func (x *resolution) entry(men doc.Mention) *gazetteer.Entry {
	if men.Key == "" {
		return nil
	}
	for _, g := range x.names.Named(men.Key) {
		if g.Type == men.Type {
			return g
		}
	}
	return nil
}

// surname resolves a single name to the person of the document who bears it, the nearest before it first.
func (x *resolution) surname(m int) int {
	men := x.d.Mentions[m]
	if g := x.entry(men); g != nil {
		return x.listed(g)
	}
	name := x.baseForm(men)
	fold := ontology.Fold(name)
	for _, step := range []int{-1, 1} {
		for n := m + step; n >= 0 && n < len(x.d.Mentions); n += step {
			if e := x.Refs[n]; e >= 0 && x.Entities[e].Type == ontology.Person {
				if words := strings.Fields(ontology.Fold(x.Entities[e].Name)); slices.Contains(words, fold) || strings.HasSuffix(ontology.Fold(x.Entities[e].Name), " "+fold) {
					return e
				}
			}
		}
	}
	key := ontology.Person + "\x00" + fold
	if e, ok := x.byKey[key]; ok {
		return e
	}
	return x.add(key, doc.Entity{Name: name, Type: ontology.Person})
}

// thing resolves a name that is no person's.
func (x *resolution) thing(m int) int {
	men := x.d.Mentions[m]
	if g := x.entry(men); g != nil {
		return x.listed(x.nearby(men, g))
	}
	name := x.upright(men, x.baseForm(men))
	key := men.Type + "\x00" + ontology.Fold(name)
	if e, ok := x.byKey[key]; ok {
		return e
	}
	return x.add(key, doc.Entity{Name: name, Type: men.Type})
}

// nearby chooses among bodies that share a name: "die Grünen" are those of the state that the document speaks of most.
func (x *resolution) nearby(men doc.Mention, g *gazetteer.Entry) *gazetteer.Entry {
	if men.Type != ontology.Organization {
		return g
	}
	best := g
	words := strings.Fields(x.d.Text(men.First, men.Last))
	for _, h := range x.names.Match(words) {
		if h.Exact && h.Words == len(words) && h.Entry.Type == g.Type && x.evidence(h.Entry.State) > x.evidence(best.State) {
			best = h.Entry
		}
	}
	return best
}

// sharedName is the name of the body that the front of a compound means: nearby for "Grünen-Abgeordneter".
func (x *resolution) sharedName(men doc.Mention, name string) string {
	front, _, ok := strings.Cut(x.d.Text(men.First, men.Last), "-")
	g := x.names.ByName(name)
	if !ok || g == nil || g.Type != ontology.Organization || men.Type != ontology.Organization {
		return name
	}
	for _, h := range x.names.Match([]string{front}) {
		if h.Exact && h.Entry.Type == g.Type && x.evidence(h.Entry.State) > x.evidence(g.State) {
			g = h.Entry
		}
	}
	return g.Name
}

// nearestParty is that of the state of which the document speaks most.
func (x *resolution) nearestParty(parties []string) string {
	return slices.MaxFunc(parties, func(a, b string) int { return x.evidence(x.stateOf(a)) - x.evidence(x.stateOf(b)) })
}

// evidence counts the mentions that speak for a state: its names and adjectives, its places, the people who hold office in it.
func (x *resolution) evidence(state string) int {
	if x.about == nil {
		x.about = map[string]int{}
		for _, men := range x.d.Mentions {
			key, _, _ := strings.Cut(men.Key, "|")
			if key == "" || men.Type == ontology.Organization {
				continue
			}
			g := x.names.ByName(key)
			switch {
			case g == nil:
			case g.Type == ontology.State:
				x.about[g.Name]++
			case g.Type == ontology.Person:
				x.about[x.stateOf(x.home(g))]++
			default:
				x.about[g.State]++
			}
		}
	}
	return x.about[state]
}

// stateOf is the state of a listed body, or the name itself.
func (x *resolution) stateOf(name string) string {
	if g := x.names.ByName(name); g != nil && g.Type == ontology.Organization {
		return g.State
	}
	return name
}

// baseForm is the name without a genitive ending: where the grammar says so, or the form without it stands elsewhere.
func (x *resolution) baseForm(men doc.Mention) string {
	text := strings.Join(strings.Fields(x.d.Text(men.First, men.Last)), " ")
	trimmed := strings.TrimRight(text, "'’")
	stem, ok := strings.CutSuffix(trimmed, "s")
	if !ok || len(stem) < 3 {
		return trimmed
	}
	if !men.Genitive && !x.occurs(men, stem) && x.repeated(men) {
		return trimmed // "Morales", everywhere with -s
	}
	if men.Genitive || x.occurs(men, stem) || x.genitiveArticle(men) || x.d.Words[men.Last-1].Cases == doc.Gen && x.attribute(men) {
		return stem
	}
	return trimmed
}

// genitiveArticle reports whether the name of a body is a noun of the language that stands behind the article of the genitive: "des Nationalen
// Sicherheitsrats".
func (x *resolution) genitiveArticle(men doc.Mention) bool {
	w := x.d.Words[men.Last-1]
	if men.First == 0 || men.Type != ontology.Organization || w.Tag != "NN" || w.Gender == doc.Fem {
		return false
	}
	switch strings.ToLower(x.d.Tokens[men.First-1].Text) {
	case "des", "eines", "dieses", "seines", "ihres", "jenes":
		return true
	}
	return false
}

// attribute reports whether a name stands where a genitive can: directly behind a noun that is no title of its bearer, or before one.
func (x *resolution) attribute(men doc.Mention) bool {
	noun := func(t int) bool { return t >= 0 && t < len(x.d.Words) && x.d.Words[t].Tag == "NN" }
	if men.First > 0 && noun(men.First-1) {
		_, title := x.names.Title(x.d.Tokens[men.First-1].Text)
		return !title
	}
	return noun(men.Last) || men.Last+1 < len(x.d.Words) && x.d.Words[men.Last].Tag == "ADJA" && noun(men.Last+1)
}

// repeated reports whether the name stands in the same form elsewhere.
func (x *resolution) repeated(men doc.Mention) bool {
	text := x.d.Text(men.Last-1, men.Last)
	return slices.ContainsFunc(x.d.Mentions, func(o doc.Mention) bool {
		return o.Kind == doc.Name && o.Type == men.Type && o.First != men.First && x.d.Text(o.Last-1, o.Last) == text
	})
}

// occurs reports whether another mention of the same type reads exactly, or ends in, the stem.
func (x *resolution) occurs(men doc.Mention, stem string) bool {
	return slices.ContainsFunc(x.d.Mentions, func(o doc.Mention) bool {
		return o.Kind == doc.Name && o.Type == men.Type && (x.d.Text(o.First, o.Last) == stem || strings.HasSuffix(x.d.Text(o.First, o.Last), " "+stem))
	})
}

// scene finds the state of the city in the dateline: "Linz (APA) - ".
func (x *resolution) scene() {
	if e, ok := x.names.Scene(x.d.Article.Dateline()); ok {
		x.Scene = x.implied(e.Name, e.Type) + 1
	}
}

// acronyms joins a name with the acronym in brackets behind it: "Recht und Gerechtigkeit (PiS)".
func (x *resolution) acronyms() {
	for m := 0; m+1 < len(x.d.Mentions); m++ {
		a, b := x.d.Mentions[m], x.d.Mentions[m+1]
		if a.Kind != doc.Name || b.Kind != doc.Name || a.Type != b.Type || b.First != a.Last+1 || x.d.Tokens[a.Last].Text != "(" || b.Last < len(x.d.Tokens) && x.d.Tokens[b.Last].Text != ")" {
			continue
		}
		from, to := x.Refs[m+1], x.Refs[m]
		if from == to || from < 0 || to < 0 {
			continue
		}
		if x.Entities[from].Wikidata != "" || b.Key != "" && a.Key == "" {
			from, to = to, from
		}
		x.join(from, to)
	}
}

// join lets every mention of one entity mean another.
func (x *resolution) join(from, to int) {
	for m := range x.Refs {
		if x.Refs[m] == from {
			x.Refs[m] = to
		}
	}
	x.Entities[to].Aliases = append(x.Entities[to].Aliases, x.Entities[from].Aliases...)
	x.Entities[from].Implied = true
	for k, e := range x.byKey {
		if e == from {
			x.byKey[k] = to
		}
	}
}
