package cable

import (
	"net"
	"sync"
	"syscall"
	"time"
)

// socket is what a connection needs of the network. It is the seam for the ways
// to wait for a client: with a goroutine for each connection, or with one for
// all (parkedSocket).
type socket interface {
	// attend hands what the client sends to c.receive until that wants no
	// more, and then calls c.leave. It may do so after it has returned.
	attend(c *connection)
	// tryWrite writes what goes out without waiting, perhaps nothing.
	tryWrite(p []byte) (int, error)

	// Write waits for the client as long as the write deadline allows. A
	// deadline of zero says that there is no more to wait for.
	Write(p []byte) (int, error)
	SetWriteDeadline(t time.Time) error
	// SetReadDeadline says when c.receive is to get an error instead.
	SetReadDeadline(t time.Time) error
	CloseWrite() error
	Close() error
}

// readBuffers are borrowed for as long as a read's bytes are looked at.
var readBuffers = sync.Pool{New: func() any { return new([4096]byte) }}

// newSocket parks idle connections where the system and the kind of connection
// allow it. Elsewhere a goroutine waits for each: on the descriptor where there
// is one, and else, as with TLS and in-memory connections, in Read, with a
// buffer of its own and all writing left to the connection's queue.
func (s *Server) newSocket(conn net.Conn) socket {
	raw := rawConn(conn)
	if raw == nil {
		return &plainSocket{halfCloser: halfCloser{conn}}
	}
	if parked := s.poller.take(conn, raw); parked != nil {
		return parked
	}
	return &rawSocket{halfCloser{conn}, raw}
}

// rawConn gives access to the descriptor, nil when there is none to use.
func rawConn(conn net.Conn) syscall.RawConn {
	if sc, ok := conn.(syscall.Conn); ok && canWriteRaw {
		if raw, err := sc.SyscallConn(); err == nil {
			return raw
		}
	}
	return nil
}

// halfCloser ends the writing side where the network can, and else both.
type halfCloser struct{ net.Conn }

func (c halfCloser) CloseWrite() error {
	if half, ok := c.Conn.(interface{ CloseWrite() error }); ok {
		return half.CloseWrite()
	}
	return c.Close()
}

type plainSocket struct {
	halfCloser
	buf [4096]byte
}

func (s *plainSocket) attend(c *connection) {
	for {
		n, err := s.Read(s.buf[:])
		if n > 0 && !c.receive(s.buf[:n], nil) || err != nil && !c.receive(nil, err) {
			break
		}
	}
	c.leave()
}

func (s *plainSocket) tryWrite([]byte) (int, error) { return 0, nil }

// rawSocket reads and writes the descriptor itself.
type rawSocket struct {
	halfCloser
	raw syscall.RawConn
}

func (s *rawSocket) attend(c *connection) {
	for s.read(c.receive) {
	}
	c.leave()
}

// read waits without a buffer: one is borrowed only once there are bytes.
func (s *rawSocket) read(receive func([]byte, error) bool) (more bool) {
	var buf *[4096]byte
	var n int
	var failed error
	err := s.raw.Read(func(fd uintptr) bool {
		buf = readBuffers.Get().(*[4096]byte)
		var wait bool
		if n, wait, failed = readNow(fd, buf[:]); wait {
			readBuffers.Put(buf)
			buf = nil
		}
		return !wait
	})
	if buf == nil {
		return receive(nil, err)
	}
	defer readBuffers.Put(buf)
	return receive(buf[:n], failed)
}

func (s *rawSocket) tryWrite(p []byte) (n int, err error) {
	lost := s.raw.Write(func(fd uintptr) bool {
		n, err = writeNow(fd, p)
		return true // never wait
	})
	if lost != nil {
		return 0, lost
	}
	return n, err
}
