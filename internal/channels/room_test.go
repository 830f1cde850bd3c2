package channels_test

import (
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gobwas/ws/wsutil"

	"campfire/internal/channels"
	"campfire/internal/chat"
)

func TestWhoMaySubscribe(t *testing.T) {
	tests := []struct {
		name, params string
		userID       int64
		admitted     bool
	}{
		{"member", `"room_id":1`, 1, true},
		{"room as a string", `"room_id":"1"`, 1, true},
		{"member of another room", `"room_id":1`, 3, false},
		{"no such room", `"room_id":99`, 1, false},
		{"no room", `"x":1`, 1, false},
		{"null", `"room_id":null`, 1, false},
		{"empty string", `"room_id":""`, 1, false},
		{"zero", `"room_id":0`, 1, false},
		{"negative", `"room_id":-1`, 1, false},
		{"fraction", `"room_id":1.5`, 1, false},
		{"exponent", `"room_id":1e0`, 1, false},
		{"too large", `"room_id":9223372036854775808`, 1, false},
		{"word", `"room_id":"lobby"`, 1, false},
		{"list", `"room_id":[1]`, 1, false},
		{"membership cannot be read", `"room_id":500`, 1, false},
	}
	for _, channel := range []string{"RoomChannel", "PresenceChannel", "TypingNotificationsChannel"} {
		for _, tt := range tests {
			t.Run(channel+"/"+tt.name, func(t *testing.T) {
				bubble(t, func(t *testing.T, f *campfire) {
					s := subscription{f.tab(tt.userID), `{"channel":"` + channel + `",` + tt.params + `}`}
					s.send("subscribe", s.identifier, "")
					synctest.Wait()
					want := s.reply("reject_subscription")
					if tt.admitted {
						want = s.reply("confirm_subscription")
					}
					if len(s.heard) == 0 || s.heard[0] != want {
						t.Errorf("got %q, want %q", s.heard, want)
					}
				})
			})
		}
	}
}

// Parts of a page may each name the room in their own way, a client may not make
// us encode every message a hundred times.
func TestARoomIsFollowedByFewNames(t *testing.T) {
	bubble(t, func(t *testing.T, f *campfire) {
		tab := f.tab(1)
		var names []subscription
		for i := range 5 {
			names = append(names, subscription{tab, fmt.Sprintf(`{"room_id":"1","channel":"RoomChannel","name":%d}`, i)})
		}
		first, last := names[0], names[4]
		for _, s := range names[:4] {
			s.send("subscribe", s.identifier, "")
			s.wants(s.reply("confirm_subscription"))
		}
		last.send("subscribe", last.identifier, "")
		last.wants(last.reply("reject_subscription"))
		first.leave()
		last.send("subscribe", last.identifier, "")
		last.wants(last.reply("confirm_subscription"))
	})
}

func TestHeartbeatIsForEveryoneAndSaysNothing(t *testing.T) {
	bubble(t, func(t *testing.T, f *campfire) {
		s := subscription{f.tab(99), `{"channel":"HeartbeatChannel"}`}
		s.send("subscribe", s.identifier, "")
		s.perform("anything")
		s.wants(s.reply("confirm_subscription"))
	})
}

func TestEventsReachTheRoomInOrder(t *testing.T) {
	bubble(t, func(t *testing.T, f *campfire) {
		one, two := f.tab(1).subscribe("RoomChannel", 1), f.tab(3).subscribe("RoomChannel", 2)
		at := time.Date(2026, 8, 21, 9, 30, 0, 123456000, time.UTC)
		f.publisher.Publish([]chat.Event{
			{RoomID: 1, Seq: 7, Type: chat.MessageDeleted, CreatedAt: at, MessageID: 3, ClientMessageID: "c"},
			{RoomID: 2, Seq: 1, Type: chat.RoomUpdated, CreatedAt: at, Room: &chat.Room{Type: chat.Open, Name: "<Lobby>"}},
			{RoomID: 1, Seq: 8, Type: chat.BoostDeleted, CreatedAt: at, MessageID: 4, BoostID: 5},
		})
		one.gets(
			`{"seq":7,"type":"message.deleted","room_id":1,"message_id":3,"client_message_id":"c","created_at":"2026-08-21T09:30:00.123456Z"}`,
			`{"seq":8,"type":"boost.deleted","room_id":1,"message_id":4,"boost_id":5,"created_at":"2026-08-21T09:30:00.123456Z"}`,
		)
		two.gets(`{"seq":1,"type":"room.updated","room_id":2,"room":{"type":"open","name":"<Lobby>"},"created_at":"2026-08-21T09:30:00.123456Z"}`)
	})
}

