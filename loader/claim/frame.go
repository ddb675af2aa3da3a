package claim

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"newsgraph/internal/ontology"
)

// A Frame says how verbs or nouns express a relation. A slot is a list of places to look, the first that holds something
// fit wins:
//
//	subj obj dat          the subject, accusative and dative of the clause (turned round in the passive)
//	an auf mit von ...    a prepositional phrase of the clause or on the noun
//	gen adj compound      of a noun frame: its genitive or possessive, a state's adjective, the first part of the compound
//	obj/gen an/gen        the genitive, possessive, adjective or "von" phrase on the phrase in that place
//	obj/genitive          the genitive or "von" phrase alone
//	obj/an subj/an        the prepositional phrase on the phrase in that place
//	holder                of a noun frame: who is said to be it ("[Peru] ist Mitglied")
//	passive-in            the phrase with "in" of a passive clause that names no actor ("wurde in Peru verhaftet")
//	complement/mit        the prepositional phrase in the infinitive that the verb embeds
//	complement-object     the object of the infinitive that the verb embeds ("drohte, X zu töten")
//	complement-subject    the subject of the clause that the verb embeds
//	same                  the subject again
type Frame struct {
	ID         string              `yaml:"id"`
	Relation   string              `yaml:"relation"`
	Verbs      []string            `yaml:"verbs"`      // lemmas, with separable prefix
	Nouns      []string            `yaml:"nouns"`      // lemmas; compounds are found by their head
	Slots      map[string]string   `yaml:"slots"`      // subject, object, goods, role -> places; "!" before them: must be filled
	Pair       string              `yaml:"pair"`       // places of a list whose members are both ends ("Peru und Chile trafen sich")
	Mutual     string              `yaml:"mutual"`     // the same, for a relation that is not symmetric: each does it to the other
	With       map[string][]string `yaml:"with"`       // places -> lemmas, one of which must head a phrase there
	Without    []string            `yaml:"without"`    // lemmas that may head no phrase of the clause
	Adverb     []string            `yaml:"adverb"`     // one of these must stand in the clause
	Complement []string            `yaml:"complement"` // the clause that the verb embeds has one of these modal verbs
	Classes    []string            `yaml:"classes"`    // classes of goods that fit
	Goods      bool                `yaml:"goods"`      // the goods slot must hold a known good
	GoodsIs    bool                `yaml:"goods-self"` // the noun itself is what is given
	Reflex     bool                `yaml:"reflexive"`
	Open       []string            `yaml:"open"`     // ends that may stay empty
	Subject    []string            `yaml:"subject"`  // narrows the types of the subject
	Named      bool                `yaml:"named"`    // the subject has a name
	Before     bool                `yaml:"before"`   // who is meant may stand in the sentences before: "verurteilte die Tat"
	Fact       bool                `yaml:"fact"`     // holds whatever the clause around it says: "auf Einladung von X wird Y kommen"
	Object     []string            `yaml:"object"`   // narrows the types of the object
	Polarity   string              `yaml:"polarity"` // "negative" of words that say that it no longer holds: "verliess die Partei"
	Modality   string              `yaml:"modality"` // what the words themselves say, "" for actual
	Example    string              `yaml:"example"`
	Miss       string              `yaml:"miss"`
}

// An Embed says what a verb, adverb or noun does to the claims in the clause or event noun that depends on it.
type Embed struct {
	ID       string   `yaml:"id"`
	Verbs    []string `yaml:"verbs"`
	Adverbs  []string `yaml:"adverbs"` // beside a verb: "ist [bereit], X zu liefern"
	Nouns    []string `yaml:"nouns"`   // before the clause: "die [Möglichkeit], X anzugreifen"
	Speaker  string   `yaml:"speaker"`
	Denies   string   `yaml:"denies"`
	Modality string   `yaml:"modality"`
	Polarity string   `yaml:"polarity"`
	Except   []string `yaml:"except"` // relations that it leaves as they are
	Mute     bool     `yaml:"mute"`   // the inner clause states nothing
	Actor    string   `yaml:"actor"`  // place of who does what an event noun in the verb's slot names, "" for nobody
}

// Rules are the frames and embedding verbs, indexed by lemma.
type Rules struct {
	Frames []Frame
	verbs  map[string][]*Frame
	nouns  map[string][]*Frame
	embeds map[string]*Embed
	beside map[string]*Embed // by adverb
	heads  map[string]*Embed // by noun
	points Points
}

var slots = []string{"subject", "object", "goods", "role"}

