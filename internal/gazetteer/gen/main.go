// Command gen makes the lists of first and last names of the gazetteer from material outside the repository:
//
//	go run ./internal/gazetteer/gen CORPORA data/gazetteer
//
// CORPORA holds forenames_cc0.csv and surnames_cc0.csv, popular names by country (CC0). It is run by hand when they change and
// is no part of the program.
package main

import (
	"encoding/csv"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"newsgraph/internal/ontology"
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: gen CORPORA data/gazetteer")
		os.Exit(2)
	}
	if err := names(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

const head = "# %s names, the most frequent of many countries; Slavic ones in German transliteration too.\n" +
	"# Source: %s of github.com/sigpwned/popular-names-by-country-dataset, romanised. Licence: CC0.\n" +
	"# Made by: go run ./internal/gazetteer/gen CORPORA data/gazetteer\n"

// names reads the two files of a folder and writes forenames_cc0.tsv and surnames_cc0.tsv into another.
func names(corpora, gazetteer string) error {
	first, err := forenames(filepath.Join(corpora, "forenames_cc0.csv"))
	if err != nil {
		return err
	}
	last, err := surnames(filepath.Join(corpora, "surnames_cc0.csv"))
	if err != nil {
		return err
	}
	intro := fmt.Sprintf(head, "First", "forenames_cc0.csv") + "name\tgender\n"
	if err := writeLines(filepath.Join(gazetteer, "forenames_cc0.tsv"), intro, first); err != nil {
		return err
	}
	return writeLines(filepath.Join(gazetteer, "surnames_cc0.tsv"), fmt.Sprintf(head, "Last", "surnames_cc0.csv")+"name\n", last)
}

// forenames lists "name\tgender" lines; a name of both is "mf".
func forenames(path string) ([]string, error) {
	rows, err := readCSV(path, "Country", "Romanized Name", "Gender")
	if err != nil {
		return nil, err
	}
	spelling, gender := map[string]string{}, map[string]string{}
	for _, r := range rows {
		for _, n := range spellings(r[0], r[1]) {
			key := ontology.Fold(n)
			if _, ok := spelling[key]; !ok {
				spelling[key] = n
			}
			if g := strings.ToLower(r[2]); !strings.Contains(gender[key], g) {
				gender[key] += g
			}
		}
	}
	var out []string
	for key, n := range spelling {
		g := gender[key]
		if g == "fm" {
			g = "mf"
		}
		out = append(out, n+"\t"+g)
	}
	slices.Sort(out)
	return out, nil
}

func surnames(path string) ([]string, error) {
	rows, err := readCSV(path, "Country", "Romanized Name", "Country")
	if err != nil {
		return nil, err
	}
	spelling := map[string]string{}
	for _, r := range rows {
		for _, n := range spellings(r[0], r[1]) {
			if _, ok := spelling[ontology.Fold(n)]; !ok {
				spelling[ontology.Fold(n)] = n
			}
		}
	}
	return slices.Sorted(maps.Values(spelling)), nil
}

// spellings lists how German news may write a romanised name: "Shevchenko" and "Schewtschenko". It lists none for what is
// no single Latin word.
func spellings(country, name string) []string {
	name = strings.TrimSpace(name)
	first, _ := utf8.DecodeRuneInString(name)
	if utf8.RuneCountInString(name) < 2 || !unicode.IsUpper(first) {
		return nil
	}
	for _, r := range name {
		if !unicode.Is(unicode.Latin, r) && r != '-' && r != '’' && r != '\'' {
			return nil
		}
	}
	out := []string{name}
	if slices.Contains([]string{"BG", "BY", "KG", "KZ", "RU", "UA"}, country) {
		if german := english.Replace(name); german != name {
			out = append(out, german)
		}
	}
	return out
}

// english turns the English transliteration of Cyrillic into the German one; longer groups stand first.
var english = strings.NewReplacer(
	"Shch", "Schtsch", "shch", "schtsch", "Zh", "Sch", "zh", "sch", "Sh", "Sch", "sh", "sch", "Ch", "Tsch", "ch", "tsch",
	"Kh", "Ch", "kh", "ch", "Ts", "Z", "ts", "z", "Ya", "Ja", "Yu", "Ju", "Ye", "Je", "Yo", "Jo", "Yev", "Jew",
	"iya", "ija", "ya", "ja", "yu", "ju", "ye", "je", "yo", "jo", "ey", "ej", "iy", "ij", "V", "W", "v", "w")

// readCSV returns the named columns of a comma-separated file with a heading.
func readCSV(path string, columns ...string) ([][]string, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(b), "\ufeff"))).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	if len(rows) == 0 {
		return nil, fmt.Errorf("%s: no line with the columns", path)
	}
	var out [][]string
	for _, r := range rows[1:] {
		picked := make([]string, len(columns))
		for i, c := range columns {
			k := slices.Index(rows[0], c)
			if k < 0 {
				return nil, fmt.Errorf("%s: no column %q", path, c)
			}
			picked[i] = r[k]
		}
		out = append(out, picked)
	}
	return out, nil
}

func writeLines(path, head string, lines []string) error {
	return os.WriteFile(path, []byte(head+strings.Join(lines, "\n")+"\n"), 0o644)
}
