package loader

import (
	"fmt"
	"io/fs"
	"strconv"

	"newsgraph/internal/wordlist"
	"newsgraph/loader/claim"
)

// readModel reads frames/confidence.tsv (signal, weight) and frames/record.tsv (frame, right, wrong).
func readModel(fsys fs.FS, rules *claim.Rules) (*claim.Model, error) {
	weights := map[string]float64{}
	const file = "frames/confidence.tsv"
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
	record := claim.NewRecord(rules)
	if err := readRecord(fsys, "frames/record.tsv", record); err != nil {
		return nil, err
	}
	m, err := claim.NewModel(weights, record)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return m, nil
}

// readRecord adds the lines of a record: frame, right, wrong. A frame that the rules do not have is an error that names file and line.
func readRecord(fsys fs.FS, file string, r *claim.Record) error {
	seen := map[string]bool{}
	return wordlist.Rows(fsys, file, 3, func(f []string) error {
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
