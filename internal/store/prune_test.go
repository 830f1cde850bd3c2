package store_test

import (
	"context"
	"runtime"
	"testing"
	"time"

	"campfire/internal/chat"
	"campfire/internal/store"
)

const day = 24 * time.Hour

// quietRoom makes a room with an event for each of ages, oldest first: how long
// before the epoch it happened.
func quietRoom(t *testing.T, s *store.Store, by chat.User, ages ...time.Duration) chat.Room {
	t.Helper()
	room := createRoom(t, s, chat.Room{Type: chat.Open, Name: "Quiet"}, by)
	inTx(t, s, func(tx chat.Tx) error {
		for _, age := range ages {
			if _, err := tx.AppendEvent(chat.Event{RoomID: room.ID, Type: chat.RoomUpdated, CreatedAt: epoch.Add(-age)}); err != nil {
				return err
			}
		}
		return nil
	})
	return room
}

func repeat(n int, age time.Duration) []time.Duration {
	ages := make([]time.Duration, n)
	for i := range ages {
		ages[i] = age
	}
	return ages
}

// wantFeed wants the events after a seq to be there, and none before it.
func wantFeed(t *testing.T, s *store.Store, room chat.Room, after int64) {
	t.Helper()
	page, err := s.Events(t.Context(), room.ID, after, 1)
	if err != nil {
		t.Errorf("events after %d: %v", after, err)
	}
	if len(page.Events) > 0 && page.Events[0].Seq != after+1 {
		t.Errorf("the first event after %d is %d", after, page.Events[0].Seq)
	}
	if after > 0 {
		wantGone(t, s, room, after-1)
	}
}

func TestPruneRemovesOldEventsAndThoseThatAreTooMany(t *testing.T) {
	for _, c := range []struct {
		name      string
		retention store.Retention
		ages      []time.Duration
		removed   int64
	}{
		{"nothing is limited", store.Retention{}, repeat(300, 1000*day), 0},
		{"young", store.Retention{Age: 30 * day}, repeat(300, day), 0},
		{"old", store.Retention{Age: 30 * day}, append(repeat(150, 31*day), repeat(150, 29*day)...), 150},
		{"exactly as old as may be", store.Retention{Age: 30 * day}, append(repeat(50, 30*day+time.Microsecond), repeat(150, 30*day)...), 50},
		{"all old: the newest hundred stay", store.Retention{Age: 30 * day}, repeat(300, 31*day), 200},
		{"old and few", store.Retention{Age: 30 * day}, repeat(100, 31*day), 0},
		{"many", store.Retention{PerRoom: 200}, repeat(300, day), 100},
		{"as many as may be", store.Retention{PerRoom: 300}, repeat(300, 1000*day), 0},
		{"all old, of few that may be", store.Retention{Age: 30 * day, PerRoom: 7}, repeat(300, 31*day), 293},
		{"many, of which more are old", store.Retention{Age: 30 * day, PerRoom: 250}, append(repeat(150, 31*day), repeat(150, day)...), 150},
		{"many, of which fewer are old", store.Retention{Age: 30 * day, PerRoom: 120}, append(repeat(150, 31*day), repeat(150, day)...), 180},
		{"a young one before old ones", store.Retention{Age: 30 * day}, append(repeat(20, 31*day), append(repeat(1, day), repeat(200, 31*day)...)...), 20},
		{"no events", store.Retention{Age: day, PerRoom: 1}, nil, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := openStore(t, store.Options{Retention: c.retention})
			ada := createUser(t, s, "Ada")
			room := quietRoom(t, s, ada, c.ages...)
			for _, want := range []int64{c.removed, 0} { // the second finds nothing to do
				if removed, err := s.Prune(t.Context(), epoch); err != nil || removed != want {
					t.Errorf("removed %d, error %v; want %d", removed, err, want)
				}
				wantFeed(t, s, room, c.removed)
			}
		})
	}
}

// The writer is everybody's: a feed that has much to lose loses it bit by bit,
// and other rooms lose nothing.
func TestPruneTakesShortTransactions(t *testing.T) {
	s := openStore(t, store.Options{Retention: store.Retention{PerRoom: 200}})
	ada := createUser(t, s, "Ada")
	busy, other := quietRoom(t, s, ada, repeat(1300, day)...), quietRoom(t, s, ada, repeat(200, day)...)
	before := s.Stats().Transactions
	if removed, err := s.Prune(t.Context(), epoch); removed != 1100 || err != nil {
		t.Errorf("removed %d, error %v", removed, err)
	}
	if got := s.Stats().Transactions - before; got != 3 {
		t.Errorf("%d transactions for 1100 events, want 3", got)
	}
	wantFeed(t, s, busy, 1100)
	wantFeed(t, s, other, 0)
	appendEvents(t, s, chat.Event{RoomID: busy.ID, Type: chat.RoomUpdated})
	if page, err := s.Events(t.Context(), busy.ID, 1300, 10); err != nil || page.Seq != 1301 {
		t.Errorf("page after pruning = %+v, error %v", page, err)
	}
}

func TestRunPrunesUntilItIsStopped(t *testing.T) {
	s := openStore(t, store.Options{Retention: store.Retention{PerRoom: 5}})
	room := quietRoom(t, s, createUser(t, s, "Ada"), repeat(20, 0)...)
	ctx, stop := context.WithCancel(t.Context())
	stopped := make(chan error)
	go func() { stopped <- s.Run(ctx) }()
	for {
		if _, err := s.Events(t.Context(), room.ID, 14, 1); chat.KindOf(err) == chat.Gone {
			break
		}
		runtime.Gosched()
	}
	wantFeed(t, s, room, 15)
	stop()
	if err := <-stopped; err != nil {
		t.Error(err)
	}
}
