package chat_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"campfire/internal/chat"
	"campfire/internal/chattest"
)

func TestPostingTheSameClientMessageIDIsOneMessage(t *testing.T) {
	c := chattest.New(t)
	ada := c.SetUp("ada")
	room := c.AllTalk(ada)
	const racers = 32
	ids, made := make([]int64, racers), make([]bool, racers)
	var wg sync.WaitGroup
	for i := range racers {
		wg.Go(func() {
			m, created, err := c.PostMessage(t.Context(), ada, room.ID, chat.Draft{Body: fmt.Sprintf("try %d", i), ClientMessageID: "same"})
			if err != nil {
				t.Error(err)
			}
			ids[i], made[i] = m.ID, created
		})
	}
	wg.Wait()
	created := 0
	for i := range racers {
		if ids[i] != ids[0] {
			t.Errorf("post %d is message %d, post 0 is %d", i, ids[i], ids[0])
		}
		if made[i] {
			created++
		}
	}
	page, err := c.Messages(t.Context(), ada, room.ID, chat.Cursor{})
	if created != 1 || err != nil || len(page.Messages) != 1 {
		t.Errorf("%d created, %d messages, %v; want one", created, len(page.Messages), err)
	}
}

func TestAnotherAuthorMayUseTheSameClientMessageID(t *testing.T) {
	c := chattest.New(t)
	ada := c.SetUp("ada")
	bob := c.Add("bob")
	room := c.AllTalk(ada)
	for _, v := range []chat.Viewer{ada, bob} {
		if _, created, err := c.PostMessage(t.Context(), v, room.ID, chat.Draft{Body: "hi", ClientMessageID: "same"}); err != nil || !created {
			t.Errorf("%s: created %v, %v", v.User.Name, created, err)
		}
	}
}

// TestADraftIsPostedByItsAuthorAlone is the browser in which somebody else has signed in
// since it was written, perhaps one who is not in the room.
func TestADraftIsPostedByItsAuthorAlone(t *testing.T) {
	c := chattest.New(t)
	ada := c.SetUp("ada")
	bob := c.Add("bob")
	room := c.AddRoom(chat.Closed, "Closed", ada)
	draft := chat.Draft{Body: "hi", ClientMessageID: "one", AuthorID: ada.User.ID}
	if _, _, err := c.PostMessage(t.Context(), bob, room.ID, draft); chat.KindOf(err) != chat.Unauthenticated {
		t.Errorf("by another: %v", err)
	}
	if m, created, err := c.PostMessage(t.Context(), ada, room.ID, draft); err != nil || !created || m.Creator.ID != ada.User.ID {
		t.Errorf("by its author: created %v for %d, %v", created, m.Creator.ID, err)
	}
}

// TestWhatWasDeletedIsNotPostedAgain is the device that was offline when its message was
// accepted and then deleted on another one.
func TestWhatWasDeletedIsNotPostedAgain(t *testing.T) {
	c := chattest.New(t)
	ctx, ada := t.Context(), c.SetUp("ada")
	bob := c.Add("bob")
	room := c.AllTalk(ada)
	draft := chat.Draft{Body: "hi", ClientMessageID: "same"}
	m, _, err := c.PostMessage(ctx, bob, room.ID, draft)
	if err != nil {
		t.Fatal(err)
	}
	if err := c.DeleteMessage(ctx, ada, room.ID, m.ID); err != nil { // an administrator
		t.Fatal(err)
	}
	published := len(c.Published())
	for range 2 {
		if _, created, err := c.PostMessage(ctx, bob, room.ID, draft); created || chat.KindOf(err) != chat.Gone {
			t.Errorf("posted again: created %v, %v", created, err)
		}
	}
	if events := c.Published()[published:]; len(events) != 0 {
		t.Errorf("the room is told %+v", events)
	}
	other := c.AddRoom(chat.Closed, "Other", ada, bob)
	for name, post := range map[string]func() (chat.Message, bool, error){
		"by somebody else": func() (chat.Message, bool, error) { return c.PostMessage(ctx, ada, room.ID, draft) },
		"in another room":  func() (chat.Message, bool, error) { return c.PostMessage(ctx, bob, other.ID, draft) },
	} {
		if _, created, err := post(); !created || err != nil {
			t.Errorf("%s: created %v, %v", name, created, err)
		}
	}
}

