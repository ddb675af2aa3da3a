package syntax

import (
	"testing"

	"newsgraph/loader/doc"
)

const (
	n    = doc.Nom
	g    = doc.Gen
	d    = doc.Dat
	a    = doc.Acc
	sing = doc.Sing
	pl   = doc.Plur
)

func TestDeterminersAndAdjectivesSayTheirCaseByTheirEnding(t *testing.T) {
	for name, c := range map[string]struct {
		got    agr
		cases  doc.Case
		number doc.Number
	}{
		"der is nominative, genitive or dative": {determiner("der"), n | g | d, sing | pl},
		"die is nominative or accusative":       {determiner("Die"), n | a, sing | pl},
		"den is accusative or a plural dative":  {determiner("den"), d | a, sing | pl},
		"dem is a singular dative":              {determiner("dem"), d, sing},
		"des is a singular genitive":            {determiner("des"), g, sing},
		"das is no genitive":                    {determiner("das"), n | a, sing},
		"dieses may be a genitive":              {determiner("dieses"), n | g | a, sing},
		"ein is nominative or accusative":       {determiner("ein"), n | a, sing},
		"einem is a dative":                     {determiner("einem"), d, sing},
		"kein has no ending":                    {determiner("kein"), n | a, sing},
		"keine has one":                         {determiner("keine"), n | a, sing | pl},
		"unser ends in its stem":                {determiner("unser"), n | a, sing},
		"unserer is inflected":                  {determiner("unserer"), n | g | d, sing | pl},
		"ihr ends in its stem":                  {determiner("ihr"), n | a, sing},
		"ihrer is inflected":                    {determiner("ihrer"), n | g | d, sing | pl},
		"a number word says nothing":            {determiner("zwölf"), n | g | d | a, sing | pl},
		"schwerem is a dative":                  {adjective("schwerem"), d, sing},
		"vergangenen may be a genitive":         {adjective("vergangenen"), g | d | a, sing | pl},
		"schweres is no genitive":               {adjective("schweres"), n | a, sing},
		"lila says nothing":                     {adjective("lila"), n | g | d | a, sing | pl},
	} {
		t.Run(name, func(t *testing.T) {
			if c.got.cases() != c.cases || c.got.number() != c.number {
				t.Errorf("got cases %04b number %02b, want %04b %02b", c.got.cases(), c.got.number(), c.cases, c.number)
			}
		})
	}
}

func TestAPhraseKeepsTheReadingsOnWhichItsWordsAgree(t *testing.T) {
	any := n | g | d | a
	state := doc.Word{Cases: n | d | a, Gender: doc.Masc, Number: sing}
	states := doc.Word{Cases: n | g | a, Gender: doc.Masc, Number: pl}
	woman := doc.Word{Cases: any, Gender: doc.Fem, Number: sing}
	ship := doc.Word{Cases: n | d | a, Gender: doc.Neut, Number: sing}
	for name, c := range map[string]struct {
		got    agr
		cases  doc.Case
		number doc.Number
	}{
		"der Staat is a subject":                    {determiner("der") & noun(state), n, sing},
		"der Staaten is a genitive":                 {determiner("der") & noun(states), g, pl},
		"der Ministerin is no subject":              {determiner("der") & noun(woman), g | d, sing},
		"die Ministerin is subject or object":       {determiner("die") & noun(woman), n | a, sing},
		"den Staat is an object":                    {determiner("den") & noun(state), a, sing},
		"dem Staat is a dative":                     {determiner("dem") & noun(state), d, sing},
		"ein Schiff is subject or object":           {determiner("ein") & noun(ship), n | a, sing},
		"des Staat does not agree":                  {determiner("des") & noun(state), 0, 0},
		"schweres Gerät after nothing":              {adjective("schweres") & noun(ship), n | a, sing},
		"a word that nothing is known of is open":   {noun(doc.Word{}), any, sing | pl},
		"a preposition leaves its cases":            {noun(woman).restrict(governed("mit")), d, sing},
		"a preposition of two cases leaves both":    {noun(woman).restrict(governed("auf")), d | a, sing},
		"an unlisted one leaves all but the first":  {noun(woman).restrict(governed("wegen")), g | d | a, sing},
		"für takes no dative":                       {determiner("der").restrict(governed("für")), 0, 0},
		"gegen die Staaten is an accusative plural": {(determiner("die") & noun(states)).restrict(governed("gegen")), a, pl},
	} {
		t.Run(name, func(t *testing.T) {
			if c.got.cases() != c.cases || c.got.number() != c.number {
				t.Errorf("got cases %04b number %02b, want %04b %02b", c.got.cases(), c.got.number(), c.cases, c.number)
			}
		})
	}
}
