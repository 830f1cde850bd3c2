package chat_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"campfire/internal/chat"
	"campfire/internal/chattest"
)

func codeOf(err error) string {
	if e, ok := errors.AsType[*chat.Error](err); ok {
		return e.Code
	}
	return fmt.Sprint(err)
}

// TestWhoMayChangeAMessage is the row "Edit / delete a message" of the
// permission matrix, with what belongs to it.
func TestWhoMayChangeAMessage(t *testing.T) {
	c := chattest.New(t)
	admin := c.SetUp("ada")
	bob, cleo, eve := c.Add("bob"), c.Add("cleo"), c.Add("eve")
	for _, tt := range []struct {
		who     chat.Viewer
		members []chat.Viewer
		want    string
	}{
		{bob, []chat.Viewer{bob, cleo}, "<nil>"},
		{cleo, []chat.Viewer{bob, cleo}, "not_author"},
		{cleo, []chat.Viewer{cleo, bob}, "not_author"}, // made the room, which gives no right
		{eve, []chat.Viewer{bob, cleo}, "room_not_found"},
		{admin, []chat.Viewer{bob, admin}, "<nil>"},
		{admin, []chat.Viewer{bob, cleo}, "room_not_found"},
	} {
		room := c.AddRoom(chat.Closed, "Den", tt.members...)
		m := c.Post(bob, room.ID, "mine")
		_, edited := c.EditMessage(t.Context(), tt.who, room.ID, m.ID, "changed")
		_, source := c.MessageSource(t.Context(), tt.who, room.ID, m.ID)
		_, history := c.MessageHistory(t.Context(), tt.who, room.ID, m.ID)
		deleted := c.DeleteMessage(t.Context(), tt.who, room.ID, m.ID)
		for name, err := range map[string]error{"edit": edited, "source": source, "history": history, "delete": deleted} {
			if got := codeOf(err); got != tt.want {
				t.Errorf("%s by %s in a room of %s: %s, want %s", name, tt.who.User.Name, tt.members[0].User.Name, got, tt.want)
			}
		}
		now, err := c.Message(t.Context(), bob, room.ID, m.ID)
		if changed := err != nil || now.Text != "mine"; changed != (tt.want == "<nil>") {
			t.Errorf("after %s tried the message is %q, %v", tt.who.User.Name, now.Text, err)
		}
	}
}

func TestAnEditIsMarkedKeptAndTold(t *testing.T) {
	c := chattest.New(t)
	ada := c.SetUp("ada")
	bob := c.Add("bob")
	room := c.AllTalk(ada)
	at := room.UpdatedAt.Truncate(time.Second)
	c.SetTime(at)
	m := c.Post(bob, room.ID, "teh build is green")
	c.SetTime(at.Add(time.Minute))
	edited, err := c.EditMessage(t.Context(), bob, room.ID, m.ID, "the build is green")
	if err != nil || edited.ID != m.ID || edited.Text != "the build is green" || !edited.CreatedAt.Equal(at) || !edited.EditedAt.Equal(at.Add(time.Minute)) {
		t.Fatalf("edited = %+v, error %v", edited, err)
	}
	c.SetTime(at.Add(2 * time.Minute))
	if _, err := c.EditMessage(t.Context(), ada, room.ID, m.ID, "<strong>the build is green</strong>"); err != nil {
		t.Fatal(err)
	}
	events := c.Published()
	first, second := events[len(events)-2], events[len(events)-1]
	if first.Type != chat.MessageUpdated || first.Message.Text != "the build is green" || second.Seq != first.Seq+1 ||
		second.ClientMessageID != m.ClientMessageID || second.Message.Creator.ID != bob.User.ID {
		t.Errorf("events = %+v and %+v", first, second)
	}
	versions, err := c.MessageHistory(t.Context(), bob, room.ID, m.ID)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, v := range versions {
		got = append(got, fmt.Sprintf("%s %s: %s", v.WrittenAt.Sub(at), v.Author.Name, v.HTML))
	}
	want := []string{
		"0s bob: <div>teh build is green</div>",
		"1m0s bob: the build is green",
		"2m0s ada: <strong>the build is green</strong>",
	}
	if !slices.Equal(got, want) {
		t.Errorf("versions = %q, want %q", got, want)
	}
}

