package morph

import (
	"fmt"
	"io/fs"
	"strings"

	"newsgraph/data"
)

// Kinds of names, as the tagger sees them.
const (
	firstName = 1 << iota
	lastName
	placeName
	demonym
)

// readNames notes the single words that the gazetteer has as names: it tells "Moskau" and "Kim" from nouns that the lexicon lacks.
// What they name is not the matter of this room.
func (l *Lexicon) readNames() error {
	for _, f := range []struct {
		file    string
		columns []string
		kind    uint8
	}{
		{"forenames", []string{"name"}, firstName}, {"forenames_cc0", []string{"name"}, firstName},
		{"surnames", []string{"name"}, lastName}, {"surnames_cc0", []string{"name"}, lastName},
		{"states", []string{"name", "aliases"}, placeName}, {"cities", []string{"name", "aliases"}, placeName}, {"regions", []string{"name", "aliases"}, placeName},
		{"states", []string{"demonyms"}, demonym}, {"regions", []string{"demonyms"}, demonym},
	} {
		if err := l.readNameFile(f.file, f.columns, f.kind); err != nil {
			return err
		}
	}
	return nil
}

// readNameFile reads columns by their names, so that other columns may come and go.
func (l *Lexicon) readNameFile(file string, columns []string, kind uint8) error {
	text, err := fs.ReadFile(data.Gazetteer, "gazetteer/"+file+".tsv")
	if err != nil {
		return fmt.Errorf("read data/gazetteer/%s.tsv: %w", file, err)
	}
	var header []string
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSuffix(line, "\n")
		if line == "" || line[0] == '#' {
			continue
		}
		fields := strings.Split(line, "\t")
		if header == nil {
			header = fields
			continue
		}
		for i, field := range fields {
			if i < len(header) && contains(columns, header[i]) {
				l.addNames(field, kind)
			}
		}
	}
	return nil
}

func contains(list []string, s string) bool {
	for _, v := range list {
		if v == s {
			return true
		}
	}
	return false
}

// addNames notes the names of a field; of names of several words those words that are no common words: "New" and "York".
func (l *Lexicon) addNames(field string, kind uint8) {
	for _, name := range strings.Split(field, "|") {
		words := strings.Fields(name)
		for _, w := range words {
			if startsUpper(w) && len(w) > 2 && (len(words) == 1 || len(l.Read(w)) == 0) {
				l.names[w] |= kind
			}
		}
	}
}

// nameKind returns what kinds of names the form can be, in the genitive too, "" for none.
func (l *Lexicon) nameKind(form string) string {
	kind := l.names[form]
	if base, ok := strings.CutSuffix(form, "s"); ok && kind == 0 {
		kind = l.names[base]
	}
	if kind == 0 {
		return ""
	}
	var out strings.Builder
	for i, letter := range "FLPD" {
		if kind&(1<<i) != 0 {
			out.WriteRune(letter)
		}
	}
	return out.String()
}
