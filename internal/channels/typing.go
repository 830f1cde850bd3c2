package channels

import (
	"context"
	"encoding/json"
	"sync"
	"time"

	"campfire/internal/cable"
)

// typingPause is the least time between two starts of one subscription.
const typingPause = time.Second

// typingChannel tells a room who is typing. Clients forget a start after a few
// seconds by themselves.
type typingChannel struct {
	rooms
	hub *cable.Hub

	mu     sync.Mutex
	typers map[*cable.Subscription]typer // guarded by mu; those that ever started
}

type typer struct {
	started time.Time // the last start that was passed on
	typing  bool      // and no stop since
}

func newTypingChannel(r rooms, hub *cable.Hub) *typingChannel {
	return &typingChannel{rooms: r, hub: hub, typers: make(map[*cable.Subscription]typer)}
}

func (ch *typingChannel) Subscribe(ctx context.Context, sub *cable.Subscription) error {
	return ch.follow(ctx, sub, typingStream)
}

func (ch *typingChannel) Perform(_ context.Context, sub *cable.Subscription, action string, _ json.RawMessage) error {
	switch action {
	case "start":
		if ch.start(sub) {
			return ch.tell(sub, "start")
		}
	case "stop":
		if ch.stop(sub) {
			return ch.tell(sub, "stop")
		}
	default:
		return errUnknownAction
	}
	return nil
}

// Unsubscribe takes back what a closed tab left typed.
func (ch *typingChannel) Unsubscribe(sub *cable.Subscription) {
	if ch.stop(sub) {
		_ = ch.tell(sub, "stop") // can only fail where start did
	}
	ch.mu.Lock()
	defer ch.mu.Unlock()
	delete(ch.typers, sub)
}

// start reports whether a start is due: none was in the last second.
func (ch *typingChannel) start(sub *cable.Subscription) bool {
	ch.mu.Lock()
	defer ch.mu.Unlock()
	now := time.Now()
	if now.Sub(ch.typers[sub].started) < typingPause {
		return false
	}
	ch.typers[sub] = typer{started: now, typing: true}
	return true
}

// stop reports whether there was a start to take back.
func (ch *typingChannel) stop(sub *cable.Subscription) bool {
	ch.mu.Lock()
	defer ch.mu.Unlock()
	t := ch.typers[sub]
	if !t.typing {
		return false
	}
	t.typing = false
	ch.typers[sub] = t
	return true
}

func (ch *typingChannel) tell(sub *cable.Subscription, action string) error {
	type user struct {
		ID   int64  `json:"id"`
		Name string `json:"name"`
	}
	message, err := encode(struct {
		Action string `json:"action"`
		User   user   `json:"user"`
	}{action, user{who(sub).UserID, who(sub).Name}})
	if err != nil {
		return err
	}
	roomID, _ := roomOf(sub) // Subscribe has seen that it names one
	ch.hub.Broadcast(typingStream(roomID), message)
	return nil
}
