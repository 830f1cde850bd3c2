package cable

import (
	"maps"
	"runtime"
	"slices"
	"sync"
	"unique"
)

const (
	maxBatch = 256 << 10 // bytes of messages waiting in one stream
	minShare = 64        // subscriptions worth a goroutine of their own
)

// stream is a list of subscriptions and a queue of messages for them. While
// there are messages one dispatcher runs: it takes all that are queued, joins
// their frames once and writes once per connection, so the more is said the
// cheaper a delivery gets.
type stream struct {
	name string

	mu       sync.Mutex
	progress sync.Cond                  // the dispatcher took the queue, or rests
	members  map[*Subscription]struct{} // guarded by mu
	groups   [][]*Subscription          // guarded by mu; members by what they read, nil when out of date
	queue    []Message                  // guarded by mu
	queued   int                        // guarded by mu; bytes in queue
	running  bool                       // guarded by mu; a dispatcher runs
}

func newStream(name string) *stream {
	s := &stream{name: name, members: make(map[*Subscription]struct{})}
	s.progress.L = &s.mu
	return s
}

// source is what the extended protocol says of a message before its offset.
func (s *stream) source(epoch string) string {
	return `,"stream_id":` + quote(s.name) + `,"epoch":` + quote(epoch) + `,"offset":`
}

// publish queues message and wakes the dispatcher. A full queue makes it wait
// for the dispatcher, which itself waits for nobody.
func (s *stream) publish(message Message) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for s.queued > 0 && s.queued+len(message.Text) > maxBatch {
		s.progress.Wait()
	}
	s.queue = append(s.queue, message)
	s.queued += len(message.Text)
	if !s.running {
		s.running = true
		go s.dispatch()
	}
}

// dispatch delivers until the queue is empty.
func (s *stream) dispatch() {
	for batch, groups := s.take(); batch != nil; batch, groups = s.take() {
		for _, group := range groups {
			deliver(group, &delivery{group[0].frames(s, batch), s, batch})
		}
	}
}

// take empties the queue; an empty one ends the dispatcher.
func (s *stream) take() (batch []Message, groups [][]*Subscription) {
	s.mu.Lock()
	defer s.mu.Unlock()
	batch = s.queue
	s.queue, s.queued = nil, 0
	s.running = batch != nil
	s.progress.Broadcast()
	return batch, s.grouped()
}

// grouped needs mu held. A list given out is never changed.
func (s *stream) grouped() [][]*Subscription {
	if s.groups == nil {
		groups := make(map[reading][]*Subscription)
		for sub := range s.members {
			groups[sub.reading()] = append(groups[sub.reading()], sub)
		}
		s.groups = slices.Collect(maps.Values(groups))
	}
	return s.groups
}

// reading is what the encoding of a stream's messages depends on.
type reading struct {
	name     unique.Handle[name]
	extended bool
}

// deliver shares a long list among the processors.
func deliver(subs []*Subscription, d *delivery) {
	shares := min(runtime.GOMAXPROCS(0), 1+len(subs)/minShare)
	var done sync.WaitGroup
	for share := range slices.Chunk(subs, (len(subs)+shares-1)/shares) {
		done.Go(func() {
			for _, sub := range share {
				sub.deliver(d)
			}
		})
	}
	done.Wait()
}

func (s *stream) add(sub *Subscription) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.members[sub] = struct{}{}
	s.groups = nil
}

// remove returns how many members are left.
func (s *stream) remove(sub *Subscription) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.members, sub)
	s.groups = nil
	return len(s.members)
}

func (s *stream) matching(match func(Identity) bool) []*Subscription {
	s.mu.Lock()
	defer s.mu.Unlock()
	var found []*Subscription
	for sub := range s.members {
		if match(sub.Identity()) {
			found = append(found, sub)
		}
	}
	return found
}

// rest waits until the dispatcher has handed on all that is queued, or until
// stop, asked after each batch, says to go.
func (s *stream) rest(stop func() bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for s.running && !stop() {
		s.progress.Wait()
	}
}

func (s *stream) backlog() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.queued
}
