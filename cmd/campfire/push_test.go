package main

import (
	"fmt"
	"maps"
	"net/http"
	"os"
	"slices"
	"testing"
)

// startPushing starts a server that may push to this machine.
func startPushing(t *testing.T, data string) *serverProcess {
	t.Helper()
	return startServer(t, data, "PUSH_PRIVATE_TARGETS=true")
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
		service.addDevice(t, server, cookies[n+1], n)
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
	for n := range rooms {
		if len(heard[n]) != 1 {
			t.Errorf("device %d heard of %v, want one message", n, heard[n])
		}
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
	service.addDevice(t, server, cookies[1], 1)
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
	heard := service.heard()[1]
	times := slices.Sorted(maps.Values(heard))
	if !slices.Equal(times, []int{1, 2}) || heard[slices.Max(slices.Collect(maps.Keys(heard)))] != 2 {
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
		service.addDevice(t, server, cookies[1], n)
	}
	server.post(t, room, cookies[0], "hello")
	server.kill(t)
	server = startPushing(t, data)
	server.settled(t, room, cookies[0])
	heard := service.heard()
	for n := range 5 {
		if len(heard[n]) != 1 {
			t.Errorf("device %d heard of %v, want one message", n, heard[n])
		}
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
	service.addDevice(t, server, cookies[1], 1)
	server.post(t, room, cookies[0], "hello")
	id := service.next(t)
	if err := server.command.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	service.release()
	<-server.exited

	server = startPushing(t, data)
	server.settled(t, room, cookies[0])
	if heard := service.heard()[1]; len(heard) != 1 || heard[id] != 1 {
		t.Errorf("%v came, want %d once", heard, id)
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
