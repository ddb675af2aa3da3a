package web

import (
	"encoding/json"
	"net/http"
	"net/url"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"newsgraph/graph"
)

// Names are what a request names: in JSON a list, or a single one as it is.
type Names []string

// UnmarshalJSON reads "Armenien" as ["Armenien"].
func (n *Names) UnmarshalJSON(b []byte) error {
	var one string
	if json.Unmarshal(b, &one) == nil {
		*n = Names{one}
		return nil
	}
	return json.Unmarshal(b, (*[]string)(n))
}

// parameters are the fields of a request by their names in JSON, embedded structs' with them.
func parameters(request reflect.Value) map[string]reflect.Value {
	out := map[string]reflect.Value{}
	for i := range request.NumField() {
		f := request.Type().Field(i)
		if f.Anonymous {
			for name, v := range parameters(request.Field(i)) {
				out[name] = v
			}
			continue
		}
		if name, _, _ := strings.Cut(f.Tag.Get("json"), ","); name != "" && name != "-" {
			out[name] = request.Field(i)
		}
	}
	return out
}

// fill reads the parameters of an address into a request. An unknown one is refused: it is mistyped, and an answer to another
// question would follow.
func fill(q url.Values, request any) error {
	fields := parameters(reflect.ValueOf(request).Elem())
	for _, name := range sortedKeys(q) {
		f, known := fields[name]
		if !known {
			return &Problem{Status: http.StatusBadRequest, Message: "no parameter " + quoted(name), Hint: "there are " + strings.Join(sortedKeys(fields), ", ")}
		}
		value := q.Get(name)
		switch f.Interface().(type) {
		case Names:
			f.Set(reflect.ValueOf(Names(slices.DeleteFunc(slices.Clone(q[name]), func(s string) bool { return s == "" }))))
		case string:
			f.SetString(value)
		case float64:
			x, err := strconv.ParseFloat(value, 64)
			if err != nil && value != "" {
				return &Problem{Status: http.StatusBadRequest, Message: name + ": " + quoted(value) + " is no number", Hint: "leave it out, or write 0.5"}
			}
			f.SetFloat(x)
		case bool:
			yes, err := strconv.ParseBool(value)
			if err != nil && value != "" {
				return &Problem{Status: http.StatusBadRequest, Message: name + ": " + quoted(value) + " is neither true nor false", Hint: "leave it out, or write 1"}
			}
			f.SetBool(yes)
		default:
			n, err := count(value)
			if err != nil {
				return &Problem{Status: http.StatusBadRequest, Message: name + ": " + quoted(value) + " is no number", Hint: "leave it out, or write 3"}
			}
			f.SetInt(int64(n))
		}
	}
	return wanted(reflect.ValueOf(request).Elem())
}

// wanted refuses a request that lacks what cannot be left out: fields whose tag says no omitempty.
func wanted(request reflect.Value) error {
	for i := range request.NumField() {
		f := request.Type().Field(i)
		if f.Anonymous {
			if err := wanted(request.Field(i)); err != nil {
				return err
			}
			continue
		}
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		if name != "" && name != "-" && options == "" && (request.Field(i).IsZero() || request.Field(i).Kind() == reflect.Slice && request.Field(i).Len() == 0) {
			return &Problem{Status: http.StatusBadRequest, Message: name + " is wanted", Hint: "write for example " + url.Values{name: {f.Tag.Get("example")}}.Encode()}
		}
	}
	return nil
}

// encode is the inverse of fill; what is empty is left out.
func encode(request any) string {
	q := url.Values{}
	for name, f := range parameters(reflect.ValueOf(request)) {
		switch v := f.Interface().(type) {
		case Names:
			q[name] = v
		case string:
			q.Set(name, v)
		case bool:
			q.Set(name, strconv.FormatBool(v))
		case int:
			q.Set(name, strconv.Itoa(v))
		case float64:
			q.Set(name, strconv.FormatFloat(v, 'f', -1, 64))
		}
		if f.IsZero() {
			q.Del(name)
		}
	}
	return q.Encode()
}

func sortedKeys[T any](m map[string]T) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// Tiers are the names of the tiers, the firmest first.
func Tiers() []string { return graph.Tiers() }

// UnknownTier returns the first of the names that is no tier, or "".
func UnknownTier(names []string) string {
	for _, name := range names {
		if !slices.Contains(Tiers(), name) {
			return name
		}
	}
	return ""
}

func unknownTier(name string) *Problem {
	return &Problem{Status: http.StatusBadRequest, Message: "tier: " + quoted(name) + " is none of " + strings.Join(Tiers(), ", "), Hint: "leave it out for rel and disputed"}
}
