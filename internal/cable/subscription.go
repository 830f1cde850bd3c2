package cable

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"sync"
	"unique"
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
	conn *connection
	name unique.Handle[name] // kept once for all who use it: a room's clients do

	mu      sync.Mutex
	state   state        // guarded by mu
	busy    bool         // guarded by mu; the reader runs a method of channel
	admit   bool         // guarded by mu; Subscribe returned nil, Unsubscribe is owed
	streams []attachment // guarded by mu
	held    *held        // guarded by mu; while there is one, deliveries wait in it
}

// name is what a client calls a subscription.
type name struct {
	channel    string
	identifier string // as the client means it
	quoted     string // as the client wrote it, a JSON string; echoed byte for byte
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
func (s *Subscription) Identifier() string { return s.name.Value().identifier }

func (s *Subscription) quoted() string { return s.name.Value().quoted }

func (s *Subscription) channel() Channel { return s.conn.server.channels[s.name.Value().channel] }

func (s *Subscription) hub() *Hub { return s.conn.server.hub }

func (s *Subscription) reading() reading { return reading{s.name, s.conn.extended} }

// Params decodes the identifier into v.
func (s *Subscription) Params(v any) error { return json.Unmarshal([]byte(s.Identifier()), v) }

// Stream attaches the subscription to a stream: it gets every message
// broadcast there from now on, until it ends. Once ended it attaches to nothing.
//
// It is false, and attaches nothing, when maxNames others of the connection
// follow the stream: a client that names one thing in very many ways would have
// every message encoded and sent to it as often. Call it from Subscribe.
func (s *Subscription) Stream(name string) bool {
	if s.conn.followers(name, s) >= maxNames {
		return false
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.state == ended {
		return true
	}
	if !s.attachedTo(name) {
		s.streams = append(s.streams, attachment{stream: s.hub().attach(name, s)})
	}
	return true
}

// followers counts the subscriptions but one that are attached to a stream. The
// reader alone may ask.
func (c *connection) followers(name string, but *Subscription) (n int) {
	for _, sub := range c.subscriptions {
		if sub != but && sub.follows(name) {
			n++
		}
	}
	return n
}

func (s *Subscription) follows(name string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.state != ended && s.attachedTo(name)
}

// attachedTo needs mu held.
func (s *Subscription) attachedTo(name string) bool {
	return slices.ContainsFunc(s.streams, func(a attachment) bool { return a.stream.name == name })
}

// attachment needs mu held; nil when s is not attached to stream.
func (s *Subscription) attachment(stream *stream) *attachment {
	for i := range s.streams {
		if s.streams[i].stream == stream {
			return &s.streams[i]
		}
	}
	return nil
}

// settle answers the client with what became of Subscribe. What was held is
// passed on, unless more has to be sent before.
func (s *Subscription) settle(err error, more bool) (confirm bool) {
	s.mu.Lock()
	if err == nil {
		s.admit = true
		s.conn.server.subscribed.Add(1)
	}
	confirm = s.admit && s.state == pending // not revoked meanwhile
	if confirm {
		s.state = confirmed
		s.conn.send(replyFrame("confirm_subscription", s.quoted()))
		if !more {
			s.release()
		}
	}
	s.mu.Unlock()
	if !confirm {
		s.reject()
	}
	return confirm
}

// reject ends the subscription and tells the client.
func (s *Subscription) reject() {
	if s.end() {
		s.conn.send(replyFrame("reject_subscription", s.quoted()))
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
	for _, a := range streams {
		s.hub().detach(a.stream, s)
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
	s.channel().Unsubscribe(s)
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
