package store_test

import (
	"slices"
	"testing"
	"time"

	"campfire/internal/chat"
	"campfire/internal/store"
)

// rows returns the only column of a query, as text.
func rows(t *testing.T, s *store.Store, query string) (found []string) {
	t.Helper()
	inTx(t, s, func(tx chat.Tx) (err error) {
		found, err = store.Query(tx, `WITH found (value) AS (`+query+`) SELECT CAST(value AS text) FROM found`)
		return err
	})
	return found
}

func wantRows(t *testing.T, s *store.Store, query string, want ...string) {
	t.Helper()
	if got := rows(t, s, query); !slices.Equal(got, want) {
		t.Errorf("%s\ngives %q, want %q", query, got, want)
	}
}

func TestAnEditReplacesWhatAMessageIsFoundBy(t *testing.T) {
	s := openStore(t, store.Options{})
	room, ada, _ := conversation(t, s, 0)
	bob, eve, mallory := createUser(t, s, "bob"), createUser(t, s, "eve"), createUser(t, s, "mallory")
	inTx(t, s, func(tx chat.Tx) error {
		_, err := tx.AddMembers(room.ID, []int64{bob.ID, eve.ID}, chat.Mentions, epoch)
		return err
	})
	m := draft(room, ada, "hello", epoch)
	m.MentionedUserIDs = []int64{ada.ID, bob.ID, mallory.ID}
	m = mustPost(t, s, m)
	wantRows(t, s, `SELECT user_id FROM mentions`, "2")
	later := epoch.Add(time.Hour)
	inTx(t, s, func(tx chat.Tx) error {
		m.Body, m.Text, m.EditedAt, m.MentionedUserIDs = "<div>goodbye</div>", "goodbye", later, []int64{eve.ID}
		return tx.UpdateMessage(m, bob.ID)
	})
	got, edits, err := s.MessageHistory(t.Context(), room.ID, m.ID)
	if err != nil || got.Body != "<div>goodbye</div>" || !got.EditedAt.Equal(later) || !got.UpdatedAt.Equal(later) || !got.CreatedAt.Equal(epoch) {
		t.Errorf("message = %+v, error %v", got, err)
	}
	want := chat.Edit{Editor: chat.User{ID: bob.ID, Name: "bob"}, Body: "<div>hello</div>", At: later}
	if len(edits) != 1 || edits[0] != want {
		t.Errorf("edits = %+v, want %+v", edits, want)
	}
	wantRows(t, s, `SELECT rowid FROM message_search_index WHERE message_search_index MATCH 'goodbye'`, "1")
	wantRows(t, s, `SELECT rowid FROM message_search_index WHERE message_search_index MATCH 'hello'`)
	wantRows(t, s, `SELECT user_id FROM mentions`, "3")
	wantRows(t, s, `SELECT updated_at FROM rooms`, "2026-01-02 10:30:00.123456")
}

func TestADeletedMessageLeavesNothing(t *testing.T) {
	s := openStore(t, store.Options{})
	room, ada, messages := conversation(t, s, 2)
	bob := createUser(t, s, "bob")
	m := messages[0]
	inTx(t, s, func(tx chat.Tx) error {
		if _, err := tx.CreateBoost(chat.Boost{MessageID: m.ID, Booster: ada, Content: "👏", CreatedAt: epoch}); err != nil {
			return err
		}
		m.Body, m.Text, m.EditedAt, m.MentionedUserIDs = "<div>edited</div>", "edited", epoch, []int64{bob.ID}
		if err := tx.UpdateMessage(m, ada.ID); err != nil {
			return err
		}
		if err := store.Exec(tx, `INSERT INTO active_storage_blobs (key, filename, service_name, byte_size, created_at) VALUES ('k', 'f', 'local', 1, '2026-01-02 09:30:00')`); err != nil {
			return err
		}
		return store.Exec(tx, `INSERT INTO active_storage_attachments (name, record_type, record_id, blob_id, created_at) VALUES ('attachment', 'Message', 1, 1, '2026-01-02 09:30:00')`)
	})
	inTx(t, s, func(tx chat.Tx) error { return tx.DeleteMessage(room.ID, m.ID, epoch.Add(time.Hour)) })
	for _, table := range []string{"boosts", "mentions", "message_edits", "active_storage_attachments"} {
		wantRows(t, s, `SELECT count(*) FROM `+table, "0")
	}
	for table, id := range map[string]string{"messages": "id", "action_text_rich_texts": "record_id", "message_search_index": "rowid"} {
		wantRows(t, s, `SELECT `+id+` FROM `+table, "2")
	}
	_, err := s.Message(t.Context(), room.ID, m.ID)
	wantKind(t, err, chat.NotFound)
}

