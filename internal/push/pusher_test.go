package push

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"campfire/internal/chat"
	"campfire/internal/chattest"
	"campfire/internal/jobs"
	"campfire/internal/safehttp"
)

// stage is a Campfire with a push service of its own, which has the devices of
// everybody.
type stage struct {
	*chattest.Campfire
	t       *testing.T
	pusher  *Pusher
	service *httptest.Server
	answer  http.HandlerFunc // nil: 201

	mu      sync.Mutex
	devices map[string]browser // guarded by mu; by the path of the endpoint
	got     []arrival          // guarded by mu
	here    []int64            // guarded by mu; who looks at every room
}

// arrival is a push as it reached a device.
type arrival struct {
	device string
	said   payload
	header http.Header
}

func newStage(t *testing.T, answer http.HandlerFunc, change ...func(*chat.Options)) *stage {
	s := &stage{t: t, answer: answer, devices: make(map[string]browser)}
	s.service = httptest.NewServer(s)
	t.Cleanup(s.service.Close)
	change = append(change, func(o *chat.Options) { o.PushPrivate, o.Present = true, s.looking })
	s.Campfire = chattest.New(t, change...)
	s.pusher = NewPusher(s.Service, NewSender(safehttp.NewClient(safehttp.Options{Timeout: 500 * time.Millisecond}), newVAPID(t)))
	workers := s.pusher.Workers()
	for i := range workers {
		workers[i].Attempts, workers[i].Pause = 3, 2
	}
	runner := jobs.New(jobs.Options{Store: s.Store, Workers: workers, ToDo: s.Store.JobsToDo(), Breaker: jobs.Breaker{Failures: 1_000}})
	go func() { _ = runner.Run(context.Background()) }() // ends with Shutdown
	t.Cleanup(func() {
		if err := runner.Shutdown(context.Background()); err != nil {
			t.Error(err)
		}
	})
	return s
}

func (s *stage) looking(int64) []int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.here
}

func (s *stage) look(v ...chat.Viewer) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.here = nil
	for _, v := range v {
		s.here = append(s.here, v.User.ID)
	}
}

func (s *stage) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	s.mu.Lock()
	device, known := s.devices[r.URL.Path]
	if known {
		a := arrival{device: r.URL.Path, header: r.Header.Clone()}
		if err := json.Unmarshal([]byte(device.decrypt(s.t, body)), &a.said); err != nil {
			s.t.Error(err)
		}
		s.got = append(s.got, a)
	}
	s.mu.Unlock()
	switch {
	case s.answer != nil:
		s.answer(w, r)
	case known:
		w.WriteHeader(http.StatusCreated)
	default:
		w.WriteHeader(http.StatusGone)
	}
}

// subscribe gives somebody a device with a name.
func (s *stage) subscribe(v chat.Viewer, name string) chat.PushSubscription {
	s.t.Helper()
	b := newBrowser(s.t)
	s.mu.Lock()
	s.devices["/"+name] = b
	s.mu.Unlock()
	saved, _, err := s.SavePushSubscription(s.t.Context(), v, chat.PushSubscription{
		Endpoint: s.service.URL + "/" + name, P256dhKey: b.p256dh(), AuthKey: b.authKey(), UserAgent: name,
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return saved
}

// settled waits until nothing is waiting, and returns what has reached devices, by
// their names.
func (s *stage) settled() []arrival {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(s.t.Context(), time.Minute)
	defer cancel()
	for {
		counts, err := s.Store.JobCounts(ctx)
		if err != nil {
			s.t.Fatal(err)
		}
		if !slices.ContainsFunc(counts, func(n chat.JobCount) bool { return n.Waiting+n.Running > 0 }) {
			s.mu.Lock()
			defer s.mu.Unlock()
			got := slices.Clone(s.got)
			slices.SortStableFunc(got, func(a, b arrival) int { return strings.Compare(a.device, b.device) })
			return got
		}
		select {
		case <-time.After(5 * time.Millisecond):
		case <-ctx.Done():
			s.t.Fatalf("still to be done: %+v", counts)
		}
	}
}

// heard forgets what has arrived and returns on which devices.
func (s *stage) heard() string {
	s.t.Helper()
	var names []string
	for _, a := range s.settled() {
		names = append(names, strings.TrimPrefix(a.device, "/"))
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.got = nil
	return strings.Join(names, " ")
}

func (s *stage) must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

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

func TestWhatAnAnswerMeans(t *testing.T) {
	for _, tt := range []struct {
		status   int
		attempts int
		devices  int // that are left
		buried   string
	}{
		{200, 1, 1, ""},
		{201, 1, 1, ""},
		{202, 1, 1, ""},
		{404, 1, 0, ""},
		{410, 1, 0, ""},
		{302, 1, 1, "302 Found"},
		{400, 1, 1, "400 Bad Request"},
		{403, 1, 1, "403 Forbidden: that is wrong"},
		{413, 1, 1, "413 Request Entity Too Large"},
		{429, 3, 1, "429 Too Many Requests"},
		{500, 3, 1, "500 Internal Server Error"},
		{503, 3, 1, "503 Service Unavailable"},
	} {
		s := newStage(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Location", "/elsewhere")
			w.WriteHeader(tt.status)
			_, _ = io.WriteString(w, "that is wrong\n")
		})
		ada, bob := s.SetUp("Ada"), s.Add("Bob")
		s.subscribe(bob, digest("secret"))
		s.Post(ada, s.AddRoom(chat.Direct, "", ada, bob).ID, "hello")
		if got := s.settled(); len(got) != tt.attempts {
			t.Errorf("%d: %d attempts, want %d", tt.status, len(got), tt.attempts)
		}
		found, err := s.PushSubscriptions(t.Context(), bob)
		if err != nil || len(found) != tt.devices {
			t.Errorf("%d: %d devices are left, %v, want %d", tt.status, len(found), err, tt.devices)
		}
		report, err := s.Jobs(t.Context(), ada)
		s.must(err)
		reasons := ""
		for _, j := range report.Buried {
			reasons += j.LastError
		}
		if !strings.Contains(reasons, tt.buried) || (tt.buried == "") != (reasons == "") || strings.Contains(reasons, digest("secret")) {
			t.Errorf("%d: given up for %q", tt.status, reasons)
		}
	}
}

// TestADeadPushServiceDelaysNoOther has half of the devices at a host that never
// answers.
func TestADeadPushServiceDelaysNoOther(t *testing.T) {
	s := newStage(t, nil)
	dead := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body) // only then is it noticed that the client has gone
		<-r.Context().Done()
	}))
	t.Cleanup(dead.Close)
	ada, bob := s.SetUp("Ada"), s.Add("Bob")
	room := s.AddRoom(chat.Direct, "", ada, bob)
	b := newBrowser(t)
	for n := range 10 {
		_, _, err := s.SavePushSubscription(t.Context(), bob, chat.PushSubscription{
			Endpoint: fmt.Sprintf("%s/%d", dead.URL, n), P256dhKey: b.p256dh(), AuthKey: b.authKey(),
		})
		s.must(err)
	}
	s.subscribe(bob, "healthy")
	for n := range 5 { // 50 for the dead host, which has 16 hands at most
		s.Post(ada, room.ID, fmt.Sprint(n))
	}
	deadline := time.After(time.Minute)
	for arrived, left := 0, 0; arrived < 5 || left > 50; { // what arrived may not be written down yet
		s.mu.Lock()
		arrived = len(s.got)
		s.mu.Unlock()
		left = 0
		for _, n := range must(s.Store.JobCounts(t.Context())) {
			if n.Kind == chat.PushDeliveryJob {
				left = n.Waiting + n.Running + n.Buried
			}
		}
		if arrived == 5 && left < 50 {
			t.Fatalf("the dead host was done with before the other: %d are left", left)
		}
		select {
		case <-time.After(time.Millisecond):
		case <-deadline:
			t.Fatalf("%d of 5 arrived, %d are left", arrived, left)
		}
	}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
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

