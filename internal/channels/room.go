package channels

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"campfire/internal/cable"
	"campfire/internal/chat"
	"campfire/internal/wire"
)

// maxMissed is how many events a client is sent of what it missed; with more
// it is quicker to reload the room.
const maxMissed = 500

// errMissedTooMuch is told like what was pruned.
var errMissedTooMuch = errors.New("missed too much")

// roomChannel follows the events of one room. What it sends live comes from
// the Publisher; its history is the room's feed, where an event's offset is its
// seq.
type roomChannel struct{ rooms }

var _ cable.Historian = (*roomChannel)(nil)

func (ch *roomChannel) Subscribe(ctx context.Context, sub *cable.Subscription) error {
	return ch.follow(ctx, sub, roomStream)
}

func (*roomChannel) Perform(context.Context, *cable.Subscription, string, json.RawMessage) error {
	return errUnknownAction
}

func (*roomChannel) Unsubscribe(*cable.Subscription) {}

// OffsetAt implements cable.Historian.
func (ch *roomChannel) OffsetAt(ctx context.Context, sub *cable.Subscription, _ string, t time.Time) (int64, error) {
	roomID, _ := roomOf(sub) // Subscribe has seen that it names one
	seq, err := ch.chat.SeqAt(ctx, viewer(sub), roomID, t)
	return seq, noHistory(err)
}

// History implements cable.Historian. Events tell of things as they are now, and
// those of a message that is gone are left out.
func (ch *roomChannel) History(ctx context.Context, sub *cable.Subscription, _ string, after int64) ([]cable.Message, int64, error) {
	roomID, _ := roomOf(sub)
	last := after + maxMissed
	var messages []cable.Message
	for {
		page, err := ch.chat.Events(ctx, viewer(sub), roomID, after, maxMissed)
		if page.Seq > last {
			err = errMissedTooMuch
		}
		if err != nil {
			return nil, 0, noHistory(err)
		}
		for _, e := range page.Events {
			text, err := encode(wire.NewEvent(e))
			if err != nil {
				return nil, 0, err
			}
			messages = append(messages, cable.Message{Text: text, Offset: e.Seq})
		}
		if after = page.Seq; !page.More {
			return messages, after, nil
		}
	}
}

// noHistory is err as the cable knows it: what was pruned, is too much or may
// not be read any more cannot be had, anything else is a fault.
func noHistory(err error) error {
	switch kind := chat.KindOf(err); {
	case err == nil:
		return nil
	case kind == chat.Gone, kind == chat.NotFound, errors.Is(err, errMissedTooMuch):
		return cable.ErrNoHistory
	}
	return err
}
