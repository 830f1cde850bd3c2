package store

import (
	"cmp"
	"context"
	"database/sql"
	"database/sql/driver"
	"fmt"
	"slices"
	"time"

	"campfire/internal/chat"
)

const roomColumns = `r.id, r.type, r.name, r.creator_id, r.direct_key, r.seq, r.created_at, r.updated_at`

func scanRoom(rows *sql.Rows) (r chat.Room, err error) {
	err = rows.Scan(roomFields(&r)...)
	return r, err
}

func roomFields(r *chat.Room) []any {
	return []any{
		&r.ID, (*roomType)(&r.Type), (*text)(&r.Name), &r.CreatorID, (*text)(&r.DirectKey), &r.Seq,
		(*instant)(&r.CreatedAt), (*instant)(&r.UpdatedAt),
	}
}

const roomViewColumns = roomColumns + `, m.involvement, m.read_message_id`

func scanRoomView(rows *sql.Rows) (v chat.RoomView, err error) {
	err = rows.Scan(append(roomFields(&v.Room), (*text)(&v.Involvement), &v.ReadMessageID)...)
	return v, err
}

// RoomsOf implements chat.Store.
func (s *Store) RoomsOf(ctx context.Context, userID int64) ([]chat.RoomView, error) {
	return s.roomsOf(ctx, userID, `m.involvement <> 'invisible'`)
}

// HiddenRoomsOf implements chat.Store. The original may have left out the
// involvement, and then shows the room nowhere.
func (s *Store) HiddenRoomsOf(ctx context.Context, userID int64) ([]chat.RoomView, error) {
	return s.roomsOf(ctx, userID, `coalesce(m.involvement, 'invisible') = 'invisible'`)
}

func (s *Store) roomsOf(ctx context.Context, userID int64, which string) (rooms []chat.RoomView, err error) {
	err = s.read(ctx, func(c *conn) error {
		rooms, err = all(c, scanRoomView, `
			SELECT `+roomViewColumns+`
			FROM memberships m
			JOIN rooms r ON r.id = m.room_id
			WHERE m.user_id = ? AND `+which, userID)
		if err != nil {
			return err
		}
		members, err := directMembers(c, userID)
		for i := range rooms {
			rooms[i].Members = members[rooms[i].ID]
		}
		return err
	})
	for i := range rooms {
		if err == nil {
			err = s.countUnread(ctx, userID, &rooms[i])
		}
	}
	slices.SortFunc(rooms, compareRooms)
	return rooms, err
}

// countUnread fills in what of a room is unread.
func (s *Store) countUnread(ctx context.Context, userID int64, v *chat.RoomView) error {
	u, err := s.unreadAt(ctx, userID, seat{roomID: v.ID, readMessageID: v.ReadMessageID, involvement: v.Involvement})
	v.UnreadCount, v.MentionCount = u.Count, u.Mentions
	return err
}

// PlacesOf implements chat.Store.
func (s *Store) PlacesOf(ctx context.Context, userID int64) (places []chat.RoomView, err error) {
	err = s.read(ctx, func(c *conn) error {
		rooms, err := all(c, scanRoom, `
			SELECT `+roomColumns+`
			FROM memberships m
			JOIN rooms r ON r.id = m.room_id
			WHERE m.user_id = ?`, userID)
		if err != nil {
			return err
		}
		members, err := directMembers(c, userID)
		places = make([]chat.RoomView, len(rooms))
		for i, room := range rooms {
			places[i] = chat.RoomView{Room: room, Members: members[room.ID]}
		}
		return err
	})
	return places, err
}

