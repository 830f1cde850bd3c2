package chat_test

import (
	"fmt"
	"testing"

	"campfire/internal/chat"
	"campfire/internal/chattest"
)

func TestAMemberPinsForTheRoomAndAnyOtherUnpins(t *testing.T) {
	c := chattest.New(t)
	ada := c.SetUp("ada")
	bob, eve := c.Add("bob"), c.Add("eve")
	den := c.AddRoom(chat.Closed, "Den", ada, bob)
	m := c.Post(ada, den.ID, "read me")
	before := len(c.Published())
	for range 2 { // The second time changes nothing.
		if err := c.CreatePin(t.Context(), bob, den.ID, m.ID); err != nil {
			t.Fatal(err)
		}
	}
	pins, err := c.Pins(t.Context(), ada, den.ID)
	if err != nil || len(pins) != 1 || pins[0].Message.Text != "read me" || pins[0].By.ID != bob.User.ID {
		t.Fatalf("pinned are %+v, %v", pins, err)
	}
	if err := c.CreatePin(t.Context(), eve, den.ID, m.ID); codeOf(err) != "room_not_found" {
		t.Errorf("a stranger may pin: %v", err)
	}
	if _, err := c.Pins(t.Context(), eve, den.ID); codeOf(err) != "room_not_found" {
		t.Errorf("a stranger sees what is pinned: %v", err)
	}
	for range 2 {
		if err := c.DeletePin(t.Context(), ada, den.ID, m.ID); err != nil {
			t.Fatal(err)
		}
	}
	var told []string
	for _, e := range c.Published()[before:] {
		told = append(told, fmt.Sprintf("%s %d by %s", e.Type, e.MessageID, e.User.Name))
	}
	want := []string{fmt.Sprintf("pin.created %d by bob", m.ID), fmt.Sprintf("pin.deleted %d by ada", m.ID)}
	if fmt.Sprint(told) != fmt.Sprint(want) {
		t.Errorf("the room is told %q, want %q", told, want)
	}
	page, err := c.Events(t.Context(), ada, den.ID, 0, 100)
	if last := page.Events[len(page.Events)-1]; err != nil || last.Type != chat.PinDeleted || last.User.ID != ada.User.ID {
		t.Errorf("the feed ends with %+v, %v", last, err)
	}
}

func TestDeletingAMessageUnpinsIt(t *testing.T) {
	c := chattest.New(t)
	ada := c.SetUp("ada")
	room := c.AllTalk(ada)
	m := c.Post(ada, room.ID, "read me")
	if err := c.CreatePin(t.Context(), ada, room.ID, m.ID); err != nil {
		t.Fatal(err)
	}
	if err := c.DeleteMessage(t.Context(), ada, room.ID, m.ID); err != nil {
		t.Fatal(err)
	}
	if pins, err := c.Pins(t.Context(), ada, room.ID); err != nil || len(pins) > 0 {
		t.Errorf("pinned are %+v, %v", pins, err)
	}
}

func TestARoomHasFiftyPins(t *testing.T) {
	c := chattest.New(t)
	ada := c.SetUp("ada")
	room := c.AllTalk(ada)
	for n := range 51 {
		m := c.Post(ada, room.ID, fmt.Sprint(n))
		err := c.CreatePin(t.Context(), ada, room.ID, m.ID)
		if want := map[bool]string{true: "too_many_pins", false: "<nil>"}[n == 50]; codeOf(err) != want {
			t.Errorf("pin %d: %v", n, err)
		}
	}
	pins, err := c.Pins(t.Context(), ada, room.ID)
	if err != nil || len(pins) != 50 || pins[0].Message.Text != "49" {
		t.Errorf("%d are pinned, %v", len(pins), err)
	}
}
