package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// rooms says which rooms of this module each room may import. "loader/*" is every room below loader.
var rooms = map[string][]string{
	".":                      {"internal/cli"},
	"data":                   {},
	"internal/cli":           {"data", "graph", "graph/*", "internal/ontology", "loader", "loader/*", "query", "query/*"},
	"internal/gazetteer":     {"data", "internal/ontology"},
	"internal/gazetteer/gen": {"internal/ontology"},
	"internal/ontology":      {},
	"internal/inflect":       {},
	"internal/score":         {"internal/ontology"},
	"internal/train":         {"data", "internal/gazetteer", "internal/ontology", "internal/score", "internal/wordlist", "loader", "loader/*"}, // loader: confidence is fitted on what it reads
	"internal/train/cmd":     {"internal/train"},
	"internal/wordlist":      {"data"},
	"loader":                 {"data", "graph", "internal/gazetteer", "internal/ontology", "internal/wordlist", "loader/*"},
	"loader/article":         {"data", "internal/ontology"},
	"loader/doc":             {"internal/ontology", "loader/article"},
	"loader/linear":          {},
	"loader/stagetest":       {"loader", "loader/article", "loader/doc"}, // for tests only
	"loader/segment":         {"data", "internal/ontology", "internal/wordlist", "loader/article", "loader/doc", "loader/linear"},
	"loader/morph":           {"data", "internal/ontology", "internal/wordlist", "loader/article", "loader/doc", "loader/linear"},
	"loader/syntax":          {"data", "internal/ontology", "loader/article", "loader/doc", "loader/linear"},
	"loader/mention":         {"data", "internal/gazetteer", "internal/ontology", "internal/wordlist", "loader/article", "loader/doc", "loader/linear"},
	"loader/entity":          {"data", "internal/gazetteer", "internal/inflect", "internal/ontology", "internal/wordlist", "loader/article", "loader/doc", "loader/linear"},
	"loader/claim":           {"data", "internal/inflect", "internal/ontology", "loader/article", "loader/doc", "loader/linear"},
	"loader/quads":           {"graph", "internal/ontology", "loader/article", "loader/doc"},
	"graph":                  {},
	"graph/derive":           {"graph", "graph/correct", "internal/ontology"},
	"graph/correct":          {"graph", "graph/naming", "internal/ontology"},
	"graph/fulltext":         {"graph", "internal/ontology"},
	"graph/suggest":          {"graph", "graph/correct", "graph/naming", "internal/ontology"},
	"graph/naming":           {"graph", "internal/ontology"},
	"graph/index":            {"graph"},
	"graph/store":            {"data", "graph", "graph/*", "internal/ontology"}, // data: which relations are symmetric
	"graph/format":           {"graph"},
	"query":                  {"data", "graph", "graph/*"}, // data: the saved queries
	"query/explore":          {"graph", "graph/*", "internal/ontology"},
	"query/web":              {"graph", "graph/*", "query", "query/explore"},
}

// importers says which rooms may import a module from outside, by the beginning of its path; tests may import more.
var importers = map[string][]string{
	"github.com/blevesearch/bleve":    {"graph/fulltext"},
	"github.com/cayleygraph/cayley":   {"graph/index", "graph/store"},
	"github.com/cayleygraph/quad":     {"graph", "graph/*", "internal/cli", "loader", "loader/quads", "query", "query/*"},
	"github.com/cockroachdb/pebble":   {"graph/index"},
	"github.com/dlclark/regexp2":      {"graph/store"},
	"github.com/dop251/goja":          {"graph/store"},
	"github.com/markusmobius":         {"loader/article"},
	"github.com/go-shiori/dom":        {"loader/article"},
	"github.com/abadojack/whatlanggo": {"loader/article"},
	"github.com/RadhiFadlillah":       {"loader/article"},
	"github.com/schollz/progressbar":  {"internal/cli"},
	"github.com/spf13/cobra":          {"internal/cli"},
	"github.com/spf13/pflag":          {"internal/cli"},
	"github.com/spf13/viper":          {"internal/cli"},
	"golang.org/x/term":               {"internal/cli"},
	"github.com/google/go-cmp":        {"loader/stagetest"},
	"github.com/rogpeppe/go-internal": {"loader/stagetest"},
	"golang.org/x/net":                {"loader/article"},
	"golang.org/x/text/encoding":      {"loader/article"},
	"golang.org/x/text/transform":     {"loader/article"},
	"golang.org/x/text/unicode/norm":  {"internal/ontology", "loader/article", "loader/morph", "loader/segment"},
	"go.yaml.in/yaml":                 {"internal/cli", "internal/gazetteer", "internal/ontology", "loader/*"},
	"golang.org/x/sys":                {"graph/store"},
}

const (
	longestFile     = 450
	longestFunction = 60
)

// A source is one parsed Go file.
type source struct {
	room, path string
	test       bool
	lines      int
	file       *ast.File
	set        *token.FileSet
}

