package chat

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// maxDirectMembers is how many people a direct room is for.
const maxDirectMembers = 50

// NewRoom is what somebody enters to make a room.
type NewRoom struct {
	Type    RoomType
	Name    string  // not of direct rooms
	UserIDs []int64 // who is in a closed or direct room; the viewer is anyway
}

// CreateRoom makes a room that the viewer is in and tells its members. When the
// direct room of just these people exists, that is the answer, and false.
func (s *Service) CreateRoom(ctx context.Context, v Viewer, n NewRoom) (RoomView, bool, error) {
	if err := s.mayCreate(ctx, v, n.Type); err != nil {
		return RoomView{}, false, err
	}
	room, err := n.check(v.User)
	if err != nil {
		return RoomView{}, false, err
	}
	members := withUser(n.UserIDs, v.User.ID)
	room.CreatedAt = s.now()
	room.UpdatedAt = room.CreatedAt
	created := true
	err = s.store.InTx(ctx, func(tx Tx) error {
		switch n.Type {
		case Open:
			room, err = createOpenRoom(tx, room)
		case Closed:
			room, err = createRoomOf(tx, room, members)
		default:
			room, created, err = directRoom(tx, room, members)
			return err // between its people alone
		}
		if err != nil {
			return err
		}
		return tx.Audit(v.did(RoomCreated, room.CreatedAt).in(room).saying(string(room.Type)))
	})
	if err != nil {
		return RoomView{}, false, err
	}
	view, err := s.Room(ctx, v, room.ID)
	return view, created, err
}

// MayCreateRooms reports whether somebody may make open and closed rooms.
func (a Account) MayCreateRooms(v Viewer) bool {
	return v.administers() || v.User.Role != Bot && !a.Settings.RestrictRoomCreationToAdministrators
}

func (s *Service) mayCreate(ctx context.Context, v Viewer, t RoomType) error {
	if v.User.Role == Bot {
		return &Error{Kind: Forbidden, Code: "forbidden", Message: "Bots make no rooms. Ask a person to."}
	}
	if t == Direct {
		return nil
	}
	account, err := s.store.Account(ctx)
	if err == nil && !account.MayCreateRooms(v) {
		err = &Error{Kind: Forbidden, Code: "room_creation_restricted", Message: "Only administrators make rooms here. Ask one of them."}
	}
	return err
}

// check makes a room of what was entered, not stored yet.
func (n NewRoom) check(creator User) (Room, error) {
	room := Room{Type: n.Type, CreatorID: creator.ID}
	switch n.Type {
	case Open, Closed:
		name, err := checkRoomName(n.Name)
		room.Name = name
		return room, err
	case Direct:
		if members := withUser(n.UserIDs, creator.ID); len(members) > maxDirectMembers {
			return Room{}, invalid("user_ids", "too_many", "A conversation is for at most 50 people. Make a closed room for more.")
		}
		return room, nil
	default:
		return Room{}, invalid("type", "invalid", "A room is open, closed or direct.")
	}
}

func checkRoomName(name string) (string, error) {
	name = strings.TrimSpace(name)
	switch {
	case !strings.ContainsFunc(name, seen):
		return "", invalid("name", "blank", "Give the room a name.")
	case utf8.RuneCountInString(name) > maxNameLength:
		return "", invalid("name", "too_long", "That name is too long. Use at most 100 characters.")
	case !utf8.ValidString(name) || strings.ContainsFunc(name, hides):
		return "", invalid("name", "invalid", "That name has a character nobody can see. Type it by hand.")
	}
	return name, nil
}

// createOpenRoom makes a room that every active user is in.
func createOpenRoom(tx Tx, room Room) (Room, error) {
	room, err := tx.CreateRoom(room)
	if err != nil {
		return Room{}, err
	}
	joined, err := tx.AddEveryone(room.ID, room.Type.DefaultInvolvement(), room.CreatedAt)
	notify(tx, RoomAdded, room.ID, joined)
	return room, err
}

// createRoomOf makes a room of chosen members. They are there from its
// beginning, so its feed does not tell of them.
func createRoomOf(tx Tx, room Room, members []int64) (Room, error) {
	if err := mustBeActive(tx, members); err != nil {
		return Room{}, err
	}
	room, err := tx.CreateRoom(room)
	if err != nil {
		return Room{}, err
	}
	joined, err := tx.AddMembers(room.ID, members, room.Type.DefaultInvolvement(), room.CreatedAt)
	notify(tx, RoomAdded, room.ID, joined)
	return room, err
}

// directRoom finds the direct room of just these people, or makes it. Who opens
// one they had made invisible sees it again.
func directRoom(tx Tx, room Room, members []int64) (found Room, created bool, err error) {
	room.DirectKey = DirectKey(members)
	found, err = tx.DirectRoom(room.DirectKey)
	if KindOf(err) == NotFound {
		found, err = createRoomOf(tx, room, members)
		return found, true, err
	}
	if err != nil {
		return Room{}, false, err
	}
	involvement, err := tx.Involvement(room.CreatorID, found.ID)
	if err == nil && involvement == Invisible {
		err = setInvolvement(tx, room.CreatorID, found.ID, Everything, room.CreatedAt)
	}
	return found, false, err
}

// DirectKey names a set of people, whatever the order: the SHA-256 of their ids,
// ascending, with commas between.
func DirectKey(userIDs []int64) string {
	var text []byte
	for _, id := range slices.Compact(slices.Sorted(slices.Values(userIDs))) {
		text = append(strconv.AppendInt(text, id, 10), ',')
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// withUser is a list of users, ascending, with one of them for sure.
func withUser(userIDs []int64, userID int64) []int64 {
	return slices.Compact(slices.Sorted(slices.Values(append(slices.Clone(userIDs), userID))))
}

// mustBeActive refuses people who are not there any more, or never were.
func mustBeActive(tx Tx, userIDs []int64) error {
	active, err := tx.ActiveAmong(userIDs)
	if err == nil && len(active) < len(userIDs) {
		err = invalid("user_ids", "user_not_found", "Somebody you chose is no longer here. Take them out and try again.")
	}
	return err
}
