package cli

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
)

func TestOnlyPublicAddressesAreFetched(t *testing.T) {
	for _, a := range []string{"127.0.0.1", "127.8.8.8", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "255.255.255.255",
		"198.18.0.1", "240.0.0.1", "::1", "::", "fe80::1", "fc00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::"} {
		if public(netip.MustParseAddr(a)) {
			t.Errorf("%s would be fetched", a)
		}
	}
	for _, a := range []string{"93.184.216.34", "8.8.8.8", "2606:2800:220:1:248:1893:25c8:1946"} {
		if !public(netip.MustParseAddr(a)) {
			t.Errorf("%s would not be fetched", a)
		}
	}
}

func TestFetchRefusesThisMachine(t *testing.T) {
	reached := false
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { reached = true; w.Write([]byte("geheim")) }))
	defer server.Close()
	a := &app{settings: Defaults(), log: slog.New(slog.DiscardHandler)}
	if _, _, err := a.fetch(context.Background(), server.URL); err == nil || hintOf(err) == "" || !strings.Contains(err.Error(), "does not fetch") {
		t.Errorf("without the setting: %v", err)
	}
	a.settings.Serve.Fetch = true
	for _, address := range []string{server.URL, strings.Replace(server.URL, "127.0.0.1", "localhost", 1), "file:///etc/passwd", "gopher://example.org", "http://", "http://[::1", "ftp://127.0.0.1"} {
		page, _, err := a.fetch(context.Background(), address)
		if err == nil || hintOf(err) == "" || len(page) > 0 {
			t.Errorf("%s: %q, %v", address, page, err)
		}
		if err != nil && strings.Contains(err.Error(), "127.0.0.1") {
			t.Errorf("%s: the error tells of the network: %v", address, err)
		}
	}
	if reached {
		t.Error("the server of this machine was reached")
	}
}
