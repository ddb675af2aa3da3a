package cli

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/pflag"
	"go.yaml.in/yaml/v3"

	"newsgraph/loader/article"
)

var update = flag.Bool("update", false, "rewrite config.yaml and docs/SETTINGS.md from the struct")

// golden compares a file of the repository with what the struct says.
func golden(t *testing.T, file, want string) {
	t.Helper()
	path := filepath.Join("..", "..", file)
	if *update {
		if err := os.WriteFile(path, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("%s differs from the struct; go test ./internal/cli -update rewrites it (-struct +file):\n%s", file, diff)
	}
}

func TestConfigFileShowsEverySettingWithItsDefault(t *testing.T) {
	defaults := Defaults()
	golden(t, "config.yaml", yamlOf(list(&defaults)))
}

func TestDocsShowEverySetting(t *testing.T) {
	defaults := Defaults()
	var b strings.Builder
	b.WriteString("# Settings\n\nFlag, then variable, then config file, then default: the first that says something counts. The config file is the one that\n" +
		"`--config` or `NEWSGRAPH_CONFIG` names, else `config.yaml` in the current directory, else `newsgraph/config.yaml` in the user's\n" +
		"configuration directory. An unknown key or a wrong value is refused with file and line.\n\n" +
		"| key | variable | flag | default | what |\n| --- | --- | --- | --- | --- |\n")
	for _, s := range list(&defaults) {
		flagName, def := "", fmt.Sprintf("`%v`", s.value.Interface())
		if s.flag != "" {
			flagName = "`--" + s.flag + "`"
		}
		variable := "`" + s.variable() + "`"
		switch s.value.Kind() {
		case reflect.Map:
			def, variable = "see config.yaml", "" // a table does not fit a variable
		case reflect.Slice:
			def = "none"
		case reflect.String:
			if s.value.Len() == 0 {
				def = "none"
			}
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s | %s |\n", s.key, variable, flagName, def, s.doc)
	}
	golden(t, "docs/SETTINGS.md", b.String())
}

func yamlOf(settings []setting) string {
	var b strings.Builder
	b.WriteString("# Every setting with its default. Flags and NEWSGRAPH_ variables come before this file; see docs/SETTINGS.md.\n")
	group := ""
	for _, s := range settings {
		indent, name := "", s.key
		if g, rest, below := strings.Cut(s.key, "."); below {
			if g != group {
				fmt.Fprintf(&b, "\n%s:\n", g)
			}
			group, indent, name = g, "  ", rest
		} else {
			b.WriteByte('\n')
		}
		fmt.Fprintf(&b, "%s# %s\n%s%s:%s\n", indent, s.doc, indent, name, yamlValue(s.value, indent))
	}
	return b.String()
}

func yamlValue(v reflect.Value, indent string) string {
	switch v.Kind() {
	case reflect.Slice:
		return " []"
	case reflect.Map:
		out, err := yaml.Marshal(v.Interface())
		if err != nil {
			panic(err)
		}
		lines := strings.Split(strings.TrimSpace(string(out)), "\n")
		return "\n" + indent + "  " + strings.Join(lines, "\n"+indent+"  ")
	}
	if v.Kind() == reflect.String && v.Len() == 0 {
		return " ''"
	}
	return fmt.Sprintf(" %v", v.Interface())
}

func TestConfigFileOfTheRepositoryIsTheDefault(t *testing.T) {
	got, err := readSettings("../../config.yaml", flags(t))
	if err != nil {
		t.Fatal(err)
	}
	want := Defaults()
	want.Serve.Hosts, want.Serve.Origins = []string{}, []string{}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("settings (-want +got):\n%s", diff)
	}
}

// flags are the flags of the command line, parsed.
func flags(t *testing.T, args ...string) *pflag.FlagSet {
	t.Helper()
	set := pflag.NewFlagSet("test", pflag.ContinueOnError)
	set.String("store", "", "")
	set.Int("rows", 0, "")
	set.Bool("quiet", false, "")
	set.Duration("time", 0, "")
	if err := set.Parse(args); err != nil {
		t.Fatal(err)
	}
	return set
}

func write(t *testing.T, content string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "c.yaml")
	if err := os.WriteFile(file, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestFlagComesBeforeVariableBeforeFileBeforeDefault(t *testing.T) {
	file := write(t, "query:\n  rows: 3\n  time: 3s\n  bytes: 3MiB\nstore: {dir: from-file}\nquiet: true\nprefix: {exTerms: 'http://example.org/'}\n")
	t.Setenv("NEWSGRAPH_QUERY_ROWS", "2")
	t.Setenv("NEWSGRAPH_QUERY_TIME", "2s")
	t.Setenv("NEWSGRAPH_SERVE_HOSTS", "a.example,b.example")
	got, err := readSettings(file, flags(t, "--rows", "1", "--quiet=false"))
	if err != nil {
		t.Fatal(err)
	}
	want := Defaults()
	want.Query.Rows = 1               // flag
	want.Query.Time = 2 * time.Second // variable
	want.Query.Bytes = 3 << 20        // file
	want.Store.Dir = "from-file"
	want.Quiet = false
	want.Serve.Hosts = []string{"a.example", "b.example"}
	want.Prefix["exTerms"] = "http://example.org/" // beside the defaults
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("settings (-want +got):\n%s", diff)
	}
}

func TestWrongSettingsAreRefusedWhereTheyStand(t *testing.T) {
	tests := []struct{ name, file, variable, value, flag, want, hint string }{
		{name: "an unknown key", file: "query:\n  rowz: 3\n", want: `FILE:2: unknown key "query.rowz"`, hint: "did you mean query.rows?"},
		{name: "an unknown group", file: "database:\n  rows: 3\n", want: `FILE:1: unknown key "database"`, hint: "docs/SETTINGS.md lists the keys; --config FILE names another file"},
		{name: "a key twice", file: "quiet: true\nquiet: false\n", want: "FILE:2: quiet stands twice", hint: "line 1 has it already"},
		{name: "a value where a group is", file: "query: 3\n", want: "FILE:1: query wants keys below it"},
		{name: "no mapping", file: "- a\n- b\n", want: "FILE:1: wants keys with values"},
		{name: "broken YAML", file: "query:\n\trows: 3\n", want: "FILE: line 2: found character that cannot start any token"},
		{name: "text for a number", file: "\nquery: {rows: many}\n", want: `FILE:2: query.rows: "many" is not a whole number`},
		{name: "too small a number", file: "query: {rows: 0}\n", want: "FILE:1: query.rows: 0 is less than 1"},
		{name: "a bare number for a duration", file: "query: {time: 10}\n", want: `FILE:1: query.time: "10" is not a duration such as 10s`},
		{name: "a size without meaning", file: "query: {bytes: 3 barrels}\n", want: `FILE:1: query.bytes: "3 barrels" is no size such as 16MiB`},
		{name: "a number for a path", file: "store: {dir: 3}\n", want: "FILE:1: store.dir: 3 is no text"},
		{name: "a value that is none of the possible", file: "store: {backend: bolt}\n", want: `FILE:1: store.backend: "bolt" is none of index, memory`},
		{name: "a list for one value", file: "store: {dir: [a, b]}\n", want: "FILE:1: store.dir: wants a single value"},
		{name: "nothing for a value", file: "serve:\n  addr:\n", want: "FILE:2: serve.addr: wants a single value"},
		{name: "a namespace that is no IRI", file: "prefix:\n  ex: 'not an IRI <x>'\n", want: `FILE:1: prefix: ex: "not an IRI <x>" is no IRI: it holds ' '`},
		{name: "a namespace that is not absolute", file: "prefix: {ex: /terms/}\n", want: `FILE:1: prefix: ex: "/terms/" is no absolute IRI`},
		{name: "a prefix that no format could write", file: "prefix: {'a b': 'http://x/'}\n", want: `FILE:1: prefix: "a b" is no prefix: letters, digits, '-' and '_' are`},
		{name: "one namespace twice", file: "prefix: {a: 'http://x/', b: 'http://x/'}\n", want: `FILE:1: prefix: a and b have the namespace http://x/`},
		{name: "a variable", variable: "NEWSGRAPH_QUERY_ROWS", value: "x", want: `NEWSGRAPH_QUERY_ROWS: "x" is not a whole number`},
		{name: "a flag", flag: "--rows=-1", want: "--rows: -1 is less than 1", hint: "query.rows: rows of a result; more are cut off and it is told"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			file := write(t, test.file)
			if test.variable != "" {
				t.Setenv(test.variable, test.value)
			}
			args := strings.Fields(test.flag)
			_, err := readSettings(file, flags(t, args...))
			if err == nil {
				t.Fatal("no error")
			}
			var shown bytes.Buffer
			if code := tell(&shown, err); code != exitUsage {
				t.Errorf("exit code %d, want %d", code, exitUsage)
			}
			message, hint, _ := strings.Cut(shown.String(), "\nhint: ")
			if got := strings.ReplaceAll(message, file, "FILE"); got != "newsgraph: "+test.want {
				t.Errorf("message %q, want %q", got, test.want)
			}
			if hint == "" || test.hint != "" && hint != test.hint+"\n" {
				t.Errorf("hint %q, want %q", hint, test.hint)
			}
		})
	}
}

