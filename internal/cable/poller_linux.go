package cable

import (
	"errors"
	"net"
	"os"
	"sync"
	"syscall"

	"golang.org/x/sys/unix"
)

// maxTurns is how many parked connections may have their turn at once. Others
// wait; a turn is as long as the commands in it.
const maxTurns = 256

// poller waits for all parked sockets at once, with one epoll(7) instance and
// one goroutine, which are there while it has sockets. The goroutine itself is
// parked by the runtime, which watches the instance as it does a socket.
type poller struct {
	off bool // parks nothing

	mu      sync.Mutex
	file    *os.File                 // guarded by mu; the instance, nil without sockets
	sockets map[uint64]*parkedSocket // guarded by mu; by an id that is never used twice, as descriptors are
	last    uint64                   // guarded by mu; the newest id

	fd    int // of file; for those who have a socket in it
	turns chan struct{}
}

func newPoller() *poller {
	return &poller{sockets: make(map[uint64]*parkedSocket), turns: make(chan struct{}, maxTurns)}
}

// take parks conn from now on. Nil is for those who have to wait otherwise,
// also because the process has no more descriptors.
func (p *poller) take(conn net.Conn, raw syscall.RawConn) socket {
	if p.off {
		return nil
	}
	if s := newParkedSocket(p, conn, raw); s != nil {
		return s
	}
	return nil
}

// add makes s known without waiting for it yet.
func (p *poller) add(s *parkedSocket) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.file == nil {
		if err := p.open(); err != nil {
			return err
		}
	}
	p.last++
	s.id = p.last
	p.sockets[s.id] = s
	err := p.control(unix.EPOLL_CTL_ADD, s, unix.EPOLLONESHOT)
	if err != nil {
		p.forget(s)
	}
	return err
}

// open needs mu held.
func (p *poller) open() error {
	fd, err := unix.EpollCreate1(unix.EPOLL_CLOEXEC)
	if err != nil {
		return os.NewSyscallError("epoll_create1", err)
	}
	if err := unix.SetNonblock(fd, true); err != nil { // or the runtime would not watch it
		return errors.Join(err, unix.Close(fd))
	}
	p.fd, p.file = fd, os.NewFile(uintptr(fd), "epoll")
	go p.run(p.file) // ends with the file
	return nil
}

// watch has the poller begin one turn of s, as soon as there is something to
// read. s.mu must be held.
func (p *poller) watch(s *parkedSocket) error {
	return p.control(unix.EPOLL_CTL_MOD, s, unix.EPOLLIN|unix.EPOLLONESHOT)
}

// remove needs s.mu held, and s open.
func (p *poller) remove(s *parkedSocket) {
	p.mu.Lock()
	defer p.mu.Unlock()
	_ = p.control(unix.EPOLL_CTL_DEL, s, 0)
	p.forget(s)
}

// forget needs mu held.
func (p *poller) forget(s *parkedSocket) {
	delete(p.sockets, s.id)
	if len(p.sockets) == 0 {
		_ = p.file.Close()
		p.file = nil
	}
}

// control is epoll_ctl(2); the event carries the id of s.
func (p *poller) control(op int, s *parkedSocket, events uint32) error {
	event := unix.EpollEvent{Events: events, Fd: int32(s.id), Pad: int32(s.id >> 32)}
	return os.NewSyscallError("epoll_ctl", unix.EpollCtl(p.fd, op, int(s.fd), &event))
}

// run begins turns until file is closed.
func (p *poller) run(file *os.File) {
	raw, err := file.SyscallConn()
	if err != nil {
		return // closed already
	}
	events := make([]unix.EpollEvent, 256)
	for {
		n := 0
		err := raw.Read(func(fd uintptr) bool {
			n, _ = unix.EpollWait(int(fd), events, 0)
			return n != 0
		})
		if err != nil {
			return
		}
		for _, e := range events[:max(n, 0)] { // -1 when a signal came between
			if s := p.find(e); s != nil && s.unpark() {
				p.turns <- struct{}{}
				go p.turn(s)
			}
		}
	}
}

func (p *poller) find(e unix.EpollEvent) *parkedSocket {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.sockets[uint64(uint32(e.Fd))|uint64(uint32(e.Pad))<<32]
}

func (p *poller) turn(s *parkedSocket) {
	defer func() { <-p.turns }()
	s.turn()
}
