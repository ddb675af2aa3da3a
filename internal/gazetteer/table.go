package gazetteer

import (
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"
)

// A row is one line of a file, its fields by column.
type row struct {
	line    int
	columns []string
	fields  []string
}

// get returns the field of a column; asking for a column that the file does not have is a mistake of this package.
func (r row) get(column string) string {
	return r.fields[slices.Index(r.columns, column)]
}

// list splits a field at its bars.
func (r row) list(column string) []string {
	if s := r.get(column); s != "" {
		return strings.Split(s, "|")
	}
	return nil
}

// readTable reads a file of tab-separated lines and refuses what COLUMNS.md does not allow.
func readTable(fsys fs.FS, name, columns string) ([]row, error) {
	b, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, fmt.Errorf("gazetteer: %w", err)
	}
	want := strings.Fields(columns)
	var rows []row
	head, last := false, ""
	n := 0
	for line := range strings.Lines(string(b)) {
		n++
		text, ended := strings.CutSuffix(line, "\n")
		switch {
		case !ended:
			return nil, fmt.Errorf("%s:%d: no newline at the end", name, n)
		case strings.HasPrefix(text, "#") && !head:
			continue
		case !head:
			if text != strings.Join(want, "\t") {
				return nil, fmt.Errorf("%s:%d: columns are %q, want %q", name, n, text, strings.Join(want, "\t"))
			}
			head = true
			continue
		}
		r := row{line: n, columns: want, fields: strings.Split(text, "\t")}
		if err := r.check(text, last); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, n, err)
		}
		last = text
		rows = append(rows, r)
	}
	if !head {
		return nil, fmt.Errorf("%s: no line with the columns", name)
	}
	return rows, nil
}

var (
	date     = regexp.MustCompile(`^\d{4}(-\d\d(-\d\d)?)?$`)
	wikidata = regexp.MustCompile(`^Q[1-9]\d*$`)
	lists    = []string{"aliases", "acronyms", "adjectives", "demonyms"}
)

// check tells what is wrong with the line by itself.
func (r row) check(text, last string) error {
	if len(r.fields) != len(r.columns) {
		return fmt.Errorf("%d fields, want %d (%s)", len(r.fields), len(r.columns), strings.Join(r.columns, ", "))
	}
	if text <= last {
		return fmt.Errorf("not sorted: %q stands after %q", text, last)
	}
	for i, f := range r.fields {
		if err := checkField(r.columns[i], f); err != nil {
			return fmt.Errorf("%s %q: %w", r.columns[i], f, err)
		}
	}
	if r.fields[0] == "" {
		return fmt.Errorf("%s is empty", r.columns[0])
	}
	return nil
}

func checkField(column, f string) error {
	switch {
	case f == "":
		return nil
	case f != strings.TrimSpace(f):
		return fmt.Errorf("blanks around it")
	case strings.Contains(f, "  "):
		return fmt.Errorf("two blanks in a row")
	case column == "wikidata" && !wikidata.MatchString(f):
		return fmt.Errorf("not a Wikidata id")
	case (column == "from" || column == "to") && !date.MatchString(f):
		return fmt.Errorf("not a date")
	case slices.Contains(lists, column):
		return checkList(strings.Split(f, "|"))
	}
	return nil
}

func checkList(items []string) error {
	seen := map[string]bool{}
	for _, it := range items {
		if it == "" || it != strings.TrimSpace(it) {
			return fmt.Errorf("an empty item or blanks around one")
		}
		if seen[it] {
			return fmt.Errorf("%q stands twice", it)
		}
		seen[it] = true
	}
	return nil
}
