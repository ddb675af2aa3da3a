package loader

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"hash"
)

// A dataDigest is a hash over named files; lengths keep them apart.
type dataDigest struct{ h hash.Hash }

func newHash() dataDigest { return dataDigest{sha256.New()} }

func (d dataDigest) add(name string, content []byte) {
	for _, b := range [][]byte{[]byte(name), content} {
		d.h.Write(binary.LittleEndian.AppendUint64(nil, uint64(len(b))))
		d.h.Write(b)
	}
}

func (d dataDigest) sum() string { return hex.EncodeToString(d.h.Sum(nil)) }
