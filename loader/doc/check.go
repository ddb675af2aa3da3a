package doc

import (
	"errors"
	"fmt"
	"slices"
	"unicode/utf8"

	"newsgraph/loader/article"
)

// maxFaults is how many broken invariants one Check reports.
const maxFaults = 20

// Check states the invariants of a document: every span lies in the text and splits no rune, every index points at something,
// parallel layers have equal length, orders are as promised, and a claim's evidence lies inside a zone that claims may come from.
// Layers that were not made yet may be nil. It returns all faults that it finds, up to a limit.
func (d *Document) Check() error {
	c := &checker{d: d}
	for _, f := range []func(){c.zones, c.tokens, c.sentences, c.words, c.deps, c.mentions, c.phrases, c.clauses, c.entities, c.claims} {
		f()
	}
	if len(c.faults) == 0 {
		return nil
	}
	return fmt.Errorf("document %s: %w", d.Article.ID, errors.Join(c.faults...))
}

type checker struct {
	d      *Document
	faults []error
}

func (c *checker) fault(ok bool, format string, args ...any) bool {
	if !ok && len(c.faults) < maxFaults {
		c.faults = append(c.faults, fmt.Errorf(format, args...))
	}
	return ok
}

// span checks bytes [start, end) of the text.
func (c *checker) span(what string, i, start, end int) bool {
	text := c.d.Article.Text
	return c.fault(0 <= start && start < end && end <= len(text), "%s %d: span %d-%d is not in the text", what, i, start, end) &&
		c.fault(boundary(text, start) && boundary(text, end), "%s %d: span %d-%d splits a rune", what, i, start, end)
}

func boundary(text string, i int) bool { return i == len(text) || utf8.RuneStart(text[i]) }

// index checks that i points into a layer of n, or is -1 where that is allowed.
func (c *checker) index(what string, at, i, n int, none bool) bool {
	return c.fault(0 <= i && i < n || none && i == -1, "%s %d: index %d, there are %d", what, at, i, n)
}

// tokenRange checks tokens [first, last).
func (c *checker) tokenRange(what string, i, first, last int) bool {
	return c.fault(0 <= first && first < last && last <= len(c.d.Tokens), "%s %d: tokens %d-%d of %d", what, i, first, last, len(c.d.Tokens))
}

func (c *checker) share(what string, i int, v float64) {
	c.fault(v >= 0 && v <= 1, "%s %d: %v is not within 0 and 1", what, i, v)
}

func (c *checker) zones() {
	c.fault(utf8.ValidString(c.d.Article.Text), "the text is not UTF-8")
	end := 0
	for i, z := range c.d.Article.Zones {
		c.span("zone", i, z.Start, z.End)
		c.fault(z.Start >= end, "zone %d: begins at %d, before the end of the last", i, z.Start)
		end = z.End
	}
}

// zoneOf returns the kind of the zone that holds the bytes, "" where none holds all of them.
func (c *checker) zoneOf(start, end int) article.ZoneKind {
	for _, z := range c.d.Article.Zones {
		if z.Start <= start && end <= z.End {
			return z.Kind
		}
	}
	return ""
}

func (c *checker) tokens() {
	for i, t := range c.d.Tokens {
		if !c.span("token", i, t.Start, t.End) {
			continue
		}
		c.fault(t.Text != "", "token %d: no text", i)
		c.fault(t.Part > 0 || t.Text == c.d.Article.Text[t.Start:t.End], "token %d: %q is not its span", i, t.Text)
		if i == 0 {
			continue
		}
		p := c.d.Tokens[i-1]
		same := t.Part > 1 && p.Part == t.Part-1 && p.Start == t.Start && p.End == t.End
		c.fault(same || p.End <= t.Start, "token %d: overlaps the one before", i)
	}
}

func (c *checker) sentences() {
	last := 0
	for i, s := range c.d.Sentences {
		if !c.tokenRange("sentence", i, s.First, s.Last) || !c.index("sentence zone", i, s.Zone, len(c.d.Article.Zones), false) {
			continue
		}
		c.fault(s.First == last, "sentence %d: begins at token %d, want %d", i, s.First, last)
		last = s.Last
		z := c.d.Article.Zones[s.Zone]
		start, end := c.d.Span(s.First, s.Last)
		c.fault(z.Kind.Content(), "sentence %d: in a zone of kind %s", i, z.Kind)
		c.fault(z.Start <= start && end <= z.End, "sentence %d: leaves its zone", i)
	}
	c.fault(last == len(c.d.Tokens), "tokens %d-%d are in no sentence", last, len(c.d.Tokens))
}

func (c *checker) words() {
	c.fault(c.d.Words == nil || len(c.d.Words) == len(c.d.Tokens), "%d words for %d tokens", len(c.d.Words), len(c.d.Tokens))
	for i, w := range c.d.Words {
		c.fault(w.Tag != "" && w.Lemma != "", "word %d: no tag or no lemma", i)
	}
}

// deps checks that the arcs of each sentence are one tree.
func (c *checker) deps() {
	n := len(c.d.Deps)
	if n == 0 || !c.fault(n == len(c.d.Tokens), "%d dependencies for %d tokens", n, len(c.d.Tokens)) {
		return
	}
	for _, s := range c.d.Sentences {
		roots := 0
		for i := s.First; i < min(s.Last, n); i++ {
			dep := c.d.Deps[i]
			c.share("dependency", i, dep.Sure)
			c.fault(dep.Label != "", "dependency %d: no label", i)
			if dep.Head < 0 {
				roots++
				continue
			}
			c.fault(s.First <= dep.Head && dep.Head < s.Last, "dependency %d: its head %d is not in the sentence", i, dep.Head)
		}
		c.fault(roots == 1, "sentence of tokens %d-%d: %d roots", s.First, s.Last, roots)
	}
	c.tree("dependency", n, func(i int) int { return c.d.Deps[i].Head })
}

