package httpapi_test

import (
	"cmp"
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
)

// BenchmarkWarmPage opens a room whose page is ready, session check included,
// without the network.
func BenchmarkWarmPage(b *testing.B) {
	s, request := warmPage(b)
	b.ReportAllocs()
	for b.Loop() {
		w := &discard{header: http.Header{}}
		s.handler.ServeHTTP(w, request)
		if w.status != http.StatusOK {
			b.Fatal(w.status)
		}
	}
}

// warmPage is a site and the request for a room of forty messages.
func warmPage(t testing.TB) (*site, *http.Request) {
	s := newSite(t)
	ada := s.signUp("ada")
	for i := range 40 {
		ada.send("POST", "/api/rooms/1/messages", fmt.Sprintf(`{"body":"message %d of some words and then some more"}`, i))
	}
	request := httptest.NewRequest("GET", "/api/rooms/1/messages", nil)
	request.Header.Set("Cookie", "session_token="+ada.cookie)
	return s, request
}

// discard is a ResponseWriter nobody reads.
type discard struct {
	header http.Header
	status int
}

func (d *discard) Header() http.Header    { return d.header }
func (d *discard) WriteHeader(status int) { d.status = status }

func (d *discard) Write(p []byte) (int, error) {
	d.status = cmp.Or(d.status, http.StatusOK)
	return len(p), nil
}
