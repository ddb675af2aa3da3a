package article

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	utf "golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// decode turns the bytes of a file into UTF-8. Valid UTF-8 is returned byte for byte, less a byte order mark.
func decode(b []byte) (string, error) {
	switch {
	case bytes.HasPrefix(b, []byte("\xef\xbb\xbf")):
		b = b[3:]
	case bytes.HasPrefix(b, []byte("\xff\xfe\x00\x00")), bytes.HasPrefix(b, []byte("\x00\x00\xfe\xff")):
		return decodeWide(utf32.UTF32(utf32.LittleEndian, utf32.ExpectBOM).NewDecoder().Bytes(b))
	case bytes.HasPrefix(b, []byte("\xff\xfe")), bytes.HasPrefix(b, []byte("\xfe\xff")):
		return decodeWide(utf.UTF16(utf.LittleEndian, utf.ExpectBOM).NewDecoder().Bytes(b))
	}
	if bytes.IndexByte(b, 0) >= 0 {
		return "", errors.New("binary data, not text (NUL bytes)")
	}
	if !utf8.Valid(b) {
		return decodeWindows(b)
	}
	s := string(b)
	return s, readable(s)
}

func decodeWide(b []byte, err error) (string, error) {
	if err != nil {
		return "", fmt.Errorf("broken UTF-16 or UTF-32: %w", err)
	}
	s := string(b)
	if strings.ContainsRune(s, 0) || strings.Count(s, "\ufffd")*100 > len(s) {
		return "", errors.New("broken UTF-16 or UTF-32")
	}
	return s, readable(s)
}

// decodeWindows reads Windows-1252 where that is plausible for a German text: nearly every byte above ASCII is then a letter of
// a European language or a typographic mark, and such bytes are the exception.
func decodeWindows(b []byte) (string, error) {
	high, odd := 0, 0
	for _, c := range b {
		if c < 0x80 {
			continue
		}
		high++
		r := charmap.Windows1252.DecodeByte(c)
		if !unicode.IsLetter(r) && !strings.ContainsRune("„“”‚‘’–—…«»‹›€§°´·•\u00a0\u00ad²³½¼%‰©®™", r) {
			odd++
		}
	}
	if odd*10 > high || high*3 > len(b) {
		return "", errors.New("neither UTF-8 nor Windows-1252")
	}
	s, err := charmap.Windows1252.NewDecoder().Bytes(b)
	if err != nil {
		return "", fmt.Errorf("neither UTF-8 nor Windows-1252: %w", err)
	}
	return string(s), readable(string(s))
}

// errEmpty is the reason for a text with nothing to read.
var errEmpty = errors.New("empty: no text in it")

// maxWord is the number of runes without white space beyond which a text is no prose: an address has a few hundred, an image in base64
// thousands. The stages behind are quadratic in it.
const maxWord = 3000

var errEncoded = fmt.Errorf("encoded data, to be cut out first: a word of more than %d characters", maxWord)

// readable refuses what is not UTF-8, or only by accident: control characters that no text holds, a word without end, or no letter at all.
func readable(s string) error {
	if !utf8.ValidString(s) {
		return errors.New("not UTF-8")
	}
	control, letters, runes, word, longest := 0, 0, 0, 0, 0
	for _, r := range s {
		runes++
		if word++; unicode.IsSpace(r) {
			word = 0
		}
		longest = max(longest, word)
		switch {
		case unicode.IsLetter(r):
			letters++
		case r == '\t', r == '\n', r == '\r', r == '\f', r == '\v', r == '\u0085':
		case unicode.IsControl(r), unicode.Is(unicode.Co, r), r == utf8.RuneError:
			control++
		}
	}
	switch {
	case control*50 > runes:
		return errors.New("binary data, not text (control characters)")
	case letters == 0:
		return errEmpty
	case longest > maxWord:
		return errEncoded
	default:
		return nil
	}
}
