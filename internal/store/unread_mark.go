package store

import (
	"context"
	"fmt"
	"time"

	"campfire/internal/chat"
)

const (
	markEvery   = 5 * time.Minute
	markBatch   = 200             // memberships looked at in one transaction
	markAtClose = 5 * time.Second // how long closing may take for it
)

// markUnread makes the original's mark of memberships, unread_at, follow the read
// cursor: the time of the first unread message, or NULL. What is right already is
// not written.
const markUnread = `
	UPDATE memberships
	SET unread_at = ` + firstUnread + `
	WHERE id > ? AND id <= ? AND unread_at IS NOT ` + firstUnread

const firstUnread = `(
	SELECT m.created_at
	FROM messages m
	WHERE m.room_id = memberships.room_id AND m.id > memberships.read_message_id
		AND m.creator_id <> memberships.user_id AND memberships.involvement <> 'invisible'
	ORDER BY m.id
	LIMIT 1)`

// MarkUnread has the original's mark of every membership follow the read cursor,
// in transactions short enough to be unnoticed among others. Nothing of ours
// reads it: it is for when the original opens the file.
func (s *Store) MarkUnread(ctx context.Context) error {
	last, err := s.lastMembership(ctx)
	for after := int64(0); after < last && err == nil; after += markBatch {
		err = s.InTx(ctx, func(t chat.Tx) error {
			_, err := t.(*tx).conn.exec(markUnread, after, after+markBatch)
			return err
		})
	}
	if err != nil {
		return fmt.Errorf("mark memberships as unread: %w", err)
	}
	return nil
}

func (s *Store) lastMembership(ctx context.Context) (id int64, err error) {
	err = s.read(ctx, func(c *conn) error {
		id, err = one(c, "memberships", scanInt, `SELECT coalesce(max(id), 0) FROM memberships`)
		return err
	})
	return id, err
}

// keepMarks marks now and then, until ctx ends.
func (s *Store) keepMarks(ctx context.Context) {
	ticker := time.NewTicker(markEvery)
	defer ticker.Stop()
	for ctx.Err() == nil {
		if err := s.MarkUnread(ctx); err != nil && ctx.Err() == nil {
			s.logger.Warn("memberships not marked as unread for the original; that is tried again in five minutes", "error", err)
		}
		select {
		case <-ticker.C:
		case <-ctx.Done():
		}
	}
}

// markAll marks a whole file that nobody else uses, such as a copy. One that has
// not been brought up to date yet is still as the original left it.
func markAll(ctx context.Context, path string) error {
	db, err := openDB(path)
	if err != nil {
		return err
	}
	defer db.Close()
	if version, err := fileVersion(ctx, db); err != nil || version < schemaVersion {
		return err
	}
	_, err = db.ExecContext(ctx, markUnread, 0, int64(1)<<62)
	return err
}
