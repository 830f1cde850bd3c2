package jobs

import (
	"errors"
	"testing"
	"time"
)

func TestPausesGrowAndAreNeverTheSame(t *testing.T) {
	err := errors.New("refused")
	longest := map[int]time.Duration{1: 5 * time.Second, 2: 20 * time.Second, 3: 80 * time.Second, 4: 320 * time.Second, 20: 6 * time.Hour}
	for attempts, most := range longest {
		seen := make(map[time.Duration]bool)
		for range 20 {
			pause := delay(0, attempts, err)
			if pause < most/2 || pause >= most {
				t.Errorf("after %d attempts: %v, want %v to %v", attempts, pause, most/2, most)
			}
			seen[pause] = true
		}
		if len(seen) < 2 {
			t.Errorf("after %d attempts the pause is always %v", attempts, seen)
		}
	}
	if pause := delay(0, 1, After(err, time.Hour)); pause != time.Hour {
		t.Errorf("told to wait an hour: %v", pause)
	}
	if pause := delay(0, 1, After(err, 12*time.Hour)); pause != 12*time.Hour {
		t.Errorf("told to wait half a day: %v", pause)
	}
	if pause := delay(0, 1, After(err, 1000*time.Hour)); pause != maxRetryAfter {
		t.Errorf("told to wait for ever: %v", pause)
	}
}

func TestRetryAfter(t *testing.T) {
	now := time.Date(2026, 5, 12, 9, 0, 0, 0, time.UTC)
	for value, want := range map[string]time.Duration{
		"": 0, "120": 2 * time.Minute, "-1": 0, "soon": 0, "99999999999999": maxRetryAfter, "999999": maxRetryAfter,
		"Tue, 12 May 2026 09:00:30 GMT": 30 * time.Second,
		"Mon, 11 May 2026 09:00:30 GMT": 0,
		"Tue, 12 May 2099 09:00:30 GMT": maxRetryAfter,
	} {
		if got := retryAfter(value, now); got != want {
			t.Errorf("%q is %v, want %v", value, got, want)
		}
	}
}
