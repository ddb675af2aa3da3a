// Package graph is the vocabulary of the stored graph: IRIs, prefixes and the predicates of its three layers. For example,
// Entity("Kim Jong-un") is <id:kim-jong-un> and Relation("meets") is <rel:meets>.
//
// Pure values: it stores nothing, derives nothing and knows no other room.
//
// # Layers
//
// Three layers are told apart by the label of a quad.
//
//  1. Article graph, label = the article's IRI (Article(id)). A pure function of article, extractor version and data files.
//  2. Corrections, label Corrections. Append-only.
//  3. Derived, label Derived. A function of layers 1 and 2.
//
// What an article says of an entity is stored under predicates of its own (NameRead, TypeRead, ...): schema:name, rdf:type and the
// shortcuts rel:, disputed:, maybe:, denied: of entities exist in the derived layer only. So a query over the whole store
// meets each of them once, however many articles say the same.
package graph

import (
	"strings"

	"github.com/cayleygraph/quad"
)

// Labels of the layers that are not an article's.
const (
	Corrections = quad.IRI("ng:corrections")
	Derived     = quad.IRI("ng:derived")
)

// Predicates from other vocabularies, in their short form.
const (
	Type      = quad.IRI("rdf:type")
	Name      = quad.IRI("schema:name")          // derived: the one name of an entity
	AltName   = quad.IRI("schema:alternateName") // derived: every other name
	SameAs    = quad.IRI("owl:sameAs")           // derived: member entity -> representative; representative -> wd:Q...
	Headline  = quad.IRI("schema:headline")
	Published = quad.IRI("schema:datePublished") // plain string, ISO 8601
	URL       = quad.IRI("schema:url")
	Publisher = quad.IRI("schema:publisher")
	Language  = quad.IRI("schema:inLanguage")
	Text      = quad.IRI("schema:text")
)

// Classes.
const (
	ClassArticle    = quad.IRI("ng:Article")
	ClassMention    = quad.IRI("ng:Mention")
	ClassClaim      = quad.IRI("ng:Claim")
	ClassSentence   = quad.IRI("ng:Sentence")
	ClassStatement  = quad.IRI("ng:Statement")  // derived
	ClassCorrection = quad.IRI("ng:Correction") // corrections
)

// Predicates of an article node (Article(id)).
const (
	ID        = quad.IRI("ng:id")
	Hash      = quad.IRI("ng:contentHash")
	Extractor = quad.IRI("ng:extractor") // version of program and data that read the article
	Agency    = quad.IRI("ng:agency")
	Zone      = quad.IRI("ng:zone")      // "body 120 1400": kind, start, end in bytes
	Sentences = quad.IRI("ng:sentences") // "0 33 35 54": start and end of each sentence, in bytes of the text
	Signature = quad.IRI("ng:signature") // plain string, one quad for each of Bands(text): near-duplicate signature
)

// Predicates of an entity as one article reads it (article graph only).
const (
	NameRead     = quad.IRI("ng:nameRead")
	TypeRead     = quad.IRI("ng:typeRead") // -> Class(type)
	AliasRead    = quad.IRI("ng:aliasRead")
	WikidataRead = quad.IRI("ng:wikidataRead") // -> wd:Q...
	HeadRead     = quad.IRI("ng:headRead")     // lemma of a good's head
	LocalTo      = quad.IRI("ng:localTo")      // -> article, for unnamed actors: never joined with another article's
)

