package chat_test

import (
	"slices"
	"testing"

	"campfire/internal/chat"
	"campfire/internal/chattest"
)

func TestDirectRoomsAreNamedForTheOthers(t *testing.T) {
	c := chattest.New(t)
	ada := c.SetUp("ada")
	bob, cy, dee := c.Add("bob"), c.Add("cy"), c.Add("dee")
	for want, members := range map[string][]chat.Viewer{
		"ada":              {ada},
		"bob":              {ada, bob},
		"bob and cy":       {ada, bob, cy},
		"bob, cy, and dee": {ada, dee, cy, bob},
	} {
		room := c.AddRoom(chat.Direct, "", members...)
		got, err := c.Room(t.Context(), ada, room.ID)
		if err != nil || got.Name != want || got.Involvement != chat.Everything {
			t.Errorf("room = %q, %s, %v; want %q", got.Name, got.Involvement, err, want)
		}
	}
}

func TestRoomsAreInTheOrderPeopleExpect(t *testing.T) {
	c := chattest.New(t)
	ada := c.SetUp("ada")
	for _, name := range []string{"Room 10", "élan", "Zoo", "room 2", "Room 2b", "Room 02", "Eve"} {
		c.AddRoom(chat.Open, name, ada)
	}
	rooms, err := c.Rooms(t.Context(), ada)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, room := range rooms {
		names = append(names, room.Name)
	}
	if want := []string{"All Talk", "élan", "Eve", "Room 02", "room 2", "Room 2b", "Room 10", "Zoo"}; !slices.Equal(names, want) {
		t.Errorf("rooms are %q, want %q", names, want)
	}
}
