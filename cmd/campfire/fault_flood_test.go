package main

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/gobwas/ws"

	"campfire/internal/httpapi"
)

const floodRate = 1000 // frames a second

// TestFloodFromOneSocketIsCut sends a thousand frames a second: whoever does so
// is told and sent away, and nobody else notices.
func TestFloodFromOneSocketIsCut(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	cookies := seedAuthors(t, data, 2)
	server := startServer(t, data)
	room := server.roomOf(t, cookies[0])
	other := server.mustFollow(t, cookies[0], room)
	flooding := server.mustFollow(t, cookies[1], room)

	flood := make(chan struct{})
	go func() {
		defer close(flood)
		begun, sent := time.Now(), 0
		for range time.Tick(time.Millisecond) {
			for due := floodRate * time.Since(begun) / time.Second; sent < int(due); sent++ {
				if flooding.say(`{"command":"pong"}`) != nil {
					return // cut
				}
			}
		}
	}()
	var ids []string
	for server.detail(t).Cable.Flooding == 0 {
		ids = append(ids, fmt.Sprint("meanwhile-", len(ids)))
		server.post(t, room, cookies[0], ids[len(ids)-1])
		if err := other.expects(ids[len(ids)-1:]); err != nil {
			t.Fatal(err)
		}
	}
	goodbye := ""
	for {
		text, err := flooding.hear()
		if code, closed := errors.AsType[errClosed](err); closed {
			if ws.StatusCode(code) != ws.StatusPolicyViolation || goodbye != `{"type":"disconnect","reason":"rate_limited","reconnect":true}` {
				t.Errorf("the flood ends with %q and %v", goodbye, err)
			}
			break
		}
		if err != nil {
			t.Fatalf("after %q: %v", goodbye, err)
		}
		if !strings.Contains(text, "message.created") {
			goodbye = text
		}
	}
	_ = flooding.Close()
	<-flood
	server.until(t, "one client is left", func(d httpapi.Detail) bool { return d.Cable.Connections == 1 })
	server.post(t, room, cookies[1], "back")
	if err := other.expects([]string{"back"}); err != nil {
		t.Error(err)
	}
}
