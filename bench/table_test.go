package main

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestQuantileIsTheNearestRank(t *testing.T) {
	var s sample
	for ms := 100; ms > 0; ms-- {
		s.latencies = append(s.latencies, time.Duration(ms)*time.Millisecond)
	}
	for q, want := range map[float64]float64{0.5: 50, 0.95: 95, 0.99: 99, 1: 100, 0: 1} {
		if got := s.quantile(q); got != want {
			t.Errorf("quantile %v is %v, want %v", q, got, want)
		}
	}
}

func TestMedian(t *testing.T) {
	for _, c := range []struct {
		of   []float64
		want float64
	}{{nil, 0}, {[]float64{3}, 3}, {[]float64{3, 1, 2}, 2}, {[]float64{4, 1, 3, 2}, 2.5}} {
		if got := median(c.of); got != c.want {
			t.Errorf("median of %v is %v, want %v", c.of, got, c.want)
		}
	}
}

func TestNumber(t *testing.T) {
	for x, want := range map[float64]string{0: "0.00", 0.126: "0.13", 9.5: "9.50", 12.34: "12.3", 123.4: "123", 1234.4: "1,234", 1234567: "1,234,567", -1234: "-1,234", -123456: "-123,456"} {
		if got := number(x); got != want {
			t.Errorf("%v is %q, want %q", x, got, want)
		}
	}
}

func rounds(values ...float64) []sample {
	var all []sample
	for _, v := range values {
		all = append(all, sample{value: v, cpu: 2 * v, latencies: []time.Duration{time.Duration(v) * time.Millisecond}})
	}
	return all
}

func TestTable(t *testing.T) {
	var table table
	table.add(row{
		what: "a", unit: "x/s", rounds: rounds(10, 30, 20), against: rounds(1, 10, 5), baseline: "bare",
		goals: []goal{atLeast(ofRatio, 4), atMost(ofP99, 5)},
	})
	table.add(row{what: "b", unit: "ms", rounds: []sample{{value: 2000}}, goals: []goal{atMost(ofValue, 25)}})
	table.add(row{what: "c", unit: "ms", rounds: []sample{{value: 1, memory: 3}}})
	table.leaveOut("d", "there is none")
	var got []string
	for line := range strings.Lines(table.String()) {
		got = append(got, strings.Join(strings.Fields(line), " "))
	}
	want := []string{
		"| scenario | measured | range | baseline | ratio | p50 / p95 / p99 ms | CPU µs | MB | goal | met |",
		got[1],
		"| a | 20.0 x/s | 10.0–30.0 | 5.00, bare | 4.00× | 20.0 / 20.0 / 20.0 | 40.0 | – | ≥ 4×, p99 ≤ 5 ms | not p99 ≤ 5 ms |",
		"| b | 2,000 ms | 2,000–2,000 | – | – | – | – | – | ≤ 25 ms | no |",
		"| c | 1.00 ms | 1.00–1.00 | – | – | – | – | 3.00 | the figure | – |",
		"",
		"Left out: d (there is none).",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if dashes := strings.Trim(got[1], "|-"); dashes != "" {
		t.Errorf("the rule is %q", got[1])
	}
}

func TestSectionIsReplaced(t *testing.T) {
	page := "# Head\n" + sectionBegin + "old\n" + sectionEnd + "rest\n"
	for range 2 { // writing again changes nothing
		var err error
		if page, err = replaceSection(page, "new"); err != nil {
			t.Fatal(err)
		}
		if want := "# Head\n" + sectionBegin + "\nnew\n\n" + sectionEnd + "rest\n"; page != want {
			t.Errorf("got %q", page)
		}
	}
	if _, err := replaceSection("# Head\n", "new"); err == nil {
		t.Error("a page without markers was taken")
	}
}
