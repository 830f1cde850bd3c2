package httpapi_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"campfire/internal/chat"
)

// inPerson are the routes that no access token opens: what ends or begins a
// way to sign in or to be told things, or changes how one does.
var inPerson = []string{
	"DELETE /api/push_subscriptions/{subscription}",
	"DELETE /api/session",
	"DELETE /api/session/transfers/{transfer}",
	"DELETE /api/sessions",
	"DELETE /api/sessions/{session}",
	"DELETE /api/tokens/{token}",
	"GET /api/push_subscriptions",
	"GET /api/sessions",
	"GET /api/tokens",
	"PATCH /api/users/me",
	"POST /api/push_subscriptions",
	"POST /api/push_subscriptions/{subscription}/test",
	"POST /api/session/transfers",
	"POST /api/tokens",
	"PUT /api/users/me/avatar",
}

// newToken makes an access token for somebody and returns a program that has it.
func (s *site) newToken(v chat.Viewer, scope chat.Scope) *browser {
	s.t.Helper()
	t, err := s.CreateAccessToken(s.t.Context(), v, chat.NewAccessToken{Name: "Script", Scope: scope, Days: 1})
	if err != nil {
		s.t.Fatal(err)
	}
	b := s.browser()
	b.header.Set("Authorization", "Bearer "+t.Secret)
	return b
}

func TestScopesAtEveryRoute(t *testing.T) {
	s := newSite(t)
	ada := s.SetUp("Ada")
	programs := map[chat.Scope]*browser{}
	for _, scope := range []chat.Scope{chat.ReadScope, chat.WriteScope, chat.AdminScope} {
		programs[scope] = s.newToken(ada, scope)
	}
	var kept []string
	for path, methods := range s.described() {
		for method, op := range methods {
			if len(op.Security) == 0 {
				continue // everybody's
			}
			method = strings.ToUpper(method)
			// Nothing is there, so that what is let in changes nothing.
			address := strings.NewReplacer("{box}", "saved", "{name}", "x").Replace(path)
			for _, word := range []string{"room", "message", "user", "session", "transfer", "bot", "boost", "job", "delivery", "token", "subscription"} {
				address = strings.ReplaceAll(address, "{"+word+"}", "999999")
			}
			read, write := code(programs[chat.ReadScope].send(method, address, "")), code(programs[chat.WriteScope].send(method, address, ""))
			switch {
			case write == "not_for_tokens":
				kept = append(kept, method+" "+path)
			case (read == "scope_too_small") != (method != http.MethodGet):
				t.Errorf("%s %s with a token that reads: %q", method, path, read)
			case write == "scope_too_small" || code(programs[chat.AdminScope].send(method, address, "")) == "scope_too_small":
				t.Errorf("%s %s is too much for every token", method, path)
			}
		}
	}
	slices.Sort(kept)
	if !slices.Equal(kept, inPerson) {
		t.Errorf("no token opens\n%s\nwant\n%s", strings.Join(kept, "\n"), strings.Join(inPerson, "\n"))
	}
}

func code(r response) string {
	code, _ := r.body["code"].(string)
	return code
}

// described is the API's description, as far as it says who may ask.
func (s *site) described() map[string]map[string]struct{ Security []map[string][]string } {
	s.t.Helper()
	var api struct {
		Paths map[string]map[string]struct{ Security []map[string][]string }
	}
	if err := json.Unmarshal([]byte(s.browser().send("GET", "/api/openapi.json", "").text), &api); err != nil {
		s.t.Fatal(err)
	}
	return api.Paths
}

