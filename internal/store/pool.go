package store

import (
	"context"
	"errors"
	"sync"
)

// readerPragmas keep a reader from writing and its memory small.
var readerPragmas = []string{"query_only(1)", "foreign_keys(1)", "temp_store(memory)", "cache_size(-1000)"}

// pool lends the connections that read. Each is opened when first needed.
type pool struct {
	path    string
	slots   chan *conn // nil: not opened yet
	closing chan struct{}
	once    sync.Once
}

func newPool(path string, size int) *pool {
	p := &pool{path: path, slots: make(chan *conn, size), closing: make(chan struct{})}
	for range size {
		p.slots <- nil
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
	case c := <-p.slots:
		if c != nil {
			return c, nil
		}
		return p.open(ctx)
	case <-p.closing:
		return nil, errClosed
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
}

func (p *pool) open(ctx context.Context) (*conn, error) {
	c, err := openConn(ctx, p.path, readerPragmas...)
	if err != nil {
		p.slots <- nil
		return nil, err
	}
	return c, nil
}

// give takes a connection back; one that failed badly is replaced.
func (p *pool) give(c *conn) {
	if c.fault != nil {
		_ = c.close()
		c = nil
	}
	p.slots <- c
}

// close waits for the connections that are lent and closes all.
func (p *pool) close() error {
	p.once.Do(func() { close(p.closing) })
	var err error
	for range cap(p.slots) {
		if c := <-p.slots; c != nil {
			err = errors.Join(err, c.close())
		}
	}
	return err
}
