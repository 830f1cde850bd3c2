package main

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// table is what a run has measured.
type table struct {
	rows []row
	left []string // what was left out, and why
}

func (t *table) add(r row) { t.rows = append(t.rows, r) }

func (t *table) leaveOut(what, why string) {
	t.left = append(t.left, fmt.Sprintf("%s (%s)", what, why))
}

var heading = []string{
	"scenario", "measured", "range", "baseline", "ratio", "p50 / p95 / p99 ms", "CPU µs", "MB", "goal", "met",
}

func (r row) cells() []string {
	values := each(r.rounds, sample.self)
	goals, met := r.verdict()
	cells := []string{
		r.what,
		number(r.value()) + " " + r.unit,
		number(slices.Min(values)) + "–" + number(slices.Max(values)),
		"–", "–", "–", orDash(r.cpu()), orDash(r.memory()), goals, met,
	}
	if len(r.against) > 0 {
		cells[3] = number(median(each(r.against, sample.self))) + ", " + r.baseline
		cells[4] = number(r.ratio()) + "×"
	}
	if r.p50() > 0 {
		cells[5] = fmt.Sprintf("%s / %s / %s", number(r.p50()), number(r.quantile(0.95)), number(r.p99()))
	}
	return cells
}

func orDash(x float64) string {
	if x == 0 {
		return "–"
	}
	return number(x)
}

// String is the table in Markdown, its columns aligned for the terminal.
func (t *table) String() string {
	lines := [][]string{heading, make([]string, len(heading))}
	for _, r := range t.rows {
		lines = append(lines, r.cells())
	}
	width := make([]int, len(heading))
	for _, cells := range lines {
		for i, cell := range cells {
			width[i] = max(width[i], utf8.RuneCountInString(cell))
		}
	}
	var b strings.Builder
	for n, cells := range lines {
		pad := " "
		if n == 1 {
			pad = "-"
		}
		for i, cell := range cells {
			fmt.Fprintf(&b, "|%s%s%s%s", pad, cell, strings.Repeat(pad, width[i]-utf8.RuneCountInString(cell)), pad)
		}
		b.WriteString("|\n")
	}
	if len(t.left) > 0 {
		fmt.Fprintf(&b, "\nLeft out: %s.\n", strings.Join(t.left, "; "))
	}
	return b.String()
}
