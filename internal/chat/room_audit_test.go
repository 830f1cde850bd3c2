package chat_test

import (
	"fmt"
	"slices"
	"testing"

	"campfire/internal/chat"
	"campfire/internal/chattest"
)

func TestWhatBecomesOfRoomsIsWrittenDown(t *testing.T) {
	c := chattest.New(t)
	ada := c.SetUp("ada")
	bob := c.Add("bob")
	room := newRoom(t, c, ada, chat.NewRoom{Type: chat.Closed, Name: "Design"})
	newRoom(t, c, ada, chat.NewRoom{Type: chat.Direct, UserIDs: ids(bob)}) // between its people alone
	name, open := "Drawing", chat.Open
	change(t, c, ada, room.ID, chat.RoomChange{Name: &name})
	if err := c.AddMember(t.Context(), ada, room.ID, bob.User.ID); err != nil {
		t.Fatal(err)
	}
	if err := c.RemoveMember(t.Context(), bob, room.ID, bob.User.ID); err != nil {
		t.Fatal(err)
	}
	crowd(c, 120)
	change(t, c, ada, room.ID, chat.RoomChange{Type: &open})
	if err := c.DeleteRoom(t.Context(), ada, room.ID); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, noun := range []chat.AuditKind{"room", "membership"} {
		page, err := c.AuditLog(t.Context(), chat.AuditFilter{Kind: noun})
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range slices.Backward(page.Entries) {
			got = append(got, fmt.Sprintf("%s %s: %s in %s, %s", e.Actor.Name, e.Kind, e.User.Name, e.Room.Name, e.Detail))
		}
	}
	want := []string{
		"ada room.created:  in Design, closed",
		"ada room.renamed:  in Drawing, was Design",
		"ada room.converted:  in Drawing, closed → open",
		"ada room.deleted:  in Drawing, open",
		"ada membership.created: bob in Drawing, ",
		"bob membership.deleted: bob in Drawing, ",
		"ada membership.created:  in Drawing, 121 people",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}
