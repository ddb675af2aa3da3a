// Package article turns bytes from files, folders, feeds and pages into articles: UTF-8 text with its zones, a stable id, a
// date, a language. For example, an HTML page of a newspaper becomes an Article whose comments are zoned as Boilerplate.
//
// Every later offset is a byte offset into Article.Text, which nobody changes after this stage. It reads no sentence.
package article

// A ZoneKind says what part of a page a stretch of text is.
type ZoneKind string

// Kinds of zones. Claims come from Headline, Teaser, Caption and Body only; see ZoneKind.Content.
const (
	Headline    ZoneKind = "headline"
	Teaser      ZoneKind = "teaser"
	Caption     ZoneKind = "caption"
	Body        ZoneKind = "body"
	Dateline    ZoneKind = "dateline"    // "Washington – ", "Berlin (dpa) -"
	Byline      ZoneKind = "byline"      // date, time, section, author, agency mark
	Boilerplate ZoneKind = "boilerplate" // navigation, related news, players, legal notices
	Comment     ZoneKind = "comment"     // readers' comments
)

// Content reports whether claims may come from the zone.
func (k ZoneKind) Content() bool {
	return k == Headline || k == Teaser || k == Caption || k == Body
}

// A Zone is a stretch [Start, End) of bytes of the text. Zones are sorted, do not overlap and never split a rune.
// White space between zones belongs to none.
type Zone struct {
	Kind  ZoneKind `json:"kind"`
	Start int      `json:"start"`
	End   int      `json:"end"`
}

// An Article is one text as every later stage reads it.
type Article struct {
	ID        string // a file: its path below the given folder, without extension; a record: its id, else URL, else path:line
	Source    string // where it was read: path, path:line or URL; for messages only, never stored
	Title     string
	Language  string // ISO 639-1
	Date      string // ISO 8601 day of publication, or ""
	URL       string
	Publisher string
	Agency    string // "sda", "dpa", ..., where the text names it
	Text      string // valid UTF-8
	Zones     []Zone
	Hash      string // SHA-256 in hex of text and metadata: says "unchanged", is no identity
}

// Dateline is the text of the first dateline, "" where there is none.
func (a *Article) Dateline() string {
	for _, z := range a.Zones {
		if z.Kind == Dateline {
			return a.Text[z.Start:z.End]
		}
	}
	return ""
}
