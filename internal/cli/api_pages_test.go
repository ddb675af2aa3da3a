package cli

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"

	"newsgraph/query/web"
)

// asked is the answer to a question over HTTP.
func asked[A any](t *testing.T, base, path string, q url.Values) (found A) {
	t.Helper()
	status, _, body := request(t, "GET", base+"/api/v1"+path+"?"+q.Encode(), "", "")
	if err := json.Unmarshal(body, &found); status != 200 || err != nil {
		t.Fatalf("%s: status %d, %v: %.300s", path, status, err, body)
	}
	return found
}

// TestPagesOfTheSamplesAddUp reads lists page by page: together they are what is listed at once, each thing once.
func TestPagesOfTheSamplesAddUp(t *testing.T) {
	base := serveSamples(t)
	var ids, want []string
	for _, a := range asked[web.ArticleList](t, base, "/articles", nil).Articles {
		want = append(want, a.ID)
	}
	for after := 0; ; after += 5 {
		page := asked[web.ArticleList](t, base, "/articles", url.Values{"limit": {"5"}, "after": {fmt.Sprint(after)}})
		for _, a := range page.Articles {
			ids = append(ids, a.ID)
		}
		if page.More == 0 {
			break
		}
	}
	if strings.Join(ids, "\n") != strings.Join(want, "\n") || len(ids) != 16 {
		t.Errorf("articles %q, want %q", ids, want)
	}
	for _, order := range []string{"", "latest", "sources"} {
		whole := asked[web.StatementList](t, base, "/statements", url.Values{"limit": {"10000"}, "order": {order}})
		n, after := 0, ""
		for {
			page := asked[web.StatementList](t, base, "/statements", url.Values{"limit": {"37"}, "order": {order}, "after": {after}})
			for _, s := range page.Statements {
				if n < len(whole.Statements) && s.Statement != whole.Statements[n].Statement {
					t.Fatalf("order %q: %s is the %dth, want %s", order, s.Statement, n, whole.Statements[n].Statement)
				}
				n++
			}
			if after = page.Next; after == "" {
				break
			}
		}
		if n != len(whole.Statements) || n < 100 {
			t.Errorf("order %q: %d statements in pages, %d at once", order, n, len(whole.Statements))
		}
	}
	all := asked[web.Neighbours](t, base, "/neighbours", url.Values{"name": {"Armenien"}})
	seen := map[string]bool{all.Of: true}
	for next := 0; ; {
		page := asked[web.Neighbours](t, base, "/neighbours", url.Values{"name": {"Armenien"}, "limit": {"2"}, "after": {fmt.Sprint(next)}})
		for _, n := range page.Nodes {
			seen[n.IRI] = true
		}
		if next = page.Next; next == 0 {
			break
		}
	}
	if len(seen) != len(all.Nodes) || len(seen) != all.All+1 {
		t.Errorf("%d neighbours in pages, %d at once", len(seen)-1, all.All)
	}
}

// TestOffsetsAreThoseOfTheText looks at every sample: what is told of a stretch of its text stands there.
func TestOffsetsAreThoseOfTheText(t *testing.T) {
	base := serveSamples(t)
	plain := func(s string) string { return strings.Join(strings.Fields(s), " ") }
	mentions, claims := 0, 0
	for _, a := range asked[web.ArticleList](t, base, "/articles", nil).Articles {
		p := asked[web.Page](t, base, "/article", url.Values{"id": {a.ID}})
		whole := func(start, end int) bool {
			return 0 <= start && start < end && end <= len(p.Text) && utf8.ValidString(p.Text[start:end])
		}
		for _, z := range p.Zones {
			if !whole(z.Start, z.End) {
				t.Errorf("%s: zone %+v", a.ID, z)
			}
		}
		for _, m := range p.Mentions {
			if mentions++; !whole(m.Start, m.End) || m.Name == "" || !strings.HasPrefix(m.IRI, "<id:") {
				t.Errorf("%s: mention %+v", a.ID, m)
			}
		}
		for _, f := range p.Facts {
			for _, e := range f.Evidence {
				if claims++; !whole(e.Start, e.End) || plain(p.Text[e.Start:e.End]) != e.Sentence {
					t.Errorf("%s: %d-%d is not %q", a.ID, e.Start, e.End, e.Sentence)
				}
			}
		}
	}
	if mentions < 100 || claims < 100 {
		t.Errorf("%d mentions, %d claims", mentions, claims)
	}
}

// TestFiltersNameWhatThereIs: an empty answer to a mistyped filter would be read as "nobody says so".
func TestFiltersNameWhatThereIs(t *testing.T) {
	base := serveSamples(t)
	for path, want := range map[string]string{
		"/statements?relation=suplies":               "/api/v1/schema lists them",
		"/claims?relation=supplies&article=nirgend":  "no such article",
		"/paths?from=Armenien&to=Peru&relation=meet": "/api/v1/schema lists them",
		"/timeline?name=Armenien&in=nirgends":        "no such article",
	} {
		status, _, body := request(t, "GET", base+"/api/v1"+path, "", "")
		if status != http.StatusBadRequest && status != http.StatusNotFound || !strings.Contains(string(body), want) {
			t.Errorf("%s: %d %s, want %q", path, status, body, want)
		}
	}
}
