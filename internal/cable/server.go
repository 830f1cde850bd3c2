package cable

import (
	"errors"
	"log/slog"
	"net/http"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"
)

// ErrUnauthorized is what Options.Authenticate returns for someone it does not
// know. The client is told and does not come back by itself.
var ErrUnauthorized = errors.New("unauthorized")

// Identity says who is behind a connection. The package only compares
// identities (they must be comparable) and hands them to the caller's own
// functions. One that holds a session makes the limits below count by session.
type Identity any

// Options is what a Server is built from. Authenticate is required.
type Options struct {
	Hub      *Hub
	Channels map[string]Channel // by the name in an identifier's "channel"

	// Authenticate tells who sent a request: an Identity, ErrUnauthorized, or
	// an error of our own making, which sends the client away to try again.
	Authenticate func(*http.Request) (Identity, error)
	// Epoch names the count that the offsets of streams belong to. A client that
	// knows another is not given the history of this one.
	Epoch string

	// Origin is the request's own origin, such as "https://chat.example.com",
	// which a browser's Origin header must equal. Nil is for a server without
	// a proxy: scheme by TLS, host by the Host header.
	Origin func(*http.Request) string

	MaxConnections int // 0 is 65,536
	MaxPerIdentity int // connections with equal Identity; 0 is 128

	Log *slog.Logger // nil is slog.Default()
}

// Server is the http.Handler of the cable. Its methods may be called from any
// goroutine; Run must run for clients to be pinged.
type Server struct {
	hub            *Hub
	channels       map[string]Channel
	authenticate   func(*http.Request) (Identity, error)
	epoch          string
	origin         func(*http.Request) string
	maxConnections int
	maxPerIdentity int
	log            *slog.Logger

	poller      *poller
	started     time.Time
	running     sync.WaitGroup // admitted connections and their drains
	disconnects atomic.Uint64  // calls of Disconnect
	subscribed  atomic.Int64   // subscriptions whose channel owes an Unsubscribe
	pinged      atomic.Int64   // when clients were last pinged, unix nanoseconds
	slow        atomic.Uint64
	flooding    atomic.Uint64

	mu          sync.Mutex
	closed      bool                     // guarded by mu; Shutdown was called
	admitted    int                      // guarded by mu; handshakes and connections
	perIdentity map[Identity]int         // guarded by mu
	connections map[*connection]struct{} // guarded by mu
}

// NewServer returns a Server without connections.
func NewServer(o Options) *Server {
	s := &Server{
		hub:            o.Hub,
		channels:       o.Channels,
		authenticate:   o.Authenticate,
		epoch:          o.Epoch,
		origin:         o.Origin,
		maxConnections: o.MaxConnections,
		maxPerIdentity: o.MaxPerIdentity,
		log:            o.Log,
		poller:         newPoller(),
		started:        time.Now(),
		perIdentity:    make(map[Identity]int),
		connections:    make(map[*connection]struct{}),
	}
	s.pinged.Store(s.started.UnixNano())
	if s.origin == nil {
		s.origin = ownOrigin
	}
	if s.maxConnections == 0 {
		s.maxConnections = 65536
	}
	if s.maxPerIdentity == 0 {
		s.maxPerIdentity = 128
	}
	if s.log == nil {
		s.log = slog.Default()
	}
	return s
}

// admit takes one place for id, nil for a stranger; it returns the HTTP status
// of a refusal, or 0.
func (s *Server) admit(id Identity) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.closed, s.admitted >= s.maxConnections:
		return http.StatusServiceUnavailable
	case id != nil && s.perIdentity[id] >= s.maxPerIdentity:
		return http.StatusTooManyRequests
	}
	s.running.Add(1)
	s.admitted++
	if id != nil {
		s.perIdentity[id]++
	}
	return 0
}

func (s *Server) release(id Identity) {
	defer s.running.Done()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.admitted--
	if id == nil {
		return
	}
	if s.perIdentity[id]--; s.perIdentity[id] == 0 {
		delete(s.perIdentity, id)
	}
}

// add makes c known to pings, Disconnect and Shutdown.
func (s *Server) add(c *connection) {
	s.mu.Lock()
	closed := s.closed
	s.connections[c] = struct{}{}
	s.mu.Unlock()
	if closed { // between admit and here
		c.end(errRestart)
	}
}

func (s *Server) remove(c *connection) {
	s.mu.Lock()
	delete(s.connections, c)
	s.mu.Unlock()
	s.release(c.identity)
}

// all lists the connections at this moment.
func (s *Server) all() []*connection {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := make([]*connection, 0, len(s.connections))
	for c := range s.connections {
		all = append(all, c)
	}
	return all
}

// age is how long the server has been there, a time that never goes back.
func (s *Server) age() time.Duration { return time.Since(s.started) }

// count keeps the tally of clients that were cut.
func (s *Server) count(cause error) {
	switch {
	case errors.Is(cause, errSlow):
		s.slow.Add(1)
	case errors.Is(cause, errFlood):
		s.flooding.Add(1)
	}
}

func (s *Server) logPanic(p any) {
	s.log.Error("cable: panic in a channel", "panic", p, "stack", string(debug.Stack()))
}
