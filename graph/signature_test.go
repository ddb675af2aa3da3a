package graph_test

import (
	"slices"
	"strings"
	"testing"

	"newsgraph/graph"
)

const agencyText = `Der russische Präsident hat am Mittwoch den Machthaber aus Pjöngjang auf einem Weltraumbahnhof im Fernen Osten empfangen.
Beide sprachen mehrere Stunden miteinander über Satelliten, Getreide und die Lage an der Grenze. Zu Einzelheiten wollten sich die Delegationen
nicht äussern. Am Abend reiste der Gast mit seinem Sonderzug weiter nach Komsomolsk, wo er ein Werk für Flugzeuge besichtigte.`

func shared(a, b []string) int {
	n := 0
	for _, x := range a {
		if slices.Contains(b, x) {
			n++
		}
	}
	return n
}

func TestBandsTellReprintsFromOtherTexts(t *testing.T) {
	base := graph.Bands(agencyText)
	for _, c := range []struct {
		name, text string
		min, max   int
	}{
		{"the text itself", agencyText, 16, 16},
		{"other line breaks, case and marks", strings.ToUpper(strings.Join(strings.Fields(strings.ReplaceAll(agencyText, ",", " – ")), "\n")), 16, 16},
		{"a teaser put in front", "Treffen im Fernen Osten. " + agencyText, 6, 16},
		{"half of it in other words", agencyText[:len(agencyText)/2] + strings.Repeat(" Ein ganz anderer Absatz über das Wetter in den Bergen und im Tal.", 4), 0, 4},
		{"another text", "Im Stadion gewann die Mannschaft aus dem Norden ihr drittes Spiel in Folge, und die Zuschauer feierten bis spät in die Nacht.", 0, 0},
		{"too short for a signature", "Kim trifft Putin", 0, 0},
	} {
		if got := shared(base, graph.Bands(c.text)); got < c.min || got > c.max {
			t.Errorf("%s: %d bands in common, want %d to %d", c.name, got, c.min, c.max)
		}
	}
}
