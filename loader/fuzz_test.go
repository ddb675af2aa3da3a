package loader_test

import (
	"strings"
	"testing"

	"newsgraph/loader/article"
)

// vocabulary has the words and marks on which the stages decide, no more than 256: a byte of the fuzzer's input is one of them.
var vocabulary = strings.Fields(`. , ; : ? ! – - ( ) « » „ “ " / % 's
	als wie so dass ob wenn weil nachdem um zu und oder sowohl auch weder noch nicht kein sondern aber
	der die das den dem des ein eine einem sein seine ihr ihre beide wer was wo er sie es ihn ihnen sich selbst man dessen
	in im am an auf aus bei beim mit nach von vom vor zum zur gegen für über unter zwischen durch laut zufolge seit bis
	wird wurde worden werde würde ist war sei sind hat haben habe hatte gewesen geworden kann könnte soll sollen will muss dürfte mag
	liefert lieferte liefern geliefert traf treffen getroffen besucht besuchte reiste gereist sagte sagt teilte wies zurück
	zurückzuweisen warf vorgeworfen griff angegriffen nahm fest festgenommen lud eingeladen verhängt ernannte bestreitet kritisiert
	unterstützten unterstützte forderte warnt davor darauf dazu trat tötete
	Peru Perus Chile Chiles Norwegen Norwegens Seoul Lima Oslo Weißes Haus Kreml Krim EU Nato Iran Putin Putins Kim Jong-un Van
	Eva Trautmann Tomas Relin Holm Holms Nils Hans Nordkabel AG Hafenbote Zeitung Firma Miliz Partei Stadt
	peruanische norwegisch-schwedischen US-Regierung Ex-Präsident russischer kenianischen Schweizer Amerikaner
	Präsident Präsidentin Präsidenten Minister Ministerin Sprecher Regierung Botschafter Chef Mitglied Land Rebellen Polizei
	Waffen Drohnen Getreide Öl Lieferung Waffenlieferungen Treffen Gipfel Sanktionen Vorwürfe Angriff Abkommen
	12 3. 2019 4,8 10'000 17.09.2023 Millionen Mio. Tonnen Euro Prozent zwei drei Dutzend rund Montag Mai Jänner gestern Jahr
	angeblich möglicherweise wohl bereits mutmaßlich vergangenen neuen Umwelt- Angaben`)

// FuzzWordOrder puts words and marks in any order, as no writer would: what the stages make of them must still be a valid document.
func FuzzWordOrder(f *testing.F) {
	l := newLoader(f)
	f.Add([]byte{0}, false)
	for i := range 64 {
		var seed []byte
		for j := range 40 {
			seed = append(seed, byte(i*37+j*(2*i+1)))
		}
		f.Add(seed, i%2 == 0)
	}
	f.Fuzz(func(t *testing.T, words []byte, headline bool) {
		if len(words) == 0 || len(words) > 400 {
			return
		}
		var b strings.Builder
		for _, w := range words {
			b.WriteString(vocabulary[int(w)%len(vocabulary)])
			b.WriteByte(' ')
		}
		text := strings.TrimSpace(b.String())
		a := article.Article{ID: "f", Text: text, Language: "de", Date: "2024-06-12", Zones: []article.Zone{{Kind: article.Body, Start: 0, End: len(text)}}}
		if headline {
			a.Zones[0].Kind = article.Headline
		}
		checked(t, l, a)
	})
}
