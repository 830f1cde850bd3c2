package chat

import (
	"context"
	"time"
)

const (
	purgeBatch = 100         // messages or events of a deleted room removed in one transaction
	purgeRetry = time.Minute // after a failure
)

// RoomSize is what goes with a room when it is deleted.
type RoomSize struct {
	Messages int64
	Members  int64
}

// RoomSize returns how much is in a room.
func (s *Service) RoomSize(ctx context.Context, v Viewer, roomID int64) (RoomSize, error) {
	if err := s.mustBeMember(ctx, v, roomID); err != nil {
		return RoomSize{}, err
	}
	return s.store.RoomSize(ctx, roomID)
}

// DeleteRoom takes a room away from everyone, at once; what was in it is
// removed by Run. A direct room may be deleted by any of its people.
func (s *Service) DeleteRoom(ctx context.Context, v Viewer, roomID int64) error {
	at := s.now()
	err := s.store.InTx(ctx, func(tx Tx) error {
		room, err := joinedRoom(tx, v, roomID)
		if err == nil && room.Type != Direct {
			_, err = administered(tx, v, roomID)
		}
		if err != nil {
			return err
		}
		left, err := tx.CondemnRoom(roomID, at)
		notify(tx, RoomRemoved, roomID, left)
		return err
	})
	if err == nil {
		s.purge()
	}
	return err
}

// purge wakes Run.
func (s *Service) purge() {
	select {
	case s.condemned <- struct{}{}:
	default: // awake already
	}
}

// Run removes what was in deleted rooms, also in those deleted before a restart,
// until ctx ends. It returns nil.
func (s *Service) Run(ctx context.Context) error {
	for {
		var retry <-chan time.Time
		if err := s.PurgeRooms(ctx); err != nil && ctx.Err() == nil {
			s.log.Warn("a deleted room is still on disk; that is tried again in a minute", "error", err)
			retry = time.After(purgeRetry)
		}
		select {
		case <-s.condemned:
		case <-retry:
		case <-ctx.Done():
			return nil
		}
	}
}

// PurgeRooms removes all that is left of deleted rooms, in transactions short
// enough to be unnoticed among others.
func (s *Service) PurgeRooms(ctx context.Context) error {
	for more := true; more; {
		err := s.store.InTx(ctx, func(tx Tx) (err error) {
			more, err = tx.PurgeRooms(purgeBatch)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}
