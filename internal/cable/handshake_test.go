package cable_test

import (
	"errors"
	"maps"
	"net/http"
	"strings"
	"testing"

	"github.com/gobwas/ws"

	"campfire/internal/cable"
)

// get asks for /cable like a WebSocket client, but for what header changes,
// and returns the answer. An upgraded one stays open until the test ends.
func (f *fixture) get(t *testing.T, method, user string, header map[string]string) *http.Response {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, f.http.URL+"/cable?user="+user, nil)
	if err != nil {
		t.Fatal(err)
	}
	websocket := map[string]string{
		"Connection": "Upgrade", "Upgrade": "websocket",
		"Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
	}
	maps.Copy(websocket, header)
	for name, value := range websocket {
		req.Header.Set(name, value)
	}
	res, err := f.http.Client().Transport.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = res.Body.Close() })
	if retry := res.Header.Get("Retry-After"); (retry != "") != (res.StatusCode == 429 || res.StatusCode == 503) {
		t.Errorf("Retry-After %q with status %d", retry, res.StatusCode)
	}
	return res
}

func TestHandshakeAnswers(t *testing.T) {
	f := serve(t, func(o *cable.Options) {
		o.Authenticate = func(r *http.Request) (cable.Identity, error) {
			if r.URL.Query().Get("user") == "broken" {
				return nil, errors.New("database is away")
			}
			return user(r)
		}
	})
	tests := []struct {
		name, method, user string
		header             map[string]string
		status             int
	}{
		{"good", "GET", "david", nil, 101},
		{"same origin", "GET", "david", map[string]string{"Origin": f.http.URL}, 101},
		{"foreign origin", "GET", "david", map[string]string{"Origin": "https://evil.example"}, 404},
		{"origin of another scheme", "GET", "david", map[string]string{"Origin": strings.Replace(f.http.URL, "http", "https", 1)}, 404},
		{"opaque origin", "GET", "david", map[string]string{"Origin": "null"}, 404},
		{"plain request", "GET", "david", map[string]string{"Upgrade": ""}, 404},
		{"other upgrade", "GET", "david", map[string]string{"Upgrade": "h2c"}, 404},
		{"POST", "POST", "david", nil, 404},
		{"key missing", "GET", "david", map[string]string{"Sec-WebSocket-Key": ""}, 400},
		{"old version", "GET", "david", map[string]string{"Sec-WebSocket-Version": "8"}, 426},
		{"authentication breaks", "GET", "broken", nil, 503},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if res := f.get(t, tt.method, tt.user, tt.header); res.StatusCode != tt.status {
				t.Errorf("status %d, want %d", res.StatusCode, tt.status)
			}
		})
	}
}

func TestOriginBehindAProxyIsTheCallersToSay(t *testing.T) {
	f := serve(t, func(o *cable.Options) {
		o.Origin = func(*http.Request) string { return "https://chat.example.com" }
	})
	for origin, status := range map[string]int{"https://chat.example.com": 101, f.http.URL: 404} {
		if res := f.get(t, "GET", "david", map[string]string{"Origin": origin}); res.StatusCode != status {
			t.Errorf("origin %s: status %d, want %d", origin, res.StatusCode, status)
		}
	}
}

func TestFullServerRefuses(t *testing.T) {
	f := serve(t, func(o *cable.Options) { o.MaxConnections, o.MaxPerIdentity = 3, 2 })
	for _, want := range []struct {
		user   string
		status int
	}{{"david", 101}, {"david", 101}, {"david", 429}, {"jason", 101}, {"kevin", 503}} {
		if res := f.get(t, "GET", want.user, nil); res.StatusCode != want.status {
			t.Errorf("%s: status %d, want %d", want.user, res.StatusCode, want.status)
		}
	}
}

func TestSubprotocols(t *testing.T) {
	eachWay(t, func(t *testing.T, serve server) {
		tests := []struct {
			name    string
			offered []string
			chosen  string
			refused bool
		}{
			{"the reference client", []string{"actioncable-v1-json", "actioncable-unsupported"}, "actioncable-v1-json", false},
			{"an AnyCable client", []string{"actioncable-v1-ext-json"}, "actioncable-v1-ext-json", false},
			{"a client of both protocols", []string{"actioncable-v1-json", "actioncable-v1-ext-json"}, "actioncable-v1-ext-json", false},
			{"ours last", []string{"actioncable-unsupported", "actioncable-v1-json"}, "actioncable-v1-json", false},
			{"none", nil, "", false},
			{"unsupported only", []string{"graphql-ws", "actioncable-unsupported"}, "actioncable-unsupported", true},
			{"foreign only", []string{"graphql-ws"}, "", true},
		}
		for _, tt := range tests {
			t.Run(tt.name, func(t *testing.T) {
				c := serve(t).connect(t, "?user=david", tt.offered...)
				if c.hs.Protocol != tt.chosen {
					t.Errorf("chosen %q, want %q", c.hs.Protocol, tt.chosen)
				}
				if tt.refused {
					c.wantsClose(ws.StatusProtocolError)
					return
				}
				if tt.chosen == "actioncable-v1-ext-json" {
					c.wantsSession()
				} else {
					c.wants(`{"type":"welcome"}`)
				}
			})
		}
	})
}

func TestStrangerIsToldAndClosed(t *testing.T) {
	eachWay(t, func(t *testing.T, serve server) {
		f := serve(t)
		c := f.connect(t, "", "actioncable-v1-json")
		c.send(subscribeA) // like clients that do not wait for the welcome
		c.wants(`{"type":"disconnect","reason":"unauthorized","reconnect":false}`)
		c.wantsClose(ws.StatusNormalClosure)
	})
}

func TestNoIdentityIsAStranger(t *testing.T) {
	f := serve(t, func(o *cable.Options) {
		o.Authenticate = func(*http.Request) (cable.Identity, error) { return nil, nil }
	})
	c := f.connect(t, "?user=david", "actioncable-v1-json")
	c.wants(`{"type":"disconnect","reason":"unauthorized","reconnect":false}`)
	c.wantsClose(ws.StatusNormalClosure)
}

// A session may end between the look at it and the moment Disconnect could
// find its connection.
func TestDisconnectMeetsAHandshakeUnderWay(t *testing.T) {
	eachWay(t, func(t *testing.T, serve server) {
		var f *fixture
		signedIn := true
		f = serve(t, func(o *cable.Options) {
			o.Authenticate = func(r *http.Request) (cable.Identity, error) {
				if !signedIn {
					return nil, cable.ErrUnauthorized
				}
				signedIn = false
				f.Disconnect(everyone, "unauthorized", false)
				return user(r)
			}
		})
		c := f.connect(t, "?user=david", "actioncable-v1-json")
		c.wants(`{"type":"disconnect","reason":"unauthorized","reconnect":false}`)
		c.wantsClose(ws.StatusNormalClosure)
	})
}

func TestFramesBehindTheHandshakeAreRead(t *testing.T) {
	eachWay(t, func(t *testing.T, serve server) {
		f := serve(t)
		c := f.raw(t, "GET /cable?user=david HTTP/1.1\r\nHost: "+f.http.Listener.Addr().String()+
			"\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"+
			string(ws.MustCompileFrame(ws.MaskFrame(ws.NewTextFrame([]byte(subscribeA))))))
		c.wants(`{"type":"welcome"}`, `{"identifier":`+quote(`{"channel":"Channel","stream":"a"}`)+`,"type":"confirm_subscription"}`)
	})
}
