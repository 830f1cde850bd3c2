package chat_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"campfire/internal/chat"
	"campfire/internal/chattest"
)

func change(t *testing.T, c *chattest.Campfire, v chat.Viewer, roomID int64, to chat.RoomChange) chat.RoomView {
	t.Helper()
	room, err := c.UpdateRoom(t.Context(), v, roomID, to)
	if err != nil {
		t.Fatal(err)
	}
	return room
}

func membersOf(t *testing.T, c *chattest.Campfire, roomID int64) []int64 {
	t.Helper()
	ids, err := c.Store.MemberIDs(t.Context(), roomID)
	if err != nil {
		t.Fatal(err)
	}
	return ids
}

// eventsOf names the events of a room: type, and user or room.
func eventsOf(c *chattest.Campfire, roomID int64) (names []string) {
	for _, e := range c.Published() {
		switch {
		case e.RoomID != roomID:
		case e.User != nil:
			names = append(names, fmt.Sprintf("%s %s", e.Type, e.User.Name))
		case e.Room != nil:
			names = append(names, fmt.Sprintf("%s %s %s", e.Type, e.Room.Type, e.Room.Name))
		}
	}
	return names
}

func TestConvertingARoomAndItsMembers(t *testing.T) {
	c := chattest.New(t)
	ada := c.SetUp("ada")
	bob, cy, dee := c.Add("bob"), c.Add("cy"), c.Add("dee")
	room := newRoom(t, c, ada, chat.NewRoom{Type: chat.Closed, Name: "Design", UserIDs: ids(bob)})
	open, closed, name := chat.Open, chat.Closed, "Drawing"
	for _, step := range []struct {
		to      chat.RoomChange
		members []int64
		events  []string
	}{
		{chat.RoomChange{Name: &name}, ids(ada, bob), []string{"room.updated closed Drawing"}},
		{chat.RoomChange{}, ids(ada, bob), nil},
		{chat.RoomChange{UserIDs: ids(cy)}, ids(ada, cy), []string{"member.left bob", "member.joined cy"}},
		{chat.RoomChange{Type: &open}, ids(ada, bob, cy, dee), []string{"room.updated open Drawing", "member.joined bob", "member.joined dee"}},
		{chat.RoomChange{Type: &closed}, ids(ada, bob, cy, dee), []string{"room.updated closed Drawing"}},
		{chat.RoomChange{Type: &open}, ids(ada, bob, cy, dee), []string{"room.updated open Drawing"}},
		{chat.RoomChange{Type: &closed, UserIDs: ids(dee)}, ids(ada, dee), []string{"room.updated closed Drawing", "member.left bob", "member.left cy"}},
	} {
		before := len(eventsOf(c, room.ID))
		got := change(t, c, ada, room.ID, step.to)
		if members := membersOf(t, c, room.ID); !slices.Equal(members, step.members) {
			t.Errorf("%+v: members are %v, want %v", step.to, members, step.members)
		}
		if events := eventsOf(c, room.ID)[before:]; !slices.Equal(events, step.events) {
			t.Errorf("%+v: events are %q, want %q", step.to, events, step.events)
		}
		if len(got.Members) != len(step.members) {
			t.Errorf("%+v: answered %d members", step.to, len(got.Members))
		}
	}
	if told := noticesOf(c, room.ID, chat.RoomRemoved); !told[bob.User.ID] || !told[cy.User.ID] || len(told) != 2 {
		t.Errorf("told of losing it: %v", told)
	}
	if in, err := c.CanRead(t.Context(), bob, room.ID); in || err != nil {
		t.Errorf("bob still reads: %v, %v", in, err)
	}
	if _, _, err := c.PostMessage(t.Context(), bob, room.ID, chat.Draft{Body: "hi"}); chat.KindOf(err) != chat.NotFound {
		t.Errorf("bob still posts: %v", err)
	}
}

func TestManyWhoJoinAtOnceAreToldOfOnce(t *testing.T) {
	c := chattest.New(t)
	ada := c.SetUp("ada")
	crowd(c, 150)
	room := newRoom(t, c, ada, chat.NewRoom{Type: chat.Closed, Name: "Design"})
	open := chat.Open
	if got := change(t, c, ada, room.ID, chat.RoomChange{Type: &open}); len(got.Members) != 151 {
		t.Errorf("%d members", len(got.Members))
	}
	if events := eventsOf(c, room.ID); !slices.Equal(events, []string{"room.updated open Design"}) {
		t.Errorf("events are %q", events)
	}
	if told := noticesOf(c, room.ID, chat.RoomAdded); len(told) != 151 { // ada when it was made
		t.Errorf("%d were told", len(told))
	}
}

// now is when those come who never signed in.
var now = time.Date(2026, 1, 2, 9, 30, 0, 0, time.UTC)

