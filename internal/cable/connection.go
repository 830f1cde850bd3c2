package cable

import (
	"context"
	"errors"
	"sync/atomic"
	"time"

	"github.com/gobwas/ws"
	"golang.org/x/time/rate"
)

const (
	framesPerSecond = 50  // a client's frames, on average
	framesAtOnce    = 250 // room for 100 subscribes after a reconnect, twice

	lingerTimeout = 2 * time.Second  // for the client to take its last frames
	actionTimeout = 10 * time.Second // for a channel's Subscribe or Perform
)

// longAgo is a deadline that ends a waiting read at once.
var longAgo = time.Unix(1, 0)

// connection is one client's socket. One goroutine reads it, executes its
// commands one after another and, at the end, tears it down; anyone may send
// to it or end it.
type connection struct {
	server   *Server
	identity Identity
	sock     socket
	ctx      context.Context // done when the connection ends, with the cause
	cancel   context.CancelCauseFunc

	// The reading goroutine's own.
	decoder       decoder
	frames        *rate.Limiter
	subscriptions map[string]*Subscription // by identifier; may hold ended ones

	heard  atomic.Bool // a whole frame came since the last look
	silent int         // looks in a row that found nothing heard; Run's own

	outbox
}

func newConnection(s *Server, id Identity, sock socket) *connection {
	c := &connection{
		server:        s,
		identity:      id,
		sock:          sock,
		frames:        rate.NewLimiter(framesPerSecond, framesAtOnce),
		subscriptions: make(map[string]*Subscription),
	}
	c.ctx, c.cancel = context.WithCancelCause(context.Background())
	return c
}

// serve runs the connection to its end. early is what the client sent right
// behind its handshake.
func (c *connection) serve(early []byte) {
	c.end(c.readAll(early))
	for _, sub := range c.subscriptions {
		sub.end()
	}
	cause := context.Cause(c.ctx)
	if _, told := errors.AsType[*ending](cause); told {
		c.linger()
	}
	_ = c.sock.Close() // nobody is left to tell
	c.server.log.Debug("cable: connection ended", "identity", c.identity, "cause", cause)
}

// readAll reads until the connection ends and returns why. A channel that
// panics costs its own client only.
func (c *connection) readAll(early []byte) (cause error) {
	defer func() {
		if p := recover(); p != nil {
			c.server.logPanic(p)
			cause = errPanic
		}
	}()
	receive := func(p []byte) error { return c.decoder.feed(p, c.handle) }
	err := receive(early)
	for err == nil && c.ctx.Err() == nil {
		err = c.sock.read(receive)
	}
	return err
}

// handle takes one frame from the decoder.
func (c *connection) handle(op ws.OpCode, payload []byte) error {
	if c.ctx.Err() != nil {
		return context.Cause(c.ctx) // the rest of a read after the end
	}
	c.heard.Store(true)
	if !c.frames.Allow() {
		return errFlood
	}
	switch op {
	case ws.OpText:
		return c.execute(payload)
	case ws.OpPing:
		c.send(frame(ws.OpPong, payload))
	case ws.OpClose:
		return answerClose(payload)
	}
	return nil
}

// end ends the connection once; the first cause stands. An *ending is told to
// the client, any other cause cuts the line. Nothing sent later goes out, and
// the reading goroutine does the rest.
func (c *connection) end(cause error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.ended {
		return
	}
	if told, ok := errors.AsType[*ending](cause); ok {
		c.write(told.frames())
	}
	if !c.ended { // unless the last frames found the queue full
		c.stop(cause)
	}
}

// stop needs mu held.
func (c *connection) stop(cause error) {
	c.ended = true
	c.cancel(cause)
	c.server.count(cause)
	_ = c.sock.SetReadDeadline(longAgo) // wakes the reader; a closed socket is awake
}

// linger gives the client time to take its last frames and to close its side:
// closing with unread bytes in the socket would destroy what is on the way.
func (c *connection) linger() {
	c.mu.Lock()
	draining := c.draining
	c.mu.Unlock()
	if !draining { // else the drain closes the writing side when it is through
		_ = c.sock.CloseWrite()
	}
	_ = c.sock.SetReadDeadline(time.Now().Add(lingerTimeout))
	for c.sock.read(func([]byte) error { return nil }) == nil {
	}
}

// answering reports whether the client has shown a sign of life in the last
// few looks. Only Run looks.
func (c *connection) answering() bool {
	if c.heard.Swap(false) {
		c.silent = 0
	} else {
		c.silent++
	}
	return c.silent < silentLooks
}
