package chat_test

import (
	"testing"

	"campfire/internal/chat"
	"campfire/internal/chattest"
)

func TestMassMentionsCountForThoseTheyName(t *testing.T) {
	var online []int64
	c := chattest.New(t, func(o *chat.Options) { o.Online = func() []int64 { return online } })
	ada := c.SetUp("ada")
	bob, eve := c.Add("bob"), c.Add("eve")
	room := c.AllTalk(ada)
	want := func(when string, who chat.Viewer, mentions int) {
		t.Helper()
		if r := c.AllTalk(who); r.MentionCount != mentions {
			t.Errorf("%s: %s has %d mentions, want %d", when, who.User.Name, r.MentionCount, mentions)
		}
	}
	online = []int64{ada.User.ID, bob.User.ID, 1 << 40}
	here := c.Post(ada, room.ID, "<div>@here lunch</div>")
	want("here", ada, 0)
	want("here", bob, 1)
	want("here", eve, 0)
	c.Post(ada, room.ID, "<div>@everyone dinner</div>")
	for range 2 {
		want("everyone", ada, 0)
		want("everyone", bob, 2)
		want("everyone", eve, 1)
		c.Reopen() // what is counted from memory and from the database agrees
	}
	online = nil
	if _, err := c.EditMessage(t.Context(), ada, room.ID, here.ID, "<div>lunch</div>"); err != nil {
		t.Fatal(err)
	}
	want("edited", bob, 1)
	if err := c.MarkRead(t.Context(), bob, room.ID, 0); err != nil {
		t.Fatal(err)
	}
	want("read", bob, 0)
	late := c.Add("late")
	want("joined later", late, 0)
}

func TestMassMentionsAreForAdministratorsWhereTheTeamSaysSo(t *testing.T) {
	c := chattest.New(t)
	ada := c.SetUp("ada")
	bob := c.Add("bob")
	room := c.AllTalk(ada)
	m := c.Post(bob, room.ID, "hello")
	yes := true
	account, err := c.UpdateAccount(t.Context(), ada, chat.AccountChange{RestrictMassMentionsToAdministrators: &yes})
	if err != nil || account.MayMentionEveryone(bob) || !account.MayMentionEveryone(ada) {
		t.Fatalf("%+v, %v", account.Settings, err)
	}
	refused := func(what string, err error) {
		t.Helper()
		if e, ok := err.(*chat.Error); !ok || e.Kind != chat.Forbidden || e.Code != "mass_mention" {
			t.Errorf("%s: %v, want a refusal", what, err)
		}
	}
	for _, body := range []string{"@everyone", "<div>hey <em>@here</em></div>"} {
		_, _, err = c.PostMessage(t.Context(), bob, room.ID, chat.Draft{Body: body})
		refused("posting "+body, err)
		_, err = c.EditMessage(t.Context(), bob, room.ID, m.ID, body)
		refused("editing to "+body, err)
		c.Post(ada, room.ID, body)
	}
	c.Post(bob, room.ID, "<blockquote>@everyone</blockquote>as she said, everyone")
}

func TestOnlyMembersAreMentioned(t *testing.T) {
	c := chattest.New(t)
	ada := c.SetUp("ada")
	bob, eve := c.Add("bob"), c.Add("eve")
	room := c.AddRoom(chat.Closed, "Secret", ada, bob)
	c.Post(ada, room.ID, mentionOf(c, bob)+mentionOf(c, eve)) // eve was not there yet
	if err := c.AddMember(t.Context(), ada, room.ID, eve.User.ID); err != nil {
		t.Fatal(err)
	}
	for who, want := range map[chat.Viewer]int{bob: 1, eve: 0} {
		if hits := searchFor(t, c, who, "mentions:me"); len(hits) != want {
			t.Errorf("%s finds %d mentions, want %d", who.User.Name, len(hits), want)
		}
	}
}
