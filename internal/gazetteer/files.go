package gazetteer

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"newsgraph/internal/ontology"
)

// A file says what a list is called, which columns it has and what its lines mean.
type file struct {
	name, columns string
	add           func(*Gazetteer, row) error
}

// files are in the order of reading: a line may name what an earlier file holds.
var files = []file{
	{"gazetteer/titles.tsv", "masculine feminine class front alone", addTitle},
	{"gazetteer/states.tsv", "name iso2 wikidata kind article capital seat aliases adjectives demonyms", addState},
	{"gazetteer/regions.tsv", "name kind state aliases wikidata", addRegion},
	{"gazetteer/cities.tsv", "name state capital aliases wikidata", addCity},
	{"gazetteer/organisations.tsv", "name kind state seat acronyms aliases wikidata", addOrganisation},
	{"gazetteer/adjectives.tsv", "name adjectives demonyms", addAdjective},
	{"gazetteer/people.tsv", "name state role from to gender aliases wikidata", addPerson},
	{"gazetteer/events.tsv", "name kind state aliases wikidata", addEvent},
	{"gazetteer/epithets.tsv", "form means kind", addEpithet},
	{"gazetteer/forenames.tsv", "name gender", addForename},
	{"gazetteer/forenames_cc0.tsv", "name gender", addForename},
	{"gazetteer/surnames.tsv", "name", addSurname},
	{"gazetteer/surnames_cc0.tsv", "name", addSurname},
}

// What the columns kind and article may say.
var (
	stateKinds = []string{"defacto", "historical", "sovereign"}
	articles   = []string{"", "das", "der", "die", "pl"}
	bodyKinds  = strings.Fields("agency alliance armed bank bloc church company court government institute intelligence media military ministry " +
		"ngo parliament party police sport union university")
	regionKinds = strings.Fields("airport area base building canal canton cape continent county desert glacier island lake mountain ocean people " +
		"peninsula plant province quarter region reservoir river sea site strait street territory")
	eventKinds   = strings.Fields("accord attack conference crisis disaster election fair festival forum holiday movement period revolution sport summit talks treaty war")
	epithetKinds = []string{"building", "byname", "people", "seat"}
)

func oneOf(column, value string, allowed []string) error {
	if !slices.Contains(allowed, value) {
		return fmt.Errorf("%s %q is none of %s", column, value, strings.Join(allowed, ", "))
	}
	return nil
}

func addState(g *Gazetteer, r row) error {
	e := &Entry{Name: r.get("name"), Type: ontology.State, Kind: r.get("kind"), Wikidata: r.get("wikidata"),
		Capital: r.get("capital"), Seat: r.get("seat"), Article: r.get("article"), Adjective: shortest(r.list("adjectives"))}
	if err := oneOf("kind", e.Kind, stateKinds); err != nil {
		return err
	}
	if err := oneOf("article", e.Article, articles); err != nil {
		return err
	}
	g.enter(e, r.list("aliases"))
	g.words(e, r)
	return nil
}

func addRegion(g *Gazetteer, r row) error {
	e := &Entry{Name: r.get("name"), Type: ontology.Place, Kind: r.get("kind"), Wikidata: r.get("wikidata"), State: r.get("state")}
	if err := oneOf("kind", e.Kind, regionKinds); err != nil {
		return err
	}
	g.enter(e, r.list("aliases"))
	return g.known(e.State, ontology.State)
}

func addCity(g *Gazetteer, r row) error {
	e := &Entry{Name: r.get("name"), Type: ontology.Place, Kind: "city", Wikidata: r.get("wikidata"), State: r.get("state"), IsCapital: r.get("capital") == "yes"}
	if err := oneOf("capital", r.get("capital"), []string{"", "yes"}); err != nil {
		return err
	}
	g.enter(e, r.list("aliases"))
	g.cityWords(e, r.list("aliases"))
	return g.known(e.State, ontology.State)
}

func addAdjective(g *Gazetteer, r row) error {
	e := g.ByName(r.get("name"))
	if e == nil {
		return fmt.Errorf("nothing is called %q", r.get("name"))
	}
	g.words(e, r)
	return nil
}

func addOrganisation(g *Gazetteer, r row) error {
	e := &Entry{Name: r.get("name"), Type: ontology.Organization, Kind: r.get("kind"), Wikidata: r.get("wikidata"), State: r.get("state"), Seat: r.get("seat")}
	if err := oneOf("kind", e.Kind, bodyKinds); err != nil {
		return err
	}
	g.enter(e, r.list("aliases"))
	for _, a := range r.list("acronyms") {
		g.alias(e, a, "acronym")
	}
	return g.known(e.State, ontology.State)
}

func addEvent(g *Gazetteer, r row) error {
	e := &Entry{Name: r.get("name"), Type: ontology.Event, Kind: r.get("kind"), Wikidata: r.get("wikidata"), State: r.get("state")}
	if err := oneOf("kind", e.Kind, eventKinds); err != nil {
		return err
	}
	g.enter(e, r.list("aliases"))
	return g.known(e.State, ontology.State)
}

// addEpithet adds another word for something: "Weißes Haus" is a name of Vereinigte Staaten. A seat keeps its own name
// and only stands for what it means: "Brüssel" is a city, and "Brüssel fordert" is Europäische Union.
func addEpithet(g *Gazetteer, r row) error {
	e := g.ByName(r.get("means"))
	if e == nil {
		return fmt.Errorf("nothing is called %q", r.get("means"))
	}
	if err := oneOf("kind", r.get("kind"), epithetKinds); err != nil {
		return err
	}
	form := strings.TrimSuffix(r.get("form"), "?")
	g.metonyms[form] = e
	if r.get("kind") != "seat" {
		g.alias(e, r.get("form"), r.get("kind"))
		e.Aliases = append(e.Aliases, form)
	}
	return nil
}

func addForename(g *Gazetteer, r row) error {
	key := fold(r.get("name"))
	if _, ok := g.forenames[key]; !ok { // what a hand has written goes before what was counted
		g.forenames[key] = r.get("gender")
	}
	return oneOf("gender", r.get("gender"), []string{"f", "m", "mf"})
}

func addSurname(g *Gazetteer, r row) error {
	g.surnames[fold(r.get("name"))] = true
	return nil
}

// shortest is the shortest of a list, or "".
func shortest(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return slices.MinFunc(list, func(a, b string) int { return cmp.Compare(len(a), len(b)) })
}
