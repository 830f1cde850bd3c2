package channels

import (
	"context"
	"encoding/json"

	"campfire/internal/cable"
)

// roomChannel follows the events of one room. What it sends comes from the
// Publisher.
type roomChannel struct{ rooms }

func (ch *roomChannel) Subscribe(ctx context.Context, sub *cable.Subscription) error {
	return ch.follow(ctx, sub, roomStream)
}

func (*roomChannel) Perform(context.Context, *cable.Subscription, string, json.RawMessage) error {
	return errUnknownAction
}

func (*roomChannel) Unsubscribe(*cable.Subscription) {}

// heartbeatChannel is there for anyone who wants to know that the line is up.
type heartbeatChannel struct{}

func (heartbeatChannel) Subscribe(context.Context, *cable.Subscription) error { return nil }

func (heartbeatChannel) Perform(context.Context, *cable.Subscription, string, json.RawMessage) error {
	return errUnknownAction
}

func (heartbeatChannel) Unsubscribe(*cable.Subscription) {}
