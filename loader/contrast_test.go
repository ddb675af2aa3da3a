package loader_test

import (
	"encoding/csv"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"newsgraph/data"
	"newsgraph/internal/ontology"
	"newsgraph/loader"
	"newsgraph/loader/doc"
)

// The share of contrast sentences that must be read right, in percent; data/contrast.tsv says how the lines are meant.
const (
	wantTriples   = 88
	wantCertainty = 92 // modality and polarity, of the triples that are right
	wantSpeakers  = 85 // of the triples that have one
	wantDenials   = 85
	wantDetails   = 90 // goods and roles, of the triples that have some
	wantSilence   = 96 // sentences without a forbidden claim
)

// A row is one line of data/contrast.tsv.
type row map[string]string

func contrastRows(t *testing.T) (rows []row) {
	t.Helper()
	b, err := os.ReadFile("../data/contrast.tsv")
	if err != nil {
		t.Fatal(err)
	}
	r := csv.NewReader(strings.NewReader(string(b)))
	r.Comma, r.Comment, r.LazyQuotes = '\t', '#', true
	all, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, fields := range all[1:] {
		x := row{}
		for i, name := range all[0] {
			x[name] = fields[i]
		}
		rows = append(rows, x)
	}
	return rows
}

// score counts hits out of tries.
type score struct{ hit, all int }

func (s *score) add(ok bool) {
	s.all++
	if ok {
		s.hit++
	}
}

func (s score) percent() int { return 100 * s.hit / max(s.all, 1) }

func (s score) String() string { return fmt.Sprintf("%d of %d (%d %%)", s.hit, s.all, s.percent()) }

func TestContrastSentences(t *testing.T) {
	l, err := loader.New()
	if err != nil {
		t.Fatal(err)
	}
	rows := contrastRows(t)
	var triples, certain, speaker, denial, details, silence score
	for i := 0; i < len(rows); {
		j := i + 1
		for j < len(rows) && rows[j]["id"] == rows[i]["id"] {
			j++
		}
		d := read(l, rows[i]["sentence"], "2026-06-15")
		silent := forbidden(d, rows[i:j])
		silence.add(silent == "")
		if silent != "" {
			t.Logf("%s forbidden %s: %s", rows[i]["id"], silent, rows[i]["sentence"])
		}
		for _, x := range rows[i:j] {
			if x["predicate"] == "" {
				continue
			}
			c := find(d, x)
			optional := slices.Contains(strings.Split(x["predicate"], "|"), "-")
			if c == nil && optional {
				continue
			}
			triples.add(c != nil)
			if c == nil {
				t.Logf("%s missing %s %s %s: %s", x["id"], x["subject"], x["predicate"], x["object"], x["sentence"])
				continue
			}
			sure := oneOf(c.Modality, x["modality"]) && oneOf(c.Polarity, x["polarity"])
			certain.add(sure)
			if !sure {
				t.Logf("%s %s %s, want %s %s: %s", x["id"], c.Modality, c.Polarity, x["modality"], x["polarity"], x["sentence"])
			}
			by, denied := people(d, c.AttributedTo, x["attributed_to"]), people(d, c.DeniedBy, x["denied_by"])
			if x["attributed_to"] != "" || len(c.AttributedTo) > 0 {
				speaker.add(by)
				if !by {
					t.Logf("%s speaker %v, want %q: %s", x["id"], namesOf(d, c.AttributedTo), x["attributed_to"], x["sentence"])
				}
			}
			if x["denied_by"] != "" {
				denial.add(denied)
			}
			if x["goods"] != "" || x["role"] != "" {
				ok := hasGood(c, x["goods"]) && (x["role"] == "" || oneOf(c.Role, x["role"]))
				details.add(ok)
				if !ok {
					t.Logf("%s goods %v role %q, want %q %q: %s", x["id"], c.Goods, c.Role, x["goods"], x["role"], x["sentence"])
				}
			}
		}
		i = j
	}
	t.Logf("triples %v, certainty %v, speakers %v, denials %v, goods and roles %v, without forbidden claim %v", triples, certain, speaker, denial, details, silence)
	for name, s := range map[string]struct {
		got  score
		want int
	}{"triples": {triples, wantTriples}, "certainty": {certain, wantCertainty}, "speakers": {speaker, wantSpeakers},
		"denials": {denial, wantDenials}, "details": {details, wantDetails}, "silence": {silence, wantSilence}} {
		if s.got.percent() < s.want {
			t.Errorf("%s: %v, want %d %%", name, s.got, s.want)
		}
	}
}

