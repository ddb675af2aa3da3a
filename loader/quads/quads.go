// Package quads turns an annotated document into the quads of its article graph (layer 1 of package graph), and is the only
// room that does. For example, a document with the entity Kim Jong-un gives
// <id:kim-jong-un> <ng:nameRead> "Kim Jong-un" <art:seed-001>.
//
// Every quad carries the article's IRI as label. The result depends on nothing but document and extractor version. What entities
// are one thing across articles, and what they are called in the end, is package derive's matter: here stands what was read.
// Two entities of one article whose names fold to the same slug share one IRI and so carry both names and types.
package quads

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/cayleygraph/quad"

	"newsgraph/graph"
	"newsgraph/internal/ontology"
	"newsgraph/loader/doc"
)

// From returns the quads of the document's article graph, sorted and without duplicates. The extractor is the version of
// program and data that read the article.
func From(d *doc.Document, extractor string) []quad.Quad {
	w := newWriter(d)
	w.metadata(extractor)
	w.entities()
	w.mentions()
	for i, print := range w.fingerprints() {
		w.claim(print, d.Claims[i])
	}
	return w.sorted()
}

// Nodes returns the IRIs of the document's entities and claims, parallel to them: what else is written of a document names them
// alike.
func Nodes(d *doc.Document) (entities, claims []quad.IRI) {
	w := newWriter(d)
	for _, print := range w.fingerprints() {
		claims = append(claims, w.claimNode(print))
	}
	return w.nodes, claims
}

// A writer collects the quads of one article.
type writer struct {
	d       *doc.Document
	article quad.IRI
	nodes   []quad.IRI // of the entities
	written []bool     // of the entities
	quads   []quad.Quad
}

func newWriter(d *doc.Document) *writer {
	w := &writer{d: d, article: graph.Article(d.Article.ID), written: d.Written(), nodes: make([]quad.IRI, len(d.Entities))}
	for i, e := range d.Entities {
		w.nodes[i] = w.node(e)
	}
	return w
}

// add adds a quad; an empty string says nothing and is left out.
func (w *writer) add(s, p quad.IRI, o quad.Value) {
	if o == quad.String("") {
		return
	}
	w.quads = append(w.quads, quad.Quad{Subject: s, Predicate: p, Object: o, Label: w.article})
}

func (w *writer) metadata(extractor string) {
	a := w.d.Article
	w.add(w.article, graph.Type, graph.ClassArticle)
	for _, f := range []struct {
		p quad.IRI
		v string
	}{
		{graph.ID, a.ID}, {graph.Headline, a.Title}, {graph.Published, a.Date}, {graph.URL, a.URL}, {graph.Publisher, a.Publisher},
		{graph.Language, a.Language}, {graph.Agency, a.Agency}, {graph.Hash, a.Hash}, {graph.Extractor, extractor}, {graph.Text, a.Text},
	} {
		w.add(w.article, f.p, quad.String(f.v))
	}
	w.add(w.article, graph.Sentences, quad.String(w.sentences()))
	var content []string
	for _, z := range a.Zones {
		w.add(w.article, graph.Zone, quad.String(fmt.Sprintf("%s %d %d", z.Kind, z.Start, z.End)))
		if z.Kind.Content() {
			content = append(content, a.Text[z.Start:z.End])
		}
	}
	for _, band := range graph.Bands(strings.Join(content, "\n")) {
		w.add(w.article, graph.Signature, quad.String(band))
	}
}

// sentences lists where each sentence of the content begins and ends: "0 33 35 54".
func (w *writer) sentences() string {
	var out []string
	for _, s := range w.d.Sentences {
		if s.Last > s.First && w.d.Article.Zones[s.Zone].Kind.Content() {
			start, end := w.d.Span(s.First, s.Last)
			out = append(out, strconv.Itoa(start), strconv.Itoa(end))
		}
	}
	return strings.Join(out, " ")
}

// node is the IRI of an entity.
func (w *writer) node(e doc.Entity) quad.IRI {
	if e.Local {
		return graph.Local(w.article, slug(e.Name))
	}
	return graph.Entity(slug(e.Name))
}

// maxSlug keeps IRIs of long noun phrases short.
const maxSlug = 100

// slug is the ontology's slug, but never empty and never long: a name without letters is told by its hash, and so is what is
// cut off a long one.
func slug(name string) string {
	s := ontology.Slug(name)
	switch {
	case s == "":
		return "x-" + hash(name)[:12]
	case len(s) > maxSlug:
		cut := s[:maxSlug]
		for !strings.HasPrefix(s, strings.ToValidUTF8(cut, "")) || strings.ToValidUTF8(cut, "") != cut {
			cut = cut[:len(cut)-1]
		}
		return strings.TrimRight(cut, "-") + "-" + hash(s)[:8]
	default:
		return s
	}
}

func hash(parts ...string) string {
	h := sha256.New()
	for _, p := range parts {
		fmt.Fprintf(h, "%d:%s", len(p), p)
	}
	return hex.EncodeToString(h.Sum(nil))
}

func (w *writer) entities() {
	for i, e := range w.d.Entities {
		if !w.written[i] {
			continue
		}
		n := w.nodes[i]
		w.add(n, graph.NameRead, quad.String(e.Name))
		w.add(n, graph.TypeRead, graph.Class(e.Type))
		for _, alias := range e.Aliases {
			if alias != e.Name {
				w.add(n, graph.AliasRead, quad.String(alias))
			}
		}
		if e.Wikidata != "" {
			w.add(n, graph.WikidataRead, graph.Wikidata(e.Wikidata))
		}
		if e.Local {
			w.add(n, graph.LocalTo, w.article)
		}
	}
}

// mentions writes those that mean an entity; dates and amounts live in claims.
func (w *writer) mentions() {
	for i, m := range w.d.Mentions {
		ref := w.d.Refs[i]
		if ref < 0 || !w.written[ref] {
			continue
		}
		start, end := w.d.Span(m.First, m.Last)
		n := w.span("m", graph.ClassMention, start, end)
		w.add(n, graph.Means, w.nodes[ref])
	}
}

// span writes a mention or a sentence: <art:ID#m17-30>.
func (w *writer) span(prefix string, class quad.IRI, start, end int) quad.IRI {
	n := graph.Part(w.article, fmt.Sprintf("%s%d-%d", prefix, start, end))
	w.add(n, graph.Type, class)
	w.add(n, graph.Surface, quad.String(w.d.Article.Text[start:end]))
	w.add(n, graph.Start, quad.Int(start))
	w.add(n, graph.End, quad.Int(end))
	w.add(n, graph.InArticle, w.article)
	return n
}

// sorted orders the quads by subject, predicate and object and drops duplicates.
func (w *writer) sorted() []quad.Quad {
	type keyed struct {
		s, p, o string
		q       quad.Quad
	}
	ks := make([]keyed, len(w.quads))
	for i, q := range w.quads {
		ks[i] = keyed{quad.StringOf(q.Subject), quad.StringOf(q.Predicate), quad.StringOf(q.Object), q}
	}
	slices.SortFunc(ks, func(a, b keyed) int {
		return cmp.Or(strings.Compare(a.s, b.s), strings.Compare(a.p, b.p), strings.Compare(a.o, b.o))
	})
	out := make([]quad.Quad, 0, len(ks))
	for i, k := range ks {
		if i == 0 || k.q != ks[i-1].q {
			out = append(out, k.q)
		}
	}
	return out
}
