package store

import (
	"context"
	"database/sql"
	"fmt"

	"campfire/internal/chat"
)

func scanSavedDraft(rows *sql.Rows) (d chat.SavedDraft, err error) {
	err = rows.Scan(&d.RoomID, &d.ID, &d.Body, (*instant)(&d.UpdatedAt))
	return d, err
}

// DraftsOf implements chat.Store.
func (s *Store) DraftsOf(ctx context.Context, userID int64) (drafts []chat.SavedDraft, err error) {
	err = s.read(ctx, func(c *conn) error {
		drafts, err = all(c, scanSavedDraft, `
			SELECT room_id, draft_id, body, updated_at
			FROM drafts
			WHERE user_id = ?
			ORDER BY updated_at DESC, room_id`, userID)
		return err
	})
	return drafts, err
}

// SaveDraft implements chat.Tx.
func (t *tx) SaveDraft(userID int64, d chat.SavedDraft, keep int) (saved bool, err error) {
	ids, err := all(t.conn, scanInt, `
		INSERT INTO drafts (user_id, room_id, draft_id, body, updated_at)
		VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (user_id, room_id) DO UPDATE
		SET body = excluded.body, updated_at = excluded.updated_at
		WHERE drafts.draft_id = excluded.draft_id
		RETURNING room_id`, userID, d.RoomID, d.ID, d.Body, instant(d.UpdatedAt))
	if err != nil {
		return false, fmt.Errorf("save draft: %w", err)
	}
	_, err = t.conn.exec(`
		DELETE FROM drafts
		WHERE user_id = ? AND room_id NOT IN (
			SELECT room_id FROM drafts WHERE user_id = ? ORDER BY updated_at DESC, room_id LIMIT ?)`, userID, userID, keep)
	return len(ids) > 0, err
}

// DeleteDraft implements chat.Tx.
func (t *tx) DeleteDraft(userID, roomID int64, draftID string) (deleted bool, err error) {
	ids, err := all(t.conn, scanInt, `
		DELETE FROM drafts
		WHERE user_id = ? AND room_id = ? AND draft_id = ?
		RETURNING room_id`, userID, roomID, draftID)
	return len(ids) > 0, err
}
