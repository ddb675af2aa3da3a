package article

import (
	"context"
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"
)

const sample = "Gurkental wählt\n\nDie Bürger von Gurkental haben am Sonntag ein neues Parlament gewählt. Das teilte die Behörde mit."

// tree writes files below a new folder and returns it.
func tree(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range files {
		p := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// read collects the articles and the errors, both as short lines, with dir cut off paths.
func read(t *testing.T, o Options, dir string, paths ...string) (as []Article, lines []string) {
	t.Helper()
	r, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	for a, err := range r.Read(context.Background(), paths...) {
		if err != nil {
			kind := map[bool]string{true: "skipped ", false: "bad "}[errors.Is(err, ErrSkipped)]
			lines = append(lines, kind+strings.ReplaceAll(err.Error(), dir+string(filepath.Separator), ""))
			continue
		}
		as = append(as, a)
		lines = append(lines, a.ID)
	}
	return as, lines
}

func TestFoldersAreReadSortedAndIdsAreTheirPaths(t *testing.T) {
	dir := tree(t, map[string]string{
		"b.txt": sample, "a/x.txt": sample + " A", "a/.hidden.txt": sample, ".git/y.txt": sample, "a/notes.md": sample,
		"a/z.JSONL": `{"id": "given", "text": "Der Minister hat am Montag in Wien mit der Ministerin gesprochen."}`,
	})
	_, got := read(t, Options{}, dir, dir)
	if diff := cmp.Diff([]string{"a/x", "given", "b"}, got); diff != "" {
		t.Error(diff)
	}
	_, got = read(t, Options{}, dir, filepath.Join(dir, "a/x.txt"), filepath.Join(dir, "a/notes.md"), filepath.Join(dir, "b.txt"))
	if diff := cmp.Diff([]string{"x", "notes", "b"}, got); diff != "" {
		t.Error(diff)
	}
	r := reader(t)
	if n := r.Count(dir); n != 3 {
		t.Errorf("Count = %d, want 3", n)
	}
	if n := r.Count("-"); n != -1 {
		t.Errorf("Count of standard input = %d, want -1", n)
	}
}

func TestBadInputsAreToldAndTheOthersGoThrough(t *testing.T) {
	dir := tree(t, map[string]string{
		"1-empty.txt":   "",
		"2-blank.txt":   " \n\t\u00a0\ufeff\n",
		"3-binary.txt":  "\x7fELF\x02\x00\x01",
		"4-control.txt": strings.Repeat("a\x01\x02\x03", 50),
		"5-latin5.txt":  "Abc \x81\x8d\x8f\x90 def \x9d\x81\x8d\x81\x81",
		"6-english.txt": "The president of the country said on Monday that he would not attend the meeting with the king.",
		"7-large.txt":   strings.Repeat("Der Minister sprach mit der Ministerin. ", 60),
		"8-page.html":   "<html><body><nav>Start</nav></body></html>",
		"9-digits.txt":  "1 2 3 4",
		"a-notices.txt": "Werbung\n\nAnzeige\n\n00:00 / 00:00",
		"b-same.txt":    sample,
		"c/b-same.txt":  sample,
		"d-half16.txt":  "\xff\xfeA\x00\x00",
		"e-fine.txt":    sample,
		"f-french.txt":  "Le président de la République a dit lundi que les ministres ne sont pas dans la salle pour une réunion avec le roi.",
		"g-chinese.txt": strings.Repeat("中国的领导人星期一访问了邻国。", 5),
	})
	paths := []string{}
	for _, n := range []string{"1-empty.txt", "2-blank.txt", "3-binary.txt", "4-control.txt", "5-latin5.txt", "6-english.txt", "7-large.txt",
		"8-page.html", "9-digits.txt", "a-notices.txt", "b-same.txt", "c/b-same.txt", "d-half16.txt", "nowhere.txt", "e-fine.txt", "f-french.txt", "g-chinese.txt"} {
		paths = append(paths, filepath.Join(dir, n))
	}
	_, got := read(t, Options{MaxBytes: 1000}, dir, paths...)
	want := []string{
		"bad 1-empty.txt: empty",
		"bad 2-blank.txt: empty",
		"bad 3-binary.txt: binary data, not text (NUL bytes)",
		"bad 4-control.txt: binary data, not text (control characters)",
		"bad 5-latin5.txt: neither UTF-8 nor Windows-1252",
		"skipped 6-english.txt: not in German: English",
		"bad 7-large.txt: too large: more than 1000 bytes",
		"bad 8-page.html: no article in the page",
		"bad 9-digits.txt: empty",
		"bad a-notices.txt: no article in it: nothing but navigation, notices or comments",
		"b-same",
		`bad c/b-same.txt: an article with this id was read before: "b-same" is also ` + filepath.Join(dir, "b-same.txt"),
		"bad d-half16.txt: broken UTF-16 or UTF-32",
		"bad nowhere.txt: no such file or folder",
		"e-fine",
		"skipped f-french.txt: not in German: French",
		"skipped g-chinese.txt: not in German: Mandarin",
	}
	for i := range want {
		want[i] = strings.ReplaceAll(want[i], dir+string(filepath.Separator), "")
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestEncodedDataIsRefused(t *testing.T) {
	if _, err := reader(t).Text(sample+" "+strings.Repeat("iVBORw0KGgo", maxWord), Meta{}); err == nil || !strings.Contains(err.Error(), "encoded data") {
		t.Errorf("got %v", err)
	}
	if _, err := reader(t).Text(sample+" https://"+strings.Repeat("a", maxWord-8), Meta{}); err != nil {
		t.Errorf("a long address: %v", err)
	}
}

func TestTooLargeNamesTheSetting(t *testing.T) {
	_, err := reader(t).Text(strings.Repeat("x", DefaultMaxBytes+1), Meta{})
	var in *InputError
	if !errors.As(err, &in) || !strings.Contains(in.Hint, MaxBytesSetting) || !errors.Is(err, ErrBad) {
		t.Errorf("got %#v", err)
	}
}

func TestTextThatIsNoFileMustBeUTF8(t *testing.T) {
	if _, err := reader(t).Text(sample+"\xe4", Meta{}); err == nil || err.Error() != "text: not UTF-8" {
		t.Errorf("got %v", err)
	}
}

func TestEncodings(t *testing.T) {
	windows, err := charmap.Windows1252.NewEncoder().Bytes([]byte(sample + " „Schön“ – so Köhler."))
	if err != nil {
		t.Fatal(err)
	}
	wide := []byte("\xff\xfe")
	for _, u := range utf16.Encode([]rune(sample)) {
		wide = binary.LittleEndian.AppendUint16(wide, u)
	}
	for name, c := range map[string]struct{ in, want string }{
		"UTF-8 is kept byte for byte":      {strings.ReplaceAll(sample, "\n", "\r\n") + "\r\n\r\n", strings.ReplaceAll(sample, "\n", "\r\n") + "\r\n\r\n"},
		"a byte order mark is dropped":     {"\ufeff" + sample, sample},
		"Windows-1252 becomes UTF-8":       {string(windows), sample + " „Schön“ – so Köhler."},
		"UTF-16 with its mark is read":     {string(wide), sample},
		"one odd control character passes": {sample + "\x02", sample + "\x02"},
	} {
		dir := tree(t, map[string]string{"x.txt": c.in})
		as, got := read(t, Options{}, dir, dir)
		if len(as) != 1 || as[0].Text != c.want {
			t.Errorf("%s: got %v %+v", name, got, as)
		}
	}
}

func TestJSONLines(t *testing.T) {
	text := `"Der Minister von Gurkental hat am Montag die Ministerin von Probeland getroffen."`
	lines := []string{
		`{"id": "eins", "title": "Treffen in Bregenz", "text": ` + text + `, "date": "2024-05-06T07:08:09Z", "url": "https://blatt.example/1", "publisher": "Blatt", "views": 7}`,
		``,
		`{"url": "https://blatt.example/2", "text": ` + text + `}`,
		`{"text": ` + text + `}`,
		`{"id": "vier", "text": "abgebrochen`,
		`{"id": "fünf", "text": 5}`,
		`["sechs"]`,
		`{"id": "sieben", "text": "  "}`,
		`{"id": "acht", "text": ` + text + `, "date": "gestern"}`,
		`{"id": "neun", "text": "` + strings.Repeat("x", 5000) + `"}`,
		`{"id": "eins", "text": ` + text + `}`,
		`{"id": "elf", "title": "Der Minister", "text": ` + text + `}`,
	}
	dir := tree(t, map[string]string{"in.jsonl": "\ufeff" + strings.Join(lines, "\r\n")})
	as, got := read(t, Options{MaxBytes: 4000}, dir, filepath.Join(dir, "in.jsonl"))
	want := []string{
		"eins",
		"https://blatt.example/2",
		"in:4",
		"bad in.jsonl:5: broken JSON line: column 35: unexpected end of JSON input",
		`bad in.jsonl:6: wrong type in a JSON line: "text" is a number, want a string`,
		"bad in.jsonl:7: wrong type in a JSON line: the line is no object",
		"bad in.jsonl:8: empty",
		`bad in.jsonl:9: bad date: date "gestern" is no day such as 2024-06-18`,
		"bad in.jsonl:10: too large: more than 4000 bytes",
		`bad in.jsonl:11: an article with this id was read before: "eins" is also in.jsonl:1`,
		"elf",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	a := as[0]
	if a.Text[:20] != "Treffen in Bregenz\n\n" || a.Zones[0].Kind != Headline || a.Date != "2024-05-06" || a.URL != "https://blatt.example/1" ||
		a.Publisher != "Blatt" || a.Title != "Treffen in Bregenz" {
		t.Errorf("got %+v", a)
	}
	if last := as[len(as)-1].Text; !strings.HasPrefix(last, "Der Minister von") {
		t.Errorf("a title with which the text begins is there twice: %q", last)
	}
}

func TestJSONDocuments(t *testing.T) {
	text := `"Der Minister von Gurkental hat am Montag die Ministerin von Probeland getroffen."`
	dir := tree(t, map[string]string{
		"einer.json": "{\n \"title\": \"Treffen\",\n \"text\": " + text + "\n}\n",
		"gold.json":  "{\n \"id\": \"a\",\n \"entities\": [\n  {\"name\": \"Gurkental\"}\n ]\n}\n",
		"liste.json": "[\n {\"text\": " + text + "},\n {\"id\": \"b\", \"text\": " + text + "},\n\n {\"id\": \"c\", \"text\": 3}\n]",
		"rest.json":  "[{\"id\": \"d\", \"text\": " + text + "}]",
	})
	var paths []string
	for _, name := range []string{"einer", "gold", "liste", "rest"} {
		paths = append(paths, filepath.Join(dir, name+".json"))
	}
	_, got := read(t, Options{}, dir, paths...)
	want := []string{"einer:1", "bad gold.json:1: empty", "liste:2", "b", `bad liste.json:5: wrong type in a JSON line: "text" is a number, want a string`, "d"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestStandardInputIsSniffed(t *testing.T) {
	for name, c := range map[string]struct{ in, want string }{
		"text":       {sample, "text-"},
		"JSON lines": {`{"id": "a", "text": "Der Minister hat am Montag mit der Ministerin gesprochen."}` + "\n", "a"},
		"a list":     {`[{"id": "a", "text": "Der Minister hat am Montag mit der Ministerin gesprochen."}]`, "a"},
		"a page":     {newsPage("https://blatt.example/p.html", "Bericht"), "https://blatt.example/p.html"},
	} {
		as, got := read(t, Options{Stdin: strings.NewReader(c.in)}, "", "-")
		if len(as) != 1 || !strings.HasPrefix(as[0].ID, c.want) {
			t.Errorf("%s: got %v", name, got)
		}
	}
}

func TestMetadataIsJoinedById(t *testing.T) {
	meta, err := ReadMeta("meta.jsonl", strings.NewReader("{\"id\": \"x\", \"date\": \"2024-06-18\", \"url\": \"https://b.example\", \"publisher\": \"Blatt\"}\n\n"))
	if err != nil {
		t.Fatal(err)
	}
	dir := tree(t, map[string]string{"x.txt": "3. Mai 2023, 10:00 Uhr\n\n" + sample, "y.txt": "3. Mai 2023, 10:00 Uhr\n\n" + sample})
	as, _ := read(t, Options{Meta: meta}, dir, dir)
	if as[0].Date != "2024-06-18" || as[0].Publisher != "Blatt" || as[0].URL != "https://b.example" || as[0].ID != "x" || as[1].Date != "2023-05-03" {
		t.Errorf("got %+v", as)
	}
	for in, want := range map[string]string{
		`{"date": "2024-06-18"}`:                   "meta.jsonl:1: no id",
		"\n{\"id\": \"x\", \"date\": \"\\u0000\"}": "meta.jsonl:2: bad date",
		"{\"id\": \"x\"}\n{\"id\": \"x\"}":         `meta.jsonl:2: the id is there twice: "x"`,
		"{\"id\": \"x\", \"date\": 3}":             `meta.jsonl:1: wrong type in a JSON line: "date" is a number`,
	} {
		if _, err := ReadMeta("meta.jsonl", strings.NewReader(in)); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("ReadMeta(%q) = %v, want %s", in, err, want)
		}
	}
}

func TestHashSaysWhetherAnythingChanged(t *testing.T) {
	r := reader(t)
	hash := func(text string, m Meta) string {
		a, err := r.Text(text, m)
		if err != nil {
			t.Fatal(err)
		}
		return a.Hash
	}
	base := hash(sample, Meta{ID: "a"})
	if hash(sample, Meta{ID: "b"}) != base || len(base) != 64 {
		t.Error("the hash depends on the id")
	}
	for name, h := range map[string]string{
		"text":      hash(sample+" ", Meta{}),
		"date":      hash(sample, Meta{Date: "2024-01-01"}),
		"url":       hash(sample, Meta{URL: "x"}),
		"publisher": hash(sample, Meta{Publisher: "x"}),
	} {
		if h == base {
			t.Errorf("another %s has the same hash", name)
		}
	}
}

func TestReadEndsWithItsContext(t *testing.T) {
	dir := tree(t, map[string]string{"a.txt": sample, "b.txt": sample})
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	n := 0
	for _, err := range reader(t).Read(ctx, dir) {
		if n++; n == 1 {
			cancel()
			continue
		}
		if !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
	}
	if n != 2 {
		t.Errorf("%d items, want 2", n)
	}
}

func TestShortTextsKeepTheirLanguage(t *testing.T) {
	r := reader(t)
	for in, want := range map[string]string{
		"Putin trifft Kim in Wladiwostok":         "",
		"Nordkorea liefert Russland Munition":     "",
		"Kim Jong Un, Wladimir Putin, Xi Jinping": "",
		"Papst reist nach Genf.":                  "",
		"De minister van Buitenlandse Zaken heeft het niet gezien en is naar Brussel vertrokken.": "not in German: Dutch",
		"The minister has said that the talks will go on for weeks.":                              "not in German: English",
		"Министр встретился с президентом в Москве в понедельник.":                                "not in German: Russian",
	} {
		_, err := r.Text(in, Meta{})
		got := ""
		var e *InputError
		if errors.As(err, &e) {
			got = e.Reason
		}
		if got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

// Scripts and images of a page may be words without end; they are cut out before its text is judged.
func TestPagesMayHoldScriptsAndImages(t *testing.T) {
	page := "<!doctype html><html><head><title>Peru</title><script>" + strings.Repeat("var_a=1;", 1000) + "</script></head><body><article><h1>Peru liefert Chile Panzer</h1>" +
		`<img src="data:image/png;base64,` + strings.Repeat("iVBORw0KGgo", 1000) + `"><p>` + sample + "</p><p>" + sample + "</p></article></body></html>"
	path := filepath.Join(t.TempDir(), "a.html")
	if err := os.WriteFile(path, []byte(page), 0o644); err != nil {
		t.Fatal(err)
	}
	pages := 0
	for a, err := range reader(t).Read(t.Context(), path) {
		if err != nil {
			t.Fatal(err)
		}
		if pages++; !strings.Contains(a.Text, "Das teilte die Behörde mit.") || strings.Contains(a.Text, "var_a") || strings.Contains(a.Text, "iVBOR") {
			t.Errorf("text %q", a.Text)
		}
	}
	if pages != 1 {
		t.Errorf("%d articles", pages)
	}
}
