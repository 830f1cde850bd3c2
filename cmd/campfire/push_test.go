package main

import (
	"crypto/ecdh"
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"sync"
	"testing"
	"time"
)

// pushService stands for the push services of browsers. It tells pushes apart by
// the device and by their Topic, of which there is one for each room.
type pushService struct {
	*httptest.Server
	arrived chan string // device and topic, as they come

	mu   sync.Mutex
	seen map[string]int // guarded by mu; how often each came
	hold chan struct{}  // guarded by mu; pushes wait until it is closed; nil: they do not
	then func()         // guarded by mu; done once, before the answer; nil: nothing
}

func newPushService(t *testing.T) *pushService {
	s := &pushService{arrived: make(chan string, 100), seen: make(map[string]int)}
	s.Server = httptest.NewServer(s)
	t.Cleanup(s.Close)
	return s
}

func (s *pushService) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	_, _ = io.Copy(io.Discard, r.Body)
	id := r.URL.Path + " " + r.Header.Get("Topic")
	s.mu.Lock()
	s.seen[id]++
	hold, then := s.hold, s.then
	s.then = nil
	s.mu.Unlock()
	s.arrived <- id
	if hold != nil {
		<-hold
	}
	if then != nil {
		then()
	}
	w.WriteHeader(http.StatusCreated)
}

func (s *pushService) next(t *testing.T) string {
	t.Helper()
	select {
	case id := <-s.arrived:
		return id
	case <-time.After(time.Minute):
		t.Fatal("nothing is pushed")
		return ""
	}
}

// release lets pushes through, those that wait and those to come.
func (s *pushService) release() {
	s.mu.Lock()
	defer s.mu.Unlock()
	close(s.hold)
	s.hold = nil
}

// heard is how often each push came.
func (s *pushService) heard() map[string]int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return maps.Clone(s.seen)
}

// startPushing starts a server that may push to this machine.
func startPushing(t *testing.T, data string) *serverProcess {
	t.Helper()
	return startServer(t, data, "PUSH_PRIVATE_TARGETS=true")
}

// addDevice gives somebody a device with a name.
func (s *serverProcess) addDevice(t *testing.T, cookie, endpoint string) {
	t.Helper()
	key, err := ecdh.P256().GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	auth := make([]byte, 16)
	rand.Read(auth)
	encode := base64.RawURLEncoding.EncodeToString
	var device struct{ ID int64 }
	s.make(t, "/api/push_subscriptions", cookie, fmt.Sprintf(`{"endpoint":%q,"p256dh_key":%q,"auth_key":%q}`,
		endpoint, encode(key.PublicKey().Bytes()), encode(auth)), &device)
}

// directRooms makes rooms of the first author with each of the others.
func (s *serverProcess) directRooms(t *testing.T, cookie string, others int) (ids []int64) {
	t.Helper()
	for n := range others {
		var room struct{ ID int64 }
		s.make(t, "/api/rooms", cookie, fmt.Sprintf(`{"type":"direct","user_ids":[%d]}`, n+2), &room)
		ids = append(ids, room.ID)
	}
	return ids
}

// TestPushesSurviveACrashBeforeAndDuringThem kills the server while as many pushes are
// on their way as may be to one host, and more have not begun.
func TestPushesSurviveACrashBeforeAndDuringThem(t *testing.T) {
	const people = 20
	data := t.TempDir()
	cookies := seedAuthors(t, data, people+1)
	server, service := startPushing(t, data), newPushService(t)
	service.hold = make(chan struct{})
	rooms := server.directRooms(t, cookies[0], people)
	for n, room := range rooms {
		server.addDevice(t, cookies[n+1], fmt.Sprintf("%s/%d", service.URL, n))
		server.post(t, room, cookies[0], "hello")
	}
	for range 16 {
		service.next(t)
	}
	server.kill(t)
	service.release()

	server = startPushing(t, data)
	server.settled(t, rooms[0], cookies[0])
	heard := service.heard()
	for n, room := range rooms {
		if id := fmt.Sprintf("/%d room-%d", n, room); heard[id] == 0 {
			t.Errorf("%s never came", id)
		}
	}
	if len(heard) != people {
		t.Errorf("%v came, want %d", heard, people)
	}
}

