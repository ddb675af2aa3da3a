package doc_test

import (
	"strings"
	"testing"

	"newsgraph/loader/article"
	"newsgraph/loader/doc"
)

const text = "Müll. Gurkental im Süden liefert Holz."

// valid is a small document with every layer.
func valid() *doc.Document {
	d := &doc.Document{Article: article.Article{ID: "x", Text: text, Zones: []article.Zone{
		{Kind: article.Boilerplate, Start: 0, End: 6}, {Kind: article.Body, Start: 7, End: len(text)},
	}}}
	for _, w := range []string{"Gurkental", "im", "im", "Süden", "liefert", "Holz", "."} {
		start := 7 + strings.Index(text[7:], w)
		d.Tokens = append(d.Tokens, doc.Token{Start: start, End: start + len(w), Text: w})
		d.Words = append(d.Words, doc.Word{Tag: "NN", Lemma: w})
	}
	d.Tokens[1].Text, d.Tokens[1].Part = "in", 1
	d.Tokens[2].Text, d.Tokens[2].Part = "dem", 2
	d.Sentences = []doc.Sentence{{First: 0, Last: 7, Zone: 1}}
	for i, head := range []int{4, 3, 3, 0, -1, 4, 4} {
		d.Deps = append(d.Deps, doc.Dep{Head: head, Label: []string{"nsubj", "case", "det", "nmod", "root", "obj", "punct"}[i], Sure: 0.5})
	}
	d.Mentions = []doc.Mention{{First: 0, Last: 1, Type: "State", Score: 1}, {First: 5, Last: 6, Kind: doc.GoodMention, Type: "Good"}}
	d.Refs = []int{0, -1}
	d.Phrases = []doc.Phrase{{First: 0, Last: 4, Head: 0, Parent: -1, Clause: 0}, {First: 5, Last: 6, Head: 5, Parent: -1, Clause: 0, Sure: 1}}
	d.Means = [][]int{{0}, nil}
	d.Clauses = []doc.Clause{{
		First: 0, Last: 7, Parent: -1, Antecedent: -1, Verb: doc.Verb{Head: 4, Finite: 4, Tokens: []int{4}},
		Args: []doc.Arg{{Phrase: 0, Clause: -1}, {Role: doc.Object, Phrase: 1, Clause: -1}},
	}}
	d.Entities = []doc.Entity{{Name: "Gurkental", Type: "State", Aliases: []string{"G", "Tal"}}}
	d.Claims = []doc.Claim{{
		Predicate: "supplies", Object: -1, Place: -1, Modality: "actual", Polarity: "positive", Confidence: 0.5,
		Goods: []doc.Good{{Name: "Holz", Head: "Holz"}}, Evidence: doc.Evidence{Start: 7, End: len(text)},
	}}
	return d
}

func TestCheckAcceptsAValidDocument(t *testing.T) {
	if err := valid().Check(); err != nil {
		t.Error(err)
	}
	early := valid()
	early.Words, early.Deps, early.Mentions, early.Refs, early.Phrases, early.Means, early.Clauses, early.Entities, early.Claims = nil, nil, nil, nil, nil, nil, nil, nil, nil
	if err := early.Check(); err != nil {
		t.Errorf("with the first layers only: %v", err)
	}
}

