package cable

import "time"

// KeepGoroutines has s wait for every client with a goroutine, as it does
// where idle connections cannot be parked.
func (s *Server) KeepGoroutines() { s.poller.off = true }

// Ping pings every client once.
func (s *Server) Ping(now time.Time) { s.ping(now) }

// Look cuts those who have been silent for long and asks the others for a pong.
func (s *Server) Look() { s.look() }
