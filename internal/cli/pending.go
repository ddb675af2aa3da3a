package cli

import (
	"regexp"
	"strings"
)

// pending reports whether a Gizmo query goes on in the next line: a bracket, a text or a comment is open, the last line ends with
// what wants something after it, or nothing has been asked for yet, as in
//
//	entity("Bulgarien")
//	  .out("<rel:supplies>")
//	  .all()
func pending(query string) bool {
	depth, open, last := scan(query)
	switch {
	case open || depth > 0:
		return true
	case depth < 0:
		return false // the engine says what is wrong
	case last != 0 && strings.ContainsRune(".,=+-*/&|?:<>!{[(", last):
		return true
	}
	return !asks.MatchString(query)
}

// asks finds the calls that make a query answer something.
var asks = regexp.MustCompile(`(?i)\b(all|getLimit|toArray|toValue|tagArray|tagValue|forEach|map|count|emit|claims)\s*\(`)

// scan counts brackets outside of texts and comments, and says whether one of those is open and what the last visible character
// outside of comments is.
func scan(query string) (depth int, open bool, last rune) {
	var inside rune // the quotation mark of a text, '/' in a line comment, '*' in a block comment
	var before rune
	escaped := false
	for _, r := range query {
		switch {
		case inside == '/':
			if r == '\n' {
				inside = 0
			}
		case inside == '*':
			if before == '*' && r == '/' {
				inside, r = 0, 0
			}
		case inside != 0:
			if escaped {
				escaped = false
			} else if r == '\\' {
				escaped = true
			} else if r == inside || r == '\n' && inside != '`' {
				inside = 0
			}
			last = r
		case before == '/' && (r == '/' || r == '*'):
			inside, r = r, 0
			last = 0
		default:
			switch r {
			case '"', '\'', '`':
				inside = r
			case '(', '[', '{':
				depth++
			case ')', ']', '}':
				depth--
			}
			if !strings.ContainsRune(" \t\r\n", r) {
				last = r
			}
		}
		before = r
	}
	return depth, inside == '*' || inside == '`', last
}