func TestCheckFindsEveryBrokenInvariant(t *testing.T) {
	for name, c := range map[string]struct {
		spoil func(*doc.Document)
		want  string
	}{
		"text that is not UTF-8":              {func(d *doc.Document) { d.Article.Text += "\xff" }, "not UTF-8"},
		"a zone behind the text":              {func(d *doc.Document) { d.Article.Zones[1].End++ }, "zone 1: span"},
		"zones that overlap":                  {func(d *doc.Document) { d.Article.Zones[0].End = 8 }, "zone 1: begins at 7"},
		"a zone that splits a rune":           {func(d *doc.Document) { d.Article.Zones[0].Start = 2 }, "zone 0: span 2-6 splits a rune"},
		"a token without text":                {func(d *doc.Document) { d.Tokens[0].Text = "" }, "token 0: no text"},
		"a token that is not its span":        {func(d *doc.Document) { d.Tokens[0].Text = "Berg" }, `token 0: "Berg" is not its span`},
		"an empty token":                      {func(d *doc.Document) { d.Tokens[0].End = d.Tokens[0].Start }, "token 0: span 7-7"},
		"a contraction's part out of order":   {func(d *doc.Document) { d.Tokens[2].Part = 3 }, "token 2: overlaps"},
		"tokens in no sentence":               {func(d *doc.Document) { d.Sentences = nil; d.Clauses = nil }, "tokens 0-7 are in no sentence"},
		"a sentence in boilerplate":           {func(d *doc.Document) { d.Sentences[0].Zone = 0 }, "in a zone of kind boilerplate"},
		"a sentence in no zone":               {func(d *doc.Document) { d.Sentences[0].Zone = 2 }, "sentence zone 0: index 2"},
		"too few words":                       {func(d *doc.Document) { d.Words = d.Words[1:] }, "6 words for 7 tokens"},
		"a word without tag":                  {func(d *doc.Document) { d.Words[3].Tag = "" }, "word 3: no tag"},
		"too few dependencies":                {func(d *doc.Document) { d.Deps = d.Deps[1:] }, "6 dependencies for 7 tokens"},
		"a head outside of the sentence":      {func(d *doc.Document) { d.Deps[0].Head = 7 }, "dependency 0: its head 7"},
		"dependencies in a circle":            {func(d *doc.Document) { d.Deps[0].Head = 3 }, "dependency 0: its parents go in a circle"},
		"two roots":                           {func(d *doc.Document) { d.Deps[0].Head = -1 }, "tokens 0-7: 2 roots"},
		"a dependency without label":          {func(d *doc.Document) { d.Deps[0].Label = "" }, "dependency 0: no label"},
		"mentions that overlap":               {func(d *doc.Document) { d.Mentions[1].First = 0 }, "mention 1: overlaps"},
		"a score above one":                   {func(d *doc.Document) { d.Mentions[0].Score = 1.5 }, "mention score 0: 1.5"},
		"a name without type":                 {func(d *doc.Document) { d.Mentions[0].Type = "" }, "mention 0: a name without a type"},
		"an amount without number":            {func(d *doc.Document) { d.Mentions[1].Kind = doc.AmountMention }, "mention 1: an amount"},
		"too few refs":                        {func(d *doc.Document) { d.Refs = d.Refs[1:] }, "1 refs for 2 mentions"},
		"a ref to no entity":                  {func(d *doc.Document) { d.Refs[1] = 1 }, "ref 1: index 1, there are 1"},
		"a phrase with its head outside":      {func(d *doc.Document) { d.Phrases[1].Head = 2 }, "phrase 1: head 2"},
		"phrases that hang on each other":     {func(d *doc.Document) { d.Phrases[0].Parent = 1; d.Phrases[1].Parent = 0 }, "go in a circle"},
		"a phrase in no clause":               {func(d *doc.Document) { d.Phrases[1].Clause = 7 }, "phrase clause 1: index 7"},
		"too few meanings":                    {func(d *doc.Document) { d.Means = d.Means[1:] }, "1 meanings for 2 phrases"},
		"a meaning that is no entity":         {func(d *doc.Document) { d.Means[0][0] = 4 }, "meaning 0: index 4"},
		"a clause that leaves its sentence":   {func(d *doc.Document) { d.Sentences[0].First = 1 }, "clause 0: leaves its sentence"},
		"a clause without verb":               {func(d *doc.Document) { d.Clauses[0].Verb.Head = -1 }, "verb 0: index -1"},
		"an argument that is nothing":         {func(d *doc.Document) { d.Clauses[0].Args[0].Phrase = -1 }, "an argument is one phrase or one clause"},
		"an adverb behind the last token":     {func(d *doc.Document) { d.Clauses[0].Adverbs = []int{7} }, "adverb 0: index 7"},
		"an entity without name":              {func(d *doc.Document) { d.Entities[0].Name = "" }, "entity 0: no name"},
		"aliases out of order":                {func(d *doc.Document) { d.Entities[0].Aliases = []string{"b", "a"} }, "aliases are not sorted"},
		"an entity that acts for itself":      {func(d *doc.Document) { d.Entities[0].ActsFor = 1 }, "entity 0: acts for 0"},
		"a claim of nobody":                   {func(d *doc.Document) { d.Claims[0].Subject = -1 }, "claim subject 0: index -1"},
		"a claim without modality":            {func(d *doc.Document) { d.Claims[0].Modality = "" }, "claim 0: no predicate, modality"},
		"a source that is no entity":          {func(d *doc.Document) { d.Claims[0].DeniedBy = []int{3} }, "claim source 0: index 3"},
		"a good without name":                 {func(d *doc.Document) { d.Claims[0].Goods[0].Name = "" }, "claim 0: a good without a name"},
		"evidence in boilerplate":             {func(d *doc.Document) { d.Claims[0].Evidence = doc.Evidence{Start: 0, End: 6} }, "evidence 0-6 is not inside a content zone"},
		"evidence over two zones":             {func(d *doc.Document) { d.Claims[0].Evidence.Start = 0 }, "is not inside a content zone"},
		"further evidence that splits a rune": {func(d *doc.Document) { d.Claims[0].More = []doc.Evidence{{Start: 7, End: 22}} }, "splits a rune"},
	} {
		d := valid()
		c.spoil(d)
		if err := d.Check(); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %s", name, err, c.want)
		}
	}
}

func TestWrittenLeavesOutWhatNoClaimSpeaksOf(t *testing.T) {
	d := valid()
	d.Entities = []doc.Entity{
		{Name: "a", Type: "State"}, {Name: "b", Type: "State", Local: true}, {Name: "c", Type: "State", Implied: true},
		{Name: "d", Type: "State", Local: true}, {Name: "e", Type: "State", Implied: true}, {Name: "f", Type: "Place", Implied: true},
	}
	d.Claims[0].Subject, d.Claims[0].Object, d.Claims[0].Place, d.Claims[0].AttributedTo = 0, 3, 5, []int{4}
	for i, want := range []bool{true, false, false, true, true, true} {
		if d.Written()[i] != want {
			t.Errorf("entity %s: written %v", d.Entities[i].Name, !want)
		}
	}
}
