package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/gobwas/ws"
)

// herd is many sockets that follow one room, all read by one poller.
type herd struct {
	server *child
	team   team
	room   room
	poller *poller
	prefix []byte // of every message, before the event
	// hear is told each event that a socket receives; mu is held.
	hear func(s *socket, event []byte, at time.Time)

	mu      sync.Mutex
	sockets []*socket // guarded by mu
	failure error     // guarded by mu; the first thing that went wrong
	broken  chan struct{}
}

// socket is one of a herd; what changes is guarded by the herd's mu.
type socket struct {
	cookie  string
	line    line
	partial []byte // of a frame
	gone    bool   // not connected yet, or cut by us
	pings   int
	seq     int64 // of the last event heard
}

func newHerd(server *child, t team, r room) (*herd, error) {
	p, err := newPoller()
	return &herd{
		server: server, team: t, room: r, poller: p,
		prefix: []byte(`{"identifier":` + roomIdentifier(r.id) + `,"message":`),
		broken: make(chan struct{}),
	}, err
}

// greeters are how many connect at once when nothing is said of it.
const greeters = 32

// connect adds n sockets, shared out among the people of the room; each has
// heard everything up to seq.
func (h *herd) connect(ctx context.Context, n int, seq int64) error {
	queue := make(chan *socket, n)
	h.mu.Lock()
	for i := range n {
		s := &socket{cookie: h.team.cookies[h.team.member(h.room, i)], gone: true, seq: seq}
		h.sockets = append(h.sockets, s)
		queue <- s
	}
	h.mu.Unlock()
	close(queue)
	return together(min(n, greeters), func(int) error {
		for s := range queue {
			if err := h.attach(ctx, s); err != nil {
				return err
			}
		}
		return nil
	})
}

// position asks where the room's feed is.
func (h *herd) position(ctx context.Context) (int64, error) {
	c, err := dialHTTP(ctx, h.server.addr)
	if err != nil {
		return 0, err
	}
	defer c.close()
	return roomSeq(c, h.room.id, h.team.cookies[h.team.member(h.room, 0)])
}

// attach connects a socket and has the poller read it.
func (h *herd) attach(ctx context.Context, s *socket) error {
	g, err := subscribe(ctx, h.server.addr, s.cookie, roomIdentifier(h.room.id))
	if err != nil {
		return err
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	s.gone, s.partial = false, nil
	s.line, err = h.poller.add(g.conn, func(p []byte, err error) { h.received(s, p, err) })
	if err == nil {
		h.take(s, g.received, time.Now())
	}
	return err
}

// received is called by the poller.
func (h *herd) received(s *socket, p []byte, err error) {
	at := time.Now()
	h.mu.Lock()
	defer h.mu.Unlock()
	switch {
	case s.gone:
	case err != nil:
		h.fail(fmt.Errorf("a socket lost its line: %w", err))
	default:
		h.take(s, p, at)
	}
}

// take needs mu held.
func (h *herd) take(s *socket, p []byte, at time.Time) {
	if len(s.partial) > 0 {
		s.partial = append(s.partial, p...)
		p = s.partial
	}
	for {
		op, payload, rest, whole, err := nextFrame(p)
		if err != nil {
			h.fail(err)
			return
		}
		if !whole {
			s.partial = append(s.partial[:0], rest...)
			return
		}
		h.frame(s, op, payload, at)
		p = rest
	}
}

func (h *herd) frame(s *socket, op ws.OpCode, payload []byte, at time.Time) {
	switch {
	case op == ws.OpPing:
		if err := s.line.write(clientFrame(ws.OpPong, payload)); err != nil {
			h.fail(err)
		}
	case op == ws.OpText && bytes.HasPrefix(payload, h.prefix):
		h.hear(s, payload[len(h.prefix):len(payload)-1], at)
	case op == ws.OpText && isPing(payload):
		s.pings++
	default:
		h.fail(fmt.Errorf("a socket received, opcode %d, %.200q", op, payload))
	}
}

// fail needs mu held.
func (h *herd) fail(err error) {
	if h.failure == nil {
		h.failure = err
		close(h.broken)
	}
}

// cut drops every line at once, as when the network goes, and tells no one.
func (h *herd) cut() error {
	h.mu.Lock()
	defer h.mu.Unlock()
	var failed error
	for _, s := range h.sockets {
		if !s.gone {
			s.gone = true
			failed = errors.Join(failed, s.line.reset())
		}
	}
	return failed
}

// close drops every line and returns what went wrong while they were up.
func (h *herd) close() error {
	failed := h.cut()
	h.mu.Lock()
	defer h.mu.Unlock()
	return errors.Join(h.failure, failed, h.poller.close())
}

// patience is how long anything on the cable may take before it is called lost.
const patience = 30 * time.Second

// await returns when done is closed, or why it never will be.
func (h *herd) await(ctx context.Context, done <-chan struct{}) error {
	timeout := time.NewTimer(patience)
	defer timeout.Stop()
	select {
	case <-done:
		return nil
	case <-h.broken:
		h.mu.Lock()
		defer h.mu.Unlock()
		return h.failure
	case <-timeout.C:
		return errors.New("not every socket got every event")
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}
