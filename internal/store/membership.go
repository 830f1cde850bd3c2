package store

import (
	"context"
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
	return t.conn.change("membership", `
		UPDATE memberships SET involvement = ?, updated_at = ? WHERE room_id = ? AND user_id = ?`,
		string(i), instant(at), roomID, userID)
}

// SetReadMessage implements chat.Tx. A message id beyond the room's newest is
// taken for that. The original's mark goes when nothing is left unread.
func (t *tx) SetReadMessage(userID, roomID, messageID int64, at time.Time) error {
	newest, err := t.newestMessage(roomID)
	if err != nil {
		return err
	}
	messageID = min(messageID, newest)
	err = t.conn.change("membership", `
		UPDATE memberships
		SET read_message_id = ?, unread_at = CASE WHEN ? THEN NULL ELSE unread_at END, updated_at = ?
		WHERE room_id = ? AND user_id = ? AND read_message_id < ?`,
		messageID, messageID == newest, instant(at), roomID, userID, messageID)
	if chat.KindOf(err) != chat.NotFound {
		return err
	}
	member, lookUp := t.IsMember(userID, roomID) // or it was read already
	if lookUp != nil || member {
		return lookUp
	}
	return err
}

// newestMessage returns the highest message id of a room; 0 when it has none.
func (t *tx) newestMessage(roomID int64) (int64, error) {
	return one(t.conn, "room", scanInt, `SELECT coalesce(max(id), 0) FROM messages WHERE room_id = ?`, roomID)
}
