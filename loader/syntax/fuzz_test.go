package syntax

import (
	"testing"

	"newsgraph/loader/doc"
)

// FuzzTree gives the parser words and tags in any order: what comes out is one tree with one root, whatever the sentence.
func FuzzTree(f *testing.F) {
	p, err := embedded()
	if err != nil {
		f.Fatal(err)
	}
	forms := []string{"Peru", "liefert", "die", "Waffen", "und", "dass", "der", "zu", ",", ".", "„", "hat", "nach", "sich", "ab"}
	tags := []string{"NE", "VVFIN", "ART", "NN", "KON", "KOUS", "PRELS", "PTKZU", "$,", "$.", "$(", "VAFIN", "APPR", "PRF", "PTKVZ", "VVPP", "ADJA", "ADV", "CARD", "VVINF"}
	f.Add([]byte("Ein Satz."), uint8(1))
	f.Add([]byte{0, 0, 0, 9, 9, 9}, uint8(40))
	f.Add([]byte{8, 9, 10}, uint8(0))
	f.Fuzz(func(t *testing.T, text []byte, times uint8) {
		var tokens []doc.Token
		var words []doc.Word
		for range int(times)%16 + 1 {
			for _, b := range text {
				form, tag := forms[int(b)%len(forms)], tags[int(b)/3%len(tags)]
				tokens = append(tokens, doc.Token{Text: form})
				words = append(words, doc.Word{Tag: tag, Lemma: form, Head: form, Cases: doc.Case(b & 15), Number: doc.Number(b >> 4 & 3), Gender: doc.Gender(b >> 5)})
			}
		}
		if len(words) == 0 || len(words) > 2500 {
			return
		}
		roots := 0
		heads := make([]int, len(words))
		for i, dep := range p.Tree(tokens, words) {
			if dep.Head < 0 {
				roots++
				heads[i] = len(words)
			} else {
				heads[i] = dep.Head
			}
			if dep.Head >= len(words) || dep.Label == "" || !(dep.Sure >= 0 && dep.Sure <= 1) {
				t.Fatalf("token %d: %+v", i, dep)
			}
		}
		if roots != 1 || circle(heads) != nil {
			t.Fatalf("%d roots, heads %v", roots, heads)
		}
	})
}
