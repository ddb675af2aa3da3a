package format

import (
	"strings"

	"newsgraph/graph"

	"github.com/cayleygraph/quad"
)

// A term is a plain name for a predicate in JSON-LD. Its kind says what a bare string under it is: "@id" a node, a datatype a
// literal of that type, "" text.
type term struct {
	name      string
	predicate quad.IRI
	kind      string
}

const (
	node = "@id"
	real = "xsd:double"
)

// vocabulary lists the terms. Predicates that are not here (shortcuts such as rel:supplies, foreign ones) keep their prefix.
func vocabulary() []term {
	return []term{
		{"name", graph.Name, ""}, {"alternateName", graph.AltName, ""}, {"sameAs", graph.SameAs, node},
		{"headline", graph.Headline, ""}, {"datePublished", graph.Published, ""}, {"url", graph.URL, ""},
		{"publisher", graph.Publisher, ""}, {"inLanguage", graph.Language, ""}, {"text", graph.Text, ""},
		{"contentHash", graph.Hash, ""}, {"extractor", graph.Extractor, ""}, {"agency", graph.Agency, ""}, {"zone", graph.Zone, ""}, {"sentences", graph.Sentences, ""},
		{"signature", graph.Signature, ""},
		{"nameRead", graph.NameRead, ""}, {"typeRead", graph.TypeRead, node}, {"aliasRead", graph.AliasRead, ""},
		{"wikidataRead", graph.WikidataRead, node}, {"headRead", graph.HeadRead, ""}, {"localTo", graph.LocalTo, node},
		{"surface", graph.Surface, ""}, {"start", graph.Start, ""}, {"end", graph.End, ""}, {"means", graph.Means, node},
		{"subject", graph.ClaimSubject, node}, {"predicate", graph.ClaimPredicate, node}, {"object", graph.ClaimObject, node},
		{"goods", graph.ClaimGoods, node}, {"quantityValue", graph.QuantityValue, real}, {"quantityUnit", graph.QuantityUnit, ""},
		{"quantityApproximate", graph.QuantityApprox, ""}, {"role", graph.ClaimRole, ""}, {"date", graph.ClaimDate, ""},
		{"place", graph.ClaimPlace, node}, {"modality", graph.Modality, ""}, {"polarity", graph.Polarity, ""},
		{"attributedTo", graph.AttributedTo, node}, {"deniedBy", graph.DeniedBy, node}, {"evidence", graph.Evidence, node},
		{"moreEvidence", graph.MoreEvidence, node}, {"frame", graph.Frame, ""}, {"confidence", graph.Confidence, real},
		{"fingerprint", graph.Fingerprint, ""}, {"article", graph.InArticle, node},
		{"goodsHead", graph.GoodsHead, ""}, {"tier", graph.Tier, ""}, {"claim", graph.HasClaim, node}, {"firstDate", graph.FirstDate, ""},
		{"lastDate", graph.LastDate, ""}, {"sources", graph.Sources, ""}, {"affirmedBy", graph.AffirmedBy, node},
		{"disclaimedBy", graph.DeniedByAny, node}, {"via", graph.Via, ""}, {"nameKey", graph.NameKey, ""}, {"typeAlso", graph.TypeAlso, node},
		{"joinKey", graph.JoinKey, ""}, {"reprintOf", graph.ReprintGroup, node}, {"reprintKey", graph.ReprintKey, ""}, {"source", graph.Source, node},
		{"action", graph.Action, ""}, {"target", graph.Target, node}, {"into", graph.Into, node}, {"value", graph.Value, ""},
		{"by", graph.By, ""}, {"when", graph.When, ""}, {"why", graph.Why, ""},
	}
}

// usable reports whether JSON-LD lets a prefix stand in an IRI: it must be a scheme by its look, as the reader of a compact IRI
// splits at the first colon, and no keyword.
func usable(prefix string) bool { return absolute.MatchString(prefix + ":") }

// context is the @context in the order in which it is written: prefixes, then terms. A prefix wins over a term of its name.
func (j *jsonld) context() (names []string, defs map[string]any, err error) {
	defs = map[string]any{"@version": 1.1}
	names = []string{"@version"}
	for _, prefix := range sortedKeys(j.table) {
		ns := j.table[prefix]
		if !usable(prefix) {
			continue
		}
		names = append(names, prefix)
		defs[prefix] = ns
		if !strings.ContainsAny(ns[max(0, len(ns)-1):], ":/?#[]@") {
			defs[prefix] = map[string]any{"@id": ns, "@prefix": true}
		}
	}
	for _, t := range vocabulary() {
		if _, taken := defs[t.name]; taken {
			continue
		}
		iri, err := j.iri(t.predicate)
		if err != nil {
			return nil, nil, err
		}
		j.terms[t.predicate] = t
		names = append(names, t.name)
		defs[t.name] = iri
		if t.kind != "" {
			defs[t.name] = map[string]any{"@id": iri, "@type": t.kind}
		}
	}
	return names, defs, nil
}
