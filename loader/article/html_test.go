package article

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"
)

// newsPage is a page as newspapers have it, with what surrounds an article.
func newsPage(url, title string) string {
	return fmt.Sprintf(`<!DOCTYPE html><html lang="de"><head><meta charset="utf-8"><title>%s - Musterblatt</title>
<link rel="canonical" href="%s"><meta property="og:site_name" content="Musterblatt"><meta property="og:title" content="%s">
<meta property="article:published_time" content="2024-03-04T05:06:07+01:00"><script>var a = "kein Text";</script></head>
<body><nav><a href="/">Startseite</a><a href="/p">Politik</a></nav><main><article><h1>%s</h1>
<p>Der König von Gurkental hat am Montag in Bregenz die Präsidentin von <b>Probeland</b> empfangen. Das teilte der Hof mit.</p>
<aside>Lesen Sie auch: <a href="/x">Der Hof spart</a></aside>
<p>Beide sprachen über den Handel mit Holz. Gurkental liefert Probeland schon heute ein Drittel des Holzes, das dort verbaut wird.</p>
<p>Die Präsidentin bleibt bis Donnerstag. Sie will noch eine Säge besuchen und mit Arbeitern reden, wie ihr Sprecher sagte.</p>
</article><section class="comments"><h2>Kommentare</h2><p>waldschrat: Das Holz taugt doch nichts, das weiß jeder.</p></section></main>
<footer>Impressum Datenschutz © Musterblatt</footer></body></html>`, title, url, title, title)
}

func TestPages(t *testing.T) {
	latin, err := charmap.Windows1252.NewEncoder().String(strings.Replace(newsPage("https://blatt.example/1", "König empfängt Präsidentin"), "utf-8", "iso-8859-1", 1))
	if err != nil {
		t.Fatal(err)
	}
	for name, in := range map[string]string{"a page in UTF-8": newsPage("https://blatt.example/1", "König empfängt Präsidentin"), "a page in Latin-1": latin} {
		dir := tree(t, map[string]string{"seite.html": in, "als-text.txt": in})
		as, got := read(t, Options{}, dir, filepath.Join(dir, "seite.html"))
		if len(as) != 1 {
			t.Fatalf("%s: %v", name, got)
		}
		want := `title: König empfängt Präsidentin
date: 2024-03-04
agency: 
headline    König empfängt Präsidentin
body        Der König von Gurkental hat am Montag in Bregenz die Präsidentin von Probeland empfangen. Das teilte der Hof mit.
body        Beide sprachen über den Handel mit Holz. Gurkental liefert Probeland schon heute ein Drittel des Holzes, das dort verbaut wird.
body        Die Präsidentin bleibt bis Donnerstag. Sie will noch eine Säge besuchen und mit Arbeitern reden, wie ihr Sprecher sagte.
`
		if diff := cmp.Diff(want, describe(as[0])); diff != "" {
			t.Errorf("%s: -want +got:\n%s", name, diff)
		}
		if as[0].ID != "seite" || as[0].URL != "https://blatt.example/1" || as[0].Publisher != "Musterblatt" {
			t.Errorf("%s: %+v", name, as[0])
		}
		if as, got = read(t, Options{}, dir, filepath.Join(dir, "als-text.txt")); len(as) != 1 || as[0].Title != "König empfängt Präsidentin" {
			t.Errorf("%s, saved as text: %v", name, got)
		}
	}
}

func TestTeaserAndCaptionInBoxesOfTheirOwnAreKept(t *testing.T) {
	in := `<html><head><title>Kanzlerin verhandelt in Rom | Musterblatt</title><script type="application/ld+json">{"@context": "https://schema.org",
"@type": "NewsArticle", "headline": "Kanzlerin verhandelt in Rom", "datePublished": "2023-05-06T10:00:00+02:00"}</script></head><body>
<div class="content"><div class="kicker">Ausland</div><h1>Kanzlerin verhandelt in Rom</h1>
<div class="box"><span>Die Kanzlerin will einen Vertrag mit Italien schließen. Die Opposition ist dagegen.</span></div>
<nav>Lesen Sie hier alles über die Reise der Kanzlerin nach Rom und Athen.</nav>
<figure><figcaption>Die Kanzlerin steigt in Rom aus dem Flugzeug. (Bild: dpa)</figcaption></figure>
<div class="text"><p>Rom (dpa) - Die Kanzlerin ist am Samstag in Rom mit dem Ministerpräsidenten von Italien zusammengetroffen.<br>Er lehnte ab.</p>
<h2>Opposition warnt vor Vertrag</h2><p>Die Opposition warnte die Kanzlerin vor einem Vertrag, der das Land zu lange bindet. Das sagte ihr Sprecher.</p>
<ul><li>Der Vertrag soll zehn Jahre gelten.</li></ul>
<p>Am Sonntag reist die Kanzlerin weiter nach Athen, wo sie den Präsidenten trifft und eine Rede hält.</p></div>
<div class="related"><h3>Mehr zum Thema</h3><ul><li><a href="/1">Italien baut Pipeline</a></li></ul></div>
<div id="comments"><p>gasmann: Alles Lüge, die Kanzlerin war nie in Rom, das weiß doch jeder.</p></div></div></body></html>`
	a, err := reader(t).one(input{path: "x.html", id: "x"}, []byte(in), formatHTML)
	if err != nil {
		t.Fatal(err)
	}
	want := `title: Kanzlerin verhandelt in Rom
date: 2023-05-06
agency: dpa
headline    Kanzlerin verhandelt in Rom
teaser      Die Kanzlerin will einen Vertrag mit Italien schließen. Die Opposition ist dagegen.
caption     Die Kanzlerin steigt in Rom aus dem Flugzeug.
byline      (Bild: dpa)
dateline    Rom (dpa) -
body        Die Kanzlerin ist am Samstag in Rom mit dem Ministerpräsidenten von Italien zusammengetroffen.
body        Er lehnte ab.
headline    Opposition warnt vor Vertrag
body        Die Opposition warnte die Kanzlerin vor einem Vertrag, der das Land zu lange bindet. Das sagte ihr Sprecher.
body        Der Vertrag soll zehn Jahre gelten.
body        Am Sonntag reist die Kanzlerin weiter nach Athen, wo sie den Präsidenten trifft und eine Rede hält.
`
	if diff := cmp.Diff(want, describe(a)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestAVeryShortPageIsReadOnce(t *testing.T) {
	in := "<html><title>Reise</title><p>Der Kanzler ist am Montag nach Wien gereist und hat dort den Minister getroffen."
	a, err := reader(t).one(input{path: "x.html", id: "x"}, []byte(in), formatHTML)
	if err != nil || a.Text != "Reise\n\nDer Kanzler ist am Montag nach Wien gereist und hat dort den Minister getroffen." {
		t.Errorf("got %q, %v", a.Text, err)
	}
}

func TestHostilePagesEnd(t *testing.T) {
	r := reader(t)
	for name, in := range map[string]string{
		"deep nesting":   "<html>" + strings.Repeat("<div>", 3000) + strings.Repeat("Der Minister sprach mit der Ministerin. ", 20),
		"open tags only": "<html><p><p><table><tr><td><b><i>",
		"NUL bytes":      "<html><body>\x00\x00</body></html>",
	} {
		if _, err := r.one(input{path: "x.html", id: "x"}, []byte(in), formatHTML); err == nil && name != "deep nesting" {
			t.Errorf("%s: no error", name)
		}
	}
}
