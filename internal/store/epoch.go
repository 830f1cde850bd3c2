package store

import (
	"context"
	"fmt"
)

// FeedEpoch returns the name of the count that the seqs of all rooms belong to.
// It is another one after a copy was put back: then the same seq may stand for
// another event.
func (s *Store) FeedEpoch(ctx context.Context) (epoch string, err error) {
	err = s.read(ctx, func(c *conn) error {
		epoch, err = one(c, "epoch", scanString, `SELECT epoch FROM feed WHERE id = 1`)
		return err
	})
	return epoch, err
}

// renewEpoch begins another count in the file at path, which nobody uses. A
// schema that knows no epoch gets one when it is brought up to date.
func renewEpoch(ctx context.Context, path string) error {
	db, err := openDB(path, "synchronous(full)")
	if err != nil {
		return err
	}
	defer db.Close()
	var known bool
	if err := db.QueryRowContext(ctx, `SELECT count(*) FROM sqlite_master WHERE name = 'feed'`).Scan(&known); err != nil || !known {
		return err
	}
	if _, err := db.ExecContext(ctx, `UPDATE feed SET epoch = lower(hex(randomblob(8)))`); err != nil {
		return fmt.Errorf("begin another epoch in %s: %w", path, err)
	}
	return nil
}
