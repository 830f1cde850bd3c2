package store_test

import (
	"path/filepath"
	"testing"
	"time"

	"campfire/internal/chat"
	"campfire/internal/store"
)

// TestTheOriginalsMarkFollowsTheCursor in a copy, in the background and at the end.
func TestTheOriginalsMarkFollowsTheCursor(t *testing.T) {
	path := filepath.Join(t.TempDir(), "production.sqlite3")
	s := openStore(t, store.Options{Path: path})
	ada, grace, linus := createUser(t, s, "ada"), createUser(t, s, "grace"), createUser(t, s, "linus")
	room := createRoom(t, s, chat.Room{Type: chat.Open, Name: "All Talk"}, ada, grace, linus)
	first := mustPost(t, s, draft(room, ada, "first", epoch.Add(time.Minute)))
	mustPost(t, s, draft(room, ada, "second", epoch.Add(2*time.Minute)))
	inTx(t, s, func(tx chat.Tx) error {
		_, _, err := tx.SetReadMessage(linus.ID, room.ID, first.ID, epoch)
		return err
	})
	copied := filepath.Join(t.TempDir(), "copy.sqlite3")
	if err := store.Snapshot(t.Context(), path, copied); err != nil {
		t.Fatal(err)
	}
	wantMarks := func(when string, s *store.Store, want ...string) {
		t.Helper()
		inTx(t, s, func(tx chat.Tx) error {
			got, err := store.Query(tx, `SELECT coalesce(substr(unread_at, 12, 8), '') FROM memberships ORDER BY user_id`)
			for i := range want {
				if err == nil && got[i] != want[i] {
					t.Errorf("%s: %q, want %q", when, got, want)
				}
			}
			return err
		})
	}
	at := func(m int) string { return epoch.UTC().Add(time.Duration(m) * time.Minute).Format("15:04:05") }
	wantMarks("in a copy", openStore(t, store.Options{Path: copied}), "", at(1), at(2))
	if err := s.MarkUnread(t.Context()); err != nil {
		t.Fatal(err)
	}
	wantMarks("in the background", s, "", at(1), at(2))
	inTx(t, s, func(tx chat.Tx) error { _, err := tx.SetAllRead(grace.ID, epoch); return err })
	wantMarks("when all is read", s, "", "", at(2))
	mustPost(t, s, draft(room, linus, "third", epoch.Add(3*time.Minute)))
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	wantMarks("after closing", openStore(t, store.Options{Path: path}), at(3), at(3), at(2))
}
