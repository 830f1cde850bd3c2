package chat_test

import (
	"strings"
	"sync"
	"testing"

	"campfire/internal/chat"
	"campfire/internal/chattest"
)

func ids(people ...chat.Viewer) []int64 {
	list := make([]int64, len(people))
	for i, p := range people {
		list[i] = p.User.ID
	}
	return list
}

// newRoom makes a room that v may make.
func newRoom(t *testing.T, c *chattest.Campfire, v chat.Viewer, n chat.NewRoom) chat.RoomView {
	t.Helper()
	room, _, err := c.CreateRoom(t.Context(), v, n)
	if err != nil {
		t.Fatal(err)
	}
	return room
}

// noticesOf returns who was told something of a room.
func noticesOf(c *chattest.Campfire, roomID int64, typ chat.NoticeType) map[int64]bool {
	to := make(map[int64]bool)
	for _, n := range c.Notified() {
		if n.RoomID == roomID && n.Type == typ {
			to[n.To] = true
		}
	}
	return to
}

func TestWhoIsInANewRoom(t *testing.T) {
	c := chattest.New(t)
	ada := c.SetUp("ada")
	bob, cy := c.Add("bob"), c.Add("cy")
	everyone := []chat.Viewer{ada, bob, cy}
	for _, tt := range []struct {
		room    chat.NewRoom
		members []chat.Viewer
	}{
		{chat.NewRoom{Type: chat.Open, Name: " Design "}, everyone},
		{chat.NewRoom{Type: chat.Open, Name: "Open", UserIDs: ids(bob)}, everyone},
		{chat.NewRoom{Type: chat.Closed, Name: "Mine"}, []chat.Viewer{ada}},
		{chat.NewRoom{Type: chat.Closed, Name: "Ours", UserIDs: ids(bob, bob)}, []chat.Viewer{ada, bob}},
		{chat.NewRoom{Type: chat.Direct}, []chat.Viewer{ada}},
		{chat.NewRoom{Type: chat.Direct, UserIDs: ids(cy, ada)}, []chat.Viewer{ada, cy}},
	} {
		room := newRoom(t, c, ada, tt.room)
		told := noticesOf(c, room.ID, chat.RoomAdded)
		if len(room.Members) != len(tt.members) || len(told) != len(tt.members) || room.Type != tt.room.Type {
			t.Errorf("%+v: %+v, told %v", tt.room, room, told)
		}
		for _, v := range everyone {
			in, err := c.CanRead(t.Context(), v, room.ID)
			want := false
			for _, m := range tt.members {
				want = want || m == v
			}
			if in != want || told[v.User.ID] != want || err != nil {
				t.Errorf("%+v: %s is in it: %v, told: %v, %v; want %v", tt.room, v.User.Name, in, told[v.User.ID], err, want)
			}
		}
		if tt.room.Type != chat.Direct && (room.Name != strings.TrimSpace(tt.room.Name) || room.Involvement != chat.Mentions || !room.Administered) {
			t.Errorf("the room is %+v", room)
		}
	}
}

func TestNewRoomsAreChecked(t *testing.T) {
	c := chattest.New(t)
	ada := c.SetUp("ada")
	many := make([]int64, 60)
	for i := range many {
		many[i] = int64(i + 1)
	}
	for _, tt := range []struct {
		room        chat.NewRoom
		field, code string
	}{
		{chat.NewRoom{Type: chat.Open}, "name", "blank"},
		{chat.NewRoom{Type: chat.Closed, Name: " \t"}, "name", "blank"},
		{chat.NewRoom{Type: chat.Open, Name: strings.Repeat("ä", 101)}, "name", "too_long"},
		{chat.NewRoom{Type: chat.Open, Name: "a\u202eb"}, "name", "invalid"},
		{chat.NewRoom{Type: "secret", Name: "x"}, "type", "invalid"},
		{chat.NewRoom{Type: chat.Closed, Name: "x", UserIDs: []int64{99}}, "user_ids", "user_not_found"},
		{chat.NewRoom{Type: chat.Direct, UserIDs: []int64{99}}, "user_ids", "user_not_found"},
		{chat.NewRoom{Type: chat.Direct, UserIDs: many}, "user_ids", "too_many"},
	} {
		_, _, err := c.CreateRoom(t.Context(), ada, tt.room)
		refusal, ok := err.(*chat.Error)
		if !ok || refusal.Kind != chat.Invalid || refusal.Field != tt.field || refusal.Code != tt.code {
			t.Errorf("%+v: %v, want %s of %s", tt.room, err, tt.code, tt.field)
		}
	}
}

