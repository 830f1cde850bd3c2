package store_test

import (
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"campfire/internal/chat"
	"campfire/internal/store"
)

func TestPostingAgainMakesNoSecondMessageWhateverTheTiming(t *testing.T) {
	s := openStore(t, store.Options{})
	room, author, _ := conversation(t, s, 0)
	const attempts = 32
	var mu sync.Mutex
	seen, made := map[int64]int{}, 0 // guarded by mu
	var wg sync.WaitGroup
	for range attempts {
		wg.Go(func() {
			m, created := draft(room, author, "same", epoch), false
			inTx(t, s, func(tx chat.Tx) (err error) {
				created, err = post(tx, &m)
				return err
			})
			mu.Lock()
			defer mu.Unlock()
			seen[m.ID]++
			if created {
				made++
			}
		})
	}
	wg.Wait()
	if len(seen) != 1 || made != 1 {
		t.Errorf("%d posts made %d messages, created %d times; want 1 and 1", attempts, len(seen), made)
	}
	if got := len(readHistory(t, s, room)); got != 1 {
		t.Errorf("%d messages in history, want 1", got)
	}
}

func TestTheSameClientMessageIDOfAnotherAuthorOrRoomIsAnotherMessage(t *testing.T) {
	s := openStore(t, store.Options{})
	ada, grace := createUser(t, s, "ada"), createUser(t, s, "grace")
	first := createRoom(t, s, chat.Room{Type: chat.Open, Name: "One"}, ada, grace)
	second := createRoom(t, s, chat.Room{Type: chat.Open, Name: "Two"}, ada, grace)
	made := map[int64]bool{}
	for _, m := range []chat.Message{draft(first, ada, "x", epoch), draft(first, grace, "x", epoch), draft(second, ada, "x", epoch)} {
		made[mustPost(t, s, m).ID] = true
	}
	if len(made) != 3 {
		t.Errorf("%d messages, want 3", len(made))
	}
}

// unsteady posts 30 messages while the clock stands still and goes back.
func unsteady(t *testing.T, s *store.Store) chat.Room {
	t.Helper()
	room, author, _ := conversation(t, s, 0)
	for i, seconds := range []int{5, 5, 5, 5, 5, 5, 5, 3, 3, 3, 3, 3, 9, 9, 9, 9, 9, 9, 1, 1, 1, 5, 5, 5, 5, 7, 7, 7, 7, 7} {
		mustPost(t, s, draft(room, author, fmt.Sprint(i), epoch.Add(time.Duration(seconds)*time.Second)))
	}
	return room
}

// inOrder reports whether messages are ordered by (created_at, id).
func inOrder(messages []chat.Message) bool {
	return slices.IsSortedFunc(messages, func(a, b chat.Message) int {
		if c := a.CreatedAt.Compare(b.CreatedAt); c != 0 {
			return c
		}
		return int(a.ID - b.ID)
	})
}

func TestPagingLosesNothingWhenTimesAreEqualOrGoBack(t *testing.T) {
	s := openStore(t, store.Options{})
	room := unsteady(t, s)
	all, err := s.Messages(t.Context(), room.ID, chat.Cursor{Limit: 100})
	if err != nil {
		t.Fatal(err)
	}
	if len(all.Messages) != 30 || !inOrder(all.Messages) || all.HasBefore || all.HasAfter {
		t.Fatalf("%d messages, before %t, after %t", len(all.Messages), all.HasBefore, all.HasAfter)
	}
	want := ids(all.Messages)
	for _, limit := range []int{1, 2, 3, 7} {
		if got := pageBack(t, s, room, limit); !slices.Equal(got, want) {
			t.Errorf("pages of %d back: %v, want %v", limit, got, want)
		}
		if got := pageOn(t, s, room, want[0], limit); !slices.Equal(got, want) {
			t.Errorf("pages of %d on: %v, want %v", limit, got, want)
		}
	}
}

func pageBack(t *testing.T, s *store.Store, room chat.Room, limit int) (found []int64) {
	t.Helper()
	for cursor := (chat.Cursor{Limit: limit}); ; cursor.Before = found[0] {
		page, err := s.Messages(t.Context(), room.ID, cursor)
		if err != nil {
			t.Fatal(err)
		}
		found = append(ids(page.Messages), found...)
		if page.HasAfter != (cursor.Before != 0) {
			t.Errorf("before %d: HasAfter = %t", cursor.Before, page.HasAfter)
		}
		if !page.HasBefore {
			return found
		}
	}
}

func pageOn(t *testing.T, s *store.Store, room chat.Room, first int64, limit int) []int64 {
	t.Helper()
	found := []int64{first}
	for {
		page, err := s.Messages(t.Context(), room.ID, chat.Cursor{After: found[len(found)-1], Limit: limit})
		if err != nil {
			t.Fatal(err)
		}
		found = append(found, ids(page.Messages)...)
		if !page.HasBefore {
			t.Error("a page after a message has something before it")
		}
		if !page.HasAfter {
			return found
		}
	}
}

