package store

import (
	"context"
	"errors"
	"fmt"
	"sort"
	"strings"
	"testing"
	"time"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"

	"newsgraph/graph"
)

// rows runs a query and shows each row on a line, sorted.
func rows(t *testing.T, s *Store, text string) ([]string, error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	var out []string
	err := s.Query(ctx, Gizmo, text, func(r Row) error {
		var cells []string
		for _, f := range r {
			cells = append(cells, fmt.Sprintf("%s=%v", f.Name, f.Value))
		}
		out = append(out, strings.Join(cells, " "))
		return nil
	})
	sort.Strings(out)
	return out, err
}

func TestScriptsThatWouldEndTheProcessGiveAnError(t *testing.T) {
	s := opened(t, Memory)
	a := graph.Article("a")
	if err := s.Put(context.Background(), a, []quad.Quad{{Subject: a, Predicate: graph.Type, Object: graph.ClassArticle, Label: a}}); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"an object as a predicate":          `g.V().out({a: 1}).all()`,
		"a number as a tag":                 `g.V().out("<a>", [1]).all()`,
		"a cycle as a node":                 `var a = []; a[0] = a; g.V(a).all()`,
		"a cycle emitted":                   `var a = {}; a.a = a; g.emit(a)`,
		"recursion without end":             `function f() { return f() + 1 } f()`,
		"recursion by way of forEach":       `function f() { [1].forEach(f) } f()`,
		"recursion by way of a getter":      `var o = { get x() { return this.x } }; o.x`,
		"recursion by way of toString":      `var a = { toString() { return a + "" } }; a + ""`,
		"an endless path":                   `var p = g.V(); for (var i = 0; i < 100000; i++) p = p.out("<a>"); p.all()`,
		"a path that doubles":               `var p = g.M().out("<a>"); for (var i = 0; i < 100; i++) p = p.follow(p); g.V().follow(p).all()`,
		"a path that was never run":         `g.V()`,
		"a path as a result":                `g.emit(g.V())`,
		"a bad regular expression":          `g.V().filter(regex("(")).all()`,
		"a recursion over nothing":          `g.V().followRecursive().all()`,
		"an exception of what is unknown":   `g.V().except(g.V("<nobody>")).all()`,
		"a name nobody bears":               `entity("Nobody").all()`,
		"an unknown field":                  `claims({who: "x"})`,
		"lists nested without end":          `var a = []; for (var i = 0; i < 20000; i++) a = [a]; a.toString()`,
		"lists nested without end as JSON":  `var a = []; for (var i = 0; i < 20000; i++) a = [a]; JSON.stringify(a)`,
		"lists nested without end, flat":    `var a = []; for (var i = 0; i < 20000; i++) a = [a]; a.flat(Infinity)`,
		"JSON nested without end":           `JSON.parse("[".repeat(3e6))`,
		"code nested without end":           `eval("[".repeat(1e6))`,
		"code by way of a function":         `(function () {}).constructor("[".repeat(1e6))`,
		"code by way of a generator":        `(function* () {}).constructor("1")`,
		"a long text":                       `"x".repeat(2e9)`,
		"a long text by padding":            `"x".padEnd(2e9)`,
		"a long text by joining":            `Array(1e6).fill("x".repeat(1e6)).join("")`,
		"a long text by replacing":          `var s = "a".repeat(1e5); s.replace(/a/g, s)`,
		"a long text by what stands before": `"a".repeat(1e5).replace(/a/g, "$` + "`" + `")`,
		"a large buffer":                    `new ArrayBuffer(3e10)`,
		"a list that only says it is long":  `Array.prototype.indexOf.call({length: 9e15}, 1)`,
		"a long list":                       `new Array(4294967295).fill(1)`,
		"many arguments":                    `String.fromCharCode.apply(null, {length: 1e9})`,
		"many arguments by Reflect":         `Reflect.apply(String.fromCharCode, null, {length: 1e9})`,
		"a list from what says it is long":  `Array.from({length: 1e9})`,
		"a text of 200 KB":                  strings.Repeat("1+", 100_000) + "1",
		"another language":                  "SELECT ?x",
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := rows(t, s, text); !errors.Is(err, ErrQuery) {
				t.Errorf("%.80s: %v", text, err)
			}
		})
	}
	got, err := rows(t, s, `g.V("<art:a>").tag("x").out("<rdf:type>").all(); g.emit({a: [1, "b", iri("c")]}); g.emit(2);
		g.emit([3, 1, 2].sort().join("-")); g.emit(JSON.stringify({a: [1, {b: 2}]})); g.emit("aXb".replace("X", "$&$&")); g.emit([1, [2, [3]]].flat(2).length)`)
	want := []string{"a=[1 b <c>]", "id=<ng:Article> x=<art:a>", "value=1-2-3", "value=2", "value=3", "value=aXXb", `value={"a":[1,{"b":2}]}`}
	if err != nil || cmp.Diff(want, got) != "" {
		t.Error(err, cmp.Diff(want, got))
	}
}

