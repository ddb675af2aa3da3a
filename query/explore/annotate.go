package explore

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/cayleygraph/quad"

	"newsgraph/graph"
)

// A Page is the text of an article with what was found in it. Offsets are bytes of the text.
type Page struct {
	Text     string
	Language string
	Zones    []Zone
	Mentions []Mention // by their places
}

// A Zone is a part of a page of one kind: "headline", "body", "comment".
type Zone struct {
	Kind       string
	Start, End int
}

// A Mention is a stretch of text that means an entity.
type Mention struct {
	Start, End int
	Entity     quad.IRI // what stands for the entity
	Name, Type string
}

// Text reads the page of an article, of which Read tells the rest.
func Text(ctx context.Context, r Reader, article quad.IRI) (Page, error) {
	l := remembering(ctx, r)
	p := Page{Text: l.text(article, graph.Text, article), Language: l.text(article, graph.Language, article)}
	for _, v := range l.ends(graph.Pattern{S: article, P: graph.Zone, L: article}, quad.Object) {
		f := strings.Fields(quad.ToString(v))
		if len(f) != 3 {
			continue
		}
		start, err := strconv.Atoi(f[1])
		end, err2 := strconv.Atoi(f[2])
		if err == nil && err2 == nil {
			p.Zones = append(p.Zones, Zone{f[0], start, end})
		}
	}
	slices.SortFunc(p.Zones, func(a, b Zone) int { return cmp.Compare(a.Start, b.Start) })
	for _, m := range l.ends(graph.Pattern{P: graph.Type, O: graph.ClassMention, L: article}, quad.Subject) {
		p.Mentions = append(p.Mentions, l.mention(m, article))
	}
	slices.SortFunc(p.Mentions, func(a, b Mention) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End)) })
	return p, l.err
}

func (l *lookup) mention(node quad.Value, article quad.IRI) Mention {
	var m Mention
	for _, q := range l.quads(graph.Pattern{S: node, L: article}) {
		n, _ := q.Object.(quad.Int)
		switch q.Predicate {
		case graph.Start:
			m.Start = int(n)
		case graph.End:
			m.End = int(n)
		case graph.Means:
			rep := l.representative(q.Object)
			m.Entity, _ = rep.(quad.IRI)
			m.Name, m.Type = l.name(rep), l.typeOf(rep)
		}
	}
	return m
}

// Quoted reads one claim with the quads that the graph holds of it: its own and those of its sentences. The claim is zero where the
// graph does not hold it.
func Quoted(ctx context.Context, r Reader, claim quad.IRI) (Claim, []Statement, []quad.Quad, error) {
	l := remembering(ctx, r)
	all := slices.Clone(l.quads(graph.Pattern{S: claim}))
	c := l.claim(claim)
	if c.Article == nil {
		return Claim{}, nil, nil, l.err
	}
	article, _ := c.Article.(quad.IRI)
	for _, q := range slices.Clone(all) {
		if q.Predicate == quad.Value(graph.Evidence) || q.Predicate == quad.Value(graph.MoreEvidence) {
			all = append(all, l.quads(graph.Pattern{S: q.Object, L: q.Label})...)
		}
	}
	all = append(all, l.quads(graph.Pattern{P: graph.HasClaim, O: claim, L: graph.Derived})...)
	return c, l.joined(claim, article), all, l.err
}
