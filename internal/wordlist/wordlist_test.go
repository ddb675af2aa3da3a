package wordlist

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"newsgraph/data"
)

func file(name, content string) fs.FS {
	return fstest.MapFS{name: &fstest.MapFile{Data: []byte(content)}}
}

func TestAnErrorInAListNamesFileAndLine(t *testing.T) {
	actors := func(f fs.FS) error { _, err := ReadActors(f); return err }
	goods := func(f fs.FS) error { _, err := ReadGoods(f); return err }
	bodies := func(f fs.FS) error { _, err := ReadBodies(f); return err }
	units := func(f fs.FS) error { _, err := ReadUnits(f); return err }
	for name, c := range map[string]struct {
		read          func(fs.FS) error
		file, content string
		want          string
	}{
		"another column":             {actors, "lexicon/actors.tsv", "# note\nlemma\tkind\n", "lexicon/actors.tsv:2: the columns are"},
		"a field too few":            {actors, "lexicon/actors.tsv", "lemma\tclass\nRat\torgan\nRebell\n", "lexicon/actors.tsv:3: 1 fields, want 2"},
		"a field too many":           {actors, "lexicon/actors.tsv", "lemma\tclass\nRat\torgan\tx\n", "lexicon/actors.tsv:2: 3 fields, want 2"},
		"an unknown class":           {actors, "lexicon/actors.tsv", "lemma\tclass\n\n# note\nRat\tbody\n", `lexicon/actors.tsv:4: unknown class "body"`},
		"an actor twice":             {actors, "lexicon/actors.tsv", "lemma\tclass\nRat\torgan\nRat\tgroup\n", `lexicon/actors.tsv:3: "Rat" stands in two lines`},
		"a body twice":               {bodies, "lexicon/bodies.tsv", "lemma\tkind\tpart\nBank\tbank\t\nBank\tbank\tyes\n", `lexicon/bodies.tsv:3: "Bank" stands in two lines`},
		"a kind that is none":        {bodies, "lexicon/bodies.tsv", "lemma\tkind\tpart\nBank\tbench\t\n", `lexicon/bodies.tsv:2: unknown kind "bench"`},
		"a part that is no answer":   {bodies, "lexicon/bodies.tsv", "lemma\tkind\tpart\nBank\tbank\tno\n", `lexicon/bodies.tsv:2: part is "no"`},
		"a good twice":               {goods, "lexicon/goods.tsv", "lemma\tclass\tcountable\nHolz\traw\tno\nHolz\traw\tno\n", `lexicon/goods.tsv:3: "Holz" stands in two lines`},
		"a multiplier without value": {units, "lexicon/units.tsv", "form\tclass\tvalue\nMillion\tmultiplier\t\n", `lexicon/units.tsv:2: value of "Million"`},
		"a number that is none":      {units, "lexicon/units.tsv", "form\tclass\tvalue\nzwei\tnumber\tII\n", `lexicon/units.tsv:2: value of "zwei"`},
		"no such list":               {goods, "lexicon/other.tsv", "", "lexicon/goods.tsv"},
	} {
		t.Run(name, func(t *testing.T) {
			err := c.read(file(c.file, c.content))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %s", err, c.want)
			}
		})
	}
}

func TestTheListsOfTheProductAreRead(t *testing.T) {
	actors, err := ReadActors(data.Lexicon)
	if err != nil {
		t.Fatal(err)
	}
	callings, err := ReadCallings(data.Lexicon)
	if err != nil {
		t.Fatal(err)
	}
	goods, err := ReadGoods(data.Lexicon)
	if err != nil {
		t.Fatal(err)
	}
	units, err := ReadUnits(data.Lexicon)
	if err != nil {
		t.Fatal(err)
	}
	for name, ok := range map[string]bool{
		"a rebel is a person or group": actors["Rebell"] != "",
		"a paper is a medium":          callings["Zeitung"] == "medium",
		"a village is a place":         callings["Dorf"] == "place",
		"a rocket is arms":             goods["Rakete"] == "arms",
		"a tonne is a unit":            units.Is("Tonne") && units.Is("Tonnen"),
		"a soldier is no unit":         !units.Is("Soldaten"),
		"Mio. is a million":            units.Multiplier("Mio.") == 1e6,
		"a tonne multiplies nothing":   units.Multiplier("Tonne") == 0,
		"zwölf is twelve":              units.Word("zwölf") == 12,
		"ein is no number":             units.Word("ein") == 0,
		"um die is rough":              units.Approximates("um die"),
		"um is exact":                  !units.Approximates("um"),
	} {
		if !ok {
			t.Error(name, "is not so")
		}
	}
}
