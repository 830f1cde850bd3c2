package cable

import (
	"runtime"
	"slices"
	"sync"
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
	progress sync.Cond          // the dispatcher took the queue, or rests
	groups   map[reading]*group // guarded by mu; none is empty
	queue    []Message          // guarded by mu
	queued   int                // guarded by mu; bytes in queue
	running  bool               // guarded by mu; a dispatcher runs
}

func newStream(name string) *stream {
	s := &stream{name: name, groups: make(map[reading]*group)}
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
	if s.running {
		for _, g := range s.groups {
			groups = append(groups, g.lend())
		}
	}
	return batch, groups
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
	g := s.groups[sub.reading()]
	if g == nil {
		g = &group{}
		s.groups[sub.reading()] = g
	}
	g.add(sub)
}

// remove reports whether any members are left.
func (s *stream) remove(sub *Subscription) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if g := s.groups[sub.reading()]; g != nil && g.remove(sub) && len(g.subs) == 0 {
		delete(s.groups, sub.reading())
	}
	return len(s.groups) > 0
}

func (s *stream) matching(match func(Identity) bool) []*Subscription {
	s.mu.Lock()
	defer s.mu.Unlock()
	var found []*Subscription
	for _, g := range s.groups {
		for _, sub := range g.subs {
			if match(sub.Identity()) {
				found = append(found, sub)
			}
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