func TestWhatIsNotInTheRoomIsNotChanged(t *testing.T) {
	s := openStore(t, store.Options{})
	room, ada, messages := conversation(t, s, 1)
	other := createRoom(t, s, chat.Room{Type: chat.Open, Name: "Elsewhere"}, ada)
	m := messages[0]
	m.RoomID, m.EditedAt = other.ID, epoch
	for name, change := range map[string]func(chat.Tx) error{
		"edit":            func(tx chat.Tx) error { return tx.UpdateMessage(m, ada.ID) },
		"delete":          func(tx chat.Tx) error { return tx.DeleteMessage(other.ID, m.ID, epoch) },
		"no such message": func(tx chat.Tx) error { return tx.DeleteMessage(room.ID, 99, epoch) },
		"no such boost":   func(tx chat.Tx) error { return tx.DeleteBoost(m.ID, 99, epoch) },
	} {
		if err := s.InTx(t.Context(), change); chat.KindOf(err) != chat.NotFound {
			t.Errorf("%s: %v, want not found", name, err)
		}
	}
	wantRows(t, s, `SELECT body FROM action_text_rich_texts`, messages[0].Body)
	wantRows(t, s, `SELECT count(*) FROM message_edits`, "0")
}

func TestAMessageMadeAndDeletedInOneCommitIsNotFoundBySearch(t *testing.T) {
	s := openStore(t, store.Options{})
	room, ada, _ := conversation(t, s, 0)
	inTx(t, s, func(tx chat.Tx) error {
		m := draft(room, ada, "brief", epoch)
		if _, err := post(tx, &m); err != nil {
			return err
		}
		return tx.DeleteMessage(room.ID, m.ID, epoch)
	})
	wantRows(t, s, `SELECT count(*) FROM message_search_index`, "0")
}

func TestMessagesByAPersonAreReadInSteps(t *testing.T) {
	s := openStore(t, store.Options{})
	first, ada, _ := conversation(t, s, 3)
	bob := createUser(t, s, "bob")
	second := createRoom(t, s, chat.Room{Type: chat.Open, Name: "Two"}, ada, bob)
	mustPost(t, s, draft(first, bob, "his", epoch))
	mustPost(t, s, draft(second, ada, "hers", epoch))
	var found []int64
	inTx(t, s, func(tx chat.Tx) error {
		for after := int64(0); ; after = found[len(found)-1] {
			step, err := tx.MessagesBy(ada.ID, after, 3)
			if err != nil || len(step) == 0 {
				return err
			}
			found = append(found, ids(step)...)
		}
	})
	if want := []int64{1, 2, 3, 5}; !slices.Equal(found, want) {
		t.Errorf("found %v, want %v", found, want)
	}
}

func TestABoostTakenBackIsGone(t *testing.T) {
	s := openStore(t, store.Options{})
	room, ada, messages := conversation(t, s, 1)
	var kept, gone chat.Boost
	inTx(t, s, func(tx chat.Tx) (err error) {
		if kept, err = tx.CreateBoost(chat.Boost{MessageID: 1, Booster: ada, Content: "👏", CreatedAt: epoch}); err != nil {
			return err
		}
		gone, err = tx.CreateBoost(chat.Boost{MessageID: 1, Booster: ada, Content: "🔥", CreatedAt: epoch})
		return err
	})
	later := epoch.Add(time.Hour)
	inTx(t, s, func(tx chat.Tx) error { return tx.DeleteBoost(1, gone.ID, later) })
	m, err := s.Message(t.Context(), room.ID, messages[0].ID)
	if err != nil || len(m.Boosts) != 1 || m.Boosts[0].ID != kept.ID || !m.UpdatedAt.Equal(later) {
		t.Errorf("message = %+v, error %v", m, err)
	}
}