// Predicates of mentions (Mention(...)), sentences and claims.
const (
	Surface = quad.IRI("ng:text")  // mention and sentence: the text as written
	Start   = quad.IRI("ng:start") // int, byte offset into the article's text
	End     = quad.IRI("ng:end")
	Means   = quad.IRI("ng:means") // mention -> entity

	ClaimSubject   = quad.IRI("ng:subject")
	ClaimPredicate = quad.IRI("ng:predicate") // -> Relation(name)
	ClaimObject    = quad.IRI("ng:object")
	ClaimGoods     = quad.IRI("ng:goods") // -> entity of type Good
	QuantityValue  = quad.IRI("ng:quantityValue")
	QuantityUnit   = quad.IRI("ng:quantityUnit")
	QuantityApprox = quad.IRI("ng:quantityApproximate")
	ClaimRole      = quad.IRI("ng:role")
	ClaimDate      = quad.IRI("ng:date")
	ClaimPlace     = quad.IRI("ng:place")
	Modality       = quad.IRI("ng:modality") // plain string: actual, planned, probable, possible, alleged
	Polarity       = quad.IRI("ng:polarity") // plain string: positive, negative
	AttributedTo   = quad.IRI("ng:attributedTo")
	DeniedBy       = quad.IRI("ng:deniedBy")
	Evidence       = quad.IRI("ng:evidence")     // -> sentence
	MoreEvidence   = quad.IRI("ng:moreEvidence") // -> sentence
	Frame          = quad.IRI("ng:frame")
	Confidence     = quad.IRI("ng:confidence")  // float
	Fingerprint    = quad.IRI("ng:fingerprint") // of article, relation, ends, sentence: what corrections bind to
	InArticle      = quad.IRI("ng:article")     // mention, sentence, claim -> article
)

// Predicates of statements (derived). Subject, predicate and object are ClaimSubject, ClaimPredicate, ClaimObject.
const (
	GoodsHead    = quad.IRI("ng:goodsHead") // string: part of the statement's key
	Tier         = quad.IRI("ng:tier")      // string: rel, disputed, maybe, denied
	HasClaim     = quad.IRI("ng:claim")     // -> claim
	FirstDate    = quad.IRI("ng:firstDate")
	LastDate     = quad.IRI("ng:lastDate")
	Sources      = quad.IRI("ng:sources")      // int: independent sources
	AffirmedBy   = quad.IRI("ng:affirmedBy")   // -> entity or article
	DeniedByAny  = quad.IRI("ng:disclaimedBy") // -> entity or article
	Via          = quad.IRI("ng:via")          // string: Edge(s, shortcut, o) for each shortcut that the statement gives
	NameKey      = quad.IRI("ng:nameKey")      // representative -> folded form (ontology.Fold) of each of its names
	TypeAlso     = quad.IRI("ng:typeAlso")     // representative -> Class(type) that fewer articles read
	JoinKey      = quad.IRI("ng:joinKey")      // representative -> type and folded or transliterated name by which others join it
	ReprintGroup = quad.IRI("ng:reprintOf")    // article -> representative article of its group
	ReprintKey   = quad.IRI("ng:reprintKey")   // article -> what it shares with each article that prints the same text
	Source       = quad.IRI("ng:source")       // statement -> representative article of an independent source
)

// Predicates of corrections (label Corrections); package graph/correct writes and reads them.
const (
	Action = quad.IRI("ng:action") // plain string: merge, split, never-merge, rename, retype, retract, confirm, undo
	Target = quad.IRI("ng:target") // -> entity, fingerprint of a claim (plain string), or the correction that is undone
	Into   = quad.IRI("ng:into")   // merge, never-merge: -> the other entity; after a merge it stands for both
	Value  = quad.IRI("ng:value")  // rename: plain string; retype: -> Class(type)
	By     = quad.IRI("ng:by")     // who, plain string
	When   = quad.IRI("ng:when")   // plain string, RFC 3339 in UTC
	Why    = quad.IRI("ng:why")    // plain string
)

// Tiers of statements; each is also the prefix of its shortcut predicates.
const (
	TierRel      = "rel"      // stated as a fact, denied by nobody
	TierDisputed = "disputed" // stated and denied
	TierMaybe    = "maybe"    // only planned, probable, possible or alleged
	TierDenied   = "denied"   // only negative or denied
)

// A Pattern selects quads; a nil direction matches anything.
type Pattern struct{ S, P, O, L quad.Value }

