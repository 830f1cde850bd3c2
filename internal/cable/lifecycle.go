package cable

import (
	"context"
	"fmt"
	"time"

	"github.com/gobwas/ws"
)

const (
	pingInterval = 3 * time.Second // clients take 6 s of silence for a dead line
	looksEvery   = 10              // pings between two looks for dead clients
	silentLooks  = 3               // looks in a row without a frame from the client
)

// Run pings every connection each 3 s until ctx is done, and every 30 s cuts
// those that have not answered three WebSocket pings. It returns nil.
func (s *Server) Run(ctx context.Context) error {
	ticker := time.NewTicker(pingInterval)
	defer ticker.Stop()
	for beat := 1; ; beat++ {
		select {
		case <-ctx.Done():
			return nil
		case now := <-ticker.C:
			s.ping(now)
			if beat%looksEvery == 0 {
				s.look()
			}
		}
	}
}

func (s *Server) ping(now time.Time) {
	ping := pingFrame(now)
	for _, c := range s.all() {
		c.send(ping)
	}
	s.pinged.Store(now.UnixNano())
}

// Check returns an error when clients have not been pinged for several
// intervals: Run does not run, or cannot keep up.
func (s *Server) Check() error {
	if silent := time.Since(time.Unix(0, s.pinged.Load())); silent > 5*pingInterval {
		return fmt.Errorf("clients were last pinged %v ago", silent.Round(time.Second))
	}
	return nil
}

// look asks every client for a pong, which they give by themselves (RFC 6455,
// section 5.5.2), and cuts those that owe too many.
func (s *Server) look() {
	ping := frame(ws.OpPing, nil)
	for _, c := range s.all() {
		if c.answering() {
			c.send(ping)
		} else {
			c.end(errSilent)
		}
	}
}

// Disconnect ends the connections of those that match, and of those that are
// just connecting when Authenticate turns them away by now. reason is told to
// the client ("remote" in Action Cable's own words), and whether to come back.
// It returns how many there were. match must not call the server.
func (s *Server) Disconnect(match func(Identity) bool, reason string, reconnect bool) int {
	s.disconnects.Add(1)
	cause := &ending{code: ws.StatusNormalClosure, reason: reason, reconnect: reconnect}
	n := 0
	for _, c := range s.all() {
		if c.identity != nil && match(c.identity) {
			c.end(cause)
			n++
		}
	}
	return n
}

// Shutdown takes no more connections, hands on what was broadcast, tells every
// client to come back after the restart and waits for them to close. When ctx
// ends first, the rest are cut and its error is returned.
func (s *Server) Shutdown(ctx context.Context) error {
	s.mu.Lock()
	s.closed = true
	s.mu.Unlock()
	for _, stream := range s.hub.all() {
		stream.rest(func() bool { return ctx.Err() != nil })
	}
	for _, c := range s.all() {
		c.end(errRestart)
	}
	finished := make(chan struct{})
	go func() { // ends with the last connection
		s.running.Wait()
		close(finished)
	}()
	select {
	case <-finished:
		return nil
	case <-ctx.Done():
		for _, c := range s.all() {
			c.end(errForced)
			_ = c.sock.Close()
		}
		return context.Cause(ctx)
	}
}

// Stats is what the server is doing now, and since it started for the counts
// of clients.
type Stats struct {
	Connections   int
	Subscriptions int
	Streams       int
	QueuedBytes   int    // waiting in streams and for slow clients
	SlowClients   uint64 // cut because they read too slowly
	Flooding      uint64 // disconnected because they sent too much
}

// Stats counts now.
func (s *Server) Stats() Stats {
	connections, streams := s.all(), s.hub.all()
	stats := Stats{
		Connections:   len(connections),
		Subscriptions: int(s.subscribed.Load()),
		Streams:       len(streams),
		SlowClients:   s.slow.Load(),
		Flooding:      s.flooding.Load(),
	}
	for _, c := range connections {
		stats.QueuedBytes += c.backlog()
	}
	for _, stream := range streams {
		stats.QueuedBytes += stream.backlog()
	}
	return stats
}
