package cable_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"

	"campfire/internal/cable"
)

// Clients come, subscribe, speak, leave and vanish while others publish,
// revoke and disconnect. Whatever meets whatever, every admitted subscription
// is let go exactly once and nothing is left over.
func TestChurnLeavesNothingBehind(t *testing.T) {
	eachWay(t, func(t *testing.T, serve server) {
		f := serve(t, func(o *cable.Options) { o.MaxPerIdentity = 1000 })
		var admitted atomic.Int64
		f.channel.unsubscribed = make(chan *cable.Subscription, 100_000)
		f.channel.subscribe = func(context.Context, *cable.Subscription) error {
			admitted.Add(1)
			return nil
		}
		f.channel.perform = func(sub *cable.Subscription, _ string, data json.RawMessage) error {
			sub.Transmit(data)
			return nil
		}

		ctx, stop := context.WithCancel(t.Context())
		var pressure sync.WaitGroup
		press := func(act func(stream string)) {
			pressure.Go(func() {
				for ctx.Err() == nil {
					act(fmt.Sprint("s", rand.IntN(5)))
				}
			})
		}
		coin := func(cable.Identity) bool { return rand.IntN(50) == 0 }
		press(func(stream string) { f.hub.Broadcast(stream, []byte(`"hello"`)) })
		press(func(stream string) { f.hub.Revoke(stream, coin) })
		press(func(string) { f.Disconnect(coin, "remote", true); f.Stats() })

		var clients sync.WaitGroup
		for range 8 {
			clients.Go(func() {
				for range 15 {
					churn(f.connect(t, "?user=david", "actioncable-v1-json"))
				}
			})
		}
		clients.Wait()
		stop()
		pressure.Wait()
		f.stop(t)
		if got, want := len(f.channel.unsubscribed), int(admitted.Load()); got != want {
			t.Errorf("%d subscriptions were admitted and %d let go", want, got)
		}
		if got := f.Stats(); got.Subscriptions != 0 || got.Streams != 0 || got.Connections != 0 || got.QueuedBytes != 0 {
			t.Errorf("left behind: %+v", got)
		}
	})
}

// churn sends commands at random until the server or the dice end it.
func churn(c *client) {
	defer c.conn.Close()
	go func() { _, _ = io.Copy(io.Discard, c.conn) }() // ends with the connection
	for rand.IntN(40) > 0 {
		id := quote(fmt.Sprintf(`{"channel":"Channel","stream":"s%d"}`, rand.IntN(5)))
		command := []string{"subscribe", "subscribe", "unsubscribe", "message"}[rand.IntN(4)]
		text := `{"command":"` + command + `","identifier":` + id + `,"data":"{\"action\":\"echo\"}"}`
		if c.try(text) != nil {
			return
		}
	}
}
