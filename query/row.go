package query

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/cayleygraph/quad"

	"newsgraph/graph/format"
)

// A Header collects the names of the fields of rows in the order in which they first appear.
type Header struct {
	names []string
	seen  map[string]bool
}

// Add takes the names of one more row.
func (h *Header) Add(r Row) {
	if h.seen == nil {
		h.seen = map[string]bool{}
	}
	for _, f := range r {
		if !h.seen[f.Name] {
			h.seen[f.Name] = true
			h.names = append(h.names, f.Name)
		}
	}
}

// Names are the columns of the rows so far.
func (h *Header) Names() []string { return append([]string{}, h.names...) }

// Plain is a value without the graph's types, as JSON writes it: an IRI in angle brackets, a time in RFC 3339, text as it is.
func Plain(v any) any {
	switch v := v.(type) {
	case quad.String:
		return string(v)
	case quad.LangString:
		return string(v.Value)
	case quad.Int:
		return int64(v)
	case quad.Float:
		return Plain(float64(v))
	case quad.Bool:
		return bool(v)
	case quad.Time:
		return time.Time(v).Format(time.RFC3339Nano)
	case quad.Value:
		return v.String() // IRI, blank node, typed string: as in N-Quads
	case float64:
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return strconv.FormatFloat(v, 'g', -1, 64) // JSON has no number for it
		}
		return v
	case []any:
		out := make([]any, len(v))
		for i, x := range v {
			out[i] = Plain(x)
		}
		return out
	case map[string]any:
		out := make(map[string]any, len(v))
		for k, x := range v {
			out[k] = Plain(x)
		}
		return out
	}
	return v
}

// Encode writes a row as a JSON object with its fields in their order.
func Encode(r Row) ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, f := range r {
		if i > 0 {
			b.WriteByte(',')
		}
		if err := encode(&b, f.Name); err != nil {
			return nil, err
		}
		b.WriteByte(':')
		if err := encode(&b, Plain(f.Value)); err != nil {
			return nil, fmt.Errorf("%s: %w", f.Name, err)
		}
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// encode writes JSON without the line break of an Encoder and without escaping the brackets of IRIs.
func encode(b *bytes.Buffer, v any) error {
	enc := json.NewEncoder(b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return err
	}
	b.Truncate(b.Len() - 1)
	return nil
}

// Decode reads what Encode writes. Values come back as Plain has them; whole numbers as int64.
func Decode(line []byte) (Row, error) {
	dec := json.NewDecoder(bytes.NewReader(line))
	dec.UseNumber()
	if t, err := dec.Token(); err != nil || t != json.Delim('{') {
		return nil, errors.New("a row is no JSON object")
	}
	var row Row
	for dec.More() {
		name, err := dec.Token()
		if err != nil {
			return nil, err
		}
		var value any
		if err := dec.Decode(&value); err != nil {
			return nil, err
		}
		row = append(row, field(name.(string), numbers(value)))
	}
	if _, err := dec.Token(); err != nil {
		return nil, err
	}
	if _, err := dec.Token(); err != io.EOF {
		return nil, errors.New("something stands after the row")
	}
	return row, nil
}

func numbers(v any) any {
	switch v := v.(type) {
	case json.Number:
		if n, err := v.Int64(); err == nil {
			return n
		}
		f, err := v.Float64()
		if err != nil {
			return v.String() // larger than any float: keep what was written
		}
		return f
	case []any:
		for i := range v {
			v[i] = numbers(v[i])
		}
	case map[string]any:
		for k := range v {
			v[k] = numbers(v[k])
		}
	}
	return v
}

// text is a value as one reads it in a cell.
func text(v any) string {
	switch v := Plain(v).(type) {
	case nil:
		return ""
	case string:
		return v
	case float64:
		return format.Number(v)
	case []any:
		parts := make([]string, len(v))
		for i, x := range v {
			parts[i] = text(x)
		}
		return strings.Join(parts, ", ")
	case map[string]any:
		keys := make([]string, 0, len(v))
		for k := range v {
			keys = append(keys, k)
		}
		slices.Sort(keys)
		for i, k := range keys {
			keys[i] = k + ": " + text(v[k])
		}
		return strings.Join(keys, ", ")
	default:
		return fmt.Sprint(v)
	}
}
