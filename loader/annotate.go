package loader

import (
	"cmp"
	"fmt"
	"io/fs"
	"runtime/debug"
	"strings"

	"newsgraph/data"
	"newsgraph/internal/gazetteer"
	"newsgraph/internal/ontology"
	"newsgraph/internal/wordlist"
	"newsgraph/loader/article"
	"newsgraph/loader/claim"
	"newsgraph/loader/doc"
	"newsgraph/loader/entity"
	"newsgraph/loader/mention"
	"newsgraph/loader/morph"
	"newsgraph/loader/segment"
	"newsgraph/loader/syntax"
)

// stages are the rooms of the pipeline, built once and shared: all are safe for concurrent use.
type stages struct {
	segment *segment.Segmenter
	morph   *morph.Analyser
	mention *mention.Finder
	syntax  *syntax.Analyser
	entity  *entity.Resolver
	claim   *claim.Extractor
	frames  []Frame
}

func newStages(t Trust) (stages, error) {
	lexicon, err := morph.OpenLexicon()
	if err != nil {
		return stages{}, fmt.Errorf("lexicon: %w", err)
	}
	seg, err := segment.New(lexicon.IsWord)
	if err != nil {
		return stages{}, fmt.Errorf("segment: %w", err)
	}
	analyser, err := morph.New(lexicon)
	if err != nil {
		return stages{}, fmt.Errorf("morph: %w", err)
	}
	names, err := gazetteer.Load(data.Gazetteer)
	if err != nil {
		return stages{}, err
	}
	clauses, err := syntax.New(participle(lexicon))
	if err != nil {
		return stages{}, fmt.Errorf("syntax: %w", err)
	}
	s := stages{segment: seg, morph: analyser, syntax: clauses}
	return s, s.meaning(lexicon, names, t)
}

// participle tells which verb a form is the perfect participle of.
func participle(l *morph.Lexicon) func(string) (string, bool) {
	return func(form string) (string, bool) {
		for _, r := range l.Read(form) {
			if r.Class == morph.Participle {
				return r.Lemma, true
			}
		}
		return "", false
	}
}

// meaning builds the stages from mentions to claims.
func (s *stages) meaning(lexicon *morph.Lexicon, names *gazetteer.Gazetteer, t Trust) error {
	units, err := wordlist.ReadUnits(data.Lexicon)
	if err != nil {
		return err
	}
	actors, err := wordlist.ReadActors(data.Lexicon)
	if err != nil {
		return err
	}
	bodies, err := wordlist.ReadBodies(data.Lexicon)
	if err != nil {
		return err
	}
	callings, err := wordlist.ReadCallings(data.Lexicon)
	if err != nil {
		return err
	}
	goods, err := wordlist.ReadGoods(data.Lexicon)
	if err != nil {
		return err
	}
	o, err := ontology.Parse(data.Ontology)
	if err != nil {
		return err
	}
	frames, err := fs.Sub(data.Frames, "frames")
	if err != nil {
		return err
	}
	rules, err := claim.ParseRules(frames, o)
	if err != nil {
		return err
	}
	model, err := mention.OpenModel()
	if err != nil {
		return err
	}
	s.mention = mention.New(names, units, bodies, callings, lexicon.IsWord, model)
	s.entity = entity.New(names, actors, bodies)
	confidence, err := s.trust(data.Frames, rules, t)
	if err != nil {
		return err
	}
	s.claim = claim.New(o, rules, lists{lexicon, names, goods, bodies}, confidence)
	return nil
}

// lists answers the claim stage's questions from the rooms that own the words.
type lists struct {
	lexicon *morph.Lexicon
	names   *gazetteer.Gazetteer
	goods   wordlist.Goods
	bodies  wordlist.Bodies
}

func (l lists) GoodClass(lemma string) string          { return l.goods[lemma] }
func (l lists) Parts(form string) (first, head string) { return l.lexicon.Parts(form) }

