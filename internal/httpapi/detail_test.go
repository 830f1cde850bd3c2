package httpapi_test

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

func TestDetailedHealthIsForAdministratorsAndThisMachine(t *testing.T) {
	s := newSite(t)
	ada, bob := s.signUp("ada"), s.signUp("bob")
	for _, tt := range []struct {
		name    string
		address string // of the peer
		through string // X-Forwarded-For
		cookie  string
		status  int
	}{
		{"a shell on the machine", "127.0.0.1:4711", "", "", http.StatusOK},
		{"the same over IPv6", "[::1]:4711", "", "", http.StatusOK},
		{"a stranger", "203.0.113.9:4711", "", "", http.StatusUnauthorized},
		{"a stranger through the proxy", "127.0.0.1:4711", "203.0.113.9", "", http.StatusUnauthorized},
		{"a stranger who claims to be the machine", "127.0.0.1:4711", "127.0.0.1", "", http.StatusUnauthorized},
		{"a member", "203.0.113.9:4711", "", bob.cookie, http.StatusForbidden},
		{"an administrator", "203.0.113.9:4711", "", ada.cookie, http.StatusOK},
	} {
		r := httptest.NewRequest("GET", "/health/detailed", nil)
		r.RemoteAddr = tt.address
		if tt.through != "" {
			r.Header.Set("X-Forwarded-For", tt.through)
		}
		if tt.cookie != "" {
			r.Header.Set("Cookie", "session_token="+tt.cookie)
		}
		w := httptest.NewRecorder()
		s.handler.ServeHTTP(w, r)
		if w.Code != tt.status {
			t.Errorf("%s gets %d %s, want %d", tt.name, w.Code, w.Body, tt.status)
		}
	}
}