func TestWhoeverLeavesARoomFollowsItNoLonger(t *testing.T) {
	bubble(t, func(t *testing.T, f *campfire) {
		stays := f.tab(1).subscribe("PresenceChannel", 1, present(1))
		time.Sleep(pause)
		leaver := f.tab(2)
		presence := leaver.subscribe("PresenceChannel", 1, present(1, 2))
		room := leaver.subscribe("RoomChannel", 1)
		typing := leaver.subscribe("TypingNotificationsChannel", 1)
		elsewhere := leaver.subscribe("RoomChannel", 2)
		stays.gets(present(1, 2))
		time.Sleep(pause)

		f.members.mu.Lock()
		f.members.rooms[1] = []int64{1}
		f.members.mu.Unlock()
		p := f.publisher
		p.Publish([]chat.Event{{RoomID: 1, Seq: 1, Type: chat.MemberLeft, User: &chat.User{ID: 2}}})
		p.Publish([]chat.Event{{RoomID: 1, Seq: 2, Type: chat.MessageCreated, Message: &chat.Message{Text: "secret"}}})
		stays.gets(present(1))
		leaver.wants(room.reply("reject_subscription"), presence.reply("reject_subscription"), typing.reply("reject_subscription"))

		presence.perform("present") // late, and of no effect
		typing.perform("start")
		presence.send("subscribe", presence.identifier, "")
		leaver.wants(presence.reply("reject_subscription"))
		p.Publish([]chat.Event{{RoomID: 2, Seq: 1, Type: chat.MemberJoined, User: &chat.User{ID: 2, Name: "Jason"}}})
		p.Publish([]chat.Event{{RoomID: 2, Seq: 2, Type: chat.BoostDeleted}})
		elsewhere.gets(
			`{"seq":1,"type":"member.joined","room_id":2,"user":{"id":2,"name":"Jason","role":"member","avatar_url":null,"initials":"J"},"created_at":"0001-01-01T00:00:00.000000Z"}`,
			`{"seq":2,"type":"boost.deleted","room_id":2,"created_at":"0001-01-01T00:00:00.000000Z"}`,
		)
	})
}

func TestNoticesReachThoseTheyAreFor(t *testing.T) {
	bubble(t, func(t *testing.T, f *campfire) {
		one, two := f.tab(1).subscribeAlone("UserChannel"), f.tab(2).subscribeAlone("UserChannel")
		p := f.publisher
		p.Notify([]chat.Notice{{To: 1, Type: chat.RoomAdded, RoomID: 9}, {To: 3, Type: chat.RoomAdded, RoomID: 9}})
		one.gets(`{"type":"room.added","room_id":9}`)
		p.Notify([]chat.Notice{{Type: chat.AccountUpdated}})
		one.gets(`{"type":"account.updated"}`)
		two.gets(`{"type":"account.updated"}`)
	})
}

func TestWhoeverLosesARoomFollowsItNoLonger(t *testing.T) {
	bubble(t, func(t *testing.T, f *campfire) {
		one, two := f.tab(1).subscribe("RoomChannel", 1), f.tab(2).subscribe("RoomChannel", 1)
		p := f.publisher
		p.Notify([]chat.Notice{{To: 2, Type: chat.RoomRemoved, RoomID: 1}})
		two.wants(two.reply("reject_subscription"))
		p.Notify([]chat.Notice{{Type: chat.RoomRemoved, RoomID: 1}})
		one.wants(one.reply("reject_subscription"))
	})
}

// A membership may end while it is being looked at.
func TestRevokeMeetsASubscribeUnderWay(t *testing.T) {
	bubble(t, func(t *testing.T, f *campfire) {
		f.members.asked = func() { channels.Revoke(f.hub, 1, func(channels.Identity) bool { return true }) }
		s := subscription{f.tab(1), `{"channel":"PresenceChannel","room_id":1}`}
		s.send("subscribe", s.identifier, "")
		s.wants(s.reply("reject_subscription"))
		if got := f.server.Stats(); got.Subscriptions != 0 || got.Streams != 0 {
			t.Errorf("left behind: %+v", got)
		}
	})
}

