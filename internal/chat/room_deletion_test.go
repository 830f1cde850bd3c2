package chat_test

import (
	"context"
	"testing"

	"campfire/internal/chat"
	"campfire/internal/chattest"
)

func TestADeletedRoomIsGoneAtOnceAndThenFromDisk(t *testing.T) {
	c := chattest.New(t)
	ada := c.SetUp("ada")
	bob := c.Add("bob")
	room := newRoom(t, c, ada, chat.NewRoom{Type: chat.Open, Name: "Design"})
	kept := c.Post(bob, c.AllTalk(ada).ID, "kept")
	for range 250 {
		c.Post(bob, room.ID, "lost")
	}
	if size, err := c.RoomSize(t.Context(), ada, room.ID); err != nil || size != (chat.RoomSize{Messages: 250, Members: 2}) {
		t.Errorf("it is %+v, %v", size, err)
	}
	if err := c.DeleteRoom(t.Context(), ada, room.ID); err != nil {
		t.Fatal(err)
	}
	for _, v := range []chat.Viewer{ada, bob} {
		if _, err := c.Room(t.Context(), v, room.ID); chat.KindOf(err) != chat.NotFound {
			t.Errorf("%s still sees it: %v", v.User.Name, err)
		}
		if _, err := c.Messages(t.Context(), v, room.ID, chat.Cursor{}); chat.KindOf(err) != chat.NotFound {
			t.Errorf("%s still reads it: %v", v.User.Name, err)
		}
	}
	if told := noticesOf(c, room.ID, chat.RoomRemoved); len(told) != 2 {
		t.Errorf("told: %v", told)
	}
	late := c.Add("late") // newcomers join every open room
	if rooms, err := c.Rooms(t.Context(), late); err != nil || len(rooms) != 1 {
		t.Errorf("a newcomer is in %+v, %v", rooms, err)
	}
	if err := c.DeleteRoom(t.Context(), ada, room.ID); chat.KindOf(err) != chat.NotFound {
		t.Errorf("deleted again: %v", err)
	}
	if err := c.PurgeRooms(t.Context()); err != nil {
		t.Fatal(err)
	}
	c.InTx(func(tx chat.Tx) error {
		if _, err := tx.Room(room.ID); chat.KindOf(err) != chat.NotFound {
			t.Errorf("it is still on disk: %v", err)
		}
		return nil
	})
	if page, err := c.Messages(t.Context(), ada, kept.RoomID, chat.Cursor{}); err != nil || len(page.Messages) != 1 {
		t.Errorf("the other room has %d messages, %v", len(page.Messages), err)
	}
}

func TestWhoMayDeleteARoom(t *testing.T) {
	c := chattest.New(t)
	admin := c.SetUp("admin")
	maker, member, outsider := c.Add("maker"), c.Add("member"), c.Add("outsider")
	for _, tt := range []struct {
		who  chat.Viewer
		room chat.NewRoom
		want chat.Kind
	}{
		{member, chat.NewRoom{Type: chat.Closed, Name: "x", UserIDs: ids(admin, member)}, chat.Forbidden},
		{outsider, chat.NewRoom{Type: chat.Closed, Name: "x", UserIDs: ids(admin, member)}, chat.NotFound},
		{admin, chat.NewRoom{Type: chat.Closed, Name: "x", UserIDs: ids(member)}, chat.NotFound},
		{outsider, chat.NewRoom{Type: chat.Direct, UserIDs: ids(member)}, chat.NotFound},
	} {
		room := newRoom(t, c, maker, tt.room)
		if err := c.DeleteRoom(t.Context(), tt.who, room.ID); chat.KindOf(err) != tt.want || err == nil {
			t.Errorf("%s deletes a %s room: %v", tt.who.User.Name, room.Type, err)
		}
	}
	for _, tt := range []struct {
		who  chat.Viewer
		room chat.NewRoom
	}{
		{maker, chat.NewRoom{Type: chat.Closed, Name: "x"}},
		{admin, chat.NewRoom{Type: chat.Open, Name: "x"}},
		{member, chat.NewRoom{Type: chat.Direct, UserIDs: ids(member)}}, // any of its people
	} {
		room := newRoom(t, c, maker, tt.room)
		if err := c.DeleteRoom(t.Context(), tt.who, room.ID); err != nil {
			t.Errorf("%s deletes a %s room: %v", tt.who.User.Name, room.Type, err)
		}
		again := newRoom(t, c, maker, tt.room)
		if again.ID == room.ID {
			t.Errorf("the %s room is back", room.Type)
		}
	}
}

func TestDeletionGoesOnAfterARestart(t *testing.T) {
	c := chattest.New(t)
	ada := c.SetUp("ada")
	room := newRoom(t, c, ada, chat.NewRoom{Type: chat.Closed, Name: "Design"})
	c.Post(ada, room.ID, "lost")
	c.InTx(func(tx chat.Tx) error { // as DeleteRoom leaves it when the process ends
		_, err := tx.CondemnRoom(room.ID, room.CreatedAt)
		return err
	})
	restarted := chat.New(chat.Options{Store: c.Store})
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() { ended <- restarted.Run(ctx) }()
	for gone := false; !gone; { // every look waits for a commit
		c.InTx(func(tx chat.Tx) error {
			_, err := tx.Room(room.ID)
			gone = chat.KindOf(err) == chat.NotFound
			return nil
		})
	}
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}