// ParseRules reads every *.yaml of the folder; embed.yaml holds the embedding verbs, discourse.yaml the nouns that point back. It is strict: an unknown key, relation or
// slot and a repeated id are errors that name file and frame.
func ParseRules(fsys fs.FS, o *ontology.Ontology) (*Rules, error) {
	files, err := fs.Glob(fsys, "*.yaml")
	if err != nil {
		return nil, fmt.Errorf("frames: %w", err)
	}
	r := &Rules{verbs: map[string][]*Frame{}, nouns: map[string][]*Frame{}, embeds: map[string]*Embed{}, beside: map[string]*Embed{}, heads: map[string]*Embed{}}
	seen := map[string]bool{}
	for _, f := range files {
		b, err := fs.ReadFile(fsys, f)
		switch base := path.Base(f); {
		case err != nil:
		case base == "embed.yaml":
			err = r.readEmbeds(b)
		case base == "discourse.yaml":
			err = strict(b, &r.points)
		default:
			err = r.readFrames(b, o, seen)
		}
		if err != nil {
			return nil, fmt.Errorf("frames: %s: %w", f, err)
		}
	}
	r.index()
	return r, nil
}

func strict(b []byte, into any) error {
	dec := yaml.NewDecoder(bytes.NewReader(b))
	dec.KnownFields(true)
	if err := dec.Decode(into); err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	return nil
}

func (r *Rules) readFrames(b []byte, o *ontology.Ontology, seen map[string]bool) error {
	var frames []Frame
	if err := strict(b, &frames); err != nil {
		return err
	}
	for _, f := range frames {
		if err := f.check(o, seen); err != nil {
			return fmt.Errorf("frame %q: %w", f.ID, err)
		}
		seen[f.ID] = true
	}
	r.Frames = append(r.Frames, frames...)
	return nil
}

func (f *Frame) check(o *ontology.Ontology, seen map[string]bool) error {
	if _, ok := o.Relation(f.Relation); !ok {
		return fmt.Errorf("unknown relation %q", f.Relation)
	}
	for s := range f.Slots {
		if !slices.Contains(slots, s) {
			return fmt.Errorf("unknown slot %q", s)
		}
	}
	var types []string
	for _, t := range o.Types {
		types = append(types, t.Name)
	}
	for _, list := range []struct {
		key         string
		got, closed []string
	}{
		{"subject", f.Subject, types}, {"object", f.Object, types},
		{"modality", given(f.Modality), o.Modalities}, {"polarity", given(f.Polarity), o.Polarities}, {"open", f.Open, slots},
	} {
		for _, v := range list.got {
			if !slices.Contains(list.closed, v) {
				return fmt.Errorf("%s %q is none of %s", list.key, v, strings.Join(list.closed, ", "))
			}
		}
	}
	switch {
	case f.ID == "" || seen[f.ID]:
		return errors.New("the id is empty or used before")
	case len(f.Verbs)+len(f.Nouns) == 0:
		return errors.New("it has neither verbs nor nouns")
	case f.Example == "" || f.Miss == "":
		return errors.New("example or near miss is missing")
	case f.Pair == "" && f.Mutual == "" && f.Slots["subject"] == "":
		return errors.New("nothing says where its subject stands")
	}
	return nil
}

// given is a value as a list, empty where it is not given.
func given(v string) []string {
	if v == "" {
		return nil
	}
	return []string{v}
}

func (r *Rules) readEmbeds(b []byte) error {
	var embeds []Embed
	if err := strict(b, &embeds); err != nil {
		return err
	}
	for i := range embeds {
		for _, list := range []struct {
			kind  string
			words []string
			into  map[string]*Embed
		}{{"verb", embeds[i].Verbs, r.embeds}, {"adverb", embeds[i].Adverbs, r.beside}, {"noun", embeds[i].Nouns, r.heads}} {
			for _, w := range list.words {
				if old := list.into[w]; old != nil {
					return fmt.Errorf("%s %q stands in %s and %s", list.kind, w, old.ID, embeds[i].ID)
				}
				list.into[w] = &embeds[i]
			}
		}
	}
	return nil
}

func (r *Rules) index() {
	for i := range r.Frames {
		f := &r.Frames[i]
		for _, v := range f.Verbs {
			r.verbs[v] = append(r.verbs[v], f)
		}
		for _, n := range f.Nouns {
			r.nouns[n] = append(r.nouns[n], f)
		}
	}
}

// places splits a slot into its places and tells whether it must be filled.
func places(slot string) (list []string, must bool) {
	slot, must = strings.CutPrefix(slot, "!")
	return strings.Fields(slot), must
}
