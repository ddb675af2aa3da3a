package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// A LockedError says who holds the store; errors.Is(err, ErrLocked) holds for it.
type LockedError struct {
	Dir string
	Holder
}

// ErrLocked is what every *LockedError is.
var ErrLocked = errors.New("the store is in use")

// A Holder is the process that has a store open.
type Holder struct {
	PID     int    `json:"pid"`
	Command string `json:"command"`
	Address string `json:"address,omitempty"` // where it serves the store, if it does
}

func (e *LockedError) Error() string {
	who := "another process"
	if e.PID != 0 {
		who = fmt.Sprintf("process %d (%s)", e.PID, e.Command)
	}
	if e.Address != "" {
		who += ", which serves it at " + e.Address
	}
	return fmt.Sprintf("store %s is in use by %s", e.Dir, who)
}

func (e *LockedError) Is(target error) bool { return target == ErrLocked }

// lock holds the file "lock" of a store's directory. The operating system gives it up when the process ends, however it ends.
type lock struct {
	file   *os.File
	holder Holder
}

func acquire(dir, command string) (*lock, error) {
	f, err := os.OpenFile(filepath.Join(dir, "lock"), os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return nil, fmt.Errorf("store: %w", err)
	}
	if err := lockFile(f); err != nil {
		defer f.Close()
		if !errors.Is(err, errHeld) {
			return nil, fmt.Errorf("store: lock %s: %w", f.Name(), err)
		}
		e := &LockedError{Dir: dir}
		_ = json.NewDecoder(f).Decode(&e.Holder) // empty while the holder is about to write it
		return nil, e
	}
	if command == "" {
		command = strings.Join(os.Args, " ")
	}
	l := &lock{file: f, holder: Holder{PID: os.Getpid(), Command: command}}
	if err := l.write(); err != nil {
		l.release()
		return nil, err
	}
	return l, nil
}

func (l *lock) setAddress(address string) error {
	l.holder.Address = address
	return l.write()
}

func (l *lock) write() error {
	b, err := json.Marshal(l.holder)
	if err == nil {
		err = l.file.Truncate(0)
	}
	if err == nil {
		_, err = l.file.WriteAt(append(b, '\n'), 0)
	}
	if err != nil {
		return fmt.Errorf("store: lock: %w", err)
	}
	return nil
}

func (l *lock) release() error {
	l.file.Truncate(0)
	return l.file.Close()
}
