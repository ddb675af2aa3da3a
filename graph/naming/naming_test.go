package naming_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"

	"newsgraph/graph"
	"newsgraph/graph/naming"
	"newsgraph/internal/ontology"
)

type quads []quad.Quad

func (qs quads) Quads(p graph.Pattern, yield func(quad.Quad) error) error {
	for _, q := range qs {
		if (p.S == nil || p.S == q.Subject) && (p.P == nil || p.P == q.Predicate) && (p.O == nil || p.O == q.Object) && (p.L == nil || p.L == q.Label) {
			if err := yield(q); err != nil {
				return err
			}
		}
	}
	return nil
}

// town is a derived layer of a few things: slug, type, Wikidata id, statements, names.
func town() quads {
	var g quads
	add := func(s quad.Value, p quad.IRI, o quad.Value) {
		g = append(g, quad.Quad{Subject: s, Predicate: p, Object: o, Label: graph.Derived})
	}
	for _, e := range []struct {
		slug, typ, id string
		said          int
		names         []string
	}{
		{"nordkorea", "State", "Q423", 3, []string{"Nordkorea", "Pjöngjang"}},
		{"der-norden", "Place", "", 1, []string{"Der Norden", "Pjöngjang"}},
		{"russland", "State", "Q159", 3, []string{"Russland"}},
		{"kim-jong-un", "Person", "Q56226", 2, []string{"Kim Jong-un", "Kim"}},
		{"kim-yo-jong", "Person", "", 2, []string{"Kim Yo-jong", "Kim"}},
		{"wladimir-putin", "Person", "Q7747", 1, []string{"Wladimir Putin"}},
		{"a/rebellen", "Organization", "", 1, []string{"Russland"}},
	} {
		iri := quad.IRI("id:" + e.slug)
		add(iri, graph.Type, graph.Class(e.typ))
		add(iri, graph.Name, quad.String(e.names[0]))
		for _, n := range e.names {
			add(iri, graph.NameKey, quad.String(ontology.Fold(n)))
		}
		if e.id != "" {
			add(iri, graph.SameAs, graph.Wikidata(e.id))
		}
		for i := range e.said {
			add(graph.Statement(e.slug+string(rune('a'+i))), graph.ClaimSubject, iri)
		}
		if strings.Contains(e.slug, "/") {
			g = append(g, quad.Quad{Subject: iri, Predicate: graph.LocalTo, Object: quad.IRI("art:a"), Label: quad.IRI("art:a")})
		}
	}
	add(quad.IRI("id:putin"), graph.SameAs, quad.IRI("id:wladimir-putin"))
	return g
}

func TestResolve(t *testing.T) {
	for _, c := range []struct {
		typed, want string
		match       naming.Match
	}{
		{"Nordkorea", "id:nordkorea", naming.ByName},
		{"  NORDKOREA ", "id:nordkorea", naming.ByName},
		{"Pjöngjang", "id:nordkorea", naming.ByAlias}, // the known one of two, of which more is said
		{"<id:nordkorea>", "id:nordkorea", naming.ByIRI},
		{" <id:nordkorea>\n", "id:nordkorea", naming.ByIRI},
		{"id:nordkorea", "id:nordkorea", naming.ByIRI},
		{"id:putin", "id:wladimir-putin", naming.ByIRI}, // a member of a group means the group
		{"Q159", "id:russland", naming.ByWikidata},
		{" q159 ", "id:russland", naming.ByWikidata},
		{"wd:Q159", "id:russland", naming.ByWikidata},
		{"<wd:Q159>", "id:russland", naming.ByWikidata},
		{"Kim Jong Un", "id:kim-jong-un", naming.ByName},
		{"Putin", "id:wladimir-putin", naming.BySurname},
		{"Russland", "id:russland", naming.ByName}, // and not the unnamed actors of that name
	} {
		got, err := naming.Resolve(town(), c.typed)
		if err != nil || string(got.Entity) != c.want || got.Match != c.match {
			t.Errorf("%q: %+v, %v; want %s by way %d", c.typed, got, err, c.want, c.match)
		}
	}
}

func TestResolveSuggests(t *testing.T) {
	for _, c := range []struct {
		typed string
		kind  error
		want  []string
		hint  string
	}{
		{"Kim", naming.ErrAmbiguous, []string{"Kim Jong-un", "Kim Yo-jong"}, "write one of the IRIs in brackets: Kim Jong-un (<id:kim-jong-un>), Kim Yo-jong (<id:kim-yo-jong>)"},
		{"Vladimir Putin", naming.ErrUnknown, []string{"Wladimir Putin"}, "did you mean Wladimir Putin (<id:wladimir-putin>)?"},
		{"Nordkroea", naming.ErrUnknown, []string{"Nordkorea"}, "did you mean Nordkorea (<id:nordkorea>)?"},
		{"pjongjang", naming.ErrUnknown, []string{"Nordkorea", "Der Norden"}, "did you mean Nordkorea (<id:nordkorea>), Der Norden (<id:der-norden>)?"},
		{"jong", naming.ErrUnknown, []string{"Kim Yo-jong", "Kim Jong-un"}, "did you mean Kim Yo-jong (<id:kim-yo-jong>), Kim Jong-un (<id:kim-jong-un>)?"},
		{"wladi", naming.ErrUnknown, []string{"Wladimir Putin"}, "did you mean Wladimir Putin (<id:wladimir-putin>)?"},
		{"Atlantis", naming.ErrUnknown, nil, "write the name as the articles do; capitals, accents and hyphens do not matter"},
		{"", naming.ErrUnknown, nil, "write the name as the articles do; capitals, accents and hyphens do not matter"},
		{"Q999", naming.ErrUnknown, nil, "write the name as the articles do; capitals, accents and hyphens do not matter"},
		{"id:niemand", naming.ErrUnknown, nil, "write the name as the articles do; capitals, accents and hyphens do not matter"},
	} {
		_, err := naming.Resolve(town(), c.typed)
		var named *naming.Error
		if !errors.As(err, &named) || !errors.Is(err, c.kind) {
			t.Errorf("%q: %v", c.typed, err)
			continue
		}
		var got []string
		for _, s := range named.Candidates {
			got = append(got, s.Name)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%q: want -, got +\n%s", c.typed, diff)
		}
		if named.Hint() != c.hint {
			t.Errorf("%q: hint %s, want %s", c.typed, named.Hint(), c.hint)
		}
	}
}

func TestResolveReturnsTheErrorOfTheView(t *testing.T) {
	for _, typed := range []string{"Nordkorea", "Nordkroea", "id:nordkorea"} {
		if _, err := naming.Resolve(broken{}, typed); !errors.Is(err, errBroken) {
			t.Errorf("%q: %v", typed, err)
		}
	}
}

var errBroken = errors.New("broken")

type broken struct{}

func (broken) Quads(graph.Pattern, func(quad.Quad) error) error { return errBroken }
