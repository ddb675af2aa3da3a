package query

import (
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"newsgraph/graph/format"
)

// Formats that Print knows.
var formats = []string{"table", "json", "csv"}

// Formats are the names of the formats that NewPrinter knows.
func Formats() []string { return slices.Clone(formats) }

// A Printer writes rows. JSON lines go out row by row; a table and CSV need all columns first and go out with Close.
type Printer struct {
	w      io.Writer
	format string
	header Header
	rows   []Row
	width  int
}

// NewPrinter prints in one of Formats; width is that of a table, 0 for as wide as its cells.
func NewPrinter(w io.Writer, format string, width int) *Printer {
	return &Printer{w: w, format: format, width: width}
}

// Row takes the next row.
func (p *Printer) Row(r Row) error {
	if p.format == "json" {
		line, err := Encode(r)
		if err == nil {
			_, err = p.w.Write(append(line, '\n'))
		}
		return err
	}
	p.header.Add(r)
	p.rows = append(p.rows, r)
	return nil
}

// Close writes what is not written yet.
func (p *Printer) Close() error {
	if len(p.rows) == 0 {
		return nil
	}
	columns := p.header.Names()
	if p.format == "csv" {
		return writeCSV(p.w, columns, p.rows)
	}
	return writeTable(p.w, columns, p.rows, p.width)
}

func writeCSV(w io.Writer, columns []string, rows []Row) error {
	out := csv.NewWriter(w)
	if err := out.Write(columns); err != nil {
		return err
	}
	for _, r := range rows {
		record := make([]string, len(columns))
		for i, name := range columns {
			record[i] = guarded(r.Get(name))
		}
		if err := out.Write(record); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// guarded is a value in a cell of a spreadsheet.
func guarded(v any) string {
	s := text(v)
	if _, isText := Plain(v).(string); isText {
		return format.Guard(s)
	}
	return s
}

const (
	gap       = "  "
	cellWide  = 48  // a longer cell goes on in the next line
	tableWide = 160 // where the output is no terminal
)

// writeTable aligns the rows in columns, or writes one block per row where they would not fit side by side. Columns in which
// nothing stands are left out.
func writeTable(w io.Writer, columns []string, rows []Row, width int) error {
	if width == 0 {
		width = tableWide
	}
	columns, cells := filled(columns, rows)
	widths := make([]int, len(columns))
	total := 0
	for j := range columns {
		for _, row := range cells {
			for _, line := range wrap(row[j], cellWide) {
				widths[j] = max(widths[j], utf8.RuneCountInString(line))
			}
		}
		total += widths[j] + len(gap)
	}
	var b strings.Builder
	if total-len(gap) <= width {
		writeGrid(&b, cells, widths)
	} else {
		writeBlocks(&b, columns, cells[1:], width)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// filled returns the columns that hold something and the text of their cells, the names of the columns first.
func filled(columns []string, rows []Row) ([]string, [][]string) {
	var kept []string
	cells := make([][]string, len(rows)+1)
	for _, name := range columns {
		column, empty := []string{printable(name)}, true
		for _, r := range rows {
			cell := printable(text(r.Get(name)))
			empty = empty && cell == ""
			column = append(column, cell)
		}
		if empty {
			continue
		}
		kept = append(kept, column[0])
		for i, cell := range column {
			cells[i] = append(cells[i], cell)
		}
	}
	return kept, cells
}

func writeGrid(b *strings.Builder, cells [][]string, widths []int) {
	for i, row := range cells {
		wrapped := make([][]string, len(row))
		for j, cell := range row {
			wrapped[j] = wrap(cell, cellWide)
		}
		writeRow(b, wrapped, widths)
		if i == 0 {
			for j, n := range widths {
				wrapped[j] = []string{strings.Repeat("-", n)}
			}
			writeRow(b, wrapped, widths)
		}
	}
}

func writeRow(b *strings.Builder, cells [][]string, widths []int) {
	height := 1
	for _, c := range cells {
		height = max(height, len(c))
	}
	for i := range height {
		var line strings.Builder
		for j, c := range cells {
			cell := ""
			if i < len(c) {
				cell = c[i]
			}
			line.WriteString(padded(cell, widths[j]) + gap)
		}
		b.WriteString(strings.TrimRight(line.String(), " ") + "\n")
	}
}

// writeBlocks writes each row as lines of name and value; empty values are left out.
func writeBlocks(b *strings.Builder, columns []string, rows [][]string, width int) {
	names := 0
	for _, name := range columns {
		names = max(names, utf8.RuneCountInString(name))
	}
	for i, row := range rows {
		fmt.Fprintf(b, "-- %d\n", i+1)
		for j, name := range columns {
			if row[j] == "" {
				continue
			}
			for k, line := range wrap(row[j], max(cellWide, width-names-len(gap))) {
				if k > 0 {
					name = ""
				}
				b.WriteString(padded(name, names) + gap + line + "\n")
			}
		}
	}
}

func padded(s string, width int) string {
	return s + strings.Repeat(" ", max(0, width-utf8.RuneCountInString(s)))
}

// printable keeps text from steering the terminal: white space becomes a blank, other control characters show as a mark.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r):
			return utf8.RuneError
		}
		return r
	}, s)
}

// wrap breaks text at blanks into lines of at most n runes; a longer word stays whole, so that an IRI can be copied.
func wrap(s string, n int) []string {
	var out []string
	line, length := "", 0
	for _, word := range strings.Fields(s) {
		size := utf8.RuneCountInString(word)
		if line != "" && length+1+size > n {
			out = append(out, line)
			line, length = "", 0
		}
		if line != "" {
			line, length = line+" ", length+1
		}
		line, length = line+word, length+size
	}
	return append(out, line)
}