func TestRoomCreationCanBeKeptToAdministrators(t *testing.T) {
	c := chattest.New(t)
	ada := c.SetUp("ada")
	bob := c.Add("bob")
	account, err := c.Account(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	account.Settings.RestrictRoomCreationToAdministrators = true
	c.InTx(func(tx chat.Tx) error { return tx.UpdateAccount(account) })
	for _, typ := range []chat.RoomType{chat.Open, chat.Closed} {
		if _, _, err := c.CreateRoom(t.Context(), bob, chat.NewRoom{Type: typ, Name: "x"}); chat.KindOf(err) != chat.Forbidden {
			t.Errorf("a member makes an %s room: %v", typ, err)
		}
		newRoom(t, c, ada, chat.NewRoom{Type: typ, Name: "x"})
	}
	newRoom(t, c, bob, chat.NewRoom{Type: chat.Direct, UserIDs: ids(ada)})
	bot := chat.Viewer{User: chat.User{ID: bob.User.ID, Role: chat.Bot}}
	if _, _, err := c.CreateRoom(t.Context(), bot, chat.NewRoom{Type: chat.Direct}); chat.KindOf(err) != chat.Forbidden {
		t.Errorf("a bot makes a room: %v", err)
	}
}

func TestADirectRoomIsOneAlsoWhenTenMakeItAtOnce(t *testing.T) {
	c := chattest.New(t)
	people := []chat.Viewer{c.SetUp("ada")}
	for _, name := range []string{"bob", "cy", "dee", "eve", "fay", "gil", "hal", "ivy", "jon"} {
		people = append(people, c.Add(name))
	}
	rooms, made := make([]int64, len(people)), make([]bool, len(people))
	var wg sync.WaitGroup
	for i, p := range people {
		wg.Go(func() {
			room, created, err := c.CreateRoom(t.Context(), p, chat.NewRoom{Type: chat.Direct, UserIDs: ids(people...)})
			if err != nil {
				t.Error(err)
			}
			rooms[i], made[i] = room.ID, created
		})
	}
	wg.Wait()
	created := 0
	for i := range people {
		if rooms[i] != rooms[0] {
			t.Errorf("%s is in room %d, %s in %d", people[i].User.Name, rooms[i], people[0].User.Name, rooms[0])
		}
		if made[i] {
			created++
		}
	}
	if created != 1 {
		t.Errorf("%d were told that they made it", created)
	}
	if fewer := newRoom(t, c, people[0], chat.NewRoom{Type: chat.Direct, UserIDs: ids(people[1:9]...)}); fewer.ID == rooms[0] {
		t.Error("nine of the ten are in the room of all")
	}
}

func TestADirectRoomMadeInvisibleComesBackWhenItIsOpened(t *testing.T) {
	c := chattest.New(t)
	ada := c.SetUp("ada")
	bob := c.Add("bob")
	with := chat.NewRoom{Type: chat.Direct, UserIDs: ids(bob)}
	room := newRoom(t, c, ada, with)
	if err := c.SetInvolvement(t.Context(), ada, room.ID, chat.Invisible); err != nil {
		t.Fatal(err)
	}
	if hidden, err := c.HiddenRooms(t.Context(), ada); err != nil || len(hidden) != 1 || hidden[0].Name != "bob" {
		t.Errorf("hidden are %+v, %v", hidden, err)
	}
	if again := newRoom(t, c, ada, with); again.ID != room.ID || again.Involvement != chat.Everything {
		t.Errorf("opened again it is %+v", again)
	}
	if hidden, err := c.HiddenRooms(t.Context(), ada); err != nil || len(hidden) != 0 {
		t.Errorf("hidden are %+v, %v", hidden, err)
	}
}