// deletions are events of a room, an hour apart, the first with seq first.
func deletions(roomID, first, last int64) (events []chat.Event) {
	for seq := first; seq <= last; seq++ {
		events = append(events, chat.Event{
			RoomID: roomID, Seq: seq, Type: chat.MessageDeleted, MessageID: 100 + seq,
			CreatedAt: time.Date(2026, 8, 21, 0, 0, 0, 0, time.UTC).Add(time.Duration(seq) * time.Hour),
		})
	}
	return events
}

// numbered are the same as a client of the extended protocol sees them.
func (s subscription) numbered(events []chat.Event) (messages []string) {
	for _, e := range events {
		messages = append(messages, fmt.Sprintf(
			`{"identifier":%q,"message":{"seq":%d,"type":"message.deleted","room_id":%d,"message_id":%d,"created_at":%q},"stream_id":"room:%[3]d","epoch":"e1","offset":%[2]d}`,
			s.identifier, e.Seq, e.RoomID, e.MessageID, e.CreatedAt.Format("2006-01-02T15:04:05.000000Z")))
	}
	return messages
}

// subscribeKnowing subscribes with the extended protocol.
func (c *tab) subscribeKnowing(channel string, roomID int64, history string) subscription {
	c.t.Helper()
	s := subscription{c, fmt.Sprintf(`{"channel":%q,"room_id":%d}`, channel, roomID)}
	if err := wsutil.WriteClientText(c.conn, fmt.Appendf(nil, `{"command":"subscribe","identifier":%q,"history":%s}`, s.identifier, history)); err != nil {
		c.t.Fatal(err)
	}
	return s
}

func TestWhoeverWasAwayGetsWhatTheRoomSaidMeanwhile(t *testing.T) {
	bubble(t, func(t *testing.T, f *campfire) {
		f.members.feeds = map[int64][]chat.Event{1: deletions(1, 5, 14)}
		for _, c := range []struct {
			history string
			first   int64
		}{
			{`{"since":0,"streams":{"room:1":{"epoch":"e1","offset":7}}}`, 8},
			{`{"since":0,"streams":{"room:1":{"epoch":"e1","offset":14}}}`, 15},
			{fmt.Sprintf(`{"since":%d,"streams":{}}`, time.Date(2026, 8, 21, 12, 0, 0, 0, time.UTC).Unix()), 12},
		} {
			s := f.extendedTab(1).subscribeKnowing("RoomChannel", 1, c.history)
			want := append([]string{s.reply("confirm_subscription")}, s.numbered(deletions(1, c.first, 14))...)
			s.wants(append(want, s.reply("confirm_history"))...)
			if c.first == 12 {
				f.publisher.Publish(deletions(1, 15, 15))
				s.wants(s.numbered(deletions(1, 15, 15))...)
			}
		}
	})
}

func TestRoomSaysWhenItCannotTellWhatWasMissed(t *testing.T) {
	bubble(t, func(t *testing.T, f *campfire) {
		f.members.feeds = map[int64][]chat.Event{1: deletions(1, 5, 505), 2: deletions(2, 1, 501)}
		for _, c := range []struct {
			name, channel string
			roomID        int64
			history       string
		}{
			{"pruned", "RoomChannel", 1, `{"since":0,"streams":{"room:1":{"epoch":"e1","offset":3}}}`},
			{"pruned at that time", "RoomChannel", 1, `{"since":1,"streams":{}}`},
			{"never happened", "RoomChannel", 1, `{"since":0,"streams":{"room:1":{"epoch":"e1","offset":506}}}`},
			{"too much", "RoomChannel", 2, `{"since":0,"streams":{"room:2":{"epoch":"e1","offset":0}}}`},
			{"before the database was put back", "RoomChannel", 1, `{"since":0,"streams":{"room:1":{"epoch":"e0","offset":500}}}`},
			{"who types is not kept", "TypingNotificationsChannel", 1, `{"since":0,"streams":{"typing:1":{"epoch":"e1","offset":1}}}`},
		} {
			t.Log(c.name)
			s := f.extendedTab(1).subscribeKnowing(c.channel, c.roomID, c.history)
			s.wants(s.reply("confirm_subscription"), s.reply("reject_history"))
		}
		s := f.extendedTab(1).subscribeKnowing("RoomChannel", 2, `{"since":0,"streams":{"room:2":{"epoch":"e1","offset":1}}}`)
		s.wants(slices.Concat([]string{s.reply("confirm_subscription")}, s.numbered(deletions(2, 2, 501)), []string{s.reply("confirm_history")})...)
	})
}
