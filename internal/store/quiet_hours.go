package store

import (
	"context"
	"database/sql"

	"campfire/internal/chat"
)

func scanQuietHours(rows *sql.Rows) (q chat.QuietHours, err error) {
	err = rows.Scan(&q.From, &q.Until, &q.TimeZone)
	return q, err
}

// QuietHours implements chat.Store.
func (s *Store) QuietHours(ctx context.Context, userID int64) (q chat.QuietHours, err error) {
	err = s.read(ctx, func(c *conn) error {
		q, err = one(c, "quiet hours", scanQuietHours, `
			SELECT from_minute, until_minute, time_zone
			FROM quiet_hours
			WHERE user_id = ?`, userID)
		return err
	})
	return q, err
}

// SetQuietHours implements chat.Tx.
func (t *tx) SetQuietHours(userID int64, q *chat.QuietHours) error {
	if _, err := t.conn.exec(`DELETE FROM quiet_hours WHERE user_id = ?`, userID); err != nil || q == nil {
		return err
	}
	_, err := t.conn.exec(`
		INSERT INTO quiet_hours (user_id, from_minute, until_minute, time_zone)
		VALUES (?, ?, ?, ?)`, userID, q.From, q.Until, q.TimeZone)
	return err
}
