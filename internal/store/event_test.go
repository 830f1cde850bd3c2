package store_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"campfire/internal/chat"
	"campfire/internal/store"
)

func appendEvents(t *testing.T, s *store.Store, events ...chat.Event) {
	t.Helper()
	inTx(t, s, func(tx chat.Tx) error {
		for _, e := range events {
			e.CreatedAt = epoch
			if _, err := tx.AppendEvent(e); err != nil {
				return err
			}
		}
		return nil
	})
}

func wantGone(t *testing.T, s *store.Store, room chat.Room, after int64) {
	t.Helper()
	_, err := s.Events(t.Context(), room.ID, after, 40)
	wantKind(t, err, chat.Gone)
}

func TestFeedBringsThingsAsTheyAreNow(t *testing.T) {
	s := openStore(t, store.Options{})
	room, ada, messages := conversation(t, s, 2) // seq 1, 2
	kept, gone := messages[0], messages[1]
	var boost chat.Boost
	inTx(t, s, func(tx chat.Tx) (err error) {
		boost, err = tx.CreateBoost(chat.Boost{MessageID: kept.ID, Booster: ada, Content: "👏", CreatedAt: epoch})
		return err
	})
	appendEvents(t, s,
		chat.Event{RoomID: room.ID, Type: chat.BoostCreated, MessageID: kept.ID, BoostID: boost.ID},
		chat.Event{RoomID: room.ID, Type: chat.BoostCreated, MessageID: kept.ID, BoostID: 99}, // removed since
		chat.Event{RoomID: room.ID, Type: chat.BoostDeleted, MessageID: kept.ID, BoostID: 99},
		chat.Event{RoomID: room.ID, Type: chat.MemberJoined, User: &ada},
		chat.Event{RoomID: room.ID, Type: chat.RoomUpdated},
		chat.Event{RoomID: room.ID, Type: chat.MessageUpdated, MessageID: gone.ID, ClientMessageID: gone.ClientMessageID},
		chat.Event{RoomID: room.ID, Type: chat.MessageDeleted, MessageID: gone.ID, ClientMessageID: gone.ClientMessageID},
	)
	inTx(t, s, func(tx chat.Tx) error {
		if err := store.Exec(tx, `DELETE FROM action_text_rich_texts WHERE record_id = 2`); err != nil {
			return err
		}
		if err := store.Exec(tx, `DELETE FROM messages WHERE id = 2`); err != nil {
			return err
		}
		if err := store.Exec(tx, `UPDATE rooms SET name = 'Renamed'`); err != nil {
			return err
		}
		return store.Exec(tx, `UPDATE action_text_rich_texts SET body = 'edited' WHERE record_id = 1`)
	})

	page, err := s.Events(t.Context(), room.ID, 0, 40)
	if err != nil {
		t.Fatal(err)
	}
	if page.Seq != 9 || page.More || len(page.Events) != 6 {
		t.Fatalf("%d events to seq %d, more %t", len(page.Events), page.Seq, page.More)
	}
	created, boosted, unboosted, joined, renamed, deleted := page.Events[0], page.Events[1], page.Events[2], page.Events[3], page.Events[4], page.Events[5]
	if created.Seq != 1 || created.Message == nil || created.Message.Body != "edited" || len(created.Message.Boosts) != 1 {
		t.Errorf("created = %+v", created)
	}
	if boosted.Seq != 3 || boosted.Boost == nil || boosted.Boost.Content != "👏" || boosted.MessageID != kept.ID {
		t.Errorf("boosted = %+v", boosted)
	}
	if unboosted.Type != chat.BoostDeleted || unboosted.BoostID != 99 {
		t.Errorf("unboosted = %+v", unboosted)
	}
	if joined.User == nil || joined.User.Name != ada.Name {
		t.Errorf("joined = %+v", joined)
	}
	if renamed.Room == nil || renamed.Room.Name != "Renamed" {
		t.Errorf("renamed = %+v", renamed)
	}
	if deleted.Seq != 9 || deleted.MessageID != gone.ID || deleted.ClientMessageID != gone.ClientMessageID || !deleted.CreatedAt.Equal(gone.CreatedAt) {
		t.Errorf("deleted = %+v", deleted)
	}
}

func TestFeedIsReadInPages(t *testing.T) {
	s := openStore(t, store.Options{})
	room, _, messages := conversation(t, s, 7)
	page, err := s.Events(t.Context(), room.ID, 2, 3)
	if err != nil || page.Seq != 5 || !page.More || len(page.Events) != 3 || page.Events[0].MessageID != messages[2].ID {
		t.Errorf("page = %+v, error %v", page, err)
	}
	page, err = s.Events(t.Context(), room.ID, 5, 3)
	if err != nil || page.Seq != 7 || page.More || len(page.Events) != 2 {
		t.Errorf("page = %+v, error %v", page, err)
	}
	page, err = s.Events(t.Context(), room.ID, 7, 3)
	if err != nil || page.Seq != 7 || page.More || len(page.Events) != 0 {
		t.Errorf("page = %+v, error %v", page, err)
	}
}

