package store

import "sync"

// keeper remembers values by id, at most limit of them. What is read from the
// database is put in, what is committed afterwards is told by change and drop;
// so a value that is there is what the database would say.
type keeper[T any] struct {
	limit int

	mu    sync.RWMutex
	known map[int64]*entry[T] // guarded by mu
}

// entry is a value, or the place of one that is being read.
type entry[T any] struct {
	value T
	ready bool
	stale bool // it was changed while it was read
}

func newKeeper[T any](limit int) *keeper[T] {
	return &keeper[T]{limit: limit, known: make(map[int64]*entry[T])}
}

// use has look see a value, which it must not keep. It is false when the value is
// not known, or when look says that it does not do.
func (k *keeper[T]) use(id int64, look func(*T) bool) bool {
	k.mu.RLock()
	defer k.mu.RUnlock()
	e := k.known[id]
	return e != nil && e.ready && look(&e.value)
}

// load reads a value anew for look to see, and keeps it, unless a commit changed
// it meanwhile or somebody else is reading it.
func (k *keeper[T]) load(id int64, read func() (T, error), look func(*T) bool) error {
	mine := k.reserve(id)
	value, err := read()
	if mine == nil {
		if err == nil {
			look(&value)
		}
		return err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if err == nil {
		look(&value)
	}
	switch {
	case k.known[id] != mine: // dropped meanwhile
	case err != nil || mine.stale:
		delete(k.known, id)
	default:
		mine.value, mine.ready = value, true
	}
	return err
}

// reserve makes room for a value that is about to be read; nil when somebody
// else is at it.
func (k *keeper[T]) reserve(id int64) *entry[T] {
	k.mu.Lock()
	defer k.mu.Unlock()
	if e := k.known[id]; e != nil && !e.ready {
		return nil
	}
	for other := range k.known {
		if len(k.known) < k.limit {
			break
		}
		delete(k.known, other) // any: the busy ones are soon back
	}
	e := &entry[T]{}
	k.known[id] = e
	return e
}

// change applies to a value, should it be known, what was committed.
func (k *keeper[T]) change(id int64, fn func(*T)) {
	k.mu.Lock()
	defer k.mu.Unlock()
	switch e := k.known[id]; {
	case e == nil:
	case e.ready:
		fn(&e.value)
	default:
		e.stale = true
	}
}

// drop forgets a value.
func (k *keeper[T]) drop(id int64) {
	k.mu.Lock()
	defer k.mu.Unlock()
	delete(k.known, id)
}

// clear forgets all.
func (k *keeper[T]) clear() {
	k.mu.Lock()
	defer k.mu.Unlock()
	clear(k.known)
}
