package httpapi

import (
	"net/http"
	"net/netip"
	"time"
)

// Detail is how busy the server is, measured when asked. Counts without "now"
// in their comment are since the start.
type Detail struct {
	Goroutines  int         `json:"goroutines"`   // now
	OpenFiles   int         `json:"open_files"`   // descriptors of the process now, -1 where the system does not tell
	MemoryBytes int64       `json:"memory_bytes"` // resident now
	Store       StoreDetail `json:"store"`
	Cable       CableDetail `json:"cable"`
	Jobs        JobsDetail  `json:"jobs"`
}

// StoreDetail is what the database is doing.
type StoreDetail struct {
	WritesWaiting    int        `json:"writes_waiting"` // now
	Transactions     int64      `json:"transactions"`
	Commits          int64      `json:"commits"`
	Readers          int        `json:"readers"`      // connections that may read at once
	ReadersBusy      int        `json:"readers_busy"` // now
	LogBytes         int64      `json:"log_bytes"`    // of the write-ahead log at the last checkpoint
	LastCheckpointAt *time.Time `json:"last_checkpoint_at"`
}

// CableDetail is what the WebSocket server is doing.
type CableDetail struct {
	Connections   int    `json:"connections"`   // now
	Subscriptions int    `json:"subscriptions"` // now
	Streams       int    `json:"streams"`       // now
	QueuedBytes   int    `json:"queued_bytes"`  // now
	SlowClients   uint64 `json:"slow_clients"`  // cut because they read too slowly
	Flooding      uint64 `json:"flooding"`      // sent away because they sent too much
}

// JobsDetail is what is done in the background.
type JobsDetail struct {
	Counts   []JobCount      `json:"counts"` // now
	Workers  []WorkerDetail  `json:"workers"`
	Circuits []CircuitDetail `json:"circuits"` // hosts that are left alone now
}

// WorkerDetail is what the worker of a kind did.
type WorkerDetail struct {
	Kind    string `json:"kind"`
	Running int    `json:"running"` // now
	Done    int64  `json:"done"`
	Retried int64  `json:"retried"` // attempts after which it is tried again
	Buried  int64  `json:"buried"`
}

// CircuitDetail is a host that does not answer.
type CircuitDetail struct {
	Host        string  `json:"host"`
	State       string  `json:"state"` // "open", or "half-open" while one attempt tells
	WaitSeconds float64 `json:"wait_seconds"`
}

// healthDetailed answers administrators and whoever has a shell on the machine.
func (s *Server) healthDetailed(w http.ResponseWriter, r *http.Request) {
	if !fromThisMachine(r) {
		v, err := s.Chat.Authenticate(r.Context(), s.Token(r))
		if err == nil {
			err = v.MustBeAdministrator()
		}
		if err != nil {
			s.writeProblem(w, s.problem(r.Context(), err))
			return
		}
	}
	w.Header().Set("Cache-Control", "no-store")
	writeJSON(w, "application/json", http.StatusOK, s.Checks.Detail())
}

// fromThisMachine reports whether a request came over loopback and not through
// a proxy: what a proxy passes on may come from anywhere.
func fromThisMachine(r *http.Request) bool {
	address, err := netip.ParseAddr(r.RemoteAddr)
	return err == nil && address.IsLoopback() && len(r.Header.Values("X-Forwarded-For")) == 0
}
