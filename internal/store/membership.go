package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"time"

	"campfire/internal/chat"
)

// IsMember implements chat.Store.
func (s *Store) IsMember(ctx context.Context, userID, roomID int64) (member bool, err error) {
	err = s.read(ctx, func(c *conn) error {
		member, err = isMember(c, userID, roomID)
		return err
	})
	return member, err
}

// IsMember implements chat.Tx.
func (t *tx) IsMember(userID, roomID int64) (bool, error) { return isMember(t.conn, userID, roomID) }

func isMember(c *conn, userID, roomID int64) (bool, error) {
	found, err := all(c, scanInt, `SELECT 1 FROM memberships WHERE room_id = ? AND user_id = ?`, roomID, userID)
	return len(found) > 0, err
}

// AddMembers implements chat.Tx. Ids that are no user's are passed over.
func (t *tx) AddMembers(roomID int64, userIDs []int64, involvement chat.Involvement, at time.Time) ([]int64, error) {
	newest, err := t.newestMessage(roomID)
	if err != nil {
		return nil, err
	}
	var added []int64
	for _, userID := range userIDs {
		ids, err := all(t.conn, scanInt, `
			INSERT INTO memberships (room_id, user_id, involvement, read_message_id, created_at, updated_at)
			SELECT ?, id, ?, ?, ?, ?
			FROM users
			WHERE id = ?
			ON CONFLICT (room_id, user_id) DO NOTHING
			RETURNING user_id`,
			roomID, string(involvement), newest, instant(at), instant(at), userID)
		if err != nil {
			return nil, fmt.Errorf("add user %d to room %d: %w", userID, roomID, err)
		}
		added = append(added, ids...)
	}
	t.changes.members = append(t.changes.members, added...)
	return added, nil
}

// AddEveryone implements chat.Tx.
func (t *tx) AddEveryone(roomID int64, involvement chat.Involvement, at time.Time) ([]int64, error) {
	newest, err := t.newestMessage(roomID)
	if err != nil {
		return nil, err
	}
	added, err := all(t.conn, scanInt, `
		INSERT INTO memberships (room_id, user_id, involvement, read_message_id, created_at, updated_at)
		SELECT ?, id, ?, ?, ?, ?
		FROM users
		WHERE status = ?
		ON CONFLICT (room_id, user_id) DO NOTHING
		RETURNING user_id`,
		roomID, string(involvement), newest, instant(at), instant(at), chat.Active)
	slices.Sort(added)
	t.changes.members = append(t.changes.members, added...)
	return added, err
}

// RemoveMembers implements chat.Tx.
func (t *tx) RemoveMembers(roomID int64, userIDs []int64) ([]int64, error) {
	t.changes.access = t.changes.access || len(userIDs) > 0
	list, args := placeholders(userIDs)
	removed, err := all(t.conn, scanInt, `
		DELETE FROM memberships
		WHERE user_id IN (`+list+`) AND room_id = ?
		RETURNING user_id`, append(args, roomID)...)
	slices.Sort(removed)
	return removed, err
}

// MemberIDs implements chat.Store.
func (s *Store) MemberIDs(ctx context.Context, roomID int64) (ids []int64, err error) {
	err = s.read(ctx, func(c *conn) error {
		ids, err = memberIDs(c, roomID)
		return err
	})
	return ids, err
}

// MemberIDs implements chat.Tx.
func (t *tx) MemberIDs(roomID int64) ([]int64, error) { return memberIDs(t.conn, roomID) }

func memberIDs(c *conn, roomID int64) ([]int64, error) {
	return all(c, scanInt, `SELECT user_id FROM memberships WHERE room_id = ? ORDER BY user_id`, roomID)
}

// Involvement implements chat.Store.
func (s *Store) Involvement(ctx context.Context, userID, roomID int64) (i chat.Involvement, err error) {
	err = s.read(ctx, func(c *conn) error {
		i, err = involvement(c, userID, roomID)
		return err
	})
	return i, err
}

// Involvement implements chat.Tx.
func (t *tx) Involvement(userID, roomID int64) (chat.Involvement, error) {
	return involvement(t.conn, userID, roomID)
}

func involvement(c *conn, userID, roomID int64) (chat.Involvement, error) {
	i, err := one(c, "membership", scanText, `
		SELECT involvement FROM memberships WHERE room_id = ? AND user_id = ?`, roomID, userID)
	return chat.Involvement(i), err
}

// SetInvolvement implements chat.Tx.
func (t *tx) SetInvolvement(userID, roomID int64, i chat.Involvement, at time.Time) error {
	t.changes.members = append(t.changes.members, userID)
	return t.conn.change("membership", `
		UPDATE memberships SET involvement = ?, updated_at = ? WHERE room_id = ? AND user_id = ?`,
		string(i), instant(at), roomID, userID)
}