func TestErrorsNameTheirPlace(t *testing.T) {
	s := opened(t, Memory)
	for _, test := range []struct {
		name, text   string
		line, column int
		hint         string
	}{
		{"a bracket that is never closed", "g.V(\n", 2, 1, "a ( is never closed"},
		{"a name that comes twice", "var x = 1\nlet y = 2; let y = 3", 2, 16, ""},
		{"umlauts before the place", "\n  var ä = 'ööö' g.V()", 2, 17, ""},
		{"typographic quotation marks", "g.V(“<a>”)", 1, 5, `text stands between straight quotation marks: "..."`},
		{"what is not defined", "var a = 1;\n\n  'ä'; b.c = a", 3, 8, ""},
		{"inside a function", "function f() {\n  throw new Error('no')\n}\nf()", 2, 9, ""},
		{"an unknown entity", "var a = 1;\nentity('Niemand').all()", 2, 7, "write the name as the articles do; capitals, accents and hyphens do not matter"},
	} {
		_, err := rows(t, s, test.text)
		var e *QueryError
		if !errors.As(err, &e) || e.Line != test.line || e.Column != test.column || e.Hint != test.hint {
			t.Errorf("%s: %v, %+v", test.name, err, e)
		}
	}
}

// What is stopped from outside ends in time, and nothing of it stays.
func TestQueriesUnderLimits(t *testing.T) {
	ignore := goleak.IgnoreCurrent()
	for _, backend := range backends {
		t.Run(backend, func(t *testing.T) {
			s, err := Open(Options{Backend: backend, Dir: t.TempDir(), Memory: 32 << 20})
			if err != nil {
				t.Fatal(err)
			}
			a := reporting("a1")
			for i := range 3000 {
				a.add(quad.IRI(fmt.Sprint("n", i)), "p", quad.IRI(fmt.Sprint("n", i*7%3000)))
			}
			if err := s.Put(context.Background(), a.article, a.quads); err != nil {
				t.Fatal(err)
			}
			own := errors.New("enough")
			for _, test := range []struct {
				name, text string
				after      time.Duration
				stop       bool // by yield's error
				want       error
			}{
				{"an endless loop", `while (true) {}`, 50 * time.Millisecond, false, context.DeadlineExceeded},
				{"an endless loop that catches", `while (true) { try { while (true) {} } catch (e) {} }`, 50 * time.Millisecond, false, context.DeadlineExceeded},
				{"a join that finds nothing", `g.V().tag("a").both().both().both().both().both().both().has("<p>", "<none>").all()`, 50 * time.Millisecond, false, nil},
				{"a long walk", `g.V().both().both().both().both().both().count()`, 50 * time.Millisecond, false, context.DeadlineExceeded},
				{"a long walk into a list", `g.V().both().both().both().both().toArray()`, 50 * time.Millisecond, false, context.DeadlineExceeded},
				{"a long walk through a function", `g.V().both().both().both().both().forEach(function (d) {})`, 50 * time.Millisecond, false, context.DeadlineExceeded},
				{"a list of lists that joins", `var a = [1]; for (var i = 0; i < 60; i++) a = [a, a]; "" + a`, 50 * time.Millisecond, false, context.DeadlineExceeded},
				{"a caller who has enough", `g.V().all()`, time.Minute, true, own},
				{"a caller who has enough of emits", `for (;;) g.emit({n: 1})`, time.Minute, true, own},
				{"text that grows", `var s = "x"; for (;;) s += s`, time.Minute, false, ErrMemory},
				{"a list that grows", `var a = []; for (;;) a.push({n: a.length})`, time.Minute, false, ErrMemory},
			} {
				t.Run(test.name, func(t *testing.T) {
					ctx, cancel := context.WithTimeout(context.Background(), test.after)
					defer cancel()
					n := 0
					err := s.Query(ctx, Gizmo, test.text, func(Row) error {
						if n++; n > 5 && test.stop {
							return own
						}
						return nil
					})
					if !errors.Is(err, test.want) {
						t.Errorf("%v", err)
					}
				})
			}
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		})
	}
	goleak.VerifyNone(t, ignore)
}