func TestDraftsAreChecked(t *testing.T) {
	c := chattest.New(t)
	ada := c.SetUp("ada")
	room := c.AllTalk(ada)
	for name, tt := range map[string]struct {
		draft chat.Draft
		code  string
	}{
		"empty":             {chat.Draft{}, "blank"},
		"white space":       {chat.Draft{Body: "<div> <br>&nbsp;</div>"}, "blank"},
		"only a script":     {chat.Draft{Body: "<script>alert(1)</script>"}, "blank"},
		"too long":          {chat.Draft{Body: strings.Repeat("a", 32<<10+1)}, "too_long"},
		"odd client id":     {chat.Draft{Body: "hi", ClientMessageID: "a b"}, "invalid"},
		"endless client id": {chat.Draft{Body: "hi", ClientMessageID: strings.Repeat("a", 129)}, "invalid"},
	} {
		_, _, err := c.PostMessage(t.Context(), ada, room.ID, tt.draft)
		if e, ok := err.(*chat.Error); !ok || e.Kind != chat.Invalid || e.Code != tt.code {
			t.Errorf("%s: %v, want %s", name, err, tt.code)
		}
	}
}

func TestOutsidersSeeNoRoom(t *testing.T) {
	c := chattest.New(t)
	ada := c.SetUp("ada")
	eve := c.Add("eve")
	room := c.AddRoom(chat.Closed, "Secret", ada)
	m := c.Post(ada, room.ID, "psst")
	ctx := t.Context()
	for name, err := range map[string]error{
		"room":     second(c.Room(ctx, eve, room.ID)),
		"messages": second(c.Messages(ctx, eve, room.ID, chat.Cursor{})),
		"message":  second(c.Message(ctx, eve, room.ID, m.ID)),
		"events":   second(c.Events(ctx, eve, room.ID, 0, 0)),
		"read":     c.MarkRead(ctx, eve, room.ID, m.ID),
		"post":     third(c.PostMessage(ctx, eve, room.ID, chat.Draft{Body: "let me in"})),
		"unknown":  second(c.Room(ctx, eve, 1<<40)),
	} {
		if e, ok := err.(*chat.Error); !ok || e.Kind != chat.NotFound || e.Code != "room_not_found" {
			t.Errorf("%s: %v, want room_not_found", name, err)
		}
	}
	if _, err := c.Message(ctx, ada, c.AllTalk(ada).ID, m.ID); chat.KindOf(err) != chat.NotFound {
		t.Errorf("a message asked for in another room: %v", err)
	}
}

func second[T any](_ T, err error) error        { return err }
func third[T, U any](_ T, _ U, err error) error { return err }

func TestPostingIsLimitedPerPerson(t *testing.T) {
	c := chattest.New(t, func(o *chat.Options) { o.PostRate = 1 })
	ada := c.SetUp("ada")
	bob := c.Add("bob")
	room := c.AllTalk(ada)
	c.SetTime(c.AllTalk(ada).UpdatedAt)
	for range 10 {
		c.Post(ada, room.ID, "hi")
	}
	_, _, err := c.PostMessage(t.Context(), ada, room.ID, chat.Draft{Body: "hi"})
	if e, ok := err.(*chat.Error); !ok || e.Kind != chat.RateLimited || e.RetryAfter <= 0 {
		t.Errorf("beyond the burst: %v, want a limit", err)
	}
	c.Post(bob, room.ID, "I have my own")
}

func TestKindsOfMessage(t *testing.T) {
	c := chattest.New(t)
	ada := c.SetUp("ada")
	room := c.AllTalk(ada)
	if m := c.Post(ada, room.ID, "/play bell"); m.Kind != chat.SoundMessage || m.Sound.Text != "🔔" {
		t.Errorf("/play bell is %+v", m)
	}
	if m := c.Post(ada, room.ID, "/play nothing"); m.Kind != chat.TextMessage {
		t.Errorf("an unknown sound is %s", m.Kind)
	}
}

func TestMentionsCountUnread(t *testing.T) {
	c := chattest.New(t)
	ada := c.SetUp("ada")
	bob := c.Add("bob")
	room := c.AllTalk(ada)
	c.Post(ada, room.ID, "hello")
	mention := fmt.Sprintf(`<action-text-attachment sgid="%s" content-type="application/vnd.campfire.mention"></action-text-attachment>`, c.Mention(bob.User.ID))
	m := c.Post(ada, room.ID, "ping "+mention)
	if len(m.MentionedUserIDs) != 1 || m.MentionedUserIDs[0] != bob.User.ID || m.Text != "ping @bob" {
		t.Fatalf("the mention is %+v", m)
	}
	if r := c.AllTalk(bob); r.UnreadCount != 2 || r.MentionCount != 1 {
		t.Errorf("bob has %d unread, %d mentions; want 2 and 1", r.UnreadCount, r.MentionCount)
	}
	if r := c.AllTalk(ada); r.UnreadCount != 0 {
		t.Errorf("ada's own messages make %d unread", r.UnreadCount)
	}
	if err := c.MarkRead(t.Context(), bob, room.ID, 0); err != nil {
		t.Fatal(err)
	}
	if r := c.AllTalk(bob); r.UnreadCount != 0 || r.MentionCount != 0 || r.ReadMessageID != m.ID {
		t.Errorf("after reading bob has %+v", r)
	}
}
