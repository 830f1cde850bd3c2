package chat_test

import (
	"fmt"
	"strings"
	"testing"

	"campfire/internal/chat"
	"campfire/internal/chattest"
)

func TestBoostsAreShort(t *testing.T) {
	c := chattest.New(t)
	ada := c.SetUp("ada")
	room := c.AllTalk(ada)
	m := c.Post(ada, room.ID, "ship it")
	family := "👩‍👩‍👧‍👦"
	for content, want := range map[string]string{
		"👍":                                 "👍",
		"  well\n done ":                    "well done",
		strings.Repeat("é", 16):             strings.Repeat("é", 16),
		strings.Repeat(family, 16):          strings.Repeat(family, 16),
		strings.Repeat("e\u0301", 16):       strings.Repeat("e\u0301", 16),
		strings.Repeat("é", 17):             "too_long",
		strings.Repeat(family, 17):          "too_long",
		"a" + strings.Repeat("\u0301", 600): "too_long",
		"":                                  "blank",
		" \n\t":                             "blank",
		"\u200b\u200d":                      "blank",
		"a\x00b":                            "invalid",
	} {
		b, created, err := c.CreateBoost(t.Context(), ada, room.ID, m.ID, content)
		got := b.Content
		if err != nil {
			got = codeOf(err)
		}
		if got != want || created != (err == nil) {
			t.Errorf("%q became %q, created %t (%v); want %q", content, got, created, err, want)
		}
	}
}

func TestBoostsAreToldOnceAndTakenBackByWhoGaveThem(t *testing.T) {
	c := chattest.New(t)
	ada := c.SetUp("ada")
	bob, eve := c.Add("bob"), c.Add("eve")
	room := c.AddRoom(chat.Closed, "Den", ada, bob)
	m := c.Post(ada, room.ID, "ship it")
	first, created, err := c.CreateBoost(t.Context(), bob, room.ID, m.ID, "🔥")
	if err != nil || !created {
		t.Fatalf("created %t, %v", created, err)
	}
	again, created, err := c.CreateBoost(t.Context(), bob, room.ID, m.ID, "🔥")
	if err != nil || created || again.ID != first.ID {
		t.Errorf("again it is %+v, created %t, %v", again, created, err)
	}
	for name, err := range map[string]error{
		"of another, by the administrator": c.DeleteBoost(t.Context(), ada, room.ID, m.ID, first.ID),
		"that is not there":                c.DeleteBoost(t.Context(), bob, room.ID, m.ID, first.ID+1),
	} {
		if codeOf(err) != "boost_not_found" {
			t.Errorf("taking back a boost %s: %v", name, err)
		}
	}
	for name, err := range map[string]error{
		"give":      third(c.CreateBoost(t.Context(), eve, room.ID, m.ID, "🔥")),
		"take back": c.DeleteBoost(t.Context(), eve, room.ID, m.ID, first.ID),
	} {
		if codeOf(err) != "room_not_found" {
			t.Errorf("an outsider may %s: %v", name, err)
		}
	}
	if err := c.DeleteBoost(t.Context(), bob, room.ID, m.ID, first.ID); err != nil {
		t.Fatal(err)
	}
	events := c.Published()
	given, taken := events[len(events)-2], events[len(events)-1]
	if given.Type != chat.BoostCreated || given.MessageID != m.ID || given.Boost.Booster.Name != "bob" || given.Boost.ID != first.ID {
		t.Errorf("given = %+v", given)
	}
	if taken.Type != chat.BoostDeleted || taken.MessageID != m.ID || taken.BoostID != first.ID || taken.Seq != given.Seq+1 {
		t.Errorf("taken = %+v", taken)
	}
	now, err := c.Message(t.Context(), ada, room.ID, m.ID)
	if err != nil || len(now.Boosts) != 0 {
		t.Errorf("boosts = %+v, %v", now.Boosts, err)
	}
}

func TestBoostsHaveABound(t *testing.T) {
	c := chattest.New(t)
	ada := c.SetUp("ada")
	bob := c.Add("bob")
	room := c.AllTalk(ada)
	m := c.Post(ada, room.ID, "ship it")
	for i := range 20 {
		if _, _, err := c.CreateBoost(t.Context(), ada, room.ID, m.ID, fmt.Sprint("nr ", i)); err != nil {
			t.Fatal(err)
		}
	}
	if _, _, err := c.CreateBoost(t.Context(), ada, room.ID, m.ID, "nr 20"); codeOf(err) != "too_many_boosts" {
		t.Errorf("one more: %v", err)
	}
	if _, _, err := c.CreateBoost(t.Context(), bob, room.ID, m.ID, "nr 20"); err != nil {
		t.Errorf("of another: %v", err)
	}
}

func TestTheAuthorIsToldOfABoost(t *testing.T) {
	c := chattest.New(t)
	ada := c.SetUp("ada")
	bob := c.Add("bob")
	room := c.AddRoom(chat.Closed, "Den", ada, bob)
	hers, his := c.Post(ada, room.ID, "ship it"), c.Post(bob, room.ID, "shipped")
	before := len(c.Notified())
	for _, m := range []chat.Message{hers, hers, his} { // again, and his own
		if _, _, err := c.CreateBoost(t.Context(), bob, room.ID, m.ID, "🔥"); err != nil {
			t.Fatal(err)
		}
	}
	told := c.Notified()[before:]
	if len(told) != 1 || told[0].To != ada.User.ID || told[0].Type != chat.BoostReceived || told[0].RoomID != room.ID ||
		told[0].MessageID != hers.ID || told[0].Boost.Content != "🔥" || told[0].Boost.Booster.ID != bob.User.ID {
		t.Errorf("told = %+v, want ada of one boost", told)
	}
}
