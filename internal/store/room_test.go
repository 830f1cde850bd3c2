package store_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"campfire/internal/chat"
	"campfire/internal/store"
)

func names(rooms []chat.RoomView) []string {
	var found []string
	for _, r := range rooms {
		name := r.Name
		for _, u := range r.Members {
			name += "/" + u.Name
		}
		found = append(found, name)
	}
	return found
}

func TestSidebarOrder(t *testing.T) {
	s := openStore(t, store.Options{})
	ada, grace, linus := createUser(t, s, "Ada"), createUser(t, s, "grace"), createUser(t, s, "Linus")
	for _, name := range []string{"über uns", "beta", "Alpha", "Über Alles", "Charlie"} {
		createRoom(t, s, chat.Room{Type: chat.Closed, Name: name}, ada)
	}
	createRoom(t, s, chat.Room{Type: chat.Open, Name: "not mine"}, grace)
	createRoom(t, s, chat.Room{Type: chat.Direct}, ada, grace)
	quiet := createRoom(t, s, chat.Room{Type: chat.Direct}, linus, ada)
	createRoom(t, s, chat.Room{Type: chat.Direct}, ada)
	hidden := createRoom(t, s, chat.Room{Type: chat.Closed, Name: "hidden"}, grace)
	inTx(t, s, func(tx chat.Tx) error {
		_, err := tx.AddMembers(hidden.ID, []int64{ada.ID}, chat.Invisible, epoch)
		return err
	})
	mustPost(t, s, draft(quiet, linus, "hello", epoch.Add(time.Minute)))

	rooms, err := s.RoomsOf(t.Context(), ada.ID)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"Alpha", "beta", "Charlie", "Über Alles", "über uns", "/Ada/Linus", "/Ada", "/Ada/grace"}
	if got := names(rooms); !slices.Equal(got, want) {
		t.Errorf("rooms = %q, want %q", got, want)
	}
}

func TestRoomIsNotFoundForOthers(t *testing.T) {
	s := openStore(t, store.Options{})
	ada, grace := createUser(t, s, "ada"), createUser(t, s, "grace")
	room := createRoom(t, s, chat.Room{Type: chat.Closed, Name: "Secret"}, ada)
	view, err := s.RoomOf(t.Context(), ada.ID, room.ID)
	if err != nil || view.Name != "Secret" || len(view.Members) != 1 || view.Involvement != chat.Mentions {
		t.Errorf("room = %+v, error %v", view, err)
	}
	_, err = s.RoomOf(t.Context(), grace.ID, room.ID)
	wantKind(t, err, chat.NotFound)
	for user, want := range map[int64]bool{ada.ID: true, grace.ID: false} {
		if got, err := s.IsMember(t.Context(), user, room.ID); got != want || err != nil {
			t.Errorf("IsMember(%d) = %t, %v", user, got, err)
		}
	}
}

func TestUnreadIsWhatOthersSaidAfterTheCursor(t *testing.T) {
	s := openStore(t, store.Options{})
	ada, grace := createUser(t, s, "ada"), createUser(t, s, "grace")
	room := createRoom(t, s, chat.Room{Type: chat.Open, Name: "All Talk"}, ada, grace)
	elsewhere := createRoom(t, s, chat.Room{Type: chat.Open, Name: "Elsewhere"}, ada, grace)
	var posted []chat.Message
	for i := range 10 {
		author := []chat.User{ada, grace}[i%2]
		m := draft(room, author, fmt.Sprint(i), epoch)
		if i%3 == 0 {
			m.MentionedUserIDs = []int64{ada.ID, grace.ID}
		}
		posted = append(posted, mustPost(t, s, m))
	}
	mustPost(t, s, draft(elsewhere, ada, "x", epoch))

	steps := []struct {
		read             int64
		unread, mentions int
		cursor           int64
	}{
		{0, 5, 2, 0}, // ada said 0 2 4 6 8 and mentioned grace in 0 and 6
		{posted[4].ID, 2, 1, posted[4].ID},
		{posted[2].ID, 2, 1, posted[4].ID}, // never back
		{posted[9].ID + 1000, 0, 0, posted[9].ID},
	}
	for _, step := range steps {
		inTx(t, s, func(tx chat.Tx) error {
			_, _, err := tx.SetReadMessage(grace.ID, room.ID, step.read, epoch)
			return err
		})
		view, err := s.RoomOf(t.Context(), grace.ID, room.ID)
		if err != nil {
			t.Fatal(err)
		}
		if view.UnreadCount != step.unread || view.MentionCount != step.mentions || view.ReadMessageID != step.cursor {
			t.Errorf("read to %d: %d unread, %d mentions, cursor %d; want %d, %d, %d", step.read,
				view.UnreadCount, view.MentionCount, view.ReadMessageID, step.unread, step.mentions, step.cursor)
		}
	}
	err := s.InTx(t.Context(), func(tx chat.Tx) error {
		_, _, err := tx.SetReadMessage(99, room.ID, posted[0].ID, epoch)
		return err
	})
	wantKind(t, err, chat.NotFound)
}

