package index

import (
	"errors"
	"sync"
)

// tasks are functions that run at the same time, a few of them at once.
type tasks struct {
	slots chan struct{}
	group sync.WaitGroup
	mu    sync.Mutex
	errs  []error
}

func newTasks(atOnce int) *tasks { return &tasks{slots: make(chan struct{}, atOnce)} }

func (t *tasks) run(fn func() error) {
	t.slots <- struct{}{}
	t.group.Go(func() {
		defer func() { <-t.slots }()
		if err := fn(); err != nil {
			t.mu.Lock()
			defer t.mu.Unlock()
			t.errs = append(t.errs, err)
		}
	})
}

// wait gives the errors of all that ran until now.
func (t *tasks) wait() error {
	t.group.Wait()
	return errors.Join(t.errs...)
}