// compareRooms orders shared rooms by name, then direct ones by latest activity.
func compareRooms(a, b chat.RoomView) int {
	if aDirect, bDirect := a.Type == chat.Direct, b.Type == chat.Direct; aDirect != bDirect {
		if bDirect {
			return -1
		}
		return 1
	}
	if a.Type == chat.Direct {
		return cmp.Or(b.UpdatedAt.Compare(a.UpdatedAt), cmp.Compare(b.ID, a.ID))
	}
	return cmp.Or(compareNames(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
}

type roomMember struct {
	roomID int64
	user   chat.User
}

func scanRoomMember(rows *sql.Rows) (m roomMember, err error) {
	err = rows.Scan(append([]any{&m.roomID}, personFields(&m.user)...)...)
	return m, err
}

// directMembers returns who is in each of a user's direct rooms, by name.
func directMembers(c *conn, userID int64) (map[int64][]chat.User, error) {
	found, err := all(c, scanRoomMember, `
		SELECT other.room_id, `+personColumns+`
		FROM memberships m
		JOIN rooms r ON r.id = m.room_id
		JOIN memberships other ON other.room_id = r.id
		JOIN users u ON u.id = other.user_id
		WHERE m.user_id = ? AND r.type = '`+directRoom+`'`, userID)
	members := make(map[int64][]chat.User)
	for _, m := range found {
		members[m.roomID] = append(members[m.roomID], m.user)
	}
	for _, users := range members {
		sortByName(users)
	}
	return members, err
}

// RoomOf implements chat.Store.
func (s *Store) RoomOf(ctx context.Context, userID, roomID int64) (v chat.RoomView, err error) {
	err = s.read(ctx, func(c *conn) error {
		v, err = one(c, "room", scanRoomView, `
			SELECT `+roomViewColumns+`
			FROM memberships m
			JOIN rooms r ON r.id = m.room_id
			WHERE m.room_id = ? AND m.user_id = ?`, roomID, userID)
		if err != nil {
			return err
		}
		v.Members, err = all(c, scanPerson, `
			SELECT `+personColumns+`
			FROM memberships m
			JOIN users u ON u.id = m.user_id
			WHERE m.room_id = ?`, roomID)
		return err
	})
	if err != nil {
		return v, err
	}
	sortByName(v.Members)
	return v, s.countUnread(ctx, userID, &v)
}

// OpenRooms implements chat.Tx.
func (t *tx) OpenRooms() ([]chat.Room, error) {
	return all(t.conn, scanRoom, `
		SELECT `+roomColumns+`
		FROM rooms r
		WHERE r.type = ?
		ORDER BY r.id`, roomType(chat.Open))
}

// CreateRoom implements chat.Tx.
func (t *tx) CreateRoom(r chat.Room) (chat.Room, error) {
	r.Seq = 0
	var err error
	r.ID, err = one(t.conn, "room", scanInt, `
		INSERT INTO rooms (type, name, creator_id, direct_key, seq, created_at, updated_at)
		VALUES (?, ?, ?, ?, 0, ?, ?)
		RETURNING id`,
		roomType(r.Type), text(r.Name), r.CreatorID, text(r.DirectKey), instant(r.CreatedAt), instant(r.UpdatedAt))
	if err != nil {
		return chat.Room{}, fmt.Errorf("create room: %w", err)
	}
	t.changes.callees = t.changes.callees || r.Type == chat.Direct // a bot may come to be in it
	return r, nil
}

// Room implements chat.Tx.
func (t *tx) Room(id int64) (chat.Room, error) {
	return one(t.conn, "room", scanRoom, `SELECT `+roomColumns+` FROM rooms r WHERE r.id = ?`, id)
}

// DirectRoom implements chat.Tx.
func (t *tx) DirectRoom(key string) (chat.Room, error) {
	return one(t.conn, "room", scanRoom, `SELECT `+roomColumns+` FROM rooms r WHERE r.direct_key = ?`, key)
}

// UpdateRoom implements chat.Tx.
func (t *tx) UpdateRoom(r chat.Room) error {
	return t.conn.change("room", `UPDATE rooms SET name = ?, type = ?, updated_at = ? WHERE id = ?`,
		text(r.Name), roomType(r.Type), instant(r.UpdatedAt), r.ID)
}

// touchRoom says that something happened in a room; it orders the direct ones.
func (t *tx) touchRoom(id int64, at time.Time) error {
	return t.conn.change("room", `UPDATE rooms SET updated_at = ? WHERE id = ?`, instant(at), id)
}

// roomType is a room's type under the name of the original's class.
type roomType chat.RoomType

const directRoom = "Rooms::Direct"

var roomClasses = map[chat.RoomType]string{
	chat.Open:   "Rooms::Open",
	chat.Closed: "Rooms::Closed",
	chat.Direct: directRoom,
}

// Value implements driver.Valuer.
func (t roomType) Value() (driver.Value, error) {
	class, ok := roomClasses[chat.RoomType(t)]
	if !ok {
		return nil, fmt.Errorf("%q is no type of room", t)
	}
	return class, nil
}

// Scan implements sql.Scanner.
func (t *roomType) Scan(value any) error {
	for known, class := range roomClasses {
		if value == class {
			*t = roomType(known)
			return nil
		}
	}
	return fmt.Errorf("%v is no class of room", value)
}