// stated is a small graph whose answers are known.
func stated(t *testing.T, backend string) *Store {
	t.Helper()
	s := opened(t, backend)
	a := reporting("a1")
	kim, putin, peskow, russia, korea := a.actor(0), a.actor(2), a.actor(3), a.actor(4), a.actor(5)
	a.says(kim, "meets", putin, graph.ClaimDate, quad.String("2023-09-13"))
	a.says(korea, "supplies", russia, graph.ClaimGoods, a.good("Munition"), graph.Modality, quad.String("alleged"), graph.DeniedBy, peskow,
		graph.QuantityValue, quad.Float(4800000), graph.QuantityUnit, quad.String("Geschosse"), graph.QuantityApprox, quad.Bool(true))
	b := reporting("a2")
	other, putin2 := b.actor(1), b.actor(2) // Kim by his other spelling
	b.says(putin2, "meets", other, graph.AttributedTo, b.actor(3))
	for _, r := range []*report{a, b} {
		if err := s.Put(context.Background(), r.article, r.quads); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

func TestEntityAndClaims(t *testing.T) {
	for _, backend := range backends {
		s := stated(t, backend)
		for _, test := range []struct {
			name, text string
			want       []string
		}{
			{"a name in another spelling", `entity("KIM jong un").out("<rel:meets>").all()`, []string{"id=<id:wladimir-putin>"}},
			{"a Wikidata id", `entity("Q159").in("<denied:supplies>").unique().all(); entity("wd:Q159"), entity("<wd:Q159>").tag("x").limit(1).all()`, []string{"id=<id:nordkorea>", "id=<id:russland> x=<id:russland>"}},
			{"a name with blanks around it", `entity("  Russland ").all()`, []string{"id=<id:russland>"}},
			{"a Wikidata id in lower case", `entity("q159").all()`, []string{"id=<id:russland>"}},
			{"a member of a group", `entity("<id:kim-dschong-un>").out("<schema:name>").all()`, []string{`id="Kim Jong-un"`}},
			{"a surname that one person bears", `entity("Peskow").all()`, []string{"id=<id:dmitri-peskow>"}},
			{"two names", `entity("Russland", "Nordkorea").all()`, []string{"id=<id:nordkorea>", "id=<id:russland>"}},
			{"columns in their order", `claims({predicate: "supplies"})`, []string{`subject="Nordkorea" predicate="supplies" object="Russland" goods="Munition" quantity="~4800000 Geschosse" role=<nil> date=<nil> place=<nil> modality="alleged" polarity="positive" tier="denied" sources="1"^^<xsd:integer> speakers=<nil> deniers="Dmitri Peskow" sentence="<id:nordkorea> supplies <id:russland>." confidence="5E-01"^^<xsd:double> article=<art:a1> claim=<art:a1#c-2>`}},
		} {
			got, err := rows(t, s, test.text)
			if d := cmp.Diff(test.want, got); d != "" || err != nil {
				t.Errorf("%s: %s: %v\n%s", backend, test.name, err, d)
			}
		}
		for filter, want := range map[string]string{
			`{}`:                       "a1#c-1 a1#c-2 a2#c-1",
			`{subject: "Kim Jong-un"}`: "a1#c-1 a2#c-1", // meetings are symmetric
			`{object: "Kim Jong-un"}`:  "a1#c-1 a2#c-1",
			`{subject: "Russland"}`:    "",
			`{object: "Q159"}`:         "a1#c-2",
			`{subject: "Kim Jong-un", object: "Wladimir Putin"}`: "a1#c-1 a2#c-1",
			`{subject: "Kim Jong-un", object: "Russland"}`:       "",
			`{predicate: "meets"}`:                               "a1#c-1 a2#c-1",
			`{article: "a2"}`:                                    "a2#c-1",
			`{article: "<art:a1>", tier: "rel"}`:                 "a1#c-1",
			`{speaker: "Dmitri Peskow"}`:                         "a2#c-1",
			`{denier: "dmitri peskow"}`:                          "a1#c-2",
			`{modality: "alleged"}`:                              "a1#c-2",
			`{polarity: "negative"}`:                             "",
			`{goods: "munition"}`:                                "a1#c-2",
			`{text: "supplies id:russ"}`:                         "a1#c-2",
			`{tier: "denied", subject: undefined}`:               "a1#c-2",
		} {
			got, err := rows(t, s, "claims("+filter+", function (c) { g.emit(c.claim) })")
			short := strings.NewReplacer("value=<art:", "", ">", "").Replace(strings.Join(got, " "))
			if short != want || err != nil {
				t.Errorf("%s: claims(%s) = %q, want %q (%v)", backend, filter, short, want, err)
			}
		}
	}
}

func TestClaimsRefusesWhatNoClaimCanHave(t *testing.T) {
	s := opened(t, Memory)
	for filter, want := range map[string]string{
		`{predicate: "meetz"}`:      `no predicate "meetz": did you mean "meets"?`,
		`{tier: "denies"}`:          `no tier "denies": did you mean "denied"?`,
		`{modality: "plannned"}`:    `no modality "plannned": did you mean "planned"?`,
		`{polarity: "affirmative"}`: `no polarity "affirmative"`,
	} {
		if _, err := rows(t, s, "claims("+filter+")"); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("claims(%s): error %v, want %s", filter, err, want)
		}
	}
}

func TestAClaimWithSeveralGoodsIsShownOnceWithTheTiersOfAllItsStatements(t *testing.T) {
	for _, backend := range backends {
		s := opened(t, backend)
		for i, goods := range [][]string{{"Munition", "Raketen"}, {"Raketen"}} {
			r := reporting(fmt.Sprintf("a%d", i+1))
			from, to := r.actor(5), r.actor(4)
			c := graph.Part(r.article, "c-1")
			r.add(c, graph.Type, graph.ClassClaim)
			r.add(c, graph.InArticle, r.article)
			r.add(c, graph.ClaimSubject, from)
			r.add(c, graph.ClaimPredicate, graph.Relation("supplies"))
			r.add(c, graph.ClaimObject, to)
			for _, g := range goods {
				r.add(c, graph.ClaimGoods, r.good(g))
			}
			r.add(c, graph.Modality, quad.String([]string{"alleged", "actual"}[i]))
			r.add(c, graph.Polarity, quad.String("positive"))
			r.add(c, graph.Fingerprint, quad.String(fmt.Sprint("f", i)))
			if err := s.Put(context.Background(), r.article, r.quads); err != nil {
				t.Fatal(err)
			}
		}
		got, err := rows(t, s, `claims({article: "a1"}, function (c) { g.emit({claim: c.claim, tier: c.tier}) })`)
		want := []string{"claim=<art:a1#c-1> tier=rel, maybe"}
		if d := cmp.Diff(want, got); d != "" || err != nil {
			t.Errorf("%s: %v\n%s", backend, err, d)
		}
	}
}

func TestOtherLanguages(t *testing.T) {
	for _, backend := range backends {
		s := stated(t, backend)
		for lang, text := range map[string]string{
			GraphQL: `{ nodes(id: <id:kim-jong-un>) { id, <rel:meets> } }`,
			MQL:     `[{"id": "<id:kim-jong-un>", "<rel:meets>": null}]`,
		} {
			var got []Row
			if err := s.Query(context.Background(), lang, text, func(r Row) error { got = append(got, r); return nil }); err != nil || len(got) != 1 || !strings.Contains(fmt.Sprint(got), "wladimir-putin") {
				t.Errorf("%s: %s: %v %v", backend, lang, got, err)
			}
			if err := s.Query(context.Background(), lang, "{ nodes(", func(Row) error { return nil }); !errors.Is(err, ErrQuery) {
				t.Errorf("%s: %s: %v", backend, lang, err)
			}
		}
		if err := s.Query(context.Background(), "sparql", "", nil); !errors.Is(err, ErrQuery) {
			t.Errorf("%s: %v", backend, err)
		}
	}
}

// FuzzQuery: whatever is asked, there is an answer or one of the errors, in time, and the process lives.
func FuzzQuery(f *testing.F) {
	for _, text := range []string{
		`g.V().all()`, `entity("Kim Jong-un").out("<rel:meets>").tag("x").all()`, `claims({subject: "Kim Jong-un"})`, `g.V("<a>", iri("b"), lt(3)).has("<p>", gt("a")).saveOpt("<q>", "t").all()`,
		`g.M().out(["<a>", null], "t").followRecursive(g.M().in(), 3, "d")`, `g.V().filter(regex("a(?=b)"), like("%x?")).except(g.V()).order().skip(1).limit(2).getLimit(3)`,
		`g.emit({a: [1, null, undefined, NaN, new Date(0), /x/, Symbol("s")]})`, `var p = new Proxy(g.V(), {}); p.out().all()`, `g.V().call.apply(g)`, `g.V().constructor.prototype.out.call(1)`,
		`g.V().labelContext("<l>").both().back("x").intersect(g.V()).union(null).count()`, `for (var k in g) g[k]()`, `for (var k in g.V()) try { g.V()[k]() } catch (e) {}`,
		`g.addNamespace("a", "b"); g.loadNamespaces(); g.IRI("a:x")`, `[1,2].map(g.V)`, `g.emit(g)`, `g.V(g)`, `typed("1", "xsd:integer")`, `lang("a", "b c")`, `bnode("")`, `g.V(iri("")).all()`,
	} {
		f.Add(text)
	}
	s, err := Open(Options{Backend: Memory, Memory: 256 << 20})
	if err != nil {
		f.Fatal(err)
	}
	r := reporting("a1")
	r.says(r.actor(0), "meets", r.actor(2))
	if err := s.Put(context.Background(), r.article, r.quads); err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		ctx, cancel := context.WithTimeout(context.Background(), 200*time.Millisecond)
		defer cancel()
		start := time.Now()
		err := s.Query(ctx, Gizmo, text, func(r Row) error { _ = fmt.Sprint(r); return nil })
		if err != nil && !errors.Is(err, ErrQuery) && !errors.Is(err, context.DeadlineExceeded) && !errors.Is(err, ErrMemory) {
			t.Errorf("%q: %v", text, err)
		}
		if d := time.Since(start); d > grace+5*time.Second {
			t.Errorf("%q took %v", text, d)
		}
	})
}
