package gazetteer

import (
	"testing"

	"newsgraph/internal/ontology"
)

// FuzzFold checks that the quick way to fold is the ontology's way.
func FuzzFold(f *testing.F) {
	for _, s := range []string{"Kim Jong-un", "Weißes Haus", "N’Djamena", "São Paulo", "U.S.A.", "İzmir", " – ", "Ägypten", "U\u0308ber"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if key, ok := foldGerman(s); ok && key != ontology.Fold(s) {
			t.Fatalf("foldGerman(%q) = %q, want %q", s, key, ontology.Fold(s))
		}
	})
}
