package httpapi

// Patterns are those of every registered route, such as "GET /api/session".
func (s *Server) Patterns() []string { return s.mux.patterns }