func TestPageAroundAMessage(t *testing.T) {
	s := openStore(t, store.Options{})
	room := unsteady(t, s)
	want := ids(readHistory(t, s, room))
	for at, middle := range want {
		page, err := s.Messages(t.Context(), room.ID, chat.Cursor{Around: middle, Limit: 4})
		if err != nil {
			t.Fatal(err)
		}
		from, to := max(0, at-4), min(len(want), at+5)
		if got := ids(page.Messages); !slices.Equal(got, want[from:to]) {
			t.Errorf("around %d: %v, want %v", middle, got, want[from:to])
		}
		if page.HasBefore != (from > 0) || page.HasAfter != (to < len(want)) {
			t.Errorf("around %d: before %t, after %t", middle, page.HasBefore, page.HasAfter)
		}
	}
}

func TestCursorOfAnotherRoomIsNotFound(t *testing.T) {
	s := openStore(t, store.Options{})
	room, author, messages := conversation(t, s, 1)
	other := createRoom(t, s, chat.Room{Type: chat.Open, Name: "Elsewhere"}, author)
	for _, c := range []chat.Cursor{{Before: messages[0].ID}, {After: messages[0].ID}, {Around: messages[0].ID}} {
		_, err := s.Messages(t.Context(), other.ID, c)
		wantKind(t, err, chat.NotFound)
	}
	_, err := s.Message(t.Context(), other.ID, messages[0].ID)
	wantKind(t, err, chat.NotFound)
	_, err = s.Messages(t.Context(), room.ID+100, chat.Cursor{Limit: 40})
	wantKind(t, err, chat.NotFound)
}

func TestMessageBringsItsAuthorAndBoostsInOrder(t *testing.T) {
	s := openStore(t, store.Options{})
	room, author, messages := conversation(t, s, 2)
	fan := createUser(t, s, "grace")
	inTx(t, s, func(tx chat.Tx) error {
		for _, content := range []string{"👏", "👍", "👏"} {
			b := chat.Boost{MessageID: messages[0].ID, Booster: fan, Content: content, CreatedAt: epoch.Add(time.Hour)}
			if _, err := tx.CreateBoost(b); err != nil {
				return err
			}
		}
		return nil
	})
	page, err := s.Messages(t.Context(), room.ID, chat.Cursor{Limit: 40})
	if err != nil {
		t.Fatal(err)
	}
	m := page.Messages[0]
	var contents []string
	for _, b := range m.Boosts {
		contents = append(contents, b.Content)
		if b.Booster.ID != fan.ID || b.Booster.Name != fan.Name || b.MessageID != m.ID {
			t.Errorf("boost = %+v", b)
		}
	}
	if !slices.Equal(contents, []string{"👏", "👍", "👏"}) || len(page.Messages[1].Boosts) != 0 {
		t.Errorf("boosts = %q and %v", contents, page.Messages[1].Boosts)
	}
	if m.Creator.Name != author.Name || m.Body != messages[0].Body || !m.CreatedAt.Equal(epoch) || !m.UpdatedAt.Equal(epoch.Add(time.Hour)) {
		t.Errorf("message = %+v", m)
	}
	if m.Creator.EmailAddress != "" || m.Creator.PasswordDigest != "" {
		t.Errorf("a message brings its author's secrets: %+v", m.Creator)
	}
}

func TestBoostOfNoMessageIsNotFound(t *testing.T) {
	s := openStore(t, store.Options{})
	_, author, _ := conversation(t, s, 0)
	err := s.InTx(t.Context(), func(tx chat.Tx) error {
		_, err := tx.CreateBoost(chat.Boost{MessageID: 99, Booster: author, Content: "👏", CreatedAt: epoch})
		return err
	})
	wantKind(t, err, chat.NotFound)
}

func TestPostToARoomThatIsGoneIsNotFound(t *testing.T) {
	s := openStore(t, store.Options{})
	room, author, _ := conversation(t, s, 0)
	room.ID += 100
	err := s.InTx(t.Context(), func(tx chat.Tx) error {
		_, _, err := tx.CreateMessage(draft(room, author, "x", epoch))
		return err
	})
	wantKind(t, err, chat.NotFound)
}

func TestTransactionSeesItsOwnMessage(t *testing.T) {
	s := openStore(t, store.Options{})
	room, author, _ := conversation(t, s, 0)
	m := draft(room, author, "x", epoch)
	inTx(t, s, func(tx chat.Tx) error {
		if _, err := post(tx, &m); err != nil {
			return err
		}
		if _, err := s.Message(t.Context(), room.ID, m.ID); chat.KindOf(err) != chat.NotFound {
			t.Errorf("others see it before the commit: %v", err)
		}
		own, err := tx.Message(room.ID, m.ID)
		if err != nil {
			return err
		}
		if own.Body != m.Body || own.Creator.Name != author.Name {
			t.Errorf("message = %+v", own)
		}
		_, err = tx.User(own.Creator.ID)
		return err
	})
}
