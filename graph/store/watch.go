package store

import (
	"context"
	"runtime"
	"runtime/metrics"
	"sync"
	"time"
)

// watch cancels with ErrMemory when the process has grown by more than limit since the query began. It sees the whole process,
// so what others allocate meanwhile counts too; the limit is far above what a sound query needs. The result stops watching.
func watch(cancel context.CancelCauseFunc, limit uint64) (stop func()) {
	if limit == 0 {
		limit = 512 << 20
	}
	done := make(chan struct{})
	var ended sync.WaitGroup
	base := inUse()
	ended.Go(func() {
		tick := time.NewTicker(5 * time.Millisecond)
		defer tick.Stop()
		allowed, last := limit, base
		for {
			select {
			case <-done:
				return
			case <-tick.C:
			}
			now := inUse()
			jump := now > last && now-last > limit/2 // one huge object: a string that doubles does so twice more while garbage is collected
			last = now
			if now <= base+allowed {
				continue
			}
			if jump || now > base+2*limit || collected() > base+limit { // the second is no garbage by any likelihood, and time is short
				cancel(ErrMemory)
				return
			}
			allowed = min(2*limit, allowed+limit/4) // it was garbage: do not collect at every tick
		}
	})
	return func() {
		close(done)
		ended.Wait()
	}
}

// inUse is what objects and stacks take, garbage included.
func inUse() uint64 {
	s := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}, {Name: "/memory/classes/heap/stacks:bytes"}}
	metrics.Read(s)
	return s[0].Value.Uint64() + s[1].Value.Uint64()
}

// collected is what remains in use after a collection.
func collected() uint64 {
	runtime.GC()
	return inUse()
}
