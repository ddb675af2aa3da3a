package gazetteer_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"newsgraph/data"
	"newsgraph/internal/gazetteer"
	"newsgraph/internal/ontology"
)

func load(t testing.TB) *gazetteer.Gazetteer {
	t.Helper()
	g, err := gazetteer.Load(data.Gazetteer)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func TestMatchFindsNamesInAnyForm(t *testing.T) {
	g := load(t)
	for name, c := range map[string]struct {
		text string
		want string // "name/words" of the first hit, "" for none
	}{
		"a bare state":                                {"Nordkorea liefert", "Nordkorea/1"},
		"a genitive":                                  {"Russlands Putin", "Russland/1"},
		"a genitive in -s after a name in -n":         {"Japans Küste", "Japan/1"},
		"a state that ends in s without an ending":    {"Honduras hat", "Honduras/1"},
		"an apostrophe as genitive":                   {"Laos’ Regierung", "Laos/1"},
		"an English genitive":                         {"Kuba's Regierung", "Kuba/1"},
		"an adjective in the dative":                  {"Ostchinesischen Meer kreuzt", "Ostchinesisches Meer/2"},
		"an adjective and a noun in the genitive":     {"Schwarzen Meeres liegt", "Schwarzes Meer/2"},
		"ss for ß in a genitive":                      {"Weissen Hauses", "Vereinigte Staaten/2"},
		"an uninflected building":                     {"Weißes Haus", "Vereinigte Staaten/2"},
		"the Far East after another adjective":        {"Fernen Osten", "Ferner Osten/2"},
		"a plural state in the dative":                {"Vereinigten Staaten", "Vereinigte Staaten/2"},
		"a plural state's noun in the dative":         {"Vereinigten Arabischen Emiraten", "Vereinigte Arabische Emirate/3"},
		"the full name of a state":                    {"Vereinigten Staaten von Amerika", "Vereinigte Staaten/4"},
		"an acronym":                                  {"USA drohen", "Vereinigte Staaten/1"},
		"an acronym with dots":                        {"U.S.A. drohen", "Vereinigte Staaten/1"},
		"a pronoun is no acronym":                     {"us", ""},
		"a headline in capitals":                      {"RUSSLAND DROHT", "Russland/1"},
		"an acronym is not a short city":              {"PISA schockt", ""},
		"a verb is no city":                           {"essen", ""},
		"Swiss spelling of an old name":               {"Weissrussland", "Belarus/1"},
		"Kiew in three spellings: Kyjiw":              {"Kyjiw meldet", "Kiew/1"},
		"Kiew in three spellings: Kyiv":               {"Kyiv meldet", "Kiew/1"},
		"Georgia is a state of the USA":               {"Georgia wählt", "Georgia/1"},
		"Georgien is a state":                         {"Georgiens Küste", "Georgien/1"},
		"Jordanien is a state":                        {"Jordaniens König", "Jordanien/1"},
		"the Jordan is a river":                       {"Jordan", "Jordan/1"},
		"the Demokratische Republik Kongo":            {"Demokratischen Republik Kongo", "Demokratische Republik Kongo/3"},
		"the other Kongo":                             {"Republik Kongo", "Republik Kongo/2"},
		"the longest of the Guineas":                  {"Guinea-Bissau grenzt", "Guinea-Bissau/1"},
		"a Guinea with a hyphen left out":             {"Papua Neuguinea grenzt", "Papua-Neuguinea/2"},
		"Guinea alone":                                {"Guinea grenzt", "Guinea/1"},
		"Mali":                                        {"Malis Armee", "Mali/1"},
		"the Tschad":                                  {"Tschads Armee", "Tschad/1"},
		"Niger the state before the river":            {"Niger grenzt", "Niger/1"},
		"a genitive inside: a noun with a complement": {"Golfs von Oman", "Golf von Oman/3"},
		"an accent left out":                          {"Sao Paulo", "São Paulo/2"},
		"a stroke left out":                           {"Lodz", "Lodz/1"},
		"a city of two words":                         {"New Yorks Bürgermeister", "New York City/2"},
		"Washington is a city first":                  {"Washington warnt", "Washington, D.C./1"},
		"a compound is not a name":                    {"Russlandreise", ""},
		"a hyphenated compound is not a name":         {"Ukraine-Reise", ""},
		"a name does not cross a comma":               {"Sri , Lanka", ""},
		"a name goes across an ampersand":             {"Heckler & Koch", "Heckler & Koch/3"},
		"a dash before a name is not part of it":      {"– Russland", ""},
		"half a name is not a name":                   {"Sierra", ""},
		"an unknown word":                             {"Quxistan", ""},
		"no plural of a city":                         {"Linzn", ""},
		"nothing":                                     {"", ""},
	} {
		t.Run(name, func(t *testing.T) {
			if got := first(g.Match(strings.Fields(c.text))); got != c.want {
				t.Errorf("Match(%q) begins with %q, want %q", c.text, got, c.want)
			}
		})
	}
}

func first(hits []gazetteer.Hit) string {
	if len(hits) == 0 {
		return ""
	}
	return hits[0].Entry.Name + "/" + string(rune('0'+hits[0].Words))
}

func TestMatchTellsWhatIsAmbiguous(t *testing.T) {
	g := load(t)
	for text, want := range map[string]bool{
		"Essen": true, "Halle": true, "Kongo": true, "Amerika": true, "Jordan": true, "Nils": true,
		"Berlin": false, "USA": false, "Georgien": false, "Pjöngjang": false,
	} {
		hits := g.Match([]string{text})
		if len(hits) == 0 {
			t.Errorf("%s is not found", text)
		} else if hits[0].Ambiguous != want {
			t.Errorf("%s: ambiguous = %t, want %t (%s)", text, hits[0].Ambiguous, want, hits[0].Entry.Name)
		}
	}
}

func TestMatchGivesEveryReading(t *testing.T) {
	g := load(t)
	var got []string
	for _, h := range g.Match([]string{"Washington"}) {
		got = append(got, h.Entry.Name+" "+h.Entry.Kind)
	}
	if diff := cmp.Diff([]string{"Washington, D.C. city", "Washington province"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestAdjectivesPointToStatesRegionsAndCities(t *testing.T) {
	g := load(t)
	for form, want := range map[string]string{
		"nordkoreanischen": "Nordkorea", "US-amerikanische": "Vereinigte Staaten", "belarusischer": "Belarus",
		"weissrussischem": "Belarus", "Deutschen": "Deutschland", "deutsche": "Deutschland", "Schweizer": "Schweiz",
		"Berliner": "Berlin", "Moskauer": "Moskau", "Basler": "Basel", "Zürcher": "Zürich", "Tübinger": "Tübingen",
		"Karlsruher": "Karlsruhe", "schottische": "Schottland", "koreanischen": "Korea", "nigrischen": "Niger",
		"nigerianischen": "Nigeria", "guineische": "Guinea", "sowjetischer": "Sowjetunion",
		"südfranzösischen": "Frankreich", "Offenbacher": "Offenbach am Main", "Ingolstädter": "Ingolstadt", "arabische": "Arabische Welt",
		"berliner": "", "schön": "", "Hammer": "", "komisch": "", "": "",
	} {
		e, ok := g.Adjective(form)
		if got := name(e); got != want || ok != (want != "") {
			t.Errorf("Adjective(%q) = %q, %t, want %q", form, got, ok, want)
		}
	}
}

func TestAdjectivesOfSeveralStates(t *testing.T) {
	g := load(t)
	for form, want := range map[string][]string{
		"nordkoreanisch-russischen":      {"Nordkorea", "Russland"},
		"US-amerikanisch-chinesische":    {"Vereinigte Staaten", "China"},
		"österreichisch-ungarische":      {"Österreich-Ungarn"},
		"deutsch-französisch-polnisches": {"Deutschland", "Frankreich", "Polen"},
		"militärisch-technischen":        nil,
		"russisch-orthodoxe":             nil,
	} {
		var got []string
		for _, e := range g.Adjectives(form) {
			got = append(got, e.Name)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("Adjectives(%q): %s", form, diff)
		}
	}
}

func TestDemonymsInEveryCaseAndGender(t *testing.T) {
	g := load(t)
	for form, want := range map[string]string{
		"Amerikanern": "Vereinigte Staaten", "Amerikanerin": "Vereinigte Staaten", "US-Amerikaner": "Vereinigte Staaten",
		"Russe": "Russland", "Russen": "Russland", "Russinnen": "Russland", "Chinese": "China", "Französin": "Frankreich",
		"Palästinensern": "Palästina", "Iraners": "Iran", "Ukrainerinnen": "Ukraine", "Israelis": "Israel", "Israelin": "Israel",
		"Deutschen": "Deutschland", "Deutscher": "Deutschland", "Jemeniten": "Jemen", "Ungarn": "Ungarn", "Schotten": "Schottland",
		"Sowjets": "Sowjetunion", "Türken": "Türkei", "Kurden": "Kurdistan", "Nigrer": "Niger",
		"Stuttgartern": "Stuttgart", "Araber": "Arabische Welt",
		"amerikaner": "", "Deutsch": "", "Bäcker": "", "": "",
	} {
		e, ok := g.Demonym(form)
		if got := name(e); got != want || ok != (want != "") {
			t.Errorf("Demonym(%q) = %q, %t, want %q", form, got, ok, want)
		}
	}
}

func TestMetonyms(t *testing.T) {
	g := load(t)
	for form, want := range map[string]string{
		"Pjöngjang": "Nordkorea", "Seoul": "Südkorea", "Washington": "Vereinigte Staaten", "Moskau": "Russland", "Peking": "China",
		"Den Haag": "Niederlande", "Weißes Haus": "Vereinigte Staaten", "Downing Street": "Vereinigtes Königreich",
		"Kiew": "Ukraine", "Kyjiw": "Ukraine", "Belgrad": "Serbien", "Jerusalem": "Israel", "Wien": "Österreich",
		"Brüssel": "Europäische Union", "Kreml": "Russland",
		"Donezk": "", "Genf": "", "Zürich": "", "": "",
	} {
		e, ok := g.Metonym(form)
		if got := name(e); got != want || ok != (want != "") {
			t.Errorf("Metonym(%q) = %q, %t, want %q", form, got, ok, want)
		}
	}
}

func name(e *gazetteer.Entry) string {
	if e == nil {
		return ""
	}
	return e.Name
}

func TestTitlesAloneAndInCompounds(t *testing.T) {
	g := load(t)
	type want struct{ Base, Class, Prefix, Marks string }
	for word, w := range map[string]want{
		"Präsidenten":          {"Präsident", "head-of-state", "", ""},
		"US-Präsident":         {"Präsident", "head-of-state", "US", ""},
		"US-Vize-Präsidentin":  {"Präsident", "deputy", "US", "female vice"},
		"US-Vizepräsidentin":   {"Vizepräsident", "deputy", "US", "female"},
		"Ex-Präsident":         {"Präsident", "head-of-state", "", "former"},
		"Ex-US-Präsident":      {"Präsident", "head-of-state", "US", "former"},
		"Altbundeskanzler":     {"Bundeskanzler", "head-of-government", "", "former"},
		"Vizekanzlers":         {"Vizekanzler", "deputy", "", ""},
		"Außenminister":        {"Minister", "minister", "Außen", ""},
		"Aussenministerinnen":  {"Minister", "minister", "Aussen", "female"},
		"Bodenschatzminister":  {"Minister", "minister", "Bodenschatz", ""},
		"Ministerpräsidentin":  {"Ministerpräsident", "head-of-government", "", "female"},
		"Kremlchef":            {"Kremlchef", "head-of-state", "", ""},
		"Podemos-Chef":         {"Chef", "business", "Podemos", ""},
		"Parteichefin":         {"Parteichef", "party", "", "female"},
		"Kremlsprecher":        {"Kremlsprecher", "spokesperson", "", ""},
		"Regierungssprecherin": {"Regierungssprecher", "spokesperson", "", "female"},
		"Vorsitzenden":         {"Vorsitzender", "party", "", ""},
		"Abgeordnete":          {"Abgeordneter", "legislator", "", ""},
		"Sondergesandter":      {"Sondergesandter", "diplomat", "", ""},
		"Generäle":             {"General", "military", "", ""},
		"Generalsekretär":      {"Generalsekretär", "commissioner", "", ""},
		"Militärexperten":      {"Experte", "expert", "Militär", ""},
		"Machthabers":          {"Machthaber", "head-of-state", "", ""},
		"Königs":               {"König", "royal", "", ""},
		"Vizeaußenministerin":  {"Minister", "deputy", "Außen", "female vice"},
		"US-Vizeaußenminister": {"Minister", "deputy", "US-Außen", "vice"},
		"Ex-König":             {"König", "royal", "", "former"},
		"Neubauer":             {}, "Mendelssohn": {}, "Paragraf": {},
		"Lautsprecher":   {},
		"Halbleiter":     {},
		"Flugzeugträger": {},
		"präsident":      {},
		"Haus":           {},
		"":               {},
	} {
		got, ok := g.Title(word)
		var marks []string
		for m, on := range map[string]bool{"female": got.Female, "vice": got.Vice, "former": got.Former} {
			if on {
				marks = append(marks, m)
			}
		}
		if len(marks) == 2 && marks[0] == "vice" {
			marks[0], marks[1] = marks[1], marks[0]
		}
		have := want{got.Masculine, got.Class, got.Prefix, strings.Join(marks, " ")}
		if diff := cmp.Diff(w, have); diff != "" || ok != (w.Base != "") {
			t.Errorf("Title(%q): %t %s", word, ok, diff)
		}
	}
}

func TestEveryStateHasWhatTheStagesNeed(t *testing.T) {
	g := load(t)
	states := 0
	for _, e := range g.Entries() {
		if e.Type != ontology.State || e.Kind == "historical" {
			continue
		}
		states++
		if e.Kind == "sovereign" && e.Wikidata == "" {
			t.Errorf("%s has no Wikidata id", e.Name)
		}
		if e.Kind == "sovereign" && e.Name != "Vatikanstadt" {
			if m, ok := g.Metonym(e.Capital); !ok || m != e && m.Type == ontology.State {
				t.Errorf("%s: capital %q stands for %s", e.Name, e.Capital, name(m))
			}
		}
		hits := g.Match(strings.Fields(e.Name))
		if len(hits) == 0 || hits[0].Entry != e {
			t.Errorf("%s does not find itself first", e.Name)
		}
	}
	if states < 200 {
		t.Errorf("%d states, want 200 or more", states)
	}
}

func TestLeadersOfTheYears(t *testing.T) {
	g := load(t)
	for _, c := range []struct{ state, title, date, want string }{
		{"Nordkorea", "Machthaber", "2023-09-17", "Kim Jong-un"},
		{"Russland", "Staatschef", "2010-01-01", "Dmitri Medwedew"},
		{"Russland", "Außenminister", "2023-09-17", "Sergei Lawrow"},
		{"Vereinigte Staaten", "US-Präsident", "2015-12-01", "Barack Obama"},
		{"Vereinigte Staaten", "US-Vizepräsidentin", "2023-02-01", "Kamala Harris"},
		{"Deutschland", "Bundeskanzlerin", "2015-12-01", "Angela Merkel"},
		{"Deutschland", "Bundespräsident", "2023-12-01", "Frank-Walter Steinmeier"},
		{"Israel", "Premier", "2024-01-01", "Benjamin Netanjahu"},
		{"Österreich", "Kanzler", "2016-01-01", "Werner Faymann"},
	} {
		es := g.Officer(c.state, c.title, c.date)
		if len(es) == 0 || es[0].Name != c.want {
			t.Errorf("%s of %s in %s: %v, want %s", c.title, c.state, c.date, es, c.want)
		}
	}
}

func TestSceneIsTheStateOfTheFirstCityInADateline(t *testing.T) {
	g := load(t)
	for dateline, want := range map[string]string{
		"Linz (APA) - ": "Österreich", "Jerusalem/Ramallah – ": "Israel", "Bern, 3. Mai (sda) - ": "Schweiz", "(dpa) - ": "", "": "",
	} {
		e, ok := g.Scene(dateline)
		if got := name(e); got != want || ok != (want != "") {
			t.Errorf("Scene(%q) = %q, %t, want %q", dateline, got, ok, want)
		}
	}
}

func TestATitleSuitsAStateThatHasSuchAHead(t *testing.T) {
	g := load(t)
	for _, c := range []struct {
		state, title string
		want         bool
	}{
		{"Frankreich", "Präsident", true},
		{"Österreich", "Präsident", false},
		{"Österreich", "Bundespräsidentin", true},
		{"Schweden", "Präsident", false},
		{"Schweden", "König", true},
		{"Frankreich", "König", false},
		{"Deutschland", "Kanzlerin", true},
		{"Frankreich", "Kanzler", false},
		{"Frankreich", "Außenminister", true},
		{"Frankreich", "Sprecherin", true},
	} {
		if got := g.Suits(c.state, c.title); got != c.want {
			t.Errorf("Suits(%q, %q) = %v", c.state, c.title, got)
		}
	}
}

func TestATitleMayNameItsBody(t *testing.T) {
	g := load(t)
	for word, want := range map[string]string{"Kremlsprecher": "Kreml", "EU-Kommissionspräsidentin": "EU-Kommission", "Präsidentin": "", "Sprecher": ""} {
		if title, _ := g.Title(word); title.Body() != want {
			t.Errorf("body of %q is %q, want %q", word, title.Body(), want)
		}
	}
}
