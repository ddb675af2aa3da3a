package index

import (
	"errors"
	"fmt"
	"math"
	"regexp"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/cayleygraph/quad"
)

// ErrValue says that a value cannot be stored, because it could not be written out and read back unchanged.
var ErrValue = errors.New("value cannot be stored")

// Canonical checks a quad and gives each of its values the one form in which it is stored: a typed string that N-Quads
// would read back as a number becomes that number, times lose zone and clock reading, -0 becomes 0.
//
// N-Quads writers put IRIs out as they are, so an IRI with a space would come back as a broken line: it is refused here.
func Canonical(q quad.Quad) (quad.Quad, error) {
	for _, d := range quad.Directions {
		v := q.Get(d)
		if v == nil {
			if d == quad.Label {
				continue
			}
			return quad.Quad{}, fmt.Errorf("quad %v: no %v: %w", q, d, ErrValue)
		}
		c, err := CanonicalValue(v)
		if err != nil {
			return quad.Quad{}, fmt.Errorf("%v: %w", d, err)
		}
		q.Set(d, c)
	}
	return q, nil
}

// CanonicalValue is Canonical for one value.
func CanonicalValue(v quad.Value) (quad.Value, error) {
	switch v := v.(type) {
	case quad.IRI:
		return v, checkIRI(string(v))
	case quad.BNode:
		return v, checkBNode(string(v))
	case quad.String:
		return v, checkText(string(v))
	case quad.LangString:
		if err := checkLang(v.Lang); err != nil {
			return nil, err
		}
		return v, checkText(string(v.Value))
	case quad.TypedString:
		return canonicalTyped(v)
	case quad.Float:
		return canonicalFloat(v), nil
	case quad.Time:
		return quad.Time(time.Time(v).UTC().Round(0)), nil
	case quad.Int, quad.Bool:
		return v, nil
	}
	return nil, fmt.Errorf("%T: %w", v, ErrValue)
}

// canonicalTyped turns "10"^^xsd:integer into the number that reads and writes as the same text.
func canonicalTyped(v quad.TypedString) (quad.Value, error) {
	if err := checkIRI(string(v.Type)); err != nil {
		return nil, err
	}
	if err := checkText(string(v.Value)); err != nil {
		return nil, err
	}
	if p, err := v.ParseValue(); err == nil && p.String() == v.String() {
		if f, ok := p.(quad.Float); ok {
			return canonicalFloat(f), nil
		}
		return p, nil
	}
	return v, nil
}

// canonicalFloat gives numbers that are equal one form. NaN differs from itself, so it stays text.
func canonicalFloat(f quad.Float) quad.Value {
	if math.IsNaN(float64(f)) {
		return f.TypedString()
	}
	if f == 0 {
		return quad.Float(0)
	}
	return f
}

func checkIRI(s string) error {
	if s == "" {
		return fmt.Errorf("empty IRI: %w", ErrValue)
	}
	return check("IRI", s, func(r rune) bool { return r <= ' ' || strings.ContainsRune("<>\"{}|^`\\", r) })
}

// checkBNode keeps to what every reader of N-Quads takes for a label.
func checkBNode(s string) error {
	if s == "" || strings.HasSuffix(s, ".") || strings.ContainsRune("-.", rune(s[0])) {
		return fmt.Errorf("blank node %.80q: %w", s, ErrValue)
	}
	return check("blank node", s, func(r rune) bool {
		if r < 0xc0 {
			return !(r < 0x80 && (unicode.IsLetter(r) || unicode.IsDigit(r)) || strings.ContainsRune("-_.:", r))
		}
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
}

var language = regexp.MustCompile(`^[a-zA-Z]+(-[a-zA-Z0-9]+)*$`)

func checkLang(s string) error {
	if !language.MatchString(s) {
		return fmt.Errorf("language %.80q: %w", s, ErrValue)
	}
	return nil
}

func checkText(s string) error {
	if !utf8.ValidString(s) {
		return fmt.Errorf("text %.40q is not UTF-8: %w", s, ErrValue)
	}
	return nil
}

func check(what, s string, bad func(rune) bool) error {
	if !utf8.ValidString(s) {
		return fmt.Errorf("%s %.80q is not UTF-8: %w", what, s, ErrValue)
	}
	if i := strings.IndexFunc(s, func(r rune) bool { return r == 0x7f || bad(r) }); i >= 0 {
		r, _ := utf8.DecodeRuneInString(s[i:])
		return fmt.Errorf("%s %.80q has %q in it: %w", what, s, r, ErrValue)
	}
	return nil
}
