package httpapi_test

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"campfire/internal/chat"
	"campfire/internal/chattest"
)

func TestTheFirstConversationOverHTTP(t *testing.T) {
	s := newSite(t)
	stranger := s.browser()
	if r := stranger.send("GET", "/api/session", ""); r.StatusCode != 401 || r.body["first_run"] != true {
		t.Fatalf("before set-up: %d %s", r.StatusCode, r.text)
	}
	ada := s.signUp("ada")
	if r := stranger.send("GET", "/api/session", ""); r.StatusCode != 401 || r.body["first_run"] != false || r.body["account_name"] != "Campfire" {
		t.Fatalf("after set-up: %d %s", r.StatusCode, r.text)
	}
	r := ada.send("GET", "/api/session", "")
	account := r.body["account"].(map[string]any)
	if r.StatusCode != 200 || r.body["user"].(map[string]any)["role"] != "administrator" ||
		account["join_url"] != s.url+"/join/"+account["join_code"].(string) || r.body["flags"].(map[string]any)["search_enabled"] != true {
		t.Fatalf("session: %d %s", r.StatusCode, r.text)
	}
	bob := s.signUp("bob")
	room := fmt.Sprintf("/api/rooms/%v", bob.send("GET", "/api/rooms", "").body["rooms"].([]any)[0].(map[string]any)["id"])

	posted := ada.send("POST", room+"/messages", `{"body":"<div>Hello <strong>Bob</strong></div>","client_message_id":"one"}`)
	again := ada.send("POST", room+"/messages", `{"body":"other words","client_message_id":"one"}`)
	if posted.StatusCode != 201 || again.StatusCode != 200 || posted.text != again.text {
		t.Fatalf("posted twice: %d %s, %d %s", posted.StatusCode, posted.text, again.StatusCode, again.text)
	}
	micro := regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$`)
	if at := posted.body["created_at"].(string); !micro.MatchString(at) {
		t.Errorf("created_at is %s", at)
	}
	page := bob.send("GET", room+"/messages", "")
	messages := page.body["messages"].([]any)
	if len(messages) != 1 || messages[0].(map[string]any)["body_text"] != "Hello Bob" || page.body["has_before"] != false {
		t.Fatalf("bob reads %s", page.text)
	}
	events := bob.send("GET", room+"/events?after=0", "")
	list := events.body["events"].([]any)
	last := list[len(list)-1].(map[string]any)
	if last["type"] != "message.created" || last["seq"] != page.body["seq"] || events.body["seq"] != page.body["seq"] || events.body["more"] != false {
		t.Errorf("events are %s, the page is at %v", events.text, page.body["seq"])
	}
	if r := bob.send("GET", room, ""); len(r.body["members"].([]any)) != 2 || r.body["unread_count"] != 1.0 {
		t.Errorf("the room is %s", r.text)
	}
	for _, body := range []string{"", `{}`, `{"message_id":1}`} {
		if r := bob.send("PUT", room+"/read", body); r.StatusCode != 204 {
			t.Errorf("read %q: %d %s", body, r.StatusCode, r.text)
		}
	}
	if r := bob.send("DELETE", "/api/session", ""); r.StatusCode != 204 {
		t.Errorf("sign out: %d %s", r.StatusCode, r.text)
	}
	if r := bob.send("GET", room, ""); r.StatusCode != 401 {
		t.Errorf("signed out, the room answers %d", r.StatusCode)
	}
}

func TestRefusals(t *testing.T) {
	s := newSite(t)
	ada := s.signUp("ada")
	eve := s.signUp("eve")
	viewer, err := s.Store.UserByEmail(t.Context(), "ada@example.com")
	if err != nil {
		t.Fatal(err)
	}
	secret := s.AddRoom(chat.Closed, "Secret", chat.Viewer{User: viewer})
	hidden := fmt.Sprintf("/api/rooms/%d", secret.ID)
	ada.send("POST", "/api/rooms/1/messages", `{"body":"mine"}`)
	account, _ := s.Account(t.Context())
	for _, tt := range []struct {
		who          *browser
		method, path string
		body         string
		status       int
		code         string
	}{
		{eve, "GET", hidden, "", 404, "room_not_found"},
		{eve, "GET", "/api/rooms/999999", "", 404, "room_not_found"},
		{eve, "GET", hidden + "/messages", "", 404, "room_not_found"},
		{eve, "GET", hidden + "/events", "", 404, "room_not_found"},
		{eve, "POST", hidden + "/messages", `{"body":"x"}`, 404, "room_not_found"},
		{eve, "PUT", hidden + "/read", `{}`, 404, "room_not_found"},
		{eve, "GET", "/api/rooms/1/messages/999", "", 404, "message_not_found"},
		{eve, "PATCH", "/api/rooms/1/messages/1", `{"body":"x"}`, 403, "not_author"},
		{eve, "DELETE", "/api/rooms/1/messages/1", "", 403, "not_author"},
		{eve, "GET", "/api/rooms/1/messages/1/source", "", 403, "not_author"},
		{eve, "GET", "/api/rooms/1/messages/1/history", "", 403, "not_author"},
		{eve, "PATCH", "/api/rooms/1/messages/999", `{"body":"x"}`, 404, "message_not_found"},
		{eve, "DELETE", "/api/rooms/1/messages/999", "", 404, "message_not_found"},
		{eve, "POST", "/api/rooms/1/messages/999/boosts", `{"content":"👍"}`, 404, "message_not_found"},
		{eve, "POST", "/api/rooms/1/messages/1/boosts", `{"content":"seventeen letters"}`, 422, "too_long"},
		{eve, "DELETE", "/api/rooms/1/messages/1/boosts/999", "", 404, "boost_not_found"},
		{ada, "PATCH", "/api/rooms/1/messages/1", `{"body":" "}`, 422, "blank"},
		{eve, "PATCH", hidden + "/messages/1", `{"body":"x"}`, 404, "room_not_found"},
		{eve, "DELETE", hidden + "/messages/1", "", 404, "room_not_found"},
		{eve, "GET", hidden + "/messages/1/source", "", 404, "room_not_found"},
		{eve, "GET", hidden + "/messages/1/history", "", 404, "room_not_found"},
		{eve, "POST", hidden + "/messages/1/boosts", `{"content":"👍"}`, 404, "room_not_found"},
		{eve, "DELETE", hidden + "/messages/1/boosts/1", "", 404, "room_not_found"},
		{eve, "GET", "/api/rooms/1/messages?before=999", "", 404, "message_not_found"},
		{eve, "GET", "/api/rooms/1/messages?limit=1000", "", 422, "invalid"},
		{eve, "GET", "/api/rooms/1/messages?before=1&after=1", "", 422, "invalid"},
		{eve, "GET", "/api/rooms/x", "", 404, "not_found"},
		{eve, "GET", "/api/rooms/99999999999999999999", "", 404, "not_found"},
		{eve, "PUT", "/api/rooms/1/read", `{"message_id":-1}`, 422, "invalid"},
		{eve, "GET", "/api/rooms/1/events?after=999", "", 410, "events_gone"},
		{eve, "GET", "/api/nothing", "", 404, "not_found"},
		{eve, "POST", "/api/rooms/1/messages", `{"body":" "}`, 422, "blank"},
		{eve, "POST", "/api/rooms/1/messages", `{"body":`, 400, "invalid"},
		{eve, "POST", "/api/rooms/1/messages", `{}`, 422, "invalid"},
		{eve, "POST", "/api/rooms/1/messages", `{"body":"` + strings.Repeat("a", 33<<10) + `"}`, 422, "too_long"},
		{eve, "POST", "/api/rooms/1/messages", `{"body":"` + strings.Repeat("a", 300<<10) + `"}`, 413, "too_large"},
		{s.browser(), "GET", "/api/rooms", "", 401, "signed_out"},
		{s.browser(), "POST", "/api/rooms/1/messages", `{"body":"x"}`, 401, "signed_out"},
		{s.browser(), "PATCH", "/api/rooms/1/messages/1", `{"body":"x"}`, 401, "signed_out"},
		{s.browser(), "DELETE", "/api/rooms/1/messages/1", "", 401, "signed_out"},
		{s.browser(), "POST", "/api/rooms/1/messages/1/boosts", `{"content":"👍"}`, 401, "signed_out"},
		{s.browser(), "DELETE", "/api/session", "", 401, "signed_out"},
		{s.browser(), "POST", "/api/session", `{"email_address":"ada@example.com","password":"wrong horse"}`, 401, "bad_credentials"},
		{s.browser(), "POST", "/api/first_run", registration("zoe"), 409, "already_set_up"},
		{s.browser(), "POST", "/api/join/" + account.JoinCode, registration("ada"), 409, "email_taken"},
		{s.browser(), "POST", "/api/join/wrong", registration("zoe"), 404, "join_code_unknown"},
		{s.browser(), "GET", "/api/join/wrong", "", 404, "join_code_unknown"},
	} {
		r := tt.who.send(tt.method, tt.path, tt.body)
		if r.StatusCode != tt.status || r.body["code"] != tt.code || r.Header.Get("Content-Type") != "application/problem+json" || r.body["detail"] == "" {
			t.Errorf("%s %s: %d %s, want %d %s", tt.method, tt.path, r.StatusCode, r.text, tt.status, tt.code)
		}
	}
	if r := ada.send("GET", hidden, ""); r.StatusCode != 200 {
		t.Errorf("who is in it sees %d", r.StatusCode)
	}
}

func registration(name string) string {
	return fmt.Sprintf(`{"name":%q,"email_address":"%s@example.com","password":%q}`, name, name, chattest.Password)
}

func TestValidationNamesTheFieldAndRepeatsNoValue(t *testing.T) {
	s := newSite(t)
	for body, location := range map[string]string{
		`{"name":"Ada","email_address":"no address","password":"hunter2hunter2"}`:                   "body.email_address",
		`{"name":"Ada","email_address":"ada@example.com","password":"hunter2"}`:                     "body.password",
		`{"name":"","email_address":"ada@example.com","password":"hunter2hunter2"}`:                 "body.name",
		`{"email_address":"ada@example.com","password":"hunter2hunter2"}`:                           "body",
		`{"name":"Ada","email_address":"ada@example.com","password":"hunter2hunter2","admin":true}`: "body.admin",
		`{"name":7,"email_address":"ada@example.com","password":"hunter2hunter2"}`:                  "body.name",
	} {
		r := s.browser().send("POST", "/api/first_run", body)
		if r.StatusCode != 422 {
			t.Errorf("%s: %d %s", body, r.StatusCode, r.text)
			continue
		}
		first := r.body["errors"].([]any)[0].(map[string]any)
		if first["location"] != location || strings.Contains(r.text, "hunter2") {
			t.Errorf("%s: %s, want the field %s and no password", body, r.text, location)
		}
	}
}

func TestSignInTooOftenSaysWhenToTryAgain(t *testing.T) {
	s := newSite(t)
	s.signUp("ada")
	b := s.browser()
	for i := range 10 {
		if r := b.send("POST", "/api/session", `{"email_address":"ada@example.com","password":"wrong horse"}`); r.StatusCode != 401 {
			t.Fatalf("attempt %d: %d", i+1, r.StatusCode)
		}
	}
	r := b.send("POST", "/api/session", fmt.Sprintf(`{"email_address":"ada@example.com","password":%q}`, chattest.Password))
	if r.StatusCode != 429 || !regexp.MustCompile(`^\d+$`).MatchString(r.Header.Get("Retry-After")) {
		t.Errorf("the eleventh: %d, Retry-After %q", r.StatusCode, r.Header.Get("Retry-After"))
	}
}

func TestWritesFromOtherSitesAreRefused(t *testing.T) {
	s := newSite(t)
	ada := s.signUp("ada")
	for name, header := range map[string]http.Header{
		"fetch metadata": {"Sec-Fetch-Site": {"cross-site"}},
		"origin":         {"Origin": {"https://evil.example"}},
		"sibling":        {"Sec-Fetch-Site": {"same-site"}},
	} {
		ada.header = header
		if r := ada.send("POST", "/api/rooms/1/messages", `{"body":"x"}`); r.StatusCode != 403 || r.body["code"] != "cross_origin" {
			t.Errorf("%s: %d %s", name, r.StatusCode, r.text)
		}
	}
	ada.header = http.Header{"Origin": {s.url}, "Sec-Fetch-Site": {"same-origin"}}
	if r := ada.send("POST", "/api/rooms/1/messages", `{"body":"x"}`); r.StatusCode != 201 {
		t.Errorf("from our own page: %d %s", r.StatusCode, r.text)
	}
}

func TestTheLogHasNoSecrets(t *testing.T) {
	s := newSite(t)
	ada := s.signUp("ada")
	account, _ := s.Account(t.Context())
	s.signUp("bob")
	s.browser().send("GET", "/join/"+account.JoinCode, "")
	ada.send("GET", "/cable", "") // answered by a stand-in
	r := ada.send("GET", "/api/rooms/1", "")
	log := s.log.String()
	for name, secret := range map[string]string{"password": chattest.Password, "join code": account.JoinCode, "cookie": ada.cookie} {
		if strings.Contains(log, secret) {
			t.Errorf("the log has the %s", name)
		}
	}
	for _, want := range []string{r.Header.Get("X-Request-Id"), `"route":"GET /api/rooms/{room}"`, `"room_id":"1"`, `"status":200`, `"status":418`, `"user_id":1`} {
		if !strings.Contains(log, want) {
			t.Errorf("the log lacks %s", want)
		}
	}
}
