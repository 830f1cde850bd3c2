package push

import (
	"crypto/sha256"
	"fmt"
	"net/http"
	"testing"
	"time"

	"campfire/internal/chat"
	"campfire/internal/chattest"
)

func TestAMessageReachesEachDeviceOnce(t *testing.T) {
	s := newStage(t, nil)
	ada, bob := s.SetUp("Ada"), s.Add("Bob")
	s.subscribe(ada, "ada")
	s.subscribe(bob, "laptop")
	s.subscribe(bob, "phone")
	room := s.AllTalk(ada)
	s.must(s.SetInvolvement(t.Context(), bob, room.ID, chat.Everything))
	m := s.Post(ada, room.ID, "hello <b>there</b>")
	got := s.settled()
	if len(got) != 2 || got[0].device != "/laptop" || got[1].device != "/phone" {
		t.Fatalf("it reached %+v", got)
	}
	want := payload{Title: "All Talk", Options: options{
		Body: "Ada: hello there", Tag: fmt.Sprintf("room-%d", room.ID),
		Data: data{Path: fmt.Sprintf("/rooms/%d/@%d", room.ID, m.ID), Badge: 1, MessageID: m.ID},
	}}
	h := got[0].header
	if got[0].said != want || got[1].said != want {
		t.Errorf("it says %+v\nwant %+v", got[0].said, want)
	}
	if h.Get("Topic") != want.Options.Tag || h.Get("Urgency") != "high" || h.Get("TTL") != "2419200" || h.Get("Content-Encoding") != "aes128gcm" {
		t.Errorf("headers are %v", h)
	}
	claims(t, h.Get("Authorization"), time.Now())

	direct := s.AddRoom(chat.Direct, "", ada, bob)
	s.Post(ada, direct.ID, "psst")
	s.Post(ada, direct.ID, "are you there?")
	got = s.settled()
	if last := got[2].said; last.Title != "Ada" || last.Options.Body != "are you there?" && last.Options.Body != "psst" || last.Options.Data.Badge != 3 && last.Options.Data.Badge != 2 {
		t.Errorf("in a direct room it says %+v", last)
	}
}

// TestWhoIsPushedTo goes through who is told of a message and who is not.
func TestWhoIsPushedTo(t *testing.T) {
	s := newStage(t, nil)
	ctx, ada, bob, eve := t.Context(), s.SetUp("Ada"), s.Add("Bob"), s.Add("Eve")
	open := s.AllTalk(ada).ID
	closed := s.AddRoom(chat.Closed, "Closed", ada, bob, eve).ID
	for name, v := range map[string]chat.Viewer{"ada": ada, "bob": bob, "eve": eve} {
		s.subscribe(v, name)
	}
	hear := func(v chat.Viewer, i chat.Involvement) { s.must(s.SetInvolvement(ctx, v, closed, i)) }
	say := func(text string) func() { return func() { s.Post(ada, closed, text) } }
	mention := func(v chat.Viewer) string {
		return fmt.Sprintf(`<action-text-attachment sgid=%q content-type="application/vnd.campfire.mention"></action-text-attachment>`, s.Mention(v.User.ID))
	}
	noon := time.Date(2026, 7, 1, 12, 0, 0, 0, time.UTC)
	for _, tt := range []struct {
		when string
		do   func()
		hear string
	}{
		{"everyone hears everything", func() { hear(bob, chat.Everything); hear(eve, chat.Everything); say("hi")() }, "bob eve"},
		{"Bob hears mentions", func() { hear(bob, chat.Mentions); say("hi")() }, "eve"},
		{"he is mentioned", say(mention(bob)), "bob eve"},
		{"all are mentioned", say("@everyone"), "bob eve"},
		{"Eve is mentioned", say(mention(eve)), "eve"},
		{"Bob hears nothing, and is mentioned", func() { hear(bob, chat.Nothing); say(mention(bob))() }, "eve"},
		{"Bob hides the room, and is mentioned", func() { hear(bob, chat.Invisible); say(mention(bob))() }, "eve"},
		{"Eve says it", func() { hear(bob, chat.Everything); hear(ada, chat.Everything); s.Post(eve, closed, "hi") }, "ada bob"},
		{"Bob looks at the room", func() { s.look(bob); say("hi")(); s.heard(); s.Post(ada, closed, "again") }, "eve"},
		{"nobody does any more", func() { s.look(); say("hi")() }, "bob eve"},
		{"it is quiet where Bob is", func() {
			s.must(s.SetQuietHours(ctx, bob, &chat.QuietHours{From: 14*60 - 1, Until: 14*60 + 1, TimeZone: "Europe/Berlin"}))
			s.SetTime(noon)
			say("hi")()
		}, "eve"},
		{"it is not quiet any more", func() { s.SetTime(noon.Add(time.Minute)); say("hi")() }, "bob eve"},
		{"he has no quiet hours", func() { s.must(s.SetQuietHours(ctx, bob, nil)); s.SetTime(noon); say("hi")() }, "bob eve"},
		{"an edit", func() {
			m := s.Post(ada, closed, "hi")
			s.heard()
			_, err := s.EditMessage(ctx, ada, closed, m.ID, "bye")
			s.must(err)
		}, ""},
		{"Bob left the room", func() { s.must(s.RemoveMember(ctx, bob, closed, bob.User.ID)); say(mention(bob))() }, "eve"},
		{"Eve is banned", func() { s.must(s.Ban(ctx, ada, eve.User.ID, chat.BanOrder{})); say(mention(eve))() }, ""},
		{"Bob turns it off", func() {
			s.must(s.SetInvolvement(ctx, bob, open, chat.Everything))
			found, err := s.PushSubscriptions(ctx, bob)
			s.must(err)
			s.must(s.DeletePushSubscription(ctx, bob, found[0].ID))
			s.Post(ada, open, "hi")
		}, ""},
		{"Bob signs out", func() {
			s.subscribe(bob, "bob")
			s.must(s.SignOut(ctx, bob, ""))
			s.Post(ada, open, "hi")
		}, ""},
	} {
		tt.do()
		if heard := s.heard(); heard != tt.hear {
			t.Errorf("%s: %q hear, want %q", tt.when, heard, tt.hear)
		}
	}
}

