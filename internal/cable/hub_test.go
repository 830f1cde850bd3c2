package cable_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gobwas/ws"

	"campfire/internal/cable"
)

// Every subscriber gets every message of every publisher once, and all of them
// the messages of the stream in one and the same order.
func TestBroadcastKeepsOrder(t *testing.T) {
	eachWay(t, func(t *testing.T, serve server) {
		const publishers, messages, subscribers = 8, 200, 20
		f := serve(t)
		clients := make([]*client, subscribers)
		quoted := make([]string, subscribers)
		for i := range clients {
			clients[i] = f.dial(t)
			quoted[i] = clients[i].subscribe("room")
		}
		var publishing sync.WaitGroup
		for p := range publishers {
			publishing.Go(func() {
				for m := range messages {
					f.hub.Broadcast("room", fmt.Appendf(nil, "[%d,%d]", p, m))
				}
			})
		}
		got := make([]string, subscribers)
		var reading sync.WaitGroup
		for i, c := range clients {
			reading.Go(func() {
				var next [publishers]int
				var all strings.Builder
				for range publishers * messages {
					_, text, err := c.frame()
					if err != nil {
						t.Errorf("client %d: %v", i, err)
						return
					}
					var frame struct{ Message [2]int }
					if err := json.Unmarshal([]byte(text), &frame); err != nil {
						t.Errorf("client %d: %q: %v", i, text, err)
						return
					}
					p, m := frame.Message[0], frame.Message[1]
					if m != next[p] {
						t.Errorf("client %d: message %d of publisher %d, want %d", i, m, p, next[p])
						return
					}
					next[p]++
					all.WriteString(text)
				}
				got[i] = all.String()
			})
		}
		publishing.Wait()
		reading.Wait()
		for i := range got {
			if got[i] != got[0] {
				t.Errorf("client %d saw another order than client 0", i)
			}
		}
	})
}

func TestSubscriberGetsEveryBroadcastAfterStream(t *testing.T) {
	eachWay(t, func(t *testing.T, serve server) {
		f := serve(t)
		f.channel.subscribe = func(_ context.Context, sub *cable.Subscription) error {
			sub.Transmit([]byte(`"state"`))
			f.hub.Broadcast("room", []byte(`1`))
			f.hub.Broadcast("room", []byte(`2`))
			return nil
		}
		c := f.dial(t)
		quoted := c.subscribe("room") // the confirmation comes first
		f.hub.Broadcast("room", []byte(`3`))
		c.wants(message(quoted, `"state"`), message(quoted, `1`), message(quoted, `2`), message(quoted, `3`))
	})
}

func TestSpellingsOfAnIdentifierAreEchoedApart(t *testing.T) {
	eachWay(t, func(t *testing.T, serve server) {
		f := serve(t)
		one, two := f.dial(t), f.dial(t)
		quoted := one.subscribe("room")
		other := `"{\"stream\":\"room\", \"channel\":\"Ch\u0061nnel\"}"`
		two.send(`{"command":"subscribe","identifier":` + other + `}`)
		two.wants(`{"identifier":` + other + `,"type":"confirm_subscription"}`)
		f.hub.Broadcast("room", []byte(`{}`))
		one.wants(message(quoted, `{}`))
		two.wants(message(other, `{}`))
	})
}

func TestBroadcastReachesItsStreamOnly(t *testing.T) {
	eachWay(t, func(t *testing.T, serve server) {
		f := serve(t)
		c := f.dial(t)
		quoted := c.subscribe("a")
		f.hub.Broadcast("b", []byte(`"not for a"`))
		f.hub.Broadcast("a", []byte(`"for a"`))
		c.wants(message(quoted, `"for a"`))
	})
}

func TestRevokeEndsASubscriptionAtOnce(t *testing.T) {
	eachWay(t, func(t *testing.T, serve server) {
		f := serve(t)
		david, jason := f.dial(t), f.connect(t, "?user=jason", "actioncable-v1-json")
		jason.wants(`{"type":"welcome"}`)
		quoted := david.subscribe("room")
		jason.subscribe("room")

		f.hub.Broadcast("room", []byte(`1`))
		jason.wants(message(quoted, `1`))
		n := f.hub.Revoke("room", func(id cable.Identity) bool { return id == "jason" })
		if n != 1 {
			t.Errorf("revoked %d subscriptions, want 1", n)
		}
		f.hub.Broadcast("room", []byte(`2`))
		david.wants(message(quoted, `1`), message(quoted, `2`))
		jason.wants(`{"identifier":` + quoted + `,"type":"reject_subscription"}`)
		jason.send(`{"command":"message","identifier":` + quoted + `,"data":"{}"}`) // must not matter
		jason.subscribe("lobby")
	})
}

// The right may be withdrawn while the channel is still looking at it.
func TestRevokeMeetsASubscribeUnderWay(t *testing.T) {
	eachWay(t, func(t *testing.T, serve server) {
		f := serve(t)
		f.channel.subscribe = func(_ context.Context, sub *cable.Subscription) error {
			f.hub.Revoke("room", everyone)
			sub.Stream("another")
			return nil
		}
		c := f.dial(t)
		quoted := quote(`{"channel":"Channel","stream":"room"}`)
		c.send(`{"command":"subscribe","identifier":` + quoted + `}`)
		c.wants(`{"identifier":` + quoted + `,"type":"reject_subscription"}`)
		<-f.channel.unsubscribed
		if got := f.Stats(); got.Subscriptions != 0 || got.Streams != 0 {
			t.Errorf("left behind: %+v", got)
		}
	})
}