// TestAPushThatWasNotRecordedComesAgain kills the server when the push service has what
// it was sent, and the server does not know that yet. What was delivered before is
// not sent again.
func TestAPushThatWasNotRecordedComesAgain(t *testing.T) {
	data := t.TempDir()
	cookies := seedAuthors(t, data, 2)
	server, service := startPushing(t, data), newPushService(t)
	room := server.directRooms(t, cookies[0], 1)[0]
	server.addDevice(t, cookies[1], service.URL+"/one")
	server.post(t, room, cookies[0], "hello")
	server.settled(t, room, cookies[0])
	service.next(t)

	service.mu.Lock()
	service.then = func() {
		_ = server.command.Process.Kill() // or the test waits in vain
		<-server.exited
	}
	service.mu.Unlock()
	server.post(t, room, cookies[0], "hello again")
	service.next(t)
	<-server.exited

	server = startPushing(t, data)
	server.settled(t, room, cookies[0])
	if heard := service.heard(); heard[fmt.Sprintf("/one room-%d", room)] != 3 {
		t.Errorf("%v came, want the first once and the second twice", heard)
	}
}

// TestPushesThatWereAcknowledgedAreDelivered kills the server as soon as it has
// acknowledged the messages, wherever each of them is on its way.
func TestPushesThatWereAcknowledgedAreDelivered(t *testing.T) {
	data := t.TempDir()
	cookies := seedAuthors(t, data, 2)
	server, service := startPushing(t, data), newPushService(t)
	room := server.directRooms(t, cookies[0], 1)[0]
	for n := range 5 {
		server.addDevice(t, cookies[1], fmt.Sprintf("%s/%d", service.URL, n))
	}
	server.post(t, room, cookies[0], "hello")
	server.kill(t)
	server = startPushing(t, data)
	server.settled(t, room, cookies[0])
	if heard := service.heard(); len(heard) != 5 {
		t.Errorf("%v came, want one on each of five devices", heard)
	}
}

// TestShutdownLetsAPushEnd ends the server as an operator does while a push service
// is thinking.
func TestShutdownLetsAPushEnd(t *testing.T) {
	data := t.TempDir()
	cookies := seedAuthors(t, data, 2)
	server, service := startPushing(t, data), newPushService(t)
	service.hold = make(chan struct{})
	room := server.directRooms(t, cookies[0], 1)[0]
	server.addDevice(t, cookies[1], service.URL+"/one")
	server.post(t, room, cookies[0], "hello")
	id := service.next(t)
	if err := server.command.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	service.release()
	<-server.exited

	server = startPushing(t, data)
	server.settled(t, room, cookies[0])
	if n := service.heard()[id]; n != 1 {
		t.Errorf("it came %d times", n)
	}
}

// TestMembersReachNoPrivateAddress asks the server as it runs without any setting.
func TestMembersReachNoPrivateAddress(t *testing.T) {
	data := t.TempDir()
	cookies := seedAuthors(t, data, 2)
	server, service := startServer(t, data), newPushService(t)
	for _, endpoint := range []string{
		service.URL + "/one", "http://push.example.com/x", "https://127.0.0.1/x", "https://[::1]/x", "https://10.0.0.1/x",
		"https://[::ffff:10.0.0.1]/x", "https://localhost/x", "https://a.localhost./x", "https://intranet/x", "https://169.254.169.254/latest",
		"https://me@push.example.com/x", "ftp://push.example.com/x", "//push.example.com/x", "",
		"https://2130706433/x", "https://127.1/x", "https://0x7f.0.0.1/x", "https://0177.0.0.1/x", "https://127.0.0.1./x",
		"https://[fe80::1%25eth0]/x", "https://push.%E2%80%AE.example.com/x", "https://push.%FFexample.com/x", "https://a..example.com/x",
	} {
		status, body := server.send(t.Context(), "POST", "/api/push_subscriptions", cookies[1], fmt.Sprintf(
			`{"endpoint":%q,"p256dh_key":"BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4","auth_key":"BTBZMqHH6r4Tts7J_aSIgg"}`, endpoint))
		if status != http.StatusUnprocessableEntity {
			t.Errorf("%q: %d %s", endpoint, status, body)
		}
	}
}
