package cable_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/gobwas/ws"

	"campfire/internal/cable"
)

// TestCommands sends each row's texts and wants its answers, then nothing more
// before the answer to a probe, or the close code.
func TestCommands(t *testing.T) {
	eachWay(t, func(t *testing.T, serve server) {
		const id = `"{\"channel\":\"Channel\"}"`
		subscribe := func(quoted string) string { return `{"command":"subscribe","identifier":` + quoted + `}` }
		unsubscribe := `{"command":"unsubscribe","identifier":` + id + `}`
		message := func(data string) string {
			return `{"command":"message","identifier":` + id + `,"data":` + quote(data) + `}`
		}
		confirm := func(quoted string) string { return `{"identifier":` + quoted + `,"type":"confirm_subscription"}` }
		reject := func(quoted string) string { return `{"identifier":` + quoted + `,"type":"reject_subscription"}` }
		invalid := `{"type":"disconnect","reason":"invalid_request","reconnect":false}`
		odd := `"{ \"channel\" : \"Ch\u0061nnel\", \"x\": \"<\u00e9\ud800\/>\" }"`
		long := quote(`{"channel":"Channel","x":"` + strings.Repeat("x", 1<<10) + `"}`)

		tests := []struct {
			name  string
			send  []string
			want  []string
			close ws.StatusCode
		}{
			{name: "subscribe", send: []string{subscribe(id)}, want: []string{confirm(id)}},
			{name: "identifier comes back as it was spelled", send: []string{subscribe(odd)}, want: []string{confirm(odd)}},
			{name: "subscribe twice", send: []string{subscribe(id), subscribe(id)}, want: []string{confirm(id)}},
			{name: "subscribe again after unsubscribe", send: []string{subscribe(id), unsubscribe, subscribe(id)}, want: []string{confirm(id), confirm(id)}},
			{name: "unsubscribe from nothing", send: []string{unsubscribe}},
			{name: "refused by the channel", send: []string{subscribe(`"{\"channel\":\"RefusesChannel\"}"`)}, want: []string{reject(`"{\"channel\":\"RefusesChannel\"}"`)}},
			{name: "unknown channel", send: []string{subscribe(`"{\"channel\":\"NoChannel\"}"`)}, want: []string{reject(`"{\"channel\":\"NoChannel\"}"`)}},
			{name: "identifier without channel", send: []string{subscribe(`"{}"`)}, want: []string{reject(`"{}"`)}},
			{name: "identifier that is no JSON", send: []string{subscribe(`"room"`)}, want: []string{reject(`"room"`)}},
			{name: "identifier over 1 KB", send: []string{subscribe(long)}, want: []string{reject(long)}},
			{name: "message", send: []string{subscribe(id), message(`{"action":"say","what":[1]}`)}, want: []string{confirm(id), `{"identifier":` + id + `,"message":{"action":"say","what":[1]}}`}},
			{name: "unknown action", send: []string{subscribe(id), message(`{"action":"jump"}`)}, want: []string{confirm(id)}},
			{name: "message without subscription", send: []string{message(`{"action":"say"}`)}},
			{name: "message after unsubscribe", send: []string{subscribe(id), unsubscribe, message(`{"action":"say"}`)}, want: []string{confirm(id)}},
			{name: "data that is no JSON", send: []string{subscribe(id), message(`say`)}, want: []string{confirm(id)}},
			{name: "data that is no object", send: []string{subscribe(id), message(`7`)}, want: []string{confirm(id)}},
			{name: "unknown command", send: []string{`{"command":"whisper"}`}},
			{name: "no command", send: []string{`{}`}},
			{name: "text that is no JSON", send: []string{`subscribe`}, want: []string{invalid}, close: 1008},
			{name: "JSON that is no object", send: []string{`[1]`}, want: []string{invalid}, close: 1008},
			{name: "identifier that is no string", send: []string{subscribe(`{"channel":"Channel"}`)}, want: []string{invalid}, close: 1008},
			{name: "subscribe without identifier", send: []string{`{"command":"subscribe"}`}, want: []string{invalid}, close: 1008},
			{name: "data that is no string", send: []string{`{"command":"message","identifier":` + id + `,"data":{}}`}, want: []string{invalid}, close: 1008},
		}
		for _, tt := range tests {
			t.Run(tt.name, func(t *testing.T) {
				f := serve(t)
				f.channel.perform = func(sub *cable.Subscription, action string, data json.RawMessage) error {
					if action != "say" {
						return errors.New("no such action")
					}
					sub.Transmit(data)
					return nil
				}
				c := f.dial(t)
				c.send(tt.send...)
				c.wants(tt.want...)
				if tt.close != 0 {
					c.wantsClose(tt.close)
					return
				}
				c.subscribe("probe")
			})
		}
	})
}

