package cli

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"newsgraph/graph"
)

// A setting is one field of Settings with what its tags say.
type setting struct {
	key   string
	doc   string
	flag  string   // name of the flag that overrides it, or ""
	one   []string // the values that it may have, or none
	min   string
	max   string
	value reflect.Value
}

// variable is the name of the environment variable that sets it.
func (s setting) variable() string {
	return "NEWSGRAPH_" + strings.ToUpper(strings.ReplaceAll(s.key, ".", "_"))
}

// list returns every setting of s in the order of the struct; setting a value sets it in s.
func list(s *Settings) []setting {
	return walk(nil, "", reflect.ValueOf(s).Elem())
}

func walk(out []setting, prefix string, v reflect.Value) []setting {
	for i := range v.NumField() {
		field := v.Type().Field(i)
		key := prefix + strings.ToLower(field.Name)
		if field.Type.Kind() == reflect.Struct {
			out = walk(out, key+".", v.Field(i))
			continue
		}
		out = append(out, setting{
			key: key, doc: field.Tag.Get("doc"), flag: field.Tag.Get("flag"),
			one: strings.Fields(field.Tag.Get("one")), min: field.Tag.Get("min"), max: field.Tag.Get("max"), value: v.Field(i),
		})
	}
	return out
}

// set reads the value as a config file, a variable or a flag gives it.
func (s setting) set(raw any) error {
	value, err := s.read(raw)
	if err != nil {
		return err
	}
	if err := s.allowed(value); err != nil {
		return err
	}
	s.value.Set(reflect.ValueOf(value))
	return nil
}

func (s setting) read(raw any) (any, error) {
	switch s.value.Interface().(type) {
	case []string:
		return readList(raw)
	case map[string]string:
		return readMap(raw)
	}
	text, ok := scalar(raw)
	if !ok {
		return nil, fmt.Errorf("wants a single value")
	}
	switch s.value.Interface().(type) {
	case bool:
		return readAs(text, "true or false", strconv.ParseBool)
	case int:
		return readAs(text, "a whole number", strconv.Atoi)
	case float64:
		return readAs(text, "a number", func(s string) (float64, error) { return strconv.ParseFloat(s, 64) })
	case time.Duration:
		return readAs(text, "a duration such as 10s", time.ParseDuration)
	case Size:
		return parseSize(text)
	}
	if _, isText := raw.(string); !isText {
		return nil, fmt.Errorf("%v is no text", raw)
	}
	return text, nil
}

func readAs[T any](text, what string, parse func(string) (T, error)) (any, error) {
	v, err := parse(text)
	if err != nil {
		return nil, fmt.Errorf("%q is not %s", text, what)
	}
	return v, nil
}

func scalar(raw any) (string, bool) {
	switch v := raw.(type) {
	case string:
		return v, true
	case bool, int, int64, uint64, float64, time.Duration, Size:
		return fmt.Sprint(v), true
	}
	return "", false
}

// readList reads a list; a variable gives it with commas.
func readList(raw any) (any, error) {
	switch v := raw.(type) {
	case nil:
		return []string(nil), nil
	case []string:
		return v, nil
	case string:
		return strings.FieldsFunc(v, func(r rune) bool { return r == ',' || r == ' ' }), nil
	case []any:
		out := make([]string, len(v))
		for i, x := range v {
			text, ok := x.(string)
			if !ok {
				return nil, fmt.Errorf("%v is no text", x)
			}
			out[i] = text
		}
		return out, nil
	}
	return nil, fmt.Errorf("wants a list")
}

func readMap(raw any) (any, error) {
	if m, ok := raw.(map[string]string); ok {
		return m, nil
	}
	m, ok := raw.(map[string]any)
	if !ok {
		return nil, fmt.Errorf("wants names with their values")
	}
	out := make(map[string]string, len(m))
	for k, v := range m {
		text, ok := v.(string)
		if !ok {
			return nil, fmt.Errorf("%s: %v is no text", k, v)
		}
		out[k] = text
	}
	return out, nil
}

func (s setting) allowed(value any) error {
	if table, ok := value.(map[string]string); ok {
		return checkPrefixes(table)
	}
	if len(s.one) > 0 && !slices.Contains(s.one, value.(string)) {
		return fmt.Errorf("%q is none of %s", value, strings.Join(s.one, ", "))
	}
	if s.min == "" {
		return nil
	}
	least, err := s.read(s.min)
	if err != nil {
		return err
	}
	if share, ok := value.(float64); ok {
		return s.between(share, least.(float64))
	}
	if reflect.ValueOf(value).Int() < reflect.ValueOf(least).Int() {
		return fmt.Errorf("%v is less than %v", value, least)
	}
	return nil
}

// between refuses what is no number, too.
func (s setting) between(value, least float64) error {
	most, err := s.read(s.max)
	if err == nil && !(value >= least && value <= most.(float64)) {
		err = fmt.Errorf("%v is no number from %v to %v", value, least, most)
	}
	return err
}

// checkPrefixes refuses what no RDF format could write, and two prefixes for one namespace, which import could not tell apart.
func checkPrefixes(table map[string]string) error {
	names := map[string]string{}
	for _, name := range slices.Sorted(maps.Keys(table)) {
		namespace := table[name]
		if err := graph.CheckPrefix(name, namespace); err != nil {
			return err
		}
		if other, taken := names[namespace]; taken {
			return fmt.Errorf("%s and %s have the namespace %s", other, name, namespace)
		}
		names[namespace] = name
	}
	return nil
}