func TestUnreadCountStopsAtItsMaximum(t *testing.T) {
	s := openStore(t, store.Options{})
	ada, grace := createUser(t, s, "ada"), createUser(t, s, "grace")
	room := createRoom(t, s, chat.Room{Type: chat.Open, Name: "All Talk"}, ada, grace)
	inTx(t, s, func(tx chat.Tx) error {
		for i := range chat.MaxUnreadCount + 5 {
			m := draft(room, ada, fmt.Sprint(i), epoch)
			m.MentionedUserIDs = []int64{grace.ID}
			if _, _, err := tx.CreateMessage(m); err != nil {
				return err
			}
		}
		return nil
	})
	view, err := s.RoomOf(t.Context(), grace.ID, room.ID)
	if err != nil || view.UnreadCount != chat.MaxUnreadCount || view.MentionCount != chat.MaxUnreadCount {
		t.Errorf("%d unread, %d mentions, error %v", view.UnreadCount, view.MentionCount, err)
	}
}

// TestCountsHoldOutsideOfWhatIsRemembered posts more than is remembered, to
// somebody who was mentioned before all of it, and takes some of it back.
func TestCountsHoldOutsideOfWhatIsRemembered(t *testing.T) {
	s := openStore(t, store.Options{})
	ada, grace := createUser(t, s, "ada"), createUser(t, s, "grace")
	room := createRoom(t, s, chat.Room{Type: chat.Open, Name: "All Talk"}, ada, grace)
	want := func(when string, unread, mentions int) {
		t.Helper()
		u, err := s.Unread(t.Context(), grace.ID, room.ID)
		if err != nil || u.Count != unread || u.Mentions != mentions {
			t.Errorf("%s: %+v, %v; want %d and %d", when, u, err, unread, mentions)
		}
	}
	want("before", 0, 0) // from here on it is remembered
	var posted []chat.Message
	inTx(t, s, func(tx chat.Tx) error {
		for i := range 2*chat.MaxUnreadCount + 5 {
			m := draft(room, ada, fmt.Sprint(i), epoch)
			if i < 3 {
				m.MentionedUserIDs = []int64{grace.ID}
			}
			if _, err := post(tx, &m); err != nil {
				return err
			}
			posted = append(posted, m)
		}
		return nil
	})
	want("after", chat.MaxUnreadCount, 3)
	inTx(t, s, func(tx chat.Tx) error {
		for _, m := range posted[2:] {
			if err := tx.DeleteMessage(room.ID, m.ID, epoch); err != nil {
				return err
			}
		}
		return nil
	})
	want("when most is gone", 2, 2)
	mustPost(t, s, draft(room, ada, "more", epoch))
	want("with one more", 3, 2)
}

// TestCountingAllocatesNothing once the room and the place are remembered.
func TestCountingAllocatesNothing(t *testing.T) {
	s := openStore(t, store.Options{})
	room, _, _ := conversation(t, s, 3)
	grace := createUser(t, s, "grace")
	inTx(t, s, func(tx chat.Tx) error {
		_, err := tx.AddMembers(room.ID, []int64{grace.ID}, chat.Everything, epoch)
		return err
	})
	if n := testing.AllocsPerRun(100, func() { _, _ = s.Unread(t.Context(), grace.ID, room.ID) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func TestNewMembersHaveReadEverything(t *testing.T) {
	s := openStore(t, store.Options{})
	room, ada, messages := conversation(t, s, 3)
	grace := createUser(t, s, "grace")
	var added []int64
	inTx(t, s, func(tx chat.Tx) (err error) {
		added, err = tx.AddMembers(room.ID, []int64{ada.ID, grace.ID, 99, grace.ID}, chat.Everything, epoch)
		return err
	})
	if !slices.Equal(added, []int64{grace.ID}) {
		t.Errorf("added = %v, want %v: others were members or are nobody", added, []int64{grace.ID})
	}
	view, err := s.RoomOf(t.Context(), grace.ID, room.ID)
	if err != nil || view.UnreadCount != 0 || view.ReadMessageID != messages[2].ID || view.Involvement != chat.Everything {
		t.Errorf("room = %+v, error %v", view, err)
	}
	view, _ = s.RoomOf(t.Context(), ada.ID, room.ID)
	if view.Involvement != chat.Mentions {
		t.Errorf("being added again changed the involvement to %s", view.Involvement)
	}
}

func TestOpenRoomsAreAllThatNewcomersJoin(t *testing.T) {
	s := openStore(t, store.Options{})
	ada := createUser(t, s, "ada")
	createRoom(t, s, chat.Room{Type: chat.Closed, Name: "Closed"}, ada)
	open := createRoom(t, s, chat.Room{Type: chat.Open, Name: "Open"}, ada)
	createRoom(t, s, chat.Room{Type: chat.Direct}, ada)
	inTx(t, s, func(tx chat.Tx) error {
		rooms, err := tx.OpenRooms()
		if len(rooms) != 1 || rooms[0] != open {
			t.Errorf("rooms = %+v, want %+v", rooms, open)
		}
		return err
	})
}
