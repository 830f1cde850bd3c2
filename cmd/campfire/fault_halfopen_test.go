//go:build unix

package main

import (
	"fmt"
	"io"
	"net"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"campfire/internal/httpapi"
)

// halfOpenBytes bounds what a socket may cost that has not said what it wants:
// a goroutine, buffers and what it sent; some 12 KB, with the race detector 52.
const halfOpenBytes = 128 << 10

// TestHalfOpenSocketsAreCut opens a great many sockets that never finish their
// request. The server goes on answering, its memory stays within a bound, and
// the deadline for requests cuts them all.
func TestHalfOpenSocketsAreCut(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	cookies := seedAuthors(t, data, 1)
	server := startServer(t, data)
	room := server.roomOf(t, cookies[0])
	server.post(t, room, cookies[0], "before")
	before := server.detail(t)

	handshake := server.handshake(cookies[0])
	begun := []string{"", "GET /api/ro", handshake[:len(handshake)/2], handshake[:len(handshake)-2]}
	sockets := make([]net.Conn, min(sized(1_000, 10_000), descriptors(t)-200))
	for i := range sockets {
		conn, err := net.Dial("tcp", server.host())
		if err != nil {
			t.Fatalf("socket %d: %v", i, err)
		}
		defer conn.Close()
		_, _ = io.WriteString(conn, begun[i%len(begun)]) // a slow machine may be cut already
		sockets[i] = conn
	}
	during := server.detail(t)
	open := during.OpenFiles - before.OpenFiles
	each := (during.MemoryBytes - before.MemoryBytes) / int64(max(open, 1))
	t.Logf("%d half-open sockets take %d bytes each", open, each)
	if each > halfOpenBytes {
		t.Errorf("a half-open socket takes %d bytes, at most %d are allowed", each, halfOpenBytes)
	}
	listener := server.mustFollow(t, cookies[0], room)
	for n := range 20 {
		id := fmt.Sprint("meanwhile-", n)
		server.post(t, room, cookies[0], id)
		if err := listener.expects([]string{id}); err != nil {
			t.Fatal(err)
		}
	}
	for i, conn := range sockets {
		_ = conn.SetReadDeadline(time.Now().Add(patience))
		if _, err := io.Copy(io.Discard, conn); err != nil {
			if timeout, ok := err.(net.Error); ok && timeout.Timeout() {
				t.Fatalf("socket %d is not cut", i)
			}
		}
	}
	_ = listener.Close()
	server.until(t, "everything they held is given back", func(d httpapi.Detail) bool {
		return d.OpenFiles <= before.OpenFiles+2 && d.Goroutines <= before.Goroutines+4
	})
}

// descriptors is how many files a process may have open.
func descriptors(t *testing.T) int {
	var limit unix.Rlimit
	if err := unix.Getrlimit(unix.RLIMIT_NOFILE, &limit); err != nil {
		t.Fatal(err)
	}
	return int(min(limit.Max, 1<<20))
}
