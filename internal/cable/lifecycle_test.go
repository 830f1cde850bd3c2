package cable_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/gobwas/ws"

	"campfire/internal/cable"
)

func TestDisconnectEndsTheConnectionsThatMatch(t *testing.T) {
	eachWay(t, func(t *testing.T, serve server) {
		f := serve(t)
		david, jason := f.dial(t), f.connect(t, "?user=jason", "actioncable-v1-json")
		jason.wants(`{"type":"welcome"}`)
		quoted := jason.subscribe("room")
		n := f.Disconnect(func(id cable.Identity) bool { return id == "jason" }, "remote", true)
		f.hub.Broadcast("room", []byte(`"too late"`))
		if n != 1 {
			t.Errorf("disconnected %d, want 1", n)
		}
		if sub := <-f.channel.unsubscribed; quote(sub.Identifier()) != quoted {
			t.Errorf("unsubscribed %s", sub.Identifier())
		}
		jason.wants(`{"type":"disconnect","reason":"remote","reconnect":true}`)
		jason.wantsClose(ws.StatusNormalClosure)
		david.subscribe("room")
	})
}

func TestShutdownDeliversTellsAndCloses(t *testing.T) {
	eachWay(t, func(t *testing.T, serve server) {
		f := serve(t)
		clients := []*client{f.dial(t), f.dial(t), f.dial(t)}
		var quoted string
		for _, c := range clients {
			quoted = c.subscribe("room")
		}
		stopped := make(chan error)
		go func() {
			for range 100 {
				f.hub.Broadcast("room", []byte(`"last words"`))
			}
			stopped <- f.Shutdown(t.Context())
		}()
		for _, c := range clients {
			for range 100 {
				c.wants(message(quoted, `"last words"`))
			}
			c.wants(`{"type":"disconnect","reason":"server_restart","reconnect":true}`)
			c.wantsClose(ws.StatusGoingAway)
			_ = c.conn.Close()
		}
		if err := <-stopped; err != nil {
			t.Errorf("shutdown: %v", err)
		}
		if got := f.Stats(); got != (cable.Stats{}) {
			t.Errorf("left behind: %+v", got)
		}
		_, _, _, err := ws.Dial(t.Context(), "ws"+strings.TrimPrefix(f.http.URL, "http")+"/cable?user=david")
		if want := ws.StatusError(http.StatusServiceUnavailable); !errors.Is(err, want) {
			t.Errorf("connecting afterwards: %v, want %v", err, want)
		}
	})
}

func TestShutdownIsBounded(t *testing.T) {
	eachWay(t, func(t *testing.T, serve server) {
		f := serve(t)
		c := f.dial(t)
		stuck, release := make(chan struct{}), make(chan struct{})
		f.channel.perform = func(*cable.Subscription, string, json.RawMessage) error {
			close(stuck)
			<-release // a channel that minds no context
			return nil
		}
		quoted := c.subscribe("room")
		c.send(`{"command":"message","identifier":` + quoted + `,"data":"{}"}`)
		<-stuck
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if err := f.Shutdown(ctx); !errors.Is(err, context.Canceled) {
			t.Errorf("shutdown: %v, want %v", err, context.Canceled)
		}
		close(release)
	})
}

// A client that is gone without a word is noticed by its silence, one that
// answers by itself stays.
func TestDeadClientIsLetGo(t *testing.T) {
	eachWay(t, func(t *testing.T, serve server) {
		f := serve(t)
		dead, alive := f.dial(t), f.connect(t, "?user=jason", "actioncable-v1-json")
		alive.wants(`{"type":"welcome"}`)
		dead.subscribe("room")
		for range 4 { // the subscribe counts for the first
			f.Look()
			if op, _, err := alive.frame(); op != ws.OpPing {
				t.Fatalf("got %v, %v, want a ping", op, err)
			}
			alive.write(ws.MaskFrame(ws.NewPongFrame(nil)))
			alive.subscribe("room") // confirmed, so the pong has been read
			alive.send(`{"command":"unsubscribe","identifier":` + quote(`{"channel":"Channel","stream":"room"}`) + `}`)
		}
		for sub := range f.channel.unsubscribed {
			if sub.Identity() == "david" {
				break
			}
		}
		alive.subscribe("room")
		eventually(func() bool { return f.Stats().Connections == 1 })
	})
}
