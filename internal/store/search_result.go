package store

import (
	"database/sql"
	"slices"

	"campfire/internal/chat"
)

// result reads what was kept of the hits, and their rooms.
func (h *hunt) result() (found chat.SearchResult, err error) {
	switch {
	case len(h.hits) > h.scope.Limit:
		h.hits = h.hits[:h.scope.Limit]
		found.Before = h.hits[len(h.hits)-1].ID
	case !h.over:
		found.Before = h.before
	}
	found.Messages = h.hits
	if len(found.Messages) == 0 {
		return found, nil
	}
	if err := addKept(h.conn, found.Messages, h.scope.Version); err != nil {
		return found, err
	}
	return found, addRooms(h.conn, found.Messages, h.scope.UserID)
}

// addKept adds what was kept of messages, or the messages.
func addKept(c *conn, found []chat.FoundMessage, version int64) error {
	ids := make([]int64, len(found))
	for i, m := range found {
		ids[i] = m.ID
	}
	list, args := placeholders(ids)
	kept, err := all(c, scanEncoded(), `
		SELECT m.id, e.json
		FROM `+encodedTables+`
		WHERE m.id IN (`+list+`)`, append([]any{version}, args...)...)
	if err != nil {
		return err
	}
	if err := addMissing(c, kept); err != nil {
		return err
	}
	for i := range found {
		for _, one := range kept {
			if one.ID == found[i].ID {
				found[i].EncodedMessage = one
			}
		}
	}
	return nil
}

// addRooms adds the types and names of the rooms of messages, of direct ones who
// is in them.
func addRooms(c *conn, found []chat.FoundMessage, userID int64) error {
	ids := make([]int64, len(found))
	for i, m := range found {
		ids[i] = m.Room.ID
	}
	list, args := placeholders(ids)
	rooms, err := all(c, scanRoomName, `SELECT id, type, name FROM rooms WHERE id IN (`+list+`)`, args...)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(rooms, func(r chat.RoomView) bool { return r.Type == chat.Direct }) {
		members, err := directMembers(c, userID)
		if err != nil {
			return err
		}
		for i := range rooms {
			rooms[i].Members = members[rooms[i].ID]
		}
	}
	for i := range found {
		for _, room := range rooms {
			if room.ID == found[i].Room.ID {
				found[i].Room = room
			}
		}
	}
	return nil
}

func scanRoomName(rows *sql.Rows) (r chat.RoomView, err error) {
	err = rows.Scan(&r.ID, (*roomType)(&r.Type), (*text)(&r.Name))
	return r, err
}
