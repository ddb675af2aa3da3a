package web

import (
	"net"
	"net/http"
	"sync"
	"time"
)

// A meter counts the requests of each address: a bucket that holds those of one second and fills as time goes by.
type meter struct {
	mu      sync.Mutex
	buckets map[string]*bucket
}

type bucket struct {
	left float64
	at   time.Time
}

// most addresses are remembered; behind that full buckets are forgotten, which is what an unknown address has.
const metered = 10_000

// takes reports whether an address may send one more request.
func (m *meter) takes(address string, rate int, now time.Time) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.buckets == nil {
		m.buckets = map[string]*bucket{}
	}
	b := m.buckets[address]
	if b == nil {
		if len(m.buckets) >= metered {
			m.sweep(now)
		}
		b = &bucket{left: float64(rate), at: now}
		m.buckets[address] = b
	}
	b.left = min(float64(rate), b.left+now.Sub(b.at).Seconds()*float64(rate))
	b.at = now
	if b.left < 1 {
		return false
	}
	b.left--
	return true
}

// sweep forgets the addresses that have sent nothing for a second.
func (m *meter) sweep(now time.Time) {
	for a, b := range m.buckets {
		if now.Sub(b.at) >= time.Second {
			delete(m.buckets, a)
		}
	}
	if len(m.buckets) >= metered {
		clear(m.buckets)
	}
}

func (d *desk) rate(next http.Handler) http.Handler {
	if d.options.Rate == 0 {
		return next
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		address, _, err := net.SplitHostPort(r.RemoteAddr)
		if err != nil {
			address = r.RemoteAddr
		}
		if !d.meter.takes(address, d.options.Rate, time.Now()) {
			fail(w, &Problem{Status: http.StatusTooManyRequests, Message: "too many requests", Hint: "ask again in a second; serve.rate is the limit", kind: "rate"})
			return
		}
		next.ServeHTTP(w, r)
	})
}
