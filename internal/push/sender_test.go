package push

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"campfire/internal/chat"
	"campfire/internal/safehttp"
)

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
		{401, 1, 1, "401 Unauthorized"},
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

// TestADeviceThatIsRefusedIsToldOfOnceAndGoesAfterADay has a push service that knows another key
// of the server's, and then the right one.
func TestADeviceThatIsRefusedIsToldOfOnceAndGoesAfterADay(t *testing.T) {
	var status atomic.Int64
	s := newStage(t, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(int(status.Load())) })
	ctx, ada, bob := t.Context(), s.SetUp("Ada"), s.Add("Bob")
	s.subscribe(bob, "bob")
	room := s.AddRoom(chat.Direct, "", ada, bob).ID
	began := time.Date(2026, 7, 1, 12, 0, 0, 0, time.UTC)
	for _, tt := range []struct {
		when    string
		after   time.Duration
		status  int
		refused bool // afterwards
		devices int
		buried  int // in all
	}{
		{"it is taken", 0, 201, false, 1, 0},
		{"it is refused", time.Hour, 403, true, 1, 1},
		{"it is refused in another way", 2 * time.Hour, 400, true, 1, 1},
		{"there is trouble that passes", 3 * time.Hour, 500, true, 1, 2},
		{"it is refused for nearly a day", 24 * time.Hour, 401, true, 1, 2},
		{"it is taken again", 24*time.Hour + 59*time.Minute, 201, false, 1, 2},
		{"it is refused anew", 26 * time.Hour, 403, true, 1, 3},
		{"it is for a day", 50 * time.Hour, 403, false, 0, 3},
	} {
		s.SetTime(began.Add(tt.after))
		status.Store(int64(tt.status))
		s.Post(ada, room, tt.when)
		s.settled()
		found := must(s.PushSubscriptions(ctx, bob))
		refused := len(found) > 0 && !found[0].RefusedAt.IsZero()
		if buried := must(s.Jobs(ctx, ada)).Buried; len(found) != tt.devices || refused != tt.refused || len(buried) != tt.buried {
			t.Errorf("%s: %d devices, refused %v, %d given up; want %+v", tt.when, len(found), refused, len(buried), tt)
		}
	}
	device := s.subscribe(bob, "again")
	if err := s.pusher.Test(ctx, bob, device.ID); chat.KindOf(err) != chat.Conflict || must(s.PushSubscriptions(ctx, bob))[0].RefusedAt.IsZero() {
		t.Errorf("a test: %v", err)
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
	if !errors.Is(err, errRefused) || called {
		t.Errorf("called: %v, %v", called, err)
	}
}
