package entity

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"newsgraph/internal/ontology"
	"newsgraph/loader/doc"
)

// countryNoun reports whether a noun says that its bearer is a state.
func countryNoun(head string) bool { return head == "Land" || head == "Staat" || head == "Republik" }

// neighbour is the state that "das Nachbarland" and "sein Nachbar" mean: the last one named that is not the state of the subject or owner.
func (x *resolution) neighbour(p int) int {
	ph := x.d.Phrases[p]
	if !x.definite(ph) && len(x.Owners[p]) == 0 || x.d.Words[ph.Head].Number == doc.Plur {
		return -1
	}
	own := map[int]bool{}
	note := func(e int) {
		own[e] = true
		if h := x.Entities[e].Home; h > 0 {
			own[h-1] = true
		}
		if a := x.Entities[e].ActsFor; a > 0 {
			own[a-1] = true
		}
		for _, o := range x.roles[e] {
			own[o.of] = true
		}
	}
	for _, e := range x.Owners[p] {
		note(e)
	}
	here := x.sentence(ph.First)
	for i := len(x.history) - 1; i >= 0 && x.history[i].sentence == here; i-- {
		if x.history[i].subject && x.history[i].clause == ph.Clause {
			note(x.history[i].entity)
		}
	}
	if len(own) == 0 {
		return -1
	}
	return x.antecedent(ph, func(e int) bool { return x.Entities[e].Type == ontology.State && !own[e] })
}

// placeAgain resolves "die Stadt", "die Hafenstadt" and "die Insel" to the place of the kind last named, two sentences back at most.
func (x *resolution) placeAgain(ph doc.Phrase, w doc.Word) int {
	compound := w.Lemma != w.Head
	kinds := map[string][]string{"Stadt": {"city", ""}, "Metropole": {"city"}, "Ort": {"city", ""}, "Dorf": {""}, "Insel": {"island"}, "Halbinsel": {"peninsula", "island", "region"}}[w.Head]
	if kinds == nil || compound && !slices.Contains([]string{"Hafen", "Grenz", "Küsten", "Millionen", "Klein", "Groß", "Gross", "Wüsten", "Provinz", "Industrie"}, strings.TrimSuffix(w.Lemma, strings.ToLower(w.Head))) || !x.definite(ph) || !x.bare(ph) || w.Number == doc.Plur {
		return -1
	}
	return x.antecedent(ph, func(e int) bool {
		return x.Entities[e].Type == ontology.Place && slices.Contains(kinds, x.Entities[e].Kind) && !x.Entities[e].Local && !(compound && x.Entities[e].ActsFor > 0)
	})
}

// army is the armed forces of a state, which keep their name from article to article: "die sudanesische Armee", "das Militär".
func (x *resolution) army(p int, w doc.Word) int {
	if !slices.Contains([]string{"Armee", "Militär", "Streitkraft", "Streitmacht"}, w.Lemma) {
		return -1
	}
	ph := x.d.Phrases[p]
	states := x.statesOf(p)
	if len(states) == 0 && x.definite(ph) && x.bare(ph) {
		for i := len(x.history) - 1; i >= x.memory(); i-- {
			if e := x.history[i].entity; x.Entities[e].Kind == "military" && !x.Entities[e].Local {
				return e
			}
		}
		if s := x.soldiers(p); s >= 0 {
			states = []int{s}
		} else if s := x.mostSpoken(); s >= 0 {
			states = []int{s}
		}
	}
	if len(states) != 1 {
		return -1
	}
	g := x.names.ByName(x.Entities[states[0]].Name)
	if g == nil || g.Adjective == "" {
		return -1
	}
	r, n := utf8.DecodeRuneInString(g.Adjective)
	name := string(unicode.ToUpper(r)) + g.Adjective[n:] + "e Streitkräfte"
	if known := x.names.Match([]string{g.Adjective + "e", "Armee"}); len(known) > 0 && known[0].Words == 2 && known[0].Entry.Type == ontology.Organization {
		return x.listed(known[0].Entry)
	}
	key := ontology.Organization + "\x00" + ontology.Fold(name)
	if e, ok := x.byKey[key]; ok {
		return e
	}
	return x.add(key, doc.Entity{Name: name, Type: ontology.Organization, Kind: "military", Aliases: []string{x.phraseName(p)}})
}

// soldiers is the state whose soldiers the text named last before phrase p: "eine israelische Soldatin ... die Armee".
func (x *resolution) soldiers(p int) int {
	for q := p - 1; q >= max(0, p-60); q-- {
		switch x.d.Words[x.d.Phrases[q].Head].Lemma {
		case "Soldat", "Soldatin", "Offizier", "Truppe", "Einheit", "Kampfjet", "Luftwaffe":
			for _, e := range x.Owners[q] {
				if s := x.asState(e); s >= 0 {
					return s
				}
			}
		}
	}
	return -1
}

// partisan resolves "der Sozialdemokrat" to the person last spoken of.
func (x *resolution) partisan(ph doc.Phrase) int {
	lo, hi := x.d.MentionsIn(ph.Head, ph.Head+1)
	if lo >= hi || !x.definite(ph) || x.d.Mentions[lo].Kind != doc.PartyWord {
		return -1
	}
	if lo, hi := x.d.MentionsIn(ph.Last, ph.Last+1); lo < hi && x.d.Mentions[lo].Kind == doc.Name {
		return -1 // "auf den Grünen Leo Winkler"
	}
	female := strings.HasSuffix(x.d.Tokens[ph.Head].Text, "in")
	return x.antecedent(ph, func(e int) bool {
		return x.Entities[e].Type == ontology.Person && !x.Entities[e].Local && (x.gender[e] == "" || (x.gender[e] == "f") == female)
	})
}

// aged resolves "der 58-Jährige" to the person last spoken of.
func (x *resolution) aged(ph doc.Phrase) int {
	form := strings.ToLower(x.d.Tokens[ph.Head].Text)
	if i := strings.Index(form, "jährige"); i <= 0 || !x.definite(ph) || form[0] < '0' || form[0] > '9' {
		return -1
	}
	article := strings.ToLower(x.d.Tokens[ph.First].Text)
	return x.antecedent(ph, func(e int) bool {
		g := x.gender[e]
		return x.Entities[e].Type == ontology.Person && (article == "die" && g != "m" || article != "die" && (g != "f" || article == "der"))
	})
}
