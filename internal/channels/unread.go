package channels

import (
	"context"
	"encoding/json"
	"strconv"

	"campfire/internal/cable"
)

// unreadChannel tells a person what is unread in their rooms. What it sends
// comes from the ledger.
type unreadChannel struct{ ledger *ledger }

func (ch unreadChannel) Subscribe(ctx context.Context, sub *cable.Subscription) error {
	if !sub.Stream(unreadStream(who(sub).UserID)) {
		return cable.ErrRejected
	}
	return ch.ledger.enter(ctx, who(sub).UserID)
}

func (unreadChannel) Perform(context.Context, *cable.Subscription, string, json.RawMessage) error {
	return errUnknownAction
}

func (ch unreadChannel) Unsubscribe(sub *cable.Subscription) { ch.ledger.leave(who(sub).UserID) }

// readChannel tells a person how far they have read on their devices. What it
// sends comes from the Publisher.
type readChannel struct{}

func (readChannel) Subscribe(_ context.Context, sub *cable.Subscription) error {
	if !sub.Stream(readStream(who(sub).UserID)) {
		return cable.ErrRejected
	}
	return nil
}

func (readChannel) Perform(context.Context, *cable.Subscription, string, json.RawMessage) error {
	return errUnknownAction
}

func (readChannel) Unsubscribe(*cable.Subscription) {}

func unreadStream(userID int64) string { return "unread:" + strconv.FormatInt(userID, 10) }
func readStream(userID int64) string   { return "read:" + strconv.FormatInt(userID, 10) }
