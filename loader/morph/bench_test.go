package morph

import "testing"

func BenchmarkOpenLexicon(b *testing.B) {
	for b.Loop() {
		if _, err := OpenLexicon(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkNew(b *testing.B) {
	l, err := OpenLexicon()
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := New(l); err != nil {
			b.Fatal(err)
		}
	}
}
