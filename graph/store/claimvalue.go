package store

import (
	"fmt"
	"slices"

	"newsgraph/data"
	"newsgraph/graph"
	"newsgraph/internal/ontology"
)

// plausible refuses a relation, tier, modality or polarity that no claim can have: it is mistyped, and an empty answer would say
// that nothing was found.
func (r *run) plausible(want map[string]string) error {
	fixed := []string{"predicate", "tier", "modality", "polarity"}
	if !slices.ContainsFunc(fixed, func(k string) bool { return want[k] != "" }) {
		return nil
	}
	o, err := ontology.Parse(data.Ontology)
	if err != nil {
		return err
	}
	known := map[string][]string{"tier": graph.Tiers(), "modality": o.Modalities, "polarity": o.Polarities}
	for _, relation := range o.Relations {
		known["predicate"] = append(known["predicate"], relation.Name)
	}
	for _, k := range fixed {
		if want[k] == "" || slices.Contains(known[k], want[k]) {
			continue
		}
		if best := ontology.Nearest(want[k], known[k]); best != "" {
			return fmt.Errorf("no %s %q: did you mean %q?", k, want[k], best)
		}
		return fmt.Errorf("no %s %q: see data/ontology.yaml", k, want[k])
	}
	return nil
}
