package store

import (
	"context"
	"time"
)

// Bookmarks implements chat.Store.
func (s *Store) Bookmarks(ctx context.Context, userID int64) (messageIDs []int64, err error) {
	err = s.read(ctx, func(c *conn) error {
		messageIDs, err = all(c, scanInt, `
			SELECT message_id FROM bookmarks WHERE user_id = ? ORDER BY id DESC`, userID)
		return err
	})
	return messageIDs, err
}

// CreateBookmark implements chat.Tx.
func (t *tx) CreateBookmark(userID, messageID int64, at time.Time) (created bool, err error) {
	ids, err := all(t.conn, scanInt, `
		INSERT INTO bookmarks (user_id, message_id, created_at)
		VALUES (?, ?, ?)
		ON CONFLICT DO NOTHING
		RETURNING id`, userID, messageID, instant(at))
	return len(ids) > 0, err
}

// CountBookmarks implements chat.Tx.
func (t *tx) CountBookmarks(userID int64) (int64, error) {
	return one(t.conn, "bookmarks", scanInt, `SELECT count(*) FROM bookmarks WHERE user_id = ?`, userID)
}

// DeleteBookmark implements chat.Tx.
func (t *tx) DeleteBookmark(userID, messageID int64) (deleted bool, err error) {
	ids, err := all(t.conn, scanInt, `
		DELETE FROM bookmarks WHERE user_id = ? AND message_id = ? RETURNING id`, userID, messageID)
	return len(ids) > 0, err
}
