package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"time"

	"campfire/internal/chat"
)

// RoomSize implements chat.Store.
func (s *Store) RoomSize(ctx context.Context, roomID int64) (size chat.RoomSize, err error) {
	err = s.read(ctx, func(c *conn) error {
		size, err = one(c, "room", scanRoomSize, `
			SELECT
				(SELECT count(*) FROM messages WHERE room_id = ?),
				(SELECT count(*) FROM memberships WHERE room_id = ?)`, roomID, roomID)
		return err
	})
	return size, err
}

func scanRoomSize(rows *sql.Rows) (s chat.RoomSize, err error) {
	err = rows.Scan(&s.Messages, &s.Members)
	return s, err
}

// CondemnRoom implements chat.Tx. Made closed, an open room gets no newcomers
// either, also should the original open the file.
func (t *tx) CondemnRoom(id int64, at time.Time) ([]int64, error) {
	t.changes.access = true
	left, err := all(t.conn, scanInt, `DELETE FROM memberships WHERE room_id = ? RETURNING user_id`, id)
	if err != nil {
		return nil, err
	}
	slices.Sort(left)
	err = t.conn.change("room", `UPDATE rooms SET type = ?, direct_key = NULL WHERE id = ?`, roomType(chat.Closed), id)
	if err != nil {
		return nil, err
	}
	_, err = t.conn.exec(`INSERT INTO room_deletions (room_id, created_at) VALUES (?, ?)`, id, instant(at))
	return left, err
}

// PurgeRooms implements chat.Tx: messages first, then the feed, then the room.
func (t *tx) PurgeRooms(limit int) (more bool, err error) {
	rooms, err := all(t.conn, scanInt, `SELECT room_id FROM room_deletions ORDER BY room_id LIMIT 1`)
	if err != nil || len(rooms) == 0 {
		return false, err
	}
	removed, err := t.purgeRoom(rooms[0], limit)
	if err == nil && !removed {
		err = t.conn.change("room", `DELETE FROM rooms WHERE id = ?`, rooms[0])
	}
	if err != nil {
		return false, fmt.Errorf("purge room %d: %w", rooms[0], err)
	}
	return true, nil
}

// purgeRoom removes up to limit messages or events and reports whether there
// were any.
func (t *tx) purgeRoom(id int64, limit int) (removed bool, err error) {
	messages, err := all(t.conn, scanInt, `SELECT id FROM messages WHERE room_id = ? ORDER BY id LIMIT ?`, id, limit)
	if err != nil {
		return false, err
	}
	for _, messageID := range messages {
		if err := t.removeMessage(id, messageID); err != nil {
			return false, err
		}
	}
	if len(messages) > 0 {
		return true, nil
	}
	events, err := all(t.conn, scanInt, `
		DELETE FROM room_events
		WHERE room_id = ? AND seq < (SELECT min(seq) FROM room_events WHERE room_id = ?) + ?
		RETURNING seq`, id, id, limit)
	return len(events) > 0, err
}
