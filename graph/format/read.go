package format

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"

	"github.com/cayleygraph/quad"
)

// A Reader reads quads from N-Quads line by line.
type Reader struct {
	in      *bufio.Reader
	o       Options
	parser  parser
	line    int
	long    []byte // a line that is longer than the buffer
	rest    []byte // what follows a bare carriage return
	started bool
	err     error
}

// Read makes a reader; gzip is recognised by its first bytes.
func Read(r io.Reader, o Options) *Reader {
	return &Reader{in: bufio.NewReaderSize(r, 64<<10), o: o, parser: newParser(o.prefixes())}
}

// Next returns the next quad, io.EOF after the last one. After an error it returns the same error again.
func (r *Reader) Next() (quad.Quad, error) {
	for r.err == nil {
		var line []byte
		if line, r.err = r.next(); r.err != nil {
			break
		}
		q, ok, err := r.parser.parse(line)
		if err != nil {
			err.Line, r.err = r.line, err
			break
		}
		if ok {
			return q, nil
		}
	}
	return quad.Quad{}, r.err
}

// Line is the number of the line that was read last.
func (r *Reader) Line() int { return r.line }

// next returns a line without its end. The grammar ends lines with any of \n, \r and \r\n.
func (r *Reader) next() ([]byte, error) {
	if len(r.rest) == 0 {
		line, err := r.physical()
		if err != nil {
			return nil, err
		}
		r.rest = line
	}
	line := r.rest
	i := bytes.IndexAny(line, "\r\n")
	if i < 0 {
		r.rest = nil
	} else {
		r.rest = line[i+1:]
		if line[i] == '\r' && len(r.rest) > 0 && r.rest[0] == '\n' {
			r.rest = r.rest[1:]
		}
		line = line[:i]
	}
	r.line++
	return line, nil
}

// physical returns bytes up to and with the next \n.
func (r *Reader) physical() ([]byte, error) {
	if err := r.start(); err != nil {
		return nil, err
	}
	r.long = r.long[:0]
	for {
		part, err := r.in.ReadSlice('\n')
		if len(r.long)+len(part) > r.o.maxLine() {
			return nil, &SyntaxError{Line: r.line + 1, Column: r.o.maxLine(), Problem: fmt.Sprintf("longer than %d bytes", r.o.maxLine())}
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			r.long = append(r.long, part...)
			continue
		case err != nil && (err != io.EOF || len(part)+len(r.long) == 0):
			return nil, err
		case len(r.long) > 0:
			r.long = append(r.long, part...)
			return r.long, nil
		}
		return part, nil
	}
}

// start looks at the first bytes: gzip is unpacked, a byte order mark skipped.
func (r *Reader) start() error {
	if r.started {
		return nil
	}
	r.started = true
	if head, _ := r.in.Peek(2); bytes.Equal(head, []byte{0x1f, 0x8b}) {
		z, err := gzip.NewReader(r.in)
		if err != nil {
			return fmt.Errorf("gzip: %w", err)
		}
		r.in = bufio.NewReaderSize(z, 64<<10)
	}
	if head, _ := r.in.Peek(3); string(head) == "\ufeff" {
		_, err := r.in.Discard(3)
		return err
	}
	return nil
}
