package main

import (
	"fmt"
	"net"
	"net/http"
	"os/exec"
	"strings"
	"testing"
)

// TestLosingAccessEndsDeliveryAtOnce takes people's access away in every way
// there is while they have two tabs open on the running program. What is said
// after that reaches those who still may hear it, and no tab of theirs.
func TestLosingAccessEndsDeliveryAtOnce(t *testing.T) {
	t.Parallel()
	ways := []struct {
		name string
		lose func(t *testing.T, s *serverProcess, data, admin, own string, id int)
	}{
		{"signs out", func(t *testing.T, s *serverProcess, _, _, own string, _ int) {
			s.mustSend(t, "DELETE", "/api/session", own, "")
		}},
		{"signs all other devices out", func(t *testing.T, s *serverProcess, _, _, _ string, id int) {
			s.mustSend(t, "DELETE", "/api/sessions", s.signIn(t, id), "")
		}},
		{"signs this device out from another", func(t *testing.T, s *serverProcess, _, _, _ string, id int) {
			s.mustSend(t, "DELETE", fmt.Sprintf("/api/sessions/%d", id), s.signIn(t, id), "") // seeded in the order of ids
		}},
		{"has a new password", func(t *testing.T, s *serverProcess, _, _, _ string, id int) {
			s.mustSend(t, "PATCH", "/api/users/me", s.signIn(t, id), `{"password":"another horse","current_password":"correct horse"}`)
		}},
		{"is given a password from the shell", func(t *testing.T, _ *serverProcess, data, _, _ string, id int) {
			command := exec.Command("campfire", "user", "password", emailOf(id))
			command.Env = append(command.Environ(), "DATA_PATH="+data)
			if out, err := command.CombinedOutput(); err != nil {
				t.Fatalf("%v: %s", err, out)
			}
		}},
		{"is banned", func(t *testing.T, s *serverProcess, _, admin, _ string, id int) {
			s.mustSend(t, "POST", fmt.Sprintf("/api/users/%d/ban", id), admin, `{}`)
		}},
		{"is deactivated", func(t *testing.T, s *serverProcess, _, admin, _ string, id int) {
			s.mustSend(t, "PATCH", fmt.Sprintf("/api/account/users/%d", id), admin, `{"status":"deactivated"}`)
		}},
	}
	data := t.TempDir()
	cookies := seedAuthors(t, data, 1+len(ways))
	s := startServer(t, data)
	room := s.roomOf(t, cookies[0])
	for i, way := range ways {
		t.Run(way.name, func(t *testing.T) {
			own, id := cookies[i+1], i+2
			tabs := []*cableClient{s.mustFollow(t, own, room), s.mustFollow(t, own, room)}
			witness := s.mustFollow(t, cookies[0], room)
			way.lose(t, s, data, cookies[0], own, id)
			secret := fmt.Sprint("after-", id) // the name a post goes by
			s.post(t, room, cookies[0], secret)
			hearUntilSaid(t, witness, secret)
			for _, tab := range tabs {
				if heard := hearAll(t, tab); strings.Contains(heard, secret) || !strings.Contains(heard, `"reason":"unauthorized","reconnect":false`) {
					t.Errorf("a tab heard %s", heard)
				}
			}
			if status, _ := s.send(t.Context(), "GET", "/api/rooms", own, ""); status != http.StatusUnauthorized {
				t.Errorf("the session is answered with %d", status)
			}
			if again, err := s.follow(t.Context(), &net.Dialer{}, own, room); err == nil {
				again.Close()
				t.Error("the session connects again")
			}
		})
	}
}

// emailOf is the address seedAuthors gave to the user of an id.
func emailOf(id int) string { return fmt.Sprintf("%d@example.com", id-1) }

// signIn returns the cookie of another device of somebody.
func (s *serverProcess) signIn(t *testing.T, id int) string {
	t.Helper()
	return s.signInFrom(t, id, "127.0.0.1")
}

