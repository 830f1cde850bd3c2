package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"sync"
	"time"

	"campfire/internal/chat"
)

const (
	pruneEvery = time.Hour
	pruneBatch = 500 // events removed in one transaction
	newestStay = 100 // events of a room that stay whatever their age
)

// Retention is how much of a room's feed is kept: an event goes when it is older
// than Age, or when PerRoom newer ones are in its room. Zero keeps any. The
// newest hundred of a room, or PerRoom when that is less, stay whatever their
// age: a quiet room's clients are not told to reload.
type Retention struct {
	Age     time.Duration
	PerRoom int64
}

// Run prunes the feeds and the audit log and tidies the search index, now and then every hour, until ctx ends. It returns nil.
func (s *Store) Run(ctx context.Context) error {
	var marks sync.WaitGroup
	defer marks.Wait()
	marks.Go(func() { s.keepMarks(ctx) })
	ticker := time.NewTicker(pruneEvery)
	defer ticker.Stop()
	for {
		removed, err := s.Prune(ctx, time.Now())
		switch {
		case ctx.Err() != nil:
			return nil
		case err != nil:
			s.logger.Warn("feeds not pruned; that is tried again in an hour", "error", err)
		case removed > 0:
			s.logger.Info("feeds pruned", "events", removed)
		}
		if _, err := s.PruneAudit(ctx); err != nil && ctx.Err() == nil {
			s.logger.Warn("audit log not pruned; that is tried again in an hour", "error", err)
		}
		if err := s.TidySearch(ctx); err != nil && ctx.Err() == nil {
			s.logger.Warn("search index not tidied; that is tried again in an hour", "error", err)
		}
		select {
		case <-ticker.C:
		case <-ctx.Done():
			return nil
		}
	}
}

// Prune removes the events that need not be kept at a time, in transactions
// short enough to be unnoticed among others, and returns how many there were.
func (s *Store) Prune(ctx context.Context, now time.Time) (removed int64, err error) {
	if s.retention == (Retention{}) {
		return 0, nil
	}
	var feeds []prunable
	err = s.read(ctx, func(c *conn) error {
		feeds, err = s.retention.prunable(c, now)
		return err
	})
	for _, f := range feeds {
		for f.first <= f.last && err == nil {
			var n int64
			n, err = s.pruneBatch(ctx, &f)
			removed += n
		}
	}
	return removed, err
}

// prunable is the run of a room's oldest events that need not be kept, first and
// last included.
type prunable struct{ roomID, first, last int64 }

// prunable looks, in each room, at the oldest event and for the first that is
// young enough. A feed is cut at its beginning alone, so that it never has a
// hole, whatever the clock did.
func (r Retention) prunable(c *conn, now time.Time) ([]prunable, error) {
	before := time.Unix(0, 0) // nothing is older
	if r.Age > 0 {
		before = now.Add(-r.Age)
	}
	feeds, err := all(c, r.scanPrunable, `
		SELECT r.id, r.seq,
			coalesce((SELECT min(seq) FROM room_events WHERE room_id = r.id), r.seq + 1),
			coalesce((
				SELECT seq
				FROM room_events
				WHERE room_id = r.id AND created_at >= ?
				ORDER BY seq
				LIMIT 1), r.seq + 1)
		FROM rooms r`, instant(before))
	return slices.DeleteFunc(feeds, func(f prunable) bool { return f.first > f.last }), err
}

func (r Retention) scanPrunable(rows *sql.Rows) (p prunable, err error) {
	var seq, young int64
	err = rows.Scan(&p.roomID, &seq, &p.first, &young)
	p.last = r.lastToGo(seq, young)
	return p, err
}

// lastToGo is the last event that need not be kept in a room that is at seq,
// where young is the first that is young enough.
func (r Retention) lastToGo(seq, young int64) int64 {
	if r.PerRoom == 0 {
		return min(young-1, seq-newestStay)
	}
	old := min(young-1, seq-min(newestStay, r.PerRoom))
	return max(old, seq-r.PerRoom)
}

// pruneBatch removes a batch from the beginning of f.
func (s *Store) pruneBatch(ctx context.Context, f *prunable) (removed int64, err error) {
	last := min(f.last, f.first+pruneBatch-1)
	err = s.InTx(ctx, func(t chat.Tx) error {
		_, err := t.(*tx).conn.exec(`DELETE FROM room_events WHERE room_id = ? AND seq <= ?`, f.roomID, last)
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("prune the feed of room %d: %w", f.roomID, err)
	}
	removed = last - f.first + 1
	f.first = last + 1
	return removed, nil
}
