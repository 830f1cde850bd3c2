package chat

import (
	"context"
	"slices"
	"time"
)

// maxMemberEvents is how many comings and goings a room's feed tells one by
// one. Of more at once it says room.updated alone, and the members are to be
// asked for again.
const maxMemberEvents = 100

// RoomChange is what is to become of a room. What is nil stays as it is.
type RoomChange struct {
	Name    *string
	Type    *RoomType // Open or Closed
	UserIDs []int64   // the members of a closed room; the viewer is one anyway
}

// UpdateRoom renames a room, converts it between open and closed, or sets the
// members of a closed one. Made closed, a room keeps its members unless others
// are given; made open, everyone joins.
func (s *Service) UpdateRoom(ctx context.Context, v Viewer, roomID int64, c RoomChange) (RoomView, error) {
	at := s.now()
	err := s.store.InTx(ctx, func(tx Tx) error {
		room, err := administered(tx, v, roomID)
		if err != nil {
			return err
		}
		before := room
		changed, err := c.apply(&room)
		if err != nil {
			return err
		}
		if changed {
			room.UpdatedAt = at
			if err := tx.UpdateRoom(room); err != nil {
				return err
			}
		}
		joined, left, err := c.setMembers(tx, v, room, at)
		if err != nil {
			return err
		}
		if err := auditRoom(tx, v, before, room, at); err != nil {
			return err
		}
		return tell(tx, v, roomUpdate{room, changed, joined, left, at})
	})
	if err != nil {
		return RoomView{}, err
	}
	return s.Room(ctx, v, roomID)
}

// apply makes the changes to the room itself and reports whether there are any.
func (c RoomChange) apply(room *Room) (changed bool, err error) {
	before := *room
	if c.Name != nil {
		if room.Name, err = checkRoomName(*c.Name); err != nil {
			return false, err
		}
	}
	if c.Type != nil {
		room.Type = *c.Type
	}
	if room.Type != Open && room.Type != Closed {
		return false, invalid("type", "invalid", "A room with a name is open or closed.")
	}
	if c.UserIDs != nil && room.Type == Open {
		return false, invalid("user_ids", "open_room", everyoneIsIn)
	}
	if c.UserIDs != nil && len(c.UserIDs) == 0 {
		return false, invalid("user_ids", "no_members", "Choose at least one person. To keep the members as they are, leave user_ids out.")
	}
	return *room != before, nil
}

const everyoneIsIn = "Everyone is in an open room. Make it closed to choose who is in it."

// setMembers makes the members those the change asks for.
func (c RoomChange) setMembers(tx Tx, v Viewer, room Room, at time.Time) (joined, left []int64, err error) {
	if room.Type == Open {
		if c.Type != nil {
			joined, err = tx.AddEveryone(room.ID, room.Type.DefaultInvolvement(), at)
		}
		return joined, nil, err
	}
	if c.UserIDs == nil {
		return nil, nil, nil
	}
	before, err := tx.MemberIDs(room.ID)
	if err != nil {
		return nil, nil, err
	}
	wanted := withUser(c.UserIDs, v.User.ID)
	newcomers := without(wanted, before)
	if err := mustBeActive(tx, newcomers); err != nil {
		return nil, nil, err
	}
	if left, err = tx.RemoveMembers(room.ID, without(before, wanted)); err != nil {
		return nil, nil, err
	}
	joined, err = tx.AddMembers(room.ID, newcomers, room.Type.DefaultInvolvement(), at)
	return joined, left, err
}

// without is the ascending list a without what is in the ascending list b.
func without(a, b []int64) []int64 {
	return slices.DeleteFunc(slices.Clone(a), func(id int64) bool {
		_, found := slices.BinarySearch(b, id)
		return found
	})
}

// roomUpdate is what changed in a room, all at once.
type roomUpdate struct {
	room         Room
	changed      bool    // its name or type
	joined, left []int64 // users
	at           time.Time
}

// tell has the room's feed and the people concerned told of a change, and the
// audit log of the members who came and went.
func tell(tx Tx, v Viewer, u roomUpdate) error {
	if err := auditMembers(tx, v, u); err != nil {
		return err
	}
	many := len(u.joined)+len(u.left) > maxMemberEvents
	if u.changed || many {
		if _, err := tx.AppendEvent(Event{RoomID: u.room.ID, Type: RoomUpdated, Room: &u.room, CreatedAt: u.at}); err != nil {
			return err
		}
	}
	if !many {
		if err := tellOfMembers(tx, u); err != nil {
			return err
		}
	}
	notify(tx, RoomAdded, u.room.ID, u.joined)
	notify(tx, RoomRemoved, u.room.ID, u.left)
	if !u.changed {
		return nil
	}
	members, err := tx.MemberIDs(u.room.ID)
	notify(tx, RoomChanged, u.room.ID, without(members, u.joined))
	return err
}

func tellOfMembers(tx Tx, u roomUpdate) error {
	for _, change := range []struct {
		as      EventType
		userIDs []int64
	}{{MemberLeft, u.left}, {MemberJoined, u.joined}} {
		for _, id := range change.userIDs {
			user, err := tx.User(id)
			if err != nil {
				return err
			}
			if _, err := tx.AppendEvent(Event{RoomID: u.room.ID, Type: change.as, User: &user, CreatedAt: u.at}); err != nil {
				return err
			}
		}
	}
	return nil
}

// notify tells each of some users of a room.
func notify(tx Tx, t NoticeType, roomID int64, userIDs []int64) {
	for _, id := range userIDs {
		tx.Notify(Notice{To: id, Type: t, RoomID: roomID})
	}
}

// administered returns a room with a name that the viewer may change: its
// creator and administrators may, when they are in it.
func administered(tx Tx, v Viewer, roomID int64) (Room, error) {
	room, err := joinedRoom(tx, v, roomID)
	switch {
	case err != nil:
		return Room{}, err
	case room.Type == Direct:
		return Room{}, &Error{Kind: Forbidden, Code: "direct_room", Message: "A conversation keeps its people and has no name. Start another one to talk with others."}
	case !room.administeredBy(v):
		return Room{}, &Error{Kind: Forbidden, Code: "not_room_administrator", Message: "Only whoever made this room and administrators may change it."}
	}
	return room, nil
}

// joinedRoom returns a room the viewer is in.
func joinedRoom(tx Tx, v Viewer, roomID int64) (Room, error) {
	member, err := tx.IsMember(v.User.ID, roomID)
	if err == nil && !member {
		err = noSuchRoom()
	}
	if err != nil {
		return Room{}, err
	}
	room, err := tx.Room(roomID)
	return room, roomHidden(err)
}

// administeredBy reports whether a member may change the room.
func (r Room) administeredBy(v Viewer) bool {
	return r.Type != Direct && (v.administers() || r.CreatorID == v.User.ID)
}