// TestWhatHasChangedSinceIsAskedAgain has the push service be down while a message is
// spread; when it is back, those who must not hear of it any more do not.
func TestWhatHasChangedSinceIsAskedAgain(t *testing.T) {
	down, tried := make(chan struct{}), make(chan struct{}, 100)
	s := newStage(t, func(w http.ResponseWriter, _ *http.Request) {
		select {
		case <-down:
			w.WriteHeader(http.StatusCreated)
		default:
			w.Header().Set("Retry-After", "1")
			w.WriteHeader(http.StatusServiceUnavailable)
			tried <- struct{}{}
		}
	})
	ctx, ada := t.Context(), s.SetUp("Ada")
	people := map[string]chat.Viewer{}
	for _, name := range []string{"left", "read", "off", "gone", "still"} {
		people[name] = s.Add(name)
	}
	room := s.AddRoom(chat.Closed, "Closed", ada, people["left"], people["read"], people["off"], people["gone"], people["still"]).ID
	for name, v := range people {
		s.must(s.SetInvolvement(ctx, v, room, chat.Everything))
		s.subscribe(v, name)
	}
	m := s.Post(ada, room, "hello")
	for range people {
		<-tried
	}
	s.mu.Lock()
	s.got = nil
	s.mu.Unlock()
	s.must(s.RemoveMember(ctx, people["left"], room, people["left"].User.ID))
	s.must(s.MarkRead(ctx, people["read"], room, m.ID))
	s.must(s.SetInvolvement(ctx, people["off"], room, chat.Nothing))
	s.must(s.Ban(ctx, ada, people["gone"].User.ID, chat.BanOrder{}))
	close(down)
	if heard := s.heard(); heard != "still" {
		t.Errorf("%q hear", heard)
	}
}

// digest tells what a failed job says without its address in it.
func digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return fmt.Sprintf("%x", sum[:4])
}

func TestManyDevicesAreToldInBatches(t *testing.T) {
	s := newStage(t, nil)
	ada := s.SetUp("Ada")
	members := []chat.Viewer{ada}
	for n := range 31 {
		members = append(members, s.Add(fmt.Sprintf("p%d", n)))
	}
	room := s.AddRoom(chat.Closed, "Closed", members...).ID
	for i, v := range members[1:] {
		s.must(s.SetInvolvement(t.Context(), v, room, chat.Everything))
		for n := range 13 { // 403 in all: two batches and a part
			s.subscribe(v, fmt.Sprintf("%d-%d", i, n))
		}
	}
	s.Post(ada, room, "hello")
	seen := map[string]int{}
	for _, a := range s.settled() {
		seen[a.device]++
	}
	if len(seen) != 403 {
		t.Errorf("%d devices were told", len(seen))
	}
	for device, n := range seen {
		if n != 1 {
			t.Errorf("%s was told %d times", device, n)
		}
	}
}

func TestSpreadingTwiceTellsOnce(t *testing.T) {
	s := newStage(t, nil)
	ada, bob := s.SetUp("Ada"), s.Add("Bob")
	s.subscribe(bob, "bob")
	room := s.AddRoom(chat.Direct, "", ada, bob)
	m := s.Post(ada, room.ID, "hello")
	s.settled()
	stale := chat.Job{ID: 1, LeaseToken: "gone", Kind: chat.PushJob, Payload: fmt.Appendf(nil, `{"room_id":%d,"message_id":%d}`, room.ID, m.ID)}
	s.must(s.SpreadPush(t.Context(), stale))
	if got := s.settled(); len(got) != 1 {
		t.Errorf("told %d times", len(got))
	}
}

func TestNothingIsWrittenDownWhereNobodyIsToBeTold(t *testing.T) {
	for name, change := range map[string]func(*chat.Options){
		"no devices": func(*chat.Options) {},
		"it is off":  func(o *chat.Options) { o.PushOff = true },
	} {
		c := chattest.New(t, change)
		ada := c.SetUp("Ada")
		if name == "it is off" {
			b := newBrowser(t)
			c.InTx(func(tx chat.Tx) error {
				_, _, err := tx.SavePushSubscription(chat.PushSubscription{
					UserID: ada.User.ID, Endpoint: "https://push.example.com/x", P256dhKey: b.p256dh(), AuthKey: b.authKey(), CreatedAt: time.Now(), UpdatedAt: time.Now(),
				}, 9)
				return err
			})
		}
		c.Post(ada, c.AllTalk(ada).ID, "hello")
		if counts, err := c.Store.JobCounts(t.Context()); err != nil || len(counts) != 0 {
			t.Errorf("%s: %+v, %v", name, counts, err)
		}
	}
}
