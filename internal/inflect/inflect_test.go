package inflect_test

import (
	"testing"

	"newsgraph/internal/inflect"
)

func TestAdjective(t *testing.T) {
	for _, c := range []struct {
		form   string
		plural bool
		gender inflect.Gender
		want   string
	}{
		{"ballistischen", true, inflect.Feminine, "ballistische"},
		{"militärischer", false, inflect.Feminine, "militärische"},
		{"südkoreanischen", false, inflect.Masculine, "südkoreanischer"},
		{"neuem", false, inflect.Neuter, "neues"},
		{"lila", false, inflect.Neuter, "lila"},
	} {
		if got := inflect.Adjective(c.form, c.plural, c.gender); got != c.want {
			t.Errorf("Adjective(%q) = %q, want %q", c.form, got, c.want)
		}
	}
}

func TestPlural(t *testing.T) {
	for _, c := range []struct{ form, lemma, want string }{
		{"Panzern", "Panzer", "Panzer"}, {"Raketen", "Rakete", "Raketen"}, {"Experten", "Experte", "Experten"},
		{"Ländern", "Land", "Länder"}, {"Gästen", "Gast", "Gäste"}, {"Staaten", "Staat", "Staaten"}, {"Medien", "Medium", "Medien"},
		{"Waffen", "Waffe", "Waffen"}, {"Soldaten", "Soldat", "Soldaten"},
	} {
		if got := inflect.Plural(c.form, c.lemma); got != c.want {
			t.Errorf("Plural(%q, %q) = %q, want %q", c.form, c.lemma, got, c.want)
		}
	}
}
