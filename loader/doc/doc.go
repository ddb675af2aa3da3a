// Package doc is the annotated document: one article and, layer upon layer, what the stages found in it. For example,
// Claims[0].Evidence is a byte span of Article.Text, and Mentions[3].First is an index into Tokens.
//
// Each layer is returned by its stage and assigned in one place (package loader); it points down by index, and nothing is
// rewritten. Check states the invariants. It finds nothing itself.
package doc

import (
	"sort"

	"newsgraph/loader/article"
)

// A Document is an article with its annotation. Layers are in the order in which they are made.
type Document struct {
	Article   article.Article
	Tokens    []Token    // segment
	Sentences []Sentence // segment
	Words     []Word     // morph; parallel to Tokens
	Deps      []Dep      // syntax; parallel to Tokens
	Mentions  []Mention  // mention; sorted by First, not overlapping
	Phrases   []Phrase   // syntax
	Clauses   []Clause   // syntax
	Entities  []Entity   // entity
	Refs      []int      // entity: index into Entities for every mention, -1 where it means none; parallel to Mentions
	Means     [][]int    // entity: what each phrase means, several for groups ("beide Staaten"), none for other things; parallel to Phrases
	Owners    [][]int    // entity: whom a possessive in the phrase means ("seine Reise"); parallel to Phrases
	Scene     int        // entity: 1 + index of the state in which the article is datelined, 0 = unknown
	Claims    []Claim    // claim
}

// A Token is a word or mark at bytes [Start, End) of the article's text. A contraction is two tokens with the same span:
// "im" is "in" (Part 1) and "dem" (Part 2); other tokens have Part 0 and do not overlap.
type Token struct {
	Start, End int
	Text       string // the word as the tagger reads it; equals the span unless Part > 0
	Part       int8
}

// A Sentence is the tokens [First, Last) inside one zone.
type Sentence struct {
	First, Last int
	Zone        int // index into Article.Zones
}

// A Word is what morphology says of a token.
type Word struct {
	Tag    string // STTS
	Lemma  string // "geben", "Rakete", "nordkoreanisch"; the surface form where nothing is known
	Head   string // lemma of a compound's head: "Rakete" for "Panzerabwehrraketen"; otherwise the lemma
	Cases  Case   // possible cases; 0 = unknown
	Gender Gender
	Number Number
	Person int8 // 1..3 for finite verbs and pronouns
	Mood   Mood // finite verbs
	Tense  Tense
	Known  bool // the form is in the lexicon (by itself, not as a guessed compound)
}

// Case is a set of grammatical cases.
type Case uint8

// Cases.
const (
	Nom Case = 1 << iota
	Gen
	Dat
	Acc
)

// Gender is a set of grammatical genders.
type Gender uint8

// Genders.
const (
	Masc Gender = 1 << iota
	Fem
	Neut
)

// Number is a set of grammatical numbers.
type Number uint8

// Numbers.
const (
	Sing Number = 1 << iota
	Plur
)

// Mood of a finite verb.
type Mood uint8

// Moods. Reported is Konjunktiv I ("werde"), Irreal is Konjunktiv II ("würde", "käme").
const (
	NoMood Mood = iota
	Indicative
	Reported
	Irreal
	Imperative
)

// Tense of a finite verb form: what the form itself says, periphrastic tenses are a clause's matter.
type Tense uint8

// Tenses.
const (
	NoTense Tense = iota
	Present
	Past
)

// A Mention is a stretch of tokens [First, Last) that names something: an entity, a good, a date, an amount.
type Mention struct {
	First, Last int
	Kind        MentionKind
	Type        string  // entity type for Name and GoodMention
	Key         string  // canonical name where a list knows it, else ""
	Wikidata    string  // from a list, else ""
	Genitive    bool    // Name: the form can only be a genitive ("Perus")
	Date        string  // DateMention: ISO 8601 value, "" where it cannot be resolved
	Ahead       string  // DateMention: the value where the clause speaks of the future ("am Dienstag"), if it differs
	Amount      *Amount // AmountMention
	Score       float64 // 0..1, how sure the stage is of kind and type
}