// SetReadMessage implements chat.Tx. The original's mark goes when nothing is
// left unread.
func (t *tx) SetReadMessage(userID, roomID, messageID int64, at time.Time) (int64, bool, error) {
	cursor, err := t.upTo(roomID, messageID)
	if err != nil {
		return 0, false, err
	}
	newest, err := t.newestMessage(roomID)
	if err != nil {
		return 0, false, err
	}
	moved, err := t.moveReads(`
		UPDATE memberships
		SET read_message_id = ?, unread_at = CASE WHEN ? THEN NULL ELSE unread_at END, updated_at = ?
		WHERE room_id = ? AND user_id = ? AND read_message_id < ?`,
		cursor, cursor == newest, instant(at), roomID, userID, cursor)
	if err != nil || len(moved) > 0 {
		return cursor, err == nil, err
	}
	cursor, err = one(t.conn, "membership", scanInt, `
		SELECT read_message_id FROM memberships WHERE room_id = ? AND user_id = ?`, roomID, userID)
	return cursor, false, err
}

// SetUnreadMessage implements chat.Tx.
func (t *tx) SetUnreadMessage(userID, roomID, messageID int64, at time.Time) (int64, error) {
	cursor, err := t.upTo(roomID, messageID-1)
	if err != nil {
		return 0, err
	}
	moved, err := t.moveReads(`
		UPDATE memberships
		SET read_message_id = ?, updated_at = ?
		WHERE room_id = ? AND user_id = ?`, cursor, instant(at), roomID, userID)
	if err == nil && len(moved) == 0 {
		err = notFound("membership")
	}
	return cursor, err
}

// UnreadableFrom implements chat.Tx.
func (t *tx) UnreadableFrom(userID, roomID, messageID int64) (int64, error) {
	last, err := one(t.conn, "message", scanInt, `
		SELECT id
		FROM messages
		WHERE room_id = ? AND creator_id <> ?
		ORDER BY id DESC
		LIMIT 1`, roomID, userID)
	return min(last, messageID), err
}

// SetOwnRead implements chat.Tx.
func (t *tx) SetOwnRead(userID, roomID, messageID int64) error {
	_, err := t.moveReads(`
		UPDATE memberships
		SET read_message_id = ?
		WHERE room_id = ? AND user_id = ? AND read_message_id < ? AND NOT EXISTS (
			SELECT 1
			FROM messages
			WHERE room_id = memberships.room_id AND id > memberships.read_message_id AND id < ?
				AND creator_id <> memberships.user_id)`,
		messageID, roomID, userID, messageID, messageID)
	return err
}

// SetAllRead implements chat.Tx.
func (t *tx) SetAllRead(userID int64, at time.Time) ([]chat.ReadCursor, error) {
	moved, err := t.moveReads(`
		UPDATE memberships
		SET read_message_id = newest.id, unread_at = NULL, updated_at = ?
		FROM (SELECT m.room_id, (SELECT max(id) FROM messages WHERE room_id = m.room_id) AS id
		      FROM memberships m
		      WHERE m.user_id = ?) AS newest
		WHERE memberships.user_id = ? AND newest.room_id = memberships.room_id AND newest.id > read_message_id`,
		instant(at), userID, userID)
	cursors := make([]chat.ReadCursor, len(moved))
	for i, m := range moved {
		cursors[i] = chat.ReadCursor{RoomID: m.roomID, MessageID: m.messageID}
	}
	return cursors, err
}

// moveReads runs an update of memberships that moves read cursors.
func (t *tx) moveReads(update string, args ...any) ([]readMove, error) {
	moved, err := all(t.conn, scanReadMove, update+`
		RETURNING user_id, room_id, read_message_id`, args...)
	t.changes.reads = append(t.changes.reads, moved...)
	return moved, err
}

func scanReadMove(rows *sql.Rows) (m readMove, err error) {
	err = rows.Scan(&m.userID, &m.roomID, &m.messageID)
	return m, err
}

// upTo returns the highest id of a room's messages that is not above an id; 0
// when there is none.
func (t *tx) upTo(roomID, messageID int64) (int64, error) {
	return one(t.conn, "room", scanInt, `
		SELECT coalesce(max(id), 0) FROM messages WHERE room_id = ? AND id <= ?`, roomID, messageID)
}

// newestMessage returns the highest message id of a room; 0 when it has none.
func (t *tx) newestMessage(roomID int64) (int64, error) {
	return one(t.conn, "room", scanInt, `SELECT coalesce(max(id), 0) FROM messages WHERE room_id = ?`, roomID)
}

// LeaveSharedRooms implements chat.Tx.
func (t *tx) LeaveSharedRooms(userID int64) ([]int64, error) {
	t.changes.access = true
	return all(t.conn, scanInt, `
		DELETE FROM memberships
		WHERE user_id = ? AND room_id IN (SELECT id FROM rooms WHERE type <> '`+directRoom+`')
		RETURNING room_id`, userID)
}

// RoomsShared implements chat.Store.
func (s *Store) RoomsShared(ctx context.Context, userID, otherID int64) (rooms []chat.Room, err error) {
	err = s.read(ctx, func(c *conn) error {
		rooms, err = all(c, scanRoom, `
			SELECT `+roomColumns+`
			FROM memberships mine
			JOIN memberships theirs ON theirs.room_id = mine.room_id AND theirs.user_id = ?
			JOIN rooms r ON r.id = mine.room_id
			WHERE mine.user_id = ? AND r.type <> '`+directRoom+`'`, otherID, userID)
		return err
	})
	slices.SortFunc(rooms, func(a, b chat.Room) int { return compareNames(a.Name, b.Name) })
	return rooms, err
}
