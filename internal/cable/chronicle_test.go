package cable_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"campfire/internal/cable"
)

// chronicle is a channel with one stream, "log", that counts. What is said is
// kept first and broadcast later, as by a database that commits and then tells.
type chronicle struct {
	channel
	history func() error // called while a history is read

	mu    sync.Mutex
	said  []cable.Message // guarded by mu
	told  int             // guarded by mu; how many of said were broadcast
	first int64           // guarded by mu; the offset of the oldest that is still known
}

const began = 1_000_000_000 // unix seconds; message n is said n seconds later

func (ch *chronicle) say() {
	ch.mu.Lock()
	defer ch.mu.Unlock()
	n := int64(len(ch.said)) + 1
	ch.said = append(ch.said, cable.Message{Text: fmt.Append(nil, n), Offset: n})
}

// tell broadcasts what was said. Nothing is told out of turn, but by then more
// may have been said.
func (ch *chronicle) tell(hub *cable.Hub) {
	ch.mu.Lock()
	untold := slices.Clone(ch.said[ch.told:])
	ch.told = len(ch.said)
	ch.mu.Unlock()
	for _, m := range untold {
		hub.BroadcastAt("log", m.Offset, m.Text)
	}
}

func (ch *chronicle) OffsetAt(_ context.Context, _ *cable.Subscription, _ string, t time.Time) (int64, error) {
	return t.Unix() - began - 1, nil
}

func (ch *chronicle) History(_ context.Context, _ *cable.Subscription, stream string, after int64) ([]cable.Message, int64, error) {
	ch.mu.Lock()
	known := stream == "log" && after+1 >= ch.first && after <= int64(len(ch.said))
	var missed []cable.Message
	if known {
		missed = slices.Clone(ch.said[after:])
	}
	ch.mu.Unlock()
	if !known {
		return nil, 0, cable.ErrNoHistory
	}
	reached := after + int64(len(missed))
	if ch.history != nil {
		return missed, reached, ch.history()
	}
	return missed, reached, nil
}

// logID names a subscription to the log.
var logID = quote(`{"channel":"Chronicle","stream":"log"}`)

// serveLog starts a server with a chronicle of n messages.
func serveLog(t testing.TB, serve server, n int) (*fixture, *chronicle) {
	ch := &chronicle{channel: channel{unsubscribed: make(chan *cable.Subscription, 1000)}}
	f := serve(t, func(o *cable.Options) {
		o.Channels["Chronicle"] = ch
		o.Epoch = "e1"
		o.MaxPerIdentity = 1000
	})
	for range n {
		ch.say()
	}
	ch.tell(f.hub)
	return f, ch
}

// dialExtended connects with the extended protocol and takes the welcome.
func (f *fixture) dialExtended(t testing.TB) *client {
	t.Helper()
	c := f.connect(t, "?user=david", "actioncable-v1-ext-json")
	c.wantsSession()
	return c
}

// wantsSession takes the welcome of the extended protocol.
func (c *client) wantsSession() {
	c.t.Helper()
	_, text, err := c.frame()
	var welcome struct{ Type, SID string }
	if json.Unmarshal([]byte(text), &welcome) != nil || welcome.Type != "welcome" || len(welcome.SID) < 16 {
		c.t.Fatalf("got %q, %v, want a welcome with a sid", text, err)
	}
}

// ask sends a command about the log with what the client knows, and wants the
// confirmation when that is to come.
func (c *client) ask(command, history string) {
	c.t.Helper()
	c.send(`{"command":"` + command + `","identifier":` + logID + `,"history":` + history + `}`)
	if command == "subscribe" {
		c.wants(`{"identifier":` + logID + `,"type":"confirm_subscription"}`)
	}
}

// knows is what a client says that has had everything up to an offset.
func knows(offset int) string {
	return fmt.Sprintf(`{"since":0,"streams":{"log":{"epoch":"e1","offset":%d}}}`, offset)
}

// wantsLog reads messages of the log, each once and in order.
func (c *client) wantsLog(first, last int) {
	c.t.Helper()
	for n := first; n <= last; n++ {
		c.wants(fmt.Sprintf(`{"identifier":%s,"message":%d,"stream_id":"log","epoch":"e1","offset":%d}`, logID, n, n))
	}
}

func (c *client) wantsAnswer(kind string) {
	c.t.Helper()
	c.wants(`{"identifier":` + logID + `,"type":"` + kind + `"}`)
}
