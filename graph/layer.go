package graph

import (
	"slices"

	"github.com/cayleygraph/quad"
)

// ofArticles are the predicates of the first layer.
var ofArticles = []quad.IRI{
	Type, Headline, Published, URL, Publisher, Language, Text,
	ID, Hash, Extractor, Agency, Zone, Sentences, Signature,
	NameRead, TypeRead, AliasRead, WikidataRead, HeadRead, LocalTo,
	Surface, Start, End, Means,
	ClaimSubject, ClaimPredicate, ClaimObject, ClaimGoods, QuantityValue, QuantityUnit, QuantityApprox, ClaimRole, ClaimDate, ClaimPlace,
	Modality, Polarity, AttributedTo, DeniedBy, Evidence, MoreEvidence, Frame, Confidence, Fingerprint, InArticle,
}

// OfArticle reports whether a predicate is one of article graphs.
func OfArticle(p quad.Value) bool {
	iri, ok := p.(quad.IRI)
	return ok && slices.Contains(ofArticles, iri)
}
