package main

import (
	"io"
	"log/slog"
	"net"
	"net/http"
	"testing"
	"testing/synctest"
	"time"
)

// pipes is a listener whose clients are in the same process.
type pipes chan net.Conn

func (p pipes) Accept() (net.Conn, error) {
	conn, open := <-p
	if !open {
		return nil, net.ErrClosed
	}
	return conn, nil
}

func (p pipes) Close() error   { close(p); return nil }
func (p pipes) Addr() net.Addr { return &net.TCPAddr{} }

// TestClientsThatTakeAByteASecondAreCut holds the deadlines of requests and
// answers, on a clock that does not wait.
func TestClientsThatTakeAByteASecondAreCut(t *testing.T) {
	const (
		request = "GET / HTTP/1.1\r\nHost: campfire.example\r\n\r\n"
		upload  = "POST / HTTP/1.1\r\nHost: campfire.example\r\nContent-Length: 1000\r\n\r\n"
	)
	sends := func(text string) func(net.Conn, int) error {
		return func(c net.Conn, second int) error {
			if second == 0 {
				go func() { _, _ = io.Copy(io.Discard, c) }() // a refusal; a pipe has no buffer for it
			}
			_, err := io.WriteString(c, text[second%len(text):][:1])
			return err
		}
	}
	reads := func(c net.Conn, _ int) error {
		_, err := io.ReadFull(c, make([]byte, 1))
		return err
	}
	for _, tt := range []struct {
		name   string
		atOnce string
		each   func(c net.Conn, second int) error
		after  time.Duration
	}{
		{"sends its header", "", sends(request), 10 * time.Second},
		{"sends its body", upload, sends("x"), time.Minute},
		{"reads the answer", request, reads, time.Minute},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				listener := make(pipes)
				server := newHTTPServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					_, _ = io.Copy(io.Discard, r.Body)
					_, _ = w.Write(make([]byte, 1<<20))
				}), slog.New(slog.DiscardHandler))
				go func() { _ = server.Serve(listener) }()
				ours, theirs := net.Pipe()
				listener <- theirs
				if _, err := io.WriteString(ours, tt.atOnce); err != nil {
					t.Fatal(err)
				}
				begun := time.Now()
				for second := 0; tt.each(ours, second) == nil; second++ {
					time.Sleep(time.Second) // of the test's own clock
				}
				if lasted := time.Since(begun); lasted < tt.after-time.Second || lasted > tt.after+2*time.Second {
					t.Errorf("it is cut after %v, want %v", lasted, tt.after)
				}
				_ = ours.Close()
				_ = server.Close()
			})
		})
	}
}
