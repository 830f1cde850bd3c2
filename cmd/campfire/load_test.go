package main

import (
	"encoding/json"
	"flag"
	"net/http"
	"testing"
	"time"

	"campfire/internal/httpapi"
)

// soak is how long TestSoak loads the server; when it is given the tests of
// faults use their largest sizes. make soak gives it.
var soak = flag.Duration("soak", 0, "load the server for so long, and use the largest sizes")

// sized is a test's size: the usual one, or the largest.
func sized(usual, largest int) int {
	if *soak > 0 {
		return largest
	}
	return usual
}

// detail asks the server how busy it is.
func (s *serverProcess) detail(t *testing.T) (d httpapi.Detail) {
	t.Helper()
	status, body := s.send(t.Context(), "GET", "/health/detailed", "", "")
	if err := json.Unmarshal(body, &d); err != nil || status != http.StatusOK {
		t.Fatalf("/health/detailed: %d %s %v", status, body, err)
	}
	return d
}

// until waits for the server to be as busy as it should.
func (s *serverProcess) until(t *testing.T, what string, done func(httpapi.Detail) bool) {
	t.Helper()
	deadline := time.After(patience)
	for d := s.detail(t); !done(d); d = s.detail(t) {
		select {
		case <-time.After(20 * time.Millisecond):
		case <-s.exited:
			t.Fatal("the server ended by itself")
		case <-deadline:
			t.Fatalf("it never came to this: %s; %+v", what, d)
		}
	}
}
