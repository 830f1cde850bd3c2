package store

import (
	"context"
	"time"
)

// Searches implements chat.Store.
func (s *Store) Searches(ctx context.Context, userID int64) (queries []string, err error) {
	err = s.read(ctx, func(c *conn) error {
		queries, err = all(c, scanString, `
			SELECT query
			FROM searches
			WHERE user_id = ?
			ORDER BY updated_at DESC, id DESC
			LIMIT 10`, userID)
		return err
	})
	return queries, err
}

// CreateSearch implements chat.Tx.
func (t *tx) CreateSearch(userID int64, query string, at time.Time, keep int) error {
	_, err := t.conn.exec(`DELETE FROM searches WHERE user_id = ? AND query = ?`, userID, query)
	if err == nil {
		_, err = t.conn.exec(`
			INSERT INTO searches (user_id, query, created_at, updated_at)
			VALUES (?, ?, ?, ?)`, userID, query, instant(at), instant(at))
	}
	if err == nil {
		_, err = t.conn.exec(`
			DELETE FROM searches
			WHERE user_id = ? AND id NOT IN (
				SELECT id FROM searches WHERE user_id = ? ORDER BY updated_at DESC, id DESC LIMIT ?)`, userID, userID, keep)
	}
	return err
}

// DeleteSearchesOf implements chat.Tx.
func (t *tx) DeleteSearchesOf(userID int64) error {
	_, err := t.conn.exec(`DELETE FROM searches WHERE user_id = ?`, userID)
	return err
}
