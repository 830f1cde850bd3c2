package store

import (
	"context"
	"errors"
	"log/slog"
	"runtime/debug"
	"sync"
	"sync/atomic"

	"campfire/internal/chat"
)

const (
	queueLength = 256 // transactions that may wait before callers do
	groupLimit  = 256 // transactions that may share a commit
)

// writerPragmas: an acknowledged transaction is on disk (synchronous), and no
// commit pays for a checkpoint (wal_autocheckpoint); see checkpointer.
var writerPragmas = []string{
	"synchronous(full)", "foreign_keys(1)", "wal_autocheckpoint(0)",
	"journal_size_limit(67108864)", "temp_store(memory)", "cache_size(-4000)",
}

// writer owns the one connection that writes. It takes every transaction that
// waits into one commit, so that however many post at once they share the wait
// for the disk; it never waits for more to come.
type writer struct {
	path      string
	conn      *conn
	indexer   *indexer
	publisher chat.Publisher // nil when nobody listens
	logger    *slog.Logger
	limit     int // transactions to a commit

	queue    chan *request
	truncate chan struct{} // asks for the log to be emptied
	jobs     chan struct{} // tells that there is something to do
	written  chan struct{} // tells that the log has grown
	closing  chan struct{}
	stopped  chan struct{}
	once     sync.Once

	versions             versions
	memory               memory
	failing              atomic.Bool // the last commit was lost
	transactions, groups atomic.Int64
}

func newWriter(ctx context.Context, o Options) (*writer, error) {
	c, err := openConn(ctx, o.Path, writerPragmas...)
	if err != nil {
		return nil, err
	}
	w := &writer{
		path:      o.Path,
		conn:      c,
		indexer:   newIndexer(c),
		publisher: o.Publisher,
		logger:    o.Logger,
		memory:    newMemory(),
		limit:     groupLimit,
		queue:     make(chan *request, queueLength),
		truncate:  make(chan struct{}, 1),
		jobs:      make(chan struct{}, 1),
		written:   make(chan struct{}, 1),
		closing:   make(chan struct{}),
		stopped:   make(chan struct{}),
	}
	if o.Ungrouped {
		w.limit = 1
	}
	subscribed, err := anySubscriptions(c)
	if err != nil {
		return nil, errors.Join(err, c.close())
	}
	w.memory.subscribed.Store(subscribed)
	return w, nil
}

// run carries out transactions until stop, then those still waiting.
func (w *writer) run() {
	defer close(w.stopped)
	for {
		select {
		case r := <-w.queue:
			w.carryOut(r)
		case <-w.truncate:
			if err := w.conn.truncateLog(); err != nil {
				w.logger.Warn("log not emptied", "error", err)
			}
		case <-w.closing:
			for r := w.waiting(); r != nil; r = w.waiting() {
				w.carryOut(r)
			}
			return
		}
	}
}

func (w *writer) stop() {
	w.once.Do(func() { close(w.closing) })
	<-w.stopped
}

// waiting returns a request that is in the queue now, or nil.
func (w *writer) waiting() *request {
	select {
	case r := <-w.queue:
		return r
	default:
		return nil
	}
}

// carryOut runs first and all that wait in one commit, publishes what they
// changed, and then answers each. Even one that failed is answered after the
// commit: what it failed on may be the work of another in the group.
func (w *writer) carryOut(first *request) {
	g := &group{conn: w.conn, versions: &w.versions, memory: &w.memory, logger: w.logger, indexer: w.indexer}
	for r := first; r != nil; r = w.waiting() {
		if r.taken.CompareAndSwap(false, true) {
			g.attempt(r)
		}
		if len(g.requests) == w.limit || g.lost != nil {
			break
		}
	}
	g.commit()
	w.transactions.Add(int64(len(g.requests)))
	w.groups.Add(1)
	if g.begun || g.lost != nil {
		w.failing.Store(g.lost != nil)
	}
	if g.lost != nil {
		w.memory.forget()
		w.versions.move(changes{access: true, people: true}, nil)
	} else {
		w.memory.follow(g.changes, g.events, g.notices) // before the versions that say it is new
		w.versions.move(g.changes, g.events)
		w.tell(g.events, g.notices)
		w.announceJobs(g.changes.jobs)
	}
	g.answer()
	if g.lost != nil {
		w.renew(g.lost)
		w.indexer = newIndexer(w.conn)
	}
	select {
	case w.written <- struct{}{}:
	default: // told already
	}
}

// tell publishes what was committed. A publisher that panics must not end the
// writer: events are hints, and those who miss one find it in the feed.
func (w *writer) tell(events []chat.Event, notices []chat.Notice) {
	if w.publisher == nil {
		return
	}
	defer func() {
		if p := recover(); p != nil {
			w.logger.Error("publishing panicked", "panic", p, "stack", string(debug.Stack()))
		}
	}()
	if len(events) > 0 {
		w.publisher.Publish(events)
	}
	if len(notices) > 0 {
		w.publisher.Notify(notices)
	}
}

func (w *writer) announceJobs(created bool) {
	if !created {
		return
	}
	select {
	case w.jobs <- struct{}{}:
	default: // told already
	}
}

// renew replaces the connection after a fault.
func (w *writer) renew(fault error) {
	w.logger.Error("transactions undone", "error", fault)
	c, err := openConn(context.Background(), w.path, writerPragmas...)
	if err != nil {
		w.logger.Error("writer not renewed", "error", err)
		return
	}
	_ = w.conn.close() // its transaction is undone with it
	w.conn = c
}
