package cable

import (
	"net"
	"os"
	"sync"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// parkedSocket is a socket that has been taken from the runtime. While its
// client is silent it waits in a poller and costs this struct and a descriptor,
// no goroutine and no buffer. What the client sends is read in a turn, on a
// goroutine that lives as long as there is something to read.
type parkedSocket struct {
	poller *poller
	id     uint64      // in poller
	conn   *connection // who attends; set before the first turn

	mu     sync.Mutex
	fd     int32       // guarded by mu; ours alone, -1 once closed
	parked bool        // guarded by mu; no turn runs, and whoever unsets it owes one
	late   bool        // guarded by mu; the read deadline has passed
	timer  *time.Timer // guarded by mu; of a read deadline to come
	slow   *os.File    // guarded by mu; see Write
}

// newParkedSocket takes conn over, or returns nil and leaves it alone.
func newParkedSocket(p *poller, conn net.Conn, raw syscall.RawConn) *parkedSocket {
	var fd int
	err := raw.Control(func(theirs uintptr) { fd, _ = unix.FcntlInt(theirs, unix.F_DUPFD_CLOEXEC, 0) })
	if err != nil || fd <= 0 {
		return nil
	}
	s := &parkedSocket{poller: p, fd: int32(fd)}
	if p.add(s) != nil {
		_ = unix.Close(fd)
		return nil
	}
	_ = conn.Close() // the runtime forgets the socket, which lives on with our descriptor
	return s
}

func (s *parkedSocket) attend(c *connection) {
	s.conn = c
	if !s.park() {
		s.turn()
	}
}

// turn reads what has arrived, and until the client is silent again.
func (s *parkedSocket) turn() {
	buf := readBuffers.Get().(*[4096]byte)
	defer readBuffers.Put(buf)
	for {
		n, wait, err := s.read(buf[:])
		if !wait && !s.conn.receive(buf[:n], err) {
			s.conn.leave()
			return
		}
		if n < len(buf) && s.park() { // should there be more already, the poller says so at once
			return
		}
	}
}

func (s *parkedSocket) read(p []byte) (n int, wait bool, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.fd < 0:
		return 0, false, net.ErrClosed
	case s.late:
		return 0, false, os.ErrDeadlineExceeded
	}
	return readNow(uintptr(s.fd), p)
}

// park ends a turn, unless it would be followed by another at once.
func (s *parkedSocket) park() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.fd < 0 || s.late {
		return false
	}
	s.parked = s.poller.watch(s) == nil
	s.late = !s.parked // cannot be waited for: ends like one that waited too long
	return s.parked
}

// unpark reports whether the caller is to begin a turn.
func (s *parkedSocket) unpark() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.unparkLocked()
}

func (s *parkedSocket) unparkLocked() bool {
	parked := s.parked
	s.parked = false
	return parked
}

func (s *parkedSocket) tryWrite(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.fd < 0 {
		return 0, net.ErrClosed
	}
	return writeNow(uintptr(s.fd), p)
}

// Write lends the socket to the runtime, which knows how to wait, by a second
// descriptor that is closed when the deadline is taken back.
func (s *parkedSocket) Write(p []byte) (int, error) {
	slow, err := s.lend()
	if err != nil {
		return 0, err
	}
	return slow.Write(p)
}

func (s *parkedSocket) SetWriteDeadline(t time.Time) error {
	if t.IsZero() {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.takeBack()
		return nil
	}
	slow, err := s.lend()
	if err != nil {
		return err
	}
	return slow.SetWriteDeadline(t)
}

func (s *parkedSocket) lend() (*os.File, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.fd < 0 {
		return nil, net.ErrClosed
	}
	if s.slow == nil {
		fd, err := unix.FcntlInt(uintptr(s.fd), unix.F_DUPFD_CLOEXEC, 0)
		if err != nil {
			return nil, os.NewSyscallError("fcntl", err)
		}
		s.slow = os.NewFile(uintptr(fd), "slow client")
	}
	return s.slow, nil
}

// takeBack needs mu held.
func (s *parkedSocket) takeBack() {
	if s.slow != nil {
		_ = s.slow.Close() // the socket itself stays open with fd
		s.slow = nil
	}
}

// SetReadDeadline begins a turn at t, or now when t has passed.
func (s *parkedSocket) SetReadDeadline(t time.Time) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.late = false
	if wait := time.Until(t); wait > 0 {
		s.timer = time.AfterFunc(wait, s.expire)
		return nil
	}
	s.expireLocked()
	return nil
}

func (s *parkedSocket) expire() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.expireLocked()
}

func (s *parkedSocket) expireLocked() {
	s.late = true
	if s.unparkLocked() {
		go s.turn()
	}
}

func (s *parkedSocket) CloseWrite() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.fd < 0 {
		return net.ErrClosed
	}
	return os.NewSyscallError("shutdown", unix.Shutdown(int(s.fd), unix.SHUT_WR))
}

// Close takes the socket out of the poller first: what is closed may be kept
// open a moment longer by a program that is just being started.
func (s *parkedSocket) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.fd < 0 {
		return nil
	}
	if s.timer != nil {
		s.timer.Stop()
	}
	s.takeBack()
	s.poller.remove(s)
	err := unix.Close(int(s.fd))
	s.fd = -1
	if s.unparkLocked() {
		go s.turn() // learns of it
	}
	return os.NewSyscallError("close", err)
}
