//go:build unix

package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"campfire/internal/httpapi"
)

// TestClientThatReadsAByteASecondIsCutAndCatchesUp posts more than a slow client
// takes: the others hear everything meanwhile, the slow one is cut once it is
// too far behind, and from the seq it knew it becomes whole again.
func TestClientThatReadsAByteASecondIsCutAndCatchesUp(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	cookies := seedAuthors(t, data, 2)
	server := startServer(t, data)
	room := server.roomOf(t, cookies[0])
	slow, err := server.follow(t.Context(), smallBuffer, cookies[1], room)
	if err != nil {
		t.Fatal(err)
	}
	defer slow.Close()
	known := server.seq(t, room, cookies[1])
	go readAByteASecond(slow)
	other := server.mustFollow(t, cookies[0], room)

	var ids []string
	for server.detail(t).Cable.SlowClients == 0 {
		id := fmt.Sprint("large-", len(ids))
		if len(ids) == 1000 {
			t.Fatal("the slow client is not cut")
		}
		if !server.tryPostLarge(t.Context(), room, cookies[0], id) {
			t.Fatalf("%s is not taken", id)
		}
		ids = append(ids, id)
		if err := other.expects(ids[len(ids)-1:]); err != nil {
			t.Fatalf("who reads at once: %v", err)
		}
	}
	server.until(t, "the slow client is gone with its queue", func(d httpapi.Detail) bool {
		return d.Cable.Connections == 1 && d.Cable.QueuedBytes == 0
	})

	back := server.mustFollow(t, cookies[1], room)
	if missed := server.createdSince(t, room, cookies[1], known); !slices.Equal(missed, ids) {
		t.Errorf("the slow client catches up with %v, want %v", missed, ids)
	}
	server.post(t, room, cookies[0], "afterwards")
	if err := back.expects([]string{"afterwards"}); err != nil {
		t.Error(err)
	}
}

// TestClientsThatReadPagesAByteASecondHurtNobody has many people ask for large
// pages and hardly read them.
func TestClientsThatReadPagesAByteASecondHurtNobody(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	cookies := seedAuthors(t, data, 2)
	server := startServer(t, data)
	room := server.roomOf(t, cookies[0])
	for n := range 40 {
		if !server.tryPostLarge(t.Context(), room, cookies[0], fmt.Sprint("large-", n)) {
			t.Fatal("a post is not taken")
		}
	}
	before := server.detail(t)
	slow := make([]net.Conn, sized(50, 500))
	for i := range slow {
		conn, err := smallBuffer.DialContext(t.Context(), "tcp", server.host())
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		if _, err := fmt.Fprintf(conn, "GET /api/rooms/%d/messages HTTP/1.1\r\nHost: %s\r\nCookie: %s\r\n\r\n", room, server.host(), cookies[1]); err != nil {
			t.Fatal(err)
		}
		if _, err := io.ReadFull(conn, make([]byte, 1)); err != nil { // the answer has begun
			t.Fatal(err)
		}
		go readAByteASecond(conn)
		slow[i] = conn
	}
	for n := range 10 {
		id := fmt.Sprint("meanwhile-", n)
		server.post(t, room, cookies[0], id)
		if got := server.history(t, room, cookies[0]); got[id] != 1 {
			t.Fatalf("%s is %d times in history", id, got[id])
		}
	}
	if d := server.detail(t); d.Store.ReadersBusy != 0 || d.Store.WritesWaiting != 0 {
		t.Errorf("the slow ones hold the database: %+v", d.Store)
	}
	for _, conn := range slow {
		_ = conn.Close()
	}
	server.until(t, "everything the slow ones held is given back", func(d httpapi.Detail) bool {
		return d.OpenFiles <= before.OpenFiles+2 && d.Goroutines <= before.Goroutines+4
	})
}

// smallBuffer dials for somebody who takes little at once.
var smallBuffer = &net.Dialer{Control: func(_, _ string, raw syscall.RawConn) error {
	var failed error
	err := raw.Control(func(fd uintptr) { failed = unix.SetsockoptInt(int(fd), unix.SOL_SOCKET, unix.SO_RCVBUF, 4096) })
	if err == nil {
		err = failed
	}
	return err
}}

// readAByteASecond reads until the line is cut or closed.
func readAByteASecond(conn net.Conn) {
	for range time.Tick(time.Second) {
		if _, err := io.ReadFull(conn, make([]byte, 1)); err != nil {
			return
		}
	}
}

// tryPostLarge posts about the largest message there is.
func (s *serverProcess) tryPostLarge(ctx context.Context, room int64, cookie, id string) bool {
	status, _ := s.send(ctx, "POST", fmt.Sprintf("/api/rooms/%d/messages", room), cookie,
		fmt.Sprintf(`{"body":%q,"client_message_id":%q}`, strings.Repeat("words ", 5000), id))
	return status == http.StatusCreated
}

// seq is where a room's feed is.
func (s *serverProcess) seq(t *testing.T, room int64, cookie string) int64 {
	t.Helper()
	var page struct{ Seq int64 }
	s.get(t, fmt.Sprintf("/api/rooms/%d/messages?limit=1", room), cookie, &page)
	return page.Seq
}

// createdSince lists the client message ids of the feed after a seq.
func (s *serverProcess) createdSince(t *testing.T, room int64, cookie string, after int64) (ids []string) {
	t.Helper()
	for more := true; more; {
		var page struct {
			Events []struct {
				Type            string
				ClientMessageID string `json:"client_message_id"`
			}
			Seq  int64
			More bool
		}
		s.get(t, fmt.Sprintf("/api/rooms/%d/events?after=%d", room, after), cookie, &page)
		for _, e := range page.Events {
			if e.Type == "message.created" {
				ids = append(ids, e.ClientMessageID)
			}
		}
		after, more = page.Seq, page.More
	}
	return ids
}
