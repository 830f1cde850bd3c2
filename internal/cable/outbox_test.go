package cable

import (
	"log/slog"
	"os"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// tightSocket takes the bytes it has room for at once, and the rest in Write
// when somebody makes room. Like the kernel's it minds the write deadline in
// both.
type tightSocket struct {
	socket // nothing else is called

	mu       sync.Mutex
	cond     sync.Cond
	room     int
	taken    strings.Builder
	deadline time.Time
}

func (s *tightSocket) tryWrite(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.late() {
		return 0, os.ErrDeadlineExceeded
	}
	return s.take(p), nil
}

func (s *tightSocket) Write(p []byte) (n int, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for n < len(p) {
		if s.late() {
			return n, os.ErrDeadlineExceeded
		}
		if s.room == 0 {
			s.cond.Wait()
		}
		n += s.take(p[n:])
	}
	return n, nil
}

func (s *tightSocket) take(p []byte) int {
	n := min(s.room, len(p))
	s.room -= n
	s.taken.Write(p[:n])
	return n
}

func (s *tightSocket) late() bool { return !s.deadline.IsZero() && !time.Now().Before(s.deadline) }

func (s *tightSocket) SetWriteDeadline(t time.Time) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.deadline = t
	return nil
}

func (s *tightSocket) SetReadDeadline(time.Time) error { return nil }

func (s *tightSocket) makeRoom(bytes int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.room += bytes
	s.cond.Broadcast()
}

func TestWhatTheSocketDoesNotTakeFollowsInOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		sock := &tightSocket{room: 3}
		sock.cond.L = &sock.mu
		c := newConnection(NewServer(Options{Hub: NewHub(), Log: slog.New(slog.DiscardHandler)}), "david", sock)
		c.send([]byte("abcde"))
		c.send([]byte("fg"))
		synctest.Wait()
		if got := c.backlog(); got != 4 {
			t.Errorf("%d bytes are queued, want 4", got)
		}
		sock.makeRoom(100)
		synctest.Wait()
		if got := c.backlog(); got != 0 {
			t.Errorf("%d bytes are queued after the drain, want 0", got)
		}
		time.Sleep(time.Hour) // the drain's deadline must not meet the next send
		c.send([]byte("h"))
		if got := sock.taken.String(); got != "abcdefgh" || c.over() != nil {
			t.Errorf("sent %q, %v", got, c.over())
		}
	})
}
