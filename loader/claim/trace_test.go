package claim_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"newsgraph/loader"
	"newsgraph/loader/article"
	"newsgraph/loader/claim"
	"newsgraph/loader/doc"
	"newsgraph/loader/stagetest"
)

func explain(t *testing.T, l *loader.Loader, text string) (*doc.Document, *claim.Trace) {
	t.Helper()
	d, trace, err := l.Explain(article.Article{ID: "golden", Text: text, Date: stagetest.Published, Language: "de", Zones: []article.Zone{{Kind: article.Body, Start: 0, End: len(text)}}})
	if err != nil {
		t.Fatal(err)
	}
	return d, trace
}

// TestExplainChangesNothing compares, over the articles of the golden files, the document with a trace and that without one, and the trace
// with the claims: each has an account, and its steps end at what the claim says.
func TestExplainChangesNothing(t *testing.T) {
	l, err := loader.New()
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) < 20 {
		t.Fatal(len(files), "articles", err)
	}
	for _, file := range files {
		ar, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		text := string(ar.Files[0].Data)
		d, trace := explain(t, l, text)
		if diff := cmp.Diff(stagetest.Annotate(t, text, stagetest.Published), d); diff != "" {
			t.Errorf("%s: without and with a trace:\n%s", file, diff)
		}
		if _, again := explain(t, l, text); len(cmp.Diff(trace.Tries, again.Tries)) > 0 {
			t.Errorf("%s: the same article has another trace", file)
		}
		accounted := make([]bool, len(d.Claims))
		for _, a := range trace.Accounts {
			if a.Claim < 0 {
				continue
			}
			accounted[a.Claim] = true
			c := d.Claims[a.Claim]
			if a.Predicate != c.Predicate || c.Predicate != "hasRole" && last(a, "modality", "actual") != c.Modality || last(a, "polarity", "positive") != c.Polarity {
				t.Errorf("%s: %s, %s by the steps %v, but the claim is %s, %s, %s", file, a.Predicate, a.Frame, a.Steps, c.Predicate, c.Modality, c.Polarity)
			}
		}
		if i := slices.Index(accounted, false); i >= 0 {
			t.Errorf("%s: no account of claim %d, %s", file, i, d.Claims[i].Frame)
		}
	}
}

// last is the value that the steps leave a property with.
func last(a *claim.Account, property, otherwise string) string {
	for _, s := range a.Steps {
		if s.Property == property {
			otherwise = s.Value
		}
	}
	return otherwise
}

func TestExplainNamesWhatDecided(t *testing.T) {
	l, err := loader.New()
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct{ text, want string }{
		"a modal verb with a perfect infinitive": {"Peru soll Chile Panzer geliefert haben.", "supplies modality alleged: modal verb (soll geliefert haben)"},
		"a source phrase":                        {"Laut dem Kreml hat Peru Chile Panzer geliefert.", "supplies speaker Kreml: source phrase (Laut Kreml)"},
		"an adverb":                              {"Peru hat Chile möglicherweise Panzer geliefert.", "supplies modality possible: adverb (möglicherweise)"},
		"a negation":                             {"Peru hat Chile keine Panzer geliefert.", "supplies polarity negative: negation (keine)"},
		"a verb of saying":                       {"Der Kreml sagte, dass Peru Chile Panzer geliefert habe.", "supplies speaker Kreml: embed.sagen (sagte)"},
		"a speaker who goes on":                  {"Der Kreml sagte, dass Peru Chile angegriffen habe. Peru habe Chile Panzer geliefert.", "supplies speaker Kreml: the last speaker goes on in Konjunktiv I (habe geliefert)"},
		"a denial":                               {"Der Kreml bestritt, dass Peru Chile Panzer geliefert habe.", "supplies denied by Kreml: embed.bestreiten (bestritt)"},
		"a condition":                            {"Wenn Peru Chile Panzer liefert, ist das teuer.", "supplies modality possible: conjunction (Wenn)"},
		"an adjective":                           {"Das geplante Treffen zwischen Peru und Chile ist in Quito.", "meets modality planned: adjective (geplante)"},
		"an embedding verb that is negated":      {"Peru plant nicht, Chile Panzer zu liefern.", "supplies polarity negative: embed.planen, negated (plant nicht)"},
		"a clause that states nothing":           {"Peru drohte, Chile anzugreifen.", "attacks stated no: embed.warnen (drohte)"},
		"a noun that is denied":                  {"Es gab kein Treffen zwischen Peru und Chile.", "meets polarity negative: negation (kein)"},
	} {
		d, trace := explain(t, l, c.text)
		var got []string
		for _, a := range trace.Accounts {
			for _, s := range a.Steps {
				var words []string
				for _, token := range s.Tokens {
					words = append(words, d.Tokens[token].Text)
				}
				got = append(got, a.Predicate+" "+s.Property+" "+s.Value+": "+s.Rule+" ("+strings.Join(words, " ")+")")
			}
		}
		if !slices.Contains(got, c.want) {
			t.Errorf("%s: %q is because of %q, want %q", name, c.text, got, c.want)
		}
	}
}

func TestExplainNamesTheSlotThatFailed(t *testing.T) {
	l, err := loader.New()
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]claim.Try{
		"Der Bäcker liefert Brot.":   {Frame: "supplies.liefern", Clause: 0, Phrase: -1, Failed: []claim.Failure{{Slot: "subject", Places: "subj", Held: []string{"Der Bäcker (means nothing)"}}}},
		"Peru liefert Chile Panzer.": {Frame: "supplies.liefern", Clause: 0, Phrase: -1, Fired: true, Claims: 1},
		"Die Gespräche dauerten an.": {Frame: "consults.n.gespraech", Clause: 0, Phrase: 0, Failed: []claim.Failure{{Slot: "subject", Places: "gen von subj adj"}, {Slot: "pair", Places: "zwischen gen von adj subj"}}},
	} {
		_, trace := explain(t, l, text)
		i := slices.IndexFunc(trace.Tries, func(t claim.Try) bool { return t.Frame == want.Frame })
		if i < 0 {
			t.Errorf("%s: %s was not tried", text, want.Frame)
		} else if diff := cmp.Diff(want, trace.Tries[i]); diff != "" {
			t.Errorf("%s:\n%s", text, diff)
		}
	}
}

func TestExplainTellsOfClaimsThatWereDropped(t *testing.T) {
	l, err := loader.New()
	if err != nil {
		t.Fatal(err)
	}
	d, trace := explain(t, l, "Peru kritisierte die Tat.")
	if len(d.Claims) > 0 || len(trace.Accounts) != 1 || trace.Accounts[0].Claim != -1 || trace.Accounts[0].Predicate != "criticizes" {
		t.Errorf("%d claims, accounts %v; want that of a dropped one", len(d.Claims), trace.Accounts)
	}
}
