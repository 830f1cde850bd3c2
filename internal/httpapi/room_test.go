package httpapi_test

import (
	"fmt"
	"strings"
	"testing"
)

func TestRoomsOverHTTP(t *testing.T) {
	s := newSite(t)
	ada, bob := s.signUp("ada"), s.signUp("bob")
	cy := s.signUp("cy")
	for _, tt := range []struct {
		who          *browser
		method, path string
		body         string
		status       int
		answer       string // part of it
	}{
		{bob, "POST", "/api/rooms", `{"type":"closed","name":"Design","user_ids":[1]}`, 201, `"type":"closed","name":"Design","involvement":"mentions"`},
		{bob, "GET", "/api/rooms/2", "", 200, `"can_administer":true`},
		{ada, "PATCH", "/api/rooms/2", `{"name":"Drawing"}`, 200, `"name":"Drawing"`},
		{ada, "PATCH", "/api/rooms/2", `{"user_ids":[]}`, 422, `no_members`},
		{ada, "PATCH", "/api/rooms/2", `{"type":"direct"}`, 422, `invalid`},
		{ada, "PUT", "/api/rooms/2/members/3", "", 204, ``},
		{ada, "GET", "/api/users?room_id=2&query=c", "", 200, `"name":"cy"`},
		{ada, "GET", "/api/users?query=nobody", "", 200, `{"users":[]}`},
		{ada, "GET", "/api/users?limit=51", "", 422, `invalid`},
		{ada, "GET", "/api/users?query=" + strings.Repeat("a", 101), "", 422, `invalid`},
		{ada, "DELETE", "/api/rooms/2/members/3", "", 204, ``},
		{bob, "DELETE", "/api/rooms/2/members/2", "", 204, ``},
		{bob, "GET", "/api/rooms/2", "", 404, `room_not_found`},
		{ada, "GET", "/api/rooms/2/size", "", 200, `{"message_count":0,"member_count":1}`},
		{ada, "PATCH", "/api/rooms/2", `{"type":"open"}`, 200, `"type":"open"`},
		{bob, "GET", "/api/rooms/2/involvement", "", 200, `{"involvement":"mentions"}`},
		{bob, "PUT", "/api/rooms/2/involvement", `{"involvement":"invisible"}`, 200, `{"involvement":"invisible"}`},
		{bob, "PUT", "/api/rooms/2/involvement", `{"involvement":"loud"}`, 422, `invalid`},
		{bob, "GET", "/api/rooms?hidden=true", "", 200, `"name":"Drawing"`},
		{cy, "DELETE", "/api/rooms/2", "", 403, `not_room_administrator`},
		{ada, "DELETE", "/api/rooms/2", "", 204, ``},
		{ada, "POST", "/api/rooms", `{"type":"direct","user_ids":[2]}`, 201, `"name":"bob"`},
		{bob, "POST", "/api/rooms", `{"type":"direct","user_ids":[1]}`, 200, `"name":"ada"`},
		{bob, "POST", "/api/rooms", `{"type":"open"}`, 422, `"location":"body.name"`},
		{bob, "POST", "/api/rooms", `{"type":"secret","name":"x"}`, 422, `invalid`},
		{ada, "GET", "/api/session", "", 200, `"can_create_rooms":true`},
	} {
		r := tt.who.send(tt.method, tt.path, tt.body)
		if r.StatusCode != tt.status || !strings.Contains(r.text, tt.answer) {
			t.Errorf("%s %s %s: %d %s, want %d with %s", tt.method, tt.path, tt.body, r.StatusCode, r.text, tt.status, tt.answer)
		}
	}
}

func TestALongListOfPeopleFits(t *testing.T) {
	s := newSite(t)
	ada := s.signUp("ada")
	ids := strings.TrimSuffix(strings.Repeat("123456,", 5000), ",")
	r := ada.send("POST", "/api/rooms", fmt.Sprintf(`{"type":"closed","name":"x","user_ids":[%s]}`, ids))
	if r.StatusCode != 422 || r.body["code"] != "user_not_found" {
		t.Errorf("%d %s", r.StatusCode, r.text)
	}
}
