package main

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
)

// print writes one table: a line for each thing measured, a column for each backend.
func print(w io.Writer, d dataset, results []result) {
	fmt.Fprintf(w, "\n%s: %d quads, %.1f MB of N-Quads\n\n", d.Name, d.Quads, float64(d.Bytes)/1e6)
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	row := func(name string, cell func(result) string) {
		cells := []string{name}
		for _, r := range results {
			cells = append(cells, cell(r))
		}
		fmt.Fprintln(t, strings.Join(cells, "\t")+"\t")
	}
	row("", func(r result) string { return r.Backend })
	row("load, quads/s", func(r result) string { return fmt.Sprintf("%.0f", float64(d.Quads)/r.Load) })
	row("peak RSS, MB", func(r result) string { return fmt.Sprintf("%d", r.Peak>>20) })
	row("disk / N-Quads", func(r result) string { return fmt.Sprintf("%.2f", float64(r.Disk)/float64(d.Bytes)) })
	row("cold open, ms", func(r result) string { return fmt.Sprintf("%.1f", r.Open*1000) })
	row("VM, ms", func(r result) string { return fmt.Sprintf("%.2f", r.VM*1000) })
	for i, q := range d.Queries {
		row(q.Name+", ms", func(r result) string {
			a := r.Queries[i]
			note := ""
			if a.Rows != results[0].Queries[i].Rows {
				note = fmt.Sprintf(" (%d rows!)", a.Rows)
			}
			return fmt.Sprintf("%.2f%s", a.Seconds*1000, note)
		})
	}
	row("neighbours, µs", func(r result) string { return fmt.Sprintf("%.1f", r.Around*1e6) })
	row("with names, µs", func(r result) string { return fmt.Sprintf("%.1f", r.Named*1e6) })
	row("article, ms", func(r result) string { return fmt.Sprintf("%.2f", r.Put*1000) })
	row("fsync, ms", func(r result) string { return fmt.Sprintf("%.2f", r.Sync*1000) })
	t.Flush()
}
