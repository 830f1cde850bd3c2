package store

import (
	"context"
	"database/sql"

	"campfire/internal/chat"
)

const removalColumns = `user_id, cursor_id, total, removed, done`

func scanRemoval(rows *sql.Rows) (r chat.MessageRemoval, err error) {
	err = rows.Scan(&r.UserID, &r.Cursor, &r.Total, &r.Removed, &r.Done)
	return r, err
}

// MessageRemoval implements chat.Store.
func (s *Store) MessageRemoval(ctx context.Context, userID int64) (r chat.MessageRemoval, err error) {
	err = s.read(ctx, func(c *conn) error {
		r, err = messageRemoval(c, userID)
		return err
	})
	return r, err
}

// MessageRemoval implements chat.Tx.
func (t *tx) MessageRemoval(userID int64) (chat.MessageRemoval, error) {
	return messageRemoval(t.conn, userID)
}

func messageRemoval(c *conn, userID int64) (chat.MessageRemoval, error) {
	return one(c, "removal", scanRemoval, `
		SELECT `+removalColumns+`
		FROM message_removals
		WHERE user_id = ?`, userID)
}

// UnfinishedMessageRemovals implements chat.Store.
func (s *Store) UnfinishedMessageRemovals(ctx context.Context) (userIDs []int64, err error) {
	err = s.read(ctx, func(c *conn) error {
		userIDs, err = all(c, scanInt, `
			SELECT user_id
			FROM message_removals
			WHERE NOT done
			ORDER BY user_id`)
		return err
	})
	return userIDs, err
}

// StartMessageRemoval implements chat.Tx.
func (t *tx) StartMessageRemoval(userID int64) error {
	_, err := t.conn.exec(`
		INSERT INTO message_removals (user_id, total)
		SELECT ?, count(*)
		FROM messages
		WHERE creator_id = ?
		ON CONFLICT (user_id) DO NOTHING`, userID, userID)
	return err
}

// UpdateMessageRemoval implements chat.Tx.
func (t *tx) UpdateMessageRemoval(r chat.MessageRemoval) error {
	return t.conn.change("removal", `
		UPDATE message_removals
		SET cursor_id = ?, removed = ?, done = ?
		WHERE user_id = ?`, r.Cursor, r.Removed, r.Done, r.UserID)
}

// EndMessageRemoval implements chat.Tx.
func (t *tx) EndMessageRemoval(userID int64) error {
	_, err := t.conn.exec(`DELETE FROM message_removals WHERE user_id = ?`, userID)
	return err
}
