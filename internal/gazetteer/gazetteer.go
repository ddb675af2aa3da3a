// Package gazetteer knows the names of the world as German news writes them: states, cities, regions, people, bodies,
// titles, first and last names. For example, the words "im Schwarzen Meer" from "Schwarzen" on are the region
// "Schwarzes Meer", "nordkoreanischen" points to Nordkorea, and "US-Vizepräsidentin" is a deputy's title of "US".
//
// It reads data/gazetteer (COLUMNS.md there says how the files are written) and answers look-ups. It knows no article:
// which of several readings is meant, and whether "Essen" is a city or a meal, is decided by who asks.
package gazetteer

import (
	"cmp"
	"fmt"
	"io/fs"
	"slices"
)

// An Entry is one thing that has a name.
type Entry struct {
	Name      string // title of the German Wikipedia article without a disambiguating bracket
	Type      string // a type of the ontology
	Kind      string // "sovereign", "city", "river", "party", ...
	Wikidata  string // "Q30", or "" where no source names it
	State     string // name of the state (or region) that it lies in or belongs to
	Capital   string // of a state
	Seat      string // of a state's government where it is not the capital; of an organisation
	Adjective string // of a state, shortest form: "sudanesisch"
	Article   string // of a state: "", "der", "die", "das" or "pl"
	Gender    string // of a person: "m", "f" or ""
	IsCapital bool   // of a city
	Offices   []Office
	Aliases   []string // other base forms, sorted, the name not among them
}

// An Office is a post that a person holds or held from From to To (ISO 8601, cut to what is known; To empty: still).
type Office struct {
	State string // state or organisation
	Role  string // "Außenminister"
	Class string // class of the title that Role ends in, see Title
	From  string
	To    string
}

// A Gazetteer is the loaded lists. It is not changed after Load and may be used by many at once.
type Gazetteer struct {
	byName     map[string][]*Entry
	root       *node
	pieces     []piece           // of all forms, one behind the other: a slice for each would cost more than reading the files
	adjectives map[string]*Entry // folded base form, "russisch"
	cityForms  map[string]*Entry // folded, "berliner": capitalised and not declined
	demonyms   map[string]*Entry // folded, every form
	metonyms   map[string]*Entry // name -> the state or body that it stands for
	titles     titles
	forenames  map[string]string
	surnames   map[string]bool
	families   map[string][]*Entry // folded surname -> people
	holders    map[string][]*Entry // state -> people with an office there
}

// Load reads the files below gazetteer/ of fsys. A malformed line or a name that no file knows is an error that tells
// file and line.
func Load(fsys fs.FS) (*Gazetteer, error) {
	g := &Gazetteer{
		byName: map[string][]*Entry{}, root: &node{},
		adjectives: map[string]*Entry{}, cityForms: map[string]*Entry{}, demonyms: map[string]*Entry{},
		metonyms: map[string]*Entry{}, forenames: map[string]string{}, surnames: map[string]bool{},
		families: map[string][]*Entry{}, holders: map[string][]*Entry{},
	}
	for _, f := range files {
		rows, err := readTable(fsys, f.name, f.columns)
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			if err := f.add(g, r); err != nil {
				return nil, fmt.Errorf("%s:%d: %w", f.name, r.line, err)
			}
		}
	}
	g.finish()
	g.pieces = nil
	return g, nil
}

// ByName finds the entry with this canonical name; where several share it, a state goes before a body, a body before a
// person, a person before a place. It returns nil for a name it does not know.
func (g *Gazetteer) ByName(name string) *Entry {
	if es := g.byName[name]; len(es) > 0 {
		return es[0]
	}
	return nil
}

// Named lists all entries with this canonical name, in ByName's order: "Birmingham" is a city in two states.
func (g *Gazetteer) Named(name string) []*Entry {
	return slices.Clone(g.byName[name])
}

// Entries lists everything that has a canonical name, sorted by name.
func (g *Gazetteer) Entries() []*Entry {
	var all []*Entry
	for _, es := range g.byName {
		all = append(all, es...)
	}
	slices.SortFunc(all, func(a, b *Entry) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), compareEntries(a, b))
	})
	return all
}

// compareEntries ranks entries of one name: by type, a capital first, then by state.
func compareEntries(a, b *Entry) int {
	capital := 0
	if a.IsCapital != b.IsCapital {
		capital = 1
		if a.IsCapital {
			capital = -1
		}
	}
	return cmp.Or(cmp.Compare(rank(a.Type), rank(b.Type)), capital, cmp.Compare(a.State, b.State), cmp.Compare(a.Kind, b.Kind))
}