func oneOf(got, want string) bool {
	return want == "" || slices.Contains(strings.Split(want, "|"), got)
}

// is compares a name with acceptable ones, folded; without one, nothing must be there.
func is(d *doc.Document, entity int, want string) bool {
	options := strings.Split(want, "|")
	if entity < 0 {
		return want == "" || slices.Contains(options, "-")
	}
	e := d.Entities[entity]
	return slices.ContainsFunc(options, func(o string) bool {
		return ontology.Fold(o) == ontology.Fold(e.Name) || slices.ContainsFunc(e.Aliases, func(a string) bool { return ontology.Fold(a) == ontology.Fold(o) })
	})
}

func people(d *doc.Document, got []int, want string) bool {
	if want == "" {
		return len(got) == 0
	}
	return slices.ContainsFunc(got, func(e int) bool { return is(d, e, want) })
}

func namesOf(d *doc.Document, entities []int) []string {
	var out []string
	for _, e := range entities {
		out = append(out, d.Entities[e].Name)
	}
	return out
}

// hasGood reports whether one of the goods is as wanted, or, where none is, that there is none.
func hasGood(c *doc.Claim, want string) bool {
	return want == "" || slices.ContainsFunc(c.Goods, func(g doc.Good) bool {
		return slices.ContainsFunc(strings.Split(want, "|"), func(w string) bool { return ontology.Fold(w) == ontology.Fold(g.Name) })
	})
}

// symmetric is the set of relations whose ends may change places.
var symmetric = sync.OnceValue(func() map[string]bool {
	o, err := ontology.Parse(data.Ontology)
	if err != nil {
		panic(err)
	}
	out := map[string]bool{}
	for _, r := range o.Relations {
		out[r.Name] = r.Symmetric
	}
	return out
})

func matches(d *doc.Document, c *doc.Claim, subject, predicate, object string) bool {
	if !oneOf(c.Predicate, predicate) {
		return false
	}
	if is(d, c.Subject, subject) && is(d, c.Object, object) {
		return true
	}
	return symmetric()[c.Predicate] && c.Object >= 0 && is(d, c.Object, subject) && is(d, c.Subject, object)
}

// find returns the claim that a line names, the one as certain as wanted before others.
func find(d *doc.Document, x row) *doc.Claim {
	var best *doc.Claim
	for i := range d.Claims {
		c := &d.Claims[i]
		if !matches(d, c, x["subject"], x["predicate"], x["object"]) {
			continue
		}
		if best == nil || oneOf(c.Modality, x["modality"]) && oneOf(c.Polarity, x["polarity"]) {
			best = c
		}
	}
	return best
}

// forbidden returns what the sentence must not state but does.
func forbidden(d *doc.Document, rows []row) string {
	none := rows[0]["predicate"] == ""
	for i := range d.Claims {
		c := &d.Claims[i]
		listed := slices.ContainsFunc(rows, func(x row) bool {
			return x["predicate"] != "" && matches(d, c, x["subject"], x["predicate"], x["object"])
		})
		if listed {
			continue
		}
		if none {
			return c.Predicate
		}
		for _, f := range strings.Split(rows[0]["forbidden"], ", ") {
			p := strings.Split(f, ">")
			if len(p) == 1 && p[0] == c.Predicate || len(p) == 3 && c.Predicate == p[1] && is(d, c.Subject, p[0]) && is(d, c.Object, p[2]) {
				return f
			}
		}
	}
	return ""
}