func FuzzConfigFile(f *testing.F) {
	for _, seed := range []string{"query: {rows: 3}\n", "prefix: {ex: 'http://x/'}\n", "serve:\n  hosts: [a]\n", "a: &a {b: *a}\n", "query.rows: 3\n", "? [x]\n: y\n"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, content string) {
		file := write(t, content)
		got, err := readSettings(file, flags(t))
		if err != nil {
			if !strings.Contains(err.Error(), file) {
				t.Errorf("the error does not name the file: %v", err)
			}
			return
		}
		for _, s := range list(&got) {
			if err := s.allowed(s.value.Interface()); err != nil {
				t.Errorf("%s came through: %v", s.key, err)
			}
		}
	})
}

func TestAMissingConfigFileIsToldOnlyWhereItIsNamed(t *testing.T) {
	if _, err := readSettings(filepath.Join(t.TempDir(), "none.yaml"), flags(t)); err == nil {
		t.Error("a named file that is missing gives no error")
	}
	t.Chdir(t.TempDir())
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	if _, err := readSettings("", flags(t)); err != nil {
		t.Errorf("without any file: %v", err)
	}
}

func TestTheUsersFileCountsWhereNoneIsHere(t *testing.T) {
	home := t.TempDir()
	t.Chdir(t.TempDir())
	t.Setenv("XDG_CONFIG_HOME", home)
	if err := os.MkdirAll(filepath.Join(home, "newsgraph"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(home, "newsgraph", "config.yaml"), []byte("query: {rows: 7}\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	got, err := readSettings("", flags(t))
	if err != nil || got.Query.Rows != 7 {
		t.Errorf("rows %d, error %v; want 7", got.Query.Rows, err)
	}
	if err := os.WriteFile("config.yaml", []byte("query: {rows: 8}\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	got, err = readSettings("", flags(t))
	if err != nil || got.Query.Rows != 8 {
		t.Errorf("rows %d, error %v; want 8", got.Query.Rows, err)
	}
}

func TestTheHintOfAnArticleThatIsTooLargeNamesASetting(t *testing.T) {
	var s Settings
	if !isSetting(article.MaxBytesSetting, list(&s)) {
		t.Errorf("%s is no setting", article.MaxBytesSetting)
	}
}

func TestVariablesThatAreNoSettingAreFound(t *testing.T) {
	got := strangers([]string{"HOME=/root", "NEWSGRAPH_QUERY_ROWS=1", "NEWSGRAPH_CONFIG=x", "NEWSGRAPH_QUERY_ROWZ=1"})
	if diff := cmp.Diff([]string{"NEWSGRAPH_QUERY_ROWZ"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestSizesAreWrittenAsTheyAreRead(t *testing.T) {
	for text, want := range map[string]Size{"0": 0, "1": 1, "1024": 1024, "1KiB": 1 << 10, "16MiB": 16 << 20, "3 GiB": 3 << 30, "1536KiB": 1536 << 10, "7B": 7} {
		got, err := parseSize(text)
		if err != nil || got != want {
			t.Errorf("parseSize(%q) = %d, %v; want %d", text, got, err, want)
		}
		if back, err := parseSize(got.String()); err != nil || back != got {
			t.Errorf("%d writes itself as %q, which reads %d, %v", got, got, back, err)
		}
	}
	for _, text := range []string{"", "MiB", "-1", "1.5MiB", "9999999999GiB", "16 mb"} {
		if got, err := parseSize(text); err == nil {
			t.Errorf("parseSize(%q) = %d, want an error", text, got)
		}
	}
}
