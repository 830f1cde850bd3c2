//go:build unix

package main

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"campfire/internal/httpapi"
)

const (
	soakAuthors = 8
	soakPace    = 200 * time.Millisecond // between the rounds of an author: a post, pages, the list
	soakSockets = 200
	soakStay    = 4 * time.Second // at most, before a socket drops
	soakSlow    = 5               // sockets that read a byte a second
	soakBriefly = 3 * time.Second // in make test
)

// TestSoak loads the server with posts, pages, lists, sockets that drop at random
// and slow ones. At the end what it holds is what it held before, and every
// acknowledged message is in history and feed once. Each socket finds every
// event once and in order, over all its lines.
func TestSoak(t *testing.T) {
	data := t.TempDir()
	cookies := seedAuthors(t, data, soakAuthors)
	server := startServer(t, data, "EVENTS_KEPT_PER_ROOM=0", "EVENTS_KEPT_DAYS=0")
	s := &soaking{server: server, cookies: cookies, room: server.roomOf(t, cookies[0]), acknowledged: make(map[string]bool)}
	length := max(*soak, soakBriefly)

	growth := int64(sized(64, 24)) << 20 // with the race detector, which keeps much, and without

	s.run(t, length/10) // what a first load leaves, such as warm caches, is no leak
	before := s.rest(t)
	s.run(t, length)
	server.until(t, "what it holds is what it held before", func(d httpapi.Detail) bool {
		return d.Cable.Connections == 0 && d.Cable.Subscriptions == 0 && d.Cable.QueuedBytes == 0 && d.Store.WritesWaiting == 0 &&
			d.Goroutines <= before.Goroutines+4 && d.OpenFiles <= before.OpenFiles+4 &&
			d.MemoryBytes <= before.MemoryBytes+growth
	})
	after := server.detail(t)
	t.Logf("%v: %d posts, %d answers read, %d lines, of which %d were too slow; goroutines %d → %d, open files %d → %d, memory %.1f → %.1f MB",
		length, len(s.acknowledged), s.answers.Load(), s.lines.Load(), after.Cable.SlowClients,
		before.Goroutines, after.Goroutines, before.OpenFiles, after.OpenFiles,
		float64(before.MemoryBytes)/(1<<20), float64(after.MemoryBytes)/(1<<20))

	history, feed := server.history(t, s.room, cookies[0]), server.feed(t, s.room, cookies[0])
	for id := range s.acknowledged {
		if history[id] != 1 || feed[id] != 1 {
			t.Errorf("acknowledged %s is %d times in history and %d times in the feed", id, history[id], feed[id])
		}
	}
	if len(history) != len(s.acknowledged) {
		t.Errorf("%d messages in history, %d were acknowledged", len(history), len(s.acknowledged))
	}
}

// soaking is a load on a server.
type soaking struct {
	server  *serverProcess
	cookies []string
	room    int64

	answers, lines atomic.Int64

	mu           sync.Mutex
	acknowledged map[string]bool // guarded by mu; client message ids
}

// run loads the server for a while and returns when everybody has gone.
func (s *soaking) run(t *testing.T, length time.Duration) {
	ctx, stop := context.WithTimeout(t.Context(), length)
	defer stop()
	from := s.server.seq(t, s.room, s.cookies[0])
	var crowd sync.WaitGroup
	for n := range soakAuthors {
		crowd.Go(func() { s.talk(ctx, t, n) })
	}
	for n := range soakSockets {
		crowd.Go(func() { s.listen(ctx, t, n, from) })
	}
	for n := range soakSlow {
		crowd.Go(func() { s.dawdle(ctx, n) })
	}
	crowd.Wait()
	http.DefaultClient.CloseIdleConnections()
}

// rest waits until nobody is connected and returns what is left.
func (s *soaking) rest(t *testing.T) httpapi.Detail {
	s.server.until(t, "everybody has gone", func(d httpapi.Detail) bool {
		return d.Cable.Connections == 0 && d.Cable.QueuedBytes == 0 && d.Store.ReadersBusy == 0
	})
	return s.server.detail(t)
}

