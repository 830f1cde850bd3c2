package main

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"campfire/internal/httpapi"
)

// receiver is a bot's program. It answers each call with a word, and holds calls
// back while it is told to.
type receiver struct {
	*httptest.Server
	arrived chan string // webhook ids, as they come

	mu   sync.Mutex
	seen map[string]int // guarded by mu; how often each webhook id came
	hold chan struct{}  // guarded by mu; calls wait until it is closed; nil: they do not
	then func()         // guarded by mu; done once, before the answer; nil: nothing
}

func newReceiver(t *testing.T) *receiver {
	r := &receiver{arrived: make(chan string, 100), seen: make(map[string]int)}
	r.Server = httptest.NewServer(r)
	t.Cleanup(r.Close)
	return r
}

func (r *receiver) ServeHTTP(w http.ResponseWriter, request *http.Request) {
	_, _ = io.Copy(io.Discard, request.Body)
	id := request.Header.Get("webhook-id")
	r.mu.Lock()
	r.seen[id]++
	hold, then := r.hold, r.then
	r.then = nil
	r.mu.Unlock()
	r.arrived <- id
	if hold != nil {
		<-hold
	}
	if then != nil {
		then()
	}
	w.Header().Set("Content-Type", "text/plain")
	fmt.Fprint(w, "done")
}

func (r *receiver) next(t *testing.T) string {
	t.Helper()
	select {
	case id := <-r.arrived:
		return id
	case <-time.After(time.Minute):
		t.Fatal("the bot is not called")
		return ""
	}
}

// heard is how often each webhook id came.
func (r *receiver) heard() map[string]int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return maps.Clone(r.seen)
}

func (s *serverProcess) kill(t *testing.T) {
	t.Helper()
	if err := s.command.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	<-s.exited
}

// roomWithBot makes a bot that is called at an address and the direct room with it.
func (s *serverProcess) roomWithBot(t *testing.T, cookie, url string) int64 {
	t.Helper()
	var bot, room struct{ ID int64 }
	s.make(t, "/api/account/bots", cookie, fmt.Sprintf(`{"name":"Helper","webhook_url":%q}`, url), &bot)
	s.make(t, "/api/rooms", cookie, fmt.Sprintf(`{"type":"direct","user_ids":[%d]}`, bot.ID), &room)
	return room.ID
}

func (s *serverProcess) make(t *testing.T, path, cookie, body string, into any) {
	t.Helper()
	status, answer := s.send(t.Context(), "POST", path, cookie, body)
	if status != http.StatusCreated {
		t.Fatalf("%s: %d %s", path, status, answer)
	}
	if err := json.Unmarshal(answer, into); err != nil {
		t.Fatal(err)
	}
}

// settled waits until nothing is to be done any more, and returns how many replies are in the
// room.
func (s *serverProcess) settled(t *testing.T, room int64, cookie string) (replies int) {
	t.Helper()
	deadline := time.Now().Add(time.Minute)
	for {
		var health struct {
			Jobs struct {
				Counts []struct{ Waiting, Running, Buried int }
			}
		}
		s.get(t, "/health/detailed", cookie, &health)
		if len(health.Jobs.Counts) == 0 {
			break
		}
		if time.Now().After(deadline) {
			t.Fatalf("still to be done: %+v", health.Jobs.Counts)
		}
		<-time.After(20 * time.Millisecond)
	}
	var page struct {
		Messages []struct {
			Creator struct{ Role string }
		}
	}
	s.get(t, fmt.Sprintf("/api/rooms/%d/messages?limit=100", room), cookie, &page)
	for _, m := range page.Messages {
		if m.Creator.Role == "bot" {
			replies++
		}
	}
	return replies
}

// TestCallsSurviveACrashBeforeAndDuringThem kills the server while four calls are on their
// way to a host, which is as many as may be, and one has not begun.
func TestCallsSurviveACrashBeforeAndDuringThem(t *testing.T) {
	data := t.TempDir()
	cookie := seedAuthors(t, data, 1)[0]
	server, bot := startServer(t, data), newReceiver(t)
	bot.hold = make(chan struct{})
	room := server.roomWithBot(t, cookie, bot.URL)
	for n := range 5 {
		server.post(t, room, cookie, fmt.Sprint(n))
	}
	for range 4 {
		bot.next(t)
	}
	server.kill(t)
	bot.mu.Lock()
	close(bot.hold)
	bot.hold = nil
	bot.mu.Unlock()

	server = startServer(t, data)
	if replies := server.settled(t, room, cookie); replies != 5 {
		t.Errorf("%d replies, want one to each of the five messages", replies)
	}
	if heard := bot.heard(); len(heard) != 5 {
		t.Errorf("the bot heard of %v, want five messages", heard)
	}
}

