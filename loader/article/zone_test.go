package article

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"newsgraph/data"
)

var update = flag.Bool("update", false, "write the golden files anew")

func TestZonesOfPages(t *testing.T) {
	files, err := filepath.Glob("testdata/zones/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no goldens: %v", err)
	}
	r := reader(t)
	for _, f := range files {
		t.Run(strings.TrimSuffix(filepath.Base(f), ".txtar"), func(t *testing.T) {
			ar, err := txtar.ParseFile(f)
			if err != nil {
				t.Fatal(err)
			}
			a, err := r.Text(string(ar.Files[0].Data), Meta{})
			if err != nil {
				t.Fatal(err)
			}
			if err := zonesFault(a.Text, a.Zones); err != nil {
				t.Error(err)
			}
			golden(t, f, ar, describe(a))
		})
	}
}

// golden compares got with the second file of the archive.
func golden(t *testing.T, name string, ar *txtar.Archive, got string) {
	t.Helper()
	if *update {
		ar.Files = append(ar.Files[:1], txtar.File{Name: "zones", Data: []byte(got)})
		if err := os.WriteFile(name, txtar.Format(ar), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want := ""
	if len(ar.Files) > 1 {
		want = string(ar.Files[1].Data)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("zones differ, -want +got:\n%s", diff)
	}
}

func describe(a Article) string {
	var b strings.Builder
	fmt.Fprintf(&b, "title: %s\ndate: %s\nagency: %s\n", a.Title, a.Date, a.Agency)
	for _, z := range a.Zones {
		fmt.Fprintf(&b, "%-11s %s\n", z.Kind, strings.Join(strings.Fields(a.Text[z.Start:z.End]), " "))
	}
	return b.String()
}

// zonesFault states the contract of zones: sorted, not overlapping, inside the text, no rune split, nothing but white space and
// list marks outside.
func zonesFault(text string, zones []Zone) error {
	end := 0
	for i, z := range append(zones, Zone{Start: len(text), End: len(text)}) {
		if z.Start < end || z.End < z.Start || z.End > len(text) || i < len(zones) && z.Start == z.End {
			return fmt.Errorf("zone %d: %+v after %d", i, z, end)
		}
		if between := strings.Trim(text[end:z.Start], "-–—•*·▪●◦►➤"); strings.TrimFunc(between, func(r rune) bool {
			return invisible(r) || strings.ContainsRune("-–—•*·▪●◦►➤", r)
		}) != "" {
			return fmt.Errorf("zone %d: %q is in no zone", i, between)
		}
		if s := text[z.Start:z.End]; strings.ToValidUTF8(s, "") != s {
			return fmt.Errorf("zone %d splits a rune", i)
		}
		end = z.End
	}
	return nil
}

func TestEveryMarkerFiresOnItsExampleAndNotOnItsNearMiss(t *testing.T) {
	m := reader(t).markers
	fires := func(mk marker, s string) bool {
		switch mk.effect {
		case effCredit, effLabel:
			e, _, ok := m.labelled(s)
			return ok && e == mk.effect
		default:
			e, ok := m.match(s)
			return ok && e == mk.effect
		}
	}
	for _, mk := range m.all {
		if mk.example == "" {
			continue
		}
		if !fires(mk, mk.example) {
			t.Errorf("zones.tsv:%d: %s %q does not fire on its example %q", mk.line, mk.effect, mk.text, mk.example)
		}
		if fires(mk, mk.miss) {
			t.Errorf("zones.tsv:%d: %s %q fires on its near miss %q", mk.line, mk.effect, mk.text, mk.miss)
		}
	}
}

func TestMarkersAreReadStrictly(t *testing.T) {
	for name, c := range map[string]struct{ table, want string }{
		"an unknown effect":          {"shout\twhole\twerbung\n", `line 1: unknown effect "shout"`},
		"a missing near miss":        {"# c\nline\tstart\tjetzt\n", "line 2: \"jetzt\" needs an example and a near miss"},
		"upper case never matches":   {"line\twhole\tWerbung\n", `line 1: "Werbung" is not folded`},
		"a marker that is twice":     {"line\twhole\tx\nline\twhole\tx\n", `line 2: "x" is there twice`},
		"a line with too few fields": {"line\twhole\n", "line 1: 2 columns"},
	} {
		if _, err := parseMarkers(c.table); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %s", name, err, c.want)
		}
	}
	if _, err := parseMarkers(data.Zones); err != nil {
		t.Error(err)
	}
}

func TestMetadataTellsTheHeadline(t *testing.T) {
	text := "Probeland\n\nGurkental\n\nDer Präsident von Gurkental ist am Montag nach Probeland gereist, wie er mitteilte."
	a, err := reader(t).Text(text, Meta{Title: "Gurkental", Date: "2024-02-03T10:00:00Z", Publisher: "Blatt"})
	if err != nil {
		t.Fatal(err)
	}
	if a.Title != "Gurkental" || a.Date != "2024-02-03" || a.Zones[1].Kind != Headline || a.Zones[0].Kind != Byline {
		t.Errorf("got %s", describe(a))
	}
}

func TestDatelines(t *testing.T) {
	m := reader(t).markers
	for _, c := range []struct {
		name, in, line, agency, date string
	}{
		{"a city and a dash", "Wien – Der Kanzler", "Wien – ", "", ""},
		{"no space behind the dash", "Wien –Der Kanzler", "Wien –", "", ""},
		{"two cities", "Genf / New York — Die Uno", "Genf / New York — ", "", ""},
		{"a saint", "St. Pölten – Die Landeshauptfrau", "St. Pölten – ", "", ""},
		{"a city on a river", "Frankfurt am Main – Die Börse", "Frankfurt am Main – ", "", ""},
		{"a day and an agency", "Bern, 3. April 2020 (sda) - Die Post", "Bern, 3. April 2020 (sda) - ", "sda", "2020-04-03"},
		{"an agency and no dash", "Bern (SDA) Die Post", "Bern (SDA) ", "sda", ""},
		{"an agency alone", "(dpa) - Die Post", "(dpa) - ", "dpa", ""},
		{"a sentence with a dash", "Kritik – vor allem von links – kam", "", "", ""},
		{"a party in brackets", "Kanzler Scholz (SPD) Die Linke", "", "", ""},
		{"a plain sentence", "Der Kanzler reist nach Wien – Graz folgt", "", "", ""},
	} {
		n, agency, date := m.dateline(c.in)
		if c.in[:n] != c.line || agency != c.agency || date != c.date {
			t.Errorf("%s: got %q %q %q, want %q %q %q", c.name, c.in[:n], agency, date, c.line, c.agency, c.date)
		}
	}
}

func TestSignatures(t *testing.T) {
	m := reader(t).markers
	for _, c := range []struct{ name, in, mark, agency, date string }{
		{"an agency and an editor", "Er kam. (sda/mav)", "(sda/mav)", "sda", ""},
		{"an agency and a day", "Er kam. (APA, 7.8.2015)", "(APA, 7.8.2015)", "apa", "2015-08-07"},
		{"an author and a day", "Er kam.“ (Max Muster aus Rom, 30.12.2015) ", "(Max Muster aus Rom, 30.12.2015) ", "", "2015-12-30"},
		{"the editors are no agency", "Er kam. (red)", "(red)", "", ""},
		{"an editor's initials", "Er kam. (stu./mav)", "(stu./mav)", "", ""},
		{"a party inside the sentence", "Es sprach Kanzler Muster (SPD)", "", "", ""},
		{"a remark in brackets", "Er kam. (Mehr dazu morgen)", "", "", ""},
	} {
		at, agency, date := m.signature(c.in)
		got := ""
		if at >= 0 {
			got = c.in[at:]
		}
		if got != c.mark || agency != c.agency || date != c.date {
			t.Errorf("%s: got %q %q %q", c.name, got, agency, date)
		}
	}
}

func TestBylines(t *testing.T) {
	m := reader(t).markers
	for in, want := range map[string]bool{
		"Von Mia Muster, Bern":                     true,
		"Von unserem Korrespondenten Max Muster":   true,
		"mst/abc (dpa, afp, rtr)":                  true,
		"APA/AFP/MIA MUSTER":                       true,
		"Von Rom nach Wien mit dem Zug":            false,
		"Streik bei dpa und AFP":                   false,
		"Minister (SPD) in Rom":                    false,
		"Streit um Reuters, Redaktion protestiert": false,
	} {
		if m.byline(in) != want {
			t.Errorf("byline(%q) = %v", in, !want)
		}
	}
}

func TestDates(t *testing.T) {
	m := reader(t).markers
	for in, want := range map[string]string{
		"17.09.2023 16:39":                          "2023-09-17",
		"Stand: 3. Jänner 2024, 16.39 Uhr":          "2024-01-03",
		"Erstellt: 1.2.2020, aktualisiert 2.2.2020": "2020-02-01",
		"2024-06-18T05:00:00+02:00":                 "2024-06-18",
		"Veröffentlicht am 18/06/2024 - 9:39 MESZ":  "2024-06-18",
		"Mo., 4. Sept. 2023":                        "2023-09-04",
		"31.02.2023":                                "not a stamp",
		"am 3. Mai":                                 "not a stamp",
		"Das Treffen am 3.5.2023":                   "not a stamp",
		"00:00 / 01:30":                             "not a stamp",
		"vor 10:30 Uhr":                             "not a stamp",
		"Aktualisiert um 10:30 Uhr":                 "",
	} {
		iso, ok := m.stamp(in)
		if !ok {
			iso = "not a stamp"
		}
		if iso != want {
			t.Errorf("stamp(%q) = %q, want %q", in, iso, want)
		}
	}
}