func TestATestSaysWhatCameOfIt(t *testing.T) {
	status := http.StatusCreated
	s := newStage(t, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) })
	ctx, ada, bob := t.Context(), s.SetUp("Ada"), s.Add("Bob")
	device := s.subscribe(ada, "ada")
	s.must(s.pusher.Test(ctx, ada, device.ID))
	if got := s.settled(); len(got) != 1 || got[0].said.Options.Body == "" || got[0].said.Options.Data.Path != "/users/me/profile" || got[0].header.Get("Topic") != "" {
		t.Errorf("it was sent %+v", got)
	}
	if err := s.pusher.Test(ctx, bob, device.ID); chat.KindOf(err) != chat.NotFound {
		t.Errorf("somebody else's: %v", err)
	}
	status = http.StatusServiceUnavailable
	if err := s.pusher.Test(ctx, ada, device.ID); chat.KindOf(err) != chat.Unavailable {
		t.Errorf("refused: %v", err)
	}
	status = http.StatusGone
	if err := s.pusher.Test(ctx, ada, device.ID); chat.KindOf(err) != chat.Gone {
		t.Errorf("gone: %v", err)
	}
	if found := must(s.PushSubscriptions(ctx, ada)); len(found) != 0 {
		t.Errorf("still there: %v", found)
	}
	other := s.subscribe(ada, "other")
	var err error
	for range 20 {
		status = http.StatusCreated
		err = s.pusher.Test(ctx, ada, other.ID)
	}
	if chat.KindOf(err) != chat.RateLimited {
		t.Errorf("the twentieth test: %v", err)
	}
}

// TestNamesOfPrivateAddressesAreNotCalled stores a public name whose address is
// this machine's.
func TestNamesOfPrivateAddressesAreNotCalled(t *testing.T) {
	called := false
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { called = true }))
	defer server.Close()
	sender := NewSender(safehttp.NewClient(safehttp.Options{Timeout: time.Second, Public: true}), newVAPID(t))
	err := sender.send(t.Context(), pushTo(newBrowser(t), strings.Replace(server.URL, "127.0.0.1", "localhost", 1)))
	if !errors.Is(err, errGone) || called {
		t.Errorf("called: %v, %v", called, err)
	}
}

func TestRetryAfter(t *testing.T) {
	now := time.Date(2026, 5, 12, 9, 0, 0, 0, time.UTC)
	for value, want := range map[string]time.Duration{
		"": 0, "120": 2 * time.Minute, "-1": 0, "soon": 0, "99999999999999": maxRetryAfter, "999999": maxRetryAfter,
		"Tue, 12 May 2026 09:00:30 GMT": 30 * time.Second,
		"Mon, 11 May 2026 09:00:30 GMT": 0,
		"Tue, 12 May 2099 09:00:30 GMT": maxRetryAfter,
	} {
		if got := retryAfter(value, now); got != want {
			t.Errorf("%q is %v, want %v", value, got, want)
		}
	}
}
