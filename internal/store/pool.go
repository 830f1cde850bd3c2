package store

import (
	"context"
	"errors"
	"sync"
)

// readerPragmas keep a reader from writing and its memory small.
var readerPragmas = []string{"query_only(1)", "foreign_keys(1)", "temp_store(memory)", "cache_size(-1000)"}

// pool lends the connections that read. Each is opened when first needed; the one
// used last is lent next, as it has the most in its cache.
type pool struct {
	path    string
	turns   chan struct{} // one for each connection that may be lent
	closing chan struct{}
	once    sync.Once

	mu   sync.Mutex
	idle []*conn // guarded by mu; the last one was used last
}

func newPool(path string, size int) *pool {
	p := &pool{path: path, turns: make(chan struct{}, size), closing: make(chan struct{})}
	for range size {
		p.turns <- struct{}{}
	}
	return p
}

// read lends fn a connection.
func (s *Store) read(ctx context.Context, fn func(*conn) error) error {
	c, err := s.readers.take(ctx)
	if err != nil {
		return err
	}
	defer s.readers.give(c)
	return fn(c)
}

func (p *pool) take(ctx context.Context) (*conn, error) {
	select {
	case <-p.closing:
		return nil, errClosed
	default:
	}
	select {
	case <-p.turns:
	case <-p.closing:
		return nil, errClosed
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
	if c := p.pop(); c != nil {
		return c, nil
	}
	c, err := openConn(ctx, p.path, readerPragmas...)
	if err != nil {
		p.turns <- struct{}{}
		return nil, err
	}
	return c, nil
}

// pop takes the connection that was used last; nil when all are lent.
func (p *pool) pop() *conn {
	p.mu.Lock()
	defer p.mu.Unlock()
	n := len(p.idle)
	if n == 0 {
		return nil
	}
	c := p.idle[n-1]
	p.idle = p.idle[:n-1]
	return c
}

// give takes a connection back; one that failed badly is replaced.
func (p *pool) give(c *conn) {
	if c.fault != nil {
		_ = c.close()
	} else {
		p.mu.Lock()
		p.idle = append(p.idle, c)
		p.mu.Unlock()
	}
	p.turns <- struct{}{}
}

// close waits for the connections that are lent and closes all.
func (p *pool) close() error {
	p.once.Do(func() { close(p.closing) })
	for range cap(p.turns) {
		<-p.turns
	}
	var err error
	for c := p.pop(); c != nil; c = p.pop() {
		err = errors.Join(err, c.close())
	}
	return err
}
