package main

import (
	"errors"
	"testing"
	"time"
)

var errRefused = errors.New("refused")

// One worker is held up by the first arrival until the last is due: all the
// others must be late by at least what was left of that time.
func TestOpenLoopCountsFromWhenItWasDue(t *testing.T) {
	const rate, d = 200, 100 * time.Millisecond
	arrivals := poisson(rate, d)
	last := arrivals[len(arrivals)-1]
	var started time.Time
	do, latencies := timed(1, func(int) error {
		if started.IsZero() {
			started = time.Now()
		}
		sleepUntil(started.Add(last))
		return nil
	})
	if err := openLoop(t.Context(), 1, rate, d, do); err != nil {
		t.Fatal(err)
	}
	got := latencies()
	if len(got) != len(arrivals) {
		t.Fatalf("%d latencies of %d arrivals", len(got), len(arrivals))
	}
	for i, at := range arrivals {
		if got[i] < last-at {
			t.Errorf("arrival %d took %s, but was held up for %s", i, got[i], last-at)
		}
	}
}

func TestPoissonArrivesAsOftenAsItSays(t *testing.T) {
	arrivals := poisson(1000, 10*time.Second)
	if n := len(arrivals); n < 9500 || n > 10_500 {
		t.Errorf("%d arrivals in 10 s at 1000 a second", n)
	}
	if n := len(poisson(0.001, time.Millisecond)); n != 1 {
		t.Errorf("%d arrivals where one is the least", n)
	}
}

func TestLoopsEndWithTheFirstError(t *testing.T) {
	refuse := func(worker int) error {
		if worker == 1 {
			return errRefused
		}
		return nil
	}
	if _, _, err := closedLoop(t.Context(), 2, time.Hour, refuse); !errors.Is(err, errRefused) {
		t.Errorf("closed loop: %v", err)
	}
	err := openLoop(t.Context(), 1, 1000, 10*time.Second, func(int, time.Time) error { return errRefused })
	if !errors.Is(err, errRefused) {
		t.Errorf("open loop: %v", err)
	}
}
