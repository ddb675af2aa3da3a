package store

import (
	"context"

	"github.com/cayleygraph/quad"

	"newsgraph/graph"
	"newsgraph/graph/correct"
)

// A FrameCount is how many claims of the articles a frame found, and how many of them users confirmed and retracted.
type FrameCount struct {
	Claims    int `json:"claims"`
	Confirmed int `json:"confirmed"`
	Retracted int `json:"retracted"`
}

// Frames counts the claims of all articles by the frame that found them. Of corrections of one claim the newest that holds counts.
func (s *Store) Frames(ctx context.Context) (map[string]FrameCount, error) {
	v, err := s.view(ctx)
	if err != nil {
		return nil, err
	}
	defer v.close()
	r := reading{ctx, v}
	out := map[string]FrameCount{}
	err = r.Quads(graph.Pattern{P: graph.Frame}, func(q quad.Quad) error {
		if graph.IsArticle(q.Label) {
			n := out[quad.ToString(q.Object)]
			n.Claims++
			out[quad.ToString(q.Object)] = n
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	log, err := correct.Log(r)
	if err != nil {
		return nil, err
	}
	judged := map[string]bool{}
	for _, e := range log {
		if e.State != correct.Holds || e.Action != correct.Confirm && e.Action != correct.Retract || judged[e.Claim] {
			continue
		}
		judged[e.Claim] = true
		frames, err := framesOf(r, e.Claim)
		if err != nil {
			return nil, err
		}
		for frame := range frames {
			n := out[frame]
			if e.Action == correct.Confirm {
				n.Confirmed++
			} else {
				n.Retracted++
			}
			out[frame] = n
		}
	}
	return out, nil
}

// framesOf are the frames that found the claims with a fingerprint.
func framesOf(r reading, fingerprint string) (map[string]bool, error) {
	claims, out := []quad.Value{}, map[string]bool{}
	err := r.Quads(graph.Pattern{P: graph.Fingerprint, O: quad.String(fingerprint)}, func(q quad.Quad) error {
		claims = append(claims, q.Subject)
		return nil
	})
	for _, c := range claims {
		if err != nil {
			return nil, err
		}
		err = r.Quads(graph.Pattern{S: c, P: graph.Frame}, func(q quad.Quad) error {
			out[quad.ToString(q.Object)] = true
			return nil
		})
	}
	return out, err
}