func (c *checker) mentions() {
	last := 0
	for i, m := range c.d.Mentions {
		if !c.tokenRange("mention", i, m.First, m.Last) {
			continue
		}
		c.fault(m.First >= last, "mention %d: overlaps the one before", i)
		last = m.Last
		c.share("mention score", i, m.Score)
		c.fault(m.Kind != AmountMention || m.Amount != nil, "mention %d: an amount without a number", i)
		c.fault(m.Kind != Name || m.Type != "", "mention %d: a name without a type", i)
	}
	if c.d.Refs != nil && c.fault(len(c.d.Refs) == len(c.d.Mentions), "%d refs for %d mentions", len(c.d.Refs), len(c.d.Mentions)) {
		for i, r := range c.d.Refs {
			c.index("ref", i, r, len(c.d.Entities), true)
		}
	}
}

func (c *checker) phrases() {
	n := len(c.d.Phrases)
	for i, p := range c.d.Phrases {
		if !c.tokenRange("phrase", i, p.First, p.Last) {
			continue
		}
		c.fault(p.First <= p.Head && p.Head < p.Last, "phrase %d: head %d is outside", i, p.Head)
		c.index("phrase parent", i, p.Parent, n, true)
		c.index("phrase clause", i, p.Clause, len(c.d.Clauses), true)
		c.share("phrase", i, p.Sure)
	}
	c.tree("phrase", n, func(i int) int { return c.d.Phrases[i].Parent })
	if c.d.Means == nil || !c.fault(len(c.d.Means) == n, "%d meanings for %d phrases", len(c.d.Means), n) {
		return
	}
	for i, es := range c.d.Means {
		for _, e := range es {
			c.index("meaning", i, e, len(c.d.Entities), false)
		}
	}
}

// tree checks that parents lead to a root.
func (c *checker) tree(what string, n int, parent func(int) int) {
	for i := range n {
		steps := 0
		for j := i; j >= 0 && j < n && steps <= n; j = parent(j) {
			steps++
		}
		if !c.fault(steps <= n, "%s %d: its parents go in a circle", what, i) {
			return
		}
	}
}

func (c *checker) clauses() {
	for i, cl := range c.d.Clauses {
		if !c.index("clause sentence", i, cl.Sentence, len(c.d.Sentences), false) || !c.tokenRange("clause", i, cl.First, cl.Last) {
			continue
		}
		s := c.d.Sentences[cl.Sentence]
		c.fault(s.First <= cl.First && cl.Last <= s.Last, "clause %d: leaves its sentence", i)
		c.index("clause parent", i, cl.Parent, len(c.d.Clauses), true)
		c.index("clause antecedent", i, cl.Antecedent, len(c.d.Phrases), true)
		c.share("clause", i, cl.Sure)
		c.verb(i, cl)
		for _, a := range cl.Args {
			c.fault((a.Phrase >= 0) != (a.Clause >= 0), "clause %d: an argument is one phrase or one clause", i)
			c.index("argument", i, a.Phrase, len(c.d.Phrases), true)
			c.index("argument", i, a.Clause, len(c.d.Clauses), true)
		}
		for _, t := range cl.Adverbs {
			c.index("adverb", i, t, len(c.d.Tokens), false)
		}
	}
	c.tree("clause", len(c.d.Clauses), func(i int) int { return c.d.Clauses[i].Parent })
}

func (c *checker) verb(i int, cl Clause) {
	n := len(c.d.Tokens)
	c.index("verb", i, cl.Verb.Head, n, cl.Kind == Fragment)
	c.index("finite verb", i, cl.Verb.Finite, n, true)
	c.fault(slices.IsSorted(cl.Verb.Tokens), "clause %d: its verb's tokens are not sorted", i)
	for _, t := range cl.Verb.Tokens {
		c.index("verb token", i, t, n, false)
	}
}

func (c *checker) entities() {
	for i, e := range c.d.Entities {
		c.fault(e.Name != "" && e.Type != "", "entity %d: no name or no type", i)
		c.fault(slices.IsSorted(e.Aliases), "entity %d: its aliases are not sorted", i)
		c.fault(e.ActsFor >= 0 && e.ActsFor <= len(c.d.Entities) && e.ActsFor != i+1, "entity %d: acts for %d", i, e.ActsFor-1)
	}
}

func (c *checker) claims() {
	n := len(c.d.Entities)
	for i, cl := range c.d.Claims {
		c.index("claim subject", i, cl.Subject, n, false)
		c.index("claim object", i, cl.Object, n, true)
		c.index("claim place", i, cl.Place, n, true)
		for _, e := range slices.Concat(cl.AttributedTo, cl.DeniedBy) {
			c.index("claim source", i, e, n, false)
		}
		c.fault(cl.Predicate != "" && cl.Modality != "" && cl.Polarity != "", "claim %d: no predicate, modality or polarity", i)
		c.share("claim confidence", i, cl.Confidence)
		for _, g := range cl.Goods {
			c.fault(g.Name != "", "claim %d: a good without a name", i)
		}
		for _, e := range append([]Evidence{cl.Evidence}, cl.More...) {
			if c.span("evidence of claim", i, e.Start, e.End) {
				c.fault(c.zoneOf(e.Start, e.End).Content(), "claim %d: its evidence %d-%d is not inside a content zone", i, e.Start, e.End)
			}
		}
	}
}
