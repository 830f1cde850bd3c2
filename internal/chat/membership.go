package chat

import (
	"context"
	"time"
)

// AddMember makes an active user a member of a closed room.
func (s *Service) AddMember(ctx context.Context, v Viewer, roomID, userID int64) error {
	at := s.now()
	return s.store.InTx(ctx, func(tx Tx) error {
		room, err := administered(tx, v, roomID)
		if err != nil {
			return err
		}
		if err := mustHaveChosenMembers(room); err != nil {
			return err
		}
		active, err := tx.ActiveAmong([]int64{userID})
		if err != nil {
			return err
		}
		if len(active) == 0 {
			return noSuchUser()
		}
		joined, err := tx.AddMembers(room.ID, active, room.Type.DefaultInvolvement(), at)
		if err != nil {
			return err
		}
		return tell(tx, v, roomUpdate{room: room, joined: joined, at: at})
	})
}

// RemoveMember takes a user out of a closed room. Anyone may leave, but for the
// last: a room without members could be reached by nobody.
func (s *Service) RemoveMember(ctx context.Context, v Viewer, roomID, userID int64) error {
	at := s.now()
	return s.store.InTx(ctx, func(tx Tx) error {
		room, err := leavable(tx, v, roomID, userID)
		if err != nil {
			return err
		}
		left, err := tx.RemoveMembers(room.ID, []int64{userID})
		if err != nil {
			return err
		}
		if len(left) == 0 {
			return noSuchUser()
		}
		return tell(tx, v, roomUpdate{room: room, left: left, at: at})
	})
}

// leavable returns the room when the viewer may take the user out of it.
func leavable(tx Tx, v Viewer, roomID, userID int64) (Room, error) {
	find := administered
	if userID == v.User.ID {
		find = joinedRoom
	}
	room, err := find(tx, v, roomID)
	if err != nil {
		return Room{}, err
	}
	if err := mustHaveChosenMembers(room); err != nil {
		return Room{}, err
	}
	members, err := tx.MemberIDs(roomID)
	if err == nil && len(members) == 1 && userID == v.User.ID {
		err = &Error{Kind: Conflict, Code: "last_member", Message: "You are the only one left in this room. Hide it instead, or delete it."}
	}
	return room, err
}

func mustHaveChosenMembers(room Room) error {
	switch room.Type {
	case Open:
		return &Error{Kind: Conflict, Code: "open_room", Message: "Everyone is in an open room. Hide it instead of leaving, or make it closed to choose who is in it."}
	case Direct:
		return &Error{Kind: Conflict, Code: "direct_room", Message: "A conversation keeps its people. Hide it instead of leaving."}
	default:
		return nil
	}
}

func noSuchUser() error {
	return &Error{Kind: NotFound, Code: "user_not_found", Message: "That person is no longer here."}
}

// Involvement returns how much of a room the viewer wants to hear.
func (s *Service) Involvement(ctx context.Context, v Viewer, roomID int64) (Involvement, error) {
	i, err := s.store.Involvement(ctx, v.User.ID, roomID)
	return i, roomHidden(err)
}

// SetInvolvement changes how much of a room the viewer hears, and tells the
// viewer's other devices.
func (s *Service) SetInvolvement(ctx context.Context, v Viewer, roomID int64, i Involvement) error {
	switch i {
	case Invisible, Nothing, Mentions, Everything:
	default:
		return invalid("involvement", "invalid", "An involvement is invisible, nothing, mentions or everything.")
	}
	at := s.now()
	return s.store.InTx(ctx, func(tx Tx) error {
		return roomHidden(setInvolvement(tx, v.User.ID, roomID, i, at))
	})
}

func setInvolvement(tx Tx, userID, roomID int64, i Involvement, at time.Time) error {
	if err := tx.SetInvolvement(userID, roomID, i, at); err != nil {
		return err
	}
	notify(tx, RoomChanged, roomID, []int64{userID})
	return nil
}
