package cli

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"syscall"
	"time"

	"newsgraph/query/web"
)

// fetchTime bounds how long a page may take, and redirects how often it may lead on.
const (
	fetchTime = 15 * time.Second
	redirects = 5
)

// fetch reads a page of the public net and tells its address behind redirects. An address of this machine or of a network around it
// is refused, whatever name leads there: who may ask the server must not reach through it what lies behind.
func (a *app) fetch(ctx context.Context, address string) (page []byte, at string, err error) {
	if !a.settings.Serve.Fetch {
		return nil, "", errFetch
	}
	if u, err := url.Parse(address); err != nil || !fetchable(u.Scheme) || u.Host == "" {
		return nil, "", unfetched("is no address of a page", "write https://…")
	}
	ctx, cancel := context.WithTimeout(ctx, fetchTime)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, "", unfetched("is no address of a page", "write https://…")
	}
	response, err := fetcher().Do(request)
	if err != nil {
		a.log.Info("fetch", "error", err)
		return nil, "", unfetched("cannot be fetched", "open it in a browser and paste its text")
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return nil, "", unfetched("answers "+response.Status, "open it in a browser and paste its text")
	}
	limit := int64(a.settings.Load.Bytes)
	page, err = io.ReadAll(io.LimitReader(response.Body, limit+1))
	if err != nil {
		return nil, "", unfetched("broke off", "ask again")
	}
	if int64(len(page)) > limit {
		return nil, "", unfetched("is larger than load.bytes", "paste its text, or raise load.bytes")
	}
	return page, response.Request.URL.String(), nil
}

func unfetched(what, hint string) *web.Problem {
	return &web.Problem{Status: http.StatusUnprocessableEntity, Message: "the page " + what, Hint: hint}
}

// fetcher looks at every address that it is about to connect to: a name is resolved once, so it cannot change behind the look.
func fetcher() *http.Client {
	dialer := &net.Dialer{Timeout: fetchTime, Control: func(_, address string, _ syscall.RawConn) error {
		at, err := netip.ParseAddrPort(address)
		if err != nil {
			return err
		}
		if !public(at.Addr()) {
			return fmt.Errorf("%s is no public address", at.Addr())
		}
		return nil
	}}
	return &http.Client{
		Transport: &http.Transport{DialContext: dialer.DialContext, DisableKeepAlives: true},
		CheckRedirect: func(r *http.Request, via []*http.Request) error {
			if len(via) > redirects || !fetchable(r.URL.Scheme) {
				return http.ErrUseLastResponse
			}
			return nil
		},
	}
}

// shared are networks that are public by their numbers alone: of carriers, of protocols, of tests, and those that hide an IPv4 address.
var shared = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"), netip.MustParsePrefix("100.64.0.0/10"), netip.MustParsePrefix("192.0.0.0/24"),
	netip.MustParsePrefix("198.18.0.0/15"), netip.MustParsePrefix("240.0.0.0/4"), netip.MustParsePrefix("64:ff9b::/96"),
	netip.MustParsePrefix("64:ff9b:1::/48"), netip.MustParsePrefix("2002::/16"),
}

func public(a netip.Addr) bool {
	a = a.Unmap()
	for _, n := range shared {
		if n.Contains(a) {
			return false
		}
	}
	return a.IsGlobalUnicast() && !a.IsPrivate()
}
