package train

import (
	"fmt"
	"io"

	"newsgraph/internal/score"
)

// Score writes how well the articles with gold are read, set by set, and how reliable the confidence of their claims is. shared and root are
// those of Confidence.
func Score(shared, root string, w io.Writer) error {
	x, err := newExaminer()
	if err != nil {
		return err
	}
	for _, s := range goldSets(shared, root) {
		var t score.Total
		articles, err := x.set(s, &t)
		if err != nil {
			return err
		}
		var r score.Reliability
		for _, a := range articles {
			for i, c := range a.claims {
				r.Add(c.Confidence, a.right[i])
			}
		}
		fmt.Fprintf(w, "%s: %d articles\n", s.name, len(articles))
		for _, c := range []struct {
			what string
			score.Count
		}{{"entities", t.Entities}, {"claims", t.Claims}} {
			fmt.Fprintf(w, "  %-9s P %.3f  R %.3f  F1 %.3f  right, wrong, missed %d, %d, %d\n", c.what, c.Precision(), c.Recall(), c.F1(), c.Right, c.Wrong, c.Missed)
		}
		if err := r.Write(w); err != nil {
			return err
		}
	}
	return nil
}
