package query

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
)

// A cursor says how many rows of an answer were given, and sums them up: asked to go on behind them, Run counts them again, and
// tells where they are no longer the same rows.
type cursor struct {
	rows int
	sum  [8]byte
}

// ErrCursor says that an answer cannot be gone on with.
var ErrCursor = errors.New("the cursor does not fit")

func (c *cursor) add(row []byte) {
	h := sha256.New()
	h.Write(c.sum[:])
	h.Write(row)
	c.rows++
	copy(c.sum[:], h.Sum(nil))
}

// sum stands for the question to which a cursor belongs.
func (r Request) sum() (sum [8]byte) {
	h := sha256.Sum256(fmt.Appendf(nil, "%q %q %v", r.Lang, r.Text, r.Distinct))
	copy(sum[:], h[:])
	return sum
}

// String is the cursor as it is given out.
func (c cursor) String(r Request) string {
	question := r.sum()
	b := binary.AppendUvarint(append(question[:], c.sum[:]...), uint64(c.rows))
	return base64.RawURLEncoding.EncodeToString(b)
}

// parseCursor reads the cursor of a request; without one nothing was given before.
func parseCursor(r Request) (c cursor, err error) {
	if r.After == "" {
		return c, nil
	}
	b, err := base64.RawURLEncoding.DecodeString(r.After)
	if err != nil || len(b) < 17 {
		return c, fmt.Errorf("%w: %.40q is none", ErrCursor, r.After)
	}
	rows, n := binary.Uvarint(b[16:])
	if question := r.sum(); [8]byte(b[:8]) != question {
		return c, fmt.Errorf("%w: it belongs to another question", ErrCursor)
	}
	if n <= 0 || n != len(b)-16 || rows > 1<<40 {
		return c, fmt.Errorf("%w: %.40q is none", ErrCursor, r.After)
	}
	return cursor{rows: int(rows), sum: [8]byte(b[8:16])}, nil
}
