package chat_test

import (
	"slices"
	"testing"

	"campfire/internal/chat"
	"campfire/internal/chattest"
)

func TestSavedMessagesAreMineAndShownWhileIAmInTheirRoom(t *testing.T) {
	c := chattest.New(t)
	ada := c.SetUp("ada")
	bob, eve := c.Add("bob"), c.Add("eve")
	den := c.AddRoom(chat.Closed, "Den", ada, bob)
	first, second := c.Post(ada, den.ID, "first"), c.Post(ada, den.ID, "second")
	for range 2 { // The second time changes nothing.
		for _, m := range []chat.Message{first, second} {
			if err := c.CreateBookmark(t.Context(), bob, den.ID, m.ID); err != nil {
				t.Fatal(err)
			}
		}
	}
	if got := saved(t, c, bob); !slices.Equal(got, []int64{second.ID, first.ID}) {
		t.Errorf("bob saved %v", got)
	}
	if got := saved(t, c, ada); len(got) > 0 {
		t.Errorf("ada saved %v", got)
	}
	if err := c.CreateBookmark(t.Context(), eve, den.ID, first.ID); codeOf(err) != "room_not_found" {
		t.Errorf("a stranger may: %v", err)
	}
	if err := c.CreateBookmark(t.Context(), bob, den.ID, 9999); codeOf(err) != "message_not_found" {
		t.Errorf("what is not there may be saved: %v", err)
	}

	if err := c.RemoveMember(t.Context(), ada, den.ID, bob.User.ID); err != nil {
		t.Fatal(err)
	}
	if got := saved(t, c, bob); len(got) > 0 {
		t.Errorf("out of the room, bob sees %v", got)
	}
	if err := c.AddMember(t.Context(), ada, den.ID, bob.User.ID); err != nil {
		t.Fatal(err)
	}
	if err := c.DeleteMessage(t.Context(), ada, den.ID, second.ID); err != nil {
		t.Fatal(err)
	}
	if got := saved(t, c, bob); !slices.Equal(got, []int64{first.ID}) {
		t.Errorf("back in the room, bob sees %v", got)
	}
	if err := c.DeleteBookmark(t.Context(), bob, den.ID, first.ID); err != nil {
		t.Fatal(err)
	}
	if ids, err := c.Bookmarks(t.Context(), bob); len(ids) > 0 || err != nil {
		t.Errorf("left are %v, %v", ids, err)
	}
}

func TestSavingIsToldToMyDevicesAlone(t *testing.T) {
	c := chattest.New(t)
	ada := c.SetUp("ada")
	room := c.AllTalk(ada)
	m := c.Post(ada, room.ID, "ship it")
	save := func() error { return c.CreateBookmark(t.Context(), ada, room.ID, m.ID) }
	drop := func() error { return c.DeleteBookmark(t.Context(), ada, room.ID, m.ID) }
	before, events := len(c.Notified()), len(c.Published())
	for _, do := range []func() error{save, save, drop, drop} {
		if err := do(); err != nil {
			t.Fatal(err)
		}
	}
	told := c.Notified()[before:]
	want := []chat.Notice{
		{To: ada.User.ID, Type: chat.BookmarkCreated, RoomID: room.ID, MessageID: m.ID},
		{To: ada.User.ID, Type: chat.BookmarkDeleted, RoomID: room.ID, MessageID: m.ID},
	}
	if !slices.Equal(told, want) {
		t.Errorf("told %+v", told)
	}
	if got := c.Published()[events:]; len(got) > 0 {
		t.Errorf("the room is told %+v", got)
	}
}

func saved(t *testing.T, c *chattest.Campfire, v chat.Viewer) []int64 {
	t.Helper()
	return inbox(t, c, v, chat.SavedBox)
}
