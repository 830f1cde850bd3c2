package cable

import (
	"errors"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/gobwas/ws"
)

// The subprotocols, in our order of preference. A client that is given
// unsupported gives up for good.
const (
	extended    = "actioncable-v1-ext-json" // AnyCable's: messages have offsets and can be asked for again
	protocol    = "actioncable-v1-json"
	unsupported = "actioncable-unsupported"
)

const handshakeTimeout = 10 * time.Second

// ServeHTTP upgrades a request to a connection and returns; the connection
// lives on without it, so that net/http can free its buffers.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !wantsWebSocket(r) {
		http.Error(w, "This address speaks WebSocket only, subprotocol "+protocol+".", http.StatusNotFound)
		return
	}
	if !s.sameOrigin(r) {
		http.Error(w, "Pages of another origin may not connect.", http.StatusNotFound)
		return
	}
	before := s.disconnects.Load()
	id, err := s.identify(r)
	if err != nil && !errors.Is(err, ErrUnauthorized) {
		s.log.Error("cable: authenticate", "error", err)
		refuse(w, http.StatusServiceUnavailable)
		return
	}
	if status := s.admit(id); status != 0 {
		refuse(w, status)
		return
	}
	c, early, cause := s.upgrade(w, r, id)
	if c == nil {
		s.release(id)
		return
	}
	s.start(c, early, errors.Join(cause, err), func() error { return s.recheck(r, id, before) })
}

// identify returns nil with every error, and an error with every nil.
func (s *Server) identify(r *http.Request) (Identity, error) {
	id, err := s.authenticate(r)
	if err != nil {
		return nil, err
	}
	if id == nil {
		return nil, ErrUnauthorized
	}
	return id, nil
}

// start runs c; with a refusal only until the client has been told.
func (s *Server) start(c *connection, early []byte, refusal error, recheck func() error) {
	s.add(c)
	if refusal == nil {
		refusal = recheck()
	}
	switch {
	case errors.Is(refusal, ErrUnauthorized):
		c.end(errUnauthorized)
	case refusal != nil:
		c.end(refusal)
	case c.extended:
		c.send(sessionFrame())
	default:
		c.send(welcomeFrame)
	}
	go c.serve(early)
}

// recheck closes the gap between authenticating and being known to
// Disconnect: whoever lost the right to connect meanwhile is found out.
func (s *Server) recheck(r *http.Request, id Identity, before uint64) error {
	if s.disconnects.Load() == before {
		return nil
	}
	switch now, err := s.identify(r); {
	case err != nil:
		return err
	case now != id:
		return ErrUnauthorized
	}
	return nil
}

// upgrade completes the handshake, or answers with an HTTP error and returns
// no connection. early is what the client sent right behind its request; the
// error is the reason to close at once.
func (s *Server) upgrade(w http.ResponseWriter, r *http.Request, id Identity) (*connection, []byte, error) {
	chosen, err := negotiate(r.Header.Values("Sec-WebSocket-Protocol"))
	upgrader := ws.HTTPUpgrader{
		Timeout:  handshakeTimeout,
		Protocol: func(offered string) bool { return offered == chosen },
	}
	conn, rw, _, failed := upgrader.Upgrade(r, w)
	if failed != nil {
		if conn != nil {
			_ = conn.Close() // the upgrader has answered
		}
		s.log.Debug("cable: handshake", "error", failed)
		return nil, nil, nil
	}
	early, _ := rw.Reader.Peek(rw.Reader.Buffered()) // what is buffered can be had
	c := newConnection(s, id, s.newSocket(conn))
	c.extended = chosen == extended
	return c, slices.Clone(early), err
}

// negotiate chooses a subprotocol of those offered. A client that offers none
// at all, such as a script, is taken to speak ours.
func negotiate(headers []string) (chosen string, err error) {
	var offered []string
	for _, h := range headers {
		for p := range strings.SplitSeq(h, ",") {
			offered = append(offered, strings.TrimSpace(p))
		}
	}
	switch {
	case len(offered) == 0:
		return "", nil
	case slices.Contains(offered, extended):
		return extended, nil
	case slices.Contains(offered, protocol):
		return protocol, nil
	case slices.Contains(offered, unsupported):
		return unsupported, errSubprotocol
	}
	return "", errSubprotocol
}

func wantsWebSocket(r *http.Request) bool {
	return r.Method == http.MethodGet && strings.EqualFold(r.Header.Get("Upgrade"), "websocket")
}

// sameOrigin lets programs other than browsers through, which send no Origin.
func (s *Server) sameOrigin(r *http.Request) bool {
	origin := r.Header.Get("Origin")
	return origin == "" || strings.EqualFold(origin, s.origin(r))
}

func ownOrigin(r *http.Request) string {
	if r.TLS != nil {
		return "https://" + r.Host
	}
	return "http://" + r.Host
}

func refuse(w http.ResponseWriter, status int) {
	w.Header().Set("Retry-After", "5")
	http.Error(w, http.StatusText(status), status)
}
