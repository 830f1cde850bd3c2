package channels

import (
	"context"
	"encoding/json"
	"fmt"

	"campfire/internal/cable"
)

// presenceChannel tells a room who has it open in a visible tab.
type presenceChannel struct {
	rooms
	tracker *tracker
}

// Subscribe counts as present, and tells the newcomer who else is.
func (ch *presenceChannel) Subscribe(ctx context.Context, sub *cable.Subscription) error {
	if err := ch.follow(ctx, sub, presenceStream); err != nil {
		return err
	}
	roomID, _ := roomOf(sub) // follow has seen that it names one
	for {
		version := ch.tracker.version()
		shown, err := ch.chat.ShowsPresence(ctx, who(sub).UserID)
		if err != nil {
			return fmt.Errorf("presence of user %d: %w", who(sub).UserID, err)
		}
		if ch.tracker.enter(roomID, sub, shown, version) {
			return nil
		}
	}
}

// Perform takes present and refresh, which hold for a minute, and absent.
func (ch *presenceChannel) Perform(_ context.Context, sub *cable.Subscription, action string, _ json.RawMessage) error {
	roomID, _ := roomOf(sub)
	switch action {
	case "present", "refresh":
		ch.tracker.stay(roomID, sub)
	case "absent":
		ch.tracker.leave(roomID, sub)
	default:
		return errUnknownAction
	}
	return nil
}

func (ch *presenceChannel) Unsubscribe(sub *cable.Subscription) {
	roomID, _ := roomOf(sub)
	ch.tracker.leave(roomID, sub)
}
