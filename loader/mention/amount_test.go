package mention_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"newsgraph/loader/stagetest"

	"newsgraph/loader/doc"
)

func amounts(d *doc.Document) []doc.Amount {
	var out []doc.Amount
	for _, m := range d.Mentions {
		if m.Amount != nil {
			out = append(out, *m.Amount)
		}
	}
	return out
}

func TestAmountsAreReadInEveryCountrysWriting(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want []doc.Amount
	}{
		"a German thousand":                {"Peru zahlt 12.500 Euro.", []doc.Amount{{Value: 12500, Unit: "Euro"}}},
		"a German million":                 {"Peru zahlt 1.250.000 Euro.", []doc.Amount{{Value: 1250000, Unit: "Euro"}}},
		"a German decimal":                 {"Peru liefert 2,5 Tonnen.", []doc.Amount{{Value: 2.5, Unit: "Tonnen"}}},
		"a German thousand with a decimal": {"Peru liefert 1.234,5 Tonnen.", []doc.Amount{{Value: 1234.5, Unit: "Tonnen"}}},
		"a Swiss thousand":                 {"Peru zahlt 12'500 Franken.", []doc.Amount{{Value: 12500, Unit: "Franken"}}},
		"a Swiss thousand, typographic":    {"Peru zahlt 12’500 Franken.", []doc.Amount{{Value: 12500, Unit: "Franken"}}},
		"a multiplier":                     {"Peru zahlt 4,8 Millionen Euro.", []doc.Amount{{Value: 4800000, Unit: "Euro"}}},
		"an abbreviated multiplier":        {"Peru zahlt 26 Mio. Franken.", []doc.Amount{{Value: 26000000, Unit: "Franken"}}},
		"milliards":                        {"Peru zahlt 3 Milliarden Dollar.", []doc.Amount{{Value: 3e9, Unit: "Dollar"}}},
		"a number word":                    {"Peru liefert zwölf Tonnen.", []doc.Amount{{Value: 12, Unit: "Tonnen"}}},
		"a number word and a multiplier":   {"Peru liefert drei Dutzend Busse.", []doc.Amount{{Value: 36}}},
		"a rough number":                   {"Peru zahlt rund 500 Euro.", []doc.Amount{{Value: 500, Unit: "Euro", Approximate: true}}},
		"two rough words":                  {"Peru zahlt mehr als 500 Euro.", []doc.Amount{{Value: 500, Unit: "Euro", Approximate: true}}},
		"um die is rough":                  {"Peru zahlt um die 500 Euro.", []doc.Amount{{Value: 500, Unit: "Euro", Approximate: true}}},
		"um alone is exact":                {"Der Preis stieg um 5 Prozent.", []doc.Amount{{Value: 5, Unit: "Prozent"}}},
		"what is counted is no unit":       {"Peru schickt 500 Soldaten.", []doc.Amount{{Value: 500}}},
		"two amounts":                      {"Peru liefert 5 Tonnen für 7 Euro.", []doc.Amount{{Value: 5, Unit: "Tonnen"}, {Value: 7, Unit: "Euro"}}},
		"an article counts nothing":        {"Peru liefert ein Schiff.", nil},
		"a day of a month is no amount":    {"Peru schwieg am 3. Mai.", nil},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, amounts(stagetest.Annotate(t, c.text, stagetest.Published))); diff != "" {
				t.Errorf("%s\n%s", c.text, diff)
			}
		})
	}
}
