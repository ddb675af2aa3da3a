package gazetteer_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"newsgraph/internal/gazetteer"
)

// small is a gazetteer of a few lines; change replaces files.
func small(change map[string]string) fstest.MapFS {
	files := map[string]string{
		"states":        "name\tiso2\twikidata\tkind\tarticle\tcapital\tseat\taliases\tadjectives\tdemonyms\nChina\tCN\tQ148\tsovereign\t\tPeking\t\t\tchinesisch\tChinese\nRussland\tRU\tQ159\tsovereign\t\tMoskau\t\t\trussisch\tRusse\n",
		"regions":       "name\tkind\tstate\taliases\twikidata\n",
		"cities":        "name\tstate\tcapital\taliases\twikidata\nMoskau\tRussland\tyes\t\t\nPeking\tChina\tyes\t\t\n",
		"adjectives":    "name\tadjectives\tdemonyms\n",
		"epithets":      "form\tmeans\tkind\n",
		"titles":        "masculine\tfeminine\tclass\tfront\talone\nAußenminister\tAußenministerin\tminister\tyes\t\nPräsident\tPräsidentin\thead-of-state\tyes\t\nSprecher\tSprecherin\tspokesperson\t\t\n",
		"people":        "name\tstate\trole\tfrom\tto\tgender\taliases\twikidata\n",
		"organisations": "name\tkind\tstate\tseat\tacronyms\taliases\twikidata\nKreml\tgovernment\tRussland\tMoskau\t\t\t\nUnion der Kirchen\tchurch\t\t\tUDK\t\t\n",
		"events":        "name\tkind\tstate\taliases\twikidata\n",
		"forenames":     "name\tgender\n", "forenames_cc0": "name\tgender\n", "surnames": "name\n", "surnames_cc0": "name\n",
	}
	fs := fstest.MapFS{}
	for name, content := range files {
		if c, ok := change[name]; ok {
			content = c
		}
		fs["gazetteer/"+name+".tsv"] = &fstest.MapFile{Data: []byte(content)}
	}
	return fs
}

func TestLoadRefusesMalformedLinesAndTellsWhere(t *testing.T) {
	const events = "# Source: a test\nname\tkind\tstate\taliases\twikidata\n"
	const people = "name\tstate\trole\tfrom\tto\tgender\taliases\twikidata\n"
	for name, c := range map[string]struct{ file, content, want string }{
		"wrong columns":                  {"events", "name\tkind\n", "events.tsv:1: columns"},
		"a field too few":                {"events", events + "Brexit\tcrisis\t\t\n", "events.tsv:3: 4 fields, want 5"},
		"an unknown kind":                {"events", events + "Brexit\tmess\t\t\t\n", `events.tsv:3: kind "mess" is none of`},
		"no newline at the end":          {"events", events + "Brexit\tcrisis\t\t\t", "events.tsv:3: no newline"},
		"not sorted":                     {"events", events + "B\tcrisis\t\t\t\nA\tcrisis\t\t\t\n", "events.tsv:4: not sorted"},
		"a line twice":                   {"events", events + "A\tcrisis\t\t\t\nA\tcrisis\t\t\t\n", "events.tsv:4: not sorted"},
		"an empty item of a list":        {"events", events + "A\tcrisis\t\tB||C\t\n", "events.tsv:3: aliases"},
		"an item twice":                  {"events", events + "A\tcrisis\t\tB|B\t\n", `"B" stands twice`},
		"a blank at the end":             {"events", events + "A \tcrisis\t\t\t\n", "blanks around it"},
		"no name":                        {"events", events + "\tcrisis\t\t\t\n", "name is empty"},
		"a blank line":                   {"events", events + "\n", "events.tsv:3: 1 fields"},
		"no columns at all":              {"events", "# nothing\n", "events.tsv: no line with the columns"},
		"an id that is none":             {"events", events + "A\tcrisis\t\t\tP31\n", "not a Wikidata id"},
		"a state that nobody knows":      {"events", events + "A\tcrisis\tAtlantis\t\t\n", `no State is called "Atlantis"`},
		"a date that is none":            {"people", people + "A B\tChina\tPräsident\tMai 2020\t\tm\t\t\n", "people.tsv:2: from"},
		"a role that is no title":        {"people", people + "A B\tChina\tWanderer\t\t\tm\t\t\n", `role "Wanderer" ends in no title`},
		"two genders of one person":      {"people", people + "A B\tChina\tPräsident\t\t\tf\t\t\nA B\tRussland\tPräsident\t\t\tm\t\t\n", "another gender"},
		"an epithet of nothing":          {"epithets", "form\tmeans\tkind\nReich der Mitte\tAtlantis\tbyname\n", `nothing is called "Atlantis"`},
		"an adjective of nothing":        {"adjectives", "name\tadjectives\tdemonyms\nAtlantis\tatlantisch\t\n", `nothing is called "Atlantis"`},
		"a title in two lines":           {"titles", "masculine\tfeminine\tclass\tfront\talone\nChef\tChefin\tbusiness\t\t\nChef\tChefin\tmedia\t\t\n", `"Chef" stands in two lines`},
		"a title of an unknown class":    {"titles", "masculine\tfeminine\tclass\tfront\talone\nChef\tChefin\tboss\t\t\n", `class "boss" is none of`},
		"a first name without a gender":  {"forenames", "name\tgender\nKim\t\n", `gender "" is none of`},
		"a capital that is neither":      {"cities", "name\tstate\tcapital\taliases\twikidata\nPeking\tChina\tno\t\t\n", `capital "no" is none of`},
		"a kind of state that is a body": {"states", "name\tiso2\twikidata\tkind\tarticle\tcapital\tseat\taliases\tadjectives\tdemonyms\nChina\tCN\t\tparty\t\t\t\t\t\t\n", `kind "party" is none of`},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := gazetteer.Load(small(map[string]string{c.file: c.content}))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("Load: %v, want %q in it", err, c.want)
			}
		})
	}
}

