package article

import (
	"bytes"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// Texts made to send every look-ahead to the end of the page.
func TestTimeIsLinearInTheText(t *testing.T) {
	r := reader(t)
	for name, piece := range map[string]string{
		"labels":            "Abc\n",
		"subheads":          "Der Kanzler reist\n",
		"comment markers":   "Kommentare\n" + strings.Repeat("Der Kanzler reist am Montag nach Rom und trifft den Papst.\n", 7),
		"rest markers":      "Similar News\n" + strings.Repeat(strings.Repeat("Der Kanzler reist am Montag nach Rom. ", 4)+"\n", 2),
		"bullets":           "- a\n",
		"open brackets":     "(((( ",
		"wrapped lines":     "und der Kanzler reist mit dem Zug nach Rom und trifft den\n",
		"a line of accents": "a\u0308",
		"colons":            "Foto: Bild: ",
	} {
		took := func(n int) time.Duration {
			text := strings.Repeat(piece, n/len(piece))
			best := time.Hour
			for range 3 {
				begin := time.Now()
				r.markers.zone(text, "")
				best = min(best, time.Since(begin))
			}
			return best
		}
		if small, large := took(10_000), took(160_000); large > 100*small+200*time.Millisecond {
			t.Errorf("%s: 16 times the text takes %v after %v", name, large, small)
		}
	}
}

func FuzzText(f *testing.F) {
	r := reader(f)
	for _, s := range []string{sample, "Wien – Der Kanzler. (dpa)", "\xff\xfeA\x00", "Foto: x\n- \n\u2028Kommentare\n1", "\xe4\xf6\xfc Stra\xdfe", "(Bild: AP)"} {
		f.Add([]byte(s), "Titel")
	}
	f.Fuzz(func(t *testing.T, b []byte, title string) {
		text, err := decode(b)
		if err != nil {
			return
		}
		l := r.markers.zone(text, title)
		if err := zonesFault(text, l.zones); err != nil {
			t.Fatal(err)
		}
		if len(paragraphs(text)) > 0 && len(l.zones) == 0 {
			t.Fatal("text without a zone")
		}
		if l.date != "" {
			if _, err := checkDate(l.date); err != nil {
				t.Fatal(err)
			}
		}
	})
}

func FuzzInput(f *testing.F) {
	r := reader(f)
	f.Add([]byte(newsPage("https://x.example", "T")))
	f.Add([]byte(`{"id": "a", "text": "Der Minister"}`))
	f.Add([]byte(sample))
	f.Fuzz(func(t *testing.T, b []byte) {
		for _, path := range []string{"a.txt", "a.html", "a.jsonl"} {
			yield := func(a Article, err error) bool {
				var in *InputError
				if err != nil && !errors.As(err, &in) {
					t.Fatalf("%s: an error that is no InputError: %v", path, err)
				}
				if err == nil && (a.ID == "" || a.Hash == "" || !content(a.Zones)) {
					t.Fatalf("%s: %+v", path, a)
				}
				return true
			}
			if strings.HasSuffix(path, "l") && !strings.HasSuffix(path, "html") {
				r.jsonLines(input{path: path, id: "a"}, bytes.NewReader(b), yield)
			} else {
				yield(r.one(input{path: path, id: "a"}, b, sniff(b, extensions[filepath.Ext(path)])))
			}
		}
	})
}

func BenchmarkText(b *testing.B) {
	r := reader(b)
	text := strings.Repeat(sample+"\n\n", 30)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if _, err := r.Text(text, Meta{}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkPage(b *testing.B) {
	r := reader(b)
	in := []byte(newsPage("https://x.example", "König empfängt Präsidentin"))
	b.SetBytes(int64(len(in)))
	for b.Loop() {
		if _, err := r.one(input{path: "x.html", id: "x"}, in, formatHTML); err != nil {
			b.Fatal(err)
		}
	}
}
