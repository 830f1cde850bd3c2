package main

import (
	"fmt"
	"math"
	"slices"
	"time"
)

// sample is one round of one variant. What was not measured is 0.
type sample struct {
	value     float64         // in the unit of the row
	latencies []time.Duration // from when each was due
	cpu       float64         // CPU time of the server, µs per operation
	memory    float64         // resident memory of the server, MB
}

func (s sample) String() string {
	text := number(s.value)
	if len(s.latencies) > 0 {
		text += fmt.Sprintf("; p50 %s, p99 %s ms", number(s.quantile(0.5)), number(s.quantile(0.99)))
	}
	if s.cpu > 0 {
		text += fmt.Sprintf("; %s µs of CPU each", number(s.cpu))
	}
	return text
}

// quantile returns a latency, in ms, that a part q of all do not exceed (the
// nearest rank).
func (s sample) quantile(q float64) float64 {
	if len(s.latencies) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(s.latencies))
	rank := int(math.Ceil(q * float64(len(sorted))))
	return milliseconds(sorted[max(rank, 1)-1])
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

func microseconds(d time.Duration) float64 { return float64(d) / float64(time.Microsecond) }

// median of numbers; 0 of none.
func median(numbers []float64) float64 {
	if len(numbers) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(numbers))
	middle := len(sorted) / 2
	if len(sorted)%2 == 1 {
		return sorted[middle]
	}
	return (sorted[middle-1] + sorted[middle]) / 2
}

// each returns one number of every round.
func each(rounds []sample, of func(sample) float64) []float64 {
	numbers := make([]float64, len(rounds))
	for i, s := range rounds {
		numbers[i] = of(s)
	}
	return numbers
}

// number writes x with three digits that count, and thousands apart.
func number(x float64) string {
	switch size := math.Abs(x); {
	case size >= 1000:
		return thousands(int64(math.Round(x)))
	case size >= 100:
		return fmt.Sprintf("%.0f", x)
	case size >= 10:
		return fmt.Sprintf("%.1f", x)
	default:
		return fmt.Sprintf("%.2f", x)
	}
}

// thousands writes 1234567 as 1,234,567.
func thousands(n int64) string {
	text := fmt.Sprint(n)
	for i := len(text) - 3; i > 0 && text[i-1] != '-'; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}
