package cli

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestAQueryGoesOnUntilItIsWhole(t *testing.T) {
	tests := []struct {
		name, query string
		want        bool
	}{
		{"a path that is run", `g.V("<a>").out().all()`, false},
		{"a path that is not run yet", `g.V("<a>")`, true},
		{"a dot at the end", "g.V().\n", true},
		{"an open bracket", `claims({subject: "Kim"}, function (c) {`, true},
		{"a bracket in a text", `claims({text: "("})`, false},
		{"an escaped quotation mark", `claims({text: "\"("})`, false},
		{"a bracket in a comment", "claims({}) // (", false},
		{"a comment that goes on", "claims({}) /* and", true},
		{"a comment that has ended", "claims({}) /* ( */", false},
		{"a comment before the question", "// whom?", true},
		{"two slashes in an IRI", `claims({article: "<art:https://example.org/a>"})`, false},
		{"a bracket too many", "g.V())", false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := pending(test.query); got != test.want {
				t.Errorf("pending(%q) = %v", test.query, got)
			}
		})
	}
}

func TestTabOffersWhatMayFollow(t *testing.T) {
	w := words{
		commands: dotCommands, saved: []string{"@meets", "@says"}, path: []string{"all", "and", "out"}, graph: []string{"V", "emit"},
		relations: []string{"<rel:meets>", "<rel:visits>", "<maybe:meets>"},
		fields:    map[string][]string{"predicate": {"meets", "visits"}},
		names: func(typed string) []string {
			return map[string][]string{"jong": {"Kim Jong-un"}, "K": {"Kim Jong-un", "Kreml"}}[typed]
		},
	}
	tests := []struct {
		name, text string
		from       int
		want       []string
	}{
		{"a method of a path", `entity("K").a`, 12, []string{"all(", "and("}},
		{"a method of g", "g.e", 2, []string{"emit("}},
		{"a method of what only ends in g", "ng.a", 3, []string{"all(", "and("}},
		{"a relation", `entity("K").out("<rel:m`, 17, []string{"<rel:meets>"}},
		{"the value of a field", `claims({predicate: "v`, 20, []string{"visits"}},
		{"a name by a word inside it", `entity("jong`, 8, []string{"Kim Jong-un"}},
		{"a saved query", "@me", 0, []string{"@meets"}},
		{"the argument of a saved query", "@meets K", 7, []string{`"Kim Jong-un"`, "Kreml"}},
		{"a command", ".li", 0, []string{".limit", ".list"}},
		{"a method in a line of its own", ".o", 0, []string{".out("}},
		{"the beginning of a question", "cl", 0, []string{"claims({"}},
		{"nothing that is known", "xyz", 0, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			from, got := w.complete(test.text)
			if diff := cmp.Diff(test.want, got); diff != "" || from != test.from {
				t.Errorf("from %d, want %d (-want +got):\n%s", from, test.from, diff)
			}
		})
	}
}

func TestCompletionGoesAsFarAsAllAgree(t *testing.T) {
	for _, test := range []struct {
		typed string
		among []string
		want  string
	}{
		{"m", []string{"meets"}, "meets"},
		{"jong", []string{"Kim Jong-un"}, "Kim Jong-un"},
		{".l", []string{".limit", ".list"}, ".li"},
		{".li", []string{".limit", ".list"}, ""},
		{"jo", []string{"Kim Jong-un", "Kim Jong-il"}, ""},
		{"mü", []string{"München", "Münster"}, "Mün"},
		{"x", nil, ""},
	} {
		if got := extended(test.typed, test.among); got != test.want {
			t.Errorf("%q of %q goes on to %q, want %q", test.typed, test.among, got, test.want)
		}
	}
}

func TestHistoryKeepsTheLatestWholeQuestions(t *testing.T) {
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	t.Setenv("HOME", t.TempDir())
	h, err := openHistory(3)
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range []string{"first", "entity(\"K\")\n  .all()", "entity(\"K\")\n  .all()", "g.V() // all\n.all()"} {
		h.Add(q) // what the line editor calls does not count
		h.keep(q)
	}
	if err := h.save(); err != nil {
		t.Fatal(err)
	}
	again, err := openHistory(3)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{`entity("K") .all()`, "g.V() // all", ".all()"}
	if diff := cmp.Diff(want, again.entries); diff != "" || again.At(0) != want[2] || again.Len() != 3 {
		t.Errorf("history (-want +got):\n%s", diff)
	}
	if info, err := os.Stat(h.file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%s: mode %v, error %v", filepath.Base(h.file), info.Mode(), err)
	}
	if none, err := openHistory(0); err != nil || none.file != "" {
		t.Errorf("a history of nothing is kept in %q, error %v", none.file, err)
	}
}
