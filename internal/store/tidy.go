package store

import (
	"context"

	"campfire/internal/chat"
)

// The full-text index is written in segments, and each word looked for is
// looked up in each of them: nine cost seven times as much as one. SQLite joins
// some as they come; TidySearch joins the rest.
const (
	fewSegments   = 3
	tidiedAtOnce  = 32 // pages written in one transaction, some milliseconds
	nothingTidied = 2  // changes fewer than these mean that there is no more to join
)

// TidySearch makes searching quick again after much was posted, in transactions
// short enough to be unnoticed among others.
func (s *Store) TidySearch(ctx context.Context) error {
	var segments int64
	err := s.read(ctx, func(c *conn) (err error) {
		segments, err = one(c, "index", scanInt, `SELECT count(DISTINCT segid) FROM message_search_index_idx`)
		return err
	})
	if err != nil || segments <= fewSegments {
		return err
	}
	// A negative number begins to join all segments, a positive one goes on; see
	// https://www.sqlite.org/fts5.html#the_merge_command.
	for pages, changed := -tidiedAtOnce, int64(nothingTidied); err == nil && changed >= nothingTidied; pages = tidiedAtOnce {
		err = s.InTx(ctx, func(t chat.Tx) (err error) {
			changed, err = mergeSegments(t.(*tx).conn, pages)
			return err
		})
	}
	return err
}

func mergeSegments(c *conn, pages int) (changed int64, err error) {
	before, err := one(c, "changes", scanInt, `SELECT total_changes()`)
	if err != nil {
		return 0, err
	}
	_, err = c.exec(`INSERT INTO message_search_index (message_search_index, rank) VALUES ('merge', ?)`, pages)
	if err != nil {
		return 0, err
	}
	after, err := one(c, "changes", scanInt, `SELECT total_changes()`)
	return after - before, err
}
