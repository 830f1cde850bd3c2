package cable

import (
	"net"
	"sync"
	"syscall"
	"time"
)

// socket is what a connection needs of the network. It is the seam for ways
// to wait: a goroutine parked in read today, an event loop for idle
// connections behind the same two calls.
type socket interface {
	// read waits for bytes and passes them to fn, which may change them but
	// not keep them. io.EOF says the client has finished.
	read(fn func([]byte) error) error
	// tryWrite writes what goes out without waiting, perhaps nothing.
	tryWrite(p []byte) (int, error)

	Write(p []byte) (int, error)
	CloseWrite() error
	Close() error
	SetReadDeadline(t time.Time) error
	SetWriteDeadline(t time.Time) error
}

// readBuffers are borrowed for as long as a read's bytes are looked at.
var readBuffers = sync.Pool{New: func() any { return new([4096]byte) }}

// newSocket writes straight on the descriptor where there is one. TLS and
// in-memory connections have none: they read into a buffer of their own and
// leave all writing to the connection's queue.
func newSocket(conn net.Conn) socket {
	if sc, ok := conn.(syscall.Conn); ok && canWriteRaw {
		if raw, err := sc.SyscallConn(); err == nil {
			return &rawSocket{halfCloser{conn}, raw}
		}
	}
	return &plainSocket{halfCloser: halfCloser{conn}}
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

func (s *plainSocket) read(fn func([]byte) error) error {
	n, err := s.Read(s.buf[:])
	if n > 0 {
		if err := fn(s.buf[:n]); err != nil {
			return err
		}
	}
	return err
}

func (s *plainSocket) tryWrite([]byte) (int, error) { return 0, nil }

// rawSocket reads and writes the descriptor itself.
type rawSocket struct {
	halfCloser
	raw syscall.RawConn
}

// read parks without a buffer: one is borrowed only once there are bytes.
func (s *rawSocket) read(fn func([]byte) error) error {
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
	if buf != nil {
		defer readBuffers.Put(buf)
	}
	if err != nil {
		return err
	}
	if failed != nil {
		return failed
	}
	return fn(buf[:n])
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
