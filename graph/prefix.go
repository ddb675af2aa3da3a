package graph

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

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

// prefixName is what N-Quads' richer relatives allow as a prefix, of ASCII.
var prefixName = regexp.MustCompile(`^[A-Za-z]([A-Za-z0-9_.-]*[A-Za-z0-9_-])?$`)

// CheckPrefix says what is wrong with a prefix or with the namespace that is to stand in its place.
func CheckPrefix(name, namespace string) error {
	scheme, rest, absolute := strings.Cut(namespace, ":")
	switch bad := strings.IndexFunc(namespace, notInIRI); {
	case !prefixName.MatchString(name):
		return fmt.Errorf("%q is no prefix: letters, digits, '-' and '_' are", name)
	case bad >= 0:
		r, _ := utf8.DecodeRuneInString(namespace[bad:])
		return fmt.Errorf("%s: %q is no IRI: it holds %q", name, namespace, r)
	case !absolute || rest == "" || !prefixName.MatchString(strings.ReplaceAll(scheme, "+", "-")):
		return fmt.Errorf("%s: %q is no absolute IRI", name, namespace)
	}
	return nil
}

func notInIRI(r rune) bool {
	return r <= ' ' || r == 0x7f || r == utf8.RuneError || strings.ContainsRune("<>\"{}|^`\\", r)
}
