package chat_test

import (
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
