package httpapi

import (
	"context"
	"encoding/json"
	"net/http"
	"time"
)

// Checks are how the parts of the server are asked how they are.
type Checks struct {
	Database    func(context.Context) error
	Realtime    func() error
	MemoryBytes func() int64 // resident memory of the process
	Detail      func() Detail
	Circuits    func() []CircuitDetail
}

// healthBody says how the server is, each part measured when asked.
type healthBody struct {
	Status        string  `json:"status"` // "ok" or "unavailable"
	Version       string  `json:"version"`
	UptimeSeconds float64 `json:"uptime_seconds"`
	Database      string  `json:"database"`
	Realtime      string  `json:"realtime"`
	MemoryBytes   int64   `json:"memory_bytes"`
}

const cablePattern = "GET /cable"

const healthTimeout = 5 * time.Second

func (s *Server) machineEndpoints(mux *router) {
	mux.HandleFunc("GET /up", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		_, _ = w.Write([]byte("up\n"))
	})
	mux.HandleFunc("GET /health", s.health)
	mux.HandleFunc("GET /health/detailed", s.healthDetailed)
	mux.HandleFunc("GET /metrics", s.metrics)
	mux.HandleFunc("GET "+docsPath, s.docs)
	mux.HandleFunc("GET "+docsPath+".js", s.docsScript)
	mux.HandleFunc("/api/", s.noSuchRoute)
	mux.Handle(cablePattern, s.Cable)
}

func (s *Server) health(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), healthTimeout)
	defer cancel()
	h := healthBody{
		Status: "ok", Database: "ok", Realtime: "ok",
		Version:       s.Version,
		UptimeSeconds: time.Since(s.started).Seconds(),
		MemoryBytes:   s.Checks.MemoryBytes(),
	}
	if err := s.Checks.Database(ctx); err != nil {
		s.Logger.WarnContext(ctx, "database unhealthy", "error", err)
		h.Status, h.Database = "unavailable", "unavailable"
	}
	if err := s.Checks.Realtime(); err != nil {
		s.Logger.WarnContext(ctx, "realtime unhealthy", "error", err)
		h.Status, h.Realtime = "unavailable", "unavailable"
	}
	status := http.StatusOK
	if h.Status != "ok" {
		status = http.StatusServiceUnavailable
	}
	writeJSON(w, "application/json", status, h)
}

// noSuchRoute answers what no API route matched.
func (s *Server) noSuchRoute(w http.ResponseWriter, _ *http.Request) {
	s.writeProblem(w, newProblem(http.StatusNotFound, "there is nothing at this address; /api/docs lists what is", nil))
}

func (s *Server) writeProblem(w http.ResponseWriter, err error) {
	p := err.(*Problem)
	for name, values := range p.GetHeaders() {
		w.Header()[name] = values
	}
	writeJSON(w, p.ContentType(""), p.Status, p)
}

// writeJSON answers with v. An error means that the client has gone.
func writeJSON(w http.ResponseWriter, contentType string, status int, v any) {
	w.Header().Set("Content-Type", contentType)
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v)
}
