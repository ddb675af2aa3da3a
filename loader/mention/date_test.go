package mention_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"newsgraph/loader/stagetest"

	"newsgraph/loader/doc"
)

// A date is what a date mention says: its value, and the one for the future where it differs.
type date struct{ Text, Value, Ahead string }

func dates(d *doc.Document) []date {
	var out []date
	for _, m := range d.Mentions {
		if m.Kind == doc.DateMention {
			x := date{d.Text(m.First, m.Last), m.Date, m.Ahead}
			if x.Ahead == x.Value {
				x.Ahead = ""
			}
			out = append(out, x)
		}
	}
	return out
}

func TestDatesAreResolvedAgainstTheDayOfPublication(t *testing.T) {
	for name, c := range map[string]struct {
		day, text string
		want      []date
	}{
		"a weekday is the last one, or the next one": {"2024-06-12", "Peru schwieg am Freitag.", []date{{"Freitag", "2024-06-07", "2024-06-14"}}},
		"the weekday of publication is that day":     {"2024-06-12", "Peru schwieg am Mittwoch.", []date{{"Mittwoch", "2024-06-12", ""}}},
		"a weekday across the turn of the year":      {"2024-01-01", "Peru schwieg am Sonntag.", []date{{"Sonntag", "2023-12-31", "2024-01-07"}}},
		"a weekday on the day before a leap day":     {"2024-02-28", "Peru schweigt ab Donnerstag.", []date{{"Donnerstag", "2024-02-22", "2024-02-29"}}},
		"the southern name of Saturday":              {"2024-06-12", "Peru schwieg am Samstag.", []date{{"Samstag", "2024-06-08", "2024-06-15"}}},
		"the northern name of Saturday":              {"2024-06-12", "Peru schwieg am Sonnabend.", []date{{"Sonnabend", "2024-06-08", "2024-06-15"}}},
		"a weekday with its time of day":             {"2024-06-12", "Peru schwieg am Dienstagnachmittag.", []date{{"Dienstagnachmittag", "2024-06-11", "2024-06-18"}}},
		"yesterday on the first of March":            {"2024-03-01", "Peru schwieg gestern.", []date{{"gestern", "2024-02-29", ""}}},
		"yesterday where February has 28 days":       {"2023-03-01", "Peru schwieg gestern.", []date{{"gestern", "2023-02-28", ""}}},
		"tomorrow on New Year's Eve":                 {"2023-12-31", "Peru schweigt morgen.", []date{{"morgen", "2024-01-01", ""}}},
		"the day after tomorrow":                     {"2024-06-12", "Peru schweigt übermorgen.", []date{{"übermorgen", "2024-06-14", ""}}},
		"a month that is over":                       {"2024-06-12", "Peru schwieg im März.", []date{{"März", "2024-03", "2025-03"}}},
		"a month to come":                            {"2024-06-12", "Peru schweigt im Oktober.", []date{{"Oktober", "2023-10", "2024-10"}}},
		"the last month of that name":                {"2024-06-12", "Peru schwieg im vergangenen Oktober.", []date{{"Oktober", "2023-10", ""}}},
		"last June, in June":                         {"2024-06-12", "Peru schwieg im vergangenen Juni.", []date{{"Juni", "2023-06", ""}}},
		"a month with its year":                      {"2024-06-12", "Peru schwieg im Oktober 2019.", []date{{"Oktober 2019", "2019-10", ""}}},
		"a day without a year is the nearest one":    {"2024-01-10", "Peru schwieg am 28. Dezember.", []date{{"28. Dezember", "2023-12-28", ""}}},
		"the nearest one may lie ahead":              {"2023-12-28", "Peru schweigt am 10. Januar.", []date{{"10. Januar", "2024-01-10", ""}}},
		"a day with its year":                        {"2024-06-12", "Peru schwieg am 3. Mai 2014.", []date{{"3. Mai 2014", "2014-05-03", ""}}},
		"the Austrian January":                       {"2024-06-12", "Peru schwieg am 6. Jänner 2020.", []date{{"6. Jänner 2020", "2020-01-06", ""}}},
		"figures":                                    {"2024-06-12", "Peru schwieg am 01.02.2023.", []date{{"01.02.2023", "2023-02-01", ""}}},
		"figures without zeros":                      {"2024-06-12", "Peru schwieg am 1.2.2023.", []date{{"1.2.2023", "2023-02-01", ""}}},
		"a leap day":                                 {"2024-06-12", "Peru schwieg am 29.02.2024.", []date{{"29.02.2024", "2024-02-29", ""}}},
		"a day that no calendar has is none":         {"2024-06-12", "Peru schwieg am 30.02.2023.", nil},
		"a year":                                     {"2024-06-12", "Peru schwieg 1998.", []date{{"1998", "1998", ""}}},
		"a year announced as one":                    {"2024-06-12", "Im Jahr 2030 schweigt Peru.", []date{{"2030", "2030", ""}}},
		"the morning is not tomorrow":                {"2024-06-12", "Peru schwieg den ganzen Morgen.", nil},
		"without a day of publication no value":      {"", "Peru schwieg am Freitag, gestern und im Mai.", []date{{"Freitag", "", ""}, {"gestern", "", ""}, {"Mai", "", ""}}},
		"a full date needs no day of publication":    {"", "Peru schwieg am 3. Mai 2014.", []date{{"3. Mai 2014", "2014-05-03", ""}}},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, dates(stagetest.Annotate(t, c.text, c.day))); diff != "" {
				t.Errorf("%s\n%s", c.text, diff)
			}
		})
	}
}
