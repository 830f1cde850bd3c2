package chat_test

import (
	"context"
	"testing"

	"campfire/internal/chat"
	"campfire/internal/chattest"
)

// countingStore counts the queries that access is there to save.
type countingStore struct {
	chat.Store
	sessions, members int
}

func (s *countingStore) SessionByToken(ctx context.Context, token string) (chat.Session, chat.User, error) {
	s.sessions++
	return s.Store.SessionByToken(ctx, token)
}

func (s *countingStore) IsMember(ctx context.Context, userID, roomID int64) (bool, error) {
	s.members++
	return s.Store.IsMember(ctx, userID, roomID)
}

func TestWhoMayDoWhatIsReadOnceWhileNothingIsTakenAway(t *testing.T) {
	var counted *countingStore
	c := chattest.New(t, func(o *chat.Options) {
		counted = &countingStore{Store: o.Store}
		o.Store = counted
	})
	ada := c.SetUp("ada")
	room := c.AllTalk(ada)
	session, _, err := c.SignIn(t.Context(), "ada@example.com", chattest.Password, chat.Client{})
	if err != nil {
		t.Fatal(err)
	}
	use := func() {
		t.Helper()
		if _, err := c.Authenticate(t.Context(), session.Token); err != nil {
			t.Error(err)
		}
		if may, err := c.CanRead(t.Context(), ada, room.ID); err != nil || !may {
			t.Errorf("may read: %v, %v", may, err)
		}
	}
	reads := func(want int, when string) {
		t.Helper()
		if counted.sessions != want || counted.members != want {
			t.Errorf("%s: %d and %d reads, want %d of each", when, counted.sessions, counted.members, want)
		}
	}
	use()
	c.Post(ada, room.ID, "hello")
	bob := c.Add("bob")
	use()
	use()
	reads(1, "with posts and people coming")
	if err := c.SignOut(t.Context(), bob, ""); err != nil {
		t.Fatal(err)
	}
	use()
	use()
	reads(2, "after somebody else signed out")
}

func TestThatSomebodyMayNotIsNotRemembered(t *testing.T) {
	c := chattest.New(t)
	ada := c.SetUp("ada")
	bob := c.Add("bob")
	room := c.AddRoom(chat.Closed, "Secret", ada)
	if may, err := c.CanRead(t.Context(), bob, room.ID); err != nil || may {
		t.Fatalf("before: %v, %v", may, err)
	}
	c.InTx(func(tx chat.Tx) error {
		_, err := tx.AddMembers(room.ID, []int64{bob.User.ID}, chat.Mentions, room.CreatedAt)
		return err
	})
	if may, err := c.CanRead(t.Context(), bob, room.ID); err != nil || !may {
		t.Errorf("once added: %v, %v", may, err)
	}
}
