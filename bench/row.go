package main

import (
	"fmt"
	"strings"
)

// row is one line of the table.
type row struct {
	what string // in words, with the sizes
	unit string // of the value
	// rounds are those of the thing measured, against those of its baseline,
	// which may be missing.
	rounds, against []sample
	baseline        string // in words
	goals           []goal
}

func (r row) value() float64  { return median(each(r.rounds, sample.self)) }
func (r row) cpu() float64    { return median(each(r.rounds, sample.cpuTime)) }
func (r row) memory() float64 { return median(each(r.rounds, sample.resident)) }
func (r row) p99() float64    { return r.quantile(0.99) }
func (r row) p50() float64    { return r.quantile(0.5) }

func (s sample) self() float64     { return s.value }
func (s sample) cpuTime() float64  { return s.cpu }
func (s sample) resident() float64 { return s.memory }

// quantile is the median of the rounds' quantiles, in ms.
func (r row) quantile(q float64) float64 {
	return median(each(r.rounds, func(s sample) float64 { return s.quantile(q) }))
}

// ratio is the value against the baseline's, each round for itself: rounds
// that lie beside each other in time are compared.
func (r row) ratio() float64 {
	if len(r.against) == 0 {
		return 0
	}
	var ratios []float64
	for i, s := range r.rounds {
		ratios = append(ratios, s.value/r.against[i].value)
	}
	return median(ratios)
}

// metric is a number of a row that a goal can be about.
type metric struct {
	name, unit string
	of         func(row) float64
}

var (
	ofValue = metric{"", "", row.value} // in the unit of the row
	ofRatio = metric{"", "×", row.ratio}
	ofP50   = metric{"p50", " ms", row.p50}
	ofP99   = metric{"p99", " ms", row.p99}
	ofCPU   = metric{"CPU", " µs", row.cpu}
)

// goal is what a row is to reach.
type goal struct {
	metric
	least bool // at least limit; else at most
	limit float64
}

func atLeast(m metric, limit float64) goal { return goal{m, true, limit} }
func atMost(m metric, limit float64) goal  { return goal{m, false, limit} }

func (g goal) met(r row) bool {
	if g.least {
		return g.of(r) >= g.limit
	}
	return g.of(r) <= g.limit
}

// text is the goal in the words of a row.
func (g goal) text(r row) string {
	sign, unit := "≤", g.unit
	if g.least {
		sign = "≥"
	}
	if unit == "" {
		unit = " " + r.unit
	}
	return strings.TrimSpace(fmt.Sprintf("%s %s %g%s", g.name, sign, g.limit, unit))
}

// verdict names the goals of a row and says whether each was met.
func (r row) verdict() (goals, met string) {
	var texts, missed []string
	for _, g := range r.goals {
		texts = append(texts, g.text(r))
		if !g.met(r) {
			missed = append(missed, g.text(r))
		}
	}
	switch {
	case len(texts) == 0:
		return "the figure", "–"
	case len(missed) == 0:
		met = "yes"
	case len(missed) == len(texts):
		met = "no"
	default:
		met = "not " + strings.Join(missed, ", ")
	}
	return strings.Join(texts, ", "), met
}
