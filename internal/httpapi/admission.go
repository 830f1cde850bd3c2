package httpapi

import (
	"net/http"
	"strings"
)

// admitted refuses requests from banned addresses. The app itself is served, so
// that it can show the sentence; it holds nothing of the team.
func (s *Server) admitted(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/api/") || r.URL.Path == "/cable" {
			if err := s.Chat.Admit(r.Context(), clientOf(r), s.Token(r)); err != nil {
				s.writeProblem(w, s.problem(r.Context(), err))
				return
			}
		}
		next.ServeHTTP(w, r)
	})
}
