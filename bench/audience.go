package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// audience is a herd that listens, and the check that each of its sockets is
// told every event once, in order, in the same words.
type audience struct {
	*herd
	// All below is guarded by the herd's mu.
	told      map[int64]*telling  // by seq: what not all have heard
	expected  map[string]*telling // by client message id: what nobody has heard
	reached   int64               // all have heard everything up to this seq
	progress  chan struct{}       // reached has moved
	each      bool                // latencies are those of every socket, else of the last
	latencies []time.Duration
}

// telling is one event on its way.
type telling struct {
	since time.Time     // when it was due; zero when nobody asked
	done  chan struct{} // closed when all have heard it
	event []byte
	ears  int // sockets that have heard it
}

// listen connects an audience to a room.
func listen(ctx context.Context, server *child, t team, r room, sockets int) (*audience, error) {
	h, err := newHerd(server, t, r)
	if err != nil {
		return nil, err
	}
	a := &audience{herd: h, told: make(map[int64]*telling), expected: make(map[string]*telling), progress: make(chan struct{}, 1)}
	h.hear = a.hear
	if a.reached, err = a.position(ctx); err == nil {
		err = h.connect(ctx, sockets, a.reached)
	}
	if err != nil {
		return nil, errors.Join(err, h.close())
	}
	return a, nil
}

// expect has a post, which is yet to be made, timed from since. The channel is
// closed when all have heard it.
func (a *audience) expect(clientMessageID string, since time.Time) <-chan struct{} {
	a.mu.Lock()
	defer a.mu.Unlock()
	t := &telling{since: since, done: make(chan struct{})}
	a.expected[clientMessageID] = t
	return t.done
}

func (a *audience) hear(s *socket, event []byte, at time.Time) {
	seq, ok := numberAfter(event, `"seq":`)
	if !ok || seq != s.seq+1 {
		a.fail(fmt.Errorf("a socket at seq %d received %.100s", s.seq, event))
		return
	}
	s.seq = seq
	t := a.told[seq]
	if t == nil {
		t = a.begin(seq, event)
	}
	if !bytes.Equal(t.event, event) {
		a.fail(fmt.Errorf("two sockets received different events of seq %d: %.100s and %.100s", seq, t.event, event))
		return
	}
	if t.ears++; a.each && !t.since.IsZero() {
		a.latencies = append(a.latencies, at.Sub(t.since))
	}
	if t.ears == len(a.sockets) {
		a.finish(seq, t, at)
	}
}

// begin notes an event that the first socket has heard.
func (a *audience) begin(seq int64, event []byte) *telling {
	var message struct {
		ClientMessageID string `json:"client_message_id"`
	}
	if err := json.Unmarshal(event, &message); err != nil {
		a.fail(err)
	}
	t := a.expected[message.ClientMessageID]
	if t == nil {
		t = &telling{done: make(chan struct{})}
	}
	delete(a.expected, message.ClientMessageID)
	t.event = bytes.Clone(event)
	a.told[seq] = t
	return t
}

// finish notes an event that the last socket has heard.
func (a *audience) finish(seq int64, t *telling, at time.Time) {
	delete(a.told, seq)
	if !a.each && !t.since.IsZero() {
		a.latencies = append(a.latencies, at.Sub(t.since))
	}
	close(t.done)
	a.reached = seq
	select {
	case a.progress <- struct{}{}:
	default: // told already
	}
}

// takeLatencies returns those since the last call.
func (a *audience) takeLatencies() []time.Duration {
	a.mu.Lock()
	defer a.mu.Unlock()
	all := a.latencies
	a.latencies = nil
	return all
}

// caughtUp waits until everybody has heard all that has happened so far.
func (a *audience) caughtUp(ctx context.Context) error {
	seq, err := a.position(ctx)
	for err == nil && !a.hasReached(seq) {
		err = a.await(ctx, a.progress)
	}
	return err
}

func (a *audience) hasReached(seq int64) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.reached >= seq
}

// end waits until everybody has heard everything and disconnects them.
func (a *audience) end(ctx context.Context) error {
	return errors.Join(a.caughtUp(ctx), a.close())
}
