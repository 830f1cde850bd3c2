//go:build !race

package cable_test

import (
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/gobwas/ws"

	"campfire/internal/cable"
)

// TestAllocations holds how often the hot paths allocate, at most: a broadcast
// no more often for a hundred sockets than for one. The race detector allocates
// on its own account, so this is built without it; make test runs it apart.
func TestAllocations(t *testing.T) {
	f := serve(t, func(o *cable.Options) { o.MaxPerIdentity = 1000 })
	text := []byte(`"` + strings.Repeat("x", 98) + `"`)
	for _, sockets := range []int{1, 10, 100} {
		stream := fmt.Sprint("room", sockets)
		for range sockets {
			c := f.dial(t)
			c.subscribe(stream)
			_ = c.conn.SetDeadline(time.Time{})
			defer func() { go func() { _, _ = io.Copy(io.Discard, c.conn) }() }() // what has gathered, so that it closes at once
		}
		atMost(t, fmt.Sprintf("a broadcast to %d sockets", sockets), 13, func() {
			f.hub.Broadcast(stream, text)
			f.hub.Rest()
		})
	}
	atMost(t, "a ping to 111 sockets", 6, func() { f.Ping(time.Now()) })

	subscribe := ws.MustCompileFrame(ws.MaskFrame(ws.NewTextFrame([]byte(`{"command":"subscribe","identifier":"{\"channel\":\"RoomChannel\",\"room_id\":1}"}`))))
	atMost(t, "decoding a subscribe", 6, cable.Decoding(subscribe, len(subscribe)))
	atMost(t, "decoding a subscribe that comes in two reads", 10, cable.Decoding(subscribe, len(subscribe)/2+1))
}

func atMost(t *testing.T, name string, most float64, run func()) {
	t.Helper()
	if got := testing.AllocsPerRun(100, run); got > most {
		t.Errorf("%s: %v allocations, at most %v", name, got, most)
	}
}
