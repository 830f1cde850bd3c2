package chat

import (
	"context"
	"strings"
	"time"
)

// RoomType says who is in a room.
type RoomType string

// The types of room.
const (
	Open   RoomType = "open"   // everyone is a member
	Closed RoomType = "closed" // chosen members
	Direct RoomType = "direct" // a fixed set of people, no name
)

// Involvement is how much of a room a member wants to hear.
type Involvement string

// The involvements, from none to all.
const (
	Invisible  Involvement = "invisible"
	Nothing    Involvement = "nothing"
	Mentions   Involvement = "mentions"
	Everything Involvement = "everything"
)

// DefaultInvolvement is what a new member of a room starts with.
func (t RoomType) DefaultInvolvement() Involvement {
	if t == Direct {
		return Everything
	}
	return Mentions
}

// Room is where messages are.
type Room struct {
	ID        int64
	Type      RoomType
	Name      string // stored empty for direct rooms; see RoomView.Name
	CreatorID int64
	DirectKey string // of direct rooms; see DirectKey
	Seq       int64  // number of the last change; see Event
	CreatedAt time.Time
	UpdatedAt time.Time
}

// RoomView is a room as one member sees it.
type RoomView struct {
	Room
	Involvement   Involvement
	ReadMessageID int64 // the newest message read; 0 is none
	UnreadCount   int   // see Unread
	MentionCount  int
	Members       []User
	Administered  bool // the member may rename, convert and delete it, and choose who is in it
}

// Rooms returns the rooms the viewer sees in the sidebar, in its order.
func (s *Service) Rooms(ctx context.Context, v Viewer) ([]RoomView, error) {
	rooms, err := s.store.RoomsOf(ctx, v.User.ID)
	return shownTo(v, rooms), err
}

// HiddenRooms returns the rooms the viewer has made invisible, in the order of
// the sidebar.
func (s *Service) HiddenRooms(ctx context.Context, v Viewer) ([]RoomView, error) {
	rooms, err := s.store.HiddenRoomsOf(ctx, v.User.ID)
	return shownTo(v, rooms), err
}

// shownTo completes rooms as the viewer sees them.
func shownTo(v Viewer, rooms []RoomView) []RoomView {
	for i := range rooms {
		rooms[i].Name = rooms[i].nameFor(v.User)
		rooms[i].Administered = rooms[i].administeredBy(v)
		rooms[i].hush()
	}
	return rooms
}

// Room returns one room the viewer is a member of, with its members by name.
func (s *Service) Room(ctx context.Context, v Viewer, roomID int64) (RoomView, error) {
	room, err := s.store.RoomOf(ctx, v.User.ID, roomID)
	if err != nil {
		return RoomView{}, roomHidden(err)
	}
	return shownTo(v, []RoomView{room})[0], nil
}

// CanRead reports whether a user is a member of a room, and so may follow it.
func (s *Service) CanRead(ctx context.Context, v Viewer, roomID int64) (bool, error) {
	return s.access.isMember(ctx, v.User.ID, roomID)
}

// nameFor is the room's name, or who else is in it when it is direct.
func (r RoomView) nameFor(viewer User) string {
	if r.Type != Direct {
		return r.Name
	}
	var others []string
	for _, member := range r.Members {
		if member.ID != viewer.ID {
			others = append(others, member.Name)
		}
	}
	if len(others) == 0 {
		return viewer.Name
	}
	return sentence(others)
}

// sentence joins names: "A", "A and B", "A, B, and C".
func sentence(names []string) string {
	switch n := len(names); n {
	case 1:
		return names[0]
	case 2:
		return names[0] + " and " + names[1]
	default:
		return strings.Join(names[:n-1], ", ") + ", and " + names[n-1]
	}
}

func (s *Service) mustBeMember(ctx context.Context, v Viewer, roomID int64) error {
	member, err := s.access.isMember(ctx, v.User.ID, roomID)
	if err == nil && !member {
		err = noSuchRoom()
	}
	return err
}

// noSuchRoom is the answer for rooms that are not there and for those one is
// not in, so that nobody learns which exist.
func noSuchRoom() error {
	return &Error{Kind: NotFound, Code: "room_not_found", Message: "There is no such room, or you are not in it."}
}

func roomHidden(err error) error {
	if KindOf(err) == NotFound {
		return noSuchRoom()
	}
	return err
}
