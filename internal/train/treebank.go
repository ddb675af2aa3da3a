package train

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"newsgraph/loader/doc"
)

// A sentence of a treebank.
type sentence struct {
	id    string
	forms []string
	tags  []string   // STTS; "" where the treebank has none
	allow [][]string // tags that other annotation leaves open, for sentences without tags
	cases []doc.Case // 0 = not annotated
	lemma []string
	heads []int    // index of the head, len(forms) = the root; nil without a tree
	rels  []string // label of the arc to the head
}

// readTreebank reads a CoNLL-U file: words of contractions, not the contractions.
func readTreebank(path string) ([]sentence, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var out []sentence
	var s sentence
	for n, line := range strings.Split(string(text)+"\n", "\n") {
		if id, ok := strings.CutPrefix(line, "# sent_id = "); ok {
			s.id = id
		}
		if line == "" {
			for i, h := range s.heads {
				if h < 0 {
					s.heads[i] = len(s.forms)
				}
			}
			if len(s.forms) > 0 {
				out = append(out, s)
			}
			s = sentence{}
			continue
		}
		f := strings.Split(line, "\t")
		if strings.HasPrefix(line, "#") || strings.ContainsAny(f[0], "-.") {
			continue
		}
		if len(f) != 10 {
			return nil, fmt.Errorf("read %s:%d: %d columns, want 10", path, n+1, len(f))
		}
		s.forms = append(s.forms, f[1])
		s.lemma = append(s.lemma, f[2])
		if f[4] == "_" {
			s.tags = append(s.tags, "")
			s.allow = append(s.allow, open(f[1], f[2], strings.Split(f[5], ";")))
		} else {
			s.tags = append(s.tags, f[4])
			s.allow = append(s.allow, nil)
		}
		s.cases = append(s.cases, caseOf(f[5]))
		if f[6] != "_" {
			head, err := strconv.Atoi(f[6])
			if err != nil {
				return nil, fmt.Errorf("read %s:%d: head %q", path, n+1, f[6])
			}
			s.heads, s.rels = append(s.heads, head-1), append(s.rels, f[7])
		}
	}
	return out, nil
}

func caseOf(features string) doc.Case {
	for name, c := range map[string]doc.Case{"Nom": doc.Nom, "Gen": doc.Gen, "Dat": doc.Dat, "Acc": doc.Acc} {
		if strings.Contains(features, "Case="+name) || slices.Contains(strings.Split(features, ";"), strings.ToUpper(name)) {
			return c
		}
	}
	return 0
}

// open returns the STTS tags that UniMorph features leave open.
func open(form, lemma string, features []string) []string {
	has := func(f string) bool { return slices.Contains(features, f) }
	verb := "VV"
	switch lemma {
	case "sein", "haben", "werden":
		verb = "VA"
	case "können", "müssen", "sollen", "wollen", "dürfen", "mögen":
		verb = "VM"
	}
	switch {
	case has("FIN"):
		return []string{verb + "FIN"}
	case has("IMP"):
		return []string{"VVIMP", verb + "FIN"}
	case has("V.PTCP"):
		return []string{verb + "PP"}
	case has("NFIN"):
		return []string{verb + "INF", verb + "IZU"}
	case has("V"):
		return []string{verb + "FIN", verb + "INF", verb + "PP", verb + "IZU"}
	case has("PROPN"):
		return []string{"NE", "NN"}
	case has("N"):
		return []string{"NN", "NE"}
	case has("DET"):
		return []string{"ART", "PDAT", "PIAT", "PPOSAT", "PWAT", "PRELAT", "PIS", "PDS", "ADJA"}
	case has("PRO"):
		return []string{"PPER", "PRF", "PDS", "PIS", "PRELS", "PWS", "PIAT", "PDAT", "PPOSAT", "ART"}
	case has("ADJ"):
		return []string{"ADJA", "ADJD", "PIAT", "CARD"}
	case has("ADV"):
		return []string{"ADV", "PAV", "PWAV", "ADJD", "PTKVZ", "PTKA", "PIAT", "KON", "APZR"}
	case has("ADP"):
		return []string{"APPR", "PTKVZ", "APPO", "APZR", "KOKOM", "APPRART"}
	case has("NUM"):
		return []string{"CARD"}
	case has("CONJ"):
		return []string{"KON", "KOUS", "KOKOM", "KOUI"}
	case has("PART"):
		return []string{"PTKZU", "PTKNEG", "PTKVZ", "PTKANT", "PTKA", "KOUS", "ADV"}
	}
	return nil
}

// readTreebanks reads several files, without sentences whose id starts with one of the given prefixes.
func readTreebanks(dir string, names []string, without ...string) ([]sentence, error) {
	var out []sentence
	for _, name := range names {
		sentences, err := readTreebank(filepath.Join(dir, name))
		if err != nil {
			return nil, err
		}
		for _, s := range sentences {
			if !slices.ContainsFunc(without, func(prefix string) bool { return strings.HasPrefix(s.id, prefix) }) {
				out = append(out, s)
			}
		}
	}
	return out, nil
}
