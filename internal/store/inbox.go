package store

import (
	"cmp"
	"context"
	"database/sql"
	"slices"

	"campfire/internal/chat"
)

// boxes are the queries for what is in somebody's inbox, the newest first: whose
// it is, what it is below, who asks, and how many. Of a mention the first is who
// is mentioned. What is in rooms they are not in stays out.
var boxes = map[chat.Box]string{
	chat.MentionsBox: `
		SELECT i.message_id, m.created_at, i.message_id, 0
		FROM mentions i
		CROSS JOIN messages m ON m.id = i.message_id
		CROSS JOIN memberships s ON s.room_id = i.room_id AND s.user_id = ?
		WHERE i.user_id = ? AND i.message_id < ? AND m.creator_id <> s.user_id
		ORDER BY i.message_id DESC
		LIMIT ?`,
	chat.BoostsBox: `
		SELECT i.boost_id, b.created_at, i.message_id, i.boost_id
		FROM received_boosts i
		CROSS JOIN boosts b ON b.id = i.boost_id
		CROSS JOIN memberships s ON s.room_id = i.room_id AND s.user_id = ?
		WHERE i.user_id = ? AND i.boost_id < ?
		ORDER BY i.boost_id DESC
		LIMIT ?`,
	chat.SavedBox: `
		SELECT i.id, i.created_at, i.message_id, 0
		FROM bookmarks i
		CROSS JOIN messages m ON m.id = i.message_id
		CROSS JOIN memberships s ON s.room_id = m.room_id AND s.user_id = ?
		WHERE i.user_id = ? AND i.id < ?
		ORDER BY i.id DESC
		LIMIT ?`,
}

func scanInboxItem(rows *sql.Rows) (i chat.InboxItem, err error) {
	err = rows.Scan(&i.Cursor, (*instant)(&i.At), &i.Message.ID, &i.BoostID)
	return i, err
}

// Inbox implements chat.Store.
func (s *Store) Inbox(ctx context.Context, userID int64, box chat.Box, before int64, limit int) (items []chat.InboxItem, err error) {
	whose := []int64{userID}
	if box == chat.MentionsBox {
		whose = append(whose, everyone)
	}
	err = s.read(ctx, func(c *conn) error {
		for _, id := range whose {
			found, err := all(c, scanInboxItem, boxes[box], userID, id, before, limit)
			if err != nil {
				return err
			}
			items = append(items, found...)
		}
		items = newestFirst(items, limit)
		return fillItems(c, items)
	})
	return items, err
}

// newestFirst joins what was found for a name and for everyone.
func newestFirst(items []chat.InboxItem, limit int) []chat.InboxItem {
	slices.SortFunc(items, func(a, b chat.InboxItem) int { return cmp.Compare(b.Cursor, a.Cursor) })
	items = slices.CompactFunc(items, func(a, b chat.InboxItem) bool { return a.Cursor == b.Cursor })
	return items[:min(len(items), limit)]
}

// fillItems adds the messages, which foreign keys keep while there are items.
func fillItems(c *conn, items []chat.InboxItem) error {
	ids := make([]int64, len(items))
	for i, item := range items {
		ids[i] = item.Message.ID
	}
	messages, err := messagesByID(c, ids)
	if err != nil {
		return err
	}
	for i, item := range items {
		items[i].Message = *messages[item.Message.ID]
		items[i].Boost = boostIn(&items[i].Message, item.BoostID)
	}
	return nil
}

// FirstUnread implements chat.Store.
func (s *Store) FirstUnread(ctx context.Context, userID int64, cursors []chat.ReadCursor) (items []chat.InboxItem, err error) {
	err = s.read(ctx, func(c *conn) error {
		for _, cursor := range cursors {
			found, err := all(c, scanInboxItem, `
				SELECT m.id, m.created_at, m.id, 0
				FROM messages m
				WHERE m.room_id = ? AND m.id > ? AND m.creator_id <> ?
				ORDER BY m.id
				LIMIT 1`, cursor.RoomID, cursor.MessageID, userID)
			if err != nil {
				return err
			}
			items = append(items, found...)
		}
		return fillItems(c, items)
	})
	return items, err
}

// InboxNews implements chat.Store.
func (s *Store) InboxNews(ctx context.Context, userID int64, most int) (n chat.InboxNews, err error) {
	err = s.read(ctx, func(c *conn) error {
		mark, err := inboxMark(c, userID)
		if err != nil {
			return err
		}
		boosts, err := all(c, scanInt, `
			SELECT i.boost_id
			FROM received_boosts i
			CROSS JOIN memberships s ON s.room_id = i.room_id AND s.user_id = ?
			WHERE i.user_id = ? AND i.boost_id > ?
			LIMIT ?`, userID, userID, mark.BoostID, most)
		if err != nil {
			return err
		}
		n.Boosts = len(boosts)
		n.Mentions, err = newMentions(c, userID, mark.MessageID, most)
		return err
	})
	return n, err
}

// newMentions counts the mentions that somebody has seen neither in the inbox nor
// in their rooms, where they want to be told of them.
func newMentions(c *conn, userID, seen int64, most int) (int, error) {
	mentioned := make(map[int64]bool)
	for _, id := range []int64{userID, everyone} {
		found, err := all(c, scanInt, `
			SELECT i.message_id
			FROM mentions i
			CROSS JOIN messages m ON m.id = i.message_id
			CROSS JOIN memberships s ON s.room_id = i.room_id AND s.user_id = ?
			WHERE i.user_id = ? AND i.message_id > ? AND i.message_id > s.read_message_id
				AND m.creator_id <> s.user_id AND coalesce(s.involvement, '') IN ('mentions', 'everything')
			LIMIT ?`, userID, id, seen, most)
		if err != nil {
			return 0, err
		}
		for _, messageID := range found {
			mentioned[messageID] = true
		}
	}
	return min(len(mentioned), most), nil
}

func inboxMark(c *conn, userID int64) (mark chat.InboxMark, err error) {
	found, err := all(c, func(rows *sql.Rows) (m chat.InboxMark, err error) {
		err = rows.Scan(&m.MessageID, &m.BoostID)
		return m, err
	}, `SELECT message_id, boost_id FROM inbox_marks WHERE user_id = ?`, userID)
	if len(found) > 0 {
		mark = found[0]
	}
	return mark, err
}

// MoveInboxMark implements chat.Tx.
func (t *tx) MoveInboxMark(userID int64, m chat.InboxMark) (moved bool, err error) {
	rows, err := all(t.conn, scanInt, `
		INSERT INTO inbox_marks (user_id, message_id, boost_id)
		VALUES (?, min(?, (SELECT coalesce(max(id), 0) FROM messages)), min(?, (SELECT coalesce(max(id), 0) FROM boosts)))
		ON CONFLICT (user_id) DO UPDATE SET
			message_id = max(inbox_marks.message_id, excluded.message_id),
			boost_id = max(inbox_marks.boost_id, excluded.boost_id)
		WHERE excluded.message_id > inbox_marks.message_id OR excluded.boost_id > inbox_marks.boost_id
		RETURNING user_id`, userID, m.MessageID, m.BoostID)
	return len(rows) > 0, err
}