func TestWritingTheSameAgainIsNoEdit(t *testing.T) {
	c := chattest.New(t)
	ada := c.SetUp("ada")
	room := c.AllTalk(ada)
	m := c.Post(ada, room.ID, "as it is")
	before := len(c.Published())
	again, err := c.EditMessage(t.Context(), ada, room.ID, m.ID, m.Body)
	if err != nil || !again.EditedAt.IsZero() || again.Text != m.Text || len(c.Published()) != before {
		t.Errorf("again = %+v, error %v, %d events more", again, err, len(c.Published())-before)
	}
}

func TestAnEditIsCheckedLikeAPost(t *testing.T) {
	c := chattest.New(t)
	ada := c.SetUp("ada")
	room := c.AllTalk(ada)
	m := c.Post(ada, room.ID, "here")
	for body, want := range map[string]string{"": "blank", "<div><br></div>": "blank", string(make([]byte, 140<<10)): "too_long"} {
		if _, err := c.EditMessage(t.Context(), ada, room.ID, m.ID, body); codeOf(err) != want {
			t.Errorf("%.20q: %v, want %s", body, err, want)
		}
	}
	if _, err := c.EditMessage(t.Context(), ada, room.ID, m.ID+1, "x"); codeOf(err) != "message_not_found" {
		t.Errorf("a message that is not there: %v", err)
	}
	sound, err := c.EditMessage(t.Context(), ada, room.ID, m.ID, "/play bell")
	if err != nil || sound.Kind != chat.SoundMessage || sound.Sound.Text != "🔔" {
		t.Errorf("edited to a sound it is %+v, %v", sound, err)
	}
}

func TestUnreadFollowsEditsAndDeletions(t *testing.T) {
	c := chattest.New(t)
	ada := c.SetUp("ada")
	bob := c.Add("bob")
	room := c.AllTalk(ada)
	first := c.Post(ada, room.ID, "one")
	second := c.Post(ada, room.ID, "two")
	want := func(unread, mentions int) {
		t.Helper()
		if r := c.AllTalk(bob); r.UnreadCount != unread || r.MentionCount != mentions {
			t.Errorf("bob has %d unread, %d mentions; want %d and %d", r.UnreadCount, r.MentionCount, unread, mentions)
		}
	}
	want(2, 0)
	if _, err := c.EditMessage(t.Context(), ada, room.ID, second.ID, mentionOf(c, bob)); err != nil {
		t.Fatal(err)
	}
	want(2, 1)
	if err := c.DeleteMessage(t.Context(), ada, room.ID, first.ID); err != nil {
		t.Fatal(err)
	}
	want(1, 1)
	if err := c.DeleteMessage(t.Context(), ada, room.ID, second.ID); err != nil {
		t.Fatal(err)
	}
	want(0, 0)
	events := c.Published()
	last := events[len(events)-1]
	if last.Type != chat.MessageDeleted || last.MessageID != second.ID || last.ClientMessageID != second.ClientMessageID || last.Message != nil {
		t.Errorf("the last event is %+v", last)
	}
}

func TestTheSourceOfAMessageSavesAsItWas(t *testing.T) {
	c := chattest.New(t)
	ada := c.SetUp("ada")
	bob := c.Add("bob")
	room := c.AllTalk(ada)
	m := c.Post(ada, room.ID, "<strong>ping</strong> "+mentionOf(c, bob))
	source, err := c.MessageSource(t.Context(), ada, room.ID, m.ID)
	if err != nil {
		t.Fatal(err)
	}
	again, err := c.EditMessage(t.Context(), ada, room.ID, m.ID, source)
	if err != nil || !again.EditedAt.IsZero() || again.Body != m.Body {
		t.Errorf("saved as it was: %+v, %v", again, err)
	}
}

// mentionOf is a mention as the editor posts it.
func mentionOf(c *chattest.Campfire, v chat.Viewer) string {
	return fmt.Sprintf(`<action-text-attachment sgid="%s" content-type="application/vnd.campfire.mention"></action-text-attachment>`, c.Mention(v.User.ID))
}
