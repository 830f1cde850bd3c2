package store_test

import (
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"campfire/internal/chat"
	"campfire/internal/store"
)

// epoch is when the stories of these tests begin.
var epoch = time.Date(2026, 1, 2, 9, 30, 0, 123456000, time.UTC)

// openStore opens a store in a new folder for the length of the test.
func openStore(t testing.TB, o store.Options) *store.Store {
	t.Helper()
	if o.Path == "" {
		o.Path = filepath.Join(t.TempDir(), "db", "production.sqlite3")
	}
	s, err := store.Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("Close: %v", err)
		}
	})
	return s
}

// inTx runs fn in a transaction that must succeed.
func inTx(t testing.TB, s *store.Store, fn func(chat.Tx) error) {
	t.Helper()
	if err := s.InTx(t.Context(), fn); err != nil {
		t.Fatal(err)
	}
}

func createUser(t testing.TB, s *store.Store, name string) (u chat.User) {
	t.Helper()
	inTx(t, s, func(tx chat.Tx) (err error) {
		u, err = tx.CreateUser(chat.User{
			Name: name, EmailAddress: name + "@example.com", PasswordDigest: "$2a$04$x",
			CreatedAt: epoch, UpdatedAt: epoch,
		})
		return err
	})
	return u
}

// createRoom makes a room with members.
func createRoom(t testing.TB, s *store.Store, r chat.Room, members ...chat.User) chat.Room {
	t.Helper()
	inTx(t, s, func(tx chat.Tx) (err error) {
		r.CreatorID, r.CreatedAt, r.UpdatedAt = members[0].ID, epoch, epoch
		if r, err = tx.CreateRoom(r); err != nil {
			return err
		}
		var ids []int64
		for _, u := range members {
			ids = append(ids, u.ID)
		}
		_, err = tx.AddMembers(r.ID, ids, r.Type.DefaultInvolvement(), epoch)
		return err
	})
	return r
}

func draft(room chat.Room, author chat.User, clientID string, at time.Time) chat.Message {
	return chat.Message{
		RoomID: room.ID, Creator: author, ClientMessageID: clientID,
		Body: "<div>" + clientID + "</div>", Text: clientID, CreatedAt: at, UpdatedAt: at,
	}
}

// post stores a message with its event, as the product does.
func post(tx chat.Tx, m *chat.Message) (created bool, err error) {
	if m.ID, created, err = tx.CreateMessage(*m); err != nil || !created {
		return created, err
	}
	_, err = tx.AppendEvent(chat.Event{
		RoomID: m.RoomID, Type: chat.MessageCreated, CreatedAt: m.CreatedAt,
		MessageID: m.ID, ClientMessageID: m.ClientMessageID, Message: m,
	})
	return true, err
}

func mustPost(t testing.TB, s *store.Store, m chat.Message) chat.Message {
	t.Helper()
	inTx(t, s, func(tx chat.Tx) error {
		_, err := post(tx, &m)
		return err
	})
	return m
}

// conversation is a room with n messages by one author, a second apart.
func conversation(t testing.TB, s *store.Store, n int) (chat.Room, chat.User, []chat.Message) {
	t.Helper()
	author := createUser(t, s, "ada")
	room := createRoom(t, s, chat.Room{Type: chat.Open, Name: "All Talk"}, author)
	messages := make([]chat.Message, n)
	for i := range messages {
		messages[i] = mustPost(t, s, draft(room, author, fmt.Sprint("m", i), epoch.Add(time.Duration(i)*time.Second)))
	}
	return room, author, messages
}

func wantKind(t testing.TB, err error, want chat.Kind) {
	t.Helper()
	if err == nil || chat.KindOf(err) != want {
		t.Errorf("error = %v of kind %d, want kind %d", err, chat.KindOf(err), want)
	}
}

func ids(messages []chat.Message) []int64 {
	var found []int64
	for _, m := range messages {
		found = append(found, m.ID)
	}
	return found
}

func TestHistoryAndFeedHoldWhatWasPosted(t *testing.T) {
	s := openStore(t, store.Options{})
	room, _, messages := conversation(t, s, 3)
	page, err := s.Messages(t.Context(), room.ID, chat.Cursor{Limit: 40})
	if err != nil {
		t.Fatal(err)
	}
	events, err := s.Events(t.Context(), room.ID, 0, 40)
	if err != nil {
		t.Fatal(err)
	}
	if len(page.Messages) != len(messages) || len(events.Events) != len(messages) || page.Seq != events.Seq {
		t.Fatalf("%d messages at seq %d, %d events up to %d; want %d of each",
			len(page.Messages), page.Seq, len(events.Events), events.Seq, len(messages))
	}
}
