package cable

import (
	"testing"
	"time"
)

func TestMeterAllowsABurstAndThenTheRate(t *testing.T) {
	var m meter
	count := func(now time.Duration) (allowed int) {
		for m.allow(now) {
			allowed++
		}
		return allowed
	}
	now := time.Hour
	for _, step := range []struct {
		after time.Duration
		want  int
	}{
		{0, 250},
		{19 * time.Millisecond, 0},
		{time.Millisecond, 1},
		{time.Second, 50},
		{5 * time.Second, 250},
		{time.Hour, 250},
	} {
		now += step.after
		if got := count(now); got != step.want {
			t.Errorf("after another %v: %d frames, want %d", step.after, got, step.want)
		}
	}
}
