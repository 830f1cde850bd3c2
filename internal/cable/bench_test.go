package cable_test

import (
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"
	"time"

	"campfire/internal/cable"
)

// BenchmarkFanOut measures 600-byte messages to 200 subscribers over loopback,
// from several publishers at once that wait for each other's deliveries. The
// clients' reads are in the figures, too.
func BenchmarkFanOut(b *testing.B) {
	for _, publishers := range []int{1, 4, 16} {
		b.Run(fmt.Sprint("publishers=", publishers), func(b *testing.B) { fanOut(b, publishers) })
	}
}

func fanOut(b *testing.B, publishers int) {
	f := serve(b, func(o *cable.Options) { o.MaxPerIdentity = 1000 })
	text := []byte(`"` + strings.Repeat("x", 598) + `"`)
	clients := make([]*client, 200)
	var size int // of a message on the wire
	for i := range clients {
		clients[i] = f.dial(b)
		size = len("....") + len(message(clients[i].subscribe("room"), string(text)))
		_ = clients[i].conn.SetDeadline(time.Time{})
	}
	b.ReportAllocs()
	b.ResetTimer()
	for left := b.N; left > 0; left -= publishers {
		round := min(publishers, left)
		var done sync.WaitGroup
		for _, c := range clients {
			done.Go(func() {
				if _, err := io.CopyN(io.Discard, c.r, int64(round*size)); err != nil {
					b.Error(err)
				}
			})
		}
		for range round {
			done.Go(func() { f.hub.Broadcast("room", text) })
		}
		done.Wait()
	}
	b.ReportMetric(float64(b.N*len(clients))/b.Elapsed().Seconds(), "deliveries/s")
	b.StopTimer()
	for _, c := range clients {
		_ = c.conn.Close()
	}
}

// BenchmarkPing measures one ping to each of 500 idle clients.
func BenchmarkPing(b *testing.B) {
	f := serve(b, func(o *cable.Options) { o.MaxPerIdentity = 1000 })
	for range 500 {
		c := f.dial(b)
		c.subscribe("room")
		_ = c.conn.SetDeadline(time.Time{})
		go func() { _, _ = io.Copy(io.Discard, c.conn) }() // ends with the connection
	}
	b.ReportAllocs()
	for b.Loop() {
		f.Ping(time.Now())
	}
}
