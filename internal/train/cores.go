package train

import (
	"slices"
	"strings"

	"newsgraph/loader/article"
	"newsgraph/loader/doc"
	"newsgraph/loader/mention"
	"newsgraph/loader/morph"
	"newsgraph/loader/syntax"
)

// A core is a subject or object of a finite verb: both are tokens.
type core struct {
	verb, filler int
	role         doc.Role
}

// coresOf reads the slots off a tree of Universal Dependencies. The verb of a predicate noun is its copula; reflexive pronouns fill none.
func coresOf(words []doc.Word, heads []int, rels []string) []core {
	n := len(words)
	verb := make([]int, n) // the verb that each token is or stands for, if a finite verb goes with it
	for i := range verb {
		verb[i] = -1
	}
	finite := func(i int) bool { return strings.HasSuffix(words[i].Tag, "FIN") }
	for i, h := range heads {
		switch rel := rels[i]; {
		case words[i].Tag[0] == 'V' && finite(i) && !strings.HasPrefix(rel, "aux") && rel != "cop":
			verb[i] = i
		case h >= n || h < 0:
		case rel == "cop" && finite(i):
			verb[h] = i
		case strings.HasPrefix(rel, "aux") && finite(i) && verb[h] < 0:
			verb[h] = h
		}
	}
	var out []core
	for i, h := range heads {
		if h < 0 || h >= n || verb[h] < 0 || words[i].Tag == "PRF" {
			continue
		}
		switch rels[i] {
		case "nsubj", "nsubj:pass", "expl": // the treebanks disagree on the "es" of "es gibt"
			out = append(out, core{verb[h], i, doc.Subject})
		case "obj":
			out = append(out, core{verb[h], i, doc.Object})
		}
	}
	return out
}

// A found core of the clauses: its filler is a phrase.
type foundCore struct {
	verbs       []int
	first, last int
	role        doc.Role
	sure        float64
}

func foundCores(d *doc.Document) []foundCore {
	var out []foundCore
	for _, c := range d.Clauses {
		if c.Verb.Finite < 0 {
			continue
		}
		for _, a := range c.Args {
			if a.Phrase >= 0 && (a.Role == doc.Subject || a.Role == doc.Object) {
				p := d.Phrases[a.Phrase]
				out = append(out, foundCore{c.Verb.Tokens, p.First, p.Last, a.Role, a.Sure})
			}
		}
	}
	return out
}

func (f foundCore) is(s core) bool {
	return f.role == s.role && f.first <= s.filler && s.filler < f.last && slices.Contains(f.verbs, s.verb)
}

// A tally counts what was found rightly, found, and to be found.
type tally struct{ right, found, gold int }

func (t tally) scores() (precision, recall, f float64) {
	precision, recall = 100*float64(t.right)/float64(max(t.found, 1)), 100*float64(t.right)/float64(max(t.gold, 1))
	return precision, recall, 2 * precision * recall / max(precision+recall, 1e-9)
}

// A reader makes documents of trees, as the program does.
type reader struct {
	mention *mention.Finder
	syntax  func(*syntax.Parser) *syntax.Analyser
}

func newReader() (*reader, error) {
	lexicon, err := morph.OpenLexicon()
	if err != nil {
		return nil, err
	}
	names, err := newNamesTrainer()
	if err != nil {
		return nil, err
	}
	model, err := mention.OpenModel()
	if err != nil {
		return nil, err
	}
	participle := func(form string) (string, bool) {
		for _, r := range lexicon.Read(form) {
			if r.Class == morph.Participle {
				return r.Lemma, true
			}
		}
		return "", false
	}
	return &reader{names.finder(model), func(p *syntax.Parser) *syntax.Analyser { return syntax.NewWith(participle, p) }}, nil
}

// document makes a document of one tree's sentence, up to its mentions.
func (r *reader) document(t tree) *doc.Document {
	var text strings.Builder
	d := &doc.Document{Words: t.words, Sentences: []doc.Sentence{{Last: len(t.tokens)}}}
	for _, token := range t.tokens {
		if text.Len() > 0 {
			text.WriteByte(' ')
		}
		start := text.Len()
		text.WriteString(token.Text)
		d.Tokens = append(d.Tokens, doc.Token{Start: start, End: text.Len(), Text: token.Text})
	}
	d.Article = article.Article{ID: "treebank", Text: text.String(), Zones: []article.Zone{{Kind: article.Body, End: text.Len()}}}
	d.Mentions = r.mention.Find(d)
	return d
}

// coreScores compares subjects and objects of finite verbs: of the fields alone, of the parser alone, of those in which both agree, and
// of the vote.
func (r *reader) coreScores(trees []tree, p *syntax.Parser) (fields, parser, agree, vote tally) {
	alone, both := r.syntax(nil), r.syntax(p)
	for _, t := range trees {
		d := r.document(t)
		gold := coresOf(t.words, t.heads, t.rels)
		has := func(s core) bool { return slices.Contains(gold, s) }
		d.Deps = p.Parse(d)
		heads, rels := make([]int, len(d.Deps)), make([]string, len(d.Deps))
		for i, dep := range d.Deps {
			heads[i], rels[i] = dep.Head, dep.Label
		}
		parsed := coresOf(t.words, heads, rels)
		for _, s := range parsed {
			parser.add(has(s))
		}
		d.Phrases, d.Clauses = both.Analyse(d)
		for _, f := range foundCores(d) {
			vote.add(slices.ContainsFunc(gold, f.is))
		}
		d.Deps = nil
		d.Phrases, d.Clauses = alone.Analyse(d)
		for _, f := range foundCores(d) {
			right := slices.ContainsFunc(gold, f.is)
			fields.add(right)
			if slices.ContainsFunc(parsed, f.is) {
				agree.add(right)
			}
		}
		for _, x := range []*tally{&fields, &parser, &agree, &vote} {
			x.gold += len(gold)
		}
	}
	return fields, parser, agree, vote
}

func (t *tally) add(right bool) {
	t.found++
	if right {
		t.right++
	}
}
