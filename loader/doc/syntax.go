package doc

// A Dep is the arc from a token to its head, after Universal Dependencies: in "Peru liefert Kupfer" both nouns hang on the verb.
type Dep struct {
	Head  int     // token of the same sentence, -1 = the token is its sentence's root
	Label string  // "nsubj", "obj", "obl:arg", "acl", ...; "root" for the root
	Sure  float64 // 0..1, of head and label
}

// A Phrase is a noun phrase (with its preposition, if any), a pronoun or an adverb that fills a slot of a clause or hangs on
// another phrase: "die Lieferung [von Munition] [an Russland]".
type Phrase struct {
	First, Last int    // tokens, preposition and attributes that stand directly at it included, attached phrases not
	Head        int    // token of the head noun, name or pronoun
	Prep        string // lower-case preposition, "" for none
	Cases       Case   // cases that determiner, adjectives and head allow together; 0 = unknown
	Number      Number
	Parent      int       // phrase that it hangs on, -1 = none
	Rel         PhraseRel // how it hangs on Parent
	Clause      int       // clause that it stands in, -1 = none
	Sure        float64   // 0..1, of Parent and Rel
}

// A PhraseRel is how a phrase hangs on another.
type PhraseRel uint8

// Relations between phrases.
const (
	Free       PhraseRel = iota // it hangs on the clause
	Genitive                    // "der Präsident [Russlands]", "[Russlands] Präsident"
	PrepAttr                    // "die Lieferung [von Munition]"
	Apposition                  // "Lankow, [ein Experte]"; "Präsident [Putin]" is one phrase
	Conjunct                    // "Putin und [Kim]": the parent is the first of the list
	Excluded                    // "nicht [Putin], sondern Kim": named to be left out
)

// A ClauseKind says how a clause is built in.
type ClauseKind uint8

// Kinds of clauses.
const (
	MainClause ClauseKind = iota
	SubClause             // introduced by a subordinating conjunction or question word (Clause.Conj)
	RelClause             // Clause.Antecedent is the phrase that it describes
	InfClause             // "zu liefern", with or without "um"
	Fragment              // no finite verb: headlines, captions, lists
)

// A Clause is one verb with what belongs to it.
type Clause struct {
	Sentence   int
	First      int // tokens [First, Last) from first to last own token; clauses nest
	Last       int
	Kind       ClauseKind
	Conj       string // lemma of the conjunction: "dass", "wenn", "um"
	Parent     int    // clause that it depends on, -1 = none
	Antecedent int    // phrase, RelClause only; -1 = unknown
	Verb       Verb
	Args       []Arg
	Adverbs    []int // tokens: adverbs, particles, negation of this clause
	Sure       float64
}

// A Verb is a clause's verb cluster read as one: "soll ... geliefert worden sein".
type Verb struct {
	Head    int    // token of the full verb; -1 in a Fragment
	Lemma   string // with its separable prefix: "teilnehmen", "zurückweisen"
	Tokens  []int  // the whole cluster, sorted
	Finite  int    // token of the finite verb, -1 = none
	Modal   string // lemma of the modal verb nearest to the finite end: "sollen", "können"
	Passive bool   // Vorgangs- or Zustandspassiv
	Perfect bool   // Perfekt, Plusquamperfekt, or a perfect infinitive
	Future  bool   // "wird ... liefern"
	Mood    Mood   // of the finite verb
	Tense   Tense  // of the finite verb
	Negated bool   // by "nicht", "nie", "kein" on the object or subject
	Reflex  bool   // has a reflexive pronoun
}

// An Arg is a phrase or a clause in a slot of a clause.
type Arg struct {
	Role   Role
	Phrase int // -1 for a clause
	Clause int // -1 for a phrase
	Sure   float64
}

// A Role is a slot of a clause.
type Role uint8

// Roles. Prepositional phrases are Prep, whatever their function: the frame decides.
const (
	Subject    Role = iota
	Object          // accusative
	Indirect        // dative
	GenObject       // genitive object or adverbial genitive
	Predicate       // predicative noun phrase: "ist [Präsident]", "gilt [als Experte]"
	Prep            // prepositional phrase
	Complement      // subordinate, infinitive or quoted clause
	Adverbial       // bare accusative or adverb phrase: "vergangene Woche"
)
