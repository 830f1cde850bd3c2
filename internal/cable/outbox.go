package cable

import (
	"context"
	"errors"
	"os"
	"slices"
	"sync"
	"time"
)

const (
	maxQueued    = 1 << 20          // bytes waiting for one client
	writeTimeout = 10 * time.Second // for each 64 KB of them
	writeSize    = 64 << 10
)

// outbox is the writing half of a connection. What the socket takes at once
// goes straight out; the rest waits in queue, and a goroutine drains it that
// lives only while there is something to drain.
type outbox struct {
	mu    sync.Mutex
	queue *queue                  // guarded by mu; while there is one its drain owns the socket's writing side
	cause error                   // guarded by mu; of the connection's end, after which nothing more is taken
	abort context.CancelCauseFunc // guarded by mu; ends the running command's context
}

// queue is whole frames that wait, at most maxQueued bytes of them.
type queue struct {
	frames [][]byte // shared with other connections, never changed
	bytes  int      // in frames, and in the drain's hands
}

// add reports whether p fits.
func (q *queue) add(p []byte) bool {
	if q.bytes+len(p) > maxQueued {
		return false
	}
	q.frames = append(q.frames, p)
	q.bytes += len(p)
	return true
}

// send hands p, whole frames, to the client and never blocks. p must not be
// changed afterwards. A client whose queue is full is cut; it reconnects and
// catches up.
func (c *connection) send(p []byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.cause == nil {
		c.write(p)
	}
}

// write needs mu held: the order of frames is decided under it, and the one
// system call made here does not wait.
func (c *connection) write(p []byte) {
	if c.queue == nil {
		n, err := c.sock.tryWrite(p)
		if err != nil {
			c.stop(err)
			return
		}
		if p = p[n:]; len(p) == 0 {
			return
		}
		c.queue = &queue{}
		c.server.running.Go(c.drain)
	}
	if !c.queue.add(p) {
		c.stop(errSlow)
	}
}

// drain writes the queue until it is empty or the client is too slow.
func (c *connection) drain() {
	var written int
	for {
		batch := c.take(written)
		if batch == nil {
			return
		}
		written = 0
		for _, p := range batch {
			if err := c.writeSlowly(p); err != nil {
				c.abandon(err)
				return
			}
			written += len(p)
		}
	}
}

// take settles what the drain has written and gives it more; nil ends it.
func (c *connection) take(written int) [][]byte {
	c.mu.Lock()
	c.queue.bytes -= written
	batch, ended := c.queue.frames, c.cause != nil
	c.queue.frames = nil
	if batch == nil {
		_ = c.sock.SetWriteDeadline(time.Time{}) // tryWrite minds deadlines too
		c.queue = nil
	}
	c.mu.Unlock()
	if batch == nil && ended {
		_ = c.sock.CloseWrite()
	}
	return batch
}

func (c *connection) writeSlowly(p []byte) error {
	for part := range slices.Chunk(p, writeSize) {
		if err := c.sock.SetWriteDeadline(time.Now().Add(writeTimeout)); err != nil {
			return err
		}
		if _, err := c.sock.Write(part); err != nil {
			return err
		}
	}
	return nil
}

// abandon gives the queue up. The socket's stream of frames is broken, so
// an empty queue stays and nothing is ever written to it again.
func (c *connection) abandon(err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	*c.queue = queue{}
	if c.cause != nil {
		_ = c.sock.SetReadDeadline(longAgo) // no use in lingering
		return
	}
	if errors.Is(err, os.ErrDeadlineExceeded) {
		err = errSlow
	}
	c.stop(err)
}

// backlog is what waits for the client, in bytes.
func (c *connection) backlog() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.queue == nil {
		return 0
	}
	return c.queue.bytes
}
