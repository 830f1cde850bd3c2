package httpapi_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"campfire/internal/httpapi"
)

func TestMetricsAreForPrivateNetworksOrATokensHolder(t *testing.T) {
	s := newSite(t)
	s.SetUp("ada")
	for _, tt := range []struct {
		name, token, address, through, bearer string
		status                                int
	}{
		{"this machine", "", "127.0.0.1:4711", "", "", http.StatusOK},
		{"a private network", "", "10.1.2.3:4711", "", "", http.StatusOK},
		{"a private network of IPv6", "", "[fd00::7]:4711", "", "", http.StatusOK},
		{"a stranger", "", "203.0.113.9:4711", "", "", http.StatusForbidden},
		{"a stranger through the proxy", "", "127.0.0.1:4711", "203.0.113.9", "", http.StatusForbidden},
		{"a stranger who claims to be in the network", "", "127.0.0.1:4711", "10.1.2.3", "", http.StatusForbidden},
		{"a private network where there is a token", "secret", "10.1.2.3:4711", "", "", http.StatusForbidden},
		{"a wrong token", "secret", "10.1.2.3:4711", "", "guess", http.StatusForbidden},
		{"the token, from anywhere", "secret", "203.0.113.9:4711", "", "secret", http.StatusOK},
	} {
		s.handler.MetricsToken = tt.token
		r := httptest.NewRequest("GET", "/metrics", nil)
		r.RemoteAddr = tt.address
		for name, value := range map[string]string{"X-Forwarded-For": tt.through, "Authorization": "Bearer " + tt.bearer} {
			if value != "" && value != "Bearer " {
				r.Header.Set(name, value)
			}
		}
		w := httptest.NewRecorder()
		s.handler.ServeHTTP(w, r)
		if w.Code != tt.status {
			t.Errorf("%s gets %d %s, want %d", tt.name, w.Code, w.Body, tt.status)
		}
	}
}

func TestMetricsCountAnswersByRoute(t *testing.T) {
	s := newSite(t)
	ada := s.signUp("ada")
	for range 3 {
		ada.send("GET", "/api/users/me", "")
	}
	s.browser().send("GET", "/api/users/me", "")
	s.browser().send("GET", "/join/secret-join-code", "")
	page := s.browser().send("GET", "/metrics", "")
	for _, line := range []string{
		`campfire_http_request_duration_seconds_count{route="GET /api/users/me",status="2xx"} 3`,
		`campfire_http_request_duration_seconds_count{route="GET /api/users/me",status="4xx"} 1`,
		`campfire_http_request_duration_seconds_bucket{route="GET /api/users/me",status="2xx",le="+Inf"} 3`,
		`campfire_build_info{version="test"} 1`,
		`campfire_cable_connections 5`,
		`campfire_store_commits_total 9`,
		`campfire_jobs{kind="webhook",state="buried"} 2`,
		`campfire_job_circuit_open{host="bot.example.com",state="open"} 1`,
		"campfire_job_circuit_open{host=\"münchen\\\"\\\\\u202e\ufffd\",state=\"half-open\"} 1",
		`process_resident_memory_bytes `,
	} {
		if !strings.Contains(page.text, line) {
			t.Errorf("no line %s", line)
		}
	}
	if strings.Contains(page.text, "secret-join-code") {
		t.Error("what stands in an address is among the metrics")
	}
}

var sampleDetail = httpapi.Detail{
	Goroutines: 7,
	Store:      httpapi.StoreDetail{Commits: 9},
	Cable:      httpapi.CableDetail{Connections: 5},
	Jobs: httpapi.JobsDetail{
		Counts:   []httpapi.JobCount{{Kind: "webhook", Buried: 2}},
		Circuits: []httpapi.CircuitDetail{{Host: "bot.example.com", State: "open"}, {Host: "münchen\"\\\u202e\xff", State: "half-open"}},
	},
}
