package chat_test

import (
	"testing"

	"campfire/internal/chat"
	"campfire/internal/chattest"
)

func TestAddingRemovingAndLeaving(t *testing.T) {
	c := chattest.New(t)
	ada := c.SetUp("ada")
	bob, cy := c.Add("bob"), c.Add("cy")
	gone := c.Add("gone").User
	c.InTx(func(tx chat.Tx) error {
		gone.Status = chat.Deactivated
		return tx.UpdateUser(gone)
	})
	room := newRoom(t, c, ada, chat.NewRoom{Type: chat.Closed, Name: "Design"})
	direct := newRoom(t, c, ada, chat.NewRoom{Type: chat.Direct, UserIDs: ids(bob)})
	all := c.AllTalk(ada)
	add := func(v chat.Viewer, roomID, userID int64) func() error {
		return func() error { return c.AddMember(t.Context(), v, roomID, userID) }
	}
	remove := func(v chat.Viewer, roomID, userID int64) func() error {
		return func() error { return c.RemoveMember(t.Context(), v, roomID, userID) }
	}
	for i, step := range []struct {
		do   func() error
		code string // of the refusal; "" is none
		in   []int64
	}{
		{add(ada, room.ID, bob.User.ID), "", ids(ada, bob)},
		{add(ada, room.ID, bob.User.ID), "", ids(ada, bob)},
		{add(ada, room.ID, gone.ID), "user_not_found", ids(ada, bob)},
		{add(ada, room.ID, 999), "user_not_found", ids(ada, bob)},
		{add(bob, room.ID, cy.User.ID), "not_room_administrator", ids(ada, bob)},
		{add(cy, room.ID, cy.User.ID), "room_not_found", ids(ada, bob)},
		{add(ada, room.ID, cy.User.ID), "", ids(ada, bob, cy)},
		{remove(bob, room.ID, cy.User.ID), "not_room_administrator", ids(ada, bob, cy)},
		{remove(ada, room.ID, cy.User.ID), "", ids(ada, bob)},
		{remove(ada, room.ID, cy.User.ID), "user_not_found", ids(ada, bob)},
		{remove(cy, room.ID, cy.User.ID), "room_not_found", ids(ada, bob)},
		{remove(bob, room.ID, bob.User.ID), "", ids(ada)},
		{remove(ada, room.ID, ada.User.ID), "last_member", ids(ada)},
		{add(ada, all.ID, bob.User.ID), "open_room", ids(ada)},
		{remove(ada, all.ID, bob.User.ID), "open_room", ids(ada)},
		{remove(bob, all.ID, bob.User.ID), "open_room", ids(ada)},
		{remove(bob, direct.ID, bob.User.ID), "direct_room", ids(ada)},
	} {
		code := ""
		if err, ok := step.do().(*chat.Error); ok {
			code = err.Code
		}
		if in := membersOf(t, c, room.ID); code != step.code || len(in) != len(step.in) {
			t.Errorf("step %d: %q, members %v; want %q, %v", i, code, in, step.code, step.in)
		}
	}
}

func TestInvolvement(t *testing.T) {
	c := chattest.New(t)
	ada := c.SetUp("ada")
	bob := c.Add("bob")
	room := newRoom(t, c, ada, chat.NewRoom{Type: chat.Closed, Name: "Design"})
	for _, i := range []chat.Involvement{chat.Everything, chat.Nothing, chat.Invisible, chat.Mentions} {
		if err := c.SetInvolvement(t.Context(), ada, room.ID, i); err != nil {
			t.Fatal(err)
		}
		got, err := c.Involvement(t.Context(), ada, room.ID)
		rooms, listErr := c.Rooms(t.Context(), ada)
		if got != i || err != nil || listErr != nil || len(rooms) == 2 == (i == chat.Invisible) {
			t.Errorf("set to %s it is %s with %d rooms in the sidebar, %v %v", i, got, len(rooms), err, listErr)
		}
	}
	if err := c.SetInvolvement(t.Context(), ada, room.ID, "loud"); chat.KindOf(err) != chat.Invalid {
		t.Errorf("loud: %v", err)
	}
	if err := c.SetInvolvement(t.Context(), bob, room.ID, chat.Mentions); chat.KindOf(err) != chat.NotFound {
		t.Errorf("of somebody else's room: %v", err)
	}
	if _, err := c.Involvement(t.Context(), bob, room.ID); chat.KindOf(err) != chat.NotFound {
		t.Errorf("somebody else's room: %v", err)
	}
	if told := noticesOf(c, room.ID, chat.RoomChanged); !told[ada.User.ID] || len(told) != 1 {
		t.Errorf("told: %v", told)
	}
}
