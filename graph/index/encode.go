package index

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math"
	"time"

	"github.com/cayleygraph/quad"
)

// The first byte of a stored value says what it is.
const (
	tagIRI    = 'i'
	tagBNode  = 'b'
	tagString = 's'
	tagLang   = 'l' // language, 0, text
	tagTyped  = 't' // type, 0, text
	tagInt    = 'n'
	tagFloat  = 'f'
	tagBool   = 'B'
	tagTime   = 'd'
)

// encode writes a canonical value. Numbers and times sort as they should.
func encode(v quad.Value) ([]byte, error) {
	switch v := v.(type) {
	case quad.IRI:
		return append([]byte{tagIRI}, v...), nil
	case quad.BNode:
		return append([]byte{tagBNode}, v...), nil
	case quad.String:
		return append([]byte{tagString}, v...), nil
	case quad.LangString:
		return pair(tagLang, v.Lang, string(v.Value)), nil
	case quad.TypedString:
		return pair(tagTyped, string(v.Type), string(v.Value)), nil
	case quad.Int:
		return binary.BigEndian.AppendUint64([]byte{tagInt}, uint64(v)^1<<63), nil
	case quad.Float:
		return binary.BigEndian.AppendUint64([]byte{tagFloat}, sortable(float64(v))), nil
	case quad.Bool:
		if v {
			return []byte{tagBool, 1}, nil
		}
		return []byte{tagBool, 0}, nil
	case quad.Time:
		b := binary.BigEndian.AppendUint64([]byte{tagTime}, uint64(time.Time(v).Unix())^1<<63)
		return binary.BigEndian.AppendUint32(b, uint32(time.Time(v).Nanosecond())), nil
	}
	return nil, fmt.Errorf("%T: %w", v, ErrValue)
}

func pair(tag byte, a, b string) []byte {
	out := append([]byte{tag}, a...)
	out = append(out, 0)
	return append(out, b...)
}

// sortable maps floats to numbers in the same order.
func sortable(f float64) uint64 {
	b := math.Float64bits(f)
	if b>>63 == 1 {
		return ^b
	}
	return b | 1<<63
}

func unsortable(b uint64) float64 {
	if b>>63 == 1 {
		return math.Float64frombits(b &^ (1 << 63))
	}
	return math.Float64frombits(^b)
}

// decode is the inverse of encode.
func decode(b []byte) (quad.Value, error) {
	if len(b) == 0 {
		return nil, fmt.Errorf("%w: empty value", ErrCorrupt)
	}
	tag, rest := b[0], b[1:]
	switch tag {
	case tagIRI:
		return quad.IRI(rest), nil
	case tagBNode:
		return quad.BNode(rest), nil
	case tagString:
		return quad.String(rest), nil
	case tagLang, tagTyped:
		return decodePair(tag, rest)
	case tagInt, tagFloat, tagBool, tagTime:
		return decodeFixed(tag, rest)
	}
	return nil, fmt.Errorf("%w: value of kind %q", ErrCorrupt, tag)
}

func decodePair(tag byte, b []byte) (quad.Value, error) {
	first, text, ok := bytes.Cut(b, []byte{0})
	switch {
	case !ok:
		return nil, fmt.Errorf("%w: half a value", ErrCorrupt)
	case tag == tagLang:
		return quad.LangString{Value: quad.String(text), Lang: string(first)}, nil
	}
	return quad.TypedString{Value: quad.String(text), Type: quad.IRI(first)}, nil
}

func decodeFixed(tag byte, b []byte) (quad.Value, error) {
	switch {
	case tag == tagInt && len(b) == 8:
		return quad.Int(binary.BigEndian.Uint64(b) ^ 1<<63), nil
	case tag == tagFloat && len(b) == 8:
		return quad.Float(unsortable(binary.BigEndian.Uint64(b))), nil
	case tag == tagBool && len(b) == 1:
		return quad.Bool(b[0] == 1), nil
	case tag == tagTime && len(b) == 12:
		sec := int64(binary.BigEndian.Uint64(b) ^ 1<<63)
		return quad.Time(time.Unix(sec, int64(binary.BigEndian.Uint32(b[8:]))).UTC()), nil
	}
	return nil, fmt.Errorf("%w: value of kind %q with %d bytes", ErrCorrupt, tag, len(b))
}

// maxName is the length up to which a value is its own name; of a longer one the name is a digest.
const maxName = 64

// nameOf is the key under which the number of an encoded value stands.
func nameOf(value []byte) []byte {
	if len(value) <= maxName {
		return append([]byte{nameSpace}, value...)
	}
	sum := sha256.Sum256(value)
	return append([]byte{nameSpace, 0xff}, sum[:]...)
}