func TestLoadMissesAFile(t *testing.T) {
	fs := small(nil)
	delete(fs, "gazetteer/people.tsv")
	if _, err := gazetteer.Load(fs); err == nil || !strings.Contains(err.Error(), "people.tsv") {
		t.Errorf("Load: %v, want the missing file's name", err)
	}
}

func leaders(t *testing.T) *gazetteer.Gazetteer {
	t.Helper()
	g, err := gazetteer.Load(small(map[string]string{"people": "name\tstate\trole\tfrom\tto\tgender\taliases\twikidata\n" +
		"Abd al-Fattah as-Sisi\t\t\t\t\tm\t\t\n" +
		"Charles III.\t\t\t\t\tm\t\t\n" +
		"Dmitri Medwedew\tRussland\tPräsident\t2008-05-07\t2012-05-07\tm\t\t\n" +
		"Sergei Lawrow\tRussland\tAußenminister\t2004\t\tm\tSergej Lawrow\t\n" +
		"Ursula von der Leyen\t\t\t\t\tf\t\t\n" +
		"Wladimir Putin\tRussland\tPräsident\t2000-05-07\t2008-05-07\tm\t\tQ7747\n" +
		"Wladimir Putin\tRussland\tPräsident\t2012-05-07\t\tm\tWladimir Wladimirowitsch Putin\tQ7747\n" +
		"Xi Jinping\tChina\tPräsident\t2013-03-14\t\tm\t\t\n"}))
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func TestSurnames(t *testing.T) {
	g := leaders(t)
	for surname, want := range map[string]string{
		"Putin": "Wladimir Putin", "Putins": "Wladimir Putin", "Xi": "Xi Jinping", "Xis": "Xi Jinping", "Leyen": "Ursula von der Leyen",
		"von der Leyen": "Ursula von der Leyen", "Sisi": "Abd al-Fattah as-Sisi", "as-Sisi": "Abd al-Fattah as-Sisi",
		"Charles": "Charles III.", "Lawrow": "Sergei Lawrow", "Jinping": "", "Wladimir": "", "der": "", "": "",
	} {
		var got []string
		for _, e := range g.Surnames(surname) {
			got = append(got, e.Name)
		}
		if s := strings.Join(got, ", "); s != want {
			t.Errorf("Surnames(%q) = %q, want %q", surname, s, want)
		}
	}
}

func TestHolderOfAnOfficeOnADate(t *testing.T) {
	g := leaders(t)
	for name, c := range map[string]struct {
		state, class, date string
		want               []string
	}{
		"now":                             {"Russland", "head-of-state", "", []string{"Wladimir Putin"}},
		"long after the file was written": {"Russland", "head-of-state", "2040-01-01", []string{"Wladimir Putin"}},
		"between two terms":               {"Russland", "head-of-state", "2010-06-01", []string{"Dmitri Medwedew"}},
		"in the first term":               {"Russland", "head-of-state", "2001", []string{"Wladimir Putin"}},
		"in a year with two, the later":   {"Russland", "head-of-state", "2012", []string{"Wladimir Putin", "Dmitri Medwedew"}},
		"in another office":               {"Russland", "minister", "2023-09-17", []string{"Sergei Lawrow"}},
		"before the first":                {"China", "head-of-state", "2001", nil},
		"of a class without a holder":     {"China", "royal", "", nil},
		"of an unknown state":             {"Atlantis", "head-of-state", "", nil},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, e := range g.Holder(c.state, c.class, c.date) {
				got = append(got, e.Name)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestOfficerByTheWordsOfATitle(t *testing.T) {
	g := leaders(t)
	for title, want := range map[string]string{
		"Außenminister": "Sergei Lawrow", "Aussenministers": "Sergei Lawrow", "RF-Außenministerin": "Sergei Lawrow", "Präsidenten": "Wladimir Putin",
		"Minister": "", "Innenminister": "", "Vizepräsident": "", "Sprecher": "", "Wanderer": "", "": "",
	} {
		var got []string
		for _, e := range g.Officer("Russland", title, "2023-09-17") {
			got = append(got, e.Name)
		}
		if s := strings.Join(got, ", "); s != want {
			t.Errorf("Officer(Russland, %q) = %q, want %q", title, s, want)
		}
	}
}

func TestPeopleAndBodiesMatch(t *testing.T) {
	g := leaders(t)
	for text, want := range map[string]string{
		"Wladimir Putins Besuch":         "Wladimir Putin/2",
		"Wladimirs Putin":                "",
		"Wladimir Wladimirowitsch Putin": "Wladimir Putin/3",
		"Sergej Lawrow sagte":            "Sergei Lawrow/2",
		"Abd al Fattah as Sisi":          "Abd al-Fattah as-Sisi/5",
		"Kremls":                         "Kreml/1",
		"Union der Kirchen":              "Union der Kirchen/3",
		"UDK":                            "Union der Kirchen/1",
		"Udk":                            "",
		"Putin":                          "",
	} {
		if got := first(g.Match(strings.Fields(text))); got != want {
			t.Errorf("Match(%q) begins with %q, want %q", text, got, want)
		}
	}
	if e, ok := g.Metonym("Kreml"); !ok || e.Name != "Russland" {
		t.Errorf("Metonym(Kreml) = %s, want Russland", name(e))
	}
	if e := g.ByName("Wladimir Putin"); len(e.Offices) != 2 || e.Wikidata != "Q7747" || len(e.Aliases) != 1 {
		t.Errorf("Wladimir Putin = %+v, want two offices in one entry", e)
	}
}
