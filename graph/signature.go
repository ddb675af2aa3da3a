package graph

import (
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"math"
	"strings"
	"unicode"
)

// Shape of a signature: bands of rows slots over shingles of words. With 16 bands of 3, two texts that share 80 % of their
// shingles share about eight bands, two that share 30 % about none.
const (
	sigBands   = 16
	sigRows    = 3
	sigShingle = 4
)

// Bands is the near-duplicate signature of a text: MinHash values over its shingles of four words, in bands. The share of bands
// that two texts have in common grows with the share of their wording. A text shorter than a shingle has none.
func Bands(text string) []string {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if len(words) < sigShingle {
		return nil
	}
	mins := minima(words)
	out := make([]string, sigBands)
	for b := range out {
		h := fnv.New64a()
		for _, m := range mins[b*sigRows : (b+1)*sigRows] {
			h.Write(binary.LittleEndian.AppendUint64(nil, m))
		}
		out[b] = fmt.Sprintf("%x%012x", b, h.Sum64()>>16)
	}
	return out
}

// minima keeps, for each of the hash functions, the smallest value over all shingles.
func minima(words []string) []uint64 {
	mins := make([]uint64, sigBands*sigRows)
	for i := range mins {
		mins[i] = math.MaxUint64
	}
	for i := 0; i+sigShingle <= len(words); i++ {
		h := fnv.New64a()
		h.Write([]byte(strings.Join(words[i:i+sigShingle], " ")))
		base := h.Sum64()
		for k := range mins {
			mins[k] = min(mins[k], mix(base+uint64(k+1)*0x9e3779b97f4a7c15))
		}
	}
	return mins
}

// mix spreads the bits of x over the whole word (the finalizer of MurmurHash3).
func mix(x uint64) uint64 {
	x ^= x >> 33
	x *= 0xff51afd7ed558ccd
	x ^= x >> 33
	x *= 0xc4ceb9fe1a85ec53
	return x ^ x>>33
}
