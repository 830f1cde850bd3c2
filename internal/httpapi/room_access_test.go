package httpapi_test

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/gobwas/ws"
	"github.com/gobwas/ws/wsutil"

	"campfire/internal/cable"
	"campfire/internal/channels"
	"campfire/internal/chattest"
	"campfire/internal/httpapi"
)

// newLiveSite is a whole server whose changes reach its cable.
func newLiveSite(t *testing.T) *site {
	t.Helper()
	hub, c := cable.NewHub(), chattest.New(t)
	publisher := channels.NewPublisher(hub)
	c.Forward(publisher)
	var s *site
	server := cable.NewServer(cable.Options{
		Hub:          hub,
		Channels:     channels.All(c.Service, publisher),
		Epoch:        "e1",
		Authenticate: func(r *http.Request) (cable.Identity, error) { return s.handler.Identify(r) },
		Origin:       httpapi.Origin,
		Log:          slog.New(slog.DiscardHandler),
	})
	t.Cleanup(func() {
		if err := server.Shutdown(context.Background()); err != nil {
			t.Error(err)
		}
	})
	s = newSiteOn(t, c, server)
	return s
}

// socket is one person's line to the cable.
type socket struct {
	t    *testing.T
	line line
}

func (b *browser) socket(t *testing.T) *socket {
	t.Helper()
	header := http.Header{"Cookie": {"session_token=" + b.cookie}, "Origin": {b.site.url}}
	dialer := ws.Dialer{Header: ws.HandshakeHeaderHTTP(header), Protocols: []string{"actioncable-v1-json"}}
	conn, early, _, err := dialer.Dial(t.Context(), strings.Replace(b.site.url, "http", "ws", 1)+"/cable")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	if err := conn.SetDeadline(time.Now().Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	s := &socket{t: t, line: line{t, conn, conn}}
	if early != nil {
		s.line.Reader = early
	}
	s.until("welcome")
	return s
}

// follow subscribes and waits for the answer.
func (s *socket) follow(channel string, roomID int64, answer string) {
	s.t.Helper()
	identifier := named(channel, roomID)
	command, _ := json.Marshal(map[string]string{"command": "subscribe", "identifier": identifier})
	if err := wsutil.WriteClientText(s.line, command); err != nil {
		s.t.Fatal(err)
	}
	s.until(identifier + `","type":"` + answer)
}

func named(channel string, roomID int64) string {
	return fmt.Sprintf(`{"channel":%q,"room_id":%d}`, channel, roomID)
}

// until reads until each of some texts has come, and returns all that came.
func (s *socket) until(texts ...string) (came string) {
	s.t.Helper()
	for !containsAll(came, texts) {
		frame, err := wsutil.ReadServerText(s.line)
		if err != nil {
			s.t.Fatalf("waiting for %q: %v; came %s", texts, err, came)
		}
		came += strings.ReplaceAll(string(frame), `\"`, `"`) + "\n"
	}
	return came
}

func containsAll(text string, parts []string) bool {
	for _, part := range parts {
		if !strings.Contains(text, part) {
			return false
		}
	}
	return true
}

func TestLosingARoomEndsWhatFollowsItAtOnce(t *testing.T) {
	for name, lose := range map[string]struct{ who, method, path, body string }{
		"taken out":           {"ada", "DELETE", "/api/rooms/%[1]d/members/%[2]d", ""},
		"not in the new list": {"ada", "PATCH", "/api/rooms/%[1]d", `{"user_ids":[1]}`},
		"left":                {"bob", "DELETE", "/api/rooms/%[1]d/members/%[2]d", ""},
		"room deleted":        {"ada", "DELETE", "/api/rooms/%[1]d", ""},
	} {
		t.Run(name, func(t *testing.T) {
			s := newLiveSite(t)
			browsers := map[string]*browser{"ada": s.signUp("ada"), "bob": s.signUp("bob")}
			room := browsers["ada"].send("POST", "/api/rooms", `{"type":"closed","name":"Secret","user_ids":[2]}`)
			roomID := int64(room.body["id"].(float64))
			tabs := []*socket{browsers["bob"].socket(t), browsers["bob"].socket(t)} // of two devices
			for _, tab := range tabs {
				tab.follow("RoomChannel", 1, "confirm")
				tab.follow("UserChannel", 0, "confirm")
				for _, channel := range []string{"RoomChannel", "PresenceChannel", "TypingNotificationsChannel"} {
					tab.follow(channel, roomID, "confirm")
				}
			}
			witness := browsers["ada"].socket(t)
			witness.follow("RoomChannel", roomID, "confirm")

			path := fmt.Sprintf(lose.path, roomID, 2)
			if r := browsers[lose.who].send(lose.method, path, lose.body); r.StatusCode/100 != 2 {
				t.Fatalf("%d %s", r.StatusCode, r.text)
			}
			if name != "room deleted" {
				browsers["ada"].send("POST", fmt.Sprintf("/api/rooms/%d/messages", roomID), `{"body":"not for bob"}`)
				witness.until("not for bob")
			}
			browsers["ada"].send("POST", "/api/rooms/1/messages", `{"body":"for everyone"}`)
			for _, tab := range tabs {
				came := tab.until(
					"for everyone", "room.removed",
					named("RoomChannel", roomID)+`","type":"reject_subscription"`,
					named("PresenceChannel", roomID)+`","type":"reject_subscription"`,
					named("TypingNotificationsChannel", roomID)+`","type":"reject_subscription"`,
				)
				if strings.Contains(came, "not for bob") {
					t.Errorf("what was said there came: %s", came)
				}
				tab.follow("RoomChannel", roomID, "reject")
			}
		})
	}
}
