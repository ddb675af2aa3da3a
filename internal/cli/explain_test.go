package cli

import (
	"bytes"
	"encoding/json"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
)

// TestExplainGolden compares what extract --explain prints of an article, as text and as JSON, with testdata/explain/one.txtar. How sure the
// models are is left out: it changes with every training.
func TestExplainGolden(t *testing.T) {
	const file = "testdata/explain/one.txtar"
	ar, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if len(ar.Files) != 3 {
		t.Fatal("want the sections article, text and json")
	}
	for i, format := range []string{"text", "json"} {
		got := explainedAs(t, format, string(ar.Files[0].Data))
		if diff := cmp.Diff(string(ar.Files[i+1].Data), got); diff != "" && !*update {
			t.Errorf("%s; go test ./internal/cli -run Explain -update rewrites it:\n%s", format, diff)
		}
		ar.Files[i+1].Data = []byte(got)
	}
	if *update {
		if err := os.WriteFile(file, txtar.Format(ar), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// explainedAs runs the command on a text. JSON is indented.
func explainedAs(t *testing.T, format, text string) string {
	t.Helper()
	var out, errs bytes.Buffer
	if code := Main([]string{"extract", "--explain", "--format", format, "-"}, strings.NewReader(text), &out, &errs); code != 0 {
		t.Fatalf("exit code %d: %s", code, errs.String())
	}
	printed := out.Bytes()
	if format == "json" {
		var b bytes.Buffer
		if err := json.Indent(&b, printed, "", " "); err != nil {
			t.Fatal(err)
		}
		printed = regexp.MustCompile(`("(?:sure|score|confidence)": )[\d.]+`).ReplaceAll(b.Bytes(), []byte("${1}0"))
	}
	printed = regexp.MustCompile(`(?s)("signals": \[)[^\]]*\]`).ReplaceAll(printed, []byte("${1}]"))
	printed = regexp.MustCompile(`(?m)^( +confidence +).*`).ReplaceAll(printed, []byte("${1}0"))
	return string(regexp.MustCompile(`(?m)[01]\.\d\d$`).ReplaceAll(printed, []byte("0.00")))
}
