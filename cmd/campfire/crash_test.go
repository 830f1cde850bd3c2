package main

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
)

const (
	crashAuthors = 32
	crashAfter   = 400 // acknowledged posts
)

// TestNoAcknowledgedMessageIsLostInACrash kills the server while many people
// post, and afterwards looks for every message it had said yes to.
func TestNoAcknowledgedMessageIsLostInACrash(t *testing.T) {
	data := t.TempDir()
	cookies := seedAuthors(t, data, crashAuthors)
	server := startServer(t, data)
	room := server.roomOf(t, cookies[0])

	acknowledged := postUntilKilled(t, server, room, cookies)
	if len(acknowledged) < crashAfter {
		t.Fatalf("only %d posts were acknowledged before the crash", len(acknowledged))
	}

	server = startServer(t, data)
	history, feed := server.history(t, room, cookies[0]), server.feed(t, room, cookies[0])
	for id := range acknowledged {
		if history[id] != 1 || feed[id] != 1 {
			t.Errorf("acknowledged %s is %d times in history and %d times in the feed", id, history[id], feed[id])
		}
	}
	for id, n := range history {
		if n != 1 || feed[id] != 1 {
			t.Errorf("%s is %d times in history and %d times in the feed", id, n, feed[id])
		}
	}
	server.post(t, room, cookies[0], "after the crash")
}

// postUntilKilled has everyone post as fast as they can, kills the server in the
// middle, and returns the client message ids of the posts it answered.
func postUntilKilled(t *testing.T, server *serverProcess, room int64, cookies []string) map[string]bool {
	var mu sync.Mutex
	acknowledged := make(map[string]bool) // guarded by mu
	var count atomic.Int64
	enough := make(chan struct{})
	var posting sync.WaitGroup
	for author, cookie := range cookies {
		posting.Go(func() {
			for n := 0; ; n++ {
				id := fmt.Sprintf("%d-%d", author, n)
				if !server.tryPost(t.Context(), room, cookie, id) {
					return
				}
				mu.Lock()
				acknowledged[id] = true
				mu.Unlock()
				if count.Add(1) == crashAfter {
					close(enough)
				}
			}
		})
	}
	select {
	case <-enough:
	case <-server.exited:
		t.Fatal("the server ended by itself")
	case <-t.Context().Done():
	}
	if err := server.command.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	posting.Wait()
	<-server.exited
	return acknowledged
}