// talk posts and reads as somebody does who has the app open. What it waits for
// is answered even when its time is up meanwhile.
func (s *soaking) talk(ctx context.Context, t *testing.T, author int) {
	cookie, round := s.cookies[author], time.NewTicker(soakPace)
	defer round.Stop()
	for n := 0; ; n++ {
		select {
		case <-ctx.Done():
			return
		case <-round.C:
		}
		id := fmt.Sprintf("%d-%d-%d", author, n, rand.Uint64())
		post := s.server.tryPost
		if rand.IntN(10) == 0 { // what slow sockets fall behind with
			post = s.server.tryPostLarge
		}
		if !post(t.Context(), s.room, cookie, id) {
			t.Errorf("%s is not taken", id)
			return
		}
		s.mu.Lock()
		s.acknowledged[id] = true
		s.mu.Unlock()
		for _, path := range []string{"/api/rooms", fmt.Sprintf("/api/rooms/%d/messages", s.room), fmt.Sprintf("/api/rooms/%d/messages?before=%d", s.room, 1+rand.IntN(n+1))} {
			status, body := s.server.send(t.Context(), "GET", path, cookie, "")
			if status != http.StatusOK && status != http.StatusNotFound { // a message that is not there yet
				t.Errorf("%s is answered with %d %s", path, status, body)
				return
			}
			s.answers.Add(1)
		}
	}
}

// listen follows the room over line after line, each for a random time, and
// minds that it hears of every seq once.
func (s *soaking) listen(ctx context.Context, t *testing.T, n int, known int64) {
	cookie := s.cookies[n%soakAuthors]
	end, _ := ctx.Deadline()
	for ctx.Err() == nil {
		c, err := s.server.follow(t.Context(), &net.Dialer{}, cookie, s.room)
		if err != nil {
			t.Errorf("socket %d: %v", n, err)
			return
		}
		s.lines.Add(1)
		if known, err = s.catchUp(t.Context(), cookie, known); err == nil {
			known, err = hearUntil(c, known, time.Now().Add(min(rand.N(soakStay), time.Until(end))))
		}
		if err != nil {
			t.Errorf("socket %d: %v", n, err)
			return
		}
		if conn, ok := c.Conn.(*net.TCPConn); ok && rand.IntN(2) == 0 {
			_ = conn.SetLinger(0) // as when the network goes: no goodbye
		}
		_ = c.Close()
	}
}

// catchUp reads the events after a seq, none of which may be missing, and returns the last.
func (s *soaking) catchUp(ctx context.Context, cookie string, known int64) (int64, error) {
	for more := true; more; {
		var page struct {
			Events []roomEvent
			More   bool
		}
		status, body := s.server.send(ctx, "GET", fmt.Sprintf("/api/rooms/%d/events?after=%d", s.room, known), cookie, "")
		if err := json.Unmarshal(body, &page); err != nil || status != http.StatusOK {
			return known, fmt.Errorf("the feed is answered with %d %s", status, body)
		}
		for _, e := range page.Events {
			if known++; e.Seq != known {
				return known, fmt.Errorf("the feed goes from %d to %d", known-1, e.Seq)
			}
		}
		more = page.More
	}
	return known, nil
}

// hearUntil hears events until a time, none of which may be missing but those
// that are known already, and returns the last seq.
func hearUntil(c *cableClient, known int64, until time.Time) (int64, error) {
	_ = c.SetReadDeadline(until)
	for {
		e, err := c.event()
		if timeout, ok := err.(net.Error); ok && timeout.Timeout() {
			return known, nil
		}
		if err != nil {
			return known, err
		}
		if e.Seq > known+1 {
			return known, fmt.Errorf("heard %d after %d", e.Seq, known)
		}
		known = max(known, e.Seq)
	}
}

// dawdle follows the room and hardly reads, until the end or until it is cut.
func (s *soaking) dawdle(ctx context.Context, n int) {
	for ctx.Err() == nil {
		c, err := s.server.follow(ctx, smallBuffer, s.cookies[n%soakAuthors], s.room)
		if err != nil {
			return
		}
		s.lines.Add(1)
		cut := context.AfterFunc(ctx, func() { _ = c.Close() })
		readAByteASecond(c)
		cut()
		_ = c.Close()
	}
}
