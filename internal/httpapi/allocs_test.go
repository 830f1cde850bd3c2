//go:build !race

package httpapi_test

import (
	"net/http"
	"testing"
)

// TestAllocations holds how often the hot paths allocate, at most. The race
// detector allocates on its own account, so this is built without it; make test
// runs it apart.
func TestAllocations(t *testing.T) {
	s, request := warmPage(t)
	for _, tt := range []struct {
		name   string
		etag   bool
		status int
		most   float64
	}{
		{"a warm page", false, http.StatusOK, 11},
		{"a page one has", true, http.StatusNotModified, 11},
	} {
		first := &discard{header: http.Header{}}
		s.handler.ServeHTTP(first, request)
		if tt.etag {
			request.Header.Set("If-None-Match", first.header.Get("ETag"))
		}
		var status int
		got := testing.AllocsPerRun(100, func() {
			w := &discard{header: http.Header{}}
			s.handler.ServeHTTP(w, request)
			status = w.status
		})
		if got > tt.most || status != tt.status {
			t.Errorf("%s: %v allocations for a %d, at most %v for a %d", tt.name, got, status, tt.most, tt.status)
		}
	}
}
