package segment

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"newsgraph/loader/article"
	"newsgraph/loader/doc"
)

// known stands in for the lexicon.
func known(word string) bool {
	words := " Macht am Am vor Die die das Das Quelle Standard kam Art Mann gut ist Mio freeLy "
	return strings.Contains(words, " "+word+" ")
}

func body(text string) article.Article {
	return article.Article{Text: text, Zones: []article.Zone{{Kind: article.Body, Start: 0, End: len(text)}}}
}

// show writes tokens with spaces and sentences with " | ".
func show(t testing.TB, a article.Article) string {
	t.Helper()
	s, err := New(known)
	if err != nil {
		t.Fatal(err)
	}
	tokens, sentences := s.Split(a)
	if problem := invariants(a, tokens, sentences); problem != "" {
		t.Errorf("%q: %s", a.Text, problem)
	}
	var out []string
	for _, sentence := range sentences {
		var words []string
		for _, token := range tokens[sentence.First:sentence.Last] {
			words = append(words, token.Text)
		}
		out = append(out, strings.Join(words, " "))
	}
	return strings.Join(out, " | ")
}

// invariants returns what is wrong with a segmentation, "" for nothing.
func invariants(a article.Article, tokens []doc.Token, sentences []doc.Sentence) string {
	covered := make([]bool, len(a.Text))
	end := 0
	for i, token := range tokens {
		switch {
		case token.Start >= token.End || token.End > len(a.Text):
			return "token with a bad span"
		case token.Part != 2 && token.Start < end:
			return "tokens overlap or are not sorted"
		case token.Part == 2 && (i == 0 || tokens[i-1].Part != 1 || tokens[i-1].Start != token.Start || tokens[i-1].End != token.End):
			return "second half without its first"
		case token.Part == 1 && (i+1 == len(tokens) || tokens[i+1].Part != 2):
			return "first half without its second"
		case token.Part == 0 && a.Text[token.Start:token.End] != token.Text:
			return "text differs from span"
		case !utf8.ValidString(token.Text):
			return "token splits a rune"
		}
		end = token.End
		for b := token.Start; b < token.End; b++ {
			covered[b] = true
		}
	}
	next := 0
	for _, sentence := range sentences {
		if sentence.First != next || sentence.Last <= sentence.First {
			return "sentences have a gap or one is empty"
		}
		next = sentence.Last
		z := a.Zones[sentence.Zone]
		if tokens[sentence.First].Start < z.Start || tokens[sentence.Last-1].End > z.End {
			return "sentence leaves its zone"
		}
	}
	if next != len(tokens) {
		return "tokens outside sentences"
	}
	for _, z := range a.Zones {
		for i, r := range a.Text[z.Start:z.End] {
			inNumber := isSpace(r) && covered[z.Start+i] && z.Start+i > 0 && isDigit(rune(a.Text[z.Start+i-1])) // "12 500"
			if covered[z.Start+i] != (z.Kind.Content() && !isSpace(r)) && !inNumber {
				return "wrong bytes covered"
			}
		}
	}
	return ""
}

