package chat

import "context"

// purgeBatch is how many messages or events of a deleted room are removed in one
// transaction.
const purgeBatch = 100

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
		if err != nil {
			return err
		}
		notify(tx, RoomRemoved, roomID, left)
		return tx.Audit(v.did(RoomDeleted, at).in(room).saying(string(room.Type)))
	})
	if err == nil {
		s.wake()
	}
	return err
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
