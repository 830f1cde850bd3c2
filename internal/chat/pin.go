package chat

import (
	"context"
	"fmt"
	"time"
)

// maxPins is how many messages of a room are pinned at once.
const maxPins = 50

// Pin is a message that a member has set before the whole room.
type Pin struct {
	Message   Message
	By        User
	CreatedAt time.Time
}

// Pins returns the pinned messages of a room, those pinned last first.
func (s *Service) Pins(ctx context.Context, v Viewer, roomID int64) ([]Pin, error) {
	if err := s.mustBeMember(ctx, v, roomID); err != nil {
		return nil, err
	}
	pins, err := s.store.Pins(ctx, roomID)
	for i, p := range pins {
		pins[i].Message = s.renderer.render(ctx, p.Message)
	}
	return pins, err
}

// CreatePin pins a message for its room, as every member may. Pinning it again
// changes nothing.
func (s *Service) CreatePin(ctx context.Context, v Viewer, roomID, messageID int64) error {
	if err := s.mustBeMember(ctx, v, roomID); err != nil {
		return err
	}
	if err := s.limitPosting(v.User); err != nil {
		return err
	}
	return s.store.InTx(ctx, func(tx Tx) error {
		m, err := messageForMember(tx, v, roomID, messageID)
		if err != nil {
			return err
		}
		at := s.now()
		created, err := tx.CreatePin(Pin{Message: m, By: v.User, CreatedAt: at})
		if err != nil || !created {
			return err
		}
		count, err := tx.CountPins(roomID)
		if err == nil && count > maxPins {
			err = &Error{Kind: Conflict, Code: "too_many_pins", Message: fmt.Sprintf("%d messages are pinned here. Unpin one to pin another.", maxPins)}
		}
		if err != nil {
			return err
		}
		_, err = tx.AppendEvent(Event{RoomID: roomID, Type: PinCreated, CreatedAt: at, MessageID: messageID, User: &v.User})
		return err
	})
}

// DeletePin unpins a message, whoever pinned it.
func (s *Service) DeletePin(ctx context.Context, v Viewer, roomID, messageID int64) error {
	if err := s.mustBeMember(ctx, v, roomID); err != nil {
		return err
	}
	if err := s.limitPosting(v.User); err != nil {
		return err
	}
	return s.store.InTx(ctx, func(tx Tx) error {
		if _, err := messageForMember(tx, v, roomID, messageID); err != nil {
			return err
		}
		deleted, err := tx.DeletePin(roomID, messageID)
		if err != nil || !deleted {
			return err
		}
		_, err = tx.AppendEvent(Event{RoomID: roomID, Type: PinDeleted, CreatedAt: s.now(), MessageID: messageID, User: &v.User})
		return err
	})
}
