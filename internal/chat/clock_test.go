package chat_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"campfire/internal/chat"
	"campfire/internal/chattest"
)

// TestClockSetBackChangesNoOrder sets the server's clock back an hour in the
// middle of a conversation: what is said afterwards comes after what was said
// before, on every page and in the feed, and everybody stays signed in.
func TestClockSetBackChangesNoOrder(t *testing.T) {
	c := chattest.New(t, func(o *chat.Options) { o.PostRate = 20 })
	start := time.Date(2026, 3, 29, 12, 0, 0, 0, time.UTC)
	c.SetTime(start)
	ada := c.SetUp("ada")
	room := c.AllTalk(ada)
	session, _, err := c.SignIn(t.Context(), "ada@example.com", chattest.Password, chat.Client{})
	if err != nil {
		t.Fatal(err)
	}
	var said []int64
	say := func(from, to int) {
		for n := from; n < to; n++ {
			c.SetTime(start.Add(time.Duration(n) * time.Second))
			said = append(said, c.Post(ada, room.ID, fmt.Sprint("message ", n)).ID)
		}
	}
	say(0, 10)
	start = start.Add(-time.Hour)
	say(10, 20)
	boosted, _, err := c.CreateBoost(t.Context(), ada, room.ID, said[0], "👍")
	if err != nil || boosted.ID == 0 {
		t.Fatalf("boost: %v, %v", boosted, err)
	}

	for _, limit := range []int{3, 40} {
		if got := history(t, c, ada, room.ID, limit); !slices.Equal(got, said) {
			t.Errorf("backwards by %d: %v, want %v", limit, got, said)
		}
		if got := onwards(t, c, ada, room.ID, said[0], limit); !slices.Equal(got, said[1:]) {
			t.Errorf("onwards by %d: %v, want %v", limit, got, said[1:])
		}
	}
	page, err := c.Events(t.Context(), ada, room.ID, 0, 100)
	if err != nil {
		t.Fatal(err)
	}
	var created []int64
	for i, e := range page.Events {
		if e.Seq != int64(i+1) || i > 0 && e.CreatedAt.Before(page.Events[i-1].CreatedAt) {
			t.Errorf("event %d is %s %d at %v", i, e.Type, e.Seq, e.CreatedAt)
		}
		if e.Type == chat.MessageCreated {
			created = append(created, e.MessageID)
		}
	}
	if last := page.Events[len(page.Events)-1]; !slices.Equal(created, said) || last.Type != chat.BoostCreated {
		t.Errorf("the feed has %v and ends with %s, want %v", created, last.Type, said)
	}
	if v, err := c.AuthenticateRequest(t.Context(), session.Token, chat.Client{}); err != nil || v.User.ID != ada.User.ID {
		t.Errorf("the session from before: %v", err)
	}
	if _, _, err := c.SignIn(t.Context(), "ada@example.com", chattest.Password, chat.Client{}); err != nil {
		t.Errorf("signing in: %v", err)
	}
}

// history reads a room backwards from its end, in pages of limit.
func history(t *testing.T, c *chattest.Campfire, v chat.Viewer, roomID int64, limit int) (ids []int64) {
	t.Helper()
	cursor := chat.Cursor{Limit: limit}
	for {
		page, err := c.Messages(t.Context(), v, roomID, cursor)
		if err != nil {
			t.Fatal(err)
		}
		ids = slices.Concat(idsOf(page.Messages), ids)
		if !page.HasBefore {
			return ids
		}
		cursor.Before = ids[0]
	}
}

// onwards reads what follows a message, in pages of limit.
func onwards(t *testing.T, c *chattest.Campfire, v chat.Viewer, roomID, after int64, limit int) (ids []int64) {
	t.Helper()
	for {
		page, err := c.Messages(t.Context(), v, roomID, chat.Cursor{After: after, Limit: limit})
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, idsOf(page.Messages)...)
		if !page.HasAfter {
			return ids
		}
		after = ids[len(ids)-1]
	}
}

func idsOf(messages []chat.Message) (ids []int64) {
	for _, m := range messages {
		ids = append(ids, m.ID)
	}
	return ids
}