func TestEventsThatAreNotThereAreGone(t *testing.T) {
	s := openStore(t, store.Options{})
	room, ada, _ := conversation(t, s, 5)
	wantGone(t, s, room, 6) // of another database, or one put back
	wantGone(t, s, room, -1)
	inTx(t, s, func(tx chat.Tx) error { return store.Exec(tx, `DELETE FROM room_events WHERE seq <= 3`) })
	wantGone(t, s, room, 0)
	wantGone(t, s, room, 2)
	if page, err := s.Events(t.Context(), room.ID, 3, 40); err != nil || len(page.Events) != 2 {
		t.Errorf("page = %+v, error %v", page, err)
	}
	inTx(t, s, func(tx chat.Tx) error { return store.Exec(tx, `DELETE FROM room_events`) })
	wantGone(t, s, room, 4)

	empty := createRoom(t, s, chat.Room{Type: chat.Open, Name: "New"}, ada)
	if page, err := s.Events(t.Context(), empty.ID, 0, 40); err != nil || page.Seq != 0 || page.More {
		t.Errorf("events of a new room = %+v, error %v", page, err)
	}
	_, err := s.Events(t.Context(), empty.ID+1, 0, 40)
	wantKind(t, err, chat.NotFound)
}

func TestEventOfNoRoomIsNotFound(t *testing.T) {
	s := openStore(t, store.Options{})
	err := s.InTx(t.Context(), func(tx chat.Tx) error {
		_, err := tx.AppendEvent(chat.Event{RoomID: 99, Type: chat.RoomUpdated, CreatedAt: time.Now()})
		return err
	})
	wantKind(t, err, chat.NotFound)
}

func TestSeqAtIsThatOfTheLastEventBefore(t *testing.T) {
	s := openStore(t, store.Options{})
	ada := createUser(t, s, "Ada")
	room := quietRoom(t, s, ada, 3*time.Hour, 2*time.Hour, 2*time.Hour, time.Hour)
	at := func(room chat.Room, ago time.Duration) (int64, error) {
		return s.SeqAt(t.Context(), room.ID, epoch.Add(-ago))
	}
	for _, c := range []struct {
		ago  time.Duration
		want int64
	}{{4 * time.Hour, 0}, {3 * time.Hour, 0}, {3*time.Hour - time.Microsecond, 1}, {2 * time.Hour, 1}, {time.Hour, 3}, {0, 4}, {-time.Hour, 4}} {
		if got, err := at(room, c.ago); got != c.want || err != nil {
			t.Errorf("%v ago: %d, error %v; want %d", c.ago, got, err, c.want)
		}
	}
	if got, err := at(quietRoom(t, s, ada), 0); got != 0 || err != nil {
		t.Errorf("of a new room: %d, error %v", got, err)
	}
	many := quietRoom(t, s, ada, append(repeat(600, 2*time.Hour), repeat(500, time.Hour)...)...)
	if got, err := at(many, time.Hour); got != 600 || err != nil {
		t.Errorf("500 events ago: %d, error %v", got, err)
	}
	_, err := at(many, 2*time.Hour)
	wantKind(t, err, chat.Gone)
	inTx(t, s, func(tx chat.Tx) error { return store.Exec(tx, `DELETE FROM room_events WHERE seq = 1`) })
	_, err = at(room, 4*time.Hour)
	wantKind(t, err, chat.Gone)
	_, err = at(chat.Room{ID: 999}, 0)
	wantKind(t, err, chat.NotFound)
}

func TestNoticesOfWhatWasUndoneAreNotPublished(t *testing.T) {
	r := &recorder{}
	s := openStore(t, store.Options{Publisher: r})
	notify := func(to int64, err error) error {
		return s.InTx(t.Context(), func(tx chat.Tx) error {
			tx.Notify(chat.Notice{To: to, Type: chat.RoomAdded})
			return err
		})
	}
	if err := notify(1, errRefused); !errors.Is(err, errRefused) {
		t.Fatal(err)
	}
	if err := notify(2, nil); err != nil {
		t.Fatal(err)
	}
	if want := []chat.Notice{{To: 2, Type: chat.RoomAdded}}; !slices.Equal(r.notices, want) {
		t.Errorf("got %v, want %v", r.notices, want)
	}
}
