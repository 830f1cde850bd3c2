package channels

import (
	"context"
	"encoding/json"

	"campfire/internal/cable"
)

// heartbeatChannel is there for anyone who wants to know that the line is up.
type heartbeatChannel struct{}

func (heartbeatChannel) Subscribe(context.Context, *cable.Subscription) error { return nil }

func (heartbeatChannel) Perform(context.Context, *cable.Subscription, string, json.RawMessage) error {
	return errUnknownAction
}

func (heartbeatChannel) Unsubscribe(*cable.Subscription) {}
