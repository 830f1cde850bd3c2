package push

import (
	"context"
	"encoding/json"
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
	runner := jobs.New(jobs.Options{Store: s.Store, Workers: workers, Due: s.Store.JobsDue(), Breaker: jobs.Breaker{Failures: 1_000}})
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

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}
