package train

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"newsgraph/data"
	"newsgraph/internal/wordlist"
	"newsgraph/loader/article"
	"newsgraph/loader/doc"
)

// A nameSentence is a sentence of a corpus of names: words, and what the annotation calls each ("B-PER", "O").
type nameSentence struct {
	forms  []string
	labels []string
}

// readNames reads a corpus of two columns, word and label, with a blank line between sentences.
func readNames(path string) ([]nameSentence, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var out []nameSentence
	var s nameSentence
	for n, line := range strings.Split(string(text)+"\n", "\n") {
		if line == "" {
			if len(s.forms) > 0 {
				out = append(out, s.joined())
			}
			s = nameSentence{}
			continue
		}
		form, label, ok := strings.Cut(line, "\t")
		if !ok || form == "" {
			return nil, fmt.Errorf("read %s:%d: want a word, a tab and a label", path, n+1)
		}
		s.forms, s.labels = append(s.forms, form), append(s.labels, label)
	}
	return out, nil
}

// joined joins what a corpus cuts behind a name ("Vivantes" "-Kliniken"), and labels the name as part of a word.
func (s nameSentence) joined() nameSentence {
	var out nameSentence
	for i, form := range s.forms {
		if i == 0 || len(form) < 3 || form[0] != '-' || form[1] == '-' || s.labels[i] != "O" || s.labels[i-1] == "O" {
			out.forms, out.labels = append(out.forms, form), append(out.labels, s.labels[i])
			continue
		}
		last := len(out.forms) - 1
		out.forms[last] += form
		for j := last; j >= 0; j-- {
			begins := out.labels[j][0] == 'B'
			out.labels[j] += "part"
			if begins || j == 0 {
				break
			}
		}
	}
	return out
}

// nameDocument makes a document of sentences, contractions taken apart as in the program. words tells the token of every word.
func nameDocument(sentences []nameSentence, contractions map[string][2]string) (d *doc.Document, words [][]int) {
	d = &doc.Document{}
	var text strings.Builder
	for _, s := range sentences {
		first := len(d.Tokens)
		var at []int
		for _, form := range s.forms {
			start := text.Len()
			text.WriteString(form + " ")
			t := doc.Token{Start: start, End: start + len(form), Text: form}
			at = append(at, len(d.Tokens))
			parts, ok := contractions[strings.ToLower(form)]
			if !ok || strings.ToUpper(form) == form {
				d.Tokens = append(d.Tokens, t)
				continue
			}
			if form[0] < 'a' {
				parts[0] = strings.ToUpper(parts[0][:1]) + parts[0][1:]
			}
			t.Text, t.Part = parts[0], 1
			second := t
			second.Text, second.Part = parts[1], 2
			d.Tokens = append(d.Tokens, t, second)
		}
		d.Sentences = append(d.Sentences, doc.Sentence{First: first, Last: len(d.Tokens)})
		words = append(words, at)
	}
	d.Article.Text = text.String()
	d.Article.Zones = []article.Zone{{Kind: article.Body, Start: 0, End: text.Len()}}
	return d, words
}

// readContractions reads "im" as "in" and "dem".
func readContractions() (map[string][2]string, error) {
	out := map[string][2]string{}
	err := wordlist.Rows(data.Lexicon, "lexicon/contractions.tsv", 3, func(f []string) error { out[f[0]] = [2]string{f[1], f[2]}; return nil })
	return out, err
}

// nameLabels are the labels of the model. DER is an adjective or people's name made of a place ("Berliner"), P... a compound with a name
// ("Putin-Sprecher").
var nameLabels = []string{"O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-ORG", "I-ORG", "B-OTH", "I-OTH", "B-FAC", "I-FAC", "DER", "PPER", "PLOC", "PORG"}

// follows tells which label may follow which: an "I-" continues the same name.
func follows(before, label string) bool {
	kind, inside := strings.CutPrefix(label, "I-")
	return !inside || strings.HasSuffix(before, "-"+kind)
}

// Corpora of names, as the features tell them apart.
const (
	germEval  = 1
	smartData = 2
)

// allowed returns the labels that the annotation of a word leaves open, as bits: GermEval counts buildings among the places, SmartData
// knows no other names, calls adjectives places and does not mark compounds.
func allowed(source int, form, label string) uint32 {
	prefix, kind, _ := strings.Cut(label, "-")
	base := strings.TrimSuffix(strings.TrimSuffix(kind, "part"), "deriv")
	switch {
	case strings.HasSuffix(kind, "deriv") && base != "OTH":
		return bits("DER")
	case strings.HasSuffix(kind, "part") && (base == "PER" || base == "LOC" || base == "ORG"):
		return bits("P" + base)
	case strings.HasSuffix(kind, "part") && base == "FAC":
		return bits("PLOC")
	case source == germEval && kind == "LOC":
		return bits(prefix+"-LOC", prefix+"-FAC")
	case source == smartData && label == "B-LOC" && form[0] >= 'a' && form[0] <= 'z':
		return bits("DER")
	case source == smartData && label == "B-LOC" && strings.HasSuffix(form, "er"):
		return bits("DER", "B-LOC")
	case slices.Contains(nameLabels, label) && label != "O":
		return bits(label)
	case source == smartData && strings.Contains(form, "-"):
		return bits("O", "B-OTH", "I-OTH", "PPER", "PLOC", "PORG")
	case source == smartData:
		return bits("O", "B-OTH", "I-OTH")
	}
	return bits("O")
}

func bits(labels ...string) uint32 {
	out := uint32(0)
	for _, l := range labels {
		out |= 1 << slices.Index(nameLabels, l)
	}
	return out
}

// A nameSpan is a name in a sentence.
type nameSpan struct {
	first, last int
	kind        string
}

// spans returns the names of the classes that are scored, of labels of the annotation or of the model.
func spans(source int, labels []string) []nameSpan {
	var out []nameSpan
	for i := 0; i < len(labels); i++ {
		prefix, kind, _ := strings.Cut(labels[i], "-")
		end := i + 1
		for prefix == "B" && end < len(labels) && labels[end] == "I-"+kind {
			end++
		}
		switch {
		case labels[i] == "DER" && source == smartData:
			kind = "LOC"
		case kind == "FAC" && source == germEval:
			kind = "LOC"
		}
		if kind == "PER" || kind == "LOC" || kind == "ORG" {
			out = append(out, nameSpan{i, end, kind})
		}
		i = end - 1
	}
	return out
}
