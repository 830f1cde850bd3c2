package cable

import (
	"context"
	"encoding/json"
	"errors"
	"sync"
)

// ErrRejected is a channel's plain no to a Subscribe. Any other error rejects
// too, and is logged.
var ErrRejected = errors.New("subscription rejected")

// Channel is what clients subscribe to, by the name it is registered under.
// Its methods are called for many subscriptions at once; those for one
// subscription follow each other. ctx ends with the connection.
type Channel interface {
	// Subscribe admits or, with an error, refuses. Attach to streams first
	// and check the right to them afterwards: then a right that is withdrawn
	// meanwhile is either seen by the check or met by [Hub.Revoke].
	Subscribe(ctx context.Context, sub *Subscription) error
	// Perform runs a client's action. data is the JSON object it came in.
	// The error is for the log.
	Perform(ctx context.Context, sub *Subscription, action string, data json.RawMessage) error
	// Unsubscribe is called exactly once for every Subscribe that returned nil,
	// after the client left, its connection ended or the right was revoked.
	Unsubscribe(sub *Subscription)
}

// Subscription is one connection's interest in one channel.
type Subscription struct {
	conn       *connection
	hub        *Hub
	channel    Channel
	identifier string // as the client means it
	quoted     string // as the client wrote it, a JSON string; echoed byte for byte

	mu      sync.Mutex
	state   state    // guarded by mu
	busy    bool     // guarded by mu; a method of channel runs in the connection's goroutine
	admit   bool     // guarded by mu; Subscribe returned nil, Unsubscribe is owed
	streams []string // guarded by mu
	held    [][]byte // guarded by mu; frames that must follow the confirmation
	holding int      // guarded by mu; bytes in held
}

type state uint8

const (
	pending state = iota // Subscribe runs
	confirmed
	ended
)

// Identity is who subscribed.
func (s *Subscription) Identity() Identity { return s.conn.identity }

// Identifier is the JSON object, as text, that the client named the subscription by.
func (s *Subscription) Identifier() string { return s.identifier }

// Params decodes the identifier into v.
func (s *Subscription) Params(v any) error { return json.Unmarshal([]byte(s.identifier), v) }

// Stream attaches the subscription to a stream: it gets every message
// broadcast there from now on, until it ends. Once ended it attaches to nothing.
func (s *Subscription) Stream(name string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.state == ended {
		return
	}
	s.streams = append(s.streams, name)
	s.hub.attach(name, s)
}

// Transmit sends message, any JSON, to this subscription alone.
func (s *Subscription) Transmit(message []byte) {
	s.deliver(messageFrames(s.quoted, [][]byte{message}))
}

// deliver sends frames in their turn: after the confirmation, and never after
// the end.
func (s *Subscription) deliver(frames []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch s.state {
	case confirmed:
		s.conn.send(frames)
	case pending:
		if s.holding += len(frames); s.holding > maxQueued {
			s.conn.end(errSlow)
			return
		}
		s.held = append(s.held, frames)
	case ended:
	}
}

// settle answers the client with what became of Subscribe.
func (s *Subscription) settle(err error) {
	s.mu.Lock()
	if err == nil {
		s.admit = true
		s.conn.server.subscribed.Add(1)
	}
	confirm := s.admit && s.state == pending // not revoked meanwhile
	if confirm {
		s.state = confirmed
		s.conn.send(replyFrame("confirm_subscription", s.quoted))
		for _, frames := range s.held {
			s.conn.send(frames)
		}
	}
	s.held = nil
	s.mu.Unlock()
	if !confirm {
		s.reject()
	}
}

// reject ends the subscription and tells the client.
func (s *Subscription) reject() {
	if s.end() {
		s.conn.send(replyFrame("reject_subscription", s.quoted))
	}
}

// enter claims the subscription for a channel's method; false when it ended.
func (s *Subscription) enter() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.busy = s.state != ended
	return s.busy
}

// leave lets go again. When the end came meanwhile, its Unsubscribe falls to us.
func (s *Subscription) leave() {
	s.mu.Lock()
	s.busy = false
	owed := s.owed()
	s.mu.Unlock()
	if owed {
		s.unsubscribe()
	}
}

// end stops all delivery before it returns and sees to Unsubscribe: here, or
// when the running method has returned. It reports whether it was the first.
func (s *Subscription) end() bool {
	s.mu.Lock()
	first := s.state != ended
	s.state = ended
	s.held = nil
	streams := s.streams
	s.streams = nil
	owed := s.owed()
	s.mu.Unlock()
	for _, name := range streams {
		s.hub.detach(name, s)
	}
	if owed {
		s.unsubscribe()
	}
	return first
}

func (s *Subscription) unsubscribe() {
	s.conn.server.subscribed.Add(-1)
	defer func() {
		if p := recover(); p != nil {
			s.conn.server.logPanic(p)
		}
	}()
	s.channel.Unsubscribe(s)
}

// owed takes on the one call of Unsubscribe. mu must be held.
func (s *Subscription) owed() bool {
	owed := s.admit && s.state == ended && !s.busy
	if owed {
		s.admit = false
	}
	return owed
}

func (s *Subscription) live() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.state != ended
}