func TestSubscriptionsOverTheLimitAreRejected(t *testing.T) {
	eachWay(t, func(t *testing.T, serve server) {
		f := serve(t)
		c := f.dial(t)
		for i := range 100 {
			c.subscribe(fmt.Sprint("s", i))
		}
		one := quote(`{"channel":"Channel","stream":"one too many"}`)
		c.send(`{"command":"subscribe","identifier":` + one + `}`)
		c.wants(`{"identifier":` + one + `,"type":"reject_subscription"}`)

		if n := f.hub.Revoke("s7", everyone); n != 1 {
			t.Fatalf("revoked %d", n)
		}
		c.wants(`{"identifier":` + quote(`{"channel":"Channel","stream":"s7"}`) + `,"type":"reject_subscription"}`)
		c.subscribe("room for one again")
		if got := f.Stats().Subscriptions; got != 100 {
			t.Errorf("%d subscriptions, want 100", got)
		}
	})
}

func TestEverySubscriptionIsUnsubscribedOnce(t *testing.T) {
	eachWay(t, func(t *testing.T, serve server) {
		f := serve(t)
		leaves, drops := f.dial(t), f.dial(t)
		id := leaves.subscribe("a")
		leaves.subscribe("b")
		leaves.send(`{"command":"unsubscribe","identifier":` + id + `}`)
		drops.subscribe("a")
		drops.subscribe("b")
		f.hub.Revoke("b", everyone)
		_ = drops.conn.Close()
		_ = leaves.conn.Close()
		seen := make(map[*cable.Subscription]bool)
		for range 4 {
			seen[<-f.channel.unsubscribed] = true
		}
		f.stop(t)
		if len(seen) != 4 || len(f.channel.unsubscribed) > 0 {
			t.Errorf("Unsubscribe ran for %d subscriptions and %d times more, want 4 and 0", len(seen), len(f.channel.unsubscribed))
		}
		if got := f.Stats(); got != (cable.Stats{}) {
			t.Errorf("left behind: %+v", got)
		}
	})
}

func TestRefusedSubscriptionOwesNoUnsubscribe(t *testing.T) {
	eachWay(t, func(t *testing.T, serve server) {
		f := serve(t)
		f.channel.subscribe = func(_ context.Context, sub *cable.Subscription) error {
			if strings.Contains(sub.Identifier(), `"a"`) {
				return errors.New("database is away")
			}
			return nil
		}
		c := f.dial(t)
		id := quote(`{"channel":"Channel","stream":"a"}`)
		c.send(`{"command":"subscribe","identifier":` + id + `}`)
		c.wants(`{"identifier":` + id + `,"type":"reject_subscription"}`)
		f.hub.Broadcast("a", []byte(`1`))
		c.subscribe("b") // and no message before the confirmation
		_ = c.conn.Close()
		f.stop(t)
		if got := len(f.channel.unsubscribed); got != 1 {
			t.Errorf("Unsubscribe ran %d times, want once, for b", got)
		}
	})
}

func TestPanicInAChannelClosesItsConnectionOnly(t *testing.T) {
	eachWay(t, func(t *testing.T, serve server) {
		f := serve(t)
		f.channel.perform = func(*cable.Subscription, string, json.RawMessage) error { panic("oops") }
		bystander, c := f.dial(t), f.dial(t)
		id := c.subscribe("a")
		c.send(`{"command":"message","identifier":` + id + `,"data":"{}"}`)
		c.wantsClose(ws.StatusInternalServerError)
		bystander.subscribe("a")
	})
}

func TestFloodIsCutOff(t *testing.T) {
	eachWay(t, func(t *testing.T, serve server) {
		f := serve(t)
		bystander, c := f.dial(t), f.dial(t)
		for range 1000 {
			if c.try(`{"command":"subscribe","identifier":"{}"}`) != nil {
				break // cut already
			}
		}
		answers := 0
		for {
			_, text, err := c.frame()
			if err != nil {
				t.Fatalf("after %d answers: %v", answers, err)
			}
			if text == `{"type":"disconnect","reason":"rate_limited","reconnect":true}` {
				break
			}
			answers++
		}
		c.wantsClose(ws.StatusPolicyViolation)
		if answers < 250 || answers == 1000 {
			t.Errorf("%d commands were answered", answers)
		}
		if got := f.Stats().Flooding; got != 1 {
			t.Errorf("Stats().Flooding = %d, want 1", got)
		}
		bystander.subscribe("a")
	})
}

func everyone(cable.Identity) bool { return true }
