package query

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"newsgraph/graph/store"
)

func TestSavedQueriesAreATableWithoutGaps(t *testing.T) {
	all, err := SavedQueries()
	if err != nil {
		t.Fatal(err)
	}
	if len(all) < 12 {
		t.Errorf("%d saved queries, want 12", len(all))
	}
	for _, s := range all {
		if !strings.HasSuffix(s.German, "?") || !strings.HasSuffix(s.English, "?") || s.German == s.English {
			t.Errorf("@%s answers %q, %q: want a question in German and one in English", s.Name, s.German, s.English)
		}
		for _, p := range s.Params {
			if !strings.Contains(s.German, p) || !strings.Contains(s.English, p) {
				t.Errorf("@%s: a question does not name %s", s.Name, p)
			}
		}
	}
}

func TestParseSavedNamesTheLine(t *testing.T) {
	tests := []struct{ name, text, err string }{
		{"no comment", "g.V().all()", "1: "},
		{"one question only", "// Wer?\n// usage: @x\n// example: @x\n", "3: "},
		{"the usage of another query", "// Wer?\n// Who?\n// usage: @y\n// example: @x\n", "3: "},
		{"an example without its argument", "// Wer?\n// Who?\n// usage: @x NAME\n// example: @x\n", "4: the example has 0 arguments, the usage 1"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			files := fstest.MapFS{"q/x.js": {Data: []byte(test.text)}}
			_, err := readSaved(files, "q")
			if err == nil || !strings.Contains(err.Error(), "q/x.js:"+test.err) {
				t.Errorf("error %v, want %q", err, test.err)
			}
		})
	}
}

func TestWordsKeepWhatIsQuoted(t *testing.T) {
	for typed, want := range map[string][]string{
		"":                         nil,
		`"Kim Jong-un"  Kreml`:     {"Kim Jong-un", "Kreml"},
		`Kreml "Weisses Haus" "" `: {"Kreml", "Weisses Haus", ""},
	} {
		if diff := cmp.Diff(want, Words(typed)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", typed, diff)
		}
	}
}

func TestBindWantsEveryArgument(t *testing.T) {
	s := Saved{Name: "x", Params: []string{"A", "B"}, Text: "// q\n"}
	for _, values := range [][]string{nil, {"a"}, {"a", "b", "c"}} {
		if _, err := s.Bind(values); !errors.Is(err, ErrArgs) {
			t.Errorf("%q: error %v, want %v", values, err, ErrArgs)
		}
	}
}

// FuzzBoundArgumentsStayText runs a query that gives its argument back: whatever it is, it comes back as it was and nothing of
// it is run.
func FuzzBoundArgumentsStayText(f *testing.F) {
	for _, arg := range []string{`Kim`, `"]; g.emit("owned"); [`, "\u2028g.emit(1)//", `\`, "*/ </script>", "\n\r\x00", "O'Neill"} {
		f.Add(arg)
	}
	st, err := store.Open(store.Options{Backend: store.Memory})
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() { st.Close() })
	s := Saved{Name: "x", Params: []string{"A"}, Text: "// q\ng.emit({got: args[0], n: args.length});"}
	f.Fuzz(func(t *testing.T, arg string) {
		text, err := s.Bind([]string{arg})
		if err != nil {
			t.Fatal(err)
		}
		var rows []string
		_, err = Run(context.Background(), st, Request{Text: text}, func(r Row) error {
			line, err := Encode(r)
			rows = append(rows, string(line))
			return err
		})
		if len(text) > 60<<10 {
			return // too long for the engine, which says so
		}
		clean, jsonErr := json.Marshal(strings.ToValidUTF8(arg, "\ufffd"))
		var want string
		if err := errors.Join(err, jsonErr, json.Unmarshal(clean, &want)); err != nil {
			t.Fatal(err)
		}
		var got struct {
			Got string
			N   int
		}
		if len(rows) != 1 {
			t.Fatalf("%q: rows %q", arg, rows)
		}
		if err := json.Unmarshal([]byte(rows[0]), &got); err != nil || got.N != 1 || strings.ReplaceAll(got.Got, "\ufffd", "") != strings.ReplaceAll(want, "\ufffd", "") {
			t.Errorf("%q came back as %q, %d arguments, error %v", arg, got.Got, got.N, err)
		}
	})
}
