package query

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"

	"newsgraph/graph/store"
)

// numbered is an engine that counts: it yields as many rows as the text says, or goes on until its context ends.
type numbered struct{}

func (numbered) Query(ctx context.Context, _, text string, yield func(Row) error) error {
	rows, repeat := 0, 0
	if _, err := fmt.Sscanf(text, "%d rows %d equal", &rows, &repeat); err != nil {
		<-ctx.Done()
		return fmt.Errorf("query: %w", context.Cause(ctx))
	}
	for i := range rows {
		if err := yield(Row{{Name: "n", Value: int64(i / repeat)}}); err != nil {
			return fmt.Errorf("query: %w", err)
		}
	}
	return nil
}

func TestRunKeepsToTheLimits(t *testing.T) {
	tests := []struct {
		name string
		req  Request
		want Result
		err  error
	}{
		{"everything fits", Request{Text: "5 rows 1 equal", Limits: Limits{Rows: 5, Bytes: 40, Time: time.Minute}}, Result{Rows: 5}, nil},
		{"no limits", Request{Text: "5000 rows 1 equal"}, Result{Rows: 5000}, nil},
		{"one row too many", Request{Text: "6 rows 1 equal", Limits: Limits{Rows: 5}}, Result{Rows: 5, Truncated: "rows"}, nil},
		{"one byte too many", Request{Text: "5 rows 1 equal", Limits: Limits{Bytes: 39}}, Result{Rows: 4, Truncated: "bytes"}, nil},
		{"equal rows count where all are wanted", Request{Text: "6 rows 2 equal", Limits: Limits{Rows: 3}}, Result{Rows: 3, Truncated: "rows"}, nil},
		{"equal rows do not count where each is wanted once", Request{Text: "6 rows 2 equal", Distinct: true, Limits: Limits{Rows: 3}}, Result{Rows: 3}, nil},
		{"time", Request{Text: "forever", Limits: Limits{Time: time.Millisecond}}, Result{}, ErrTime},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			rows := 0
			got, err := Run(context.Background(), numbered{}, test.req, func(Row) error { rows++; return nil })
			if !errors.Is(err, test.err) {
				t.Errorf("error %v, want %v", err, test.err)
			}
			if (got.Next != "") != (got.Truncated != "") {
				t.Errorf("cut off at %q, cursor %q", got.Truncated, got.Next)
			}
			got.Took, got.Next = 0, ""
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("summary (-want +got):\n%s", diff)
			}
			if rows != test.want.Rows {
				t.Errorf("%d rows yielded, the summary says %d", rows, test.want.Rows)
			}
		})
	}
}

func TestRunTellsTheCallersErrorsAsTheyAre(t *testing.T) {
	own := errors.New("the pipe is broken")
	_, err := Run(context.Background(), numbered{}, Request{Text: "5 rows 1 equal"}, func(Row) error { return own })
	if !errors.Is(err, own) {
		t.Errorf("error %v, want %v", err, own)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err = Run(ctx, numbered{}, Request{Text: "forever", Limits: Limits{Time: time.Minute}}, nil)
	if !errors.Is(err, context.Canceled) || errors.Is(err, ErrTime) {
		t.Errorf("error %v, want that of the context", err)
	}
}

func TestRunAsksARealStore(t *testing.T) {
	s, err := store.Open(store.Options{Backend: store.Memory, Memory: 64 << 20})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	tests := []struct {
		name, text string
		truncated  string
		rows       int
		err        error
	}{
		{"millions of rows", "for (;;) g.emit({n: 1})", "rows", 100, nil},
		{"an endless loop", "while (true) {}", "", 0, ErrTime},
		{"a syntax error", "g.V(", "", 0, store.ErrQuery},
		{"growing text", `var s = "x"; for (;;) s += s`, "", 0, store.ErrMemory},
		{"no rows", "g.V().all()", "", 0, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			limits := Limits{Rows: 100, Time: 300 * time.Millisecond}
			if test.err == store.ErrMemory {
				limits.Time = time.Minute
			}
			sum, err := Run(context.Background(), s, Request{Text: test.text, Limits: limits}, func(Row) error { return nil })
			if !errors.Is(err, test.err) || sum.Truncated != test.truncated || sum.Rows != test.rows {
				t.Errorf("%d rows, truncated %q, error %v; want %d, %q, %v", sum.Rows, sum.Truncated, err, test.rows, test.truncated, test.err)
			}
		})
	}
}

// samples has a value of every kind that an engine may yield.
var samples = Row{
	{Name: "iri", Value: quad.IRI("id:kim-jong-un")}, {Name: "text", Value: quad.String("Süß & <fett> \"\n")},
	{Name: "count", Value: quad.Int(1 << 60)}, {Name: "share", Value: quad.Float(4800000)}, {Name: "yes", Value: quad.Bool(true)},
	{Name: "when", Value: quad.Time(time.Date(2024, 6, 18, 12, 0, 0, 5, time.UTC))}, {Name: "none", Value: nil},
	{Name: "blank", Value: quad.BNode("b1")}, {Name: "lang", Value: quad.LangString{Value: "Krim", Lang: "de"}},
	{Name: "list", Value: []any{int64(1), quad.IRI("wd:Q423"), map[string]any{"deep": quad.String("x")}}}, {Name: "nan", Value: math.NaN()},
}

