package cable

import (
	"context"
	"errors"
	"sync/atomic"
	"time"

	"github.com/gobwas/ws"
)

const (
	lingerTimeout = 2 * time.Second  // for the client to take its last frames
	actionTimeout = 10 * time.Second // for a channel's Subscribe or Perform
)

// longAgo is a deadline that ends a waiting read at once.
var longAgo = time.Unix(1, 0)

// connection is one client's socket. Its reader, which is one goroutine at a
// time, hands what comes to receive and so executes the client's commands one
// after another and, at the end, tears the connection down; anyone may send to
// it or end it. There may be very many that are idle, so it is kept small.
type connection struct {
	server   *Server
	identity Identity
	sock     socket

	// The reader's own.
	decoder       *decoder // nil between whole messages
	frames        meter
	subscriptions []*Subscription // may hold ended ones
	lingering     bool            // over, but for the client's last frames

	extended bool        // speaks the extended protocol
	silent   uint8       // looks in a row that found nothing heard; Run's own
	heard    atomic.Bool // a whole frame came since the last look

	outbox
}

func newConnection(s *Server, id Identity, sock socket) *connection {
	return &connection{server: s, identity: id, sock: sock}
}

// serve runs the connection, as long as its socket likes to on this goroutine.
// early is what the client sent right behind its handshake.
func (c *connection) serve(early []byte) {
	if c.receive(early, nil) {
		c.sock.attend(c)
	} else {
		c.leave()
	}
}

// receive takes what the client sent, or why there is no more, and reports
// whether to go on reading. p may be changed but is not kept. After false the
// reader calls leave.
func (c *connection) receive(p []byte, err error) (more bool) {
	if c.lingering {
		return err == nil
	}
	if err == nil {
		err = c.decode(p)
	}
	if err != nil {
		c.end(err)
	}
	cause := c.over()
	return cause == nil || c.windDown(cause)
}

// decode returns why the connection is to end. A channel that panics costs its
// own client only.
func (c *connection) decode(p []byte) (cause error) {
	defer func() {
		if p := recover(); p != nil {
			c.server.logPanic(p)
			cause = errPanic
		}
	}()
	if c.decoder == nil {
		c.decoder = &decoder{}
	}
	cause = c.decoder.feed(p, c.handle)
	if c.decoder.idle() {
		c.decoder = nil
	}
	return cause
}

// handle takes one frame from the decoder.
func (c *connection) handle(op ws.OpCode, payload []byte) error {
	if cause := c.over(); cause != nil {
		return cause // the rest of a read after the end
	}
	c.heard.Store(true)
	if !c.frames.allow(c.server.age()) {
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
// the reader does the rest.
func (c *connection) end(cause error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.cause != nil {
		return
	}
	if told, ok := errors.AsType[*ending](cause); ok {
		c.write(told.frames())
	}
	if c.cause == nil { // unless the last frames found the queue full
		c.stop(cause)
	}
}

// stop needs mu held.
func (c *connection) stop(cause error) {
	c.cause = cause
	if c.abort != nil {
		c.abort(cause)
	}
	c.server.count(cause)
	_ = c.sock.SetReadDeadline(longAgo) // wakes the reader; a closed socket is awake
}

// over returns the cause of the connection's end, nil while it lives.
func (c *connection) over() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.cause
}

// windDown ends the subscriptions. It reports whether the client gets time to
// take its last frames and to close its side: closing with unread bytes in the
// socket would destroy what is on the way.
func (c *connection) windDown(cause error) (linger bool) {
	for _, sub := range c.subscriptions {
		sub.end()
	}
	c.subscriptions = nil
	if _, c.lingering = errors.AsType[*ending](cause); !c.lingering {
		return false
	}
	c.mu.Lock()
	draining := c.queue != nil
	c.mu.Unlock()
	if !draining { // else the drain closes the writing side when it is through
		_ = c.sock.CloseWrite()
	}
	_ = c.sock.SetReadDeadline(time.Now().Add(lingerTimeout))
	return true
}

// leave is the last thing that happens to a connection.
func (c *connection) leave() {
	_ = c.sock.Close() // nobody is left to tell
	c.server.log.Debug("cable: connection ended", "identity", c.identity, "cause", c.over())
	c.server.remove(c)
}

// commandContext begins that of one command, done when the connection ends, with
// the cause, when the command has had its time, or when it calls done.
func (c *connection) commandContext() (ctx context.Context, done func()) {
	whole, abort := context.WithCancelCause(context.Background())
	ctx, cancel := context.WithTimeout(whole, actionTimeout)
	c.hear(abort)
	return ctx, func() {
		c.hear(nil)
		cancel()
		abort(nil)
	}
}

// hear has abort told of the connection's end, also when that was before.
func (c *connection) hear(abort context.CancelCauseFunc) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.abort = abort
	if abort != nil && c.cause != nil {
		abort(c.cause)
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
