package graph

import (
	"strings"

	"github.com/cayleygraph/quad"
)

// Prefixes maps the prefixes of stored IRIs to the namespaces that writers of RDF formats put in their place.
var prefixes = map[string]string{
	"rdf":      "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
	"owl":      "http://www.w3.org/2002/07/owl#",
	"xsd":      "http://www.w3.org/2001/XMLSchema#",
	"schema":   "https://schema.org/",
	"wd":       "http://www.wikidata.org/entity/",
	"ng":       "urn:newsgraph:vocab:",
	"art":      "urn:newsgraph:article:",
	"id":       "urn:newsgraph:id:",
	"st":       "urn:newsgraph:statement:",
	"cor":      "urn:newsgraph:correction:",
	"rel":      "urn:newsgraph:rel:",
	"disputed": "urn:newsgraph:disputed:",
	"maybe":    "urn:newsgraph:maybe:",
	"denied":   "urn:newsgraph:denied:",
}

// Prefixes returns a copy of the table of prefixes.
func Prefixes() map[string]string {
	out := make(map[string]string, len(prefixes))
	for k, v := range prefixes {
		out[k] = v
	}
	return out
}

// Expand writes a short IRI in full where its prefix is in the table.
func Expand(iri quad.IRI, table map[string]string) quad.IRI {
	if p, rest, ok := strings.Cut(string(iri), ":"); ok {
		if ns, known := table[p]; known {
			return quad.IRI(ns + rest)
		}
	}
	return iri
}

// Shorten is the inverse of Expand: the longest namespace that fits wins.
func Shorten(iri quad.IRI, table map[string]string) quad.IRI {
	best, short := 0, iri
	for p, ns := range table {
		if len(ns) > best && strings.HasPrefix(string(iri), ns) {
			best, short = len(ns), quad.IRI(p+":"+string(iri)[len(ns):])
		}
	}
	return short
}