// A revoked subscription's Unsubscribe follows the action that was running.
func TestRevokeWaitsForTheRunningAction(t *testing.T) {
	eachWay(t, func(t *testing.T, serve server) {
		f := serve(t)
		during := -1
		f.channel.perform = func(sub *cable.Subscription, _ string, _ json.RawMessage) error {
			f.hub.Revoke("room", everyone)
			sub.Stream("another") // too late
			during = len(f.channel.unsubscribed)
			return nil
		}
		c := f.dial(t)
		quoted := c.subscribe("room")
		c.send(`{"command":"message","identifier":` + quoted + `,"data":"{}"}`)
		c.wants(`{"identifier":` + quoted + `,"type":"reject_subscription"}`)
		<-f.channel.unsubscribed
		if during != 0 {
			t.Errorf("Unsubscribe ran %d times during the action", during)
		}
		if got := f.Stats().Streams; got != 0 {
			t.Errorf("%d streams left behind", got)
		}
	})
}

// One client that stops reading is cut; the others miss nothing.
func TestSlowClientIsCutAndHurtsNobody(t *testing.T) {
	eachWay(t, func(t *testing.T, serve server) {
		f := serve(t)
		slow, quick := f.dial(t), f.dial(t)
		slow.subscribe("room")
		quoted := quick.subscribe("room")
		text := `"` + strings.Repeat("x", 64<<10) + `"`
		for f.Stats().SlowClients == 0 {
			f.hub.Broadcast("room", []byte(text))
			quick.wants(message(quoted, text))
		}
		f.hub.Broadcast("room", []byte(`"after"`))
		quick.wants(message(quoted, `"after"`))
		for { // what was on its way, then the end without a close frame
			op, _, err := slow.frame()
			if err != nil {
				break
			}
			if op == ws.OpClose {
				t.Fatal("a slow client was told; it would have to read it")
			}
		}
		if sub := <-f.channel.unsubscribed; sub.Identity() != "david" {
			t.Errorf("unsubscribed %v", sub.Identity())
		}
	})
}

// A client that pauses for less than its queue holds loses nothing, in order.
func TestPausingClientCatchesUp(t *testing.T) {
	eachWay(t, func(t *testing.T, serve server) {
		f := serve(t)
		pausing := f.dial(t)
		quoted := pausing.subscribe("room")
		sent := 0
		for f.Stats().QueuedBytes < 256<<10 { // until the socket takes no more
			f.hub.Broadcast("room", fmt.Appendf(nil, `"%d %s"`, sent, strings.Repeat("x", 16<<10)))
			sent++
		}
		for i := range sent {
			pausing.wants(message(quoted, fmt.Sprintf(`"%d %s"`, i, strings.Repeat("x", 16<<10))))
		}
		pausing.subscribe("and goes on")
	})
}

// A client that is done talking is done.
func TestHalfClosedClientIsLetGo(t *testing.T) {
	eachWay(t, func(t *testing.T, serve server) {
		f := serve(t)
		c := f.dial(t)
		c.subscribe("room")
		if err := c.conn.(*net.TCPConn).CloseWrite(); err != nil {
			t.Fatal(err)
		}
		<-f.channel.unsubscribed
		if _, _, err := c.frame(); !errors.Is(err, io.EOF) {
			t.Errorf("read: %v, want the end", err)
		}
	})
}

func TestFrameMayComeByteByByte(t *testing.T) {
	eachWay(t, func(t *testing.T, serve server) {
		c := serve(t).dial(t)
		for _, b := range ws.MustCompileFrame(ws.MaskFrame(ws.NewTextFrame([]byte(subscribeA)))) {
			if _, err := c.conn.Write([]byte{b}); err != nil {
				t.Fatal(err)
			}
		}
		c.wants(`{"identifier":` + quote(`{"channel":"Channel","stream":"a"}`) + `,"type":"confirm_subscription"}`)
	})
}

func message(quoted, text string) string {
	return `{"identifier":` + quoted + `,"message":` + text + `}`
}

// TLS has no descriptor to write on: everything takes the way through the queue.
func TestTLSConnectionsAreServedAlike(t *testing.T) {
	f := serve(t)
	secure := httptest.NewTLSServer(f.Server)
	defer secure.Close()
	dialer := ws.Dialer{
		Protocols: []string{"actioncable-v1-json"},
		TLSConfig: secure.Client().Transport.(*http.Transport).TLSClientConfig,
		Header:    ws.HandshakeHeaderHTTP{"Origin": {secure.URL}},
	}
	conn, early, _, err := dialer.Dial(t.Context(), "wss"+strings.TrimPrefix(secure.URL, "https")+"/cable?user=david")
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	_ = conn.SetDeadline(time.Now().Add(patience))
	c := &client{t: t, conn: conn, r: conn}
	if early != nil {
		c.r = early
	}
	c.wants(`{"type":"welcome"}`)
	quoted := c.subscribe("room")
	for i := range 100 {
		f.hub.Broadcast("room", fmt.Append(nil, i))
	}
	for i := range 100 {
		c.wants(message(quoted, fmt.Sprint(i)))
	}
	f.Disconnect(everyone, "remote", false)
	c.wants(`{"type":"disconnect","reason":"remote","reconnect":false}`)
	c.wantsClose(ws.StatusNormalClosure)
}
