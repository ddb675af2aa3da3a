package ontology_test

import (
	"testing"

	"newsgraph/data"
	"newsgraph/internal/ontology"
)

func TestEmbeddedOntologyHasTheContractsRelations(t *testing.T) {
	o, err := ontology.Parse(data.Ontology)
	if err != nil {
		t.Fatal(err)
	}
	if len(o.Types) != 6 || len(o.Relations) != 36 {
		t.Errorf("got %d types and %d relations, want 6 and 36", len(o.Types), len(o.Relations))
	}
	meets, ok := o.Relation("meets")
	if !ok || !meets.Symmetric || !meets.Accepts("Person", "State") || meets.Accepts("Place", "State") || meets.Accepts("Person", "") {
		t.Errorf("meets = %+v", meets)
	}
	if tests, _ := o.Relation("tests"); !tests.Accepts("State", "") || tests.Accepts("State", "State") {
		t.Errorf("tests = %+v", tests)
	}
}

func TestParseRefusesWhatItDoesNotKnow(t *testing.T) {
	for name, in := range map[string]string{
		"an unknown key":  "types: []\ncolour: red\n",
		"an unknown type": "types: [{name: Person}]\nrelations: [{name: x, subject: [Ghost]}]\n",
	} {
		if _, err := ontology.Parse([]byte(in)); err == nil {
			t.Errorf("%s is accepted", name)
		}
	}
}

func TestFoldAndSlug(t *testing.T) {
	for in, want := range map[string]string{
		"Kim Jong-un":      "kim-jong-un",
		"KIM  JONG UN":     "kim-jong-un",
		"Pjöngjang":        "pjoengjang",
		"Weißes Haus":      "weisses-haus",
		"Nguyễn Văn Lý":    "nguyen-van-ly",
		" «Bloomberg» ":    "bloomberg",
		"São Tomé":         "sao-tome",
		"U\u0308bersetzer": "uebersetzer",
		"…":                "",
	} {
		if got := ontology.Slug(in); got != want {
			t.Errorf("Slug(%q) = %q, want %q", in, got, want)
		}
	}
	if ontology.Fold("Kim Jong-un") != "kim jong un" {
		t.Error("Fold keeps hyphens")
	}
}
