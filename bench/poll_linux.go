package main

import (
	"errors"
	"io"
	"net"
	"os"
	"sync"
	"syscall"

	"golang.org/x/sys/unix"
)

// poller reads many connections on one goroutine, by epoll(7): ten thousand
// goroutines would take the memory and the time that the server is to show.
// The goroutine waits for the epoll descriptor itself in Go's own poller, so
// it keeps no thread while there is nothing to read.
type poller struct {
	epoll *os.File

	mu    sync.Mutex
	lines []*watched // guarded by mu; an index is never used again
}

// watched is a connection whose descriptor is ours.
type watched struct {
	received func([]byte, error)

	mu sync.Mutex
	fd int // guarded by mu; -1 once it is closed, as the number may be another's by then
}

// line is the sending side of a watched connection.
type line = *watched

const (
	readSize     = 256 << 10
	eventsAtOnce = 512
)

func newPoller() (*poller, error) {
	fd, err := unix.EpollCreate1(unix.EPOLL_CLOEXEC)
	if err != nil {
		return nil, os.NewSyscallError("epoll_create", err)
	}
	if err := unix.SetNonblock(fd, true); err != nil { // so that os.File has it polled
		return nil, os.NewSyscallError("fcntl", err)
	}
	p := &poller{epoll: os.NewFile(uintptr(fd), "epoll")}
	raw, err := p.epoll.SyscallConn()
	if err != nil {
		return nil, err
	}
	go p.run(raw)
	return p, nil
}

// run reads whatever is ready until close.
func (p *poller) run(raw syscall.RawConn) {
	events, buffer := make([]unix.EpollEvent, eventsAtOnce), make([]byte, readSize)
	for {
		ready := 0
		err := raw.Read(func(fd uintptr) bool {
			n, err := unix.EpollWait(int(fd), events, 0)
			ready = max(n, 0)
			return ready > 0 || err != nil
		})
		if err != nil {
			return // closed
		}
		for _, e := range events[:ready] {
			p.line(e.Fd).read(buffer)
		}
	}
}

func (p *poller) line(index int32) *watched {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.lines[index]
}

// add takes a connection over and calls received, on the poller's goroutine,
// with whatever it receives, which is valid during the call alone, or with why
// there will be no more.
func (p *poller) add(conn *net.TCPConn, received func([]byte, error)) (line, error) {
	fd, err := takeOver(conn)
	if err != nil {
		return nil, err
	}
	w := &watched{fd: fd, received: received}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.lines = append(p.lines, w)
	raw, err := p.epoll.SyscallConn()
	if err != nil {
		return nil, err
	}
	controlled := raw.Control(func(epoll uintptr) {
		err = unix.EpollCtl(int(epoll), unix.EPOLL_CTL_ADD, fd, &unix.EpollEvent{Events: unix.EPOLLIN, Fd: int32(len(p.lines) - 1)})
	})
	return w, errors.Join(controlled, os.NewSyscallError("epoll_ctl", err))
}

// takeOver moves a connection out of Go's poller, which would wake up for each
// of its packets, too.
func takeOver(conn *net.TCPConn) (fd int, err error) {
	raw, err := conn.SyscallConn()
	if err != nil {
		return -1, err
	}
	controlled := raw.Control(func(old uintptr) {
		fd, err = unix.FcntlInt(old, unix.F_DUPFD_CLOEXEC, 0)
	})
	if err := errors.Join(controlled, os.NewSyscallError("dup", err)); err != nil {
		return -1, err
	}
	return fd, conn.Close()
}

func (p *poller) close() error { return p.epoll.Close() }

// read hands on what there is to read at once.
func (w *watched) read(buffer []byte) {
	w.mu.Lock()
	if w.fd < 0 {
		w.mu.Unlock()
		return
	}
	n, err := unix.Read(w.fd, buffer)
	w.mu.Unlock()
	switch {
	case errors.Is(err, unix.EAGAIN), errors.Is(err, unix.EINTR):
	case err != nil:
		w.received(nil, os.NewSyscallError("read", err))
	case n == 0:
		w.received(nil, io.EOF)
	default:
		w.received(buffer[:n], nil)
	}
}

// write sends a short frame.
func (w *watched) write(p []byte) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	n, err := unix.Write(w.fd, p)
	if err == nil && n < len(p) {
		err = io.ErrShortWrite
	}
	return os.NewSyscallError("write", err)
}

// reset closes the connection without a farewell: the server finds it gone,
// and no port stays behind in TIME_WAIT.
func (w *watched) reset() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.fd < 0 {
		return nil
	}
	fd := w.fd
	w.fd = -1
	return errors.Join(
		os.NewSyscallError("setsockopt", unix.SetsockoptLinger(fd, unix.SOL_SOCKET, unix.SO_LINGER, &unix.Linger{Onoff: 1})),
		os.NewSyscallError("close", unix.Close(fd)),
	)
}