// crowd makes n people called "person 0" and so on who never signed in.
func crowd(c *chattest.Campfire, n int) {
	c.InTx(func(tx chat.Tx) error {
		for i := range n {
			name := fmt.Sprintf("person %d", i)
			if _, err := tx.CreateUser(chat.User{Name: name, EmailAddress: fmt.Sprintf("%d@example.com", i), CreatedAt: now, UpdatedAt: now}); err != nil {
				return err
			}
		}
		return nil
	})
}

func TestWhoMayChangeARoom(t *testing.T) {
	c := chattest.New(t)
	admin := c.SetUp("admin")
	maker, member, outsider := c.Add("maker"), c.Add("member"), c.Add("outsider")
	shared := newRoom(t, c, maker, chat.NewRoom{Type: chat.Closed, Name: "Shared", UserIDs: ids(admin, member)})
	private := newRoom(t, c, maker, chat.NewRoom{Type: chat.Closed, Name: "Private", UserIDs: ids(member)})
	direct := newRoom(t, c, maker, chat.NewRoom{Type: chat.Direct, UserIDs: ids(admin)})
	name, open := "New name", chat.Open
	for _, tt := range []struct {
		who  chat.Viewer
		room chat.RoomView
		want chat.Kind
		code string
	}{
		{member, shared, chat.Forbidden, "not_room_administrator"},
		{outsider, shared, chat.NotFound, "room_not_found"},
		{admin, private, chat.NotFound, "room_not_found"}, // administrators have no power over rooms they are not in
		{admin, direct, chat.Forbidden, "direct_room"},
		{maker, direct, chat.Forbidden, "direct_room"},
	} {
		for what, try := range map[string]func() error{
			"rename": func() error {
				_, err := c.UpdateRoom(t.Context(), tt.who, tt.room.ID, chat.RoomChange{Name: &name})
				return err
			},
			"convert": func() error {
				_, err := c.UpdateRoom(t.Context(), tt.who, tt.room.ID, chat.RoomChange{Type: &open})
				return err
			},
			"add":    func() error { return c.AddMember(t.Context(), tt.who, tt.room.ID, outsider.User.ID) },
			"remove": func() error { return c.RemoveMember(t.Context(), tt.who, tt.room.ID, 999) },
		} {
			refusal, ok := try().(*chat.Error)
			if !ok || refusal.Kind != tt.want || refusal.Code != tt.code {
				t.Errorf("%s by %s in %q: %v, want %s", what, tt.who.User.Name, tt.room.Name, refusal, tt.code)
			}
		}
	}
	for _, who := range []chat.Viewer{admin, maker} {
		if got := change(t, c, who, shared.ID, chat.RoomChange{Name: &name}); got.Name != name || !got.Administered {
			t.Errorf("renamed by %s it is %+v", who.User.Name, got)
		}
	}
	if got, err := c.Room(t.Context(), member, shared.ID); err != nil || got.Administered {
		t.Errorf("a member sees %+v, %v", got, err)
	}
}

func TestMembersOfAClosedRoomAreNeverLostBySaving(t *testing.T) {
	c := chattest.New(t)
	ada := c.SetUp("ada")
	bob, cy := c.Add("bob"), c.Add("cy")
	room := newRoom(t, c, ada, chat.NewRoom{Type: chat.Closed, Name: "Design", UserIDs: ids(bob)})
	all := c.AllTalk(ada)
	closed, direct, blank := chat.Closed, chat.Direct, ""
	for _, tt := range []struct {
		room int64
		to   chat.RoomChange
		code string
	}{
		{room.ID, chat.RoomChange{UserIDs: []int64{}}, "no_members"},
		{room.ID, chat.RoomChange{UserIDs: []int64{99}}, "user_not_found"},
		{room.ID, chat.RoomChange{Name: &blank, UserIDs: ids(cy)}, "blank"},
		{room.ID, chat.RoomChange{Type: &direct}, "invalid"},
		{all.ID, chat.RoomChange{UserIDs: ids(bob)}, "open_room"},
	} {
		_, err := c.UpdateRoom(t.Context(), ada, tt.room, tt.to)
		refusal, ok := err.(*chat.Error)
		if !ok || refusal.Kind != chat.Invalid || refusal.Code != tt.code {
			t.Errorf("%+v: %v, want %s", tt.to, err, tt.code)
		}
	}
	change(t, c, ada, room.ID, chat.RoomChange{Type: &closed})
	if members := membersOf(t, c, room.ID); !slices.Equal(members, ids(ada, bob)) {
		t.Errorf("members are %v", members)
	}
	// Who is banned keeps the place that a list may still name.
	gone := cy.User
	c.InTx(func(tx chat.Tx) error {
		if _, err := tx.AddMembers(room.ID, []int64{gone.ID}, chat.Mentions, gone.CreatedAt); err != nil {
			return err
		}
		gone.Status = chat.Banned
		return tx.UpdateUser(gone)
	})
	change(t, c, ada, room.ID, chat.RoomChange{UserIDs: ids(bob, cy)})
	if members := membersOf(t, c, room.ID); !slices.Equal(members, ids(ada, bob, cy)) {
		t.Errorf("members are %v", members)
	}
}
