package query

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strings"

	"newsgraph/data"
)

// A Saved is a Gizmo query with a name, kept in a file NAME.js. Its first four lines are comments: the question in German and
// in English, how it is called, and an example that runs over the sample articles.
//
//	// Wen traf NAME, wann und wo?
//	// Whom did NAME meet, when and where?
//	// usage: @meets NAME
//	// example: @meets "Tigran Melkonjan"
//	claims({subject: args[0], predicate: "meets"})
//
// What a person gives for NAME reaches the query as args[0], text that is never read as a program.
type Saved struct {
	Name            string
	German, English string
	Params          []string // "NAME"
	Example         []string // one for each
	Text            string   // with its comments
}

// ErrArgs says that a saved query wants other arguments.
var ErrArgs = errors.New("wrong number of arguments")

// Saved queries that come with the program, sorted by name.
func SavedQueries() ([]Saved, error) { return readSaved(data.Queries, "queries") }

func readSaved(from fs.FS, dir string) ([]Saved, error) {
	files, err := fs.Glob(from, dir+"/*.js") // sorted
	if err != nil {
		return nil, err
	}
	var out []Saved
	for _, file := range files {
		text, err := fs.ReadFile(from, file)
		if err != nil {
			return nil, err
		}
		s, err := parseSaved(strings.TrimSuffix(path.Base(file), ".js"), string(text))
		if err != nil {
			return nil, fmt.Errorf("data/%s:%w", file, err)
		}
		out = append(out, s)
	}
	return out, nil
}

// parseSaved reads the comments at the head strictly; an error begins with its line.
func parseSaved(name, text string) (Saved, error) {
	s := Saved{Name: name, Text: text}
	lines := bufio.NewScanner(strings.NewReader(text))
	for i, key := range []string{"", "", "usage: @" + name, "example: @" + name} {
		lines.Scan()
		rest, ok := strings.CutPrefix(lines.Text(), "// "+key)
		if rest = strings.TrimSpace(rest); !ok || key == "" && rest == "" {
			return s, fmt.Errorf("%d: wants a comment: // %s", i+1, key)
		}
		switch i {
		case 0:
			s.German = rest
		case 1:
			s.English = rest
		case 2:
			s.Params = strings.Fields(rest)
		case 3:
			s.Example = Words(rest)
		}
	}
	if len(s.Example) != len(s.Params) {
		return s, fmt.Errorf("4: the example has %d arguments, the usage %d", len(s.Example), len(s.Params))
	}
	return s, nil
}

var word = regexp.MustCompile(`"[^"]*"|\S+`)

// Words splits what is typed after @name: at blanks, but for those between quotation marks.
func Words(typed string) []string {
	var out []string
	for _, w := range word.FindAllString(typed, -1) {
		if inner, ok := strings.CutPrefix(w, `"`); ok {
			w = strings.TrimSuffix(inner, `"`)
		}
		out = append(out, w)
	}
	return out
}

// Usage is how the query is called: "@meets NAME".
func (s Saved) Usage() string { return strings.Join(append([]string{"@" + s.Name}, s.Params...), " ") }

// Bind gives the query its arguments: the text of a program that finds them in args. They stand in front of the first line, which
// is a comment, so that errors keep their lines.
func (s Saved) Bind(values []string) (string, error) {
	if len(values) != len(s.Params) {
		return "", fmt.Errorf("%w: %s has %d, given are %d", ErrArgs, s.Usage(), len(s.Params), len(values))
	}
	// JSON is JavaScript: Go writes even the line separators U+2028 and U+2029 as escapes.
	list, err := json.Marshal(append([]string{}, values...))
	if err != nil {
		return "", err
	}
	return "var args = " + string(list) + "; " + s.Text, nil
}