// Class is the class of an entity type: Class("Person") is <ng:Person>.
func Class(typ string) quad.IRI { return quad.IRI("ng:" + typ) }

// Relation is the predicate of a relation in the rel tier, which also names it in claims.
func Relation(name string) quad.IRI { return Shortcut(TierRel, name) }

// Shortcut is the predicate of a relation in a tier: Shortcut("maybe", "supplies") is <maybe:supplies>.
func Shortcut(tier, relation string) quad.IRI { return quad.IRI(tier + ":" + relation) }

// Wikidata is the IRI of a Wikidata item: Wikidata("Q423") is <wd:Q423>.
func Wikidata(id string) quad.IRI { return quad.IRI("wd:" + id) }

// Article is the IRI of an article and the label of its graph; what an IRI cannot hold is percent-encoded.
func Article(id string) quad.IRI { return quad.IRI("art:" + escape(id)) }

// Part is the IRI of something inside an article: Part(a, "c-1f3a") is <art:ID#c-1f3a>.
func Part(article quad.IRI, name string) quad.IRI {
	return quad.IRI(string(article) + "#" + escape(name))
}

// IsArticle reports whether a label is an article's.
func IsArticle(label quad.Value) bool {
	iri, ok := label.(quad.IRI)
	return ok && strings.HasPrefix(string(iri), "art:") && !strings.Contains(string(iri), "#")
}

// Statement is the IRI of the statement with the given hash of its key.
func Statement(hash string) quad.IRI { return quad.IRI("st:" + hash) }

// Edge writes a shortcut as one value, so that the statements behind it are one look-up away: the object of Via.
func Edge(s, shortcut, o quad.Value) quad.String {
	return quad.String(quad.StringOf(s) + " " + quad.StringOf(shortcut) + " " + quad.StringOf(o))
}

// ParseEdge is the inverse of Edge; ok is false for any other value.
func ParseEdge(via quad.Value) (s, shortcut, o quad.IRI, ok bool) {
	text, _ := via.(quad.String)
	parts := strings.Split(string(text), " ")
	if len(parts) != 3 {
		return "", "", "", false
	}
	for i, iri := range []*quad.IRI{&s, &shortcut, &o} {
		inner, opens := strings.CutPrefix(parts[i], "<")
		inner, closes := strings.CutSuffix(inner, ">")
		if !opens || !closes {
			return "", "", "", false
		}
		*iri = quad.IRI(inner)
	}
	return s, shortcut, o, true
}

// Tiers lists the tiers from the firmest to the weakest.
func Tiers() []string { return []string{TierRel, TierDisputed, TierMaybe, TierDenied} }

// ParseShortcut is the inverse of Shortcut; ok is false for any other predicate.
func ParseShortcut(p quad.Value) (tier, relation string, ok bool) {
	iri, _ := p.(quad.IRI)
	tier, relation, ok = strings.Cut(string(iri), ":")
	switch tier {
	case TierRel, TierDisputed, TierMaybe, TierDenied:
		return tier, relation, ok && relation != ""
	}
	return "", "", false
}

// Entity is the IRI of an entity with the given slug of its canonical name (ontology.Slug).
func Entity(slug string) quad.IRI { return quad.IRI("id:" + escape(slug)) }

// Local is the IRI of an unnamed actor: the article's id stands before the slug.
func Local(article quad.IRI, slug string) quad.IRI {
	return quad.IRI("id:" + strings.TrimPrefix(string(article), "art:") + "/" + escape(slug))
}

// escape percent-encodes what N-Quads does not allow in an IRI, and '#', '%' and '?' so that Part and round trips stay clear.
func escape(s string) string {
	const bad = "<>\"{}|^`\\#%?"
	var b strings.Builder
	for _, r := range s {
		if r <= ' ' || r == 0x7f || r == 0xfffd || strings.ContainsRune(bad, r) {
			for _, c := range []byte(string(r)) {
				b.WriteString("%" + string("0123456789ABCDEF"[c>>4]) + string("0123456789ABCDEF"[c&15]))
			}
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}
