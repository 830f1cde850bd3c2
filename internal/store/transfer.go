package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"campfire/internal/chat"
)

const transferColumns = `user_id, creator_id, created_at, expires_at`

func scanTransfer(rows *sql.Rows) (t chat.Transfer, err error) {
	err = rows.Scan(&t.UserID, &t.CreatorID, (*instant)(&t.CreatedAt), (*instant)(&t.ExpiresAt))
	return t, err
}

// Transfer implements chat.Store.
func (s *Store) Transfer(ctx context.Context, digest string) (t chat.Transfer, err error) {
	err = s.read(ctx, func(c *conn) error {
		t, err = one(c, "transfer", scanTransfer, `SELECT `+transferColumns+` FROM session_transfers WHERE digest = ?`, digest)
		return err
	})
	return t, err
}

// CreateTransfer implements chat.Tx.
func (t *tx) CreateTransfer(transfer chat.Transfer) error {
	_, err := t.conn.exec(`
		INSERT INTO session_transfers (digest, user_id, creator_id, created_at, expires_at)
		VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (user_id, creator_id) DO UPDATE
		SET digest = excluded.digest, created_at = excluded.created_at, expires_at = excluded.expires_at`,
		transfer.Digest(), transfer.UserID, transfer.CreatorID, instant(transfer.CreatedAt), instant(transfer.ExpiresAt))
	if err != nil {
		return fmt.Errorf("create transfer: %w", err)
	}
	return nil
}

// TakeTransfer implements chat.Tx.
func (t *tx) TakeTransfer(digest string, at time.Time) (chat.Transfer, error) {
	return one(t.conn, "transfer", scanTransfer, `
		DELETE FROM session_transfers
		WHERE digest = ? AND expires_at > ?
		RETURNING `+transferColumns, digest, instant(at))
}

// DeleteTransfer implements chat.Tx.
func (t *tx) DeleteTransfer(creatorID int64, digest string) (deleted bool, err error) {
	ids, err := all(t.conn, scanInt, `DELETE FROM session_transfers WHERE digest = ? AND creator_id = ? RETURNING id`, digest, creatorID)
	return len(ids) > 0, err
}

// deleteTransfersOf ends the links for a user and those a user made.
func (t *tx) deleteTransfersOf(userID int64) error {
	_, err := t.conn.exec(`DELETE FROM session_transfers WHERE user_id = ? OR creator_id = ?`, userID, userID)
	return err
}