// TestACallThatWasNotRecordedComesAgainWithTheSameID kills the server when the bot has
// what it was sent, and the server does not know that yet.
func TestACallThatWasNotRecordedComesAgainWithTheSameID(t *testing.T) {
	data := t.TempDir()
	cookie := seedAuthors(t, data, 1)[0]
	server, bot := startServer(t, data), newReceiver(t)
	bot.then = func() {
		_ = server.command.Process.Kill() // or the test waits in vain
		<-server.exited
	}
	room := server.roomWithBot(t, cookie, bot.URL)
	server.post(t, room, cookie, "hello")
	first := bot.next(t)
	<-server.exited

	server = startServer(t, data)
	if again := bot.next(t); again != first {
		t.Errorf("called as %s and then as %s", first, again)
	}
	if replies := server.settled(t, room, cookie); replies != 1 || bot.heard()[first] != 2 {
		t.Errorf("%d replies to %d calls, want 1 to 2", replies, bot.heard()[first])
	}
}

// TestShutdownLetsACallEnd ends the server as an operator does while a bot is
// thinking.
func TestShutdownLetsACallEnd(t *testing.T) {
	data := t.TempDir()
	cookie := seedAuthors(t, data, 1)[0]
	server, bot := startServer(t, data), newReceiver(t)
	bot.hold = make(chan struct{})
	room := server.roomWithBot(t, cookie, bot.URL)
	server.post(t, room, cookie, "hello")
	id := bot.next(t)
	if err := server.command.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	close(bot.hold)
	<-server.exited

	server = startServer(t, data)
	if replies := server.settled(t, room, cookie); replies != 1 || bot.heard()[id] != 1 {
		t.Errorf("%d replies to %d calls, want 1 to 1", replies, bot.heard()[id])
	}
}

// TestAHostThatIsDownIsShownAndDelaysNoOther has a bot at an address where nothing listens, and
// one that answers.
func TestAHostThatIsDownIsShownAndDelaysNoOther(t *testing.T) {
	data := t.TempDir()
	cookie := seedAuthors(t, data, 1)[0]
	server, healthy, dead := startServer(t, data), newReceiver(t), newReceiver(t)
	down := strings.TrimPrefix(dead.URL, "http://")
	dead.Close()
	silent, answering := server.roomWithBot(t, cookie, dead.URL), server.roomWithBot(t, cookie, healthy.URL)
	for n := range 20 {
		server.post(t, silent, cookie, fmt.Sprint(n))
	}
	server.until(t, "the host is shown as left alone", func(d httpapi.Detail) bool {
		_, page := server.send(t.Context(), "GET", "/api/account/jobs", cookie, "")
		_, metrics := server.send(t.Context(), "GET", "/metrics", "", "")
		return len(d.Jobs.Circuits) == 1 && d.Jobs.Circuits[0].Host == down && d.Jobs.Circuits[0].State == "open" && d.Jobs.Circuits[0].WaitSeconds > 0 &&
			strings.Contains(string(page), fmt.Sprintf(`"circuits":[{"host":%q,"state":"open"`, down)) &&
			strings.Contains(string(metrics), fmt.Sprintf("campfire_job_circuit_open{host=%q,state=\"open\"} 1\n", down))
	})
	server.post(t, answering, cookie, "hello")
	healthy.next(t)
	if d := server.detail(t); len(d.Jobs.Counts) != 1 || d.Jobs.Counts[0].Waiting+d.Jobs.Counts[0].Running < 20 {
		t.Errorf("the calls of the dead host were over first: %+v", d.Jobs.Counts)
	}
}

// TestBotsAreOffWhenTheyAreTurnedOff opens a Campfire that has a bot with the feature
// off: it is neither called nor let in, and what is said meanwhile is not told later.
func TestBotsAreOffWhenTheyAreTurnedOff(t *testing.T) {
	data := t.TempDir()
	cookie := seedAuthors(t, data, 1)[0]
	server, bot := startServer(t, data), newReceiver(t)
	room := server.roomWithBot(t, cookie, bot.URL)
	server.kill(t)

	server = startServer(t, data, "BOT_INTEGRATIONS_ENABLED=false")
	server.post(t, room, cookie, "hello")
	for _, path := range []string{"/api/account/bots", fmt.Sprintf("/rooms/%d/2-aaaaaaaaaaaa/messages", room)} {
		if status, body := server.send(t.Context(), "POST", path, cookie, `{"name":"Another"}`); status != http.StatusForbidden {
			t.Errorf("%s: %d %s", path, status, body)
		}
	}
	server.kill(t)

	server = startServer(t, data)
	if replies := server.settled(t, room, cookie); replies != 0 || len(bot.heard()) != 0 {
		t.Errorf("%d replies, the bot heard of %v", replies, bot.heard())
	}
}