func TestSplit(t *testing.T) {
	cases := []struct{ name, text, want string }{
		{"an ordinal before a month stays in the sentence", "Am 21. April kam er. Sie ging.", "An dem 21. April kam er . | Sie ging ."},
		{"an ordinal before a counted noun stays in the sentence", "Es war im 19. Jahrhundert üblich.", "Es war in dem 19. Jahrhundert üblich ."},
		{"an ordinal after an article stays in the sentence", "Er wohnt im 9. Gemeindebezirk.", "Er wohnt in dem 9. Gemeindebezirk ."},
		{"months may be short", "Am 12. Dez. 2023 kam er, am 3. Jan. ging er.", "An dem 12. Dez. 2023 kam er , an dem 3. Jan. ging er ."},
		{"a space that does not break joins thousands", "Es sind 12\u00a0500 Tonnen, 2023\u00a0100 mehr.", "Es sind 12\u00a0500 Tonnen , 2023 100 mehr ."},
		{"a year ends a sentence", "Das war 2014. Russland schwieg.", "Das war 2014 . | Russland schwieg ."},
		{"an age ends a sentence", "Er ist 45. Putin lachte.", "Er ist 45 . | Putin lachte ."},
		{"a list counts sentences", "1. Die Regierung tritt zurück.", "1. Die Regierung tritt zurück ."},
		{"ordinals in a row", "Zwischen dem 21., 22. und 23. Mai.", "Zwischen dem 21. , 22. und 23. Mai ."},
		{"the number of a king", "König Felipe VI. mit Gattin. Er winkte.", "König Felipe VI. mit Gattin . | Er winkte ."},
		{"initials", "George W. Bush und J. D. Vance. Beide kamen.", "George W. Bush und J. D. Vance . | Beide kamen ."},
		{"a letter ends a sentence before a word that starts one", "Das ist Plan B. Der Minister schwieg.", "Das ist Plan B . | Der Minister schwieg ."},
		{"abbreviations inside a sentence", "Dr. Müller zahlte ca. 4,8 Mio. Euro, z.B. an St. Pölten.", "Dr. Müller zahlte ca. 4,8 Mio. Euro , z.B. an St. Pölten ."},
		{"abbreviation at the end of a sentence", "Es kostet 3 Mrd. Die Kosten usw. Er zahlt.", "Es kostet 3 Mrd. | Die Kosten usw. | Er zahlt ."},
		{"a word that is an abbreviation elsewhere", "So ist seine Art. Er lacht.", "So ist seine Art . | Er lacht ."},
		{"spaced abbreviation", "Er kam z. B. gestern an.", "Er kam z. B. gestern an ."},
		{"an unknown abbreviation before a small letter", "Die nordkor. armee kam.", "Die nordkor. armee kam ."},
		{"numbers", "10'000 Mann, 50.000 Euro, 10,1 Prozent um 14:30 Uhr", "10'000 Mann , 50.000 Euro , 10,1 Prozent um 14:30 Uhr"},
		{"a range is three tokens and a date one", "5-10 Tage seit 2024-04-21 und 21.4.2024.", "5 - 10 Tage seit 2024-04-21 und 21.4.2024 ."},
		{"hyphens", "Die Atom-U-Boote der US-Vize-Präsidentin und Kim Jong-un", "Die Atom-U-Boote der US-Vize-Präsidentin und Kim Jong-un"},
		{"hyphens that stand for a word", "Umwelt- und Bodenschatzminister, Exporte und -importe", "Umwelt- und Bodenschatzminister , Exporte und -importe"},
		{"dashes", "Moskau – so heisst es -- schwieg - leider", "Moskau – so heisst es -- schwieg - leider"},
		{"slash", "Jerusalem/Ramallah und 2015/16", "Jerusalem / Ramallah und 2015/16"},
		{"apostrophes", "Putins' Wort, geht's noch?", "Putins' Wort , geht's noch ?"},
		{"single quotation marks", "Er nennt es 'aus Paris' und ging", "Er nennt es ' aus Paris ' und ging"},
		{"quotation mark after the stop", "„Das ist gut.“ Er ging.", "„ Das ist gut . “ | Er ging ."},
		{"quotation goes on", "„Ist das gut?“, fragte er. „Nein!“ sagte sie.", "„ Ist das gut ? “ , fragte er . | „ Nein ! “ sagte sie ."},
		{"Swiss and straight quotation marks", "«Nein.» Er ging. \"Ja.\" Sie blieb.", "« Nein . » | Er ging . | \" Ja . \" | Sie blieb ."},
		{"brackets keep their sentence whole", "Er (geb. 1950 in Rom. Er lebt dort) kam.", "Er ( geb. 1950 in Rom . Er lebt dort ) kam ."},
		{"a sentence in brackets", "Er ging. (Sie blieb.) Dann kam er.", "Er ging . | ( Sie blieb . ) | Dann kam er ."},
		{"ellipsis", "Er kam … und ging. Und dann... Das war alles.", "Er kam … und ging . | Und dann ... | Das war alles ."},
		{"addresses", "Mehr auf https://example.org/a?b=c. Post an info@example.org oder derStandard.at, #freeLy.", "Mehr auf https://example.org/a?b=c . | Post an info@example.org oder derStandard.at , #freeLy ."},
		{"glued words", "Quelle:Das MachtAm Montag vorDie Tür", "Quelle : Das Macht | An dem Montag vor | Die Tür"},
		{"a name that looks glued", "derStandard und McDonald und BürgerInnen", "derStandard und McDonald und BürgerInnen"},
		{"a lost space after a stop", "Er kam.Das ist gut.", "Er kam . | Das ist gut ."},
		{"contractions", "Im Haus, zum Glück, ins Bett und beim Arzt", "In dem Haus , zu dem Glück , in das Bett und bei dem Arzt"},
		{"a name that looks like a contraction", "Der Abgeordnete Im Jong sprach.", "Der Abgeordnete Im Jong sprach ."},
		{"capitals", "KRIEG IM OSTEN", "KRIEG IN DEM OSTEN"},
		{"lines are paragraphs", "Gespräche in Moskau\n\nDas teilte Putin mit", "Gespräche in Moskau | Das teilte Putin mit"},
		{"inclusive spelling", "Die Bürger:innen und Lehrer*innen kamen.", "Die Bürger:innen und Lehrer*innen kamen ."},
		{"degrees of office", "Dipl.-Ing. Huber a.D. kam.", "Dipl.-Ing. Huber a.D. kam ."},
		{"exclamations in a row", "Nein!!! Er ging.", "Nein ! ! ! | Er ging ."},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, show(t, body(c.text))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestWrappedLinesAreOneParagraph(t *testing.T) {
	text := "Kim hatte sich bei seiner Reise durch Russland auch\nmit Kremlchef Wladimir Putin getroffen und sprach mit\nihm über Waffen. Putin hatte davon gesprochen, dass es\nChancen gebe."
	want := "Kim hatte sich bei seiner Reise durch Russland auch mit Kremlchef Wladimir Putin getroffen und sprach mit ihm über Waffen . | Putin hatte davon gesprochen , dass es Chancen gebe ."
	if diff := cmp.Diff(want, show(t, body(text))); diff != "" {
		t.Error(diff)
	}
}

func TestZonesBoundSentences(t *testing.T) {
	a := article.Article{Text: "Kim reist\nnach Russland\nKommentar\nEr fuhr", Zones: []article.Zone{
		{Kind: article.Headline, Start: 0, End: 23}, {Kind: article.Comment, Start: 24, End: 33}, {Kind: article.Body, Start: 34, End: 41}}}
	if diff := cmp.Diff("Kim reist | nach Russland | Er fuhr", show(t, a)); diff != "" {
		t.Error(diff)
	}
}

func FuzzSplit(f *testing.F) {
	for _, seed := range []string{"Am 21. April („Ja.“) kam z.B. Dr. X. (A. b", "http://a.b/c.d, a@b.de #x 'y' MachtAm 10'000 -x", "a\u0301\u200d🇩🇪 …..!?\n\n«»", "1. 2. 3. Im IM am"} {
		f.Add(seed, uint16(3))
	}
	s, err := New(known)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string, cut uint16) {
		text = strings.ToValidUTF8(text, "?")
		a := body(text)
		if at := int(cut); at < len(text) && utf8.RuneStart(text[at]) {
			a.Zones = []article.Zone{{Kind: article.Teaser, Start: 0, End: at}, {Kind: article.Headline, Start: at, End: len(text)}}
		}
		if problem := invariants(a, first(s.Split(a)), second(s.Split(a))); problem != "" {
			t.Errorf("%q: %s", text, problem)
		}
	})
}

func first(tokens []doc.Token, _ []doc.Sentence) []doc.Token        { return tokens }
func second(_ []doc.Token, sentences []doc.Sentence) []doc.Sentence { return sentences }