// A MentionKind is what a mention is.
type MentionKind uint8

// Kinds of mentions. Adjective is "russisch": it points to a state but is no name of it; PartyWord is
// "Sozialdemokrat" or "republikanisch": it says to which party somebody belongs.
const (
	Name MentionKind = iota
	Adjective
	PartyWord
	GoodMention
	DateMention
	AmountMention
)

// An Amount is a number with its unit, as "rund 26 Mio. Tonnen".
type Amount struct {
	Value       float64 `json:"value"`
	Unit        string  `json:"unit"`
	Approximate bool    `json:"approximate"`
}

// An Entity is one thing that the article speaks of.
type Entity struct {
	Name     string // canonical name
	Type     string
	Wikidata string
	Aliases  []string // surface forms and known other names, sorted
	// ActsFor is 1 + the index of the state for which a capital or a building stands where it acts ("Seoul warnt"), 0 for none.
	ActsFor int
	// Home is 1 + the index of the state or body in which a listed person holds office, 0 for none.
	Home int
	Kind string // from a list or the noun beside the name: "armed", "party", "media", ..., or ""
	// Called are the lemmas of the nouns that the text puts beside the name: "Rüstungskonzern".
	Called []string
	// Implied: no name in the text names it (a state behind "russisch"). Left out of what is written unless a claim speaks of it.
	Implied bool
	// Local: unnamed, means something in this article only ("syrische Rebellen"). One that no claim speaks of is left out
	// of what is written and stored.
	Local bool
}

// A Claim is one relation as the article states it; see the ontology. Entities are indices into Document.Entities.
type Claim struct {
	Subject      int
	Predicate    string
	Object       int // -1 where the article leaves it open
	Goods        []Good
	Quantity     *Amount
	Role         string
	Date         string
	Place        int // -1 where none
	Modality     string
	Polarity     string
	AttributedTo []int
	DeniedBy     []int
	Evidence     Evidence
	More         []Evidence
	Frame        string
	Confidence   float64   // 0..1
	Signals      []float64 // what Confidence is computed from; the claim stage names them
}

// A Good is what is supplied, asked for, tested or given.
type Good struct {
	Name string // canonical noun phrase: "ballistische Kurzstreckenraketen"
	Head string // lemma of its head, compounds resolved: "Rakete"
}

// Evidence is the sentence that states a claim: bytes [Start, End) of the text.
type Evidence struct{ Start, End int }

// SentenceOf returns the index of the sentence that holds a token.
func (d *Document) SentenceOf(token int) int {
	return sort.Search(len(d.Sentences), func(i int) bool { return d.Sentences[i].Last > token })
}

// PhrasesIn returns the range [lo, hi) of Phrases whose heads are among the tokens [first, last) of whole sentences.
func (d *Document) PhrasesIn(first, last int) (lo, hi int) {
	lo = sort.Search(len(d.Phrases), func(i int) bool { return d.Phrases[i].Head >= first })
	return lo, lo + sort.Search(len(d.Phrases)-lo, func(i int) bool { return d.Phrases[lo+i].Head >= last })
}

// PhrasesAround returns the range [lo, hi) of Phrases in the sentence of a token.
func (d *Document) PhrasesAround(token int) (lo, hi int) {
	s := d.Sentences[d.SentenceOf(token)]
	return d.PhrasesIn(s.First, s.Last)
}

// MentionsIn returns the range [lo, hi) of Mentions that begin among the tokens [first, last).
func (d *Document) MentionsIn(first, last int) (lo, hi int) {
	lo = sort.Search(len(d.Mentions), func(i int) bool { return d.Mentions[i].First >= first })
	return lo, sort.Search(len(d.Mentions), func(i int) bool { return d.Mentions[i].First >= last })
}

// Span returns the bytes that the tokens [first, last) cover.
func (d *Document) Span(first, last int) (start, end int) {
	return d.Tokens[first].Start, d.Tokens[last-1].End
}

// Text returns the text that the tokens [first, last) cover, as written.
func (d *Document) Text(first, last int) string {
	start, end := d.Span(first, last)
	return d.Article.Text[start:end]
}