func TestEncodeWritesEveryKindOfValue(t *testing.T) {
	got, err := Encode(samples)
	if err != nil {
		t.Fatal(err)
	}
	want := `{"iri":"<id:kim-jong-un>","text":"Süß & <fett> \"\n","count":1152921504606846976,"share":4800000,"yes":true,` +
		`"when":"2024-06-18T12:00:00.000000005Z","none":null,"blank":"_:b1","lang":"Krim","list":[1,"<wd:Q423>",{"deep":"x"}],"nan":"NaN"}`
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("row (-want +got):\n%s", diff)
	}
}

func TestDecodeReadsWhatEncodeWrites(t *testing.T) {
	line, err := Encode(samples)
	if err != nil {
		t.Fatal(err)
	}
	row, err := Decode(line)
	if err != nil {
		t.Fatal(err)
	}
	again, err := Encode(row)
	if diff := cmp.Diff(string(line), string(again)); diff != "" || err != nil {
		t.Errorf("error %v, row (-first +second):\n%s", err, diff)
	}
}

func FuzzDecode(f *testing.F) {
	line, err := Encode(samples)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(line)
	f.Add([]byte(`{"a":1e999,"a":[{}]}`))
	f.Fuzz(func(t *testing.T, line []byte) {
		row, err := Decode(line)
		if err != nil {
			return
		}
		once, err := Encode(row)
		if err != nil {
			t.Fatalf("a row that was read cannot be written: %v", err)
		}
		again, err := Decode(once)
		if err != nil {
			t.Fatalf("what was written cannot be read: %v", err)
		}
		if twice, err := Encode(again); err != nil || string(once) != string(twice) {
			t.Fatalf("%s became %s, %v", once, twice, err)
		}
	})
}

func printed(t *testing.T, format string, width int, rows ...Row) string {
	t.Helper()
	var b strings.Builder
	p := NewPrinter(&b, format, width)
	for _, r := range rows {
		if err := p.Row(r); err != nil {
			t.Fatal(err)
		}
	}
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestPrinterWritesReadableRows(t *testing.T) {
	people := []Row{
		{{Name: "id", Value: quad.IRI("id:kim")}, {Name: "name", Value: quad.String("Kim Jong-un")}, {Name: "empty", Value: nil}},
		{{Name: "id", Value: quad.IRI("id:oe")}, {Name: "name", Value: quad.String("Österreich")}, {Name: "n", Value: quad.Float(4800000)}},
	}
	long := Row{{Name: "sentence", Value: quad.String(strings.Repeat("Wort ", 12) + "<id:eine-sehr-lange-iri-die-man-kopieren-will-und-darf>")}, {Name: "n", Value: int64(1)}}
	tests := []struct {
		name, format string
		width        int
		rows         []Row
		want         string
	}{
		{"a table leaves empty columns out", "table", 0, people, `
id        name         n
--------  -----------  -------
<id:kim>  Kim Jong-un
<id:oe>   Österreich   4800000
`},
		{"a row that is too wide is a block", "table", 20, people, `
-- 1
id    <id:kim>
name  Kim Jong-un
-- 2
id    <id:oe>
name  Österreich
n     4800000
`},
		{"long text goes on in the next line, an IRI stays whole", "table", 0, []Row{long}, `
sentence                                                 n
-------------------------------------------------------  -
Wort Wort Wort Wort Wort Wort Wort Wort Wort             1
Wort Wort Wort
<id:eine-sehr-lange-iri-die-man-kopieren-will-und-darf>
`},
		{"text cannot steer the terminal", "table", 0, []Row{{{Name: "t", Value: quad.String("a\x1b[31mb\r\nc\u202ed")}}}, `
t
-----------
a` + "\ufffd" + `[31mb c` + "\ufffd" + `d
`},
		{"JSON is one row a line", "json", 0, people[:1], `
{"id":"<id:kim>","name":"Kim Jong-un","empty":null}
`},
		{"CSV quotes text and guards against formulas", "csv", 0, []Row{{{Name: "a", Value: quad.String("=1+1")}, {Name: "b", Value: quad.Int(-1)}, {Name: "c", Value: quad.String("x, \"y\"")}}}, `
a,b,c
'=1+1,-1,"x, ""y"""
`},
		{"no rows print nothing", "table", 0, nil, "\n"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := printed(t, test.format, test.width, test.rows...)
			if diff := cmp.Diff(strings.TrimPrefix(test.want, "\n"), got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
