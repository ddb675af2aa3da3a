package claim_test

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"newsgraph/data"
	"newsgraph/internal/ontology"
	"newsgraph/loader/claim"
)

const valid = `- id: warns.warnen
  relation: warns
  verbs: [warnen]
  slots: {subject: subj, object: obj}
  example: "Peru warnt Chile."
  miss: "Peru warnt."
`

func parse(t *testing.T, files map[string]string) (*claim.Rules, error) {
	t.Helper()
	o, err := ontology.Parse(data.Ontology)
	if err != nil {
		t.Fatal(err)
	}
	fsys := fstest.MapFS{}
	for name, content := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(content)}
	}
	return claim.ParseRules(fsys, o)
}

func TestFramesAreRead(t *testing.T) {
	rules, err := parse(t, map[string]string{
		"a.yaml":     "# comment\n" + valid,
		"b.yaml":     strings.NewReplacer("warns.warnen", "warns.n.warnung", "verbs: [warnen]", "nouns: [Warnung]").Replace(valid),
		"embed.yaml": "- {id: embed.sagen, speaker: subj, verbs: [sagen, melden]}\n",
		"empty.yaml": "# nothing yet\n",
		"notes.txt":  "not a frame",
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(rules.Frames) != 2 || rules.Frames[0].ID != "warns.warnen" || rules.Frames[1].ID != "warns.n.warnung" {
		t.Errorf("got %+v", rules.Frames)
	}
}

func TestAnErrorInFramesNamesFileAndFrame(t *testing.T) {
	replaced := func(old, now string) map[string]string {
		return map[string]string{"x.yaml": strings.Replace(valid, old, now, 1)}
	}
	for name, c := range map[string]struct {
		files map[string]string
		want  []string
	}{
		"an unknown key":              {replaced("verbs:", "verb:"), []string{"x.yaml", "line 3", "verb"}},
		"an unknown relation":         {replaced("relation: warns", "relation: greets"), []string{"x.yaml", `"warns.warnen"`, `unknown relation "greets"`}},
		"an unknown type":             {replaced("verbs:", "subject: [Persona]\n  verbs:"), []string{"x.yaml", `"warns.warnen"`, `subject "Persona" is none of`}},
		"an unknown polarity":         {replaced("verbs:", "polarity: nagative\n  verbs:"), []string{"x.yaml", `"warns.warnen"`, `polarity "nagative" is none of positive, negative`}},
		"an unknown slot":             {replaced("subject: subj", "giver: subj"), []string{"x.yaml", `"warns.warnen"`, `unknown slot "giver"`}},
		"no id":                       {replaced("id: warns.warnen", "id: ''"), []string{"x.yaml", `frame ""`, "id is empty"}},
		"an id twice in a file":       {map[string]string{"x.yaml": valid + valid}, []string{"x.yaml", `"warns.warnen"`, "used before"}},
		"an id twice in two files":    {map[string]string{"w.yaml": valid, "x.yaml": valid}, []string{"x.yaml", `"warns.warnen"`, "used before"}},
		"no words":                    {replaced("  verbs: [warnen]\n", ""), []string{"x.yaml", `"warns.warnen"`, "neither verbs nor nouns"}},
		"no example":                  {replaced(`  example: "Peru warnt Chile."`+"\n", ""), []string{"x.yaml", `"warns.warnen"`, "example"}},
		"no near miss":                {replaced(`  miss: "Peru warnt."`+"\n", ""), []string{"x.yaml", `"warns.warnen"`, "near miss"}},
		"nowhere to find the subject": {replaced("subject: subj, ", ""), []string{"x.yaml", `"warns.warnen"`, "subject"}},
		"no list":                     {map[string]string{"x.yaml": "id: warns.warnen\n"}, []string{"x.yaml"}},
		"a verb of two embeddings":    {map[string]string{"embed.yaml": "- {id: a, verbs: [sagen]}\n- {id: b, verbs: [sagen]}\n"}, []string{"embed.yaml", `"sagen"`, "a and b"}},
		"an unknown key of embedding": {map[string]string{"embed.yaml": "- {id: a, verb: [sagen]}\n"}, []string{"embed.yaml", "line 1", "verb"}},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := parse(t, c.files)
			if err == nil {
				t.Fatal("no error")
			}
			for _, w := range c.want {
				if !strings.Contains(err.Error(), w) {
					t.Errorf("%v does not name %s", err, w)
				}
			}
		})
	}
}

func TestTheFramesOfTheProductAreRead(t *testing.T) {
	o, err := ontology.Parse(data.Ontology)
	if err != nil {
		t.Fatal(err)
	}
	dir, err := fs.Sub(data.Frames, "frames")
	if err != nil {
		t.Fatal(err)
	}
	rules, err := claim.ParseRules(dir, o)
	if err != nil {
		t.Fatal(err)
	}
	have := map[string]bool{"hasRole": true} // titles and appositions express it, by code
	for _, f := range rules.Frames {
		have[f.Relation] = true
	}
	for _, r := range o.Relations {
		if !have[r.Name] {
			t.Errorf("no frame expresses %s", r.Name)
		}
	}
}
