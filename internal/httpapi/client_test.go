package httpapi_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"campfire/internal/chat"
	"campfire/internal/chattest"
	"campfire/internal/httpapi"
)

// site is a whole server with its log.
type site struct {
	*chattest.Campfire
	t       testing.TB
	url     string
	log     *lockedBuilder
	handler *httpapi.Server
}

func newSite(t testing.TB, change ...func(*chat.Options)) *site {
	return newSiteOn(t, chattest.New(t, change...), http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusTeapot)
	}))
}

// newSiteOn is a site whose cable is given.
func newSiteOn(t testing.TB, c *chattest.Campfire, cable http.Handler) *site {
	log := &lockedBuilder{}
	api := httpapi.New(httpapi.Options{
		Chat:  c.Service,
		Cable: cable,
		Assets: fstest.MapFS{
			"index.html":            {Data: []byte("<html><head></head></html>")},
			"icon.svg":              {Data: []byte("<svg/>")},
			"service-worker.js":     {Data: []byte("work()")},
			"index.html.br":         {Data: []byte("brotli")},
			"assets/app-1a2b.js":    {Data: []byte("app()")},
			"assets/app-1a2b.js.br": {Data: []byte("b")},
		},
		Logger:        slog.New(slog.NewJSONHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug})),
		CookieKey:     []byte(chattest.Secret),
		TrustsProxy:   netip.Addr.IsLoopback,
		Flags:         httpapi.Flags{SearchEnabled: true, BotIntegrationsEnabled: true},
		WebhookSecret: func(key string) string { return "secret of " + key },
		TestPush: func(ctx context.Context, v chat.Viewer, id int64) error {
			_, err := c.TestPush(ctx, v, id)
			return err
		},
		SignedIDKey: []byte(chattest.Secret),
		Checks: httpapi.Checks{
			Database:    c.Store.Ping,
			Realtime:    func() error { return nil },
			MemoryBytes: func() int64 { return 1 },
			Detail:      func() httpapi.Detail { return sampleDetail },
			Circuits:    func() []httpapi.CircuitDetail { return []httpapi.CircuitDetail{} },
		},
		Version: "test",
	})
	server := httptest.NewServer(api)
	t.Cleanup(server.Close)
	return &site{Campfire: c, t: t, url: server.URL, log: log, handler: api}
}

// browser is one person's client; it keeps its cookie.
type browser struct {
	site   *site
	cookie string
	header http.Header
}

func (s *site) browser() *browser { return &browser{site: s, header: http.Header{}} }

type response struct {
	*http.Response
	body map[string]any
	text string
}

// send makes a request with a JSON body, unless it is empty.
func (b *browser) send(method, path, body string) response {
	b.site.t.Helper()
	request, err := http.NewRequestWithContext(context.Background(), method, b.site.url+path, strings.NewReader(body))
	if err != nil {
		b.site.t.Fatal(err)
	}
	request.Header = b.header.Clone()
	if body != "" && request.Header.Get("Content-Type") == "" {
		request.Header.Set("Content-Type", "application/json")
	}
	if b.cookie != "" {
		request.Header.Set("Cookie", "session_token="+b.cookie)
	}
	got, err := http.DefaultTransport.RoundTrip(request)
	if err != nil {
		b.site.t.Fatal(err)
	}
	return b.read(got)
}

func (b *browser) read(got *http.Response) response {
	b.site.t.Helper()
	defer got.Body.Close()
	text, err := io.ReadAll(got.Body)
	if err != nil {
		b.site.t.Fatal(err)
	}
	for _, c := range got.Cookies() {
		if c.Name == "session_token" {
			b.cookie = c.Value
		}
	}
	r := response{Response: got, text: string(text)}
	_ = json.Unmarshal(text, &r.body) // not every answer is JSON
	return r
}

// signUp returns the browser of somebody who has just joined, or set up.
func (s *site) signUp(name string) *browser {
	s.t.Helper()
	b := s.browser()
	path := "/api/first_run"
	if account, err := s.Account(s.t.Context()); err == nil {
		path = "/api/join/" + account.JoinCode
	}
	r := b.send("POST", path, fmt.Sprintf(`{"name":%q,"email_address":"%s@example.com","password":%q}`, name, name, chattest.Password))
	if r.StatusCode != http.StatusCreated {
		s.t.Fatalf("sign up %s: %d %s", name, r.StatusCode, r.text)
	}
	return b
}

// lockedBuilder collects a log that many goroutines write.
type lockedBuilder struct {
	mu sync.Mutex
	b  strings.Builder // guarded by mu
}

func (l *lockedBuilder) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuilder) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}
