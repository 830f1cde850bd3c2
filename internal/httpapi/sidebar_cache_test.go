package httpapi_test

import (
	"fmt"
	"net/http"
	"testing"
)

// unreadOf is what the list of rooms says of the first.
func unreadOf(b *browser) (unread, mentions, seq float64) {
	first := b.send("GET", "/api/rooms", "").body["rooms"].([]any)[0].(map[string]any)
	return first["unread_count"].(float64), first["mention_count"].(float64), first["seq"].(float64)
}

func TestTheListOfRoomsIsAlwaysAsItIs(t *testing.T) {
	s := newSite(t)
	ada, bob := s.signUp("ada"), s.signUp("bob")
	for range 3 { // what is asked for again may be kept
		unreadOf(ada)
		unreadOf(bob)
	}
	_, _, before := unreadOf(bob)
	var id float64
	for i := range 3 {
		id = ada.send("POST", "/api/rooms/1/messages", fmt.Sprintf(`{"body":"message %d"}`, i)).body["id"].(float64)
		if unread, _, seq := unreadOf(bob); unread != float64(i+1) || seq != before+float64(i+1) {
			t.Fatalf("after %d posts: %v unread at %v", i+1, unread, seq)
		}
		if unread, _, _ := unreadOf(ada); unread != 0 {
			t.Fatalf("her own are %v unread", unread)
		}
	}
	steps := []struct {
		method, path, body string
		status             int
		unread             float64
	}{
		{"PUT", "/api/rooms/1/read", fmt.Sprintf(`{"message_id":%v}`, id-1), 204, 1},
		{"PUT", "/api/rooms/1/read", fmt.Sprintf(`{"message_id":%v}`, id-2), 204, 1}, // never back
		{"PUT", "/api/rooms/1/read", "", 204, 0},
		{"PUT", "/api/rooms/1/unread", fmt.Sprintf(`{"message_id":%v}`, id-1), 204, 2},
		{"PUT", "/api/rooms/1/unread", `{"message_id":999999}`, 404, 2},
		{"PUT", "/api/rooms/1/unread", `{}`, 422, 2},
		{"PUT", "/api/rooms/99/unread", `{"message_id":1}`, 404, 2},
		{"PUT", "/api/rooms/read", "", 204, 0},
	}
	for _, step := range steps {
		if r := bob.send(step.method, step.path, step.body); r.StatusCode != step.status {
			t.Errorf("%s %s %s: %d %s", step.method, step.path, step.body, r.StatusCode, r.text)
		}
		if unread, _, _ := unreadOf(bob); unread != step.unread {
			t.Errorf("after %s %s %s: %v unread, want %v", step.method, step.path, step.body, unread, step.unread)
		}
	}
}

func TestAListTheClientHasIsNotSentAgain(t *testing.T) {
	s := newSite(t)
	ada, bob := s.signUp("ada"), s.signUp("bob")
	first := bob.send("GET", "/api/rooms", "")
	bob.header = http.Header{"If-None-Match": {first.Header.Get("ETag")}}
	for range 3 {
		if r := bob.send("GET", "/api/rooms", ""); r.StatusCode != 304 || r.text != "" {
			t.Errorf("again: %d %q", r.StatusCode, r.text)
		}
	}
	ada.send("POST", "/api/rooms/1/messages", `{"body":"more"}`)
	if r := bob.send("GET", "/api/rooms", ""); r.StatusCode != 200 {
		t.Errorf("after a post: %d", r.StatusCode)
	}
}
