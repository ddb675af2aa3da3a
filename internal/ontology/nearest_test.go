package ontology_test

import (
	"testing"

	"newsgraph/internal/ontology"
)

func TestNearestFindsAWordAFewLettersOff(t *testing.T) {
	words := []string{"meets", "visits", "supplies", "maybe"}
	for typed, want := range map[string]string{"meetz": "meets", "supplis": "supplies", "mabe": "maybe", "zzz": "", "": "", "meets": "meets"} {
		if got := ontology.Nearest(typed, words); got != want {
			t.Errorf("%q: %q, want %q", typed, got, want)
		}
	}
}