func sources(t *testing.T) []source {
	t.Helper()
	var out []source
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			name := d.Name()
			if path != "." && (strings.HasPrefix(name, ".") || name == "testdata" || name == "node_modules") {
				return fs.SkipDir
			}
			if _, err := os.Stat(filepath.Join(path, "go.mod")); path != "." && err == nil { // a module of its own, as the comparison of stores
				return fs.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(path, ".go") {
			return nil
		}
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, path, content, parser.ParseComments)
		if err != nil {
			return err
		}
		out = append(out, source{
			room: filepath.ToSlash(filepath.Dir(path)), path: filepath.ToSlash(path), test: strings.HasSuffix(path, "_test.go"),
			lines: strings.Count(string(content), "\n"), file: file, set: set,
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// fits reports whether a room is among the patterns.
func fits(room string, patterns []string) bool {
	return slices.ContainsFunc(patterns, func(p string) bool {
		below, isTree := strings.CutSuffix(p, "*")
		return room == p || isTree && strings.HasPrefix(room, below)
	})
}

func imports(s source) []string {
	var out []string
	for _, spec := range s.file.Imports {
		path, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			panic(err) // the parser has read it
		}
		out = append(out, path)
	}
	return out
}

func TestEveryArrowBetweenRoomsIsInTheTable(t *testing.T) {
	for _, s := range sources(t) {
		allowed, known := rooms[s.room]
		if !known {
			t.Errorf("%s: room %s is not in the table", s.path, s.room)
			continue
		}
		if s.test {
			continue
		}
		for _, path := range imports(s) {
			if to, ours := strings.CutPrefix(path, "newsgraph/"); ours && !fits(to, allowed) {
				t.Errorf("%s: %s may not import %s", s.path, s.room, to)
			}
		}
	}
}

func TestEveryOutsideModuleHasItsImporters(t *testing.T) {
	for _, s := range sources(t) {
		if s.test {
			continue
		}
		for _, path := range imports(s) {
			if first, _, _ := strings.Cut(path, "/"); !strings.Contains(first, ".") {
				continue // standard library or ours
			}
			if by := importersOf(path); !fits(s.room, by) {
				t.Errorf("%s: %s may not import %s (allowed: %s)", s.path, s.room, path, strings.Join(by, ", "))
			}
		}
	}
}

// importersOf returns the entry with the longest path that fits.
func importersOf(path string) []string {
	best := ""
	for module := range importers {
		if len(module) > len(best) && (path == module || strings.HasPrefix(path, module+"/")) {
			best = module
		}
	}
	return importers[best]
}

func TestEveryRoomSaysWhatItIs(t *testing.T) {
	said, seen := map[string]bool{}, map[string]bool{}
	for _, s := range sources(t) {
		if s.test {
			continue
		}
		seen[s.room] = true
		name := "Package " + s.file.Name.Name + " "
		if s.file.Name.Name == "main" {
			name = "Command "
		}
		if s.file.Doc == nil {
			continue
		}
		if said[s.room] {
			t.Errorf("%s: %s has its package comment twice", s.path, s.room)
		}
		if !strings.HasPrefix(s.file.Doc.Text(), name) {
			t.Errorf("%s: the package comment does not begin with %q", s.path, name)
		}
		said[s.room] = true
	}
	for room := range seen {
		if !said[room] {
			t.Errorf("%s has no package comment", room)
		}
	}
	for room := range rooms {
		if !seen[room] {
			t.Errorf("the table names the room %s, which has no code", room)
		}
	}
}

func TestFilesAndFunctionsAreShort(t *testing.T) {
	for _, s := range sources(t) {
		if s.lines > longestFile {
			t.Errorf("%s has %d lines, more than %d", s.path, s.lines, longestFile)
		}
		if s.test {
			continue
		}
		for _, decl := range s.file.Decls {
			f, ok := decl.(*ast.FuncDecl)
			if !ok {
				continue
			}
			from, to := s.set.Position(f.Pos()), s.set.Position(f.End())
			if n := to.Line - from.Line + 1; n > longestFunction {
				t.Errorf("%s: %s has %d lines, more than %d", from, f.Name.Name, n, longestFunction)
			}
			if f.Name.Name == "init" && f.Recv == nil {
				t.Errorf("%s: no work in init", from)
			}
		}
	}
}

func TestNothingIsPromisedOrSkipped(t *testing.T) {
	promise := regexp.MustCompile(`\b(TO` + `DO|FIX` + `ME|XX` + `X)\b|t\.Sk` + `ip\(`)
	for _, s := range sources(t) {
		content, err := os.ReadFile(s.path)
		if err != nil {
			t.Fatal(err)
		}
		for i, line := range strings.Split(string(content), "\n") {
			if promise.MatchString(line) {
				t.Errorf("%s:%d: %s", s.path, i+1, strings.TrimSpace(line))
			}
		}
	}
}

// TestEveryDependencyIsExplained compares docs/DEPENDENCIES.md with the modules that go.mod requires directly.
func TestEveryDependencyIsExplained(t *testing.T) {
	mod, err := os.ReadFile("go.mod")
	if err != nil {
		t.Fatal(err)
	}
	page, err := os.ReadFile("docs/DEPENDENCIES.md")
	if err != nil {
		t.Fatal(err)
	}
	required := regexp.MustCompile(`(?m)^\s*(?:require )?([\w./-]+\.[\w./-]+) v\S+$`).FindAllStringSubmatch(string(mod), -1)
	explained := regexp.MustCompile("(?m)^\\| `([^`]+)` \\|").FindAllStringSubmatch(string(page), -1)
	if got, want := firsts(explained), firsts(required); !slices.Equal(got, want) {
		t.Errorf("docs/DEPENDENCIES.md explains\n%s\ngo.mod requires\n%s", fmt.Sprint(got), fmt.Sprint(want))
	}
}

func firsts(matches [][]string) []string {
	var out []string
	for _, m := range matches {
		out = append(out, m[1])
	}
	slices.Sort(out)
	return slices.Compact(out)
}