func TestATokenThatWritesHasNoAdministratorsRights(t *testing.T) {
	s := newSite(t)
	ada := s.SetUp("Ada")
	bob := s.Add("Bob")
	room := s.AllTalk(bob)
	said := s.Post(bob, room.ID, "Bob's own words")
	message := fmt.Sprintf("/api/rooms/%d/messages/%d", room.ID, said.ID)
	yes := true
	if _, err := s.UpdateAccount(t.Context(), ada, chat.AccountChange{RestrictMassMentionsToAdministrators: &yes, RestrictRoomCreationToAdministrators: &yes}); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ method, path, body string }{
		{"PATCH", "/api/account", `{"name":"Other"}`},
		{"GET", "/api/account/users", ``},
		{"GET", "/api/account/audit", ``},
		{"POST", "/api/account/bots", `{"name":"Bot"}`},
		{"POST", "/api/account/join_code", ``},
		{"PATCH", fmt.Sprintf("/api/account/users/%d", bob.User.ID), `{"role":"administrator"}`},
		{"PATCH", fmt.Sprintf("/api/account/users/%d", bob.User.ID), `{"role":"member"}`},
		{"POST", fmt.Sprintf("/api/users/%d/ban", bob.User.ID), `{}`},
		{"PATCH", message, `{"body":"other words"}`},
		{"DELETE", message, ``},
		{"POST", "/api/rooms", `{"type":"open","name":"New"}`},
		{"POST", fmt.Sprintf("/api/rooms/%d/messages", room.ID), `{"body":"@everyone"}`},
	} {
		if r := s.newToken(ada, chat.WriteScope).send(tt.method, tt.path, tt.body); r.StatusCode != http.StatusForbidden {
			t.Errorf("%s %s with a token that writes: %d: %s", tt.method, tt.path, r.StatusCode, r.text)
		}
		if r := s.newToken(ada, chat.AdminScope).send(tt.method, tt.path, tt.body); r.StatusCode >= 300 && tt.path != message {
			t.Errorf("%s %s with a token that administers: %d: %s", tt.method, tt.path, r.StatusCode, r.text)
		}
	}
}

func TestATokenWorksUntilItIsNotToAnyMore(t *testing.T) {
	s := newSite(t)
	ada := s.SetUp("Ada")
	bob := s.Add("Bob")
	works := func(b *browser) bool { return b.send("GET", "/api/rooms", "").StatusCode == http.StatusOK }

	program := s.newToken(bob, chat.WriteScope)
	posted := program.send("POST", fmt.Sprintf("/api/rooms/%d/messages", s.AllTalk(bob).ID), `{"body":"by a script"}`)
	if posted.StatusCode != http.StatusCreated || !strings.Contains(posted.text, `"name":"Bob"`) {
		t.Fatalf("a token that writes posts: %d: %s", posted.StatusCode, posted.text)
	}
	used, err := s.AccessTokens(t.Context(), bob)
	if err != nil || len(used) != 1 || used[0].LastUsedAt.IsZero() || used[0].Secret != "" {
		t.Fatalf("the tokens are %+v, error %v", used, err)
	}
	if strings.Contains(s.log.String(), "campfire_") {
		t.Error("the token is in the log")
	}
	if err := s.DeleteAccessToken(t.Context(), ada, used[0].ID); chat.KindOf(err) != chat.NotFound {
		t.Errorf("Ada revokes Bob's token: %v", err)
	}
	if err := s.DeleteAccessToken(t.Context(), bob, used[0].ID); err != nil || works(program) {
		t.Errorf("a revoked token works, error %v", err)
	}

	expiring := s.newToken(bob, chat.ReadScope)
	s.SetTime(time.Now().Add(25 * time.Hour))
	if works(expiring) {
		t.Error("a token works after its time")
	}

	left := s.newToken(bob, chat.ReadScope)
	status := chat.Deactivated
	if _, err := s.UpdatePerson(t.Context(), ada, bob.User.ID, chat.PersonChange{Status: &status}); err != nil || works(left) {
		t.Errorf("the token of somebody deactivated works, error %v", err)
	}
	status = chat.Active
	if _, err := s.UpdatePerson(t.Context(), ada, bob.User.ID, chat.PersonChange{Status: &status}); err != nil || works(left) {
		t.Errorf("it works again when they are back, error %v", err)
	}
	stranger := s.browser()
	stranger.header.Set("Authorization", "Bearer campfire_wrong")
	if r := stranger.send("GET", "/api/rooms", ""); r.StatusCode != http.StatusUnauthorized {
		t.Errorf("a token nobody made: %d", r.StatusCode)
	}
}
