package index

import (
	"bytes"
	"fmt"

	"github.com/cockroachdb/pebble/v2"
)

// Beside the quads stand postings, of which the index knows nothing but their order: (list, term, document) -> value. They change
// in the transaction that changes the quads. A term holds no zero byte.

// postingKey is the key of a posting; without a document what the keys of its term begin with.
func postingKey(list byte, term, doc string) []byte {
	key := append([]byte{postingSpace, list}, term...)
	return append(append(key, 0), doc...)
}

// SetPosting writes a posting.
func (tx *Tx) SetPosting(list byte, term, doc string, value []byte) error {
	return tx.batch.Set(postingKey(list, term, doc), value, nil)
}

// RemovePosting removes a posting; one that is not there is no error.
func (tx *Tx) RemovePosting(list byte, term, doc string) error {
	return tx.batch.Delete(postingKey(list, term, doc), nil)
}

// ClearPostings removes all postings.
func (tx *Tx) ClearPostings() error {
	return tx.batch.DeleteRange([]byte{postingSpace}, []byte{postingSpace + 1}, nil)
}

// SetNote keeps what the index's user wants to find again, under a name of his own.
func (tx *Tx) SetNote(name, text string) error {
	return tx.batch.Set(noteKey(name), []byte(text), nil)
}

// Note is what was kept under the name, "" if nothing was.
func (r reader) Note(name string) (string, error) {
	b, err := get(r.r, noteKey(name))
	return string(b), err
}

func noteKey(name string) []byte { return append([]byte{metaSpace, 'n', ':'}, name...) }

// Posting gives one value; ok is false if there is none.
func (r reader) Posting(list byte, term, doc string) (value []byte, ok bool, err error) {
	value, err = get(r.r, postingKey(list, term, doc))
	return value, value != nil, err
}

// CountPostings counts all of them.
func (r reader) CountPostings() (n int64, err error) {
	err = r.each([]byte{postingSpace}, func([]byte) (bool, error) { n++; return true, nil })
	return n, err
}

// Postings walks the documents of a term. It must be closed before the state it was opened on.
func (r reader) Postings(list byte, term string) (*Postings, error) {
	prefix := postingKey(list, term, "")
	it, err := r.r.NewIter(&pebble.IterOptions{LowerBound: prefix, UpperBound: after(prefix)})
	if err != nil {
		return nil, err
	}
	return &Postings{it, prefix}, nil
}

// Postings is a walk over the documents of a term, in the order of their bytes.
type Postings struct {
	it     *pebble.Iterator
	prefix []byte // of the keys; the document is the rest
}

// Seek goes to the first document that is not before doc.
func (p *Postings) Seek(doc string) (found string, value []byte, ok bool, err error) {
	if !p.it.SeekGE(append(p.prefix[:len(p.prefix):len(p.prefix)], doc...)) {
		return "", nil, false, damaged(p.it.Error())
	}
	value, err = p.it.ValueAndErr()
	return string(p.it.Key()[len(p.prefix):]), value, err == nil, err
}

// Close ends the walk.
func (p *Postings) Close() error { return p.it.Close() }

// Terms yields the terms of a list that begin with the prefix, in order, as long as yield says so. It reads one key of each.
func (r reader) Terms(list byte, prefix string, yield func(term string) bool) error {
	lower := append([]byte{postingSpace, list}, prefix...)
	it, err := r.r.NewIter(&pebble.IterOptions{LowerBound: lower, UpperBound: after(lower)})
	if err != nil {
		return err
	}
	defer it.Close()
	for ok := it.First(); ok; {
		end := bytes.IndexByte(it.Key()[2:], 0)
		if end < 0 {
			return fmt.Errorf("%w: posting %x", ErrCorrupt, it.Key())
		}
		if !yield(string(it.Key()[2 : 2+end])) {
			return nil
		}
		if err := r.ctx.Err(); err != nil {
			return err
		}
		ok = it.SeekGE(after(it.Key()[: 2+end+1 : 2+end+1]))
	}
	return damaged(it.Error())
}
