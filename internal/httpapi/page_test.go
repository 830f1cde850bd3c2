package httpapi_test

import (
	"net/http"
	"strings"
	"testing"
)

func TestPagesAndAssets(t *testing.T) {
	s := newSite(t)
	for _, tt := range []struct {
		path, accept string
		status       int
		text         string
	}{
		{"/", "", 200, "<html><head></head></html>"},
		{"/rooms/1", "br;q=1, gzip", 200, "brotli"},
		{"/rooms/1/@2", "br;q=0", 200, "<html><head></head></html>"},
		{"/join/abcd-efgh-ijkl", "", 200, "<html><head></head></html>"},
		{"/session/transfers/x", "", 200, "<html><head></head></html>"},
		{"/users/me/profile", "", 200, "<html><head></head></html>"},
		{"/icon.svg", "", 200, "<svg/>"},
		{"/assets", "", 404, "<html><head></head></html>"},
		{"/nowhere", "", 404, "<html><head></head></html>"},
		{"/assets/app-1a2b.js", "br", 200, "b"},
		{"/assets/app-1a2b.js", "", 200, "app()"},
		{"/assets/missing.js", "", 404, ""},
		{"/assets/..%2findex.html", "", 404, ""},
		{"/up", "", 200, "up\n"},
	} {
		b := s.browser()
		b.header.Set("Accept-Encoding", tt.accept)
		r := b.send("GET", tt.path, "")
		if r.StatusCode != tt.status || tt.text != "" && r.text != tt.text {
			t.Errorf("%s accepting %q: %d %q", tt.path, tt.accept, r.StatusCode, r.text)
		}
		csp := r.Header.Get("Content-Security-Policy")
		if !strings.Contains(csp, "script-src 'self';") || !strings.Contains(csp, "frame-ancestors") ||
			r.Header.Get("X-Content-Type-Options") != "nosniff" || r.Header.Get("Referrer-Policy") == "" {
			t.Errorf("%s lacks security headers: %v", tt.path, r.Header)
		}
	}
}

func TestPagesAreRevalidatedAndAssetsKept(t *testing.T) {
	s := newSite(t)
	b := s.browser()
	first := b.send("GET", "/", "")
	b.header.Set("If-None-Match", first.Header.Get("ETag"))
	if r := b.send("GET", "/rooms/1", ""); r.StatusCode != http.StatusNotModified || first.Header.Get("Cache-Control") != "no-cache" {
		t.Errorf("the page again: %d, cache %q", r.StatusCode, first.Header.Get("Cache-Control"))
	}
	if r := s.browser().send("GET", "/assets/app-1a2b.js", ""); !strings.Contains(r.Header.Get("Cache-Control"), "immutable") || r.Header.Get("Content-Type") != "text/javascript; charset=utf-8" {
		t.Errorf("an asset has %v", r.Header)
	}
}

func TestHealth(t *testing.T) {
	s := newSite(t)
	r := s.browser().send("GET", "/health", "")
	if r.StatusCode != 200 || r.body["status"] != "ok" || r.body["database"] != "ok" || r.body["realtime"] != "ok" ||
		r.body["version"] != "test" || r.body["memory_bytes"] != 1.0 || r.body["uptime_seconds"].(float64) <= 0 {
		t.Errorf("health: %d %s", r.StatusCode, r.text)
	}
	if err := s.Store.Close(); err != nil {
		t.Fatal(err)
	}
	if r := s.browser().send("GET", "/health", ""); r.StatusCode != 503 || r.body["status"] != "unavailable" || r.body["database"] != "unavailable" {
		t.Errorf("health without its database: %d %s", r.StatusCode, r.text)
	}
}

func TestForwardedHeadersAreBelievedFromTrustedProxiesAlone(t *testing.T) {
	s := newSite(t)
	b := s.browser()
	b.header.Set("X-Forwarded-For", "203.0.113.9, 198.51.100.7, 127.0.0.2")
	b.header.Set("X-Forwarded-Proto", "https")
	r := b.send("POST", "/api/first_run", registration("ada"))
	if cookies := r.Cookies(); len(cookies) != 1 || !cookies[0].Secure || !cookies[0].HttpOnly || cookies[0].SameSite != http.SameSiteLaxMode {
		t.Fatalf("cookie over TLS: %v", r.Header["Set-Cookie"])
	}
	if join := r.body["account"].(map[string]any)["join_url"].(string); !strings.HasPrefix(join, "https://") {
		t.Errorf("join_url is %s", join)
	}
	if log := s.log.String(); !strings.Contains(log, `"address":"198.51.100.7"`) {
		t.Errorf("the nearest address that is no proxy of ours is not in the log:\n%s", log)
	}
}

func TestTheManifestNamesTheTeamInTheColoursSomebodyChose(t *testing.T) {
	s := newSite(t)
	if r := s.browser().send("GET", "/webmanifest", ""); r.StatusCode != 200 || r.body["name"] != "Campfire" {
		t.Errorf("before anybody set it up: %d %s", r.StatusCode, r.text)
	}
	ada := s.signUp("ada")
	ada.send("PATCH", "/api/account", `{"name":"Engines & Sons"}`)
	for _, tt := range []struct {
		cookie, ground, dark string
	}{
		{"", "#faf6f2", "#120d09"},
		{"appearance=light", "#faf6f2", ""},
		{"appearance=dark", "#120d09", ""},
	} {
		b := s.browser()
		b.header.Set("Cookie", tt.cookie)
		r := b.send("GET", "/webmanifest", "")
		dark, _ := r.body["color_scheme_dark"].(map[string]any)
		if r.body["name"] != "Engines & Sons" || r.body["short_name"] != "Engines & Sons" ||
			r.body["background_color"] != tt.ground || r.body["theme_color"] != tt.ground || tt.dark != "" && dark["theme_color"] != tt.dark {
			t.Errorf("with cookie %q: %s", tt.cookie, r.text)
		}
		if r.Header.Get("Content-Type") != "application/manifest+json; charset=utf-8" || r.Header.Get("Cache-Control") != "no-cache" {
			t.Errorf("the manifest has %v", r.Header)
		}
	}
}

func TestTheServiceWorkerIsAskedForAnewAndMayServeEverything(t *testing.T) {
	s := newSite(t)
	for _, path := range []string{"/service-worker.js", "/service-worker"} {
		r := s.browser().send("GET", path, "")
		if r.StatusCode != 200 || r.text != "work()" || r.Header.Get("Content-Type") != "text/javascript; charset=utf-8" ||
			r.Header.Get("Cache-Control") != "no-cache" || r.Header.Get("Service-Worker-Allowed") != "/" {
			t.Errorf("%s: %d %q %v", path, r.StatusCode, r.text, r.Header)
		}
	}
}
