package cable_test

import (
	"encoding/json"
	"io"
	"os"
	"runtime"
	"sync/atomic"
	"testing"

	"campfire/internal/cable"
)

func TestIdleConnectionsHaveNoGoroutine(t *testing.T) {
	f := serve(t)
	before := runtime.NumGoroutine()
	for range 100 {
		f.dial(t).subscribe("room")
	}
	eventually(func() bool { return runtime.NumGoroutine() <= before+1 }) // the poller's
}

func TestEveryDescriptorIsGivenBack(t *testing.T) {
	open := func() int {
		entries, err := os.ReadDir("/proc/self/fd")
		if err != nil {
			t.Fatal(err)
		}
		return len(entries)
	}
	f := serve(t, func(o *cable.Options) { o.MaxPerIdentity = 1000 })
	before := open()
	clients := make([]*client, 60)
	for i := range clients {
		clients[i] = f.dial(t)
		clients[i].subscribe("room")
	}
	for _, c := range clients[:20] {
		_ = c.conn.Close()
	}
	message := make([]byte, 64<<10)
	for i := range message {
		message[i] = '1'
	}
	for f.Stats().SlowClients < 20 { // nobody reads, so some are cut in the middle of a write
		f.hub.Broadcast("room", message)
	}
	f.Disconnect(everyone, "remote", true)
	for _, c := range clients[20:] {
		_, _ = io.Copy(io.Discard, c.conn)
		_ = c.conn.Close()
	}
	f.stop(t)
	eventually(func() bool { return open() <= before })
}

// Commands that take long hold up others only when very many do.
func TestTurnsAreBounded(t *testing.T) {
	const clients, turns = 260, 256
	f := serve(t, func(o *cable.Options) { o.MaxPerIdentity = clients })
	var running, most atomic.Int64
	release := make(chan struct{})
	f.channel.perform = func(sub *cable.Subscription, _ string, _ json.RawMessage) error {
		most.Store(max(most.Load(), running.Add(1)))
		<-release
		running.Add(-1)
		sub.Transmit([]byte(`"done"`))
		return nil
	}
	all := make([]*client, clients)
	var quoted string
	for i := range all {
		all[i] = f.dial(t)
		quoted = all[i].subscribe("room")
	}
	for _, c := range all {
		c.send(`{"command":"message","identifier":` + quoted + `,"data":"{}"}`)
	}
	eventually(func() bool { return running.Load() == turns })
	f.hub.Broadcast("room", []byte(`"heard by all"`))
	for _, c := range all {
		c.wants(message(quoted, `"heard by all"`))
	}
	close(release)
	for _, c := range all {
		c.wants(message(quoted, `"done"`))
	}
	if most.Load() > turns {
		t.Errorf("%d commands ran at once, want at most %d", most.Load(), turns)
	}
}
