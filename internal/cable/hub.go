package cable

import "sync"

// Hub carries broadcast messages to the subscriptions attached to streams.
// Its methods may be called from any goroutine.
type Hub struct {
	mu      sync.RWMutex
	streams map[string]*stream // guarded by mu; only those with a subscription
}

// NewHub returns a hub without streams.
func NewHub() *Hub { return &Hub{streams: make(map[string]*stream)} }

// Broadcast sends text, one JSON value that must not be changed afterwards, to
// every subscription of a stream. Messages of a stream that are broadcast one
// after another arrive in that order. Broadcast never waits for a client; when
// messages come faster than the processor can hand them on it waits for the
// processor.
func (h *Hub) Broadcast(stream string, text []byte) { h.broadcast(stream, Message{Text: text}) }

// BroadcastAt is Broadcast for a stream that counts: offset is the message's
// number, greater than that of the one before. See [Historian].
func (h *Hub) BroadcastAt(stream string, offset int64, text []byte) {
	h.broadcast(stream, Message{Text: text, Offset: offset})
}

func (h *Hub) broadcast(stream string, m Message) {
	h.mu.RLock()
	s := h.streams[stream]
	h.mu.RUnlock()
	if s != nil {
		s.publish(m)
	}
}

// Revoke ends the subscriptions to a stream of those that match: nothing
// broadcast after it returns reaches them, and the client is told by a
// rejection. It returns how many there were. match must not call the hub.
func (h *Hub) Revoke(stream string, match func(Identity) bool) int {
	h.mu.RLock()
	s := h.streams[stream]
	h.mu.RUnlock()
	if s == nil {
		return 0
	}
	revoked := s.matching(match)
	for _, sub := range revoked {
		sub.reject()
	}
	return len(revoked)
}

func (h *Hub) attach(name string, sub *Subscription) *stream {
	h.mu.Lock()
	defer h.mu.Unlock()
	s, ok := h.streams[name]
	if !ok {
		s = newStream(name)
		h.streams[name] = s
	}
	s.add(sub)
	return s
}

// detach undoes one attach. A stream that has members is the one of its name.
func (h *Hub) detach(s *stream, sub *Subscription) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if !s.remove(sub) {
		delete(h.streams, s.name)
	}
}

func (h *Hub) all() []*stream {
	h.mu.RLock()
	defer h.mu.RUnlock()
	all := make([]*stream, 0, len(h.streams))
	for _, s := range h.streams {
		all = append(all, s)
	}
	return all
}
