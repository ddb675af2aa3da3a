package store

import (
	"errors"
	"strings"
	"unicode/utf8"

	"github.com/dop251/goja"
	"github.com/dop251/goja/parser"
)

// syntaxError gives the place of what the parser could not read, counted in characters from 1.
func syntaxError(text string, err error) error {
	e := &QueryError{Message: err.Error(), Hint: hint(text)}
	var list parser.ErrorList
	var compiler *goja.CompilerSyntaxError
	switch {
	case errors.As(err, &list) && len(list) > 0:
		first := list[0]
		e.Message, e.Line, e.Column = first.Message, first.Position.Line, first.Position.Column
	case errors.As(err, &compiler):
		e.Message = compiler.Message
		if compiler.File != nil {
			p := compiler.File.Position(compiler.Offset)
			e.Line, e.Column = p.Line, p.Column
		}
	}
	e.Column = characters(text, e.Line, e.Column)
	return e
}

// characters turns a column counted in bytes into one counted in characters.
func characters(text string, line, column int) int {
	lines := strings.Split(text, "\n")
	if line < 1 || line > len(lines) || column < 1 {
		return column
	}
	l := lines[line-1]
	return utf8.RuneCountInString(l[:min(column-1, len(l))]) + 1
}

// hint guesses at the mistakes that are easily made.
func hint(text string) string {
	switch {
	case strings.Count(text, "(") > strings.Count(text, ")"):
		return "a ( is never closed"
	case strings.Count(text, "(") < strings.Count(text, ")"):
		return "there is a ) too many"
	case strings.Count(text, `"`)%2 == 1:
		return `a " is never closed`
	case strings.ContainsAny(text, "“”„«»"):
		return `text stands between straight quotation marks: "..."`
	case strings.Contains(strings.ToUpper(text), "SELECT "), strings.Contains(strings.ToUpper(text), "MATCH "):
		return `queries are Gizmo, as in entity("Nordkorea").out("<rel:supplies>").all()`
	}
	return ""
}