func (l lists) Title(form string) (claim.Title, bool) {
	t, ok := l.names.Title(form)
	if !ok || t.Class == "citizen" || t.Class == "activist" {
		return claim.Title{}, false
	}
	noun := t.Masculine
	if t.Female {
		noun = t.Feminine
	}
	if t.Vice {
		noun = "Vize-" + noun
	}
	government := t.Class == "minister" || t.Prefix == "" && (t.Class == "head-of-state" || t.Class == "head-of-government")
	expert := t.Class == "expert" || t.Class == "media" || t.Class == "artist" || t.Class == "sport"
	return claim.Title{Front: t.Prefix, Noun: noun, Expert: expert, Former: t.Former, State: t.Front && t.Class != "party" && t.Class != "business", Government: government,
		Private: t.Class == "business", Commissioner: t.Class == "commissioner", Body: l.body(t.Class, t.Prefix, noun), Of: l.of(t)}, true
}

// of is the name of the listed body that a title names in one word with its office, or "".
func (l lists) of(t gazetteer.Title) string {
	if b := t.Body(); b != "" {
		return l.State(b)
	}
	return ""
}

// body is the kind of body that the first part of a title names, "company" for "Konzernchef" and "Handelshaus-Sprecher", or that has such
// offices: "Kommissar".
func (l lists) body(class, front, noun string) string {
	if class == "commissioner" {
		return "alliance"
	}
	if front == "" {
		front, _ = l.lexicon.Parts(noun)
	}
	for _, linking := range []string{"", "s", "es", "en", "n"} {
		if stem, ok := strings.CutSuffix(front, linking); ok && stem != "" {
			if k := cmp.Or(l.bodies.Part(stem, stem), l.bodies.Kind(stem, stem)); k != "" {
				return k
			}
			if k := l.bodies.Field(stem); k != "" && class == "spokesperson" {
				return k
			}
		}
	}
	return ""
}

func (l lists) Suits(state, title string) bool { return l.names.Suits(state, title) }

func (l lists) StateOf(body string) string {
	if e := l.names.ByName(body); e != nil {
		return e.State
	}
	return ""
}

func (l lists) State(front string) string {
	for _, h := range l.names.Match([]string{front}) {
		if h.Exact && (h.Entry.Type == ontology.State || h.Entry.Type == ontology.Organization) {
			return h.Entry.Name
		}
	}
	return ""
}

// Read is Annotate for many articles in a row: a panic of a stage is an error of this article, not of the batch.
func (l *Loader) Read(a article.Article) (d *doc.Document, err error) {
	err = guard(a.ID, func() { d = l.Annotate(a) })
	return d, err
}

// guard makes an error of a panic.
func guard(id string, f func()) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("read %s: the program erred: %v\n%s", id, p, debug.Stack())
		}
	}()
	f()
	return nil
}

// Annotate runs all stages over an article. It is pure: the same article gives the same document.
func (l *Loader) Annotate(a article.Article) *doc.Document {
	d := l.layers(a)
	d.Claims = l.stages.claim.Extract(d)
	l.keep(d, nil)
	return d
}

// Explain is Read with a trace of how the claims came about.
func (l *Loader) Explain(a article.Article) (d *doc.Document, t *claim.Trace, err error) {
	err = guard(a.ID, func() {
		d = l.layers(a)
		d.Claims, t = l.stages.claim.Explain(d)
		l.keep(d, t)
	})
	return d, t, err
}

// layers makes all layers below the claims.
func (l *Loader) layers(a article.Article) *doc.Document {
	d := &doc.Document{Article: a}
	d.Tokens, d.Sentences = l.stages.segment.Split(a)
	d.Words = l.stages.morph.Analyse(d.Tokens, d.Sentences)
	d.Mentions = l.stages.mention.Find(d)
	d.Deps = l.stages.syntax.Parse(d)
	d.Phrases, d.Clauses = l.stages.syntax.Analyse(d)
	r := l.stages.entity.Resolve(d)
	d.Entities, d.Refs, d.Means, d.Owners, d.Scene = r.Entities, r.Refs, r.Means, r.Owners, r.Scene
	return d
}
