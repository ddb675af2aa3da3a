package loader

import (
	"bytes"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"newsgraph/internal/wordlist"
	"newsgraph/loader/claim"
	"newsgraph/loader/doc"
)

// A Trust is what users decide about how far claims are trusted. The zero value leaves everything as it is.
type Trust struct {
	Least float64 // 0..1: claims with less confidence are left out
	// Record holds counts of users' judgements, which are added to those of the development articles: lines of frame, right and wrong,
	// parted by tabs; nil for none. Name is where they come from, for errors.
	Record []byte
	Name   string
}

// suffix tells in the extractor's version what t changes: " record 5f3c9a01b7de from 0.5".
func (t Trust) suffix() string {
	out := ""
	if t.Record != nil {
		h := newHash()
		h.add("record", t.Record)
		out = " record " + h.sum()[:12]
	}
	if t.Least > 0 {
		out += " from " + strconv.FormatFloat(t.Least, 'f', -1, 64)
	}
	return out
}

// A Frame is a way in which articles state a relation, with how often it was right in the development articles.
type Frame struct {
	ID, Relation string
	Right, Wrong int
}

// Frames lists all frames by their ids.
func (l *Loader) Frames() []Frame { return slices.Clone(l.stages.frames) }

// trust builds the model of confidence from frames/record.tsv, what users judged, and frames/confidence.tsv.
func (s *stages) trust(fsys fs.FS, rules *claim.Rules, t Trust) (*claim.Model, error) {
	const file = "frames/record.tsv"
	content, err := fs.ReadFile(fsys, file)
	if err != nil {
		return nil, err
	}
	record := claim.NewRecord(rules)
	if err := readRecord(content, file, record); err != nil {
		return nil, err
	}
	for id, relation := range rules.Relations() {
		n := record.Tally(id)
		s.frames = append(s.frames, Frame{id, relation, n.Right, n.Wrong})
	}
	slices.SortFunc(s.frames, func(a, b Frame) int { return strings.Compare(a.ID, b.ID) })
	if err := readRecord(t.Record, t.Name, record); err != nil {
		return nil, err
	}
	return readModel(fsys, record)
}

// readModel reads frames/confidence.tsv: signal, weight.
func readModel(fsys fs.FS, record *claim.Record) (*claim.Model, error) {
	const file = "frames/confidence.tsv"
	weights := map[string]float64{}
	err := wordlist.Rows(fsys, file, 2, func(f []string) error {
		w, err := strconv.ParseFloat(f[1], 64)
		if err != nil {
			return fmt.Errorf("%q is no number", f[1])
		}
		if _, twice := weights[f[0]]; twice {
			return fmt.Errorf("%q stands in two lines", f[0])
		}
		weights[f[0]] = w
		return nil
	})
	if err != nil {
		return nil, err
	}
	m, err := claim.NewModel(weights, record)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return m, nil
}

// readRecord adds lines of frame, right, wrong. A frame that the rules do not have is an error that names file and line.
func readRecord(content []byte, file string, r *claim.Record) error {
	seen := map[string]bool{}
	return wordlist.Table(bytes.NewReader(content), file, 3, func(f []string) error {
		right, err1 := strconv.Atoi(f[1])
		wrong, err2 := strconv.Atoi(f[2])
		if err1 != nil || err2 != nil || right < 0 || wrong < 0 {
			return fmt.Errorf("%q and %q are not counts", f[1], f[2])
		}
		if seen[f[0]] {
			return fmt.Errorf("%q stands in two lines", f[0])
		}
		seen[f[0]] = true
		return r.Add(f[0], claim.Tally{Right: right, Wrong: wrong})
	})
}

// keep leaves out the claims of d with less confidence than wanted, and tells the trace, which may be nil, where the others went.
func (l *Loader) keep(d *doc.Document, t *claim.Trace) {
	if l.least <= 0 {
		return
	}
	goes, kept := make([]int, len(d.Claims)), []doc.Claim{}
	for i, c := range d.Claims {
		goes[i] = -1
		if c.Confidence >= l.least {
			goes[i] = len(kept)
			kept = append(kept, c)
		}
	}
	if t != nil {
		for _, a := range t.Accounts {
			if a.Claim >= 0 && goes[a.Claim] < 0 {
				a.Steps = append(a.Steps, claim.Step{Property: "stated", Value: "no", Rule: fmt.Sprintf("confidence %v is below %v", d.Claims[a.Claim].Confidence, l.least)})
			}
			if a.Claim >= 0 {
				a.Claim = goes[a.Claim]
			}
		}
	}
	d.Claims = kept
}
