package index

import "github.com/cayleygraph/quad"

// Recode writes a value and reads it back.
func Recode(v quad.Value) (quad.Value, error) {
	b, err := encode(v)
	if err != nil {
		return nil, err
	}
	return decode(b)
}
