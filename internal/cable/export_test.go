package cable

import (
	"slices"
	"time"

	"github.com/gobwas/ws"
)

// KeepGoroutines has s wait for every client with a goroutine, as it does
// where idle connections cannot be parked.
func (s *Server) KeepGoroutines() { s.poller.off = true }

// Ping pings every client once.
func (s *Server) Ping(now time.Time) { s.ping(now) }

// Look cuts those who have been silent for long and asks the others for a pong.
func (s *Server) Look() { s.look() }

// Rest waits until all that was broadcast has been handed on.
func (h *Hub) Rest() {
	for _, s := range h.all() {
		s.rest(func() bool { return false })
	}
}

// Decoding returns a function that decodes raw, in reads of size bytes.
func Decoding(raw []byte, size int) func() {
	p := make([]byte, len(raw))
	handle := func(ws.OpCode, []byte) error { return nil }
	return func() {
		copy(p, raw)
		var d decoder
		for piece := range slices.Chunk(p, size) {
			if err := d.feed(piece, handle); err != nil {
				panic(err) // raw is well formed
			}
		}
	}
}
