package cli

import (
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"newsgraph/query/web"
)

// A text longer than serve.body is told as refused, and the articles beside it are read.
func TestAPreviewIsBounded(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "store")
	if out, err := command("--store", dir, "load", "--quiet", "../../data/articles").CombinedOutput(); err != nil {
		t.Fatalf("load: %v: %s", err, out)
	}
	server := command("--store", dir, "serve", "--addr", "127.0.0.1:0")
	server.Env = append(os.Environ(), "NEWSGRAPH_SERVE_BODY=1024")
	address, _ := startServer(t, server)

	lines := ""
	for id, text := range map[string]string{"kurz": "Armenien liefert Peru Panzer.", "lang": strings.Repeat("Armenien liefert Peru Panzer. ", 40)} {
		line, err := json.Marshal(map[string]string{"id": id, "text": text})
		if err != nil {
			t.Fatal(err)
		}
		lines += string(line) + "\n"
	}
	draft, err := json.Marshal(web.Draft{File: lines})
	if err != nil {
		t.Fatal(err)
	}
	status, _, body := request(t, "POST", address+"/api/v1/preview", "application/json", string(draft))
	var list web.PreviewList
	if err := json.Unmarshal(body, &list); err != nil || status != http.StatusOK {
		t.Fatalf("%d %v: %s", status, err, body)
	}
	if len(list.Articles) != 1 || len(list.Articles[0].Claims) == 0 {
		t.Errorf("the short article is not read: %s", body)
	}
	if len(list.Refused) != 1 || list.Refused[0].Source != "lang" || !strings.HasPrefix(list.Refused[0].Reason, "too large for a preview") || !strings.Contains(list.Refused[0].Hint, "serve.body") {
		t.Errorf("the long article is not refused with a hint: %s", body)
	}
}
