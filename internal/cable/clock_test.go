package cable

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gobwas/ws"
)

// hallway admits everyone and does nothing.
type hallway struct{}

func (hallway) Subscribe(context.Context, *Subscription) error                        { return nil }
func (hallway) Perform(context.Context, *Subscription, string, json.RawMessage) error { return nil }
func (hallway) Unsubscribe(*Subscription)                                             {}

// pipe runs a server with the clock of a synctest bubble and one connection
// over a pipe, which has no descriptor and takes a byte only when it is read.
func pipe(t *testing.T) (*Server, net.Conn) {
	s := NewServer(Options{Hub: NewHub(), Channels: map[string]Channel{"Hallway": hallway{}}, Log: slog.New(slog.DiscardHandler)})
	ctx, cancel := context.WithCancel(t.Context())
	running := make(chan struct{})
	go func() { _ = s.Run(ctx); close(running) }()
	near, far := net.Pipe()
	if status := s.admit("david"); status != 0 {
		t.Fatalf("admit: %d", status)
	}
	s.start(newConnection(s, "david", s.newSocket(near)), nil, nil, func() error { return nil })
	t.Cleanup(func() {
		_ = far.Close()
		if err := s.Shutdown(context.Background()); err != nil {
			t.Errorf("shutdown: %v", err)
		}
		cancel()
		<-running
	})
	return s, far
}

func readFrame(t *testing.T, conn net.Conn) (ws.OpCode, string) {
	t.Helper()
	h, err := ws.ReadHeader(conn)
	if err != nil {
		t.Fatalf("read: %v", err)
	}
	payload := make([]byte, h.Length)
	if _, err := io.ReadFull(conn, payload); err != nil {
		t.Fatalf("read: %v", err)
	}
	return h.OpCode, string(payload)
}

func TestPingComesEveryThreeSeconds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		_, conn := pipe(t)
		start := time.Now()
		if _, got := readFrame(t, conn); got != `{"type":"welcome"}` {
			t.Fatalf("first %q", got)
		}
		for i := range 9 {
			at := start.Add(time.Duration(i+1) * 3 * time.Second)
			_, got := readFrame(t, conn)
			if want := fmt.Sprintf(`{"type":"ping","message":%d}`, at.Unix()); got != want || !time.Now().Equal(at) {
				t.Errorf("after %v: %q, want %q after %v", time.Since(start), got, want, at.Sub(start))
			}
		}
	})
}

func TestCheckNoticesThatNobodyPings(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := NewServer(Options{Hub: NewHub()})
		ctx, cancel := context.WithCancel(t.Context())
		go func() { _ = s.Run(ctx) }()
		for range 5 {
			time.Sleep(10 * time.Second)
			synctest.Wait()
			if err := s.Check(); err != nil {
				t.Errorf("while running: %v", err)
			}
		}
		cancel()
		time.Sleep(5*pingInterval + 1)
		if s.Check() == nil {
			t.Error("well after Run")
		}
	})
}

func TestClientThatAnswersPingsStays(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, conn := pipe(t)
		for start := time.Now(); time.Since(start) < 10*time.Minute; {
			if op, _ := readFrame(t, conn); op == ws.OpPing {
				if err := ws.WriteFrame(conn, ws.MaskFrame(ws.NewPongFrame(nil))); err != nil {
					t.Fatal(err)
				}
			}
		}
		if got := s.Stats().Connections; got != 1 {
			t.Errorf("%d connections, want 1", got)
		}
	})
}

func TestSilentClientIsCut(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		_, conn := pipe(t)
		start := time.Now()
		if _, err := io.Copy(io.Discard, conn); err != nil {
			t.Fatal(err)
		}
		if after := time.Since(start); after != 90*time.Second {
			t.Errorf("cut after %v, want 90 s", after)
		}
	})
}

func TestClientThatNeverReadsIsCutByTheWriteDeadline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, _ := pipe(t)
		start := time.Now()
		for s.slow.Load() == 0 {
			time.Sleep(time.Second) // the bubble's clock
			synctest.Wait()
		}
		if after := time.Since(start); after != writeTimeout {
			t.Errorf("cut after %v, want %v", after, writeTimeout)
		}
	})
}

func TestFullQueueCutsTheClient(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, _ := pipe(t)
		c := s.all()[0]
		message := make([]byte, maxQueued/4)
		for range 4 {
			c.send(message)
		}
		synctest.Wait()
		if c.over() != errSlow {
			t.Errorf("cause %v, want %v", c.over(), errSlow)
		}
		if c.backlog() > maxQueued {
			t.Errorf("%d bytes queued", c.backlog())
		}
	})
}
