package syntax

import "slices"

// movesOrChanges reports whether the verb forms its perfect with "sein" (movement or change of state), so that "ist ... gereist"
// is active while "ist ... eingeladen" is a passive of state. A closed list of the frequent ones; prefixed verbs are
// found by their base. After the description of the perfect in Duden, Die Grammatik.
func movesOrChanges(lemma string) bool {
	for _, base := range withSein {
		if lemma == base || len(lemma) > len(base) && lemma[len(lemma)-len(base):] == base && !slices.Contains(withHaben, lemma) {
			return true
		}
	}
	return false
}

var withSein = []string{
	"kommen", "gehen", "reisen", "fahren", "fliegen", "laufen", "fallen", "steigen", "sinken", "treten", "ziehen", "fliehen", "flüchten",
	"sterben", "werden", "bleiben", "sein", "wachsen", "scheitern", "geschehen", "passieren", "erscheinen", "begegnen", "folgen",
	"marschieren", "landen", "starten", "springen", "rücken", "dringen", "brechen", "entstehen", "gelingen", "misslingen", "kehren",
	"eilen", "stürzen", "schwinden", "wandern", "segeln", "kentern", "explodieren", "platzen", "verunglücken", "ertrinken", "eskalieren",
	"avancieren", "kollidieren", "desertieren", "emigrieren", "wechseln", "umsteigen", "rutschen", "klettern", "abkühlen", "eintreffen", "zusammentreffen",
}

var withHaben = []string{"beziehen", "verziehen", "erfahren", "begehen", "übergehen", "umgehen", "bekommen", "abbrechen", "unterbrechen", "verbrechen", "vertreten", "betreten", "befolgen", "verfolgen", "überfallen", "anziehen", "vollziehen", "entziehen", "erziehen", "einziehen", "überspringen", "besteigen", "bereisen", "befahren", "verdrücken", "wechseln", "verwechseln", "auswechseln"}