// signInFrom is signIn behind a proxy, from some address.
func (s *serverProcess) signInFrom(t *testing.T, id int, address string) string {
	t.Helper()
	body := fmt.Sprintf(`{"email_address":%q,"password":"correct horse"}`, emailOf(id))
	request, err := http.NewRequestWithContext(t.Context(), "POST", s.url+"/api/session", strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("X-Forwarded-For", address)
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusCreated {
		t.Fatalf("signing in is answered with %s", response.Status)
	}
	return response.Cookies()[0].String()
}

func (s *serverProcess) mustSend(t *testing.T, method, path, cookie, body string) {
	t.Helper()
	if status, answer := s.send(t.Context(), method, path, cookie, body); status/100 != 2 {
		t.Fatalf("%s %s is answered with %d %s", method, path, status, answer)
	}
}

func hearUntilSaid(t *testing.T, c *cableClient, text string) {
	t.Helper()
	for {
		heard, err := c.hear()
		if err != nil {
			t.Fatalf("waiting for %q: %v", text, err)
		}
		if strings.Contains(heard, text) {
			return
		}
	}
}

// hearAll returns what comes until the server closes the line.
func hearAll(t *testing.T, c *cableClient) (all string) {
	t.Helper()
	for {
		heard, err := c.hear()
		if timeout, ok := err.(net.Error); ok && timeout.Timeout() {
			t.Fatalf("the line stays open; heard %s", all)
		}
		if err != nil {
			return all
		}
		all += heard + "\n"
	}
}

// TestABannedAddressLosesItsLines bans one person with their address: somebody
// else's tab at that address is closed, an administrator's and those elsewhere
// are not.
func TestABannedAddressLosesItsLines(t *testing.T) {
	t.Parallel()
	const address = "203.0.113.99"
	data := t.TempDir()
	cookies := seedAuthors(t, data, 4)
	s := startServer(t, data)
	admin, culprit := cookies[0], 4
	room := s.roomOf(t, admin)
	s.mustSend(t, "PATCH", "/api/account/users/3", admin, `{"role":"administrator"}`)
	s.signInFrom(t, culprit, address)
	bystander := s.mustFollow(t, cookies[1]+forwardedFor(address), room)
	spared := []*cableClient{s.mustFollow(t, cookies[2]+forwardedFor(address), room), s.mustFollow(t, cookies[1], room)}

	s.mustSend(t, "POST", fmt.Sprintf("/api/users/%d/ban", culprit), admin, `{"addresses":true}`)
	if heard := hearAll(t, bystander); !strings.Contains(heard, `"reason":"unauthorized","reconnect":false`) {
		t.Errorf("at the banned address a tab heard %s", heard)
	}
	if again, err := s.follow(t.Context(), &net.Dialer{}, cookies[1]+forwardedFor(address), room); err == nil {
		again.Close()
		t.Error("it connects again")
	}
	s.post(t, room, admin, "after")
	for _, tab := range spared {
		hearUntilSaid(t, tab, "after")
	}
}

// forwardedFor goes behind the value of the last header of a handshake.
func forwardedFor(address string) string { return "\r\nX-Forwarded-For: " + address }

// TestWhatProgramsShowOpensNoCable tries an access token and a bot's key where a session
// belongs.
func TestWhatProgramsShowOpensNoCable(t *testing.T) {
	data := t.TempDir()
	cookie := seedAuthors(t, data, 1)[0]
	server := startServer(t, data)
	room := server.roomOf(t, cookie)
	var token struct{ Token string }
	server.make(t, "/api/tokens", cookie, `{"name":"Script","scope":"admin"}`, &token)
	var bot struct {
		Key string `json:"bot_key"`
	}
	server.make(t, "/api/account/bots", cookie, `{"name":"Helper"}`, &bot)
	for _, secret := range []string{token.Token, bot.Key} {
		for _, header := range []string{"none=1\r\nAuthorization: Bearer " + secret, "session_token=" + secret, "bot_key=" + secret} {
			_, err := server.follow(t.Context(), &net.Dialer{}, header, room)
			if err == nil || !strings.Contains(err.Error(), "unauthorized") {
				t.Errorf("with %q: %v", header, err)
			}
		}
	}
	server.mustFollow(t, cookie, room)
}
