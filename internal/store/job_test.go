package store_test

import (
	"fmt"
	"testing"
	"time"

	"campfire/internal/chat"
	"campfire/internal/store"
)

// TestOnlyTheLatestJobsThatWereGivenUpAreKept gives eight up a minute apart, keeps five,
// and then those of the last two minutes.
func TestOnlyTheLatestJobsThatWereGivenUpAreKept(t *testing.T) {
	s := openStore(t, store.Options{})
	for n := range 8 {
		at := epoch.Add(time.Duration(n) * time.Minute)
		inTx(t, s, func(tx chat.Tx) error {
			if _, err := tx.CreateJob(chat.Job{Kind: "test", Payload: fmt.Appendf(nil, "%d", n), RunAt: at, CreatedAt: at}); err != nil {
				return err
			}
			_, err := tx.BuryJobs(at.Add(time.Second), at, "too late", 10)
			return err
		})
	}
	for _, tt := range []struct {
		before      time.Time
		keep, limit int
		more        bool
		left        string
	}{
		{epoch, 8, 10, false, "7 6 5 4 3 2 1 0"},
		{epoch, 5, 2, true, "7 6 5 4 3 2"},
		{epoch, 5, 2, false, "7 6 5 4 3"},
		{epoch.Add(6 * time.Minute), 5, 10, false, "7 6"},
	} {
		var more bool
		inTx(t, s, func(tx chat.Tx) (err error) {
			more, err = tx.PruneJobs(tt.before, tt.keep, tt.limit)
			return err
		})
		buried, err := s.BuriedJobs(t.Context(), 100)
		if err != nil {
			t.Fatal(err)
		}
		left := ""
		for _, j := range buried {
			left += " " + string(j.Payload)
		}
		if left != " "+tt.left || more != tt.more {
			t.Errorf("keeping %d: %s are left, more %v; want %s, %v", tt.keep, left, more, tt.left, tt.more)
		}
	}
}
